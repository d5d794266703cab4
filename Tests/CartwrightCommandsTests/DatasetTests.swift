import CartwrightCommands
import Foundation
import TestSupport
import Testing

@Suite(.enabled(if: romsAreAvailable, Comment(rawValue: romsAreMissing)))
struct DatasetTests {
  private static func dataset(
    _ out: String, _ more: [String] = [], policy: String = "valid.py",
    shouldStop: @escaping @Sendable () -> Bool = { false }
  ) -> Invocation {
    Invocation(
      ["dataset", "breakout", "--policy", "\(fixtures)/\(policy)", "--out", out] + more,
      shouldStop: shouldStop)
  }

  private static func rows(_ path: String) throws -> [JSONValue] {
    try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
      .map { try JSONValue(String($0)) }
  }

  /// The seed and the actions of an episode, given to `observe`, lead to the same rows.
  @Test func anEpisodeIsWhatObserveSeesWithItsSeedAndActions() throws {
    let folder = try ScratchFolder()
    let run = Self.dataset(
      folder.file("d"), ["--steps", "600", "--sticky", "0.25", "--hud"], policy: "fires.py")
    #expect(run.exitCode == 0, "\(run.stderr)")
    let summary = try JSONValue(#require(folder.read("d/dataset.json")))
    guard case .list(let episodes) = summary["episodes"] else {
      Issue.record("found \(summary)")
      return
    }
    var steps = 0
    for episode in episodes {
      guard case .text(let name) = episode["folder"], case .int(let seed) = episode["seed"],
        case .int(let length) = episode["steps"]
      else {
        Issue.record("found \(episode)")
        return
      }
      let rows = try Self.rows(folder.file("d/\(name)/steps.jsonl"))
      #expect(rows.count == length + 1)
      steps += length
      let actions = rows.dropFirst().map { row in
        if case .int(let action) = row["action"] { "\(action)" } else { "none" }
      }
      try folder.write(actions.joined(separator: "\n"), to: "actions.txt")
      let observed = Invocation([
        "observe", "breakout", "--seed", "\(seed)", "--hud", "--actions",
        folder.file("actions.txt"),
      ])
      let text = try #require(folder.read("d/\(name)/steps.jsonl"))
      let expected = text.replacing(/"frame":"[^"]*",/, with: "").split(separator: "\n")
      #expect(observed.lines.prefix(expected.count) == expected[...])
      for (index, row) in rows.enumerated() {
        let path = folder.file("d/\(name)/frames/\(String(format: "%06d", index)).png")
        #expect(row["frame"] == .text("frames/\(String(format: "%06d", index)).png"))
        let bytes = try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
        #expect(bytes[16..<24].elementsEqual([0, 0, 0, 160, 0, 0, 0, 210]))
      }
    }
    #expect(steps == 600 && episodes.count > 1)
  }

  @Test func twoRunsMakeTheSameFiles() throws {
    let folder = try ScratchFolder()
    for name in ["a", "b"] {
      let run = Self.dataset(folder.file(name), ["--steps", "50", "--seed", "3", "--ram"])
      #expect(run.stdout.contains("50 steps"), "\(run.stdout)\(run.stderr)")
    }
    let manager = FileManager.default
    let names = try manager.subpathsOfDirectory(atPath: folder.file("a")).sorted()
    #expect(names.count > 52)
    #expect(try manager.subpathsOfDirectory(atPath: folder.file("b")).sorted() == names)
    for name in names where name.contains(".") {
      #expect(
        manager.contentsEqual(atPath: folder.file("a/\(name)"), andPath: folder.file("b/\(name)")))
    }
  }

  @Test func aFolderThatHoldsSomethingIsLeftAlone() throws {
    let folder = try ScratchFolder()
    try folder.write("mine", to: "notes.txt")
    let run = Self.dataset(folder.path)
    #expect(run.exitCode == 64)
    #expect(run.stderr.contains("expected a folder that is new or empty for --out"))
    #expect(folder.names == ["notes.txt"])
  }

  @Test func whatThereIsIsSavedOnAnInterruptionAndOnAnErrorOfThePolicy() throws {
    let folder = try ScratchFolder()
    let stopped = Self.dataset(folder.file("stopped"), shouldStop: { true })
    #expect(stopped.exitCode == 130)
    #expect(try JSONValue(#require(folder.read("stopped/dataset.json")))["episodes"] == .list([]))
    let failed = Self.dataset(folder.file("failed"), policy: "moods.py")
    #expect(failed.exitCode == 65)
    #expect(failed.stderr.contains("KeyError"))
    #expect(try Self.rows(folder.file("failed/episode_0000/steps.jsonl")).count >= 1)
    #expect(folder.read("failed/dataset.json")?.contains("\"end\":\"cut\"") == true)
  }
}
