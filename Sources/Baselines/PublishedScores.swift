/// Scores that somebody published for the eight games of the paper, with what they were measured by.
public struct PublishedScores: Sendable, Hashable {
  /// As it is named on the command line.
  public let name: String
  /// What people call it.
  public let label: String
  /// Who published it and where the numbers were read.
  public let source: String
  /// What the numbers are the mean of.
  public let rules: String
  /// In points, by ALE's name of the game.
  public let scores: [String: Double]
  /// Games in which a lost life ended the episode; in the others it is as `otherwise` says.
  public let lifeGames: Set<String>
  public let otherwise: Curve.EpisodeEnd

  private init(
    _ name: String, _ label: String, _ row: String, rules: String, source: String,
    lifeGames: Set<String> = [], otherwise: Curve.EpisodeEnd = .game
  ) {
    self.name = name
    self.label = label
    self.source = source
    self.rules = rules
    self.lifeGames = lifeGames
    self.otherwise = otherwise
    let games = [
      "pong", "breakout", "space_invaders", "freeway", "asterix", "enduro", "qbert", "seaquest",
    ]
    let numbers = row.split(separator: " ").map { Double($0) }
    precondition(numbers.count == games.count, "a row has a number or a dash for each game")
    scores = Dictionary(
      uniqueKeysWithValues: zip(games, numbers).compactMap { game, score in
        score.map { (game, $0) }
      })
  }

  /// What ended the episodes in a game.
  public func episodeEnd(in game: String) -> Curve.EpisodeEnd {
    lifeGames.contains(game) ? .life : otherwise
  }

  /// All there are. Scores of pong, breakout, space_invaders, freeway, asterix, enduro, qbert and
  /// seaquest; a dash where nothing was published.
  public static let all = [
    PublishedScores(
      "dqn2015", "DQN (Mnih 2015)", "18.9 401.2 1976 30.3 6012 301.8 10596 5286",
      rules: "200 million frames, games started after up to 30 no-ops",
      source: "Mnih et al. (2015), as in rldb (github.com/seungjaeryanlee/rldb)"),
    PublishedScores(
      "ppo2017", "PPO (Schulman 2017)", "20.7 274.8 942.5 32.5 4532.5 758.3 14293.3 1204.5",
      rules: "last 100 training episodes of 40 million frames",
      source: "Schulman et al. (2017), as in rldb (github.com/seungjaeryanlee/rldb)"),
    PublishedScores(
      "rainbow2018", "Rainbow (Hessel 2018)",
      "20.9 417.5 18789.0 34.0 428200.3 2125.9 33817.5 15898.9",
      rules: "best agent of 200 million frames, games started after up to 30 no-ops",
      source: "Hessel et al. (2018), as in rldb (github.com/seungjaeryanlee/rldb)"),
    PublishedScores(
      "dopamine-dqn", "Dopamine DQN", "16.6 96.2 1794.2 26.3 2711.4 628.9 10117.5 1600.7",
      rules: "last training iteration of 200 million frames, sticky actions, mean of 5 runs",
      source: "computed from baselines/atari/data of github.com/google/dopamine"),
    PublishedScores(
      "dopamine-dqn-jax", "Dopamine DQN (JAX)",
      "19.8 186.1 4039.1 26.8 15523.4 1785.1 9996.9 5140.2",
      rules: "last training iteration of 200 million frames, sticky actions, mean of 5 runs",
      source: "computed from baselines/atari/data of github.com/google/dopamine"),
    PublishedScores(
      "dopamine-rainbow", "Dopamine Rainbow",
      "20.2 120.1 4130.9 33.7 18366.6 2200.2 17382.9 9903.4",
      rules: "last training iteration of 200 million frames, sticky actions, mean of 5 runs",
      source: "computed from baselines/atari/data of github.com/google/dopamine"),
    PublishedScores(
      "sb3-zoo-dqn", "SB3 Zoo DQN", "21.0 413.1 856.5 - - 1171.8 12802.5 2908.0",
      rules: "best evaluation of 10 episodes in 40 million frames, 1 run",
      source: "computed from github.com/DLR-RM/rl-trained-agents (evaluations.npz)"),
    PublishedScores(
      "sb3-zoo-ppo", "SB3 Zoo PPO", "21.0 448.7 1277.0 - - 1145.1 18070.0 1804.0",
      rules: "best evaluation of 10 episodes in 40 million frames, 1 run",
      source: "computed from github.com/DLR-RM/rl-trained-agents (evaluations.npz)"),
    PublishedScores(
      "ocatari-ppo", "OCAtari PPO", "0.18 - - 32.5 3060.0 - - -",
      rules: "last evaluation of 10 million steps on objects, mean of 3 runs",
      source: "computed from scripts/plots of github.com/k4ntz/OC_Atari",
      otherwise: .unknown),
    PublishedScores(
      "llm-code", "LLM code, multi-step", "12.0 123.0 929.0 27.2 3466.7 71.8 505.0 92.0",
      rules: "peak of the best score so far, mean of 5 trials, protocol `paper`",
      source: "computed from the repository of arXiv:2603.23994",
      lifeGames: ["breakout", "asterix", "qbert", "seaquest"]),
    PublishedScores(
      "llm-code-one-step", "LLM code, one-step", "5.8 70.6 570.0 27.93 310.0 104.0 560.0 128.0",
      rules: "peak of the best score so far, mean of 5 trials, protocol `paper`",
      source: "computed from the repository of arXiv:2603.23994",
      lifeGames: ["breakout", "asterix", "qbert", "seaquest"]),
    PublishedScores(
      "record2018", "Human record (2018)", "21 864 43710 38 1000000 1666 2400000 294940",
      rules: "best game ever of a person, without limits",
      source: "Twin Galaxies, as in github.com/cshenton/atari-leaderboard"),
  ]
}
