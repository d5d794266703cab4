import Baselines

extension ComparisonReport {
  /// One sentence with the numbers that a reader wants, and a small table.
  func summary(_ section: inout Section) {
    section.paragraph(summarySentence())
    let caption =
      "Best score, with the 95 % interval where there are several runs, and when it was first "
      + "reached"
    let names = comparison.games.map { Self.name($0.name) }
    // The longer list goes down the page.
    if labels.count > max(4, names.count) {
      section.table(
        caption, columns: ["Label"] + names,
        rows: labels.map { label in [label] + comparison.games.map { cell(label, in: $0) } })
    } else {
      section.table(
        caption, columns: ["Game"] + labels,
        rows: zip(names, comparison.games).map { name, game in
          [name] + labels.map { cell($0, in: game) }
        })
    }
  }

  /// The results of a label in a game; a dash where it has none.
  private func cell(_ label: String, in game: Comparison.Game) -> String {
    let cells = game.entries.filter { $0.label == label }.map { entry in
      // What tells two entries of a label apart stands behind its number.
      Self.result(entry) + self.label(entry, in: game).dropFirst(label.count)
    }
    return cells.isEmpty ? Numeral.none : cells.joined(separator: "; ")
  }

  /// `20.58 (19 to 21) after 1269 min`.
  private static func result(_ entry: Comparison.Entry) -> String {
    guard let best = entry.measures.best else { return Numeral.none }
    var text = estimate(best)
    if let minutes = entry.measures.bestAt.minutes {
      text += " after \(Numeral.readable(minutes.value)) min"
    }
    return text
  }

  /// A number and its interval.
  static func estimate(_ estimate: Estimate?, factor: Double = 1) -> String {
    guard let estimate else { return Numeral.none }
    let value = Numeral.readable(factor * estimate.value)
    guard let low = estimate.low, let high = estimate.high else { return value }
    return value
      + " (\(Numeral.readable(factor * low)) to \(Numeral.readable(factor * high)))"
  }

  private func summarySentence() -> String {
    guard let first = subject else { return "There are no scores to compare." }
    if comparison.games.count == 1 { return singleGame(comparison.games[0]) }
    var parts: [String] = []
    for other in labels where other != first {
      let (wins, draws, count) = results(of: first, against: other)
      guard count > 0 else { continue }
      parts.append(
        "than \(other) in \(wins) of \(count) \(count == 1 ? "game" : "games")"
          + (draws > 0 ? " (\(draws) equal)" : ""))
    }
    guard !parts.isEmpty else {
      return "No two labels have scores of the same kind in the same game."
    }
    let times = labels.compactMap { label -> String? in
      medianMinutes(label).map { "\(label) \(Numeral.readable($0))" }
    }
    let soon =
      times.isEmpty
      ? "" : " Minutes to the best score, median over games: " + Self.list(times, most: 6) + "."
    return "\(first) reached a higher best score " + Self.list(parts, most: 6) + "." + soon
  }

  /// The label that the report is about: of our own runs the one that shares most with others, of
  /// all labels if ours share nothing; the first of several.
  private var subject: String? {
    let entries = comparison.games.flatMap(\.entries).filter { $0.measures.best != nil }
    let scored = labels.filter { label in entries.contains { $0.label == label } }
    func shared(_ label: String) -> Int {
      scored.reduce(0) { $1 == label ? $0 : $0 + results(of: label, against: $1).2 }
    }
    let own = scored.filter { label in entries.contains { $0.label == label && $0.kind == .run } }
    for candidates in [own, scored] {
      let counts = candidates.map(shared)
      if let most = counts.max(), most > 0, let place = counts.firstIndex(of: most) {
        return candidates[place]
      }
    }
    return scored.first
  }

  private func singleGame(_ game: Comparison.Game) -> String {
    let parts = game.entries.filter { $0.measures.best != nil }.map { entry in
      "\(label(entry, in: game)) \(Self.result(entry))"
    }
    return "Best scores in \(Self.name(game.name)): " + Self.list(parts, most: 8) + "."
  }

  /// In how many games a label's best score is higher, in how many it is equal, and of how many in
  /// which both have scores of the same kind of episode.
  private func results(of label: String, against other: String) -> (Int, Int, Int) {
    var (wins, draws, count) = (0, 0, 0)
    for game in comparison.games {
      for entry in game.entries where entry.label == label {
        guard let mine = entry.measures.best?.value,
          let theirs = game.entries.first(where: {
            $0.label == other && $0.episodeEnd == entry.episodeEnd
          })?.measures.best?.value
        else { continue }
        count += 1
        if mine > theirs { wins += 1 }
        if mine == theirs { draws += 1 }
        break
      }
    }
    return (wins, draws, count)
  }

  private func medianMinutes(_ label: String) -> Double? {
    let minutes = comparison.games.compactMap { game in
      game.entries.first { $0.label == label }?.measures.bestAt.minutes?.value
    }
    return Statistics(of: minutes)?.median
  }
}
