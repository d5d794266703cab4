extension Parser {
  // MARK: Lists of expressions

  /// What may stand on a line or after `=`: expressions with stars, a tuple where there is a comma.
  mutating func expressionList() throws(Diagnostic) -> Expression {
    if kind == .yield { return try yieldExpression() }
    return try tuple { (parser) throws(Diagnostic) in try parser.starOrNamed(allowNamed: false) }
  }

  /// The content of parentheses or of an index, where `:=` may stand too.
  private mutating func tuple(
    _ element: (inout Parser) throws(Diagnostic) -> Expression
  ) throws(Diagnostic) -> Expression {
    let start = self.start
    let first = try element(&self)
    guard kind == .comma else { return first }
    var items = [first]
    while take(if: .comma), startsExpression { items.append(try element(&self)) }
    return try node(.tuple(items), start)
  }

  /// The targets of `for` and `del`: no comparison, so that `in` ends them.
  mutating func targetList() throws(Diagnostic) -> Expression {
    try tuple { (parser) throws(Diagnostic) in
      let start = parser.start
      guard parser.take(if: .star) else { return try parser.binary(0) }
      let value = try parser.binary(0)
      return try parser.node(.starred(value), start)
    }
  }

  mutating func starOrNamed(allowNamed: Bool) throws(Diagnostic) -> Expression {
    let start = self.start
    if take(if: .star) {
      let value = try binary(0)
      return try node(.starred(value), start)
    }
    return allowNamed ? try namedExpression() : try expression()
  }

  /// Whether the current token can begin an expression.
  var startsExpression: Bool {
    switch kind {
    case .name, .number, .string, .false, .none, .true, .not, .lambda, .await, .yield,
      .leftParenthesis, .leftBracket, .leftBrace, .plus, .minus, .tilde, .ellipsis, .star:
      true
    default: false
    }
  }

  // MARK: Operators

  mutating func namedExpression() throws(Diagnostic) -> Expression {
    let start = self.start
    if kind == .name, tokens[index + 1].kind == .walrus {
      let name = try identifier()
      take()
      let value = try expression()
      return try node(.named(name, value), start)
    }
    return try expression()
  }

  mutating func expression() throws(Diagnostic) -> Expression {
    let outer = depth
    try enter()
    defer { depth = outer }
    if kind == .lambda { return try lambda() }
    let start = self.start
    let then = try disjunction()
    guard take(if: .if) else { return then }
    let test = try disjunction()
    try expect(.else, "in the conditional expression")
    let otherwise = try expression()
    return try node(.conditional(test: test, then: then, otherwise: otherwise), start)
  }

  mutating func disjunction() throws(Diagnostic) -> Expression {
    let start = self.start
    let first = try conjunction()
    guard kind == .or else { return first }
    var operands = [first]
    while take(if: .or) { operands.append(try conjunction()) }
    return try node(.boolean(.or, operands), start)
  }

  private mutating func conjunction() throws(Diagnostic) -> Expression {
    let start = self.start
    let first = try inversion()
    guard kind == .and else { return first }
    var operands = [first]
    while take(if: .and) { operands.append(try inversion()) }
    return try node(.boolean(.and, operands), start)
  }

  private mutating func inversion() throws(Diagnostic) -> Expression {
    guard kind == .not else { return try comparison() }
    let outer = depth
    try enter()
    defer { depth = outer }
    let start = self.start
    take()
    let operand = try inversion()
    return try node(.unary(.not, operand), start)
  }

  private mutating func comparison() throws(Diagnostic) -> Expression {
    let start = self.start
    let first = try binary(0)
    guard let operation = takeComparison() else { return first }
    var links = [Comparison(operation: operation, operand: try binary(0))]
    while let operation = takeComparison() {
      links.append(Comparison(operation: operation, operand: try binary(0)))
    }
    return try node(.comparison(first, links), start)
  }

  private mutating func takeComparison() -> ComparisonOperator? {
    let operation: ComparisonOperator
    switch kind {
    case .less: operation = .less
    case .lessEqual: operation = .lessEqual
    case .greater: operation = .greater
    case .greaterEqual: operation = .greaterEqual
    case .equal: operation = .equal
    case .notEqual: operation = .notEqual
    case .in: operation = .isIn
    case .is:
      take()
      return take(if: .not) ? .isNotSame : .isSame
    case .not:
      guard tokens[index + 1].kind == .in else { return nil }
      take()
      operation = .notIn
    default: return nil
    }
    take()
    return operation
  }

  /// Operators from `|` (level 0) to `*` (level 5), by precedence climbing.
  mutating func binary(_ level: Int) throws(Diagnostic) -> Expression {
    let start = self.start
    var left = try factor()
    while let (operation, precedence) = Parser.binaryOperators[kind], precedence >= level {
      take()
      let right = try binary(precedence + 1)
      left = try node(.binary(left, operation, right), start)
    }
    return left
  }

  private static let binaryOperators: [Token.Kind: (BinaryOperator, Int)] = [
    .pipe: (.bitOr, 0), .caret: (.bitXor, 1), .ampersand: (.bitAnd, 2),
    .leftShift: (.leftShift, 3), .rightShift: (.rightShift, 3),
    .plus: (.add, 4), .minus: (.subtract, 4),
    .star: (.multiply, 5), .slash: (.divide, 5), .doubleSlash: (.floorDivide, 5),
    .percent: (.modulo, 5), .at: (.matrixMultiply, 5),
  ]

  private mutating func factor() throws(Diagnostic) -> Expression {
    let operation: UnaryOperator
    switch kind {
    case .minus: operation = .minus
    case .plus: operation = .plus
    case .tilde: operation = .invert
    default: return try power()
    }
    let outer = depth
    try enter()
    defer { depth = outer }
    let start = self.start
    take()
    let operand = try factor()
    return try node(.unary(operation, operand), start)
  }

  private mutating func power() throws(Diagnostic) -> Expression {
    let start = self.start
    let base: Expression
    if take(if: .await) {
      let value = try primary()
      base = try node(.await(value), start)
    } else {
      base = try primary()
    }
    guard kind == .doubleStar else { return base }
    let outer = depth
    try enter()
    defer { depth = outer }
    take()
    let exponent = try factor()
    return try node(.binary(base, .power, exponent), start)
  }

  // MARK: Calls, attributes, subscripts

  private mutating func primary() throws(Diagnostic) -> Expression {
    let start = self.start
    var value = try atom()
    while true {
      switch kind {
      case .dot:
        take()
        let name = try identifier("a name after '.'")
        value = try node(.attribute(value, name), start)
      case .leftParenthesis:
        let arguments = try arguments()
        value = try node(.call(value, arguments), start)
      case .leftBracket:
        take()
        let index = try subscriptIndex()
        try expect(.rightBracket, "after the index")
        value = try node(.subscripted(value, index), start)
      default: return value
      }
    }
  }

  private mutating func subscriptIndex() throws(Diagnostic) -> Expression {
    try tuple { (parser) throws(Diagnostic) in
      let start = parser.start
      var lower: Expression?
      if parser.kind != .colon {
        let value = try parser.starOrNamed(allowNamed: true)
        guard parser.kind == .colon else { return value }
        lower = value
      }
      try parser.expect(.colon)
      var upper: Expression?
      var step: Expression?
      if parser.startsExpression { upper = try parser.expression() }
      if parser.take(if: .colon), parser.startsExpression { step = try parser.expression() }
      return try parser.node(.slice(lower: lower, upper: upper, step: step), start)
    }
  }

  /// The arguments of a call or a class, with their parentheses.
  mutating func arguments() throws(Diagnostic) -> [Argument] {
    let open = try expect(.leftParenthesis)
    var result: [Argument] = []
    var keywords: Set<String> = []
    var hasDoubleStar = false
    while kind != .rightParenthesis {
      let start = self.start
      if take(if: .star) {
        if hasDoubleStar {
          throw error("expected no '*' argument after a '**' argument", spanFrom(start))
        }
        try appendArgument(.star, start, &result)
      } else if take(if: .doubleStar) {
        hasDoubleStar = true
        try appendArgument(.doubleStar, start, &result)
      } else if kind == .name, tokens[index + 1].kind == .assign {
        let name = try identifier()
        take()
        if !keywords.insert(name.text).inserted {
          throw error("expected each keyword once, found '\(name.text)' again", name.span)
        }
        try appendArgument(.keyword(name), start, &result)
      } else {
        let value = try namedExpression()
        if kind == .for || kind == .async {
          let generator = try comprehension(.generator, value, nil, open.span.start)
          guard result.isEmpty, kind == .rightParenthesis else {
            throw error(
              "expected parentheses around a generator beside other arguments", value.span)
          }
          take()
          let whole = Expression(generator.kind, spanFrom(open.span.start))
          return [Argument(form: .positional, value: whole, span: whole.span)]
        }
        if hasDoubleStar || !keywords.isEmpty {
          throw error("expected no positional argument after a keyword argument", value.span)
        }
        result.append(Argument(form: .positional, value: value, span: value.span))
      }
      guard take(if: .comma) else { break }
    }
    try expect(.rightParenthesis, "or ',' in the arguments")
    return result
  }

  private mutating func appendArgument(
    _ form: Argument.Form, _ start: Int32, _ result: inout [Argument]
  ) throws(Diagnostic) {
    let value = try expression()
    result.append(Argument(form: form, value: value, span: spanFrom(start)))
  }
}
