/// Writes a moving picture as an animated GIF (GIF89a), frame by frame.
///
/// All frames share one palette, which grows with them: up to 255 colours, exact; a colour beyond
/// that becomes the nearest of them. Of each frame only the rectangle that changed is stored, and in
/// it pixels that did not change are transparent, which makes the file small. Frames are compressed
/// as they come, so that memory holds the file and one frame.
public struct GIFWriter: Sendable {
  /// The number that no colour has.
  private static let transparent: UInt8 = 255

  public let width: Int
  public let height: Int
  /// Frames so far.
  public private(set) var frameCount = 0
  private var palette = Palette()
  private var nearest: [Color: UInt8] = [:]
  /// The last frame; empty before the first.
  private var shown: [Color] = []
  private var body: [UInt8] = []
  private var seconds = 0.0

  /// Starts a moving picture whose frames all have this size.
  public init(width: Int, height: Int) {
    precondition((1...65535).contains(width) && (1...65535).contains(height))
    self.width = width
    self.height = height
  }

  /// Adds a frame that is shown for some seconds.
  ///
  /// The format counts hundredths of a second; what is rounded off one frame is added to the next, so
  /// that the whole lasts as long as it should. Viewers take less than 2 hundredths for a mistake:
  /// shorter frames last 2.
  public mutating func append(_ image: Image, seconds duration: Double) {
    precondition(image.width == width && image.height == height, "all frames have one size")
    let began = (seconds * 100).rounded()
    seconds += duration
    let delay = max(2, min(65535, Int((seconds * 100).rounded() - began)))

    let changed = changedRectangle(image.pixels)
    var data: [UInt8] = []
    data.reserveCapacity(changed.columns.count * changed.rows.count)
    for y in changed.rows {
      for place in y * width + changed.columns.lowerBound..<y * width + changed.columns.upperBound {
        let pixel = image.pixels[place]
        let isOld = !shown.isEmpty && pixel == shown[place]
        data.append(isOld ? Self.transparent : index(of: pixel))
      }
    }
    shown = image.pixels
    frameCount += 1

    // Graphic control: keep the picture, one transparent number, the delay.
    body += [0x21, 0xF9, 4, 0b0000_0101] + Self.littleEndian(delay) + [Self.transparent, 0]
    body += [0x2C] + Self.littleEndian(changed.columns.lowerBound)
    body += Self.littleEndian(changed.rows.lowerBound)
    body += Self.littleEndian(changed.columns.count) + Self.littleEndian(changed.rows.count) + [0]
    body += [8]
    let codes = LZW.compress(data)
    for start in stride(from: 0, to: codes.count, by: 255) {
      let block = codes[start..<min(start + 255, codes.count)]
      body.append(UInt8(block.count))
      body += block
    }
    body.append(0)
  }

  /// The file, with all frames so far; it repeats for ever.
  public func file() -> [UInt8] {
    var file = Array("GIF89a".utf8) + Self.littleEndian(width) + Self.littleEndian(height)
    file += [0b1111_0111, 0, 0]
    file += palette.colors.flatMap { [$0.red, $0.green, $0.blue] }
    file += [UInt8](repeating: 0, count: 3 * (256 - palette.colors.count))
    file += [0x21, 0xFF, 11] + Array("NETSCAPE2.0".utf8) + [3, 1, 0, 0, 0]
    return file + body + [0x3B]
  }

  private mutating func index(of color: Color) -> UInt8 {
    if let index = palette.index(of: color, limit: 255) ?? nearest[color] { return index }
    let index = palette.nearest(to: color)
    nearest[color] = index
    return index
  }

  /// The smallest rectangle with all changes; one pixel if there are none.
  private func changedRectangle(_ new: [Color]) -> (columns: Range<Int>, rows: Range<Int>) {
    if shown.isEmpty { return (0..<width, 0..<height) }
    var columns = width..<width
    var rows = 0..<0
    for y in 0..<height {
      let row = y * width..<(y + 1) * width
      guard let first = row.first(where: { new[$0] != shown[$0] }),
        let last = row.last(where: { new[$0] != shown[$0] })
      else { continue }
      let left = min(columns.lowerBound, first - row.lowerBound)
      let right = rows.isEmpty ? 0 : columns.upperBound
      columns = left..<max(right, last - row.lowerBound + 1)
      rows = (rows.isEmpty ? y : rows.lowerBound)..<y + 1
    }
    return rows.isEmpty ? (0..<1, 0..<1) : (columns, rows)
  }

  private static func littleEndian(_ number: Int) -> [UInt8] {
    [UInt8(truncatingIfNeeded: number), UInt8(truncatingIfNeeded: number >> 8)]
  }
}
