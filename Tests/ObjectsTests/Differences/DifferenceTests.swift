import Objects
import Testing

/// Every intended difference between `strict` and `compat` (docs/objects.md), one test each.
@Suite struct DifferenceTests {

  @Test func firstVelocitiesAreUnknownInStrictAndCountedFromDefaultsInCompat() throws {
    var pair = try MemoryPair("pong", [.playerY: 109])
    #expect(pair.strict(.player)?.dx == nil)
    #expect(pair.compat(.player)?.dx == 140)
    #expect(pair.compat(.player)?.dy == 96)
    pair.step([.playerY: 113])
    #expect(pair.strict(.player)?.dy == 4)
    #expect(pair.compat(.player)?.dy == 4)
    #expect(pair.strict(.player)?.dx == 0)
  }

  @Test func velocityAtBirthIsUnknownInStrictAndZeroInCompat() throws {
    var pair = try MemoryPair("pong", [.ballY: 0])
    #expect(pair.strict(.ball) == nil && pair.compat(.ball) == nil)
    pair.step([.ballY: 100, .ballX: 100])
    #expect(pair.strict(.ball)?.dx == nil)
    #expect(pair.compat(.ball)?.dx == 0)
  }

  @Test func onlyStrictHasIdentities() throws {
    var pair = try MemoryPair("pong", [.ballY: 100, .ballX: 100])
    let first = try #require(pair.strict(.ball)?.id)
    #expect(pair.compat(.ball)?.id == nil)
    pair.step([.ballY: 102, .ballX: 102])
    #expect(pair.strict(.ball)?.id == first)
    pair.step([.ballY: 0])
    pair.step([.ballY: 90])
    #expect(try #require(pair.strict(.ball)?.id) != first)
  }
}
