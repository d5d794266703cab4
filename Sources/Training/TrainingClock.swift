/// Training time: how long, how fast, how much is left. Decides nothing but when to stop.
struct TrainingClock: Sendable {
  private let start = ContinuousClock.now
  /// Seconds of training before a resumption.
  let before: Double
  /// Seconds of training after which it ends, nil for no limit.
  let limit: Double?

  private var sinceStart: Double { (ContinuousClock.now - start) / .seconds(1) }

  /// Seconds of training, those before a resumption included.
  var seconds: Double { before + sinceStart }

  /// Whether the time limit is reached.
  var isOver: Bool { limit.map { seconds >= $0 } ?? false }

  /// The state of the run in numbers for a person; `frames` were emulated since the start or the
  /// resumption.
  func progress(
    _ phase: TrainingProgress.Phase, update: Int, updates: Int, last: UpdateRecord?, frames: Double
  ) -> TrainingProgress {
    let done = Double(last?.update ?? 0)
    let byUpdates = done > 0 ? seconds / done * (Double(updates) - done) : nil
    let byLimit = limit.map { max(0, $0 - seconds) }
    return TrainingProgress(
      phase: phase, update: update, updates: updates, last: last,
      framesPerSecond: frames / max(sinceStart, 1e-9), seconds: seconds,
      secondsLeft: [byUpdates, byLimit].compactMap { $0 }.min())
  }
}
