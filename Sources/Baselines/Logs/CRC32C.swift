/// The checksum of event files: CRC-32C (Castagnoli), as RFC 3720 defines it.
///
/// Eight bytes at a time, with a table for each of them ("slicing by eight", Kounavis and Berry, "A
/// Systematic Approach to Building High Performance Software-based CRC Generators", 2005).
package enum CRC32C {
  /// The checksum of the bytes in a range.
  package static func checksum(_ bytes: borrowing RawSpan, _ range: Range<Int>) -> UInt32 {
    let tables = Self.tables.span
    var state = ~UInt32(0)
    var index = range.lowerBound
    precondition(index >= 0 && range.upperBound <= bytes.byteCount)
    while range.upperBound - index >= 8 {
      let word = UInt64(
        littleEndian: bytes.unsafeLoadUnaligned(fromUncheckedByteOffset: index, as: UInt64.self))
      let low = UInt32(truncatingIfNeeded: word) ^ state
      let high = UInt32(truncatingIfNeeded: word >> 32)
      state =
        tables[unchecked: 1792 + Int(low & 0xFF)] ^ tables[unchecked: 1536 + Int(low >> 8 & 0xFF)]
        ^ tables[unchecked: 1280 + Int(low >> 16 & 0xFF)] ^ tables[unchecked: 1024 + Int(low >> 24)]
      state ^=
        tables[unchecked: 768 + Int(high & 0xFF)] ^ tables[unchecked: 512 + Int(high >> 8 & 0xFF)]
        ^ tables[unchecked: 256 + Int(high >> 16 & 0xFF)] ^ tables[unchecked: Int(high >> 24)]
      index += 8
    }
    while index < range.upperBound {
      let byte = bytes.unsafeLoad(fromUncheckedByteOffset: index, as: UInt8.self)
      state = tables[unchecked: Int((state ^ UInt32(byte)) & 0xFF)] ^ (state >> 8)
      index += 1
    }
    return ~state
  }

  /// The checksum as TFRecord and LevelDB files store it: rotated right by 15 bits, plus a constant,
  /// so that the checksum of data that hold checksums stays a good one (LevelDB's `doc/log_format.md`
  /// and TensorFlow's "TFRecord and tf.train.Example").
  package static func masked(_ bytes: borrowing RawSpan, _ range: Range<Int>) -> UInt32 {
    let sum = checksum(bytes, range)
    return (sum >> 15 | sum << 17) &+ 0xA282_EAD8
  }

  /// The masked checksum of an array.
  package static func masked(_ bytes: [UInt8]) -> UInt32 {
    masked(bytes.span.bytes, 0..<bytes.count)
  }

  /// Table t at 256 t: what a byte does to the checksum t bytes later.
  private static let tables: [UInt32] = {
    var tables = [UInt32](repeating: 0, count: 8 * 256)
    for byte in 0..<256 {
      var state = UInt32(byte)
      for _ in 0..<8 { state = state & 1 == 0 ? state >> 1 : state >> 1 ^ 0x82F6_3B78 }
      tables[byte] = state
    }
    for index in 256..<tables.count {
      let state = tables[index - 256]
      tables[index] = tables[Int(state & 0xFF)] ^ (state >> 8)
    }
    return tables
  }()
}
