/// How good one run was, how soon and at what cost.
public struct RunMeasures: Sendable, Hashable, Codable {
  /// The highest score, over `window` episodes where single ones were recorded.
  public var best: Double
  /// When it was first reached.
  public var bestAt: Spent
  /// The score at the end, over `window` episodes where single ones were recorded.
  public var final: Double
  /// All that the run spent.
  public var end: Spent
  /// The mean height of the curve over environment steps, or over what the run tells; nil where it
  /// tells nothing or has a single number.
  public var areaUnderCurve: Double?
  /// What the area was taken over.
  public var areaAxis: Comparison.Axis?
  /// When the game's threshold was first reached; nil where it never was or none was given.
  public var thresholdAt: Spent?
  /// In percent; nil for a game without a reference.
  public var bestNormalised: Double?
  public var finalNormalised: Double?
  /// How many single episodes make one score; nil where the log holds means or evaluations. Less
  /// than 100 only where the run has fewer episodes.
  public var window: Int?

  public init(best: Double, bestAt: Spent, final: Double, end: Spent) {
    self.best = best
    self.bestAt = bestAt
    self.final = final
    self.end = end
  }
}

/// What a run had spent when something happened; nil where its log does not tell.
public struct Spent: Sendable, Hashable, Codable {
  /// Since training began.
  public var minutes: Double?
  /// Of four frames each.
  public var environmentSteps: Double?
  /// Of the policy.
  public var updates: Double?

  public init(minutes: Double? = nil, environmentSteps: Double? = nil, updates: Double? = nil) {
    self.minutes = minutes
    self.environmentSteps = environmentSteps
    self.updates = updates
  }
}

/// The measures of an entry: means over its runs with intervals.
public struct EntryMeasures: Sendable, Hashable, Codable {
  public var best: Estimate?
  public var bestAt = SpentEstimate()
  public var final: Estimate?
  public var areaUnderCurve: Estimate?
  /// Over the runs that reached it: `runs` tells how many.
  public var thresholdAt = SpentEstimate()
  /// In percent.
  public var bestNormalised: Estimate?
  public var finalNormalised: Estimate?

  public init() {}
}

/// `Spent` over several runs.
public struct SpentEstimate: Sendable, Hashable, Codable {
  public var minutes: Estimate?
  public var environmentSteps: Estimate?
  public var updates: Estimate?

  public init() {}
}
