import CartwrightCommands
import Foundation
import Synchronization

/// A command line that ran in this process, with all that it left.
struct Invocation {
  let exitCode: Int32
  let stdout: String
  let stderr: String

  init(
    _ arguments: [String], environment: [String: String] = [:],
    shouldStop: @escaping @Sendable () -> Bool = { false }
  ) {
    let out = Output(collecting: "stdout")
    let err = Output(collecting: "stderr")
    exitCode = run(
      arguments: arguments, environment: environment, stdout: out, stderr: err,
      shouldStop: shouldStop)
    stdout = out.collected
    stderr = err.collected
  }

  /// The lines of the result.
  var lines: [Substring] { stdout.split(separator: "\n") }
}

/// This target's fixtures.
let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .appendingPathComponent("Fixtures").path

/// A new folder that is removed when the value goes.
final class ScratchFolder {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/cartwright-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { path + "/" + name }

  @discardableResult
  func write(_ text: String, to name: String) throws -> String {
    try Data(text.utf8).write(to: URL(fileURLWithPath: file(name)))
    return file(name)
  }

  func read(_ name: String) -> String? { try? String(contentsOfFile: file(name), encoding: .utf8) }

  var names: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }
}
