/// One training run as its log recorded it.
public struct TrainingLog: Sendable, Hashable {
  /// What the log, its file or its folder calls the run.
  public var name: String
  /// The file or folder that it was read from.
  public var path: String
  /// Who wrote it, in words, such as `Stable-Baselines3 monitor`.
  public var format: String
  /// ALE's name of the game, where the log or its name tells.
  public var game: String?
  /// The algorithm, as the log names it.
  public var algorithm: String?
  /// The seed of the run, where the log or its name tells.
  public var seed: Int?
  /// All that was recorded.
  public var curves: [Curve] = []
  /// The definitions that were used (units, clocks, merges), a sentence each; printed with results.
  public var notes: [String] = []
  /// What could not be read; what stands before and behind it is in `curves`.
  public var damage: [LogError] = []

  public init(name: String, path: String, format: String) {
    self.name = name
    self.path = path
    self.format = format
  }

  /// The curve that tells how good the run was.
  ///
  /// The returns of episodes come before their means, means of training before evaluations; of two
  /// alike, the one with more numbers. Nil where the log has no scores.
  public var score: Curve? {
    curves.filter { $0.quantity.rank > 0 && !$0.values.isEmpty }
      .max { ($0.quantity.rank, $0.count) < ($1.quantity.rank, $1.count) }
  }
}

extension Curve.Quantity {
  /// How much a curve is wanted as the score; 0 for what is no score.
  fileprivate var rank: Int {
    switch self {
    case .episodeReturn: 3
    case .meanReturn: 2
    case .evaluation: 1
    case .other: 0
    }
  }
}
