// The instructions of the traced code that write events.
//
// They take no fuel, and a jump that only the traced code has is an event too, so that a step uses
// the same fuel with and without a trace. A statement whose line another event tells anyway
// (an assignment, a return, a condition) has no event for its line, provided that nothing else can
// happen in between: that its expressions call no function of the policy.

import PolicySyntax

extension Compiler {
  /// Whether code that is compiled now writes events. The module's own code runs once, before there
  /// is a step.
  var isTracing: Bool { isTraced && frame.scope.kind != .module }

  /// The number of a place.
  func site(_ kind: TraceSite.Kind, _ span: SourceSpan, name: String = "") -> Int32 {
    let site = TraceSite(kind: kind, span: span, part: part, line: line(part), name: name)
    if let known = siteNumbers[site] { return known }
    let number = Int32(sites.count)
    sites.append(site)
    siteNumbers[site] = number
    return number
  }

  /// Emits an event without a value.
  func trace(_ event: TraceEvent.Kind, _ kind: TraceSite.Kind, _ span: SourceSpan) {
    guard isTracing else { return }
    frame.emit(.trace, site(kind, span), 0, d: Int(event.rawValue))
  }

  /// Emits the line of a condition, where the condition's own event does not tell it.
  func traceLine(unless test: Expression) {
    guard isTracing, !tellsLine(test) else { return }
    frame.place = test.span
    trace(.line, .line, test.span)
  }

  /// Emits that a name, or a target that ends in an attribute or item, got a value.
  func traceAssigned(_ name: String, _ value: Int32) {
    guard isTracing, scope.kind != .comprehension else { return }
    let number = site(.assignment, frame.place, name: name)
    frame.emit(.trace, number, value, d: Int(TraceEvent.Kind.assigned.rawValue))
    if recordsValues { frame.emit(.traceText, number, value) }
  }

  func traceAssigned(_ target: Expression, _ value: Int32) {
    traceAssigned(source.text(of: target.span), value)
  }

  /// Emits that a `for` has another round, or none, with the element where it is one variable.
  func traceRound(_ target: Expression, _ place: SourceSpan, _ event: TraceEvent.Kind) {
    guard isTracing, scope.kind != .comprehension else { return }
    var element: Int32?
    var name = ""
    if case .name(let variable) = target.kind {
      name = variable
      element = directRegister(variable)
    }
    let number = site(.branch(.for), place, name: element == nil ? "" : name)
    if event == .isTrue, let element {
      frame.emit(.trace, number, element, d: Int(event.rawValue))
      if recordsValues { frame.emit(.traceText, number, element) }
    } else {
      frame.emit(.trace, number, d: Int(event.rawValue))
    }
  }

  /// Emits the text of an expression's value, unless the source says it already.
  func traceText(_ expression: Expression, _ value: Int32) {
    guard isTracing else { return }
    switch expression.kind {
    case .constant, .lambda, .slice, .starred: return
    default: frame.emit(.traceText, site(.expression, expression.span), value)
    }
  }

  // MARK: Decisions

  /// The same as `condition`, with an event for either outcome.
  func decision(
    _ kind: StepTrace.Branch.Kind, _ test: Expression, jumpIf outcome: Bool, to label: Label
  ) throws(Diagnostic) {
    guard isTracing, constantTruth(test) == nil else {
      return try condition(test, jumpIf: outcome, to: label)
    }
    let hit = Label()
    try condition(test, jumpIf: outcome, to: hit)
    finishDecision(kind, test.span, outcome, hit, label)
  }

  /// The same around a jump that is emitted to a label.
  func decide(
    _ kind: StepTrace.Branch.Kind, _ test: Expression, jumpIf outcome: Bool, to label: Label,
    _ jump: (Label) -> Void
  ) {
    guard isTracing, constantTruth(test) == nil else { return jump(label) }
    let hit = Label()
    jump(hit)
    finishDecision(kind, test.span, outcome, hit, label)
  }

  /// The condition's own jumps are those of the plain code, so that fuel is the same.
  private func finishDecision(
    _ kind: StepTrace.Branch.Kind, _ span: SourceSpan, _ outcome: Bool, _ hit: Label,
    _ label: Label
  ) {
    let number = site(.branch(kind), span)
    let events: [TraceEvent.Kind] = outcome ? [.isFalse, .isTrue] : [.isTrue, .isFalse]
    let pass = Label()
    frame.jump(.traceJump, pass, number, d: Int(events[0].rawValue))
    frame.mark(hit)
    frame.jump(.traceJump, label, number, d: Int(events[1].rawValue))
    frame.mark(pass)
  }

  // MARK: Lines that other events tell

  /// Whether a statement has an event of its own before anything else can happen in it.
  func hasOwnEvent(_ statement: Statement) -> Bool {
    switch statement.kind {
    case .assign(let targets, let value):
      isQuiet(value) && targets.allSatisfy { isQuiet($0) && isPlace($0) }
    case .augmentedAssign(let target, _, let value): isQuiet(target) && isQuiet(value)
    case .annotatedAssign(let target, _, let value?): isQuiet(target) && isQuiet(value)
    // A declaration does nothing.
    case .annotatedAssign(_, _, nil), .nonlocal: true
    case .return(let value):
      frame.cleanups.isEmpty && (value.map { isQuiet($0) } ?? true)
    case .if(let branches, _): tellsLine(branches[0].test)
    case .while: true
    case .for(_, let iterable, _, _, _): isQuiet(iterable)
    default: false
    }
  }

  private func tellsLine(_ test: Expression) -> Bool { constantTruth(test) == nil && isQuiet(test) }

  private func isPlace(_ target: Expression) -> Bool {
    switch target.kind {
    case .name, .attribute, .subscripted: true
    case .tuple(let items), .list(let items): !items.isEmpty
    default: false
    }
  }

  /// Built-in functions that call no function, whatever they are given.
  private static let quiet: Set<Builtin> = [
    .len, .abs, .int, .float, .bool, .round, .range, .isinstance, .str, .sum,
  ]

  /// Whether an expression calls no function of the policy.
  private func isQuiet(_ expression: Expression) -> Bool {
    var result = true
    expression.walk { part in
      switch part.kind {
      case .call(let callee, let arguments):
        let isPlain = arguments.allSatisfy { $0.form == .positional }
        result = result && isPlain && isQuietCallee(callee)
      case .attribute(_, let name) where resolver.propertyNames.contains(name.text):
        result = false
      default: break
      }
    }
    return result
  }

  private func isQuietCallee(_ callee: Expression) -> Bool {
    switch callee.kind {
    case .name(let name):
      guard case .builtin = resolver.lookUp(name, scope), let builtin = Builtin.named(name) else {
        return false
      }
      return Compiler.quiet.contains(builtin) || builtin == .min || builtin == .max
    case .attribute(let value, let name):
      if case .name(let module) = value.kind, case .module = resolver.lookUp(module, scope) {
        return true
      }
      return name.text == "get" && !resolver.attributeNames.contains("get")
    default: return false
    }
  }
}

extension TraceEvent.Kind {
  /// The kind that an instruction names.
  @inline(__always)
  init(_ number: UInt16) { self = unsafeBitCast(UInt8(truncatingIfNeeded: number), to: Self.self) }
}

extension Machine {
  /// An error that goes on after a `finally` or past all clauses failed elsewhere.
  @inline(never)
  func traceFailure(_ fault: Fault, at instruction: Int, leaving count: Int) {
    guard trace.recording != .off else { return }
    let failed = code.instructions[instruction]
    if failed.operation == .nextPair, fault.kind == .value || fault.kind == .type {
      // There was another round, whose element is no pair.
      let round = code.instructions[failed.d == 0 ? instruction + 1 : Int(failed.a)]
      if round.operation == .trace { trace.append(.isTrue, round.instruction.a) }
    }
    if failed.operation != .raiseAgain {
      trace.append(.failed, Int32(truncatingIfNeeded: instruction))
      if program.recordsValues {
        trace.append(text: "\(fault.kind.rawValue): \(fault.message)", -1)
      }
    }
    if count > 0, trace.recording == .full {
      trace.append(.left, Int32(truncatingIfNeeded: count))
    }
  }

  @inline(__always)
  func traceEnter(_ number: Int32, _ base: UnsafeMutablePointer<PolicyValue>, _ count: Int) {
    trace.enter(number, base, count)
    if program.recordsValues {
      for index in 0..<count { trace.append(text: shortRepr(base[index]), -1) }
    }
  }

  @inline(__always)
  func traceReturn(_ value: PolicyValue, _ site: Int32) {
    if trace.recording == .full || site >= 0 { trace.append(.returned, site, value) }
    if program.recordsValues { trace.append(text: shortRepr(value), site) }
  }
}
