/// Mean, spread and middle of a set of scores.
public struct Statistics: Sendable, Hashable {
  public let count: Int
  public let mean: Double
  /// The population's standard deviation (divided by `count`, as numpy's default), not the sample's.
  public let standardDeviation: Double
  /// The middle value; the mean of the two middle ones of an even count.
  public let median: Double

  /// Nil without values. Costs one sort.
  public init?(of values: [Double]) {
    guard !values.isEmpty else { return nil }
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let sorted = values.sorted()
    let middle = sorted.count / 2
    self.count = values.count
    self.mean = mean
    standardDeviation =
      (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot()
    median = sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}
