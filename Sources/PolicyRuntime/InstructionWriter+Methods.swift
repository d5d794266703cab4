#if arch(x86_64) && canImport(Glibc)
  // The few methods of built-in types that are worth writing out.

  import MachineCode

  extension InstructionWriter {
    mutating func method(_ instruction: Instruction) -> Bool {
      guard instructions[present + 1].instruction.a < 0, present + 2 < count else { return false }
      let method = unsafeBitCast(UInt8(truncatingIfNeeded: instruction.b), to: Method.self)
      switch (method, instruction.d) {
      case (.startswith, 1):
        // Comparing a short beginning is quicker than looking it up.
        return startsWith(instruction) || textMethod(method, instruction)
      case (.append, 1):
        require(.list, instruction.c)
        append(Instruction(.append, instruction.c, instruction.c + 1))
        store(.none, instruction.a)
      case (.items, 0): view(.itemView, instruction)
      case (.keys, 0): view(.keyView, instruction)
      case (.values, 0): view(.valueView, instruction)
      default: return textMethod(method, instruction)
      }
      return true
    }

    /// A view has the handle of its dictionary.
    private mutating func view(_ tag: PolicyValue.Tag, _ instruction: Instruction) {
      require(.dictionary, instruction.c)
      code.movePointer(.rax, bits(instruction.c))
      code.storePointer(.rax, to: bits(instruction.a))
      storeTag(tag, instruction.a)
    }

    /// `startswith` of a permanent string with a short permanent one.
    private mutating func startsWith(_ instruction: Instruction) -> Bool {
      guard let prefix = movedConstant(to: instruction.c + 1), prefix.isInterned
      else { return false }
      let text = interned[prefix.handle]
      guard (1...8).contains(text.count) else { return false }
      code.compareWord(meta(instruction.c), prefix.metaBits)
      slow(if: .notZero)
      code.move(.rax, bits(instruction.c))
      code.shiftQuad(.shl, .rax, by: 5)
      code.quad(.add, .rax, state(\.interned))
      // The fuel that the method takes: one for eight bytes of the receiver.
      code.movePointer(.r8, state(\.fuel))
      code.movePointer(.r9, .memory(.rax, 8))
      code.shiftQuad(.shr, .r9, by: 3)
      code.quad(.sub, .r8, .register(.r9))
      slow(if: .negative)
      code.storePointer(.r8, to: state(\.fuel))
      // A text that is too short has zeros behind it, and the prefix may not: its own is compared.
      code.movePointer(.rcx, .memory(.rax))
      code.movePointer(.rcx, .memory(.rcx))
      var bytes: UInt = 0
      for index in 0..<text.count { bytes |= UInt(text.bytes[index]) << UInt(8 * index) }
      if text.count < 8 {
        let places = UInt8(64 - 8 * text.count)
        code.shiftQuad(.shl, .rcx, by: places)
        bytes <<= UInt(places)
      }
      code.move(.r8, address: bytes)
      code.move(.r9, 0)
      code.quad(.xor, .rcx, .register(.r8))
      let differs = code.jump(if: .notZero)
      code.quad(.cmp, .memory(.rax, 8), Int32(text.count))
      code.set(.r9, if: .notLess)
      code.patch(differs, to: code.position)
      code.storePointer(.r9, to: bits(instruction.a))
      storeTag(.bool, instruction.a)
      // Nearly always a jump asks for it at once.
      let next = present + 2
      let jump = instructions[next].instruction
      if jump.operation == .jumpIf, jump.b == instruction.a, !targets.contains(next),
        next + 1 < count
      {
        code.testPointer(.r9, .r9)
        go(to: Int(jump.a), if: jump.d != 0 ? .notZero : .zero)
        go(to: next + 1)
      }
      return true
    }

    mutating func checkMethod(_ instruction: Instruction) -> Bool {
      guard instruction.b >= 0 else { return false }
      let method = unsafeBitCast(UInt8(truncatingIfNeeded: instruction.c), to: Method.self)
      let tags: [PolicyValue.Tag] = [.list, .string, .dictionary]
      guard let tag = tags.first(where: { Machine.has(method, $0) }) else { return false }
      require(tag, instruction.b)
      return true
    }
  }
#endif
