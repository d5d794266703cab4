import Baselines
import Foundation
import Reports
import Testing

/// What is written for TensorBoard is what our reader of it finds.
@Suite struct EventTests {
  private func withFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: url) }
    return try body(url)
  }

  private func rows(_ log: TrainingLog, _ name: String) -> [[Double]] {
    guard let curve = log.curves.first(where: { $0.name == name }) else { return [] }
    return curve.values.indices.map { [curve.steps[$0], curve.values[$0], curve.seconds[$0]] }
  }

  @Test(arguments: [EventRecords.Encoding.tensor, .simpleValue])
  func scalarsComeBack(encoding: EventRecords.Encoding) throws {
    try withFolder { folder in
      let file = try EventFile(in: folder, time: 1_700_000_000)
      var records = EventRecords()
      records.addVersion(time: 100)
      try file.write(records)
      for step in 0..<300 {
        // Each event is in the file as soon as it is written.
        records.removeAll()
        let name = String(repeating: "long/", count: 30)
        records.addScalars(
          [("a", Double(step) / 8), ("é \(name)", -1e30)], step: step * 1_000_003,
          time: 100 + Double(step), encoding: encoding)
        try file.write(records)
        if step % 100 == 7 {
          let log = try #require(try TensorBoardReader.read(EventFile.files(in: folder)).first)
          #expect(rows(log, "a").count == step + 1)
          #expect(log.damage == [])
        }
      }
      let log = try #require(try TensorBoardReader.read(EventFile.files(in: folder)).first)
      let expected: [[Double]] = (0..<300).map { step in
        let number = Double(step)
        return [number * 1_000_003, number / 8, number]
      }
      #expect(rows(log, "a") == expected)
      #expect(log.curves.count == 2)
      #expect(log.curves[1].values[0] == Double(Float(-1e30)))
    }
  }

  @Test func textsAndSettingsAreNoScalars() throws {
    try withFolder { folder in
      let file = try EventFile(in: folder, time: 5)
      var records = EventRecords()
      records.addVersion(time: 5)
      records.addHyperparameters(
        [("game", .text("pong")), ("seed", .number(3))], metrics: [("a", "A")], time: 5)
      records.addText("|setting|value|\n|-|-|\n|game|pong|\n|seed|3|", tag: "c", step: 0, time: 5)
      records.addScalars([("by_environment_steps/best", 4)], step: 80, time: 6)
      records.addText("code", tag: "policy", step: 1, time: 6)
      records.addEnd(time: 7)
      try file.write(records)
      let log = try #require(try TensorBoardReader.read(EventFile.files(in: folder)).first)
      #expect(log.curves.map(\.name) == ["by_environment_steps/best"])
      #expect(log.game == "pong")
      #expect(log.seed == 3)
      #expect(log.score?.frames == [320])
      #expect(log.format == "TensorBoard events of Cartwright")
    }
  }

  @Test func aNewFileComesBehindTheOthers() throws {
    try withFolder { folder in
      // Two in one second have numbers; a later second comes later in the order of names.
      let files = try [9, 9, 10, 1_700_000_000].map { try EventFile(in: folder, time: $0) }
      #expect(Set(files.map(\.path)).count == 4)
      for (index, file) in files.enumerated() {
        var records = EventRecords()
        records.addVersion(time: 1)
        records.addScalars([("a", Double(index))], step: index, time: 1)
        try file.write(records)
      }
      #expect(EventFile.files(in: folder) == files.map(\.path))
      let log = try #require(try TensorBoardReader.read(EventFile.files(in: folder)).first)
      let expected: [[Double]] = [[0, 0, 0], [1, 1, 0], [2, 2, 0], [3, 3, 0]]
      #expect(rows(log, "a") == expected)
    }
  }

  /// The bytes that TensorBoard 2.21's own protocol buffers give for the same event.
  @Test func aScalarHasTheseBytes() {
    var records = EventRecords()
    records.addScalars([("a", 1.5)], step: 300, time: 2)
    let message: [UInt8] = [
      0x09, 0, 0, 0, 0, 0, 0, 0, 0x40, 0x10, 0xAC, 0x02, 0x2A, 0x20, 0x0A, 0x1E, 0x0A, 0x01, 0x61,
      0x42, 0x0A, 0x08, 0x01, 0x12, 0x00, 0x2A, 0x04, 0, 0, 0xC0, 0x3F, 0x4A, 0x0D, 0x0A, 0x09,
      0x0A, 0x07, 0x73, 0x63, 0x61, 0x6C, 0x61, 0x72, 0x73, 0x20, 0x01,
    ]
    #expect(Array(records.bytes.dropFirst(12).dropLast(4)) == message)
    #expect(records.bytes[0] == UInt8(message.count))
  }
}
