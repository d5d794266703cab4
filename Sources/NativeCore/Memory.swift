// The address space: 8 KB in pages of 64 bytes. Of the upper three of an address's 16 bits only the
// lowest matters, and only to one type of cartridge, so there are tables of 256 pages.
//
//   bit 12 set               the cartridge
//   bit 7 clear              the TIA: 16 registers to read, 64 to write
//   bit 7 set, bit 9 clear   RAM, 128 bytes
//   bit 7 set, bit 9 set     the RIOT's ports and timer
//
// A page that is only memory is read through a pointer in the table; all others have none, and ask
// a device. There is a table for every bank of the cartridge, so that changing banks is changing a
// pointer.

/// A table of pages: a pointer to the 64 bytes, or nil.
typealias PageTable = UnsafeMutablePointer<UnsafePointer<UInt8>?>

/// What stays where it is while a console lives.
struct Wiring {
  /// The table in use.
  var pages: PageTable
  /// All tables, one behind the other.
  let tables: PageTable
  let type: CartridgeType
  /// The mapped bank's code that can be read without asking, for addresses (13 bits) from `codeStart`
  /// on: so many first bytes of instructions, with two more bytes behind each.
  var code: UnsafePointer<UInt8>
  let codeStart: Int
  let codeCount: Int
  /// The cartridge's image; one of 2 KB stands here twice.
  let rom: UnsafePointer<UInt8>
}

/// Where a running console finds what it needs: pointers into the memory that `Machine` owns.
struct Memory {
  let state: UnsafeMutablePointer<MachineState>
  let wiring: UnsafeMutablePointer<Wiring>
  /// The 128 bytes of RAM, the first bytes of the state.
  let ram: UnsafeMutablePointer<UInt8>
  /// `opcodeCycles`, as a pointer that needs no check.
  let opcodeCycles: UnsafePointer<UInt8>
  /// Nil if everything is interpreted.
  let translator: UnsafeMutablePointer<Translator>?

  /// What translated code works on, behind the state.
  @inline(__always)
  var workspace: UnsafeMutablePointer<Workspace> {
    let offset = MemoryLayout<Console>.offset(of: \.workspace)!
    return (UnsafeMutableRawPointer(state) + offset).assumingMemoryBound(to: Workspace.self)
  }

  /// What it needs of the TIA, behind that.
  @inline(__always)
  var quick: UnsafeMutablePointer<QuickAccess> {
    let offset = MemoryLayout<Console>.offset(of: \.quick)!
    return (UnsafeMutableRawPointer(state) + offset).assumingMemoryBound(to: QuickAccess.self)
  }

  static let pageCount = 256

  /// The cartridge's RAM, which follows the console's.
  @inline(__always)
  var cartridgeRAM: UnsafeMutablePointer<UInt8> { ram + 128 }

  @inline(__always)
  var pages: UnsafePointer<UnsafePointer<UInt8>?> { UnsafePointer(wiring.pointee.pages) }

  /// Reads an address that has no page.
  @inline(never)
  func readDevice(_ address: UInt16, cycles: Int32, bus: UInt8) -> UInt8 {
    if address & 0x1000 != 0 { return readCartridge(address, cycles) }
    if address & 0x80 == 0 {
      return state.pointee.tia.read(Int(address & 0x0F), at: cycles, bus: bus)
    }
    return state.pointee.riot.read(address, cycles: cycles, ports: state.pointee.ports)
  }

  /// What a write to a device does to the processor.
  struct Effect {
    /// Cycles that it waits.
    var wait: Int32
    /// Whether this instruction is the last one of the frame.
    var endsFrame: Bool
  }

  /// Writes an address that is no RAM of the console.
  @inline(never)
  func writeDevice(
    _ address: UInt16, _ value: UInt8, cycles: Int32, followsWrite: Bool
  ) -> Effect {
    if address & 0x1080 == 0 {
      let wait = state.pointee.tia.write(
        Int(address & 0x3F), value, at: cycles, afterRead: !followsWrite)
      return Effect(wait: wait, endsFrame: state.pointee.tia.frameIsOver)
    }
    if address & 0x1000 != 0 {
      writeCartridge(address, value)
    } else {
      state.pointee.riot.write(address, value, cycles: cycles)
    }
    return Effect(wait: 0, endsFrame: false)
  }
}
