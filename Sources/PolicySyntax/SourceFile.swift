/// A half-open range of UTF-8 byte offsets into a source file.
public struct SourceSpan: Sendable, Hashable {
  /// The offset of the first byte.
  public var start: Int32
  /// The offset after the last byte.
  public var end: Int32

  /// Makes the span of the bytes `start..<end`.
  public init(start: Int32, end: Int32) {
    self.start = start
    self.end = end
  }

  /// The same range as integers, for subscripts.
  public var range: Range<Int> { Int(start)..<Int(end) }

  /// Whether every byte of `other` lies in this span.
  public func contains(_ other: SourceSpan) -> Bool { start <= other.start && other.end <= end }

  /// The smallest span that holds both.
  public func union(_ other: SourceSpan) -> SourceSpan {
    SourceSpan(start: min(start, other.start), end: max(end, other.end))
  }
}

/// The name and text of a policy file; lines and columns are computed only when asked for.
public struct SourceFile: Sendable, Hashable {
  /// What diagnostics call the file, usually its path.
  public let name: String
  /// The UTF-8 bytes of the file, unchanged.
  public let bytes: [UInt8]

  /// Makes a source file from text.
  public init(name: String, text: String) {
    self.name = name
    self.bytes = Array(text.utf8)
  }

  /// Makes a source file from raw bytes; throws a `SyntaxError` at the first byte that is not UTF-8.
  public init(name: String, bytes: [UInt8]) throws(Diagnostic) {
    self.name = name
    self.bytes = bytes
    if let offset = SourceFile.firstInvalidByte(bytes) {
      throw Diagnostic(
        .syntax, "expected UTF-8 text, found the byte 0x\(String(bytes[offset], radix: 16))",
        at: SourceSpan(start: Int32(offset), end: Int32(offset + 1)), in: self)
    }
  }

  /// The whole text.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The text of a span.
  public func text(of span: SourceSpan) -> String {
    String(decoding: bytes[span.range], as: UTF8.self)
  }

  /// The line and column of a byte offset, both from 1; the column counts Unicode scalars.
  public func position(of offset: Int32) -> (line: Int, column: Int) {
    let target = min(Int(offset), bytes.count)
    var line = 1
    var lineStart = 0
    var index = 0
    while index < target {
      let byte = bytes[index]
      index += 1
      if byte == UInt8(ascii: "\n")
        || (byte == UInt8(ascii: "\r")
          && (index >= bytes.count || bytes[index] != UInt8(ascii: "\n")))
      {
        line += 1
        lineStart = index
      }
    }
    let column = bytes[lineStart..<target].count { $0 & 0xC0 != 0x80 } + 1
    return (line, column)
  }

  /// The byte range of the line that holds an offset, without its line ending.
  public func lineSpan(at offset: Int32) -> SourceSpan {
    var start = min(Int(offset), bytes.count)
    var end = start
    while start > 0, !SourceFile.isLineEnd(bytes[start - 1]) { start -= 1 }
    while end < bytes.count, !SourceFile.isLineEnd(bytes[end]) { end += 1 }
    return SourceSpan(start: Int32(start), end: Int32(end))
  }

  static func isLineEnd(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }

  private static func firstInvalidByte(_ bytes: [UInt8]) -> Int? {
    if String(validating: bytes, as: UTF8.self) != nil { return nil }
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var offset = 0
    while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar): offset += UTF8.width(scalar)
      case .emptyInput, .error: return min(offset, bytes.count - 1)
      }
    }
  }
}
