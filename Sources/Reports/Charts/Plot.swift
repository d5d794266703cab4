/// The frame of a chart with two axes: where things lie, the grid, the ticks and the legend.
///
/// Charts are 480 units wide. On a wide page a unit is about a pixel; on a telephone it is less, and
/// text is larger for it. All room is reckoned with the larger text.
struct Plot {
  static let width = 480.0
  /// The height of text that room is kept for.
  static let textSize = 16.5
  static let lineHeight = 20.0

  let x: Axis
  let y: Axis
  /// The ends of the axes in units of the picture.
  let left: Double
  let right: Double
  let top: Double
  let bottom: Double

  /// How wide a text is in units, at most.
  static func width(_ text: String) -> Double { TextWidth.of(text) * textSize }

  /// - Parameters:
  ///   - margin: units to the right of the plot, for labels.
  ///   - height: of the plot itself.
  init(x: Axis, y: Axis, margin: Double, height: Double) {
    self.y = y
    let widest = y.ticks.map { Self.width($0.label) }.max() ?? 0
    left = min(widest + 10, 110)
    right = Self.width - max(margin, 8)
    top = 32
    bottom = top + height
    var x = x
    x.thin(length: right - left, width: Self.width)
    self.x = x
  }

  func across(_ value: Double) -> Double { left + x.position(value) * (right - left) }
  func down(_ value: Double) -> Double { bottom - y.position(value) * (bottom - top) }

  /// Where the part below the plot begins: legend or end of the picture.
  var foot: Double { bottom + 2 * Self.lineHeight + 8 }

  /// Draws grid, ticks and what the axes count.
  func drawFrame(into svg: inout Markup, xTitle: String, yTitle: String) {
    svg.element("text", ["class": "quiet", "x": "0", "y": "16"], text: yTitle)
    for tick in y.ticks {
      let place = down(tick.value)
      svg.shape("path", ["class": "rule", "d": Path.line((left, place), (right, place))])
      svg.element(
        "text",
        ["class": "quiet end", "x": Numeral.place(left - 6), "y": Numeral.place(place + 4.5)],
        text: tick.label)
    }
    for tick in x.ticks {
      let place = across(tick.value)
      svg.shape("path", ["class": "rule", "d": Path.line((place, bottom), (place, bottom + 4))])
      // A label at an end of the axis must not leave the picture.
      let half = Self.width(tick.label) / 2
      let middle = min(max(place, half), Self.width - half)
      svg.element(
        "text",
        [
          "class": "quiet middle", "x": Numeral.place(middle),
          "y": Numeral.place(bottom + Self.lineHeight),
        ], text: tick.label)
    }
    svg.element(
      "text",
      [
        "class": "quiet middle", "x": Numeral.place((left + right) / 2),
        "y": Numeral.place(bottom + 2 * Self.lineHeight + 1),
      ], text: xTitle)
    svg.newline()
  }
}

/// Paths as SVG writes them.
enum Path {
  typealias Point = (x: Double, y: Double)

  static func line(_ start: Point, _ end: Point) -> String { through([start, end]) }

  /// A line through points.
  static func through(_ points: some Sequence<Point>) -> String {
    var path = ""
    for point in points {
      path += (path.isEmpty ? "M" : "L") + Numeral.place(point.x) + " " + Numeral.place(point.y)
    }
    return path
  }

  /// The marker of a series about a point: circle, square, triangle, diamond, cross, bar.
  static func marker(_ style: Int, at point: Point) -> String {
    let start = "M\(Numeral.place(point.x)) \(Numeral.place(point.y))"
    return switch style % ChartStyle.count {
    case 0: start + "m-3.4 0a3.4 3.4 0 1 0 6.8 0a3.4 3.4 0 1 0-6.8 0z"
    case 1: start + "m-3.1-3.1h6.2v6.2h-6.2z"
    case 2: start + "m0-4l4 7h-8z"
    case 3: start + "m0-4.4l4.4 4.4l-4.4 4.4l-4.4-4.4z"
    case 4: start + "m-3.2-3.2l6.4 6.4m0-6.4l-6.4 6.4"
    default: start + "m0-4.4v8.8m-4.4-4.4h8.8"
    }
  }
}

/// The list of series under a chart: line and marker as drawn, then the name.
struct Legend {
  /// Name and style of each series.
  let entries: [(label: String, style: Int)]

  private static let swatch = 34.0

  /// Places of the entries, row after row.
  private var places: [(x: Double, row: Int, label: String)] {
    var (x, row) = (0.0, 0)
    return entries.map { entry in
      let label = TextWidth.cut(entry.label, to: (Plot.width - Self.swatch - 8) / Plot.textSize)
      let width = Self.swatch + Plot.width(label) + 16
      if x > 0, x + width - 16 > Plot.width { (x, row) = (0, row + 1) }
      defer { x += width }
      return (x, row, label)
    }
  }

  /// Units that it takes from top to bottom.
  var height: Double { places.last.map { Double($0.row + 1) * Plot.lineHeight + 4 } ?? 0 }

  func draw(into svg: inout Markup, top: Double) {
    for (entry, place) in zip(entries, places) {
      let y = top + Double(place.row) * Plot.lineHeight + 10
      let series = "s\(entry.style % ChartStyle.count)"
      svg.shape(
        "path",
        ["class": "line \(series)", "d": Path.line((place.x + 1, y), (place.x + 28, y))])
      svg.shape(
        "path",
        [
          "class": "marks \(series)",
          "d": Path.marker(entry.style, at: (place.x + 14.5, y)),
        ])
      svg.element(
        "text", ["x": Numeral.place(place.x + Self.swatch), "y": Numeral.place(y + 4.5)],
        text: place.label)
    }
  }
}
