/// Confidence intervals by the stratified bootstrap: the runs of each game are drawn again, with
/// replacement and apart from the other games, and the statistic is taken of every such draw. The
/// interval holds the middle share of what comes out (the percentile method).
///
/// The draws follow from the seed alone. Four statistics of 50,000 draws of 40 scores take 60 ms.
public struct Bootstrap: Sendable, Hashable {
  public var seed: UInt64
  /// How often the runs are drawn.
  public var replications: Int
  /// The share of the draws that an interval holds.
  public var confidence: Double

  public init(seed: UInt64 = 0, replications: Int = 50_000, confidence: Double = 0.95) {
    precondition(replications > 0, "an interval needs a draw")
    self.seed = seed
    self.replications = replications
    self.confidence = confidence
  }

  /// An interval for each number that `statistics` makes of a matrix, in the same order.
  public func intervals(
    of matrix: ScoreMatrix, _ statistics: (ScoreMatrix) -> [Double]
  ) -> [ClosedRange<Double>] {
    var generator = SplitMix64(seed: seed)
    return intervals { statistics(Self.draw(matrix, &generator)) }
  }

  /// An interval of the probability that runs of one matrix beat runs of the other.
  public func interval(
    ofImprovement matrix: ScoreMatrix, over other: ScoreMatrix
  ) -> ClosedRange<Double> {
    var generator = SplitMix64(seed: seed)
    return intervals {
      let mine = Self.draw(matrix, &generator)
      return [mine.probabilityOfImprovement(over: Self.draw(other, &generator))]
    }[0]
  }

  /// An interval of the mean of some runs; nil for fewer than two.
  public func interval(ofMean values: [Double]) -> ClosedRange<Double>? {
    guard values.count > 1 else { return nil }
    return intervals(of: ScoreMatrix([values])) { [$0.mean] }[0]
  }

  /// An interval of the mean over runs at each place; `runs` holds a list of equal length a run.
  public func intervals(ofMeans runs: [[Double]]) -> [ClosedRange<Double>] {
    var generator = SplitMix64(seed: seed)
    let places = runs[0].indices
    return intervals {
      var sums = Array(repeating: 0.0, count: places.count)
      for _ in runs {
        let run = runs[generator.next(below: runs.count)]
        for place in places { sums[place] += run[place] }
      }
      return sums.map { $0 / Double(runs.count) }
    }
  }

  private static func draw(_ matrix: ScoreMatrix, _ generator: inout SplitMix64) -> ScoreMatrix {
    matrix.resampled { _, runs in generator.next(below: runs) }
  }

  /// The interval of each number over the draws.
  private func intervals(_ draw: () -> [Double]) -> [ClosedRange<Double>] {
    var drawn: [[Double]] = []
    for _ in 0..<replications {
      let numbers = draw()
      if drawn.isEmpty { drawn = numbers.map { _ in [] } }
      for index in numbers.indices { drawn[index].append(numbers[index]) }
    }
    return drawn.map { middle(of: $0) }
  }

  /// The range that holds the middle share of some numbers.
  public func middle(of numbers: [Double]) -> ClosedRange<Double> {
    let sorted = numbers.sorted()
    let tail = (1 - confidence) / 2
    return quantile(sorted, tail)...quantile(sorted, 1 - tail)
  }
}
