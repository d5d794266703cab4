import Objects
import PolicyRuntime
import PolicySyntax

/// Turns an observation tape into the dictionary that a policy receives.
///
/// Every key of every game is interned once, when the policy is loaded; a step then copies tokens
/// into the interpreter's own memory and, after the first steps, allocates nothing.
package final class ObservationBinding {
  private let keys: [InternedString]
  /// The tape in the interpreter's terms; kept for its storage.
  private var tokens: [ValueToken] = []

  package init(_ interpreter: PolicyInterpreter) {
    keys = ObservationKey.all.map { interpreter.intern($0.name) }
  }

  /// Builds the observation in the interpreter's current step and returns it.
  ///
  /// Throws where the observation does not fit the interpreter's memory limit.
  package func load(
    _ tape: borrowing ObservationTape, into interpreter: PolicyInterpreter
  ) throws(Diagnostic) -> PolicyValue {
    // Taken out for the time, which spares a check of exclusive access for each token.
    var tokens = self.tokens
    self.tokens = []
    defer { self.tokens = tokens }
    let source = tape.tokens.span
    while tokens.count < source.count { tokens.append(.int(0, key: nil)) }
    var flat = tokens.mutableSpan
    let names = keys
    let keys = names.span
    for index in source.indices {
      let token = source[index]
      let key: InternedString? = if let key = token.key { keys[Int(key.rawValue)] } else { nil }
      switch token.kind {
      case .int: flat[index] = .int(token.integer, key: key)
      case .real: flat[index] = .real(token.real, key: key)
      case .text: flat[index] = .string(keys[token.integer], key: key)
      case .list: flat[index] = .list(count: token.integer, key: key)
      case .dictionary: flat[index] = .dictionary(count: token.integer, key: key)
      }
    }
    return try interpreter.makeValue(tokens.span)
  }
}
