import Baselines

extension ComparisonReport {
  /// How the score grew with time, with steps and with updates; a chart for each game.
  func curves(_ section: inout Section) {
    var isAny = false
    for (axis, title, kind) in Self.axes {
      let charts = comparison.games.compactMap { chart($0, axis, title, kind) }
      guard !charts.isEmpty else { continue }
      isAny = true
      section.heading("Score by \(title)")
      section.grid(charts.map { $0.picture() })
    }
    if isAny {
      section.paragraph(
        "Bands are 95 % intervals of the mean over runs; a label with a single run has none. Where a "
          + "line ends, its last value is drawn on, dotted.", isNote: true)
    } else {
      section.paragraph("No log tells how the score grew.")
    }
  }

  private static let axes: [(Comparison.Axis, String, LineChart.XAxis)] = [
    (.minutes, "minute", .minutes), (.environmentSteps, "environment step", .environmentSteps),
    (.updates, "update", .updates),
  ]

  private func chart(
    _ game: Comparison.Game, _ axis: Comparison.Axis, _ title: String, _ kind: LineChart.XAxis
  ) -> LineChart? {
    let series = game.entries.compactMap { entry -> LineChart.Series? in
      guard let curve = entry.curves.first(where: { $0.axis == axis }) else { return nil }
      return LineChart.Series(
        label(entry, in: game), style: style(entry.label), x: curve.x, y: curve.mean,
        low: curve.low, high: curve.high)
    }
    guard !series.isEmpty else { return nil }
    var chart = LineChart(
      "\(Self.name(game.name)): score by \(title)", series: series, xAxis: kind, yAxis: .score)
    if let human = game.human { chart.references.append(.init("human", human)) }
    if let random = game.random { chart.references.append(.init("random", random)) }
    if let threshold = game.threshold { chart.references.append(.init("threshold", threshold)) }
    return chart
  }

  /// Every label's score in every game on the scale from random play to a person.
  func scores(_ section: inout Section) {
    let isBest = comparison.score == .best
    let groups = comparison.games.compactMap { game -> BarChart.Group? in
      let bars = game.entries.compactMap { entry -> BarChart.Bar? in
        let score = isBest ? entry.measures.bestNormalised : entry.measures.finalNormalised
        return score.map {
          BarChart.Bar(
            label(entry, in: game), style: style(entry.label), value: $0.value, low: $0.low,
            high: $0.high)
        }
      }
      return bars.isEmpty ? nil : BarChart.Group(Self.name(game.name), bars)
    }
    var pictures: [Picture] = []
    // A game with a score of many times a person's would make all other bars invisible.
    for group in groups {
      var chart = BarChart(
        "\(group.title): \(isBest ? "best" : "final") score, human-normalised",
        groups: [.init("", group.bars)], measure: .normalisedScore)
      chart.references = [.init("random", 0), .init("human", 100)]
      pictures.append(chart.picture())
    }
    if pictures.isEmpty {
      section.paragraph("No game here has a score of random play and of a person to compare with.")
    } else {
      section.grid(pictures)
      section.paragraph(
        "0 % is random play, 100 % a person: \(comparison.normalisation). Each game has its own "
          + "scale.", isNote: true)
    }
  }

  /// Statistics over a set of games.
  ///
  /// - Parameter set: what tells its tables and charts from those of other sets; empty for one set.
  func aggregate(_ aggregate: Comparison.Aggregate, set: String, _ section: inout Section) {
    let end =
      switch aggregate.episodeEnd {
      case .game: "whole games"
      case .life: "episodes of one life"
      case .unknown: "episodes whose end is not known"
      }
    let games = Self.list(aggregate.games.map { Self.name($0) }, most: 60)
    section.heading("\(aggregate.games.count) games, \(end)\(set)")
    section.paragraph("\(games).")
    section.table(
      "Human-normalised scores in percent, with 95 % intervals\(set)",
      columns: ["Label", "Runs", "Interquartile mean", "Median", "Mean", "Optimality gap"],
      rows: aggregate.rows.map { row in
        [
          row.label, "\(row.runs.reduce(0, +))", Self.estimate(row.interquartileMean),
          Self.estimate(row.median), Self.estimate(row.mean), Self.estimate(row.optimalityGap),
        ]
      })
    let statistics: [(String, (Comparison.AggregateRow) -> Estimate)] = [
      ("Interquartile mean", \.interquartileMean), ("Median", \.median), ("Mean", \.mean),
      ("Optimality gap (less is better)", \.optimalityGap),
    ]
    let bars = BarChart(
      "Aggregate scores\(set)",
      groups: statistics.map { title, value in
        BarChart.Group(
          title,
          aggregate.rows.map { row in
            let estimate = value(row)
            return BarChart.Bar(
              row.label, style: style(row.label), value: estimate.value, low: estimate.low,
              high: estimate.high)
          })
      }, measure: .normalisedScore)
    section.grid([bars.picture(), profiles(aggregate, set).picture()])
    improvements(aggregate, set, &section)
  }

  private func profiles(_ aggregate: Comparison.Aggregate, _ set: String) -> LineChart {
    LineChart(
      "Performance profiles: share of runs above a score\(set)",
      series: aggregate.rows.map { row in
        let one = row.runProfile
        var series = LineChart.Series(
          row.label, style: style(row.label), x: one.scores, y: one.shares, low: one.low,
          high: one.high)
        series.isStepped = true
        return series
      }, xAxis: .normalisedScore, yAxis: .share(of: "runs"))
  }

  private func improvements(
    _ aggregate: Comparison.Aggregate, _ set: String, _ section: inout Section
  ) {
    // Of two opposite ones the one that is more likely; they add up to 1.
    let shown = aggregate.improvements.enumerated().filter { index, one in
      guard
        let other = aggregate.improvements.firstIndex(where: {
          $0.label == one.over && $0.over == one.label
        })
      else { return true }
      let theirs = aggregate.improvements[other].probability.value
      return one.probability.value > theirs || (one.probability.value == theirs && index < other)
    }.map(\.element)
    guard !shown.isEmpty else { return }
    var chart = BarChart(
      "Probability of improvement\(set)",
      groups: [
        .init(
          "",
          shown.map { one in
            BarChart.Bar(
              "\(one.label) beats \(one.over)", style: style(one.label),
              value: one.probability.value, low: one.probability.low, high: one.probability.high)
          })
      ], measure: .share(of: "probability"))
    chart.references = [.init("as good", 0.5)]
    section.figure(
      chart.picture(),
      note: "How likely a run of one label has the higher score than a run of the other in a game "
        + "drawn at random; a draw counts half.")
  }

  /// Which steps an update sees, with the measured effect where a study gives it.
  func horizons(_ section: inout Section) {
    section.paragraph(
      "The credit horizon is how many steps of evidence an update of the policy waits for.")
    var shown: [Exhibit] = []
    for exhibit in exhibits
    where !shown.contains(where: { $0.horizon == exhibit.horizon && $0.batch == exhibit.batch }) {
      shown.append(exhibit)
    }
    if shown.isEmpty { section.horizon(of: nil) }
    for exhibit in shown.prefix(4) { section.horizon(of: exhibit) }
    let measured = horizonScores()
    guard !measured.isEmpty else { return }
    section.heading("What a horizon is worth")
    section.grid(measured)
  }

  /// For each game in which runs had different horizons, their best scores.
  private func horizonScores() -> [Picture] {
    comparison.games.compactMap { game in
      let here = exhibits.filter { $0.game == game.name && $0.score != nil }
      guard Set(here.map(\.horizon)).count > 1 else { return nil }
      return BarChart(
        "\(Self.name(game.name)): best score by credit horizon",
        groups: [
          .init(
            "",
            here.map { exhibit in
              BarChart.Bar(
                "horizon \(exhibit.horizon), batch \(exhibit.batch)", style: 0,
                value: exhibit.score?.value, low: exhibit.score?.low, high: exhibit.score?.high)
            })
        ], measure: .score
      ).picture()
    }
  }
}
