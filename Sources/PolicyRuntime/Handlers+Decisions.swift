// Jumps and what decides them.

enum Decisions {
  /// An order of numbers.
  private protocol Relation {
    static func integers(_ x: Int64, _ y: Int64) -> Bool
    static func reals(_ x: Double, _ y: Double) -> Bool
  }

  @inline(__always)
  private static func run<O: Relation, L: Operand, R: Operand>(
    _: O.Type, _: L.Type, _: R.Type,
    _ place: UnsafeMutableRawPointer, _ base: UnsafeMutableRawPointer,
    _ state: UnsafeMutableRawPointer
  ) {
    let (place, base, state) = Handlers.typed(place, base, state)
    let x = L.load(place.pointee.b, base, state)
    let y = R.load(place.pointee.c, base, state)
    let outcome: Bool
    if x.tag == .int && y.tag == .int {
      outcome = O.integers(x.int, y.int)
    } else if let (a, b) = Machine.quickReals(x, y) {
      outcome = O.reals(a, b)
    } else {
      return Handlers.runGenerally(place, base, state)
    }
    decide(outcome == (place.pointee.d != 0), place, base, state)
  }

  /// Takes a jump, or goes on.
  @inline(__always)
  static func decide(
    _ isTaken: Bool, _ place: InstructionPointer, _ base: RegisterPointer, _ state: StatePointer
  ) {
    if _fastPath(isTaken) {
      proceed(state.pointee.code + place.pointee.a, base, state)
    } else {
      proceed(place + 1, base, state)
    }
  }

  private enum Less: Relation {
    @inline(__always) static func integers(_ x: Int64, _ y: Int64) -> Bool { x < y }
    @inline(__always) static func reals(_ x: Double, _ y: Double) -> Bool { x < y }
  }

  private enum LessEqual: Relation {
    @inline(__always) static func integers(_ x: Int64, _ y: Int64) -> Bool { x <= y }
    @inline(__always) static func reals(_ x: Double, _ y: Double) -> Bool { x <= y }
  }

  private enum Greater: Relation {
    @inline(__always) static func integers(_ x: Int64, _ y: Int64) -> Bool { x > y }
    @inline(__always) static func reals(_ x: Double, _ y: Double) -> Bool { x > y }
  }

  private enum GreaterEqual: Relation {
    @inline(__always) static func integers(_ x: Int64, _ y: Int64) -> Bool { x >= y }
    @inline(__always) static func reals(_ x: Double, _ y: Double) -> Bool { x >= y }
  }

  private enum Equal: Relation {
    @inline(__always) static func integers(_ x: Int64, _ y: Int64) -> Bool { x == y }
    @inline(__always) static func reals(_ x: Double, _ y: Double) -> Bool { x == y }
  }

  private enum NotEqual: Relation {
    @inline(__always) static func integers(_ x: Int64, _ y: Int64) -> Bool { x != y }
    @inline(__always) static func reals(_ x: Double, _ y: Double) -> Bool { x != y }
  }

  static let less: Handlers.Table = [
    { run(Less.self, Register.self, Register.self, $0, $1, $2) },
    { run(Less.self, Register.self, Slot.self, $0, $1, $2) },
    { run(Less.self, Register.self, Field.self, $0, $1, $2) },
    { run(Less.self, Field.self, Register.self, $0, $1, $2) },
    { run(Less.self, Field.self, Slot.self, $0, $1, $2) },
    { run(Less.self, Field.self, Field.self, $0, $1, $2) },
    Handlers.general,
  ]

  static let lessEqual: Handlers.Table = [
    { run(LessEqual.self, Register.self, Register.self, $0, $1, $2) },
    { run(LessEqual.self, Register.self, Slot.self, $0, $1, $2) },
    { run(LessEqual.self, Register.self, Field.self, $0, $1, $2) },
    { run(LessEqual.self, Field.self, Register.self, $0, $1, $2) },
    { run(LessEqual.self, Field.self, Slot.self, $0, $1, $2) },
    { run(LessEqual.self, Field.self, Field.self, $0, $1, $2) },
    Handlers.general,
  ]

  static let greater: Handlers.Table = [
    { run(Greater.self, Register.self, Register.self, $0, $1, $2) },
    { run(Greater.self, Register.self, Slot.self, $0, $1, $2) },
    { run(Greater.self, Register.self, Field.self, $0, $1, $2) },
    { run(Greater.self, Field.self, Register.self, $0, $1, $2) },
    { run(Greater.self, Field.self, Slot.self, $0, $1, $2) },
    { run(Greater.self, Field.self, Field.self, $0, $1, $2) },
    Handlers.general,
  ]

  static let greaterEqual: Handlers.Table = [
    { run(GreaterEqual.self, Register.self, Register.self, $0, $1, $2) },
    { run(GreaterEqual.self, Register.self, Slot.self, $0, $1, $2) },
    { run(GreaterEqual.self, Register.self, Field.self, $0, $1, $2) },
    { run(GreaterEqual.self, Field.self, Register.self, $0, $1, $2) },
    { run(GreaterEqual.self, Field.self, Slot.self, $0, $1, $2) },
    { run(GreaterEqual.self, Field.self, Field.self, $0, $1, $2) },
    Handlers.general,
  ]

  static let equal: Handlers.Table = [
    { run(Equal.self, Register.self, Register.self, $0, $1, $2) },
    { run(Equal.self, Register.self, Slot.self, $0, $1, $2) },
    { run(Equal.self, Register.self, Field.self, $0, $1, $2) },
    { run(Equal.self, Field.self, Register.self, $0, $1, $2) },
    { run(Equal.self, Field.self, Slot.self, $0, $1, $2) },
    { run(Equal.self, Field.self, Field.self, $0, $1, $2) },
    Handlers.general,
  ]

  static let notEqual: Handlers.Table = [
    { run(NotEqual.self, Register.self, Register.self, $0, $1, $2) },
    { run(NotEqual.self, Register.self, Slot.self, $0, $1, $2) },
    { run(NotEqual.self, Register.self, Field.self, $0, $1, $2) },
    { run(NotEqual.self, Field.self, Register.self, $0, $1, $2) },
    { run(NotEqual.self, Field.self, Slot.self, $0, $1, $2) },
    { run(NotEqual.self, Field.self, Field.self, $0, $1, $2) },
    Handlers.general,
  ]

  static let jump: Handler = {
    let (place, base, state) = Handlers.typed($0, $1, $2)
    proceed(state.pointee.code + place.pointee.a, base, state)
  }

  /// A register decides.
  static let jumpIf: Handler = {
    let (place, base, state) = Handlers.typed($0, $1, $2)
    let value = base[place.pointee.b]
    let truth: Bool
    switch value.tag {
    case .bool, .int: truth = value.bits != 0
    case .real: truth = value.real != 0
    case .none: truth = false
    case .list, .tuple:
      truth =
        UnsafeMutableRawPointer(state.pointee.cells + value.handle)
        .assumingMemoryBound(to: Heap.Header.self).pointee.count != 0
    case .dictionary:
      truth =
        UnsafeMutableRawPointer(state.pointee.cells + value.handle + 1)
        .assumingMemoryBound(to: Heap.Table.self).pointee.live != 0
    default: return Handlers.runGenerally(place, base, state)
    }
    decide(truth == (place.pointee.d != 0), place, base, state)
  }

  /// A register and a slot.
  static let jumpSame: Handler = {
    let (place, base, state) = Handlers.typed($0, $1, $2)
    let same = base[place.pointee.b].isIdentical(to: state.pointee.slots[place.pointee.c])
    decide(
      (same == (place.pointee.operation == .jumpSame)) == (place.pointee.d != 0), place, base, state
    )
  }
}
