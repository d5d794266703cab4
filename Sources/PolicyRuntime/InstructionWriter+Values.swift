#if arch(x86_64) && canImport(Glibc)
  // Moves, elements of lists and tuples, and taking apart.

  import MachineCode

  extension InstructionWriter {
    mutating func move(_ instruction: Instruction) {
      if let constant = constant(instruction.b) { return store(constant, instruction.a) }
      code.movePointer(.rax, bits(instruction.b))
      code.moveWord(.rcx, meta(instruction.b))
      storeLoaded(.rax, .rcx, instruction.a)
    }

    mutating func clear(_ instruction: Instruction) -> Bool {
      guard instruction.b <= 8 else { return false }
      for register in instruction.a..<(instruction.a + instruction.b) { store(.unbound, register) }
      return true
    }

    /// Puts a value from two registers into the frame.
    mutating func storeLoaded(_ value: HostRegister, _ tag: HostRegister, _ register: Int32) {
      code.storePointer(value, to: bits(register))
      code.storeWord(tag, to: meta(register))
    }

    /// `r11` = the address of an element of the list or tuple in a register, whose header `r10` gets;
    /// false where the index cannot be one.
    private mutating func element(_ container: Int32, _ index: Int32) -> Bool {
      if let constant = constant(index) {
        guard constant.tag == .int, (-1000...1000).contains(constant.int) else { return false }
        header(of: container)
        code.move(.rax, .memory(.r10, 4))
        if constant.int < 0 {
          code.quad(.add, .register(.rax), Int32(constant.int))
          slow(if: .notBelow)
        } else {
          code.quad(.cmp, .register(.rax), Int32(constant.int))
          slow(if: .notAbove)
          code.move(.rax, UInt32(constant.int))
        }
      } else {
        require(.int, index)
        header(of: container)
        code.movePointer(.rax, bits(index))
        code.move(.rcx, .memory(.r10, 4))
        // Also what is negative is left to the handler.
        code.quad(.cmp, .rax, .register(.rcx))
        slow(if: .notBelow)
      }
      content()
      code.shiftQuad(.shl, .rax, by: 4)
      code.quad(.add, .r11, .register(.rax))
      return true
    }

    /// An element of a list or tuple, or what a dictionary has under a permanent string.
    mutating func subscripted(_ instruction: Instruction) -> Bool {
      let next = present + 1
      if let constant = constant(instruction.b) {
        switch constant.tag {
        case .tuple, .list: break
        case .dictionary: return dictionaryItem(instruction)
        default: return false
        }
      } else {
        code.moveByte(.rax, meta(instruction.b))
        code.double(.sub, .register(.rax), Int32(PolicyValue.Tag.tuple.rawValue))
        code.double(.cmp, .register(.rax), 1)
        aside([code.jump(if: .above)]) { writer in
          if !writer.dictionaryItem(instruction) { return writer.slow() }
          writer.go(to: next)
        }
      }
      guard element(instruction.b, instruction.c) else {
        slow()
        return true
      }
      code.movePointer(.rax, .memory(.r11))
      code.moveWord(.rcx, .memory(.r11, 8))
      storeLoaded(.rax, .rcx, instruction.a)
      return true
    }

    private mutating func dictionaryItem(_ instruction: Instruction) -> Bool {
      guard let entry = entry(of: instruction.b, instruction.c, 0) else { return false }
      storeValue(entry, instruction.a)
      return true
    }

    /// An item of a list or a dictionary of the step.
    mutating func setSubscript(_ instruction: Instruction) -> Bool {
      guard instruction.b >= 0 else { return false }
      let next = present + 1
      code.byte(.cmp, meta(instruction.b), PolicyValue.Tag.list.rawValue)
      aside([code.jump(if: .notZero)]) { writer in
        if !writer.put(instruction.a, in: instruction.b, under: instruction.c, 0) {
          return writer.slow()
        }
        writer.go(to: next)
      }
      code.move(.rax, bits(instruction.b))
      code.quad(.cmp, .rax, state(\.standingTop))
      slow(if: .below)
      guard element(instruction.b, instruction.c) else {
        slow()
        return true
      }
      copy(instruction.a, to: .r11, 0)
      return true
    }

    mutating func length(_ instruction: Instruction) -> Bool {
      guard instruction.b >= 0 else { return false }
      code.moveByte(.rax, meta(instruction.b))
      code.double(.sub, .register(.rax), Int32(PolicyValue.Tag.tuple.rawValue))
      code.double(.cmp, .register(.rax), 1)
      let next = present + 1
      aside([code.jump(if: .above)]) { writer in
        writer.code.byte(
          .cmp, writer.meta(instruction.b), PolicyValue.Tag.dictionary.rawValue)
        let isText = writer.code.jump(if: .notZero)
        writer.header(of: instruction.b)
        // The entries that are not deleted.
        writer.code.move(.rax, .memory(.r10, 24))
        writer.code.storePointer(.rax, to: writer.bits(instruction.a))
        writer.storeTag(.int, instruction.a)
        writer.go(to: next)
        writer.code.patch(isText, to: writer.code.position)
        writer.textLength(instruction)
        writer.go(to: next)
      }
      header(of: instruction.b)
      code.move(.rax, .memory(.r10, 4))
      code.storePointer(.rax, to: bits(instruction.a))
      storeTag(.int, instruction.a)
      return true
    }

    // MARK: Taking apart

    /// The elements of a tuple.
    mutating func unpack(_ instruction: Instruction) -> Bool {
      guard instruction.b >= 0, instruction.d == 0, instruction.c <= 8 else { return false }
      require(.tuple, instruction.b)
      header(of: instruction.b)
      code.double(.cmp, .memory(.r10, 4), instruction.c)
      slow(if: .notZero)
      content()
      for index in 0..<instruction.c {
        code.movePointer(.rcx, .memory(.r11, 16 * index))
        code.moveWord(.r8, .memory(.r11, 16 * index + 8))
        storeLoaded(.rcx, .r8, instruction.a + index)
      }
      return true
    }
  }
#endif
