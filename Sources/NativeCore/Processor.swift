// The 6507 as ALE 0.12.1 emulates it ("low" fidelity, which is ALE's default).
//
// Time is counted in whole instructions: the cycles of an instruction are added when its opcode is
// read, the extra ones of a crossed page or a taken branch before the operand is read, so every
// access of an instruction sees the same, final cycle count. There are no dummy accesses, and an
// instruction that reads, changes and writes writes once. Twelve opcodes stop the processor for good.
//
// `Processor` is a working copy: `run` makes one, keeps the registers in locals while it runs, and
// writes them back at the end.
//
// Flags are kept as the bytes they come from: `n` (negative if bit 7 is set), `z` (zero if 0) and `c`
// (0 or 1).

/// The registers between two frames.
struct Registers: BitwiseCopyable, Equatable {
  var pc: UInt16 = 0
  var a: UInt8 = 0
  var x: UInt8 = 0
  var y: UInt8 = 0
  var sp: UInt8 = 0
  /// The status register, with bits 4 and 5 set.
  var status: UInt8 = 0x30
  /// The value on the data bus.
  var bus: UInt8 = 0
  /// 1 after an opcode that stops the processor.
  var halted: UInt8 = 0
}

/// The processor while it runs.
struct Processor {
  let memory: Memory
  /// The pages that can be read directly, as `memory.pages` has them.
  var pages: UnsafePointer<UnsafePointer<UInt8>?>
  /// The instructions that can be read at once, as `Wiring` has them.
  var code: UnsafePointer<UInt8>
  var codeCount: UInt
  let codeStart: Int
  let ram: UnsafeMutablePointer<UInt8>
  var cycles: Int32
  var pc: UInt16
  var a: UInt8
  var x: UInt8
  var y: UInt8
  var sp: UInt8
  var opcode: UInt8
  var n: UInt8
  var z: UInt8
  var c: UInt8
  var v: Bool
  var d: Bool
  var i: Bool
  var bus: UInt8
  /// Instructions that may still be executed; a finished frame leaves 1, that of the present one.
  var remaining: Int32

  /// Runs until a frame is finished, or for `limit` instructions.
  @inline(never)
  static func run(_ memory: Memory, limit: Int32) {
    guard memory.state.pointee.registers.halted == 0 else { return }
    var processor = Processor(memory, limit: limit)
    if memory.translator != nil { memory.quick.pointee.begin(memory.state.pointee.tia) }
    while processor.remaining != 0 {
      if let translator = memory.translator, processor.remaining >= Workspace.limit {
        processor.runTranslated(translator)
        if processor.remaining == 0 { break }
      }
      processor.execute()
      processor.remaining &-= 1
    }
    processor.store()
    if memory.translator != nil { memory.quick.pointee.end(&memory.state.pointee.tia) }
  }

  /// Runs translated code, if the present instruction has some, until it leaves.
  @inline(__always)
  private mutating func runTranslated(_ translator: UnsafeMutablePointer<Translator>) {
    let bank = memory.state.pointee.banks.bank
    guard let code = translator.pointee.code(at: pc, bank: bank) else { return }
    save(to: &memory.workspace.pointee)
    translator.pointee.run(code, memory.state)
    load(from: memory.workspace.pointee)
  }

  @inline(__always)
  init(_ memory: Memory, limit: Int32) {
    let registers = memory.state.pointee.registers
    self.memory = memory
    pages = memory.pages
    code = memory.wiring.pointee.code
    codeCount = UInt(memory.wiring.pointee.codeCount)
    codeStart = memory.wiring.pointee.codeStart
    ram = memory.ram
    cycles = memory.state.pointee.cycles
    pc = registers.pc
    a = registers.a
    x = registers.x
    y = registers.y
    sp = registers.sp
    opcode = 0
    bus = registers.bus
    remaining = limit
    (n, z, c, v, d, i) = (0, 0, 0, false, false, false)
    status = registers.status
  }

  @inline(__always)
  private func store() {
    memory.state.pointee.cycles = cycles
    // Nobody will see the bus if the next instruction is read whole.
    let isRead = UInt(bitPattern: Int(pc & 0x1FFF) &- codeStart) < codeCount
    memory.state.pointee.registers = Registers(
      pc: pc, a: a, x: x, y: y, sp: sp, status: status, bus: isRead ? 0 : bus,
      halted: memory.state.pointee.registers.halted)
  }

  /// The status register; its bits 4 and 5 are always set.
  @inline(__always)
  var status: UInt8 {
    get {
      (n & 0x80) | (v ? 0x40 : 0) | 0x30 | (d ? 8 : 0) | (i ? 4 : 0) | (z == 0 ? 2 : 0) | c
    }
    set {
      n = newValue
      v = newValue & 0x40 != 0
      d = newValue & 8 != 0
      i = newValue & 4 != 0
      z = newValue & 2 == 0 ? 1 : 0
      c = newValue & 1
    }
  }

  // MARK: Memory

  @inline(__always)
  mutating func read(_ address: UInt16) -> UInt8 {
    if let page = pages[Int(address >> 6 & 0xFF)] {
      bus = page[Int(address & 0x3F)]
    } else {
      readDevice(address)
    }
    return bus
  }

  @inline(__always)
  mutating func readDevice(_ address: UInt16) {
    bus = memory.readDevice(address, cycles: cycles, bus: bus)
    followBanks()
  }

  @inline(__always)
  private mutating func followBanks() {
    pages = memory.pages
    code = memory.wiring.pointee.code
  }

  /// Writes a byte. The TIA makes the processor wait for the next line only where the access before
  /// this one was a read, which it is unless `followsWrite`.
  @inline(__always)
  mutating func write(_ address: UInt16, _ value: UInt8, followsWrite: Bool = false) {
    if address & 0x1280 == 0x80 {
      ram[Int(address & 0x7F)] = value
    } else {
      writeDevice(address, value, followsWrite: followsWrite)
    }
    bus = value
  }

  @inline(__always)
  mutating func writeDevice(_ address: UInt16, _ value: UInt8, followsWrite: Bool) {
    let effect = memory.writeDevice(address, value, cycles: cycles, followsWrite: followsWrite)
    followBanks()
    cycles &+= effect.wait
    if effect.endsFrame { remaining = 1 }
  }

  @inline(__always)
  mutating func fetch() -> UInt8 {
    let byte = read(pc)
    pc &+= 1
    return byte
  }

  @inline(__always)
  mutating func push(_ value: UInt8, followsWrite: Bool = false) {
    write(0x100 | UInt16(sp), value, followsWrite: followsWrite)
    sp &-= 1
  }

  /// Reads the top of the stack and the byte above it, which it takes off.
  @inline(__always)
  mutating func pull() -> UInt8 {
    _ = read(0x100 | UInt16(sp))
    sp &+= 1
    return read(0x100 | UInt16(sp))
  }

  @inline(__always)
  mutating func word(at low: UInt16, _ high: UInt16) -> UInt16 {
    let lowByte = read(low)
    return UInt16(lowByte) | UInt16(read(high)) << 8
  }

  // MARK: Addresses of operands

  @inline(__always)
  mutating func immediate() -> UInt8 { fetch() }

  @inline(__always)
  mutating func zero(_ index: UInt8 = 0) -> UInt16 { UInt16(fetch() &+ index) }

  @inline(__always)
  mutating func absolute(_ index: UInt8 = 0) -> UInt16 {
    let address = word(at: pc, pc &+ 1)
    pc &+= 2
    return address &+ UInt16(index)
  }

  /// An indexed address, with one more cycle if it is on another page than its base.
  @inline(__always)
  mutating func crossing(_ index: UInt8) -> UInt16 { addIndex(index, to: absolute()) }

  @inline(__always)
  mutating func addIndex(_ index: UInt8, to base: UInt16) -> UInt16 {
    let address = base &+ UInt16(index)
    if (base ^ address) & 0xFF00 != 0 { cycles &+= 1 }
    return address
  }

  /// The word at a pointer in the zero page. ALE does not wrap its second byte: behind 0xFF it is
  /// read at 0x100.
  @inline(__always)
  mutating func indirect(_ pointer: UInt8) -> UInt16 {
    word(at: UInt16(pointer), UInt16(pointer) &+ 1)
  }

  @inline(__always)
  mutating func indirectX() -> UInt16 { indirect(fetch() &+ x) }

  @inline(__always)
  mutating func indirectY() -> UInt16 { indirect(fetch()) &+ UInt16(y) }

  @inline(__always)
  mutating func crossingIndirectY() -> UInt16 { addIndex(y, to: indirect(fetch())) }

  /// The target of an indirect jump, whose pointer wraps within its page.
  @inline(__always)
  mutating func indirect() -> UInt16 {
    let pointer = absolute()
    return word(at: pointer, pointer & 0xFF00 | (pointer &+ 1) & 0xFF)
  }
}
