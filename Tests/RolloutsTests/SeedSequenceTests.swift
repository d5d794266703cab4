import Rollouts
import Testing

@Suite struct SeedSequenceTests {
  @Test func aSeedFollowsFromRootPurposeAndIndex() {
    let a = SeedSequence(7)
    #expect(a.seed(.search, 3) == SeedSequence(7).seed(.search, 3))
    var seen = Set<UInt64>()
    for root in 0..<20 as Range<UInt64> {
      for index in 0..<50 {
        for purpose in [SeedSequence.Purpose.search, .windowChoice, .evaluationPolicy] {
          seen.insert(SeedSequence(root).seed(purpose, index))
        }
      }
    }
    #expect(seen.count == 20 * 50 * 3)
  }

  @Test func emulatorSeedsFitALE() {
    for index in 0..<1000 {
      #expect(SeedSequence(1).emulatorSeed(.evaluationEmulator, index) >= 0)
    }
  }

  /// The first numbers of SplitMix64 from seed 1234567, as the algorithm's authors' test has them.
  @Test func theGeneratorIsSplitMix64() {
    var generator = SeededGenerator(seed: 1_234_567)
    let first = (0..<5).map { _ in generator.next() }
    #expect(
      first == [
        6_457_827_717_110_365_317, 3_203_168_211_198_807_973, 9_817_491_932_198_370_423,
        4_593_380_528_125_082_431, 16_408_922_859_458_223_821,
      ])
  }
}
