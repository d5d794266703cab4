// Text and numbers as Python writes and reads them.

import Foundation

/// Reading and writing numbers in Python's form.
enum PythonNumber {
  enum Problem: Error { case form, overflow }

  /// The shortest text that reads back as the same real, as `repr` gives it.
  static func text(_ value: Double) -> String {
    if value.isNaN { return "nan" }
    // Swift's shortest digits are Python's; both switch to an exponent at 1e16 and below 1e-4.
    var text = value.description
    if value.magnitude >= 0x1p53, value.magnitude < 1e16, text.contains("e") {
      text = String(Int64(value)) + ".0"
    }
    return text
  }

  /// The real that a text such as ` -1_000.5e3 ` stands for.
  static func real(_ bytes: UnsafeBufferPointer<UInt8>) -> Double? {
    guard let digits = cleaned(bytes) else { return nil }
    let text = String(decoding: digits, as: UTF8.self).lowercased()
    let body = text.hasPrefix("+") || text.hasPrefix("-") ? String(text.dropFirst()) : text
    if body == "inf" || body == "infinity" { return text.hasPrefix("-") ? -.infinity : .infinity }
    if body == "nan" { return .nan }
    guard let first = body.utf8.first, (0x30...0x39).contains(first) || first == 0x2E,
      body.utf8.contains(where: { (0x30...0x39).contains($0) }),
      body.utf8.allSatisfy({
        (0x30...0x39).contains($0) || [0x2E, 0x65, 0x2B, 0x2D].contains($0)
      })
    else { return nil }
    var complete = body
    if complete.hasPrefix(".") { complete = "0" + complete }
    if complete.hasSuffix(".") { complete += "0" }
    complete = complete.replacing(".e", with: ".0e")
    return Double(text.hasPrefix("-") ? "-" + complete : complete)
  }

  /// The integer that a text such as ` -1_000 ` or `0x1f` stands for.
  static func integer(
    _ bytes: UnsafeBufferPointer<UInt8>, base: Int
  ) -> Result<Int64, Problem> {
    guard var digits = cleaned(bytes)?[...] else { return .failure(.form) }
    var isNegative = false
    if let sign = digits.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isNegative = sign == UInt8(ascii: "-")
      digits = digits.dropFirst()
    }
    var base = base
    if digits.count > 2, digits.first == 0x30 {
      let mark = digits[digits.startIndex + 1] | 0x20
      let marked = [UInt8(ascii: "x"): 16, UInt8(ascii: "o"): 8, UInt8(ascii: "b"): 2][mark]
      if let marked, base == 0 || base == marked {
        base = marked
        digits = digits.dropFirst(2)
      }
    }
    if base == 0 {
      // As in source text: no zeros before other digits.
      if digits.first == 0x30, digits.contains(where: { $0 != 0x30 }) { return .failure(.form) }
      base = 10
    }
    guard !digits.isEmpty else { return .failure(.form) }
    var value: Int64 = 0
    var overflow = false
    for byte in digits {
      guard let digit = Character(Unicode.Scalar(byte)).isASCII ? digitValue(byte) : nil,
        digit < base
      else { return .failure(.form) }
      let product = value.multipliedReportingOverflow(by: Int64(base))
      let sum = product.partialValue.subtractingReportingOverflow(Int64(digit))
      overflow = overflow || product.overflow || sum.overflow
      value = sum.partialValue
    }
    // Collected as a negative number, so that the smallest integer fits.
    if overflow || (!isNegative && value == .min) { return .failure(.overflow) }
    return .success(isNegative ? value : -value)
  }

  private static func digitValue(_ byte: UInt8) -> Int? {
    switch byte {
    case 0x30...0x39: Int(byte) - 0x30
    case 0x41...0x5A: Int(byte) - 0x41 + 10
    case 0x61...0x7A: Int(byte) - 0x61 + 10
    default: nil
    }
  }

  /// The text without blanks around it and underscores between digits; nil if one is misplaced.
  private static func cleaned(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    let trimmed = PythonText.trimmed(bytes, left: true, right: true) { PythonText.isSpace($0) }
    var result: [UInt8] = []
    var mayUnderscore = false
    for (index, byte) in trimmed.enumerated() {
      if byte == UInt8(ascii: "_") {
        guard mayUnderscore, index + 1 < trimmed.count,
          digitValue(trimmed[trimmed.startIndex + index + 1]) != nil
        else { return nil }
        mayUnderscore = false
      } else {
        result.append(byte)
        mayUnderscore = digitValue(byte) != nil
      }
    }
    return result.isEmpty ? nil : result
  }

  /// A real with a fixed number of digits, an exponent or the shorter of both (`f`, `e`, `g`).
  static func formatted(
    _ value: Double, precision: Int, style: Character, isAlternate: Bool = false
  ) -> String {
    String(format: "%\(isAlternate ? "#" : "").\(precision)\(style)", value)
  }

  /// A real rounded to a number of decimal digits, ties to the even neighbour of its exact value.
  static func rounded(_ value: Double, digits: Int) -> Double {
    guard value.isFinite, value != 0 else { return value }
    if 0...15 ~= digits, let result = TextBuffer.rounded(value, places: digits) { return result }
    if digits > 323 { return value }
    if digits < -308 { return Double(signOf: value, magnitudeOf: 0) }
    if digits >= 0 { return Double(formatted(value, precision: digits, style: "f")) ?? value }
    // To the left of the point: as many significant digits as remain.
    // Seventeen digits tell a real below a power of ten from that power.
    let exponent = Int(
      formatted(value.magnitude, precision: 17, style: "e").split(separator: "e")[1])!
    let kept = exponent + digits
    if kept < -1 { return Double(signOf: value, magnitudeOf: 0) }
    if kept < 0 {
      let half = Double("5e\(-digits - 1)")!
      return Double(
        signOf: value, magnitudeOf: value.magnitude > half ? Double("1e\(-digits)")! : 0)
    }
    return Double(formatted(value, precision: kept, style: "e")) ?? value
  }
}

/// Strings as bytes of UTF-8.
enum PythonText {
  /// The bytes of the character that begins with a byte.
  @inline(__always)
  static func width(_ byte: UInt8) -> Int {
    byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
  }

  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte) || (0x1C...0x1F).contains(byte)
  }

  /// The byte offset of a character.
  static func offset(ofCharacter index: Int, in text: UnsafeBufferPointer<UInt8>) -> Int {
    var offset = 0
    for _ in 0..<index where offset < text.count { offset += width(text[offset]) }
    return min(offset, text.count)
  }

  /// The number of characters before a byte offset.
  static func characters(before offset: Int, in text: UnsafeBufferPointer<UInt8>) -> Int {
    text[..<offset].count { $0 & 0xC0 != 0x80 }
  }

  static func trimmed(
    _ text: UnsafeBufferPointer<UInt8>, left: Bool, right: Bool, _ isCut: (UInt8) -> Bool
  ) -> Slice<UnsafeBufferPointer<UInt8>> {
    var start = 0
    var end = text.count
    if left { while start < end, isCut(text[start]) { start += 1 } }
    if right { while end > start, isCut(text[end - 1]) { end -= 1 } }
    return text[start..<end]
  }

  /// The byte offset of the first (or last) occurrence in a range of bytes.
  ///
  /// Linear in the length of both: short needles are compared at every place, long ones searched
  /// with the table of Knuth, Morris and Pratt (SIAM J. Comput. 6, 1977). Backwards, both are read
  /// from their ends.
  static func find(
    _ needle: UnsafeBufferPointer<UInt8>, in text: UnsafeBufferPointer<UInt8>, from start: Int = 0,
    to end: Int? = nil, backwards: Bool = false
  ) -> Int? {
    let end = end ?? text.count
    let count = needle.count
    guard start + count <= end else { return nil }
    guard count > 16 else {
      let places = end - count - start
      for offset in 0...places {
        let place = backwards ? start + places - offset : start + offset
        var index = 0
        while index < count, text[place + index] == needle[index] { index += 1 }
        if index == count { return place }
      }
      return nil
    }
    func letter(_ index: Int) -> UInt8 { needle[backwards ? count - 1 - index : index] }
    var fallback = [Int32](repeating: 0, count: count)
    var matched = 0
    for index in 1..<count {
      while matched > 0, letter(index) != letter(matched) { matched = Int(fallback[matched - 1]) }
      if letter(index) == letter(matched) { matched += 1 }
      fallback[index] = Int32(matched)
    }
    matched = 0
    for offset in 0..<(end - start) {
      let byte = text[backwards ? end - 1 - offset : start + offset]
      while matched > 0, byte != letter(matched) { matched = Int(fallback[matched - 1]) }
      if byte == letter(matched) { matched += 1 }
      if matched == count {
        return backwards ? end - 1 - offset : start + offset - count + 1
      }
    }
    return nil
  }
}
