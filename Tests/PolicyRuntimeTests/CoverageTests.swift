import PolicyRuntime
import PolicySyntax
import Testing

struct CoverageTests {
  static let text = """
    SIZE = 3

    def half(x):
        \"\"\"Half of it.\"\"\"
        if x > 10:
            return 5
        return x // 2

    def act(obs):
        a, b = 1, 2
        total = 0
        for i in range(SIZE):
            total += half(i)
        if obs.get("far") and total > 0:
            return 1
        return 0 if total else 2
    """

  /// The step with an observation of `{"far": far}`.
  private func runs(_ interpreter: PolicyInterpreter, far: Bool) throws -> StepRuns {
    interpreter.beginStep()
    let obs = try interpreter.makeDictionary(capacity: 1)
    try interpreter.set(obs, interpreter.intern("far"), .bool(far))
    _ = try interpreter.callEntry(obs)
    return interpreter.runs
  }

  @Test func countsAndLaterReturns() throws {
    let interpreter = try interpreter(CoverageTests.text)
    interpreter.recording = .full
    var coverage = Coverage(interpreter.program)
    coverage.add(try runs(interpreter, far: true), laterReturn: 6)
    coverage.add(try runs(interpreter, far: false), laterReturn: 1)
    coverage.add(try runs(interpreter, far: false), laterReturn: 3)

    #expect(coverage.steps == 3 && coverage.laterReturn == 10)
    #expect(coverage.lines.map(\.number) == [5, 6, 7, 10, 11, 12, 13, 14, 15, 16])
    #expect(coverage.lines.map(\.runs.count) == [9, 0, 9, 3, 3, 12, 9, 3, 1, 2])
    #expect(coverage.lines.map(\.runs.steps) == [3, 0, 3, 3, 3, 3, 3, 3, 1, 2])
    let sides = coverage.branches.map {
      "\($0.kind) \($0.line) \($0.whenTrue.count) \($0.whenFalse.count)"
    }
    #expect(sides == ["if 5 0 9", "for 12 9 3", "if 14 1 2", "and 14 1 2", "conditional 16 2 0"])
    let returned = coverage.lines[8].runs
    #expect(coverage.meanReturns(returned) == (6, 2))
    #expect(coverage.meanReturns(coverage.lines[1].runs) == (nil, 10.0 / 3))
    #expect(coverage.meanReturns(coverage.lines[0].runs) == (10.0 / 3, nil))
  }

  @Test func mergingIsAddingAll() throws {
    let interpreter = try interpreter(CoverageTests.text)
    interpreter.recording = .full
    let steps = try [true, false, true].map { try runs(interpreter, far: $0) }
    var all = Coverage(interpreter.program)
    for (index, step) in steps.enumerated() { all.add(step, laterReturn: Double(index)) }
    var first = Coverage(interpreter.program)
    first.add(steps[0], laterReturn: 0)
    var second = Coverage(interpreter.program)
    second.add(steps[1], laterReturn: 1)
    second.add(steps[2], laterReturn: 2)
    first.merge(second)
    #expect(first == all)
  }

  /// The lines that have runs are those of the trace, in random programs.
  @Test func linesAreThoseOfTheTrace() throws {
    for index in 0..<200 {
      var generator = ProgramGenerator(seed: 7_000_003 + UInt64(index))
      let text = generator.program()
      guard let interpreter = try? interpreter(text) else { continue }
      interpreter.recording = .full
      _ = try? interpreter.step()
      var coverage = Coverage(interpreter.program)
      coverage.add(interpreter.runs)
      let ran = coverage.lines.filter { $0.runs.steps == 1 }.map(\.number)
      let trace = interpreter.trace
      #expect(ran == trace.lines.sorted(), "\(text)")
      let sides = coverage.branches.reduce(0) { $0 + $1.whenTrue.count + $1.whenFalse.count }
      #expect(sides == trace.branches.count, "\(text)")
    }
  }
}
