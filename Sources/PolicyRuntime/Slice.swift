// The lines that decided what a step returned: a backward slice over its events.
//
// The events are read once, forwards. Every time a part of the program ran there are two nodes: that
// it ran (it hangs on the condition around it, on every condition before it behind which stands a
// `return`, `raise`, `break` or `continue`, and on the line that called its function), and what came
// of it (it hangs on that it ran, and on what was read). What was read follows from the source:
// of `x if c else y` and of `and`/`or` only the side that was evaluated. A name hangs on the part
// that gave it its value; an argument on what stands in its place in the call; a call on the
// `return` that ended it. A list, dictionary or set, known by its place in memory, hangs on every
// part that changed it; an attribute on the part that set it. What the returned value hangs on,
// directly or not, are the lines.
//
// What it does not follow: changes of a collection through a name that got it out of another call or
// an attribute of an attribute, and that a line ran because an earlier one in a `try` did not fail.

import PolicySyntax

extension PolicyInterpreter {
  /// The lines that decided what the last step returned, or that it failed; in ascending order.
  /// Needs `recording == .full` and is valid until `beginStep`.
  public var decidingLines: [Int] {
    var slicer = Slicer(program, programParts)
    slicer.read(traceEvents)
    return slicer.lines()
  }
}

private struct Slicer {
  let program: PolicyProgram
  let parts: ProgramParts
  private var nodes: [Node] = []
  private var frames: [Frame] = []
  /// What changed a collection or an attribute last.
  private var changes: [Place: Int] = [:]
  /// Where a collection came out of.
  private var origins: [Place: Place] = [:]
  /// What failed, until a clause takes it.
  private var failure: Int?
  /// Whether nothing has run since.
  private var isFailing = false
  private var root: Int?

  struct Node {
    var line: Int32
    var causes: [Int]
  }

  enum Place: Hashable {
    case object(Int)
    case attribute(Int, String)
  }

  struct Frame {
    let function: Int
    /// Its call, of which the line that called hangs on nothing that the line reads.
    let call: Int?
    var names: [String: (node: Int, value: PolicyValue)] = [:]
    /// What came of each part when it ran last.
    var latest: [Int: Int] = [:]
    /// The last condition with a way out of the function behind it.
    var guardNode: Int?
    /// The loops around, with the last condition that had a way out of the round behind it.
    var loops: [(part: Int, guardNode: Int?)] = []
    var run: Run?
  }

  /// A part that runs.
  struct Run {
    let part: Int
    let ran: Int
    var result: Int?
    /// Which outcomes its conditions had, by where they stand: 1 false, 2 true.
    var outcomes: [SourceSpan: UInt8] = [:]
    /// The functions that it called, and the returns that ended them.
    var called: [String: Int] = [:]
    var returns: [Int] = []
  }

  init(_ program: PolicyProgram, _ parts: ProgramParts) {
    self.program = program
    self.parts = parts
  }

  /// The lines that the root hangs on.
  func lines() -> [Int] {
    var isSeen = [Bool](repeating: false, count: nodes.count)
    var open = [root ?? failure].compactMap { $0 }
    var lines: Set<Int32> = []
    for node in open { isSeen[node] = true }
    while let node = open.popLast() {
      if nodes[node].line > 0 { lines.insert(nodes[node].line) }
      for cause in nodes[node].causes where !isSeen[cause] {
        isSeen[cause] = true
        open.append(cause)
      }
    }
    return lines.sorted().map(Int.init)
  }

  // MARK: Events

  mutating func read(_ events: UnsafeBufferPointer<TraceEvent>) {
    var index = 0
    while index < events.count {
      let event = events[index]
      index += 1
      switch event.kind {
      case .entered:
        let first = index
        while index < events.count, events[index].kind == .argument { index += 1 }
        enter(Int(event.site), events[first..<index].map(\.value))
      case .returned: leave(event)
      case .failed:
        // The error that a built-in function passes on from a function it called is no other one.
        guard !frames.isEmpty, failure == nil || !isFailing else { break }
        let offset = program.traced.spans[Int(event.site)].start
        if let part = parts.part(at: offset), frames.last?.run?.part != part { begin(part) }
        failure = settle()
        isFailing = true
      case .left: frames.removeLast(min(Int(event.site), frames.count))
      case .line, .isTrue, .isFalse, .assigned:
        guard !frames.isEmpty else { break }
        visit(event, program.traced.sites[Int(event.site)])
      case .argument, .text: break
      }
    }
  }

  private mutating func visit(_ event: TraceEvent, _ site: TraceSite) {
    guard let part = parts.part(from: site.part) else { return }
    let isRound: Bool
    if case .branch(.for) = site.kind { isRound = true } else { isRound = false }
    if event.kind == .line || isRound || frames.last!.run?.part != part { begin(part) }
    guard event.kind != .line else { return }
    if case .branch(let kind) = site.kind {
      let bit: UInt8 = event.kind == .isTrue ? 2 : 1
      frames[frames.count - 1].run!.outcomes[site.span, default: 0] |= bit
      switch kind {
      case .if, .elif, .while, .for, .case, .assert, .except: decide(part)
      case .conditional, .and, .or, .filter, .element: break
      }
    }
    if !site.name.isEmpty, event.kind != .isFalse { assign(site.name, event.value, part) }
  }

  /// A part begins to run.
  private mutating func begin(_ part: Int) {
    if frames[frames.count - 1].run != nil { _ = settle() }
    isFailing = false
    let info = parts.parts[part]
    var frame = frames[frames.count - 1]
    while let loop = frame.loops.last, !parts.parts[loop.part].span.contains(info.span) {
      frame.loops.removeLast()
    }
    var causes = [frame.call, frame.guardNode].compactMap { $0 }
    causes += frame.loops.compactMap(\.guardNode)
    if info.parent >= 0, let decision = frame.latest[info.parent] { causes.append(decision) }
    if info.kind == .except, let failed = failure {
      causes.append(failed)
      failure = nil
    }
    if info.kind == .loop, frame.loops.last?.part != part { frame.loops.append((part, nil)) }
    nodes.append(Node(line: info.line, causes: causes))
    frame.run = Run(part: part, ran: nodes.count - 1)
    frames[frames.count - 1] = frame
  }

  /// What came of the running part: works out what it read.
  private mutating func settle() -> Int? {
    guard var run = frames[frames.count - 1].run else { return frames[frames.count - 1].call }
    if let result = run.result {
      nodes[result].causes += run.returns
      frames[frames.count - 1].run!.returns = []
      return result
    }
    let part = parts.parts[run.part]
    var causes = [run.ran] + run.returns
    for expression in part.expressions { read(expression, run, [], &causes) }
    for target in part.targets { read(target: target, run, &causes) }
    nodes.append(Node(line: part.line, causes: causes))
    let result = nodes.count - 1
    run.result = result
    run.returns = []
    frames[frames.count - 1].run = run
    frames[frames.count - 1].latest[run.part] = result
    for target in part.targets {
      change(target: target, result)
      // `xs += …` changes the list itself.
      if part.source == nil, case .name = target.kind { change(place(of: target), result) }
    }
    for expression in part.expressions { expression.walk { change(byCall: $0, result) } }
    return result
  }

  /// A condition is decided: what stands behind it may have been a way out.
  private mutating func decide(_ part: Int) {
    guard let node = settle() else { return }
    let exits = parts.parts[part].exits
    if exits.contains(.function) { frames[frames.count - 1].guardNode = node }
    if exits.contains(.loop), !frames[frames.count - 1].loops.isEmpty {
      let last = frames[frames.count - 1].loops.count - 1
      frames[frames.count - 1].loops[last].guardNode = node
    }
  }

  private mutating func assign(_ name: String, _ value: PolicyValue, _ part: Int) {
    guard let node = settle() else { return }
    guard value.tag != .unbound else {
      frames[frames.count - 1].names[name] = nil
      return
    }
    if Slicer.isCollection(value), let source = parts.parts[part].source,
      let place = place(of: source), place != .object(value.handle)
    {
      origins[.object(value.handle)] = place
    }
    frames[frames.count - 1].names[name] = (node, value)
  }

  // MARK: Calls

  private mutating func enter(_ number: Int, _ arguments: [PolicyValue]) {
    let function = program.plain.functions[number]
    let names = function.names.map { program.plain.strings[Int($0.rawValue)] }
    guard let caller = frames.last else {
      frames.append(Frame(function: number, call: nil))
      for (name, value) in zip(names, arguments) {
        nodes.append(Node(line: 0, causes: []))
        frames[0].names[name] = (nodes.count - 1, value)
      }
      return
    }
    let short = String(function.name.split(separator: ".").last ?? "")
    let isMethod = short != function.name && arguments.first?.tag == .instance
    var frame = Frame(function: number, call: caller.run?.ran ?? caller.call)
    let calls = caller.run.map { self.calls(of: short, in: parts.parts[$0.part].expressions) } ?? []
    for (index, (name, value)) in zip(names, arguments).enumerated() {
      var causes = [frame.call].compactMap { $0 }
      if let run = caller.run {
        if calls.isEmpty {
          // Called by a built-in function, or by another name.
          for expression in parts.parts[run.part].expressions { read(expression, run, [], &causes) }
        }
        for call in calls {
          for value in call.values(for: index, name, isMethod: isMethod) {
            read(value, run, [], &causes)
          }
        }
      }
      nodes.append(Node(line: 0, causes: causes))
      frame.names[name] = (nodes.count - 1, value)
    }
    if caller.run != nil { frames[frames.count - 1].run!.called[short, default: 0] += 1 }
    frames.append(frame)
  }

  private mutating func leave(_ event: TraceEvent) {
    guard let frame = frames.last else { return }
    var node: Int?
    if event.site >= 0 {
      let site = program.traced.sites[Int(event.site)]
      if let part = parts.part(from: site.part) {
        if frame.run?.part != part || frame.run?.result != nil { begin(part) }
        node = settle()
      } else {
        // A lambda.
        var causes = [frame.call].compactMap { $0 } + (frame.run?.returns ?? [])
        causes += frame.names.values.map(\.node)
        nodes.append(Node(line: site.line, causes: causes))
        node = nodes.count - 1
      }
    } else {
      if frame.run != nil { _ = settle() }
      nodes.append(
        Node(line: 0, causes: [frame.call, frames.last!.guardNode].compactMap { $0 }))
      node = nodes.count - 1
    }
    frames.removeLast()
    guard let node else { return }
    if frames.isEmpty {
      root = node
    } else if frames[frames.count - 1].run != nil {
      frames[frames.count - 1].run!.returns.append(node)
      if let result = frames[frames.count - 1].run!.result { nodes[result].causes.append(node) }
    }
  }

  private func calls(of name: String, in expressions: [Expression]) -> [Expression] {
    var found: [Expression] = []
    for expression in expressions {
      expression.walk { if $0.calledName == name { found.append($0) } }
    }
    return found
  }

  // MARK: Reads

  private func variable(_ name: String) -> (node: Int, value: PolicyValue)? {
    if let own = frames.last?.names[name] { return own }
    for frame in frames.dropLast().reversed() {
      if let outer = frame.names[name], isInside(frames.last!.function, frame.function) {
        return outer
      }
    }
    return nil
  }

  private func isInside(_ inner: Int, _ outer: Int) -> Bool {
    let functions = program.plain.functions
    return functions[outer].span.contains(functions[inner].span)
  }

  /// Adds what an expression read.
  private func read(
    _ expression: Expression, _ run: Run, _ bound: Set<String>, _ causes: inout [Int]
  ) {
    switch expression.kind {
    case .constant: break
    case .name(let name):
      guard !bound.contains(name), let variable = variable(name) else { break }
      causes.append(variable.node)
      if Slicer.isCollection(variable.value),
        let change = changes[.object(variable.value.handle)]
      {
        causes.append(change)
      }
    case .attribute(let value, let name):
      if let object = object(value), let change = changes[.attribute(object, name.text)] {
        causes.append(change)
      }
      read(value, run, bound, &causes)
    case .call(let callee, let arguments):
      if case .attribute(let value, _) = callee.kind { read(value, run, bound, &causes) }
      if case .lambda = callee.kind { read(callee, run, bound, &causes) }
      // What a function of the policy is given reaches the result through the function.
      if let name = expression.calledName, run.called[name] != nil { break }
      for argument in arguments { read(argument.value, run, bound, &causes) }
    case .conditional(let test, let then, let otherwise):
      read(test, run, bound, &causes)
      let outcome = run.outcomes[test.span] ?? 3
      if outcome & 2 != 0 { read(then, run, bound, &causes) }
      if outcome & 1 != 0 { read(otherwise, run, bound, &causes) }
    case .boolean(let operation, let operands):
      let goesOn: UInt8 = operation == .and ? 2 : 1
      for operand in operands {
        read(operand, run, bound, &causes)
        if let outcome = run.outcomes[operand.span], outcome & goesOn == 0 { break }
      }
    case .lambda(let parameters, let body):
      let names = Set(parameters.all.map(\.name.text))
      read(body, run, bound.union(names), &causes)
    case .comprehension(let comprehension):
      var inner = bound
      for clause in comprehension.clauses {
        read(clause.iterable, run, inner, &causes)
        clause.target.walk { if case .name(let name) = $0.kind { inner.insert(name) } }
        for condition in clause.conditions { read(condition, run, inner, &causes) }
      }
      read(comprehension.element, run, inner, &causes)
      if let value = comprehension.value { read(value, run, inner, &causes) }
    default: expression.kind.forEachChild { read($0, run, bound, &causes) }
    }
  }

  /// Adds what a target read: the index and the container of an item, the object of an attribute.
  private func read(target: Expression, _ run: Run, _ causes: inout [Int]) {
    switch target.kind {
    case .subscripted(let container, let index):
      read(container, run, [], &causes)
      read(index, run, [], &causes)
    case .attribute(let object, _): read(object, run, [], &causes)
    case .tuple(let items), .list(let items):
      for item in items { read(target: item, run, &causes) }
    case .starred(let inner): read(target: inner, run, &causes)
    default: break
    }
  }

  // MARK: Changes

  private static func isCollection(_ value: PolicyValue) -> Bool {
    value.tag == .list || value.tag == .dictionary || value.tag == .set
  }

  /// The object that a name holds.
  private func object(_ expression: Expression) -> Int? {
    guard case .name(let name) = expression.kind, let value = variable(name)?.value,
      value.tag == .instance
    else { return nil }
    return value.handle
  }

  /// The place of the collection that an expression is, or is an element of.
  private func place(of expression: Expression) -> Place? {
    switch expression.kind {
    case .name(let name):
      guard let value = variable(name)?.value, Slicer.isCollection(value) else { return nil }
      return .object(value.handle)
    case .attribute(let value, let name): return object(value).map { .attribute($0, name.text) }
    case .subscripted(let value, _): return place(of: value)
    case .call(let callee, let arguments):
      if case .attribute(let value, _) = callee.kind { return place(of: value) }
      guard case .name(let name) = callee.kind, Slicer.passing.contains(name) else { return nil }
      return arguments.first.flatMap { place(of: $0.value) }
    default: return nil
    }
  }

  private mutating func change(target: Expression, _ node: Int) {
    switch target.kind {
    case .subscripted(let container, _): change(place(of: container), node)
    case .attribute(let value, let name):
      if let object = object(value) { changes[.attribute(object, name.text)] = node }
    case .tuple(let items), .list(let items):
      for item in items { change(target: item, node) }
    case .starred(let inner): change(target: inner, node)
    default: break
    }
  }

  /// Built-in functions that give back the elements of what they get.
  private static let passing: Set<String> = [
    "enumerate", "filter", "iter", "list", "max", "min", "next", "reversed", "sorted", "zip",
  ]

  private static let changing: Set<String> = [
    "add", "append", "clear", "discard", "extend", "insert", "pop", "popitem", "remove", "reverse",
    "setdefault", "sort", "update",
  ]

  private mutating func change(byCall expression: Expression, _ node: Int) {
    guard case .call(let callee, _) = expression.kind,
      case .attribute(let value, let name) = callee.kind, Slicer.changing.contains(name.text)
    else { return }
    change(place(of: value), node)
  }

  /// A collection changed; what it was before and where it came out of count too.
  private mutating func change(_ place: Place?, _ node: Int) {
    var current = place
    for _ in 0..<8 {
      guard let here = current else { return }
      if let before = changes[here], before != node { nodes[node].causes.append(before) }
      changes[here] = node
      current = origins[here]
    }
  }
}

extension Expression {
  /// The name of the function or method that a call calls.
  fileprivate var calledName: String? {
    guard case .call(let callee, _) = kind else { return nil }
    switch callee.kind {
    case .name(let name): return name
    case .attribute(_, let name): return name.text
    default: return nil
    }
  }

  /// What a call gives to a parameter; all that it could be, where that is not written plainly.
  fileprivate func values(for index: Int, _ name: String, isMethod: Bool) -> [Expression] {
    guard case .call(let callee, let arguments) = kind else { return [] }
    var position = index
    if isMethod, case .attribute(let receiver, _) = callee.kind {
      if index == 0 { return [receiver] }
      position -= 1
    }
    if arguments.contains(where: { $0.form == .star || $0.form == .doubleStar }) {
      return arguments.map(\.value)
    }
    for argument in arguments {
      if case .keyword(let keyword) = argument.form, keyword.text == name {
        return [argument.value]
      }
    }
    let positional = arguments.filter { $0.form == .positional }
    return position < positional.count ? [positional[position].value] : []
  }
}
