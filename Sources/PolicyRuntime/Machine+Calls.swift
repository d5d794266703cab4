// Calls: arguments to parameters, functions as values, and the errors of names.

import PolicySyntax

/// The arguments of a call to a built-in: positional ones, then the values of keywords.
struct Arguments {
  let first: UnsafeMutablePointer<PolicyValue>
  /// The number of positional arguments.
  let count: Int
  let namedCount: Int
  /// The number of the list of keywords, or -1.
  private let keywords: Int32

  @inline(__always)
  init(
    _ first: UnsafeMutablePointer<PolicyValue>, _ total: Int, _ keywords: Int32,
    _ machine: Machine
  ) {
    self.first = first
    self.keywords = keywords
    namedCount = keywords < 0 ? 0 : machine.keywordLists[Int(keywords)].count
    count = total - namedCount
  }

  private init(afterFirstOf other: Arguments) {
    first = other.first + 1
    count = other.count - 1
    namedCount = other.namedCount
    keywords = other.keywords
  }

  /// All but the first positional argument.
  var dropFirst: Arguments { Arguments(afterFirstOf: self) }

  private func names(_ machine: Machine) -> [InternedString] {
    keywords < 0 ? [] : machine.program.plain.keywordLists[Int(keywords)]
  }

  subscript(index: Int) -> PolicyValue { first[index] }

  /// Whether there is nothing but positional arguments.
  var arePositional: Bool { keywords < 0 }

  /// The keywords and their values.
  func named(_ machine: Machine) -> [(InternedString, PolicyValue)] {
    names(machine).enumerated().map { ($0.element, first[count + $0.offset]) }
  }

  /// The value of a keyword by its permanent string.
  @inline(__always)
  func keyword(_ name: InternedString, _ machine: Machine) -> PolicyValue? {
    for index in 0..<namedCount where machine.keywordLists[Int(keywords)][index] == name {
      return first[count + index]
    }
    return nil
  }

  /// The value of a keyword.
  func keyword(_ name: String, _ machine: Machine) -> PolicyValue? {
    guard keywords >= 0 else { return nil }
    for (index, keyword) in names(machine).enumerated()
    where machine.program.plain.strings[Int(keyword.rawValue)] == name {
      return first[count + index]
    }
    return nil
  }

  /// Refuses numbers of arguments and keywords that a built-in does not take.
  func check(
    _ name: String, _ allowed: ClosedRange<Int>, keywords: [String] = [],
    _ machine: Machine
  ) throws(Fault) {
    guard allowed.contains(count) else {
      let wanted =
        allowed.lowerBound == allowed.upperBound
        ? "\(allowed.lowerBound)"
        : allowed.upperBound > 100
          ? "at least \(allowed.lowerBound)" : "\(allowed.lowerBound) to \(allowed.upperBound)"
      let noun = wanted == "1" || wanted == "at least 1" ? "argument" : "arguments"
      throw Fault(.type, "expected \(wanted) \(noun) for \(name)(), found \(count)")
    }
    for keyword in names(machine) {
      let text = machine.program.plain.strings[Int(keyword.rawValue)]
      guard keywords.contains(text) else {
        throw Fault(
          .type, "expected a keyword of \(name)(), found '\(text)'",
          hint: nearestName(to: text, among: keywords).map { "did you mean '\($0)'?" })
      }
    }
  }
}

extension Machine {
  /// Checks that there is room for a call.
  @inline(__always)
  func reserve(
    _ function: FunctionEntry, _ window: UnsafeMutablePointer<PolicyValue>
  ) throws(Fault) {
    if depth >= callDepth || window - registers + Int(function.registerCount) > registerLimit {
      throw tooDeep()
    }
    try charge(Int(function.size))
  }

  func tooDeep() -> Fault {
    Fault(
      .recursion, "expected at most \(self.callDepth) calls inside each other, found more",
      hint: "does a function call itself without end?")
  }

  // MARK: Functions as values

  /// A function value: a cell with its number and its counts of defaults and boxes, the defaults,
  /// the boxes.
  func makeFunction(
    _ number: Int, _ defaults: UnsafeMutablePointer<PolicyValue>, _ count: Int, boxes: Int32,
    _ base: UnsafeMutablePointer<PolicyValue>
  ) throws(Fault) -> PolicyValue {
    let registers = boxes < 0 ? [] : program.plain.cellLists[Int(boxes)]
    let handle = try heap.allocate(1 + count + registers.count)
    heap.cells[handle] = PolicyValue(
      tag: .function,
      bits: UInt64(number) | UInt64(count) << 32 | UInt64(registers.count) << 48)
    (heap.cells + handle + 1).update(from: defaults, count: count)
    for (index, register) in registers.enumerated() {
      heap.cells[handle + 1 + count + index] = base[Int(register)]
    }
    return PolicyValue(tag: .function, handle: handle)
  }

  /// Puts arguments in the registers of their parameters, with defaults where they are missing.
  @inline(never)
  func bind(
    _ callee: PolicyValue, _ number: Int, _ window: UnsafeMutablePointer<PolicyValue>,
    _ total: Int, keywords: Int32
  ) throws(Fault) {
    if quickBind(callee, signatures[number], window, total, keywords) { return }
    let names = keywords < 0 ? [] : program.plain.keywordLists[Int(keywords)]
    let values = Array(UnsafeBufferPointer(start: window, count: total))
    let positional = values.prefix(total - names.count)
    let named = zip(names, values.suffix(names.count)).map { (PolicyValue.string($0), $1) }
    try bind(callee, number, window, Array(positional), named)
  }

  /// The same where nothing is left over; false, and the window is as before, if anything is wrong.
  private func quickBind(
    _ callee: PolicyValue, _ signature: Signature, _ window: UnsafeMutablePointer<PolicyValue>,
    _ total: Int, _ keywords: Int32
  ) -> Bool {
    let named = keywords < 0 ? 0 : keywordLists[Int(keywords)].count
    let positional = total - named
    if signature.takesMore || positional > signature.positionalCount { return false }
    let mark = work.count
    defer { work.remove(from: mark) }
    work.push(window + positional, count: named)
    for index in positional..<max(positional, signature.count) { window[index] = .unbound }
    var isComplete = true
    for index in 0..<named {
      var place = signature.positionalOnlyCount
      while place < signature.count,
        signature.names[place] != keywordLists[Int(keywords)][index]
      { place += 1 }
      guard place < signature.count, window[place].tag == .unbound else {
        isComplete = false
        break
      }
      window[place] = work[mark + index]
    }
    var defaults = heap.cells + callee.handle + 1
    for index in 0..<signature.count where isComplete {
      if window[index].tag == .unbound {
        isComplete = signature.hasDefault[index]
        if isComplete { window[index] = defaults.pointee }
      }
      if signature.hasDefault[index] { defaults += 1 }
    }
    if !isComplete { (window + positional).update(from: work.first + mark, count: named) }
    return isComplete
  }

  /// The same for a list of positional arguments and a dictionary of keywords in the window, and for
  /// a method the object that goes before them.
  @inline(never)
  func bindSpread(
    _ callee: PolicyValue, _ number: Int, _ window: UnsafeMutablePointer<PolicyValue>,
    receiver: PolicyValue? = nil
  ) throws(Fault) {
    var positional = try collect(window[0])
    if let receiver { positional.insert(receiver, at: 0) }
    let keywords = window[1]
    var named: [(PolicyValue, PolicyValue)] = []
    for entry in 0..<heap.count(keywords) {
      let key = heap.key(keywords, entry)
      if key.tag == .unbound { continue }
      guard key.tag == .string else {
        throw Fault(.type, "expected text as keywords, found \(PolicyValue.describe(key.tag))")
      }
      // Names of parameters are permanent strings: a name that is none has no parameter.
      let number = key.isInterned ? nil : heap.findInterned(heap.text(key), heap.hash(key))
      let name = number.map { .string(InternedString(rawValue: $0)) } ?? key
      named.append((name, heap.value(keywords, entry)))
    }
    try bind(callee, number, window, positional, named)
  }

  private func bind(
    _ callee: PolicyValue, _ number: Int, _ window: UnsafeMutablePointer<PolicyValue>,
    _ positional: [PolicyValue], _ named: [(PolicyValue, PolicyValue)]
  ) throws(Fault) {
    let function = program.plain.functions[number]
    let plainCount = function.positionalCount + function.keywordOnlyCount
    func text(_ name: InternedString) -> String { heap.string(.string(name)) }
    var extra: [PolicyValue] = []
    for index in 0..<plainCount { window[index] = .unbound }
    for (index, value) in positional.enumerated() {
      if index < function.positionalCount {
        window[index] = value
      } else {
        guard function.hasStar else {
          throw wrongCount(function, positional.count)
        }
        extra.append(value)
      }
    }
    var others: [(PolicyValue, PolicyValue)] = []
    for (name, value) in named {
      let index = function.names.prefix(plainCount).firstIndex {
        PolicyValue.string($0).isIdentical(to: name)
      }
      guard let index, index >= function.positionalOnlyCount else {
        guard function.hasDoubleStar else {
          let known = function.names.map(text)
          throw Fault(
            .type, "expected a parameter of \(function.name)(), found '\(self.heap.string(name))'",
            hint: nearestName(to: self.heap.string(name), among: known).map {
              "did you mean '\($0)'?"
            })
        }
        others.append((name, value))
        continue
      }
      guard window[index].tag == .unbound else {
        throw Fault(
          .type,
          "expected one value for '\(self.heap.string(name))' of \(function.name)(), found two")
      }
      window[index] = value
    }
    var defaultIndex = 0
    for index in 0..<plainCount {
      let hasDefault = function.hasDefault[index]
      if window[index].tag == .unbound {
        guard hasDefault else {
          if named.isEmpty && function.keywordOnlyCount == 0 {
            throw wrongCount(function, positional.count)
          }
          throw Fault(
            .type,
            "expected a value for '\(text(function.names[index]))' of \(function.name)(), "
              + "found none")
        }
        window[index] = heap.cells[callee.handle + 1 + defaultIndex]
      }
      if hasDefault { defaultIndex += 1 }
    }
    var next = plainCount
    if function.hasStar {
      window[next] = try makeTuple(extra)
      next += 1
    }
    if function.hasDoubleStar {
      let dictionary = try heap.makeDictionary(capacity: others.count)
      for (name, value) in others { try heap.set(dictionary, name, value) }
      window[next] = dictionary
    }
  }

  private func wrongCount(_ function: PolicyProgram.Function, _ found: Int) -> Fault {
    let required = function.hasDefault.prefix(function.positionalCount).count { !$0 }
    let wanted =
      function.hasStar
      ? "at least \(required)"
      : required == function.positionalCount
        ? "\(required)" : "\(required) to \(function.positionalCount)"
    let noun = wanted.hasSuffix(" 1") || wanted == "1" ? "argument" : "arguments"
    return Fault(.type, "expected \(wanted) \(noun) for \(function.name)(), found \(found)")
  }

  /// Calls a value that is not a function of the policy.
  func callValue(
    _ callee: PolicyValue, _ window: UnsafeMutablePointer<PolicyValue>, _ count: Int,
    keywords: Int32 = -1
  ) throws(Fault) -> PolicyValue {
    nativeTop = window + count
    if callee.tag == .method {
      let cell = heap.cells + callee.handle
      return try callMethod(
        unsafeBitCast(UInt8(truncatingIfNeeded: cell[1].bits), to: Method.self), cell[0],
        Arguments(window, count, keywords, self))
    }
    guard callee.tag == .builtin else {
      return try callObject(callee, window, count, keywords: keywords)
    }
    return try callBuiltin(
      unsafeBitCast(UInt8(truncatingIfNeeded: callee.bits), to: Builtin.self),
      Arguments(window, count, keywords, self))
  }

  /// The same with the arguments in a list; keywords only as they are written in the call.
  func callValueSpread(
    _ callee: PolicyValue, _ window: UnsafeMutablePointer<PolicyValue>, keywords: Int32
  ) throws(Fault) -> PolicyValue {
    if callee.tag != .builtin && callee.tag != .method {
      return try callObjectSpread(callee, window)
    }
    let named = window[1]
    if heap.liveCount(named) > 0, keywords < 0 { return try callNamed(callee, window) }
    var values = try collect(window[0])
    for entry in 0..<heap.count(named) { values.append(heap.value(named, entry)) }
    guard window - registers + values.count <= registerLimit else { throw heap.exhausted() }
    for (index, value) in values.enumerated() { window[index] = value }
    return try callValue(callee, window, values.count, keywords: keywords)
  }

  /// The same with keywords from a dictionary, for the two that take any: `dict` and `text.format`.
  private func callNamed(
    _ callee: PolicyValue, _ window: UnsafeMutablePointer<PolicyValue>
  ) throws(Fault) -> PolicyValue {
    let named = window[1]
    let values = try collect(window[0])
    guard window - registers + values.count <= registerLimit else { throw heap.exhausted() }
    for (index, value) in values.enumerated() { window[index] = value }
    if callee.tag == .method, heap.cells[callee.handle].tag == .string,
      heap.cells[callee.handle + 1].bits == Method.format.rawValue
    {
      return try formatText(
        heap.cells[callee.handle], Arguments(window, values.count, -1, self), named: named)
    }
    if callee.tag == .builtin, callee.bits == Builtin.dict.rawValue, values.count < 2 {
      let result = try heap.makeDictionary(capacity: heap.liveCount(named))
      if let first = values.first { try update(result, first) }
      try update(result, named)
      return result
    }
    throw Fault(
      .unsupported, "expected written keywords for a built-in function, found '**'",
      hint: "write them out, as in max(xs, key=size)")
  }

  /// A method with its receiver, as a value: two cells.
  func boundMethod(_ receiver: PolicyValue, _ number: Int) throws(Fault) -> PolicyValue {
    let method = Method.allCases[number]
    guard Machine.has(method, receiver.tag) else {
      throw noMethod(method.name, receiver)
    }
    let handle = try heap.allocate(2)
    heap.cells[handle] = receiver
    heap.cells[handle + 1] = .int(number)
    return PolicyValue(tag: .method, handle: handle)
  }

  /// Calls any callable from a built-in function such as `sorted`.
  func callBack(
    _ callee: PolicyValue, _ arguments: [PolicyValue]
  ) throws(Fault) -> PolicyValue {
    let window = nativeTop
    guard window - registers + arguments.count <= registerLimit else { throw tooDeep() }
    for (index, value) in arguments.enumerated() { window[index] = value }
    defer { nativeTop = window }
    guard callee.tag == .function else {
      return try callValue(callee, window, arguments.count)
    }
    return try callFunction(callee, window, arguments.count)
  }

  /// Calls a function of the policy from native code and waits for its result.
  func callFunction(
    _ callee: PolicyValue, _ window: UnsafeMutablePointer<PolicyValue>, _ count: Int,
    keywords: Int32 = -1
  ) throws(Fault) -> PolicyValue {
    guard nativeDepth < 40 else { throw tooDeep() }
    nativeDepth += 1
    defer { nativeDepth -= 1 }
    let number = Int(UInt32(truncatingIfNeeded: heap.cells[callee.handle].bits))
    let function = code.functions[number]
    try reserve(function, window)
    if function.simpleCount != Int32(count) || keywords >= 0 {
      try bind(callee, number, window, count, keywords: keywords)
    }
    if function.closureRegister >= 0 { window[Int(function.closureRegister)] = callee }
    return try run(function: number, at: window)
  }

  // MARK: Names

  func unbound(_ name: Int32, isLocal: Bool) -> Fault {
    let text = program.plain.strings[Int(name)]
    return isLocal
      ? Fault(
        .unboundLocal, "expected '\(text)' to have a value here, found it without one",
        hint: "give it a value before the branch or loop that may not run")
      : Fault(.name, "expected '\(text)' to have a value here, found it without one")
  }

  func unknownName(_ name: Int32, near: Int32) -> Fault {
    let strings = program.plain.strings
    return Fault(
      .name, "expected a defined name, found '\(strings[Int(name)])'",
      hint: Advice.instead(of: strings[Int(name)])
        ?? (near < 0 ? nil : "did you mean '\(strings[Int(near)])'?"))
  }

  func noMethod(_ name: String, _ value: PolicyValue) -> Fault {
    let known = Method.allCases.filter { Machine.has($0, value.tag) }.map(\.name)
    let hint =
      value.tag == .none
      ? "a .get() gives None where the key is absent"
      : nearestName(to: name, among: known).map { "did you mean '\($0)'?" }
    return Fault(
      .attribute, "expected a method of \(PolicyValue.describe(value.tag)), found '\(name)'",
      hint: hint)
  }

  func failedAssertion(_ message: PolicyValue) throws(Fault) -> Fault {
    note(.errorAssertionError, message.tag == .unbound ? [] : [message])
    if message.tag == .unbound {
      return Fault(.assertion, "expected the assertion to hold, found it false")
    }
    let text = try str(message)
    return Fault(.assertion, text)
  }
}
