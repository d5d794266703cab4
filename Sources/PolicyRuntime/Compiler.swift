// The compiler: the syntax tree to register code, in one walk.
//
// Variables live in registers, module variables and constants in permanent slots (negative
// operands), variables shared with inner functions in boxes. An expression compiles to the operand
// that holds its value: a variable or constant is its own operand, anything else goes to a temporary
// or straight to the register where it is wanted. While walking, `Flow` tracks which variables
// certainly have a value; only the others are checked at run time. Conditions compile to jumps.
//
// Compiled twice, the second time with instructions that feed the trace, so that a run without a
// trace pays nothing for it.

import PolicySyntax

final class Compiler {
  let tree: SyntaxTree
  let resolver: Resolver
  let isTraced: Bool
  let recordsValues: Bool

  /// What the permanent slots hold: slot `i` is the operand `-1 - i`.
  private(set) var slots: [PolicyProgram.Slot] = []
  private var slotNumbers: [PolicyProgram.Slot: Int32] = [:]
  private(set) var functions: [PolicyProgram.Function] = []
  private(set) var code: [Instruction] = []
  private(set) var spans: [SourceSpan] = []
  private(set) var fieldPlaces: [Int: Int] = [:]
  private var fieldSpans: [Int: SourceSpan] = [:]
  private var unknownNames = 0
  /// So many names that exist nowhere are compared with all others.
  private static let maximumSuggestions = 20
  private(set) var keywordLists: [[InternedString]] = []
  private(set) var cellLists: [[Int32]] = []
  private(set) var handlers: [PolicyProgram.Handler] = []
  /// Statements of `finally` compiled again for another way out.
  var repeatedStatements = 0
  var isRepeating = false
  /// The permanent strings, by number.
  private(set) var strings: [String] = []
  private var stringNumbers: [[UInt8]: Int32] = [:]

  var frame: Frame
  /// The scope of the names being compiled: that of the frame, or a comprehension inside it.
  var scope: Scope
  /// Functions whose bodies are compiled after the module's own code.
  private var pending: [Pending] = []
  /// Module variables that certainly have a value whenever a function runs.
  private var moduleFlow = Flow()
  /// What is certain before the first statement of the module that may call a function.
  private var flowAtFirstCall: Flow?
  /// The class whose body is compiled.
  var currentClass: String?
  /// The places that events name; `part` is where the part begins that is being compiled.
  var sites: [TraceSite] = []
  var siteNumbers: [TraceSite: Int32] = [:]
  var part: Int32 = 0
  private let lineStarts: [Int32]

  /// A function whose body is still to be compiled.
  private struct Pending {
    let number: Int
    let className: String?
    let parameters: Parameters
    let scope: Scope
    let span: SourceSpan
    let body: Body
  }

  /// What a function does.
  enum Body {
    case statements([Statement])
    case value(Expression)
  }

  init(_ tree: SyntaxTree, _ resolver: Resolver, isTraced: Bool, recordsValues: Bool = false) {
    self.tree = tree
    self.resolver = resolver
    self.isTraced = isTraced
    self.recordsValues = recordsValues
    scope = resolver.module
    frame = Frame(resolver.module, SourceSpan(start: 0, end: 0))
    lineStarts = tree.source.lineStarts
  }

  var source: SourceFile { tree.source }

  /// Parameters of a function, and arguments of a call.
  static let maximumParameters = 255

  /// Compiles the whole file; function 0 is the module's own code.
  func compile() throws(Diagnostic) {
    functions.append(PolicyProgram.Function(name: "<module>", span: frame.place))
    noteDeletions(tree.statements)
    for statement in tree.statements {
      if flowAtFirstCall == nil, callsFunctions(statement) { flowAtFirstCall = frame.flow }
      try self.statement(statement)
    }
    frame.emit(.returnValue, 0, noneOperand)
    moduleFlow = flowAtFirstCall ?? frame.flow
    finish(function: 0, entry: 0)
    var index = 0
    while index < pending.count {
      try compileFunction(pending[index])
      index += 1
    }
    for (number, span) in fieldSpans {
      fieldPlaces[number] = spans.count
      spans.append(span)
    }
  }

  /// Appends the code of the current frame to the program.
  private func finish(function number: Int, entry: Int32) {
    let start = Int32(code.count)
    functions[number].entry = start + entry
    functions[number].registerCount = frame.registerCount
    for instruction in frame.code {
      var linked = instruction
      if linked.operation.isJump { linked.a += start }
      code.append(linked)
    }
    spans += frame.spans
    for (number, span) in frame.fieldSpans { fieldSpans[number + 2 * Int(start)] = span }
    for handler in frame.handlers {
      handlers.append(
        PolicyProgram.Handler(
          start: handler.start + start, end: handler.end + start, target: handler.target + start,
          register: handler.register))
    }
  }

  /// Whether a statement of the module may call a function of the policy.
  private func callsFunctions(_ statement: Statement) -> Bool {
    var result = false
    func visit(_ statement: Statement) {
      if statement.isMainGuard { return }
      switch statement.kind {
      case .function(let function): function.parameters.forEachExpression { $0.walk(note) }
      case .classDefinition(let definition): definition.body.forEach(visit)
      default:
        statement.forEachExpression { $0.walk(note) }
        for block in statement.blocks { block.forEach(visit) }
      }
    }
    func note(_ expression: Expression) {
      guard case .call(let callee, let arguments) = expression.kind else { return }
      // Built-ins call only functions that they are given.
      let mayCallArguments = arguments.contains { argument in
        switch argument.value.kind {
        case .name(let name): resolver.lookUp(name, resolver.module) == .global
        case .lambda, .attribute, .subscripted, .call, .conditional, .boolean, .named: true
        default: false
        }
      }
      switch callee.kind {
      case .attribute(_, let name): result = result || resolver.attributeNames.contains(name.text)
      case .name(let name):
        if case .builtin = resolver.lookUp(name, resolver.module) { break }
        result = true
      default: result = true
      }
      if mayCallArguments { result = true }
    }
    visit(statement)
    return result
  }

  // MARK: Slots

  func slot(_ slot: PolicyProgram.Slot) -> Int32 {
    if let known = slotNumbers[slot] { return known }
    let number = -1 - Int32(slots.count)
    slots.append(slot)
    slotNumbers[slot] = number
    return number
  }

  func constant(_ value: PolicyProgram.Literal) -> Int32 { slot(.literal(value)) }
  var noneOperand: Int32 { constant(.none) }

  /// The number of a permanent string.
  func string(_ text: String) -> Int32 {
    let bytes = Array(text.utf8)
    if let known = stringNumbers[bytes] { return known }
    let number = Int32(strings.count)
    strings.append(text)
    stringNumbers[bytes] = number
    return number
  }

  func cellList(_ boxes: [Int32]) -> Int32 {
    cellLists.append(boxes)
    return Int32(cellLists.count - 1)
  }

  func keywordList(_ names: [String]) -> Int32 {
    let list = names.map { InternedString(rawValue: UInt32(string($0))) }
    if let known = keywordLists.firstIndex(of: list) { return Int32(known) }
    keywordLists.append(list)
    return Int32(keywordLists.count - 1)
  }

  // MARK: Variables

  /// Whether a register holds a variable rather than a temporary.
  func isVariable(_ operand: Int32) -> Bool { operand >= 0 && operand < frame.firstTemporary }

  /// The operand that holds a name's value, checked where it may have none.
  func read(_ name: String, _ span: SourceSpan, to target: Int32?) throws(Diagnostic) -> Int32 {
    switch resolver.lookUp(name, scope) {
    case .local(let owner):
      let register = frame.register(name, owner)
      if !frame.flow.contains(register: register) {
        if register >= frame.parameterCount { frame.uncertain.insert(register) }
        frame.place = span
        frame.emit(.checkBound, string(name), register, 1)
        if !frame.deletable.contains(name) { frame.flow.insert(register: register) }
      }
      return moved(register, to: target)
    case .box(let owner):
      return loadCell(frame.register(name, owner), name, span, target, isOwn: true)
    case .free:
      return loadCell(frame.register(name, Frame.free), name, span, target, isOwn: false)
    case .global:
      let slot = slot(.global(name))
      if !isCertainGlobal(name) {
        frame.place = span
        frame.emit(.checkBound, string(name), slot, 0)
      }
      return moved(slot, to: target)
    case .builtin: return moved(slot(.builtin(Builtin.named(name)!)), to: target)
    case .module(let module): return moved(try moduleSlot(module, span), to: target)
    case .member(let member): return moved(try memberSlot(member, span), to: target)
    case .unknown:
      frame.place = span
      unknownNames += 1
      let near =
        unknownNames > Compiler.maximumSuggestions
        ? nil : nearestName(to: name, among: resolver.visibleNames(scope))
      frame.emit(.unknownName, string(name), near.map(string) ?? -1)
      return moved(noneOperand, to: target)
    }
  }

  /// Whether a variable of the module certainly has a value here.
  func isCertainGlobal(_ name: String) -> Bool {
    guard resolver.lookUp(name, scope) == .global else { return false }
    let slot = slot(.global(name))
    return frame.scope.kind == .module
      ? frame.flow.contains(slot: slot) : moduleFlow.contains(slot: slot)
  }

  private func loadCell(
    _ box: Int32, _ name: String, _ span: SourceSpan, _ target: Int32?, isOwn: Bool
  ) -> Int32 {
    let result = target ?? frame.takeRegister()
    frame.place = span
    frame.emit(.loadCell, result, box, string(name), d: isOwn ? 1 : 0)
    return result
  }

  func moved(_ operand: Int32, to target: Int32?) -> Int32 {
    guard let target, target != operand else { return operand }
    frame.emit(.move, target, operand)
    return target
  }

  /// The register that an assignment to a name can write to directly, if it is one.
  func directRegister(_ name: String) -> Int32? {
    if case .local(let owner) = resolver.lookUp(name, scope) {
      return frame.register(name, owner)
    }
    return nil
  }

  /// Notes that a name now has a value.
  func noteAssigned(_ name: String) {
    switch resolver.lookUp(name, scope) {
    case .local(let owner):
      if !frame.deletable.contains(name) {
        frame.flow.insert(register: frame.register(name, owner))
      }
    case .global:
      if !frame.deletable.contains(name) { frame.flow.insert(slot: slot(.global(name))) }
    default: break
    }
  }

  /// Assigns an operand to a name.
  func write(_ name: String, _ value: Int32) {
    switch resolver.lookUp(name, scope) {
    case .local(let owner): _ = moved(value, to: frame.register(name, owner))
    case .box(let owner): frame.emit(.storeCell, frame.register(name, owner), value)
    case .free:
      frame.emit(.storeCell, frame.register(name, Frame.free), value)
    case .global: frame.emit(.storeGlobal, slot(.global(name)), value)
    default:
      // A name that stands for something that cannot change, such as a type: an error if it runs.
      frame.emit(.unknownName, string(name), -1)
    }
    noteAssigned(name)
    traceAssigned(name, value)
  }

  func moduleSlot(_ module: String, _ span: SourceSpan) throws(Diagnostic) -> Int32 {
    if Builtin.modules.contains(module) { return slot(.module(module)) }
    throw unknownModule(module, span)
  }

  func unknownModule(
    _ module: String, _ span: SourceSpan, names: [String] = []
  ) -> Diagnostic {
    if Builtin.silentModules.contains(module) {
      return Diagnostic(
        .unsupported, "expected '\(module)' as a decorator or annotation, found it as a value",
        at: span, in: source)
    }
    return Diagnostic(
      .imports, "expected one of the modules math and random, found '\(module)'", at: span,
      in: source, hint: Advice.instead(of: module, names: names))
  }

  func memberSlot(_ member: String, _ span: SourceSpan) throws(Diagnostic) -> Int32 {
    if let value = Builtin.constants[member] { return constant(.real(value.bitPattern)) }
    if let builtin = Builtin.named(member) { return slot(.builtin(builtin)) }
    let module = member.split(separator: ".").dropLast().joined(separator: ".")
    guard Builtin.modules.contains(module) else { throw unknownModule(module, span) }
    let name = String(member.dropFirst(module.count + 1))
    throw Diagnostic(
      .imports, "expected a name of the module \(module), found '\(name)'", at: span, in: source,
      hint: nearestName(to: name, among: Builtin.members(of: module)).map {
        "did you mean '\($0)'?"
      })
  }

  // MARK: Functions

  /// Registers a function whose body is compiled later; gives its number.
  func declareFunction(
    _ name: String, _ parameters: Parameters, _ scope: Scope, _ span: SourceSpan, _ body: Body
  ) throws(Diagnostic) -> Int32 {
    guard parameters.all.count <= Compiler.maximumParameters else {
      throw unsupported(
        "a function with more than \(Compiler.maximumParameters) parameters", span)
    }
    let number = functions.count
    var function = PolicyProgram.Function(name: name, span: span)
    for parameter in PolicyProgram.Function.ordered(parameters) {
      function.names.append(InternedString(rawValue: UInt32(string(parameter.name.text))))
      switch parameter.form {
      case .positionalOnly, .positional: function.positionalCount += 1
      case .keywordOnly: function.keywordOnlyCount += 1
      case .star: function.hasStar = true
      case .doubleStar: function.hasDoubleStar = true
      }
      if parameter.form == .positionalOnly { function.positionalOnlyCount += 1 }
      function.hasDefault.append(parameter.defaultValue != nil)
    }
    functions.append(function)
    pending.append(
      Pending(
        number: number, className: currentClass, parameters: parameters, scope: scope, span: span,
        body: body))
    return Int32(number)
  }

  private func compileFunction(_ pending: Pending) throws(Diagnostic) {
    let number = pending.number
    let function = Frame(pending.scope, pending.span)
    frame = function
    scope = pending.scope
    currentClass = pending.className
    // Parameters come in the order: positional, keyword-only, *name, **name.
    let ordered = PolicyProgram.Function.ordered(pending.parameters)
    if case .statements(let statements) = pending.body { noteDeletions(statements) }
    for parameter in ordered {
      let register = function.declare(parameter.name.text, in: scope)
      if !function.deletable.contains(parameter.name.text) {
        function.flow.insert(register: register)
      }
    }
    function.parameterCount = function.next
    if !scope.free.isEmpty { functions[number].closureRegister = function.takeRegister() }
    for (name, variable) in scope.variables
    where !ordered.contains(where: { $0.name.text == name }) {
      guard variable == .local || variable == .box else { continue }
      _ = function.declare(name, in: scope)
    }
    for (index, name) in scope.free.enumerated() {
      let box = function.takeRegister()
      function.declareFree(name, box)
      function.emit(.captured, box, functions[number].closureRegister, Int32(index))
    }
    function.firstTemporary = function.next
    part = pending.span.start
    if isTraced { function.emit(.traceEnter, Int32(number), d: ordered.count) }
    for (name, variable) in scope.variables where variable == .box {
      let register = function.register(name, ObjectIdentifier(scope))
      let isParameter = ordered.contains { $0.name.text == name }
      function.emit(.makeCell, register, isParameter ? register : slot(.unbound))
    }
    switch pending.body {
    case .statements(let statements):
      functions[number].size = Int32(clamping: Compiler.size(of: statements))
      try block(statements)
    case .value(let value):
      functions[number].size = Int32(clamping: 1 + Compiler.size(of: value))
      let operand = try expression(value)
      frame.place = value.span
      emitReturn(operand, site: isTracing ? site(.line, value.span) : -1)
    }
    // Code that never runs may still jump to the end.
    let end = function.code.count
    if function.flow.isReachable
      || function.code.contains(where: { $0.operation.isJump && Int($0.a) == end })
    {
      emitReturn(noneOperand)
    }
    // Which variables must be cleared on entry is known only now: that code stands at the end.
    var entry: Int32 = 0
    if !function.uncertain.isEmpty {
      entry = Int32(function.code.count)
      for register in function.uncertain.sorted() { function.emit(.clear, register, 1) }
      function.emit(.jump, 0)
    }
    finish(function: number, entry: entry)
  }

  func emitReturn(_ operand: Int32, site: Int32 = -1) {
    frame.emit(isTracing ? .returnTraced : .returnValue, isTracing ? site : 0, operand)
    frame.flow = .unreachable
  }

  /// The line of an offset, from 1.
  func line(_ offset: Int32) -> Int32 { lineStarts.line(of: offset) }

  func unsupported(_ what: String, _ span: SourceSpan, hint: String? = nil) -> Diagnostic {
    Unsupported.error(what, span, source, hint: hint)
  }
}
