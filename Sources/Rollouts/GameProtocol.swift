import Atari
import Objects

/// The two ways in which scores are measured here.
public enum ProtocolName: String, Sendable, Codable, CaseIterable {
  /// As in the paper: no sticky actions, short evaluations, per-game ends.
  case paper
  /// As the field recommends (Machado et al. 2018): sticky actions 0.25, whole games.
  case standard
}

/// Everything that a named protocol fixes for one game.
///
/// Both protocols use frame skip 4 and the minimal action set. The numbers of `paper` are those of
/// *Understanding the Challenges in Iterative Generative Optimization with LLMs*, per game.
public struct GameProtocol: Sendable {
  /// The game, as ALE names its ROM.
  public let game: String
  /// Which protocol this is.
  public let name: ProtocolName
  /// How an episode is played.
  public let play: PlaySettings
  /// Episodes in one evaluation.
  public let episodes: Int
  /// Steps of one rollout when the credit horizon is not given.
  public let rolloutHorizon: Int
  /// Updates of one training run when their number is not given.
  public let updates: Int
  /// The mean scores from which the feedback calls a policy good and fair: below `fair` it is poor.
  public let tiers: FeedbackTiers
  /// The mean score at which training has nothing left to gain, nil where there is none.
  public let stopsAt: Double?

  /// The thresholds of the staged feedback, as mean scores.
  public struct FeedbackTiers: Sendable, Hashable {
    /// The highest tier starts here (inclusive).
    public let good: Double
    /// The middle tier starts here; inclusive when `fairIsInclusive`, else strictly above.
    public let fair: Double
    /// Whether a mean of exactly `fair` belongs to the middle tier.
    public let fairIsInclusive: Bool
  }

  /// The protocol of this name for a game.
  ///
  /// A game outside of the paper's eight gets the values that most of the eight share: horizon 100,
  /// 30 updates, three episodes of 4,000 steps, the whole game.
  public static func named(_ name: ProtocolName, game: String) -> GameProtocol {
    let row = paperRows[game] ?? Row()
    var environment = EnvironmentSettings()
    environment.frameSkip = .fixed(4)
    environment.fullActionSet = false
    switch name {
    case .paper:
      environment.repeatActionProbability = 0
      environment.lifeIsEpisode = row.oneLife
      environment.fireOnReset = row.fire
    case .standard:
      environment.repeatActionProbability = 0.25
    }
    let isPaper = name == .paper
    return GameProtocol(
      game: game,
      name: name,
      play: PlaySettings(
        environment: environment, maxSteps: isPaper ? row.maxSteps : standardMaxSteps),
      episodes: isPaper ? row.episodes : standardEpisodes,
      rolloutHorizon: row.horizon,
      updates: row.updates,
      tiers: FeedbackTiers(good: row.good, fair: row.fair, fairIsInclusive: row.fair > 0),
      stopsAt: row.stop)
  }

  /// 108,000 frames at frame skip 4.
  private static let standardMaxSteps = 27_000
  private static let standardEpisodes = 30

  private struct Row {
    var horizon = 100
    var updates = 30
    var episodes = 3
    var maxSteps = 4000
    var oneLife = false
    var fire = false
    var good = Double.infinity
    var fair = 0.0
    var stop: Double?
  }

  private static let paperRows: [String: Row] = [
    "pong": Row(
      horizon: 400, updates: 20, episodes: 10, good: 19, fair: 0, stop: 21),
    "breakout": Row(
      horizon: 300, episodes: 1, oneLife: true, fire: true, good: 300, fair: 0, stop: 350),
    "space_invaders": Row(
      horizon: 25, updates: 20, episodes: 1, good: 300, fair: 100, stop: 2000),
    "freeway": Row(maxSteps: 2500, good: 25, fair: 0),
    "asterix": Row(maxSteps: 20_000, oneLife: true, good: 2000, fair: 0, stop: 5000),
    "enduro": Row(episodes: 1, maxSteps: 5000, good: 100, fair: 0),
    "qbert": Row(episodes: 1, oneLife: true, good: 5000, fair: 0, stop: 10_000),
    "seaquest": Row(episodes: 1, oneLife: true, good: 2000, fair: 0, stop: 5000),
  ]
}
