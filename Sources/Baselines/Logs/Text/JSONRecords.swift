import Foundation

/// The objects in a JSON file, one after the other, each flattened; memory holds one of them.
///
/// An object in an object gives keys with a slash (`info/learner/lr`); what lies in lists is passed
/// over. `NaN` and `Infinity`, which Python writes, are read. Two layouts are known: an object a
/// line, where a broken line does not hurt the next, and one document, a list of objects or an object.
struct JSONRecords {
  /// How deep objects may be nested; what lies deeper is passed over.
  private static let deepest = 32
  /// Keys of one object that are kept.
  private static let mostKeys = 1 << 14
  /// Bytes of one text that are kept, and of all keys and texts of one object.
  private static let longestText = 4096
  private static let mostBytes = 1 << 23

  /// What a key stands for.
  enum Value: Equatable {
    case number(Double)
    case text(String)
    case bool(Bool)
    /// `null`, NaN, or infinity.
    case none
  }

  /// The line on which the last object begins, counted from 1.
  private(set) var line = 1
  var complaints: Complaints

  private let stream: ByteStream?
  private let isLines: Bool
  private var piece: [UInt8]
  private var used = 0
  private var isAtEnd = false
  private var lineNumber = 1
  private var hasFailed = false

  private var keys: [String] = []
  private var values: [Value] = []
  private var keptBytes = 0

  /// Opens a file.
  ///
  /// - Parameter isLines: whether each object stands on a line of its own.
  init(_ path: String, isLines: Bool) throws(LogError) {
    stream = try ByteStream(path)
    piece = []
    self.isLines = isLines
    complaints = Complaints(file: path)
  }

  /// Reads bytes that are there already.
  init(bytes: [UInt8], isLines: Bool) {
    stream = nil
    piece = bytes
    self.isLines = isLines
    complaints = Complaints(file: "")
  }

  /// Why a document cannot be read on.
  private struct Fault: Error {
    var expected: String
  }

  /// The next object: its keys and values in their order; nil after the last.
  mutating func next() -> [(key: String, value: Value)]? {
    guard let record = isLines ? nextLine() : nextElement() else { return nil }
    return record
  }

  /// The keys of the first object, also where it breaks off.
  mutating func firstKeys() -> [String] {
    _ = next()
    return keys
  }

  private mutating func nextLine() -> [(key: String, value: Value)]? {
    while true {
      skipBlanks(andLineFeeds: true)
      guard peek() != nil else { return nil }
      line = lineNumber
      do throws(Fault) {
        let record = try wholeObject()
        skipBlanks(andLineFeeds: false)
        guard peek() == nil || peek() == 0x0A else { throw Fault(expected: "a line feed") }
        return record
      } catch {
        complain(error)
        while let byte = peek(), byte != 0x0A { advance() }
      }
    }
  }

  private mutating func nextElement() -> [(key: String, value: Value)]? {
    while !hasFailed {
      skipBlanks(andLineFeeds: true)
      guard let byte = peek() else { return nil }
      line = lineNumber
      // A list of objects needs no more than that: its brackets and commas say nothing.
      if byte == UInt8(ascii: "[") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: "]") {
        advance()
        continue
      }
      do throws(Fault) {
        return try wholeObject()
      } catch {
        complain(error)
        hasFailed = true
      }
    }
    return nil
  }

  private mutating func complain(_ fault: Fault) {
    // Reading itself may have failed, which was noted where it did.
    if isAtEnd, peek() == nil, !complaints.isEmpty, hasReadError { return }
    let found = found()
    complaints.add(line: line, expected: fault.expected, found: found)
  }

  private mutating func found() -> String {
    guard let byte = peek() else { return "the end of the file" }
    if byte == 0x0A { return "the end of the line" }
    return byte > 32 && byte < 127
      ? "'\(Character(Unicode.Scalar(byte)))'" : "the byte 0x\(String(byte, radix: 16))"
  }

  private mutating func wholeObject() throws(Fault) -> [(key: String, value: Value)] {
    keys.removeAll(keepingCapacity: true)
    values.removeAll(keepingCapacity: true)
    keptBytes = 0
    guard peek() == UInt8(ascii: "{") else { throw Fault(expected: "an object") }
    try object(prefix: "", depth: 0)
    return zip(keys, values).map { (key: $0, value: $1) }
  }

  private mutating func object(prefix: String, depth: Int) throws(Fault) {
    advance()
    try blanks()
    if take("}") { return }
    while true {
      try blanks()
      guard peek() == UInt8(ascii: "\"") else { throw Fault(expected: "a key in quotes") }
      let key = prefix + (try string())
      try blanks()
      guard take(":") else { throw Fault(expected: "':'") }
      try blanks()
      try value(key: key, depth: depth)
      try blanks()
      if take(",") { continue }
      guard take("}") else { throw Fault(expected: "',' or '}'") }
      return
    }
  }

  private mutating func value(key: String, depth: Int) throws(Fault) {
    switch peek() {
    case UInt8(ascii: "{") where depth < JSONRecords.deepest:
      try object(prefix: key + "/", depth: depth + 1)
    case UInt8(ascii: "{"), UInt8(ascii: "["): try skipNested()
    case UInt8(ascii: "\""): keep(key, .text(try string()))
    default: keep(key, try word())
    }
  }

  private mutating func keep(_ key: String, _ value: Value) {
    if case .text(let text) = value { keptBytes += text.utf8.count }
    keptBytes += key.utf8.count
    guard keys.count < JSONRecords.mostKeys, keptBytes < JSONRecords.mostBytes else { return }
    keys.append(key)
    values.append(value)
  }

  /// A number or a word such as `true`.
  private mutating func word() throws(Fault) -> Value {
    var bytes: [UInt8] = []
    while let byte = peek(), bytes.count < 1024 {
      let isPart =
        byte &- 0x30 < 10 || (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "-")
        || byte == UInt8(ascii: "+") || byte == UInt8(ascii: ".")
      guard isPart else { break }
      bytes.append(byte)
      advance()
    }
    switch bytes.withUnsafeBytes({ Cell($0) }) {
    case .number(let value): return .number(value)
    case .infinite: return .none
    case .empty where !bytes.isEmpty: return .none
    default:
      switch String(decoding: bytes, as: UTF8.self) {
      case "true": return .bool(true)
      case "false": return .bool(false)
      default: throw Fault(expected: "a value")
      }
    }
  }

  /// Passes over a list or an object however deep it is nested.
  private mutating func skipNested() throws(Fault) {
    var depth = 0
    repeat {
      guard let byte = peek(), !(isLines && byte == 0x0A) else {
        throw Fault(expected: "the rest of a list or an object")
      }
      switch byte {
      case UInt8(ascii: "\""):
        _ = try string()
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      default: break
      }
      advance()
    } while depth > 0
  }

  private mutating func string() throws(Fault) -> String {
    advance()
    var bytes: [UInt8] = []
    while true {
      guard let byte = peek(), byte != 0x0A else {
        throw Fault(expected: "'\"' to close the text")
      }
      advance()
      if byte == UInt8(ascii: "\"") { return String(decoding: bytes, as: UTF8.self) }
      let isKept = bytes.count < JSONRecords.longestText
      if byte == UInt8(ascii: "\\") {
        let kept = try escape()
        if isKept { bytes += kept }
      } else if isKept {
        bytes.append(byte)
      }
    }
  }

  private mutating func escape() throws(Fault) -> [UInt8] {
    guard let letter = peek() else { throw Fault(expected: "an escape") }
    advance()
    switch letter {
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "b"): return [0x08]
    case UInt8(ascii: "f"): return [0x0C]
    case UInt8(ascii: "u"):
      var code = try hexadecimal()
      if (0xD800..<0xDC00).contains(code), peek() == UInt8(ascii: "\\") {
        advance()
        guard peek() == UInt8(ascii: "u") else { throw Fault(expected: "the second surrogate") }
        advance()
        let low = try hexadecimal()
        if (0xDC00..<0xE000).contains(low) {
          code = 0x10000 + ((code - 0xD800) << 10) + low - 0xDC00
        }
      }
      return Array(String(Character(Unicode.Scalar(code) ?? "\u{FFFD}")).utf8)
    default: return [letter]
    }
  }

  private mutating func hexadecimal() throws(Fault) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = peek(), let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw Fault(expected: "four hexadecimal digits")
      }
      code = code << 4 | UInt32(digit)
      advance()
    }
    return code
  }

  // The bytes.

  private var hasReadError = false

  private mutating func peek() -> UInt8? {
    if used < piece.count { return piece[used] }
    guard !isAtEnd, let stream else { return nil }
    do throws(LogError) {
      if let next = try stream.next() {
        piece = next
        used = 0
        return piece[0]
      }
    } catch {
      complaints.add(error)
      hasReadError = true
    }
    isAtEnd = true
    return nil
  }

  private mutating func advance() {
    if piece[used] == 0x0A { lineNumber += 1 }
    used += 1
  }

  private mutating func take(_ character: Character) -> Bool {
    guard peek() == character.asciiValue else { return false }
    advance()
    return true
  }

  private mutating func skipBlanks(andLineFeeds: Bool) {
    while let byte = peek() {
      let isByteOrderMark = byte == 0xEF || byte == 0xBB || byte == 0xBF
      guard
        byte == 0x20 || byte == 0x09 || byte == 0x0D || (byte == 0x0A && andLineFeeds)
          || isByteOrderMark
      else { return }
      advance()
    }
  }

  /// Blanks within an object; where an object is a line, a line feed is a fault.
  private mutating func blanks() throws(Fault) {
    skipBlanks(andLineFeeds: !isLines)
    if peek() == nil { throw Fault(expected: "the rest of an object") }
  }
}
