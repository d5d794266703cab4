#if arch(x86_64) && canImport(Glibc)
  // Arithmetic. Two integers come first; behind the code, integers and reals as reals.

  import MachineCode

  /// Where an operand's value is while its instruction runs.
  enum HostValue {
    case register(Int32)
    case constant(PolicyValue)
    /// In two registers of the processor: its bits, and its tag.
    case loaded(HostRegister, HostRegister)
  }

  extension InstructionWriter {
    /// The operands of an instruction; fields are loaded, into `rax` and `r8`, and `rcx` and `r9`.
    mutating func operands(_ instruction: Instruction) -> (HostValue, HostValue) {
      let left = value(instruction.b, .rax, .r8)
      let right = value(instruction.c, .rcx, .r9)
      return (left, right)
    }

    mutating func value(
      _ operand: Int32, _ bits: HostRegister, _ meta: HostRegister
    ) -> HostValue {
      if isField(operand) {
        let entry = entry(
          of: Int32(Field.register(operand)), Int32(Field.slot(operand)), Field.hint(operand),
          keeping: bits == .rcx ? [.rax, .r8] : [])
        if let entry {
          code.movePointer(bits, entry.bits)
          code.moveWord(meta, entry.meta)
        } else {
          slow()
        }
        return .loaded(bits, meta)
      }
      if let constant = constant(operand) { return .constant(constant) }
      return .register(operand)
    }

    /// The operand of an instruction of the processor: memory, or a register.
    func place(_ value: HostValue) -> HostOperand? {
      switch value {
      case .register(let register): bits(register)
      case .loaded(let register, _): .register(register)
      case .constant: nil
      }
    }

    /// A jump that is taken unless a value is an integer; nil if it is a constant that is one.
    mutating func jumpUnlessInteger(_ value: HostValue) -> Int? {
      switch value {
      case .register(let register): code.byte(.cmp, meta(register), PolicyValue.Tag.int.rawValue)
      case .loaded(_, let meta): code.testByte(meta, meta)
      case .constant(let constant): return constant.tag == .int ? nil : code.jump()
      }
      return code.jump(if: .notZero)
    }

    /// Puts an integer into a register.
    mutating func move(_ register: HostRegister, _ value: HostValue) {
      switch value {
      case .register(let from): code.movePointer(register, bits(from))
      case .loaded(let from, _):
        if from != register { code.movePointer(register, .register(from)) }
      case .constant(let constant): move(register, constant.int)
      }
    }

    private mutating func move(_ register: HostRegister, _ number: Int64) {
      if let short = UInt32(exactly: number) {
        code.move(register, short)
      } else {
        code.move(register, address: UInt(bitPattern: Int(number)))
      }
    }

    /// `rax` op a value.
    mutating func integers(_ what: HostArithmetic, _ value: HostValue) {
      if let place = place(value) {
        code.quad(what, .rax, place)
      } else if case .constant(let constant) = value {
        if let short = Int32(exactly: constant.int) {
          code.quad(what, .register(.rax), short)
        } else {
          move(.rcx, constant.int)
          code.quad(what, .rax, .register(.rcx))
        }
      }
    }

    /// Puts an integer or real into a register for reals; with `isExact` only integers that lose
    /// nothing. Anything else is left to the handler.
    mutating func load(_ real: HostReal, _ value: HostValue, isExact: Bool) {
      let scratch = HostRegister.r10
      switch value {
      case .constant(let constant):
        guard constant.tag == .int || constant.tag == .real,
          !isExact || constant.tag == .real || constant.int.magnitude <= 1 << 53
        else { return slow() }
        code.move(scratch, address: UInt(constant.asReal.bitPattern))
        code.load(real, bits: scratch)
        return
      case .register(let register):
        code.byte(.cmp, meta(register), PolicyValue.Tag.real.rawValue)
      case .loaded(_, let meta):
        code.byte(.cmp, .register(meta), PolicyValue.Tag.real.rawValue)
      }
      guard let place = place(value) else { return }
      // int < real < all others
      slow(if: .above)
      let isInteger = code.jump(if: .below)
      if case .loaded(let register, _) = value {
        code.load(real, bits: register)
      } else {
        code.load(real, place)
      }
      let done = code.jump()
      code.patch(isInteger, to: code.position)
      if isExact {
        code.extend(scratch, place)
        code.quad(.cmp, scratch, place)
        slow(if: .notZero)
      }
      code.convert(real, integer: place)
      code.patch(done, to: code.position)
    }

    private mutating func storeReal(_ register: Int32) {
      code.store(.xmm0, to: bits(register))
      storeTag(.real, register)
    }

    // MARK: Arithmetic

    /// `add`, `subtract`, `multiply`.
    mutating func arithmetic(_ instruction: Instruction) {
      let (left, right) = operands(instruction)
      let others = [jumpUnlessInteger(left), jumpUnlessInteger(right)].compactMap { $0 }
      move(.rax, left)
      switch instruction.operation {
      case .add: integers(.add, right)
      case .subtract: integers(.sub, right)
      default:
        if let place = place(right) {
          code.multiplyQuad(.rax, place)
        } else if case .constant(let constant) = right {
          move(.rcx, constant.int)
          code.multiplyQuad(.rax, .register(.rcx))
        }
      }
      slow(if: .overflow)
      code.storePointer(.rax, to: bits(instruction.a))
      storeTag(.int, instruction.a)
      let next = present + 1
      aside(others) { writer in
        writer.arithmeticOfTruths(instruction, left, right)
        writer.load(.xmm0, left, isExact: false)
        writer.load(.xmm1, right, isExact: false)
        let what: HostRealArithmetic =
          switch instruction.operation {
          case .add: .add
          case .subtract: .subtract
          default: .multiply
          }
        writer.code.real(what, .xmm0, .xmm1)
        writer.storeReal(instruction.a)
        writer.go(to: next)
      }
    }

    /// Adds or subtracts where registers have integers or booleans; goes on where they do not.
    private mutating func arithmeticOfTruths(
      _ instruction: Instruction, _ left: HostValue, _ right: HostValue
    ) {
      guard case .register(let x) = left, case .register(let y) = right,
        instruction.operation != .multiply
      else { return }
      code.moveByte(.rcx, meta(x))
      code.moveByte(.r8, meta(y))
      code.double(.or, .rcx, .register(.r8))
      code.test(.rcx, 0xFD)
      let isOther = code.jump(if: .notZero)
      move(.rax, left)
      integers(instruction.operation == .add ? .add : .sub, right)
      slow(if: .overflow)
      code.storePointer(.rax, to: bits(instruction.a))
      storeTag(.int, instruction.a)
      go(to: present + 1)
      code.patch(isOther, to: code.position)
    }

    mutating func quotient(_ instruction: Instruction) {
      let (left, right) = operands(instruction)
      load(.xmm0, left, isExact: true)
      load(.xmm1, right, isExact: true)
      if case .constant(let constant) = right {
        if constant.isNumber && constant.asReal == 0 { slow() }
      } else {
        // A real of zero: no bits but that of the sign. An integer of zero has none.
        move(.r10, right)
        code.quad(.add, .r10, .register(.r10))
        slow(if: .zero)
      }
      code.real(.divide, .xmm0, .xmm1)
      storeReal(instruction.a)
    }

    /// `floorDivide` and `modulo` by a positive constant; false for others.
    mutating func division(_ instruction: Instruction) -> Bool {
      guard let divisor = constant(instruction.c), divisor.tag == .int, divisor.int > 0,
        divisor.int < 1 << 31
      else { return false }
      let left = value(instruction.b, .rax, .r8)
      guard let other = jumpUnlessInteger(left) else { return false }
      let isModulo = instruction.operation == .modulo
      move(.rax, left)
      if divisor.int & (divisor.int - 1) == 0 {
        // Shifts and masks round as Python does.
        let places = UInt8(divisor.int.trailingZeroBitCount)
        if isModulo {
          code.quad(.and, .register(.rax), Int32(divisor.int - 1))
        } else if places > 0 {
          code.shiftQuad(.sar, .rax, by: places)
        }
      } else {
        code.movePointer(.r9, .register(.rdx))
        move(.rcx, divisor.int)
        code.divideQuad(by: .rcx)
        code.testPointer(.rdx, .rdx)
        let isRounded = code.jump(if: .notNegative)
        code.quad(.sub, .register(.rax), 1)
        code.quad(.add, .rdx, .register(.rcx))
        code.patch(isRounded, to: code.position)
        if isModulo { code.movePointer(.rax, .register(.rdx)) }
        code.movePointer(.rdx, .register(.r9))
      }
      code.storePointer(.rax, to: bits(instruction.a))
      storeTag(.int, instruction.a)
      aside([other]) { $0.slow() }
      return true
    }

    mutating func absolute(_ instruction: Instruction) -> Bool {
      guard instruction.b >= 0 else { return false }
      code.byte(.cmp, meta(instruction.b), PolicyValue.Tag.int.rawValue)
      let other = code.jump(if: .notZero)
      code.movePointer(.rax, bits(instruction.b))
      code.testPointer(.rax, .rax)
      let isPositive = code.jump(if: .notNegative)
      code.negateQuad(.rax)
      slow(if: .overflow)
      code.patch(isPositive, to: code.position)
      code.storePointer(.rax, to: bits(instruction.a))
      storeTag(.int, instruction.a)
      let next = present + 1
      aside([other]) { writer in
        writer.require(.real, instruction.b)
        writer.code.movePointer(.rax, writer.bits(instruction.b))
        writer.code.shiftQuad(.shl, .rax, by: 1)
        writer.code.shiftQuad(.shr, .rax, by: 1)
        writer.code.storePointer(.rax, to: writer.bits(instruction.a))
        writer.storeTag(.real, instruction.a)
        writer.go(to: next)
      }
      return true
    }

    mutating func toInt(_ instruction: Instruction) -> Bool {
      guard instruction.b >= 0 else { return false }
      code.byte(.cmp, meta(instruction.b), PolicyValue.Tag.real.rawValue)
      let next = present + 1
      aside([code.jump(if: .above)]) { writer in
        writer.textToInt(instruction)
        writer.go(to: next)
      }
      let isInteger = code.jump(if: .below)
      code.truncate(.rax, bits(instruction.b))
      code.move(.rcx, address: 1 << 63)
      code.quad(.cmp, .rax, .register(.rcx))
      slow(if: .zero)
      let done = code.jump()
      code.patch(isInteger, to: code.position)
      code.movePointer(.rax, bits(instruction.b))
      code.patch(done, to: code.position)
      code.storePointer(.rax, to: bits(instruction.a))
      storeTag(.int, instruction.a)
      return true
    }

    /// The smaller or larger of two values of one type.
    mutating func extreme(_ instruction: Instruction) {
      let (left, right) = operands(instruction)
      let isMinimum = instruction.operation == .minimum
      let others = [jumpUnlessInteger(left), jumpUnlessInteger(right)].compactMap { $0 }
      move(.rax, left)
      move(.rcx, right)
      code.quad(.cmp, .rcx, .register(.rax))
      let takesFirst = code.jump(if: isMinimum ? .notLess : .notGreater)
      code.movePointer(.rax, .register(.rcx))
      code.patch(takesFirst, to: code.position)
      code.storePointer(.rax, to: bits(instruction.a))
      storeTag(.int, instruction.a)
      let next = present + 1
      aside(others) { writer in
        // Only two reals: the result is one of the values as it was.
        for value in [left, right] {
          switch value {
          case .register(let register): writer.require(.real, register)
          case .constant(let constant): if constant.tag != .real { writer.slow() }
          case .loaded(_, let meta):
            writer.code.byte(.cmp, .register(meta), PolicyValue.Tag.real.rawValue)
            writer.slow(if: .notZero)
          }
        }
        writer.load(.xmm0, left, isExact: true)
        writer.load(.xmm1, right, isExact: true)
        if isMinimum {
          writer.code.compare(.xmm0, .xmm1)
        } else {
          writer.code.compare(.xmm1, .xmm0)
        }
        writer.move(.rax, left)
        let takesFirst = writer.code.jump(if: .notAbove)
        writer.move(.rax, right)
        writer.code.patch(takesFirst, to: writer.code.position)
        writer.code.storePointer(.rax, to: writer.bits(instruction.a))
        writer.storeTag(.real, instruction.a)
        writer.go(to: next)
      }
    }

    mutating func negate(_ instruction: Instruction) -> Bool {
      guard instruction.b >= 0 else { return false }
      code.byte(.cmp, meta(instruction.b), PolicyValue.Tag.int.rawValue)
      let other = code.jump(if: .notZero)
      code.movePointer(.rax, bits(instruction.b))
      code.negateQuad(.rax)
      slow(if: .overflow)
      code.storePointer(.rax, to: bits(instruction.a))
      storeTag(.int, instruction.a)
      let next = present + 1
      aside([other]) { writer in
        writer.require(.real, instruction.b)
        writer.code.move(.rax, address: 1 << 63)
        writer.code.quad(.xor, .rax, writer.bits(instruction.b))
        writer.code.storePointer(.rax, to: writer.bits(instruction.a))
        writer.storeTag(.real, instruction.a)
        writer.go(to: next)
      }
      return true
    }

    mutating func toReal(_ instruction: Instruction) -> Bool {
      guard instruction.b >= 0 else { return false }
      load(.xmm0, .register(instruction.b), isExact: false)
      storeReal(instruction.a)
      return true
    }
  }
#endif
