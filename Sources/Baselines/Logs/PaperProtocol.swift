/// How the paper evaluates a policy, game by game: what its scores count.
///
/// *Understanding the Challenges in Iterative Generative Optimization with LLMs* ends an episode with
/// a life in four games; other games of our `paper` protocol play three whole games.
enum PaperProtocol {
  /// What an evaluation's scores are.
  static func evaluation(_ game: String?) -> Curve.Quantity {
    let end: Curve.EpisodeEnd =
      switch game {
      case "breakout", "asterix", "qbert", "seaquest": .life
      case nil: .unknown
      default: .game
      }
    let episodes: Int? =
      switch game {
      case "pong": 10
      case "breakout", "space_invaders", "enduro", "qbert", "seaquest": 1
      case nil: nil
      default: 3
      }
    return .evaluation(end, episodes: episodes)
  }
}
