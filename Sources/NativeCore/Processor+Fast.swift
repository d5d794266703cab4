// The frequent instructions, where they stand in a bank of the cartridge: all bytes of an instruction
// are read at once, because reading them has no effect there. Everything else goes the general way,
// `executeAnywhere`, through the same operations.
//
// The value on the bus is kept only where somebody could see it: before a device is read.

extension Processor {
  /// Executes one instruction.
  @inline(__always)
  mutating func execute() {
    let offset = Int(pc & 0x1FFF) &- codeStart
    guard UInt(bitPattern: offset) < codeCount else { return general() }
    let word = UnsafeRawPointer(code + offset).loadUnaligned(as: UInt32.self)
    switch unsafeBitCast(low(word << 8), to: Opcode.self) {
    case .x05:
      begin(2, 3)
      or(readZero(zero(word)))
    case .x06:
      begin(2, 5)
      modifyZero(zero(word)) { $0.shiftLeft($1) }
    case .x08:
      begin(1, 3)
      push(status)
    case .x09:
      begin(2, 2)
      or(low(word))
    case .x0A:
      begin(1, 2)
      a = shiftLeft(a)
    case .x0D:
      begin(3, 4)
      or(load(absolute(word)))
    case .x10:
      begin(2, 2)
      branch(word, if: n & 0x80 == 0)
    case .x11:
      begin(2, 5)
      or(load(crossingIndirectY(low(word))))
    case .x18:
      begin(1, 2)
      c = 0
    case .x19:
      begin(3, 4)
      or(load(crossing(word, y)))
    case .x1D:
      begin(3, 4)
      or(load(crossing(word, x)))
    case .x20:
      begin(2, 6)
      jumpToSubroutine(to: absolute(word))
    case .x24:
      begin(2, 3)
      testBits(readZero(zero(word)))
    case .x25:
      begin(2, 3)
      and(readZero(zero(word)))
    case .x26:
      begin(2, 5)
      modifyZero(zero(word)) { $0.rotateLeft($1) }
    case .x29:
      begin(2, 2)
      and(low(word))
    case .x2A:
      begin(1, 2)
      a = rotateLeft(a)
    case .x2C:
      begin(3, 4)
      testBits(load(absolute(word)))
    case .x2D:
      begin(3, 4)
      and(load(absolute(word)))
    case .x30:
      begin(2, 2)
      branch(word, if: n & 0x80 != 0)
    case .x31:
      begin(2, 5)
      and(load(crossingIndirectY(low(word))))
    case .x38:
      begin(1, 2)
      c = 1
    case .x39:
      begin(3, 4)
      and(load(crossing(word, y)))
    case .x3D:
      begin(3, 4)
      and(load(crossing(word, x)))
    case .x45:
      begin(2, 3)
      exclusiveOr(readZero(zero(word)))
    case .x46:
      begin(2, 5)
      modifyZero(zero(word)) { $0.shiftRight($1) }
    case .x48:
      begin(1, 3)
      push(a)
    case .x49:
      begin(2, 2)
      exclusiveOr(low(word))
    case .x4A:
      begin(1, 2)
      a = shiftRight(a)
    case .x4C:
      begin(3, 3)
      pc = absolute(word)
    case .x4D:
      begin(3, 4)
      exclusiveOr(load(absolute(word)))
    case .x51:
      begin(2, 5)
      exclusiveOr(load(crossingIndirectY(low(word))))
    case .x59:
      begin(3, 4)
      exclusiveOr(load(crossing(word, y)))
    case .x5D:
      begin(3, 4)
      exclusiveOr(load(crossing(word, x)))
    case .x60:
      begin(1, 6)
      bus = low(word << 8)
      returnFromSubroutine()
    case .x65:
      begin(2, 3)
      add(readZero(zero(word)))
    case .x66:
      begin(2, 5)
      modifyZero(zero(word)) { $0.rotateRight($1) }
    case .x68:
      begin(1, 4)
      bus = low(word << 8)
      a = setNZ(pull())
    case .x69:
      begin(2, 2)
      add(low(word))
    case .x6A:
      begin(1, 2)
      a = rotateRight(a)
    case .x6D:
      begin(3, 4)
      add(load(absolute(word)))
    case .x71:
      begin(2, 5)
      add(load(crossingIndirectY(low(word))))
    case .x75:
      begin(2, 4)
      add(readZero(zero(word, x)))
    case .x79:
      begin(3, 4)
      add(load(crossing(word, y)))
    case .x7D:
      begin(3, 4)
      add(load(crossing(word, x)))
    case .x84:
      begin(2, 3)
      writeZero(zero(word), y)
    case .x85:
      begin(2, 3)
      writeZero(zero(word), a)
    case .x86:
      begin(2, 3)
      writeZero(zero(word), x)
    case .x88:
      begin(1, 2)
      y = setNZ(y &- 1)
    case .x8A:
      begin(1, 2)
      a = setNZ(x)
    case .x8C:
      begin(3, 4)
      store(absolute(word), y)
    case .x8D:
      begin(3, 4)
      store(absolute(word), a)
    case .x8E:
      begin(3, 4)
      store(absolute(word), x)
    case .x90:
      begin(2, 2)
      branch(word, if: c == 0)
    case .x91:
      begin(2, 6)
      store(indirectY(low(word)), a)
    case .x94:
      begin(2, 4)
      writeZero(zero(word, x), y)
    case .x95:
      begin(2, 4)
      writeZero(zero(word, x), a)
    case .x96:
      begin(2, 4)
      writeZero(zero(word, y), x)
    case .x98:
      begin(1, 2)
      a = setNZ(y)
    case .x99:
      begin(3, 5)
      store(absolute(word, y), a)
    case .x9A:
      begin(1, 2)
      sp = x
    case .x9D:
      begin(3, 5)
      store(absolute(word, x), a)
    case .xA0:
      begin(2, 2)
      loadY(low(word))
    case .xA2:
      begin(2, 2)
      loadX(low(word))
    case .xA4:
      begin(2, 3)
      loadY(readZero(zero(word)))
    case .xA5:
      begin(2, 3)
      loadA(readZero(zero(word)))
    case .xA6:
      begin(2, 3)
      loadX(readZero(zero(word)))
    case .xA7:
      begin(2, 4)
      loadAX(readZero(zero(word)))
    case .xA8:
      begin(1, 2)
      y = setNZ(a)
    case .xA9:
      begin(2, 2)
      loadA(low(word))
    case .xAA:
      begin(1, 2)
      x = setNZ(a)
    case .xAC:
      begin(3, 4)
      loadY(load(absolute(word)))
    case .xAD:
      begin(3, 4)
      loadA(load(absolute(word)))
    case .xAE:
      begin(3, 4)
      loadX(load(absolute(word)))
    case .xB0:
      begin(2, 2)
      branch(word, if: c != 0)
    case .xB1:
      begin(2, 5)
      loadA(load(crossingIndirectY(low(word))))
    case .xB4:
      begin(2, 4)
      loadY(readZero(zero(word, x)))
    case .xB5:
      begin(2, 4)
      loadA(readZero(zero(word, x)))
    case .xB6:
      begin(2, 4)
      loadX(readZero(zero(word, y)))
    case .xB9:
      begin(3, 4)
      loadA(load(crossing(word, y)))
    case .xBA:
      begin(1, 2)
      x = setNZ(sp)
    case .xBD:
      begin(3, 4)
      loadA(load(crossing(word, x)))
    case .xBE:
      begin(3, 4)
      loadX(load(crossing(word, y)))
    case .xC0:
      begin(2, 2)
      compareY(low(word))
    case .xC4:
      begin(2, 3)
      compareY(readZero(zero(word)))
    case .xC5:
      begin(2, 3)
      compareA(readZero(zero(word)))
    case .xC6:
      begin(2, 5)
      modifyZero(zero(word)) { $0.decrement($1) }
    case .xC8:
      begin(1, 2)
      y = setNZ(y &+ 1)
    case .xC9:
      begin(2, 2)
      compareA(low(word))
    case .xCA:
      begin(1, 2)
      x = setNZ(x &- 1)
    case .xCD:
      begin(3, 4)
      compareA(load(absolute(word)))
    case .xCE:
      begin(3, 6)
      change(absolute(word)) { $0.decrement($1) }
    case .xD0:
      begin(2, 2)
      branch(word, if: z != 0)
    case .xD1:
      begin(2, 5)
      compareA(load(crossingIndirectY(low(word))))
    case .xD5:
      begin(2, 4)
      compareA(readZero(zero(word, x)))
    case .xD6:
      begin(2, 6)
      modifyZero(zero(word, x)) { $0.decrement($1) }
    case .xD8:
      begin(1, 2)
      d = false
    case .xD9:
      begin(3, 4)
      compareA(load(crossing(word, y)))
    case .xDD:
      begin(3, 4)
      compareA(load(crossing(word, x)))
    case .xE0:
      begin(2, 2)
      compareX(low(word))
    case .xE4:
      begin(2, 3)
      compareX(readZero(zero(word)))
    case .xE5:
      begin(2, 3)
      subtract(readZero(zero(word)))
    case .xE6:
      begin(2, 5)
      modifyZero(zero(word)) { $0.increment($1) }
    case .xE8:
      begin(1, 2)
      x = setNZ(x &+ 1)
    case .xE9:
      begin(2, 2)
      subtract(low(word))
    case .xEA:
      begin(1, 2)
    case .xED:
      begin(3, 4)
      subtract(load(absolute(word)))
    case .xEE:
      begin(3, 6)
      change(absolute(word)) { $0.increment($1) }
    case .xF0:
      begin(2, 2)
      branch(word, if: z == 0)
    case .xF1:
      begin(2, 5)
      subtract(load(crossingIndirectY(low(word))))
    case .xF5:
      begin(2, 4)
      subtract(readZero(zero(word, x)))
    case .xF6:
      begin(2, 6)
      modifyZero(zero(word, x)) { $0.increment($1) }
    default: general()
    }
  }

  /// Executes an instruction on a copy, so that the registers of the frequent ones need no address.
  @inline(__always)
  private mutating func general() {
    var copy = self
    copy.executeAnywhere()
    self = copy
  }

  /// The byte behind the opcode.
  @inline(__always)
  private func low(_ word: UInt32) -> UInt8 { UInt8(truncatingIfNeeded: word >> 8) }

  @inline(__always)
  private mutating func begin(_ count: UInt16, _ cycleCount: Int32) {
    pc &+= count
    cycles &+= cycleCount
  }

  // MARK: Addresses, as in Processor.swift

  @inline(__always)
  private mutating func zero(_ word: UInt32, _ index: UInt8 = 0) -> UInt8 {
    bus = low(word)
    return bus &+ index
  }

  @inline(__always)
  private mutating func absolute(_ word: UInt32, _ index: UInt8 = 0) -> UInt16 {
    bus = UInt8(truncatingIfNeeded: word >> 16)
    return UInt16(truncatingIfNeeded: word >> 8) &+ UInt16(index)
  }

  @inline(__always)
  private mutating func crossing(_ word: UInt32, _ index: UInt8) -> UInt16 {
    addIndex(index, to: absolute(word))
  }

  @inline(__always)
  private mutating func indirectY(_ pointer: UInt8) -> UInt16 { pointed(pointer) &+ UInt16(y) }

  @inline(__always)
  private mutating func crossingIndirectY(_ pointer: UInt8) -> UInt16 {
    addIndex(y, to: pointed(pointer))
  }

  @inline(__always)
  private mutating func pointed(_ pointer: UInt8) -> UInt16 {
    if pointer & 0x80 != 0 && pointer != 0xFF {
      let address = ram + Int(pointer & 0x7F)
      bus = address[1]
      return UInt16(address[0]) | UInt16(bus) << 8
    }
    bus = pointer
    return indirect(pointer)
  }

  // MARK: Memory

  @inline(__always)
  private mutating func load(_ address: UInt16) -> UInt8 {
    if let page = pages[Int(address >> 6 & 0xFF)] { return page[Int(address & 0x3F)] }
    return loadDevice(address)
  }

  @inline(__always)
  private mutating func loadDevice(_ address: UInt16) -> UInt8 {
    readDevice(address)
    return bus
  }

  @inline(__always)
  private mutating func readZero(_ address: UInt8) -> UInt8 {
    if address & 0x80 != 0 { return ram[Int(address & 0x7F)] }
    return loadDevice(UInt16(address))
  }

  @inline(__always)
  private mutating func writeZero(_ address: UInt8, _ value: UInt8) {
    if address & 0x80 != 0 {
      ram[Int(address & 0x7F)] = value
    } else {
      writeDevice(UInt16(address), value, followsWrite: false)
    }
  }

  @inline(__always)
  private mutating func store(_ address: UInt16, _ value: UInt8) {
    write(address, value)
  }

  @inline(__always)
  private mutating func modifyZero(_ address: UInt8, _ body: (inout Processor, UInt8) -> UInt8) {
    let value = readZero(address)
    writeZero(address, body(&self, value))
  }

  @inline(__always)
  private mutating func change(_ address: UInt16, _ body: (inout Processor, UInt8) -> UInt8) {
    let value = load(address)
    write(address, body(&self, value))
  }

  // MARK: Jumps

  @inline(__always)
  private mutating func branch(_ word: UInt32, if condition: Bool) {
    guard condition else { return }
    opcode = low(word << 8)
    bus = low(word)
    takeBranch(bus)
  }

  @inline(__always)
  private mutating func jumpToSubroutine(to target: UInt16) {
    bus = UInt8(truncatingIfNeeded: target)
    _ = read(0x100 | UInt16(sp))
    push(UInt8(truncatingIfNeeded: pc >> 8))
    push(UInt8(truncatingIfNeeded: pc), followsWrite: true)
    bus = UInt8(truncatingIfNeeded: target >> 8)
    pc = target
  }
}
