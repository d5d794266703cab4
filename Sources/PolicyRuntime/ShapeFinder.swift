// Follows what is known of values through a file: the shapes of the observation and of its parts.

import PolicySyntax

/// What is known of a value.
enum Shape: Equatable {
  /// Nothing yet: `None`, an empty display, a variable without a value.
  case open
  case known(ObservationShape)
  /// Anything.
  case any

  func joined(_ other: Shape) -> Shape {
    switch (self, other) {
    case (.open, _): other
    case (_, .open): self
    default: self == other ? self : .any
    }
  }
}

/// Follows shapes through a file.
struct ShapeFinder {
  enum Problem {
    case key(String, SourceSpan, known: [String])
    case attribute(String, SourceSpan)
  }

  let checker: PolicyChecker
  let observation: ObservationShape
  /// The shapes of parameters, by the start of the function and the name, and of results.
  var parameters: [Int32: [String: Shape]] = [:]
  var results: [Int32: Shape] = [:]
  /// The variables of the function that is looked at.
  var variables: [String: Shape] = [:]
  var function: FunctionInfo?
  var found: [Problem] = []
  var isReporting = false

  init(_ checker: PolicyChecker, _ observation: ObservationShape) {
    self.checker = checker
    self.observation = observation
  }

  mutating func problems() -> [Problem] {
    guard let entry = checker.tree.entry else { return [] }
    seed(entry)
    // Shapes only ever become less known, and there are few steps on that way.
    for _ in 0..<12 {
      let before = (parameters, results)
      for function in checker.tree.functions { visit(function) }
      if before == (parameters, results) { break }
    }
    isReporting = true
    for function in checker.tree.functions { visit(function) }
    return found
  }

  /// Parameters of functions that are used other than by plain calls may be anything.
  mutating func seed(_ entry: FunctionInfo) {
    var called: Set<SourceSpan> = []
    checker.tree.walkExpressions { expression in
      if case .call(let callee, let arguments) = expression.kind,
        !arguments.contains(where: { $0.form == .star || $0.form == .doubleStar })
      {
        called.insert(callee.span)
      }
    }
    var escaping: Set<String> = []
    checker.tree.walkExpressions { expression in
      switch expression.kind {
      case .name(let name) where !called.contains(expression.span):
        if checker.meanings[expression.span.start] == .global { escaping.insert(name) }
      case .attribute(let value, let name)
      where !called.contains(expression.span) || value.kind != .name("self"):
        escaping.insert(name.text)
      case .constant(.string(let text)): escaping.insert(text)
      default: break
      }
    }
    // What the file's own code calls is not followed.
    for statement in checker.tree.statements where !statement.isMainGuard {
      var own = [statement]
      switch statement.kind {
      case .function: continue
      case .classDefinition(let definition):
        own = definition.body.filter { if case .function = $0.kind { false } else { true } }
      default: break
      }
      for statement in own {
        statement.walk { inner in
          inner.forEachExpression { expression in
            expression.walk {
              if case .name(let name) = $0.kind { escaping.insert(name) }
              if case .attribute(_, let name) = $0.kind { escaping.insert(name.text) }
            }
          }
        }
      }
    }
    for function in checker.tree.functions {
      let isEntry = function.span == entry.span
      let isOpen =
        !isEntry && !escaping.contains(function.name)
        && checker.functions[function.name]?.count == 1 && !function.name.hasPrefix("__")
      var shapes: [String: Shape] = [:]
      let all = function.parameters.all.dropFirst(function.className == nil ? 0 : 1)
      for (index, parameter) in all.enumerated() {
        let isPlain = parameter.form != .star && parameter.form != .doubleStar
        shapes[parameter.name.text] =
          isEntry
          ? (index == 0 && isPlain ? .known(observation) : .any)
          : isOpen && isPlain ? .open : .any
      }
      parameters[function.span.start] = shapes
      results[function.span.start] = .open
    }
  }

  mutating func visit(_ function: FunctionInfo) {
    self.function = function
    let start = parameters[function.span.start] ?? [:]
    variables = start
    // Default values count among the values of a parameter.
    for parameter in function.parameters.all {
      if let value = parameter.defaultValue {
        assign(parameter.name.text, shape(of: value))
      }
    }
    let reports = isReporting
    isReporting = false
    // Variables take their shapes from all of the function, whatever the order.
    for _ in 0..<6 {
      let before = variables
      for statement in function.body { visit(statement) }
      if before == variables { break }
    }
    isReporting = reports
    if reports { for statement in function.body { visit(statement) } }
    var result = results[function.span.start] ?? .any
    var values: [Expression?] = []
    Paths.forEachReturn(in: function.body) { value, _ in values.append(value) }
    isReporting = false
    for value in values { result = result.joined(value.map { shape(of: $0) } ?? .open) }
    isReporting = reports
    results[function.span.start] = result
  }

  mutating func assign(_ name: String, _ shape: Shape) {
    variables[name] = (variables[name] ?? .open).joined(shape)
  }

  mutating func assign(_ target: Expression, _ shape: Shape) {
    switch target.kind {
    case .name(let name): assign(name, shape)
    case .tuple(let items), .list(let items): for item in items { assign(item, .any) }
    case .starred(let value): assign(value, .any)
    default: _ = self.shape(of: target)
    }
  }

  // MARK: Statements

  mutating func visit(_ statement: Statement) {
    switch statement.kind {
    case .assign(let targets, let value):
      let shape = self.shape(of: value)
      for target in targets {
        if case .tuple(let names) = target.kind, case .tuple(let values) = value.kind,
          names.count == values.count, !values.contains(where: { $0.isStarred })
        {
          for (name, value) in zip(names, values) { assign(name, self.shape(of: value)) }
        } else {
          assign(target, shape)
        }
      }
    case .annotatedAssign(let target, _, let value):
      if let value { assign(target, shape(of: value)) }
    case .augmentedAssign(let target, _, let value):
      _ = shape(of: value)
      assign(target, .any)
    case .for(let target, let iterable, _, _, _): bind(target, to: iterable)
    case .try(_, let handlers, _, _):
      for handler in handlers { if let name = handler.name { assign(name.text, .any) } }
    case .match(let subject, let cases):
      _ = shape(of: subject)
      for matchCase in cases { capture(matchCase.pattern) }
    case .function(let inner):
      // A function inside may change variables, and its own are not followed.
      assign(inner.name.text, .any)
      for parameter in inner.parameters.all { assign(parameter.name.text, .any) }
    default: statement.forEachExpression { _ = shape(of: $0) }
    }
    for block in statement.blocks { for inner in block { visit(inner) } }
  }

  mutating func capture(_ pattern: Pattern) {
    switch pattern.kind {
    case .capture(let name?), .star(let name?): assign(name.text, .any)
    case .named(let inner, let name):
      assign(name.text, .any)
      capture(inner)
    case .sequence(let patterns), .or(let patterns): for inner in patterns { capture(inner) }
    case .mapping(let entries, let rest):
      for entry in entries { capture(entry.pattern) }
      if let rest { assign(rest.text, .any) }
    case .instance(_, let positional, let keywords):
      for inner in positional { capture(inner) }
      for keyword in keywords { capture(keyword.pattern) }
    default: break
    }
  }

  /// What a loop over a value gives its target.
  mutating func bind(_ target: Expression, to iterable: Expression) {
    if case .known(.list(let element)) = shape(of: iterable) {
      assign(target, .known(element))
      return
    }
    // `for i, x in enumerate(xs)`
    if case .call(let callee, let arguments) = iterable.kind, callee.kind == .name("enumerate"),
      let first = arguments.first, case .tuple(let items) = target.kind, items.count == 2
    {
      assign(items[0], .any)
      bind(items[1], to: first.value)
      return
    }
    assign(target, .any)
  }
}
