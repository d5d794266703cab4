#if arch(x86_64) && canImport(Glibc)
  // New lists, tuples and dictionaries, and what is put into those of the step.

  import MachineCode

  extension InstructionWriter {
    /// `rax` = the first of so many new cells, and `r10` its address.
    ///
    /// - Parameter reserved: cells there must be room for.
    mutating func allocate(_ count: Int32, reserved: Int32 = 0) {
      code.movePointer(.rax, state(\.top))
      code.loadPointer(.rcx, of: .memory(.rax, max(count, reserved)))
      code.quad(.cmp, .rcx, state(\.ceiling))
      slow(if: .greater)
      if reserved > count { code.loadPointer(.rcx, of: .memory(.rax, count)) }
      code.storePointer(.rcx, to: state(\.top))
      code.movePointer(.r10, .register(.rax))
      address(.r10)
    }

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
      for index in 0..<count {
        // A constant that was just moved there need not be read.
        let element = instruction.b + index
        let moved = movedOperand(to: element, before: Int(count - index))
        let source = moved.flatMap { $0 < 0 ? $0 : nil } ?? element
        copy(source, to: .r10, 16 + 16 * index)
      }
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

    /// A dictionary of few entries, whose keys are different permanent strings.
    mutating func makeDictionary(_ instruction: Instruction) -> Bool {
      let entries = instruction.c
      // As many as there is room for at first.
      let capacity: Int32 = 4
      guard entries <= capacity else { return false }
      let keys = (0..<entries).map { instruction.b + 2 * $0 }
      for (index, key) in keys.enumerated() {
        code.compareWord(meta(key), Self.permanent)
        slow(if: .notZero)
        code.movePointer(.rax, bits(key))
        for other in keys[..<index] {
          code.quad(.cmp, .rax, bits(other))
          slow(if: .zero)
        }
      }
      allocate(2 + capacity * 2, reserved: capacity * 4)
      code.loadAddress(.rcx, of: .memory(.rax, 2))
      code.store(.rcx, to: .memory(.r10))
      code.store(UInt32(entries), to: .memory(.r10, 4))
      // The room, and no mark of the state.
      code.storePointer(capacity, to: .memory(.r10, 8))
      // No index.
      code.storePointer(0, to: .memory(.r10, 16))
      code.store(UInt32(entries), to: .memory(.r10, 24))
      code.store(1, to: .memory(.r10, 28))
      for cell in 0..<(2 * entries) {
        copy(instruction.b + cell, to: .r10, 32 + 16 * cell)
      }
      code.storePointer(.rax, to: bits(instruction.a))
      storeTag(.dictionary, instruction.a)
      return true
    }

    /// A dictionary of the step gets a value under a permanent string.
    mutating func put(
      _ value: Int32, in dictionary: Int32, under key: Int32, _ hint: Int
    ) -> Bool {
      require(.dictionary, dictionary)
      code.move(.rax, bits(dictionary))
      code.quad(.cmp, .rax, state(\.standingTop))
      slow(if: .below)
      guard
        let entry = entry(of: dictionary, key, hint, whenAbsent: addEntry(value))
      else { return false }
      copy(value, to: .r11, entry.offset + 16)
      return true
    }

    /// Adds an entry to the dictionary whose header is at `r10`, where it has room and no index; `rax`
    /// has the number of the permanent string that is the key.
    func addEntry(_ value: Int32) -> (inout InstructionWriter) -> Void {
      let next = present + 1
      return { writer in
        writer.code.double(.cmp, .memory(.r10, 16), 0)
        writer.slow(if: .notZero)
        writer.code.move(.rcx, .memory(.r10, 4))
        writer.code.double(.cmp, .rcx, .memory(.r10, 8))
        writer.slow(if: .notBelow)
        writer.content()
        writer.code.shiftQuad(.shl, .rcx, by: 5)
        writer.code.quad(.add, .r11, .register(.rcx))
        writer.code.storePointer(.rax, to: .memory(.r11))
        writer.code.storeWord(Self.permanent, to: .memory(.r11, 8))
        writer.copy(value, to: .r11, 16)
        writer.code.double(.add, .memory(.r10, 4), 1)
        writer.code.double(.add, .memory(.r10, 24), 1)
        writer.go(to: next)
      }
    }
  }
#endif
