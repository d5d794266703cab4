#if arch(x86_64) && canImport(Glibc)
  // The stack, and what goes elsewhere.

  import MachineCode

  extension BlockWriter {
    // MARK: Stack

    /// Puts the status register in `edi`.
    mutating func status() {
      flow.forgetHostFlags()
      if flow.nz != .nz { code.move(.nz, .register(flow.nz)) }
      if let carry = flow.carry { code.move(.carry, UInt32(carry)) }
      flow.nz = .nz
      flow.carry = nil
      code.move(.rdi, .register(.nz))
      code.shift(.shr, .rdi, by: 8)
      code.double(.or, .rdi, .register(.nz))
      code.double(.and, .register(.rdi), 0x80)
      code.double(.or, .register(.rdi), 0x30)
      code.double(.or, .rdi, .register(.carry))
      code.testByte(.nz, .nz)
      code.set(.rcx, if: .zero)
      code.moveByte(.rcx, .register(.rcx))
      code.shift(.shl, .rcx, by: 1)
      code.double(.or, .rdi, .register(.rcx))
      code.move(.rcx, .register(.overflow))
      code.shift(.shl, .rcx, by: 6)
      code.double(.or, .rdi, .register(.rcx))
      code.double(.or, .rdi, routines.decimal)
      code.double(.or, .rdi, routines.interrupt)
    }

    mutating func push(_ register: HostRegister, _ instruction: Instruction) {
      flow.forgetHostFlags()
      code.move(.rax, .register(.stack))
      code.testByte(.rax, .rax)
      let jump = code.jump(if: .notNegative)
      code.storeByte(register, to: .memory(.state, index: .rax, -128))
      code.byte(.sub, .register(.stack), 1)
      stubs.append(
        Stub(
          kind: .store(instruction, register, resume: code.position), flow: flow, jumps: [jump]))
    }

    /// Takes the flags from the status register in `ecx`.
    mutating func setStatus() {
      flow = Flow(cycles: flow.cycles, count: flow.count)
      code.move(.nz, .register(.rcx))
      code.shift(.shr, .nz, by: 1)
      code.double(.and, .register(.nz), 1)
      code.double(.xor, .register(.nz), 1)
      code.move(.rdx, .register(.rcx))
      code.double(.and, .register(.rdx), 0x80)
      code.shift(.shl, .rdx, by: 8)
      code.double(.or, .nz, .register(.rdx))
      code.move(.carry, .register(.rcx))
      code.double(.and, .register(.carry), 1)
      code.move(.overflow, .register(.rcx))
      code.shift(.shr, .overflow, by: 6)
      code.double(.and, .register(.overflow), 1)
      code.move(.rdx, .register(.rcx))
      code.double(.and, .register(.rdx), 8)
      code.store(.rdx, to: routines.decimal)
      code.double(.and, .register(.rcx), 4)
      code.store(.rcx, to: routines.interrupt)
    }

    /// Pulls a byte to `ecx`.
    mutating func pull(_ instruction: Instruction) {
      flow.forgetHostFlags()
      code.loadAddress(.rax, of: .memory(.stack, -0x80))
      code.double(.cmp, .register(.rax), 0x7E)
      let jump = code.jump(if: .above)
      code.moveByte(.rcx, .memory(.state, index: .stack, -127))
      stubs.append(
        Stub(kind: .pull(instruction, resume: code.position), flow: flow, jumps: [jump]))
      code.byte(.add, .register(.stack), 1)
    }

    // MARK: Interrupts

    /// BRK: what follows it is one byte further than the return address of a subroutine.
    mutating func interrupt(_ instruction: Instruction) {
      let next = instruction.next
      code.double(.cmp, .register(.stack), 0x82)
      flow.forgetHostFlags()
      leave(if: .below, at: instruction.address)
      status()
      code.storeByte(UInt8(next >> 8), to: .memory(.state, index: .stack, -128))
      code.storeByte(UInt8(next & 0xFF), to: .memory(.state, index: .stack, -129))
      code.storeByte(.rdi, to: .memory(.state, index: .stack, -130))
      code.double(.sub, .register(.stack), 3)
      code.store(4, to: routines.interrupt)
      expect(next)
      pass(instruction)
      go(on: cartridge.interruptVector ?? next)
    }

    mutating func returnFromInterrupt(_ instruction: Instruction) {
      code.loadAddress(.rax, of: .memory(.stack, -0x80))
      code.double(.cmp, .register(.rax), 0x7C)
      leave(if: .above, at: instruction.address)
      code.moveByte(.rax, .memory(.state, index: .stack, -126))
      code.moveByte(.rcx, .memory(.state, index: .stack, -125))
      code.shift(.shl, .rcx, by: 8)
      code.double(.or, .rax, .register(.rcx))
      findBlock(instruction)
      code.moveByte(.rcx, .memory(.state, index: .stack, -127))
      code.double(.add, .register(.stack), 3)
      setStatus()
      jumpToBlock(instruction)
    }

    // MARK: Jumps

    mutating func jump(_ instruction: Instruction) {
      pass(instruction)
      go(on: instruction.operand)
    }

    mutating func jumpToSubroutine(_ instruction: Instruction) {
      let last = instruction.address &+ 2
      code.double(.cmp, .register(.stack), 0x81)
      leave(if: .below, at: instruction.address)
      code.storeByte(UInt8(last >> 8), to: .memory(.state, index: .stack, -128))
      code.storeByte(UInt8(last & 0xFF), to: .memory(.state, index: .stack, -129))
      code.double(.sub, .register(.stack), 2)
      expect(instruction.next)
      jump(instruction)
    }

    mutating func returnFromSubroutine(_ instruction: Instruction) {
      code.loadAddress(.rax, of: .memory(.stack, -0x80))
      code.double(.cmp, .register(.rax), 0x7D)
      leave(if: .above, at: instruction.address)
      code.moveByte(.rax, .memory(.state, index: .stack, -127))
      code.moveByte(.rcx, .memory(.state, index: .stack, -126))
      code.shift(.shl, .rcx, by: 8)
      code.loadAddress(.rax, of: .memory(.rax, index: .rcx, 1))
      code.moveWord(.rax, .register(.rax))
      findBlock(instruction)
      code.double(.add, .register(.stack), 2)
      jumpToBlock(instruction)
    }

    mutating func jumpIndirect(_ instruction: Instruction) {
      let pointer = instruction.operand
      let second = pointer & 0xFF00 | (pointer &+ 1) & 0xFF
      code.moveByte(.rax, ram(Int32(pointer & 0x7F)))
      code.moveByte(.rcx, ram(Int32(second & 0x7F)))
      code.shift(.shl, .rcx, by: 8)
      code.double(.or, .rax, .register(.rcx))
      findBlock(instruction)
      jumpToBlock(instruction)
    }

    /// Puts the code at the address in `eax` in `rax`, or leaves the block.
    private mutating func findBlock(_ instruction: Instruction) {
      code.move(.rcx, address: UInt(bitPattern: cartridge.blocks))
      code.movePointer(.rax, .memory(.rcx, index: .rax, scale: 3))
      code.testPointer(.rax, .rax)
      leave(if: .zero, at: instruction.address)
    }

    private mutating func jumpToBlock(_ instruction: Instruction) {
      pass(instruction)
      settle(count: flow.count)
      code.jump(to: .rax)
      isClosed = true
    }

    mutating func branch(_ instruction: Instruction) {
      let wanted = instruction.opcode & 0x20 != 0
      var condition: HostCondition
      switch instruction.opcode >> 6 {
      case 0: condition = negative()
      case 1:
        code.test(.overflow, .overflow)
        flow.forgetHostFlags()
        condition = .notZero
      case 2:
        if let carry = flow.carry {
          return (carry != 0) == wanted ? goTaken(instruction) : pass(instruction)
        }
        condition = carry()
      default: condition = zero()
      }
      if !wanted { condition = condition.opposite }
      let jump = code.jump(if: condition)
      pass(instruction)
      var taken = flow
      taken.cycles += instruction.takenCycles
      taken.forgetHostFlags()
      stubs.append(
        Stub(
          kind: .go(instruction.target, waits: waits(instruction) ? instruction : nil),
          flow: taken, jumps: [jump]))
    }

    /// A branch that is always taken.
    private mutating func goTaken(_ instruction: Instruction) {
      if waits(instruction) { return leaveNow(at: instruction.address) }
      pass(instruction)
      flow.cycles += instruction.takenCycles
      go(on: instruction.target)
    }

    private mutating func negative() -> HostCondition {
      if flow.hostHasNZ { return .negative }
      flow.hostCarry = .unknown
      if flow.nz == .nz {
        code.test(.nz, 0x8080)
        return .notZero
      }
      code.testByte(flow.nz, flow.nz)
      flow.hostHasNZ = true
      return .negative
    }

    private mutating func zero() -> HostCondition {
      if flow.hostHasNZ { return .zero }
      flow.hostCarry = .unknown
      code.testByte(flow.nz, flow.nz)
      // N is not bit 7 alone behind BIT.
      flow.hostHasNZ = flow.nz != .nz
      return .zero
    }

    private mutating func carry() -> HostCondition {
      switch flow.hostCarry {
      case .carry: return .below
      case .borrow: return .notBelow
      case .unknown:
        code.test(.carry, .carry)
        flow.hostHasNZ = false
        return .notZero
      }
    }

    /// What `Processor.passCountingTurns` does.
    mutating func passCountingTurns(
      _ branch: Instruction, _ register: HostRegister, cycles: Int32
    ) {
      var skips: [Int] = []
      code.move(.rax, .register(register))
      if branch.opcode == 0xD0 {
        code.double(.sub, .register(.rax), 1)
      } else {
        code.testByte(register, register)
        skips.append(code.jump(if: .negative))
      }
      code.double(.cmp, .register(.rax), 1)
      skips.append(code.jump(if: .less))
      code.loadAddress(.rcx, of: .memory(.rax, index: .rax, 2))
      code.double(.cmp, .rcx, .register(.remaining))
      skips.append(code.jump(if: .notLess))
      code.double(.sub, .remaining, .register(.rcx))
      code.double(.add, .register(.remaining), 2)
      code.double(.sub, register, .register(.rax))
      code.move(.nz, .register(register))
      code.multiply(.rax, by: UInt32(cycles))
      code.double(.add, .cycles, .register(.rax))
      for skip in skips { code.patch(skip, to: code.position) }
    }

    /// Whether a branch may close a waiting loop.
    private func waits(_ branch: Instruction) -> Bool {
      guard branch.operand == 0xFD || branch.operand == 0xFB,
        cartridge.isPlain(branch.target)
      else { return false }
      let loop = cartridge.bytes + Int(branch.target & 0xFFF)
      return branch.operand == 0xFD
        ? Processor.isCountingLoop(loop[0]) && (branch.opcode == 0xD0 || branch.opcode == 0x10)
        : Processor.isWaitingLoop(loop[0], loop[1], loop[2])
    }
  }
#endif
