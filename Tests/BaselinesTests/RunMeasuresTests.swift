import Baselines
import Testing

@Suite struct RunMeasuresTests {
  /// 250 episodes, a step and six seconds each: 100 of 0, 100 of 1, 50 of 0.
  private var episodes: Curve {
    var curve = Curve(
      name: "r", quantity: .episodeReturn(.game), stepUnit: .agentSteps(frameSkip: 2))
    curve.values = (0..<250).map { (100..<200).contains($0) ? 1 : 0 }
    curve.steps = (1...250).map(Double.init)
    curve.seconds = curve.steps.map { 6 * $0 }
    return curve
  }

  @Test func singleEpisodesAreMeasuredByTheirTrailingMean() throws {
    let scores = episodes.scores
    #expect(scores.quantity == .meanReturn(.game, episodes: 100))
    #expect(scores.count == 151)
    let expected = (99..<250).map { index in
      Double((100..<200).count { $0 <= index && $0 > index - 100 }) / 100
    }
    #expect(scores.values == expected)

    let measures = try #require(RunMeasures(of: episodes, threshold: 0.5))
    #expect(measures.best == 1)
    #expect(measures.window == 100)
    // Episode 200 is the first with a hundred ones behind it; two frames a step.
    #expect(measures.bestAt == Spent(minutes: 20, environmentSteps: 100))
    #expect(measures.thresholdAt == Spent(minutes: 15, environmentSteps: 75))
    #expect(measures.final == 0.5)
    #expect(measures.end == Spent(minutes: 25, environmentSteps: 125))
    #expect(measures.areaAxis == .environmentSteps)
    // A rise over 100 steps and half a fall over 50, of 150.
    #expect(abs(try #require(measures.areaUnderCurve) - (50 + 37.5) / 150) < 1e-12)
  }

  /// Real logs; what `scripts/log-goldens.py` found in them.
  @Test func monitorsAreMeasuredAsInThePaper() throws {
    for row in try LogFixtures.expected("monitor") {
      let name = try #require(row["run"])
      let log = try #require(try LogReader.read(LogFixtures.path("monitor/" + name)).first)
      let measures = try #require(log.score.flatMap { RunMeasures(of: $0) })
      #expect(measures.best == Double(try #require(row["best"])))
      let minutes = try #require(measures.bestAt.minutes)
      #expect(abs(minutes - (try #require(Double(row["minutes"] ?? "")))) < 1e-6)
    }
  }

  /// Sums that run on would drift away from what each hundred has.
  @Test func trailingMeansDoNotDrift() throws {
    var curve = Curve(name: "r", quantity: .episodeReturn(.game), stepUnit: .rows)
    curve.values = (0..<20_000).map { $0 < 500 ? 1e15 : 0.1 }
    let last = try #require(curve.scores.values.last)
    #expect(abs(last - 0.1) < 1e-12)
  }

  @Test func fewerEpisodesThanTheWindowAreOneScore() throws {
    var curve = Curve(name: "r", quantity: .episodeReturn(.life), stepUnit: .frames)
    curve.values = [1, 2, 6]
    curve.steps = [4, 8, 40]
    let measures = try #require(RunMeasures(of: curve, threshold: 4))
    #expect(measures.best == 3)
    #expect(measures.final == 3)
    #expect(measures.window == 3)
    #expect(measures.bestAt == Spent(environmentSteps: 10))
    #expect(measures.thresholdAt == nil)
    #expect(measures.areaUnderCurve == nil)
  }

  @Test func evaluationsAreScoresAlready() throws {
    var curve = Curve(
      name: "eval", quantity: .evaluation(.game, episodes: 5), stepUnit: .rows)
    curve.values = [-20.7, 14.6, 14.6, 0]
    curve.updates = [0, 1, 3, 5]
    let measures = try #require(
      RunMeasures(
        of: curve, threshold: -20.7,
        reference: HumanNormalised.references()["pong"]))
    #expect(measures.best == 14.6)
    #expect(measures.bestAt == Spent(updates: 1))
    #expect(measures.thresholdAt == Spent(updates: 0))
    #expect(measures.window == nil)
    #expect(abs(try #require(measures.bestNormalised) - 100) < 1e-9)
    #expect(measures.areaAxis == .updates)
    let area = ((14.6 - 20.7) / 2 + 2 * 14.6 + 2 * 7.3) / 5
    #expect(abs(try #require(measures.areaUnderCurve) - area) < 1e-12)
  }

  /// A restart goes back from 10 to 4; nothing counts twice.
  @Test func areasDoNotCountARestartTwice() {
    var curve = Curve(name: "r", quantity: .meanReturn(.game, episodes: nil), stepUnit: .frames)
    curve.values = [2, 2, 100, 2, 2]
    curve.steps = [0, 10, 4, 10, 20]
    #expect(curve.meanHeight(over: .environmentSteps) == 2)
  }

  @Test func aCurveWithoutNumbersHasNoMeasures() {
    let curve = Curve(name: "r", quantity: .episodeReturn(.game), stepUnit: .rows)
    #expect(RunMeasures(of: curve) == nil)
  }
}
