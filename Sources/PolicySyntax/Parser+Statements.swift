extension Parser {
  // MARK: Simple statements

  mutating func simpleStatement() throws(Diagnostic) -> Statement {
    let start = self.start
    let statement: Statement.Kind
    switch kind {
    case .pass:
      take()
      statement = .pass
    case .break:
      take()
      statement = .break
    case .continue:
      take()
      statement = .continue
    case .return:
      take()
      statement = .return(startsExpression ? try expressionList() : nil)
    case .raise: statement = try raise()
    case .global:
      take()
      statement = .global(try names())
    case .nonlocal:
      take()
      statement = .nonlocal(try names())
    case .del:
      take()
      let targets = try targetList()
      try checkDeletable(targets)
      if case .tuple(let items) = targets.kind, targets.span.start == items.first?.span.start {
        statement = .delete(items)
      } else {
        statement = .delete([targets])
      }
    case .assert:
      take()
      let test = try expression()
      statement = .assert(test, message: take(if: .comma) ? try expression() : nil)
    case .import: statement = try importNames()
    case .from: statement = try importFrom()
    default: statement = try expressionStatement()
    }
    return Statement(span: spanFrom(start), kind: statement)
  }

  private mutating func names() throws(Diagnostic) -> [Identifier] {
    var result = [try identifier()]
    while take(if: .comma) { result.append(try identifier()) }
    return result
  }

  private mutating func raise() throws(Diagnostic) -> Statement.Kind {
    take()
    guard startsExpression else { return .raise(nil, cause: nil) }
    let value = try expression()
    return .raise(value, cause: take(if: .from) ? try expression() : nil)
  }

  private mutating func dottedName() throws(Diagnostic) -> String {
    var name = try identifier("the name of a module").text
    while take(if: .dot) { name += "." + (try identifier("a name after '.'").text) }
    return name
  }

  private mutating func alias() throws(Diagnostic) -> Identifier? {
    take(if: .as) ? try identifier("a name after 'as'") : nil
  }

  private mutating func importNames() throws(Diagnostic) -> Statement.Kind {
    take()
    var imported: [ImportedName] = []
    repeat {
      let start = self.start
      let name = try dottedName()
      let alias = try alias()
      imported.append(ImportedName(span: spanFrom(start), name: name, alias: alias))
    } while take(if: .comma)
    return .import(imported)
  }

  private mutating func importFrom() throws(Diagnostic) -> Statement.Kind {
    take()
    var level = 0
    while kind == .dot || kind == .ellipsis { level += take().kind == .dot ? 1 : 3 }
    let module = level > 0 && kind == .import ? "" : try dottedName()
    try expect(.import, "after the module")
    if take(if: .star) { return .importFrom(module: module, level: level, names: []) }
    let isParenthesized = take(if: .leftParenthesis)
    var imported: [ImportedName] = []
    repeat {
      if isParenthesized, kind == .rightParenthesis, !imported.isEmpty { break }
      let start = self.start
      let name = try identifier("a name to import").text
      let alias = try alias()
      imported.append(ImportedName(span: spanFrom(start), name: name, alias: alias))
    } while take(if: .comma)
    if isParenthesized { try expect(.rightParenthesis, "after the imported names") }
    return .importFrom(module: module, level: level, names: imported)
  }

  private static let augmented: [Token.Kind: BinaryOperator] = [
    .plusAssign: .add, .minusAssign: .subtract, .starAssign: .multiply, .slashAssign: .divide,
    .doubleSlashAssign: .floorDivide, .percentAssign: .modulo, .atAssign: .matrixMultiply,
    .ampersandAssign: .bitAnd, .pipeAssign: .bitOr, .caretAssign: .bitXor,
    .leftShiftAssign: .leftShift, .rightShiftAssign: .rightShift, .doubleStarAssign: .power,
  ]

  private mutating func expressionStatement() throws(Diagnostic) -> Statement.Kind {
    guard startsExpression else { throw expected("a statement", hint: statementHint()) }
    let first = try expressionList()
    if let operation = Parser.augmented[kind] {
      guard isSingleTarget(first) else {
        throw error(
          "expected a name, a subscript or an attribute before an operator with '='",
          first.span)
      }
      take()
      return .augmentedAssign(target: first, operation, value: try expressionList())
    }
    if kind == .colon, isSingleTarget(first) {
      take()
      let annotation = try expression()
      let value = take(if: .assign) ? try expressionList() : nil
      return .annotatedAssign(target: first, annotation: annotation, value: value)
    }
    guard kind == .assign else { return .expression(first) }
    var parts = [first]
    while take(if: .assign) { parts.append(try expressionList()) }
    let value = parts.removeLast()
    for target in parts { try checkTarget(target) }
    return .assign(targets: parts, value: value)
  }

  private func statementHint() -> String? {
    switch kind {
    case .elif, .else: "'\(kind.rawValue)' belongs at the indentation of its 'if' or loop"
    case .except, .finally: "'\(kind.rawValue)' belongs at the indentation of its 'try'"
    default: nil
    }
  }

  // MARK: Targets

  private func isSingleTarget(_ target: Expression) -> Bool {
    switch target.kind {
    case .name, .attribute, .subscripted: true
    default: false
    }
  }

  /// Refuses what cannot stand on the left of `=`.
  func checkTarget(_ target: Expression) throws(Diagnostic) {
    switch target.kind {
    case .name, .attribute, .subscripted: return
    case .tuple(let items), .list(let items):
      var stars = 0
      for item in items {
        if case .starred(let value) = item.kind {
          stars += 1
          guard stars == 1 else {
            throw error("expected one starred target, found another", item.span)
          }
          try checkTarget(value)
        } else {
          try checkTarget(item)
        }
      }
    case .starred:
      throw error("expected a starred target inside a list or tuple", target.span)
    case .comparison:
      throw error(
        "expected a name, a subscript or an attribute to assign to, found a comparison",
        target.span)
    default:
      throw error(
        "expected a name, a subscript or an attribute to assign to, "
          + "found '\(source.text(of: target.span).prefix(24))'", target.span,
        hint: "a comparison is written '=='")
    }
  }

  private func checkDeletable(_ target: Expression) throws(Diagnostic) {
    switch target.kind {
    case .tuple(let items), .list(let items): for item in items { try checkDeletable(item) }
    case .name, .attribute, .subscripted: return
    default: throw error("expected a name, a subscript or an attribute to delete", target.span)
    }
  }

  // MARK: Compound statements

  /// A statement with a block, or nil if the current token begins none.
  mutating func compoundStatement() throws(Diagnostic) -> Statement? {
    let start = self.start
    let statement: Statement.Kind
    switch kind {
    case .if: statement = try ifStatement()
    case .while:
      take()
      let test = try namedExpression()
      let body = try block("the condition of 'while'")
      statement = .while(test: test, body: body, otherwise: try elseBlock())
    case .for: statement = try forStatement(isAsync: false)
    case .try: statement = try tryStatement()
    case .with: statement = try withStatement(isAsync: false)
    case .def: statement = .function(try function([], isAsync: false, start))
    case .class: statement = .classDefinition(try classDefinition([]))
    case .at: statement = try decorated()
    case .async:
      take()
      switch kind {
      case .def: statement = .function(try function([], isAsync: true, start))
      case .for: statement = try forStatement(isAsync: true)
      case .with: statement = try withStatement(isAsync: true)
      default: throw expected("'def', 'for' or 'with' after 'async'")
      }
    case .name where isMatchStatement: statement = try matchStatement()
    case .indent:
      throw expected("a statement at the indentation of the block")
    default: return nil
    }
    return Statement(span: endingAtBody(statement, start), kind: statement)
  }

  /// The span up to the last token of the last statement inside, not to the end of its line.
  private func endingAtBody(_ statement: Statement.Kind, _ start: Int32) -> SourceSpan {
    let blocks = Statement(span: SourceSpan(start: start, end: start), kind: statement).blocks
    let last = blocks.last { !$0.isEmpty }?.last
    return SourceSpan(start: start, end: last?.span.end ?? lastEnd)
  }

  private func span(_ start: Int32, through body: [Statement]) -> SourceSpan {
    SourceSpan(start: start, end: body.last?.span.end ?? lastEnd)
  }

  private mutating func elseBlock() throws(Diagnostic) -> [Statement] {
    take(if: .else) ? try block("'else'") : []
  }

  private mutating func ifStatement() throws(Diagnostic) -> Statement.Kind {
    var branches: [Branch] = []
    repeat {
      let start = self.start
      let word = take().kind.rawValue
      let test = try namedExpression()
      let body = try block("the condition of '\(word)'")
      branches.append(Branch(span: span(start, through: body), test: test, body: body))
    } while kind == .elif
    return .if(branches, otherwise: try elseBlock())
  }

  private mutating func forStatement(isAsync: Bool) throws(Diagnostic) -> Statement.Kind {
    take()
    let target = try targetList()
    try checkTarget(target)
    try expect(.in, "after the target of 'for'")
    let iterable = try expressionList()
    let body = try block("the 'for' line")
    return .for(
      target: target, iterable: iterable, body: body, otherwise: try elseBlock(),
      isAsync: isAsync)
  }

  private mutating func tryStatement() throws(Diagnostic) -> Statement.Kind {
    take()
    let body = try block("'try'")
    var handlers: [ExceptHandler] = []
    while kind == .except {
      let start = take().span.start
      let isGroup = take(if: .star)
      var type: Expression?
      var name: Identifier?
      if kind != .colon {
        type = try expression()
        name = try alias()
      }
      let handlerBody = try block("'except'")
      handlers.append(
        ExceptHandler(
          span: span(start, through: handlerBody), type: type, name: name, isGroup: isGroup,
          body: handlerBody))
    }
    let otherwise = handlers.isEmpty ? [] : try elseBlock()
    let finally = take(if: .finally) ? try block("'finally'") : []
    if handlers.isEmpty && finally.isEmpty { throw expected("'except' or 'finally'") }
    return .try(body: body, handlers: handlers, otherwise: otherwise, finally: finally)
  }

  private mutating func withStatement(isAsync: Bool) throws(Diagnostic) -> Statement.Kind {
    take()
    // `with (a as b, c as d):` is tried first; where it fails the parenthesis opens an expression.
    let mark = index
    if kind == .leftParenthesis {
      take()
      if let items = try? withItems(until: .rightParenthesis), take(if: .rightParenthesis),
        kind == .colon
      {
        return .with(items, body: try block("the 'with' line"), isAsync: isAsync)
      }
      index = mark
    }
    let items = try withItems(until: .colon)
    return .with(items, body: try block("the 'with' line"), isAsync: isAsync)
  }

  private mutating func withItems(until close: Token.Kind) throws(Diagnostic) -> [WithItem] {
    var items: [WithItem] = []
    repeat {
      if kind == close, !items.isEmpty { break }
      let value = try expression()
      var target: Expression?
      if take(if: .as) {
        let named = try starOrNamed(allowNamed: false)
        try checkTarget(named)
        target = named
      }
      items.append(WithItem(value: value, target: target))
    } while take(if: .comma)
    return items
  }

  private mutating func decorated() throws(Diagnostic) -> Statement.Kind {
    var decorators: [Expression] = []
    while take(if: .at) {
      decorators.append(try namedExpression())
      try expect(.newline, "after the decorator")
    }
    let start = self.start
    switch kind {
    case .def: return .function(try function(decorators, isAsync: false, start))
    case .class: return .classDefinition(try classDefinition(decorators))
    case .async:
      take()
      return .function(try function(decorators, isAsync: true, start))
    default: throw expected("'def' or 'class' after a decorator")
    }
  }

  private mutating func function(
    _ decorators: [Expression], isAsync: Bool, _ start: Int32
  ) throws(Diagnostic) -> FunctionDefinition {
    try expect(.def)
    let name = try identifier("the name of the function")
    try expect(.leftParenthesis, "after the name of the function")
    let parameters = try parameters(until: .rightParenthesis, annotated: true)
    try expect(.rightParenthesis, "or ',' in the parameters")
    let returns = take(if: .arrow) ? try expression() : nil
    let headerEnd = token.span.end
    let body = try block("the function header")
    return FunctionDefinition(
      span: span(start, through: body), name: name, parameters: parameters, returns: returns,
      decorators: decorators, body: body, headerEnd: headerEnd, isAsync: isAsync)
  }

  private mutating func classDefinition(
    _ decorators: [Expression]
  ) throws(Diagnostic) -> ClassDefinition {
    let start = take().span.start
    let name = try identifier("the name of the class")
    let arguments = kind == .leftParenthesis ? try arguments() : []
    let body = try block("the class header")
    return ClassDefinition(
      span: span(start, through: body), name: name, arguments: arguments,
      decorators: decorators, body: body)
  }
}
