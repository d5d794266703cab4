/// How far a training run is; sent often, for a person to look at.
public struct TrainingProgress: Sendable {
  /// What is happening, in one word or two.
  public enum Phase: String, Sendable {
    case evaluating, collecting, proposing, trying
    case finished = "update done"
  }

  public let phase: Phase
  /// The update that is under way; 0 while the starting policy is evaluated.
  public let update: Int
  /// The last update of the run.
  public let updates: Int
  /// The record of the last finished update, nil before the first.
  public let last: UpdateRecord?
  /// Emulator frames per second since the start or the resumption.
  public let framesPerSecond: Double
  /// Seconds of training, those before a resumption included.
  public let seconds: Double
  /// Seconds that may be left: until the time limit or, judged by the updates so far, until the
  /// last update, whichever comes first; nil while nothing is known.
  public let secondsLeft: Double?
}

/// How a training run ended.
public struct TrainingOutcome: Sendable {
  /// Why no further update was made.
  public enum End: String, Sendable {
    /// All updates were made.
    case updatesDone
    /// The time limit was reached; an update that was under way was dropped.
    case timeLimit
    /// The score at which the protocol stops was reached.
    case solved
    /// The caller asked for it; an update that was under way was dropped.
    case interrupted
  }

  public let end: End
  /// A record for each update, the starting policy first.
  public let records: [UpdateRecord]
  /// The best policy's source.
  public let bestSource: String
}
