import Rollouts
import TestSupport
import Testing

@Suite(.enabled(if: romsAreAvailable, Comment(rawValue: romsAreMissing)))
struct EvaluationTests {
  @Test(arguments: Setting.all)
  func resultsDoNotDependOnTheWorkers(_ setting: Setting) throws {
    let seeds = Evaluation.seeds(setting.play.environment, episodes: 5, seed: 3)
    let results = try [1, 3].map { workers in
      let pool = try WorkerPool(rom: setting.rom, settings: setting.play, count: workers)
      return try Evaluation.run(Setting.program(), on: pool, seeds: seeds).episodes
    }
    #expect(results[0] == results[1])
    #expect(Set(results[0]).count > 1)
  }

  /// The shortcut for deterministic play must say what playing every episode says.
  @Test func identicalEpisodesArePlayedOnce() throws {
    let setting = Setting.all[0]
    let pool = try WorkerPool(rom: setting.rom, settings: setting.play, count: 1)
    let program = try Setting.program("def act(obs):\n    return 2 if \"Ball\" in obs else 3\n")
    let seeds = Evaluation.seeds(setting.play.environment, episodes: 4, seed: 3)
    let evaluation = try Evaluation.run(program, on: pool, seeds: seeds)
    #expect(evaluation.allEpisodesIdentical)
    #expect(evaluation.stepsPlayed == evaluation.episodes[0].steps)
    let played = try pool.map(seeds.count) { player, index in
      try player.load(program)
      return try player.playEpisode(seeds[index])
    }
    #expect(played == evaluation.episodes)
  }

  @Test func aStopIsObeyed() throws {
    let setting = Setting.all[0]
    let pool = try WorkerPool(rom: setting.rom, settings: setting.play, count: 2)
    #expect(throws: WorkerPool.Stopped.self) {
      try Evaluation.run(
        Setting.program(), on: pool,
        seeds: Evaluation.seeds(setting.play.environment, episodes: 3, seed: 1),
        shouldStop: { true })
    }
  }
}
