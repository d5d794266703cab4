// Loops that only wait are not executed turn by turn: what many turns lead to is computed.
//
// A program waits for the timer, for a number of lines, or for some cycles, in loops of two or three
// instructions that end in a branch back:
//
//   LDA/LDX/LDY/BIT timer, branch      until the timer runs out, or its top bit changes
//   STA WSYNC, DEX or DEY, branch      a turn a line
//   DEX or DEY, branch                 five cycles a turn
//
// When such a branch is taken, the turns that are sure to follow are added to the cycles, to the
// count of instructions and to X or Y. The last turn, and everything that has an effect, is executed
// as ever; it sets the registers and flags that the turns before it would have set.

extension Processor {
  /// Passes turns of a waiting loop, right after its branch back by `offset` was taken.
  @inline(__always)
  mutating func passIdleTurns(_ offset: UInt8, branchCycles: Int32) {
    if offset == 0xFD {
      passCountingTurns(branchCycles: branchCycles)
    } else if offset == 0xFB {
      passWaitingTurns(branchCycles: branchCycles)
    }
  }

  /// A byte of a loop at `pc`, if it is memory.
  @inline(__always)
  private func plainByte(_ offset: UInt16) -> UInt8 {
    let address = pc &+ offset
    return pages[Int(address >> 6 & 0xFF)].map { $0[Int(address & 0x3F)] } ?? 0
  }

  /// Whether an instruction, and a branch back to it, only count a register down.
  static func isCountingLoop(_ first: UInt8) -> Bool { first == 0xCA || first == 0x88 }

  /// Whether two instructions, and a branch back to them, may read the timer, or wait for the line and
  /// count a register down.
  static func isWaitingLoop(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
    if third == 0x02 { return first & 0xFC == 0xAC || first == 0x2C }
    return first == 0x85 && second == 0x02 && isCountingLoop(third)
  }

  /// How often a register is decremented before the turn that ends the loop.
  @inline(__always)
  private func turns(counting register: UInt8) -> Int32 {
    switch opcode {
    case 0xD0: Int32(register) &- 1
    case 0x10 where register < 0x80: Int32(register)
    default: 0
    }
  }

  /// DEX or DEY, branch.
  @inline(__always)
  private mutating func passCountingTurns(branchCycles: Int32) {
    let instruction = plainByte(0)
    guard instruction == 0xCA || instruction == 0x88 else { return }
    let count = turns(counting: instruction == 0xCA ? x : y)
    guard count > 0, remaining > 2 &* count &+ 2 else { return }
    pass(count, by: instruction, instructions: 2)
    cycles &+= (2 &+ branchCycles) &* count
  }

  @inline(__always)
  private mutating func pass(_ count: Int32, by instruction: UInt8, instructions: Int32) {
    remaining &-= instructions &* count
    let passed = UInt8(truncatingIfNeeded: count)
    if instruction == 0xCA { x = setNZ(x &- passed) } else { y = setNZ(y &- passed) }
  }

  /// A read of the timer, or a wait for the line and DEX or DEY; and the branch.
  @inline(__always)
  private mutating func passWaitingTurns(branchCycles: Int32) {
    let first = plainByte(0)
    let third = plainByte(2)
    if third == 0x02 && (first & 0xFC == 0xAC || first == 0x2C) {
      let period = 4 &+ branchCycles
      let count = memory.timerTurns(
        port: plainByte(1), branch: opcode, isTest: first == 0x2C, from: cycles &+ 4,
        period: period)
      guard count > 0, remaining > 2 &* count &+ 2 else { return }
      remaining &-= 2 &* count
      cycles &+= period &* count
    } else if first == 0x85 && plainByte(1) == 0x02 && (third == 0xCA || third == 0x88) {
      let wanted = turns(counting: third == 0xCA ? x : y)
      let (count, start) = memory.lineTurns(wanted, at: cycles)
      guard count > 0, remaining > 3 &* count &+ 3 else { return }
      pass(count, by: third, instructions: 3)
      cycles = start &+ 76 &* count &+ 2 &+ branchCycles
    }
  }
}

extension Memory {
  /// How many reads of the timer, the first at a cycle and then one every `period` cycles, have no
  /// effect and make the branch go back once more.
  @inline(never)
  func timerTurns(
    port: UInt8, branch: UInt8, isTest: Bool, from cycle: Int32, period: Int32
  ) -> Int32 {
    // The value below which the timer must not fall.
    let least: Int32
    switch (port, branch) {
    // BIT sets Z from the accumulator, too.
    case (0x84, 0xD0) where !isTest: least = 1
    case (0x84, 0x10), (0x85, 0x10), (0x85, 0xF0): least = 0
    case (0x84, 0x30): least = 128
    default: return 0
    }
    let riot = state.pointee.riot
    let timer = Int32(bitPattern: riot.timer)
    let set = Int32(bitPattern: riot.setCycle)
    let shift = Int32(bitPattern: riot.shift)
    // Above 127 the first read ends a loop that waits for the top bit.
    let first = timer &- (cycle &- 1 &- set) >> shift &- 1
    guard first >= least, branch != 0x10 || port != 0x84 || first < 128 else { return 0 }
    return (set &+ (timer &- least) << shift &- cycle) / period &+ 1
  }

  /// How many of `wanted` turns that each wait for the end of a line stay in the frame, and the cycle
  /// on which the present line began.
  @inline(never)
  func lineTurns(_ wanted: Int32, at cycle: Int32) -> (count: Int32, start: Int32) {
    let past = cycle &- state.pointee.tia.frameStart / 3
    let line = past / 76
    let within = past &- line &* 76
    // A write on a line's first cycle does not wait.
    guard past >= 0, within < 73 else { return (0, 0) }
    return (min(wanted, state.pointee.tia.configuration.maximumLines &- line &- 1), cycle &- within)
  }
}
