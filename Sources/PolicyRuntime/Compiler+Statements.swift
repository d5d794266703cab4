import PolicySyntax

extension Compiler {
  func block(_ statements: [Statement]) throws(Diagnostic) {
    for statement in statements { try self.statement(statement) }
  }

  func statement(_ statement: Statement) throws(Diagnostic) {
    // A docstring, or any other constant that stands alone, does nothing and is no line that ran.
    if case .expression(let value) = statement.kind, case .constant = value.kind { return }
    if statement.isMainGuard, scope.kind == .module { return }
    if isRepeating { try countRepeated(statement) }
    frame.place = statement.span
    let outer = part
    part = statement.span.start
    defer { part = outer }
    if isTracing, !hasOwnEvent(statement) { trace(.line, .line, statement.span) }
    let mark = frame.next
    defer { frame.release(to: mark) }
    switch statement.kind {
    case .expression(let value): _ = try expression(value)
    case .assign(let targets, let value):
      if resolver.typeAliases.contains(statement.span), case .name(let name) = targets[0].kind {
        // A name that stands for something else, too, would have to be a value.
        guard case .member = resolver.lookUp(name, scope) else {
          throw unknownModule("typing", value.span)
        }
        return
      }
      try assignment(targets, value)
    case .augmentedAssign(let target, let operation, let value):
      try augmentedAssignment(target, operation, value, statement.span)
    case .annotatedAssign(let target, _, let value):
      if let value { try assignment([target], value) }
    case .return(let value):
      guard frame.scope.kind == .function else {
        throw syntax("expected 'return' inside a function, found it outside", statement.span)
      }
      var operand = try value.map { (value) throws(Diagnostic) in try expression(value) }
      frame.place = statement.span
      if !frame.cleanups.isEmpty {
        if let value = operand, value >= 0 { operand = moved(value, to: frame.takeRegister()) }
        try leave(downTo: 0)
      }
      if frame.flow.isReachable {
        emitReturn(operand ?? noneOperand, site: isTracing ? site(.line, statement.span) : -1)
      }
    case .pass, .nonlocal: break
    case .break: try leaveLoop("break", statement.span)
    case .continue: try leaveLoop("continue", statement.span)
    case .delete(let targets): for target in targets { try delete(target) }
    case .assert(let test, let message): try assertion(test, message, statement.span)
    case .import(let names): try importModules(names)
    case .importFrom(let module, let level, let names):
      try importMembers(module, level, names, statement.span)
    case .if(let branches, let otherwise): try conditional(branches, otherwise)
    case .while(let test, let body, let otherwise): try whileLoop(test, body, otherwise)
    case .for(let target, let iterable, let body, let otherwise, let isAsync):
      if isAsync { throw unsupported("'async'", statement.span) }
      try loop(target, iterable, otherwise, size: Compiler.size(of: body)) {
        () throws(Diagnostic) in try self.block(body)
      }
    case .function(let function): try define(function, statement)
    case .classDefinition(let definition): try define(definition)
    case .raise(let value, let cause): try raise(value, cause, statement.span)
    case .try(let body, let handlers, let otherwise, let finally):
      try tryStatement(body, handlers, otherwise, finally)
    case .match(let subject, let cases): try match(subject, cases)
    case .global, .with:
      throw Unsupported.statement(statement, source)
    }
  }

  func syntax(_ message: String, _ span: SourceSpan) -> Diagnostic {
    Diagnostic(.syntax, message, at: span, in: source)
  }

  // MARK: Branches and loops

  private func conditional(_ branches: [Branch], _ otherwise: [Statement]) throws(Diagnostic) {
    let end = Label()
    var endFlow = Flow.unreachable
    for (index, branch) in branches.enumerated() {
      let next = Label()
      part = branch.span.start
      if index > 0 { traceLine(unless: branch.test) }
      try decision(index == 0 ? .if : .elif, branch.test, jumpIf: false, to: next)
      let tested = frame.flow
      try block(branch.body)
      endFlow = endFlow.merged(frame.flow)
      let isLast = index == branches.count - 1 && otherwise.isEmpty
      if frame.flow.isReachable && !isLast { frame.jump(.jump, end) }
      frame.mark(next)
      frame.flow = tested
    }
    try block(otherwise)
    frame.flow = endFlow.merged(frame.flow)
    frame.mark(end)
  }

  private func whileLoop(
    _ test: Expression, _ body: [Statement], _ otherwise: [Statement]
  ) throws(Diagnostic) {
    let again = Label()
    let finished = Label()
    let exit = Label()
    frame.mark(again)
    traceLine(unless: test)
    var normalFlow = Flow.unreachable
    if constantTruth(test) != true {
      try decision(.while, test, jumpIf: false, to: finished)
      normalFlow = frame.flow
    }
    frame.loops.append(Frame.Loop(again: again, exit: exit, cleanups: frame.cleanups.count))
    let start = Label()
    frame.mark(start)
    frame.emit(.charge, Int32(clamping: Compiler.size(of: body)))
    try block(body)
    if frame.flow.isReachable {
      if isRepeatable(test) {
        // The test stands at the end too, which saves a jump in every round.
        traceLine(unless: test)
        try decision(.while, test, jumpIf: true, to: start)
      } else {
        frame.place = test.span
        frame.jump(.jump, again)
      }
    }
    let loop = frame.loops.removeLast()
    frame.mark(finished)
    frame.flow = normalFlow
    try block(otherwise)
    frame.flow = frame.flow.merged(loop.exitFlow)
    frame.mark(exit)
  }

  /// The statements and operations in statements: the fuel that going through them takes.
  static func size(of statements: [Statement]) -> Int {
    var size = 0
    for statement in statements {
      statement.walk {
        size += 1
        $0.forEachExpression { size += Compiler.size(of: $0) }
      }
    }
    return max(1, size)
  }

  /// The operations in an expression: everything but names and constants.
  static func size(of expression: Expression) -> Int {
    var size = 0
    expression.walk {
      switch $0.kind {
      case .name, .constant: break
      default: size += 1
      }
    }
    return size
  }

  /// Whether a condition is small enough to be compiled twice.
  private func isRepeatable(_ test: Expression) -> Bool {
    var size = 0
    test.walk { expression in
      switch expression.kind {
      case .lambda, .comprehension: size += 100
      default: size += 1
      }
    }
    return size < 24
  }

  private func leaveLoop(_ word: String, _ span: SourceSpan) throws(Diagnostic) {
    guard let index = frame.loops.indices.last else {
      throw syntax("expected '\(word)' inside a loop, found it outside", span)
    }
    try leave(downTo: frame.loops[index].cleanups)
    guard frame.flow.isReachable else { return }
    if word == "break" {
      frame.jump(.jump, frame.loops[index].exit)
      frame.loops[index].exitFlow = frame.loops[index].exitFlow.merged(frame.flow)
    } else {
      frame.jump(.jump, frame.loops[index].again)
    }
    frame.flow = .unreachable
  }

  /// A `for` loop, also that of a comprehension.
  ///
  /// `range`, `enumerate` and `zip` directly in the loop run without making their values.
  func loop(
    _ target: Expression, _ iterable: Expression, _ otherwise: [Statement] = [], size: Int,
    iterableScope: Scope? = nil, _ body: () throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    let again = Label()
    let finished = Label()
    let exit = Label()
    let inner = scope
    scope = iterableScope ?? inner
    let head = try loopHead(target, iterable)
    let fuel = min(size, Int(UInt16.max >> 1)) << 1
    scope = inner
    let before = frame.flow
    let place = target.span.union(iterable.span)
    let start = Label()
    frame.place = place
    if head.parts.isEmpty {
      // The step to the next element stands before the body and, as a jump back, after it.
      let pair = head.next == .next ? plainTuple(target, 2) : nil
      let step = pair == nil ? head.next : .nextPair
      let element = directRegister(target) ?? frame.takeRegisters(pair == nil ? 1 : 2)
      frame.jump(step, finished, element, head.state, d: fuel)
      frame.mark(start)
      traceRound(target, place, .isTrue)
      if let pair {
        try assign(pair[0], element)
        try assign(pair[1], element + 1)
      } else {
        try assignElement(target, element)
      }
      frame.loops.append(
        Frame.Loop(again: again, exit: exit, cleanups: frame.cleanups.count))
      try body()
      frame.mark(again)
      frame.place = place
      frame.jump(step, start, element, head.state, d: fuel | 1)
    } else {
      frame.mark(again)
      try advance(head, finished, target, place, fuel)
      frame.loops.append(
        Frame.Loop(again: again, exit: exit, cleanups: frame.cleanups.count))
      try body()
      frame.place = place
      if frame.flow.isReachable { frame.jump(.jump, again) }
    }
    let loop = frame.loops.removeLast()
    frame.mark(finished)
    traceRound(target, place, .isFalse)
    frame.flow = before
    try block(otherwise)
    frame.flow = frame.flow.merged(loop.exitFlow)
    frame.mark(exit)
  }

  /// An iteration that is ready to go.
  private struct LoopHead {
    /// `next` or `nextRange`.
    var next = Operation.next
    var state: Int32 = 0
    /// The iterations of `enumerate` and `zip`, whose elements go to the items of the target.
    var parts: [Int32] = []
    /// The register that counts for `enumerate`.
    var counter: Int32?
  }

  private func loopHead(
    _ target: Expression, _ iterable: Expression
  ) throws(Diagnostic) -> LoopHead {
    if let (builtin, arguments) = plainBuiltinCall(iterable) {
      switch builtin {
      case .range where (1...3).contains(arguments.count):
        let first = try consecutive(arguments)
        frame.release(to: first)
        let state = frame.takeRegisters(3)
        frame.place = iterable.span
        frame.emit(.iterateRange, state, first, 0, d: arguments.count)
        return LoopHead(next: .nextRange, state: state)
      case .enumerate where arguments.count == 1:
        guard plainTuple(target, 2) != nil else { break }
        let state = try iteration(arguments[0])
        let counter = frame.takeRegister()
        frame.emit(.move, counter, constant(.integer(-1)))
        return LoopHead(parts: [state], counter: counter)
      case .zip where arguments.count >= 2:
        guard plainTuple(target, arguments.count) != nil else { break }
        var states: [Int32] = []
        for argument in arguments { states.append(try iteration(argument)) }
        return LoopHead(parts: states)
      default: break
      }
    }
    return LoopHead(state: try iteration(iterable))
  }

  /// The step of `enumerate` or `zip` to their next elements.
  private func advance(
    _ head: LoopHead, _ finished: Label, _ target: Expression, _ place: SourceSpan,
    _ fuel: Int
  ) throws(Diagnostic) {
    let first = frame.takeRegisters(head.parts.count)
    for (index, state) in head.parts.enumerated() {
      frame.jump(.next, finished, first + Int32(index), state, d: index == 0 ? fuel : 0)
    }
    var elements = head.parts.indices.map { first + Int32($0) }
    if let counter = head.counter {
      frame.emit(.add, counter, counter, constant(.integer(1)))
      elements.insert(counter, at: 0)
    }
    traceRound(target, place, .isTrue)
    guard let targets = plainTuple(target, elements.count) else { preconditionFailure() }
    for (target, element) in zip(targets, elements) { try assign(target, element) }
  }

  private func iteration(_ iterable: Expression) throws(Diagnostic) -> Int32 {
    let state = frame.takeRegisters(3)
    let value = try expression(iterable)
    frame.place = iterable.span
    frame.emit(.iterate, state, value)
    return state
  }

  private func directRegister(_ target: Expression) -> Int32? {
    if case .name(let name) = target.kind { directRegister(name) } else { nil }
  }

  private func assignElement(_ target: Expression, _ element: Int32) throws(Diagnostic) {
    if case .name(let name) = target.kind, directRegister(name) != nil {
      noteAssigned(name)
    } else {
      try assign(target, element)
    }
  }

  /// The items of a tuple target without stars, if it has just so many.
  private func plainTuple(_ target: Expression, _ count: Int) -> [Expression]? {
    guard case .tuple(let items) = target.kind, items.count == count else { return nil }
    for item in items { if case .starred = item.kind { return nil } }
    return items
  }

  // MARK: Other statements

  private func assertion(
    _ test: Expression, _ message: Expression?, _ span: SourceSpan
  ) throws(Diagnostic) {
    let passed = Label()
    try decision(.assert, test, jumpIf: true, to: passed)
    let flow = frame.flow
    let operand =
      try message.map { (message) throws(Diagnostic) in try expression(message) }
      ?? slot(.unbound)
    frame.place = span
    frame.emit(.failAssertion, 0, operand)
    frame.flow = flow
    frame.mark(passed)
  }

  private func delete(_ target: Expression) throws(Diagnostic) {
    frame.place = target.span
    switch target.kind {
    case .name(let name):
      _ = try read(name, target.span, to: nil)
      switch resolver.lookUp(name, scope) {
      case .local(let owner): frame.emit(.clear, frame.register(name, owner), 1)
      case .global where frame.scope.kind == .module:
        frame.emit(.storeGlobal, slot(.global(name)), slot(.unbound))
      default: throw unsupported("'del' of a shared variable", target.span)
      }
    case .subscripted(let value, let index):
      let object = try operand(value)
      let key = try expression(index)
      frame.place = target.span
      frame.emit(.deleteSubscript, 0, object, key)
    case .tuple(let items), .list(let items): for item in items { try delete(item) }
    case .attribute(let object, let name):
      let first = frame.takeRegisters(2)
      _ = try expression(object, to: first)
      _ = moved(constant(.string(string(name.text))), to: first + 1)
      frame.place = target.span
      _ = builtinCall(.delattr, first: first, 2, nil, first)
    default: throw syntax("expected something that can be deleted", target.span)
    }
  }

  private func importModules(_ names: [ImportedName]) throws(Diagnostic) {
    for name in names {
      guard Builtin.isKnown(module: name.name) else {
        try importUnknown(name.name, [name], name.span)
        continue
      }
      let bound = name.alias?.text ?? name.name
      if Builtin.isSilent(module: name.name) { continue }
      if case .module = resolver.lookUp(bound, scope) { continue }
      write(bound, slot(.module(name.name)))
    }
  }

  /// The import of a module that there is not: an error in `try`, nothing where no name of it is
  /// read, otherwise refused.
  private func importUnknown(
    _ module: String, _ names: [ImportedName], _ span: SourceSpan
  ) throws(Diagnostic) {
    if frame.isInTryBody {
      frame.place = span
      frame.emit(.raise, 0, slot(.builtin(.errorModuleNotFoundError)))
      frame.flow = .unreachable
    } else if names.isEmpty
      || names.contains(where: { resolver.isUsed($0.boundName, boundIn: scope) })
    {
      throw unknownModule(module, span, names: names.map(\.name))
    }
  }

  private func importMembers(
    _ module: String, _ level: Int, _ names: [ImportedName], _ span: SourceSpan
  ) throws(Diagnostic) {
    guard level == 0, Builtin.isKnown(module: module) else {
      return try importUnknown(String(repeating: ".", count: level) + module, names, span)
    }
    guard !names.isEmpty else { throw unsupported("'import *'", span, hint: "name what you use") }
    for name in names {
      let bound = name.alias?.text ?? name.name
      guard Builtin.modules.contains(module) else {
        if module == "cartwright", name.name != "trainable" {
          throw Diagnostic(
            .imports, "expected 'trainable' from cartwright, found '\(name.name)'", at: name.span,
            in: source)
        }
        continue
      }
      let value = try memberSlot("\(module).\(name.name)", name.span)
      if case .member = resolver.lookUp(bound, scope) { continue }
      write(bound, value)
    }
  }

  private func define(
    _ function: FunctionDefinition, _ statement: Statement
  ) throws(Diagnostic) {
    if function.name.text == "trainable", !isIdentity(function) {
      throw syntax(
        "expected 'def trainable(function): return function', found another function of this name",
        function.name.span)
    }
    guard let inner = resolver.scopes[function.span] else { preconditionFailure() }
    let number = try declareFunction(
      currentClass.flatMap { scope.kind == .classBody ? "\($0).\(function.name.text)" : nil }
        ?? function.name.text,
      function.parameters, inner, function.span, .statements(function.body))
    let value = try makeFunction(
      number, function.parameters, inner, function.span, to: directRegister(function.name.text))
    for decorator in function.decorators where scope.kind == .classBody {
      guard let tag = resolver.methodMark(decorator, scope), tag != .function else { continue }
      frame.emit(.markFunction, value, d: Int(tag.rawValue))
    }
    if value != directRegister(function.name.text) {
      write(function.name.text, value)
    } else {
      noteAssigned(function.name.text)
      traceAssigned(function.name.text, value)
    }
  }

  /// `@trainable` is a mark for optimizers: its function gives back what it gets.
  private func isIdentity(_ function: FunctionDefinition) -> Bool {
    guard function.parameters.all.count == 1, let parameter = function.parameters.all.first,
      case .return(let value?)? = function.body.last?.kind,
      case .name(parameter.name.text) = value.kind
    else { return false }
    return function.body.count == (function.docstring == nil ? 1 : 2)
  }

  /// Emits the making of a function value: defaults are evaluated here, boxes are handed over.
  func makeFunction(
    _ number: Int32, _ parameters: Parameters, _ inner: Scope, _ span: SourceSpan,
    to target: Int32?
  ) throws(Diagnostic) -> Int32 {
    let mark = frame.next
    let defaults = PolicyProgram.Function.ordered(parameters).compactMap(\.defaultValue)
    let first = frame.takeRegisters(defaults.count)
    for (index, value) in defaults.enumerated() {
      _ = try expression(value, to: first + Int32(index))
    }
    var boxes: [Int32] = []
    for name in inner.free {
      switch resolver.lookUp(name, scope) {
      case .box(let owner): boxes.append(frame.register(name, owner))
      case .free: boxes.append(frame.register(name, Frame.free))
      default: preconditionFailure("\(name) is not shared")
      }
    }
    frame.release(to: mark)
    let result = target ?? frame.takeRegister()
    frame.place = span
    frame.emit(.makeFunction, result, number, first, d: defaults.count)
    frame.emit(.extra, boxes.isEmpty ? -1 : cellList(boxes))
    return result
  }

  /// Notes the names that a `del` may take the value of.
  func noteDeletions(_ body: [Statement]) {
    for statement in body {
      statement.walk { inner in
        if case .try(_, let handlers, _, _) = inner.kind {
          // A name of `except … as name` loses its value at the end.
          for handler in handlers {
            if let name = handler.name { frame.deletable.insert(name.text) }
          }
        }
        guard case .delete(let targets) = inner.kind else { return }
        for target in targets {
          target.walk { if case .name(let name) = $0.kind { frame.deletable.insert(name) } }
        }
      }
    }
  }
}
