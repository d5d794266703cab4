/// The letters before a string literal.
struct StringPrefix {
  var isRaw = false
  var isBytes = false
  var isFormatted = false

  /// Reads a prefix in either case; nil if the letters are not one.
  init?(_ letters: some Sequence<UInt8>) {
    var isUnicode = false
    var count = 0
    for letter in letters {
      count += 1
      switch letter | 0x20 {
      case UInt8(ascii: "r") where !isRaw: isRaw = true
      case UInt8(ascii: "b") where !isBytes: isBytes = true
      case UInt8(ascii: "f") where !isFormatted: isFormatted = true
      case UInt8(ascii: "u") where count == 1: isUnicode = true
      default: return nil
      }
    }
    if isUnicode && count > 1 || isBytes && isFormatted { return nil }
  }
}

/// Where the text of a string literal stands inside its token.
struct StringLayout {
  let prefix: StringPrefix
  /// The bytes between the quotes.
  let body: Range<Int>

  init(_ bytes: [UInt8], _ span: SourceSpan) {
    var start = Int(span.start)
    while bytes[start] != UInt8(ascii: "'"), bytes[start] != UInt8(ascii: "\"") { start += 1 }
    prefix = StringPrefix(bytes[Int(span.start)..<start])!
    let quote = bytes[start]
    let end = Int(span.end)
    let isTriple = end - start >= 6 && bytes[start + 1] == quote && bytes[start + 2] == quote
    let width = isTriple ? 3 : 1
    body = (start + width)..<(end - width)
  }
}

extension Parser {
  // MARK: Numbers

  /// The value of a number token.
  func numberValue(_ span: SourceSpan) throws(Diagnostic) -> Constant {
    let text = Array(source.bytes[span.range])
    func bad(_ message: String) -> Diagnostic {
      Diagnostic(.syntax, message + ", found '\(source.text(of: span))'", at: span, in: source)
    }
    if text.count > 1, text[0] == UInt8(ascii: "0"),
      let radix = [UInt8(ascii: "x"): 16, UInt8(ascii: "o"): 8, UInt8(ascii: "b"): 2][
        text[1] | 0x20]
    {
      guard let digits = joined(text[2...], afterPrefix: true),
        digits.allSatisfy({ Character(Unicode.Scalar($0)).hexDigitValue.map { $0 < radix } == true }
        )
      else { throw bad("expected digits of base \(radix)") }
      return integer(digits, radix: radix)
    }
    var body = text[...]
    let isImaginary = body.last.map { $0 | 0x20 == UInt8(ascii: "j") } == true
    if isImaginary { body = body.dropLast() }
    var real: [UInt8] = []
    var isReal = isImaginary
    guard let whole = takeDigits(&body) else { throw bad("expected a number") }
    real += whole
    if body.first == UInt8(ascii: ".") {
      isReal = true
      body = body.dropFirst()
      guard let fraction = takeDigits(&body) else { throw bad("expected a number") }
      guard !whole.isEmpty || !fraction.isEmpty else { throw bad("expected a number") }
      real = (whole.isEmpty ? [UInt8(ascii: "0")] : whole) + [UInt8(ascii: ".")]
      real += fraction.isEmpty ? [UInt8(ascii: "0")] : fraction
    }
    if let mark = body.first, mark | 0x20 == UInt8(ascii: "e") {
      isReal = true
      body = body.dropFirst()
      real.append(mark)
      if let sign = body.first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
        real.append(sign)
        body = body.dropFirst()
      }
      guard let exponent = takeDigits(&body), !exponent.isEmpty else {
        throw bad("expected an exponent")
      }
      real += exponent
    }
    guard body.isEmpty else { throw bad("expected a number") }
    if isReal {
      guard let value = Double(String(decoding: real, as: UTF8.self)) else {
        throw bad("expected a number")
      }
      return isImaginary ? .imaginary(value) : .real(value)
    }
    if whole.count > 1, whole[0] == UInt8(ascii: "0"), whole.contains(where: { $0 != 0x30 }) {
      throw bad("expected a decimal number without leading zeros (octal is written 0o17)")
    }
    return integer(whole, radix: 10)
  }

  private func integer(_ digits: [UInt8], radix: Int) -> Constant {
    let text = String(decoding: digits, as: UTF8.self)
    return Int64(text, radix: radix).map(Constant.integer) ?? .bigInteger(text)
  }

  /// Takes digits with single underscores between them; nil if an underscore is misplaced.
  private func takeDigits(_ body: inout ArraySlice<UInt8>) -> [UInt8]? {
    let run = body.prefix { (0x30...0x39).contains($0) || $0 == UInt8(ascii: "_") }
    body = body.dropFirst(run.count)
    return run.isEmpty ? [] : joined(run, afterPrefix: false)
  }

  /// Digits without their underscores; nil if one does not stand between two digits.
  private func joined(_ digits: ArraySlice<UInt8>, afterPrefix: Bool) -> [UInt8]? {
    var result: [UInt8] = []
    var mayUnderscore = afterPrefix
    for byte in digits {
      if byte == UInt8(ascii: "_") {
        guard mayUnderscore else { return nil }
        mayUnderscore = false
      } else {
        result.append(byte)
        mayUnderscore = true
      }
    }
    return result.isEmpty || !mayUnderscore ? nil : result
  }

  // MARK: Strings

  /// The text of a piece of a string literal, escapes resolved.
  func decodedText(_ range: Range<Int>, isRaw: Bool) throws(Diagnostic) -> String {
    let bytes = try decodedBytes(range, isRaw: isRaw, isBytes: false)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The bytes of a piece of a string literal, escapes resolved and line ends normalised.
  func decodedBytes(
    _ range: Range<Int>, isRaw: Bool, isBytes: Bool
  ) throws(Diagnostic) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(range.count)
    var index = range.lowerBound
    let end = range.upperBound
    while index < end {
      let byte = source.bytes[index]
      if byte == UInt8(ascii: "\r") {
        result.append(UInt8(ascii: "\n"))
        index += index + 1 < end && source.bytes[index + 1] == UInt8(ascii: "\n") ? 2 : 1
      } else if byte == UInt8(ascii: "\\"), !isRaw, index + 1 < end {
        try decodeEscape(&index, end, isBytes: isBytes, into: &result)
      } else {
        if isBytes, byte >= 0x80 {
          throw fail("expected ASCII in a bytes literal, found other text", index..<(index + 1))
        }
        result.append(byte)
        index += 1
      }
    }
    return result
  }

  private func decodeEscape(
    _ index: inout Int, _ end: Int, isBytes: Bool, into result: inout [UInt8]
  ) throws(Diagnostic) {
    let start = index
    let letter = source.bytes[index + 1]
    index += 2
    switch letter {
    case UInt8(ascii: "\n"): break
    case UInt8(ascii: "\r"):
      if index < end, source.bytes[index] == UInt8(ascii: "\n") { index += 1 }
    case UInt8(ascii: "\\"), UInt8(ascii: "'"), UInt8(ascii: "\""): result.append(letter)
    case UInt8(ascii: "a"): result.append(7)
    case UInt8(ascii: "b"): result.append(8)
    case UInt8(ascii: "f"): result.append(12)
    case UInt8(ascii: "n"): result.append(10)
    case UInt8(ascii: "r"): result.append(13)
    case UInt8(ascii: "t"): result.append(9)
    case UInt8(ascii: "v"): result.append(11)
    case UInt8(ascii: "0")...UInt8(ascii: "7"):
      var value = UInt32(letter - 0x30)
      var count = 1
      while count < 3, index < end, (0x30...0x37).contains(source.bytes[index]) {
        value = value * 8 + UInt32(source.bytes[index] - 0x30)
        index += 1
        count += 1
      }
      try append(value, start..<index, isBytes: isBytes, to: &result)
    case UInt8(ascii: "x"):
      let value = try hexadecimal(&index, 2, end, start)
      try append(value, start..<index, isBytes: isBytes, to: &result)
    case UInt8(ascii: "u") where !isBytes:
      let value = try hexadecimal(&index, 4, end, start)
      try append(value, start..<index, isBytes: isBytes, to: &result)
    case UInt8(ascii: "U") where !isBytes:
      let value = try hexadecimal(&index, 8, end, start)
      try append(value, start..<index, isBytes: isBytes, to: &result)
    case UInt8(ascii: "N") where !isBytes:
      throw Diagnostic(
        .unsupported, "expected a character by number (\\u…), found a character by name (\\N{…})",
        at: SourceSpan(start: Int32(start), end: Int32(index)), in: source)
    default:
      result.append(UInt8(ascii: "\\"))
      index -= 1
    }
  }

  private func hexadecimal(
    _ index: inout Int, _ count: Int, _ end: Int, _ start: Int
  ) throws(Diagnostic) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<count {
      guard index < end,
        let digit = Character(Unicode.Scalar(source.bytes[index])).hexDigitValue
      else {
        throw fail("expected \(count) hexadecimal digits, found other text", start..<index)
      }
      value = value << 4 | UInt32(digit)
      index += 1
    }
    return value
  }

  private func append(
    _ value: UInt32, _ range: Range<Int>, isBytes: Bool, to result: inout [UInt8]
  ) throws(Diagnostic) {
    if isBytes {
      result.append(UInt8(truncatingIfNeeded: value))
    } else if let scalar = Unicode.Scalar(value) {
      result.append(contentsOf: String(Character(scalar)).utf8)
    } else {
      throw fail("expected a Unicode character, found the code \(value)", range)
    }
  }

  func fail(_ message: String, _ range: Range<Int>) -> Diagnostic {
    Diagnostic(
      .syntax, message,
      at: SourceSpan(start: Int32(range.lowerBound), end: Int32(range.upperBound)), in: source)
  }
}
