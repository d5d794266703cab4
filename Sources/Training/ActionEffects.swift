import Objects
import PolicyRuntime
import Rollouts

/// What each action does to each number of the observation, measured and not guessed.
///
/// From the same checkpoint every action is held for a few steps (never more than the credit
/// horizon); the change of a signal under an action, less its mean change under all actions, is
/// that action's effect. The effects are averaged over several checkpoints.
struct ActionEffects: Sendable {
  /// Steps for which an action is held, where the credit horizon allows it.
  static let hold = 4
  /// Checkpoints that are tried.
  static let trials = 8

  /// One signal with the mean change that each action makes to it within the hold, in its own unit
  /// (pixels for positions); indexed by action.
  struct Effect: Sendable {
    let signal: Signal
    let changes: [Double]

    /// How far apart the actions can drive the signal.
    var spread: Double { changes.max()! - changes.min()! }
    /// The action that raises the signal most.
    var raising: Int { changes.indices.max { changes[$0] < changes[$1] }! }
    /// The action that lowers it most.
    var lowering: Int { changes.indices.min { changes[$0] < changes[$1] }! }
    /// Every action that raises it nearly as much as the best one, first in the action set first.
    var raisingAll: [Int] { changes.indices.filter { changes[$0] > changes[raising] / 2 } }
    /// Every action that lowers it nearly as much.
    var loweringAll: [Int] { changes.indices.filter { changes[$0] < changes[lowering] / 2 } }
  }

  /// The positions that actions move by at least one pixel, the most movable first.
  let positions: [Effect]
  /// How many steps each trial took.
  let heldSteps: Int
  /// Emulated steps that the measurement cost.
  let stepsPlayed: Int

  /// Measures the effects on all workers.
  static func measure(
    from checkpoints: [PolicyPlayer.Checkpoint], program: PolicyProgram, horizon: CreditHorizon,
    on pool: WorkerPool, shouldStop: @Sendable () -> Bool
  ) throws -> ActionEffects {
    let held = min(hold, horizon.length)
    let trials = try pool.map(checkpoints.count, shouldStop: shouldStop) { player, index in
      try player.load(program)
      return try player.actions.indices.map { action -> [Signal: Double] in
        try player.restore(checkpoints[index])
        let before = Signal.values(of: player.tape)
        for _ in 0..<held where !player.apply(action).isLast {}
        let after = Dictionary(
          uniqueKeysWithValues: Signal.values(of: player.tape).map { ($0, $1) })
        var changes: [Signal: Double] = [:]
        for (signal, value) in before where signal.isPosition {
          changes[signal] = after[signal].map { $0 - value }
        }
        return changes
      }
    }
    return ActionEffects(
      positions: summarise(trials), heldSteps: held,
      stepsPlayed: trials.reduce(0) { $0 + $1.count * held })
  }

  /// Averages the changes over the trials in which a signal was there under every action.
  private static func summarise(_ trials: [[[Signal: Double]]]) -> [Effect] {
    let signals = Set(trials.flatMap { $0.flatMap(\.keys) }).sorted { $0.label < $1.label }
    let effects = signals.compactMap { signal -> Effect? in
      let complete = trials.compactMap { trial -> [Double]? in
        let changes = trial.compactMap { $0[signal] }
        guard changes.count == trial.count else { return nil }
        let mean = changes.reduce(0, +) / Double(changes.count)
        return changes.map { $0 - mean }
      }
      guard let actions = complete.first?.count else { return nil }
      return Effect(
        signal: signal,
        changes: (0..<actions).map { action in
          complete.reduce(0) { $0 + $1[action] } / Double(complete.count)
        })
    }
    return effects.filter { $0.spread >= 1 }
      .sorted { ($1.spread, $0.signal.label) < ($0.spread, $1.signal.label) }
  }
}
