import PolicySyntax

extension Compiler {
  /// The built-in function and arguments of a call without keywords and stars.
  func plainBuiltinCall(_ expression: Expression) -> (Builtin, [Expression])? {
    guard case .call(let callee, let arguments) = expression.kind,
      case .name(let name) = callee.kind,
      let builtin = builtin(name)
    else { return nil }
    guard arguments.allSatisfy({ $0.form == .positional }) else { return nil }
    return (builtin, arguments.map(\.value))
  }

  private func builtin(_ name: String) -> Builtin? {
    switch resolver.lookUp(name, scope) {
    case .builtin(let name), .member(let name): Builtin.named(name)
    default: nil
    }
  }

  func call(
    _ callee: Expression, _ arguments: [Argument], _ span: SourceSpan, _ target: Int32?
  ) throws(Diagnostic) -> Int32 {
    guard arguments.count <= Compiler.maximumParameters else {
      throw unsupported(
        "a call with more than \(Compiler.maximumParameters) arguments", span)
    }
    let hasSpread = arguments.contains { $0.form == .star || $0.form == .doubleStar }
    switch callee.kind {
    case .name(let name):
      if let builtin = builtin(name), !hasSpread {
        return try call(builtin, arguments, span, target)
      }
    case .attribute(let value, let name):
      if let member = try moduleMember(value, name) {
        if let builtin = Builtin.named(member), !hasSpread {
          return try call(builtin, arguments, span, target)
        }
      } else {
        if let result = try superCall(value, name, arguments, span, target) { return result }
        if hasSpread { break }
        if resolver.attributeNames.contains(name.text) {
          return try attributeCall(value, name, arguments, span, target)
        }
        return try method(value, name, arguments, span, target)
      }
    default: break
    }
    return hasSpread
      ? try spreadCall(callee, arguments, span, target)
      : try plainCall(callee, arguments, span, target)
  }

  // MARK: Functions of the policy

  private func plainCall(
    _ callee: Expression, _ arguments: [Argument], _ span: SourceSpan, _ target: Int32?
  ) throws(Diagnostic) -> Int32 {
    let mark = frame.next
    let function = try operand(callee)
    let first = try consecutive(arguments.map(\.value))
    frame.release(to: mark)
    let result = target ?? frame.takeRegister()
    frame.place = span
    let keywords = keywordNames(arguments)
    if keywords.isEmpty {
      frame.emit(.call, result, function, first, d: arguments.count)
    } else {
      frame.emit(.callKeywords, result, function, first, d: arguments.count)
      frame.emit(.extra, keywordList(keywords))
    }
    return result
  }

  func keywordNames(_ arguments: [Argument]) -> [String] {
    arguments.compactMap {
      if case .keyword(let name) = $0.form { name.text } else { nil }
    }
  }

  /// A call with `*` or `**`: positional arguments in a list, keywords in a dictionary.
  private func spreadCall(
    _ callee: Expression, _ arguments: [Argument], _ span: SourceSpan, _ target: Int32?
  ) throws(Diagnostic) -> Int32 {
    let mark = frame.next
    let function = moved(try expression(callee), to: frame.takeRegister())
    let list = frame.takeRegisters(2)
    frame.place = span
    frame.emit(.makeList, list, 0, 0)
    frame.emit(.makeDictionary, list + 1, 0, 0)
    for argument in arguments {
      let inner = frame.next
      let value = try expression(argument.value)
      frame.place = argument.span
      switch argument.form {
      case .positional: frame.emit(.append, list, value)
      case .star: frame.emit(.extend, list, value)
      case .keyword(let name):
        frame.emit(.put, list + 1, constant(.string(string(name.text))), value)
      case .doubleStar: frame.emit(.merge, list + 1, value)
      }
      frame.release(to: inner)
    }
    frame.release(to: mark)
    let result = target ?? frame.takeRegister()
    frame.place = span
    // Built-ins take keywords that are written out.
    let names = keywordNames(arguments)
    let isWritten = !names.isEmpty && !arguments.contains { $0.form == .doubleStar }
    let keywords = isWritten ? Int(keywordList(names)) + 1 : 0
    frame.emit(.callSpread, result, function, list, d: keywords <= 0xFFFF ? keywords : 0)
    return result
  }

  // MARK: Built-in functions

  func builtinCall(
    _ builtin: Builtin, first: Int32, _ count: Int, _ keywords: [String]?, _ target: Int32?
  ) -> Int32 {
    let result = target ?? first
    frame.emit(.callBuiltin, result, Int32(builtin.rawValue), first, d: count)
    frame.emit(.extra, keywords.map { $0.isEmpty ? -1 : keywordList($0) } ?? -1)
    return result
  }

  /// Built-ins that take all of an iterable at once, so that a generator may come as a list.
  private static let consumers: Set<Builtin> = [
    .sum, .min, .max, .sorted, .list, .tuple, .set, .dict, .enumerate, .zip, .map, .filter,
    .mathProd, .mathFsum,
  ]

  private func call(
    _ builtin: Builtin, _ arguments: [Argument], _ span: SourceSpan, _ target: Int32?
  ) throws(Diagnostic) -> Int32 {
    let mark = frame.next
    let keywords = keywordNames(arguments)
    if keywords.isEmpty {
      if let result = try earlyExit(builtin, arguments.map(\.value), span, target) {
        return result
      }
      if let fast = Compiler.fast[builtin], fast.count == arguments.count {
        let first = try operand(arguments[0].value)
        let second = arguments.count > 1 ? try operand(arguments[1].value) : 0
        frame.release(to: mark)
        return emit(fast.operation, first, second, span, target)
      }
    }
    if let result = try keyedCall(builtin, arguments, span, target) { return result }
    let first = frame.next
    for argument in arguments {
      let register = frame.takeRegister()
      if case .comprehension(let inner) = argument.value.kind, inner.form == .generator,
        Compiler.consumers.contains(builtin)
      {
        _ = try comprehension(inner, argument.value.span, register)
      } else {
        _ = try expression(argument.value, to: register)
      }
      frame.release(to: register + 1)
    }
    frame.release(to: mark)
    let result = target ?? frame.takeRegister()
    frame.place = span
    return builtinCall(builtin, first: first, arguments.count, keywords, result)
  }

  private static let fast: [Builtin: (operation: Operation, count: Int)] = [
    .len: (.length, 1), .abs: (.absolute, 1), .min: (.minimum, 2), .max: (.maximum, 2),
    .int: (.toInt, 1), .float: (.toReal, 1),
  ]

  // MARK: Methods and attributes

  private func moduleMember(_ value: Expression, _ name: Identifier) throws(Diagnostic) -> String? {
    guard case .name(let text) = value.kind,
      case .module(let module) = resolver.lookUp(text, scope)
    else { return nil }
    guard Builtin.modules.contains(module) else { throw unknownModule(module, value.span) }
    return "\(module).\(name.text)"
  }

  func attribute(
    _ value: Expression, _ name: Identifier, _ span: SourceSpan, _ target: Int32?
  ) throws(Diagnostic) -> Int32 {
    guard let member = try moduleMember(value, name) else {
      let mark = frame.next
      if resolver.propertyNames.contains(name.text) {
        let receiver = frame.takeRegister()
        _ = try expression(value, to: receiver)
        frame.release(to: mark)
        let result = target ?? frame.takeRegister()
        frame.place = span
        frame.emit(.getProperty, result, constant(.string(string(name.text))), receiver)
        return result
      }
      let receiver = try expression(value)
      frame.release(to: mark)
      if resolver.attributeNames.contains(name.text) || Compiler.valueAttributes.contains(name.text)
      {
        return emit(
          .getAttribute, receiver, constant(.string(string(name.text))), span, target)
      }
      guard let method = Method.named(name.text) else {
        frame.place = name.span
        frame.emit(.unknownMethod, 0, string(name.text), receiver)
        return moved(noneOperand, to: target ?? frame.takeRegister())
      }
      return emit(.attribute, receiver, Int32(method.rawValue), span, target)
    }
    frame.place = span
    return moved(try memberSlot(member, name.span), to: target)
  }

  func methodCall(
    _ method: Method, _ receiver: Int32, _ count: Int, _ keywords: [String]?, _ result: Int32
  ) {
    frame.emit(.callMethod, result, Int32(method.rawValue), receiver, d: count)
    frame.emit(.extra, keywords.map { $0.isEmpty ? -1 : keywordList($0) } ?? -1)
  }

  /// Whether an argument may fail before the call does.
  func canFail(_ argument: Expression) -> Bool {
    switch argument.kind {
    case .name(let name):
      switch resolver.lookUp(name, scope) {
      case .local(let owner): !frame.flow.contains(register: frame.register(name, owner))
      case .builtin, .module, .member: false
      default: !isCertainGlobal(name)
      }
    case .constant, .lambda: false
    case .list(let items), .tuple(let items): !items.isEmpty
    case .dictionary(let entries): !entries.isEmpty
    case .unary(.minus, let operand): if case .constant = operand.kind { false } else { true }
    default: true
    }
  }

  /// Python looks a method up before it evaluates the arguments; that shows only if they can fail.
  private func checkMethod(
    _ method: Method, _ receiver: Int32, _ arguments: [Argument], _ name: Identifier
  ) {
    guard arguments.contains(where: { canFail($0.value) }) else { return }
    frame.place = name.span
    frame.emit(.checkMethod, 0, receiver, Int32(method.rawValue))
  }

  private func method(
    _ value: Expression, _ name: Identifier, _ arguments: [Argument], _ span: SourceSpan,
    _ target: Int32?
  ) throws(Diagnostic) -> Int32 {
    let mark = frame.next
    let keywords = keywordNames(arguments)
    if name.text == "get", keywords.isEmpty, (1...2).contains(arguments.count) {
      let container = try operand(value)
      checkMethod(.get, container, arguments, name)
      let key = try operand(arguments[0].value)
      if arguments.count == 1 {
        frame.release(to: mark)
        return emit(.get, container, key, span, target)
      }
      let fallback = frame.takeRegister()
      _ = try expression(arguments[1].value, to: fallback)
      frame.place = span
      frame.emit(.getDefault, fallback, container, key)
      frame.release(to: mark)
      return moved(fallback, to: target ?? frame.takeRegister())
    }
    let receiver = frame.takeRegister()
    _ = try expression(value, to: receiver)
    frame.release(to: receiver + 1)
    if let method = Method.named(name.text) {
      checkMethod(method, receiver, arguments, name)
    } else {
      frame.place = name.span
      frame.emit(.unknownMethod, 0, string(name.text), receiver)
    }
    for argument in arguments {
      let register = frame.takeRegister()
      if case .comprehension(let inner) = argument.value.kind, inner.form == .generator,
        name.text == "join" || name.text == "extend" || name.text == "update"
      {
        _ = try comprehension(inner, argument.value.span, register)
      } else {
        _ = try expression(argument.value, to: register)
      }
      frame.release(to: register + 1)
    }
    frame.release(to: mark)
    let result = target ?? frame.takeRegister()
    frame.place = span
    guard let method = Method.named(name.text) else { return moved(noneOperand, to: result) }
    methodCall(method, receiver, arguments.count, keywords, result)
    return result
  }
}
