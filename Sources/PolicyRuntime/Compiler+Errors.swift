// `try`, `except`, `finally` and `raise`.
//
// What a failing instruction does is written in a table of ranges of code, so that a `try` costs
// nothing while all goes well. The code of `finally` is compiled once for every way out: after the
// body, for an error that goes on, and in place before each `return`, `break` and `continue` that
// leaves it. Code in place is taken out of the ranges that it has left.

import PolicySyntax

extension Compiler {
  /// How many statements of `finally` may be compiled again.
  private static let maximumRepeatedStatements = 20_000

  func countRepeated(_ statement: Statement) throws(Diagnostic) {
    repeatedStatements += 1
    guard repeatedStatements <= Compiler.maximumRepeatedStatements else {
      throw unsupported("so much code in 'finally' with so many ways out", statement.span)
    }
  }

  func tryStatement(
    _ body: [Statement], _ clauses: [ExceptHandler], _ otherwise: [Statement],
    _ finally: [Statement]
  ) throws(Diagnostic) {
    guard !finally.isEmpty else { return try tryExcept(body, clauses, otherwise) }
    let before = frame.flow
    let end = Label()
    let cleanup = Frame.Cleanup(.finally(finally))
    let start = frame.code.count
    frame.cleanups.append(cleanup)
    try tryExcept(body, clauses, otherwise)
    frame.cleanups.removeLast()
    let covered = start..<frame.code.count
    if frame.flow.isReachable {
      try block(finally)
      if frame.flow.isReachable { frame.jump(.jump, end) }
    }
    let after = frame.flow
    let error = frame.takeRegister()
    cover(covered, cleanup, error)
    frame.flow = before
    try repeated(finally)
    if frame.flow.isReachable { frame.emit(.raiseAgain, 0, error) }
    frame.flow = after
    frame.mark(end)
  }

  private func tryExcept(
    _ body: [Statement], _ clauses: [ExceptHandler], _ otherwise: [Statement]
  ) throws(Diagnostic) {
    guard !clauses.isEmpty else { return try block(body) }
    let before = frame.flow
    let end = Label()
    let cleanup = Frame.Cleanup(.body)
    let start = frame.code.count
    frame.cleanups.append(cleanup)
    try block(body)
    frame.cleanups.removeLast()
    let covered = start..<frame.code.count
    if frame.flow.isReachable { try block(otherwise) }
    var after = frame.flow
    if frame.flow.isReachable { frame.jump(.jump, end) }

    let error = frame.takeRegister()
    cover(covered, cleanup, error)
    frame.flow = before
    var catchesAll = false
    for (index, clause) in clauses.enumerated() {
      if clause.type == nil, index < clauses.count - 1 {
        throw syntax("expected 'except:' as the last clause, found another after it", clause.span)
      }
      let next = Label()
      frame.place = clause.span
      part = clause.span.start
      trace(.line, .line, clause.span)
      if let type = clause.type {
        let mark = frame.next
        let operand = try expression(type)
        frame.place = type.span
        frame.jump(.jumpNotError, next, error, operand)
        frame.release(to: mark)
      } else {
        catchesAll = true
      }
      let tested = frame.flow
      if let type = clause.type { trace(.isTrue, .branch(.except), type.span) }
      try clauseBody(clause, error)
      after = after.merged(frame.flow)
      if frame.flow.isReachable { frame.jump(.jump, end) }
      frame.mark(next)
      if let type = clause.type { trace(.isFalse, .branch(.except), type.span) }
      frame.flow = tested
    }
    if !catchesAll { frame.emit(.raiseAgain, 0, error) }
    frame.flow = after
    frame.mark(end)
  }

  private func clauseBody(_ clause: ExceptHandler, _ error: Int32) throws(Diagnostic) {
    frame.caught.append(error)
    defer { frame.caught.removeLast() }
    guard let name = clause.name else { return try block(clause.body) }
    frame.place = name.span
    write(name.text, error)
    frame.cleanups.append(Frame.Cleanup(.name(name.text)))
    try block(clause.body)
    frame.cleanups.removeLast()
    if frame.flow.isReachable { write(name.text, slot(.unbound)) }
  }

  /// Makes the next instruction the place where failures of covered code go on.
  private func cover(_ covered: Range<Int>, _ cleanup: Frame.Cleanup, _ error: Int32) {
    var start = covered.lowerBound
    func add(_ end: Int) {
      if start < end {
        frame.handlers.append(
          PolicyProgram.Handler(
            start: Int32(start), end: Int32(end), target: Int32(frame.code.count),
            register: error))
      }
    }
    for range in cleanup.outside {
      add(range.lowerBound)
      start = range.upperBound
    }
    add(covered.upperBound)
  }

  private func repeated(_ block: [Statement]) throws(Diagnostic) {
    let outer = isRepeating
    isRepeating = true
    defer { isRepeating = outer }
    try self.block(block)
  }

  /// Does what is to be done before control leaves the cleanups beyond the first ones.
  func leave(downTo count: Int) throws(Diagnostic) {
    let all = frame.cleanups
    defer { frame.cleanups = all }
    for index in stride(from: all.count - 1, through: count, by: -1) {
      guard frame.flow.isReachable else { return }
      let start = frame.code.count
      frame.cleanups = Array(all[..<index])
      switch all[index].kind {
      case .body: break
      case .name(let name): write(name, slot(.unbound))
      case .finally(let block): try repeated(block)
      }
      if start < frame.code.count {
        for inner in all[index...] { inner.outside.append(start..<frame.code.count) }
      }
    }
  }

  /// The error to raise; a class of the file is called first, as it may have an `__init__`.
  private func raisedOperand(_ value: Expression) throws(Diagnostic) -> Int32 {
    if case .name(let name) = value.kind, resolver.classNames.contains(name),
      resolver.lookUp(name, scope) == .global
    {
      return try call(value, [], value.span, nil)
    }
    return try operand(value)
  }

  func raise(
    _ value: Expression?, _ cause: Expression?, _ span: SourceSpan
  ) throws(Diagnostic) {
    if let value {
      let operand = try raisedOperand(value)
      if let cause { _ = try expression(cause) }
      frame.place = span
      frame.emit(.raise, 0, operand)
    } else if let error = frame.caught.last {
      frame.emit(.raiseAgain, 0, error)
    } else {
      throw syntax(
        "expected an error to raise, or 'raise' alone in an 'except' clause, found it outside", span
      )
    }
    frame.flow = .unreachable
  }
}
