import Baselines
import Foundation

/// The tables of a comparison as CSV files, a row for each thing that was measured.
struct ComparisonFiles {
  private let comparison: Comparison

  init(_ comparison: Comparison) { self.comparison = comparison }

  /// Writes all files into a folder, which is made where it is missing.
  func write(to folder: String) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    for (name, table) in [
      ("measures", measures), ("runs", runs), ("curves", curves), ("aggregates", aggregates),
      ("profiles", profiles), ("improvements", improvements),
    ] {
      var file = try AtomicFile(folder + "/\(name).csv")
      try file.write(table.text)
      try file.close()
    }
  }

  /// The columns that name an entry.
  private static let entryColumns = ["game", "label", "kind", "episode_end", "basis"]

  private func cells(_ game: Comparison.Game, _ entry: Comparison.Entry) -> [String] {
    [
      game.name ?? "", entry.label, entry.kind.rawValue, entry.episodeEnd.rawValue,
      entry.basis.rawValue,
    ]
  }

  private func each(_ body: (Comparison.Game, Comparison.Entry) -> Void) {
    for game in comparison.games {
      for entry in game.entries { body(game, entry) }
    }
  }

  /// A row for each entry and measure.
  private var measures: CSVTable {
    var table = CSVTable(Self.entryColumns + ["measure", "value", "low", "high", "runs"])
    each { game, entry in
      let measures = entry.measures
      for (name, estimate) in [
        ("best", measures.best), ("minutes_to_best", measures.bestAt.minutes),
        ("environment_steps_to_best", measures.bestAt.environmentSteps),
        ("updates_to_best", measures.bestAt.updates), ("final", measures.final),
        ("area_under_curve", measures.areaUnderCurve),
        ("minutes_to_threshold", measures.thresholdAt.minutes),
        ("environment_steps_to_threshold", measures.thresholdAt.environmentSteps),
        ("updates_to_threshold", measures.thresholdAt.updates),
        ("best_human_normalised", measures.bestNormalised),
        ("final_human_normalised", measures.finalNormalised),
      ] {
        guard let estimate else { continue }
        table.add(cells(game, entry) + [name] + Self.cells(estimate))
      }
    }
    return table
  }

  /// A row for each run.
  private var runs: CSVTable {
    var table = CSVTable(
      Self.entryColumns + [
        "run", "path", "format", "seed", "best", "minutes_to_best", "environment_steps_to_best",
        "updates_to_best", "final", "minutes", "environment_steps", "updates", "area_under_curve",
        "area_axis", "minutes_to_threshold", "environment_steps_to_threshold",
        "updates_to_threshold", "best_human_normalised", "final_human_normalised", "window",
      ])
    each { game, entry in
      for run in entry.runs {
        let measures = run.measures
        var row = cells(game, entry)
        row += [run.name, run.path, run.format, run.seed.map(String.init) ?? ""]
        row += [CSVTable.cell(measures.best)] + Self.cells(measures.bestAt)
        row += [CSVTable.cell(measures.final)] + Self.cells(measures.end)
        row += [CSVTable.cell(measures.areaUnderCurve), measures.areaAxis?.rawValue ?? ""]
        row += Self.cells(measures.thresholdAt ?? Spent())
        row += [measures.bestNormalised, measures.finalNormalised].map(CSVTable.cell)
        row += [measures.window.map(String.init) ?? ""]
        table.add(row)
      }
    }
    return table
  }

  /// A row for each point that is drawn.
  private var curves: CSVTable {
    var table = CSVTable(Self.entryColumns + ["axis", "x", "mean", "low", "high"])
    each { game, entry in
      for curve in entry.curves {
        for index in curve.x.indices {
          table.add(
            cells(game, entry) + [curve.axis.rawValue]
              + [
                curve.x[index], curve.mean[index], curve.low.isEmpty ? nil : curve.low[index],
                curve.high.isEmpty ? nil : curve.high[index],
              ].map(CSVTable.cell))
        }
      }
    }
    return table
  }

  private static let setColumns = ["games", "episode_end", "label"]

  private func cells(_ aggregate: Comparison.Aggregate, _ label: String) -> [String] {
    [aggregate.games.joined(separator: " "), aggregate.episodeEnd.rawValue, label]
  }

  /// A row for each set of games, label and statistic, in percent.
  private var aggregates: CSVTable {
    var table = CSVTable(Self.setColumns + ["statistic", "value", "low", "high", "runs"])
    for aggregate in comparison.aggregates {
      for row in aggregate.rows {
        for (name, estimate) in [
          ("interquartile_mean", row.interquartileMean), ("median", row.median),
          ("mean", row.mean), ("optimality_gap", row.optimalityGap),
        ] {
          table.add(cells(aggregate, row.label) + [name] + Self.cells(estimate))
        }
      }
    }
    return table
  }

  /// A row for each point of a profile.
  private var profiles: CSVTable {
    var table = CSVTable(Self.setColumns + ["profile", "score", "share", "low", "high"])
    for aggregate in comparison.aggregates {
      for row in aggregate.rows {
        for (name, profile) in [("runs", row.runProfile), ("means", row.meanProfile)] {
          for index in profile.scores.indices {
            table.add(
              cells(aggregate, row.label) + [name]
                + [
                  profile.scores[index], profile.shares[index],
                  profile.low.isEmpty ? nil : profile.low[index],
                  profile.high.isEmpty ? nil : profile.high[index],
                ].map(CSVTable.cell))
          }
        }
      }
    }
    return table
  }

  /// A row for each ordered pair of labels.
  private var improvements: CSVTable {
    var table = CSVTable(
      Self.setColumns + ["over", "probability", "low", "high", "runs"])
    for aggregate in comparison.aggregates {
      for pair in aggregate.improvements {
        table.add(
          cells(aggregate, pair.label) + [pair.over] + Self.cells(pair.probability))
      }
    }
    return table
  }

  private static func cells(_ estimate: Estimate) -> [String] {
    [estimate.value, estimate.low, estimate.high].map(CSVTable.cell) + ["\(estimate.runs)"]
  }

  private static func cells(_ spent: Spent) -> [String] {
    [spent.minutes, spent.environmentSteps, spent.updates].map(CSVTable.cell)
  }
}
