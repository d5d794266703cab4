/// Pairs up to seven old objects with up to seven new boxes so that the sum of the costs is least.
///
/// Where several pairings cost the same, it is the one that SciPy's `linear_sum_assignment` gives,
/// because OCAtari matches with that. The algorithm is Jonker and Volgenant's: one row after the
/// other is added along a shortest augmenting path, and dual prices keep reduced costs from falling
/// below 0. There are never more rows than columns: `solve` exchanges them where there would be.
struct Assignment {
  static let capacity = 7

  /// Costs by old object and new box.
  private var costs = InlineArray<49, Int32>(repeating: 0)
  private let olds: Int
  private let news: Int
  private var columnOfRow = InlineArray<7, Int>(repeating: -1)
  private var rowOfColumn = InlineArray<7, Int>(repeating: -1)
  private var rowPrice = InlineArray<7, Int32>(repeating: 0)
  private var columnPrice = InlineArray<7, Int32>(repeating: 0)

  init(olds: Int, news: Int) {
    precondition(max(olds, news) <= Self.capacity)
    self.olds = olds
    self.news = news
  }

  mutating func setCost(old: Int, new: Int, _ cost: Int) {
    costs[Self.capacity * old + new] = Int32(truncatingIfNeeded: cost)
  }

  /// The pairs: for each old object the new box, or -1.
  mutating func solve() -> InlineArray<7, Int> {
    for row in 0..<min(olds, news) { add(row) }
    return news < olds ? rowOfColumn : columnOfRow
  }

  private func cost(_ row: Int, _ column: Int) -> Int32 {
    news < olds ? costs[Self.capacity * column + row] : costs[Self.capacity * row + column]
  }

  private mutating func add(_ first: Int) {
    let columns = max(olds, news)
    var distance = InlineArray<7, Int32>(repeating: .max)
    var from = InlineArray<7, Int>(repeating: -1)
    var rowIsReached = InlineArray<7, Bool>(repeating: false)
    var columnIsReached = InlineArray<7, Bool>(repeating: false)
    // The order of the columns that are left decides among equals.
    var left = InlineArray<7, Int> { columns - 1 - $0 }
    var leftCount = columns
    var row = first
    var least: Int32 = 0
    var end = -1
    while end < 0 {
      rowIsReached[row] = true
      var best = -1
      var bestDistance = Int32.max
      for place in 0..<leftCount {
        let column = left[place]
        let reduced = least + cost(row, column) - rowPrice[row] - columnPrice[column]
        if reduced < distance[column] {
          from[column] = row
          distance[column] = reduced
        }
        let isFree = rowOfColumn[column] == -1
        if distance[column] < bestDistance || (distance[column] == bestDistance && isFree) {
          bestDistance = distance[column]
          best = place
        }
      }
      least = bestDistance
      let column = left[best]
      columnIsReached[column] = true
      leftCount -= 1
      left[best] = left[leftCount]
      if rowOfColumn[column] == -1 { end = column } else { row = rowOfColumn[column] }
    }

    rowPrice[first] += least
    for other in 0..<min(olds, news) where rowIsReached[other] && other != first {
      rowPrice[other] += least - distance[columnOfRow[other]]
    }
    for column in 0..<columns where columnIsReached[column] {
      columnPrice[column] -= least - distance[column]
    }
    var column = end
    while true {
      let row = from[column]
      rowOfColumn[column] = row
      swap(&columnOfRow[row], &column)
      if row == first { return }
    }
  }
}
