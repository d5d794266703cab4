/// Drawing never fails: what lies outside the image is cut off.
extension Image {
  /// Fills a rectangle.
  public mutating func fill(x: Int, y: Int, width: Int, height: Int, _ color: Color) {
    let columns = (x..<x + max(width, 0)).clamped(to: 0..<self.width)
    for row in (y..<y + max(height, 0)).clamped(to: 0..<self.height) {
      for column in columns { pixels[row * self.width + column] = color }
    }
  }

  /// Draws the outline of a rectangle, one pixel thick, inside it.
  public mutating func outline(x: Int, y: Int, width: Int, height: Int, _ color: Color) {
    fill(x: x, y: y, width: width, height: 1, color)
    fill(x: x, y: y + height - 1, width: width, height: 1, color)
    fill(x: x, y: y, width: 1, height: height, color)
    fill(x: x + width - 1, y: y, width: 1, height: height, color)
  }

  /// Draws a straight line between two pixels, both included (Bresenham's algorithm).
  public mutating func line(from start: (x: Int, y: Int), to end: (x: Int, y: Int), _ color: Color)
  {
    let width = abs(end.x - start.x)
    let height = -abs(end.y - start.y)
    let stepX = start.x < end.x ? 1 : -1
    let stepY = start.y < end.y ? 1 : -1
    var (x, y) = start
    var error = width + height
    while true {
      fill(x: x, y: y, width: 1, height: 1, color)
      if (x, y) == end { return }
      let doubled = 2 * error
      if doubled >= height {
        error += height
        x += stepX
      }
      if doubled <= width {
        error += width
        y += stepY
      }
    }
  }

  /// Draws a line with a head of 5 pixels at its end; a shorter one is a line.
  public mutating func arrow(from start: (x: Int, y: Int), to end: (x: Int, y: Int), _ color: Color)
  {
    line(from: start, to: end, color)
    let (dx, dy) = (Double(start.x - end.x), Double(start.y - end.y))
    let length = (dx * dx + dy * dy).squareRoot()
    guard length >= 5 else { return }
    // The way back, turned by 30 degrees to both sides.
    let (along, across) = (0.866 * 5 / length, 0.5 * 5 / length)
    for side in [across, -across] {
      line(
        from: end,
        to: (
          x: end.x + Int((dx * along - dy * side).rounded()),
          y: end.y + Int((dy * along + dx * side).rounded())
        ), color)
    }
  }

  /// Copies another image onto this one, its top left corner at `x`, `y`.
  public mutating func draw(_ other: Image, x: Int, y: Int) {
    let columns = (x..<x + other.width).clamped(to: 0..<width)
    for row in (y..<y + other.height).clamped(to: 0..<height) {
      for column in columns {
        pixels[row * width + column] = other.pixels[(row - y) * other.width + column - x]
      }
    }
  }

  /// Writes a line of text, the top left corner of its first character at `x`, `y`.
  ///
  /// A character takes `Font.advance` by `Font.height` pixels, times `scale`. Characters outside
  /// ASCII show as a box.
  public mutating func write(_ text: String, x: Int, y: Int, scale: Int = 1, _ color: Color) {
    var left = x
    for character in text {
      for (row, bits) in Font.rows(of: character).enumerated() {
        for column in 0..<Font.width where bits >> UInt8(Font.width - 1 - column) & 1 == 1 {
          fill(
            x: left + column * scale, y: y + row * scale, width: scale, height: scale, color)
        }
      }
      left += Font.advance * scale
    }
  }
}
