import PolicySyntax

extension Compiler {
  /// Compiles an expression; gives the operand that holds its value, which is `target` if given.
  ///
  /// Registers taken on the way are given back, except the one of the result.
  func expression(_ expression: Expression, to target: Int32? = nil) throws(Diagnostic) -> Int32 {
    let result = try value(of: expression, to: target)
    if recordsValues { traceText(expression, result) }
    return result
  }

  private func value(of expression: Expression, to target: Int32?) throws(Diagnostic) -> Int32 {
    switch expression.kind {
    case .name(let name): return try read(name, expression.span, to: target)
    case .constant(let value):
      frame.place = expression.span
      return moved(constant(try literal(value, expression.span)), to: target)
    case .unary(.minus, let operand):
      if let folded = try negated(operand) { return moved(constant(folded), to: target) }
      return try unary(.negate, operand, expression.span, target)
    case .unary(.not, let operand): return try unary(.not, operand, expression.span, target)
    case .unary(.plus, let operand): return try unary(.plus, operand, expression.span, target)
    case .unary(.invert, let operand):
      return try unary(.invert, operand, expression.span, target)
    case .binary(let left, let operation, let right):
      let mark = frame.next
      let first = try operand(left)
      let second = try operand(right)
      frame.release(to: mark)
      let fused = frame.fused(first, second)
      return emit(operationCode(operation), fused.0, fused.1, expression.span, target)
    case .comparison(let first, let links):
      if links.count == 1 {
        let mark = frame.next
        let left = try operand(first)
        let right = try operand(links[0].operand)
        frame.release(to: mark)
        return emit(comparisonCode(links[0].operation), left, right, expression.span, target)
      }
      return try comparisonChain(first, links, expression.span, target)
    case .boolean(let operation, let operands):
      return try boolean(operation, operands, target)
    case .conditional(let test, let then, let otherwise):
      return try conditionalExpression(test, then, otherwise, target)
    case .call(let callee, let arguments):
      return try call(callee, arguments, expression.span, target)
    case .attribute(let value, let name): return try attribute(value, name, expression.span, target)
    case .subscripted(let value, let index):
      let mark = frame.next
      let container = try operand(value)
      let key = try operand(index)
      frame.release(to: mark)
      return emit(subscriptCode(key), container, key, expression.span, target)
    case .slice(let lower, let upper, let step):
      let mark = frame.next
      let first = frame.takeRegisters(3)
      for (index, part) in [lower, upper, step].enumerated() {
        if let part {
          _ = try self.expression(part, to: first + Int32(index))
        } else {
          _ = moved(noneOperand, to: first + Int32(index))
        }
      }
      frame.release(to: mark)
      return emit(.makeSlice, first, 0, expression.span, target)
    case .list(let items): return try display(.makeList, items, expression.span, target)
    case .set(let items): return try display(.makeSet, items, expression.span, target)
    case .tuple(let items):
      if let folded = foldedTuple(items) { return moved(constant(folded), to: target) }
      return try display(.makeTuple, items, expression.span, target)
    case .dictionary(let entries): return try dictionary(entries, expression.span, target)
    case .comprehension(let comprehension):
      let list = try self.comprehension(comprehension, expression.span, target)
      guard comprehension.form == .generator else { return list }
      // A generator is made whole where it stands; consumers that stop early are compiled inline.
      return builtinCall(.iter, first: moved(list, to: frame.takeRegister()), 1, nil, target)
    case .lambda(let parameters, let body):
      let inner = resolver.scopes[expression.span]!
      let number = try declareFunction(
        "<lambda>", parameters, inner, expression.span, .value(body))
      return try makeFunction(number, parameters, inner, expression.span, to: target)
    case .named(let name, let value):
      let result = try self.expression(value, to: target)
      frame.place = expression.span
      write(name.text, result)
      return result
    case .formatted(let parts): return try formatted(parts, expression.span, target)
    case .starred: throw syntax("expected no star here", expression.span)
    case .yield, .yieldFrom: throw unsupported("'yield'", expression.span, hint: "return a list")
    case .await: throw unsupported("'await'", expression.span)
    }
  }

  /// An operand that stays as it is while the operands after it are evaluated.
  func operand(_ expression: Expression) throws(Diagnostic) -> Int32 {
    let result = try self.expression(expression)
    guard frame.scope.hasNamedExpressions, isVariable(result) else { return result }
    return moved(result, to: frame.takeRegister())
  }

  func emit(
    _ operation: Operation, _ b: Int32, _ c: Int32, _ span: SourceSpan, _ target: Int32?
  ) -> Int32 {
    let result = target ?? frame.takeRegister()
    frame.place = span
    frame.emit(operation, result, b, c)
    return result
  }

  private func unary(
    _ operation: Operation, _ value: Expression, _ span: SourceSpan, _ target: Int32?
  ) throws(Diagnostic) -> Int32 {
    let mark = frame.next
    let operand = try expression(value)
    frame.release(to: mark)
    return emit(operation, operand, 0, span, target)
  }

  // MARK: Operation codes

  func operationCode(_ operation: BinaryOperator) -> Operation {
    let index = BinaryOperator.allCases.firstIndex(of: operation)!
    return Operation(rawValue: Operation.add.rawValue + UInt8(index))!
  }

  private func comparisonCode(_ operation: ComparisonOperator) -> Operation {
    let index = ComparisonOperator.allCases.firstIndex(of: operation)!
    return Operation(rawValue: Operation.less.rawValue + UInt8(index))!
  }

  /// Emits a jump that is taken if a comparison has an outcome.
  private func jump(
    _ operation: ComparisonOperator, _ label: Label, _ left: Int32, _ right: Int32,
    _ outcome: Bool, keepsRight: Bool = false
  ) {
    switch operation {
    case .isIn: frame.jump(outcome ? .jumpIn : .jumpNotIn, label, left, right)
    case .notIn: frame.jump(outcome ? .jumpNotIn : .jumpIn, label, left, right)
    default:
      let index = ComparisonOperator.allCases.firstIndex(of: operation)!
      let code = Operation(rawValue: Operation.jumpLess.rawValue + UInt8(index))!
      let takesFields = operation != .isSame && operation != .isNotSame
      let (left, right) =
        takesFields ? frame.fused(left, right, keepsRight: keepsRight) : (left, right)
      frame.jump(code, label, left, right, d: outcome ? 1 : 0)
    }
  }

  /// What `x in [1, 2, 3]` looks through: a tuple that is there already.
  private func container(_ link: Comparison) -> Int32? {
    guard link.operation == .isIn || link.operation == .notIn,
      case .list(let items) = link.operand.kind, let tuple = foldedTuple(items)
    else { return nil }
    return constant(tuple)
  }

  /// Permanent strings as keys have an operation of their own.
  func subscriptCode(_ key: Int32) -> Operation {
    if key < 0, case .literal(.string) = slots[Int(-1 - key)] { return .key }
    return .subscripted
  }

  // MARK: Constants

  func literal(_ value: Constant, _ span: SourceSpan) throws(Diagnostic) -> PolicyProgram.Literal {
    switch value {
    case .none: return .none
    case .boolean(let flag): return .boolean(flag)
    case .integer(let number): return .integer(number)
    case .real(let number): return .real(number.bitPattern)
    case .string(let text): return .string(string(text))
    case .bigInteger:
      throw Diagnostic(
        .overflow, "expected an integer of at most 64 bits, found a larger one", at: span,
        in: source, hint: "a float holds larger numbers: write 1e20")
    case .imaginary: throw unsupported("a complex number", span)
    case .bytes: throw unsupported("a bytes literal", span)
    case .ellipsis: throw unsupported("'...'", span, hint: "write 'pass'")
    }
  }

  /// The negative of a literal number.
  private func negated(_ operand: Expression) throws(Diagnostic) -> PolicyProgram.Literal? {
    guard case .constant(let value) = operand.kind else { return nil }
    switch value {
    case .integer(let number) where number != .min: return .integer(-number)
    case .real(let number): return .real((-number).bitPattern)
    case .bigInteger("9223372036854775808"): return .integer(.min)
    default: return nil
    }
  }

  private func foldedTuple(_ items: [Expression]) -> PolicyProgram.Literal? {
    var literals: [PolicyProgram.Literal] = []
    for item in items {
      switch item.kind {
      case .constant(let value):
        guard let literal = try? literal(value, item.span) else { return nil }
        literals.append(literal)
      case .unary(.minus, let operand):
        guard let literal = try? negated(operand) else { return nil }
        literals.append(literal)
      case .tuple(let inner):
        guard let literal = foldedTuple(inner) else { return nil }
        literals.append(literal)
      default: return nil
      }
    }
    return .tuple(literals)
  }

  /// The truth of a constant expression, if it is one.
  func constantTruth(_ expression: Expression) -> Bool? {
    guard case .constant(let value) = expression.kind else { return nil }
    switch value {
    case .none: return false
    case .boolean(let flag): return flag
    case .integer(let number): return number != 0
    case .real(let number): return number != 0
    case .string(let text): return !text.isEmpty
    default: return nil
    }
  }

  // MARK: Conditions

  /// Jumps to a label if the truth of an expression is `outcome`; goes on otherwise.
  func condition(
    _ expression: Expression, jumpIf outcome: Bool, to label: Label
  ) throws(Diagnostic) {
    let mark = frame.next
    defer { frame.release(to: mark) }
    if let truth = constantTruth(expression) {
      frame.place = expression.span
      if truth == outcome { frame.jump(.jump, label) }
      return
    }
    switch expression.kind {
    case .unary(.not, let operand):
      try condition(operand, jumpIf: !outcome, to: label)
    case .boolean(let operation, let operands):
      // `and` jumps on false at the first false operand, `or` on true at the first true one.
      let early = operation == .or
      let skip = early == outcome ? label : Label()
      var flow: Flow?
      for (index, operand) in operands.enumerated() {
        if index < operands.count - 1 {
          try decision(.init(operation), operand, jumpIf: early, to: skip)
        } else {
          try condition(operand, jumpIf: outcome, to: label)
        }
        // What later operands assign is not certain, since they may not run.
        flow = flow ?? frame.flow
      }
      frame.flow = flow!
      if early != outcome { frame.mark(skip) }
    case .comparison(let first, let links) where links.count == 1:
      let left = try operand(first)
      let right =
        if let tuple = container(links[0]) { tuple } else { try operand(links[0].operand) }
      frame.place = expression.span
      jump(links[0].operation, label, left, right, outcome)
    case .comparison(let first, let links):
      let failed = outcome ? Label() : label
      var left = try operand(first)
      var flow: Flow?
      for (index, link) in links.enumerated() {
        let right = try operand(link.operand)
        flow = flow ?? frame.flow
        frame.place = expression.span
        let isLast = index == links.count - 1
        jump(
          link.operation, isLast && outcome ? label : failed, left, right, isLast && outcome,
          keepsRight: !isLast)
        left = right
      }
      frame.flow = flow!
      if outcome { frame.mark(failed) }
    default:
      let value = try self.expression(expression)
      frame.place = expression.span
      frame.jump(.jumpIf, label, value, d: outcome ? 1 : 0)
    }
  }

  /// A register for a result that is built in several steps: never a variable, whose old value the
  /// later steps may need.
  private func workRegister(_ target: Int32?) -> Int32 {
    if let target, !isVariable(target) { return target }
    return frame.takeRegister()
  }

  private func finishWork(_ work: Int32, _ target: Int32?) -> Int32 {
    let result = moved(work, to: target)
    if result != work, work == frame.next - 1 { frame.release(to: work) }
    return result
  }

  private func boolean(
    _ operation: BooleanOperator, _ operands: [Expression], _ target: Int32?
  ) throws(Diagnostic) -> Int32 {
    let work = workRegister(target)
    let end = Label()
    var flow: Flow?
    for (index, operand) in operands.enumerated() {
      let mark = frame.next
      _ = try expression(operand, to: work)
      frame.release(to: mark)
      flow = flow ?? frame.flow
      frame.place = operand.span
      if index < operands.count - 1 {
        decide(.init(operation), operand, jumpIf: operation == .or, to: end) {
          frame.jump(.jumpIf, $0, work, d: operation == .or ? 1 : 0)
        }
      }
    }
    frame.mark(end)
    frame.flow = flow!
    return finishWork(work, target)
  }

  private func comparisonChain(
    _ first: Expression, _ links: [Comparison], _ span: SourceSpan, _ target: Int32?
  ) throws(Diagnostic) -> Int32 {
    let work = workRegister(target)
    let mark = frame.next
    let end = Label()
    var left = try operand(first)
    var flow: Flow?
    for (index, link) in links.enumerated() {
      let right = try operand(link.operand)
      flow = flow ?? frame.flow
      frame.place = span
      frame.emit(comparisonCode(link.operation), work, left, right)
      if index < links.count - 1 { frame.jump(.jumpIf, end, work, d: 0) }
      left = right
    }
    frame.mark(end)
    frame.flow = flow!
    frame.release(to: mark)
    return finishWork(work, target)
  }

  private func conditionalExpression(
    _ test: Expression, _ then: Expression, _ otherwise: Expression, _ target: Int32?
  ) throws(Diagnostic) -> Int32 {
    // Either branch writes its result as its last act, so a variable can take it directly.
    let work = target ?? frame.takeRegister()
    let mark = frame.next
    let second = Label()
    let end = Label()
    try decision(.conditional, test, jumpIf: false, to: second)
    let tested = frame.flow
    _ = try expression(then, to: work)
    frame.release(to: mark)
    frame.jump(.jump, end)
    let thenFlow = frame.flow
    frame.mark(second)
    frame.flow = tested
    _ = try expression(otherwise, to: work)
    frame.release(to: mark)
    frame.flow = frame.flow.merged(thenFlow)
    frame.mark(end)
    return work
  }

  // MARK: Displays

  private func display(
    _ operation: Operation, _ items: [Expression], _ span: SourceSpan, _ target: Int32?
  ) throws(Diagnostic) -> Int32 {
    let hasStar = items.contains { if case .starred = $0.kind { true } else { false } }
    guard hasStar || items.count > 64 else {
      let mark = frame.next
      let first = try consecutive(items)
      frame.release(to: mark)
      return emit(operation, first, Int32(items.count), span, target)
    }
    // Long displays and those with stars are built piece by piece.
    let work = workRegister(target)
    frame.place = span
    frame.emit(operation == .makeSet ? .makeSet : .makeList, work, 0, 0)
    for item in items {
      let mark = frame.next
      if case .starred(let value) = item.kind {
        let operand = try expression(value)
        frame.place = item.span
        if operation == .makeSet {
          let first = frame.takeRegisters(2)
          _ = moved(work, to: first)
          _ = moved(operand, to: first + 1)
          methodCall(.update, first, 1, nil, first)
        } else {
          frame.emit(.extend, work, operand)
        }
      } else {
        let operand = try expression(item)
        frame.place = span
        frame.emit(operation == .makeSet ? .insert : .append, work, operand)
      }
      frame.release(to: mark)
    }
    if operation == .makeTuple { frame.emit(.listToTuple, work) }
    return finishWork(work, target)
  }

  /// Evaluates expressions into consecutive registers; gives the first.
  func consecutive(_ items: [Expression]) throws(Diagnostic) -> Int32 {
    let first = frame.next
    for item in items {
      let register = frame.takeRegister()
      _ = try expression(item, to: register)
      frame.release(to: register + 1)
    }
    return first
  }

  private func dictionary(
    _ entries: [DictionaryEntry], _ span: SourceSpan, _ target: Int32?
  ) throws(Diagnostic) -> Int32 {
    if entries.count <= 32, entries.allSatisfy({ $0.key != nil }) {
      let mark = frame.next
      let first = try consecutive(entries.flatMap { [$0.key!, $0.value] })
      frame.release(to: mark)
      return emit(.makeDictionary, first, Int32(entries.count), span, target)
    }
    let work = workRegister(target)
    frame.place = span
    frame.emit(.makeDictionary, work, 0, 0)
    for entry in entries {
      let mark = frame.next
      if let key = entry.key {
        let key = try operand(key)
        let value = try expression(entry.value)
        frame.place = span
        frame.emit(.put, work, key, value)
      } else {
        let value = try expression(entry.value)
        frame.place = entry.value.span
        frame.emit(.merge, work, value)
      }
      frame.release(to: mark)
    }
    return finishWork(work, target)
  }

  private func formatted(
    _ parts: [FormattedPart], _ span: SourceSpan, _ target: Int32?
  ) throws(Diagnostic) -> Int32 {
    let mark = frame.next
    let first = frame.next
    let lastChange = parts.lastIndex { !isUnchanging($0) } ?? -1
    for (index, part) in parts.enumerated() {
      let register = frame.takeRegister()
      switch part {
      case .text(let text): _ = moved(constant(.string(string(text))), to: register)
      case .field(let field):
        if field.specification == nil, field.conversion == nil,
          index >= lastChange
        {
          // `join` writes the value itself.
          _ = try expression(field.value, to: register)
          break
        }
        let value = try operand(field.value)
        let specification =
          try field.specification.map { (parts) throws(Diagnostic) in
            try formatted(parts, span, nil)
          } ?? constant(.string(string("")))
        let conversion =
          switch field.conversion {
          case nil: 0
          case .string: 1
          case .representation: 2
          case .ascii: 3
          }
        frame.place = field.value.span
        frame.emit(.format, register, value, specification, d: conversion)
      }
      frame.release(to: register + 1)
    }
    frame.release(to: mark)
    return emit(.join, first, Int32(parts.count), span, target)
  }

  /// Whether a part of a formatted string certainly changes no value that stands before it.
  private func isUnchanging(_ part: FormattedPart) -> Bool {
    guard case .field(let field) = part else { return true }
    switch field.value.kind {
    case .name, .constant: return field.specification == nil
    default: return false
    }
  }
}
