// Instructions whose work is a call of the machine: each goes there straight, and on with the next one.
//
// What the machine does is a function of its own, which takes the instruction's place and the frame;
// `Machine.step` calls the same functions.

enum Natives {
  /// What an instruction has the machine do. It gets all that it needs: a handler that captured
  /// something would keep memory on the stack, and could not end with a jump.
  private typealias Work = (Machine, InstructionPointer, RegisterPointer) throws(Fault) -> Void

  /// Does an instruction's work; false where it failed.
  @inline(never)
  private static func perform(
    _ place: InstructionPointer, _ base: RegisterPointer, _ state: StatePointer, _ work: Work
  ) -> Bool {
    state.pointee.machine.unsafelyUnwrapped._withUnsafeGuaranteedRef { machine in
      do throws(Fault) {
        try work(machine, place, base)
        return true
      } catch {
        machine.fail(error, at: place, base)
        return false
      }
    }
  }

  @inline(__always)
  private static func run(
    _ place: UnsafeMutableRawPointer, _ base: UnsafeMutableRawPointer,
    _ state: UnsafeMutableRawPointer, _ work: Work
  ) {
    let (place, base, state) = Handlers.typed(place, base, state)
    if perform(place, base, state, work) { proceed(place + 1, base, state) }
  }

  static let setAttribute: Handler = {
    run($0, $1, $2) { (machine, place, base) throws(Fault) in
      try machine.setAttribute(at: place, base)
    }
  }

  static let get: Handler = {
    run($0, $1, $2) { (machine, place, base) throws(Fault) in try machine.get(at: place, base) }
  }

  static let setItem: Handler = {
    run($0, $1, $2) { (machine, place, base) throws(Fault) in try machine.setItem(at: place, base) }
  }

  static let item: Handler = {
    run($0, $1, $2) { (machine, place, base) throws(Fault) in try machine.item(at: place, base) }
  }

  static let slice: Handler = {
    run($0, $1, $2) { (machine, place, base) throws(Fault) in try machine.makeSlice(at: place, base)
    }
  }

  static let format: Handler = {
    run($0, $1, $2) { (machine, place, base) throws(Fault) in try machine.format(at: place, base) }
  }

  static let join: Handler = {
    run($0, $1, $2) { (machine, place, base) throws(Fault) in
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
    perform(place, base, state) { (machine, place, base) throws(Fault) in
      hasNext = try machine.advance(at: place, base)
    }
  }
}
