// What an instruction reads: itself, and the values that its operands name.

@inline(__always)
func load(
  _ operand: Int32, _ base: UnsafeMutablePointer<PolicyValue>,
  _ slots: UnsafeMutablePointer<PolicyValue>
) -> PolicyValue {
  (operand >= 0 ? base : slots)[Int(operand)]
}

/// The instruction that runs, read where it stands: only what an operation needs of it is loaded.
struct Cursor {
  private let place: InstructionPointer

  @inline(__always) init(_ place: InstructionPointer) { self.place = place }

  @inline(__always) var operation: Operation { place.pointee.instruction.operation }
  @inline(__always) var d: UInt16 { place.pointee.instruction.d }
  @inline(__always) var a: Int32 { place.pointee.instruction.a }
  @inline(__always) var b: Int32 { place.pointee.instruction.b }
  @inline(__always) var c: Int32 { place.pointee.instruction.c }
}

extension Machine {
  /// The value of an operand that may be a field.
  @inline(__always)
  func operand(
    _ operand: Int32, _ number: Int, _ base: UnsafeMutablePointer<PolicyValue>,
    _ slots: UnsafeMutablePointer<PolicyValue>, _ next: InstructionPointer
  ) throws(Fault) -> PolicyValue {
    if operand < Field.first { return load(operand, base, slots) }
    let container = base[Field.register(operand)]
    let key = slots[Field.slot(operand)]
    if container.tag == .dictionary {
      let header = heap.header(container.handle).pointee
      let entry = heap.cells + (Int(header.data) + 2 * Field.hint(operand))
      if Field.hint(operand) < header.count && entry.pointee.isIdentical(to: key) {
        return entry[1]
      }
    }
    return try field(container, key, number, next - 1)
  }

  /// The value of a field that is not where it was last.
  @inline(never)
  private func field(
    _ container: PolicyValue, _ key: PolicyValue, _ number: Int,
    _ instruction: InstructionPointer
  ) throws(Fault) -> PolicyValue {
    do throws(Fault) {
      guard container.tag == .dictionary else { return try subscripted(container, key) }
      let entry = try heap.find(container, key)
      if entry < 0 { throw missingKey(key, in: container) }
      if entry < 256 {
        if number == 0 {
          instruction.pointee.instruction.b =
            instruction.pointee.instruction.b & ~0xFF | Int32(entry)
        } else {
          instruction.pointee.instruction.c =
            instruction.pointee.instruction.c & ~0xFF | Int32(entry)
        }
      }
      return heap.value(container, entry)
    } catch {
      let place = PolicyProgram.Code.fieldNumber(
        instruction: instruction - code.instructions, operand: number)
      faultInstruction = fieldPlaces[place] ?? -1
      throw error
    }
  }
}
