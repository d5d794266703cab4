import Baselines
import Testing

@Suite struct StatisticsTests {
  /// `numpy.mean`, `numpy.std` and `numpy.median` of the same values.
  @Test(arguments: [
    ([3.0], 3.0, 0.0, 3.0),
    ([2, 4, 4, 4, 5, 5, 7, 9], 5, 2, 4.5),
    ([-21, 12, 15.5, -3], 0.875, 14.415161289420247, 4.5),
    ([9, 1, 5], 5, 3.265986323710904, 5),
  ])
  func equalNumpy(values: [Double], mean: Double, deviation: Double, median: Double) throws {
    let statistics = try #require(Statistics(of: values))
    #expect(statistics.count == values.count)
    #expect(abs(statistics.mean - mean) < 1e-12)
    #expect(abs(statistics.standardDeviation - deviation) < 1e-12)
    #expect(statistics.median == median)
  }

  @Test func noValuesHaveNone() { #expect(Statistics(of: []) == nil) }
}
