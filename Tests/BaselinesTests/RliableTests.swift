import Baselines
import Foundation
import Testing

/// Aggregates against rliable 1.2.0, over made score matrices; the fixture's note tells how.
@Suite struct RliableTests {
  /// What rliable found.
  private struct Golden: Decodable {
    struct Point: Decodable {
      let mean, median, iqm, optimalityGap, optimalityGap2: Double
      let gameMeans: [Double]
    }
    struct Draws: Decodable {
      let low, high: Double
      let first5: [Double]
    }
    let points: [String: Point]
    let thresholds: [Double]
    let runProfiles, meanProfiles: [String: [Double]]
    let improvements: [String: Double]
    let improvementsByGame: [Double]
    let namedDraws: [String: Draws]
    /// By seed, matrix and statistic.
    let intervals: [[String: [String: [Double]]]]
    let improvementInterval: [Double]
  }

  private let golden: Golden
  private let matrices: [String: ScoreMatrix]

  init() throws {
    golden = try JSONDecoder().decode(Golden.self, from: Self.fixture("golden.json"))
    matrices = try Dictionary(
      uniqueKeysWithValues: ["A", "B", "C", "D"].map { name in
        let rows = try Self.table("scores_\(name).csv").dropFirst().map {
          try $0.dropFirst().map { try #require(Double($0)) }
        }
        let games = try #require(rows.first).indices.map { game in rows.map { $0[game] } }
        return (name, ScoreMatrix(games))
      })
  }

  private static func fixture(_ name: String) throws -> Data {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    return try Data(contentsOf: folder.appendingPathComponent("Fixtures/rliable/\(name)"))
  }

  private static func table(_ name: String) throws -> [[Substring]] {
    String(decoding: try fixture(name), as: UTF8.self).split(whereSeparator: \.isNewline)
      .map { $0.split(separator: ",") }
  }

  private func matrix(_ name: String) throws -> ScoreMatrix { try #require(matrices[name]) }

  private func expectEqual(
    _ found: [Double], _ expected: [Double], within tolerance: Double = 1e-12,
    _ name: String, at location: SourceLocation = #_sourceLocation
  ) {
    #expect(found.count == expected.count, "\(name)", sourceLocation: location)
    for (one, two) in zip(found, expected) {
      #expect(abs(one - two) <= tolerance, "\(name): \(one), \(two)", sourceLocation: location)
    }
  }

  @Test(arguments: ["A", "B", "C", "D"])
  func aggregatesAreRliables(name: String) throws {
    let matrix = try matrix(name)
    let point = try #require(golden.points[name])
    expectEqual(matrix.gameMeans, point.gameMeans, "game means")
    expectEqual(
      [
        matrix.mean, matrix.median, matrix.interquartileMean, matrix.optimalityGap(),
        matrix.optimalityGap(2),
      ],
      [point.mean, point.median, point.iqm, point.optimalityGap, point.optimalityGap2],
      name)
  }

  @Test(arguments: ["A", "B", "C", "D"])
  func profilesAreRliables(name: String) throws {
    let matrix = try matrix(name)
    expectEqual(
      matrix.runProfile(golden.thresholds), try #require(golden.runProfiles[name]), "runs")
    expectEqual(
      matrix.meanProfile(golden.thresholds), try #require(golden.meanProfiles[name]), "means")
  }

  @Test(arguments: ["A,B", "B,A", "A,C", "C,A", "A,A"])
  func probabilitiesOfImprovementAreRliables(pair: String) throws {
    let names = pair.split(separator: ",").map(String.init)
    let found = try matrix(names[0]).probabilityOfImprovement(over: matrix(names[1]))
    expectEqual([found], [try #require(golden.improvements[pair])], pair)
  }

  @Test func probabilitiesOfImprovementAreRliablesGameByGame() throws {
    let one = try matrix("A")
    let two = try matrix("B")
    let found = (0..<one.gameCount).map { game in
      ScoreMatrix([Array(one.runs(game))])
        .probabilityOfImprovement(over: ScoreMatrix([Array(two.runs(game))]))
    }
    expectEqual(found, golden.improvementsByGame, "A over B")
  }

  /// Draws named by the fixture: a row is 5 runs of 8 games, run after run.
  @Test func namedDrawsAreRliables() throws {
    let matrix = try matrix("A")
    let draws = try Self.table("bootstrap_indices_A.csv").map { row in
      let runs = try row.map { try #require(Int($0)) }
      var next = Array(repeating: 0, count: 8)
      return matrix.resampled { game, _ in
        defer { next[game] += 1 }
        return runs[next[game] * 8 + game]
      }
    }

    for (name, statistic) in [
      ("iqm", { $0.interquartileMean }), ("mean", { $0.mean }), ("median", { $0.median }),
      ("optimalityGap", { $0.optimalityGap() }),
    ] as [(String, (ScoreMatrix) -> Double)] {
      let expected = try #require(golden.namedDraws[name])
      let values = draws.map(statistic)
      let range = Bootstrap().middle(of: values)
      expectEqual(Array(values.prefix(5)), expected.first5, name)
      expectEqual([range.lowerBound, range.upperBound], [expected.low, expected.high], name)
    }
  }

  /// Seeded draws are others than rliable's. Both ends must lie within twice of what its own two
  /// seeds differ by at most for that statistic, over both matrices.
  @Test(arguments: ["A", "B"], [0, 1] as [UInt64])
  func seededIntervalsAreNearRliables(name: String, seed: UInt64) throws {
    let first = golden.intervals[0]
    let second = golden.intervals[1]
    let found = Bootstrap(seed: seed).intervals(of: try matrix(name)) {
      [$0.median, $0.interquartileMean, $0.mean, $0.optimalityGap()]
    }
    for (range, key) in zip(found, ["median", "iqm", "mean", "optimalityGap"]) {
      let differences = try ["A", "B"].flatMap { matrix in
        zip(try #require(first[matrix]?[key]), try #require(second[matrix]?[key]))
          .map { abs($0 - $1) }
      }
      let expected = zip(
        try #require(first[name]?[key]), try #require(second[name]?[key])
      ).map { ($0 + $1) / 2 }
      expectEqual(
        [range.lowerBound, range.upperBound], expected,
        within: 2 * (try #require(differences.max())), key)
    }
  }

  /// rliable names one seed only here; with 2000 draws its ends are steps of 0.0025.
  @Test func theImprovementsIntervalIsNearRliables() throws {
    let found = Bootstrap().interval(ofImprovement: try matrix("A"), over: try matrix("B"))
    expectEqual(
      [found.lowerBound, found.upperBound], golden.improvementInterval, within: 0.005, "A,B")
  }

  @Test func drawsFollowFromTheSeedAlone() throws {
    let matrix = try matrix("B")
    func ends(_ seed: UInt64) -> [ClosedRange<Double>] {
      Bootstrap(seed: seed, replications: 500).intervals(of: matrix) { [$0.mean, $0.median] }
    }
    #expect(ends(7) == ends(7))
    #expect(ends(7) != ends(8))
  }

  /// Two games of one and three runs, by hand.
  @Test func gamesMayHaveDifferentNumbersOfRuns() {
    let matrix = ScoreMatrix([[4], [0, 1, 2]])
    #expect(matrix.gameMeans == [4, 1])
    #expect(matrix.mean == 2.5)
    #expect(matrix.median == 2.5)
    #expect(matrix.interquartileMean == 1.5)
    #expect(matrix.optimalityGap() == 0.25)
    #expect(matrix.runProfile([1]) == [0.5])
    #expect(matrix.meanProfile([1]) == [0.5])
    #expect(ScoreMatrix([[4, 4], [1]]).probabilityOfImprovement(over: matrix) == 0.5)
    #expect(Bootstrap().interval(ofMean: [3]) == nil)
  }
}
