import Baselines

extension ComparisonReport {
  /// A row for each run of each label.
  func runs(_ section: inout Section) {
    for game in comparison.games {
      section.heading(Self.name(game.name))
      let rows = game.entries.flatMap { entry -> [[String]] in
        let label = label(entry, in: game)
        if entry.runs.isEmpty {
          return [
            [
              label, "published", Numeral.none, Numeral.readable(entry.measures.best?.value),
              Numeral.readable(entry.measures.bestAt.minutes?.value),
              Numeral.readable(entry.measures.bestAt.environmentSteps?.value),
              Numeral.readable(entry.measures.final?.value), Numeral.none, Numeral.none, "",
            ]
          ]
        }
        return entry.runs.map { run in
          let measures = run.measures
          return [
            label, run.name, run.seed.map { "\($0)" } ?? Numeral.none,
            Numeral.readable(measures.best), Numeral.readable(measures.bestAt.minutes),
            Numeral.readable(measures.bestAt.environmentSteps), Numeral.readable(measures.final),
            Numeral.readable(measures.areaUnderCurve),
            Numeral.readable(measures.thresholdAt?.minutes), run.format,
          ]
        }
      }
      section.table(
        "Runs in \(Self.name(game.name))",
        columns: [
          "Label", "Run", "Seed", "Best", "Minutes to best", "Steps to best", "Final", "Area",
          "Minutes to threshold", "Read from",
        ], rows: rows, texts: [1, 9])
    }
    if comparison.games.isEmpty { section.paragraph("There are none.") }
  }

  /// How things were measured, what is special about a label, and what could not be read.
  func notes(_ section: inout Section) {
    section.heading("Definitions")
    section.list(
      comparison.definitions + ["Human-normalised scores: \(comparison.normalisation)."])
    var notes: [String] = []
    var damage: [String] = []
    for game in comparison.games {
      for entry in game.entries {
        let title = "\(Self.name(game.name)), \(label(entry, in: game)): "
        notes += entry.notes.map { title + $0 }
        for run in entry.runs {
          notes += run.notes.map { title + "\(run.name): " + $0 }
          damage += run.damage.map { title + $0 }
        }
      }
    }
    if !notes.isEmpty {
      section.heading("About single labels and runs")
      section.list(notes)
    }
    section.heading("Damage")
    if damage.isEmpty {
      section.paragraph("Everything could be read.")
    } else {
      section.paragraph("This could not be read; what stands before and behind it was used.")
      section.list(damage)
    }
  }
}
