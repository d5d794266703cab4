import Objects
import PolicyRuntime
import PolicySyntax

/// Turns an observation tape into the dictionary that a policy receives.
///
/// Every key of every game is interned once, when the policy is loaded; a step then copies tokens
/// into the interpreter's own memory and allocates nothing.
package struct ObservationBinding {
  private let keys: [InternedString]

  package init(_ interpreter: PolicyInterpreter) {
    keys = ObservationKey.all.map { interpreter.intern($0.name) }
  }

  /// Builds the observation in the interpreter's current step and returns it.
  ///
  /// Throws where the observation does not fit the interpreter's memory limit.
  package func load(
    _ tape: borrowing ObservationTape, into interpreter: PolicyInterpreter
  ) throws(Diagnostic) -> PolicyValue {
    var next = 0
    return try value(tape.tokens, &next, interpreter)
  }

  private func value(
    _ tokens: borrowing [ObservationTape.Token], _ next: inout Int, _ interpreter: PolicyInterpreter
  ) throws(Diagnostic) -> PolicyValue {
    let token = tokens[next]
    next += 1
    switch token.kind {
    case .int: return .int(token.integer)
    case .real: return .real(token.real)
    case .text: return .string(keys[token.integer])
    case .list:
      let list = try interpreter.makeList(capacity: token.integer)
      for _ in 0..<token.integer {
        try interpreter.append(value(tokens, &next, interpreter), to: list)
      }
      return list
    case .dictionary:
      let dictionary = try interpreter.makeDictionary(capacity: token.integer)
      for _ in 0..<token.integer {
        guard let key = tokens[next].key else { preconditionFailure("an entry without a key") }
        try interpreter.set(
          dictionary, keys[Int(key.rawValue)], value(tokens, &next, interpreter))
      }
      return dictionary
    }
  }
}
