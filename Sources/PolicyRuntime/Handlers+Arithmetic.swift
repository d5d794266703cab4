// Arithmetic on two integers or two reals.

/// What an operation does with numbers; nil where the machine must look closer.
protocol NumberOperation {
  static func integers(_ x: Int64, _ y: Int64) -> Int64?
  static func reals(_ x: Double, _ y: Double) -> PolicyValue
}

enum Arithmetic {
  @inline(__always)
  private static func run<O: NumberOperation, L: Operand, R: Operand>(
    _: O.Type, _: L.Type, _: R.Type,
    _ place: UnsafeMutableRawPointer, _ base: UnsafeMutableRawPointer,
    _ state: UnsafeMutableRawPointer
  ) {
    let (place, base, state) = Handlers.typed(place, base, state)
    let x = L.load(place.pointee.b, base, state)
    let y = R.load(place.pointee.c, base, state)
    if x.tag == .int && y.tag == .int {
      if let result = O.integers(x.int, y.int) {
        base[place.pointee.a] = .int(result)
        return proceed(place + 1, base, state)
      }
    } else if x.isNumber && y.isNumber && (x.tag == .real || y.tag == .real) {
      let result = O.reals(x.asReal, y.asReal)
      if result.tag == .real {
        base[place.pointee.a] = result
        return proceed(place + 1, base, state)
      }
    }
    Handlers.runGenerally(place, base, state)
  }

  private enum Add: NumberOperation {
    @inline(__always) static func integers(_ x: Int64, _ y: Int64) -> Int64? {
      let (result, overflow) = x.addingReportingOverflow(y)
      return overflow ? nil : result
    }
    @inline(__always) static func reals(_ x: Double, _ y: Double) -> PolicyValue { .real(x + y) }
  }

  private enum Subtract: NumberOperation {
    @inline(__always) static func integers(_ x: Int64, _ y: Int64) -> Int64? {
      let (result, overflow) = x.subtractingReportingOverflow(y)
      return overflow ? nil : result
    }
    @inline(__always) static func reals(_ x: Double, _ y: Double) -> PolicyValue { .real(x - y) }
  }

  private enum Multiply: NumberOperation {
    @inline(__always) static func integers(_ x: Int64, _ y: Int64) -> Int64? {
      let (result, overflow) = x.multipliedReportingOverflow(by: y)
      return overflow ? nil : result
    }
    @inline(__always) static func reals(_ x: Double, _ y: Double) -> PolicyValue { .real(x * y) }
  }

  private enum FloorDivide: NumberOperation {
    @inline(__always) static func integers(_ x: Int64, _ y: Int64) -> Int64? {
      guard y > 0 else { return nil }
      if UInt64(bitPattern: x | y) >> 32 == 0 {
        return Int64(UInt32(truncatingIfNeeded: x) / UInt32(truncatingIfNeeded: y))
      }
      let (quotient, rest) = x.quotientAndRemainder(dividingBy: y)
      return rest < 0 ? quotient - 1 : quotient
    }
    @inline(__always) static func reals(_ x: Double, _ y: Double) -> PolicyValue { .unbound }
  }

  private enum Modulo: NumberOperation {
    @inline(__always) static func integers(_ x: Int64, _ y: Int64) -> Int64? {
      guard y > 0 else { return nil }
      if UInt64(bitPattern: x | y) >> 32 == 0 {
        return Int64(UInt32(truncatingIfNeeded: x) % UInt32(truncatingIfNeeded: y))
      }
      let rest = x % y
      return rest < 0 ? rest + y : rest
    }
    @inline(__always) static func reals(_ x: Double, _ y: Double) -> PolicyValue { .unbound }
  }

  @inline(__always)
  private static func quotient<L: Operand, R: Operand>(
    _: L.Type, _: R.Type,
    _ place: UnsafeMutableRawPointer, _ base: UnsafeMutableRawPointer,
    _ state: UnsafeMutableRawPointer
  ) {
    let (place, base, state) = Handlers.typed(place, base, state)
    if let quotient = Machine.quickQuotient(
      L.load(place.pointee.b, base, state), R.load(place.pointee.c, base, state))
    {
      base[place.pointee.a] = .real(quotient)
      return proceed(place + 1, base, state)
    }
    Handlers.runGenerally(place, base, state)
  }

  static let add: Handlers.Table = [
    { run(Add.self, Register.self, Register.self, $0, $1, $2) },
    { run(Add.self, Register.self, Slot.self, $0, $1, $2) },
    { run(Add.self, Register.self, Field.self, $0, $1, $2) },
    { run(Add.self, Field.self, Register.self, $0, $1, $2) },
    { run(Add.self, Field.self, Slot.self, $0, $1, $2) },
    { run(Add.self, Field.self, Field.self, $0, $1, $2) },
    Handlers.general,
  ]

  static let subtract: Handlers.Table = [
    { run(Subtract.self, Register.self, Register.self, $0, $1, $2) },
    { run(Subtract.self, Register.self, Slot.self, $0, $1, $2) },
    { run(Subtract.self, Register.self, Field.self, $0, $1, $2) },
    { run(Subtract.self, Field.self, Register.self, $0, $1, $2) },
    { run(Subtract.self, Field.self, Slot.self, $0, $1, $2) },
    { run(Subtract.self, Field.self, Field.self, $0, $1, $2) },
    Handlers.general,
  ]

  static let multiply: Handlers.Table = [
    { run(Multiply.self, Register.self, Register.self, $0, $1, $2) },
    { run(Multiply.self, Register.self, Slot.self, $0, $1, $2) },
    { run(Multiply.self, Register.self, Field.self, $0, $1, $2) },
    { run(Multiply.self, Field.self, Register.self, $0, $1, $2) },
    { run(Multiply.self, Field.self, Slot.self, $0, $1, $2) },
    { run(Multiply.self, Field.self, Field.self, $0, $1, $2) },
    Handlers.general,
  ]

  static let floorDivide: Handlers.Table = [
    { run(FloorDivide.self, Register.self, Register.self, $0, $1, $2) },
    { run(FloorDivide.self, Register.self, Slot.self, $0, $1, $2) },
    { run(FloorDivide.self, Register.self, Field.self, $0, $1, $2) },
    { run(FloorDivide.self, Field.self, Register.self, $0, $1, $2) },
    { run(FloorDivide.self, Field.self, Slot.self, $0, $1, $2) },
    { run(FloorDivide.self, Field.self, Field.self, $0, $1, $2) },
    Handlers.general,
  ]

  static let modulo: Handlers.Table = [
    { run(Modulo.self, Register.self, Register.self, $0, $1, $2) },
    { run(Modulo.self, Register.self, Slot.self, $0, $1, $2) },
    { run(Modulo.self, Register.self, Field.self, $0, $1, $2) },
    { run(Modulo.self, Field.self, Register.self, $0, $1, $2) },
    { run(Modulo.self, Field.self, Slot.self, $0, $1, $2) },
    { run(Modulo.self, Field.self, Field.self, $0, $1, $2) },
    Handlers.general,
  ]

  static let divide: Handlers.Table = [
    { quotient(Register.self, Register.self, $0, $1, $2) },
    { quotient(Register.self, Slot.self, $0, $1, $2) },
    { quotient(Register.self, Field.self, $0, $1, $2) },
    { quotient(Field.self, Register.self, $0, $1, $2) },
    { quotient(Field.self, Slot.self, $0, $1, $2) },
    { quotient(Field.self, Field.self, $0, $1, $2) },
    Handlers.general,
  ]

  /// The length of a list, tuple or dictionary in a register.
  static let length: Handler = {
    let (place, base, state) = Handlers.typed($0, $1, $2)
    let value = base[place.pointee.b]
    let raw = UnsafeMutableRawPointer(state.pointee.cells + value.handle)
    switch value.tag {
    case .list, .tuple:
      let count = raw.assumingMemoryBound(to: Heap.Header.self).pointee.count
      base[place.pointee.a] = .int(Int64(count))
    case .dictionary, .set:
      let count = (raw + 16).assumingMemoryBound(to: Heap.Table.self).pointee.live
      base[place.pointee.a] = .int(Int64(count))
    default: return Handlers.runGenerally(place, base, state)
    }
    proceed(place + 1, base, state)
  }

  static let absolute: Handler = {
    let (place, base, state) = Handlers.typed($0, $1, $2)
    let value = base[place.pointee.b]
    if value.tag == .int && value.int != .min {
      base[place.pointee.a] = .int(abs(value.int))
    } else if value.tag == .real {
      base[place.pointee.a] = .real(abs(value.real))
    } else {
      return Handlers.runGenerally(place, base, state)
    }
    proceed(place + 1, base, state)
  }

  static let toInt: Handler = {
    let (place, base, state) = Handlers.typed($0, $1, $2)
    let value = base[place.pointee.b]
    if value.tag == .int {
      base[place.pointee.a] = value
    } else if value.tag == .real && abs(value.real) < 0x1p62 {
      base[place.pointee.a] = .int(Int64(value.real))
    } else {
      return Handlers.runGenerally(place, base, state)
    }
    proceed(place + 1, base, state)
  }

  /// The smaller or larger of two numbers; the first one where neither is.
  static let extreme: Handler = {
    let (place, base, state) = Handlers.typed($0, $1, $2)
    let slots = state.pointee.slots
    let x = (place.pointee.b >= 0 ? base : slots)[place.pointee.b]
    let y = (place.pointee.c >= 0 ? base : slots)[place.pointee.c]
    let takesSecond: Bool
    if x.tag == .int && y.tag == .int {
      takesSecond = place.pointee.operation == .minimum ? y.int < x.int : y.int > x.int
    } else if let (a, b) = Machine.quickReals(x, y) {
      takesSecond = place.pointee.operation == .minimum ? b < a : b > a
    } else {
      return Handlers.runGenerally(place, base, state)
    }
    base[place.pointee.a] = takesSecond ? y : x
    proceed(place + 1, base, state)
  }
}
