// Comprehensions, and built-in functions of generators: loops in place.

import PolicySyntax

extension Compiler {
  /// Compiles a comprehension to a list, set or dictionary; a generator gives a list.
  func comprehension(
    _ comprehension: Comprehension, _ span: SourceSpan, _ target: Int32?
  ) throws(Diagnostic) -> Int32 {
    let mark = frame.next
    let work = frame.takeRegister()
    frame.place = span
    switch comprehension.form {
    case .list, .generator: frame.emit(.makeList, work, 0, 0)
    case .set: frame.emit(.makeSet, work, 0, 0)
    case .dictionary: frame.emit(.makeDictionary, work, 0, 0)
    }
    try clauses(comprehension, span) { () throws(Diagnostic) in
      let element = try self.operand(comprehension.element)
      if let value = comprehension.value {
        let operand = try self.expression(value)
        self.frame.place = span
        self.frame.emit(.put, work, element, operand)
      } else {
        self.frame.place = comprehension.element.span
        self.frame.emit(comprehension.form == .set ? .insert : .append, work, element)
      }
    }
    frame.release(to: mark)
    let result = target ?? frame.takeRegister()
    return moved(work, to: result)
  }

  /// The loops and conditions of a comprehension around its innermost action.
  private func clauses(
    _ comprehension: Comprehension, _ span: SourceSpan,
    _ action: @escaping () throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    let outer = scope
    let inner = resolver.scopes[span]!
    let flow = frame.flow
    let loops = frame.loops
    let deletable = frame.deletable
    frame.loops = []
    frame.deletable = []
    for (name, variable) in inner.variables {
      let register = frame.declare(name, in: inner)
      frame.flow.remove(register: register)
      if variable == .box {
        frame.emit(.makeCell, register, slot(.unbound))
      } else if comprehension.clauses.count > 1 {
        frame.emit(.clear, register, 1)
      }
    }
    // The first iterable belongs to the scope outside.
    scope = inner
    try clause(0, comprehension, outer, inner, action)
    scope = outer
    frame.loops = loops
    frame.deletable = deletable
    frame.flow = flow
  }

  private func clause(
    _ index: Int, _ comprehension: Comprehension, _ outer: Scope, _ inner: Scope,
    _ action: @escaping () throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    guard index < comprehension.clauses.count else { return try action() }
    let clause = comprehension.clauses[index]
    // A round of any clause counts as going through all that the comprehension does.
    let size = comprehension.clauses[index...].reduce(1 + Compiler.size(of: comprehension.element))
    {
      $1.conditions.reduce($0) { $0 + Compiler.size(of: $1) }
    }
    try loop(
      clause.target, clause.iterable, size: size, iterableScope: index == 0 ? outer : inner
    ) { () throws(Diagnostic) in
      let next = Label()
      for condition in clause.conditions {
        try self.decision(.filter, condition, jumpIf: false, to: next)
      }
      try self.clause(index + 1, comprehension, outer, inner, action)
      self.frame.mark(next)
    }
  }

  // MARK: Built-in functions of generators

  /// The least or greatest element of a generator goes to a register.
  private func extreme(
    _ builtin: Builtin, _ comprehension: Comprehension, _ generator: SourceSpan,
    _ span: SourceSpan, _ work: Int32
  ) throws(Diagnostic) {
    let nothing = slot(.unbound)
    frame.emit(.clear, work, 1)
    try clauses(comprehension, generator) { () throws(Diagnostic) in
      let (better, next) = (Label(), Label())
      let element = try self.operand(comprehension.element)
      self.frame.place = span
      self.frame.jump(.jumpSame, better, work, nothing, d: 1)
      self.frame.jump(builtin == .min ? .jumpLess : .jumpGreater, next, element, work, d: 0)
      self.frame.mark(better)
      self.frame.emit(.move, work, element)
      self.frame.mark(next)
    }
    let found = Label()
    frame.place = span
    frame.jump(.jumpNotSame, found, work, nothing, d: 1)
    raiseEmpty(builtin, work)
    frame.mark(found)
  }

  /// Built-ins of a generator that need no list of its elements: `any`, `all` and `next` stop at the
  /// first one that decides.
  func earlyExit(
    _ builtin: Builtin, _ arguments: [Expression], _ span: SourceSpan, _ target: Int32?
  ) throws(Diagnostic) -> Int32? {
    guard let generator = arguments.first,
      case .comprehension(let comprehension) = generator.kind, comprehension.form == .generator
    else { return nil }
    let mark = frame.next
    let work = frame.takeRegister()
    let done = Label()
    switch builtin {
    case .any, .all:
      guard arguments.count == 1 else { return nil }
      let early = builtin == .any
      _ = moved(constant(.boolean(!early)), to: work)
      try clauses(comprehension, generator.span) { () throws(Diagnostic) in
        let next = Label()
        try self.decision(.element, comprehension.element, jumpIf: !early, to: next)
        _ = self.moved(self.constant(.boolean(early)), to: work)
        self.frame.jump(.jump, done)
        self.frame.mark(next)
      }
    case .sum:
      guard arguments.count == 1 else { return nil }
      _ = moved(constant(.integer(0)), to: work)
      try clauses(comprehension, generator.span) { () throws(Diagnostic) in
        let element = try self.operand(comprehension.element)
        self.frame.place = span
        self.frame.emit(.add, work, work, element)
      }
    case .min, .max:
      guard arguments.count == 1 else { return nil }
      try extreme(builtin, comprehension, generator.span, span, work)
    case .next:
      guard arguments.count <= 2 else { return nil }
      if arguments.count == 2 { _ = try expression(arguments[1], to: work) }
      try clauses(comprehension, generator.span) { () throws(Diagnostic) in
        _ = try self.expression(comprehension.element, to: work)
        self.frame.jump(.jump, done)
      }
      if arguments.count == 1 {
        frame.place = span
        frame.emit(.failAssertion, 1, noneOperand)
      }
    default: return nil
    }
    frame.mark(done)
    frame.release(to: mark)
    let result = target ?? frame.takeRegister()
    return moved(work, to: result)
  }
}
