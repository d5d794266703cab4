/// Lines over two axes, with intervals as bands: learning curves and performance profiles.
public struct LineChart: Sendable {
  /// One line. Points without a finite `x` and `y` are left out.
  public struct Series: Sendable {
    public var label: String
    /// Which colour, dash and marker it has; the same number looks the same in every chart.
    public var style: Int
    public var x: [Double]
    public var y: [Double]
    /// The interval at each point; empty where there is none.
    public var low: [Double]
    public var high: [Double]
    /// Whether a value holds until the next point, rather than changing evenly on the way to it.
    public var isStepped = false

    public init(
      _ label: String, style: Int, x: [Double], y: [Double], low: [Double] = [],
      high: [Double] = []
    ) {
      self.label = label
      self.style = style
      self.x = x
      self.y = y
      self.low = low
      self.high = high
    }
  }

  /// A height that lines are compared with, such as a person's score.
  public struct Reference: Sendable {
    public var label: String
    public var value: Double

    public init(_ label: String, _ value: Double) {
      self.label = label
      self.value = value
    }
  }

  /// What lies along the horizontal axis.
  public enum XAxis: Sendable {
    case minutes, environmentSteps, updates, normalisedScore
  }

  /// What lies along the vertical one.
  public enum YAxis: Sendable {
    case score, normalisedScore
    case share(of: String)
  }

  public var title: String
  public var series: [Series]
  public var references: [Reference] = []
  public var xAxis: XAxis
  public var yAxis: YAxis
  /// Whether a line that ends before the others is drawn on, dotted, at its last value.
  public var hasTails = true

  public init(_ title: String, series: [Series], xAxis: XAxis, yAxis: YAxis) {
    self.title = title
    self.series = series
    self.xAxis = xAxis
    self.yAxis = yAxis
  }

  /// Draws it.
  public func picture() -> Picture {
    let all = series.map(Line.init).filter { !$0.points.isEmpty }
    let axis = horizontalAxis(all)
    let lines = all.map { $0.thinned(on: axis) }
    var table = ChartTable(columns: ["series", xAxis.column, yAxis.column, "low", "high"])
    for line in lines {
      table.rows += line.points.map {
        [
          .text(line.label), .number($0.x), .number($0.y), ChartTable.number($0.low),
          ChartTable.number($0.high),
        ]
      }
    }
    guard !lines.isEmpty else { return EmptyChart.picture(title, table) }
    let layout = Layout(self, lines, axis)
    var svg = Markup()
    layout.draw(into: &svg)
    return Picture(
      title: title, description: description(lines), table: table, width: Plot.width,
      height: layout.height, drawing: svg)
  }

  /// Each line's beginning and end in words.
  private func description(_ lines: [Line]) -> String {
    let ends = lines.prefix(8).map { line in
      let (first, last) = (line.points[0], line.end)
      return "\(line.label): \(yAxis.words(first.y)) at \(xAxis.words(first.x)), "
        + "\(yAxis.words(last.y)) at \(xAxis.words(last.x))."
    }
    let more = lines.count > 8 ? " And \(lines.count - 8) more lines." : ""
    return "Line chart of \(yAxis.column) over \(xAxis.column). " + ends.joined(separator: " ")
      + more
  }
}

extension LineChart {
  struct Point {
    var x, y: Double
    var low, high: Double?
  }

  /// A series as it is drawn: finite and in order.
  struct Line {
    let label: String
    let style: Int
    let isStepped: Bool
    private(set) var points: [Point]

    init(_ series: Series) {
      label = series.label
      style = max(0, series.style)
      isStepped = series.isStepped
      let count = min(series.x.count, series.y.count)
      let hasBand = series.low.count >= count && series.high.count >= count
      let all = (0..<count).filter { series.x[$0].isFinite && series.y[$0].isFinite }
        .map { index in
          let (low, high) = (
            hasBand ? series.low[index] : .nan, hasBand ? series.high[index] : .nan
          )
          let isInterval = low.isFinite && high.isFinite
          return Point(
            x: series.x[index], y: series.y[index], low: isInterval ? low : nil,
            high: isInterval ? high : nil)
        }
      let isSorted = zip(all, all.dropFirst()).allSatisfy { $0.x <= $1.x }
      points = isSorted ? all : all.sorted { $0.x < $1.x }
    }

    /// The same line with fewer points.
    func thinned(on axis: Axis) -> Line {
      var line = self
      line.points = Thinning.kept(points.map(\.y), at: points.map { axis.position($0.x) })
        .map { points[$0] }
      return line
    }

    /// The last point.
    var end: Point { points[points.count - 1] }
  }
}

extension LineChart.XAxis {
  var unit: Axis.Unit {
    switch self {
    case .minutes: .minutes
    case .environmentSteps: .steps
    case .updates: .count
    case .normalisedScore: .percent
    }
  }

  /// The name of its column in the table.
  var column: String {
    switch self {
    case .minutes: "minutes"
    case .environmentSteps: "environment steps"
    case .updates: "updates"
    case .normalisedScore: "human-normalised score in percent"
    }
  }

  /// What stands under the axis.
  func title(_ axis: Axis) -> String {
    switch self {
    case .minutes:
      axis.unitName.isEmpty ? "training time" : "training time in \(axis.unitName)"
    case .environmentSteps: "environment steps"
    case .updates: "updates"
    case .normalisedScore: "human-normalised score"
    }
  }

  func words(_ value: Double) -> String {
    switch self {
    case .minutes: Numeral.readable(value) + " minutes"
    case .environmentSteps: Numeral.readable(value) + " steps"
    case .updates: "update " + Numeral.readable(value)
    case .normalisedScore: Numeral.readable(value) + " %"
    }
  }
}

extension LineChart.YAxis {
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
    case .share(let things): "share of \(things)"
    }
  }

  var title: String {
    if case .normalisedScore = self { return "human-normalised score" }
    return column
  }

  func words(_ value: Double) -> String {
    switch self {
    case .score: Numeral.readable(value)
    case .normalisedScore: Numeral.readable(value) + " %"
    case .share: Numeral.readable(100 * value) + " %"
    }
  }
}

extension LineChart {
  /// The horizontal axis: logarithmic where one line goes on for twenty times as long as another.
  private func horizontalAxis(_ lines: [Line]) -> Axis {
    let values = lines.flatMap { $0.points.map(\.x) }
    let ends = lines.map(\.end.x).filter { $0 > 0 }
    let isFar = (ends.max() ?? 1) > 20 * (ends.min() ?? 1)
    switch xAxis {
    case .minutes, .environmentSteps:
      return isFar
        ? Axis(logarithmicValues(values, ends), unit: xAxis.unit, isLogarithmic: true)
        : Axis([0] + values, unit: xAxis.unit, isWidened: false)
    case .updates: return Axis([0] + values, unit: xAxis.unit, isWidened: false)
    case .normalisedScore: return Axis(values, unit: xAxis.unit, isWidened: false)
    }
  }

  /// What a logarithmic axis must show: all ends, and beginnings down to a hundredth of the first
  /// end. What lies before that is drawn at its beginning.
  private func logarithmicValues(_ values: [Double], _ ends: [Double]) -> [Double] {
    let least = (ends.min() ?? 1) / 100
    return values.filter { $0 >= least } + ends
  }
}
