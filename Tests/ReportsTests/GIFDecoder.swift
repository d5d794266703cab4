import Reports

/// A small decoder of the GIF files that `GIFWriter` makes, written from the format's description
/// and independent of the encoder.
struct GIFDecoder {
  struct Malformed: Error {}

  private(set) var width = 0
  private(set) var height = 0
  /// The pictures as a viewer shows them, one after the other.
  private(set) var frames: [[Color]] = []
  /// Hundredths of a second.
  private(set) var delays: [Int] = []
  /// Pixels that each frame stores.
  private(set) var storedPixels: [Int] = []

  private let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) throws {
    self.bytes = bytes
    guard try take(6) == Array("GIF89a".utf8) else { throw Malformed() }
    width = try number()
    height = try number()
    let flags = try take(3)[0]
    let palette = try take(3 * (2 << Int(flags & 7)))
    var canvas = [Color](repeating: .black, count: width * height)
    var delay = 0
    var transparent: UInt8?
    while true {
      switch try take(1)[0] {
      case 0x21:
        let label = try take(1)[0]
        let data = try blocks()
        if label == 0xF9 {
          delay = Int(data[1]) | Int(data[2]) << 8
          transparent = data[0] & 1 == 1 ? data[3] : nil
        }
      case 0x2C:
        let (left, top, columns, rows) = try (number(), number(), number(), number())
        guard try take(1)[0] == 0, try take(1)[0] == 8 else { throw Malformed() }
        let indices = try Self.decompress(blocks())
        guard indices.count == columns * rows, left + columns <= width, top + rows <= height
        else { throw Malformed() }
        for (offset, index) in indices.enumerated() where index != transparent {
          canvas[(top + offset / columns) * width + left + offset % columns] = Color(
            palette[3 * Int(index)], palette[3 * Int(index) + 1], palette[3 * Int(index) + 2])
        }
        frames.append(canvas)
        delays.append(delay)
        storedPixels.append(indices.count)
      case 0x3B:
        guard place == bytes.count else { throw Malformed() }
        return
      default: throw Malformed()
      }
    }
  }

  private mutating func take(_ count: Int) throws -> [UInt8] {
    guard place + count <= bytes.count else { throw Malformed() }
    defer { place += count }
    return Array(bytes[place..<place + count])
  }

  private mutating func number() throws -> Int {
    let pair = try take(2)
    return Int(pair[0]) | Int(pair[1]) << 8
  }

  private mutating func blocks() throws -> [UInt8] {
    var data: [UInt8] = []
    while case let size = Int(try take(1)[0]), size > 0 { data += try take(size) }
    return data
  }

  private static func decompress(_ data: [UInt8]) throws -> [UInt8] {
    let start: [[UInt8]] = (0..<256).map { [UInt8($0)] } + [[], []]
    var table = start
    var previous: [UInt8] = []
    var output: [UInt8] = []
    var size = 9
    var bit = 0
    while true {
      guard bit + size <= 8 * data.count else { throw Malformed() }
      let code = (0..<size).reduce(0) { code, offset in
        code | Int(data[(bit + offset) / 8] >> UInt8((bit + offset) % 8) & 1) << offset
      }
      bit += size
      if code == 257 { return output }
      if code == 256 {
        table = start
        previous = []
        size = 9
        continue
      }
      guard code <= table.count, code < table.count || !previous.isEmpty else { throw Malformed() }
      let string = code < table.count ? table[code] : previous + [previous[0]]
      output += string
      if !previous.isEmpty, table.count < 4096 { table.append(previous + [string[0]]) }
      if table.count == 1 << size, size < 12 { size += 1 }
      previous = string
    }
  }
}
