#if arch(x86_64) && canImport(Glibc)
  // What instructions become.

  import MachineCode

  extension BlockWriter {
    /// Writes an instruction; `live` are the flags that count behind it.
    mutating func write(_ instruction: Instruction, _ live: Flags) {
      guard cartridge.canTranslate(instruction) else {
        if !instruction.operation.isJump { expect(instruction.next) }
        return leaveNow(at: instruction.address)
      }
      switch instruction.operation {
      case .loadA: load([.a], instruction)
      case .loadX: load([.x], instruction)
      case .loadY: load([.y], instruction)
      case .loadAX: load([.a, .x], instruction)
      case .storeA: store(.a, instruction)
      case .storeX: store(.x, instruction)
      case .storeY: store(.y, instruction)
      case .or: combine(.or, instruction)
      case .and: combine(.and, instruction)
      case .exclusiveOr: combine(.xor, instruction)
      case .add: add(instruction, live)
      case .subtract: subtract(instruction, live)
      case .compareA: compare(.a, instruction, live)
      case .compareX: compare(.x, instruction, live)
      case .compareY: compare(.y, instruction, live)
      case .testBits: testBits(instruction, live)
      case .shiftLeft, .rotateLeft, .shiftRight, .rotateRight, .increment, .decrement,
        .decrementThenCompare:
        change(instruction, live)
      case .incrementX: step(.x, by: 1)
      case .incrementY: step(.y, by: 1)
      case .decrementX: step(.x, by: -1)
      case .decrementY: step(.y, by: -1)
      case .xFromA: transfer(.x, .a)
      case .aFromX: transfer(.a, .x)
      case .yFromA: transfer(.y, .a)
      case .aFromY: transfer(.a, .y)
      case .xFromStack: transfer(.x, .stack)
      case .stackFromX: code.move(.stack, .register(.x))
      case .pushA: push(.a, instruction)
      case .pushStatus:
        status()
        push(.rdi, instruction)
      case .pullA:
        pull(instruction)
        code.move(.a, .register(.rcx))
        setNZ(.a)
      case .pullStatus:
        pull(instruction)
        setStatus()
      case .clearCarry: setCarry(0)
      case .setCarry: setCarry(1)
      case .clearDecimal:
        code.store(0, to: routines.decimal)
        flow.decimalIsOff = true
      case .setDecimal:
        code.store(8, to: routines.decimal)
        flow.decimalIsOff = false
      case .clearInterrupt: code.store(0, to: routines.interrupt)
      case .setInterrupt: code.store(4, to: routines.interrupt)
      case .clearOverflow: code.move(.overflow, 0)
      case .branch: return branch(instruction)
      case .jump: return jump(instruction)
      case .jumpIndirect: return jumpIndirect(instruction)
      case .jumpToSubroutine: return jumpToSubroutine(instruction)
      case .returnFromSubroutine: return returnFromSubroutine(instruction)
      case .interrupt: return interrupt(instruction)
      case .returnFromInterrupt: return returnFromInterrupt(instruction)
      case .nothing, .other: break
      }
      pass(instruction)
    }

    mutating func pass(_ instruction: Instruction) {
      flow.cycles += instruction.cycles
      flow.count += 1
    }

    // MARK: Loads, stores, logic

    private mutating func load(_ registers: [HostRegister], _ instruction: Instruction) {
      let first = registers[0]
      switch source(instruction) {
      case .value(let value): code.move(first, UInt32(value))
      case .operand(let operand): code.moveByte(first, operand)
      }
      if registers.count > 1 { code.move(registers[1], .register(first)) }
      setNZ(first)
    }

    mutating func setNZ(_ register: HostRegister, hostHasNZ: Bool = false) {
      flow.nz = register
      flow.hostHasNZ = hostHasNZ
    }

    private mutating func transfer(_ register: HostRegister, _ from: HostRegister) {
      code.move(register, .register(from))
      setNZ(register)
    }

    private mutating func step(_ register: HostRegister, by value: Int) {
      let operand = HostOperand.register(register)
      if value > 0 { code.incrementByte(operand) } else { code.decrementByte(operand) }
      // The host's carry stays as it was.
      setNZ(register, hostHasNZ: true)
    }

    private mutating func store(_ register: HostRegister, _ instruction: Instruction) {
      switch instruction.mode {
      case .zero, .absolute:
        switch cartridge.place(instruction.operand, writing: true) {
        case .ram(let offset): code.storeByte(register, to: ram(offset))
        case .tia(let number): writeTIA(instruction, number, register)
        default: writeRIOT(instruction, register)
        }
      case .zeroX, .zeroY:
        zeroIndexed(instruction)
        store(register, instruction, elsewhere: .notNegative, .memory(.state, index: .rax, -128))
      default:
        if instruction.mode == .indirectY {
          pointed(instruction)
        } else {
          let index = index(of: instruction)
          code.loadAddress(.rax, of: .memory(index, Int32(instruction.operand)))
        }
        flow.forgetHostFlags()
        findRAM()
        store(register, instruction, elsewhere: .notZero, .memory(.state, index: .rdx))
      }
    }

    /// Whether the address in `eax` is RAM: the host's flag Z; `edx` is its place then.
    private mutating func findRAM() {
      code.move(.rcx, .register(.rax))
      code.double(.and, .register(.rcx), 0x1280)
      code.move(.rdx, .register(.rax))
      code.double(.and, .register(.rdx), 0x7F)
      code.double(.cmp, .register(.rcx), 0x80)
    }

    private mutating func store(
      _ register: HostRegister, _ instruction: Instruction, elsewhere: HostCondition,
      _ operand: HostOperand
    ) {
      let jump = code.jump(if: elsewhere)
      code.storeByte(register, to: operand)
      stubs.append(
        Stub(
          kind: .store(instruction, register, resume: code.position), flow: flow, jumps: [jump]))
    }

    private mutating func combine(_ what: HostArithmetic, _ instruction: Instruction) {
      compute(what, .a, source(instruction))
      setNZ(.a, hostHasNZ: true)
      flow.hostCarry = .unknown
    }

    private mutating func compute(
      _ what: HostArithmetic, _ register: HostRegister, _ source: Source
    ) {
      switch source {
      case .value(let value): code.byte(what, .register(register), value)
      case .operand(let operand): code.byte(what, register, operand)
      }
    }

    // MARK: Arithmetic

    private mutating func setCarry(_ value: UInt8) {
      flow.carry = value
      flow.hostCarry = .unknown
    }

    /// C is what the host's carry is, or its opposite.
    private mutating func takeCarry(_ kind: Flow.HostCarry, _ live: Flags) {
      flow.carry = nil
      flow.hostCarry = kind
      if live.contains(.c) { code.set(.carry, if: kind == .borrow ? .notBelow : .below) }
    }

    private mutating func add(_ instruction: Instruction, _ live: Flags) {
      leaveIfDecimal(instruction)
      let source = source(instruction)
      switch flow.carry {
      case 0?: compute(.add, .a, source)
      case nil:
        code.carryFromBit0(of: .carry)
        compute(.adc, .a, source)
      default:
        code.setCarry()
        compute(.adc, .a, source)
      }
      if live.contains(.v) { code.set(.overflow, if: .overflow) }
      takeCarry(.carry, live)
      setNZ(.a, hostHasNZ: true)
    }

    private mutating func subtract(_ instruction: Instruction, _ live: Flags) {
      leaveIfDecimal(instruction)
      let source = source(instruction)
      switch flow.carry {
      case 1?: compute(.sub, .a, source)
      case nil:
        code.byte(.cmp, .register(.carry), 1)
        compute(.sbb, .a, source)
      default:
        code.setCarry()
        compute(.sbb, .a, source)
      }
      if live.contains(.v) { code.set(.overflow, if: .overflow) }
      takeCarry(.borrow, live)
      setNZ(.a, hostHasNZ: true)
    }

    private mutating func leaveIfDecimal(_ instruction: Instruction) {
      if flow.decimalIsOff { return }
      code.double(.cmp, routines.decimal, 0)
      flow.forgetHostFlags()
      leave(if: .notZero, at: instruction.address)
      flow.decimalIsOff = true
    }

    private mutating func compare(
      _ register: HostRegister, _ instruction: Instruction, _ live: Flags
    ) {
      let source = source(instruction)
      if live.contains(.nz) {
        code.move(.nz, .register(register))
        compute(.sub, .nz, source)
        setNZ(.nz, hostHasNZ: true)
      } else {
        compute(.cmp, register, source)
        flow.hostHasNZ = false
      }
      takeCarry(.borrow, live)
    }

    private mutating func testBits(_ instruction: Instruction, _ live: Flags) {
      let source = source(instruction)
      flow.forgetHostFlags()
      switch source {
      case .value(let value): code.move(.rax, UInt32(value))
      case .operand(let operand): code.moveByte(.rax, operand)
      }
      if live.contains(.v) {
        code.move(.overflow, .register(.rax))
        code.shift(.shr, .overflow, by: 6)
        code.double(.and, .register(.overflow), 1)
      }
      if live.contains(.nz) {
        code.testByte(.rax, .a)
        code.set(.nz, if: .notZero)
        code.moveByte(.nz, .register(.nz))
        code.double(.and, .register(.rax), 0x80)
        code.shift(.shl, .rax, by: 8)
        code.double(.or, .nz, .register(.rax))
        setNZ(.nz)
      }
    }

    // MARK: Changes in place

    private mutating func change(_ instruction: Instruction, _ live: Flags) {
      if instruction.mode == .accumulator {
        modify(.a, instruction.operation, live)
        return setNZ(.a, hostHasNZ: flow.hostHasNZ)
      }
      let operand = placeToChange(instruction)
      code.moveByte(.rsi, operand)
      modify(.rsi, instruction.operation, live)
      code.storeByte(.rsi, to: operand)
      if instruction.operation == .decrementThenCompare {
        code.move(.nz, .register(.a))
        code.byte(.sub, .nz, .register(.rsi))
        setNZ(.nz, hostHasNZ: true)
        takeCarry(.borrow, live)
      } else if live.contains(.nz) {
        code.moveByte(.nz, .register(.rsi))
        setNZ(.nz, hostHasNZ: flow.hostHasNZ)
      }
    }

    private mutating func placeToChange(_ instruction: Instruction) -> HostOperand {
      switch instruction.mode {
      case .zero, .absolute: return ram(Int32(instruction.operand & 0x7F))
      case .zeroX, .zeroY:
        zeroIndexed(instruction)
        leave(if: .notNegative, at: instruction.address)
        return .memory(.state, index: .rax, -128)
      default:
        if instruction.mode == .indirectY {
          pointed(instruction)
        } else {
          code.loadAddress(
            .rax, of: .memory(index(of: instruction), Int32(instruction.operand)))
        }
        flow.forgetHostFlags()
        findRAM()
        leave(if: .notZero, at: instruction.address)
        return .memory(.state, index: .rdx)
      }
    }

    private mutating func modify(
      _ register: HostRegister, _ operation: Operation, _ live: Flags
    ) {
      switch operation {
      case .increment:
        code.incrementByte(.register(register))
        flow.hostHasNZ = true
      case .decrement:
        code.decrementByte(.register(register))
        flow.hostHasNZ = true
      case .decrementThenCompare: code.decrementByte(.register(register))
      case .shiftLeft:
        code.byte(.add, register, .register(register))
        flow.hostHasNZ = true
        takeCarry(.carry, live)
      case .shiftRight:
        code.shiftByte(.shr, register)
        flow.hostHasNZ = true
        takeCarry(.carry, live)
      case .rotateLeft:
        bringCarry()
        code.byte(.adc, register, .register(register))
        flow.hostHasNZ = true
        takeCarry(.carry, live)
      default:
        bringCarry()
        code.shiftByte(.rcr, register)
        flow.hostHasNZ = false
        takeCarry(.carry, live)
      }
    }

    /// Puts C in the host's carry.
    private mutating func bringCarry() {
      if let carry = flow.carry { code.move(.carry, UInt32(carry)) }
      code.carryFromBit0(of: .carry)
    }
  }
#endif
