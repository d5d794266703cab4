/// What parts of a policy's text are, for those who show it in colours.
public struct SyntaxColoring: Sendable {
  /// What a part is.
  public enum Kind: Sendable, Hashable {
    case keyword, string, number, comment
    /// The name that a `def` or a `class` gives.
    case definition
  }

  /// A part and what it is.
  public struct Part: Sendable, Hashable {
    /// Offsets of UTF-8 bytes.
    public let range: Range<Int>
    public let kind: Kind
  }

  /// The parts in the order of the text, without overlap. What is not in them is plain.
  ///
  /// A text that is no policy has the parts before its first error. Costs one pass of the lexer.
  public let parts: [Part]

  /// Reads a text.
  public init(_ text: String) {
    var lexer = Lexer(SourceFile(name: "", text: text))
    try? lexer.run()
    var parts = lexer.comments.map { Part(range: $0.range, kind: .comment) }
    var last: Token.Kind?
    for token in lexer.tokens {
      defer { last = token.kind }
      let kind: Kind? =
        switch token.kind {
        case .string: .string
        case .number: .number
        case .name: last == .def || last == .class ? .definition : nil
        default: token.kind.isKeyword ? .keyword : nil
        }
      if let kind { parts.append(Part(range: token.span.range, kind: kind)) }
    }
    self.parts = parts.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }
}
