// What instructions do that are a call of the machine (Handlers+Natives.swift).

import PolicySyntax

extension Machine {
  @inline(__always)
  private func value(_ operand: Int, _ base: RegisterPointer) -> PolicyValue {
    (operand >= 0 ? base : slots)[operand]
  }

  func setAttribute(at place: InstructionPointer, _ base: RegisterPointer) throws(Fault) {
    let object = value(place.pointee.b, base)
    let name = slots[place.pointee.c]
    if object.tag == .instance {
      let attributes = heap.cells[object.handle + 1]
      let entry = try heap.find(attributes, name, hint: Int(place.pointee.d))
      if entry >= 0 {
        place.pointee.d = UInt16(truncatingIfNeeded: entry)
        return try heap.setValue(attributes, entry: entry, value(place.pointee.a, base))
      }
    }
    try setAttribute(object, name, value(place.pointee.a, base))
  }

  /// `get` with one argument or two; the second is where the result goes.
  func get(at place: InstructionPointer, _ base: RegisterPointer) throws(Fault) {
    let container = value(place.pointee.b, base)
    guard container.tag == .dictionary else { throw noMethod("get", container) }
    let entry = try heap.find(
      container, value(place.pointee.c, base), hint: Int(place.pointee.d))
    if entry >= 0 {
      place.pointee.d = UInt16(truncatingIfNeeded: entry)
      base[place.pointee.a] = heap.value(container, entry)
    } else if place.pointee.operation == .get {
      base[place.pointee.a] = .none
    }
  }

  func item(at place: InstructionPointer, _ base: RegisterPointer) throws(Fault) {
    let container = value(place.pointee.b, base)
    let key = value(place.pointee.c, base)
    if container.tag == .list || container.tag == .tuple, key.tag == .int {
      let count = heap.count(container)
      var index = Int(key.int)
      if index < 0 { index += count }
      guard index >= 0 && index < count else {
        throw outOfRange(Int(key.int), count, container.tag)
      }
      base[place.pointee.a] = heap.elements(container)[index]
    } else {
      base[place.pointee.a] = try subscripted(container, key)
    }
  }

  func setItem(at place: InstructionPointer, _ base: RegisterPointer) throws(Fault) {
    try setSubscript(
      value(place.pointee.b, base), value(place.pointee.c, base), value(place.pointee.a, base))
  }

  func makeSlice(at place: InstructionPointer, _ base: RegisterPointer) throws(Fault) {
    let handle = try heap.allocate(3)
    (heap.cells + handle).update(from: base + place.pointee.b, count: 3)
    base[place.pointee.a] = PolicyValue(tag: .slice, handle: handle)
  }

  func format(at place: InstructionPointer, _ base: RegisterPointer) throws(Fault) {
    base[place.pointee.a] = try formatted(
      value(place.pointee.b, base), conversion: Int(place.pointee.d),
      value(place.pointee.c, base))
  }

  /// The next element of an iteration, if there is one, goes to its register.
  func advance(at place: InstructionPointer, _ base: RegisterPointer) throws(Fault) -> Bool {
    let state = base + place.pointee.c
    var iteration = Iteration(
      source: state[0], position: Int(state[1].int), extra: Int(state[2].int))
    let value = try advance(&iteration)
    state[1] = .int(iteration.position)
    if value.tag == .unbound { return false }
    base[place.pointee.b] = value
    try charge(Int(place.pointee.d >> 1))
    return true
  }
}
