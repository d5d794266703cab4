import Objects
import PixelOracle

/// What `bench objects` found.
struct ObjectsBenchResult {
  struct Play {
    /// The game, who played, and how long.
    let name: String
    let agreements: [ObjectCategory: Agreement]

    var sorted: [(category: ObjectCategory, agreement: Agreement)] {
      agreements.sorted { $0.key.rawValue < $1.key.rawValue }
        .map { (category: $0.key, agreement: $0.value) }
    }
  }

  /// Microseconds: a step of the emulator, an update of the objects, and one with its observation.
  struct Cost {
    let game: String
    let step: Double
    let update: Double
    let observation: Double
    /// Nil where there is no OCAtari, or where it fails on the game.
    let ocatari: Double?
    let ocatariVersion: String?

    var share: Double { observation / step }
    var ratio: Double? { ocatari.map { $0 / update } }
  }

  var plays: [Play] = []
  var costs: [Cost] = []

  var table: String {
    var lines: [String] = []
    for play in plays {
      var table = TextTable(
        ["CATEGORY", "BOXES", "EXACT %", "IOU", "GHOSTS", "SEEN", "MISSES", "VELOCITY %"],
        numeric: [1, 2, 3, 4, 5, 6, 7])
      for (category, agreement) in play.sorted {
        table.add([
          category.rawValue, "\(agreement.boxes)", decimal(100 * agreement.exactShare, 2),
          decimal(agreement.meanOverlap, 4), "\(agreement.ghosts)", "\(agreement.seen)",
          "\(agreement.missed)", decimal(100 * agreement.velocityShare, 2),
        ])
      }
      lines += [play.name, table.text, ""]
    }
    var table = TextTable(
      ["MICROSECONDS", "STEP", "UPDATE", "WITH OBSERVATION", "OF A STEP %", "OCATARI", "RATIO"],
      numeric: [1, 2, 3, 4, 5, 6])
    for cost in costs {
      table.add([
        cost.game, decimal(cost.step, 0), decimal(cost.update, 2), decimal(cost.observation, 2),
        decimal(100 * cost.share, 2), cost.ocatari.map { decimal($0, 1) } ?? "-",
        cost.ratio.map { decimal($0, 0) } ?? "-",
      ])
    }
    lines.append(table.text)
    if costs.allSatisfy({ $0.ocatariVersion == nil }) {
      lines.append("no ratio: `python3 -c \"import ocatari\"` does not work here")
    }
    return lines.joined(separator: "\n")
  }

  var json: String {
    var json = JSONText()
    json.object { json in
      json.list("plays") { json in
        for play in plays {
          json.object { json in
            json.value(play.name, "play")
            json.list("categories") { json in
              for (category, agreement) in play.sorted {
                json.object { json in write(category, agreement, to: &json) }
              }
            }
          }
        }
      }
      json.list("costs") { json in
        for cost in costs {
          json.object { json in
            json.value(cost.game, "game")
            json.value(cost.step, "step_microseconds")
            json.value(cost.update, "update_microseconds")
            json.value(cost.observation, "observation_microseconds")
            json.value(cost.ocatariVersion, "ocatari")
            json.value(cost.ocatari, "ocatari_microseconds")
            json.value(cost.ratio, "ratio")
          }
        }
      }
    }
    return json.text
  }

  private func write(_ category: ObjectCategory, _ agreement: Agreement, to json: inout JSONText) {
    json.value(category.rawValue, "category")
    json.value(agreement.boxes, "boxes")
    json.value(agreement.exact, "exact")
    json.value(agreement.meanOverlap, "iou")
    json.value(agreement.ghosts, "ghosts")
    json.value(agreement.seen, "seen")
    json.value(agreement.missed, "missed")
    json.value(agreement.precision, "precision")
    json.value(agreement.recall, "recall")
    json.value(agreement.velocities, "velocities")
    json.value(agreement.equalVelocities, "equal_velocities")
  }
}
