/// All numbers of a log, by the names that they are logged under; memory is bounded.
///
/// Where there are more numbers than the budget allows, every second one of the longest series is
/// left out, again and again; scores are the last that this happens to.
struct SeriesStore {
  /// Numbers that are kept, of all names together: some 100 MB.
  static let budget = 4_000_000

  private struct Series {
    /// Whether its numbers are thinned last.
    let isScore: Bool
    var points = PointSeries()
  }

  private let budget: Int
  private var table = TagTable()
  private var series: [Series] = []
  private var kept = 0
  /// Numbers that were added.
  private(set) var seen = 0
  private var notNumbers = 0
  private var withoutPlace = 0

  init(budget: Int = Self.budget) { self.budget = budget }

  /// The names' numbers so far: 0..<count.
  var count: Int { series.count }

  func name(_ index: Int) -> String { table.name(index) }
  func isEmpty(_ index: Int) -> Bool { series[index].points.points.isEmpty }

  /// The number of a name, new or known; nil where there is no place for it.
  @inline(__always)
  mutating func index(_ bytes: borrowing RawSpan, _ name: Range<Int>) -> Int? {
    guard let index = table.number(bytes, name) else {
      withoutPlace += 1
      return nil
    }
    if index == series.count {
      series.append(Series(isScore: ScalarConvention.isScore(table.name(index))))
    }
    return index
  }

  /// Adds a number; one that is NaN or infinite is only counted.
  @inline(__always)
  mutating func add(_ point: PointSeries.Point, to index: Int) {
    guard point.value.isFinite else {
      notNumbers += 1
      return
    }
    seen += 1
    if series[index].points.append(point) {
      kept += 1
      if kept > budget { thin() }
    }
  }

  /// Halves the longest series; scores count an eighth.
  private mutating func thin() {
    func weight(_ one: Series) -> Int { one.points.points.count / (one.isScore ? 8 : 1) }
    guard let longest = series.indices.max(by: { weight(series[$0]) < weight(series[$1]) })
    else { return }
    let before = series[longest].points.points.count
    series[longest].points.halve()
    kept -= before - series[longest].points.points.count
  }

  /// How many points of a name must be looked through to find those at a step or later; 0 where
  /// there are none.
  func pointsToSearch(_ index: Int, from step: Double) -> Int {
    series[index].points.highestStep >= step ? series[index].points.points.count : 0
  }

  /// Forgets the points of a name at a step or later; how many there were.
  mutating func removeSteps(from step: Double, of index: Int) -> Int {
    let gone = series[index].points.removeSteps(from: step)
    kept -= gone
    return gone
  }

  /// Gives the points of a name, and of how many one was kept; lets go of them.
  mutating func take(_ index: Int) -> (points: [PointSeries.Point], stride: Int) {
    let result = (series[index].points.complete, series[index].points.stride)
    kept -= series[index].points.points.count
    series[index].points = PointSeries()
    return result
  }

  /// What was left out, a sentence each; `thinned` are the names that thinning happened to.
  func notes(thinned: [(name: String, stride: Int)]) -> [String] {
    var notes: [String] = []
    if notNumbers > 0 {
      notes.append("Values left out because they are NaN or infinite: \(notNumbers).")
    }
    if withoutPlace > 0 {
      notes.append(
        "Values left out because their name is longer than \(TagTable.longestTag) bytes or comes "
          + "after the first \(TagTable.mostTags): \(withoutPlace).")
    }
    if !thinned.isEmpty {
      let names = thinned.prefix(5).map { "\($0.name) (one in \($0.stride))" }
      notes.append(
        "There are more numbers than memory is given for. Kept, with the highest: "
          + names.joined(separator: ", ")
          + (thinned.count > 5 ? " and \(thinned.count - 5) more." : "."))
    }
    return notes
  }
}
