/// Where the parts of a line chart go.
///
/// Each line is named at its end, in the margin on the right, together with the references; names
/// that would touch move apart. Where there is no room for that, the legend alone names them.
extension LineChart {
  struct Layout {
    private let chart: LineChart
    private let lines: [Line]
    private let plot: Plot
    private let legend: Legend
    private let labels: [Label]

    private static let plotHeight = 210.0
    /// The widest margin for names.
    private static let margin = 146.0
    /// Markers along a line.
    private static let markers = 5

    /// A name in the margin.
    private struct Label {
      var text: String
      /// Where it is, and the height that it names.
      var y, target: Double
      /// Nil for a reference.
      var style: Int?
    }

    init(_ chart: LineChart, _ lines: [Line], _ x: Axis) {
      self.chart = chart
      self.lines = lines
      let heights = lines.flatMap { $0.points.flatMap { [$0.y, $0.low ?? $0.y, $0.high ?? $0.y] } }
      let references = chart.references.filter { $0.value.isFinite }
      let isShare = if case .share = chart.yAxis { true } else { false }
      let y = Axis(
        heights + references.map(\.value) + (isShare ? [0, 1] : []), unit: chart.yAxis.unit)
      var named = lines.map { line -> (text: String, value: Double, style: Int?) in
        (line.label, line.end.y, line.style)
      }
      named += references.map { ($0.label, $0.value, nil) }
      let room = Plot(x: x, y: y, margin: Self.margin, height: Self.plotHeight)
      let places = LabelPlacement.places(
        named.map { room.down($0.value) }, gap: Plot.lineHeight - 2, in: room.top...room.bottom)
      if places == nil { named = [] }
      let texts = named.map { TextWidth.cut($0.text, to: (Self.margin - 24) / Plot.textSize) }
      let widest = texts.map(Plot.width).max() ?? 0
      plot = Plot(
        x: x, y: y, margin: named.isEmpty ? 8 : widest + 24, height: Self.plotHeight)
      labels = zip(zip(named, texts), places ?? []).map { entry, y in
        Label(
          text: entry.1, y: y, target: room.down(entry.0.value), style: entry.0.style)
      }
      legend = Legend(
        entries: lines.count > 1 || named.isEmpty ? lines.map { ($0.label, $0.style) } : [])
    }

    /// Units from top to bottom of the picture.
    var height: Double { plot.foot + legend.height }

    func draw(into svg: inout Markup) {
      plot.drawFrame(into: &svg, xTitle: chart.xAxis.title(plot.x), yTitle: chart.yAxis.title)
      for reference in chart.references where reference.value.isFinite {
        let y = plot.down(reference.value)
        svg.shape("path", ["class": "mark-line", "d": Path.line((plot.left, y), (plot.right, y))])
      }
      for line in lines { drawBand(line, into: &svg) }
      for line in lines { drawLine(line, into: &svg) }
      for label in labels { draw(label, into: &svg) }
      svg.newline()
      legend.draw(into: &svg, top: plot.foot)
    }

    /// The places of a line's points, with the corners of its steps.
    private func path(_ line: Line, _ value: (Point) -> Double?) -> [Path.Point] {
      var result: [Path.Point] = []
      for point in line.points {
        guard let value = value(point) else { continue }
        let place = (x: plot.across(point.x), y: plot.down(value))
        if line.isStepped, let last = result.last { result.append((place.x, last.y)) }
        result.append(place)
      }
      return result
    }

    private func drawBand(_ line: Line, into svg: inout Markup) {
      let high = path(line, \.high)
      guard high.count > 1 else { return }
      let outline = high + path(line, \.low).reversed()
      svg.shape("path", ["class": "band \(name(line.style))", "d": Path.through(outline) + "z"])
    }

    private func drawLine(_ line: Line, into svg: inout Markup) {
      let points = path(line, \.y)
      let end = points[points.count - 1]
      let series = name(line.style)
      if chart.hasTails, plot.right - end.x > 2 {
        svg.shape(
          "path", ["class": "tail \(series)", "d": Path.line(end, (plot.right, end.y))])
      }
      if points.count > 1 {
        svg.shape("path", ["class": "line \(series)", "d": Path.through(points)])
      }
      let count = min(Self.markers, line.points.count)
      // Lines with many points in common have their markers at different ones.
      let shift = Double(line.style % ChartStyle.count) / Double(2 * ChartStyle.count)
      let marks = (0..<count).map { index in
        let share =
          count == line.points.count
          ? Double(index) / Double(max(count - 1, 1))
          : (Double(index) + 0.25 + shift) / Double(count)
        let point = line.points[Int((share * Double(line.points.count - 1)).rounded())]
        return Path.marker(line.style, at: (plot.across(point.x), plot.down(point.y)))
      }
      svg.shape("path", ["class": "marks \(series)", "d": marks.joined()])
    }

    private func draw(_ label: Label, into svg: inout Markup) {
      let left = plot.right + 4
      svg.shape(
        "path",
        ["class": "rule", "d": Path.line((plot.right, label.target), (left + 6, label.y))])
      if let style = label.style {
        svg.shape(
          "path",
          ["class": "marks \(name(style))", "d": Path.marker(style, at: (left + 10, label.y))]
        )
      }
      svg.element(
        "text",
        [
          "class": label.style == nil ? "quiet" : "name",
          "x": Numeral.place(left + (label.style == nil ? 8 : 18)),
          "y": Numeral.place(label.y + 4.5),
        ], text: label.text)
    }

    private func name(_ style: Int) -> String { "s\(style % ChartStyle.count)" }
  }
}

/// What stands in place of a chart without data.
enum EmptyChart {
  static func picture(_ title: String, _ table: ChartTable) -> Picture {
    var svg = Markup()
    svg.shape(
      "rect", ["class": "rule", "x": "1", "y": "1", "width": "478", "height": "78", "rx": "4"])
    svg.element(
      "text", ["class": "quiet middle", "x": "240", "y": "45"],
      text: "There are no numbers to draw.")
    return Picture(
      title: title, description: "There are no numbers to draw.", table: table,
      width: Plot.width, height: 80, drawing: svg)
  }
}
