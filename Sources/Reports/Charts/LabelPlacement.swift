/// Finds places for labels beside a chart so that none covers another.
///
/// Every label wants the height of what it names. Labels that are too near form a block, which
/// stands where its members want to be on average; blocks that meet become one (the pool of adjacent
/// violators, which gives the least sum of squared moves). Cost: one sort and one pass.
package enum LabelPlacement {
  /// The heights of the labels, in the order given, at least `gap` from each other and within
  /// `range`; nil where they have no room.
  package static func places(
    _ wanted: [Double], gap: Double, in range: ClosedRange<Double>
  ) -> [Double]? {
    guard !wanted.isEmpty else { return [] }
    guard Double(wanted.count - 1) * gap <= range.upperBound - range.lowerBound else { return nil }
    let order = wanted.indices.sorted { (wanted[$0], $0) < (wanted[$1], $1) }
    // With `rank × gap` taken off, places only have to rise.
    var blocks: [(sum: Double, count: Int)] = []
    for (rank, index) in order.enumerated() {
      blocks.append((wanted[index] - Double(rank) * gap, 1))
      while blocks.count > 1, case let last = blocks[blocks.count - 1],
        case let before = blocks[blocks.count - 2],
        before.sum / Double(before.count) >= last.sum / Double(last.count)
      {
        blocks.removeLast()
        blocks[blocks.count - 1] = (before.sum + last.sum, before.count + last.count)
      }
    }
    let highest = range.upperBound - Double(wanted.count - 1) * gap
    var places = [Double](repeating: 0, count: wanted.count)
    var rank = 0
    for block in blocks {
      let place = min(max(block.sum / Double(block.count), range.lowerBound), highest)
      for _ in 0..<block.count {
        places[order[rank]] = place + Double(rank) * gap
        rank += 1
      }
    }
    return places
  }
}
