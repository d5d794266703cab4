// Code that cannot run, and paths that end without a result.

import PolicySyntax

extension PolicyChecker {
  mutating func checkFlow() {
    checkReachability(tree.statements)
    for function in returningFunctions where Paths.goesOn(after: function.body) {
      var returnsValue = false
      Paths.forEachReturn(in: function.body) { value, _ in if value != nil { returnsValue = true } }
      guard returnsValue, let last = function.body.last else { continue }
      add(
        .warning, .missingReturn,
        "expected a result on every path of '\(function.qualifiedName)', found one that ends "
          + "without 'return'", Paths.end(of: last, in: tree.source),
        hint: "a policy has to return an action in every step")
    }
  }

  /// The entry, and the functions whose results it returns as its own.
  var returningFunctions: [FunctionInfo] {
    guard let entry = tree.entry else { return [] }
    var found = [entry]
    var places: Set<Int32> = [entry.span.start]
    var index = 0
    while index < found.count {
      let function = found[index]
      index += 1
      Paths.forEachReturn(in: function.body) { value, _ in
        guard let value else { return }
        for carried in carriedValues(of: value, in: function) {
          guard let called = callee(of: carried, in: function),
            places.insert(called.span.start).inserted
          else { continue }
          found.append(called)
        }
      }
    }
    return found
  }

  /// The function of the file that an expression calls by its name, or as a method of `self`.
  func callee(of expression: Expression, in function: FunctionInfo) -> FunctionInfo? {
    guard case .call(let callee, _) = expression.kind else { return nil }
    return self.function(called: callee, in: function)
  }

  /// The function of the file that a callee names.
  func function(called callee: Expression, in function: FunctionInfo) -> FunctionInfo? {
    switch callee.kind {
    case .name(let name):
      guard let named = functions[name], named.count == 1, named[0].className == nil,
        meanings[callee.span.start] == .global
      else { return nil }
      return named[0]
    case .attribute(let value, let method):
      guard value.kind == .name("self"), let own = function.className else { return nil }
      guard let named = functions[method.text], named.count == 1, named[0].className == own else {
        return nil
      }
      return named[0]
    default: return nil
    }
  }

  private mutating func checkReachability(_ block: [Statement]) {
    for (index, statement) in block.enumerated() {
      for unreachable in Paths.unreachableBlocks(of: statement) {
        if let first = unreachable.first {
          add(
            .warning, .unreachable,
            "expected code that can run, found code behind a condition "
              + "that never holds", first.span)
        }
      }
      for inner in statement.blocks { checkReachability(inner) }
      if index + 1 < block.count, !Paths.goesOn(after: [statement]) {
        add(
          .warning, .unreachable,
          "expected code that can run, found code after the end of its block",
          block[index + 1].span)
        return
      }
    }
  }
}

/// Where control goes, as far as it can be told without values.
enum Paths {
  /// Whether control may reach the end of a block.
  static func goesOn(after block: [Statement]) -> Bool { block.allSatisfy(goesOn(after:)) }

  private static func goesOn(after statement: Statement) -> Bool {
    switch statement.kind {
    case .return, .break, .continue, .raise: return false
    case .assert(let test, _): return constant(test) != false
    case .if(let branches, let otherwise):
      for branch in branches {
        let value = constant(branch.test)
        if value == false { continue }
        if goesOn(after: branch.body) { return true }
        if value == true { return false }
      }
      return goesOn(after: otherwise)
    case .while(let test, let body, let otherwise):
      if hasBreak(body) { return true }
      return constant(test) == true ? false : goesOn(after: otherwise)
    case .for(_, _, let body, let otherwise, _):
      return hasBreak(body) || goesOn(after: otherwise)
    case .try(let body, let handlers, let otherwise, let finally):
      guard goesOn(after: finally) else { return false }
      return goesOn(after: body) && goesOn(after: otherwise)
        || handlers.contains { goesOn(after: $0.body) }
    case .match(_, let cases):
      guard let last = cases.last, last.condition == nil, last.pattern.matchesAll else {
        return true
      }
      return cases.contains { goesOn(after: $0.body) }
    default: return true
    }
  }

  /// Whether a loop's body leaves the loop.
  private static func hasBreak(_ body: [Statement]) -> Bool {
    body.contains { statement in
      switch statement.kind {
      case .break: return true
      case .function, .classDefinition: return false
      case .while(_, _, let otherwise), .for(_, _, _, let otherwise, _): return hasBreak(otherwise)
      default: return statement.blocks.contains(where: hasBreak)
      }
    }
  }

  /// The blocks of a statement that its conditions never let in.
  static func unreachableBlocks(of statement: Statement) -> [[Statement]] {
    switch statement.kind {
    case .if(let branches, let otherwise):
      var result: [[Statement]] = []
      for (index, branch) in branches.enumerated() {
        switch constant(branch.test) {
        case false: result.append(branch.body)
        case true: return result + branches[(index + 1)...].map(\.body) + [otherwise]
        default: break
        }
      }
      return result
    case .while(let test, let body, _): return constant(test) == false ? [body] : []
    default: return []
    }
  }

  /// The truth of a literal; nil for everything else.
  static func constant(_ test: Expression) -> Bool? {
    switch test.kind {
    case .constant(.boolean(let value)): value
    case .constant(.integer(let value)): value != 0
    case .constant(.none): false
    case .unary(.not, let operand): constant(operand).map { !$0 }
    default: nil
    }
  }

  /// Visits the `return`s of a function, not those of functions inside it.
  static func forEachReturn(
    in block: [Statement], _ visit: (Expression?, Statement) -> Void
  ) {
    for statement in block {
      switch statement.kind {
      case .return(let value): visit(value, statement)
      case .function, .classDefinition: break
      default: for inner in statement.blocks { forEachReturn(in: inner, visit) }
      }
    }
  }

  /// The first line of the last statement inside a statement, for a caret.
  static func end(of statement: Statement, in source: SourceFile) -> SourceSpan {
    var last = statement
    while let inner = last.blocks.last(where: { !$0.isEmpty })?.last { last = inner }
    return SourceSpan(
      start: last.span.start, end: min(last.span.end, source.lineSpan(at: last.span.start).end))
  }
}

extension Pattern {
  /// Whether the pattern takes every value.
  fileprivate var matchesAll: Bool {
    switch kind {
    case .capture: true
    case .named(let pattern, _): pattern.matchesAll
    case .or(let patterns): patterns.contains(where: \.matchesAll)
    default: false
    }
  }
}
