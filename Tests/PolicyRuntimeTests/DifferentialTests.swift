import Foundation
import Testing

/// Random programs must print and return the same here and under CPython, or fail alike.
struct DifferentialTests {
  /// `CARTWRIGHT_PROGRAMS=100000` runs more of them, `CARTWRIGHT_SEED=7` others.
  @Test(.enabled(if: python != nil, "no python3 on this machine"))
  func randomProgramsAgree() throws {
    let environment = ProcessInfo.processInfo.environment
    let count = environment["CARTWRIGHT_PROGRAMS"].flatMap(Int.init) ?? 2000
    let seed = environment["CARTWRIGHT_SEED"].flatMap(UInt64.init) ?? 1
    var compared = 0
    var excused = 0
    var failures = 0
    for start in stride(from: 0, to: count, by: 1000) {
      let programs = (start..<min(start + 1000, count)).map { index in
        var generator = ProgramGenerator(seed: seed &* 1_000_003 &+ UInt64(index))
        return generator.program()
      }
      let theirs = try cpython(programs)
      for (index, (program, expected)) in zip(programs, theirs).enumerated() {
        // In a comprehension, a variable without a value is one error or the other by version.
        let found = ours(program).replacing("! UnboundLocalError", with: "! NameError")
        let expected = expected.replacing("! UnboundLocalError", with: "! NameError")
        if found == expected {
          compared += 1
        } else if isDocumentedDifference(found) || isDocumentedDifference(expected)
          || expected.utf8.count > 500_000
        {
          excused += 1
        } else if failures < 5 {
          failures += 1
          let same = zip(found, expected).prefix { $0 == $1 }.count
          Issue.record(
            """
            program \(start + index) of seed \(seed), after '\(found.prefix(same).suffix(50))'
            ours:   \(found.dropFirst(same).prefix(200))
            theirs: \(expected.dropFirst(same).prefix(200))
            \(program)
            """)
        }
      }
    }
    #expect(compared > count * 9 / 10)
    #expect(excused < count / 20, "\(excused) programs were not compared")
  }
}
