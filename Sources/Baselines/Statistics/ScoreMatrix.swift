/// The scores of one algorithm: some runs of each of several games, normalised so that games can be
/// aggregated, as fractions (0 is random play, 1 a person).
///
/// The aggregates are those of Agarwal et al., "Deep Reinforcement Learning at the Edge of the
/// Statistical Precipice" (2021), as the authors' library rliable defines them. Games may have
/// different numbers of runs: what is taken over games then weighs every game alike (`mean`,
/// `median`, `meanProfile`), what is taken over runs every run (`interquartileMean`,
/// `optimalityGap`, `runProfile`). With equally many runs there is no difference.
public struct ScoreMatrix: Sendable, Hashable {
  /// The scores of all games one behind the other.
  private var scores: [Double]
  /// Where each game begins in `scores`, and their count at the end.
  private let starts: [Int]

  /// One list of runs for each game. Needs a game, and a run in each.
  public init(_ games: [[Double]]) {
    precondition(!games.isEmpty && games.allSatisfy { !$0.isEmpty }, "a game has a run")
    scores = games.flatMap { $0 }
    starts = games.reduce(into: [0]) { $0.append($0[$0.count - 1] + $1.count) }
  }

  public var gameCount: Int { starts.count - 1 }

  /// The runs of one game.
  public func runs(_ game: Int) -> ArraySlice<Double> { scores[starts[game]..<starts[game + 1]] }

  /// How many runs each game has.
  public var runCounts: [Int] { (0..<gameCount).map { starts[$0 + 1] - starts[$0] } }

  /// How many runs the game with the fewest has.
  public var fewestRuns: Int { runCounts.min() ?? 0 }

  /// Whether no game has two runs: nothing can be resampled then.
  public var isSingle: Bool { scores.count == gameCount }

  /// The mean over runs of each game.
  public var gameMeans: [Double] {
    (0..<gameCount).map { game in
      var sum = 0.0
      for run in starts[game]..<starts[game + 1] { sum += scores[run] }
      return sum / Double(starts[game + 1] - starts[game])
    }
  }

  /// The mean over games of the mean over runs.
  public var mean: Double { gameMeans.reduce(0, +) / Double(gameCount) }

  /// The median over games of the mean over runs.
  public var median: Double { quantile(gameMeans.sorted(), 0.5) }

  /// The mean of the middle half of all runs: a quarter of them, rounded down, is left out at each
  /// end (scipy's `trim_mean` with 0.25).
  public var interquartileMean: Double {
    let sorted = scores.sorted()
    let cut = sorted.count / 4
    var sum = 0.0
    for index in cut..<(sorted.count - cut) { sum += sorted[index] }
    return sum / Double(sorted.count - 2 * cut)
  }

  /// How much the runs miss of `gamma` on average; what is above it does not count.
  public func optimalityGap(_ gamma: Double = 1) -> Double {
    var sum = 0.0
    for score in scores { sum += min(score, gamma) }
    return gamma - sum / Double(scores.count)
  }

  /// Which share of all runs is above each of the thresholds.
  public func runProfile(_ thresholds: [Double]) -> [Double] {
    Self.sharesAbove(thresholds, of: scores)
  }

  /// Which share of the games has a mean above each of the thresholds.
  public func meanProfile(_ thresholds: [Double]) -> [Double] {
    Self.sharesAbove(thresholds, of: gameMeans)
  }

  private static func sharesAbove(_ thresholds: [Double], of values: [Double]) -> [Double] {
    thresholds.map { threshold in
      Double(values.count { $0 > threshold }) / Double(values.count)
    }
  }

  /// How likely a run of this matrix beats one of another in the same game, drawn at random; a draw
  /// counts half. The mean over games of the Mann-Whitney statistic U / (n m).
  ///
  /// Both have the same games in the same order.
  public func probabilityOfImprovement(over other: ScoreMatrix) -> Double {
    precondition(gameCount == other.gameCount, "both matrices have the same games")
    var sum = 0.0
    for game in 0..<gameCount {
      let mine = starts[game]..<starts[game + 1]
      let others = other.starts[game]..<other.starts[game + 1]
      var wins = 0.0
      for one in mine {
        for two in others {
          if scores[one] > other.scores[two] {
            wins += 1
          } else if scores[one] == other.scores[two] {
            wins += 0.5
          }
        }
      }
      sum += wins / Double(mine.count * others.count)
    }
    return sum / Double(gameCount)
  }

  /// Runs drawn again: `choose(game, runs)` names one of the game's `runs` runs, game after game and
  /// as often as the game has runs.
  public func resampled(_ choose: (_ game: Int, _ runs: Int) -> Int) -> ScoreMatrix {
    var result = self
    for game in 0..<gameCount {
      let start = starts[game]
      let count = starts[game + 1] - start
      for run in 0..<count { result.scores[start + run] = scores[start + choose(game, count)] }
    }
    return result
  }
}

/// The value below which this share of sorted values lies, between two values on a straight line
/// (numpy's default). Needs a value.
func quantile(_ sorted: [Double], _ share: Double) -> Double {
  let place = share * Double(sorted.count - 1)
  let below = Int(place)
  guard below + 1 < sorted.count else { return sorted[sorted.count - 1] }
  return sorted[below] + (sorted[below + 1] - sorted[below]) * (place - Double(below))
}
