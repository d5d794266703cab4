/// Horizontal bars with intervals, in groups: scores of several labels in several games.
public struct BarChart: Sendable {
  /// One bar.
  public struct Bar: Sendable {
    public var label: String
    /// Which colour it has; the same number looks the same in every chart.
    public var style: Int
    /// Nil where there is no number, which the chart says in words.
    public var value: Double?
    public var low: Double?
    public var high: Double?

    public init(
      _ label: String, style: Int, value: Double?, low: Double? = nil, high: Double? = nil
    ) {
      self.label = label
      self.style = style
      self.value = value
      self.low = low
      self.high = high
    }
  }

  /// Bars under one heading.
  public struct Group: Sendable {
    /// Empty for none.
    public var title: String
    public var bars: [Bar]

    public init(_ title: String, _ bars: [Bar]) {
      self.title = title
      self.bars = bars
    }
  }

  /// What the length of a bar means.
  public enum Measure: Sendable {
    case score, normalisedScore
    /// From 0 to 1, written as percent.
    case share(of: String)
  }

  public var title: String
  public var groups: [Group]
  public var measure: Measure
  /// Lengths that bars are compared with, such as 100 for a person.
  public var references: [LineChart.Reference] = []

  public init(_ title: String, groups: [Group], measure: Measure) {
    self.title = title
    self.groups = groups
    self.measure = measure
  }

  /// Draws it.
  public func picture() -> Picture {
    var table = ChartTable(columns: ["group", "label", measure.column, "low", "high"])
    for group in groups {
      table.rows += group.bars.map {
        [
          .text(group.title), .text($0.label), ChartTable.number($0.value),
          ChartTable.number($0.low), ChartTable.number($0.high),
        ]
      }
    }
    if groups.allSatisfy({ $0.title.isEmpty }) {
      table.columns.removeFirst()
      table.rows = table.rows.map { Array($0.dropFirst()) }
    }
    let bars = groups.flatMap(\.bars)
    guard bars.contains(where: { $0.value?.isFinite == true }) else {
      return EmptyChart.picture(title, table)
    }
    let layout = Layout(self)
    var svg = Markup()
    layout.draw(into: &svg)
    let words = groups.flatMap { group in
      group.bars.map { bar in
        (group.title.isEmpty ? "" : group.title + ", ") + bar.label + ": "
          + measure.words(bar.value) + "."
      }
    }
    return Picture(
      title: title,
      description: "Bar chart of \(measure.column). " + words.prefix(24).joined(separator: " ")
        + (words.count > 24 ? " And \(words.count - 24) more." : ""),
      table: table, width: Plot.width, height: layout.height, drawing: svg)
  }
}

extension BarChart.Measure {
  var unit: Axis.Unit {
    switch self {
    case .score: .plain
    case .normalisedScore: .percent
    case .share: .share
    }
  }

  var column: String {
    switch self {
    case .score: "score"
    case .normalisedScore: "human-normalised score in percent"
    case .share(let things): things
    }
  }

  func words(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "no number" }
    return switch self {
    case .score: Numeral.readable(value)
    case .normalisedScore: Numeral.readable(value) + " %"
    case .share: Numeral.readable(100 * value) + " %"
    }
  }
}

extension BarChart {
  /// Where the parts go: a line with label and number over each bar, so that both have room on any
  /// page; headings of groups above their bars; the axis at the foot.
  fileprivate struct Layout {
    let chart: BarChart
    let axis: Axis
    /// The top of each group's heading and of each of its bars.
    let tops: [(heading: Double, bars: [Double])]
    let bottom: Double

    private static let barHeight = 12.0
    private static let rowHeight = Plot.lineHeight + barHeight + 6
    private static let left = 8.0
    private static let right = Plot.width - 8

    init(_ chart: BarChart) {
      self.chart = chart
      let numbers = chart.groups.flatMap(\.bars).flatMap { [$0.value, $0.low, $0.high] }
        .compactMap { $0 }
      let isShare = if case .share = chart.measure { true } else { false }
      var axis = Axis(
        [0] + numbers + chart.references.map(\.value) + (isShare ? [1] : []),
        unit: chart.measure.unit)
      axis.thin(length: Self.right - Self.left, width: Plot.width)
      self.axis = axis
      var tops: [(Double, [Double])] = []
      var y = chart.references.isEmpty ? 4 : Plot.lineHeight + 6
      for group in chart.groups {
        let heading = y
        if !group.title.isEmpty { y += Plot.lineHeight + 6 }
        tops.append((heading, group.bars.indices.map { y + Double($0) * Self.rowHeight }))
        y += Double(group.bars.count) * Self.rowHeight + 6
      }
      self.tops = tops
      bottom = y
    }

    var height: Double { bottom + Plot.lineHeight + 8 }

    private func across(_ value: Double) -> Double {
      Self.left + axis.position(value) * (Self.right - Self.left)
    }

    func draw(into svg: inout Markup) {
      drawAxis(into: &svg)
      for (group, top) in zip(chart.groups, tops) {
        if !group.title.isEmpty {
          svg.element(
            "text", ["class": "strong", "x": "0", "y": Numeral.place(top.heading + 16)],
            text: TextWidth.cut(group.title, to: 0.9 * Plot.width / Plot.textSize))
        }
        for (bar, y) in zip(group.bars, top.bars) { draw(bar, top: y, into: &svg) }
      }
    }

    private func drawAxis(into svg: inout Markup) {
      for tick in axis.ticks {
        let x = across(tick.value)
        let half = Plot.width(tick.label) / 2
        svg.shape("path", ["class": "rule", "d": Path.line((x, bottom), (x, bottom + 5))])
        svg.element(
          "text",
          [
            "class": "quiet middle",
            "x": Numeral.place(min(max(x, half), Plot.width - half)),
            "y": Numeral.place(bottom + Plot.lineHeight + 2),
          ], text: tick.label)
      }
      svg.shape(
        "path",
        ["class": "rule", "d": Path.line((across(0), 0 + firstTop), (across(0), bottom))])
      drawReferences(into: &svg)
      svg.newline()
    }

    private var firstTop: Double { chart.references.isEmpty ? 0 : Plot.lineHeight + 2 }

    /// Their lines, and their names above, which move apart where they would touch.
    private func drawReferences(into svg: inout Markup) {
      let references = chart.references.filter { $0.value.isFinite }
      var free = 0.0
      for reference in references.sorted(by: { $0.value < $1.value }) {
        let x = across(reference.value)
        let width = Plot.width(reference.label)
        svg.shape("path", ["class": "mark-line", "d": Path.line((x, firstTop), (x, bottom))])
        let left = min(max(x - width / 2, free), Plot.width - width)
        guard left >= free else { continue }
        svg.element(
          "text", ["class": "quiet", "x": Numeral.place(left), "y": "15"], text: reference.label)
        free = left + width + 8
      }
    }

    private func draw(_ bar: Bar, top: Double, into svg: inout Markup) {
      let number = numberText(bar)
      let room = Plot.width - Self.left - Plot.width(number) - 16
      let baseline = Numeral.place(top + 15)
      svg.element(
        "text", ["x": Numeral.place(Self.left), "y": baseline],
        text: TextWidth.cut(bar.label, to: room / Plot.textSize))
      svg.element(
        "text", ["class": "quiet end", "x": Numeral.place(Self.right), "y": baseline],
        text: number)
      guard let value = bar.value, value.isFinite else { return }
      let (start, end) = (across(min(value, 0)), across(max(value, 0)))
      let y = top + Plot.lineHeight
      svg.shape(
        "rect",
        [
          "class": "bar s\(max(0, bar.style) % ChartStyle.count)", "x": Numeral.place(start),
          "y": Numeral.place(y), "width": Numeral.place(max(end - start, 1)),
          "height": Numeral.place(Self.barHeight),
        ])
      if let low = bar.low, let high = bar.high, low.isFinite, high.isFinite {
        let middle = y + Self.barHeight / 2
        let (a, b) = (across(low), across(high))
        svg.shape(
          "path",
          [
            "class": "whisker",
            "d": Path.line((a, middle - 4), (a, middle + 4))
              + Path.line((a, middle), (b, middle))
              + Path.line((b, middle - 4), (b, middle + 4)),
          ])
      }
    }

    /// The number with its interval.
    private func numberText(_ bar: Bar) -> String {
      guard let low = bar.low, let high = bar.high, low.isFinite, high.isFinite else {
        return chart.measure.words(bar.value)
      }
      let factor = if case .share = chart.measure { 100.0 } else { 1.0 }
      return chart.measure.words(bar.value)
        + " (\(Numeral.readable(factor * low)) to \(Numeral.readable(factor * high)))"
    }
  }
}
