import Foundation

/// Reads TensorBoard's event files.
///
/// All event files of a folder are one run, as they are to TensorBoard, in the order of their names.
package enum TensorBoardReader {
  /// Whether bytes begin a file of events: the length of a record with its checksum, and in the
  /// record the field of an event's time or the version that begins every event file.
  package static func recognises(_ head: [UInt8]) -> Bool {
    let magic = Array("brain.Event:".utf8)
    if head.prefix(64).firstRange(of: magic) != nil { return true }
    guard head.count > 12 else { return false }
    let sum = head[8..<12].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    return head[12] == 0x09 && CRC32C.masked(head.span.bytes, 0..<8) == sum
  }

  /// Reads the event files of one folder.
  ///
  /// - Throws: `LogError` where a file cannot be opened, or none has a number.
  package static func read(_ files: [String]) throws(LogError) -> [TrainingLog] {
    try read(files, budget: SeriesStore.budget)
  }

  package static func read(_ files: [String], budget: Int) throws(LogError) -> [TrainingLog] {
    guard let first = files.first else { return [] }
    var events = ScalarEvents(budget: budget)
    var damage: [LogError] = []
    for path in files {
      events.beginFile()
      var file = try RecordFile(path)
      while let record = file.next() {
        if !events.take(file.buffer.span.bytes, record) {
          file.addDamage(expected: "an event", found: "other data", at: record)
        }
      }
      damage += file.damage.list
    }
    let names = events.scalars.map(events.store.name)
    guard !names.isEmpty else {
      throw damage.first
        ?? LogError(
          file: first, expected: "events with numbers", found: "none",
          hint: "TensorBoard would show no scalars of it")
    }
    let folder = (first as NSString).deletingLastPathComponent
    var description = RunDescription(file: (folder as NSString).appendingPathComponent("events"))
    var settings = RunSettings()
    for (_, text) in events.texts { settings.take(table: text) }
    description.apply(settings)
    let convention = ScalarConvention(names: names)
    var log = TrainingLog(
      name: description.name, path: files.count == 1 ? first : folder,
      format: convention == .unknown
        ? "TensorBoard events" : "TensorBoard events of \(convention.rawValue)")
    log.damage = damage

    log.game = description.game
    log.algorithm = description.algorithm
    log.seed = description.seed

    log.notes = convention.notes
    log.notes.append(
      "The clock is the wall time since the first number, as TensorBoard's relative time is.")
    if files.count > 1 {
      log.notes.append(
        "\(files.count) event files in one folder are one run, as in TensorBoard; the clock runs on "
          + "between them (\(Int(events.pauses)) s in all).")
    }
    log.notes += events.notes
    log.curves = curves(&events, convention, &log.notes)
    return [log]
  }

  private static func curves(
    _ events: inout ScalarEvents, _ convention: ScalarConvention, _ notes: inout [String]
  ) -> [Curve] {
    let start = events.firstTime ?? 0
    var curves: [Curve] = []
    var thinned: [(name: String, stride: Int)] = []
    for index in events.scalars {
      let name = events.store.name(index)
      let (points, stride) = events.take(index)
      let (quantity, unit) = convention.meaning(of: name)
      var curve = Curve(name: name, quantity: quantity, stepUnit: unit)
      curve.values = points.map(\.value)
      curve.steps = points.map(\.step)
      curve.seconds = points.map { $0.time - start }
      if stride > 1 { thinned.append((name, stride)) }
      if quantity != .other, zip(curve.steps, curve.steps.dropFirst()).contains(where: >) {
        notes.append("The steps of '\(name)' go back; TensorBoard shows it so, too.")
      }
      curves.append(curve)
    }
    notes += events.store.notes(thinned: thinned)
    if convention == .rllib { RLlibScalars.correct(&curves, &notes) }
    return curves
  }
}

extension ScalarEvents {
  /// What was left out, a sentence each.
  fileprivate var notes: [String] {
    var notes: [String] = []
    if purged > 0 {
      notes.append("Points left out, as in TensorBoard, because of a restart: \(purged).")
    }
    if gaveUpPurging {
      notes.append("Steps go back so often that obsolete points were not looked for to the end.")
    }
    if otherTensors > 0 {
      notes.append("Tensors left out because they are not one number: \(otherTensors).")
    }
    return notes
  }
}

/// What RLlib's scalars tell of each other.
enum RLlibScalars {
  /// Puts steps and clock right where other scalars of the same rows know them better.
  ///
  /// RLlib writes an event when a row is done, so the first event comes after the first iteration:
  /// `time_since_restore` says how long that took. Where `timesteps_total` was not set when a row
  /// was written, its step is the number of the iteration.
  static func correct(_ curves: inout [Curve], _ notes: inout [String]) {
    let all = curves
    func curve(_ names: String...) -> Curve? {
      names.lazy.compactMap { name in all.first { $0.name == "ray/tune/" + name } }.first
    }
    if let taken = curve("time_since_restore", "time_total_s")?.values.first, taken > 0,
      curve("training_iteration")?.values.first ?? 1 == 1
    {
      for index in curves.indices {
        for place in curves[index].seconds.indices { curves[index].seconds[place] += taken }
      }
      notes.append("The first iteration's own time ('time_since_restore') is added to the clock.")
    }
    guard let total = curve("timesteps_total", "num_env_steps_sampled_lifetime"),
      total.values != total.steps
    else { return }
    for index in curves.indices where curves[index].steps == total.steps {
      curves[index].steps = total.values
    }
    notes.append("Events are numbered by iteration; their steps were taken from '\(total.name)'.")
  }
}
