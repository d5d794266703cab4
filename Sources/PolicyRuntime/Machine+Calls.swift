// Calls: arguments to parameters, functions as values, and the errors of names.

import PolicySyntax

/// The arguments of a call to a built-in: positional ones, then the values of keywords.
struct Arguments {
  let first: UnsafeMutablePointer<PolicyValue>
  /// The number of positional arguments.
  let count: Int
  /// The number of the list of keywords, or -1.
  private let keywords: Int32

  @inline(__always)
  init(
    _ first: UnsafeMutablePointer<PolicyValue>, _ total: Int, _ keywords: Int32,
    _ machine: Machine
  ) {
    self.first = first
    self.keywords = keywords
    count =
      keywords < 0 ? total : total - machine.program.plain.keywordLists[Int(keywords)].count
  }

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
  // MARK: Functions as values

  /// A function value: a cell with its number and count of defaults, the defaults, the boxes.
  func makeFunction(
    _ number: Int, _ defaults: UnsafeMutablePointer<PolicyValue>, _ count: Int, boxes: Int32,
    _ base: UnsafeMutablePointer<PolicyValue>
  ) throws(Fault) -> PolicyValue {
    let registers = boxes < 0 ? [] : program.plain.cellLists[Int(boxes)]
    let handle = try heap.allocate(1 + count + registers.count)
    heap.cells[handle] = PolicyValue(
      tag: .function, bits: UInt64(number) | UInt64(count) << 32)
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
    let names = keywords < 0 ? [] : program.plain.keywordLists[Int(keywords)]
    let values = Array(UnsafeBufferPointer(start: window, count: total))
    let positional = values.prefix(total - names.count)
    let named = zip(names, values.suffix(names.count)).map { ($0, $1) }
    try bind(callee, number, window, Array(positional), named)
  }

  /// The same for a list of positional arguments and a dictionary of keywords in the window.
  @inline(never)
  func bindSpread(
    _ callee: PolicyValue, _ number: Int, _ window: UnsafeMutablePointer<PolicyValue>
  ) throws(Fault) {
    let positional = try collect(window[0])
    let keywords = window[1]
    var named: [(InternedString, PolicyValue)] = []
    for entry in 0..<heap.count(keywords) {
      let key = heap.key(keywords, entry)
      if key.tag == .unbound { continue }
      guard key.tag == .string else {
        throw Fault(.type, "expected text as keywords, found \(PolicyValue.describe(key.tag))")
      }
      named.append((heap.intern(heap.string(key)), heap.value(keywords, entry)))
    }
    try bind(callee, number, window, positional, named)
  }

  private func bind(
    _ callee: PolicyValue, _ number: Int, _ window: UnsafeMutablePointer<PolicyValue>,
    _ positional: [PolicyValue], _ named: [(InternedString, PolicyValue)]
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
    var others: [(InternedString, PolicyValue)] = []
    for (name, value) in named {
      let index = function.names.prefix(plainCount).firstIndex(of: name)
      guard let index, index >= function.positionalOnlyCount else {
        guard function.hasDoubleStar else {
          let known = function.names.map(text)
          throw Fault(
            .type, "expected a parameter of \(function.name)(), found '\(text(name))'",
            hint: nearestName(to: text(name), among: known).map { "did you mean '\($0)'?" })
        }
        others.append((name, value))
        continue
      }
      guard window[index].tag == .unbound else {
        throw Fault(
          .type, "expected one value for '\(text(name))' of \(function.name)(), found two")
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
      for (name, value) in others { try heap.set(dictionary, .string(name), value) }
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
      throw Fault(
        .type, "expected a function to call, found \(PolicyValue.describe(callee.tag))")
    }
    return try callBuiltin(
      unsafeBitCast(UInt8(truncatingIfNeeded: callee.bits), to: Builtin.self),
      Arguments(window, count, keywords, self))
  }

  /// The same with the arguments in a list; keywords cannot be passed on to built-ins.
  func callValueSpread(
    _ callee: PolicyValue, _ window: UnsafeMutablePointer<PolicyValue>
  ) throws(Fault) -> PolicyValue {
    guard heap.liveCount(window[1]) == 0 else {
      throw Fault(
        .unsupported, "expected written keywords for a built-in function, found '**'")
    }
    let values = try collect(window[0])
    guard window - registers + values.count <= registerLimit else { throw heap.exhausted() }
    for (index, value) in values.enumerated() { window[index] = value }
    return try callValue(callee, window, values.count)
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
    guard nativeDepth < 40, window - registers + arguments.count <= registerLimit else {
      throw tooDeep()
    }
    for (index, value) in arguments.enumerated() { window[index] = value }
    nativeDepth += 1
    defer {
      nativeDepth -= 1
      nativeTop = window
    }
    guard callee.tag == .function else {
      return try callValue(callee, window, arguments.count)
    }
    let number = Int(UInt32(truncatingIfNeeded: heap.cells[callee.handle].bits))
    let function = code.functions[number]
    try reserve(function, window)
    try bind(callee, number, window, arguments.count, keywords: -1)
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
      hint: near < 0 ? nil : "did you mean '\(strings[Int(near)])'?")
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
    message.tag == .unbound
      ? Fault(.assertion, "expected the assertion to hold, found it false")
      : Fault(.assertion, try str(message))
  }
}
