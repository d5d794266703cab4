import Reports
import Rollouts
import Training

/// Keeps a run's `report.html` while the run goes on.
///
/// The page is written at most once a second, and so rarely that it takes less than a hundredth of
/// the time; once more, with a picture of the best policy at play, when the run ends.
final class LiveReport {
  private let trainer: Trainer
  private var last: ContinuousClock.Instant?
  /// How long the last page took.
  private var cost = Duration.zero
  /// Whether a page could not be written; then none is tried again.
  private var hasFailed = false

  init(_ trainer: Trainer) { self.trainer = trainer }

  /// Writes how far the run is, if it is time to.
  func update(_ now: TrainingProgress) throws {
    if let last, last.duration(to: .now) < max(.seconds(1), cost * 100) { return }
    let start = ContinuousClock.now
    var page = try report()
    page.isRunning = true
    page.state = "update \(min(now.update + 1, now.updates)) of \(now.updates) is under way"
    if now.last == nil { page.state = "the starting policy is being evaluated" }
    page.commands.insert(
      ("If it stops before its end, go on with:", "cartwright train --resume \(folder)"), at: 0)
    try write(page)
    last = .now
    cost = start.duration(to: .now)
  }

  /// Writes the last page.
  func end(_ outcome: TrainingOutcome) throws {
    var page = try report()
    page.state = outcome.end.words
    if outcome.end == .interrupted {
      page.commands.insert(
        ("Go on with this run:", "cartwright train --resume \(folder)"), at: 0)
    } else if page.exhibit.best != nil {
      // A policy that cannot be shown is no reason to have no page.
      page.exhibit.play = try? PlayPicture.make(
        of: outcome.bestSource, rom: trainer.rom, settings: trainer.play,
        seed: trainer.configuration.seed)
    }
    try write(page)
  }

  /// Writes that the run ended with an error.
  func fail() throws {
    var page = try report()
    page.state = "stopped by an error"
    try write(page)
  }

  private var folder: String { shortPath(trainer.folder.url.path) }

  private func write(_ page: RunReport) throws {
    if hasFailed { return }
    do {
      var file = try AtomicFile(trainer.folder.report.path)
      try file.write(page.html())
      try file.close()
    } catch {
      hasFailed = true
      throw error
    }
  }

  /// What is known of the run, from its records.
  private func report() throws -> RunReport {
    let configuration = trainer.configuration
    var page = RunReport(try Exhibit(trainer.folder), lastUpdate: configuration.updates)
    page.updates = trainer.records.map { record in
      RunReport.Update(
        number: record.update, score: record.score, best: record.best,
        isAccepted: record.accepted, edit: record.edit, steps: record.totalSteps,
        seconds: record.seconds)
    }
    page.settings = [
      ("Game", configuration.game), ("Starting policy", configuration.start),
      ("Optimizer", configuration.optimizer),
      ("Credit horizon", configuration.horizon.description),
      ("Batch of rollouts", "\(configuration.batch)"), ("Updates", "\(configuration.updates)"),
      ("Steps that an update may try", "\(configuration.stepsPerUpdate)"),
      ("Time limit", configuration.timeLimit.map(clockText) ?? "none"),
      ("Protocol", configuration.protocolName.rawValue), ("Seed", "\(configuration.seed)"),
      ("ROM (MD5)", configuration.rom), ("Folder", folder),
    ]
    page.commands = [
      ("Train in the same way again:", again(configuration)),
      (
        "Evaluate the best policy by the field's protocol:",
        "cartwright evaluate \(configuration.game) --policy \(best) --protocol standard"
      ),
      (
        "Make a larger picture of it:",
        "cartwright record \(configuration.game) --policy \(best) --overlay --out play.gif"
      ),
    ]
    page.versions = [
      "cartwright \(configuration.cartwrightVersion)", "ALE \(configuration.emulatorVersion)",
    ]
    return page
  }

  private var best: String { shortPath(trainer.folder.bestPolicy.path) }

  /// The command line that makes the same run.
  private func again(_ configuration: TrainingConfiguration) -> String {
    var line = "cartwright train \(configuration.game) --start \(configuration.start)"
    line += " --optimizer \(configuration.optimizer) --horizon \(configuration.horizon)"
    line += " --batch \(configuration.batch) --updates \(configuration.updates)"
    if let limit = configuration.timeLimit { line += " --time \(decimal(limit, 0))s" }
    return line + " --protocol \(configuration.protocolName) --seed \(configuration.seed)"
  }
}
