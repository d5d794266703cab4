extension Parser {
  /// Whether the word `match` here begins a statement: its line ends in a colon and a `case` follows.
  var isMatchStatement: Bool {
    guard kind == .name, text(token) == "match" else { return false }
    var ahead = index + 1
    switch tokens[ahead].kind {
    case .newline, .assign, .dot, .comma, .colon, .end: return false
    default: break
    }
    while tokens[ahead].kind != .newline, tokens[ahead].kind != .end { ahead += 1 }
    guard tokens[ahead].kind == .newline, tokens[ahead - 1].kind == .colon,
      tokens[ahead + 1].kind == .indent
    else { return false }
    return tokens[ahead + 2].kind == .name && text(tokens[ahead + 2]) == "case"
  }

  mutating func matchStatement() throws(Diagnostic) -> Statement.Kind {
    take()
    let start = self.start
    var subject = try starOrNamed(allowNamed: true)
    if kind == .comma {
      var items = [subject]
      while take(if: .comma), startsExpression { items.append(try starOrNamed(allowNamed: true)) }
      subject = try node(.tuple(items), start)
    }
    try expect(.colon, "after the subject of 'match'")
    try expect(.newline)
    try expect(.indent)
    var cases: [MatchCase] = []
    while kind != .dedent && kind != .end {
      let start = self.start
      guard kind == .name, text(token) == "case" else { throw expected("'case'") }
      take()
      let pattern = try openPattern()
      let condition = take(if: .if) ? try namedExpression() : nil
      let body = try block("the pattern")
      let span = SourceSpan(start: start, end: body.last?.span.end ?? lastEnd)
      cases.append(MatchCase(span: span, pattern: pattern, condition: condition, body: body))
    }
    _ = take(if: .dedent)
    return .match(subject: subject, cases: cases)
  }

  /// A pattern that may be a sequence without brackets.
  private mutating func openPattern() throws(Diagnostic) -> Pattern {
    let start = self.start
    let first = try starPattern()
    guard kind == .comma else {
      if case .star = first.kind { throw expected("',' after a starred pattern") }
      return first
    }
    var items = [first]
    while take(if: .comma), kind != .colon, kind != .if { items.append(try starPattern()) }
    return Pattern(span: spanFrom(start), kind: .sequence(items))
  }

  private mutating func starPattern() throws(Diagnostic) -> Pattern {
    let start = self.start
    guard take(if: .star) else { return try pattern() }
    let name = try captureName()
    return Pattern(span: spanFrom(start), kind: .star(name))
  }

  private mutating func captureName() throws(Diagnostic) -> Identifier? {
    let name = try identifier()
    return name.text == "_" ? nil : name
  }

  private mutating func pattern() throws(Diagnostic) -> Pattern {
    let outer = depth
    try enter()
    defer { depth = outer }
    let start = self.start
    var pattern = try closedPattern()
    if kind == .pipe {
      var alternatives = [pattern]
      while take(if: .pipe) { alternatives.append(try closedPattern()) }
      pattern = Pattern(span: spanFrom(start), kind: .or(alternatives))
    }
    guard take(if: .as) else { return pattern }
    let name = try identifier("a name after 'as'")
    return Pattern(span: spanFrom(start), kind: .named(pattern, name))
  }

  private mutating func closedPattern() throws(Diagnostic) -> Pattern {
    let start = self.start
    switch kind {
    case .none, .true, .false:
      let constant: Constant =
        kind == .none ? .none : .boolean(kind == .true)
      take()
      return Pattern(span: spanFrom(start), kind: .singleton(constant))
    case .number, .minus, .string:
      let value = try binary(4)
      return Pattern(span: spanFrom(start), kind: .value(value))
    case .leftParenthesis, .leftBracket: return try groupPattern()
    case .leftBrace: return try mappingPattern()
    case .name: return try namePattern()
    default: throw expected("a pattern")
    }
  }

  private mutating func groupPattern() throws(Diagnostic) -> Pattern {
    let open = take()
    let close: Token.Kind = open.kind == .leftParenthesis ? .rightParenthesis : .rightBracket
    var items: [Pattern] = []
    var sawComma = false
    while kind != close {
      items.append(try starPattern())
      guard take(if: .comma) else { break }
      sawComma = true
    }
    try expect(close, "to close the pattern")
    if close == .rightParenthesis, !sawComma, let only = items.first {
      if case .star = only.kind {} else { return only }
    }
    return Pattern(span: spanFrom(open.span.start), kind: .sequence(items))
  }

  private mutating func mappingPattern() throws(Diagnostic) -> Pattern {
    let start = take().span.start
    var entries: [Pattern.Entry] = []
    var rest: Identifier?
    while kind != .rightBrace {
      if take(if: .doubleStar) {
        rest = try identifier()
      } else {
        let key = kind == .name ? try dottedExpression() : try binary(4)
        try expect(.colon, "after the key")
        entries.append(Pattern.Entry(key: key, pattern: try pattern()))
      }
      guard take(if: .comma) else { break }
    }
    try expect(.rightBrace, "to close the pattern")
    return Pattern(span: spanFrom(start), kind: .mapping(entries, rest: rest))
  }

  private mutating func dottedExpression() throws(Diagnostic) -> Expression {
    let start = self.start
    let first = try identifier()
    var value = try node(.name(first.text), start)
    while take(if: .dot) {
      let name = try identifier("a name after '.'")
      value = try node(.attribute(value, name), start)
    }
    return value
  }

  private mutating func namePattern() throws(Diagnostic) -> Pattern {
    let start = self.start
    let name = Identifier(text: text(token), span: token.span)
    let value = try dottedExpression()
    if kind == .leftParenthesis {
      take()
      var positional: [Pattern] = []
      var keywords: [Pattern.Keyword] = []
      while kind != .rightParenthesis {
        if kind == .name, tokens[index + 1].kind == .assign {
          let keyword = try identifier()
          take()
          keywords.append(Pattern.Keyword(name: keyword, pattern: try pattern()))
        } else {
          positional.append(try pattern())
        }
        guard take(if: .comma) else { break }
      }
      try expect(.rightParenthesis, "to close the pattern")
      return Pattern(
        span: spanFrom(start),
        kind: .instance(value, positional: positional, keywords: keywords))
    }
    if case .attribute = value.kind {
      return Pattern(span: spanFrom(start), kind: .value(value))
    }
    return Pattern(span: spanFrom(start), kind: .capture(name.text == "_" ? nil : name))
  }
}
