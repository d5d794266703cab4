import Atari
import Objects

/// `games`: what can be played with what is installed.
enum GamesCommand {
  static let command = Command(
    name: "games",
    summary: "list every game with its ROM, objects and starting policies",
    options: [.flag("json", "print one JSON list instead of the table")],
    example: "games --json | head -c 300",
    run: run)

  private struct Row {
    let game: Game
    let status: ROMStatus
    let hasObjects: Bool
    let policies: [String]

    var rom: String {
      switch status {
      case .found: "verified"
      case .missing: "missing"
      case .corrupt: "corrupt"
      }
    }

    var path: String? {
      switch status {
      case .found(let path), .corrupt(let path, _): path
      case .missing: nil
      }
    }
  }

  private static func run(_ arguments: Arguments, _ console: Console) throws {
    let policies = StartingPolicies(console.environment)
    let rows = console.romLibrary.verify().map { game, status in
      Row(
        game: game, status: status,
        hasObjects: ObjectTracker.supportedGames.contains(game.name),
        policies: policies.named(for: game.name).map(\.path))
    }
    if arguments.flag("json") {
      try console.print(json(rows))
    } else {
      try console.print(table(rows))
    }
  }

  private static func json(_ rows: [Row]) -> String {
    var json = JSONText()
    json.list { json in
      for row in rows {
        json.object { json in
          json.value(row.game.name, "game")
          json.value("ALE/\(row.game.gymnasiumName)-v5", "id")
          json.value(row.rom, "rom")
          json.value(row.path, "path")
          json.value(row.game.md5, "md5")
          json.value(row.hasObjects, "objects")
          json.list("policies") { json in
            for path in row.policies { json.value(path) }
          }
        }
      }
    }
    return json.text
  }

  private static func table(_ rows: [Row]) -> String {
    var table = TextTable(["GAME", "ROM", "OBJECTS", "STARTING POLICIES"])
    for row in rows {
      table.add([
        row.game.name, row.rom, row.hasObjects ? "yes" : "-",
        row.policies.isEmpty ? "-" : row.policies.joined(separator: " "),
      ])
    }
    return table.text
  }
}
