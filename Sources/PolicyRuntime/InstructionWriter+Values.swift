#if arch(x86_64) && canImport(Glibc)
  // Moves, lookups, loops, and truth.

  import MachineCode

  extension InstructionWriter {
    mutating func move(_ instruction: Instruction) {
      if let constant = constant(instruction.b) { return store(constant, instruction.a) }
      code.movePointer(.rax, bits(instruction.b))
      code.moveWord(.rcx, meta(instruction.b))
      storeLoaded(.rax, .rcx, instruction.a)
    }

    /// Puts a value from two registers into the frame.
    mutating func storeLoaded(_ value: HostRegister, _ tag: HostRegister, _ register: Int32) {
      code.storePointer(value, to: bits(register))
      code.storeWord(tag, to: meta(register))
    }

    /// `r10` = the address of the header of a register's object.
    mutating func header(of register: Int32) {
      code.move(.r10, bits(register))
      address(.r10)
    }

    /// `r11` = the address of the first cell of the content that `r10` is the header of.
    mutating func content() {
      code.move(.r11, .memory(.r10))
      address(.r11)
    }

    /// Loads what the dictionary in a register has under a permanent string, if it is where it was.
    mutating func entry(
      of register: Int32, _ key: PolicyValue, _ hint: Int, _ value: HostRegister,
      _ tag: HostRegister
    ) {
      require(.dictionary, register)
      header(of: register)
      entry(key, hint, value, tag)
    }

    /// The same for the dictionary whose header is at `r10`.
    private mutating func entry(
      _ key: PolicyValue, _ hint: Int, _ value: HostRegister, _ tag: HostRegister
    ) {
      guard key.isInterned, hint < 1 << 16, let number = Int32(exactly: key.int) else {
        return slow()
      }
      code.double(.cmp, .memory(.r10, 4), Int32(hint))
      slow(if: .notAbove)
      content()
      let place = Int32(hint) * 32
      code.quad(.cmp, .memory(.r11, place), number)
      slow(if: .notZero)
      code.compareWord(.memory(.r11, place + 8), key.metaBits)
      slow(if: .notZero)
      code.movePointer(value, .memory(.r11, place + 16))
      code.moveWord(tag, .memory(.r11, place + 24))
    }

    /// `key`, `get` and `getDefault`.
    mutating func lookup(_ instruction: Instruction) -> Bool {
      guard instruction.b >= 0, let key = constant(instruction.c), key.isInterned else {
        return false
      }
      entry(of: instruction.b, key, Int(instruction.d), .rax, .rcx)
      storeLoaded(.rax, .rcx, instruction.a)
      return true
    }

    mutating func attribute(_ instruction: Instruction) -> Bool {
      guard instruction.b >= 0, let key = constant(instruction.c) else { return false }
      require(.instance, instruction.b)
      header(of: instruction.b)
      // The second cell of an object is its dictionary of attributes.
      code.move(.r10, .memory(.r10, 16))
      address(.r10)
      entry(key, Int(instruction.d), .rax, .rcx)
      storeLoaded(.rax, .rcx, instruction.a)
      return true
    }

    mutating func isIn(_ instruction: Instruction) -> Bool {
      guard instruction.c >= 0, let key = constant(instruction.b), key.isInterned else {
        return false
      }
      entry(of: instruction.c, key, Int(instruction.d), .rax, .rcx)
      if instruction.operation == .jumpIn { go(to: Int(instruction.a)) }
      return true
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
      if let constant = constant(instruction.a) {
        code.move(.rax, address: UInt(constant.bits))
        code.storePointer(.rax, to: .memory(.r11))
        code.storeWord(constant.metaBits, to: .memory(.r11, 8))
      } else {
        code.movePointer(.rax, bits(instruction.a))
        code.moveWord(.rcx, meta(instruction.a))
        code.storePointer(.rax, to: .memory(.r11))
        code.storeWord(.rcx, to: .memory(.r11, 8))
      }
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
      code.movePointer(.rax, state(\.top))
      code.loadPointer(.rcx, of: .memory(.rax, capacity + 1))
      code.quad(.cmp, .rcx, state(\.ceiling))
      slow(if: .greater)
      code.storePointer(.rcx, to: state(\.top))
      code.movePointer(.r10, .register(.rax))
      address(.r10)
      code.loadAddress(.rcx, of: .memory(.rax, 1))
      code.store(.rcx, to: .memory(.r10))
      code.store(UInt32(count), to: .memory(.r10, 4))
      code.store(UInt32(capacity), to: .memory(.r10, 8))
      code.store(0, to: .memory(.r10, 12))
      for index in 0..<count {
        code.movePointer(.rcx, bits(instruction.b + index))
        code.moveWord(.r8, meta(instruction.b + index))
        code.storePointer(.rcx, to: .memory(.r10, 16 + 16 * index))
        code.storeWord(.r8, to: .memory(.r10, 24 + 16 * index))
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

    // MARK: Truth

    mutating func jumpIf(_ instruction: Instruction) -> Bool {
      guard instruction.b >= 0 else { return false }
      let wanted = instruction.d != 0
      code.moveByte(.rax, meta(instruction.b))
      // Integers and booleans, of tags 0 and 2.
      code.test(.rax, 0xFD)
      let other = code.jump(if: .notZero)
      code.quad(.cmp, bits(instruction.b), 0)
      go(to: Int(instruction.a), if: wanted ? .notZero : .zero)
      let next = present + 1
      aside([other]) { writer in
        writer.code.double(.cmp, .register(.rax), Int32(PolicyValue.Tag.none.rawValue))
        writer.go(to: wanted ? next : Int(instruction.a), if: .zero)
        writer.code.double(.cmp, .register(.rax), Int32(PolicyValue.Tag.dictionary.rawValue))
        writer.slow(if: .notZero)
        writer.header(of: instruction.b)
        // The number of entries that are not deleted.
        writer.code.double(.cmp, .memory(.r10, 24), 0)
        writer.go(to: Int(instruction.a), if: wanted ? .notZero : .zero)
        writer.go(to: next)
      }
      return true
    }

    /// `is` and `is not` with a constant that is no number.
    mutating func same(_ instruction: Instruction) -> Bool {
      guard instruction.b >= 0, let constant = constant(instruction.c), constant.tag == .none
      else { return false }
      code.byte(.cmp, meta(instruction.b), constant.tag.rawValue)
      let isSame = (instruction.operation == .jumpSame) == (instruction.d != 0)
      go(to: Int(instruction.a), if: isSame ? .zero : .notZero)
      return true
    }

    mutating func checkBound(_ instruction: Instruction) -> Bool {
      guard instruction.b >= 0 else { return false }
      code.byte(.cmp, meta(instruction.b), PolicyValue.Tag.unbound.rawValue)
      slow(if: .zero)
      return true
    }

    // MARK: Loops

    /// Takes fuel, or leaves with what was there.
    mutating func takeFuel(_ amount: Int32) {
      code.movePointer(.r8, state(\.fuel))
      code.quad(.sub, .register(.r8), amount)
      slow(if: .negative)
      code.storePointer(.r8, to: state(\.fuel))
    }

    /// The end of a round's instruction: where it goes with another round, and without.
    private func targets(_ instruction: Instruction) -> (round: Int, end: Int) {
      let jump = Int(instruction.a)
      return instruction.d & 1 != 0 ? (jump, present + 1) : (present + 1, jump)
    }

    mutating func next(_ instruction: Instruction) {
      let loop = instruction.c
      let (round, end) = targets(instruction)
      code.moveByte(.rax, meta(loop))
      code.double(.sub, .register(.rax), Int32(PolicyValue.Tag.tuple.rawValue))
      code.double(.cmp, .register(.rax), 1)
      slow(if: .above)
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
    }

    mutating func nextPair(_ instruction: Instruction) {
      let loop = instruction.c
      let (round, end) = targets(instruction)
      require(.itemView, loop)
      header(of: loop)
      code.move(.rax, .memory(.r10, 24))
      code.quad(.cmp, .rax, bits(loop + 2))
      slow(if: .notZero)
      code.movePointer(.rax, bits(loop + 1))
      code.move(.rcx, .memory(.r10, 4))
      code.quad(.cmp, .rax, .register(.rcx))
      go(to: end, if: .notBelow)
      content()
      code.shiftQuad(.shl, .rax, by: 5)
      code.quad(.add, .r11, .register(.rax))
      code.byte(.cmp, .memory(.r11, 8), PolicyValue.Tag.unbound.rawValue)
      slow(if: .zero)
      takeFuel(Int32(instruction.d >> 1))
      code.quad(.add, bits(loop + 1), 1)
      for part in 0..<2 as Range<Int32> {
        code.movePointer(.rcx, .memory(.r11, part * 16))
        code.moveWord(.r9, .memory(.r11, part * 16 + 8))
        storeLoaded(.rcx, .r9, instruction.b + part)
      }
      if round != present + 1 { go(to: round) }
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
