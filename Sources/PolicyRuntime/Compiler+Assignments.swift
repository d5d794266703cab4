import PolicySyntax

extension Compiler {
  func assignment(_ targets: [Expression], _ value: Expression) throws(Diagnostic) {
    if targets.count == 1 {
      if case .name(let name) = targets[0].kind, let register = directRegister(name) {
        _ = try expression(value, to: register)
        noteAssigned(name)
        traceAssigned(name, register)
        return
      }
      if try parallelAssignment(targets[0], value) { return }
    }
    let operand = try expression(value)
    for target in targets { try assign(target, operand) }
  }

  /// `a, b = b, a` without making a tuple.
  private func parallelAssignment(
    _ target: Expression, _ value: Expression
  ) throws(Diagnostic) -> Bool {
    guard case .tuple(let targets) = target.kind, case .tuple(let values) = value.kind,
      targets.count == values.count, !targets.isEmpty
    else { return false }
    for item in targets + values { if case .starred = item.kind { return false } }
    let first = frame.takeRegisters(values.count)
    for (index, value) in values.enumerated() {
      _ = try expression(value, to: first + Int32(index))
    }
    for (index, target) in targets.enumerated() { try assign(target, first + Int32(index)) }
    return true
  }

  private func checkNoProperty(_ name: Identifier) throws(Diagnostic) {
    guard resolver.propertyNames.contains(name.text) else { return }
    throw unsupported(
      "an assignment to an attribute named as a property", name.span,
      hint: "keep the value under another name, such as _\(name.text)")
  }

  /// Assigns the value of an operand to any target.
  func assign(_ target: Expression, _ value: Int32) throws(Diagnostic) {
    let mark = frame.next
    defer { frame.release(to: mark) }
    frame.place = target.span
    switch target.kind {
    case .name(let name): write(name, value)
    case .subscripted(let object, let index):
      let container = try operand(object)
      let key = try expression(index)
      frame.place = target.span
      frame.emit(.setSubscript, value, container, key)
      traceAssigned(target, value)
    case .tuple(let items), .list(let items):
      var star = 0
      for (index, item) in items.enumerated() {
        if case .starred = item.kind { star = index + 1 }
      }
      let first = frame.takeRegisters(items.count)
      frame.emit(.unpack, first, value, Int32(items.count), d: star)
      for (index, item) in items.enumerated() {
        if case .starred(let inner) = item.kind {
          try assign(inner, first + Int32(index))
        } else {
          try assign(item, first + Int32(index))
        }
      }
    case .attribute(let object, let name):
      try checkNoProperty(name)
      let receiver = try expression(object)
      frame.place = target.span
      frame.emit(.setAttribute, value, receiver, constant(.string(string(name.text))))
      traceAssigned(target, value)
    default: throw unsupported("this target", target.span)
    }
  }

  func augmentedAssignment(
    _ target: Expression, _ operation: BinaryOperator, _ value: Expression, _ span: SourceSpan
  ) throws(Diagnostic) {
    let code = operationCode(operation)
    switch target.kind {
    case .name(let name):
      var old = try read(name, target.span, to: nil)
      if isVariable(old), frame.scope.hasNamedExpressions {
        old = moved(old, to: frame.takeRegister())
      }
      let operand = frame.fused(old, try expression(value)).1
      frame.place = span
      if let register = directRegister(name) {
        frame.emit(code, register, old, operand, d: 1)
        noteAssigned(name)
        traceAssigned(name, register)
      } else {
        let result = frame.takeRegister()
        frame.emit(code, result, old, operand, d: 1)
        write(name, result)
      }
    case .subscripted(let object, let index):
      let container = try self.operand(object)
      let key = try self.operand(index)
      let old = frame.takeRegister()
      frame.place = target.span
      frame.emit(subscriptCode(key), old, container, key)
      let operand = try expression(value)
      frame.place = span
      frame.emit(code, old, old, operand, d: 1)
      frame.place = target.span
      frame.emit(.setSubscript, old, container, key)
      traceAssigned(target, old)
    case .attribute(let object, let name):
      try checkNoProperty(name)
      let receiver = try self.operand(object)
      let key = constant(.string(string(name.text)))
      let old = frame.takeRegister()
      frame.place = target.span
      frame.emit(.getAttribute, old, receiver, key)
      let operand = try expression(value)
      frame.place = span
      frame.emit(code, old, old, operand, d: 1)
      frame.place = target.span
      frame.emit(.setAttribute, old, receiver, key)
      traceAssigned(target, old)
    default: throw unsupported("this target", target.span)
    }
  }
}
