// What the translator knows about a bank of a cartridge before anything runs.

/// A bank whose code can be read without asking.
struct PlainCode {
  /// The bank's 4 KB.
  let bytes: UnsafePointer<UInt8>
  /// The bank's table of pages.
  let pages: PageTable
  /// The bank's table of translated blocks, by address.
  let blocks: UnsafeMutablePointer<UnsafeRawPointer?>
  /// Addresses (12 bits) of plain bytes.
  let range: Range<Int>
  let hasRAM: Bool

  /// What stands at an address.
  enum Place: Equatable {
    /// A byte of RAM, by its place in the state.
    case ram(Int32)
    /// A byte that never changes.
    case constant(UInt8)
    /// A register of the TIA.
    case tia(Int)
    case riot
    case other
  }

  func place(_ address: UInt16, writing: Bool = false) -> Place {
    if address & 0x1000 == 0 {
      if address & 0x80 == 0 { return .tia(Int(address & 0x3F)) }
      return address & 0x200 == 0 ? .ram(Int32(address & 0x7F)) : .riot
    }
    let offset = Int(address & 0xFFF)
    if hasRAM && offset & 0xF80 == (writing ? 0 : 0x80) { return .ram(Int32(128 + offset & 0x7F)) }
    return range.contains(offset) && !writing ? .constant(bytes[offset]) : .other
  }

  /// Whether an instruction at this address, and at all that follow it, can be read whole.
  func isPlain(_ address: UInt16) -> Bool {
    let offset = Int(address & 0xFFF)
    return address & 0x1000 != 0 && offset >= range.lowerBound && offset < range.upperBound - 3
  }

  /// Whether a block may begin at an address. Returning from a subroutine also reads the byte in
  /// front of it.
  func canStart(_ address: UInt16) -> Bool {
    isPlain(address) && (range.lowerBound == 0 || Int(address & 0xFFF) != range.lowerBound)
  }

  /// The bytes from `address` to 255 behind it, if they never change.
  func table(at address: UInt16) -> UnsafePointer<UInt8>? {
    let offset = Int(address & 0xFFF)
    guard address & 0x1000 != 0, offset >= range.lowerBound, offset + 255 < range.upperBound else {
      return nil
    }
    return bytes + offset
  }

  func instruction(at address: UInt16) -> Instruction? {
    isPlain(address) ? Instruction(at: address, bytes: bytes + Int(address & 0xFFF)) : nil
  }

  /// Where an interrupt goes, if that never changes.
  var interruptVector: UInt16? {
    guard case .constant(let low) = place(0xFFFE), case .constant(let high) = place(0xFFFF) else {
      return nil
    }
    return UInt16(low) | UInt16(high) << 8
  }

  // MARK: What can be translated

  /// Whether an instruction can be translated, not only left to the interpreter.
  func canTranslate(_ instruction: Instruction) -> Bool {
    let operand = instruction.operand
    guard isPlain(instruction.next) else { return false }
    switch instruction.operation {
    case .other: return false
    case .branch: return isPlain(instruction.target)
    case .jump, .jumpToSubroutine: return isPlain(operand)
    case .interrupt: return interruptVector.map(isPlain) ?? false
    case .jumpIndirect:
      let second = operand & 0xFF00 | (operand &+ 1) & 0xFF
      if case .ram = place(operand), case .ram = place(second) { return true }
      return false
    case .storeA, .storeX, .storeY:
      if instruction.mode == .absolute { return place(operand, writing: true) != .other }
    default: break
    }
    switch instruction.mode {
    case .absolute:
      if instruction.operation.changesMemory {
        if case .ram(let offset) = place(operand) { return offset < 128 }
        return false
      }
      return place(operand) != .other
    case .zero: return !instruction.operation.changesMemory || operand >= 0x80
    case .indirectY: return operand >= 0x80 && operand != 0xFF
    case .indirectX: return instruction.operation.onlyReads
    default: return true
    }
  }

  /// Whether a translated instruction may leave its block, at its beginning or at its end.
  func mayLeave(_ instruction: Instruction, decimalIsOff: Bool) -> Bool {
    if !canTranslate(instruction) { return true }
    switch instruction.operation {
    case .branch, .pushA, .pullA, .pushStatus, .pullStatus: return true
    case _ where instruction.operation.isJump: return true
    case .add, .subtract:
      if !decimalIsOff { return true }
    case .storeA, .storeX, .storeY:
      guard instruction.mode == .zero || instruction.mode == .absolute else { return true }
      if case .ram = place(instruction.operand, writing: true) { return false }
      return true
    default: break
    }
    switch instruction.mode {
    case .implied, .accumulator, .immediate, .zero, .absolute: return false
    case .zeroX, .zeroY: return instruction.operation.changesMemory
    case .absoluteX, .absoluteY:
      return instruction.operation.changesMemory || table(at: instruction.operand) == nil
    default: return true
    }
  }
}

extension Operation {
  /// Whether no instruction follows.
  var isJump: Bool {
    switch self {
    case .jump, .jumpIndirect, .jumpToSubroutine, .returnFromSubroutine, .interrupt,
      .returnFromInterrupt:
      true
    default: false
    }
  }

  /// Whether memory is only read.
  var onlyReads: Bool {
    switch self {
    case .storeA, .storeX, .storeY: false
    default: !changesMemory
    }
  }

  /// Whether it reads a byte, changes it and writes it back, unless it is the accumulator.
  var changesMemory: Bool {
    switch self {
    case .shiftLeft, .rotateLeft, .shiftRight, .rotateRight, .increment, .decrement,
      .decrementThenCompare:
      true
    default: false
    }
  }
}

extension Instruction {
  /// Cycles that a branch takes more when it is taken.
  var takenCycles: Int32 { (next ^ target) & 0xFF00 != 0 ? 2 : 1 }
}
