/// A number that was measured in one or more runs.
public struct Estimate: Sendable, Hashable, Codable {
  /// The mean over the runs, or the statistic of all of them.
  public var value: Double
  /// The ends of the 95 % interval; nil where a single run gives none.
  public var low: Double?
  public var high: Double?
  /// How many runs it rests on. Fewer than the entry has, where some runs never got there.
  public var runs: Int

  public init(_ value: Double, low: Double? = nil, high: Double? = nil, runs: Int = 1) {
    self.value = value
    self.low = low
    self.high = high
    self.runs = runs
  }
}
