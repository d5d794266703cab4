extension ComparisonPlan {
  /// How things were measured, for the foot of the tables; only what the comparison uses.
  func definitions(_ comparison: Comparison) -> [String] {
    let entries = comparison.games.flatMap(\.entries)
    var lines: [String] = []
    if entries.contains(where: { $0.basis == .episodes }) {
      lines.append(
        "Where a log holds single episodes, a score is the mean of the last \(Curve.window) of "
          + "them (of all, where there are fewer).")
    }
    lines += [
      "Best is the highest score and the time is when it was first reached; final is the last "
        + "score.",
      "Area is the mean height of the curve: the area under it by the trapezoidal rule over "
        + "environment steps (over minutes or updates where a log has no steps), divided by the "
        + "width.",
      "An environment step is four frames, whatever frame skip a run had.",
    ]
    if comparison.games.contains(where: { $0.human != nil }) {
      lines.append(
        "Human-normalised is 100 × (score − random) / (human − random), with random and human of "
          + normalisation.title + ".")
    }
    if entries.contains(where: { $0.runs.count > 1 }) {
      lines.append(
        "Numbers of several runs are means. Intervals hold \(percent(bootstrap.confidence)): "
          + "stratified bootstrap over runs, percentile method, seed \(bootstrap.seed), "
          + "\(bootstrap.replications) draws (\(coarseBootstrap.replications) for single games and "
          + "for profiles). They are too narrow where there are only a few runs.")
    }
    if entries.contains(where: { $0.thresholdRuns < $0.runs.count && $0.thresholdRuns > 0 }) {
      lines.append("Times to the threshold are means of the runs that reached it.")
    }
    if !comparison.aggregates.isEmpty {
      lines.append(
        "Aggregates take each run's \(score.rawValue) score, human-normalised. Labels are compared "
          + "over the same games only.")
    }
    return lines + ends(entries)
  }

  /// What is to be known about what ended the episodes.
  private func ends(_ entries: [Comparison.Entry]) -> [String] {
    let ends = Set(entries.map(\.episodeEnd))
    var lines: [String] = []
    if ends.contains(.life), ends.count > 1 {
      lines.append(
        "Scores of one life are marked `life`. They do not compare with scores of whole games and "
          + "are never aggregated with them.")
    }
    if ends.contains(.unknown), ends.count > 1 {
      lines.append(
        "Logs that do not tell what ended an episode are marked `?` and aggregated apart.")
    }
    return lines
  }

  private func percent(_ share: Double) -> String { "\(Int((100 * share).rounded())) %" }
}

extension Comparison.Entry {
  /// How many of its runs reached the threshold.
  public var thresholdRuns: Int {
    runs.count { $0.measures.thresholdAt != nil }
  }
}
