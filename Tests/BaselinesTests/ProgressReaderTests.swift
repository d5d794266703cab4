import Baselines
import Foundation
import Testing

@Suite struct ProgressReaderTests {
  @Test func readsRealTablesOfRLlib() throws {
    let expected = try LogFixtures.expected("rllib")
    #expect(expected.count == 4)
    for row in expected {
      let path = LogFixtures.path("rllib/" + (try #require(row["file"])))
      let logs = try LogReader.read(path)
      try #require(logs.count == 1)
      let score = try #require(logs[0].score)
      #expect(score.name == "episode_reward_mean")
      #expect(score.quantity == .meanReturn(.game, episodes: nil))
      #expect(score.stepUnit == .agentSteps())
      let best = try #require(score.values.max())
      let index = try #require(score.values.firstIndex(of: best))
      #expect(score.count == Int(row["rows"]!))
      #expect(best == Double(row["best"]!))
      #expect(score.steps[index] == Double(row["steps"]!))
      #expect(score.seconds[index] == Double(row["seconds"]!))
      #expect(score.values.last == Double(row["last"]!))
      #expect(score.seconds.last == Double(row["last_seconds"]!))
      #expect(logs[0].game == (path.contains("impala") ? "pong" : "breakout"))
      #expect(logs[0].damage.isEmpty)
    }
  }

  @Test func makesOneRunOfOneFolder() throws {
    let logs = try LogReader.read(LogFixtures.path("rllib/impala_pong"))
    try #require(logs.count == 1)
    #expect(logs[0].format == "RLlib progress.csv + RLlib result.json")
    #expect(logs[0].algorithm == "IMPALA")
    #expect(logs[0].score?.count == 21)
    // Numbers in dictionaries that only result.json has.
    #expect(logs[0].curves.contains { $0.name == "info/learner/cur_lr" })
  }

  @Test func readsTablesOfStableBaselines() throws {
    let text = """
      rollout/ep_len_mean,rollout/ep_rew_mean,time/fps,time/time_elapsed,time/total_timesteps,eval/mean_reward
      ,,800,1,1024,
      3600,-20.5,900,2,2048,
      3500,-20.25,900,3,3072,-19

      """
    let log = try LogFixtures.log(["dqn_seed7/progress.csv": text])
    #expect(log.format == "Stable-Baselines3 progress.csv")
    #expect(log.seed == 7)
    #expect(log.algorithm == "DQN")
    let score = try #require(log.score)
    #expect(score.values == [-20.5, -20.25])
    #expect(score.quantity == .meanReturn(.game, episodes: 100))
    #expect(score.frames == [8192, 12288])
    #expect(score.seconds == [2, 3])
    let evaluation = log.curves.first { $0.name == "eval/mean_reward" }
    #expect(evaluation?.values == [-19])
    #expect(evaluation?.steps == [3072])
  }

  @Test func readsProgressAsJSON() throws {
    let text =
      "{\"rollout/ep_rew_mean\": -20.5, \"time/total_timesteps\": 2048, \"time/time_elapsed\": 3}\n"
    let log = try LogFixtures.log(["progress.json": text])
    #expect(log.format == "Stable-Baselines3 progress.json")
    #expect(log.score?.frames == [8192])
    #expect(log.score?.seconds == [3])
  }

  private let names =
    "training_iteration,episode_reward_mean,timesteps_total,time_total_s,time_this_iter_s"

  @Test func addsTimesAfterARestart() throws {
    let text = names + "\n1,1,100,10,10\n2,2,200,21,11\n3,3,300,12,12\n4,4,400,25,13\n"
    let log = try LogFixtures.log(["progress.csv": text])
    #expect(log.score?.seconds == [10, 21, 33, 46])
    #expect(log.notes.contains { $0.contains("restart") })
  }

  @Test func sumsTimesWhereThereIsNoClock() throws {
    let text =
      "training_iteration,episode_reward_mean,timesteps_total,time_this_iter_s\n1,nan,1,5\n2,7,2,6\n"
    let log = try LogFixtures.log(["progress.csv": text])
    #expect(log.score?.values == [7])
    #expect(log.score?.seconds == [11])
  }

  @Test func keepsResultsAroundDamage() throws {
    func line(_ iteration: Int, _ mean: String) -> String {
      "{\"training_iteration\": \(iteration), \"episode_reward_mean\": \(mean), "
        + "\"timesteps_total\": \(iteration)00, \"time_total_s\": \(iteration), "
        + "\"config\": {\"env\": \"ALE/Pong-v5\", \"seed\": 3}, \"hist\": [1, [2, {}], \"]\"]}\n"
    }
    let text =
      line(1, "NaN") + line(2, "-2.5e1") + "{\"training_iteration\": 3, \"episode\n"
      + line(4, "Infinity")
      + line(5, "5") + String(line(6, "6").dropLast(40))
    let log = try LogFixtures.log(["result.json": text])
    #expect(log.score?.values == [-25, 5])
    #expect(log.score?.steps == [200, 500])
    #expect(log.game == "pong")
    #expect(log.seed == 3)
    #expect(log.damage.map(\.place) == [.line(3), .line(6)])
  }

  @Test func doesNotTrustStepsOfLists() throws {
    let deep = String(repeating: "[", count: 100_000)
    let text = "{\"training_iteration\": 1, \"timesteps_total\": 5, \"x\": \(deep)\n"
    try LogFixtures.withFolder(["result.json": text]) { folder in
      #expect(throws: LogError.self) { try LogReader.read(folder) }
    }
  }
}
