/// The running CRC-32 of zlib: `crc32(crc32(0, a), b)` is the checksum of a and b together.
public struct CRC32: Sendable, Hashable {
  public private(set) var value: UInt32 = 0

  public init() {}

  public mutating func update(_ bytes: borrowing Span<UInt8>) {
    var state = ~value
    let tables = Self.tables.span
    var index = 0
    let count = bytes.count
    // Eight bytes at a time, with a table for each of them.
    while count - index >= 8 {
      let low =
        state
        ^ (UInt32(bytes[index]) | UInt32(bytes[index + 1]) << 8 | UInt32(bytes[index + 2]) << 16
          | UInt32(bytes[index + 3]) << 24)
      state =
        tables[1792 + Int(low & 0xFF)] ^ tables[1536 + Int(low >> 8 & 0xFF)]
        ^ tables[1280 + Int(low >> 16 & 0xFF)] ^ tables[1024 + Int(low >> 24)]
      state ^= tables[768 + Int(bytes[index + 4])] ^ tables[512 + Int(bytes[index + 5])]
      state ^= tables[256 + Int(bytes[index + 6])] ^ tables[Int(bytes[index + 7])]
      index += 8
    }
    while index < count {
      state = tables[Int((state ^ UInt32(bytes[index])) & 0xFF)] ^ (state >> 8)
      index += 1
    }
    value = ~state
  }

  public mutating func update(_ bytes: [UInt8]) {
    update(bytes.span)
  }

  /// Takes in an integer, little endian.
  public mutating func update(_ number: some FixedWidthInteger) {
    let bytes = (0..<(number.bitWidth / 8)).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    update(bytes)
  }

  private static let tables: [UInt32] = {
    var tables = [UInt32](repeating: 0, count: 8 * 256)
    for byte in 0..<256 {
      var state = UInt32(byte)
      for _ in 0..<8 { state = state & 1 == 0 ? state >> 1 : state >> 1 ^ 0xEDB8_8320 }
      tables[byte] = state
    }
    for index in 256..<tables.count {
      let state = tables[index - 256]
      tables[index] = tables[Int(state & 0xFF)] ^ (state >> 8)
    }
    return tables
  }()
}
