// What expressions make of shapes.

import PolicySyntax

extension ShapeFinder {
  mutating func shape(of expression: Expression) -> Shape {
    switch expression.kind {
    case .constant(.none): return .open
    case .list(let items) where items.isEmpty: return .open
    case .dictionary(let entries) where entries.isEmpty: return .open
    case .name(let name): return variables[name] ?? .any
    case .named(let name, let value):
      let shape = self.shape(of: value)
      assign(name.text, shape)
      return shape
    case .conditional(let test, let then, let otherwise):
      _ = shape(of: test)
      return shape(of: then).joined(shape(of: otherwise))
    case .boolean(_, let operands):
      var result = Shape.open
      for operand in operands { result = result.joined(shape(of: operand)) }
      return result
    case .subscripted(let value, let index): return element(of: value, index)
    case .attribute(let value, let name):
      if case .known(.dictionary) = shape(of: value), isReporting,
        !ShapeFinder.methods.contains(name.text)
      {
        found.append(.attribute(name.text, name.span))
      }
      return .any
    case .comparison(let first, let links):
      if links.count == 1, links[0].operation == .isIn || links[0].operation == .notIn,
        case .known(.dictionary(let entries)) = shape(of: links[0].operand),
        case .constant(.string(let key)) = first.kind
      {
        _ = field(key, first.span, entries)
        return .any
      }
      expression.forEachChild { _ = shape(of: $0) }
      return .any
    case .call(let callee, let arguments): return result(of: callee, arguments)
    case .comprehension(let comprehension): return shape(of: comprehension)
    case .lambda(let parameters, let body):
      for parameter in parameters.all { assign(parameter.name.text, .any) }
      _ = shape(of: body)
      return .any
    default:
      expression.forEachChild { _ = shape(of: $0) }
      return .any
    }
  }

  mutating func shape(of comprehension: Comprehension) -> Shape {
    // The targets are variables of their own: those outside come back after it.
    let outside = variables
    for clause in comprehension.clauses {
      var names: [String] = []
      clause.target.walk { if case .name(let name) = $0.kind { names.append(name) } }
      let inside = variables
      _ = shape(of: clause.iterable)
      for name in names { variables[name] = .open }
      let targets = variables
      variables = inside
      let source = shape(of: clause.iterable)
      variables = targets
      if case .known(.list(let element)) = source {
        assign(clause.target, .known(element))
      } else {
        for name in names { variables[name] = .any }
      }
      for condition in clause.conditions { _ = shape(of: condition) }
    }
    let element = shape(of: comprehension.element)
    if let value = comprehension.value { _ = shape(of: value) }
    variables = outside
    if comprehension.form == .list || comprehension.form == .generator,
      case .known(let shape) = element
    {
      return .known(.list(shape))
    }
    return .any
  }

  mutating func element(of value: Expression, _ index: Expression) -> Shape {
    let shape = self.shape(of: value)
    switch shape {
    case .known(.dictionary(let entries)):
      guard case .constant(.string(let key)) = index.kind else {
        _ = self.shape(of: index)
        return .any
      }
      return field(key, index.span, entries)
    case .known(.list(let element)):
      if case .slice = index.kind { return shape }
      _ = self.shape(of: index)
      return .known(element)
    case .open: return .open
    default:
      _ = self.shape(of: index)
      return .any
    }
  }

  mutating func field(
    _ key: String, _ span: SourceSpan, _ entries: [String: ObservationShape]
  ) -> Shape {
    if let entry = entries[key] { return .known(entry) }
    if isReporting { found.append(.key(key, span, known: entries.keys.sorted())) }
    return .any
  }

  mutating func result(of callee: Expression, _ arguments: [Argument]) -> Shape {
    var shapes: [Shape] = []
    for argument in arguments { shapes.append(shape(of: argument.value)) }
    if let function, let called = checker.function(called: callee, in: function) {
      pass(arguments, shapes, to: called)
      return results[called.span.start] ?? .any
    }
    switch callee.kind {
    case .attribute(let value, let method):
      guard case .known(.dictionary(let entries)) = shape(of: value) else { return .any }
      switch method.text {
      case "get", "pop":
        guard let first = arguments.first, case .constant(.string(let key)) = first.value.kind
        else {
          return .any
        }
        return shapes.dropFirst().reduce(field(key, first.value.span, entries)) { $0.joined($1) }
      case "copy": return .known(.dictionary(entries))
      default:
        _ = shape(of: callee)
        return .any
      }
    case .name(let name):
      guard case .builtin? = checker.meanings[callee.span.start], let first = shapes.first else {
        return .any
      }
      switch name {
      case "list", "sorted", "reversed", "tuple": return first
      case "dict": return arguments.count == 1 && arguments[0].form == .positional ? first : .any
      case "min", "max", "next":
        let plain = arguments.count { $0.form == .positional }
        guard case .known(.list(let element)) = first, plain == 1 || name == "next" else {
          return .any
        }
        let fallback = zip(arguments, shapes).dropFirst().filter { argument, _ in
          if case .keyword(let keyword) = argument.form { return keyword.text == "default" }
          return true
        }
        return fallback.reduce(.known(element)) { $0.joined($1.1) }
      default: return .any
      }
    default:
      _ = shape(of: callee)
      return .any
    }
  }

  mutating func pass(
    _ arguments: [Argument], _ shapes: [Shape], to called: FunctionInfo
  ) {
    let names = called.parameters.all.dropFirst(called.className == nil ? 0 : 1).map(\.name.text)
    var known = parameters[called.span.start] ?? [:]
    var position = 0
    for (argument, shape) in zip(arguments, shapes) {
      var name: String?
      switch argument.form {
      case .positional:
        if position < names.count { name = names[position] }
        position += 1
      case .keyword(let keyword): name = keyword.text
      default: break
      }
      if let name, let before = known[name] { known[name] = before.joined(shape) }
    }
    parameters[called.span.start] = known
  }

  static let methods: Set<String> = [
    "clear", "copy", "get", "items", "keys", "pop", "popitem", "setdefault", "update", "values",
  ]
}

extension Expression {
  var isStarred: Bool {
    if case .starred = kind { return true }
    return false
  }
}
