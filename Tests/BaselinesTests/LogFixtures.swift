import Baselines
import Foundation
import Testing

/// Files of real logs, and files made in a test.
enum LogFixtures {
  /// The folder of the fixtures.
  static func path(_ name: String, file: String = #filePath) -> String {
    URL(fileURLWithPath: file).deletingLastPathComponent()
      .appendingPathComponent("Fixtures").appendingPathComponent(name).path
  }

  /// The rows of an `expected.csv` that `scripts/log-goldens.py` wrote, by the names of its columns.
  static func expected(_ folder: String) throws -> [[String: String]] {
    let text = try String(contentsOfFile: path(folder + "/expected.csv"), encoding: .utf8)
    let lines = text.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
  }

  /// A folder with these files, gone when the test is over.
  @discardableResult
  static func withFolder<Result>(
    _ files: [String: String], _ body: (String) throws -> Result
  ) throws -> Result {
    try withFolder(files.mapValues { Array($0.utf8) }, body)
  }

  /// A folder with these files, gone when the test is over.
  @discardableResult
  static func withFolder<Result>(
    _ files: [String: [UInt8]], _ body: (String) throws -> Result
  ) throws -> Result {
    let manager = FileManager.default
    let folder = manager.temporaryDirectory.appendingPathComponent(
      "cartwright-logs-\(UUID().uuidString)/run")
    try manager.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? manager.removeItem(at: folder.deletingLastPathComponent()) }
    for (name, bytes) in files {
      let url = folder.appendingPathComponent(name)
      try manager.createDirectory(
        at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: url)
    }
    return try body(folder.path)
  }

  /// The one log in a folder with these files.
  static func log(_ files: [String: String]) throws -> TrainingLog {
    let logs = try withFolder(files) { try LogReader.read($0) }
    try #require(logs.count == 1)
    return logs[0]
  }
}
