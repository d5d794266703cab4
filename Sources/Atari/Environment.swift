// An Atari game as Gymnasium means an environment.
//
// reset      a new game. With a seed everything that follows is determined by it: ALE's sticky
//            action generator is seeded as loading the ROM with that `random_seed` does, and our own
//            generator, which draws frame skips and no-op starts, from the same number. Without a
//            seed both run on.
//            In order: the game's reset, 1 to `noopMax` single frames without action, one step of
//            FIRE. Should the game end during these, it is reset again and they go on.
// step       the action, for a number of frames; ALE decides frame by frame whether the action
//            before it is repeated instead (sticky actions).
// terminated the game is over; or, where a life is an episode, a life was lost.
// truncated  the frame limit was reached.
//
// Gymnasium loads the ROM anew for a seeded reset (0.03 to 0.3 s). Here ALE goes back to its state
// from before its first reset, and where nothing in a reset is drawn from the sticky action
// generator (nearly everywhere) even the frames of the reset are emulated only once: afterwards the
// reset is a copy of the state and a new seed. Tests compare both with real loads.

import CALE

/// What one step led to.
public struct StepResult: Sendable, Hashable {
  /// The sum over the frames of the step.
  public var reward: Int
  /// The episode has ended: the game is over, or a life was lost where a life is an episode.
  public var terminated: Bool
  /// The frame limit was reached.
  public var truncated: Bool
  public var lives: Int
  /// Frames since the last reset, in which the frames that start the game are not counted.
  public var episodeFrame: Int
  /// Frames since the ROM was loaded (or since the last seeded reset, which stands for a load).
  public var frame: Int
}

/// One running game and the owner of all its memory; use it from one thread at a time.
public struct Environment: ~Copyable {
  public let game: Game
  public let settings: EnvironmentSettings
  /// What `step` chooses from: the minimal or the full action set in ALE's order.
  public let actions: [Action]

  var emulator: Emulator
  /// Draws frame skips and no-op starts.
  var generator: RandomGenerator
  /// Lives after the last step, to see one lost.
  var lives = 0
  /// The state that every seeded reset starts from, where seeds make no difference to it.
  private var opening: [UInt8]?
  private let frameSkip: ClosedRange<Int>

  /// Loads the ROM and resets with seed 0. Throws for settings outside their ranges and for modes
  /// and difficulties that the game does not have. Costs about 0.03 s.
  public init(rom: ROM, settings: EnvironmentSettings) throws(AtariError) {
    try settings.validate()
    let emulator = try Emulator(rom: rom, settings: settings)
    try Self.check(settings.mode, among: emulator.modes, as: "mode of \(rom.game.name)")
    try Self.check(
      settings.difficulty, among: emulator.difficulties, as: "difficulty of \(rom.game.name)")
    actions = emulator.actions(full: settings.fullActionSet)
    switch settings.frameSkip {
    case .fixed(let frames): frameSkip = frames...frames
    case .range(let frames): frameSkip = frames
    }
    self.emulator = emulator
    game = rom.game
    self.settings = settings
    generator = RandomGenerator(state: 0)
    start(seed: 0)
  }

  /// Whether our own console plays, not ALE.
  public var isNative: Bool { emulator.isNative }
  /// The modes that ALE knows for this game.
  public var modes: [Int] { emulator.modes }
  /// The positions of the difficulty switches that ALE knows for this game.
  public var difficulties: [Int] { emulator.difficulties }

  /// Starts a new game. With a seed (ALE's `random_seed`, anything but −1, which ALE takes for the
  /// clock) all that follows is determined by it; without one the generators run on. A seeded reset
  /// costs 20 µs, or for a few games that draw random numbers while they start, 140 frames.
  public mutating func reset(seed: Int32? = nil) throws(AtariError) {
    if seed == -1 { throw .setting(name: "seed", expected: "a number other than -1", found: "-1") }
    start(seed: seed)
  }

  /// Applies `actions[action]` for a frame skip's frames. `paddleStrength`, in 0...1, scales the
  /// movement in games with paddles. After the end of the game nothing moves until a reset.
  @discardableResult
  public mutating func step(_ action: Int, paddleStrength: Float = 1) -> StepResult {
    step(actions[action], frames: drawFrameSkip(), paddleStrength: paddleStrength)
  }

  /// Applies any action for a given number of frames, whatever the frame skip; `frames: 1` is how a
  /// recorder sees every frame. Draws nothing but sticky actions.
  public mutating func step(
    _ action: Action, frames: Int, paddleStrength: Float = 1
  ) -> StepResult {
    let outcome = emulator.step(action, paddleStrength: paddleStrength, frames: frames)
    var result = StepResult(outcome)
    if settings.lifeIsEpisode && result.lives < lives { result.terminated = true }
    lives = result.lives
    return result
  }

  /// Draws how many frames the next step lasts; `step(_:)` is this and `step(_:frames:)`.
  public mutating func drawFrameSkip() -> Int {
    frameSkip.count == 1 ? frameSkip.lowerBound : generator.draw(frameSkip)
  }

  /// Where the game is now, with reward 0.
  public var current: StepResult { StepResult(emulator.look()) }

  /// Lives left, as ALE counts them; 0 in games without lives.
  public var livesLeft: Int { lives }

  /// The console's RAM, 128 bytes, as it is now.
  public var ram: Span<UInt8> {
    @_lifetime(borrow self)
    get { emulator.ram }
  }

  /// Changes one byte of RAM, `index` in 0..<128.
  public mutating func setRAM(_ index: Int, to value: UInt8) {
    precondition((0..<128).contains(index))
    emulator.setRAM(index, value)
  }

  /// Gives sticky actions, frame skips and no-op starts a new seed and leaves the game alone: the
  /// way to sample different futures of one snapshot.
  public mutating func seedRandomness(_ seed: Int32) {
    generator = RandomGenerator(state: UInt64(bitPattern: Int64(seed)))
    emulator.seed(seed)
  }

  private mutating func start(seed: Int32?) {
    if let seed {
      generator = RandomGenerator(state: UInt64(bitPattern: Int64(seed)))
      open(seed: seed)
    } else {
      emulator.resetGame()
    }
    if settings.noopMax > 0 {
      for _ in 0..<generator.draw(1...settings.noopMax) { warmUp(.noop, frames: 1) }
    }
    if settings.fireOnReset { warmUp(.fire, frames: drawFrameSkip()) }
    lives = Int(emulator.look().lives)
  }

  /// Goes to where Gymnasium's seeded reset goes: load, mode and difficulty, reset.
  private mutating func open(seed: Int32) {
    if let opening {
      do {
        try emulator.restore(opening)
      } catch {
        preconditionFailure("our own state is refused: \(error)")
      }
      emulator.seed(seed)
      return
    }
    emulator.open(seed: seed)
    if emulator.isSeeded(seed) { opening = try? emulator.state(withRandomness: false) }
  }

  private mutating func warmUp(_ action: Action, frames: Int) {
    let outcome = emulator.step(action, paddleStrength: 1, frames: frames)
    if outcome.game_over || outcome.truncated { emulator.resetGame() }
  }

  private static func check(
    _ value: Int?, among values: [Int], as name: String
  ) throws(AtariError) {
    guard let value, !values.contains(value) else { return }
    let known = values.map(String.init).joined(separator: ", ")
    throw .setting(name: name, expected: "one of \(known)", found: "\(value)")
  }
}

extension StepResult {
  init(_ outcome: cale_outcome) {
    reward = Int(outcome.reward)
    terminated = outcome.game_over
    truncated = outcome.truncated
    lives = Int(outcome.lives)
    episodeFrame = Int(outcome.episode_frame)
    frame = Int(outcome.frame)
  }
}
