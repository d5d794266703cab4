extension Comparison.LearningCurve {
  /// A curve for drawing has no more points than this.
  public static let mostPoints = 200

  /// The mean of several runs' curves of scores, thinned; nil where none tells the axis.
  ///
  /// Few points stay where they are; many are replaced by an even grid. The interval is that of the
  /// mean over runs, and all points share the draws.
  init?(_ curves: [Curve], axis: Comparison.Axis, bootstrap: Bootstrap) {
    let lines = curves.filter { !$0.spent(axis).isEmpty }.map {
      (x: $0.spent(axis), y: $0.values)
    }
    guard let first = lines.map({ $0.x[0] }).max() else { return nil }
    let places = Self.places(lines.map(\.x), from: first)
    let heights = lines.map { Self.heights($0.x, $0.y, at: places) }
    let count = Double(heights.count)
    self.init(
      axis: axis, x: places,
      mean: places.indices.map { place in heights.reduce(0) { $0 + $1[place] } / count })
    guard heights.count > 1 else { return }
    let intervals = bootstrap.intervals(ofMeans: heights)
    low = intervals.map(\.lowerBound)
    high = intervals.map(\.upperBound)
  }

  /// Where the curve is drawn.
  private static func places(_ lines: [[Double]], from first: Double) -> [Double] {
    var places: Set<Double> = []
    for line in lines {
      for x in line where x >= first {
        places.insert(x)
        // Too many to keep: the ends are enough for the grid.
        if places.count > mostPoints { return grid(lines, from: first) }
      }
    }
    return places.sorted()
  }

  private static func grid(_ lines: [[Double]], from first: Double) -> [Double] {
    let last = lines.reduce(first) { max($0, $1.max() ?? first) }
    let step = (last - first) / Double(mostPoints - 1)
    return (0..<mostPoints).map { $0 == mostPoints - 1 ? last : first + Double($0) * step }
  }

  /// The last number at or before each place.
  private static func heights(_ x: [Double], _ y: [Double], at places: [Double]) -> [Double] {
    var next = 0
    return places.map { place in
      while next + 1 < x.count, x[next + 1] <= place { next += 1 }
      return y[next]
    }
  }
}
