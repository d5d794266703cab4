#if arch(x86_64) && canImport(Glibc)
  // Loops: how an iteration begins, and its rounds.

  import MachineCode

  extension InstructionWriter {
    /// Takes fuel, or leaves with what was there.
    mutating func takeFuel(_ amount: Int32) {
      code.quad(.sub, state(\.fuel), amount)
      aside([code.jump(if: .negative)]) { writer in
        writer.code.quad(.add, writer.state(\.fuel), amount)
        writer.slow()
      }
    }

    /// Leaves unless the tag in `rcx` is that of a dictionary, a set, or one of the first views of a
    /// dictionary: its keys, values, items. `r8` changes.
    private mutating func requireEntries(views: Int32) {
      code.loadAddress(.r8, of: .memory(.rcx, -Int32(PolicyValue.Tag.dictionary.rawValue)))
      code.double(.cmp, .register(.r8), 1)
      let isOne = code.jump(if: .notAbove)
      code.loadAddress(.r8, of: .memory(.rcx, -Int32(PolicyValue.Tag.keyView.rawValue)))
      code.double(.cmp, .register(.r8), views - 1)
      slow(if: .above)
      code.patch(isOne, to: code.position)
    }

    // MARK: Beginnings

    /// Over a list, a tuple, or a dictionary and its views.
    mutating func iterate(_ instruction: Instruction) -> Bool {
      let loop = instruction.a
      if let constant = constant(instruction.b) {
        guard constant.tag == .tuple || constant.tag == .list else { return false }
        store(constant, loop)
        store(.int(0), loop + 1)
        store(.int(0), loop + 2)
        return true
      }
      let next = present + 1
      code.moveWord(.rcx, meta(instruction.b))
      code.loadAddress(.r8, of: .memory(.rcx, -Int32(PolicyValue.Tag.tuple.rawValue)))
      code.double(.cmp, .register(.r8), 1)
      let other = code.jump(if: .above)
      code.movePointer(.rax, bits(instruction.b))
      storeLoaded(.rax, .rcx, loop)
      store(.int(0), loop + 1)
      store(.int(0), loop + 2)
      aside([other]) { writer in
        writer.requireEntries(views: 3)
        writer.header(of: instruction.b)
        writer.code.movePointer(.rax, writer.bits(instruction.b))
        writer.storeLoaded(.rax, .rcx, loop)
        writer.store(.int(0), loop + 1)
        // The entries that are not deleted.
        writer.code.move(.rax, .memory(.r10, 24))
        writer.code.storePointer(.rax, to: writer.bits(loop + 2))
        writer.storeTag(.int, loop + 2)
        writer.go(to: next)
      }
      return true
    }

    /// A range from 0 or another number on, by ones.
    mutating func iterateRange(_ instruction: Instruction) -> Bool {
      guard instruction.d <= 2 else { return false }
      let (loop, first) = (instruction.a, instruction.b)
      let last = first + Int32(instruction.d) - 1
      require(.int, last)
      code.movePointer(.rcx, bits(last))
      if instruction.d == 2 {
        require(.int, first)
        code.movePointer(.rax, bits(first))
        code.quad(.sub, .rcx, .register(.rax))
        slow(if: .overflow)
      } else {
        code.move(.rax, 0)
      }
      // None where that is negative.
      code.testPointer(.rcx, .rcx)
      let isSome = code.jump(if: .notNegative)
      code.move(.rcx, 0)
      code.patch(isSome, to: code.position)
      code.storePointer(.rax, to: bits(loop))
      storeTag(.int, loop)
      code.storePointer(.rcx, to: bits(loop + 1))
      storeTag(.int, loop + 1)
      store(.int(1), loop + 2)
      return true
    }

    // MARK: Rounds

    /// The end of a round's instruction: where it goes with another round, and without.
    private func targets(_ instruction: Instruction) -> (round: Int, end: Int) {
      let jump = Int(instruction.a)
      return instruction.d & 1 != 0 ? (jump, present + 1) : (present + 1, jump)
    }

    /// The elements of a list or tuple; behind the code, the keys or values of a dictionary.
    mutating func next(_ instruction: Instruction) {
      let loop = instruction.c
      let (round, end) = targets(instruction)
      code.moveByte(.rcx, meta(loop))
      code.loadAddress(.rax, of: .memory(.rcx, -Int32(PolicyValue.Tag.tuple.rawValue)))
      code.double(.cmp, .register(.rax), 1)
      let other = code.jump(if: .above)
      header(of: loop)
      code.movePointer(.rax, bits(loop + 1))
      code.move(.rcx, .memory(.r10, 4))
      code.quad(.cmp, .rax, .register(.rcx))
      go(to: end, if: .notBelow)
      takeFuel(Int32(instruction.d >> 1))
      content()
      code.quad(.add, bits(loop + 1), 1)
      code.shiftQuad(.shl, .rax, by: 4)
      code.movePointer(.rcx, .memory(.r11, index: .rax))
      code.moveWord(.r9, .memory(.r11, index: .rax, 8))
      storeLoaded(.rcx, .r9, instruction.b)
      if round != present + 1 { go(to: round) }
      aside([other]) { writer in
        writer.requireEntries(views: 2)
        writer.nextEntry(loop, end, fuel: Int32(instruction.d >> 1))
        // Values stand behind their keys.
        writer.code.double(
          .cmp, .register(.rcx), Int32(PolicyValue.Tag.valueView.rawValue))
        let isKey = writer.code.jump(if: .notZero)
        writer.code.quad(.add, .register(.r11), 16)
        writer.code.patch(isKey, to: writer.code.position)
        writer.code.movePointer(.rax, .memory(.r11))
        writer.code.moveWord(.r9, .memory(.r11, 8))
        writer.storeLoaded(.rax, .r9, instruction.b)
        writer.go(to: round)
      }
    }

    /// `r11` = the address of the next entry of the dictionary that an iteration goes through; `rcx`
    /// stays.
    private mutating func nextEntry(_ loop: Int32, _ end: Int, fuel: Int32) {
      header(of: loop)
      code.move(.rax, .memory(.r10, 24))
      code.quad(.cmp, .rax, bits(loop + 2))
      slow(if: .notZero)
      code.movePointer(.rax, bits(loop + 1))
      code.move(.r9, .memory(.r10, 4))
      code.quad(.cmp, .rax, .register(.r9))
      go(to: end, if: .notBelow)
      content()
      code.shiftQuad(.shl, .rax, by: 5)
      code.quad(.add, .r11, .register(.rax))
      code.byte(.cmp, .memory(.r11, 8), PolicyValue.Tag.unbound.rawValue)
      slow(if: .zero)
      takeFuel(fuel)
      code.quad(.add, bits(loop + 1), 1)
    }

    /// The entries of a dictionary; behind the code, the pairs in a list or tuple.
    mutating func nextPair(_ instruction: Instruction) {
      let loop = instruction.c
      let (round, end) = targets(instruction)
      code.byte(.cmp, meta(loop), PolicyValue.Tag.itemView.rawValue)
      aside([code.jump(if: .notZero)]) { writer in
        writer.nextPairOfSequence(instruction, round, end)
      }
      nextEntry(loop, end, fuel: Int32(instruction.d >> 1))
      for part in 0..<2 as Range<Int32> {
        code.movePointer(.rcx, .memory(.r11, part * 16))
        code.moveWord(.r9, .memory(.r11, part * 16 + 8))
        storeLoaded(.rcx, .r9, instruction.b + part)
      }
      if round != present + 1 { go(to: round) }
    }

    private mutating func nextPairOfSequence(_ instruction: Instruction, _ round: Int, _ end: Int) {
      let loop = instruction.c
      code.moveByte(.rax, meta(loop))
      code.double(.sub, .register(.rax), Int32(PolicyValue.Tag.tuple.rawValue))
      code.double(.cmp, .register(.rax), 1)
      slow(if: .above)
      header(of: loop)
      code.movePointer(.rax, bits(loop + 1))
      code.move(.rcx, .memory(.r10, 4))
      code.quad(.cmp, .rax, .register(.rcx))
      go(to: end, if: .notBelow)
      content()
      code.shiftQuad(.shl, .rax, by: 4)
      code.quad(.add, .r11, .register(.rax))
      code.byte(.cmp, .memory(.r11, 8), PolicyValue.Tag.tuple.rawValue)
      slow(if: .notZero)
      code.move(.r10, .memory(.r11))
      address(.r10)
      code.double(.cmp, .memory(.r10, 4), 2)
      slow(if: .notZero)
      takeFuel(Int32(instruction.d >> 1))
      code.quad(.add, bits(loop + 1), 1)
      content()
      for part in 0..<2 as Range<Int32> {
        code.movePointer(.rcx, .memory(.r11, part * 16))
        code.moveWord(.r9, .memory(.r11, part * 16 + 8))
        storeLoaded(.rcx, .r9, instruction.b + part)
      }
      go(to: round)
    }

    mutating func nextRange(_ instruction: Instruction) {
      let loop = instruction.c
      let (round, end) = targets(instruction)
      code.quad(.cmp, bits(loop + 1), 0)
      go(to: end, if: .zero)
      takeFuel(Int32(instruction.d >> 1))
      code.quad(.sub, bits(loop + 1), 1)
      code.movePointer(.rax, bits(loop))
      code.movePointer(.rcx, .register(.rax))
      code.quad(.add, .rcx, bits(loop + 2))
      code.storePointer(.rcx, to: bits(loop))
      code.storePointer(.rax, to: bits(instruction.b))
      storeTag(.int, instruction.b)
      if round != present + 1 { go(to: round) }
    }
  }
#endif
