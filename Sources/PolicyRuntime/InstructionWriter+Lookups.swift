#if arch(x86_64) && canImport(Glibc)
  // What dictionaries have under permanent strings.
  //
  // A key that is known is looked for first where it was when the code was translated. Where it is
  // not there, or where the key is in a register, `find` looks for it: a routine that is written once,
  // in front of the code.

  import MachineCode

  /// Where the value of an entry is: so many bytes behind `r11`.
  struct EntryPlace {
    let offset: Int32
    var bits: HostOperand { .memory(.r11, offset + 16) }
    var meta: HostOperand { .memory(.r11, offset + 24) }
  }

  extension InstructionWriter {
    /// What `metaBits` of a permanent string are.
    static let permanent = PolicyValue.string(InternedString(rawValue: 0)).metaBits

    /// `r10` = the address of the header of a register's object, or of a constant's.
    mutating func header(of register: Int32) {
      if let constant = constant(register) {
        code.move(.r10, UInt32(truncatingIfNeeded: constant.handle))
      } else {
        code.move(.r10, bits(register))
      }
      address(.r10)
    }

    /// `r11` = the address of the first cell of the content that `r10` is the header of.
    mutating func content() {
      code.move(.r11, .memory(.r10))
      address(.r11)
    }

    /// `r10` = the header of the attributes of the object whose first cell `r10` is the address of:
    /// its second cell is a dictionary.
    mutating func ownAttributes() {
      code.move(.r10, .memory(.r10, 16))
      address(.r10)
    }

    // MARK: The routine

    /// Writes `find`: `r10` is the address of a dictionary's header, `rax` the number of a permanent
    /// string, `r8` its hash. `r11` becomes the address of the entry, 0 where there is none, or 1
    /// where that is not known; `rcx`, `rdi`, `r8` and `r9` change.
    mutating func writeFind() {
      var unknown: [Int] = []
      var found: [Int] = []
      func compare(_ writer: inout InstructionWriter) -> Int {
        writer.code.quad(.cmp, .rax, .memory(.r11))
        let differs = writer.code.jump(if: .notZero)
        writer.code.compareWord(.memory(.r11, 8), Self.permanent)
        found.append(writer.code.jump(if: .zero))
        return differs
      }
      code.double(.cmp, .memory(.r10, 28), 1)
      unknown.append(code.jump(if: .notZero))
      content()
      code.move(.rcx, .memory(.r10, 16))
      code.test(.rcx, .rcx)
      let isIndexed = code.jump(if: .notZero)
      code.move(.rcx, .memory(.r10, 4))
      code.test(.rcx, .rcx)
      var absent = [code.jump(if: .zero)]
      let again = code.position
      let differs = compare(&self)
      code.patch(differs, to: code.position)
      code.quad(.add, .register(.r11), 32)
      code.double(.sub, .register(.rcx), 1)
      code.patch(code.jump(if: .notZero), to: again)
      for jump in absent { code.patch(jump, to: code.position) }
      code.move(.r11, 0)
      code.return()

      code.patch(isIndexed, to: code.position)
      address(.rcx)
      code.movePointer(.rdi, .register(.r11))
      code.double(.and, .r8, .memory(.r10, 20))
      let probe = code.position
      code.move(.r11, .memory(.rcx, index: .r8, scale: 2))
      code.double(.sub, .register(.r11), 1)
      absent = [code.jump(if: .below)]
      code.shiftQuad(.shl, .r11, by: 5)
      code.quad(.add, .r11, .register(.rdi))
      let other = compare(&self)
      code.patch(other, to: code.position)
      code.double(.add, .register(.r8), 1)
      code.double(.and, .r8, .memory(.r10, 20))
      // Every sixteenth place costs work, which is not taken here.
      code.test(.r8, 15)
      code.patch(code.jump(if: .notZero), to: probe)
      for jump in unknown { code.patch(jump, to: code.position) }
      code.move(.r11, 1)
      code.return()
      for jump in absent { code.patch(jump, to: code.position) }
      code.move(.r11, 0)
      for jump in found { code.patch(jump, to: code.position) }
      code.return()
    }

    /// Looks for a permanent string in the dictionary whose header is at `r10`; goes on if it is
    /// there.
    private mutating func find(
      _ key: PolicyValue, whenAbsent: ((inout InstructionWriter) -> Void)?
    ) {
      code.move(.rax, UInt32(key.handle))
      code.move(.r8, interned[key.handle].hash)
      findRegister(whenAbsent: whenAbsent)
    }

    private mutating func findRegister(whenAbsent: ((inout InstructionWriter) -> Void)?) {
      code.patch(code.call(), to: 0)
      code.quad(.cmp, .register(.r11), 1)
      slow(if: .zero)
      guard let whenAbsent else { return slow(if: .below) }
      aside([code.jump(if: .below)], whenAbsent)
    }

    // MARK: Entries

    /// Goes on with the entry that the dictionary in a register has under a key: a permanent string,
    /// or one that is in a register. What is written for the case that there is none ends with a
    /// jump; without, it is left to the handler.
    ///
    /// - Parameter keeping: registers that must not change.
    mutating func entry(
      of register: Int32, _ key: Int32, _ hint: Int, keeping: [HostRegister] = [],
      whenAbsent: ((inout InstructionWriter) -> Void)? = nil
    ) -> EntryPlace? {
      if let constant = constant(key) {
        guard constant.isInterned else { return nil }
        require(.dictionary, register)
        header(of: register)
        return entry(constant, hint, keeping: keeping, whenAbsent: whenAbsent)
      }
      guard !isField(key) else { return nil }
      require(.dictionary, register)
      code.compareWord(meta(key), Self.permanent)
      slow(if: .notZero)
      header(of: register)
      code.move(.rax, bits(key))
      code.move(.r8, .register(.rax))
      code.shiftQuad(.shl, .r8, by: 5)
      code.quad(.add, .r8, state(\.interned))
      code.move(.r8, .memory(.r8, Int32(MemoryLayout<Heap.Interned>.offset(of: \.hash) ?? 0)))
      findRegister(whenAbsent: whenAbsent)
      return EntryPlace(offset: 0)
    }

    /// The same for the dictionary whose header is at `r10`.
    mutating func entry(
      _ key: PolicyValue, _ hint: Int, keeping: [HostRegister] = [],
      whenAbsent: ((inout InstructionWriter) -> Void)? = nil
    ) -> EntryPlace {
      let offset = hint < 1 << 16 ? Int32(hint) * 32 : 0
      var misses: [Int] = []
      code.double(.cmp, .memory(.r10, 4), offset / 32)
      misses.append(code.jump(if: .notAbove))
      content()
      code.quad(.cmp, .memory(.r11, offset), Int32(key.handle))
      misses.append(code.jump(if: .notZero))
      code.compareWord(.memory(.r11, offset + 8), key.metaBits)
      misses.append(code.jump(if: .notZero))
      let back = code.position
      aside(misses) { writer in
        for register in keeping { writer.code.push(register) }
        writer.code.move(.rax, UInt32(key.handle))
        writer.code.move(.r8, writer.interned[key.handle].hash)
        writer.code.patch(writer.code.call(), to: 0)
        for register in keeping.reversed() { writer.code.pop(register) }
        writer.code.quad(.cmp, .register(.r11), 1)
        writer.slow(if: .zero)
        if let whenAbsent {
          writer.aside([writer.code.jump(if: .below)], whenAbsent)
        } else {
          writer.slow(if: .below)
        }
        if offset != 0 { writer.code.quad(.sub, .register(.r11), offset) }
        writer.code.patch(writer.code.jump(), to: back)
      }
      return EntryPlace(offset: offset)
    }

    /// Puts an entry's value into the frame.
    mutating func storeValue(_ entry: EntryPlace, _ register: Int32) {
      code.movePointer(.rax, entry.bits)
      code.moveWord(.rcx, entry.meta)
      storeLoaded(.rax, .rcx, register)
    }

    // MARK: Instructions

    /// `key`, `get` and `getDefault`.
    mutating func lookup(_ instruction: Instruction) -> Bool {
      guard !isField(instruction.b) else { return false }
      let next = present + 1
      var whenAbsent: ((inout InstructionWriter) -> Void)?
      switch instruction.operation {
      case .get:
        whenAbsent = { writer in
          writer.store(.none, instruction.a)
          writer.go(to: next)
        }
      case .getDefault: whenAbsent = { $0.go(to: next) }
      default: break
      }
      guard
        let entry = entry(
          of: instruction.b, instruction.c, Int(instruction.d), whenAbsent: whenAbsent)
      else { return false }
      storeValue(entry, instruction.a)
      return true
    }

    /// `jumpIn` and `jumpNotIn`.
    mutating func isIn(_ instruction: Instruction) -> Bool {
      let next = present + 1
      let isJumpIn = instruction.operation == .jumpIn
      let target = Int(instruction.a)
      if let collection = constant(instruction.c), collection.tag != .dictionary {
        guard textMembership(instruction.b, instruction.c) else { return false }
        jumpByRemembered(target, if: isJumpIn)
        return true
      }
      if constant(instruction.c) == nil {
        code.byte(.cmp, meta(instruction.c), PolicyValue.Tag.dictionary.rawValue)
        aside([code.jump(if: .notZero)]) { writer in
          guard writer.textMembership(instruction.b, instruction.c) else { return writer.slow() }
          writer.jumpByRemembered(target, if: isJumpIn)
          writer.go(to: next)
        }
      }
      guard
        entry(
          of: instruction.c, instruction.b, Int(instruction.d),
          whenAbsent: { $0.go(to: isJumpIn ? next : target) }) != nil
      else { return false }
      if isJumpIn { go(to: target) }
      return true
    }

    /// `x in d` and `x not in d` as values.
    mutating func membership(_ instruction: Instruction) -> Bool {
      let next = present + 1
      let isPositive = instruction.operation == .isIn
      if let collection = constant(instruction.c), collection.tag != .dictionary {
        guard textMembership(instruction.b, instruction.c) else { return false }
        storeRememberedTruth(instruction.a, isPositive: isPositive)
        return true
      }
      if constant(instruction.c) == nil {
        code.byte(.cmp, meta(instruction.c), PolicyValue.Tag.dictionary.rawValue)
        aside([code.jump(if: .notZero)]) { writer in
          guard writer.textMembership(instruction.b, instruction.c) else { return writer.slow() }
          writer.storeRememberedTruth(instruction.a, isPositive: isPositive)
          writer.go(to: next)
        }
      }
      guard
        entry(
          of: instruction.c, instruction.b, 0,
          whenAbsent: { writer in
            writer.store(.bool(!isPositive), instruction.a)
            writer.go(to: next)
          }) != nil
      else { return false }
      store(.bool(isPositive), instruction.a)
      return true
    }
  }
#endif
