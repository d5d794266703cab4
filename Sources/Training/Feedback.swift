import Rollouts

/// What an optimizer is told about a score, staged: one sentence for each tier of a game.
///
/// To change what a game's optimizer hears, edit `table`; the thresholds stand with the protocol.
public enum Feedback {
  private struct Stages {
    let good: String
    let fair: String
    let poor: String
  }

  private static let table: [String: Stages] = [
    "pong": Stages(
      good: "Nearly every rally is won. Keep what works; change only what loses the last points.",
      fair: "More points are won than lost. Look at the rallies that are still lost and at where"
        + " the paddle stood when the ball passed it.",
      poor: "The opponent wins. The paddle has to be where the ball will cross its column; compare"
        + " the two heights in the steps before each lost point."),
    "breakout": Stages(
      good: "Most of the wall is gone. Keep the ball in play; change only what loses it.",
      fair: "Bricks fall, but the ball is lost too early. Look at where the paddle stood, and how"
        + " fast it was moving, when the ball passed it.",
      poor: "No brick was hit. The paddle has to meet the ball where it comes down."),
  ]

  private static let general = Stages(
    good: "The score is high. Keep what works; change only what still costs reward.",
    fair: "The score is fair. Look at the steps where reward was lost or missed.",
    poor: "The score is poor. Find which actions led to reward at all.")

  /// The sentence for a mean score under a protocol.
  public static func text(score: Double, in rules: GameProtocol) -> String {
    let stages = table[rules.game] ?? general
    let tiers = rules.tiers
    if score >= tiers.good { return stages.good }
    let isFair = tiers.fairIsInclusive ? score >= tiers.fair : score > tiers.fair
    return isFair ? stages.fair : stages.poor
  }
}
