extension Enduro {
  /// A row of the road as the last picture showed it, from the line and the column in RAM.
  ///
  /// By day a car is drawn whole; by night, and in the fog, only its tail lights are. The line's byte
  /// starts at one of three numbers for the far end of its row, which tells which of it, or nothing,
  /// was drawn, and grows by 1 a line.
  struct DrawnRow {
    enum Content {
      case nothing, car, lights
    }

    let row: Int
    let content: Content
    /// Lines from the far end of the row.
    let depth: Int
    private let left: Int
    /// Where rows have just rolled, lights in the sixth one lose their second line.
    private let lightsAreCut: Bool

    init(_ row: Int, _ ram: Span<UInt8>) {
      let measure = Self.measures[row]
      let byte = ram.number(Address.carY + row)
      self.row = row
      left = Enduro.columns(ram[Address.carX + row]) + measure.left
      lightsAreCut = row == 5 && DrawnRow(0, ram).depth == 0
      let depths = 0...measure.depth
      switch byte {
      // In one row the numbers of cars overlap those of nothing; an empty row has the column 4.
      case let byte where depths.contains(byte - measure.car) && !Self.isEmpty(row, byte, ram):
        (content, depth) = (.car, byte - measure.car)
      case let byte where depths.contains(byte - measure.lights):
        (content, depth) = (.lights, byte - measure.lights)
      default:
        (content, depth) = (.nothing, min(max(byte - measure.nothing, 0), measure.depth))
      }
    }

    /// The box of what was drawn, not yet cut at the edges of the road; nil for nothing.
    ///
    /// The nearest cars drive out of the picture: the upper lines of their pictures are narrower, and the
    /// fourth depends on how the wheels stand.
    func box(wheelsAreTurned: Bool) -> (columns: Range<Int>, lines: Range<Int>)? {
      let measure = Self.measures[row]
      let x = left < 160 ? left : left - 160
      let top = measure.top + depth
      switch content {
      case .nothing: return nil
      case .lights:
        let x = x + measure.lightsInset
        let y = row == 6 ? top : top + 1
        let height = lightsAreCut ? 1 : measure.lightsHeight
        return (x..<x + measure.lightsWidth, y..<y + height)
      case .car:
        let lines = top..<top + measure.height
        guard row == 0 else { return (x..<x + measure.width, lines) }
        switch playfield.y.upperBound - top {
        case ...3: return (x + 2..<x + 14, lines)
        case 4: return (wheelsAreTurned ? x..<x + 14 : x + 2..<x + 16, lines)
        default: return (x..<x + 16, lines)
        }
      }
    }

    /// Whether a byte that means a car far off and nothing close by means the latter: a row's depth
    /// grows with that of the nearest row, whose bytes are clear.
    private static func isEmpty(_ row: Int, _ byte: Int, _ ram: Span<UInt8>) -> Bool {
      row == 2 && byte < 105 && DrawnRow(0, ram).depth > 12
    }

    /// What a row's cars look like.
    private struct Measure {
      /// The number of the line's byte at the far end, where nothing, a car or lights are drawn.
      var nothing: Int
      var car: Int
      var lights: Int
      /// The line of a car at the far end, and how many lines it comes nearer.
      var top: Int
      var depth: Int
      /// The column of a car whose byte says 0, and its size.
      var left: Int
      var width: Int
      var height: Int
      /// Columns by which the lights are narrower on each side, and their size.
      var lightsInset: Int
      var lightsWidth: Int
      var lightsHeight: Int

      init(
        _ bytes: (nothing: Int, car: Int, lights: Int), top: Int, depth: Int, left: Int,
        size: (Int, Int), lights: (inset: Int, width: Int, height: Int)
      ) {
        (nothing, car, self.lights) = bytes
        (self.top, self.depth, self.left) = (top, depth, left)
        (width, height) = size
        (lightsInset, lightsWidth, lightsHeight) = lights
      }
    }

    private static let measures: InlineArray<7, Measure> = [
      Measure((127, 47, 72), top: 136, depth: 24, left: 16, size: (16, 11), lights: (2, 12, 3)),
      Measure((106, 73, 51), top: 115, depth: 19, left: 18, size: (12, 8), lights: (0, 12, 3)),
      Measure((88, 102, 142), top: 97, depth: 16, left: 15, size: (8, 6), lights: (1, 6, 2)),
      Measure((76, 102, 130), top: 85, depth: 12, left: 16, size: (6, 4), lights: (0, 6, 2)),
      Measure((66, 129, 103), top: 75, depth: 10, left: 17, size: (4, 3), lights: (0, 4, 2)),
      Measure((60, 131, 97), top: 69, depth: 5, left: 17, size: (4, 2), lights: (0, 4, 2)),
      Measure((46, 130, 130), top: 64, depth: 4, left: 18, size: (2, 1), lights: (0, 2, 1)),
    ]
  }
}
