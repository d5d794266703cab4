// The instructions as the translator sees them: what an opcode does, and what it does it to. Only the
// ones that it translates have names here; `Processor+Instructions` has them all.

/// What an opcode does.
enum Operation {
  case loadA, loadX, loadY, loadAX, storeA, storeX, storeY
  case or, and, exclusiveOr, add, subtract, compareA, compareX, compareY, testBits
  case shiftLeft, rotateLeft, shiftRight, rotateRight, increment, decrement, decrementThenCompare
  case incrementX, incrementY, decrementX, decrementY
  case xFromA, aFromX, yFromA, aFromY, xFromStack, stackFromX
  case pushA, pullA, pushStatus, pullStatus
  case clearCarry, setCarry, clearDecimal, setDecimal, clearInterrupt, setInterrupt, clearOverflow
  case branch, jump, jumpIndirect, jumpToSubroutine, returnFromSubroutine
  case interrupt, returnFromInterrupt
  case nothing
  /// Left to the interpreter.
  case other
}

/// Where an instruction finds its operand.
enum AddressMode {
  case implied, accumulator, immediate, relative
  case zero, zeroX, zeroY, absolute, absoluteX, absoluteY, indirectX, indirectY

  /// Bytes of an instruction.
  var length: UInt16 {
    switch self {
    case .implied, .accumulator: 1
    case .absolute, .absoluteX, .absoluteY: 3
    default: 2
    }
  }
}

/// An instruction where it stands.
struct Instruction {
  var address: UInt16
  var opcode: UInt8
  /// The byte, or the two bytes, behind the opcode.
  var operand: UInt16
  var operation: Operation
  var mode: AddressMode
  var cycles: Int32

  /// Where the next instruction stands.
  var next: UInt16 { address &+ mode.length }
  /// Where a branch goes.
  var target: UInt16 { next &+ UInt16(truncatingIfNeeded: Int8(truncatingIfNeeded: operand)) }

  /// - Parameter bytes: the instruction's bytes; three can be read.
  init(at address: UInt16, bytes: UnsafePointer<UInt8>) {
    self.address = address
    opcode = bytes[0]
    (operation, mode) = Self.meaning(of: opcode)
    operand = UInt16(bytes[1])
    if mode.length == 3 { operand |= UInt16(bytes[2]) << 8 }
    cycles = Int32(opcodeCycles[Int(opcode)])
  }

  /// Opcodes are built from an operation (upper three bits), a mode (middle three) and a group.
  private static func meaning(of opcode: UInt8) -> (Operation, AddressMode) {
    let row = Int(opcode >> 5)
    let column = opcode >> 2 & 7
    switch opcode & 3 {
    case 0: return control(opcode, row, column)
    case 1:
      if opcode == 0x89 { break }
      let operations: InlineArray<8, Operation> = [
        .or, .and, .exclusiveOr, .add, .storeA, .loadA, .compareA, .subtract,
      ]
      let modes: InlineArray<8, AddressMode> = [
        .indirectX, .zero, .immediate, .absolute, .indirectY, .zeroX, .absoluteY, .absoluteX,
      ]
      return (operations[row], modes[Int(column)])
    case 2: return change(opcode, row, column)
    default:
      if row == 5, let mode = combined(column, indexedByY: true) { return (.loadAX, mode) }
      if row == 6, let mode = combined(column, indexedByY: false) {
        return (.decrementThenCompare, mode)
      }
    }
    return (.other, .implied)
  }

  private static func combined(_ column: UInt8, indexedByY: Bool) -> AddressMode? {
    switch column {
    case 1: .zero
    case 3: .absolute
    case 4: .indirectY
    case 5: indexedByY ? .zeroY : .zeroX
    case 7: indexedByY ? .absoluteY : .absoluteX
    default: nil
    }
  }

  private static func change(
    _ opcode: UInt8, _ row: Int, _ column: UInt8
  ) -> (Operation, AddressMode) {
    switch opcode {
    case 0xA2: return (.loadX, .immediate)
    case 0x8A: return (.aFromX, .implied)
    case 0xAA: return (.xFromA, .implied)
    case 0xCA: return (.decrementX, .implied)
    case 0x9A: return (.stackFromX, .implied)
    case 0xBA: return (.xFromStack, .implied)
    case 0xEA, 0x1A, 0x3A, 0x5A, 0x7A, 0xDA, 0xFA: return (.nothing, .implied)
    case 0x9E: return (.other, .implied)
    default: break
    }
    let operations: InlineArray<8, Operation> = [
      .shiftLeft, .rotateLeft, .shiftRight, .rotateRight, .storeX, .loadX, .decrement, .increment,
    ]
    let isX = row == 4 || row == 5
    switch column {
    case 1: return (operations[row], .zero)
    case 2 where row < 4: return (operations[row], .accumulator)
    case 3: return (operations[row], .absolute)
    case 5: return (operations[row], isX ? .zeroY : .zeroX)
    case 7: return (operations[row], isX ? .absoluteY : .absoluteX)
    default: return (.other, .implied)
    }
  }

  private static func control(
    _ opcode: UInt8, _ row: Int, _ column: UInt8
  ) -> (Operation, AddressMode) {
    if column == 4 { return (.branch, .relative) }
    switch opcode {
    case 0x00: return (.interrupt, .immediate)
    case 0x08: return (.pushStatus, .implied)
    case 0x18: return (.clearCarry, .implied)
    case 0x20: return (.jumpToSubroutine, .absolute)
    case 0x24: return (.testBits, .zero)
    case 0x28: return (.pullStatus, .implied)
    case 0x2C: return (.testBits, .absolute)
    case 0x38: return (.setCarry, .implied)
    case 0x40: return (.returnFromInterrupt, .implied)
    case 0x48: return (.pushA, .implied)
    case 0x4C: return (.jump, .absolute)
    case 0x58: return (.clearInterrupt, .implied)
    case 0x60: return (.returnFromSubroutine, .implied)
    case 0x68: return (.pullA, .implied)
    case 0x6C: return (.jumpIndirect, .absolute)
    case 0x78: return (.setInterrupt, .implied)
    case 0x88: return (.decrementY, .implied)
    case 0x98: return (.aFromY, .implied)
    case 0xA8: return (.yFromA, .implied)
    case 0xB8: return (.clearOverflow, .implied)
    case 0xC8: return (.incrementY, .implied)
    case 0xD8: return (.clearDecimal, .implied)
    case 0xE8: return (.incrementX, .implied)
    case 0xF8: return (.setDecimal, .implied)
    default: break
    }
    let operations: InlineArray<8, Operation> = [
      .other, .other, .other, .other, .storeY, .loadY, .compareY, .compareX,
    ]
    switch column {
    case 0 where row > 4: return (operations[row], .immediate)
    case 1: return (operations[row], .zero)
    case 3: return (operations[row], .absolute)
    case 5 where row == 4 || row == 5: return (operations[row], .zeroX)
    case 7 where row == 5: return (operations[row], .absoluteX)
    default: return (.other, .implied)
    }
  }
}
