import PolicyRuntime
import Rollouts

/// One episode of the current policy with the states to go back to.
///
/// The episode is the first one of the protocol's evaluation, played again with a checkpoint every
/// few steps. Rollouts for evidence start at these checkpoints: at the reset, before something went
/// wrong, and anywhere else that the policy comes by.
struct Experience: Sendable {
  /// Steps between two checkpoints.
  static let stride = 20

  /// The state every `stride` steps, the reset first.
  let checkpoints: [PolicyPlayer.Checkpoint]
  /// The steps after which something went wrong: reward was lost, a life was lost, the game ended.
  let failures: [Int]
  /// Steps played.
  let steps: Int

  /// Plays the episode on one worker.
  static func play(
    _ program: PolicyProgram, on pool: WorkerPool, seeds: EpisodeSeeds,
    shouldStop: @Sendable () -> Bool
  ) throws -> Experience {
    try pool.map(1, shouldStop: shouldStop) { player, _ in
      try player.load(program)
      try player.reset(seed: seeds.emulator, policySeed: seeds.policy)
      var checkpoints = [try player.checkpoint()]
      var failures: [Int] = []
      var lives = player.lives
      let result = try player.playEpisode(seeds) { player, played in
        if played.result.reward < 0 || played.result.lives < lives || played.result.terminated {
          failures.append(player.steps)
        }
        lives = played.result.lives
        if player.steps % stride == 0, !played.isLast {
          checkpoints.append(try player.checkpoint())
        }
      }
      return Experience(checkpoints: checkpoints, failures: failures, steps: result.steps)
    }[0]
  }

  /// The starting points of a batch of rollouts of `horizon` steps.
  ///
  /// The first lies three quarters of a horizon before a failure, so that what led to it and what
  /// came of it are both seen; the second is the reset; the others are drawn at random.
  func starts(
    batch: Int, horizon: Int, generator: inout SeededGenerator
  ) -> [PolicyPlayer.Checkpoint] {
    (0..<batch).map { index in
      switch index {
      case 0 where !failures.isEmpty:
        let step = generator.pick(failures) - max(1, horizon * 3 / 4)
        return checkpoints[min(max(0, step / Self.stride), checkpoints.count - 1)]
      case 1: return checkpoints[0]
      default: return generator.pick(checkpoints)
      }
    }
  }
}
