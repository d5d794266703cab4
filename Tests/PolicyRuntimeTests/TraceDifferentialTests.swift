import Foundation
import PolicyRuntime
import PolicySyntax
import Testing

/// The lines and conditions of a step are those that CPython has: `sys.settrace` tells the lines, and
/// the same program with every condition wrapped in a call tells the outcomes.
struct TraceDifferentialTests {
  /// What one call wrote down.
  struct Step: Decodable, Equatable {
    let lines: [Int]?
    let result: String
    var unsure: [Int] = []
    let branches: [Branch]
  }

  struct Branch: Decodable, Equatable, CustomStringConvertible {
    let kind: String
    let line: Int
    let column: Int
    let value: Bool

    init(kind: String, line: Int, column: Int, value: Bool) {
      (self.kind, self.line, self.column, self.value) = (kind, line, column, value)
    }

    init(from decoder: any Decoder) throws {
      var list = try decoder.unkeyedContainer()
      kind = try list.decode(String.self)
      line = try list.decode(Int.self)
      column = try list.decode(Int.self)
      value = try list.decode(Bool.self)
    }

    var description: String { "\(kind) \(line):\(column) \(value)" }
  }

  @Test(.enabled(if: python != nil, "no python3 on this machine"))
  func conformanceFilesAgree() throws {
    let programs = try ConformanceTests.files.map { try String(contentsOf: $0, encoding: .utf8) }
    try compare(programs, names: ConformanceTests.files.map(\.lastPathComponent))
  }

  @Test(.enabled(if: python != nil, "no python3 on this machine"))
  func randomProgramsAgree() throws {
    let environment = ProcessInfo.processInfo.environment
    let count = environment["CARTWRIGHT_PROGRAMS"].flatMap(Int.init) ?? 500
    let seed = environment["CARTWRIGHT_SEED"].flatMap(UInt64.init) ?? 1
    for start in stride(from: 0, to: count, by: 1000) {
      let numbers = start..<min(start + 1000, count)
      let programs = numbers.map { index in
        var generator = ProgramGenerator(seed: seed &* 2_000_003 &+ UInt64(index))
        return generator.program()
      }
      try compare(programs, names: numbers.map { "program \($0) of seed \(seed)" })
    }
  }

  /// A trace changes neither what a step does nor the fuel that it takes.
  @Test func recordingDoesNotShow() throws {
    for index in 0..<300 {
      var generator = ProgramGenerator(seed: 3_000_017 + UInt64(index))
      let file = SourceFile(name: "policy.py", text: generator.program())
      guard let tree = try? SyntaxTree(parsing: file) else { continue }
      var seen: Set<[String]> = []
      for (recordsValues, recording) in [
        (false, PolicyRecording.off), (false, .lines), (false, .full), (true, .full),
      ] {
        guard let program = try? PolicyProgram(compiling: tree, recordsValues: recordsValues),
          let interpreter = try? PolicyInterpreter(
            program, limits: PolicyLimits(fuel: 50_000), seed: 5)
        else { continue }
        interpreter.recording = recording
        var results: [String] = []
        for _ in 0..<3 {
          let result: String
          do { result = try interpreter.step() } catch { result = "\(error)" }
          results.append("\(result) \(interpreter.fuelUsed) \(interpreter.randomDraws)")
          _ = interpreter.trace
          #expect(Set(interpreter.decidingLines).isSubset(of: interpreter.trace.lines))
        }
        seen.insert(results)
      }
      #expect(seen.count <= 1, "\(seen)\n\(file.text)")
    }
  }

  private func compare(_ programs: [String], names: [String]) throws {
    var compared = 0
    for ((program, name), theirs) in zip(zip(programs, names), try theirs(programs)) {
      guard let ours = try ours(program), ours.count == theirs.count else { continue }
      for (found, expected) in zip(ours, theirs) {
        // Where the results differ, as by an OverflowError, it is `DifferentialTests` that says so.
        guard let found, found.result == expected.result else { break }
        compared += 1
        let own = found.lines!.filter { !expected.unsure.contains($0) }
        let lines = expected.lines?.filter { !expected.unsure.contains($0) } ?? own
        if own == lines && found.branches == expected.branches { continue }
        let missing = Set(lines).symmetricDifference(own)
        let at = zip(found.branches, expected.branches).enumerated().first { $1.0 != $1.1 }
        Issue.record(
          """
          \(name): lines \(missing.sorted()), ours \(own), theirs \(lines)
          branches \(found.branches.count) \(expected.branches.count), \
          first \(at.map { "\($0.element)" } ?? "-")
          \(program)
          """)
        break
      }
    }
    #expect(compared > programs.count * 2)
  }

  private func theirs(_ programs: [String]) throws -> [[Step]] {
    var input = Data()
    for program in programs { input += Data("\(program.utf8.count)\n\(program)".utf8) }
    let output = try runPython("trace_policies.py", input)
    let lines = output.split(separator: UInt8(ascii: "\n"))
    try #require(lines.count == programs.count)
    return try lines.map { try JSONDecoder().decode([Step].self, from: $0) }
  }

  /// The same of ours; nil for a step that a limit of ours ended.
  private func ours(_ program: String) throws -> [Step?]? {
    let file = SourceFile(name: "policy.py", text: program)
    guard let compiled = try? PolicyProgram(source: file),
      let interpreter = try? PolicyInterpreter(
        compiled, limits: PolicyLimits(fuel: 2_000_000, callDepth: 400), seed: 0)
    else { return nil }
    interpreter.recording = .full
    interpreter.translate()
    return (0..<3).map { _ in
      var result: String
      do throws(Diagnostic) {
        interpreter.beginStep()
        let value = try interpreter.callEntry(interpreter.makeDictionary(capacity: 0))
        result = "-> " + interpreter.repr(value)
      } catch {
        result = "! " + error.kind.rawValue
        let limits: [Diagnostic.Kind] = [
          .overflow, .unsupported, .fuelExhausted, .memoryLimit, .recursion,
        ]
        if limits.contains(error.kind) { return nil }
      }
      let trace = interpreter.trace
      let scalars = (trace.output + result).unicodeScalars.prefix(10000)
      result = String(String.UnicodeScalarView(scalars))
      let branches = trace.branches.filter { $0.kind != .case && $0.kind != .except }.map {
        let line = file.position(of: $0.span.start).line
        return Branch(
          kind: $0.kind.rawValue, line: line,
          column: Int($0.span.start - file.lineSpan(at: $0.span.start).start), value: $0.value)
      }
      return Step(lines: trace.lines, result: result, branches: Array(branches.prefix(10000)))
    }
  }
}
