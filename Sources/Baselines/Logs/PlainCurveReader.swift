import Foundation

/// Tables of `step,value[,time]` with names in their first row, or without any.
///
/// Columns are told apart by their names (`ColumnRole`, `ScoreNames`). One column without a known
/// name is the score; several are the scores of several runs. A column that names runs (`game`,
/// `seed`, `algo`, …) splits the table. Tables in one folder with different columns are one run, as
/// OC_Atari's `rollout/return`, `eval/mean_reward` and `time/fps` are; with the same columns they are
/// a run each. Without names, the first column is the step, the second the score, the third seconds.
public enum PlainCurveReader {
  /// Whether the first bytes of a file are those of such a table.
  public static func recognises(_ head: [UInt8]) -> Bool {
    let names = LogHead(head).header
    guard !names.isEmpty else { return false }
    if names.allSatisfy({ PlainTable.isNumber($0) }) { return (2...3).contains(names.count) }
    let roles = names.map { ColumnRole($0) }
    let hasPlace = roles.contains { role in
      switch role {
      case .step, .clock, .duration: true
      default: false
      }
    }
    let quantities = zip(names, roles).filter { $1 == .value }
      .map { ScoreNames.quantity($0.0) }
    let hasScore = quantities.contains { $0 != nil && $0 != .other }
    let hasOthers = quantities.contains { $0 == nil } || roles.contains(.speed)
    return hasPlace ? hasScore || (hasOthers && names.count <= 64) : hasScore && names.count == 1
  }

  /// Reads tables.
  public static func read(_ files: [String]) throws(LogError) -> [TrainingLog] {
    var tables: [PlainTable] = []
    var problem: LogError?
    for file in files {
      do throws(LogError) {
        tables += try PlainTable.read(file)
      } catch {
        problem = problem ?? error
      }
    }
    if tables.isEmpty, let problem { throw problem }
    if tables.count > 1, recordsDifferentThings(tables) { return [merged(tables)] }
    // The rows of one run in one table, by what they record.
    var runs: [[String]: [PlainTable]] = [:]
    var order: [[String]] = []
    for table in tables {
      if runs[table.run] == nil { order.append(table.run) }
      runs[table.run, default: []].append(table)
    }
    return order.flatMap { run in
      let parts = runs[run]!
      guard parts.count > 1 else { return parts[0].logs }
      var log = merged(parts)
      (log.path, log.name) = (run[0], parts[0].logs[0].name)
      return [log]
    }
  }

  /// Whether tables are parts of one run: no two record a thing of the same name.
  private static func recordsDifferentThings(_ tables: [PlainTable]) -> Bool {
    guard Set(tables.map(\.run)).count == tables.count || Set(tables.map(\.run)).count == 1 else {
      return false
    }
    var names: Set<String> = []
    return tables.flatMap(\.valueNames).allSatisfy { names.insert($0).inserted }
  }

  private static func merged(_ tables: [PlainTable]) -> TrainingLog {
    let parts = tables.flatMap(\.logs)
    var log = parts[0]
    let folder = URL(fileURLWithPath: tables[0].path).deletingLastPathComponent()
    log.path = folder.path
    log.name = RunDescription(file: folder.appendingPathComponent("log").path).name
    log.curves = parts.flatMap(\.curves)
    log.damage = parts.flatMap(\.damage)
    log.notes = []
    for note in parts.flatMap(\.notes) where !log.notes.contains(note) { log.notes.append(note) }
    if log.notes.contains(where: { $0.hasPrefix("Seconds are") }) {
      log.notes.removeAll { $0 == PlainTable.noClock }
    }
    // One table's clock holds for the others.
    if let clock = log.curves.first(where: { !$0.seconds.isEmpty && !$0.steps.isEmpty }),
      clock.steps.indices.dropFirst().allSatisfy({ clock.steps[$0] >= clock.steps[$0 - 1] })
    {
      for index in log.curves.indices
      where log.curves[index].seconds.isEmpty && !log.curves[index].steps.isEmpty {
        log.curves[index].seconds = log.curves[index].steps.map { seconds(at: $0, clock) }
      }
    }
    return log
  }

  /// The time of a step, between the two of the clock beside it.
  private static func seconds(at step: Double, _ clock: Curve) -> Double {
    var low = 0
    var high = clock.steps.count
    while low < high {
      let middle = (low + high) / 2
      if clock.steps[middle] < step { low = middle + 1 } else { high = middle }
    }
    if low == clock.steps.count { return clock.seconds[low - 1] }
    let (afterStep, afterTime) = (clock.steps[low], clock.seconds[low])
    let (beforeStep, beforeTime) =
      low == 0 ? (0, 0) : (clock.steps[low - 1], clock.seconds[low - 1])
    guard step < afterStep, afterStep > beforeStep else { return afterTime }
    return beforeTime + (afterTime - beforeTime) * (step - beforeStep) / (afterStep - beforeStep)
  }
}
