import Foundation

/// A run folder of our own: `updates.csv` and the `config.json` beside it.
///
/// A row is an update: the score of its best candidate and the best score so far, both means under
/// the run's protocol. The curve `best` comes first: it is the score of the policy that the run has at
/// that time. `total_steps` counts every step played, evaluations included.
public enum CartwrightRunReader {
  static let formatName = "Cartwright run"

  /// Whether the first bytes of a file are those of a table of updates.
  public static func recognises(_ head: [UInt8]) -> Bool {
    let names = LogHead(head).header
    return names.starts(with: ["update", "score", "best", "accepted"])
      && names.contains("total_steps")
  }

  /// Reads tables of updates, each of which is a run.
  public static func read(_ files: [String]) throws(LogError) -> [TrainingLog] {
    try readEach(files, read)
  }

  private static func read(_ path: String) throws(LogError) -> TrainingLog {
    let table = try CSVReader(path)
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    var settings: [String: String] = [:]
    if let text = RunSettings.text(folder.appendingPathComponent("config.json")) {
      settings = Dictionary(RunSettings.json(text), uniquingKeysWith: { first, _ in first })
    }
    let description = RunDescription(file: path)
    var log = TrainingLog(name: description.name, path: folder.path, format: formatName)
    log.game = settings["game"] ?? description.game
    log.seed = settings["seed"].flatMap(Int.init)
    log.algorithm = "Cartwright" + (settings["optimizer"].map { " \($0)" } ?? "")
    let quantity: Curve.Quantity
    switch settings["protocolName"] {
    case "paper": quantity = PaperProtocol.evaluation(log.game)
    case "standard": quantity = .evaluation(.game, episodes: 30)
    default: quantity = .evaluation(.unknown, episodes: nil)
    }

    let order = ["best", "score", "candidates", "finalists", "rollout_return", "steps", "update"]
    let indices = order.map { table.column($0) }
    var columns = RecordedColumns()
    let places = order.map { columns.column($0) }
    guard let steps = table.column("total_steps"), indices[0] != nil else {
      throw LogError(
        file: path, .line(1), expected: "the columns of updates.csv",
        found: table.header.prefix(6).joined(separator: ","))
    }
    let seconds = table.column("seconds")
    while table.next(), !columns.isFull {
      for (index, place) in zip(indices, places) {
        if let value = index.flatMap({ table.cell($0).number }) { columns.add(value, to: place) }
      }
      columns.endRow(
        step: table.cell(steps).number, seconds: seconds.flatMap { table.cell($0).number })
    }
    guard columns.rows > 0 else {
      throw table.complaints.list.first ?? LogError(file: path, expected: "updates", found: "none")
    }
    columns.useAsUpdates("update")
    log.curves = columns.curves(stepUnit: .agentSteps()) {
      $0 == "best" || $0 == "score" ? quantity : .other
    }
    log.damage = table.complaints.list
    log.notes = [
      "Scores are means under the \(settings["protocolName"] ?? "unknown") protocol"
        + (quantity.episodeEnd == .life ? ", whose episodes end with the first life." : "."),
      "Steps are agent steps of frame skip 4, evaluations included; seconds are of training.",
    ]
    return log
  }
}
