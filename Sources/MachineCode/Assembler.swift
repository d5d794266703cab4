#if arch(x86_64)
  // The few x86-64 instructions that translated code consists of, encoded as the processor manuals
  // say (AMD64 Architecture Programmer's Manual, volume 3): an optional REX prefix, the opcode, a
  // ModRM byte with SIB and displacement where memory is meant, and an immediate value.

  /// The registers of the host, by their numbers.
  package enum HostRegister: UInt8 {
    case rax, rcx, rdx, rbx, rsp, rbp, rsi, rdi, r8, r9, r10, r11, r12, r13, r14, r15
  }

  /// What an instruction works on beside a register.
  package enum HostOperand: Equatable {
    case register(HostRegister)
    case memory(HostRegister, index: HostRegister? = nil, scale: UInt8 = 0, Int32 = 0)
  }

  /// Two-operand arithmetic, by its number in the opcode.
  package enum HostArithmetic: UInt8 {
    case add, or, adc, sbb, and, sub, xor, cmp
  }

  /// Shifts and rotations, by their numbers in the ModRM byte.
  package enum HostShift: UInt8 {
    case rcl = 2
    case rcr, shl, shr
    case sar = 7
  }

  /// Conditions of jumps, by their numbers in the opcode; `rawValue ^ 1` is the opposite.
  package enum HostCondition: UInt8 {
    case overflow = 0
    case below = 2
    case notBelow, zero, notZero, notAbove, above, negative, notNegative, parity, notParity
    case less
    case notLess, notGreater, greater

    package var opposite: HostCondition { HostCondition(rawValue: rawValue ^ 1) ?? self }
  }

  package struct Assembler {
    package internal(set) var bytes: [UInt8] = []

    /// Where the next instruction will stand.
    package var position: Int { bytes.count }

    package init() {}

    enum Width { case byte, double, quad }

    // MARK: Moves

    /// Does not touch the flags, also for 0.
    package mutating func move(_ register: HostRegister, _ value: UInt32) {
      prefix(.double, base: register.rawValue)
      bytes.append(0xB8 | register.rawValue & 7)
      add32(value)
    }

    package mutating func move(_ register: HostRegister, address: UInt) {
      prefix(.quad, base: register.rawValue)
      bytes.append(0xB8 | register.rawValue & 7)
      for shift in stride(from: 0, to: 64, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: address >> UInt(shift)))
      }
    }

    /// 32 bits.
    package mutating func move(_ register: HostRegister, _ operand: HostOperand) {
      encode(0x8B, .double, register.rawValue, operand)
    }

    package mutating func movePointer(_ register: HostRegister, _ operand: HostOperand) {
      encode(0x8B, .quad, register.rawValue, operand)
    }

    /// A byte, with zeros above it.
    package mutating func moveByte(_ register: HostRegister, _ operand: HostOperand) {
      encode(0x0FB6, .byte, register.rawValue, operand)
    }

    /// A word of 16 bits, with zeros above it.
    package mutating func moveWord(_ register: HostRegister, _ operand: HostOperand) {
      encode(0x0FB7, .double, register.rawValue, operand)
    }

    package mutating func store(_ register: HostRegister, to memory: HostOperand) {
      encode(0x89, .double, register.rawValue, memory)
    }

    package mutating func storeByte(_ register: HostRegister, to memory: HostOperand) {
      encode(0x88, .byte, register.rawValue, memory)
    }

    package mutating func storeByte(_ value: UInt8, to memory: HostOperand) {
      encode(0xC6, .byte, 0, memory)
      bytes.append(value)
    }

    package mutating func store(_ value: UInt32, to memory: HostOperand) {
      encode(0xC7, .double, 0, memory)
      add32(value)
    }

    /// The address of an operand in memory, 32 bits of it.
    package mutating func loadAddress(_ register: HostRegister, of memory: HostOperand) {
      encode(0x8D, .double, register.rawValue, memory)
    }

    package mutating func loadPointer(_ register: HostRegister, of memory: HostOperand) {
      encode(0x8D, .quad, register.rawValue, memory)
    }

    // MARK: Arithmetic

    package mutating func byte(
      _ what: HostArithmetic, _ register: HostRegister, _ operand: HostOperand
    ) {
      encode(UInt16(what.rawValue) << 3 | 0x02, .byte, register.rawValue, operand)
    }

    package mutating func byte(_ what: HostArithmetic, _ operand: HostOperand, _ value: UInt8) {
      encode(0x80, .byte, what.rawValue, operand)
      bytes.append(value)
    }

    /// 32 bits.
    package mutating func double(
      _ what: HostArithmetic, _ register: HostRegister, _ operand: HostOperand
    ) {
      encode(UInt16(what.rawValue) << 3 | 0x03, .double, register.rawValue, operand)
    }

    /// 32 bits.
    package mutating func double(_ what: HostArithmetic, _ operand: HostOperand, _ value: Int32) {
      if let short = Int8(exactly: value) {
        encode(0x83, .double, what.rawValue, operand)
        bytes.append(UInt8(bitPattern: short))
      } else {
        encode(0x81, .double, what.rawValue, operand)
        add32(UInt32(bitPattern: value))
      }
    }

    /// The low 64 bits of a product.
    package mutating func multiply(_ register: HostRegister, by value: UInt32) {
      encode(0x69, .quad, register.rawValue, .register(register))
      add32(value)
    }

    package mutating func incrementByte(_ operand: HostOperand) { encode(0xFE, .byte, 0, operand) }
    package mutating func decrementByte(_ operand: HostOperand) { encode(0xFE, .byte, 1, operand) }

    /// A byte by one place.
    package mutating func shiftByte(_ what: HostShift, _ register: HostRegister) {
      encode(0xD0, .byte, what.rawValue, .register(register))
    }

    /// 32 bits.
    package mutating func shift(_ what: HostShift, _ register: HostRegister, by places: UInt8) {
      encode(0xC1, .double, what.rawValue, .register(register))
      bytes.append(places)
    }

    package mutating func shiftPointerRight(_ register: HostRegister, by places: UInt8) {
      encode(0xC1, .quad, HostShift.shr.rawValue, .register(register))
      bytes.append(places)
    }

    package mutating func testByte(_ one: HostRegister, _ other: HostRegister) {
      encode(0x84, .byte, one.rawValue, .register(other))
    }

    /// 32 bits.
    package mutating func test(_ one: HostRegister, _ other: HostRegister) {
      encode(0x85, .double, one.rawValue, .register(other))
    }

    package mutating func testPointer(_ one: HostRegister, _ other: HostRegister) {
      encode(0x85, .quad, one.rawValue, .register(other))
    }

    package mutating func test(_ register: HostRegister, _ value: UInt32) {
      encode(0xF7, .double, 0, .register(register))
      add32(value)
    }

    /// Carry becomes the register's lowest bit.
    package mutating func carryFromBit0(of register: HostRegister) {
      encode(0x0FBA, .double, 4, .register(register))
      bytes.append(0)
    }

    package mutating func setCarry() { bytes.append(0xF9) }

    /// The register's low byte becomes 1 or 0; does not touch the flags.
    package mutating func set(_ register: HostRegister, if condition: HostCondition) {
      encode(0x0F90 | UInt16(condition.rawValue), .byte, 0, .register(register))
    }

    // MARK: Jumps

    /// Returns the position of the jump's target, for `patch`.
    package mutating func jump(if condition: HostCondition) -> Int {
      add(0x0F80 | UInt16(condition.rawValue))
      add32(0)
      return position - 4
    }

    package mutating func jump() -> Int {
      bytes.append(0xE9)
      add32(0)
      return position - 4
    }

    package mutating func call() -> Int {
      bytes.append(0xE8)
      add32(0)
      return position - 4
    }

    package mutating func jump(to register: HostRegister) {
      encode(0xFF, .double, 4, .register(register))
    }
    package mutating func call(_ register: HostRegister) {
      encode(0xFF, .double, 2, .register(register))
    }
    package mutating func `return`() { bytes.append(0xC3) }

    package mutating func push(_ register: HostRegister) {
      prefix(.double, base: register.rawValue)
      bytes.append(0x50 | register.rawValue & 7)
    }

    package mutating func pop(_ register: HostRegister) {
      prefix(.double, base: register.rawValue)
      bytes.append(0x58 | register.rawValue & 7)
    }

    package mutating func addToStackPointer(_ count: Int8) {
      bytes += [0x48, 0x83, 0xC4, UInt8(bitPattern: count)]
    }

    /// Lets the jump whose target is at `jump` go to `target`.
    package mutating func patch(_ jump: Int, to target: Int) {
      let distance = UInt32(truncatingIfNeeded: target - (jump + 4))
      for byte in 0..<4 { bytes[jump + byte] = UInt8(truncatingIfNeeded: distance >> (8 * byte)) }
    }

    // MARK: Encoding

    /// One byte, or two if the upper one is not 0.
    private mutating func add(_ opcode: UInt16) {
      if opcode > 0xFF { bytes.append(UInt8(opcode >> 8)) }
      bytes.append(UInt8(truncatingIfNeeded: opcode))
    }

    mutating func add32(_ value: UInt32) {
      for shift in stride(from: 0, to: 32, by: 8) {
        bytes.append(UInt8(truncatingIfNeeded: value >> UInt32(shift)))
      }
    }

    private mutating func prefix(
      _ width: Width, reg: UInt8 = 0, index: UInt8 = 0, base: UInt8, isForced: Bool = false
    ) {
      var rex: UInt8 = width == .quad ? 0x48 : 0x40
      rex |= (reg >> 3) << 2
      rex |= (index >> 3) << 1
      rex |= base >> 3
      if rex != 0x40 || isForced { bytes.append(rex) }
    }

    mutating func encode(
      _ opcode: UInt16, _ width: Width, _ reg: UInt8, _ operand: HostOperand
    ) {
      // Without a prefix the byte registers 4 to 7 are others.
      let isForced = width == .byte && (4...7).contains(reg)
      switch operand {
      case .register(let register):
        let number = register.rawValue
        prefix(
          width, reg: reg, base: number,
          isForced: isForced || width == .byte && (4...7).contains(number))
        add(opcode)
        bytes.append(0xC0 | (reg & 7) << 3 | number & 7)
      case .memory(let base, let index, let scale, let displacement):
        let number = base.rawValue
        prefix(width, reg: reg, index: index?.rawValue ?? 0, base: number, isForced: isForced)
        add(opcode)
        let short = Int8(exactly: displacement)
        let mode: UInt8 = displacement == 0 && number & 7 != 5 ? 0 : short != nil ? 0x40 : 0x80
        if index != nil || number & 7 == 4 {
          bytes.append(mode | (reg & 7) << 3 | 4)
          let inner = (index?.rawValue ?? 4) & 7
          bytes.append(scale << 6 | inner << 3 | number & 7)
        } else {
          bytes.append(mode | (reg & 7) << 3 | number & 7)
        }
        if mode == 0x40, let short { bytes.append(UInt8(bitPattern: short)) }
        if mode == 0x80 { add32(UInt32(bitPattern: displacement)) }
      }
    }
  }
#endif
