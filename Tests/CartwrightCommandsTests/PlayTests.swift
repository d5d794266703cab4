import CartwrightCommands
import Foundation
import TestSupport
import Testing

/// `evaluate` and `train` on real ROMs, as short as they can be.
@Suite(.enabled(if: romsAreAvailable, Comment(rawValue: romsAreMissing)))
struct PlayTests {
  static let policy = fixtures + "/valid.py"

  @Test func evaluationReportsEveryKey() throws {
    let run = Invocation(
      [
        "evaluate", "pong", "--policy", Self.policy, "--episodes", "2", "--max-steps", "50",
        "--json",
      ])
    #expect(run.exitCode == 0, "\(run.stderr)")
    let json = try JSONValue(run.stdout)
    let keys = [
      "game", "policy", "protocol", "frameskip", "repeat_action_probability", "life", "episodes",
      "mean", "std", "median", "human_normalised", "env_steps_per_second",
    ]
    for key in keys { #expect(json[key] != nil, "\(key)") }
    #expect(json["game"] == .text("pong"))
    #expect(json["protocol"] == .null)
    #expect(json["changed"] == .list([.text("episodes"), .text("max-steps")]))
    #expect(json["life"] == .text("game"))
    guard case .list(let episodes) = json["episodes"] else {
      Issue.record("found \(run.stdout)")
      return
    }
    #expect(episodes.count == 2)
    for episode in episodes {
      #expect(episode["steps"] == .int(50))
      #expect(episode["end"] == .text("truncated"))
      #expect(episode["error"] == .null)
    }
    #expect(episodes[0]["seed"] != episodes[1]["seed"])
  }

  @Test func theNumberOfWorkersDoesNotShow() {
    let runs = ["1", "3"].map { workers in
      Invocation(
        ["evaluate", "pong", "--policy", Self.policy, "--workers", workers]
          + ["--sticky", "0.25", "--episodes", "5", "--max-steps", "200"])
    }
    #expect(runs[0].exitCode == 0)
    #expect(runs[0].lines.dropLast() == runs[1].lines.dropLast())
  }

  @Test func identicalEpisodesAreCalledIdentical() throws {
    let arguments = [
      "evaluate", "pong", "--policy", Self.policy, "--sticky", "0", "--episodes", "3",
      "--max-steps", "100",
    ]
    #expect(Invocation(arguments).stdout.contains("all episodes are one and the same"))
    let json = try JSONValue(Invocation(arguments + ["--noops", "30", "--json"]).stdout)
    #expect(json["all_episodes_identical"] == .bool(false))
  }

  @Test func aLifeCanBeAnEpisode() throws {
    let arguments = ["evaluate", "breakout", "--policy", fixtures + "/fires.py", "--episodes", "1"]
    let life = try JSONValue(Invocation(arguments + ["--life", "life", "--json"]).stdout)
    let game = try JSONValue(Invocation(arguments + ["--life", "episode", "--json"]).stdout)
    let steps = [life, game].map { json -> Int in
      guard case .list(let episodes) = json["episodes"], case .int(let steps) = episodes[0]["steps"]
      else { return 0 }
      return steps
    }
    #expect(life["life"] == .text("life"))
    #expect(game["life"] == .text("game"))
    #expect(0 < steps[0] && steps[0] < steps[1])
  }

  @Test func aFailingPolicyIsPartOfTheResult() throws {
    let run = Invocation(
      ["evaluate", "pong", "--policy", fixtures + "/moods.py", "--episodes", "2", "--json"])
    #expect(run.exitCode == 0)
    let json = try JSONValue(run.stdout)
    guard case .list(let episodes) = json["episodes"] else {
      Issue.record("found \(run.stdout)")
      return
    }
    #expect(episodes.allSatisfy { $0["end"] == .text("error") && $0["error"] != .null })
    #expect(run.stderr.contains("failed in 2 of 2 episodes"))
  }

  @Test func anInterruptedEvaluationPrintsNothing() {
    let run = Invocation(
      ["evaluate", "pong", "--policy", Self.policy, "--episodes", "2"], shouldStop: { true })
    #expect(run.exitCode == 130)
    #expect(run.stdout == "")
  }

  @Test func anInterruptedTrainingIsSavedAndGoesOn() throws {
    let scratch = try ScratchFolder()
    let folder = scratch.file("run")
    let train = ["train", "pong", "--start", Self.policy, "--updates", "1", "--out", folder]
    let first = Invocation(train, shouldStop: { true })
    #expect(first.exitCode == 130, "\(first.stderr)")
    #expect(first.stderr.contains("--resume"))
    let page = try String(contentsOfFile: folder + "/report.html", encoding: .utf8)
    #expect(page.contains("cartwright train --resume") && page.contains("interrupted"))
    #expect(!page.contains("http-equiv=\"refresh\""))

    let again = Invocation(train)
    #expect(again.exitCode == 64)
    #expect(again.stderr.contains("found files in"))

    let other = Invocation(["train", "breakout", "--resume", folder])
    #expect(other.exitCode == 64)
    let resumed = Invocation(["train", "--resume", folder], shouldStop: { true })
    #expect(resumed.exitCode == 130)

    try FileManager.default.removeItem(atPath: folder + "/config.json")
    #expect(Invocation(["train", "--resume", folder]).exitCode == 66)
    try scratch.write("{", to: "run/config.json")
    #expect(Invocation(["train", "--resume", folder]).exitCode == 65)
  }

  @Test func aReportThatCannotBeWrittenIsOneWarning() throws {
    let scratch = try ScratchFolder()
    let folder = scratch.file("run")
    let train = ["train", "pong", "--start", Self.policy, "--updates", "1", "--out", folder]
    #expect(Invocation(train, shouldStop: { true }).exitCode == 130)
    try FileManager.default.removeItem(atPath: folder + "/report.html")
    try FileManager.default.createDirectory(
      atPath: folder + "/report.html", withIntermediateDirectories: false)
    let resumed = Invocation(["train", "--resume", folder], shouldStop: { true })
    #expect(resumed.exitCode == 130)
    #expect(resumed.stderr.components(separatedBy: "warning: ").count == 2, "\(resumed.stderr)")
  }

  @Test func aRunThatCannotBeWrittenIsAnInputOutputError() {
    let run = Invocation(["train", "pong", "--start", Self.policy, "--out", "/proc/no/run"])
    #expect(run.exitCode == 74, "\(run.stderr)")
  }
}
