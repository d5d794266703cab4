extension Parser {
  mutating func atom() throws(Diagnostic) -> Expression {
    let token = self.token
    let start = token.span.start
    switch token.kind {
    case .name:
      take()
      return try node(.name(text(token)), start)
    case .number:
      take()
      return try node(.constant(try numberValue(token.span)), start)
    case .string: return try strings()
    case .none: return try constant(.none)
    case .true: return try constant(.boolean(true))
    case .false: return try constant(.boolean(false))
    case .ellipsis: return try constant(.ellipsis)
    case .leftParenthesis: return try parenthesized()
    case .leftBracket: return try list()
    case .leftBrace: return try braces()
    default: throw expected("an expression")
    }
  }

  private mutating func constant(_ value: Constant) throws(Diagnostic) -> Expression {
    let token = take()
    return try node(.constant(value), token.span.start)
  }

  // MARK: Brackets

  private mutating func parenthesized() throws(Diagnostic) -> Expression {
    let start = take().span.start
    if take(if: .rightParenthesis) { return try node(.tuple([]), start) }
    if kind == .yield {
      let value = try yieldExpression()
      try expect(.rightParenthesis)
      return value
    }
    let first = try starOrNamed(allowNamed: true)
    if kind == .for || kind == .async {
      let generator = try comprehension(.generator, first, nil, start)
      try expect(.rightParenthesis, "to close the generator")
      return Expression(generator.kind, spanFrom(start))
    }
    if kind == .comma {
      let items = try rest(of: first, until: .rightParenthesis)
      try expect(.rightParenthesis, "or ',' in the tuple")
      return try node(.tuple(items), start)
    }
    if case .starred = first.kind {
      throw error("expected a comma after a starred expression in parentheses", first.span)
    }
    try expect(.rightParenthesis, "to close the parentheses")
    return first
  }

  private mutating func list() throws(Diagnostic) -> Expression {
    let start = take().span.start
    if take(if: .rightBracket) { return try node(.list([]), start) }
    let first = try starOrNamed(allowNamed: true)
    if kind == .for || kind == .async {
      let result = try comprehension(.list, first, nil, start)
      try expect(.rightBracket, "to close the comprehension")
      return Expression(result.kind, spanFrom(start))
    }
    let items = try rest(of: first, until: .rightBracket)
    try expect(.rightBracket, "or ',' in the list")
    return try node(.list(items), start)
  }

  /// The items after the first, up to the closing bracket.
  private mutating func rest(
    of first: Expression, until close: Token.Kind
  ) throws(Diagnostic) -> [Expression] {
    var items = [first]
    while take(if: .comma), kind != close { items.append(try starOrNamed(allowNamed: true)) }
    return items
  }

  private mutating func braces() throws(Diagnostic) -> Expression {
    let start = take().span.start
    if take(if: .rightBrace) { return try node(.dictionary([]), start) }
    if kind != .doubleStar {
      let first = try starOrNamed(allowNamed: true)
      if kind == .for || kind == .async {
        let result = try comprehension(.set, first, nil, start)
        try expect(.rightBrace, "to close the comprehension")
        return Expression(result.kind, spanFrom(start))
      }
      guard kind == .colon else {
        let items = try rest(of: first, until: .rightBrace)
        try expect(.rightBrace, "or ',' in the set")
        return try node(.set(items), start)
      }
      take()
      let value = try expression()
      if kind == .for || kind == .async {
        let result = try comprehension(.dictionary, first, value, start)
        try expect(.rightBrace, "to close the comprehension")
        return Expression(result.kind, spanFrom(start))
      }
      return try dictionary([DictionaryEntry(key: first, value: value)], start)
    }
    return try dictionary([], start)
  }

  private mutating func dictionary(
    _ first: [DictionaryEntry], _ start: Int32
  ) throws(Diagnostic) -> Expression {
    var entries = first
    if entries.isEmpty || take(if: .comma) {
      while kind != .rightBrace {
        if take(if: .doubleStar) {
          entries.append(DictionaryEntry(key: nil, value: try binary(0)))
        } else {
          let key = try expression()
          try expect(.colon, "after the key")
          entries.append(DictionaryEntry(key: key, value: try expression()))
        }
        guard take(if: .comma) else { break }
      }
    }
    try expect(.rightBrace, "or ',' in the dictionary")
    return try node(.dictionary(entries), start)
  }

  // MARK: Comprehensions, lambdas, yield

  mutating func comprehension(
    _ form: Comprehension.Form, _ element: Expression, _ value: Expression?, _ start: Int32
  ) throws(Diagnostic) -> Expression {
    if case .starred = element.kind {
      throw error("expected an element without a star in a comprehension", element.span)
    }
    var clauses: [Comprehension.Clause] = []
    while kind == .for || kind == .async {
      guard clauses.count < Parser.maximumClauses else {
        throw error(
          "expected at most \(Parser.maximumClauses) 'for' in a comprehension, found more",
          token.span)
      }
      let isAsync = take(if: .async)
      try expect(.for)
      let target = try targetList()
      try checkTarget(target)
      try expect(.in, "after the target of the comprehension")
      let iterable = try disjunction()
      var conditions: [Expression] = []
      while take(if: .if) { conditions.append(try condition()) }
      clauses.append(
        Comprehension.Clause(
          target: target, iterable: iterable, conditions: conditions, isAsync: isAsync))
    }
    let comprehension = Comprehension(form: form, element: element, value: value, clauses: clauses)
    return try node(.comprehension(comprehension), start)
  }

  /// A condition of a comprehension: no conditional expression, but `:=` may stand here.
  private mutating func condition() throws(Diagnostic) -> Expression {
    kind == .name && tokens[index + 1].kind == .walrus
      ? try namedExpression() : try disjunction()
  }

  mutating func lambda() throws(Diagnostic) -> Expression {
    let start = take().span.start
    let parameters = try parameters(until: .colon, annotated: false)
    try expect(.colon, "after the parameters of the lambda")
    let body = try expression()
    return try node(.lambda(parameters, body), start)
  }

  mutating func yieldExpression() throws(Diagnostic) -> Expression {
    let start = take().span.start
    if take(if: .from) {
      let value = try expression()
      return try node(.yieldFrom(value), start)
    }
    guard startsExpression else { return try node(.yield(nil), start) }
    let outer = depth
    try enter()
    defer { depth = outer }
    let value = try expressionList()
    return try node(.yield(value), start)
  }

  /// Parameters up to `close`, which stays.
  mutating func parameters(
    until close: Token.Kind, annotated: Bool
  ) throws(Diagnostic) -> Parameters {
    typealias Parameter = Parameters.Parameter
    var all: [Parameter] = []
    var names: Set<String> = []
    var keywordOnly = false
    var needsName = false
    var sawDefault = false
    while kind != close {
      let start = token.span
      if take(if: .slash) {
        guard !keywordOnly, !all.isEmpty, all.allSatisfy({ $0.form == .positional }) else {
          throw error("expected '/' after positional parameters, found it elsewhere", start)
        }
        all = all.map {
          Parameter(
            name: $0.name, form: .positionalOnly, annotation: $0.annotation,
            defaultValue: $0.defaultValue)
        }
      } else {
        let form: Parameter.Form
        if take(if: .doubleStar) {
          form = .doubleStar
        } else if take(if: .star) {
          guard !keywordOnly else { throw error("expected one '*', found another", start) }
          keywordOnly = true
          if kind == .comma {
            needsName = true
            take()
            continue
          }
          form = .star
        } else {
          form = keywordOnly ? .keywordOnly : .positional
        }
        let name = try identifier("a parameter name")
        guard names.insert(name.text).inserted else {
          throw error("expected different parameter names, found '\(name.text)' again", name.span)
        }
        needsName = false
        var annotation: Expression?
        if annotated, take(if: .colon) {
          annotation = form == .star ? try starOrNamed(allowNamed: false) : try expression()
        }
        var value: Expression?
        if form != .star, form != .doubleStar, take(if: .assign) {
          value = try expression()
          if form == .positional { sawDefault = true }
        } else if form == .positional, sawDefault {
          throw error(
            "expected a default value for '\(name.text)', since one before it has one", name.span)
        }
        all.append(
          Parameter(name: name, form: form, annotation: annotation, defaultValue: value))
        if form == .doubleStar {
          _ = take(if: .comma)
          break
        }
      }
      guard take(if: .comma) else { break }
    }
    if needsName { throw expected("a parameter name after '*'") }
    return Parameters(all: all)
  }
}
