// Values that nobody uses, names that hide others, and comparisons that Python does not mean.

import PolicySyntax

extension PolicyChecker {
  mutating func checkUnused() {
    let pure = pureFunctions
    for statement in tree.statements where !statement.isMainGuard {
      var statements: [Statement] = []
      statement.walk { statements.append($0) }
      for inner in statements {
        guard case .expression(let value) = inner.kind else { continue }
        if let what = uselessKind(value, pure) {
          add(
            .warning, .unusedResult, "expected the result to be used, found \(what) alone",
            value.span, hint: hint(forUnused: value))
        }
      }
    }
    for function in tree.functions { checkVariables(of: function) }
    checkFunctions()
  }

  private func hint(forUnused value: Expression) -> String? {
    if case .comparison(_, let links) = value.kind, links.count == 1, links[0].operation == .equal {
      return "to assign, write '='"
    }
    return nil
  }

  // MARK: Results

  /// What an expression without effect is called; nil if it may have one.
  private func uselessKind(_ value: Expression, _ pure: Set<String>) -> String? {
    switch value.kind {
    case .constant(.string), .constant(.ellipsis), .yield, .yieldFrom, .await, .named: return nil
    case .call(let callee, _):
      guard let name = pureName(callee, pure), !hasEffect(value, pure) else { return nil }
      return "the result of '\(name)'"
    case .subscripted, .attribute, .comprehension: return nil
    case .comparison: return hasEffect(value, pure) ? nil : "a comparison"
    case .name(let name): return "the name '\(name)'"
    case .constant: return "a literal"
    default: return hasEffect(value, pure) ? nil : "a value"
    }
  }

  /// Whether running an expression may do something beyond its result; errors of `[]` and attributes
  /// count.
  private func hasEffect(_ value: Expression, _ pure: Set<String>) -> Bool {
    var found = false
    value.walk { inner in
      switch inner.kind {
      case .call(let callee, _): if pureName(callee, pure) == nil { found = true }
      case .yield, .yieldFrom, .await, .named: found = true
      default: break
      }
    }
    return found
  }

  /// The name of a function that is called only for its result.
  private func pureName(_ callee: Expression, _ pure: Set<String>) -> String? {
    switch callee.kind {
    case .name(let name):
      if pure.contains(name), meanings[callee.span.start] == .global { return name }
      return PolicyChecker.pureBuiltins.contains(name) && isBuiltin(callee.span.start) ? name : nil
    case .attribute(let value, let name):
      if value.kind == .name("math"), meanings[value.span.start] == .module("math") {
        return "math.\(name.text)"
      }
      if value.kind == .name("self"), pure.contains("self.\(name.text)") { return name.text }
      return PolicyChecker.pureMethods.contains(name.text)
        && functions[name.text] == nil ? name.text : nil
    default: return nil
    }
  }

  private func isBuiltin(_ place: Int32) -> Bool {
    if case .builtin? = meanings[place] { return true }
    return false
  }

  private static let pureBuiltins: Set<String> = [
    "abs", "all", "any", "bool", "chr", "dict", "divmod", "enumerate", "filter", "float", "int",
    "isinstance", "len", "list", "map", "max", "min", "ord", "pow", "range", "repr", "reversed",
    "round", "set", "sorted", "str", "sum", "tuple", "type", "zip", "bin", "hex", "oct", "hasattr",
  ]

  /// Methods of strings alone: they never change anything.
  private static let pureMethods: Set<String> = [
    "upper", "lower", "strip", "lstrip", "rstrip", "replace", "split", "startswith", "endswith",
    "capitalize", "title", "swapcase", "splitlines", "zfill", "removeprefix", "removesuffix",
  ]

  /// The functions of the file (`name`, `self.name`) that return something and do nothing else.
  private var pureFunctions: Set<String> {
    var pure: Set<String> = []
    // What calls pure functions is pure: as many rounds as functions call each other.
    for _ in 0..<4 {
      let before = pure.count
      for function in tree.functions where isPure(function, pure) {
        pure.insert(function.className == nil ? function.name : "self.\(function.name)")
      }
      if pure.count == before { break }
    }
    return pure
  }

  private func isPure(_ function: FunctionInfo, _ pure: Set<String>) -> Bool {
    var result = function.name != "__init__"
    var returnsValue = false
    Paths.forEachReturn(in: function.body) { value, _ in if value != nil { returnsValue = true } }
    let readers: Set<String> = [
      "get", "items", "keys", "values", "index", "count", "find", "format", "join",
    ]
    for statement in function.body {
      statement.walk { inner in
        switch inner.kind {
        case .raise, .assert, .delete, .function, .nonlocal, .try, .while: result = false
        case .assign(let targets, _):
          if !targets.allSatisfy(isLocalTarget) { result = false }
        case .augmentedAssign(let target, _, _), .annotatedAssign(let target, _, _):
          // `x += …` changes a list in place, which may be one of the caller's.
          if !isLocalTarget(target) { result = false }
        case .for(let target, _, _, _, _): if !isLocalTarget(target) { result = false }
        default: break
        }
        inner.forEachExpression { expression in
          expression.walk { part in
            guard case .call(let callee, _) = part.kind else { return }
            if pureName(callee, pure) != nil { return }
            if case .attribute(_, let method) = callee.kind, readers.contains(method.text),
              functions[method.text] == nil
            {
              return
            }
            result = false
          }
        }
      }
    }
    return result && returnsValue
  }

  private func isLocalTarget(_ target: Expression) -> Bool {
    switch target.kind {
    case .name: true
    case .tuple(let items), .list(let items): items.allSatisfy(isLocalTarget)
    case .starred(let value): isLocalTarget(value)
    default: false
    }
  }

  // MARK: Variables

  /// Variables of a function that are assigned and never read.
  private mutating func checkVariables(of function: FunctionInfo) {
    var assigned: [(name: String, span: SourceSpan)] = []
    var read: Set<String> = []
    func note(_ expression: Expression) {
      expression.walk { if case .name(let name) = $0.kind { read.insert(name) } }
    }
    func noteTarget(_ target: Expression) {
      // Names that are assigned are not read; what stands in `x[i] = …` is.
      switch target.kind {
      case .name: break
      case .tuple(let items), .list(let items): items.forEach(noteTarget)
      case .starred(let value): noteTarget(value)
      default: note(target)
      }
    }
    for statement in function.body {
      statement.walk { inner in
        switch inner.kind {
        case .assign(let targets, let value):
          for target in targets {
            if case .name(let name) = target.kind { assigned.append((name, target.span)) }
            noteTarget(target)
          }
          note(value)
        case .annotatedAssign(let target, _, let value):
          if case .name(let name) = target.kind, value != nil {
            assigned.append((name, target.span))
          }
          noteTarget(target)
          if let value { note(value) }
        case .augmentedAssign(let target, _, let value):
          noteTarget(target)
          note(value)
        case .for(let target, let iterable, _, _, _):
          noteTarget(target)
          note(iterable)
        case .nonlocal(let names): read.formUnion(names.map(\.text))
        default: inner.forEachExpression(note)
        }
      }
    }
    var told: Set<String> = []
    for (name, span) in assigned
    where !read.contains(name) && !name.hasPrefix("_") && told.insert(name).inserted {
      add(
        .warning, .unusedVariable, "expected '\(name)' to be read, found it only assigned", span,
        hint: suggestion(name, read.sorted()))
    }
  }

  // MARK: Functions

  /// Trainable functions that nothing reaches from the entry or from the file's own code.
  private mutating func checkFunctions() {
    guard let entry = tree.entry else { return }
    var reached: Set<String> = []
    var waiting: [[Statement]] = [entry.body]
    for statement in tree.statements where !statement.isMainGuard {
      switch statement.kind {
      case .function: break
      case .classDefinition(let definition):
        waiting.append(
          definition.body.filter { if case .function = $0.kind { false } else { true } })
      default: waiting.append([statement])
      }
    }
    waiting += (functions["__init__"] ?? []).map(\.body)
    while let block = waiting.popLast() {
      var names: Set<String> = []
      for statement in block {
        statement.walk { inner in
          inner.forEachExpression { expression in
            expression.walk {
              switch $0.kind {
              case .name(let name): names.insert(name)
              case .attribute(_, let name): names.insert(name.text)
              case .constant(.string(let text)): names.insert(text)  // getattr(self, "name")
              default: break
              }
            }
          }
        }
      }
      for name in names where reached.insert(name).inserted {
        waiting += (functions[name] ?? []).map(\.body)
      }
    }
    for function in tree.functions
    where function.isTrainable && function.span != entry.span && !reached.contains(function.name) {
      let line = tree.source.lineSpan(at: function.span.start)
      add(
        .warning, .unusedFunction,
        "expected '\(function.qualifiedName)' to be called, found no call that '\(entry.name)' "
          + "reaches", SourceSpan(start: function.span.start, end: line.end))
    }
  }

  // MARK: Habits

  /// Names of built-in functions that are given to something else, and `is` with a literal.
  mutating func checkHabits() {
    checkShadows()
    var comparisons: [(Comparison, SourceSpan)] = []
    tree.walkExpressions { expression in
      guard case .comparison(let first, let links) = expression.kind else { return }
      var left = first
      for link in links {
        if link.operation == .isSame || link.operation == .isNotSame,
          left.isPlainLiteral || link.operand.isPlainLiteral
        {
          comparisons.append((link, left.span.union(link.operand.span)))
        }
        left = link.operand
      }
    }
    for (link, span) in comparisons {
      let better = link.operation == .isSame ? "==" : "!="
      add(
        .warning, .identity,
        "expected '\(better)' to compare values, found '\(link.operation.rawValue)'",
        span, hint: "'is' asks for the same object, which two equal values need not be")
    }
  }

  private mutating func checkShadows() {
    var told: Set<String> = []
    func isTold(_ name: String, _ span: SourceSpan) -> Bool {
      PolicyChecker.commonBuiltins.contains(name) && told.insert(name).inserted
    }
    var found: [(String, SourceSpan)] = []
    func target(_ expression: Expression) {
      switch expression.kind {
      case .name(let name):
        if isTold(name, expression.span) { found.append((name, expression.span)) }
      case .tuple(let items), .list(let items): items.forEach(target)
      case .starred(let value): target(value)
      default: break
      }
    }
    for statement in tree.statements where !statement.isMainGuard {
      if case .classDefinition(let definition) = statement.kind {
        // The names of a class body hide nothing.
        for member in definition.body {
          guard case .function(let method) = member.kind else { continue }
          for parameter in method.parameters.all
          where isTold(parameter.name.text, parameter.name.span) {
            found.append((parameter.name.text, parameter.name.span))
          }
          for inner in method.body { inner.walk(visit) }
        }
      } else {
        statement.walk(visit)
      }
    }
    func visit(_ statement: Statement) {
      switch statement.kind {
      case .assign(let targets, _): targets.forEach(target)
      case .annotatedAssign(let one, _, _): target(one)
      case .for(let one, _, _, _, _): target(one)
      case .function(let function):
        if isTold(function.name.text, function.name.span) {
          found.append((function.name.text, function.name.span))
        }
        for parameter in function.parameters.all
        where isTold(parameter.name.text, parameter.name.span) {
          found.append((parameter.name.text, parameter.name.span))
        }
      default: break
      }
    }
    for (name, span) in found {
      add(
        .warning, .shadowed, "expected a name of its own, found that of the built-in '\(name)'",
        span,
        hint: "below this, '\(name)' no longer is the built-in function")
    }
  }

  /// Those that policies use under their own names.
  private static let commonBuiltins: Set<String> = pureBuiltins.union(["print", "next", "iter"])
    .subtracting(["type"])
}

extension Expression {
  /// Whether the expression is a number or a text, which `is` should not compare.
  fileprivate var isPlainLiteral: Bool {
    switch kind {
    case .constant(.integer), .constant(.real), .constant(.string), .formatted, .tuple, .list: true
    case .unary(.minus, let operand): operand.isPlainLiteral
    default: false
    }
  }
}
