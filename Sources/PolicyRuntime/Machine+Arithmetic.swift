// Arithmetic and comparison with Python's exact meaning.
//
// Integers have 64 bits and overflow is an error, never a wrong result. `/` always gives a real; `//`
// and `%` round towards negative infinity, `%` takes the sign of the divisor. Integers and reals
// compare by exact value. Booleans are the integers 0 and 1.

import Foundation
import PolicySyntax

extension Machine {
  func overflowed(_ symbol: String) -> Fault {
    Fault(
      .overflow, "expected a result of '\(symbol)' within 64 bits, found a larger one",
      hint: "a float holds larger numbers: float(x)")
  }

  private static let symbols = [
    "+", "-", "*", "/", "//", "%", "**", "@", "&", "|", "^", "<<", ">>",
  ]

  private func mismatch(_ operation: Operation, _ x: PolicyValue, _ y: PolicyValue) -> Fault {
    let symbol = Machine.symbols[Int(operation.rawValue)]
    let what = operation.rawValue <= Operation.power.rawValue ? "numbers" : "integers"
    return Fault(
      .type,
      "expected \(what) for '\(symbol)', found \(PolicyValue.describe(x.tag)) "
        + "and \(PolicyValue.describe(y.tag))")
  }

  /// `x op y` for any two values; `inPlace` is the form with `=`, which changes lists.
  @inline(never)
  func arithmetic(
    _ operation: Operation, _ x: PolicyValue, _ y: PolicyValue, inPlace: Bool
  ) throws(Fault) -> PolicyValue {
    if x.isNumber && y.isNumber {
      if x.tag != .real && y.tag != .real {
        return try whole(operation, x.int, y.int, areBooleans: x.tag == .bool && y.tag == .bool)
      }
      if operation.rawValue <= Operation.power.rawValue {
        return .real(try real(operation, x.asReal, y.asReal))
      }
      throw mismatch(operation, x, y)
    }
    return try collections(operation, x, y, inPlace: inPlace)
  }

  private func whole(
    _ operation: Operation, _ x: Int64, _ y: Int64, areBooleans: Bool
  ) throws(Fault) -> PolicyValue {
    let result: (partialValue: Int64, overflow: Bool)
    switch operation {
    case .add: result = x.addingReportingOverflow(y)
    case .subtract: result = x.subtractingReportingOverflow(y)
    case .multiply: result = x.multipliedReportingOverflow(by: y)
    case .divide:
      guard y != 0 else { throw divisionByZero("/") }
      return .real(Machine.quotient(x, y))
    case .floorDivide:
      guard y != 0 else { throw divisionByZero("//") }
      guard !(x == .min && y == -1) else { throw overflowed("//") }
      let (quotient, remainder) = x.quotientAndRemainder(dividingBy: y)
      return .int(remainder != 0 && (remainder < 0) != (y < 0) ? quotient - 1 : quotient)
    case .modulo:
      guard y != 0 else { throw divisionByZero("%") }
      guard y != -1 else { return .int(Int64(0)) }
      let remainder = x % y
      return .int(remainder != 0 && (remainder < 0) != (y < 0) ? remainder + y : remainder)
    case .power:
      if y < 0 {
        guard x != 0 else { throw zeroToNegative() }
        return .real(pow(Double(x), Double(y)))
      }
      return .int(try power(x, y))
    case .bitAnd: return areBooleans ? .bool(x & y != 0) : .int(x & y)
    case .bitOr: return areBooleans ? .bool(x | y != 0) : .int(x | y)
    case .bitXor: return areBooleans ? .bool(x ^ y != 0) : .int(x ^ y)
    case .leftShift:
      guard y >= 0 else { throw negativeShift() }
      guard x != 0 else { return .int(Int64(0)) }
      guard y < 63, (x << y) >> y == x else { throw overflowed("<<") }
      return .int(x << y)
    case .rightShift:
      guard y >= 0 else { throw negativeShift() }
      return .int(x >> min(y, 63))
    default: throw mismatch(operation, .int(x), .int(y))
    }
    if result.overflow { throw overflowed(Machine.symbols[Int(operation.rawValue)]) }
    return .int(result.partialValue)
  }

  private func negativeShift() -> Fault {
    Fault(.value, "expected a shift by zero or more, found a negative one")
  }

  /// The nearest real to the quotient of two integers.
  private static func quotient(_ x: Int64, _ y: Int64) -> Double {
    let exact: Int64 = 1 << 53
    if x.magnitude <= exact.magnitude && y.magnitude <= exact.magnitude {
      return Double(x) / Double(y)
    }
    // Beyond 53 bits the operands may not be reals: 80 bits of quotient, rounded once.
    let negative = (x < 0) != (y < 0)
    var dividend = x.magnitude
    let divisor = y.magnitude
    guard dividend != 0 else { return negative ? -0.0 : 0 }
    let shift = dividend.leadingZeroBitCount
    dividend <<= UInt64(shift)
    // dividend·2^64 / divisor needs up to 128 bits; scale the divisor so that the quotient fits.
    let scale = divisor.leadingZeroBitCount
    let scaled = divisor << UInt64(scale)
    let high = dividend >> 1
    let (quotient, remainder) = scaled.dividingFullWidth((high, dividend << 63))
    // The quotient has 63 or 64 bits; a sticky bit keeps the rounding exact.
    let sticky = quotient | (remainder != 0 ? 1 : 0)
    let value = scalbn(Double(sticky), scale - shift - 63)
    return negative ? -value : value
  }

  func power(_ base: Int64, _ exponent: Int64) throws(Fault) -> Int64 {
    var result: Int64 = 1
    var factor = base
    var left = exponent
    if base == 0 || base == 1 { return exponent == 0 ? 1 : base }
    if base == -1 { return exponent & 1 == 0 ? 1 : -1 }
    guard exponent < 64 else { throw overflowed("**") }
    while true {
      if left & 1 == 1 {
        let (product, overflow) = result.multipliedReportingOverflow(by: factor)
        if overflow { throw overflowed("**") }
        result = product
      }
      left >>= 1
      if left == 0 { return result }
      let (square, overflow) = factor.multipliedReportingOverflow(by: factor)
      if overflow { throw overflowed("**") }
      factor = square
    }
  }

  /// `pow(base, exponent, modulus)`, with the sign of the modulus.
  func modularPower(
    _ base: Int64, _ exponent: Int64, _ modulus: Int64
  ) throws(Fault) -> Int64 {
    guard modulus != 0 else {
      throw Fault(.value, "expected a modulus other than zero for pow(), found 0")
    }
    guard exponent >= 0 else {
      throw Fault(
        .unsupported, "expected a power of zero or more with a modulus, found a negative one")
    }
    let bound = modulus.magnitude
    func times(_ x: UInt64, _ y: UInt64) -> UInt64 {
      bound.dividingFullWidth(x.multipliedFullWidth(by: y)).remainder
    }
    var factor = base.magnitude % bound
    if base < 0, factor != 0 { factor = bound - factor }
    var result = 1 % bound
    var left = exponent
    while left > 0 {
      if left & 1 == 1 { result = times(result, factor) }
      factor = times(factor, factor)
      left >>= 1
    }
    if modulus < 0, result != 0 { return -Int64(bound - result) }
    return Int64(result)
  }

  private func real(
    _ operation: Operation, _ x: Double, _ y: Double
  ) throws(Fault) -> Double {
    switch operation {
    case .add: return x + y
    case .subtract: return x - y
    case .multiply: return x * y
    case .divide:
      guard y != 0 else { throw divisionByZero("/") }
      return x / y
    case .floorDivide:
      guard y != 0 else { throw divisionByZero("//") }
      return Machine.floorDivision(x, y).quotient
    case .modulo:
      guard y != 0 else { throw divisionByZero("%") }
      return Machine.floorDivision(x, y).remainder
    default: return try realPower(x, y)
    }
  }

  /// Quotient and remainder of reals as Python defines them: the remainder has the divisor's sign.
  static func floorDivision(_ x: Double, _ y: Double) -> (quotient: Double, remainder: Double) {
    var remainder = fmod(x, y)
    var quotient = (x - remainder) / y
    if remainder != 0 {
      if (y < 0) != (remainder < 0) {
        remainder += y
        quotient -= 1
      }
    } else {
      remainder = Double(signOf: y, magnitudeOf: 0)
    }
    if quotient != 0 {
      var whole = quotient.rounded(.down)
      if quotient - whole > 0.5 { whole += 1 }
      quotient = whole
    } else {
      quotient = Double(signOf: x / y, magnitudeOf: 0)
    }
    return (quotient, remainder)
  }

  func realPower(_ x: Double, _ y: Double) throws(Fault) -> Double {
    if x == 0 && y < 0 { throw zeroToNegative() }
    if x < 0 && x.isFinite && y.isFinite && y != y.rounded() {
      throw Fault(
        .unsupported,
        "expected a power that is a real number, found a negative base with a broken exponent")
    }
    let result = pow(x, y)
    if result.isInfinite && x.isFinite && y.isFinite {
      throw Fault(.overflow, "expected a result of '**' within a float, found a larger one")
    }
    return result
  }

  func divisionByZero(_ symbol: String) -> Fault {
    Fault(.zeroDivision, "expected a divisor other than zero for '\(symbol)', found 0")
  }

  private func zeroToNegative() -> Fault {
    Fault(.zeroDivision, "expected a base other than zero for a negative power, found 0")
  }

  func unary(_ operation: Operation, _ x: PolicyValue) throws(Fault) -> PolicyValue {
    switch (operation, x.tag) {
    case (.negate, .real): return .real(-x.real)
    case (.negate, .int), (.negate, .bool):
      guard x.int != .min else { throw overflowed("-") }
      return .int(-x.int)
    case (.plus, .real): return x
    case (.plus, .int), (.plus, .bool): return .int(x.int)
    case (.invert, .int), (.invert, .bool): return .int(~x.int)
    default:
      let symbol = operation == .negate ? "-" : operation == .plus ? "+" : "~"
      throw Fault(
        .type, "expected a number after '\(symbol)', found \(PolicyValue.describe(x.tag))")
    }
  }

  func absolute(_ x: PolicyValue) throws(Fault) -> PolicyValue {
    switch x.tag {
    case .real: return .real(abs(x.real))
    case .int, .bool:
      guard x.int != .min else { throw overflowed("abs") }
      return .int(abs(x.int))
    default:
      throw Fault(.type, "expected a number for abs(), found \(PolicyValue.describe(x.tag))")
    }
  }

  /// `x / y` of numbers where that is simply the quotient of two reals.
  @inline(__always)
  static func quickQuotient(_ x: PolicyValue, _ y: PolicyValue) -> Double? {
    guard let (a, b) = quickReals(x, y), b != 0 else { return nil }
    return a / b
  }

  /// Two numbers as reals, where that loses nothing.
  @inline(__always)
  static func quickReals(_ x: PolicyValue, _ y: PolicyValue) -> (Double, Double)? {
    guard x.isNumber && y.isNumber else { return nil }
    let exact: UInt64 = 1 << 53
    if x.tag != .real && x.int.magnitude > exact { return nil }
    if y.tag != .real && y.int.magnitude > exact { return nil }
    return (x.asReal, y.asReal)
  }

  // MARK: Comparison

  /// `x op y` for any two values.
  @inline(never)
  func compare(
    _ operation: Operation, _ x: PolicyValue, _ y: PolicyValue
  ) throws(Fault) -> Bool {
    switch operation {
    case .equal, .notEqual:
      if x.tag.isView || y.tag.isView, Machine.isSetLike(x), Machine.isSetLike(y) {
        return try compareSets(operation, x, y)
      }
      return try heap.isEqual(x, y) == (operation == .equal)
    case .isSame: return x.isIdentical(to: y)
    case .isNotSame: return !x.isIdentical(to: y)
    case .isIn: return try contains(y, x)
    case .notIn: return try !contains(y, x)
    default: return try ordered(operation, x, y, depth: 0)
    }
  }

  private func ordered(
    _ operation: Operation, _ x: PolicyValue, _ y: PolicyValue, depth: Int
  ) throws(Fault) -> Bool {
    func outcome<T: Comparable>(_ a: T, _ b: T) -> Bool {
      switch operation {
      case .less: a < b
      case .lessEqual: a <= b
      case .greater: a > b
      default: a >= b
      }
    }
    if x.isNumber && y.isNumber {
      if x.tag == .real && y.tag == .real { return outcome(x.real, y.real) }
      if x.tag != .real && y.tag != .real { return outcome(x.int, y.int) }
      // The order of an integer and a real by exact value; NaN has none.
      let isFlipped = x.tag == .real
      let real = isFlipped ? x.real : y.real
      guard !real.isNaN else { return false }
      let order = Machine.order(isFlipped ? y.int : x.int, real)
      return outcome(isFlipped ? -order : order, 0)
    }
    if x.tag == y.tag {
      switch x.tag {
      case .string:
        // The order of UTF-8 bytes is that of code points.
        let a = heap.text(x)
        let b = heap.text(y)
        let common = min(a.count, b.count)
        try heap.spend(common / 16)
        for index in 0..<common where a[index] != b[index] { return outcome(a[index], b[index]) }
        return outcome(a.count, b.count)
      case .list, .tuple:
        try heap.checkDepth(depth)
        let common = min(heap.count(x), heap.count(y))
        try heap.spend(common)
        for index in 0..<common {
          let a = heap.elements(x)[index]
          let b = heap.elements(y)[index]
          if a.tag == .int && b.tag == .int {
            if a.int == b.int { continue }
            return outcome(a.int, b.int)
          }
          if a.isIdentical(to: b) { continue }
          if try heap.isEqual(a, b, depth: depth + 1) { continue }
          return try ordered(operation, a, b, depth: depth + 1)
        }
        return outcome(heap.count(x), heap.count(y))
      case .set:
        let subset = try isSubset(x, y)
        let superset = try isSubset(y, x)
        switch operation {
        case .less: return subset && !superset
        case .lessEqual: return subset
        case .greater: return superset && !subset
        default: return superset
        }
      default: break
      }
    }
    if Machine.isSetLike(x), Machine.isSetLike(y) {
      return try compareSets(operation, x, y)
    }
    let symbols = ["<", "<=", ">", ">="]
    let symbol = symbols[Int(operation.rawValue - Operation.less.rawValue)]
    throw Fault(
      .type,
      "expected values that have an order for '\(symbol)', found \(PolicyValue.describe(x.tag)) "
        + "and \(PolicyValue.describe(y.tag))")
  }

  /// -1, 0 or 1 as an integer is below, equal to or above a real.
  private static func order(_ whole: Int64, _ real: Double) -> Int {
    if real >= 0x1p63 { return -1 }
    if real < -0x1p63 { return 1 }
    let floor = real.rounded(.down)
    let bound = Int64(floor)
    if whole != bound { return whole < bound ? -1 : 1 }
    return floor == real ? 0 : -1
  }

  func isSubset(_ x: PolicyValue, _ y: PolicyValue) throws(Fault) -> Bool {
    try heap.spend(heap.count(x))
    for entry in 0..<heap.count(x) {
      let key = heap.key(x, entry)
      if key.tag == .unbound { continue }
      guard try heap.find(y, key) >= 0 else { return false }
    }
    return true
  }

  // MARK: Conversion

  func toReal(_ x: PolicyValue) throws(Fault) -> Double {
    switch x.tag {
    case .real: return x.real
    case .int, .bool: return Double(x.int)
    case .string:
      try charge(heap.text(x).count)
      guard let value = PythonNumber.real(heap.text(x)) else {
        throw Fault(
          .value, "expected the text of a number for float(), found \(self.shortRepr(x))")
      }
      return value
    default:
      throw Fault(
        .type, "expected a number or text for float(), found \(PolicyValue.describe(x.tag))")
    }
  }

  func toInt(_ x: PolicyValue) throws(Fault) -> PolicyValue {
    switch x.tag {
    case .int: return x
    case .bool: return .int(x.int)
    case .real: return .int(try truncated(x.real, "int()"))
    case .string:
      return .int(try parseInt(x, base: 10))
    default:
      throw Fault(
        .type, "expected a number or text for int(), found \(PolicyValue.describe(x.tag))")
    }
  }

  func parseInt(_ x: PolicyValue, base: Int) throws(Fault) -> Int64 {
    let text = heap.text(x)
    if base == 10, text.count <= 18, !text.isEmpty {
      var value: Int64 = 0
      var isPlain = true
      for byte in text {
        isPlain = isPlain && byte >= 0x30 && byte <= 0x39
        value = value &* 10 &+ Int64(byte &- 0x30)
      }
      if isPlain { return value }
    }
    switch PythonNumber.integer(heap.text(x), base: base) {
    case .success(let value): return value
    case .failure(.overflow): throw overflowed("int()")
    case .failure(.form):
      throw Fault(.value, "expected the text of an integer for int(), found \(self.shortRepr(x))")
    }
  }

  /// A real without its fraction, as an integer.
  func truncated(_ x: Double, _ function: String) throws(Fault) -> Int64 {
    if x.isNaN { throw Fault(.value, "expected a number for \(function), found nan") }
    if x.isInfinite {
      throw Fault(.overflow, "expected a finite number for \(function), found an infinite one")
    }
    guard let value = Int64(exactly: x.rounded(.towardZero)) else { throw overflowed(function) }
    return value
  }

  /// An integer argument; booleans count.
  func integer(_ x: PolicyValue, _ what: String) throws(Fault) -> Int64 {
    guard x.isWhole else {
      throw Fault(.type, "expected an int for \(what), found \(PolicyValue.describe(x.tag))")
    }
    return x.int
  }

  func number(_ x: PolicyValue, _ what: String) throws(Fault) -> Double {
    guard x.isNumber else {
      throw Fault(.type, "expected a number for \(what), found \(PolicyValue.describe(x.tag))")
    }
    return x.asReal
  }
}
