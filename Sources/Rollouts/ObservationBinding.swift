import Objects
import PolicyRuntime
import PolicySyntax

/// Turns an observation tape into the dictionary that a policy receives.
///
/// Every key of every game is interned once, when the policy is loaded.
package final class ObservationBinding {
  private let strings: [InternedString]

  package init(_ interpreter: PolicyInterpreter) {
    strings = ObservationKey.all.map { interpreter.intern($0.name) }
  }

  /// Makes the observation in the interpreter's current step and returns it; after the first steps
  /// this allocates nothing.
  ///
  /// Throws where the observation does not fit the interpreter's memory limit.
  package func load(
    _ tape: borrowing ObservationTape, into interpreter: PolicyInterpreter
  ) throws(Diagnostic) -> PolicyValue {
    // Both kinds of tokens have the same sixteen bytes; a test holds them together.
    try tape.tokens.span.withUnsafeBufferPointer { (tokens) throws(Diagnostic) in
      try tokens.withMemoryRebound(to: ValueToken.self) { (tokens) throws(Diagnostic) in
        try interpreter.makeValue(tokens, strings: strings)
      }
    }
  }
}
