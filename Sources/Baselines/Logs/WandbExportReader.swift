import Foundation

/// Charts that Weights & Biases exported as CSV.
///
/// The first column is the chart's x axis; then, for each line, `RUN - KEY` and its `__MIN` and `__MAX`
/// over what the line averages. A line may average a group of runs (`exp_name: dqn - KEY`). The axis
/// `Step` is W&B's own counter of log calls, not a step of the environment; a line of
/// `RUN - global_step` in the same chart tells those.
public enum WandbExportReader {
  private static let separator = " - "

  /// Whether the first bytes of a file are those of an exported chart.
  public static func recognises(_ head: [UInt8]) -> Bool {
    let names = LogHead(head).header
    guard names.count > 1 else { return false }
    let lines = names.dropFirst()
    return lines.contains { $0.contains(separator) && $0.hasSuffix("__MIN") }
      || (lines.allSatisfy { $0.contains(separator) } && Axis(names[0]) != nil)
  }

  /// Reads charts; each run of a chart is a log, and charts that name the same run add to it.
  public static func read(_ files: [String]) throws(LogError) -> [TrainingLog] {
    var logs: [TrainingLog] = []
    var problems: [LogError] = []
    for file in files {
      do throws(LogError) {
        logs += try read(file)
      } catch {
        problems.append(error)
      }
    }
    if logs.isEmpty, let problem = problems.first { throw problem }
    if !problems.isEmpty { logs[0].damage += problems }
    return joined(logs)
  }

  /// Charts of one run have other curves each; where two have the same, they stay apart.
  private static func joined(_ logs: [TrainingLog]) -> [TrainingLog] {
    var result: [TrainingLog] = []
    for log in logs {
      let names = Set(log.curves.map(\.name))
      if let index = result.firstIndex(where: { other in
        other.name == log.name && other.curves.allSatisfy { !names.contains($0.name) }
      }) {
        result[index].curves += log.curves
        result[index].damage += log.damage
        for note in log.notes where !result[index].notes.contains(note) {
          result[index].notes.append(note)
        }
      } else {
        result.append(log)
      }
    }
    return result
  }

  /// What the first column counts.
  private enum Axis {
    /// W&B's counter of log calls.
    case counter
    case steps(Curve.StepUnit)
    case seconds

    init?(_ name: String) {
      switch name.lowercased() {
      case "step", "_step": self = .counter
      case "relative time (wall)", "relative time (process)", "wall time", "_timestamp", "_runtime":
        self = .seconds
      default:
        guard case .step(let unit) = ColumnRole(name) else { return nil }
        self = .steps(unit)
      }
    }
  }

  private struct Line {
    let column: Int
    let key: String
  }

  private static func read(_ path: String) throws(LogError) -> [TrainingLog] {
    let table = try CSVReader(path, keepsUnendedRow: true)
    var lines: [String: [Line]] = [:]
    var order: [String] = []
    for (column, name) in table.header.enumerated().dropFirst() {
      guard !name.hasSuffix("__MIN"), !name.hasSuffix("__MAX"),
        let range = name.range(of: separator, options: .backwards)
      else { continue }
      let run = String(name[..<range.lowerBound])
      if lines[run] == nil { order.append(run) }
      lines[run, default: []].append(Line(column: column, key: String(name[range.upperBound...])))
    }
    var columns = [RecordedColumns](repeating: RecordedColumns(), count: order.count)
    let axis = Axis(table.header[0])
    var numbers = 0
    while table.next(), numbers < RecordedColumns.mostNumbers {
      guard let place = table.cell(0).number else {
        table.complaints.add(
          line: table.line, expected: "a number of '\(table.header[0])'",
          found: "'\(table.text(0))'")
        continue
      }
      for (index, run) in order.enumerated() {
        var isAny = false
        for line in lines[run]! {
          guard let value = table.cell(line.column).number else { continue }
          columns[index].add(value, to: columns[index].column(line.key))
          isAny = true
          numbers += 1
        }
        guard isAny else { continue }
        columns[index].add(place, to: columns[index].column(axisName))
        columns[index].endRow(step: nil, seconds: nil)
      }
    }
    let damage = table.complaints.list
    let logs = order.indices.compactMap { index in
      log(order[index], &columns[index], axis, path: path, axisTitle: table.header[0], damage)
    }
    guard !logs.isEmpty else {
      throw damage.first
        ?? LogError(file: path, .line(1), expected: "lines of runs with numbers", found: "none")
    }
    return logs
  }

  /// A key that no run has.
  private static let axisName = "\u{0}axis"

  private static func log(
    _ run: String, _ columns: inout RecordedColumns, _ axis: Axis?, path: String, axisTitle: String,
    _ damage: [LogError]
  ) -> TrainingLog? {
    guard columns.rows > 0 else { return nil }
    var log = TrainingLog(name: run, path: path, format: "Weights & Biases export")
    let identity = RunDescription(name: run)
    (log.game, log.algorithm, log.seed) = (identity.game, identity.algorithm, identity.seed)
    log.damage = damage
    let keys = columns.names.filter { $0 != axisName }
    var unit = Curve.StepUnit("W&B's counter of log calls", framesPerStep: nil)
    if let key = HistoryKeys.step(among: keys) {
      columns.useAsSteps(key.name)
      unit = key.unit
      log.notes.append("Steps are '\(key.name)': \(unit.name).")
    } else {
      switch axis {
      case .steps(let axisUnit):
        columns.useAsSteps(axisName)
        unit = axisUnit
        log.notes.append("Steps are the axis '\(axisTitle)': \(unit.name).")
      case .counter:
        columns.useAsSteps(axisName)
        log.notes.append(
          "The axis '\(axisTitle)' is W&B's counter of log calls: the export tells no environment steps."
        )
      case .seconds, nil: log.notes.append("The export tells no environment steps.")
      }
    }
    if case .seconds = axis {
      _ = columns.useAsClock(axisName)
      log.notes.append("Seconds are the axis '\(axisTitle)'.")
    } else if let key = HistoryKeys.clock(among: keys) {
      _ = columns.useAsClock(key)
      log.notes.append("Seconds are '\(key)'.")
    } else {
      log.notes.append("The export has no clock.")
    }
    if run.contains(": ") {
      log.notes.append("A group of runs: each number is their mean.")
    }
    log.curves = columns.curves(stepUnit: unit) { key in
      key == axisName || HistoryKeys.isPlace(key) ? nil : ScoreNames.quantity(key) ?? .other
    }
    return log
  }
}

/// Which keys of a history are steps and clocks.
enum HistoryKeys {
  /// The key that counts environment steps; nil where there is none. `_step` is none: it counts calls.
  static func step(among keys: [String]) -> (name: String, unit: Curve.StepUnit)? {
    let candidates = keys.compactMap { key -> (name: String, unit: Curve.StepUnit, rank: Int)? in
      let role = ColumnRole(key)
      guard case .step(let unit) = role, unit != .rows else { return nil }
      return (key, unit, role.stepRank)
    }
    return candidates.max { $0.rank < $1.rank }.map { ($0.name, $0.unit) }
  }

  /// The key of the best clock.
  static func clock(among keys: [String]) -> String? {
    ["_runtime", "time/time_elapsed", "time_total_s", "_timestamp"].first { keys.contains($0) }
  }

  /// Whether a key says where a row stands, and is nothing to draw.
  static func isPlace(_ key: String) -> Bool {
    key.hasPrefix("_") || key == "global_step"
  }
}
