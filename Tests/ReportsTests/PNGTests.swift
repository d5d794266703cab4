import CZlib
import Reports
import Testing

@Suite struct PNGTests {
  struct Malformed: Error {}

  @Test(arguments: [(1, 1, 1), (160, 210, 128), (33, 7, 256), (97, 31, 3000)])
  func everyPixelComesBackExactly(width: Int, height: Int, colors: Int) throws {
    var random = SystemlessGenerator(seed: UInt64(width))
    var image = Image(width: width, height: height)
    for y in 0..<height {
      for x in 0..<width {
        let color = random.below(colors)
        image[x, y] = Color(UInt8(color & 255), UInt8(color >> 8), 9)
      }
    }
    let chunks = try Self.chunks(of: image.png())
    let header = try #require(chunks.first { $0.name == "IHDR" }).data
    #expect(Self.number(header[0..<4]) == width && Self.number(header[4..<8]) == height)
    #expect(header[8] == 8)
    let palette = chunks.first { $0.name == "PLTE" }?.data
    #expect((palette != nil) == (header[9] == 3))
    #expect((palette == nil) == (Set(image.pixels).count > 256))
    #expect(try Self.pixels(chunks, palette, width, height) == image.pixels)
  }

  private static func chunks(of file: [UInt8]) throws -> [(name: String, data: [UInt8])] {
    guard file.prefix(8) == [0x89, 0x50, 0x4E, 0x47, 13, 10, 26, 10] else { throw Malformed() }
    var chunks: [(name: String, data: [UInt8])] = []
    var place = 8
    while place < file.count {
      let count = number(file[place..<place + 4])
      let body = Array(file[place + 4..<place + 8 + count])
      let checksum = number(file[place + 8 + count..<place + 12 + count])
      guard Int(crc32(0, body, UInt32(body.count))) == checksum else { throw Malformed() }
      chunks.append((String(decoding: body[..<4], as: UTF8.self), Array(body[4...])))
      place += 12 + count
    }
    guard chunks.last?.name == "IEND" else { throw Malformed() }
    return chunks
  }

  private static func pixels(
    _ chunks: [(name: String, data: [UInt8])], _ palette: [UInt8]?, _ width: Int, _ height: Int
  ) throws -> [Color] {
    let depth = palette == nil ? 3 : 1
    let stream = chunks.filter { $0.name == "IDAT" }.flatMap(\.data)
    var rows = [UInt8](repeating: 0, count: height * (1 + depth * width))
    var count = UInt(rows.count)
    guard uncompress(&rows, &count, stream, UInt(stream.count)) == Z_OK, count == rows.count
    else { throw Malformed() }
    var above = [UInt8](repeating: 0, count: depth * width)
    var pixels: [Color] = []
    for y in 0..<height {
      let row = rows[y * (1 + depth * width)..<(y + 1) * (1 + depth * width)]
      guard let filter = row.first, filter == 0 || filter == 2 else { throw Malformed() }
      above = zip(row.dropFirst(), above).map { filter == 2 ? $0 &+ $1 : $0 }
      for x in 0..<width {
        let color = palette.map { Array($0[3 * Int(above[x])..<3 * Int(above[x]) + 3]) }
        let parts = color ?? Array(above[3 * x..<3 * x + 3])
        pixels.append(Color(parts[0], parts[1], parts[2]))
      }
    }
    return pixels
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> Int {
    bytes.reduce(0) { $0 << 8 | Int($1) }
  }
}
