// Classes: their bodies run as code of the module.
//
// The names that a body binds are registers of the module's frame while it runs; then they become
// the attributes of the class. What an attribute of a value is, only the running program knows. But
// attributes are named in the source, so that a name no class and no assignment gives to an object
// can only be a method of a built-in type: that is decided here.

import PolicySyntax

extension Compiler {
  /// Attributes that values other than objects of classes have.
  static let valueAttributes: Set<String> = ["args", "__name__", "__class__"]

  func define(_ definition: ClassDefinition) throws(Diagnostic) {
    let inner = resolver.scopes[definition.span]!
    let mark = frame.next
    defer { frame.release(to: mark) }
    var base: Int32?
    let bases = definition.arguments.filter { !isPlainBase($0.value) }
    guard bases.count <= 1 else {
      throw unsupported(
        "a class with more than one base", bases[1].span,
        hint: "make an object of the other class in __init__ and keep it on self")
    }
    if let argument = bases.first { base = try baseClass(argument.value) }
    let names = inner.variables.filter { $0.variable == .local }.map(\.name)
    guard names.count < 1000 else {
      throw unsupported("a class with more than 1000 attributes", definition.name.span)
    }
    let first = frame.next
    for name in names { frame.flow.remove(register: frame.declare(name, in: inner)) }
    if !names.isEmpty { frame.emit(.clear, first, Int32(names.count)) }
    let outer = (scope, currentClass, frame.loops, frame.deletable, frame.firstTemporary)
    frame.firstTemporary = frame.next
    scope = inner
    currentClass = definition.name.text
    frame.loops = []
    frame.deletable = []
    noteDeletions(definition.body)
    try block(definition.body)
    (scope, currentClass, frame.loops, frame.deletable, frame.firstTemporary) = outer
    frame.place = definition.name.span
    let result = frame.takeRegister()
    let text = constant(.string(string(definition.name.text)))
    frame.emit(.makeClass, result, first, text, d: names.count)
    frame.emit(.extra, keywordList(names), base ?? noneOperand)
    frame.emit(.storeGlobal, slot(.classType(definition.name.text)), result)
    write(definition.name.text, result)
  }

  /// The operand of a base class.
  private func baseClass(_ base: Expression) throws(Diagnostic) -> Int32 {
    if case .name(let name) = base.kind {
      switch resolver.lookUp(name, scope) {
      case .global: return try expression(base)
      case .builtin(let builtin) where Builtin.named(builtin)?.isError == true:
        return try expression(base)
      default: break
      }
    }
    throw unsupported(
      "a base class other than Module, object, errors and classes of this file", base.span,
      hint: "write a class of its own, with __init__ or with constants")
  }

  /// Whether a base gives a class nothing: `object`, `ABC` and the Trace library's `Module`.
  private func isPlainBase(_ base: Expression) -> Bool {
    switch base.kind {
    case .name("object"): return resolver.lookUp("object", scope) == .unknown
    case .name(let name):
      if case .member(let member) = resolver.lookUp(name, scope) { return isModuleClass(member) }
      return false
    case .attribute(let module, let name):
      guard let path = modulePath(module) else { return false }
      return isModuleClass("\(path).\(name.text)")
    default: return false
    }
  }

  private func isModuleClass(_ member: String) -> Bool {
    member == "abc.ABC"
      || member.hasPrefix("opto.")
        && (member.hasSuffix(".Module") || member.hasSuffix(".ParameterContainer"))
  }

  /// The full name of a module written as `trace` or `opto.trace`.
  private func modulePath(_ expression: Expression) -> String? {
    switch expression.kind {
    case .name(let name):
      if case .module(let module) = resolver.lookUp(name, scope) { return module }
      return nil
    case .attribute(let outer, let name): return modulePath(outer).map { "\($0).\(name.text)" }
    default: return nil
    }
  }

  // MARK: Calls

  /// `value.name(arguments)` where an object may have an attribute of the name.
  func attributeCall(
    _ value: Expression, _ name: Identifier, _ arguments: [Argument], _ span: SourceSpan,
    _ target: Int32?
  ) throws(Diagnostic) -> Int32 {
    let mark = frame.next
    let receiver = frame.takeRegister()
    _ = try expression(value, to: receiver)
    frame.release(to: receiver + 1)
    let key = constant(.string(string(name.text)))
    if arguments.contains(where: { canFail($0.value) }) {
      frame.place = name.span
      frame.emit(.checkAttribute, 0, receiver, key)
    }
    try argumentsAfter(receiver, arguments)
    frame.release(to: mark)
    let result = target ?? frame.takeRegister()
    frame.place = span
    let keywords = keywordNames(arguments)
    frame.emit(.callAttribute, result, key, receiver, d: arguments.count)
    frame.emit(.extra, keywords.isEmpty ? -1 : keywordList(keywords))
    return result
  }

  private func argumentsAfter(_ receiver: Int32, _ arguments: [Argument]) throws(Diagnostic) {
    for argument in arguments {
      let register = frame.takeRegister()
      _ = try expression(argument.value, to: register)
      frame.release(to: register + 1)
    }
  }

  /// `super().name(arguments)` in a method, or nil if the call is none of the kind.
  func superCall(
    _ value: Expression, _ name: Identifier, _ arguments: [Argument], _ span: SourceSpan,
    _ target: Int32?
  ) throws(Diagnostic) -> Int32? {
    guard case .call(let callee, let given) = value.kind, callee.kind == .name("super"),
      resolver.lookUp("super", scope) == .unknown
    else { return nil }
    guard let currentClass, given.isEmpty || isOwnSuper(given, currentClass),
      let own = frame.scope.variables.first, frame.scope.kind == .function,
      arguments.allSatisfy({ $0.form == .positional || $0.isKeyword })
    else {
      throw unsupported(
        "this use of 'super'", value.span, hint: "write super().method(…) in a method")
    }
    let mark = frame.next
    let receiver = frame.takeRegister()
    _ = try read(own.name, value.span, to: receiver)
    try argumentsAfter(receiver, arguments)
    frame.release(to: mark)
    let result = target ?? frame.takeRegister()
    frame.place = span
    let keywords = keywordNames(arguments)
    frame.emit(
      .callSuper, result, constant(.string(string(name.text))), receiver, d: arguments.count)
    frame.emit(
      .extra, keywords.isEmpty ? -1 : keywordList(keywords), slot(.classType(currentClass)))
    return result
  }

  /// `super(Policy, self)`, the older way to write it.
  private func isOwnSuper(_ given: [Argument], _ name: String) -> Bool {
    given.count == 2 && given[0].value.kind == .name(name)
      && given[1].value.kind == frame.scope.variables.first.map { .name($0.name) }
  }
}

extension Argument {
  fileprivate var isKeyword: Bool { if case .keyword = form { true } else { false } }
}
