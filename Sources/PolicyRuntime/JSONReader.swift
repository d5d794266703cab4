// Observations from JSON: a small strict reader that keeps what Foundation's loses, the difference
// of integers and reals, the order of keys, and NaN and Infinity as Python writes them.

import PolicySyntax

extension PolicyInterpreter {
  /// The value of a JSON document, made in the current step.
  ///
  /// Objects become dictionaries, whose keys are interned; numbers with a point or an exponent
  /// become reals, others integers; `NaN`, `Infinity` and `-Infinity` are accepted. Throws a
  /// `DataError` placed in `source`.
  public func makeValue(json source: SourceFile) throws(Diagnostic) -> PolicyValue {
    var reader = JSONReader(source: source, interpreter: self)
    return try reader.document()
  }
}

private struct JSONReader {
  let source: SourceFile
  let interpreter: PolicyInterpreter
  private var position = 0

  static let maximumDepth = 100

  init(source: SourceFile, interpreter: PolicyInterpreter) {
    self.source = source
    self.interpreter = interpreter
  }

  mutating func document() throws(Diagnostic) -> PolicyValue {
    let result = try value(depth: 0)
    skipBlanks()
    guard position == source.bytes.count else { throw expected("the end of the document") }
    return result
  }

  private var byte: UInt8? { position < source.bytes.count ? source.bytes[position] : nil }

  private func expected(_ what: String) -> Diagnostic {
    var found = "the end"
    if let byte {
      found =
        byte > 32 && byte < 127
        ? "'\(Character(Unicode.Scalar(byte)))'" : "the byte 0x\(String(byte, radix: 16))"
    }
    let place = Int32(min(position, source.bytes.count))
    return Diagnostic(
      .data, "expected \(what), found \(found)", at: SourceSpan(start: place, end: place + 1),
      in: source)
  }

  private mutating func skipBlanks() {
    while let byte, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }

  private mutating func take(_ character: Character) -> Bool {
    skipBlanks()
    guard byte == character.asciiValue else { return false }
    position += 1
    return true
  }

  private mutating func word(_ text: String) -> Bool {
    guard source.bytes[position...].starts(with: text.utf8) else { return false }
    position += text.utf8.count
    return true
  }

  private mutating func value(depth: Int) throws(Diagnostic) -> PolicyValue {
    skipBlanks()
    guard depth < JSONReader.maximumDepth else {
      throw expected("at most \(JSONReader.maximumDepth) levels")
    }
    switch byte {
    case UInt8(ascii: "{"): return try object(depth)
    case UInt8(ascii: "["): return try array(depth)
    case UInt8(ascii: "\""): return try interpreter.makeString(try string())
    case UInt8(ascii: "t") where word("true"): return .bool(true)
    case UInt8(ascii: "f") where word("false"): return .bool(false)
    case UInt8(ascii: "n") where word("null"): return .none
    case UInt8(ascii: "N") where word("NaN"): return .real(.nan)
    case UInt8(ascii: "I") where word("Infinity"): return .real(.infinity)
    case let digit? where digit == UInt8(ascii: "-") || (0x30...0x39).contains(digit):
      return try number()
    default: throw expected("a value")
    }
  }

  private mutating func object(_ depth: Int) throws(Diagnostic) -> PolicyValue {
    position += 1
    let result = try interpreter.makeDictionary(capacity: 0)
    if take("}") { return result }
    repeat {
      skipBlanks()
      guard byte == UInt8(ascii: "\"") else { throw expected("a key in quotes") }
      let key = interpreter.intern(try string())
      guard take(":") else { throw expected("':'") }
      try interpreter.set(result, key, try value(depth: depth + 1))
    } while take(",")
    guard take("}") else { throw expected("',' or '}'") }
    return result
  }

  private mutating func array(_ depth: Int) throws(Diagnostic) -> PolicyValue {
    position += 1
    let result = try interpreter.makeList(capacity: 0)
    if take("]") { return result }
    repeat {
      try interpreter.append(try value(depth: depth + 1), to: result)
    } while take(",")
    guard take("]") else { throw expected("',' or ']'") }
    return result
  }

  private mutating func digits() throws(Diagnostic) {
    guard let first = byte, (0x30...0x39).contains(first) else { throw expected("a digit") }
    while let byte, (0x30...0x39).contains(byte) { position += 1 }
  }

  private mutating func number() throws(Diagnostic) -> PolicyValue {
    let start = position
    var isReal = false
    if byte == UInt8(ascii: "-") {
      position += 1
      if word("Infinity") { return .real(-.infinity) }
    }
    let isZero = byte == UInt8(ascii: "0")
    let first = position
    try digits()
    guard !isZero || position == first + 1 else {
      position = first
      throw expected("a number without leading zeros")
    }
    if byte == UInt8(ascii: ".") {
      isReal = true
      position += 1
      try digits()
    }
    if let mark = byte, mark | 0x20 == UInt8(ascii: "e") {
      isReal = true
      position += 1
      if byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") { position += 1 }
      try digits()
    }
    let text = String(decoding: source.bytes[start..<position], as: UTF8.self)
    if isReal, let value = Double(text) { return .real(value) }
    guard let value = Int(text) else {
      position = start
      throw expected("an integer of at most 64 bits")
    }
    return .int(value)
  }

  private mutating func string() throws(Diagnostic) -> String {
    position += 1
    var result: [UInt8] = []
    while true {
      guard let byte, byte >= 0x20 else { throw expected("'\"' to close the text") }
      position += 1
      if byte == UInt8(ascii: "\"") { return String(decoding: result, as: UTF8.self) }
      guard byte == UInt8(ascii: "\\") else {
        result.append(byte)
        continue
      }
      guard let letter = self.byte else { throw expected("an escape") }
      position += 1
      switch letter {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): result.append(letter)
      case UInt8(ascii: "b"): result.append(8)
      case UInt8(ascii: "f"): result.append(12)
      case UInt8(ascii: "n"): result.append(10)
      case UInt8(ascii: "r"): result.append(13)
      case UInt8(ascii: "t"): result.append(9)
      case UInt8(ascii: "u"):
        var code = try hexadecimal()
        if (0xD800..<0xDC00).contains(code), word("\\u") {
          let low = try hexadecimal()
          guard (0xDC00..<0xE000).contains(low) else { throw expected("a low surrogate") }
          code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(code) else { throw expected("a Unicode character") }
        result += String(Character(scalar)).utf8
      default:
        position -= 1
        throw expected("an escape")
      }
    }
  }

  private mutating func hexadecimal() throws(Diagnostic) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard let byte, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw expected("four hexadecimal digits")
      }
      code = code << 4 | UInt32(digit)
      position += 1
    }
    return code
  }
}
