/// A JSON document as a value, members in document order, whole and real numbers told apart.
package indirect enum JSONValue: Sendable, Equatable {
  case null
  case bool(Bool)
  case int(Int)
  case real(Double)
  case text(String)
  case list([JSONValue])
  case object([Member])

  /// One entry of an object.
  package struct Member: Sendable, Equatable {
    package let key: String
    package let value: JSONValue
  }

  /// Reads a whole text. As Python's `json` does, `NaN` and `Infinity` are numbers.
  package init(_ text: some StringProtocol) throws(JSONError) {
    var reader = JSONReader(bytes: Array(text.utf8))
    self = try reader.document()
  }

  /// The value of an object's last member of this name.
  package subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.key == key }?.value
  }
}

/// Why a text is not JSON.
package struct JSONError: Error, Equatable {
  /// `expected …, found …`.
  package let message: String
  /// Counted in bytes, from 1.
  package let column: Int
}

/// Reads JSON by recursive descent.
private struct JSONReader {
  let bytes: [UInt8]
  private var next = 0
  private var depth = 0
  private static let deepest = 200

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func document() throws(JSONError) -> JSONValue {
    let value = try value()
    skipSpace()
    if next < bytes.count { throw error("the end of the line") }
    return value
  }

  private func error(_ expected: String) -> JSONError {
    var found = "the end"
    if next < bytes.count {
      let rest = String(decoding: bytes[next...].prefix(4), as: UTF8.self)
      found = "`\(rest.first.map(String.init) ?? "")`"
    }
    return JSONError(message: "expected \(expected), found \(found)", column: next + 1)
  }

  private mutating func skipSpace() {
    while next < bytes.count, [0x20, 0x09, 0x0A, 0x0D].contains(bytes[next]) { next += 1 }
  }

  private mutating func take(_ byte: Character) -> Bool {
    skipSpace()
    guard next < bytes.count, bytes[next] == byte.asciiValue else { return false }
    next += 1
    return true
  }

  private mutating func takeWord(_ word: String) -> Bool {
    guard bytes[next...].starts(with: word.utf8) else { return false }
    next += word.utf8.count
    return true
  }

  private mutating func value() throws(JSONError) -> JSONValue {
    skipSpace()
    depth += 1
    defer { depth -= 1 }
    if depth > Self.deepest { throw error("at most \(Self.deepest) levels") }
    if take("{") { return try object() }
    if take("[") { return try list() }
    if take("\"") { return .text(try string()) }
    for (word, value) in Self.words where takeWord(word) { return value }
    return try number()
  }

  private static let words: [(String, JSONValue)] = [
    ("null", .null), ("true", .bool(true)), ("false", .bool(false)), ("NaN", .real(.nan)),
    ("Infinity", .real(.infinity)), ("-Infinity", .real(-.infinity)),
  ]

  private mutating func object() throws(JSONError) -> JSONValue {
    var members: [JSONValue.Member] = []
    if take("}") { return .object(members) }
    repeat {
      guard take("\"") else { throw error("a key in quotes") }
      let key = try string()
      guard take(":") else { throw error("`:`") }
      members.append(JSONValue.Member(key: key, value: try value()))
    } while take(",")
    guard take("}") else { throw error("`,` or `}`") }
    return .object(members)
  }

  private mutating func list() throws(JSONError) -> JSONValue {
    var values: [JSONValue] = []
    if take("]") { return .list(values) }
    repeat { values.append(try value()) } while take(",")
    guard take("]") else { throw error("`,` or `]`") }
    return .list(values)
  }

  private mutating func number() throws(JSONError) -> JSONValue {
    let start = next
    func digit(_ place: Int) -> Bool { place < bytes.count && (0x30...0x39).contains(bytes[place]) }
    var end = next
    if end < bytes.count, bytes[end] == 0x2D { end += 1 }
    guard digit(end) else { throw error("a value") }
    let first = end
    while digit(end) { end += 1 }
    if bytes[first] == 0x30, end > first + 1 { throw error("a number without leading zeros") }
    var isWhole = true
    if end < bytes.count, bytes[end] == 0x2E, digit(end + 1) {
      isWhole = false
      end += 1
      while digit(end) { end += 1 }
    }
    if end < bytes.count, bytes[end] | 0x20 == 0x65 {
      let signed = end + 1 < bytes.count && [0x2B, 0x2D].contains(bytes[end + 1])
      if digit(end + (signed ? 2 : 1)) {
        isWhole = false
        end += signed ? 2 : 1
        while digit(end) { end += 1 }
      }
    }
    let text = String(decoding: bytes[start..<end], as: UTF8.self)
    if isWhole {
      guard let value = Int(text) else { throw error("a whole number of 64 bits") }
      next = end
      return .int(value)
    }
    next = end
    return .real(Double(text) ?? .nan)
  }

  /// Reads a string whose opening quote is taken.
  private mutating func string() throws(JSONError) -> String {
    var content: [UInt8] = []
    while next < bytes.count {
      let byte = bytes[next]
      switch byte {
      case UInt8(ascii: "\""):
        next += 1
        return String(decoding: content, as: UTF8.self)
      case UInt8(ascii: "\\"):
        next += 1
        content.append(contentsOf: String(try escape()).utf8)
      case ..<0x20: throw error("a character that is not a control character")
      default:
        content.append(byte)
        next += 1
      }
    }
    throw error("a closing quote")
  }

  private mutating func escape() throws(JSONError) -> Character {
    guard next < bytes.count else { throw error("an escaped character") }
    let plain: [UInt8: Character] = [
      UInt8(ascii: "\""): "\"", UInt8(ascii: "\\"): "\\", UInt8(ascii: "/"): "/",
      UInt8(ascii: "b"): "\u{8}", UInt8(ascii: "f"): "\u{C}", UInt8(ascii: "n"): "\n",
      UInt8(ascii: "r"): "\r", UInt8(ascii: "t"): "\t",
    ]
    if let character = plain[bytes[next]] {
      next += 1
      return character
    }
    guard takeWord("u") else { throw error("an escaped character") }
    let unit = try hex()
    if UTF16.isLeadSurrogate(unit), takeWord("\\u") {
      let second = try hex()
      guard UTF16.isTrailSurrogate(second) else { return "\u{FFFD}" }
      return Character(UTF16.decode(UTF16.EncodedScalar([unit, second])))
    }
    return Character(Unicode.Scalar(unit) ?? "\u{FFFD}")
  }

  private mutating func hex() throws(JSONError) -> UInt16 {
    guard next + 4 <= bytes.count, bytes[next..<next + 4].allSatisfy(Self.isHexDigit),
      let unit = UInt16(String(decoding: bytes[next..<next + 4], as: UTF8.self), radix: 16)
    else { throw error("four hex digits") }
    next += 4
    return unit
  }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    Character(Unicode.Scalar(byte)).isHexDigit
  }
}
