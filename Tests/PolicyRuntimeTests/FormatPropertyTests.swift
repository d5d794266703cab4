import Foundation
import PolicySyntax
import Testing

import struct PolicySyntax.Expression

/// Formatting real and random programs, some with comments in odd places: the result is stable and
/// the same program, for us and for CPython. `CARTWRIGHT_PROGRAMS=20000 CARTWRIGHT_SEED=7` tries more.
struct FormatPropertyTests {
  @Test func stableAndTheSameProgram() throws {
    let environment = ProcessInfo.processInfo.environment
    let count = environment["CARTWRIGHT_PROGRAMS"].flatMap(Int.init) ?? 300
    var random = SeededRandom(state: environment["CARTWRIGHT_SEED"].flatMap(UInt64.init) ?? 5)
    var programs = EditPropertyTests.programs
    for _ in 0..<count {
      var generator = ProgramGenerator(seed: random.next())
      programs.append(generator.program())
    }
    let noisy = programs.compactMap { try? FormatPropertyTests.noisy($0, &random) }
    try #require(noisy.count > programs.count / 2)
    var pairs: [(String, String)] = []
    for program in programs + noisy {
      do throws(Diagnostic) {
        let tree = try SyntaxTree(parsing: SourceFile(name: "p.py", text: program))
        // It compares the trees itself, and throws.
        let text = try tree.formatted()
        let again = try SyntaxTree(parsing: SourceFile(name: "p.py", text: text))
        #expect(try again.formatted() == text)
        #expect(again.comments.count == tree.comments.count, "\(program)\n---\n\(text)")
        pairs.append((program, text))
      } catch {
        // Fixtures that are no programs.
        #expect(error.kind != .runtime, "\(error.message)\n\(program)")
      }
    }
    #expect(pairs.count > (programs.count + noisy.count) * 9 / 10)
    guard python != nil else { return }
    let answers = try FormatPropertyTests.compared(pairs)
    for ((old, new), answer) in zip(pairs, answers) where answer != "same" && answer != "refused" {
      Issue.record("\(answer):\n\(old)\n---\n\(new)")
    }
    #expect(answers.count { $0 == "same" } > pairs.count * 8 / 10)
  }

  /// A program with comments, line ends and blanks between the arguments of its calls, and one-line
  /// bodies.
  static func noisy(_ program: String, _ random: inout SeededRandom) throws -> String {
    let tree = try SyntaxTree(parsing: SourceFile(name: "p.py", text: program))
    var places: Set<Int32> = []
    tree.walkExpressions {
      switch $0.kind {
      case .call(_, let arguments): for argument in arguments { places.insert(argument.span.end) }
      case .list(let items): for item in items { places.insert(item.span.end) }
      default: break
      }
    }
    var bytes = tree.source.bytes
    for place in places.sorted(by: >) where Int(place) < bytes.count && random.chance(25) {
      guard bytes[Int(place)] == UInt8(ascii: ",") else { continue }
      let noise = random.pick([" # noise\n", "\n\n  # own line\n # two\n", "  ", "\n", " \\\n"])
      // Inside a formatted string nothing of this may stand; the parser refuses most of it.
      let changed = bytes[..<Int(place)] + Array(noise.utf8) + bytes[Int(place)...]
      let text = String(decoding: changed, as: UTF8.self)
      if let other = try? SyntaxTree(parsing: SourceFile(name: "p.py", text: text)),
        Dumper(positions: false).block(other.statements)
          == Dumper(positions: false).block(tree.statements)
      {
        bytes = Array(changed)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  static func compared(_ pairs: [(String, String)]) throws -> [String] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(python))
    process.arguments = [fixtures.appendingPathComponent("same_ast.py").path]
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("cartwright-format-\(UUID().uuidString)")
    var input = Data()
    for text in pairs.flatMap({ [$0.0, $0.1] }) {
      input += Data("\(text.utf8.count)\n\(text)".utf8)
    }
    try input.write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    process.standardInput = try FileHandle(forReadingFrom: file)
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let lines = String(decoding: output, as: UTF8.self).split(separator: "\n").map(String.init)
    try #require(lines.count == pairs.count)
    return lines
  }
}
