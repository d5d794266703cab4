#if arch(x86_64) && canImport(Glibc)
  // Where operands are, and the calls of devices.

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
        leave(if: .notNegative, at: instruction.address)
        return .operand(.memory(.state, index: .rax, -128))
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
        code.loadAddress(.rax, of: .memory(index, Int32(operand & 0xFF)))
        code.loadAddress(.rdx, of: .memory(index, Int32(operand)))
        return .operand(throughPages(instruction))
      default:
        pointed(instruction)
        return .operand(throughPages(instruction))
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

    /// Puts a pointer's target, Y added, in `edx`, and the sum of the lower bytes in `eax`.
    mutating func pointed(_ instruction: Instruction) {
      flow.forgetHostFlags()
      let pointer = Int32(instruction.operand & 0x7F)
      code.moveByte(.rax, ram(pointer))
      code.moveByte(.rdx, ram(pointer + 1))
      code.double(.add, .rax, .register(.y))
      code.shift(.shl, .rdx, by: 8)
      code.double(.add, .rdx, .register(.rax))
    }

    /// The byte at the address in `edx`, which leaves the block unless it is memory; a crossed page
    /// (`eax` has the sum of the lower bytes) costs a cycle.
    private mutating func throughPages(_ instruction: Instruction) -> HostOperand {
      flow.forgetHostFlags()
      code.move(.rcx, .register(.rdx))
      code.shift(.shr, .rcx, by: 6)
      code.moveByte(.rcx, .register(.rcx))
      code.move(.rsi, address: UInt(bitPattern: cartridge.pages))
      code.movePointer(.rcx, .memory(.rsi, index: .rcx, scale: 3))
      code.testPointer(.rcx, .rcx)
      leave(if: .zero, at: instruction.address)
      code.double(.and, .register(.rdx), 0x3F)
      code.shift(.shr, .rax, by: 8)
      code.double(.add, .cycles, .register(.rax))
      return .memory(.rcx, index: .rdx)
    }

    // MARK: Devices

    private mutating func call(_ function: Routines.Helper) {
      flow.forgetHostFlags()
      code.patch(code.call(), to: routines.address(of: function) - origin)
    }

    /// The cycle of an instruction's accesses goes to `edx`, the state to `rdi`.
    private mutating func prepareCall(_ instruction: Instruction) {
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

    /// The flow behind an instruction.
    private func flow(behind instruction: Instruction) -> Flow {
      var after = flow
      after.cycles += instruction.cycles
      after.count += 1
      after.forgetHostFlags()
      return after
    }

    private mutating func endFrame(if condition: HostCondition, behind instruction: Instruction) {
      stubs.append(
        Stub(
          kind: .endFrame(instruction.next), flow: flow(behind: instruction),
          jump: code.jump(if: condition)))
    }

    mutating func writeTIA(_ instruction: Instruction, _ register: Int, _ value: HostRegister) {
      prepareCall(instruction)
      code.move(.rsi, .register(value))
      call(.write(register))
      code.test(.rax, .rax)
      endFrame(if: register == 0x02 ? .negative : .notZero, behind: instruction)
      if register == 0x02 { code.double(.add, .cycles, .register(.rax)) }
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
