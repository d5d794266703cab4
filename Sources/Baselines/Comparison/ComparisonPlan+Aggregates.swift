extension ComparisonPlan {
  /// Aggregates the labels over games.
  ///
  /// Labels are compared over the same games only, and only where the same thing ended episodes: for
  /// each set of games that some label has, with all labels that have them. Sets of one game say
  /// nothing new and are left out where there are larger ones.
  func aggregates(_ games: [Comparison.Game]) -> [Comparison.Aggregate] {
    let ends: [Curve.EpisodeEnd] = [.game, .life, .unknown]
    let all = ends.flatMap { end -> [Comparison.Aggregate] in
      let rows = rows(games, end)
      var sets: [[String]] = []
      for row in rows where row.measured && !sets.contains(row.games) { sets.append(row.games) }
      return sets.map { set in
        aggregate(set, end, rows.filter { Set(set).isSubset(of: $0.games) })
      }
    }
    let wide = all.filter { $0.games.count > 1 }
    return wide.isEmpty ? all : wide
  }

  /// A label's normalised scores as fractions, by game.
  private struct Row {
    let label: String
    /// Sorted.
    var games: [String] = []
    var scores: [String: [Double]] = [:]
    /// Whether any of it is a run or log of the user's.
    var measured = false

    func matrix(_ games: [String]) -> ScoreMatrix {
      ScoreMatrix(games.compactMap { scores[$0] })
    }
  }

  private func rows(_ games: [Comparison.Game], _ end: Curve.EpisodeEnd) -> [Row] {
    var rows: [Row] = []
    for game in games {
      guard let name = game.name else { continue }
      for entry in game.entries where entry.episodeEnd == end {
        let scores = scores(entry)
        guard !scores.isEmpty else { continue }
        let index =
          rows.firstIndex { $0.label == entry.label }
          ?? {
            rows.append(Row(label: entry.label))
            return rows.count - 1
          }()
        // Of two kinds of scores of one label the first stands for it.
        guard rows[index].scores[name] == nil else { continue }
        rows[index].games.append(name)
        rows[index].scores[name] = scores
        if entry.kind != .published { rows[index].measured = true }
      }
    }
    return labels.compactMap { label in rows.first { $0.label == label } }
  }

  /// All labels in the order in which they were named, published ones last.
  private var labels: [String] {
    (items.map(\.label) + published.map(\.label))
      .reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// Of each run, as fractions; empty for a game without reference.
  private func scores(_ entry: Comparison.Entry) -> [Double] {
    let percent =
      entry.kind == .published
      ? [score == .best ? entry.measures.bestNormalised : entry.measures.finalNormalised]
        .compactMap { $0?.value }
      : entry.runs.compactMap {
        score == .best ? $0.measures.bestNormalised : $0.measures.finalNormalised
      }
    return percent.map { $0 / 100 }
  }

  private func aggregate(
    _ games: [String], _ end: Curve.EpisodeEnd, _ rows: [Row]
  ) -> Comparison.Aggregate {
    var result = Comparison.Aggregate(games: games, episodeEnd: end)
    let matrices = rows.map { $0.matrix(games) }
    let highest = rows.flatMap { row in games.flatMap { row.scores[$0] ?? [] } }.max() ?? 0
    let thresholds = Self.thresholds(upTo: highest)
    result.rows = zip(rows, matrices).map { row, matrix in
      self.row(row.label, matrix, thresholds)
    }
    for (one, two) in pairs(rows.count) {
      let probability = matrices[one].probabilityOfImprovement(over: matrices[two])
      let interval =
        matrices[one].isSingle && matrices[two].isSingle
        ? nil : bootstrap.interval(ofImprovement: matrices[one], over: matrices[two])
      let runs = min(matrices[one].fewestRuns, matrices[two].fewestRuns)
      result.improvements.append(
        .init(
          label: rows[one].label, over: rows[two].label,
          probability: Estimate(
            probability, low: interval?.lowerBound, high: interval?.upperBound, runs: runs)))
      result.improvements.append(
        .init(
          label: rows[two].label, over: rows[one].label,
          probability: Estimate(
            1 - probability, low: interval.map { 1 - $0.upperBound },
            high: interval.map { 1 - $0.lowerBound }, runs: runs)))
    }
    return result
  }

  private func pairs(_ count: Int) -> [(Int, Int)] {
    (0..<count).flatMap { one in (one + 1..<max(one + 1, count)).map { (one, $0) } }
  }

  private func row(
    _ label: String, _ matrix: ScoreMatrix, _ thresholds: [Double]
  ) -> Comparison.AggregateRow {
    let points = [
      matrix.mean, matrix.median, matrix.interquartileMean, matrix.optimalityGap(),
    ]
    let intervals =
      matrix.isSingle
      ? nil
      : bootstrap.intervals(of: matrix) {
        [$0.mean, $0.median, $0.interquartileMean, $0.optimalityGap()]
      }
    let estimates = points.indices.map { index in
      Estimate(
        100 * points[index], low: intervals.map { 100 * $0[index].lowerBound },
        high: intervals.map { 100 * $0[index].upperBound }, runs: matrix.fewestRuns)
    }
    return Comparison.AggregateRow(
      label: label, runs: matrix.runCounts, mean: estimates[0], median: estimates[1],
      interquartileMean: estimates[2], optimalityGap: estimates[3],
      runProfile: profile(matrix, thresholds) { $0.runProfile(thresholds) },
      meanProfile: profile(matrix, thresholds) { $0.meanProfile(thresholds) })
  }

  private func profile(
    _ matrix: ScoreMatrix, _ thresholds: [Double], _ shares: (ScoreMatrix) -> [Double]
  ) -> Comparison.Profile {
    var profile = Comparison.Profile(
      scores: thresholds.map { 100 * $0 }, shares: shares(matrix))
    if !matrix.isSingle {
      let intervals = coarseBootstrap.intervals(of: matrix, shares)
      profile.low = intervals.map(\.lowerBound)
      profile.high = intervals.map(\.upperBound)
    }
    return profile
  }

  /// Where profiles are taken: every 5 % up to twice human, then each a tenth higher than the last.
  private static func thresholds(upTo highest: Double) -> [Double] {
    var result = (0...40).map { Double($0) / 20 }
    while result[result.count - 1] < highest { result.append(result[result.count - 1] * 1.1) }
    return result
  }
}
