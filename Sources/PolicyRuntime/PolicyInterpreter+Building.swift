import PolicySyntax

extension PolicyInterpreter {
  /// The dictionary that the tokens lay out, made in this step.
  ///
  /// Where it is the first value of the step it stands in memory when the step ends. The next one is
  /// then made by writing its numbers over it, entry by entry; only entries that are new or whose
  /// keys or lengths changed are built. That costs about a nanosecond a token, building ten.
  ///
  /// - Parameters:
  ///   - tokens: A dictionary with all its entries, and nothing else.
  ///   - strings: What keys and texts are numbers of; the same in every call.
  /// - Throws: Where it does not fit the memory limit.
  public func makeValue(
    _ tokens: UnsafeBufferPointer<ValueToken>, strings: [InternedString]
  ) throws(Diagnostic) -> PolicyValue {
    do {
      return try heap.makeObservation(unsafe Span(_unsafeElements: tokens), strings.span)
    } catch {
      throw diagnostic(error)
    }
  }
}
