/// The compression of GIF: strings of bytes seen before become numbers (Lempel, Ziv, Welch).
///
/// Codes start with 9 bits and grow to 12 as the table of strings fills up; a full table is thrown
/// away and begun again. Code 256 says so, code 257 ends the data. Bits are packed from the lowest.
enum LZW {
  private static let clear = 256
  private static let end = 257
  private static let limit = 4096

  static func compress(_ bytes: [UInt8]) -> [UInt8] {
    var output = BitWriter()
    // The number of the string `prefix` followed by a byte, by `prefix * 256 + byte`; 0 if unknown.
    var table = [UInt16](repeating: 0, count: limit * 256)
    var used: [Int] = []
    var next = end + 1
    var bits = 9
    output.write(clear, bits: bits)
    var prefix: Int?
    for byte in bytes {
      guard let known = prefix else {
        prefix = Int(byte)
        continue
      }
      let key = known << 8 | Int(byte)
      if table[key] != 0 {
        prefix = Int(table[key])
        continue
      }
      output.write(known, bits: bits)
      prefix = Int(byte)
      if next == limit {
        output.write(clear, bits: bits)
        for key in used { table[key] = 0 }
        used.removeAll(keepingCapacity: true)
        next = end + 1
        bits = 9
      } else {
        table[key] = UInt16(next)
        used.append(key)
        if next == 1 << bits { bits += 1 }
        next += 1
      }
    }
    if let prefix { output.write(prefix, bits: bits) }
    // A reader adds a string after that code too, and may then expect a longer one.
    if prefix != nil, next == 1 << bits, bits < 12 { bits += 1 }
    output.write(end, bits: bits)
    return output.finished()
  }
}

/// Packs codes of changing length into bytes, lowest bit first.
private struct BitWriter {
  private var bytes: [UInt8] = []
  private var pending = 0
  private var count = 0

  mutating func write(_ code: Int, bits: Int) {
    pending |= code << count
    count += bits
    while count >= 8 {
      bytes.append(UInt8(truncatingIfNeeded: pending))
      pending >>= 8
      count -= 8
    }
  }

  func finished() -> [UInt8] {
    count > 0 ? bytes + [UInt8(truncatingIfNeeded: pending)] : bytes
  }
}
