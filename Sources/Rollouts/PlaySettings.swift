import Atari
import Objects

/// How one episode is played: the environment, the length, and whose objects the policy sees.
public struct PlaySettings: Sendable, Hashable {
  /// Frame skip, sticky actions, action set and everything else of the emulator.
  public var environment: EnvironmentSettings
  /// The longest episode, in agent steps; one that reaches it ends as truncated.
  public var maxSteps: Int
  /// Whether objects are right (`strict`) or as OCAtari reports them (`compat`).
  public var mode: ObjectMode

  public init(environment: EnvironmentSettings, maxSteps: Int, mode: ObjectMode = .strict) {
    self.environment = environment
    self.maxSteps = maxSteps
    self.mode = mode
  }
}

extension FrameSkip {
  /// Emulator frames in a step, on average.
  public var mean: Double {
    switch self {
    case .fixed(let frames): Double(frames)
    case .range(let frames): Double(frames.lowerBound + frames.upperBound) / 2
    }
  }
}

extension EnvironmentSettings {
  /// Whether actions alone decide an episode, given its seed: no sticky actions, a fixed frame skip
  /// and no drawn start.
  public var isDeterministic: Bool {
    guard case .fixed = frameSkip else { return false }
    return repeatActionProbability == 0 && noopMax == 0
  }
}
