#if arch(x86_64) && canImport(Glibc)
  // Where operands are, and the calls of devices.

  import MachineCode

  /// What an instruction reads.
  enum Source {
    case value(UInt8)
    case operand(HostOperand)
  }

  extension BlockWriter {
    /// A byte of the RAM, or of the cartridge's, which follows it.
    func ram(_ offset: Int32) -> HostOperand { .memory(.state, offset) }

    /// What a reading instruction reads.
    mutating func source(_ instruction: Instruction) -> Source {
      let operand = instruction.operand
      switch instruction.mode {
      case .immediate: return .value(UInt8(truncatingIfNeeded: operand))
      case .zero, .absolute:
        switch cartridge.place(operand) {
        case .ram(let offset): return .operand(ram(offset))
        case .constant(let value): return .value(value)
        default:
          readDevice(instruction)
          return .operand(.register(.rax))
        }
      case .zeroX, .zeroY:
        zeroIndexed(instruction)
        let jump = code.jump(if: .notNegative)
        code.moveByte(.rcx, .memory(.state, index: .rax, -128))
        stubs.append(
          Stub(kind: .read(instruction, resume: code.position), flow: flow, jumps: [jump]))
        return .operand(.register(.rcx))
      case .absoluteX, .absoluteY:
        let index = index(of: instruction)
        if let table = cartridge.table(at: operand) {
          flow.forgetHostFlags()
          if operand & 0xFF != 0 {
            code.loadAddress(.rcx, of: .memory(index, Int32(operand & 0xFF)))
            code.shift(.shr, .rcx, by: 8)
            code.double(.add, .cycles, .register(.rcx))
          }
          code.move(.rax, address: UInt(bitPattern: table))
          return .operand(.memory(.rax, index: index))
        }
        code.loadAddress(.rdx, of: .memory(index, Int32(operand & 0xFF)))
        code.loadAddress(.rax, of: .memory(index, Int32(operand)))
        return throughPages(instruction)
      case .indirectX:
        pointedX(instruction)
        return throughPages(instruction)
      default:
        pointed(instruction)
        return throughPages(instruction)
      }
    }

    /// The register that indexes.
    func index(of instruction: Instruction) -> HostRegister {
      instruction.mode == .zeroY || instruction.mode == .absoluteY ? .y : .x
    }

    /// Puts an address of the zero page in `eax`. It is RAM if the host's flag S is set.
    mutating func zeroIndexed(_ instruction: Instruction) {
      flow.forgetHostFlags()
      code.loadAddress(.rax, of: .memory(index(of: instruction), Int32(instruction.operand)))
      code.moveByte(.rax, .register(.rax))
      code.testByte(.rax, .rax)
    }

    /// Puts a pointer's target, Y added, in `eax`, and the sum of the lower bytes in `edx`.
    mutating func pointed(_ instruction: Instruction) {
      flow.forgetHostFlags()
      let pointer = Int32(instruction.operand & 0x7F)
      code.moveByte(.rdx, ram(pointer))
      code.moveByte(.rax, ram(pointer + 1))
      code.double(.add, .rdx, .register(.y))
      code.shift(.shl, .rax, by: 8)
      code.double(.add, .rax, .register(.rdx))
    }

    /// Puts the target of a pointer, to whose place X is added, in `eax`; leaves the block unless the
    /// pointer is in RAM.
    mutating func pointedX(_ instruction: Instruction) {
      flow.forgetHostFlags()
      code.loadAddress(.rcx, of: .memory(.x, Int32(instruction.operand) + 0x80))
      code.moveByte(.rcx, .register(.rcx))
      code.double(.cmp, .register(.rcx), 0x7E)
      leave(if: .above, at: instruction.address)
      code.moveByte(.rdx, .memory(.state, index: .rcx))
      code.moveByte(.rax, .memory(.state, index: .rcx, 1))
      code.shift(.shl, .rax, by: 8)
      code.double(.add, .rax, .register(.rdx))
      // There is no crossed page.
      code.move(.rdx, 0)
    }

    /// Reads the byte at the address in `eax`; a crossed page (`edx` has the sum of the lower bytes)
    /// costs a cycle.
    private mutating func throughPages(_ instruction: Instruction) -> Source {
      flow.forgetHostFlags()
      code.move(.rcx, .register(.rax))
      code.shift(.shr, .rcx, by: 6)
      code.moveByte(.rcx, .register(.rcx))
      code.move(.rsi, address: UInt(bitPattern: cartridge.pages))
      code.movePointer(.rcx, .memory(.rsi, index: .rcx, scale: 3))
      code.testPointer(.rcx, .rcx)
      let jump = code.jump(if: .zero)
      code.double(.and, .register(.rax), 0x3F)
      if instruction.mode != .indirectX { addCrossing() }
      code.moveByte(.rcx, .memory(.rcx, index: .rax))
      stubs.append(
        Stub(kind: .read(instruction, resume: code.position), flow: flow, jumps: [jump]))
      return .operand(.register(.rcx))
    }

    private mutating func addCrossing() {
      code.shift(.shr, .rdx, by: 8)
      code.double(.add, .cycles, .register(.rdx))
    }

    // MARK: Devices

    mutating func call(_ function: Routines.Helper) {
      flow.forgetHostFlags()
      code.patch(code.call(), to: routines.address(of: function) - origin)
    }

    /// The cycle of an instruction's accesses goes to `edx`, the state to `rdi`.
    mutating func prepareCall(_ instruction: Instruction) {
      code.loadPointer(.rdi, of: .memory(.state))
      code.loadAddress(.rdx, of: .memory(.cycles, flow.cycles + instruction.cycles))
    }

    private mutating func readDevice(_ instruction: Instruction) {
      let operand = instruction.operand
      prepareCall(instruction)
      code.move(.rsi, UInt32(operand))
      code.move(.rcx, UInt32(instruction.mode == .zero ? operand : operand >> 8))
      call(.read)
    }

    /// In a stub: reads the TIA or the RIOT at the address in `eax`, or leaves the block if it is in
    /// the cartridge.
    mutating func readDevice(_ instruction: Instruction, resume: Int) {
      code.test(.rax, 0x1000)
      leave(if: .notZero, at: instruction.address)
      code.move(.rsi, .register(.rax))
      // What was read last is on the bus.
      let operand = instruction.operand
      switch instruction.mode {
      case .zeroX, .zeroY: code.move(.rcx, UInt32(operand))
      case .indirectX:
        code.loadAddress(.rcx, of: .memory(.x, Int32(operand) + 0x80))
        code.moveByte(.rcx, .register(.rcx))
        code.moveByte(.rcx, .memory(.state, index: .rcx, 1))
      case .indirectY:
        addCrossing()
        code.moveByte(.rcx, ram(Int32(operand & 0x7F) + 1))
      default:
        addCrossing()
        code.move(.rcx, UInt32(operand >> 8))
      }
      prepareCall(instruction)
      call(.read)
      code.move(.rcx, .register(.rax))
      code.patch(code.jump(), to: resume)
    }

    /// In a stub: pulls a byte from the TIA; ALE reads the top of the stack before, too.
    mutating func pullFromDevice(_ instruction: Instruction, resume: Int) {
      code.double(.cmp, .register(.stack), 0x7E)
      leave(if: .above, at: instruction.address)
      code.move(.rsi, .register(.stack))
      prepareCall(instruction)
      code.move(.rcx, UInt32(instruction.opcode))
      call(.read)
      code.move(.rcx, .register(.rax))
      code.loadAddress(.rsi, of: .memory(.stack, 1))
      prepareCall(instruction)
      call(.read)
      code.move(.rcx, .register(.rax))
      code.patch(code.jump(), to: resume)
    }

    /// The flow behind an instruction.
    private func flow(behind instruction: Instruction) -> Flow {
      var after = flow
      after.cycles += instruction.cycles
      after.count += 1
      after.forgetHostFlags()
      return after
    }

    mutating func endFrame(if condition: HostCondition, behind instruction: Instruction) {
      stubs.append(
        Stub(
          kind: .endFrame(instruction.next), flow: flow(behind: instruction),
          jumps: [code.jump(if: condition)]))
    }

    mutating func writeRIOT(_ instruction: Instruction, _ value: HostRegister) {
      prepareCall(instruction)
      code.move(.rsi, .register(value))
      code.move(.rcx, UInt32(instruction.operand))
      call(.writeRIOT)
    }

    /// In a stub: writes to the TIA at the address in `eax`, or leaves the block if this is none of
    /// its addresses.
    mutating func storeToDevice(_ instruction: Instruction, _ value: HostRegister, resume: Int) {
      let isPush = instruction.mode == .implied
      code.test(.rax, 0x1080)
      leave(if: .notZero, at: instruction.address)
      code.move(.rsi, .register(value))
      code.move(.rcx, .register(.rax))
      prepareCall(instruction)
      call(.writeAnywhere)
      if isPush { code.byte(.sub, .register(.stack), 1) }
      code.test(.rax, .rax)
      endFrame(if: .negative, behind: instruction)
      code.double(.add, .cycles, .register(.rax))
      code.patch(code.jump(), to: resume)
    }
  }
#endif
