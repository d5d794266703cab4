#if arch(x86_64) && canImport(Glibc)
  // Writes to the TIA that change nothing (`QuickAccess.swift`), and waiting for the line.

  import MachineCode

  extension BlockWriter {
    /// Writes a value to a register of the TIA.
    mutating func writeTIA(_ instruction: Instruction, _ register: Int, _ value: HostRegister) {
      guard Self.isQuick(register) else {
        return callTIA(instruction, register, value, resume: nil)
      }
      flow.forgetHostFlags()
      code.loadAddress(.rdx, of: .memory(.cycles, flow.cycles + instruction.cycles))
      code.double(.cmp, .rdx, field(layout.limit))
      var slow = [code.jump(if: .notLess)]
      writeQuickly(register, value, &slow)
      stubs.append(
        Stub(
          kind: .write(instruction, register, value, resume: code.position), flow: flow,
          jumps: slow))
    }

    /// Whether a register can be written without the TIA.
    static func isQuick(_ register: Int) -> Bool {
      switch register {
      case 0x00, 0x01, 0x04, 0x05, 0x10...0x14, 0x22, 0x25...0x2A, 0x2C: false
      default: true
      }
    }

    private var layout: QuickLayout { routines.layout }

    private func field(_ offset: Int32) -> HostOperand { .memory(.state, offset) }

    /// `edx` has the cycle. What is no quick write jumps to the TIA.
    private mutating func writeQuickly(
      _ register: Int, _ value: HostRegister, _ slow: inout [Int]
    ) {
      var last = layout.now
      switch register {
      case 0x02: waitForLine()
      case 0x06...0x09:
        code.move(.rax, .register(value))
        code.double(.and, .register(.rax), 0xFE)
        code.double(.or, .rax, field(layout.odd))
        code.storeByte(.rax, to: field(layout.colours[register - 6]))
      case 0x0A:
        code.byte(.cmp, value, field(layout.control))
        slow.append(code.jump(if: .notZero))
        compareBit(0, of: value, layout.isReflected, &slow)
      case 0x0B, 0x0C:
        compareBit(3, of: value, layout.players[register - 0x0B].isReflected, &slow)
        last = layout.later
      case 0x0D...0x0F:
        comparePlayfield(register, value, &slow)
        last = layout.playfieldWritten
      case 0x1B, 0x1C:
        writeGraphics(register - 0x1B, value, &slow)
        last = layout.later
      case 0x1D, 0x1E: compareBit(1, of: value, layout.missiles[register - 0x1D].isEnabled, &slow)
      case 0x1F: compareBit(1, of: value, layout.ball.isEnabled, &slow)
      case 0x20, 0x21: storeMotion(value, layout.players[register - 0x20].motion)
      case 0x23: storeMotion(value, layout.missiles[1].motion)
      case 0x24: storeMotion(value, layout.ball.motion)
      case 0x2B:
        for mover in layout.missiles + [layout.ball] { code.storeByte(0, to: field(mover.motion)) }
        for player in layout.players { code.storeByte(0, to: field(player.motion)) }
      default: break
      }
      if register != 0x02 { code.store(.rdx, to: field(last)) }
    }

    private mutating func storeMotion(_ value: HostRegister, _ offset: Int32) {
      code.move(.rax, .register(value))
      code.shift(.shr, .rax, by: 4)
      code.storeByte(.rax, to: field(offset))
    }

    private mutating func compareBit(
      _ bit: UInt8, of value: HostRegister, _ offset: Int32, _ slow: inout [Int]
    ) {
      code.move(.rax, .register(value))
      if bit > 0 { code.shift(.shr, .rax, by: bit) }
      code.double(.and, .register(.rax), 1)
      code.byte(.cmp, .rax, field(offset))
      slow.append(code.jump(if: .notZero))
    }

    private mutating func comparePlayfield(
      _ register: Int, _ value: HostRegister, _ slow: inout [Int]
    ) {
      var part: UInt32 = 0xFF000
      switch register {
      case 0x0D:
        part = 0x0000F
        code.move(.rax, .register(value))
        code.shift(.shr, .rax, by: 4)
      case 0x0E:
        part = 0x00FF0
        code.moveByte(.rax, .memory(.state, index: value, layout.reversed))
        code.shift(.shl, .rax, by: 4)
      default:
        code.move(.rax, .register(value))
        code.shift(.shl, .rax, by: 12)
      }
      code.double(.xor, .rax, field(layout.playfield))
      code.test(.rax, part)
      slow.append(code.jump(if: .notZero))
    }

    /// Without a delay the graphics written show, and the other player's are held.
    private mutating func writeGraphics(
      _ number: Int, _ value: HostRegister, _ slow: inout [Int]
    ) {
      let other = layout.players[1 - number]
      code.byte(.cmp, value, field(layout.players[number].bits))
      slow.append(code.jump(if: .notZero))
      for player in layout.players {
        code.byte(.cmp, field(player.isDelayed), 0)
        slow.append(code.jump(if: .notZero))
      }
      if number == 1 {
        code.byte(.cmp, field(layout.ballIsDelayed), 0)
        slow.append(code.jump(if: .notZero))
        code.moveByte(.rax, field(layout.ball.isEnabled))
        code.storeByte(.rax, to: field(layout.ballWasEnabled))
      }
      code.storeByte(value, to: field(layout.players[number].graphics))
      code.moveByte(.rax, field(other.graphics))
      code.storeByte(.rax, to: field(other.held))
    }

    /// Adds the cycles to the end of the line, none on its first one: 76 less the rest of a division
    /// by 76, for which the quotient is found by a multiplication (0x1AF286BD is 2^35 / 76, rounded
    /// up; right for all of 32 bits after a shift by 2).
    private mutating func waitForLine() {
      code.store(.rdx, to: field(layout.now))
      code.double(.sub, .rdx, field(layout.lineStart))
      code.move(.rax, .register(.rdx))
      code.shift(.shr, .rax, by: 2)
      code.multiply(.rax, by: 0x1AF2_86BD)
      code.shiftPointerRight(.rax, by: 33)
      code.multiply(.rax, by: 76)
      code.double(.sub, .rdx, .register(.rax))
      let isFirst = code.jump(if: .zero)
      code.double(.sub, .cycles, .register(.rdx))
      code.double(.add, .register(.cycles), 76)
      code.patch(isFirst, to: code.position)
    }

    /// In a stub: writes a value to a register of the TIA by calling it.
    mutating func callTIA(
      _ instruction: Instruction, _ register: Int, _ value: HostRegister, resume: Int?
    ) {
      prepareCall(instruction)
      code.move(.rsi, .register(value))
      call(.write(register))
      code.test(.rax, .rax)
      endFrame(if: register == 0x02 ? .negative : .notZero, behind: instruction)
      if register == 0x02 { code.double(.add, .cycles, .register(.rax)) }
      if let resume { code.patch(code.jump(), to: resume) }
    }
  }
#endif
