import Foundation
import Testing

/// One small file per feature, run by CPython and by us.
struct ConformanceTests {
  static let files: [URL] = {
    let folder = fixtures.appendingPathComponent("conformance")
    let found = try? FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil)
    return (found ?? []).filter { $0.pathExtension == "py" }.sorted { $0.path < $1.path }
  }()

  @Test(.enabled(if: python != nil, "no python3 on this machine"))
  func sameResultsAsCPython() throws {
    #expect(ConformanceTests.files.count > 10)
    let programs = try ConformanceTests.files.map { try String(contentsOf: $0, encoding: .utf8) }
    let theirs = try cpython(programs)
    for (file, (program, expected)) in zip(ConformanceTests.files, zip(programs, theirs)) {
      let found = ours(program)
      guard found != expected else { continue }
      let lines = zip(
        found.split(separator: "\n", omittingEmptySubsequences: false),
        expected.split(separator: "\n", omittingEmptySubsequences: false))
      let difference = lines.enumerated().first { $0.element.0 != $0.element.1 }
      Issue.record(
        """
        \(file.lastPathComponent), line \((difference?.offset ?? -1) + 1) of the output
        ours:   \(difference?.element.0 ?? found.suffix(200)[...])
        theirs: \(difference?.element.1 ?? expected.suffix(200)[...])
        """)
    }
  }
}
