import Foundation
import Testing

/// Holds a text against a file in `Fixtures/`.
///
/// Recording (the variable `CARTWRIGHT_RECORD`) writes the file and fails the test, so that a
/// recording run never counts as a passed one.
func expectGolden(_ text: String, _ name: String) throws {
  let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Fixtures/\(name)")
  if ProcessInfo.processInfo.environment["CARTWRIGHT_RECORD"] != nil {
    try Data(text.utf8).write(to: file)
    Issue.record("\(name) was recorded; run again without CARTWRIGHT_RECORD")
  } else {
    let golden = try String(contentsOf: file, encoding: .utf8)
    let lines = zip(text.split(separator: "\n"), golden.split(separator: "\n"))
    let first = lines.first { $0 != $1 }.map {
      "found \($0.prefix(300)), expected \($1.prefix(300))"
    }
    let isEqual = text == golden
    #expect(
      isEqual,
      """
      \(name) differs: \(first ?? "in length"); to record it again: \
      CARTWRIGHT_RECORD=1 scripts/test --filter ReportsTests
      """)
  }
}
