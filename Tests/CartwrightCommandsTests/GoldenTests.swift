import Foundation
import Testing

/// Command lines with the output and exit code that they must have: `Fixtures/goldens/*.txt`.
///
/// A golden starts with a comment that tells how to record it again, then for each command line
///
///     $ cartwright WORD…
///     what it prints
///     ! what it prints on standard error
///     = exit code
///
/// `FIXTURES` stands for the fixtures folder, in command lines and outputs, and the working directory
/// is left out of outputs. Recording (the variable
/// `CARTWRIGHT_RECORD`) rewrites the file from its command lines and fails the test, so that a
/// recording run never counts as a passed one.
struct GoldenTests {
  static let names =
    ((try? FileManager.default.contentsOfDirectory(atPath: fixtures + "/goldens")) ?? [])
    .filter { $0.hasSuffix(".txt") }.sorted()

  @Test func thereAreGoldens() { #expect(!Self.names.isEmpty) }

  @Test(arguments: names)
  func outputIsAsRecorded(_ name: String) throws {
    let path = fixtures + "/goldens/" + name
    let golden = try String(contentsOfFile: path, encoding: .utf8)
    var actual = """
      # Made by a run of the program; to record it again:
      # CARTWRIGHT_RECORD=1 scripts/test --filter GoldenTests

      """
    for line in golden.split(separator: "\n") where line.hasPrefix("$ cartwright") {
      actual += "\n\(line)\n" + transcript(of: line.dropFirst("$ cartwright".count))
    }
    if ProcessInfo.processInfo.environment["CARTWRIGHT_RECORD"] != nil {
      try Data(actual.utf8).write(to: URL(fileURLWithPath: path))
      Issue.record("\(name) was recorded; run again without CARTWRIGHT_RECORD")
    } else {
      #expect(actual == golden)
    }
  }

  /// Runs the words of a command line, none of which holds a space.
  private func transcript(of line: Substring) -> String {
    let words = line.split(separator: " ").map {
      $0.replacingOccurrences(of: "FIXTURES", with: fixtures)
    }
    let run = Invocation(words)
    let text = run.stdout + marked(run.stderr, "! ")
    let here = FileManager.default.currentDirectoryPath + "/"
    return text.replacingOccurrences(of: fixtures, with: "FIXTURES")
      .replacingOccurrences(of: here, with: "") + "= \(run.exitCode)\n"
  }

  private func marked(_ text: String, _ mark: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      .map { mark + $0 + "\n" }.joined()
  }
}
