// Actions that a game does not have.
//
// What the entry returns is followed back to literals: through conditional expressions, constants of the
// file and of classes, `random.choice` of a display, variables that do nothing but carry the result, and
// functions whose result is returned as it is. Everything else is not looked at.

import PolicySyntax

extension PolicyChecker {
  mutating func checkActions(_ count: Int) {
    var told: Set<SourceSpan> = []
    for function in returningFunctions {
      var literals: [(value: Literal, span: SourceSpan)] = []
      Paths.forEachReturn(in: function.body) { value, statement in
        if let value {
          follow(value, in: function, depth: 0, &literals)
        } else {
          let span = statement.span
          literals.append((.other("None"), span))
        }
      }
      for (literal, span) in literals where told.insert(span).inserted {
        switch literal {
        case .action(let action) where !(0..<Int64(count)).contains(action):
          add(
            .error, .action, "expected an action from 0 to \(count - 1), found \(action)", span,
            hint: "actions are places in the game's own list")
        case .other(let what):
          add(.warning, .action, "expected an action, a whole number, found \(what)", span)
        default: break
        }
      }
    }
  }

  private enum Literal {
    case action(Int64)
    case other(String)
  }

  /// Adds the literals that may be the value of an expression.
  private func follow(
    _ value: Expression, in function: FunctionInfo, depth: Int,
    _ found: inout [(value: Literal, span: SourceSpan)]
  ) {
    guard depth < 8 else { return }
    switch value.kind {
    case .constant(.integer(let number)): found.append((.action(number), value.span))
    case .unary(.minus, let operand):
      if case .constant(.integer(let number)) = operand.kind, number > 0 {
        found.append((.action(-number), value.span))
      }
    case .constant(.none): found.append((.other("None"), value.span))
    case .constant(.string), .formatted: found.append((.other("a string"), value.span))
    case .constant(.real): found.append((.other("a float"), value.span))
    case .list: found.append((.other("a list"), value.span))
    case .tuple: found.append((.other("a tuple"), value.span))
    case .dictionary: found.append((.other("a dictionary"), value.span))
    case .conditional(_, let then, let otherwise):
      follow(then, in: function, depth: depth + 1, &found)
      follow(otherwise, in: function, depth: depth + 1, &found)
    case .boolean(.or, let operands):
      // Only the last may be a value that counts as false.
      if let last = operands.last { follow(last, in: function, depth: depth + 1, &found) }
    case .named(_, let value): follow(value, in: function, depth: depth + 1, &found)
    case .name(let name):
      switch meanings[value.span.start] {
      case .global?:
        if let constant = constants[name] { followConstant(constant, value, &found) }
      case .local?:
        for carried in carriedValues(of: value, in: function) where carried != value {
          follow(carried, in: function, depth: depth + 1, &found)
        }
      default: break
      }
    case .attribute(let object, let name):
      if case .name = object.kind, let constant = classConstants[name.text] {
        followConstant(constant, value, &found)
      }
    case .call(let callee, let arguments):
      guard case .attribute(let module, let name) = callee.kind, name.text == "choice",
        module.kind == .name("random"), meanings[module.span.start] == .module("random"),
        arguments.count == 1
      else { return }
      switch arguments[0].value.kind {
      case .list(let items), .tuple(let items):
        for item in items { follow(item, in: function, depth: depth + 1, &found) }
      default: break
      }
    default: break
    }
  }

  /// A constant is told of where it is used: there it is an action.
  private func followConstant(
    _ constant: Expression, _ use: Expression,
    _ found: inout [(value: Literal, span: SourceSpan)]
  ) {
    switch constant.kind {
    case .constant(.integer(let number)): found.append((.action(number), use.span))
    case .unary(.minus, let operand):
      if case .constant(.integer(let number)) = operand.kind {
        found.append((.action(-number), use.span))
      }
    default: break
    }
  }

  /// Constants of the file that are assigned once.
  private var constants: [String: Expression] {
    PolicyChecker.constants(in: tree.statements)
  }

  /// Constants of classes whose names are assigned nowhere else.
  private var classConstants: [String: Expression] {
    var result: [String: Expression] = [:]
    var others: Set<String> = []
    for statement in tree.statements {
      guard case .classDefinition(let definition) = statement.kind else { continue }
      for (name, value) in PolicyChecker.constants(in: definition.body) {
        if result.updateValue(value, forKey: name) != nil { others.insert(name) }
      }
      statement.walk { inner in
        var targets: [Expression] = []
        switch inner.kind {
        case .assign(let all, _): targets = all
        case .augmentedAssign(let target, _, _), .annotatedAssign(let target, _, _):
          targets = [target]
        default: break
        }
        for target in targets {
          target.walk { if case .attribute(_, let name) = $0.kind { others.insert(name.text) } }
        }
      }
    }
    return result.filter { !others.contains($0.key) }
  }

  private static func constants(in block: [Statement]) -> [String: Expression] {
    var result: [String: Expression] = [:]
    var others: Set<String> = []
    for statement in block {
      if case .assign(let targets, let value) = statement.kind {
        for target in targets {
          if case .name(let name) = target.kind {
            if result.updateValue(value, forKey: name) != nil { others.insert(name) }
          } else if case .tuple(let names) = target.kind, case .tuple(let values) = value.kind,
            names.count == values.count
          {
            for (name, value) in zip(names, values) {
              guard case .name(let name) = name.kind else { continue }
              if result.updateValue(value, forKey: name) != nil { others.insert(name) }
            }
          } else {
            target.walk { if case .name(let name) = $0.kind { others.insert(name) } }
          }
        }
      } else if case .annotatedAssign(let target, _, let value?) = statement.kind,
        case .name(let name) = target.kind
      {
        if result.updateValue(value, forKey: name) != nil { others.insert(name) }
      } else {
        statement.walk { inner in
          switch inner.kind {
          case .assign(let targets, _):
            for target in targets {
              target.walk { if case .name(let name) = $0.kind { others.insert(name) } }
            }
          case .augmentedAssign(let target, _, _), .annotatedAssign(let target, _, _),
            .for(let target, _, _, _, _):
            target.walk { if case .name(let name) = $0.kind { others.insert(name) } }
          default: break
          }
        }
      }
    }
    return result.filter { !others.contains($0.key) }
  }

  /// The values that a returned variable may have, if it is only assigned and returned, without those
  /// that are overwritten in any case before the block ends; any other expression is its own value.
  func carriedValues(of value: Expression, in function: FunctionInfo) -> [Expression] {
    guard case .name(let name) = value.kind, meanings[value.span.start]?.isLocal == true,
      !function.parameters.all.contains(where: { $0.name.text == name })
    else { return [value] }
    var reads = 0
    var returned = 0
    for statement in function.body {
      statement.walk { inner in
        switch inner.kind {
        case .return(let value?):
          if value.kind == .name(name) { returned += 1 }
        default: break
        }
        inner.forEachExpression { expression in
          expression.walk { if $0.kind == .name(name) { reads += 1 } }
        }
      }
    }
    var values: [Expression] = []
    var assigned = 0
    collect(name, in: function.body, &values, &assigned)
    // Every place of the name is an assignment or a return: nothing looks at the value.
    return reads == returned + assigned ? values : []
  }

  private func collect(
    _ name: String, in block: [Statement], _ values: inout [Expression], _ assigned: inout Int
  ) {
    for (index, statement) in block.enumerated() {
      if case .assign(let targets, let value) = statement.kind,
        targets.contains(where: { $0.kind == .name(name) })
      {
        assigned += targets.count { $0.kind == .name(name) }
        let isOverwritten = block[(index + 1)...].contains { Paths.assigns(name, in: $0) }
        if !isOverwritten { values.append(value) }
      }
      for inner in statement.blocks { collect(name, in: inner, &values, &assigned) }
    }
  }
}

extension Meaning {
  fileprivate var isLocal: Bool {
    if case .local = self { return true }
    return false
  }
}

extension Paths {
  /// Whether a statement gives a variable a value whenever control goes on behind it.
  fileprivate static func assigns(_ name: String, in statement: Statement) -> Bool {
    switch statement.kind {
    case .assign(let targets, _): return targets.contains { $0.kind == .name(name) }
    case .if(let branches, let otherwise):
      return (branches.map(\.body) + [otherwise]).allSatisfy { block in
        !block.isEmpty && (!goesOn(after: block) || block.contains { assigns(name, in: $0) })
      }
    default: return false
    }
  }
}
