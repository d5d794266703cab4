import Foundation

/// What one cell of a table says.
enum Cell: Equatable {
  /// Nothing, or one of the words for it, NaN among them.
  case empty
  case number(Double)
  /// Infinity: a number, but none to reckon with.
  case infinite
  case text

  /// The finite number in it.
  var number: Double? {
    if case .number(let value) = self { value } else { nil }
  }

  /// Reads the bytes of a cell; blanks around them do not count.
  init(_ bytes: UnsafeRawBufferPointer) {
    var rest = bytes[...]
    while let first = rest.first, first == 0x20 || first == 0x09 { rest.removeFirst() }
    while let last = rest.last, last == 0x20 || last == 0x09 { rest.removeLast() }
    let content = UnsafeRawBufferPointer(rebasing: rest)
    if content.isEmpty {
      self = .empty
    } else if let value = decimalNumber(content) {
      self = value.isFinite ? .number(value) : .infinite
    } else if content.count <= 9 {
      let word = String(decoding: content, as: UTF8.self).lowercased()
      switch word {
      case "nan", "+nan", "-nan", "null", "none", "na", "n/a", "<na>": self = .empty
      case "inf", "+inf", "-inf", "infinity", "+infinity", "-infinity": self = .infinite
      default: self = .text
      }
    } else {
      self = .text
    }
  }
}

/// The number that decimal digits write: `-12`, `.5`, `3.`, `1e-3`; nil for anything else.
///
/// Correctly rounded: up to 15 digits times a power of ten below 10^23 are exact in one operation
/// (Clinger, "How to read floating point numbers accurately", 1990), the C library does the others.
func decimalNumber(_ bytes: UnsafeRawBufferPointer) -> Double? {
  var index = 0
  let isNegative = bytes.first == UInt8(ascii: "-")
  if isNegative || bytes.first == UInt8(ascii: "+") { index = 1 }
  var mantissa: UInt64 = 0
  var digits = 0
  var exponent = 0
  var hasDigit = false
  var isFraction = false
  while index < bytes.count {
    let byte = bytes[index]
    if byte &- 0x30 < 10 {
      hasDigit = true
      if digits > 0 || byte != 0x30 { digits += 1 }
      if digits <= 18 { mantissa = mantissa * 10 + UInt64(byte - 0x30) }
      if isFraction { exponent -= 1 }
    } else if byte == UInt8(ascii: "."), !isFraction {
      isFraction = true
    } else {
      break
    }
    index += 1
  }
  guard hasDigit else { return nil }
  if index < bytes.count {
    guard bytes[index] | 0x20 == UInt8(ascii: "e") else { return nil }
    index += 1
    var isBelow = false
    if index < bytes.count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
      isBelow = bytes[index] == UInt8(ascii: "-")
      index += 1
    }
    guard index < bytes.count else { return nil }
    var power = 0
    while index < bytes.count {
      guard bytes[index] &- 0x30 < 10 else { return nil }
      power = min(power * 10 + Int(bytes[index] - 0x30), 1_000_000)
      index += 1
    }
    exponent += isBelow ? -power : power
  }
  if digits <= 15, abs(exponent) <= 22 {
    let whole = Double(mantissa)
    let value = exponent < 0 ? whole / powersOfTen[-exponent] : whole * powersOfTen[exponent]
    return isNegative ? -value : value
  }
  guard bytes.count <= 1024 else { return nil }
  return withUnsafeTemporaryAllocation(of: CChar.self, capacity: bytes.count + 1) { text in
    for place in 0..<bytes.count { text[place] = CChar(bitPattern: bytes[place]) }
    text[bytes.count] = 0
    return strtod(text.baseAddress!, nil)
  }
}

private let powersOfTen: [Double] = [
  1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
  1e18, 1e19, 1e20, 1e21, 1e22,
]
