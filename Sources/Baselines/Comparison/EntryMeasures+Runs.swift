extension EntryMeasures {
  /// The means over some runs, with intervals where there are two.
  init(_ runs: [RunMeasures], bootstrap: Bootstrap) {
    func mean(_ pick: (RunMeasures) -> Double?) -> Estimate? {
      Estimate(meanOf: runs.compactMap(pick), bootstrap: bootstrap)
    }
    func spent(_ pick: (RunMeasures) -> Spent?) -> SpentEstimate {
      var result = SpentEstimate()
      result.minutes = mean { pick($0)?.minutes }
      result.environmentSteps = mean { pick($0)?.environmentSteps }
      result.updates = mean { pick($0)?.updates }
      return result
    }
    best = mean(\.best)
    bestAt = spent(\.bestAt)
    final = mean(\.final)
    // Areas over different axes have no mean.
    if Set(runs.compactMap(\.areaAxis)).count == 1 { areaUnderCurve = mean(\.areaUnderCurve) }
    thresholdAt = spent(\.thresholdAt)
    bestNormalised = mean(\.bestNormalised)
    finalNormalised = mean(\.finalNormalised)
  }
}

extension Estimate {
  /// The mean of some runs and its interval; nil without runs.
  init?(meanOf runs: [Double], bootstrap: Bootstrap) {
    guard !runs.isEmpty else { return nil }
    let interval = bootstrap.interval(ofMean: runs)
    self.init(
      runs.reduce(0, +) / Double(runs.count), low: interval?.lowerBound,
      high: interval?.upperBound, runs: runs.count)
  }
}
