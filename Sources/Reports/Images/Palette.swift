/// Colours, numbered in the order in which they first appear.
struct Palette: Sendable {
  private(set) var colors: [Color] = []
  private var numbers: [Color: UInt8] = [:]
  /// Neighbouring pixels mostly have one colour.
  private var last: (color: Color, index: UInt8)?

  /// The number of a colour, a new one if there are fewer than `limit` (at most 256); else nil.
  mutating func index(of color: Color, limit: Int) -> UInt8? {
    if let last, last.color == color { return last.index }
    guard let index = numbers[color] ?? add(color, limit: limit) else { return nil }
    last = (color, index)
    return index
  }

  /// The numbers of all pixels; nil if they have more than 256 colours.
  mutating func indices(of pixels: [Color]) -> [UInt8]? {
    var indices: [UInt8] = []
    indices.reserveCapacity(pixels.count)
    for pixel in pixels {
      guard let index = index(of: pixel, limit: 256) else { return nil }
      indices.append(index)
    }
    return indices
  }

  /// The number of the most similar colour: the least sum of squared differences.
  func nearest(to color: Color) -> UInt8 {
    func distance(_ other: Color) -> Int {
      let red = Int(color.red) - Int(other.red)
      let green = Int(color.green) - Int(other.green)
      let blue = Int(color.blue) - Int(other.blue)
      return red * red + green * green + blue * blue
    }
    return UInt8(colors.indices.min { distance(colors[$0]) < distance(colors[$1]) } ?? 0)
  }

  private mutating func add(_ color: Color, limit: Int) -> UInt8? {
    guard colors.count < limit else { return nil }
    let index = UInt8(colors.count)
    colors.append(color)
    numbers[color] = index
    return index
  }
}
