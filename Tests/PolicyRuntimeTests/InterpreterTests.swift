import PolicyRuntime
import PolicySyntax
import Testing

/// Compiles and makes an interpreter of a text.
func interpreter(
  _ text: String, limits: PolicyLimits = .default, seed: UInt64 = 0
) throws -> PolicyInterpreter {
  let program = try PolicyProgram(source: SourceFile(name: "policy.py", text: text))
  return try PolicyInterpreter(program, limits: limits, seed: seed)
}

extension PolicyInterpreter {
  /// Runs one step on an empty observation and gives the text of the result.
  func step() throws -> String {
    beginStep()
    return repr(try callEntry(try makeDictionary(capacity: 0)))
  }
}

struct InterpreterTests {
  @Test func hostBuildsTheObservation() throws {
    let interpreter = try interpreter(
      """
      def act(obs):
          ball = obs.get("Ball")
          return 0 if ball is None else ball["x"] + len(obs["xs"])
      """)
    let (ball, x, xs) = (
      interpreter.intern("Ball"), interpreter.intern("x"), interpreter.intern("xs")
    )
    for step in 0..<100 {
      interpreter.beginStep()
      let obs = try interpreter.makeDictionary(capacity: 2)
      let box = try interpreter.makeDictionary(capacity: 1)
      try interpreter.set(box, x, .int(step))
      try interpreter.set(obs, ball, box)
      let list = try interpreter.makeList(capacity: 0)
      for _ in 0..<step { try interpreter.append(.real(0.5), to: list) }
      try interpreter.set(obs, xs, list)
      #expect(try interpreter.callEntry(obs).integer == 2 * step)
    }
  }

  /// Values made by the module's code are the same in every step: changing them is an error.
  @Test func stepsAreStateless() throws {
    let interpreter = try interpreter(
      """
      history = []
      def act(obs):
          history.append(1)
          return len(history)
      """)
    for _ in 0..<2 {
      #expect(throws: Diagnostic.self) { try interpreter.step() }
    }
    let copying = try self.interpreterWithCopy()
    #expect(try copying.step() == "[1, 2]")
    #expect(try copying.step() == "[1, 2]")
  }

  private func interpreterWithCopy() throws -> PolicyInterpreter {
    try interpreter(
      "base = [1]\ndef act(obs):\n    xs = list(base)\n    xs.append(2)\n    return xs")
  }

  @Test func randomStreamIsCPythons() throws {
    // random.seed(7); [random.random(), random.randint(0, 99), random.choice("abc")]
    let text = """
      import random
      def act(obs):
          return [random.random(), random.randint(0, 99), random.choice("abc")]
      """
    let interpreter = try interpreter(text, seed: 7)
    #expect(interpreter.randomDraws == 0)
    let first = try interpreter.step()
    #expect(first == "[0.32383276483316237, 19, 'b']")
    #expect(interpreter.randomDraws == 3)
    let state = interpreter.randomState
    let second = try interpreter.step()
    #expect(try interpreter.step() != second)
    interpreter.randomState = state
    #expect(try interpreter.step() == second)
    interpreter.reseed(7)
    #expect(try interpreter.step() == first)
  }
}
