/// A node of the syntax tree that does something.
///
/// A value type. The span runs from the first byte (of the first decorator, where there is one) to
/// the last byte of the last token, without the line end and without a trailing semicolon.
public struct Statement: Sendable, Hashable {
  /// The place of the statement in the source.
  public let span: SourceSpan
  /// What the statement is.
  public let kind: Kind

  /// The kinds of statements, with their parts.
  public indirect enum Kind: Sendable, Hashable {
    case expression(Expression)
    /// `a = b = value`
    case assign(targets: [Expression], value: Expression)
    /// `target += value`
    case augmentedAssign(target: Expression, BinaryOperator, value: Expression)
    /// `target: annotation = value`
    case annotatedAssign(target: Expression, annotation: Expression, value: Expression?)
    case `return`(Expression?)
    case pass
    case `break`
    case `continue`
    case delete([Expression])
    case assert(Expression, message: Expression?)
    case raise(Expression?, cause: Expression?)
    case global([Identifier])
    case nonlocal([Identifier])
    case `import`([ImportedName])
    /// `from module import names`; an empty list of names is `*`
    case importFrom(module: String, level: Int, names: [ImportedName])
    /// `if` and its `elif` branches in order, then `else`
    case `if`([Branch], otherwise: [Statement])
    case `while`(test: Expression, body: [Statement], otherwise: [Statement])
    case `for`(
      target: Expression, iterable: Expression, body: [Statement], otherwise: [Statement],
      isAsync: Bool)
    case `try`(
      body: [Statement], handlers: [ExceptHandler], otherwise: [Statement],
      finally: [Statement])
    case with([WithItem], body: [Statement], isAsync: Bool)
    case function(FunctionDefinition)
    case classDefinition(ClassDefinition)
    case match(subject: Expression, cases: [MatchCase])
  }
}

/// An `if` or `elif` branch.
public struct Branch: Sendable, Hashable {
  /// From the keyword to the end of the body.
  public let span: SourceSpan
  public let test: Expression
  public let body: [Statement]
}

/// `name` or `name as alias` of an import.
public struct ImportedName: Sendable, Hashable {
  public let span: SourceSpan
  /// The name, dotted in `import a.b`.
  public let name: String
  public let alias: Identifier?

  /// The variable that gets a value: the alias, or the first part of the name.
  public var boundName: String { alias?.text ?? String(name.prefix { $0 != "." }) }
}

/// An `except` clause.
public struct ExceptHandler: Sendable, Hashable {
  public let span: SourceSpan
  public let type: Expression?
  public let name: Identifier?
  public let isGroup: Bool
  public let body: [Statement]
}

/// `value as target` of a `with` statement.
public struct WithItem: Sendable, Hashable {
  public let value: Expression
  public let target: Expression?
}

/// A `def`.
public struct FunctionDefinition: Sendable, Hashable {
  /// From `def` (or `async`) to the end of the body.
  public let span: SourceSpan
  public let name: Identifier
  public let parameters: Parameters
  public let returns: Expression?
  public let decorators: [Expression]
  public let body: [Statement]
  /// The offset after the colon that ends the header.
  public let headerEnd: Int32
  public let isAsync: Bool

  /// The string that opens the body.
  public var docstring: String? { Statement.docstring(of: body) }
}

/// A `class`.
public struct ClassDefinition: Sendable, Hashable {
  /// From `class` to the end of the body.
  public let span: SourceSpan
  public let name: Identifier
  public let arguments: [Argument]
  public let decorators: [Expression]
  public let body: [Statement]

  /// The string that opens the body.
  public var docstring: String? { Statement.docstring(of: body) }
}

/// A `case` of a `match` statement.
public struct MatchCase: Sendable, Hashable {
  public let span: SourceSpan
  public let pattern: Pattern
  public let condition: Expression?
  public let body: [Statement]
}

/// A pattern of a `case`.
public struct Pattern: Sendable, Hashable {
  public let span: SourceSpan
  public let kind: Kind

  public indirect enum Kind: Sendable, Hashable {
    /// A literal, or a dotted name.
    case value(Expression)
    /// `None`, `True`, `False`
    case singleton(Constant)
    /// A name; nil is `_`.
    case capture(Identifier?)
    case sequence([Pattern])
    /// `*name`; nil is `*_`.
    case star(Identifier?)
    case mapping([Entry], rest: Identifier?)
    case instance(Expression, positional: [Pattern], keywords: [Keyword])
    case or([Pattern])
    case named(Pattern, Identifier)
  }

  public struct Entry: Sendable, Hashable {
    public let key: Expression
    public let pattern: Pattern
  }

  public struct Keyword: Sendable, Hashable {
    public let name: Identifier
    public let pattern: Pattern
  }
}

extension Statement {
  /// The string literal that opens a body, if there is one.
  public static func docstring(of body: [Statement]) -> String? {
    guard case .expression(let first)? = body.first?.kind,
      case .constant(.string(let text)) = first.kind
    else { return nil }
    return text
  }

  /// The lists of statements directly inside this one, in the order of the source.
  public var blocks: [[Statement]] {
    switch kind {
    case .if(let branches, let otherwise): branches.map(\.body) + [otherwise]
    case .while(_, let body, let otherwise), .for(_, _, let body, let otherwise, _):
      [body, otherwise]
    case .try(let body, let handlers, let otherwise, let finally):
      [body] + handlers.map(\.body) + [otherwise, finally]
    case .with(_, let body, _): [body]
    case .function(let function): [function.body]
    case .classDefinition(let definition): [definition.body]
    case .match(_, let cases): cases.map(\.body)
    default: []
    }
  }

  /// Visits this statement and all statements inside it, parents first.
  public func walk(_ visit: (Statement) -> Void) {
    visit(self)
    for block in blocks {
      for statement in block { statement.walk(visit) }
    }
  }

  /// Visits the expressions that belong to this statement itself, not to statements inside it.
  public func forEachExpression(_ visit: (Expression) -> Void) {
    switch kind {
    case .expression(let value): visit(value)
    case .assign(let targets, let value):
      targets.forEach(visit)
      visit(value)
    case .augmentedAssign(let target, _, let value):
      visit(target)
      visit(value)
    case .annotatedAssign(let target, let annotation, let value):
      visit(target)
      visit(annotation)
      if let value { visit(value) }
    case .return(let value): if let value { visit(value) }
    case .delete(let targets): targets.forEach(visit)
    case .assert(let test, let message):
      visit(test)
      if let message { visit(message) }
    case .raise(let value, let cause):
      if let value { visit(value) }
      if let cause { visit(cause) }
    case .if(let branches, _): for branch in branches { visit(branch.test) }
    case .while(let test, _, _): visit(test)
    case .for(let target, let iterable, _, _, _):
      visit(target)
      visit(iterable)
    case .try(_, let handlers, _, _):
      for handler in handlers { if let type = handler.type { visit(type) } }
    case .with(let items, _, _):
      for item in items {
        visit(item.value)
        if let target = item.target { visit(target) }
      }
    case .function(let function):
      function.decorators.forEach(visit)
      function.parameters.forEachExpression(visit)
      if let returns = function.returns { visit(returns) }
    case .classDefinition(let definition):
      definition.decorators.forEach(visit)
      for argument in definition.arguments { visit(argument.value) }
    case .match(let subject, let cases):
      visit(subject)
      for matchCase in cases {
        matchCase.pattern.forEachExpression(visit)
        if let condition = matchCase.condition { visit(condition) }
      }
    case .pass, .break, .continue, .global, .nonlocal, .import, .importFrom: break
    }
  }
}

extension Pattern {
  /// Visits the expressions of the pattern: its values, keys and class names.
  public func forEachExpression(_ visit: (Expression) -> Void) {
    switch kind {
    case .value(let value): visit(value)
    case .singleton, .capture, .star: break
    case .sequence(let patterns), .or(let patterns):
      for pattern in patterns { pattern.forEachExpression(visit) }
    case .mapping(let entries, _):
      for entry in entries {
        visit(entry.key)
        entry.pattern.forEachExpression(visit)
      }
    case .instance(let type, let positional, let keywords):
      visit(type)
      for pattern in positional { pattern.forEachExpression(visit) }
      for keyword in keywords { keyword.pattern.forEachExpression(visit) }
    case .named(let pattern, _): pattern.forEachExpression(visit)
    }
  }
}
