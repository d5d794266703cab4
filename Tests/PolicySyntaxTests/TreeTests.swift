import Foundation
import PolicySyntax
import Testing

import struct PolicySyntax.Expression

let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .appendingPathComponent("Fixtures")

/// All Python files of the fixtures, and the repository's policies.
let pythonFiles: [URL] = {
  let policies = fixtures.appendingPathComponent("../../../policies").standardizedFileURL
  var files: [URL] = []
  for folder in [fixtures, policies] {
    let found = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
    for case let url as URL in found ?? .init() where url.pathExtension == "py" {
      files.append(url)
    }
  }
  return files.sorted { $0.path < $1.path }
}()

/// The Python to compare with, if the machine has one whose syntax trees we know.
let python: String? = {
  for path in ["/usr/bin/python3", "/usr/local/bin/python3"]
    + (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map({
      "\($0)/python3"
    })
  where FileManager.default.isExecutableFile(atPath: path) { return path }
  return nil
}()

func source(_ url: URL) throws -> SourceFile {
  try SourceFile(name: url.lastPathComponent, bytes: Array(Data(contentsOf: url)))
}

struct TreeTests {
  @Test(arguments: pythonFiles)
  func printsBackByteForByte(_ url: URL) throws {
    let source = try source(url)
    #expect(Array(try SyntaxTree(parsing: source).printed.utf8) == source.bytes)
  }

  /// Children lie inside their parents and in order, so that every node's text can be cut out.
  @Test(arguments: pythonFiles)
  func spansNest(_ url: URL) throws {
    let tree = try SyntaxTree(parsing: source(url))
    func check(_ statement: Statement) {
      statement.forEachExpression { check($0, in: statement.span) }
      var last = statement.span.start
      for child in statement.blocks.joined() {
        #expect(statement.span.contains(child.span) && child.span.start >= last)
        last = child.span.end
        check(child)
      }
    }
    func check(_ expression: Expression, in parent: SourceSpan) {
      #expect(parent.contains(expression.span), "\(tree.source.text(of: expression.span))")
      expression.forEachChild { check($0, in: expression.span) }
    }
    tree.statements.forEach(check)
  }

  @Test(.enabled(if: python != nil, "no python3 on this machine"))
  func equalsCPythonsTree() throws {
    var files = pythonFiles.map(\.path)
    if let folder = ProcessInfo.processInfo.environment["CARTWRIGHT_PYTHON_FILES"] {
      let found = FileManager.default.enumerator(atPath: folder)
      for case let path as String in found ?? .init() where path.hasSuffix(".py") {
        files.append("\(folder)/\(path)")
      }
    }
    let theirs = try run(
      [fixtures.appendingPathComponent("dump_ast.py").path],
      input: files.joined(separator: "\n"))
    let outputs = theirs.components(separatedBy: "end\n")
    try #require(outputs.count == files.count + 1)
    for (file, expected) in zip(files, outputs) {
      let found: String
      do {
        let tree = try SyntaxTree(parsing: source(URL(fileURLWithPath: file)))
        found = tree.statements.map { Dumper().s($0) + "\n" }.joined()
      } catch let error as Diagnostic {
        if expected == "refused\n" { continue }
        Issue.record("\(file): \(error.line):\(error.column): \(error.message)")
        continue
      }
      if found != expected {
        let same = zip(found, expected).prefix { $0 == $1 }.count
        Issue.record(
          """
          \(file), after '\(found.prefix(same).suffix(60))':
          ours   \(found.dropFirst(same).prefix(160))
          theirs \(expected.dropFirst(same).prefix(160))
          """)
      }
    }
  }

  private func run(_ arguments: [String], input: String) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(python))
    process.arguments = arguments
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("cartwright-\(ProcessInfo.processInfo.processIdentifier)-ast")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let inputFile = folder.appendingPathComponent("in")
    try Data(input.utf8).write(to: inputFile)
    process.standardInput = try FileHandle(forReadingFrom: inputFile)
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    return String(decoding: output, as: UTF8.self)
  }
}
