// What translated code works on: the state, and right behind it in memory the registers as they are
// between translated code and everything else. One host register points at the state, so both are a
// displacement away.

/// The processor's registers outside of translated code, and what helpers need.
struct Workspace: BitwiseCopyable {
  var a: UInt32 = 0
  var x: UInt32 = 0
  var y: UInt32 = 0
  var sp: UInt32 = 0
  /// Negative if bit 7 or bit 15 is set, zero if the low byte is.
  var nz: UInt32 = 0
  /// 0 or 1.
  var c: UInt32 = 0
  /// 0 or 1.
  var v: UInt32 = 0
  /// 0 or 8, as in the status register.
  var d: UInt32 = 0
  /// 0 or 4, as in the status register.
  var i: UInt32 = 0
  var cycles: Int32 = 0
  var remaining: Int32 = 0
  var pc: UInt32 = 0
  var memory: Memory

  /// Translated code needs so many remaining instructions; the last ones of a frame that does not end
  /// are interpreted.
  static let limit: Int32 = 64
}

/// A state with what translated code needs behind it.
struct Console: BitwiseCopyable {
  var state: MachineState
  var workspace: Workspace
  var quick: QuickAccess
}

extension Processor {
  /// Puts the registers where translated code finds them.
  @inline(__always)
  func save(to workspace: inout Workspace) {
    workspace.a = UInt32(a)
    workspace.x = UInt32(x)
    workspace.y = UInt32(y)
    workspace.sp = UInt32(sp)
    workspace.nz = UInt32(n & 0x80) << 8 | (z == 0 ? 0 : 1)
    workspace.c = UInt32(c)
    workspace.v = v ? 1 : 0
    workspace.d = d ? 8 : 0
    workspace.i = i ? 4 : 0
    workspace.cycles = cycles
    workspace.remaining = remaining
    workspace.pc = UInt32(pc)
  }

  /// Takes the registers from where translated code left them.
  @inline(__always)
  mutating func load(from workspace: Workspace) {
    a = UInt8(truncatingIfNeeded: workspace.a)
    x = UInt8(truncatingIfNeeded: workspace.x)
    y = UInt8(truncatingIfNeeded: workspace.y)
    sp = UInt8(truncatingIfNeeded: workspace.sp)
    n = UInt8(truncatingIfNeeded: workspace.nz | workspace.nz >> 8)
    z = UInt8(truncatingIfNeeded: workspace.nz)
    c = UInt8(truncatingIfNeeded: workspace.c)
    v = workspace.v != 0
    d = workspace.d != 0
    i = workspace.i != 0
    cycles = workspace.cycles
    remaining = workspace.remaining
    pc = UInt16(truncatingIfNeeded: workspace.pc)
  }
}
