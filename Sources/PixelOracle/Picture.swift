import Objects

/// A picture of the console: one palette index a pixel, 160 in a line, from the top left.
package struct Picture: Sendable {
  package static let width = 160

  package var pixels: [UInt8]

  package init(pixels: [UInt8] = []) { self.pixels = pixels }

  package var height: Int { pixels.count / Self.width }

  package subscript(x: Int, y: Int) -> UInt8 { pixels[y * Self.width + x] }

  /// The smallest box around the pixels of a part of the picture that satisfy a condition.
  package func box(
    columns: Range<Int>, lines: Range<Int>, where matches: (Int, Int, UInt8) -> Bool
  ) -> PixelBox? {
    var box: PixelBox?
    for y in lines {
      for x in columns where matches(x, y, self[x, y]) {
        box = box?.union(PixelBox(x: x, y: y, w: 1, h: 1)) ?? PixelBox(x: x, y: y, w: 1, h: 1)
      }
    }
    return box
  }

  /// The smallest box around the pixels of one colour.
  package func box(of color: UInt8, columns: Range<Int>, lines: Range<Int>) -> PixelBox? {
    box(columns: columns, lines: lines) { _, _, pixel in pixel == color }
  }
}
