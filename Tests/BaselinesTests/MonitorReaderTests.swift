import Baselines
import Foundation
import Testing

@Suite struct MonitorReaderTests {
  @Test func readsRealRuns() throws {
    let expected = try LogFixtures.expected("monitor")
    #expect(expected.count == 2)
    for row in expected {
      let name = try #require(row["run"])
      let logs = try LogReader.read(LogFixtures.path("monitor/" + name))
      try #require(logs.count == 1)
      let log = logs[0]
      let score = try #require(log.score)
      #expect(score.quantity == .episodeReturn(.game))
      #expect(score.stepUnit == .frames)
      #expect(score.count == Int(try #require(row["episodes"])))
      #expect(score.frames.last == Double(try #require(row["frames"])))
      var best = -Double.infinity
      var minutes = 0.0
      for end in 100...score.count {
        let mean = score.values[end - 100..<end].reduce(0, +) / 100
        if mean > best { (best, minutes) = (mean, score.seconds[end - 1] / 60) }
      }
      #expect(best == Double(try #require(row["best"])))
      #expect(abs(minutes - Double(row["minutes"]!)!) < 1e-6)
      #expect(log.damage.isEmpty)
    }
  }

  @Test func tellsGameAlgorithmAndSeed() throws {
    let log = try LogReader.read(LogFixtures.path("monitor/dqn/PongNoFrameskip-v4_1"))[0]
    #expect(log.game == "pong")
    #expect(log.algorithm == "DQN")
    #expect(log.seed == 3_212_833_549)
    #expect(log.name == "PongNoFrameskip-v4_1")
  }

  @Test func findsTheSettingsOfTheZoo() throws {
    let log = try LogFixtures.log([
      "x/PongNoFrameskip-v4_1/0.monitor.csv": head + "1,1,1\n",
      "x/PongNoFrameskip-v4_1/PongNoFrameskip-v4/args.yml":
        "- - - algo\n    - ppo\n  - - seed\n    - 7\n",
    ])
    #expect(log.seed == 7)
    #expect(log.algorithm == "PPO")
  }

  private let head = "#{\"t_start\": 100.0, \"env_id\": \"ALE/Breakout-v5\"}\nr,l,t\n"

  @Test func countsWhatTheEnvironmentCounts() throws {
    func unit(_ id: String, _ first: String = "#{") throws -> Curve.StepUnit {
      let text = "\(first)\"t_start\": 1.5, \"env_id\": \"\(id)\"}\nr,l,t\n1,10,2\n3,30,5\n"
      let score = try #require(try LogFixtures.log(["monitor.csv": text]).score)
      #expect(score.steps == [10, 40])
      #expect(score.seconds == [2, 5])
      return score.stepUnit
    }
    #expect(try unit("PongNoFrameskip-v4") == .frames)
    #expect(try unit("ALE/Pong-v5").framesPerStep == 4)
    #expect(try unit("SpaceInvadersDeterministic-v4").framesPerStep == 3)
    #expect(try unit("Pong-v4").framesPerStep == 3)
    #expect(try unit("CartPole-v1").framesPerStep == nil)
    // OpenAI's baselines write a blank, and count behind the frame skip.
    #expect(try unit("PongNoFrameskip-v4", "# {").framesPerStep == 4)
  }

  @Test func keepsWhatStandsAroundDamage() throws {
    let log = try LogFixtures.log([
      "monitor.csv": head + "1,10,1\n2,x,2\n3,10\n4,10,4,9\n5,10,5\n\n6,10,6\n7,10,7"
    ])
    #expect(log.score?.values == [1, 5, 6])
    #expect(log.damage.map(\.place) == [4, 5, 6, 10].map { .line($0) })
  }

  @Test func addsTheTimesOfRunsThatWentOn() throws {
    let log = try LogFixtures.log([
      "monitor.csv": head + "1,10,1\n2,10,9\n3,10,4\n"
        + "#{\"t_start\": 200.0, \"env_id\": \"ALE/Breakout-v5\"}\nr,l,t\n4,10,3\n"
    ])
    #expect(log.score?.values == [1, 2, 3, 4])
    #expect(log.score?.seconds == [1, 9, 13, 103])
    #expect(log.damage.isEmpty)
  }

  @Test func keepsRunsApart() throws {
    let files = ["dqn.monitor.csv": head + "1,1,1\n", "ppo.monitor.csv": head + "2,1,1\n"]
    let logs = try LogFixtures.withFolder(files) { try LogReader.read($0) }
    #expect(logs.map(\.name) == ["dqn", "ppo"])
    #expect(logs.map(\.algorithm) == ["DQN", "PPO"])
  }

  @Test func saysWhatIsMissing() throws {
    try LogFixtures.withFolder(["monitor.csv": head]) { folder in
      let error = #expect(throws: LogError.self) { try LogReader.read(folder) }
      #expect(error?.description.contains("expected at least one episode, found none") == true)
    }
  }
}
