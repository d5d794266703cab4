// The parser: tokens to the syntax tree, by recursive descent.
//
// One token of lookahead, except for `match` (a name everywhere else). Every nested construct counts
// its depth and every node knows its height, so that neither the parser nor anything that walks the
// tree later can run out of stack; left-deep chains (`a + a + …`, `a.b.b…`) count as nesting too.
// The first error ends the parse.

struct Parser {
  let source: SourceFile
  let tokens: [Token]
  var index = 0
  var depth: Int32 = 0

  /// The levels of expressions that may stand inside each other.
  static let maximumNesting: Int32 = 200
  /// The loops of a comprehension, which run inside each other.
  static let maximumClauses = 20

  init(_ source: SourceFile, _ tokens: [Token], depth: Int32 = 0) {
    self.source = source
    self.tokens = tokens
    self.depth = depth
  }

  // MARK: Tokens

  var token: Token { tokens[index] }
  var kind: Token.Kind { tokens[index].kind }
  var start: Int32 { tokens[index].span.start }
  /// The end of the last token taken.
  var lastEnd: Int32 { index > 0 ? tokens[index - 1].span.end : 0 }

  func spanFrom(_ start: Int32) -> SourceSpan { SourceSpan(start: start, end: lastEnd) }

  @discardableResult
  mutating func take() -> Token {
    let taken = tokens[index]
    if index + 1 < tokens.count { index += 1 }
    return taken
  }

  mutating func take(if kind: Token.Kind) -> Bool {
    guard self.kind == kind else { return false }
    take()
    return true
  }

  @discardableResult
  mutating func expect(
    _ kind: Token.Kind, _ context: String = ""
  ) throws(Diagnostic) -> Token {
    guard self.kind == kind else {
      throw expected(kind.described + (context.isEmpty ? "" : " " + context))
    }
    return take()
  }

  func text(_ token: Token) -> String { source.text(of: token.span) }

  mutating func identifier(_ what: String = "a name") throws(Diagnostic) -> Identifier {
    guard kind == .name else { throw expected(what) }
    let token = take()
    return Identifier(text: text(token), span: token.span)
  }

  /// The error that something else stands at the current token.
  func expected(_ what: String, hint: String? = nil) -> Diagnostic {
    let found: String
    switch kind {
    case .newline, .indent, .dedent, .end: found = kind.rawValue
    case .string: found = "the text \(text(token).prefix(40))"
    default: found = "'\(text(token).prefix(40))'"
    }
    return Diagnostic(
      kind == .indent ? .indentation : .syntax, "expected \(what), found \(found)",
      at: token.span, in: source, hint: hint ?? habitHint)
  }

  /// What is written differently in other languages.
  private var habitHint: String? {
    let previous = index > 0 ? tokens[index - 1].kind : .newline
    switch (previous, kind) {
    case (.ampersand, .ampersand): return "'and' is written as a word"
    case (.pipe, .pipe): return "'or' is written as a word"
    case (.plus, .newline) where index > 1 && tokens[index - 2].kind == .plus:
      return "to add one, write += 1"
    case (_, .assign): return "a comparison is written '=='"
    case (.name, .string) where text(tokens[index - 1]) == "print":
      return "print is a function: print(…)"
    default: return nil
    }
  }

  func error(_ message: String, _ span: SourceSpan, hint: String? = nil) -> Diagnostic {
    Diagnostic(.syntax, message, at: span, in: source, hint: hint)
  }

  /// Whether one pair of brackets holds all of a text's tokens.
  static func isParenthesized(_ tokens: [Token]) -> Bool {
    let tokens = tokens.filter { $0.kind != .newline && $0.kind != .end }
    guard tokens.first?.kind == .leftParenthesis else { return false }
    var depth = 0
    for (index, token) in tokens.enumerated() {
      switch token.kind {
      case .leftParenthesis, .leftBracket, .leftBrace: depth += 1
      case .rightParenthesis, .rightBracket, .rightBrace: depth -= 1
      default: break
      }
      if depth == 0 { return index == tokens.count - 1 }
    }
    return false
  }

  // MARK: Nodes

  /// Enters a nested construct; the caller leaves it by restoring `depth`.
  mutating func enter() throws(Diagnostic) {
    depth += 1
    if depth > Parser.maximumNesting { throw tooDeep(token.span) }
  }

  func node(_ kind: Expression.Kind, _ start: Int32) throws(Diagnostic) -> Expression {
    let expression = Expression(kind, spanFrom(start))
    if expression.height > Parser.maximumNesting { throw tooDeep(expression.span) }
    return expression
  }

  private func tooDeep(_ span: SourceSpan) -> Diagnostic {
    error("expected at most \(Parser.maximumNesting) levels of nesting, found more", span)
  }

  // MARK: Files and blocks

  mutating func file() throws(Diagnostic) -> [Statement] {
    var statements: [Statement] = []
    while kind != .end {
      if take(if: .newline) { continue }
      try statement(into: &statements)
    }
    return statements
  }

  /// The body after a colon: an indented block, or simple statements on the same line.
  mutating func block(_ owner: String) throws(Diagnostic) -> [Statement] {
    try expect(.colon, "after \(owner)")
    var body: [Statement] = []
    guard take(if: .newline) else {
      try simpleStatements(into: &body)
      return body
    }
    guard kind == .indent else {
      var error = expected("an indented block after \(owner)")
      error.kind = .indentation
      throw error
    }
    take()
    while kind != .dedent && kind != .end { try statement(into: &body) }
    _ = take(if: .dedent)
    return body
  }

  /// One logical line, which may hold several simple statements.
  mutating func statement(into body: inout [Statement]) throws(Diagnostic) {
    if let compound = try compoundStatement() {
      body.append(compound)
    } else {
      try simpleStatements(into: &body)
    }
  }

  mutating func simpleStatements(into body: inout [Statement]) throws(Diagnostic) {
    repeat {
      body.append(try simpleStatement())
    } while take(if: .semicolon) && kind != .newline && kind != .end
    guard kind != .end else { return }
    guard kind == .newline else { throw endOfStatement() }
    take()
  }

  private func endOfStatement() -> Diagnostic {
    if kind == .assign {
      return expected("a name, a subscript or an attribute before '='")
    }
    return expected("the end of the statement")
  }
}
