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
    try read(files, budget: ScalarEvents.budget)
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
      damage += file.damage
    }
    let names = events.names
    guard !names.isEmpty else {
      throw damage.first
        ?? LogError(
          file: first, expected: "events with numbers", found: "none",
          hint: "TensorBoard would show no scalars of it")
    }
    let folder = URL(fileURLWithPath: first).standardizedFileURL.deletingLastPathComponent()
    let convention = ScalarConvention(names: names)
    var log = TrainingLog(
      name: folder.lastPathComponent,
      path: files.count == 1 ? first : (first as NSString).deletingLastPathComponent,
      format: convention == .unknown
        ? "TensorBoard events" : "TensorBoard events of \(convention.rawValue)")
    log.damage = damage

    var identity = RunIdentity()
    for (_, text) in events.texts { identity.take(table: text) }
    identity.take(parametersIn: folder.path)
    identity.take(pathOf: first)
    (log.game, log.algorithm, log.seed) = (identity.game, identity.algorithm, identity.seed)

    log.notes = convention.notes
    log.notes.append(
      "the clock is the wall time since the first number, as TensorBoard's relative time is")
    if files.count > 1 {
      log.notes.append(
        "\(files.count) event files in one folder are one run, as in TensorBoard; the clock runs on "
          + "between them (\(Int(events.pauses)) s in all)")
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
    var thinned: [String] = []
    events.drain { name, points, stride in
      let (quantity, unit) = convention.meaning(of: name)
      var curve = Curve(name: name, quantity: quantity, stepUnit: unit)
      curve.values = points.map(\.value)
      curve.steps = points.map(\.step)
      curve.seconds = points.map { $0.time - start }
      if stride > 1 { thinned.append("\(name) (one in \(stride))") }
      if quantity != .other, zip(curve.steps, curve.steps.dropFirst()).contains(where: >) {
        notes.append("the steps of \(name) go back; TensorBoard shows it so, too")
      }
      curves.append(curve)
    }
    if !thinned.isEmpty {
      notes.append(
        "more numbers than memory is given for; kept, with the highest: "
          + thinned.prefix(5).joined(separator: ", ")
          + (thinned.count > 5 ? " and \(thinned.count - 5) more" : ""))
    }
    if convention == .rllib { RLlibScalars.correct(&curves, &notes) }
    return curves
  }
}

extension ScalarEvents {
  /// What was left out, a sentence each.
  fileprivate var notes: [String] {
    var notes: [String] = []
    if purged > 0 {
      notes.append("points left out, as in TensorBoard, because of a restart: \(purged)")
    }
    if gaveUpPurging {
      notes.append("steps go back so often that obsolete points were not looked for to the end")
    }
    if notNumbers > 0 { notes.append("values left out because they are NaN: \(notNumbers)") }
    if otherTensors > 0 {
      notes.append("tensors left out because they are not one number: \(otherTensors)")
    }
    if withoutPlace > 0 {
      notes.append(
        "values left out because their tag is longer than \(TagTable.longestTag) bytes or comes after "
          + "the first \(TagTable.mostTags): \(withoutPlace)")
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
      notes.append("the first iteration's own time (time_since_restore) is added to the clock")
    }
    guard let total = curve("timesteps_total", "num_env_steps_sampled_lifetime"),
      total.values != total.steps
    else { return }
    for index in curves.indices where curves[index].steps == total.steps {
      curves[index].steps = total.values
    }
    notes.append("events are numbered by iteration; their steps were taken from \(total.name)")
  }
}
