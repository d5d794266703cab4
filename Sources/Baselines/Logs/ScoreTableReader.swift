import Foundation

/// Tables of final scores as openrlbenchmark writes them: a row a game, a column an algorithm.
///
/// The first column has no name and holds ids of environments; the cells are `mean ± deviation` over
/// seeds. Each cell becomes a log with one number, without steps and without a clock.
public enum ScoreTableReader {
  /// Whether the first bytes of a file are those of such a table.
  public static func recognises(_ head: [UInt8]) -> Bool {
    let head = LogHead(head)
    let names = head.header
    return names.count > 1 && names[0].isEmpty && head.secondLine.contains(" ± ")
  }

  /// Reads tables; each cell is a log.
  public static func read(_ files: [String]) throws(LogError) -> [TrainingLog] {
    var logs: [TrainingLog] = []
    for file in files { logs += try read(file) }
    return logs
  }

  /// Cells that a table may have.
  private static let mostCells = 10_000

  private static func read(_ path: String) throws(LogError) -> [TrainingLog] {
    let table = try CSVReader(path, keepsUnendedRow: true)
    var logs: [TrainingLog] = []
    while table.next(), logs.count < mostCells {
      let environment = table.text(0)
      for column in 1..<max(table.count, 1) where !table.text(column).isEmpty {
        let parts = table.text(column).components(separatedBy: " ± ")
        guard let mean = Double(parts[0]), mean.isFinite else {
          table.complaints.add(
            line: table.line, expected: "a mean ± a deviation", found: "'\(table.text(column))'")
          continue
        }
        logs.append(log(path, environment, table.header[column], mean: mean))
      }
    }
    guard !logs.isEmpty else {
      throw table.complaints.list.first ?? LogError(file: path, expected: "scores", found: "none")
    }
    logs[0].damage = table.complaints.list
    return logs
  }

  private static func log(
    _ path: String, _ environment: String, _ column: String, mean: Double
  ) -> TrainingLog {
    let label = column.replacingOccurrences(of: " ({})", with: "")
    var log = TrainingLog(name: "\(label) \(environment)", path: path, format: "score table")
    log.game = EnvironmentName(environment)?.game
    log.algorithm = label.split(separator: "/").last.map(String.init)
    var curve = Curve(
      name: label, quantity: .meanReturn(.unknown, episodes: nil), stepUnit: .rows)
    curve.values = [mean]
    log.curves = [curve]
    log.notes = ["The final mean over seeds; the table has neither steps nor a clock."]
    return log
  }
}
