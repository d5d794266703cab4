#if arch(x86_64) && canImport(Glibc)
  // Moves, elements of lists and tuples, and making and taking apart.

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

    mutating func subscripted(_ instruction: Instruction) -> Bool {
      guard instruction.b >= 0 else { return false }
      // tuple, list
      code.moveByte(.rax, meta(instruction.b))
      code.double(.sub, .register(.rax), Int32(PolicyValue.Tag.tuple.rawValue))
      code.double(.cmp, .register(.rax), 1)
      slow(if: .above)
      guard element(instruction.b, instruction.c) else {
        slow()
        return true
      }
      code.movePointer(.rax, .memory(.r11))
      code.moveWord(.rcx, .memory(.r11, 8))
      storeLoaded(.rax, .rcx, instruction.a)
      return true
    }

    /// An item of a list of the step.
    mutating func setSubscript(_ instruction: Instruction) -> Bool {
      guard instruction.b >= 0, instruction.c >= 0 else { return false }
      require(.list, instruction.b)
      code.move(.rax, bits(instruction.b))
      code.quad(.cmp, .rax, state(\.standingTop))
      slow(if: .below)
      guard element(instruction.b, instruction.c) else { return false }
      copy(instruction.a, to: .r11, 0)
      return true
    }

    mutating func length(_ instruction: Instruction) -> Bool {
      guard instruction.b >= 0 else { return false }
      code.moveByte(.rax, meta(instruction.b))
      code.double(.sub, .register(.rax), Int32(PolicyValue.Tag.tuple.rawValue))
      code.double(.cmp, .register(.rax), 1)
      slow(if: .above)
      header(of: instruction.b)
      code.move(.rax, .memory(.r10, 4))
      code.storePointer(.rax, to: bits(instruction.a))
      storeTag(.int, instruction.a)
      return true
    }

    // MARK: Making and taking apart

    /// A list or tuple of few elements.
    mutating func makeSequence(_ instruction: Instruction) -> Bool {
      let isTuple = instruction.operation == .makeTuple
      let count = instruction.c
      let capacity = isTuple ? count : max(count, 4)
      guard count <= 8 else { return false }
      allocate(capacity + 1)
      code.loadAddress(.rcx, of: .memory(.rax, 1))
      code.store(.rcx, to: .memory(.r10))
      code.store(UInt32(count), to: .memory(.r10, 4))
      code.store(UInt32(capacity), to: .memory(.r10, 8))
      code.store(0, to: .memory(.r10, 12))
      for index in 0..<count { copy(instruction.b + index, to: .r10, 16 + 16 * index) }
      code.storePointer(.rax, to: bits(instruction.a))
      storeTag(isTuple ? .tuple : .list, instruction.a)
      return true
    }

    /// A list of the step with room.
    mutating func append(_ instruction: Instruction) {
      code.move(.rax, bits(instruction.a))
      code.quad(.cmp, .rax, state(\.standingTop))
      slow(if: .below)
      header(of: instruction.a)
      code.move(.rax, .memory(.r10, 4))
      code.double(.cmp, .rax, .memory(.r10, 8))
      slow(if: .notBelow)
      content()
      code.double(.add, .memory(.r10, 4), 1)
      code.shiftQuad(.shl, .rax, by: 4)
      if let constant = constant(instruction.b) {
        code.move(.rcx, address: UInt(constant.bits))
        code.move(.r8, UInt32(constant.metaBits))
      } else {
        code.movePointer(.rcx, bits(instruction.b))
        code.moveWord(.r8, meta(instruction.b))
      }
      code.storePointer(.rcx, to: .memory(.r11, index: .rax))
      code.storeWord(.r8, to: .memory(.r11, index: .rax, 8))
    }

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
