import Foundation
import PolicySyntax
import Testing

/// The formatter's rules, each with what it makes of a piece of code.
///
/// `CARTWRIGHT_RECORD=1 swift test -c release --filter FormatterTests` writes the golden file anew, and
/// fails. The results of `formatted.golden` were compared with those of Black 26.10.1 (`-S`), which differ
/// where a comment there says so.
struct FormatterTests {
  static func formatted(_ text: String) -> String {
    let file = SourceFile(name: "policy.py", text: text)
    do throws(Diagnostic) {
      return try SyntaxTree(parsing: file).formatted()
    } catch {
      return error.rendered(in: file)
    }
  }

  /// The file holds pieces between lines of dashes: as written, then as formatted.
  @Test func resultsAreTheGoldenOnes() throws {
    let golden = fixtures.appendingPathComponent("formatted.golden")
    let text = try String(contentsOf: golden, encoding: .utf8)
    let divider = String(repeating: "-", count: 40) + "\n"
    let parts = text.components(separatedBy: divider)
    try #require(parts.count > 40 && parts.count % 2 == 1)
    var recorded = parts[0]
    for index in stride(from: 1, to: parts.count, by: 2) {
      let found = FormatterTests.formatted(parts[index])
      recorded += divider + parts[index] + divider + found
      #expect(found == parts[index + 1])
      #expect(FormatterTests.formatted(found) == found)
    }
    if ProcessInfo.processInfo.environment["CARTWRIGHT_RECORD"] != nil {
      try Data(recorded.utf8).write(to: golden)
      Issue.record("recorded \(golden.path)")
    }
  }

  @Test(arguments: [
    // Line ends, the byte order mark and a missing final line end.
    ("x=1\r\n\r\n\r\n\r\ny=2", "x = 1\r\n\r\n\r\ny = 2\r\n"), ("x=1\ry=2", "x = 1\ry = 2\r"),
    ("\u{FEFF}x=1", "\u{FEFF}x = 1\n"), ("", ""), ("\n\n  \n", ""), ("# only", "# only\n"),
    ("x = 1 \\\n  + 2", "x = 1 + 2\n"),
    (
      "\tx",
      "policy.py:1:1: IndentationError: expected a statement at the indentation of the block, found an indented block\n    \tx\n    ^"
    ),
  ])
  func endsOfLinesAndFiles(_ text: String, _ expected: String) {
    #expect(FormatterTests.formatted(text) == expected)
  }

  @Test(arguments: pythonFiles)
  func filesStayTheSameProgram(_ url: URL) throws {
    let tree = try SyntaxTree(parsing: source(url))
    let text = try tree.formatted()
    let again = try SyntaxTree(parsing: SourceFile(name: "p.py", text: text))
    #expect(try again.formatted() == text)
    #expect(again.comments.count == tree.comments.count)
  }
}
