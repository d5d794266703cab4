// Errors as values, and the way from a failing instruction to the clause that catches it.
//
// An error is three cells: its class (a built-in), the tuple of its arguments, and the instruction
// that failed first. An error of a class of the file is an object of that class, with its arguments
// as the attribute `args`. Limits (fuel, memory) cannot be caught.

import PolicySyntax

extension Machine {
  func makeError(_ type: Builtin, _ arguments: [PolicyValue]) throws(Fault) -> PolicyValue {
    let tuple = try makeTuple(arguments)
    let handle = try heap.allocate(3)
    heap.setCell(handle, PolicyValue(tag: .builtin, bits: UInt64(type.rawValue)))
    heap.setCell(handle + 1, tuple)
    heap.setCell(handle + 2, .int(-1))
    return PolicyValue(tag: .error, handle: handle)
  }

  /// The built-in class of an error, or the one that its class is derived from.
  func errorType(_ error: PolicyValue) -> Builtin {
    let type = heap.cells[error.handle]
    if error.tag == .instance { return errorBase(ofClass: type) ?? .errorException }
    return unsafeBitCast(UInt8(truncatingIfNeeded: type.bits), to: Builtin.self)
  }

  /// The built-in class of errors that a class of the file is derived from, if it is.
  func errorBase(ofClass type: PolicyValue) -> Builtin? {
    var current = type
    while current.tag == .classType { current = heap.cells[current.handle + 1] }
    guard current.tag == .builtin else { return nil }
    return unsafeBitCast(UInt8(truncatingIfNeeded: current.bits), to: Builtin.self)
  }

  /// Whether a value can be raised.
  func isError(_ value: PolicyValue) -> Bool {
    value.tag == .error
      || value.tag == .instance && errorBase(ofClass: heap.cells[value.handle]) != nil
  }

  /// The arguments of an error: a tuple, unless the policy put something else there.
  func errorArguments(_ error: PolicyValue) throws(Fault) -> PolicyValue {
    guard error.tag == .instance else { return heap.cells[error.handle + 1] }
    let attributes = heap.cells[error.handle + 1]
    let entry = try heap.find(attributes, .string(names.arguments))
    let found = entry < 0 ? PolicyValue.none : heap.value(attributes, entry)
    return found.tag == .tuple ? found : try makeTuple([])
  }

  /// The name of an error's class.
  func errorName(_ error: PolicyValue) -> String {
    error.tag == .instance ? className(heap.cells[error.handle]) : errorType(error).name
  }

  /// Remembers the arguments of an error that is about to be thrown.
  @inline(never)
  func note(_ type: Builtin, _ arguments: [PolicyValue]) {
    currentError = (try? makeError(type, arguments)) ?? .unbound
  }

  /// The fault of `raise value`.
  func raised(_ value: PolicyValue) throws(Fault) -> Fault {
    var error = value
    if value.tag == .builtin {
      let type = unsafeBitCast(UInt8(truncatingIfNeeded: value.bits), to: Builtin.self)
      if type.isError { error = try makeError(type, []) }
    }
    if value.tag == .classType, errorBase(ofClass: value) != nil {
      error = try makeObject(value, arguments: [])
    }
    guard isError(error) else {
      throw Fault(
        .type, "expected an error to raise, found \(PolicyValue.describe(value.tag))",
        hint: "write raise ValueError(\"…\")")
    }
    currentError = error
    return try fault(error)
  }

  private func fault(_ error: PolicyValue) throws(Fault) -> Fault {
    let name = errorName(error)
    let text = try errorText(error)
    if text.isEmpty {
      return Fault(kind(of: error), "expected no error, found \(name) raised")
    }
    return Fault(kind(of: error), error.tag == .instance ? "\(name): \(text)" : text)
  }

  /// The kind of diagnostic that an error gives: that of its class, or of the nearest class above.
  private func kind(of error: PolicyValue) -> Diagnostic.Kind {
    var type: Builtin? = errorType(error)
    while let here = type {
      if let kind = Machine.kinds[Int(here.rawValue)] { return kind }
      type = here.baseError
    }
    return .exception
  }

  /// The kinds of diagnostics that are named like classes of errors, and those classes.
  private static let kinds = Builtin.allCases.map { Diagnostic.Kind(rawValue: $0.name) }
  private static let classes: [Builtin?] = Diagnostic.Kind.allCases.map { kind in
    Builtin.named(kind.rawValue).flatMap { $0.isError ? $0 : nil }
  }

  /// The fault of an error that was caught and goes on.
  func raisedAgain(_ error: PolicyValue) throws(Fault) -> Fault {
    currentError = error
    let place = error.tag == .error ? Int(heap.cells[error.handle + 2].int) : -1
    let result = try fault(error)
    if spans.indices.contains(place) { faultInstruction = place }
    return result
  }

  /// What `str` gives for an error.
  func errorText(_ error: PolicyValue) throws(Fault) -> String {
    let arguments = try errorArguments(error)
    switch heap.count(arguments) {
    case 0: return ""
    case 1:
      let only = heap.elements(arguments)[0]
      return errorType(error) == .errorKeyError ? try repr(only) : try str(only)
    default: return try repr(arguments)
    }
  }

  /// Whether an error belongs to a class, or to one of a tuple of them.
  func isError(_ error: PolicyValue, in type: PolicyValue, depth: Int = 0) throws(Fault) -> Bool {
    if type.tag == .tuple {
      try heap.checkDepth(depth)
      for index in 0..<heap.count(type) {
        if try isError(error, in: heap.elements(type)[index], depth: depth + 1) { return true }
      }
      return false
    }
    if type.tag == .classType, errorBase(ofClass: type) != nil {
      return error.tag == .instance && isClass(heap.cells[error.handle], sameOrBelow: type)
    }
    let wanted = unsafeBitCast(UInt8(truncatingIfNeeded: type.bits), to: Builtin.self)
    guard type.tag == .builtin, wanted.isError else {
      throw Fault(
        .type, "expected a class of errors after 'except', found \(self.shortRepr(type))")
    }
    var current: Builtin? = errorType(error)
    while let here = current {
      if here == wanted { return true }
      current = here.baseError
    }
    return false
  }

  // MARK: Shapes

  /// Whether a value has the shape that a pattern asks for.
  func hasShape(_ value: PolicyValue, _ shape: Int, _ operand: Int32) throws(Fault) -> Bool {
    switch shape {
    case 0, 1:
      guard value.tag == .list || value.tag == .tuple || value.tag == .range else { return false }
      let count = Int(try length(value))
      return shape == 0 ? count == operand : count >= operand
    case 2: return value.tag == .dictionary
    default:
      guard value.tag == .instance || value.tag == .classType || value.tag == .error else {
        return false
      }
      do { _ = try attribute(value, slots[Int(operand)]) } catch { return false }
      return true
    }
  }

  // MARK: Catching

  /// A place in the code and the frame that it runs in.
  struct Landing {
    let target: Int
    let base: UnsafeMutablePointer<PolicyValue>
  }

  /// Leaves calls until one has a handler for the failing place, down to a depth; nil if none has.
  @inline(never)
  func land(_ fault: Fault, from failure: Landing, stopDepth: Int) throws(Fault) -> Landing? {
    let handlers = self.handlers
    guard !handlers.isEmpty, fuel > 0,
      let type = Machine.classes[Int(unsafeBitCast(fault.kind, to: UInt8.self))]
    else {
      traceFailure(fault, at: failure.target, leaving: depth - stopDepth + 1)
      depth = stopDepth
      return nil
    }
    // An error costs more than an instruction: its message was made.
    try charge(100)
    var level = depth
    var place = failure.target
    var base = failure.base
    while true {
      try charge(1 + handlers.count / 16)
      if let handler = handlers.first(where: { $0.start <= place && place < $0.end }) {
        traceFailure(fault, at: failure.target, leaving: depth - level)
        depth = level
        base[Int(handler.register)] = try caught(fault, type)
        return Landing(target: Int(handler.target), base: base)
      }
      guard level > stopDepth else { break }
      level -= 1
      place = code.number(of: calls[level].instruction) - 1
      base = calls[level].base
    }
    traceFailure(fault, at: failure.target, leaving: depth - stopDepth + 1)
    depth = stopDepth
    return nil
  }

  /// The value of an error that is caught.
  private func caught(_ fault: Fault, _ type: Builtin) throws(Fault) -> PolicyValue {
    var error = currentError
    if !isError(error) || kind(of: error) != fault.kind {
      let mark = buffer.count
      buffer.append(fault.message)
      error = try makeError(type, [try takeText(from: mark)])
    }
    if error.tag == .error, error.handle >= heap.frozenTop {
      heap.setCell(error.handle + 2, .int(faultInstruction))
    }
    currentError = .unbound
    faultInstruction = -1
    return error
  }
}
