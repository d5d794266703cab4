/// Goes through the fields of one protocol buffer message, without copying anything.
///
/// The encoding is that of https://protobuf.dev/programming-guides/encoding/. Groups, which no
/// message here has, count as damage.
struct WireCursor {
  /// A field: its number, and a number or the place of its bytes.
  struct Field {
    enum Kind { case varint, fixed64, bytes, fixed32 }

    let number: Int
    let kind: Kind
    /// The number of a varint or of a fixed field; 0 for bytes.
    let bits: UInt64
    /// Where the bytes are; empty for numbers.
    let range: Range<Int>

    var double: Double? { kind == .fixed64 ? Double(bitPattern: bits) : nil }
    var float: Double? {
      kind == .fixed32 ? Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits))) : nil
    }
    var integer: Int? { kind == .varint ? Int(truncatingIfNeeded: bits) : nil }
    var bytes: Range<Int>? { kind == .bytes ? range : nil }
  }

  private(set) var position: Int
  private let end: Int
  /// Whether the message ended within a field or has one of no known kind.
  private(set) var isBroken = false

  /// Begins at the start of a message that lies in this range.
  init(_ range: Range<Int>) {
    position = range.lowerBound
    end = range.upperBound
  }

  /// The next field; nil at the end and where the message is broken.
  @inline(__always)
  mutating func next(_ bytes: borrowing RawSpan) -> Field? {
    guard position < end, let key = varint(bytes) else { return nil }
    let number = Int(truncatingIfNeeded: key >> 3 & 0x1FFF_FFFF)
    switch key & 7 {
    case 0:
      guard let value = varint(bytes) else { return nil }
      return Field(number: number, kind: .varint, bits: value, range: 0..<0)
    case 1:
      guard end - position >= 8 else { return broken() }
      let value = UInt64(
        littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt64.self))
      position += 8
      return Field(number: number, kind: .fixed64, bits: value, range: 0..<0)
    case 2:
      guard let length = varint(bytes) else { return nil }
      guard length <= UInt64(end - position) else { return broken() }
      let start = position
      position += Int(length)
      return Field(number: number, kind: .bytes, bits: 0, range: start..<position)
    case 5:
      guard end - position >= 4 else { return broken() }
      let value = UInt32(
        littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: position, as: UInt32.self))
      position += 4
      return Field(number: number, kind: .fixed32, bits: UInt64(value), range: 0..<0)
    default: return broken()
    }
  }

  /// A number of seven bits a byte, the lowest first; nil where it does not end.
  @inline(__always)
  mutating func varint(_ bytes: borrowing RawSpan) -> UInt64? {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while position < end, shift < 70 {
      let byte = bytes.unsafeLoad(fromByteOffset: position, as: UInt8.self)
      position += 1
      value |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    isBroken = true
    position = end
    return nil
  }

  private mutating func broken() -> Field? {
    isBroken = true
    position = end
    return nil
  }
}

extension RawSpan {
  /// The text in a range; bytes that are not UTF-8 are replaced.
  func text(_ range: Range<Int>) -> String {
    extracting(range).withUnsafeBytes { String(decoding: $0, as: UTF8.self) }
  }
}
