import PolicyRuntime
import PolicySyntax
import TestSupport
import Testing

/// Values laid out flat against the same values made entry by entry.
@Suite struct BuildingTests {
  /// Returns its argument, its length, and what it finds by key.
  private static let source = """
    def act(obs):
        found = [obs[key] == value for key, value in obs.items()]
        return obs, len(obs), all(found), "k3" in obs, "missing" in obs
    """

  @Test func flatAndPiecewiseValuesAreEqual() throws {
    let program = try PolicyProgram(source: SourceFile(name: "policy.py", text: Self.source))
    let interpreter = try PolicyInterpreter(program, seed: 0)
    let keys = (0..<40).map { interpreter.intern("k\($0)") }
    var choices = Choices(state: 5)
    for round in 0..<500 {
      interpreter.beginStep()
      var tokens: [ValueToken] = []
      let piecewise = try make(
        &tokens, key: nil, isRoot: true, depth: round % 4, keys, interpreter, &choices)
      let flat = try interpreter.makeValue(tokens.span)
      let expected = interpreter.repr(try interpreter.callEntry(piecewise))
      #expect(interpreter.repr(flat) == interpreter.repr(piecewise))
      try #require(interpreter.repr(try interpreter.callEntry(flat)) == expected)
      #expect(expected.contains("True"))
    }
  }

  @Test func theMemoryLimitHolds() throws {
    let program = try PolicyProgram(source: SourceFile(name: "policy.py", text: Self.source))
    var limits = PolicyLimits.default
    limits.memory = 1 << 16
    let interpreter = try PolicyInterpreter(program, limits: limits, seed: 0)
    let tokens =
      [ValueToken.list(count: 10_000, key: nil)]
      + [ValueToken](repeating: .int(1, key: nil), count: 10_000)
    let error = #expect(throws: Diagnostic.self) { try interpreter.makeValue(tokens.span) }
    #expect(error?.kind == .memoryLimit)
    interpreter.beginStep()
    #expect(interpreter.repr(try interpreter.makeValue([ValueToken.int(1, key: nil)].span)) == "1")
  }

  private func make(
    _ tokens: inout [ValueToken], key: InternedString?, isRoot: Bool, depth: Int,
    _ keys: [InternedString], _ interpreter: PolicyInterpreter, _ choices: inout Choices
  ) throws -> PolicyValue {
    switch isRoot ? 4 : depth <= 0 ? choices.next(below: 3) : choices.next(below: 5) {
    case 0:
      let value = choices.next(below: 1000) - 500
      tokens.append(.int(value, key: key))
      return .int(value)
    case 1:
      let value = Double(choices.next(below: 100)) / 8
      tokens.append(.real(value, key: key))
      return .real(value)
    case 2:
      tokens.append(.string(keys[3], key: key))
      return .string(keys[3])
    case 3:
      let count = choices.next(below: 5)
      tokens.append(.list(count: count, key: key))
      let list = try interpreter.makeList(capacity: count)
      for _ in 0..<count {
        let value = try make(
          &tokens, key: nil, isRoot: false, depth: depth - 1, keys, interpreter, &choices)
        try interpreter.append(value, to: list)
      }
      return list
    default:
      let count = choices.next(below: isRoot ? 30 : 6)
      tokens.append(.dictionary(count: count, key: key))
      let dictionary = try interpreter.makeDictionary(capacity: count)
      let first = choices.next(below: 10)
      for key in keys[first..<first + count] {
        let value = try make(
          &tokens, key: key, isRoot: false, depth: depth - 1, keys, interpreter, &choices)
        try interpreter.set(dictionary, key, value)
      }
      return dictionary
    }
  }
}
