/// For how many frames an action is applied.
public enum FrameSkip: Sendable, Codable, Hashable {
  /// Always this many frames, 1 or more.
  case fixed(Int)
  /// A number drawn evenly for every step, both ends included.
  case range(ClosedRange<Int>)
}

/// How a game is played; the defaults are those of ale-py's version 5 environments.
public struct EnvironmentSettings: Sendable, Codable, Hashable {
  /// Frames a step.
  public var frameSkip = FrameSkip.fixed(4)
  /// Sticky actions: how likely, in every frame, the emulator repeats the frame before instead of
  /// taking the new action. In 0...0.99: with 1 no action is ever taken, for which some games'
  /// starts would wait for ever.
  public var repeatActionProbability = 0.25
  /// All 18 actions instead of those that have an effect in the game.
  public var fullActionSet = false
  /// The game's mode; the game's default if nil.
  public var mode: Int?
  /// The game's difficulty switches; the game's default if nil.
  public var difficulty: Int?
  /// A reset is followed by 1 to this many frames without action, drawn evenly; 0 for none.
  public var noopMax = 0
  /// A reset is followed (after the frames without action) by one step of FIRE.
  public var fireOnReset = false
  /// An episode ends with the loss of a life; a reset starts a new game all the same.
  public var lifeIsEpisode = false
  /// An episode is truncated after so many frames; 0 for no limit.
  public var maxFrames = 108_000

  /// Which emulator plays.
  public var emulator = EmulatorChoice.ale

  public init() {}

  /// The largest frame skip and frame limit that are accepted.
  static let frameLimit = 1_000_000_000

  /// Throws for the first setting outside its range.
  func validate() throws(AtariError) {
    switch frameSkip {
    case .fixed(let frames) where !(1...1_000).contains(frames):
      throw .setting(name: "frame skip", expected: "1 to 1000 frames", found: "\(frames)")
    case .range(let frames) where frames.lowerBound < 1 || frames.upperBound > 1_000:
      throw .setting(
        name: "frame skip", expected: "1 to 1000 frames",
        found: "\(frames.lowerBound) to \(frames.upperBound)")
    default: break
    }
    if !(0...0.99).contains(repeatActionProbability) {
      throw .setting(
        name: "probability of a repeated action", expected: "a number from 0 to 0.99",
        found: "\(repeatActionProbability)")
    }
    if !(0...10_000).contains(noopMax) {
      throw .setting(
        name: "greatest number of no-op frames", expected: "0 to 10000", found: "\(noopMax)")
    }
    if !(0...Self.frameLimit).contains(maxFrames) {
      throw .setting(
        name: "frame limit", expected: "0 to \(Self.frameLimit)", found: "\(maxFrames)")
    }
  }
}
