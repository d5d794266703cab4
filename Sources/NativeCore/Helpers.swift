// What translated code calls: accesses to the TIA and the RIOT, and waiting loops. Every register of
// the TIA has a function of its own, in which the choice of what to do is made when it is compiled.

enum Helpers {
  /// Writes a value to a register of the TIA at a cycle. Returns the cycles that the processor waits,
  /// below 0 (`endsFrame` added) if this instruction is the frame's last one.
  typealias Write = @convention(c) (UnsafeMutableRawPointer, UInt32, Int32) -> Int32
  /// The same for a register that is known only when it runs.
  typealias WriteAnywhere =
    @convention(c) (
      UnsafeMutableRawPointer, UInt32, Int32, UInt32
    ) -> Int32
  /// Reads an address of the TIA or the RIOT at a cycle with a value on the bus.
  typealias Read =
    @convention(c) (
      UnsafeMutableRawPointer, UInt32, Int32, UInt32
    ) -> UInt32
  /// Passes turns of a waiting loop: a branch with this opcode was taken back to `workspace.pc`, in so
  /// many cycles.
  typealias Wait = @convention(c) (UnsafeMutableRawPointer, UInt32, Int32) -> Void

  static let endsFrame = Int32.min

  @inline(__always)
  private static func put(
    _ register: Int, _ console: UnsafeMutableRawPointer, _ value: UInt32, _ cycle: Int32
  ) -> Int32 {
    let state = console.assumingMemoryBound(to: MachineState.self)
    let wait = state.pointee.tia.write(
      register, UInt8(truncatingIfNeeded: value), at: cycle, afterRead: true)
    return state.pointee.tia.frameIsOver ? wait | endsFrame : wait
  }

  static let writeAnywhere: WriteAnywhere = { console, value, cycle, register in
    Helpers.put(Int(register & 0x3F), console, value, cycle)
  }

  static let writeRIOT: WriteAnywhere = { console, value, cycle, address in
    console.assumingMemoryBound(to: MachineState.self).pointee.riot.write(
      UInt16(truncatingIfNeeded: address), UInt8(truncatingIfNeeded: value), cycles: cycle)
    return 0
  }

  static let read: Read = { console, address, cycle, bus in
    let state = console.assumingMemoryBound(to: MachineState.self)
    if address & 0x80 == 0 {
      return UInt32(
        state.pointee.tia.read(
          Int(address & 0x0F), at: cycle, bus: UInt8(truncatingIfNeeded: bus)))
    }
    let ports = state.pointee.ports
    return UInt32(
      state.pointee.riot.read(
        UInt16(truncatingIfNeeded: address), cycles: cycle, ports: ports))
  }

  static let wait: Wait = { pointer, opcode, branchCycles in
    let workspace = pointer.assumingMemoryBound(to: Workspace.self)
    var processor = Processor(workspace.pointee.memory, limit: 0)
    processor.load(from: workspace.pointee)
    processor.opcode = UInt8(truncatingIfNeeded: opcode)
    let offset = UInt8(truncatingIfNeeded: opcode >> 8)
    processor.passIdleTurns(offset, branchCycles: branchCycles)
    processor.save(to: &workspace.pointee)
  }

  /// The function that writes to a register of the TIA, 0 to 63.
  static func write(to register: Int) -> Write {
    switch register {
    case 0x00: { Helpers.put(0x00, $0, $1, $2) }
    case 0x01: { Helpers.put(0x01, $0, $1, $2) }
    case 0x02: { Helpers.put(0x02, $0, $1, $2) }
    case 0x04: { Helpers.put(0x04, $0, $1, $2) }
    case 0x05: { Helpers.put(0x05, $0, $1, $2) }
    case 0x06: { Helpers.put(0x06, $0, $1, $2) }
    case 0x07: { Helpers.put(0x07, $0, $1, $2) }
    case 0x08: { Helpers.put(0x08, $0, $1, $2) }
    case 0x09: { Helpers.put(0x09, $0, $1, $2) }
    case 0x0A: { Helpers.put(0x0A, $0, $1, $2) }
    case 0x0B: { Helpers.put(0x0B, $0, $1, $2) }
    case 0x0C: { Helpers.put(0x0C, $0, $1, $2) }
    case 0x0D: { Helpers.put(0x0D, $0, $1, $2) }
    case 0x0E: { Helpers.put(0x0E, $0, $1, $2) }
    case 0x0F: { Helpers.put(0x0F, $0, $1, $2) }
    case 0x10: { Helpers.put(0x10, $0, $1, $2) }
    case 0x11: { Helpers.put(0x11, $0, $1, $2) }
    case 0x12: { Helpers.put(0x12, $0, $1, $2) }
    case 0x13: { Helpers.put(0x13, $0, $1, $2) }
    case 0x14: { Helpers.put(0x14, $0, $1, $2) }
    case 0x1B: { Helpers.put(0x1B, $0, $1, $2) }
    case 0x1C: { Helpers.put(0x1C, $0, $1, $2) }
    case 0x1D: { Helpers.put(0x1D, $0, $1, $2) }
    case 0x1E: { Helpers.put(0x1E, $0, $1, $2) }
    case 0x1F: { Helpers.put(0x1F, $0, $1, $2) }
    case 0x20: { Helpers.put(0x20, $0, $1, $2) }
    case 0x21: { Helpers.put(0x21, $0, $1, $2) }
    case 0x22: { Helpers.put(0x22, $0, $1, $2) }
    case 0x23: { Helpers.put(0x23, $0, $1, $2) }
    case 0x24: { Helpers.put(0x24, $0, $1, $2) }
    case 0x25: { Helpers.put(0x25, $0, $1, $2) }
    case 0x26: { Helpers.put(0x26, $0, $1, $2) }
    case 0x27: { Helpers.put(0x27, $0, $1, $2) }
    case 0x28: { Helpers.put(0x28, $0, $1, $2) }
    case 0x29: { Helpers.put(0x29, $0, $1, $2) }
    case 0x2A: { Helpers.put(0x2A, $0, $1, $2) }
    case 0x2B: { Helpers.put(0x2B, $0, $1, $2) }
    case 0x2C: { Helpers.put(0x2C, $0, $1, $2) }
    default: { Helpers.put(0x3F, $0, $1, $2) }
    }
  }
}
