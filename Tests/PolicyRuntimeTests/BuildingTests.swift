import PolicyRuntime
import PolicySyntax
import TestSupport
import Testing

/// Observations laid out flat, which stand in memory and are written over, against the same values
/// made entry by entry.
@Suite struct BuildingTests {
  /// Returns what it sees of its argument; changes it where that says so, and remembers a part.
  private static let source = """
    class Policy:
        def __init__(self):
            self.kept = []

        def __call__(self, obs):
            found = [obs[key] == value for key, value in obs.items()]
            seen = repr(obs), len(obs), all(found), "k3" in obs, "missing" in obs, repr(self.kept)
            if "k20" in obs and isinstance(obs["k20"], dict):
                obs["k20"]["changed"] = 1
            if "k21" in obs:
                obs["more"] = obs["k21"]
            if "k22" in obs and isinstance(obs["k22"], list):
                obs["k22"].append(7)
            if "k23" in obs:
                self.kept = self.kept[-2:] + [obs["k23"]]
            return seen
    """

  /// An observation: entries under the numbers of their keys.
  private indirect enum Value {
    case int(Int)
    case real(Double)
    case text(Int)
    case list([Value])
    case dictionary([(key: Int, value: Value)])
  }

  @Test func whatStandsIsAsGoodAsNew() throws {
    let program = try PolicyProgram(source: SourceFile(name: "policy.py", text: Self.source))
    let standing = try PolicyInterpreter(program, seed: 0)
    let new = try PolicyInterpreter(program, seed: 0)
    let keys = (0..<40).map { standing.intern("k\($0)") }
    let others = (0..<40).map { new.intern("k\($0)") }
    var choices = Choices(state: 5)
    var entries: [(key: Int, value: Value)] = []
    for round in 0..<5000 {
      change(&entries, &choices)
      var tokens: [ValueToken] = []
      flatten(.dictionary(entries), key: nil, into: &tokens)
      standing.beginStep()
      // At times something else is made first, and the observation is one of the step alone.
      if round % 50 == 49 { _ = try standing.makeList(capacity: 3) }
      let flat = try tokens.withUnsafeBufferPointer { try standing.makeValue($0, strings: keys) }
      new.beginStep()
      let piecewise = try make(.dictionary(entries), others, new)
      let expected = new.repr(try new.callEntry(piecewise))
      try #require(standing.repr(try standing.callEntry(flat)) == expected)
      #expect(expected.contains("True"))
    }
  }

  @Test func theMemoryLimitHolds() throws {
    let program = try PolicyProgram(source: SourceFile(name: "policy.py", text: Self.source))
    var limits = PolicyLimits.default
    limits.memory = 1 << 16
    let interpreter = try PolicyInterpreter(program, limits: limits, seed: 0)
    let keys = [interpreter.intern("k")]
    let tokens =
      [.dictionary(count: 1, key: nil), ValueToken.list(count: 10_000, key: 0)]
      + [ValueToken](repeating: .int(1, key: nil), count: 10_000)
    for _ in 0..<3 {
      interpreter.beginStep()
      let error = #expect(throws: Diagnostic.self) {
        try tokens.withUnsafeBufferPointer { try interpreter.makeValue($0, strings: keys) }
      }
      #expect(error?.kind == .memoryLimit)
      interpreter.beginStep()
      let small = [ValueToken.dictionary(count: 1, key: nil), .int(1, key: 0)]
      let value = try small.withUnsafeBufferPointer { try interpreter.makeValue($0, strings: keys) }
      #expect(interpreter.repr(value) == "{'k': 1}")
    }
  }

  /// Other numbers, and at times other entries.
  private func change(_ entries: inout [(key: Int, value: Value)], _ choices: inout Choices) {
    for index in entries.indices {
      entries[index].value = renumbered(entries[index].value, &choices)
    }
    switch choices.next(below: 8) {
    case 0:
      let first = choices.next(below: 10)
      entries = (first..<(first + choices.next(below: 30))).map { ($0, value(3, &choices)) }
    case 1 where !entries.isEmpty: entries.remove(at: choices.next(below: entries.count))
    case 2 where !entries.isEmpty:
      entries[choices.next(below: entries.count)].value = value(3, &choices)
    case 3:
      let key = choices.next(below: 40)
      if !entries.contains(where: { $0.key == key }) {
        entries.insert((key, value(2, &choices)), at: choices.next(below: entries.count + 1))
      }
    default: break
    }
  }

  private func renumbered(_ value: Value, _ choices: inout Choices) -> Value {
    switch value {
    case .int: return .int(choices.next(below: 1000) - 500)
    case .real: return .real(Double(choices.next(below: 100)) / 8)
    case .text: return value
    case .list(let items): return .list(items.map { renumbered($0, &choices) })
    case .dictionary(let entries):
      return .dictionary(entries.map { ($0.key, renumbered($0.value, &choices)) })
    }
  }

  private func value(_ depth: Int, _ choices: inout Choices) -> Value {
    switch depth <= 0 ? choices.next(below: 3) : choices.next(below: 5) {
    case 0: return .int(choices.next(below: 1000) - 500)
    case 1: return .real(Double(choices.next(below: 100)) / 8)
    case 2: return .text(choices.next(below: 40))
    case 3: return .list((0..<choices.next(below: 5)).map { _ in value(depth - 1, &choices) })
    default:
      let first = choices.next(below: 10)
      return .dictionary(
        (first..<(first + choices.next(below: 12))).map { ($0, value(depth - 1, &choices)) })
    }
  }

  private func flatten(_ value: Value, key: Int?, into tokens: inout [ValueToken]) {
    switch value {
    case .int(let number): tokens.append(.int(number, key: key))
    case .real(let number): tokens.append(.real(number, key: key))
    case .text(let number): tokens.append(.text(number, key: key))
    case .list(let items):
      tokens.append(.list(count: items.count, key: key))
      for item in items { flatten(item, key: nil, into: &tokens) }
    case .dictionary(let entries):
      tokens.append(.dictionary(count: entries.count, key: key))
      for entry in entries { flatten(entry.value, key: entry.key, into: &tokens) }
    }
  }

  private func make(
    _ value: Value, _ keys: [InternedString], _ interpreter: PolicyInterpreter
  ) throws -> PolicyValue {
    switch value {
    case .int(let number): return .int(number)
    case .real(let number): return .real(number)
    case .text(let number): return .string(keys[number])
    case .list(let items):
      let list = try interpreter.makeList(capacity: items.count)
      for item in items { try interpreter.append(make(item, keys, interpreter), to: list) }
      return list
    case .dictionary(let entries):
      let dictionary = try interpreter.makeDictionary(capacity: entries.count)
      for entry in entries {
        try interpreter.set(dictionary, keys[entry.key], make(entry.value, keys, interpreter))
      }
      return dictionary
    }
  }
}
