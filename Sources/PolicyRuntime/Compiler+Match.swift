// `match`: patterns as tests and jumps. Names get their values when the whole pattern has matched.

import PolicySyntax

extension Compiler {
  func match(_ subject: Expression, _ cases: [MatchCase]) throws(Diagnostic) {
    let value = moved(try expression(subject), to: frame.takeRegister())
    let end = Label()
    var after = Flow.unreachable
    for (index, matchCase) in cases.enumerated() {
      let next = Label()
      let mark = frame.next
      part = matchCase.span.start
      if isTracing {
        frame.place = matchCase.pattern.span
        trace(.line, .line, matchCase.span)
      }
      if index < cases.count - 1, matchCase.condition == nil, matchCase.pattern.isIrrefutable {
        throw syntax(
          "expected the case that takes everything at the end, found cases after it",
          matchCase.pattern.span)
      }
      // What the case assigns or checks is not certain where it does not match.
      let tested = frame.flow
      var captures = Captures()
      try pattern(matchCase.pattern, value, next, &captures)
      for (name, register) in captures.registers { write(name, register) }
      if let condition = matchCase.condition {
        try self.condition(condition, jumpIf: false, to: next)
      }
      trace(.isTrue, .branch(.case), matchCase.pattern.span)
      frame.release(to: mark)
      try block(matchCase.body)
      after = after.merged(frame.flow)
      if frame.flow.isReachable { frame.jump(.jump, end) }
      frame.mark(next)
      trace(.isFalse, .branch(.case), matchCase.pattern.span)
      frame.flow = tested
      if matchCase.condition == nil, matchCase.pattern.isIrrefutable { frame.flow = .unreachable }
    }
    frame.flow = after.merged(frame.flow)
    frame.mark(end)
  }

  /// The names of a pattern and the registers that hold what they will get.
  private struct Captures {
    var registers: [(name: String, register: Int32)] = []
    func register(_ name: String) -> Int32? { registers.first { $0.name == name }?.register }
  }

  private func capture(
    _ name: Identifier, _ value: Int32, _ captures: inout Captures
  ) throws(Diagnostic) {
    guard captures.register(name.text) == nil else {
      throw syntax("expected '\(name.text)' once in the pattern, found it again", name.span)
    }
    let register = frame.takeRegister()
    _ = moved(value, to: register)
    captures.registers.append((name.text, register))
  }

  /// Tests a value; jumps to `fail` where it does not match.
  private func pattern(
    _ pattern: Pattern, _ value: Int32, _ fail: Label, _ captures: inout Captures
  ) throws(Diagnostic) {
    frame.place = pattern.span
    switch pattern.kind {
    case .value(let expression):
      let operand = try self.expression(expression)
      frame.place = pattern.span
      frame.jump(.jumpEqual, fail, value, operand, d: 0)
    case .singleton(let literal):
      frame.jump(
        .jumpSame, fail, value, constant(try self.literal(literal, pattern.span)), d: 0)
    case .capture(let name): if let name { try capture(name, value, &captures) }
    case .star: preconditionFailure("a star stands in a sequence")
    case .named(let inner, let name):
      try self.pattern(inner, value, fail, &captures)
      try capture(name, value, &captures)
    case .sequence(let items): try sequence(items, pattern.span, value, fail, &captures)
    case .mapping(let entries, let rest):
      try mapping(entries, rest, pattern.span, value, fail, &captures)
    case .or(let alternatives): try alternative(alternatives, value, fail, &captures)
    case .instance(let type, let positional, let keywords):
      let mark = frame.next
      let first = frame.takeRegisters(2)
      _ = moved(value, to: first)
      _ = try expression(type, to: first + 1)
      frame.place = pattern.span
      let result = builtinCall(.isinstance, first: first, 2, nil, first)
      frame.jump(.jumpIf, fail, result, d: 0)
      frame.release(to: mark)
      if let only = positional.first {
        guard positional.count == 1, case .name(let name) = type.kind,
          let builtin = Builtin.named(name), builtin.isType, !builtin.isError
        else {
          throw unsupported(
            "a class pattern with positions", only.span, hint: "write name=pattern for attributes")
        }
        try self.pattern(only, value, fail, &captures)
      }
      for keyword in keywords {
        let name = constant(.string(string(keyword.name.text)))
        frame.place = keyword.name.span
        frame.jump(.jumpNotShape, fail, value, name, d: 3)
        let attribute = frame.takeRegister()
        frame.emit(.getAttribute, attribute, value, name)
        try self.pattern(keyword.pattern, attribute, fail, &captures)
      }
    }
  }

  private func sequence(
    _ items: [Pattern], _ span: SourceSpan, _ value: Int32, _ fail: Label,
    _ captures: inout Captures
  ) throws(Diagnostic) {
    var star = 0
    for (index, item) in items.enumerated() {
      guard case .star = item.kind else { continue }
      guard star == 0 else {
        throw syntax("expected one star in the pattern, found two", item.span)
      }
      star = index + 1
    }
    let least = items.count - (star > 0 ? 1 : 0)
    frame.jump(.jumpNotShape, fail, value, Int32(least), d: star > 0 ? 1 : 0)
    let first = frame.takeRegisters(items.count)
    frame.emit(.unpack, first, value, Int32(items.count), d: star)
    for (index, item) in items.enumerated() {
      if case .star(let name) = item.kind {
        if let name { try capture(name, first + Int32(index), &captures) }
      } else {
        try pattern(item, first + Int32(index), fail, &captures)
      }
    }
  }

  private func mapping(
    _ entries: [Pattern.Entry], _ rest: Identifier?, _ span: SourceSpan, _ value: Int32,
    _ fail: Label, _ captures: inout Captures
  ) throws(Diagnostic) {
    frame.jump(.jumpNotShape, fail, value, 0, d: 2)
    var keys: [Int32] = []
    for entry in entries {
      let key = try operand(entry.key)
      keys.append(key)
      frame.place = entry.key.span
      frame.jump(.jumpNotIn, fail, key, value)
    }
    for (entry, key) in zip(entries, keys) {
      let element = frame.takeRegister()
      frame.place = entry.key.span
      frame.emit(subscriptCode(key), element, value, key)
      try pattern(entry.pattern, element, fail, &captures)
    }
    guard let rest else { return }
    let copy = frame.takeRegister()
    _ = moved(value, to: copy)
    _ = builtinCall(.dict, first: copy, 1, nil, copy)
    for key in keys { frame.emit(.deleteSubscript, 0, copy, key) }
    try capture(rest, copy, &captures)
  }

  private func alternative(
    _ alternatives: [Pattern], _ value: Int32, _ fail: Label, _ captures: inout Captures
  ) throws(Diagnostic) {
    let matched = Label()
    let outer = captures
    var names: Set<String>?
    for (index, item) in alternatives.enumerated() {
      let isLast = index == alternatives.count - 1
      if !isLast, item.isIrrefutable {
        throw syntax(
          "expected the alternative that takes everything at the end, found it before others",
          item.span)
      }
      let next = isLast ? fail : Label()
      var own = outer
      try pattern(item, value, next, &own)
      let found = Set(own.registers.map(\.name))
      if let names, names != found {
        throw syntax("expected the same names in all alternatives, found others", item.span)
      }
      if names == nil {
        captures = own
        names = found
      } else {
        // All alternatives leave their values where the first one does.
        for (name, register) in own.registers.dropFirst(outer.registers.count) {
          _ = moved(register, to: captures.register(name)!)
        }
      }
      guard !isLast else { break }
      frame.jump(.jump, matched)
      frame.mark(next)
    }
    frame.mark(matched)
  }
}

extension Pattern {
  /// Whether the pattern takes every value.
  fileprivate var isIrrefutable: Bool {
    switch kind {
    case .capture: true
    case .named(let inner, _): inner.isIrrefutable
    case .or(let alternatives): alternatives.last!.isIrrefutable
    default: false
    }
  }
}
