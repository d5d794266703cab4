#if arch(x86_64) && canImport(Glibc)
  // Truth, and what is the same.

  import MachineCode

  extension InstructionWriter {
    /// Goes on where the truth of a register's value is known: its tag is in `rax`, and the flag
    /// `zero` says that it is false.
    ///
    /// - Parameter decide: ends with a jump where it is written behind the code.
    private mutating func truth(
      _ register: Int32, _ decide: @escaping (_ writer: inout InstructionWriter) -> Void
    ) {
      code.moveByte(.rax, meta(register))
      // Integers and booleans, of tags 0 and 2.
      code.test(.rax, 0xFD)
      let other = code.jump(if: .notZero)
      code.quad(.cmp, bits(register), 0)
      decide(&self)
      aside([other]) { writer in
        func unless(_ tag: PolicyValue.Tag, _ write: () -> Void) {
          writer.code.double(.cmp, .register(.rax), Int32(tag.rawValue))
          let isOther = writer.code.jump(if: .notZero)
          write()
          writer.code.patch(isOther, to: writer.code.position)
        }
        unless(.none) {
          writer.code.double(.xor, .rax, .register(.rax))
          decide(&writer)
        }
        unless(.dictionary) {
          writer.header(of: register)
          // The number of entries that are not deleted.
          writer.code.double(.cmp, .memory(.r10, 24), 0)
          decide(&writer)
        }
        unless(.real) {
          // Only zeros have no bits but that of the sign.
          writer.code.movePointer(.rax, writer.bits(register))
          writer.code.quad(.add, .rax, .register(.rax))
          decide(&writer)
        }
        writer.code.double(
          .sub, .register(.rax), Int32(PolicyValue.Tag.tuple.rawValue))
        writer.code.double(.cmp, .register(.rax), 1)
        writer.slow(if: .above)
        writer.header(of: register)
        writer.code.double(.cmp, .memory(.r10, 4), 0)
        decide(&writer)
      }
    }

    mutating func jumpIf(_ instruction: Instruction) -> Bool {
      guard instruction.b >= 0 else { return false }
      let wanted = instruction.d != 0
      let next = present + 1
      truth(instruction.b) { writer in
        writer.go(to: Int(instruction.a), if: wanted ? .notZero : .zero)
        if writer.isAside { writer.go(to: next) }
      }
      return true
    }

    mutating func not(_ instruction: Instruction) -> Bool {
      guard instruction.b >= 0 else { return false }
      let next = present + 1
      truth(instruction.b) { writer in
        writer.storeTruth(.zero, instruction.a)
        if writer.isAside { writer.go(to: next) }
      }
      return true
    }

    /// The truth of a condition becomes a register's value.
    mutating func storeTruth(_ condition: HostCondition, _ register: Int32) {
      code.set(.rax, if: condition)
      code.moveByte(.rax, .register(.rax))
      code.storePointer(.rax, to: bits(register))
      storeTag(.bool, register)
    }

    /// `is` and `is not`.
    mutating func same(_ instruction: Instruction) -> Bool {
      guard instruction.b >= 0 else { return false }
      let next = present + 1
      let isSame = (instruction.operation == .jumpSame) == (instruction.d != 0)
      let target = Int(instruction.a)
      let differs = isSame ? next : target
      if let constant = constant(instruction.c) {
        guard let number = Int32(exactly: constant.int) else { return false }
        code.compareWord(meta(instruction.b), constant.metaBits)
        // These have no other bits.
        if constant.tag == .none || constant.tag == .unbound {
          go(to: target, if: isSame ? .zero : .notZero)
          return true
        }
        go(to: differs, if: .notZero)
        code.quad(.cmp, bits(instruction.b), number)
      } else {
        code.moveWord(.rax, meta(instruction.c))
        code.moveWord(.rcx, meta(instruction.b))
        code.double(.cmp, .rax, .register(.rcx))
        go(to: differs, if: .notZero)
        code.movePointer(.rax, bits(instruction.c))
        code.quad(.cmp, .rax, bits(instruction.b))
      }
      go(to: target, if: isSame ? .zero : .notZero)
      return true
    }

    mutating func checkBound(_ instruction: Instruction) -> Bool {
      // What stands in a slot when this is written stays there.
      if let constant = constant(instruction.b) { return constant.tag != .unbound }
      code.byte(.cmp, meta(instruction.b), PolicyValue.Tag.unbound.rawValue)
      slow(if: .zero)
      return true
    }
  }
#endif
