import Foundation

/// Reads the `.wandb` files of Weights & Biases.
///
/// A file is a run; files of one folder with the same run's id are one run that was resumed.
package enum WandbReader {
  /// Whether bytes begin a `.wandb` file.
  package static func recognises(_ head: [UInt8]) -> Bool {
    head.starts(with: BlockLog.header.prefix(6))
  }

  /// Reads the files of one folder.
  ///
  /// - Throws: `LogError` where a file cannot be read, or has no numbers.
  package static func read(_ files: [String]) throws(LogError) -> [TrainingLog] {
    try read(files, budget: SeriesStore.budget)
  }

  package static func read(_ files: [String], budget: Int) throws(LogError) -> [TrainingLog] {
    var order: [String] = []
    var parts: [String: [String]] = [:]
    var keys: [String: Set<String>] = [:]
    for path in files {
      var found = WandbKeys()
      var run = WandbRun(stepKey: nil, budget: 0)
      var file = try BlockLog(path)
      while file.next() {
        found.take(file.record.span.bytes)
        if run.id.isEmpty { _ = run.take(file.record.span.bytes) }
      }
      let id = run.id.isEmpty ? path : run.id
      if parts[id] == nil { order.append(id) }
      parts[id, default: []].append(path)
      keys[id, default: []].formUnion(found.names)
    }
    var logs: [TrainingLog] = []
    var problem: LogError?
    for id in order {
      do throws(LogError) {
        let step = HistoryKeys.step(among: keys[id, default: []].sorted())
        logs.append(try log(of: parts[id] ?? [], step: step, budget: budget / order.count))
      } catch {
        problem = error
      }
    }
    if logs.isEmpty, let problem { throw problem }
    return logs
  }

  /// One run, from its files.
  private static func log(
    of files: [String], step: (name: String, unit: Curve.StepUnit)?, budget: Int
  ) throws(LogError) -> TrainingLog {
    var run = WandbRun(stepKey: step?.name, budget: budget)
    var damage: [LogError] = []
    for path in files {
      var file = try BlockLog(path)
      while file.next() {
        if !run.take(file.record.span.bytes) {
          file.addDamage(recordExpected: "a record of Weights & Biases", found: "other data")
        }
      }
      damage += file.damage.list
    }
    let indices = (0..<run.store.count).filter { !run.store.isEmpty($0) }
    guard !indices.isEmpty else {
      throw damage.first
        ?? LogError(
          file: files[0], expected: "a history with numbers", found: "\(run.rows) rows without any")
    }
    let convention = ScalarConvention(names: indices.map(run.store.name))
    var log = TrainingLog(
      name: run.displayName.isEmpty ? run.id : run.displayName, path: files[0],
      format: convention == .unknown
        ? "Weights & Biases run" : "Weights & Biases run of \(convention.rawValue)")
    log.damage = damage
    var description = RunDescription(file: files[0])
    if !run.displayName.isEmpty {
      let named = RunDescription(name: run.displayName)
      description.environment = named.environment ?? description.environment
      description.game = named.game ?? description.game
      description.algorithm = named.algorithm ?? description.algorithm
      description.seed = named.seed ?? description.seed
    }
    description.apply(run.settings)
    log.game = description.game
    log.algorithm = description.algorithm
    log.seed = description.seed
    log.notes = convention.notes + notes(run, files, step?.name)
    var thinned: [(name: String, stride: Int)] = []
    for index in indices {
      let name = run.store.name(index)
      let (points, stride) = run.take(index)
      var (quantity, unit) = convention.meaning(of: name)
      // Names tell what is counted more surely than the library does.
      if let step, convention == .unknown || step.unit == .frames { unit = step.unit }
      if step == nil { unit = .rows }
      if HistoryKeys.isPlace(name) { quantity = .other }
      var curve = Curve(name: name, quantity: quantity, stepUnit: unit)
      curve.values = points.map(\.value)
      curve.steps = points.map(\.step)
      if run.hasRuntime || run.hasTimestamp { curve.seconds = points.map(\.time) }
      if stride > 1 { thinned.append((name, stride)) }
      log.curves.append(curve)
    }
    log.notes += run.store.notes(thinned: thinned)
    return log
  }

  private static func notes(_ run: WandbRun, _ files: [String], _ stepKey: String?) -> [String] {
    var notes: [String] = []
    if let stepKey {
      notes.append("Steps are the numbers under '\(stepKey)'; '_step' only counts calls of log.")
      if run.rowsWithoutStep > 0 {
        notes.append(
          "Rows without '\(stepKey)', which take the last one before them: \(run.rowsWithoutStep).")
      }
    } else {
      notes.append(
        "The history has no step of training; steps are '_step', which only counts calls of log.")
    }
    if run.hasRuntime {
      notes.append("The clock is '_runtime', seconds since the run began.")
      if run.clock.wentBack {
        notes.append("'_runtime' goes back, as after a restart: its times add up.")
      }
    } else if run.hasTimestamp {
      notes.append("The clock is '_timestamp' since the first row.")
    }
    if files.count > 1 {
      notes.append("\(files.count) files of the run \(run.id) are put one behind the other.")
    }
    return notes
  }
}
