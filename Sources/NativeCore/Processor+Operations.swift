// What the instructions compute. Results and flags are ALE's, those of undocumented instructions and
// of decimal arithmetic with digits above 9 included.

extension Processor {
  /// Sets the flags N and Z from a value, and returns it.
  @inline(__always)
  mutating func setNZ(_ value: UInt8) -> UInt8 {
    n = value
    z = value
    return value
  }

  // MARK: Loads, logic, comparisons

  @inline(__always) mutating func loadA(_ value: UInt8) { a = setNZ(value) }
  @inline(__always) mutating func loadX(_ value: UInt8) { x = setNZ(value) }
  @inline(__always) mutating func loadY(_ value: UInt8) { y = setNZ(value) }
  @inline(__always) mutating func and(_ value: UInt8) { a = setNZ(a & value) }
  @inline(__always) mutating func or(_ value: UInt8) { a = setNZ(a | value) }
  @inline(__always) mutating func exclusiveOr(_ value: UInt8) { a = setNZ(a ^ value) }
  @inline(__always) mutating func compareA(_ value: UInt8) { compare(a, value) }
  @inline(__always) mutating func compareX(_ value: UInt8) { compare(x, value) }
  @inline(__always) mutating func compareY(_ value: UInt8) { compare(y, value) }

  @inline(__always)
  mutating func compare(_ register: UInt8, _ value: UInt8) {
    _ = setNZ(register &- value)
    c = register >= value ? 1 : 0
  }

  @inline(__always)
  mutating func testBits(_ value: UInt8) {
    n = value
    z = a & value
    v = value & 0x40 != 0
  }

  // MARK: Arithmetic

  @inline(__always)
  mutating func add(_ value: UInt8) {
    guard !d else { return addDecimal(value) }
    let sum = UInt16(a) &+ UInt16(value) &+ UInt16(c)
    let result = UInt8(truncatingIfNeeded: sum)
    v = (a ^ result) & (value ^ result) & 0x80 != 0
    c = UInt8(truncatingIfNeeded: sum >> 8)
    a = setNZ(result)
  }

  @inline(__always)
  mutating func subtract(_ value: UInt8) {
    guard !d else { return subtractDecimal(value) }
    add(~value)
  }

  @inline(__always)
  private mutating func addDecimal(_ value: UInt8) {
    let sum = BCD.number(a) &+ BCD.number(value) &+ Int(c)
    let before = a
    c = sum > 99 ? 1 : 0
    a = setNZ(BCD.digits(sum & 0xFF))
    v = (before ^ a) & (a ^ value) & 0x80 != 0
  }

  @inline(__always)
  private mutating func subtractDecimal(_ value: UInt8) {
    let borrow = 1 &- Int(c)
    var difference = BCD.number(a) &- BCD.number(value) &- borrow
    if difference < 0 { difference &+= 100 }
    let before = a
    // Below zero ALE reads in front of its table of digits, where its table of numbers ends.
    a = setNZ(
      difference < 0
        ? UInt8(truncatingIfNeeded: BCD.number(UInt8(truncatingIfNeeded: 256 &+ difference)))
        : BCD.digits(difference))
    c = Int(before) >= Int(value) &+ borrow ? 1 : 0
    v = (before ^ a) & (a ^ value) & 0x80 != 0
  }

  // MARK: Shifts and steps of a byte; they return the new one

  @inline(__always)
  mutating func shiftLeft(_ value: UInt8) -> UInt8 {
    c = value >> 7
    return setNZ(value << 1)
  }

  @inline(__always)
  mutating func shiftRight(_ value: UInt8) -> UInt8 {
    c = value & 1
    return setNZ(value >> 1)
  }

  @inline(__always)
  mutating func rotateLeft(_ value: UInt8) -> UInt8 {
    let result = value << 1 | c
    c = value >> 7
    return setNZ(result)
  }

  @inline(__always)
  mutating func rotateRight(_ value: UInt8) -> UInt8 {
    let result = value >> 1 | c << 7
    c = value & 1
    return setNZ(result)
  }

  @inline(__always) mutating func increment(_ value: UInt8) -> UInt8 { setNZ(value &+ 1) }
  @inline(__always) mutating func decrement(_ value: UInt8) -> UInt8 { setNZ(value &- 1) }

  /// Reads a byte, changes it and writes it back.
  @inline(__always)
  mutating func modify(_ address: UInt16, _ change: (inout Processor, UInt8) -> UInt8) {
    let value = read(address)
    write(address, change(&self, value))
  }

  // MARK: Undocumented combinations

  @inline(__always)
  mutating func shiftLeftThenOr(_ value: UInt8) -> UInt8 {
    let result = shiftLeft(value)
    or(result)
    return result
  }

  @inline(__always)
  mutating func rotateLeftThenAnd(_ value: UInt8) -> UInt8 {
    let result = rotateLeft(value)
    and(result)
    return result
  }

  @inline(__always)
  mutating func shiftRightThenExclusiveOr(_ value: UInt8) -> UInt8 {
    let result = shiftRight(value)
    exclusiveOr(result)
    return result
  }

  @inline(__always)
  mutating func rotateRightThenAdd(_ value: UInt8) -> UInt8 {
    let result = rotateRight(value)
    add(result)
    return result
  }

  @inline(__always)
  mutating func decrementThenCompare(_ value: UInt8) -> UInt8 {
    compareA(value &- 1)
    return value &- 1
  }

  @inline(__always)
  mutating func incrementThenSubtract(_ value: UInt8) -> UInt8 {
    subtract(value &+ 1)
    return value &+ 1
  }

  @inline(__always)
  mutating func loadAX(_ value: UInt8) {
    a = setNZ(value)
    x = value
  }

  @inline(__always)
  mutating func loadWithStack(_ value: UInt8) {
    sp &= value
    x = sp
    a = setNZ(sp)
  }

  @inline(__always)
  mutating func andThenShiftRight(_ value: UInt8) { a = shiftRight(a & value) }

  @inline(__always)
  mutating func andToCarry(_ value: UInt8) {
    and(value)
    c = a >> 7
  }

  @inline(__always)
  mutating func unstableAnd(_ value: UInt8) { a = setNZ((a | 0xEE) & x & value) }

  @inline(__always)
  mutating func unstableLoad(_ value: UInt8) {
    a = setNZ((a | 0xEE) & value)
    x = a
  }

  @inline(__always)
  mutating func subtractFromAX(_ value: UInt8) {
    let both = a & x
    x = setNZ(both &- value)
    c = both >= value ? 1 : 0
  }

  @inline(__always)
  mutating func andThenRotateRight(_ operand: UInt8) {
    let value = a & operand
    a = setNZ(value >> 1 | c << 7)
    guard d else {
      c = a >> 6 & 1
      v = (a >> 6 ^ a >> 5) & 1 != 0
      return
    }
    v = (value ^ a) & 0x40 != 0
    if (value & 0x0F) &+ (value & 0x01) > 0x05 { a = (a & 0xF0) | ((a &+ 0x06) & 0x0F) }
    c = UInt16(value & 0xF0) &+ UInt16(value & 0x10) > 0x50 ? 1 : 0
    if c != 0 { a &+= 0x60 }
  }

  /// Stores a value that the high byte of the address, plus one, masks.
  @inline(__always)
  mutating func storeAboveHigh(_ address: UInt16, _ value: UInt8) {
    write(address, value & (UInt8(truncatingIfNeeded: address >> 8) &+ 1))
  }

  @inline(__always)
  mutating func storeStackAboveHigh(_ address: UInt16) {
    sp = a & x
    storeAboveHigh(address, sp)
  }

  // MARK: Jumps

  @inline(__always)
  mutating func branch(if condition: Bool) {
    let offset = fetch()
    guard condition else { return }
    takeBranch(offset)
  }

  @inline(__always)
  mutating func takeBranch(_ offset: UInt8) {
    let target = pc &+ UInt16(truncatingIfNeeded: Int8(bitPattern: offset))
    let extra: Int32 = (pc ^ target) & 0xFF00 != 0 ? 2 : 1
    cycles &+= extra
    pc = target
    if offset >= 0xFB { passIdleTurns(offset, branchCycles: 2 &+ extra) }
  }

  @inline(__always)
  mutating func jumpToSubroutine() {
    let low = fetch()
    _ = read(0x100 | UInt16(sp))
    push(UInt8(truncatingIfNeeded: pc >> 8))
    push(UInt8(truncatingIfNeeded: pc), followsWrite: true)
    pc = UInt16(low) | UInt16(read(pc)) << 8
  }

  @inline(__always)
  mutating func returnFromSubroutine() {
    pullPC()
    _ = fetch()
  }

  @inline(__always)
  mutating func breakpoint() {
    _ = fetch()
    push(UInt8(truncatingIfNeeded: pc >> 8))
    push(UInt8(truncatingIfNeeded: pc), followsWrite: true)
    push(status, followsWrite: true)
    i = true
    pc = word(at: 0xFFFE, 0xFFFF)
  }

  @inline(__always)
  mutating func returnFromInterrupt() {
    status = pull()
    sp &+= 1
    let low = read(0x100 | UInt16(sp))
    sp &+= 1
    pc = UInt16(low) | UInt16(read(0x100 | UInt16(sp))) << 8
  }

  @inline(__always)
  private mutating func pullPC() {
    let low = pull()
    sp &+= 1
    pc = UInt16(low) | UInt16(read(0x100 | UInt16(sp))) << 8
  }

  /// An opcode that stops the processor until the next reset.
  @inline(__always)
  mutating func halt() {
    memory.state.pointee.registers.halted = 1
    remaining = 1
  }
}

/// Numbers as two decimal digits, as ALE computes with them where a digit is above 9.
enum BCD {
  @inline(__always)
  static func number(_ digits: UInt8) -> Int { Int(digits >> 4) &* 10 &+ Int(digits & 0x0F) }

  /// The digits of the last two places of a number from 0 to 255.
  @inline(__always)
  static func digits(_ number: Int) -> UInt8 {
    let rest = UInt8(truncatingIfNeeded: number) % 100
    return (rest / 10) << 4 | rest % 10
  }
}
