// Calls from outside.
//
// Most policies are called with one observation and have nothing that must be bound, so that a call is
// a few stores, a jump and a look whether it failed.

extension Machine {
  /// What a call from outside needs to know of the entry.
  struct EntryPoint {
    fileprivate var number = 0
    /// The number of arguments, with the object that it is a method of; no function takes -2.
    fileprivate var count: Int32 = -2
    fileprivate var object = PolicyValue.unbound
  }

  /// How far a call from outside came: it was not begun, it failed, or it has its result.
  enum Progress { case refused, failed, done }

  func entryPoint(_ function: PolicyValue, _ object: PolicyValue?) -> EntryPoint {
    EntryPoint(
      number: Int(UInt32(truncatingIfNeeded: heap.cells[function.handle].bits)),
      count: object == nil ? 1 : 2, object: object ?? .unbound)
  }

  /// Calls the entry where nothing has to be bound and there is room and fuel for it.
  @inline(__always)
  func callQuickly(_ entry: EntryPoint, _ argument: PolicyValue) -> Progress {
    callsUntilTranslation &-= 1
    if callsUntilTranslation == 0 { translate() }
    let state = state
    let function = state.pointee.functions[entry.number]
    let left = state.pointee.fuel &- Int(function.size)
    guard function.simpleCount == entry.count, function.closureRegister < 0, left >= 0,
      callDepth > 0, function.registerCount <= registerLimit
    else { return .refused }
    state.pointee.fuel = left
    registers[0] = entry.count == 1 ? argument : entry.object
    registers[1] = argument
    state.pointee.stopDepth = 0
    execute(from: Landing(target: Int(function.entry), base: registers))
    return pendingFault == nil ? .done : .failed
  }

  /// The result of a quick call that failed, if the policy catches the error.
  func recovered() throws(Fault) -> PolicyValue {
    if let fault = goOn(0) { throw fault }
    return state.pointee.result
  }

  /// Calls a function from outside with one argument, and its object before it if it is a method.
  func call(
    _ function: PolicyValue, _ object: PolicyValue?, _ argument: PolicyValue
  ) throws(Fault) -> PolicyValue {
    let number = Int(UInt32(truncatingIfNeeded: heap.cells[function.handle].bits))
    let entry = state.pointee.functions[number]
    try reserve(entry, registers)
    var count = 0
    if let object {
      registers[0] = object
      count = 1
    }
    registers[count] = argument
    count += 1
    if entry.simpleCount != Int32(count) {
      try bind(function, number, registers, count, keywords: -1)
    }
    if entry.closureRegister >= 0 { registers[Int(entry.closureRegister)] = function }
    return try run(function: number, at: registers)
  }
}
