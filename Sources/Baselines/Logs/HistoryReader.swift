import Foundation

/// Histories as JSON: what Weights & Biases' API gives, and other libraries write.
///
/// An object a row, each on a line of its own or all in one list. In W&B's, `_step` counts log calls, `_runtime` seconds since the start,
/// `_timestamp` seconds since 1970; environment steps are under a key of the program's own, such as
/// `global_step`.
public enum HistoryReader {
  /// Whether the first bytes of a file are those of such lines.
  public static func recognises(_ head: [UInt8]) -> Bool {
    let head = LogHead(head)
    let keys = head.keys
    guard head.isJSONLines || head.isJSONList else { return false }
    // A run's summary has the keys of its history.
    if keys.contains(where: { $0.hasPrefix("_wandb/") }) { return false }
    if keys.contains("_step"), keys.contains("_timestamp") || keys.contains("_runtime") {
      return true
    }
    let hasScore = keys.contains { key in
      ColumnRole(key) == .value && ScoreNames.quantity(key).map { $0 != .other } ?? false
    }
    return hasScore
      && keys.contains { key in
        if case .step = ColumnRole(key) { true } else { false }
      }
  }

  /// Reads histories, each of which is a run.
  public static func read(_ files: [String]) throws(LogError) -> [TrainingLog] {
    try readEach(files, read)
  }

  /// Keys that are kept.
  private static let mostKeys = 2048

  private static func read(_ path: String) throws(LogError) -> TrainingLog {
    var records = try JSONRecords(path, isLines: try LogHead(path: path).isJSONLines)
    var columns = RecordedColumns()
    while let record = records.next(), !columns.isFull {
      for (key, value) in record {
        guard case .number(let number) = value,
          columns.has(key) || columns.names.count < mostKeys
        else { continue }
        columns.add(number, to: columns.column(key))
      }
      columns.endRow(step: nil, seconds: nil)
    }
    let description = RunDescription(file: path)
    let isOfWandb = columns.has("_step")
    var log = TrainingLog(
      name: description.name, path: path,
      format: isOfWandb ? "Weights & Biases history" : "JSON rows")
    (log.game, log.algorithm, log.seed) = (
      description.game, description.algorithm, description.seed
    )
    log.damage = records.complaints.list
    guard columns.names.contains(where: { !HistoryKeys.isPlace($0) }) else {
      throw log.damage.first ?? LogError(file: path, expected: "rows of numbers", found: "none")
    }
    var unit = Curve.StepUnit.rows
    if let key = HistoryKeys.step(among: columns.names) {
      columns.useAsSteps(key.name)
      unit = key.unit
      log.notes.append("Steps are '\(key.name)': \(unit.name).")
    } else {
      if isOfWandb { columns.useAsSteps("_step") }
      unit = Curve.StepUnit(isOfWandb ? "W&B's counter of log calls" : "rows", framesPerStep: nil)
      log.notes.append("The history tells no environment steps.")
    }
    let clocks = columns.names.filter { ColumnRole($0) == .clock(unit: 1) }
    if let key = HistoryKeys.clock(among: columns.names) ?? clocks.first {
      let clock = columns.useAsClock(key)
      log.notes.append("Seconds are '\(key)'.")
      if clock.wentBack {
        log.notes.append("The clock went back, as after a restart: its times add up.")
      }
    } else {
      log.notes.append("The history has no clock.")
    }
    log.curves = columns.curves(stepUnit: unit) { key in
      HistoryKeys.isPlace(key) ? nil : ScoreNames.quantity(key) ?? .other
    }
    return log
  }
}
