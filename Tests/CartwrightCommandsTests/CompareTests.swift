import Foundation
import Testing

/// `compare`, apart from what the goldens hold.
@Suite struct CompareTests {
  private static let logs = fixtures + "/compare"

  private func json(_ words: [String]) throws -> [String: Any] {
    let run = Invocation(["compare"] + words + ["--json"])
    #expect(run.exitCode == 0, "\(run.stderr)")
    #expect(run.lines.count == 1)
    let document = try JSONSerialization.jsonObject(with: Data(run.stdout.utf8))
    return try #require(document as? [String: Any])
  }

  private func entries(_ comparison: [String: Any], game: Int = 0) throws -> [[String: Any]] {
    let games = try #require(comparison["games"] as? [[String: Any]])
    return try #require(games[game]["entries"] as? [[String: Any]])
  }

  @Test func oneLabelIsOneEntryHoweverItIsGiven() throws {
    let seeds = ["1", "2"].map { "DQN=\(Self.logs)/dqn/pong-seed\($0).csv" }
    let labelled = try json([
      "--published", "none", "--log", seeds[0], "--log", seeds[1], "--game", "pong",
    ])
    let operand = try json(["--published", "none", "--log", seeds[0], seeds[1], "--game", "pong"])
    let folder = try json(["--published", "none", "--log=DQN=\(Self.logs)/dqn", "--game=pong"])
    for comparison in [labelled, operand, folder] {
      let entries = try entries(comparison)
      #expect(entries.count == 1)
      #expect((entries[0]["runs"] as? [Any])?.count == 2)
    }
    // What the command line says aside, it is the same comparison.
    let measures = try [labelled, folder].map { try entries($0)[0]["measures"] as? NSDictionary }
    #expect(measures[0] != nil)
    #expect(measures[0] == measures[1])
  }

  @Test func theDocumentNamesItsCommand() throws {
    let comparison = try json(["--log", "My DQN=\(Self.logs)/dqn", "--published", "none"])
    let command = try #require(comparison["command"] as? String)
    #expect(command == "cartwright compare --log 'My DQN=\(Self.logs)/dqn' --published none --json")
    #expect((comparison["normalisation"] as? String)?.contains("Wang") == true)
    #expect((comparison["versions"] as? [String])?.first?.hasPrefix("cartwright ") == true)
  }

  @Test func tablesAreWrittenWhole() throws {
    let scratch = try ScratchFolder()
    let run = Invocation([
      "compare", "--log", "DQN=\(Self.logs)/dqn", "--log", "P, \"P\"=\(Self.logs)/ppo-pong.csv",
      "--csv", scratch.file("tables"),
    ])
    #expect(run.exitCode == 0, "\(run.stderr)")
    let names = ["aggregates", "curves", "improvements", "measures", "profiles", "runs"]
    for name in names {
      let table = try #require(scratch.read("tables/\(name).csv"), "\(name)")
      #expect(table.split(separator: "\n").count > 1, "\(name)")
      #expect(!table.contains("nan"), "\(name)")
    }
    let runs = try #require(scratch.read("tables/runs.csv"))
    #expect(runs.contains("pong,\"P, \"\"P\"\"\",log,"))
    #expect(runs.split(separator: "\n").count == 5)
  }

  /// A run of `train` needs no label; another seed of it is the same entry, other settings are not.
  @Test func runsThatWereTrainedAlikeAreOneEntry() throws {
    let scratch = try ScratchFolder()
    for (name, seed, horizon) in [("a", "1", "400"), ("b", "2", "400"), ("c", "1", "one-step")] {
      let run = Invocation([
        "train", "pong", "--updates", "1", "--seed", seed, "--horizon", horizon, "--out",
        scratch.file(name),
      ])
      try #require(run.exitCode == 0, "\(run.stderr)")
    }
    let two = try json([scratch.file("a"), scratch.file("b"), "--published", "none"])
    let entry = try #require(try entries(two).first)
    #expect(entry["label"] as? String == "Cartwright")
    #expect(entry["kind"] as? String == "run")
    #expect((entry["runs"] as? [Any])?.count == 2)

    let three = try json(["a", "b", "c"].map(scratch.file) + ["--published", "none"])
    #expect(
      try entries(three).map { $0["label"] as? String } == [
        "Cartwright (horizon 400)", "Cartwright (horizon one-step)",
      ])
  }

  @Test func algorithmsOfOneFolderAreToldApart() throws {
    let scratch = try ScratchFolder()
    for name in ["dqn-pong.csv", "ppo-pong.csv"] {
      try scratch.write("step,value\n1,2\n2,3\n", to: name)
    }
    let labels = try entries(json(["--log", "A=\(scratch.path)", "--published", "none"]))
      .map { $0["label"] as? String }
    #expect(labels == ["A (DQN)", "A (PPO)"])
  }

  /// The report, its charts and their data; the report's content has tests of its own.
  @Test func theReportAndItsChartsAreWritten() throws {
    let scratch = try ScratchFolder()
    let run = Invocation([
      "compare", "--log", "DQN=\(Self.logs)/dqn", "--log", "<b>P=\(Self.logs)/ppo-pong.csv",
      "--out", scratch.file("report.html"), "--pictures", scratch.file("charts"),
    ])
    #expect(run.exitCode == 0, "\(run.stderr)")
    let page = try #require(scratch.read("report.html"))
    #expect(page.hasPrefix("<!DOCTYPE html>"))
    #expect(page.contains("&lt;b&gt;P") && !page.contains("<b>P"))
    let names = try FileManager.default.contentsOfDirectory(atPath: scratch.file("charts"))
    let charts = Set(names.filter { $0.hasSuffix(".svg") }.map { $0.dropLast(4) })
    let tables = Set(names.filter { $0.hasSuffix(".csv") }.map { $0.dropLast(4) })
    #expect(charts == tables)
    #expect(charts.count > 5)
  }

  @Test func whatIsNoLogIsNamed() {
    let run = Invocation(["compare", "\(Self.logs)/nothing.csv"])
    #expect(run.exitCode == 65)
    #expect(
      run.stderr.hasPrefix(
        "error: \(Self.logs)/nothing.csv: expected a training log, found a table with the columns"))
  }

  @Test func theSameRunTwiceIsRefused() {
    let log = "A=\(Self.logs)/ppo-pong.csv"
    let run = Invocation(["compare", "--log", log, "--log", log])
    #expect(run.exitCode == 64)
    #expect(run.stderr.hasPrefix("error: expected each run once"))
  }
}
