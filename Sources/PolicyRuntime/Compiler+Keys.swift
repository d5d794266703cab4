// `min`, `max` and `sorted` with a lambda as the key.
//
// The calls of the lambda stand in a loop of the policy's code, where a call costs less than one that
// a built-in function makes and waits for.

import PolicySyntax

extension Compiler {
  /// The name under which `sorted` gets the keys of its elements, a list; no policy can write it.
  static let sortKeys = "sort keys"

  /// Nil for a call that is not like this.
  func keyedCall(
    _ builtin: Builtin, _ arguments: [Argument], _ span: SourceSpan, _ target: Int32?
  ) throws(Diagnostic) -> Int32? {
    guard builtin == .min || builtin == .max || builtin == .sorted,
      (2...3).contains(arguments.count), arguments[0].form == .positional
    else { return nil }
    let names = keywordNames(arguments)
    let other = builtin == .sorted ? "reverse" : "default"
    guard names == ["key"] || names == ["key", other] || names == [other, "key"],
      let index = names.firstIndex(of: "key"),
      case .lambda = arguments[index + 1].value.kind
    else { return nil }
    let mark = frame.next
    // The results stand first: best and its rank, or the list and the list of keys.
    let results = frame.takeRegisters(3)
    let values = frame.takeRegisters(arguments.count)
    if case .comprehension(let inner) = arguments[0].value.kind, inner.form == .generator {
      _ = try comprehension(inner, arguments[0].value.span, values)
    } else {
      _ = try expression(arguments[0].value, to: values)
    }
    for (place, argument) in arguments.enumerated().dropFirst() {
      _ = try expression(argument.value, to: values + Int32(place))
    }
    let function = values + Int32(index) + 1
    let fallback = arguments.count == 3 ? values + Int32(2 - index) : nil
    frame.place = span
    if builtin == .sorted {
      _ = builtinCall(.list, first: values, 1, nil, results)
      if let fallback { frame.emit(.move, results + 2, fallback) }
      frame.emit(.makeList, results + 1, 0, 0)
      eachKey(results, function) { _, key in frame.emit(.append, results + 1, key) }
      _ = builtinCall(
        .sorted, first: results, fallback == nil ? 2 : 3,
        [Compiler.sortKeys] + (fallback == nil ? [] : [other]), results)
    } else {
      extreme(builtin, results, of: values, function, fallback)
    }
    frame.release(to: mark)
    let result = target ?? frame.takeRegister()
    return moved(results, to: result)
  }

  private func extreme(
    _ builtin: Builtin, _ best: Int32, of values: Int32, _ function: Int32, _ fallback: Int32?
  ) {
    let nothing = slot(.unbound)
    let found = Label()
    frame.emit(.clear, best, 1)
    eachKey(values, function) { element, key in
      let (better, next) = (Label(), Label())
      frame.jump(.jumpSame, better, best, nothing, d: 1)
      frame.jump(builtin == .min ? .jumpLess : .jumpGreater, next, key, best + 1, d: 0)
      frame.mark(better)
      frame.emit(.move, best, element)
      frame.emit(.move, best + 1, key)
      frame.mark(next)
    }
    frame.jump(.jumpNotSame, found, best, nothing, d: 1)
    if let fallback {
      frame.emit(.move, best, fallback)
    } else {
      raiseEmpty(builtin, best)
    }
    frame.mark(found)
  }

  /// What a built-in says of an empty list.
  func raiseEmpty(_ builtin: Builtin, _ register: Int32) {
    frame.emit(.makeList, register, 0, 0)
    _ = builtinCall(builtin, first: register, 1, nil, register)
  }

  /// A loop that calls a function with each element; `body` gets the registers of both.
  private func eachKey(_ values: Int32, _ function: Int32, _ body: (Int32, Int32) -> Void) {
    let mark = frame.next
    let state = frame.takeRegisters(3)
    let element = frame.takeRegister()
    let key = frame.takeRegister()
    let argument = frame.takeRegister()
    let (start, finished) = (Label(), Label())
    // The fuel of a round, in bits above the lowest.
    let fuel = 1 << 1
    frame.emit(.iterate, state, values)
    frame.jump(.next, finished, element, state, d: fuel)
    frame.mark(start)
    frame.emit(.move, argument, element)
    frame.emit(.call, key, function, argument, d: 1)
    body(element, key)
    frame.jump(.next, start, element, state, d: fuel | 1)
    frame.mark(finished)
    frame.release(to: mark)
  }
}
