import Baselines

/// A protocol buffer message as it is written, field by field
/// (https://protobuf.dev/programming-guides/encoding/).
struct MessageBytes {
  private(set) var bytes: [UInt8] = []

  mutating func add(_ field: Int, _ number: Int) {
    add(varint: UInt64(field) << 3)
    add(varint: UInt64(bitPattern: Int64(number)))
  }

  mutating func add(_ field: Int, _ number: Double) {
    add(varint: UInt64(field) << 3 | 1)
    add(number.bitPattern)
  }

  mutating func add(_ field: Int, _ number: Float) {
    add(varint: UInt64(field) << 3 | 5)
    add(number.bitPattern)
  }

  /// Adds a number of a packed list, within the list.
  mutating func addPacked(_ number: Float) { add(number.bitPattern) }

  mutating func add(_ field: Int, _ text: String) {
    add(varint: UInt64(field) << 3 | 2)
    add(varint: UInt64(text.utf8.count))
    bytes.append(contentsOf: text.utf8)
  }

  /// Adds a message within this one.
  mutating func add(_ field: Int, _ body: (inout MessageBytes) -> Void) {
    add(varint: UInt64(field) << 3 | 2)
    let place = bytes.count
    bytes.append(0)
    body(&self)
    // Most are short, and their length is one byte.
    var length = bytes.count - place - 1
    if length >= 0x80 {
      var rest: [UInt8] = []
      bytes[place] = UInt8(length & 0x7F) | 0x80
      length >>= 7
      while length >= 0x80 {
        rest.append(UInt8(length & 0x7F) | 0x80)
        length >>= 7
      }
      rest.append(UInt8(length))
      bytes.insert(contentsOf: rest, at: place + 1)
    } else {
      bytes[place] = UInt8(length)
    }
  }

  /// Adds a record in TFRecord framing: length, its checksum, the message, its checksum.
  mutating func addRecord(_ body: (inout MessageBytes) -> Void) {
    let start = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: 12))
    body(&self)
    put(UInt64(bytes.count - start - 12), at: start)
    put(CRC32C.masked(bytes.span.bytes, start..<start + 8), at: start + 8)
    add(CRC32C.masked(bytes.span.bytes, start + 12..<bytes.count))
  }

  mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }

  private mutating func add(varint number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  private mutating func add(_ number: some FixedWidthInteger) {
    for byte in 0..<number.bitWidth / 8 {
      bytes.append(UInt8(truncatingIfNeeded: number >> (8 * byte)))
    }
  }

  private mutating func put(_ number: some FixedWidthInteger, at place: Int) {
    for byte in 0..<number.bitWidth / 8 {
      bytes[place + byte] = UInt8(truncatingIfNeeded: number >> (8 * byte))
    }
  }
}
