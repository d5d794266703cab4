import Baselines
import Foundation
import TestSupport
import Testing

@Suite struct WandbReaderTests {
  @Test func readsARealRun() throws {
    let path = LogFixtures.path("wandb/run-obj-dqn-pong.wandb")
    #expect(WandbReader.recognises(try head(path)))
    let log = try #require(try WandbReader.read([path]).first)
    #expect(log.name == "PongNoFrameskip-v4__dqn_atari__1")
    #expect(log.game == "pong")
    #expect(log.algorithm == "DQN")
    #expect(log.seed == 1)
    #expect(log.damage == [])
    #expect(log.score?.quantity == .episodeReturn(.game))
    #expect(log.score?.stepUnit == .agentSteps(frameSkip: 4))
    #expect(log.score?.seconds.last == 0.394179962)
    // The history that Weights & Biases itself was given.
    var rows: [String: [[Double]]] = [:]
    let lines = try fixture("wandb/run.expected.csv").split(separator: "\n")
    let names = lines[0].split(separator: ",").map(String.init)
    for line in lines.dropFirst() {
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
      for column in 2..<names.count {
        guard let value = Double(cells[column]) else { continue }
        rows[names[column], default: []].append([try #require(Double(cells[1])), value])
      }
    }
    #expect(rows.count == 3)
    for (name, expected) in rows {
      let curve = try #require(log.curves.first { $0.name == name })
      #expect(zip(curve.steps, curve.values).map { [$0, $1] } == expected)
    }
  }

  @Test func readsAllKindsOfValues() throws {
    let rows: [[(String, String)]] = [
      [("_step", "0"), ("loss", "NaN"), ("_timestamp", "1.7e9"), ("score", "1")],
      [("_step", "5"), ("loss", "Infinity"), ("_timestamp", "1.70000000e+09"), ("flag", "true")],
      [("_step", "6"), ("loss", "\"-Infinity\""), ("_timestamp", "1700000002.5")],
      [("_step", "7"), ("loss", "-1.5e-3"), ("text", "\"7\""), ("list", "[1,2]")],
      [("_step", "8"), ("eval", "{\"a\":{\"b\":2},\"c\":3}"), ("eval.d", "4")],
      [("_step", "9"), ("histogram", "{\"_type\":\"histogram\",\"values\":[1]}"), ("x", "null")],
    ]
    let records = rows.map(history) + [history(nested: ["a", "b"], "12")]
    let log = try read(wandbFile(records))
    let found = Dictionary(
      uniqueKeysWithValues: log.curves.map { ($0.name, zip($0.steps, $0.values).map { [$0, $1] }) })
    #expect(
      found == [
        "loss": [[7, -1.5e-3]], "score": [[0, 1]],
        "flag": [[5, 1]], "eval.a.b": [[8, 2]], "eval.c": [[8, 3]], "eval.d": [[8, 4]],
        "a.b": [[9, 12]],
      ])
    #expect(log.curves.first { $0.name == "loss" }?.seconds == [2.5])
    #expect(log.curves.allSatisfy { $0.stepUnit == .rows })
    #expect(log.notes.contains { $0.contains("no step of training") })
    #expect(log.notes.contains { $0.contains("'_timestamp'") })
  }

  @Test func takesStepsFromTheProgramsOwnKey() throws {
    let log = try read(
      wandbFile([
        history([("_step", "0"), ("charts/episodic_return", "3"), ("global_step", "100")]),
        history([("_step", "1"), ("charts/episodic_return", "4")]),
        history([("_step", "2"), ("charts/episodic_return", "5"), ("global_step", "300")]),
      ]))
    #expect(log.score?.steps == [100, 100, 300])
    #expect(log.score?.seconds == [])
    #expect(log.notes.contains { $0.contains("Rows without 'global_step'") })
  }

  @Test func filesOfOneRunAreOneLog() throws {
    let run = { (id: String) in self.message(17, self.message(1, Array(id.utf8))) }
    let row = { (value: Int) in
      self.history([("global_step", "\(value)"), ("score", "\(value)"), ("_runtime", "\(value)")])
    }
    let files = [
      wandbFile([run("a"), row(1), row(5)]), wandbFile([run("b"), row(7)]),
      wandbFile([run("a"), row(3), row(4)]),
    ]
    let logs = try withFiles(files) { try WandbReader.read($0) }
    #expect(logs.map(\.name) == ["a", "b"])
    #expect(logs.first?.score?.values == [1, 5, 3, 4])
    // The clock of the second part begins anew.
    #expect(logs.first?.score?.seconds == [1, 5, 8, 9])
  }

  /// Records that are longer than a block, and ones that end where too little of it is left.
  @Test func putsFragmentsTogether() throws {
    for size in [10, 32_700, 32_768 - 7 - 7 - 40, 32_768 - 7 - 7 - 37, 70_000, 200_000] {
      let filler = message(4, [UInt8](repeating: 65, count: size))
      let records =
        [filler] + (0..<3).map { history([("a", "\($0)")]) } + [filler]
        + [history([("a", "9")])]
      let log = try read(wandbFile(records))
      #expect(log.curves[0].values == [0, 1, 2, 9])
      #expect(log.damage == [])
    }
  }

  @Test func acceptsLevelDBsOwnChecksum() throws {
    let log = try read(wandbFile([history([("a", "1")])], isMasked: true))
    #expect(log.curves[0].values == [1])
  }

  @Test func keepsWhatStandsBeforeACut() throws {
    let records = (0..<12).map { history([("a", "\($0)")]) }
    let all = wandbFile(records)
    let size = (all.count - 7) / 12 + 1
    for cut in stride(from: 7 + 2 * size, to: all.count, by: 5) {
      let log = try read(Array(all.prefix(cut)))
      let count = log.curves[0].count
      #expect(log.curves[0].values == (0..<count).map(Double.init))
      #expect(wandbFile(Array(records.prefix(count))).count <= cut)
      #expect(wandbFile(Array(records.prefix(count + 1))).count > cut)
      let isWhole = wandbFile(Array(records.prefix(count))).count == cut
      #expect(log.damage.isEmpty == isWhole)
    }
  }

  @Test func goesOnWithTheNextBlockAfterDamage() throws {
    let filler = message(4, [UInt8](repeating: 65, count: 20_000))
    let records =
      [history([("a", "1")]), history([("a", "2")]), filler, filler, filler]
      + [history([("a", "3")])]
    var bytes = wandbFile(records)
    bytes[7 + history([("a", "1")]).count + 7 + 9] ^= 1
    let log = try read(bytes)
    #expect(log.curves[0].values == [1, 3])
    #expect(log.damage.first?.place == .byte(7 + 7 + history([("a", "1")]).count))
  }

  @Test func saysWhatIsNoSuchFile() throws {
    let other = #expect(throws: LogError.self) { _ = try read([1, 2, 3, 4, 5, 6, 7, 8]) }
    #expect(other?.place == .byte(0))
    let empty = #expect(throws: LogError.self) { _ = try read(wandbFile([message(4, [])])) }
    #expect(empty?.message == "expected a history with numbers, found 0 rows without any")
    #expect(!WandbReader.recognises(Array(":W&B".utf8)))
    #expect(!WandbReader.recognises([]))
  }

  // MARK: Files

  private func read(_ bytes: [UInt8]) throws -> TrainingLog {
    try withFiles([bytes]) { try WandbReader.read($0)[0] }
  }

  private func varint(_ number: Int) -> [UInt8] {
    number < 128 ? [UInt8(number)] : [UInt8(number & 127 | 128)] + varint(number >> 7)
  }

  private func message(_ field: Int, _ bytes: [UInt8]) -> [UInt8] {
    varint(field << 3 | 2) + varint(bytes.count) + bytes
  }

  /// A record with a row; keys with a dot in them have one part.
  private func history(_ row: [(String, String)]) -> [UInt8] {
    let items = row.map { key, value in
      // Both forms of a key that has one part.
      message(1, message(key.count % 2 == 0 ? 1 : 2, Array(key.utf8)) + json(value))
    }
    return message(2, Array(items.joined()))
  }

  private func history(nested parts: [String], _ value: String) -> [UInt8] {
    message(2, message(1, Array(parts.map { message(2, Array($0.utf8)) }.joined()) + json(value)))
  }

  private func json(_ value: String) -> [UInt8] { message(16, Array(value.utf8)) }
}
