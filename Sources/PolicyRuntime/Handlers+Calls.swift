// Calls of the policy's own functions, and returns.

enum Calls {
  /// Enters a function; false where the machine must look closer.
  @inline(__always)
  private static func enter(
    _ callee: PolicyValue, _ window: RegisterPointer, _ count: Int, result: Int,
    back: InstructionPointer, _ base: RegisterPointer, _ state: StatePointer
  ) -> InstructionPointer? {
    let number = Int(UInt32(truncatingIfNeeded: state.pointee.cells[callee.handle].bits))
    let function = state.pointee.functions + number
    let left = state.pointee.fuel &- Int(function.pointee.size)
    let depth = state.pointee.depth
    guard Int(function.pointee.simpleCount) == count, left >= 0,
      depth < state.pointee.callDepth,
      window + Int(function.pointee.registerCount) <= state.pointee.registerEnd
    else { return nil }
    state.pointee.fuel = left
    if function.pointee.closureRegister >= 0 {
      window[Int(function.pointee.closureRegister)] = callee
    }
    (state.pointee.calls + depth).pointee = Machine.Call(
      instruction: back, base: base, result: Int32(truncatingIfNeeded: result))
    state.pointee.depth = depth &+ 1
    return state.pointee.code + Int(function.pointee.entry)
  }

  static let call: Handler = {
    let (place, base, state) = Handlers.typed($0, $1, $2)
    let operand = place.pointee.b
    let callee = operand >= 0 ? base[operand] : state.pointee.slots[operand]
    let window = base + place.pointee.c
    guard callee.tag == .function,
      let entry = enter(
        callee, window, Int(place.pointee.d), result: place.pointee.a, back: place + 1, base, state)
    else { return Handlers.runGenerally(place, base, state) }
    proceed(entry, window, state)
  }

  /// Whether a dictionary of attributes may have one of a name.
  @inline(__always)
  private static func hasAttribute(
    _ attributes: PolicyValue, _ name: PolicyValue, _ cells: UnsafeMutablePointer<PolicyValue>
  ) -> Bool {
    let raw = UnsafeMutableRawPointer(cells + attributes.handle)
    let header = raw.assumingMemoryBound(to: Heap.Header.self).pointee
    let table = (raw + 16).assumingMemoryBound(to: Heap.Table.self).pointee
    if table.live == 0 { return false }
    if table.index != 0 || table.isInterned == 0 { return true }
    var entry = cells + Int(header.data)
    let end = entry + 2 * Int(header.count)
    while entry < end {
      if entry.pointee.isIdentical(to: name) { return true }
      entry += 2
    }
    return false
  }

  /// A method of the object's own class, found where it was last.
  static let callAttribute: Handler = {
    let (place, base, state) = Handlers.typed($0, $1, $2)
    let window = base + place.pointee.c
    let receiver = window.pointee
    let extra = place + 1
    if receiver.tag == .instance && extra.pointee.instruction.a < 0 {
      let cells = state.pointee.cells
      let own = cells[receiver.handle + 1]
      let type = cells[receiver.handle]
      if type.tag == .classType, !hasAttribute(own, state.pointee.slots[place.pointee.b], cells) {
        let attributes = cells[type.handle]
        let header = UnsafeMutableRawPointer(cells + attributes.handle)
          .assumingMemoryBound(to: Heap.Header.self).pointee
        let hint = extra.pointee.d
        let entry = cells + (Int(header.data) + 2 * Int(hint))
        if hint < header.count,
          entry.pointee.isIdentical(to: state.pointee.slots[place.pointee.b]),
          entry[1].tag == .function,
          let next = enter(
            entry[1], window, Int(place.pointee.d) &+ 1, result: place.pointee.a, back: place + 2,
            base, state)
        {
          return proceed(next, window, state)
        }
      }
    }
    Handlers.runGenerally(place, base, state)
  }

  @inline(__always)
  static func leave(
    with value: PolicyValue, _ place: InstructionPointer, _ base: RegisterPointer,
    _ state: StatePointer
  ) {
    let depth = state.pointee.depth
    if depth == state.pointee.stopDepth {
      state.pointee.result = value
      #if DEBUG
        state.pointee.next = nil
      #endif
      return
    }
    state.pointee.depth = depth &- 1
    let call = (state.pointee.calls + (depth &- 1)).pointee
    call.base[Int(call.result)] = value
    proceed(call.instruction, call.base, state)
  }

  static let returnRegister: Handler = {
    let (place, base, state) = Handlers.typed($0, $1, $2)
    leave(with: base[place.pointee.b], place, base, state)
  }

  static let returnSlot: Handler = {
    let (place, base, state) = Handlers.typed($0, $1, $2)
    leave(with: state.pointee.slots[place.pointee.b], place, base, state)
  }

  // MARK: Built-in functions and methods

  static let builtin: Handler = {
    let (place, base, state) = Handlers.typed($0, $1, $2)
    if callBuiltin(place, base, state) { proceed(place + 2, base, state) }
  }

  @inline(never)
  private static func callBuiltin(
    _ place: InstructionPointer, _ base: RegisterPointer, _ state: StatePointer
  ) -> Bool {
    state.pointee.machine.unsafelyUnwrapped._withUnsafeGuaranteedRef { machine in
      let i = place.pointee.instruction
      let window = base + Int(i.c)
      machine.nativeTop = window + Int(i.d)
      do throws(Fault) {
        base[Int(i.a)] = try machine.callBuiltin(
          unsafeBitCast(UInt8(truncatingIfNeeded: i.b), to: Builtin.self),
          Arguments(window, Int(i.d), (place + 1).pointee.instruction.a, machine))
        return true
      } catch {
        machine.fail(error, at: place, base)
        return false
      }
    }
  }

  static let method: Handler = {
    let (place, base, state) = Handlers.typed($0, $1, $2)
    if callMethod(place, base, state) { proceed(place + 2, base, state) }
  }

  @inline(never)
  private static func callMethod(
    _ place: InstructionPointer, _ base: RegisterPointer, _ state: StatePointer
  ) -> Bool {
    state.pointee.machine.unsafelyUnwrapped._withUnsafeGuaranteedRef { machine in
      let i = place.pointee.instruction
      let window = base + Int(i.c)
      machine.nativeTop = window + 1 + Int(i.d)
      do throws(Fault) {
        base[Int(i.a)] = try machine.callMethod(
          unsafeBitCast(UInt8(truncatingIfNeeded: i.b), to: Method.self), window[0],
          Arguments(window + 1, Int(i.d), (place + 1).pointee.instruction.a, machine))
        return true
      } catch {
        machine.fail(error, at: place, base)
        return false
      }
    }
  }
}
