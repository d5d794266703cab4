import Foundation

/// What the names of columns and tags mean, as the libraries of the field use them.
enum ScoreNames {
  /// What the numbers under a name mean; nil where the name says nothing.
  ///
  /// Names with a fixed meaning come first: CleanRL's `charts/episodic_return` (its episode statistics
  /// lie inside of the wrapper that ends episodes with a life), Stable-Baselines3's
  /// `rollout/ep_rew_mean` (100 episodes of `Monitor`) and `eval/mean_reward`, DQN Zoo's `train_episode_return` and `eval_episode_return` (means
  /// over the whole games of an iteration). Others are told apart
  /// by their words; whether a game or a life ended their episodes is then unknown.
  static func quantity(_ name: String) -> Curve.Quantity? {
    let name = normalised(name)
    switch name {
    case "charts/episodic_return": return .episodeReturn(.game)
    case "charts/avg_episodic_return": return .meanReturn(.game, episodes: nil)
    case "rollout/ep_rew_mean": return .meanReturn(.game, episodes: 100)
    case "eval/mean_reward": return .evaluation(.game, episodes: nil)
    case "train_episode_return": return .meanReturn(.game, episodes: nil)
    case "eval_episode_return": return .evaluation(.game, episodes: nil)
    default: break
    }
    let parts = name.split(separator: "/")
    let words = parts.last.map { $0.split(separator: "_") } ?? []
    let isEvaluation =
      parts.dropLast().contains { evaluationWords.contains($0) }
      || words.contains { evaluationWords.contains($0) }
    if !words.allSatisfy({ !otherWords.contains($0) }) { return .other }
    if words.contains("value"), words.count > 1 { return .other }
    let isScore = words.contains { scoreWords.contains($0) }
    let isMean = words.contains { meanWords.contains($0) }
    guard
      isScore || (isMean && words.count == 1) || wholeNames.contains(words.joined(separator: "_"))
    else { return nil }
    if isEvaluation { return .evaluation(.unknown, episodes: nil) }
    let isEpisode = words.contains { episodeWords.contains($0) }
    return isEpisode && !isMean
      ? .episodeReturn(.unknown) : .meanReturn(.unknown, episodes: nil)
  }

  /// Whether a name says that its numbers are means.
  static func isMean(_ name: String) -> Bool {
    let last = normalised(name).split(separator: "/").last ?? ""
    return last.split(separator: "_").contains { meanWords.contains($0) }
  }

  /// Lower case, words joined by `_`, and without a unit in brackets.
  static func normalised(_ name: String) -> String {
    var text = name.lowercased().trimmingCharacters(in: .whitespaces)
    if let bracket = text.firstIndex(of: "("), text.hasSuffix(")") {
      text = text[..<bracket].trimmingCharacters(in: .whitespaces)
    }
    return String(text.map { $0 == " " || $0 == "-" || $0 == "." ? "_" : $0 })
  }

  private static let evaluationWords: Set<Substring> = ["eval", "evaluation", "test", "evaluate"]
  private static let episodeWords: Set<Substring> = ["episode", "episodic", "ep"]
  private static let meanWords: Set<Substring> = ["mean", "avg", "average", "median", "iqm"]
  private static let scoreWords: Set<Substring> = [
    "return", "returns", "reward", "rewards", "rew", "score", "scores", "ret",
  ]
  private static let wholeNames: Set<String> = [
    "value", "r", "eprewmean", "averageepret", "performance", "episode_reward_mean",
  ]
  private static let otherWords: Set<Substring> = [
    "std", "stddev", "stderr", "se", "sem", "min", "max", "low", "lower", "high", "upper", "ci",
    "len",
    "length", "lengths", "loss", "fps", "sps", "lr", "rate", "entropy", "count", "num", "epsilon",
    "explained", "kl", "clip", "clipfrac", "grad", "dev", "variance", "var", "td", "q", "time",
    "total", "intrinsic", "novelty", "normalized", "normalised", "scale", "shaped",
  ]
}

extension Curve.Quantity {
  /// What ended the episodes; nil where the numbers are no scores.
  public var episodeEnd: Curve.EpisodeEnd? {
    switch self {
    case .episodeReturn(let end), .meanReturn(let end, _), .evaluation(let end, _): end
    case .other: nil
    }
  }

  /// The same with another end of episodes.
  func ending(with end: Curve.EpisodeEnd) -> Curve.Quantity {
    switch self {
    case .episodeReturn: .episodeReturn(end)
    case .meanReturn(_, let episodes): .meanReturn(end, episodes: episodes)
    case .evaluation(_, let episodes): .evaluation(end, episodes: episodes)
    case .other: .other
    }
  }

  /// The same quantity where a game without lives was played: there only a game's end ends an episode.
  func known(for game: String?) -> Curve.Quantity {
    guard episodeEnd == .unknown, let game, gamesWithoutLives.contains(game) else { return self }
    return ending(with: .game)
  }
}

/// Games in which ALE counts no lives (`lives()` is 0 throughout).
private let gamesWithoutLives: Set<String> = [
  "bowling", "boxing", "double_dunk", "enduro", "fishing_derby", "freeway", "ice_hockey", "pong",
  "skiing", "surround", "tennis",
]
