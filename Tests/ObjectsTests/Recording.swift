import Foundation
import Objects

/// A recorded game: a header line, then one JSON row a step (scripts/record-ocatari.py).
///
/// Rows are compared as text, so that key order counts; only what the tests need is taken apart.
struct Recording {
  struct Row {
    var line: Int
    var isReset: Bool
    var lives: Int
    var ram: [UInt8]
    /// The recorded `objects`, as text.
    var objects: Substring
  }

  var game: String
  var hud: Bool
  var rows: [Row] = []

  /// Where this target's fixtures stand.
  static let fixtures = URL(filePath: #filePath).deletingLastPathComponent().appending(
    path: "Fixtures")

  /// The recordings whose names start with a game's.
  static func names(of game: String) -> [String] {
    let names = try? FileManager.default.contentsOfDirectory(atPath: fixtures.path)
    return (names ?? []).filter { $0.hasPrefix(game) && $0.hasSuffix(".jsonl") }.sorted()
  }

  init(named name: String) throws {
    try self.init(text: String(contentsOf: Self.fixtures.appending(path: name), encoding: .utf8))
  }

  init(text: String) throws {
    let lines = text.split(separator: "\n")
    struct Header: Decodable {
      var game: String
      var hud: Bool
    }
    let header = try JSONDecoder().decode(Header.self, from: Data(lines[0].utf8))
    game = header.game
    hud = header.hud
    for (index, line) in lines.enumerated().dropFirst() {
      rows.append(try Self.row(line, number: index + 1))
    }
  }

  private static func row(_ text: Substring, number: Int) throws -> Row {
    guard
      let fields = text.wholeMatch(
        of: /.*"action":(.*?),.*"lives":(\d+),"ram":"([0-9a-f]{256})","objects":(.*)}/)
    else { throw CocoaError(.fileReadCorruptFile) }
    let digits = Array(fields.3.utf8).map { $0 < 58 ? $0 - 48 : $0 - 87 }
    return Row(
      line: number, isReset: fields.1 == "null", lives: Int(fields.2)!,
      ram: (0..<128).map { digits[2 * $0] << 4 | digits[2 * $0 + 1] }, objects: fields.4)
  }
}

extension ObjectTracker {
  /// Takes a recorded row as a reset or a step.
  mutating func take(_ row: Recording.Row) {
    if row.isReset {
      reset(ram: row.ram.span, lives: row.lives)
    } else {
      update(ram: row.ram.span, lives: row.lives)
    }
  }
}
