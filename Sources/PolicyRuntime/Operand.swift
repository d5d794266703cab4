// Where the handlers of instructions find what an operand names. A handler is made for each kind, so
// that none has to look which one it is.

/// A kind of operand.
protocol Operand {
  /// The value, or the unbound one where it is not at hand.
  static func load(_ operand: Int, _ base: RegisterPointer, _ state: StatePointer) -> PolicyValue
}

/// A register of the frame.
enum Register: Operand {
  @inline(__always)
  static func load(_ operand: Int, _ base: RegisterPointer, _ state: StatePointer) -> PolicyValue {
    base[operand]
  }
}

/// A permanent slot.
enum Slot: Operand {
  @inline(__always)
  static func load(_ operand: Int, _ base: RegisterPointer, _ state: StatePointer) -> PolicyValue {
    state.pointee.slots[operand]
  }
}

extension Field: Operand {
  @inline(__always)
  static func load(_ operand: Int, _ base: RegisterPointer, _ state: StatePointer) -> PolicyValue {
    let operand = Int32(truncatingIfNeeded: operand)
    let container = base[register(operand)]
    guard container.tag == .dictionary else { return .unbound }
    let cells = state.pointee.cells
    let header = UnsafeMutableRawPointer(cells + container.handle)
      .assumingMemoryBound(to: Heap.Header.self).pointee
    let entry = cells + (Int(header.data) + 2 * hint(operand))
    guard hint(operand) < header.count,
      entry.pointee.isIdentical(to: state.pointee.slots[slot(operand)])
    else { return .unbound }
    return entry[1]
  }
}
