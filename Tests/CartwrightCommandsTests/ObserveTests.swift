import Foundation
import Objects
import TestSupport
import Testing

/// `observe` on real ROMs, against OCAtari's recordings and against itself.
@Suite(.enabled(if: romsAreAvailable, Comment(rawValue: romsAreMissing)))
struct ObserveTests {
  /// The recordings that the tests of `Objects` keep; the header line names the settings.
  static let recordings = packageFolder + "/Tests/ObjectsTests/Fixtures/"
  static let recordingNames =
    ((try? FileManager.default.contentsOfDirectory(atPath: recordings)) ?? [])
    .filter { $0.hasSuffix(".jsonl") && $0.contains("_seed") }.sorted()

  struct Header: Decodable {
    var game: String
    var aleRandomSeed: Int
    var frameskip: Int
    var repeatActionProbability: Double
    var hud: Bool
  }

  struct Row: Decodable {
    var step: Int
    var action: Int?
    var terminated: Bool
    var truncated: Bool
  }

  @Test func thereAreRecordings() { #expect(!Self.recordingNames.isEmpty) }

  @Test(arguments: recordingNames)
  func compatRowsEqualTheRecording(_ name: String) throws {
    let text = try String(contentsOfFile: Self.recordings + name, encoding: .utf8)
    let lines = text.split(separator: "\n")
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let header = try decoder.decode(Header.self, from: Data(lines[0].utf8))
    let actions = try lines.dropFirst().compactMap {
      try JSONDecoder().decode(Row.self, from: Data($0.utf8)).action
    }
    let folder = try ScratchFolder()
    let file = try folder.write(actions.map { "\($0)\n" }.joined(), to: "actions.txt")
    let run = Invocation(
      ["observe", header.game, "--mode=compat", "--ram", "--actions", file]
        + ["--seed", "\(header.aleRandomSeed)", "--frameskip", "\(header.frameskip)"]
        + ["--sticky", "\(header.repeatActionProbability)"] + (header.hud ? ["--hud"] : []))
    #expect(run.exitCode == 0)
    #expect(run.stderr == "")
    for (index, (found, expected)) in zip(run.lines, lines.dropFirst()).enumerated() {
      try #require(found == expected, "row \(index) of \(name)")
    }
    #expect(run.lines.count == lines.count - 1)
  }

  @Test func aGymnasiumIDSetsFrameSkipAndStickiness() throws {
    let folder = try ScratchFolder()
    let file = try folder.write(String(repeating: "2\n3\n", count: 40), to: "actions.txt")
    let common = ["--actions", file, "--seed", "5", "--ram"]
    let id = Invocation(["observe", "PongNoFrameskip-v4"] + common)
    let options = Invocation(["observe", "pong", "--frameskip", "1", "--sticky", "0"] + common)
    let plain = Invocation(["observe", "pong"] + common)
    let v5 = Invocation(["observe", "ALE/Pong-v5"] + common)
    #expect(id.lines.count == 81)
    #expect(id.stdout == options.stdout)
    #expect(plain.stdout == v5.stdout)
    #expect(id.stdout != plain.stdout)
  }

  @Test func aFileHoldsTheSameRowsAsStandardOutput() throws {
    let folder = try ScratchFolder()
    let file = try folder.write("0\n1\n\n 2 \n", to: "actions.txt")
    let printed = Invocation(["observe", "breakout", "--actions", file])
    let written = Invocation(
      ["observe", "breakout", "--actions", file, "--out", folder.file("rows.jsonl")])
    #expect(written.exitCode == 0)
    #expect(written.stdout == "")
    #expect(folder.read("rows.jsonl") == printed.stdout)
    #expect(printed.lines.count == 4)
    #expect(folder.names == ["actions.txt", "rows.jsonl"])
  }

  @Test func randomActionsFollowTheSeed() throws {
    let run = { (seed: String) in Invocation(["observe", "pong", "--random", "60", "--seed", seed])
    }
    #expect(run("3").stdout == run("3").stdout)
    #expect(run("3").stdout != run("4").stdout)
    #expect(run("3").lines.count == 61)
  }

  @Test func aPolicyPlaysAndItsActionsPlayTheSameAgain() throws {
    let chosen = Invocation(
      ["observe", "pong", "--policy", fixtures + "/valid.py", "--steps", "300", "--seed", "7"])
    #expect(chosen.exitCode == 0, "\(chosen.stderr)")
    let actions = try chosen.lines.compactMap {
      try JSONDecoder().decode(
        Row.self, from: Data($0.replacing("NaN", with: "null").utf8)
      ).action
    }
    #expect(actions.count == 300)
    #expect(Set(actions).count > 1)
    let folder = try ScratchFolder()
    let file = try folder.write(actions.map { "\($0)\n" }.joined(), to: "actions.txt")
    let again = Invocation(["observe", "pong", "--actions", file, "--seed", "7"])
    #expect(again.stdout == chosen.stdout)
  }

  @Test func aFailingPolicyIsBadDataAndItsRowsAreKept() throws {
    let folder = try ScratchFolder()
    let run = Invocation(
      ["observe", "pong", "--policy", fixtures + "/moods.py", "--steps", "3"]
        + ["--out", folder.file("rows.jsonl")])
    #expect(run.exitCode == 65)
    #expect(run.stderr.contains("moods.py:5:12: KeyError"))
    #expect(folder.read("rows.jsonl")?.split(separator: "\n").count == 1)
  }

  @Test func anEpisodeThatEndsIsFollowedByAReset() throws {
    let run = Invocation(["observe", "breakout", "--random", "700", "--seed", "1"])
    let rows = try run.lines.map {
      try JSONDecoder().decode(Row.self, from: Data($0.replacing("NaN", with: "null").utf8))
    }
    let ends = rows.indices.filter { rows[$0].terminated }
    #expect(!ends.isEmpty)
    for index in ends {
      #expect(rows[index + 1].step == rows[index].step)
      #expect(rows[index + 1].action == nil)
      #expect(!rows[index + 1].terminated)
    }
    #expect(rows.count == 701 + ends.count)
  }

  @Test func anInterruptionSavesTheRowsSoFar() throws {
    let folder = try ScratchFolder()
    let file = try folder.write("0\n1\n", to: "actions.txt")
    let run = Invocation(
      ["observe", "pong", "--actions", file, "--out", folder.file("rows.jsonl")],
      shouldStop: { true })
    #expect(run.exitCode == 130)
    #expect(folder.read("rows.jsonl")?.split(separator: "\n").count == 1)
  }

  @Test func anUnwritableOutputIsAnInputOutputError() throws {
    let folder = try ScratchFolder()
    let file = try folder.write("0\n", to: "actions.txt")
    let run = Invocation(["observe", "pong", "--actions", file, "--out", "/no/such/folder/f"])
    #expect(run.exitCode == 74)
    #expect(run.stderr.hasPrefix("error: expected to write /no/such/folder/f, found"))
  }

  @Test(arguments: ["6", "-1", "two", "1.0", "99999999999999999999"])
  func anActionOutsideTheSetIsBadData(_ action: String) throws {
    let folder = try ScratchFolder()
    let file = try folder.write("0\n\(action)\n", to: "actions.txt")
    let run = Invocation(["observe", "pong", "--actions", file])
    #expect(run.exitCode == 65)
    #expect(run.stderr.contains("actions.txt:2"))
    #expect(run.stdout == "")
  }

  @Test func theSchemaIsTheTables() throws {
    for mode in ObjectMode.allCases {
      let run = Invocation(["observe", "pong", "--schema", "--mode", mode.rawValue])
      #expect(run.exitCode == 0)
      let table = try ObjectTracker.table(for: "pong")
      #expect(run.stdout == table.jsonSchema(mode: mode) + "\n")
    }
  }
}
