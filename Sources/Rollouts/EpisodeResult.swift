import Atari
import PolicyRuntime
import PolicySyntax

/// How one episode went.
public struct EpisodeResult: Sendable, Codable, Hashable {
  /// Why an episode ended.
  public enum End: String, Sendable, Codable {
    /// The game (or the life, where a life is an episode) was over.
    case terminated
    /// The longest length in steps or frames was reached.
    case truncated
    /// The policy failed; the steps before count.
    case error
  }

  /// ALE's `random_seed`.
  public var seed: Int32
  /// The sum of rewards, as the game counts them.
  public var score: Double
  /// Agent steps.
  public var steps: Int
  /// Emulator frames since the reset.
  public var frames: Int
  public var end: End
  /// The policy's error with its place, where there was one.
  public var error: String?

  /// Encodes every field, also an absent error (as null).
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(seed, forKey: .seed)
    try container.encode(score, forKey: .score)
    try container.encode(steps, forKey: .steps)
    try container.encode(frames, forKey: .frames)
    try container.encode(end, forKey: .end)
    try container.encode(error, forKey: .error)
  }
}

/// The seeds of one episode: the emulator's and the policy's.
public struct EpisodeSeeds: Sendable, Hashable {
  public var emulator: Int32
  public var policy: UInt64

  public init(emulator: Int32, policy: UInt64) {
    self.emulator = emulator
    self.policy = policy
  }
}

extension PolicyPlayer {
  /// Plays one episode from the reset to its end with the loaded policy.
  ///
  /// `onStep` sees the player after each step. Throws only what the emulator throws; an error of
  /// the policy is part of the result.
  public func playEpisode(
    _ seeds: EpisodeSeeds, onStep: (PolicyPlayer, PlayedStep) throws -> Void = { _, _ in }
  ) throws -> EpisodeResult {
    try reset(seed: seeds.emulator, policySeed: seeds.policy)
    var end = EpisodeResult.End.truncated
    var message: String?
    while steps < settings.maxSteps {
      let played: PlayedStep
      do throws(Diagnostic) {
        played = try step()
      } catch {
        end = .error
        message = "\(error.line):\(error.column): \(error.kind.rawValue): \(error.message)"
        break
      }
      try onStep(self, played)
      if played.result.terminated { end = .terminated }
      if played.isLast { break }
    }
    return EpisodeResult(
      seed: seeds.emulator, score: Double(score), steps: steps,
      frames: environment.current.episodeFrame, end: end, error: message)
  }

  /// Whether everything since the reset would happen again with any other policy seed: the policy
  /// drew no random number and the emulator is deterministic.
  public var playedDeterministically: Bool {
    interpreter?.randomDraws == 0 && settings.environment.isDeterministic
  }
}
