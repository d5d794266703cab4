/// One quantity of a training run over time: numbers in the order in which they were recorded.
public struct Curve: Sendable, Hashable {
  /// The log's own name of it, such as `charts/episodic_return`.
  public var name: String
  /// What its numbers mean.
  public var quantity: Quantity
  /// The numbers. Never NaN: a reader leaves out rows without a number.
  public var values: [Double] = []
  /// How far training was at each number, in `stepUnit`; empty where the log does not say.
  public var steps: [Double] = []
  /// What `steps` count.
  public var stepUnit: StepUnit
  /// Seconds since training began, at each number; empty where the log has no clock.
  public var seconds: [Double] = []
  /// Updates of the policy before each number; empty where the log does not count them.
  public var updates: [Double] = []

  public init(name: String, quantity: Quantity = .other, stepUnit: StepUnit) {
    self.name = name
    self.quantity = quantity
    self.stepUnit = stepUnit
  }

  /// Numbers so far.
  public var count: Int { values.count }

  /// Frames of the emulator at each number; empty where the log does not tell.
  public var frames: [Double] {
    guard let factor = stepUnit.framesPerStep else { return [] }
    return steps.map { $0 * factor }
  }
}

extension Curve {
  /// What the numbers of a curve mean. Measures never mix two of them.
  public enum Quantity: Sendable, Hashable {
    /// The undiscounted, unclipped return of one training episode a number.
    case episodeReturn(EpisodeEnd)
    /// The mean return of recent training episodes; how many, where that is known.
    case meanReturn(EpisodeEnd, episodes: Int?)
    /// The mean return of evaluation episodes; how many, where that is known.
    case evaluation(EpisodeEnd, episodes: Int?)
    /// Anything else: losses, lengths, speeds.
    case other
  }

  /// What ended an episode. Scores of a life and of a game cannot be compared.
  public enum EpisodeEnd: String, Sendable, Hashable, Codable {
    /// The game was over.
    case game
    /// A life was lost.
    case life
    /// The log does not tell.
    case unknown
  }

  /// What one step of a log counts.
  public struct StepUnit: Sendable, Hashable {
    /// In words, such as `agent steps`.
    public var name: String
    /// Frames of the emulator in one step; nil where that cannot be told.
    public var framesPerStep: Double?

    public init(_ name: String, framesPerStep: Double?) {
      self.name = name
      self.framesPerStep = framesPerStep
    }

    /// Frames of the emulator, frame skip not applied.
    public static let frames = StepUnit("frames", framesPerStep: 1)
    /// Decisions of an agent, each of which lasts `frameSkip` frames.
    public static func agentSteps(frameSkip: Int = 4) -> StepUnit {
      StepUnit("agent steps", framesPerStep: Double(frameSkip))
    }
    /// Rows, or a counter that says nothing of how much was played.
    public static let rows = StepUnit("rows", framesPerStep: nil)
  }
}
