// Text while it is written: bytes of UTF-8 in memory that is used again.
//
// Numbers are written digit by digit, without strings on the way.

import Foundation

/// Text under construction; what is written later stands behind what was written before.
struct TextBuffer {
  private(set) var bytes = RawStack<UInt8>(capacity: 256)

  func deallocate() { bytes.deallocate() }

  var count: Int { bytes.count }

  /// The bytes from a place on; valid until more is written.
  func text(from mark: Int) -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: bytes.first + mark, count: bytes.count - mark)
  }

  /// Begins a step: nothing is on its way, and no great amount of memory is kept.
  mutating func begin() {
    bytes.removeAll()
    if bytes.capacity > 1 << 20 {
      bytes.deallocate()
      bytes = RawStack(capacity: 256)
    }
  }

  /// Forgets the bytes from a place on.
  mutating func remove(from mark: Int) { bytes.remove(from: mark) }

  @inline(__always)
  mutating func append(_ byte: UInt8) { bytes.push(byte) }

  mutating func append(_ text: StaticString) {
    bytes.push(text.utf8Start, count: text.utf8CodeUnitCount)
  }

  mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    if let first = text.baseAddress { bytes.push(first, count: text.count) }
  }

  mutating func append(_ text: String) {
    var text = text
    text.withUTF8 { append($0) }
  }

  mutating func append(_ byte: UInt8, times count: Int) {
    for _ in 0..<max(0, count) { append(byte) }
  }

  /// Puts a byte before what stands at a place.
  mutating func insert(_ byte: UInt8, times count: Int, at place: Int) {
    guard count > 0 else { return }
    let moved = bytes.count - place
    append(byte, times: count)
    memmove(bytes.first + place + count, bytes.first + place, moved)
    memset(bytes.first + place, Int32(byte), count)
  }

  // MARK: Numbers

  mutating func append(_ number: Int64) {
    if number < 0 { append(UInt8(ascii: "-")) }
    append(digits: number.magnitude)
  }

  /// The digits of a number, with zeros in front if there are fewer than so many.
  mutating func append(digits number: UInt64, atLeast least: Int = 1) {
    // Twenty digits at most, the last one first.
    var digits: (UInt64, UInt64, UInt64) = (0, 0, 0)
    withUnsafeMutableBytes(of: &digits) { digits in
      var rest = number
      var place = digits.count
      repeat {
        place -= 1
        digits[place] = UInt8(truncatingIfNeeded: 0x30 + rest % 10)
        rest /= 10
      } while rest > 0
      append(0x30, times: least - (digits.count - place))
      let first = digits.baseAddress!.assumingMemoryBound(to: UInt8.self)
      bytes.push(first + place, count: digits.count - place)
    }
  }

  /// The shortest text that reads back as the same real, as `repr` gives it.
  mutating func append(_ real: Double) {
    let magnitude = real.magnitude
    // A text of at most fifteen digits that reads back as the real is the shortest there is.
    if magnitude < 1e9, magnitude > 0 || real.sign == .plus {
      for places in 0...4 {
        let unit = TextBuffer.powers[places]
        let scaled = (magnitude * Double(unit)).rounded()
        if scaled / Double(unit) == magnitude {
          if real < 0 { append(UInt8(ascii: "-")) }
          append(decimal: UInt64(scaled), places: places)
          if places == 0 { append(".0") }
          return
        }
      }
    }
    append(PythonNumber.text(real))
  }

  /// A real that is not negative with so many decimal places; false if it is left to slower code.
  mutating func append(fixed real: Double, places: Int) -> Bool {
    guard let units = TextBuffer.units(real, places: places) else { return false }
    append(decimal: units, places: places)
    return true
  }

  /// The decimal units nearest to a real that is not negative, half to even; nil where there are too
  /// many.
  ///
  /// The real is a whole number of powers of two, so the units and the rest that decides about the
  /// last one are exact in 128 bits.
  static func units(_ real: Double, places: Int) -> UInt64? {
    guard places <= 15, real < 1e15, real * Double(powers[places]) < 1e18 else { return nil }
    let isNormal = real.exponentBitPattern > 0
    let significand = real.significandBitPattern | (isNormal ? 1 << 52 : 0)
    let exponent = Int(max(1, real.exponentBitPattern)) - 1075
    let units = UInt128(significand) * UInt128(powers[places])
    if exponent >= 0 { return UInt64(truncatingIfNeeded: units << UInt128(exponent)) }
    if exponent <= -127 { return 0 }
    let shift = UInt128(-exponent)
    let result = UInt64(truncatingIfNeeded: units >> shift)
    let rest = units & (UInt128(1) << shift - 1)
    let half = UInt128(1) << (shift - 1)
    return rest > half || rest == half && result & 1 == 1 ? result + 1 : result
  }

  /// A real rounded to so many decimal places; nil where the digits do not fit a real exactly.
  static func rounded(_ real: Double, places: Int) -> Double? {
    guard real.isFinite, let units = units(real.magnitude, places: places), units < 1 << 53 else {
      return nil
    }
    // Both are exact, so the quotient is the real nearest to the decimal number.
    return Double(signOf: real, magnitudeOf: Double(units) / Double(powers[places]))
  }

  /// A number of decimal units.
  private mutating func append(decimal number: UInt64, places: Int) {
    if places == 0 { return append(digits: number) }
    let (whole, rest) = number.quotientAndRemainder(dividingBy: TextBuffer.powers[places])
    append(digits: whole)
    append(UInt8(ascii: "."))
    append(digits: rest, atLeast: places)
  }

  private static let powers: [UInt64] = (0...15).map {
    (0..<$0).reduce(1) { power, _ in power * 10 }
  }
}
