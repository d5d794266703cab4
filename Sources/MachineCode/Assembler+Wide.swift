#if arch(x86_64)
  // Instructions on 64 bits, on words of 16, and on real numbers (SSE2).

  /// The registers for reals.
  package enum HostReal: UInt8 {
    case xmm0, xmm1
  }

  /// Arithmetic on reals, by its opcode.
  package enum HostRealArithmetic: UInt8 {
    case add = 0x58
    case multiply
    case subtract = 0x5C
    case divide = 0x5E
  }

  extension Assembler {
    // MARK: Words

    package mutating func storeWord(_ register: HostRegister, to memory: HostOperand) {
      bytes.append(0x66)
      encode(0x89, .double, register.rawValue, memory)
    }

    package mutating func storeWord(_ value: UInt16, to memory: HostOperand) {
      bytes.append(0x66)
      encode(0xC7, .double, 0, memory)
      add16(value)
    }

    package mutating func compareWord(_ memory: HostOperand, _ value: UInt16) {
      bytes.append(0x66)
      encode(0x81, .double, HostArithmetic.cmp.rawValue, memory)
      add16(value)
    }

    private mutating func add16(_ value: UInt16) {
      bytes.append(UInt8(truncatingIfNeeded: value))
      bytes.append(UInt8(truncatingIfNeeded: value >> 8))
    }

    // MARK: 64 bits

    package mutating func storePointer(_ register: HostRegister, to memory: HostOperand) {
      encode(0x89, .quad, register.rawValue, memory)
    }

    /// 64 bits, with the sign of the 32.
    package mutating func storePointer(_ value: Int32, to memory: HostOperand) {
      encode(0xC7, .quad, 0, memory)
      add32(UInt32(bitPattern: value))
    }

    package mutating func quad(
      _ what: HostArithmetic, _ register: HostRegister, _ operand: HostOperand
    ) {
      encode(UInt16(what.rawValue) << 3 | 0x03, .quad, register.rawValue, operand)
    }

    package mutating func quad(_ what: HostArithmetic, _ operand: HostOperand, _ value: Int32) {
      if let short = Int8(exactly: value) {
        encode(0x83, .quad, what.rawValue, operand)
        bytes.append(UInt8(bitPattern: short))
      } else {
        encode(0x81, .quad, what.rawValue, operand)
        add32(UInt32(bitPattern: value))
      }
    }

    package mutating func multiplyQuad(_ register: HostRegister, _ operand: HostOperand) {
      encode(0x0FAF, .quad, register.rawValue, operand)
    }

    package mutating func negateQuad(_ register: HostRegister) {
      encode(0xF7, .quad, 3, .register(register))
    }

    package mutating func shiftQuad(_ what: HostShift, _ register: HostRegister, by places: UInt8) {
      encode(0xC1, .quad, what.rawValue, .register(register))
      bytes.append(places)
    }

    /// The quotient of rax by a register goes to rax, the rest to rdx; both round to zero.
    package mutating func divideQuad(by register: HostRegister) {
      bytes += [0x48, 0x99]
      encode(0xF7, .quad, 7, .register(register))
    }

    /// The lower 32 bits with their sign.
    package mutating func extend(_ register: HostRegister, _ operand: HostOperand) {
      encode(0x63, .quad, register.rawValue, operand)
    }

    /// Goes to the address that stands in memory.
    package mutating func jump(through memory: HostOperand) { encode(0xFF, .double, 4, memory) }

    // MARK: Reals

    package mutating func load(_ real: HostReal, _ memory: HostOperand) {
      bytes.append(0xF2)
      encode(0x0F10, .double, real.rawValue, memory)
    }

    package mutating func store(_ real: HostReal, to memory: HostOperand) {
      bytes.append(0xF2)
      encode(0x0F11, .double, real.rawValue, memory)
    }

    /// The bits of a register as a real.
    package mutating func load(_ real: HostReal, bits register: HostRegister) {
      bytes.append(0x66)
      encode(0x0F6E, .quad, real.rawValue, .register(register))
    }

    /// An integer of 64 bits as a real.
    package mutating func convert(_ real: HostReal, integer operand: HostOperand) {
      bytes.append(0xF2)
      encode(0x0F2A, .quad, real.rawValue, operand)
    }

    /// A real without its fraction as an integer of 64 bits; the least one where it does not fit.
    package mutating func truncate(_ register: HostRegister, _ memory: HostOperand) {
      bytes.append(0xF2)
      encode(0x0F2C, .quad, register.rawValue, memory)
    }

    /// A real as the nearest integer of 64 bits, halves to even ones; the least one where it does not
    /// fit.
    package mutating func round(_ register: HostRegister, _ memory: HostOperand) {
      bytes.append(0xF2)
      encode(0x0F2D, .quad, register.rawValue, memory)
    }

    package mutating func real(_ what: HostRealArithmetic, _ one: HostReal, _ other: HostReal) {
      bytes += [0xF2, 0x0F, what.rawValue, 0xC0 | one.rawValue << 3 | other.rawValue]
    }

    /// Compares as unsigned integers do; where one is no number, `below` and `zero` hold.
    package mutating func compare(_ one: HostReal, _ other: HostReal) {
      bytes += [0x66, 0x0F, 0x2E, 0xC0 | one.rawValue << 3 | other.rawValue]
    }
  }
#endif
