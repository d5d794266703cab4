import Baselines
import Foundation
import Testing

@Suite struct WandbTextTests {
  /// `global_step` and `charts/episodic_return` of the run that all fixtures hold.
  private func history() throws -> [(step: Double, value: Double)] {
    let text = try String(
      contentsOfFile: LogFixtures.path("wandb/history.expected"), encoding: .utf8)
    return text.split(separator: "\n").dropFirst().map { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      return (Double(cells[1])!, Double(cells[2])!)
    }
  }

  @Test func readsHistories() throws {
    let log = try #require(try LogReader.read(LogFixtures.path("wandb/history.jsonl")).first)
    let score = try #require(log.score)
    // The fourth row has a NaN in quotes.
    var expected = try history()
    expected.remove(at: 3)
    #expect(score.name == "charts/episodic_return")
    #expect(score.quantity == .episodeReturn(.game))
    #expect(score.steps == expected.map(\.step))
    #expect(score.values == expected.map(\.value))
    #expect(score.seconds.first == 10.3)
    #expect(score.seconds.last == 618)
    #expect(score.stepUnit == .agentSteps())
  }

  @Test func readsExportsOverSteps() throws {
    let log = try #require(
      try LogReader.read(LogFixtures.path("wandb/export_xaxis_global_step.csv")).first)
    let expected = try history()
    #expect(log.game == "pong")
    #expect(log.algorithm == "DQN")
    #expect(log.seed == 1)
    #expect(log.score?.steps == expected.map(\.step))
    #expect(log.score?.values == expected.map(\.value))
    #expect(log.score?.stepUnit == .agentSteps())
  }

  @Test func doesNotTakeTheCounterForSteps() throws {
    let logs = try LogReader.read(LogFixtures.path("wandb/export_xaxis_step_two_runs.csv"))
    let expected = try history()
    try #require(logs.count == 2)
    #expect(logs.map(\.seed) == [1, 2])
    #expect(logs[0].score?.values == expected.map(\.value))
    // The second run logged every other row, one more each.
    #expect(
      logs[1].score?.values
        == expected.enumerated().filter { $0.offset % 2 == 0 }.map { $0.element.value + 1 })
    #expect(logs[0].score?.frames == [])
    #expect(logs[0].curves.map(\.name) == ["charts/episodic_return"])
  }

  @Test func readsGroups() throws {
    let log = try #require(
      try LogReader.read(LogFixtures.path("wandb/export_grouped.csv")).first)
    #expect(log.name == "exp_name: dqn_atari")
    #expect(log.score?.values == (try history()).map(\.value))
    #expect(log.notes.contains { $0.contains("group") })
  }

  @Test func takesStepsAndClocksFromTheirOwnLines() throws {
    let text = """
      "Step","a - global_step","a - global_step__MIN","a - eval/mean_reward","a - _runtime"
      "0","400","400","",""
      "1","","","5","60"
      "2","800","800","6","90"
      """
    let log = try LogFixtures.log(["export.csv": text])
    #expect(log.score?.quantity == .evaluation(.game, episodes: nil))
    #expect(log.score?.steps == [400, 800])
    #expect(log.score?.seconds == [60, 90])
  }

  @Test func readsOtherJSONLines() throws {
    let text =
      "{\"step\": 4, \"episode/score\": 1, \"fps\": 2}\n{\"step\": 8, \"episode/score\": 3}\n"
    let log = try LogFixtures.log(["metrics.jsonl": text])
    #expect(log.score?.values == [1, 3])
    #expect(log.score?.steps == [4, 8])
  }

  @Test func readsListsOfRows() throws {
    let text =
      "[\n  {\"_step\": 0, \"_runtime\": 5, \"global_step\": 4, \"charts/episodic_return\": 1},\n"
      + "  {\"_step\": 1, \"_runtime\": 9, \"global_step\": 8, \"charts/episodic_return\": 2}\n]\n"
    let log = try LogFixtures.log(["history.json": text])
    #expect(log.score?.values == [1, 2])
    #expect(log.score?.frames == [16, 32])
    #expect(log.score?.seconds == [5, 9])
  }

  @Test func passesOverSummaries() throws {
    let summary = "{\"_step\": 9, \"_runtime\": 5, \"return\": 3, \"_wandb\": {\"runtime\": 5}}"
    try LogFixtures.withFolder(["wandb-summary.json": summary]) { folder in
      let error = #expect(throws: LogError.self) { try LogReader.read(folder) }
      #expect(
        error?.message == "expected a folder with training logs, found 1 files, none of them a log")
    }
  }
}
