import Baselines

/// A comparison for people: a table for each game, the aggregates, and what was measured how.
struct ComparisonText {
  private let comparison: Comparison

  init(_ comparison: Comparison) { self.comparison = comparison }

  var text: String {
    let parts =
      comparison.games.map(game) + comparison.aggregates.map(aggregate)
      + [list("How it was measured", comparison.definitions), sources, damage].compactMap { $0 }
    return parts.joined(separator: "\n\n")
  }

  private func game(_ game: Comparison.Game) -> String {
    var heading = game.name ?? "a game that the logs do not name (--game tells)"
    if let random = game.random, let human = game.human {
      heading += ": random play \(score(random)), human \(score(human))"
    }
    if let threshold = game.threshold { heading += ", threshold \(score(threshold))" }

    let hasIntervals = game.entries.contains { $0.measures.best?.low != nil }
    let interval = hasIntervals ? ["95 %"] : []
    var columns = ["LABEL", "RUNS", "SCORES", "BEST"] + interval + ["AFTER", "STEPS", "FINAL"]
    columns += interval + ["AREA", "HUMAN %"] + interval
    if game.threshold != nil { columns += ["TO THRESHOLD", "STEPS", "REACHED BY"] }
    var table = TextTable(columns, numeric: Set([1] + (3..<columns.count)))
    for entry in game.entries {
      let measures = entry.measures
      var row = [entry.label, entry.runs.isEmpty ? "" : "\(entry.runs.count)", kind(entry)]
      row += cells(measures.best, hasIntervals, score)
      row += [minutes(measures.bestAt.minutes), steps(measures.bestAt.environmentSteps)]
      let hasFinal = entry.kind != .published
      row += cells(hasFinal ? measures.final : nil, hasIntervals, score)
      row += [measures.areaUnderCurve.map { score($0.value) } ?? ""]
      row += cells(
        comparison.score == .best ? measures.bestNormalised : measures.finalNormalised,
        hasIntervals, percent)
      if game.threshold != nil {
        row += [
          minutes(measures.thresholdAt.minutes), steps(measures.thresholdAt.environmentSteps),
          entry.runs.isEmpty ? "" : "\(entry.thresholdRuns)",
        ]
      }
      table.add(row)
    }
    return heading + "\n" + table.text
  }

  /// What the scores are of, and `life` or `?` where they are not of whole games.
  private func kind(_ entry: Comparison.Entry) -> String {
    switch entry.episodeEnd {
    case .game: entry.basis.rawValue
    case .life: "\(entry.basis.rawValue), life"
    case .unknown: "\(entry.basis.rawValue), ?"
    }
  }

  private func aggregate(_ aggregate: Comparison.Aggregate) -> String {
    let games = aggregate.games.joined(separator: ", ")
    let episodes =
      switch aggregate.episodeEnd {
      case .game: "whole games"
      case .life: "episodes of one life"
      case .unknown: "episodes of which the logs do not tell what ended them"
      }
    let heading =
      "\(aggregate.games.count == 1 ? "" : "\(aggregate.games.count) games: ")\(games); "
      + "\(episodes), \(comparison.score.rawValue) scores, human-normalised in %"
    let hasIntervals = aggregate.rows.contains { $0.mean.low != nil }
    let interval = hasIntervals ? ["95 %"] : []
    var columns = ["LABEL", "RUNS"]
    for name in ["IQM", "MEDIAN", "MEAN", "OPTIMALITY GAP"] { columns += [name] + interval }
    var table = TextTable(columns, numeric: Set(1..<columns.count))
    for row in aggregate.rows {
      var cells = [row.label, runs(row.runs)]
      for estimate in [row.interquartileMean, row.median, row.mean, row.optimalityGap] {
        cells += self.cells(estimate, hasIntervals, percent)
      }
      table.add(cells)
    }
    return [heading, table.text, improvements(aggregate)].filter { !$0.isEmpty }
      .joined(separator: "\n")
  }

  /// How many runs a game has: `5`, or `3-5`.
  private func runs(_ counts: [Int]) -> String {
    let low = counts.min() ?? 0
    let high = counts.max() ?? 0
    return low == high ? "\(low)" : "\(low)-\(high)"
  }

  /// More pairs than these are a table for machines.
  private static let mostPairs = 12

  /// Each pair once: our runs against all others, or the logs where there are no runs of ours.
  private func improvements(_ aggregate: Comparison.Aggregate) -> String {
    let entries = comparison.games.flatMap(\.entries)
    func labels(_ kind: Comparison.Kind) -> Set<String> {
      let labels = Set(entries.filter { $0.kind == kind }.map(\.label))
      return labels.intersection(aggregate.rows.map(\.label))
    }
    let wanted = labels(.run).isEmpty ? labels(.log) : labels(.run)
    var lines: [String] = []
    var seen: Set<Set<String>> = []
    for pair in aggregate.improvements where seen.insert([pair.label, pair.over]).inserted {
      guard wanted.contains(pair.label) || wanted.contains(pair.over) else { continue }
      let share = pair.probability
      var line =
        "a run of \(pair.label) beats one of \(pair.over) in \(percent(100 * share.value)) %"
      if let low = share.low, let high = share.high {
        line += " [\(percent(100 * low)), \(percent(100 * high))]"
      }
      lines.append(line)
    }
    if lines.count > Self.mostPairs {
      let more = lines.count - Self.mostPairs
      lines.removeLast(more)
      lines.append("and \(more) more pairs, which --json and --csv have")
    }
    return lines.joined(separator: "\n")
  }

  /// Where every entry comes from and which definitions its log has; what holds for several games
  /// once.
  private var sources: String? {
    var sources: [(label: String, games: [String], text: String)] = []
    for game in comparison.games {
      for entry in game.entries {
        let formats = entry.runs.map(\.format).reduce(into: [String]()) {
          if !$0.contains($1) { $0.append($1) }
        }
        let notes = entry.notes.map { $0.hasSuffix(".") ? $0 : $0 + "." }.joined(separator: " ")
        let text =
          (formats.isEmpty ? "" : " (\(formats.joined(separator: ", ")))")
          + (notes.isEmpty ? "" : ": \(notes)")
        let known = sources.firstIndex { $0.label == entry.label && $0.text == text }
        let index = known ?? sources.count
        if known == nil { sources.append((entry.label, [], text)) }
        // A published table is named once, whatever its games.
        if let name = game.name, entry.kind != .published { sources[index].games.append(name) }
      }
    }
    return list(
      "Where it comes from",
      sources.map { ([$0.label] + $0.games).joined(separator: ", ") + $0.text })
  }

  private var damage: String? {
    list(
      "What could not be read",
      comparison.games.flatMap(\.entries).flatMap(\.runs).flatMap(\.damage))
  }

  private func list(_ heading: String, _ lines: [String]) -> String? {
    lines.isEmpty ? nil : ([heading] + lines.map { "- \($0)" }).joined(separator: "\n")
  }
}

extension ComparisonText {
  /// A number and, where the table has them, its interval.
  private func cells(
    _ estimate: Estimate?, _ hasIntervals: Bool, _ spell: (Double) -> String
  ) -> [String] {
    let value = estimate.map { spell($0.value) } ?? ""
    guard hasIntervals else { return [value] }
    guard let low = estimate?.low, let high = estimate?.high else { return [value, ""] }
    return [value, "\(spell(low)) to \(spell(high))"]
  }

  private func score(_ value: Double) -> String { decimal(value, abs(value) < 1000 ? 2 : 0) }

  private func percent(_ value: Double) -> String { decimal(value, abs(value) < 1000 ? 1 : 0) }

  private func minutes(_ estimate: Estimate?) -> String {
    guard let value = estimate?.value else { return "" }
    return decimal(value, value < 10 ? 2 : 1) + " min"
  }

  /// `812`, `38.4k`, `1.27M`.
  private func steps(_ estimate: Estimate?) -> String {
    guard let value = estimate?.value else { return "" }
    return switch abs(value) {
    case ..<1000: decimal(value, 0)
    case ..<1e6: decimal(value / 1e3, 1) + "k"
    default: decimal(value / 1e6, 2) + "M"
    }
  }
}
