import Training

/// What TensorBoard shows of a training run: scalars, the policy's text, hyper-parameters.
///
/// Everything follows from the run's configuration and records; only the wall times do not.
public struct TrainingEvents {
  /// The scalar that every update has; its steps tell which updates a folder holds.
  public static let everyUpdate = "score/best"

  private let configuration: TrainingConfiguration

  public init(_ configuration: TrainingConfiguration) { self.configuration = configuration }

  /// Adds what the first file of a run begins with.
  public func addBeginning(to records: inout EventRecords, time: Double) {
    records.addVersion(time: time)
    records.addHyperparameters(
      settings,
      metrics: [
        (Self.everyUpdate, "best score"), ("time/environment_steps", "environment steps"),
        ("time/seconds", "seconds"),
      ], time: time)
    let rows = settings.map { "|\($0.name)|\(Self.text($0.value))|" }
    records.addText(
      (["|setting|value|", "|-|-|"] + rows).joined(separator: "\n"), tag: "configuration", step: 0,
      time: time)
  }

  /// Adds an update.
  ///
  /// - Parameters:
  ///   - previous: the update before it, nil for the first.
  ///   - policy: the source, where the update brought a new one.
  public func add(
    _ record: UpdateRecord, after previous: UpdateRecord?, policy: String?,
    to records: inout EventRecords, time: Double
  ) {
    var scalars: [(tag: String, value: Double)] = [
      (Self.everyUpdate, record.best), ("score/update", record.score),
      ("search/accepted", record.accepted ? 1 : 0),
      ("search/candidates", Double(record.candidates)),
      ("search/finalists", Double(record.finalists)),
      ("search/rollout_return", Double(record.rolloutReturn)),
      ("time/environment_steps", Double(record.totalSteps)), ("time/seconds", record.seconds),
    ]
    let passed = record.seconds - (previous?.seconds ?? 0)
    if passed > 0 {
      scalars.append(("time/environment_steps_per_second", Double(record.steps) / passed))
    }
    records.addScalars(scalars, step: record.update, time: time)
    records.addScalars(
      [
        ("by_environment_steps/best", record.best),
        ("by_environment_steps/update", record.score),
      ], step: record.totalSteps, time: time)
    if let policy {
      // Four spaces before each line make it code, whatever it holds.
      let code = policy.split(separator: "\n", omittingEmptySubsequences: false)
        .map { "    \($0)" }.joined(separator: "\n")
      records.addText(
        "Update \(record.update), mean score \(record.best): \(record.edit)\n\n\(code)\n",
        tag: "policy", step: record.update, time: time)
    }
  }

  /// Adds that the run came to its end.
  public func addEnd(to records: inout EventRecords, time: Double) { records.addEnd(time: time) }

  private var settings: [(name: String, value: EventRecords.Setting)] {
    var settings: [(name: String, value: EventRecords.Setting)] = [
      ("game", .text(configuration.game)),
      ("start", .text(configuration.start)),
      ("optimizer", .text(configuration.optimizer)),
      ("horizon", .text("\(configuration.horizon)")),
      ("batch", .number(Double(configuration.batch))),
      ("updates", .number(Double(configuration.updates))),
      ("steps_per_update", .number(Double(configuration.stepsPerUpdate))),
      ("protocol", .text("\(configuration.protocolName)")),
    ]
    settings.append(
      (
        "seed",
        Double(exactly: configuration.seed).map { .number($0) } ?? .text("\(configuration.seed)")
      ))
    if let limit = configuration.timeLimit { settings.append(("time_limit", .number(limit))) }
    settings.append(("cartwright", .text(configuration.cartwrightVersion)))
    return settings
  }

  private static func text(_ value: EventRecords.Setting) -> String {
    switch value {
    case .number(let number): Int(exactly: number).map { "\($0)" } ?? "\(number)"
    case .text(let text): text
    }
  }
}
