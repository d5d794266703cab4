// Instructions whose work is a call of the machine: each goes there straight, and on with the next one.
//
// What the machine does is a function of its own, which takes the instruction's place and the frame;
// `Machine.step` calls the same functions.

enum Natives {
  /// Does an instruction's work; false where it failed.
  @inline(__always)
  private static func perform(
    _ place: InstructionPointer, _ base: RegisterPointer, _ state: StatePointer,
    _ work: (Machine) throws(Fault) -> Void
  ) -> Bool {
    state.pointee.machine.unsafelyUnwrapped._withUnsafeGuaranteedRef { machine in
      do throws(Fault) {
        try work(machine)
        return true
      } catch {
        machine.fail(error, at: place, base)
        return false
      }
    }
  }

  static let setAttribute: Handler = {
    let (place, base, state) = Handlers.typed($0, $1, $2)
    if setAttribute(place, base, state) { proceed(place + 1, base, state) }
  }

  @inline(never)
  private static func setAttribute(
    _ place: InstructionPointer, _ base: RegisterPointer, _ state: StatePointer
  ) -> Bool {
    perform(place, base, state) { (machine) throws(Fault) in
      try machine.setAttribute(at: place, base)
    }
  }

  static let get: Handler = {
    let (place, base, state) = Handlers.typed($0, $1, $2)
    if get(place, base, state) { proceed(place + 1, base, state) }
  }

  @inline(never)
  private static func get(
    _ place: InstructionPointer, _ base: RegisterPointer, _ state: StatePointer
  ) -> Bool {
    perform(place, base, state) { (machine) throws(Fault) in try machine.get(at: place, base) }
  }

  static let setItem: Handler = {
    let (place, base, state) = Handlers.typed($0, $1, $2)
    if setItem(place, base, state) { proceed(place + 1, base, state) }
  }

  @inline(never)
  private static func setItem(
    _ place: InstructionPointer, _ base: RegisterPointer, _ state: StatePointer
  ) -> Bool {
    perform(place, base, state) { (machine) throws(Fault) in try machine.setItem(at: place, base) }
  }

  static let item: Handler = {
    let (place, base, state) = Handlers.typed($0, $1, $2)
    if item(place, base, state) { proceed(place + 1, base, state) }
  }

  @inline(never)
  private static func item(
    _ place: InstructionPointer, _ base: RegisterPointer, _ state: StatePointer
  ) -> Bool {
    perform(place, base, state) { (machine) throws(Fault) in try machine.item(at: place, base) }
  }

  static let slice: Handler = {
    let (place, base, state) = Handlers.typed($0, $1, $2)
    if slice(place, base, state) { proceed(place + 1, base, state) }
  }

  @inline(never)
  private static func slice(
    _ place: InstructionPointer, _ base: RegisterPointer, _ state: StatePointer
  ) -> Bool {
    perform(place, base, state) { (machine) throws(Fault) in
      try machine.makeSlice(at: place, base)
    }
  }

  static let format: Handler = {
    let (place, base, state) = Handlers.typed($0, $1, $2)
    if format(place, base, state) { proceed(place + 1, base, state) }
  }

  @inline(never)
  private static func format(
    _ place: InstructionPointer, _ base: RegisterPointer, _ state: StatePointer
  ) -> Bool {
    perform(place, base, state) { (machine) throws(Fault) in try machine.format(at: place, base) }
  }

  static let join: Handler = {
    let (place, base, state) = Handlers.typed($0, $1, $2)
    if join(place, base, state) { proceed(place + 1, base, state) }
  }

  @inline(never)
  private static func join(
    _ place: InstructionPointer, _ base: RegisterPointer, _ state: StatePointer
  ) -> Bool {
    perform(place, base, state) { (machine) throws(Fault) in
      base[place.pointee.a] = try machine.concatenate(base + place.pointee.b, place.pointee.c)
    }
  }

  /// The next element of any collection.
  static let next: Handler = {
    let (place, base, state) = Handlers.typed($0, $1, $2)
    var hasNext = false
    if advance(place, base, state, &hasNext) {
      Decisions.decide(hasNext == (place.pointee.d & 1 != 0), place, base, state)
    }
  }

  @inline(never)
  private static func advance(
    _ place: InstructionPointer, _ base: RegisterPointer, _ state: StatePointer,
    _ hasNext: inout Bool
  ) -> Bool {
    perform(place, base, state) { (machine) throws(Fault) in
      hasNext = try machine.advance(at: place, base)
    }
  }
}
