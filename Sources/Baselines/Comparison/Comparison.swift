/// Runs, logs and published scores beside each other: all that `compare` prints, writes and draws.
///
/// Scores are in the game's points, `…Normalised` and aggregates in percent of the way from random
/// play to a person's (100 is human), times in minutes, lengths in environment steps of four frames.
public struct Comparison: Sendable, Hashable, Codable {
  /// The command line that made it.
  public var command: String
  /// Programs and their versions, such as `cartwright 0.1.0`.
  public var versions: [String] = []
  /// Where the human and random scores of the normalisation come from.
  public var normalisation: String
  /// What a run's aggregated score is.
  public var score: Score
  /// How things were measured, a sentence each.
  public var definitions: [String] = []
  /// A part for each game, in the order of their names.
  public var games: [Game] = []
  /// Over several games; a part for each set of games and end of episodes.
  public var aggregates: [Aggregate] = []

  public init(command: String, normalisation: String, score: Score) {
    self.command = command
    self.normalisation = normalisation
    self.score = score
  }

  /// Which of a run's scores stands for it where runs are aggregated.
  public enum Score: String, Sendable, Hashable, Codable, CaseIterable {
    case best, final
  }
}

extension Comparison {
  /// What was found for one game.
  public struct Game: Sendable, Hashable, Codable {
    /// ALE's name; nil where the logs do not tell it.
    public var name: String?
    /// Mean scores of random play and of a person; nil without a reference.
    public var random: Double?
    public var human: Double?
    /// The score whose first reaching was timed; nil where none was.
    public var threshold: Double?
    /// In the order in which they were named.
    public var entries: [Entry] = []

    public init(name: String?) { self.name = name }
  }

  /// All runs of one label in one game.
  public struct Entry: Sendable, Hashable, Codable {
    /// What people call it, such as `DQN`. The same label in every game.
    public var label: String
    public var kind: Kind
    /// As the log or its source names it.
    public var algorithm: String?
    /// What ended the episodes that were scored. Scores of a life and of a game do not compare.
    public var episodeEnd: Curve.EpisodeEnd
    /// What the numbers of its curves are.
    public var basis: Basis
    /// Empty for published scores.
    public var runs: [Run] = []
    /// Over the runs.
    public var measures = EntryMeasures()
    /// Learning curves, one for each axis that the runs tell.
    public var curves: [LearningCurve] = []
    /// What was measured and under which protocol, a sentence each.
    public var notes: [String] = []

    public init(label: String, kind: Kind, episodeEnd: Curve.EpisodeEnd, basis: Basis) {
      self.label = label
      self.kind = kind
      self.episodeEnd = episodeEnd
      self.basis = basis
    }
  }

  /// Where an entry comes from.
  public enum Kind: String, Sendable, Hashable, Codable {
    /// Run folders of `cartwright train`.
    case run
    /// Logs of other trainers.
    case log
    /// A number in a paper or a leaderboard.
    case published
  }

  /// What a score is the mean of. Scores of two kinds are never one entry.
  public enum Basis: String, Sendable, Hashable, Codable {
    /// Single training episodes, of which 100 in a row make a score.
    case episodes
    /// Means of training episodes, as the trainer took them.
    case means
    /// Means of evaluation episodes.
    case evaluations
    /// As published.
    case published
  }

  /// One training run.
  public struct Run: Sendable, Hashable, Codable {
    public var name: String
    /// The file or folder that it was read from.
    public var path: String
    /// Who wrote it, in words.
    public var format: String
    public var seed: Int?
    public var measures: RunMeasures
    /// The definitions that were used for it (units, clocks, merges), a sentence each.
    public var notes: [String] = []
    /// What could not be read, a line each with file and place.
    public var damage: [String] = []

    public init(name: String, path: String, format: String, measures: RunMeasures) {
      self.name = name
      self.path = path
      self.format = format
      self.measures = measures
    }
  }
}

extension Comparison {
  /// How the score grew with one thing that was spent, thinned for drawing.
  ///
  /// It begins where all runs have a score; a run keeps its score until the next one, and its last
  /// one when it has ended.
  public struct LearningCurve: Sendable, Hashable, Codable {
    public var axis: Axis
    /// Rising; in the unit of the axis.
    public var x: [Double]
    /// The mean over the runs at each `x`.
    public var mean: [Double]
    /// The 95 % interval of the mean at each `x`; empty for a single run.
    public var low: [Double] = []
    public var high: [Double] = []

    public init(axis: Axis, x: [Double], mean: [Double]) {
      self.axis = axis
      self.x = x
      self.mean = mean
    }
  }

  /// What was spent.
  public enum Axis: String, Sendable, Hashable, Codable, CaseIterable {
    /// Wall clock since training began.
    case minutes
    /// Of four frames each.
    case environmentSteps = "environment_steps"
    /// Of the policy.
    case updates
  }
}

extension Comparison {
  /// Labels over a set of games that all of them have, with episodes of one kind.
  public struct Aggregate: Sendable, Hashable, Codable {
    /// ALE's names.
    public var games: [String]
    public var episodeEnd: Curve.EpisodeEnd
    public var rows: [AggregateRow] = []
    /// Every ordered pair of rows.
    public var improvements: [Improvement] = []

    public init(games: [String], episodeEnd: Curve.EpisodeEnd) {
      self.games = games
      self.episodeEnd = episodeEnd
    }
  }

  /// One label over the games of its aggregate; scores in percent human-normalised.
  public struct AggregateRow: Sendable, Hashable, Codable {
    public var label: String
    /// How many runs each game has, in the order of the games.
    public var runs: [Int]
    public var mean: Estimate
    public var median: Estimate
    public var interquartileMean: Estimate
    /// How much is missing to 100 on average; less is better.
    public var optimalityGap: Estimate
    /// Share of the runs above each score.
    public var runProfile: Profile
    /// Share of the games whose mean over runs is above each score.
    public var meanProfile: Profile

    public init(
      label: String, runs: [Int], mean: Estimate, median: Estimate, interquartileMean: Estimate,
      optimalityGap: Estimate, runProfile: Profile, meanProfile: Profile
    ) {
      self.label = label
      self.runs = runs
      self.mean = mean
      self.median = median
      self.interquartileMean = interquartileMean
      self.optimalityGap = optimalityGap
      self.runProfile = runProfile
      self.meanProfile = meanProfile
    }
  }

  /// A performance profile: which share (0 to 1) lies above each score.
  public struct Profile: Sendable, Hashable, Codable {
    /// Percent human-normalised, rising.
    public var scores: [Double]
    /// Falling, from at most 1.
    public var shares: [Double]
    /// The 95 % interval at each score; empty where a single run a game gives none.
    public var low: [Double] = []
    public var high: [Double] = []

    public init(scores: [Double], shares: [Double]) {
      self.scores = scores
      self.shares = shares
    }
  }

  /// How likely a run of one label beats a run of another in a game drawn at random.
  public struct Improvement: Sendable, Hashable, Codable {
    public var label: String
    public var over: String
    /// 0 to 1; a draw counts half.
    public var probability: Estimate

    public init(label: String, over: String, probability: Estimate) {
      self.label = label
      self.over = over
      self.probability = probability
    }
  }
}
