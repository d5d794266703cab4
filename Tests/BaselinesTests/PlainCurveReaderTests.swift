import Baselines
import Foundation
import Testing

@Suite struct PlainCurveReaderTests {
  @Test func readsTablesWithNames() throws {
    let log = try LogFixtures.log(["dqn_pong.csv": "step,value\n1,-21\n10,0.5\n20,21"])
    #expect(log.name == "dqn_pong")
    #expect(log.game == "pong")
    #expect(log.algorithm == "DQN")
    let score = try #require(log.score)
    #expect(score.values == [-21, 0.5, 21])
    #expect(score.steps == [1, 10, 20])
    #expect(score.stepUnit.framesPerStep == nil)
    #expect(score.quantity == .meanReturn(.game, episodes: nil))
    #expect(score.seconds.isEmpty)
  }

  @Test func readsTablesWithoutNames() throws {
    let score = try LogFixtures.log(["a.csv": "0,1.5,60\n4,2.5,120\n"]).score
    #expect(score?.values == [1.5, 2.5])
    #expect(score?.steps == [0, 4])
    #expect(score?.seconds == [60, 120])
  }

  @Test func knowsUnits() throws {
    func score(_ names: String) throws -> Curve {
      try #require(try LogFixtures.log(["a.csv": "\(names)\n1,2,3\n2,3,4\n"]).score)
    }
    #expect(try score("frames,score,minutes").seconds == [180, 240])
    #expect(try score("frames,score,minutes").stepUnit == .frames)
    #expect(try score("global_step,episode_return,seconds").stepUnit == .agentSteps())
    #expect(try score("global_step,episode_return,hours").seconds == [3 * 3600, 4 * 3600])
    #expect(try score("iteration,mean_reward,time_ms").stepUnit.framesPerStep == nil)
    #expect(try score("step,score,Wall Clock Time (s)").seconds == [3, 7])
    #expect(try score("step,score,fps").seconds == [1 / 3.0, 2 / 4.0])
    #expect(
      try score("global_step,episodic_return,time").quantity == .episodeReturn(.unknown))
    #expect(
      try score("steps,eval_return,time").quantity == .evaluation(.unknown, episodes: nil))
  }

  @Test(arguments: [
    "run-PongNoFrameskip-v4__dqn__1-tag-charts_episodic_return.csv":
      "Wall time,Step,Value\n1700000000.5,100,1\n1700000060.5,200,2\n",
    "run-PongNoFrameskip-v4__dqn__1-tag-charts_episodic_return.json":
      "[[1700000000.5, 100, 1.0], [1700000030, 150, NaN], [1700000060.5, 200, 2.0]]",
  ])
  func readsTensorBoardDownloads(name: String, text: String) throws {
    let log = try LogFixtures.log([name: text])
    #expect(log.game == "pong")
    #expect(log.seed == 1)
    #expect(log.score?.name == "charts/episodic_return")
    #expect(log.score?.quantity == .episodeReturn(.game))
    #expect(log.score?.values == [1, 2])
    #expect(log.score?.frames == [400, 800])
    #expect(log.score?.seconds == [0, 60])
  }

  @Test func keepsListsUpToTheirDamage() throws {
    let log = try LogFixtures.log([
      "a.json": "[[100, 1, 2], [101, 2, 3], [102, 3, \"x\"], [1, 2, 3]]"
    ])
    #expect(log.score?.values == [2, 3])
    #expect(log.damage.count == 1)
  }

  @Test func splitsRunsInOneTable() throws {
    let text = "game,algo,seed,step,score\npong,DQN,1,0,-20\npong,DQN,1,5,3\nqbert,PPO,2,0,100\n"
    let logs = try LogFixtures.withFolder(["all.csv": text]) { try LogReader.read($0) }
    #expect(logs.map(\.game) == ["pong", "qbert"])
    #expect(logs.map(\.algorithm) == ["DQN", "PPO"])
    #expect(logs.map(\.seed) == [1, 2])
    #expect(logs.map { $0.score?.values } == [[-20, 3], [100]])
  }

  @Test func takesUnknownColumnsForRuns() throws {
    let text = "step,dqn seed 1,ppo seed 2\n0,1,\n5,2,7\n"
    let logs = try LogFixtures.withFolder(["all.csv": text]) { try LogReader.read($0) }
    #expect(logs.map(\.algorithm) == ["DQN", "PPO"])
    #expect(logs.map { $0.score?.values } == [[1, 2], [7]])
    #expect(logs.map { $0.score?.steps } == [[0, 5], [5]])
  }

  @Test func joinsTablesOfOneRun() throws {
    let log = try LogFixtures.log([
      "pong/run-0/rollout/return.csv": "step,rollout/return\n100,1\n150,2\n200,3\n",
      "pong/run-0/eval/mean_reward.csv": "step,eval/mean_reward\n200,5\n",
      "pong/run-0/time/fps.csv": "step,time/fps\n100,50\n200,25\n",
    ])
    #expect(log.name == "run-0")
    #expect(log.game == "pong")
    let score = try #require(log.score)
    #expect(score.name == "rollout/return")
    #expect(score.seconds == [2, 5, 8])
    #expect(score.stepUnit == .agentSteps())
    #expect(log.curves.first { $0.name == "eval/mean_reward" }?.seconds == [8])
  }

  @Test func readsTheClockOfRealRuns() throws {
    let log = try #require(try LogReader.read(LogFixtures.path("oc_atari/pong")).first)
    let score = try #require(log.score)
    #expect(score.name == "rollout/return")
    #expect(score.quantity == .meanReturn(.game, episodes: nil))
    for row in try LogFixtures.expected("oc_atari") {
      let index = try #require(score.steps.firstIndex(of: Double(row["step"]!)!))
      #expect(score.values[index] == Double(row["return"]!))
      #expect(score.seconds[index] == Double(row["seconds"]!))
    }
    #expect(log.curves.first { $0.name == "eval/mean_reward" }?.count == 50)
  }

  @Test func readsTablesOfTags() throws {
    let text =
      "tag,step,value,wall_time\ncharts/episodic_return,4,1,100\nloss,8,9,101\n"
      + "charts/episodic_return,9,2,105\n"
    let log = try LogFixtures.log(["scalars.csv": text])
    #expect(log.score?.name == "charts/episodic_return")
    #expect(log.score?.values == [1, 2])
    #expect(log.score?.steps == [4, 9])
    #expect(log.curves.map(\.name) == ["charts/episodic_return", "loss"])
  }

  @Test func sumsWhatCountsEachRowAlone() throws {
    let text =
      "episode,steps,reward,time\n"
      + (1...20).map { "\($0),\(100 + $0 % 2),\($0),\(2 - $0 % 2)\n" }.joined()
    let log = try LogFixtures.log(["a.csv": text])
    #expect(log.score?.quantity == .episodeReturn(.unknown))
    #expect(log.score?.steps.prefix(3) == [101, 201, 302])
    #expect(log.score?.seconds.prefix(3) == [1, 3, 4])
    #expect(log.notes.contains { $0.contains("summed") })
  }

  @Test func tellsEpisodesFromMeans() throws {
    func quantity(_ text: String) throws -> Curve.Quantity? {
      try LogFixtures.log(["a.csv": text]).score?.quantity
    }
    let mean = Curve.Quantity.meanReturn(.unknown, episodes: nil)
    #expect(try quantity("episode,score\n5,1\n6,2\n") == .episodeReturn(.unknown))
    #expect(try quantity("episode,score\n10,1\n20,2\n") == mean)
    #expect(try quantity("episode,mean_score\n1,1\n2,2\n") == mean)
    #expect(try quantity("step,score\n1,1\n2,2\n") == mean)
  }

  @Test func goesOnAfterARestart() throws {
    let text = ",step,score,seconds\n0,1,1,10\n1,2,2,20\n2,3,3,5\n3,4,4,15\n"
    #expect(try LogFixtures.log(["a.csv": text]).score?.seconds == [10, 20, 25, 35])
    let stamps = "step,score,timestamp\n1,1,1700000000000\n2,2,1700000001500\n"
    #expect(try LogFixtures.log(["a.csv": stamps]).score?.seconds == [0, 1.5])
  }

  @Test func readsDQNZoo() throws {
    let text = """
      environment_name,seed,iteration,frame,eval_episode_return,train_episode_return,eval_num_episodes,normalized_return,human_gap
      pong,1,0,0,-21,nan,10,0.0,1
      pong,1,1,1000000,-20.5,-20.8,10,0.1,0.9
      """
    let log = try LogFixtures.log(["results.csv": text])
    #expect(log.game == "pong")
    #expect(log.seed == 1)
    #expect(log.score?.name == "train_episode_return")
    #expect(log.score?.frames == [1_000_000])
    #expect(
      log.curves.filter { $0.quantity == .evaluation(.game, episodes: nil) }.map(\.values)
        == [[-21, -20.5]])
  }

  @Test func readsTablesOfScores() throws {
    let text =
      ",openrlbenchmark/baselines/baselines-ppo2-cnn ({}),dqn ({})\n"
      + "SpaceInvadersNoFrameskip-v4,1019.75 ± 49.08,\nPong-v5,20.45 ± 0.81,-3 ± 1\n"
    let logs = try LogFixtures.withFolder(["a.csv": text]) { try LogReader.read($0) }
    #expect(logs.map(\.game) == ["space_invaders", "pong", "pong"])
    #expect(logs.map(\.algorithm) == ["baselines-ppo2-cnn", "baselines-ppo2-cnn", "dqn"])
    #expect(logs.map { $0.score?.values } == [[1019.75], [20.45], [-3]])
  }

  @Test func keepsTablesWithTheSameColumnsApart() throws {
    let files = ["dqn.csv": "step,value\n1,2\n", "ppo.csv": "step,value\n1,3\n"]
    let logs = try LogFixtures.withFolder(files) { try LogReader.read($0) }
    #expect(logs.map(\.name) == ["dqn", "ppo"])
  }

  @Test(arguments: ["\t", ";", ","])
  func readsOtherSeparators(separator: String) throws {
    let text = "\u{FEFF}step,\"score\"\r\n1,\"2.5\"\r\n2,nan\r\n3,inf\r\n4,,\r\n5,1e2\r\n"
      .replacingOccurrences(of: ",", with: separator)
    let log = try LogFixtures.log(["a.csv": text])
    #expect(log.score?.values == [2.5, 100])
    #expect(log.score?.steps == [1, 5])
  }
}
