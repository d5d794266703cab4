import Atari
import Objects
import PolicyRuntime

/// The scores of a policy over several episodes.
public struct Evaluation: Sendable {
  /// One result an episode, in the order of the episodes.
  public let episodes: [EpisodeResult]
  /// How many emulated steps the evaluation took; fewer than the episodes' sum where identical
  /// episodes were played once.
  public let stepsPlayed: Int
  /// Whether policy and emulator were deterministic, so that every episode is the first one again.
  public let allEpisodesIdentical: Bool

  /// The scores in the order of the episodes.
  public var scores: [Double] { episodes.map(\.score) }
  /// The mean score.
  public var mean: Double { scores.reduce(0, +) / Double(scores.count) }
  /// The first error of the policy, where there was one.
  public var error: String? { episodes.lazy.compactMap(\.error).first }

  /// The seeds of an evaluation's episodes.
  ///
  /// Where the emulator is deterministic every episode starts from the same emulator seed, as the
  /// protocol `paper` wants it, and only the policy's stream differs; else each has its own.
  public static func seeds(
    _ settings: EnvironmentSettings, episodes: Int, seed: UInt64
  ) -> [EpisodeSeeds] {
    (0..<episodes).map { seeds(settings, ofEpisode: $0, seed: seed) }
  }

  /// The seeds of one episode of an evaluation.
  public static func seeds(
    _ settings: EnvironmentSettings, ofEpisode index: Int, seed: UInt64
  ) -> EpisodeSeeds {
    let sequence = SeedSequence(seed)
    return EpisodeSeeds(
      emulator: sequence.emulatorSeed(.evaluationEmulator, settings.isDeterministic ? 0 : index),
      policy: sequence.seed(.evaluationPolicy, index))
  }

  /// Plays the episodes on all workers of the pool.
  ///
  /// The first episode is played alone: where it shows that policy and emulator are deterministic,
  /// the others are the same episode and are not played again. `progress` receives the number of
  /// finished episodes, on any thread.
  public static func run(
    _ program: PolicyProgram, on pool: WorkerPool, seeds: [EpisodeSeeds],
    limits: PolicyLimits = .default,
    progress: (@Sendable (Int) -> Void)? = nil,
    shouldStop: @escaping @Sendable () -> Bool = { false }
  ) throws -> Evaluation {
    precondition(!seeds.isEmpty, "an evaluation has an episode")
    let play = { @Sendable (player: PolicyPlayer, seeds: EpisodeSeeds) throws in
      try player.load(program, limits: limits)
      let result = try player.playEpisode(seeds) { _, played in
        if player.steps & 255 == 0, shouldStop() { throw WorkerPool.Stopped() }
      }
      return (result, player.playedDeterministically)
    }
    let (first, deterministic) = try pool.map(1, shouldStop: shouldStop) { player, _ in
      try play(player, seeds[0])
    }[0]
    progress?(1)
    if deterministic && seeds.allSatisfy({ $0.emulator == seeds[0].emulator }) {
      progress?(seeds.count)
      return Evaluation(
        episodes: seeds.map { _ in first }, stepsPlayed: first.steps,
        allEpisodesIdentical: seeds.count > 1)
    }
    let finished = Counter(1)
    let rest = try pool.map(seeds.count - 1, shouldStop: shouldStop) { player, index in
      let result = try play(player, seeds[index + 1]).0
      progress?(finished.increment())
      return result
    }
    let episodes = [first] + rest
    return Evaluation(
      episodes: episodes, stepsPlayed: episodes.reduce(0) { $0 + $1.steps },
      allEpisodesIdentical: false)
  }
}
