#if arch(x86_64) && canImport(Glibc)
  // Built-in functions: those that are worth writing out, and calls of those that are quick.

  import MachineCode

  extension InstructionWriter {
    mutating func builtin(_ instruction: Instruction) -> Bool {
      guard instructions[present + 1].instruction.a < 0, present + 2 < count else { return false }
      let builtin = unsafeBitCast(UInt8(truncatingIfNeeded: instruction.b), to: Builtin.self)
      switch (builtin, instruction.d) {
      case (.isinstance, 2):
        if isInstance(instruction) { return true }
      case (.str, 1):
        numberText(instruction)
        return true
      case (.round, 1), (.mathFloor, 1), (.mathCeil, 1), (.mathTrunc, 1):
        rounded(builtin, instruction)
        return true
      default: break
      }
      guard let function = QuickCalls.function(builtin, Int(instruction.d)) else { return false }
      callOut(
        unsafeBitCast(function, to: UInt.self), UInt(bitPattern: instructions + present))
      code.testByte(.rax, .rax)
      slow(if: .zero)
      return true
    }

    /// `isinstance` with one of the types whose values have a tag of their own.
    private mutating func isInstance(_ instruction: Instruction) -> Bool {
      guard let type = movedConstant(to: instruction.c + 1), type.tag == .builtin else {
        return false
      }
      let tag: PolicyValue.Tag
      switch unsafeBitCast(UInt8(truncatingIfNeeded: type.bits), to: Builtin.self) {
      case .dict: tag = .dictionary
      case .list: tag = .list
      case .tuple: tag = .tuple
      case .str: tag = .string
      case .float: tag = .real
      case .set: tag = .set
      case .bool: tag = .bool
      default: return false
      }
      code.byte(.cmp, meta(instruction.c), tag.rawValue)
      storeTruth(.zero, instruction.a)
      return true
    }

    /// A whole number next to a real.
    private mutating func rounded(_ builtin: Builtin, _ instruction: Instruction) {
      let number = bits(instruction.c)
      code.byte(.cmp, meta(instruction.c), PolicyValue.Tag.real.rawValue)
      slow(if: .above)
      let isInteger = code.jump(if: .below)
      if builtin == .round {
        // The processor rounds halves to even numbers, as Python does.
        code.round(.rax, number)
      } else {
        code.truncate(.rax, number)
      }
      // What does not fit, and what is no number, becomes the least integer.
      code.move(.rcx, address: 1 << 63)
      code.quad(.cmp, .rax, .register(.rcx))
      slow(if: .zero)
      if builtin == .mathFloor || builtin == .mathCeil {
        code.load(.xmm0, number)
        code.convert(.xmm1, integer: .register(.rax))
        if builtin == .mathFloor {
          code.compare(.xmm1, .xmm0)
        } else {
          code.compare(.xmm0, .xmm1)
        }
        let isThere = code.jump(if: .notAbove)
        code.quad(builtin == .mathFloor ? .sub : .add, .register(.rax), 1)
        code.patch(isThere, to: code.position)
      }
      let done = code.jump()
      code.patch(isInteger, to: code.position)
      code.movePointer(.rax, number)
      code.patch(done, to: code.position)
      code.storePointer(.rax, to: bits(instruction.a))
      storeTag(.int, instruction.a)
    }
  }
#endif
