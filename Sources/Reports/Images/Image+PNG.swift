import CZlib

/// PNG (ISO/IEC 15948): chunks of length, name, data and checksum around a zlib stream of rows.
extension Image {
  /// The image as a PNG file.
  ///
  /// With at most 256 colours the file has a palette, else three bytes a pixel.
  public func png() -> [UInt8] {
    var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    var palette = Palette()
    let indices = palette.indices(of: pixels)
    let colorType: UInt8 = indices == nil ? 2 : 3
    Self.append(
      "IHDR", Self.bigEndian(width) + Self.bigEndian(height) + [8, colorType, 0, 0, 0], to: &file)
    if indices != nil {
      Self.append("PLTE", palette.colors.flatMap { [$0.red, $0.green, $0.blue] }, to: &file)
    }
    Self.append("IDAT", Self.deflate(indices.map(rows) ?? rows()), to: &file)
    Self.append("IEND", [], to: &file)
    return file
  }

  /// Rows of palette numbers, each after the number of its filter: none.
  private func rows(_ indices: [UInt8]) -> [UInt8] {
    (0..<height).flatMap { [0] + indices[$0 * width..<($0 + 1) * width] }
  }

  /// Rows of colours, as differences to the row above.
  private func rows() -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(height * (1 + 3 * width))
    for y in 0..<height {
      bytes.append(2)
      for x in 0..<width {
        let pixel = self[x, y]
        let above = y == 0 ? .black : self[x, y - 1]
        bytes.append(pixel.red &- above.red)
        bytes.append(pixel.green &- above.green)
        bytes.append(pixel.blue &- above.blue)
      }
    }
    return bytes
  }

  private static func append(_ name: String, _ data: [UInt8], to file: inout [UInt8]) {
    let body = Array(name.utf8) + data
    file += bigEndian(data.count) + body
    file += bigEndian(Int(crc32(0, body, UInt32(body.count))))
  }

  private static func bigEndian(_ number: Int) -> [UInt8] {
    (0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) }
  }

  private static func deflate(_ bytes: [UInt8]) -> [UInt8] {
    var count = compressBound(UInt(bytes.count))
    var result = [UInt8](repeating: 0, count: Int(count))
    let status = compress2(&result, &count, bytes, UInt(bytes.count), 9)
    precondition(status == Z_OK, "zlib has no memory left")
    return Array(result.prefix(Int(count)))
  }
}
