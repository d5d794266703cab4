import Atari
import Objects
import PolicyRuntime
import PolicySyntax

/// One environment with its object tracker and the policy that plays it.
///
/// A player belongs to one thread. It loads the ROM once (about 0.25 s) and is then used for any
/// number of policies and episodes. A step goes one way:
///
///     RAM → objects → observation tape → policy → action → emulator
///
/// Everything that decides what happens next is part of a `Checkpoint`, so that going back to one
/// and playing on gives the same steps again, in this player or in another one of the same game.
public final class PolicyPlayer {
  /// What the player plays and how.
  public let settings: PlaySettings
  /// The game, as ALE names its ROM.
  public let game: Game

  /// The environment; for screens, RAM and frame numbers.
  public private(set) var environment: Environment
  /// The objects after the last step.
  public private(set) var tracker: ObjectTracker
  /// The observation that the policy receives in the next step.
  public private(set) var tape = ObservationTape()
  /// The interpreter of the loaded policy.
  public private(set) var interpreter: PolicyInterpreter?

  /// Agent steps since the player was made, over all episodes.
  public private(set) var totalSteps = 0
  /// Agent steps since the reset.
  public private(set) var steps = 0
  /// The sum of rewards since the reset.
  public private(set) var score = 0
  /// Lives after the last step.
  public private(set) var lives = 0

  private var binding: ObservationBinding?
  /// The reward that the next observation reports; NaN after a reset.
  private var lastReward = Double.nan

  /// Loads the ROM and prepares the objects of the game.
  ///
  /// `hud`: whether displays such as the score are among the objects; the observation is the same.
  /// Throws where the ROM does not load or the game's objects are not supported.
  public init(rom: ROM, settings: PlaySettings, hud: Bool = false) throws {
    game = rom.game
    self.settings = settings
    environment = try Environment(rom: rom, settings: settings.environment)
    tracker = try ObjectTracker(game: rom.game.name, mode: settings.mode, hud: hud)
  }

  /// The actions that a policy's return value indexes.
  public var actions: [Action] { environment.actions }

  /// Takes a policy for the next episodes; runs its module-level code.
  public func load(
    _ program: PolicyProgram, limits: PolicyLimits = .default, seed: UInt64 = 0
  ) throws(Diagnostic) {
    let interpreter = try PolicyInterpreter(program, limits: limits, seed: seed)
    binding = ObservationBinding(interpreter)
    self.interpreter = interpreter
  }

  /// Starts an episode: the emulator from ALE's `random_seed`, the policy's random stream from
  /// its own seed, and what its class keeps on `self` as it was made. Without a seed, the random
  /// numbers of the emulator, or the policy with what it keeps, go on.
  public func reset(seed: Int32?, policySeed: UInt64?) throws {
    try environment.reset(seed: seed)
    if let policySeed { interpreter?.restart(seed: policySeed) }
    steps = 0
    score = 0
    lives = environment.current.lives
    lastReward = .nan
    tracker.reset(ram: environment.ram, lives: lives)
    writeTape()
  }

  /// The action that the policy chooses for the current observation, as an index into `actions`.
  ///
  /// Throws the policy's own error, or one that says that the value returned is not an action.
  public func chooseAction() throws(Diagnostic) -> Int {
    guard let interpreter, let binding else {
      preconditionFailure("a policy is loaded before it plays")
    }
    interpreter.beginStep()
    let value = try interpreter.callEntry(try binding.load(tape, into: interpreter))
    guard let action = value.integer, environment.actions.indices.contains(action) else {
      throw invalidAction(value)
    }
    return action
  }

  private func invalidAction(_ value: PolicyValue) -> Diagnostic {
    guard let interpreter else { preconditionFailure("a policy is loaded before it plays") }
    let tree = interpreter.program.tree
    let last = environment.actions.count - 1
    let names = environment.actions.enumerated().map { "\($0.offset) \($0.element.name)" }
    return Diagnostic(
      .value,
      "expected an action from 0 to \(last), found `\(interpreter.repr(value))` returned by "
        + "`\(tree.entry?.qualifiedName ?? PolicyInterpreter.entryName)`",
      at: tree.entry?.span ?? SourceSpan(start: 0, end: 0),
      in: tree.source,
      hint: names.joined(separator: ", "))
  }

  /// Takes one step with the given action.
  public func apply(_ action: Int) -> PlayedStep {
    let result = environment.step(action)
    totalSteps += 1
    steps += 1
    score += result.reward
    lives = result.lives
    lastReward = Double(result.reward)
    tracker.update(ram: environment.ram, lives: result.lives)
    writeTape()
    return PlayedStep(
      action: action, result: result, truncatedByLength: steps >= settings.maxSteps)
  }

  /// Lets the policy choose and takes the step.
  public func step() throws(Diagnostic) -> PlayedStep { apply(try chooseAction()) }

  private func writeTape() {
    tape.removeAll(keepingCapacity: true)
    tracker.writeObservation(into: &tape, reward: lastReward)
  }

  /// A copy of the console's 128 bytes of RAM, for records.
  public var ram: [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 128)
    for index in bytes.indices { bytes[index] = environment.ram[index] }
    return bytes
  }

  /// Everything that decides how the episode goes on.
  public struct Checkpoint: Sendable {
    let environment: Snapshot
    let tracker: ObjectTracker
    let lastReward: Double
    let policyState: PolicyInterpreter.State?
    /// Agent steps since the reset.
    public let steps: Int
    /// The sum of rewards since the reset.
    public let score: Int
    let lives: Int
  }

  /// The current state; costs a few microseconds and the snapshot's memory.
  public func checkpoint() throws -> Checkpoint {
    Checkpoint(
      environment: try environment.snapshot(), tracker: tracker, lastReward: lastReward,
      policyState: interpreter?.state, steps: steps, score: score, lives: lives)
  }

  /// Goes back to a state of this game, with its policy's random stream and what it keeps on `self`.
  public func restore(_ checkpoint: Checkpoint) throws {
    try environment.restore(checkpoint.environment)
    tracker = checkpoint.tracker
    lastReward = checkpoint.lastReward
    if let state = checkpoint.policyState { interpreter?.state = state }
    steps = checkpoint.steps
    score = checkpoint.score
    lives = checkpoint.lives
    writeTape()
  }
}

/// One step as it was played.
public struct PlayedStep: Sendable {
  /// The action taken, an index into the action set.
  public let action: Int
  /// What the environment returned.
  public let result: StepResult
  /// Whether the episode ends because it reached its longest length in steps.
  public let truncatedByLength: Bool

  /// Whether the episode is over, for whichever reason.
  public var isLast: Bool { result.terminated || result.truncated || truncatedByLength }
}
