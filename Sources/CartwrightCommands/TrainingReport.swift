import Rollouts
import Training

/// What a person sees of a training run: a live line, a line for each update, a page, TensorBoard's
/// events, and a summary.
struct TrainingReport {
  private let trainer: Trainer
  private let console: Console
  private let progress: Progress
  private let page: LiveReport
  private let events: TrainingEventLog

  init(_ trainer: Trainer, _ console: Console) {
    self.trainer = trainer
    self.console = console
    progress = Progress(console)
    page = LiveReport(trainer)
    events = TrainingEventLog(trainer)
  }

  private var folder: String { shortPath(trainer.folder.url.path) }

  /// Says what is about to happen.
  func begin() {
    let configuration = trainer.configuration
    console.note(
      "\(configuration.game): horizon \(configuration.horizon), batch \(configuration.batch), "
        + "\(configuration.updates) updates, protocol \(configuration.protocolName), "
        + "seed \(configuration.seed), in \(folder)")
  }

  /// Draws the live line, and a line that stays for each finished update.
  func show(_ now: TrainingProgress) {
    if now.phase == .finished, let last = now.last {
      progress.milestone(milestone(now, last))
      keepTraining { try page.update(now) }
      keepTraining { try events.update() }
    } else {
      if now.last == nil { keepTraining { try page.update(now) } }
      progress.show { Self.liveLine(now, after: $0) }
    }
  }

  /// Training does not end because a file that only shows it cannot be written.
  private func keepTraining(_ write: () throws -> Void) {
    do {
      try write()
    } catch {
      console.note("warning: " + Failure(error).message)
    }
  }

  private func milestone(_ now: TrainingProgress, _ last: UpdateRecord) -> String {
    var line = "update \(last.update)/\(now.updates)  score \(decimal(last.score, 2))"
    line += "  best \(decimal(last.best, 2))  \(decimal(now.framesPerSecond, 0)) frames/s"
    line += "  \(clockText(now.seconds))"
    if last.accepted { line += "  + \(last.edit)" }
    return line
  }

  private static func liveLine(_ now: TrainingProgress, after seconds: Double) -> String {
    var line = "update \(now.update)/\(now.updates) \(now.phase.rawValue)"
    if let last = now.last {
      line += "  score \(decimal(last.score, 2))  best \(decimal(last.best, 2))"
    }
    if now.framesPerSecond > 0 { line += "  \(decimal(now.framesPerSecond, 0)) frames/s" }
    line += "  \(clockText(now.seconds + seconds))"
    if let left = now.secondsLeft { line += ", \(clockText(left - seconds)) left" }
    return line
  }

  /// Prints the summary: how far it came, where the files are, what to type next.
  func end(_ outcome: TrainingOutcome) throws {
    progress.wipe()
    keepTraining { try page.end(outcome) }
    keepTraining { try events.end(outcome) }
    guard let first = outcome.records.first, let last = outcome.records.last else { return }
    let game = trainer.configuration.game
    try console.print(
      """
      \(game): mean score \(decimal(first.best, 2)) -> \(decimal(last.best, 2)) \
      after \(last.update) updates, \(clockText(last.seconds)) (\(outcome.end.words))

      best policy   \(best)
      updates       \(shortPath(trainer.folder.updatesTable.path))
      report        \(shortPath(trainer.folder.report.path))
      everything    \(folder)/
      TensorBoard   tensorboard --logdir \(folder)

      next: \(next(outcome.end))
      """)
  }

  /// Leaves a page that no longer waits for updates.
  func fail() {
    progress.wipe()
    keepTraining { try page.fail() }
  }

  private var best: String { shortPath(trainer.folder.bestPolicy.path) }

  private func next(_ end: TrainingOutcome.End) -> String {
    end == .interrupted
      ? "cartwright train --resume \(folder)"
      : "cartwright evaluate \(trainer.configuration.game) --policy \(best) --protocol standard"
  }
}

extension TrainingOutcome.End {
  /// Why a run ended, in words.
  var words: String {
    switch self {
    case .updatesDone: "all updates done"
    case .timeLimit: "time is up"
    case .solved: "the protocol's goal is reached"
    case .interrupted: "interrupted"
    }
  }
}
