import Baselines
import Testing

@Suite struct ComparisonPlanTests {
  /// A run with evaluations at 0, 1, 2… thousand frames.
  private func log(
    _ game: String?, _ values: [Double], end: Curve.EpisodeEnd = .game, seconds: Double? = nil
  ) -> TrainingLog {
    var log = TrainingLog(name: "run", path: "/tmp/run", format: "test")
    log.game = game
    var curve = Curve(
      name: "score", quantity: .evaluation(end, episodes: 10), stepUnit: .frames)
    curve.values = values
    curve.steps = values.indices.map { 1000 * Double($0) }
    if let seconds { curve.seconds = values.indices.map { seconds * Double($0) } }
    log.curves = [curve]
    return log
  }

  private func item(
    _ label: String, _ game: String?, _ values: [Double], end: Curve.EpisodeEnd = .game
  ) -> ComparisonPlan.Item {
    ComparisonPlan.Item(label: label, kind: .log, log: log(game, values, end: end))
  }

  private func compare(_ plan: ComparisonPlan) -> Comparison {
    plan.comparison(command: "cartwright compare", versions: [])
  }

  @Test func theSameLabelIsSeveralRunsOfOneEntry() throws {
    let plan = ComparisonPlan(items: [
      item("A", "pong", [-20, 10]), item("B", "pong", [0]), item("A", "pong", [-20, 14, 13]),
    ])
    let game = try #require(compare(plan).games.first)
    #expect(game.name == "pong")
    #expect(game.entries.map(\.label) == ["A", "B"])
    let best = try #require(game.entries[0].measures.best)
    #expect(best.value == 12)
    #expect(best.low == 10)
    #expect(best.high == 14)
    #expect(best.runs == 2)
    #expect(game.entries[1].measures.best == Estimate(0))
    #expect(game.entries[0].measures.bestAt.environmentSteps?.value == 250)
    // A run that has ended keeps its last score.
    let curve = try #require(game.entries[0].curves.first)
    #expect(curve.axis == .environmentSteps)
    #expect(curve.x == [0, 250, 500])
    #expect(curve.mean == [-20, 12, 11.5])
    #expect(curve.low == [-20, 10, 10])
    #expect(curve.high == [-20, 14, 13])
  }

  @Test func longCurvesAreThinned() throws {
    let values = (0..<5000).map(Double.init)
    let curve = try #require(
      compare(ComparisonPlan(items: [item("A", nil, values)])).games[0].entries[0].curves.first)
    #expect(curve.x.count == Comparison.LearningCurve.mostPoints)
    #expect(curve.mean.first == 0)
    #expect(curve.mean.last == 4999)
    #expect(curve.x.last == 4999.0 * 250)
    #expect(curve.low.isEmpty)
  }

  @Test func livesAndGamesAreNeverOneNumber() throws {
    let plan = ComparisonPlan(items: [
      item("A", "pong", [0]), item("A", "breakout", [10], end: .life),
      item("A", "freeway", [20]), item("A", "qbert", [900], end: .life),
      item("B", "pong", [1]), item("B", "breakout", [100]), item("B", "freeway", [30]),
    ])
    let comparison = compare(plan)
    let sets = comparison.aggregates.map { aggregate in
      ([aggregate.episodeEnd.rawValue] + aggregate.games, aggregate.rows.map(\.label))
    }
    #expect(
      sets.map(\.0) == [
        ["game", "freeway", "pong"], ["game", "breakout", "freeway", "pong"],
        ["life", "breakout", "qbert"],
      ])
    #expect(sets.map(\.1) == [["A", "B"], ["B"], ["A"]])
    #expect(comparison.definitions.contains { $0.contains("`life`") })
    // One label in one game with both is two entries.
    let both = ComparisonPlan(items: [
      item("A", "pong", [0]), item("A", "pong", [5], end: .life),
    ])
    #expect(compare(both).games[0].entries.map(\.episodeEnd) == [.game, .life])
  }

  @Test func aggregatesAreOfNormalisedScores() throws {
    // Half of the way from random to human, all of it and twice of it.
    let plan = ComparisonPlan(items: [
      item("A", "pong", [14.6]), item("A", "freeway", [14.8]), item("A", "enduro", [1721]),
      item("B", "pong", [14.6]), item("B", "freeway", [29.6]), item("B", "enduro", [0]),
    ])
    let aggregate = try #require(compare(plan).aggregates.first)
    #expect(aggregate.games == ["enduro", "freeway", "pong"])
    let row = aggregate.rows[0]
    #expect(row.runs == [1, 1, 1])
    #expect(abs(row.mean.value - 350.0 / 3) < 1e-9)
    #expect(abs(row.median.value - 100) < 1e-9)
    #expect(abs(row.optimalityGap.value - 50.0 / 3) < 1e-9)
    #expect(row.mean.low == nil)
    #expect(aggregate.improvements.map(\.label) == ["A", "B"])
    #expect(abs(aggregate.improvements[0].probability.value - 0.5) < 1e-12)
  }

  @Test func intervalsFollowFromTheSeed() {
    var plan = ComparisonPlan(
      items: (0..<5).flatMap { seed in
        ["pong", "freeway"].map { item("A", $0, [Double(seed * seed)]) }
      })
    plan.bootstrap = Bootstrap(seed: 3, replications: 200)
    let one = compare(plan)
    #expect(one == compare(plan))
    #expect(one.aggregates[0].rows[0].mean.low != nil)
    plan.bootstrap.seed = 4
    #expect(one.aggregates != compare(plan).aggregates)
  }

  @Test func thresholdsAreFoundForEachGame() throws {
    var plan = ComparisonPlan(items: [item("A", "pong", [-20.7, 0, 14.6])])
    plan.threshold = .share(50)
    #expect(abs(try #require(compare(plan).games[0].threshold) - -3.05) < 1e-9)
    #expect(
      compare(plan).games[0].entries[0].measures.thresholdAt.environmentSteps == Estimate(250))
    plan.threshold = .published(PublishedScores.all[0])
    #expect(compare(plan).games[0].threshold == 18.9)
    #expect(compare(plan).games[0].entries[0].measures.thresholdAt.environmentSteps == nil)
    plan.threshold = .score(14)
    #expect(
      compare(plan).games[0].entries[0].measures.thresholdAt.environmentSteps == Estimate(500))
  }

  @Test func stepsOfUnknownLengthHaveOneOnlyWhereItIsSaid() throws {
    var logs = [log("pong", [0, 1]), log("pong", [0, 1])]
    logs[0].curves[0].stepUnit = Curve.StepUnit("steps", framesPerStep: nil)
    logs[1].curves[0].stepUnit = .rows
    var plan = ComparisonPlan(
      items: zip(["A", "B"], logs).map { .init(label: $0, kind: .log, log: $1) })
    func steps() -> [Double?] {
      compare(plan).games[0].entries.map { $0.measures.bestAt.environmentSteps?.value }
    }
    #expect(steps() == [nil, nil])
    plan.unknownFramesPerStep = 2
    #expect(steps() == [500, nil])
  }

  @Test func publishedScoresStandInTheGamesOfTheItems() throws {
    var plan = ComparisonPlan(items: [item("A", "pong", [5]), item("A", "tennis", [1])])
    plan.published = PublishedScores.all
    let comparison = compare(plan)
    #expect(comparison.games.map(\.entries.count) == [1 + PublishedScores.all.count, 1])
    let dqn = comparison.games[0].entries[1]
    #expect(dqn.kind == .published)
    #expect(dqn.measures.best == Estimate(18.9))
    #expect(dqn.notes.first?.contains("Mnih") == true)
  }

  /// The paper's protocol ends an episode with a life in four games.
  @Test func publishedScoresKnowWhatEndedAnEpisode() throws {
    let code = try #require(PublishedScores.all.first { $0.name == "llm-code" })
    #expect(code.episodeEnd(in: "breakout") == .life)
    #expect(code.episodeEnd(in: "pong") == .game)
    #expect(Set(PublishedScores.all.map(\.name)).count == PublishedScores.all.count)
  }

  @Test func rowsThatAreNotFiniteAreLeftOut() throws {
    let game = compare(
      ComparisonPlan(items: [item("A", nil, [1, .infinity, 3]), item("B", nil, [.nan])])
    ).games[0]
    #expect(game.entries.map(\.label) == ["A"])
    #expect(game.entries[0].measures.best?.value == 3)
  }
}
