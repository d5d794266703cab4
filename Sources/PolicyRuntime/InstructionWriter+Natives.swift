#if arch(x86_64) && canImport(Glibc)
  // The few built-in functions and methods that are worth writing out, and events of the trace.

  import MachineCode

  extension InstructionWriter {
    /// The constant that a call's only argument is, if the instruction before moved one there.
    private func movedConstant(to register: Int32) -> PolicyValue? {
      guard present > 0 else { return nil }
      let before = instructions[present - 1].instruction
      guard before.operation == .move, before.a == register else { return nil }
      return constant(before.b)
    }

    /// Leaves unless a register has the very bits of a constant; a jump may have led behind its move.
    private mutating func require(_ value: PolicyValue, in register: Int32) -> Bool {
      guard let number = Int32(exactly: value.int) else { return false }
      code.quad(.cmp, bits(register), number)
      slow(if: .notZero)
      code.compareWord(meta(register), value.metaBits)
      slow(if: .notZero)
      return true
    }

    /// `startswith` of a permanent string with a short permanent one.
    mutating func method(_ instruction: Instruction) -> Bool {
      let keywords = instructions[present + 1].instruction.a
      guard instruction.b == Int32(Method.startswith.rawValue), instruction.d == 1, keywords < 0,
        present + 2 < count, let prefix = movedConstant(to: instruction.c + 1), prefix.isInterned
      else { return false }
      let text = interned[prefix.handle]
      guard (1...8).contains(text.count), require(prefix, in: instruction.c + 1) else {
        return false
      }
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
      go(to: present + 2)
      return true
    }

    /// `isinstance` with one of the types whose values have a tag of their own.
    mutating func builtin(_ instruction: Instruction) -> Bool {
      let keywords = instructions[present + 1].instruction.a
      guard instruction.b == Int32(Builtin.isinstance.rawValue), instruction.d == 2, keywords < 0,
        present + 2 < count, let type = movedConstant(to: instruction.c + 1), type.tag == .builtin
      else { return false }
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
      guard require(type, in: instruction.c + 1) else { return false }
      code.byte(.cmp, meta(instruction.c), tag.rawValue)
      storeTruth(.zero, instruction.a)
      go(to: present + 2)
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

    /// Appends an event with the value of an operand, or without.
    mutating func event(_ operand: Int32?, site: Int32, kind: UInt16) {
      typealias Event = TraceEvent
      func offset<Value>(_ path: KeyPath<Event, Value>) -> Int32 {
        Int32(MemoryLayout<Event>.offset(of: path) ?? 0)
      }
      code.movePointer(.r10, state(\.nextEvent))
      code.quad(.cmp, .r10, state(\.eventEnd))
      slow(if: .zero)
      let value = offset(\.value)
      if let constant = operand.map({ constant($0) }) ?? .unbound {
        code.move(.rax, address: UInt(constant.bits))
        code.storePointer(.rax, to: .memory(.r10, value))
        code.storeWord(constant.metaBits, to: .memory(.r10, value + 8))
      } else if let operand {
        code.movePointer(.rax, bits(operand))
        code.moveWord(.rcx, meta(operand))
        code.storePointer(.rax, to: .memory(.r10, value))
        code.storeWord(.rcx, to: .memory(.r10, value + 8))
      }
      code.store(UInt32(bitPattern: site), to: .memory(.r10, offset(\.site)))
      code.storeByte(UInt8(truncatingIfNeeded: kind), to: .memory(.r10, offset(\.kind)))
      code.quad(.add, .register(.r10), Int32(MemoryLayout<Event>.stride))
      code.storePointer(.r10, to: state(\.nextEvent))
    }
  }
#endif
