import Baselines
import Foundation
import Testing

@Suite struct PaperReaderTests {
  @Test func sumsTheTimesOfUpdates() throws {
    let text = """
      ,Optimization Step,Mean Reward,Std Dev Reward,Wall Clock Time (s),Training Steps,Max Training Steps
      0,0,-20.5,0.8,10.5,400,400
      1,1,,,5.25,,400
      2,2,7.0,0.0,20,350,400

      """
    let log = try LogFixtures.log(["pong_20260101_120000/perf.csv": text])
    #expect(log.game == "pong")
    #expect(log.name == "pong_20260101_120000")
    let score = try #require(log.score)
    #expect(score.values == [-20.5, 7])
    #expect(score.seconds == [10.5, 35.75])
    #expect(score.frames == [1600, 3000])
    #expect(score.updates == [0, 2])
    #expect(score.quantity == .evaluation(.game, episodes: 10))
  }

  @Test func knowsItsGamesOfOneLife() throws {
    let text = "Optimization Step,Mean Reward,Std Dev Reward\n0,0.0,0.0\n1,329.0,0.0\n4,34.0,0.0\n"
    let log = try LogFixtures.log(["perf_BreakoutNoFrameskip-v4_20250312_skip4.csv": text])
    let score = try #require(log.score)
    #expect(score.quantity == .evaluation(.life, episodes: 1))
    #expect(score.steps == [0, 1, 4])
    #expect(score.stepUnit.framesPerStep == nil)
    #expect(score.seconds.isEmpty)
  }

  @Test func readsItsAggregate() throws {
    let text = """
      Game,Step,Mean,SE,Num_Trials,Mean_Wall_Clock_Time,Cumulative_Wall_Clock_Time
      asterix_horizon1,0,93.5,26.1,5,42.08,42.08
      asterix_horizon1,1,170.0,51.2,5,33.37,75.45
      pong,0,-20.5,0.15,5,99.91,99.91
      """
    let logs = try LogFixtures.withFolder(["all_games_aggregate.csv": text]) {
      try LogReader.read($0)
    }
    #expect(logs.map(\.name) == ["asterix_horizon1", "pong"])
    #expect(logs.map(\.game) == ["asterix", "pong"])
    #expect(logs[0].score?.values == [93.5, 170])
    #expect(logs[0].score?.seconds == [42.08, 75.45])
  }

  private let updates = """
    update,score,best,accepted,edit,candidates,finalists,rollout_return,steps,total_steps,seconds
    0,0.0,0.0,true,"start: modular",0,0,0,24,24,0.03
    1,12.0,12.0,true,"a, ""b"" → c",37,12,-34,70237,70261,8.74
    2,9.0,12.0,false,"",37,8,1,70992,141253,16.24

    """

  @Test func readsOurOwnRuns() throws {
    let settings = """
      {"game": "breakout", "horizon": "300", "optimizer": "search", "protocolName": "paper", "seed": 3}
      """
    let log = try LogFixtures.log(["a/updates.csv": updates, "a/config.json": settings])
    #expect(log.format == "Cartwright run")
    #expect(log.name == "a")
    #expect(log.game == "breakout")
    #expect(log.seed == 3)
    let score = try #require(log.score)
    #expect(score.name == "best")
    #expect(score.values == [0, 12, 12])
    #expect(score.frames == [96, 281_044, 565_012])
    #expect(score.updates == [0, 1, 2])
    #expect(score.seconds == [0.03, 8.74, 16.24])
    #expect(score.quantity == .evaluation(.life, episodes: 1))
    #expect(log.curves.first { $0.name == "score" }?.values == [0, 12, 9])
  }

  @Test func prefersItsOwnTable() throws {
    let settings = "{\"game\": \"breakout\", \"protocolName\": \"paper\", \"seed\": 3}"
    let copies = "step,eval_return\n1,100\n2,100\n3,100\n4,100\n"
    let log = try LogFixtures.log([
      "updates.csv": updates, "config.json": settings, "copies.csv": copies,
    ])
    #expect(log.score?.name == "best")
    #expect(log.curves.count == 8)
  }

  @Test func readsRunsOfTheStandardProtocol() throws {
    let settings =
      "{\n  \"game\" : \"qbert\",\n  \"protocolName\" : \"standard\",\n  \"seed\" : 5\n}\n"
    let log = try LogFixtures.log(["updates.csv": updates, "config.json": settings])
    #expect(log.score?.quantity == .evaluation(.game, episodes: 30))
    #expect(log.game == "qbert")
  }
}
