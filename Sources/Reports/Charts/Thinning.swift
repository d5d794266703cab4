/// Leaves out points that nobody would see.
package enum Thinning {
  /// The indices of points that stay: in each of `buckets` equal stretches of the axis the first,
  /// the last, the least and the greatest, so that a drawn line has the same outline.
  ///
  /// - Parameters:
  ///   - values: the points' heights.
  ///   - positions: where they lie on the axis, from 0 to 1, not falling.
  package static func kept(_ values: [Double], at positions: [Double], buckets: Int = 40) -> [Int] {
    guard values.count > 4 * buckets else { return Array(values.indices) }
    func bucket(_ index: Int) -> Int {
      min(Int(positions[index] * Double(buckets)), buckets - 1)
    }
    var kept: [Int] = []
    var start = 0
    while start < values.count {
      var (end, least, greatest) = (start, start, start)
      while end < values.count, bucket(end) == bucket(start) {
        if values[end] < values[least] { least = end }
        if values[end] > values[greatest] { greatest = end }
        end += 1
      }
      for index in [start, least, greatest, end - 1].sorted()
      where kept.last.map({ $0 < index }) ?? true {
        kept.append(index)
      }
      start = end
    }
    return kept
  }
}
