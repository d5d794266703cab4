import Foundation

/// One table of `PlainCurveReader`, or the rows of one run in it.
struct PlainTable {
  let path: String
  /// What tells the run from others in the table; empty where it is the only one.
  private var group: [String] = []
  private var groupNames: [String] = []
  private var isOnlyRun = false
  /// What the rows record, where a column says so.
  private var tag: String?
  private var columns = RecordedColumns()
  private var stepUnit: Curve.StepUnit
  private var damage: [LogError] = []
  private var notes: [String] = []

  /// The last number of an episode, and whether each row was the next episode so far.
  private var episode: Double?
  private var isRowAnEpisode: Bool

  /// Steps a second, as the log told last, and the clock that follows.
  private var speed: Double?
  private var speedClock = 0.0

  /// The names of the columns with numbers, or of what the rows record.
  var valueNames: [String] { tag.map { [$0] } ?? columns.names }
  /// The file and the run in it.
  var run: [String] { [path] + group }

  static let formatName = "CSV"
  static let noClock = "The log has no clock."

  /// Groups of one table; a table with more is none of runs.
  private static let mostGroups = 10_000

  static func isNumber(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { Cell(UnsafeRawBufferPointer($0)).number != nil }
  }

  /// Reads a table into one for each run in it.
  static func read(_ path: String) throws(LogError) -> [PlainTable] {
    let table = try CSVReader(path, keepsUnendedRow: true)
    let layout = Layout(table)
    guard !layout.values.isEmpty || layout.speed != nil else {
      throw LogError(
        file: path, .line(1), expected: "a column of scores",
        found: table.header.prefix(8).joined(separator: ","))
    }
    var parts: [[String]: PlainTable] = [:]
    var order: [[String]] = []
    var numbers = 0
    while table.next() {
      let key = (layout.groups + [layout.tag].compactMap { $0 }).map { table.text($0) }
      if parts[key] == nil {
        guard order.count < mostGroups else {
          table.complaints.add(
            line: table.line, expected: "at most \(mostGroups) runs", found: "another one")
          break
        }
        parts[key] = PlainTable(path: path, group: key, layout: layout)
        parts[key]!.groupNames = layout.groups.map { table.header[$0] }
        order.append(key)
      }
      numbers += layout.values.count + 1
      guard numbers < RecordedColumns.mostNumbers else {
        table.complaints.add(
          line: table.line, expected: "at most \(RecordedColumns.mostNumbers) numbers",
          found: "more")
        break
      }
      parts[key]!.addRow(table, layout)
    }
    let damage = table.complaints.list
    let isOneRun = Set(order.map { $0.prefix(layout.groups.count) }).count == 1
    let tables = order.compactMap { key -> PlainTable? in
      var part = parts[key]!
      guard part.columns.rows > 0 else { return nil }
      part.damage = damage
      if layout.tag != nil { part.tag = part.group.removeLast() }
      if layout.tag == nil, layout.values.count == 1 {
        part.tag = TensorBoardDownload(path: path)?.tag
      }
      part.isOnlyRun = isOneRun
      part.finish(layout)
      return part
    }
    guard !tables.isEmpty else {
      throw damage.first ?? LogError(file: path, expected: "rows of numbers", found: "none")
    }
    return tables
  }

  private init(path: String, group: [String], layout: Layout) {
    self.path = path
    self.group = group
    stepUnit = layout.stepUnit
    isRowAnEpisode = layout.episode != nil
  }

  private mutating func addRow(_ table: CSVReader, _ layout: Layout) {
    let step = layout.step.flatMap { table.cell($0).number }
    if let index = layout.step, step == nil, table.cell(index) == .text {
      table.complaints.add(
        line: table.line, expected: "a number of steps", found: "'\(table.text(index))'")
      return
    }
    if let index = layout.episode {
      let next = table.cell(index).number
      if next == nil || (episode != nil && next != episode! + 1) { isRowAnEpisode = false }
      episode = next
    }
    var seconds: Double?
    if let (column, unit) = layout.duration ?? layout.clock,
      let time = table.cell(column).number
    {
      seconds = time * unit
    } else if !layout.hasClock, let index = layout.speed, let step {
      if let stepsPerSecond = table.cell(index).number, stepsPerSecond > 0 {
        speed = stepsPerSecond
      }
      // An average since the beginning, rounded: it may seem to go back.
      if let speed { speedClock = max(speedClock, step / speed) }
      seconds = speed == nil ? nil : speedClock
    }
    for index in layout.values + [layout.speed].compactMap({ $0 }) {
      if let value = table.cell(index).number {
        columns.add(value, to: columns.column(table.header[index]))
      }
    }
    columns.endRow(
      step: step ?? (layout.step == nil ? Double(columns.rows) : nil), seconds: seconds)
  }

  private mutating func finish(_ layout: Layout) {
    if stepUnit == .agentSteps() {
      notes.append("'\(layout.stepName)' counts agent steps; frame skip 4 is assumed.")
    } else if stepUnit == .frames {
      notes.append("'\(layout.stepName)' counts frames of the emulator.")
    } else if stepUnit == .rows {
      notes.append(
        "The log tells no environment steps; '\(layout.stepName)' counts something else.")
    } else {
      notes.append("How many frames a '\(layout.stepName)' lasts is not known.")
    }
    if isRowAnEpisode { notes.append("Each row is an episode, as their numbers say.") }
    // A table with a row an episode may tell how long each was.
    if layout.countsRows, columns.hasStepsOfRows {
      columns.sumSteps()
      notes.append("'\(layout.stepName)' counts each row alone: the rows were summed.")
    }
    guard layout.hasClock || layout.speed != nil else {
      notes.append(PlainTable.noClock)
      return
    }
    let isPerRow = layout.duration != nil || (layout.hasClock && columns.hasTimesOfRows)
    let clock = columns.settleClock(isPerRow ? .perRow : .running)
    if isPerRow {
      notes.append("Times of the rows were summed.")
    } else if layout.hasClock {
      notes.append("Seconds are those of the log.")
      if clock.wentBack {
        notes.append("The clock went back, as after a restart: its times add up.")
      }
    } else {
      notes.append("Seconds are steps divided by the average speed since the beginning.")
    }
  }

  /// The runs in the table: one, or one for each column where the columns are runs.
  var logs: [TrainingLog] {
    guard tag == nil else { return [log { _ in .other }] }
    let unknown = valueNames.filter { ScoreNames.quantity($0) == nil && ColumnRole($0) == .value }
    let hasScore = valueNames.contains {
      ScoreNames.quantity($0).map { $0 != .other } ?? false
    }
    if !hasScore, unknown.count > 1 {
      return unknown.map { name in
        var log = self.log { $0 == name ? .meanReturn(.unknown, episodes: nil) : nil }
        log.algorithm = RunDescription.algorithm(in: name) ?? log.algorithm
        log.seed = RunDescription.seed(in: name) ?? log.seed
        log.name = name
        return log
      }
    }
    let onlyOne = !hasScore && unknown.count == 1 ? unknown[0] : nil
    return [
      log { name in
        if name == onlyOne { return .meanReturn(.unknown, episodes: nil) }
        let quantity = ScoreNames.quantity(name) ?? .other
        if isRowAnEpisode, quantity == .meanReturn(.unknown, episodes: nil),
          !ScoreNames.isMean(name)
        {
          return .episodeReturn(.unknown)
        }
        return ColumnRole(name) == .speed ? .other : quantity
      }
    ]
  }

  private func log(quantity: (String) -> Curve.Quantity?) -> TrainingLog {
    let description =
      TensorBoardDownload(path: path).map { RunDescription(name: $0.run) }
      ?? RunDescription(file: path)
    var log = TrainingLog(name: description.name, path: path, format: PlainTable.formatName)
    log.game = description.game
    log.algorithm = description.algorithm
    log.seed = description.seed
    if !group.isEmpty {
      if !isOnlyRun { log.name = group.joined(separator: " ") }
      for (name, text) in zip(groupNames, group) {
        if name.lowercased() == "seed" || name.lowercased() == "trial" { log.seed = Int(text) }
        log.game = EnvironmentName(in: text)?.game ?? log.game
        log.algorithm = RunDescription.algorithm(in: text) ?? log.algorithm
        log.seed = RunDescription.seed(in: text) ?? log.seed
      }
    }
    log.curves = columns.curves(stepUnit: stepUnit) { tag == nil ? quantity($0) : .other }
    if let tag {
      log.curves = Array(log.curves.prefix(1))
      for index in log.curves.indices {
        log.curves[index].name = tag
        log.curves[index].quantity = ScoreNames.quantity(tag) ?? .other
      }
    }
    log.damage = damage
    log.notes = notes
    return log
  }

  /// Which columns say what.
  private struct Layout {
    var step: Int?
    var stepUnit: Curve.StepUnit
    var stepName = "row"
    var clock: (Int, Double)?
    var duration: (Int, Double)?
    var speed: Int?
    /// Whether there is a column of row numbers, such as `episode`, beside the steps.
    var countsRows = false
    /// The numbers of episodes.
    var episode: Int?
    var groups: [Int] = []
    /// Where it names what the row records.
    var tag: Int?
    var values: [Int] = []

    var hasClock: Bool { clock != nil || duration != nil }

    init(_ table: CSVReader) {
      stepUnit = .rows
      guard table.hasHeader else {
        step = 0
        stepUnit = ColumnRole.plainSteps
        stepName = table.header[0]
        values = table.header.count > 1 ? [1] : []
        if table.header.count > 2 { clock = (2, 1) }
        return
      }
      var bestRank = 0
      for (index, name) in table.header.enumerated() {
        // Row numbers, as pandas writes them.
        if name.isEmpty || name.hasPrefix("Unnamed: ") { continue }
        let role = ColumnRole(name)
        switch role {
        case .step(let unit):
          if unit == .rows { countsRows = true }
          if name.lowercased() == "episode" || name.lowercased() == "episodes" { episode = index }
          guard role.stepRank > bestRank else { continue }
          bestRank = role.stepRank
          (step, stepUnit, stepName) = (index, unit, name)
        case .clock(let unit): if clock == nil { clock = (index, unit) }
        case .duration(let unit): if duration == nil { duration = (index, unit) }
        case .speed: if speed == nil { speed = index }
        case .group: groups.append(index)
        case .tag: if tag == nil { tag = index }
        case .value: if values.count < 512 { values.append(index) }
        }
      }
      // Stable-Baselines3 and CleanRL name their tags so, and count agent steps.
      let families = ["rollout/", "time/", "eval/", "train/", "charts/"]
      if stepUnit == ColumnRole.plainSteps,
        table.header.contains(where: { name in families.contains { name.hasPrefix($0) } })
      {
        stepUnit = .agentSteps()
      }
      if stepUnit == ColumnRole.plainSteps,
        let unit = TensorBoardDownload(path: table.path)?.stepUnit
      {
        stepUnit = unit
      }
      // A running clock says more than times to be summed.
      if clock != nil { duration = nil }
    }
  }
}
