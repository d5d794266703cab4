import Baselines
import Testing

@Suite struct HumanNormalisedTests {
  @Test func randomIs0AndHumanIs100InEveryGame() throws {
    #expect(HumanNormalised.references.count == 57)
    for (game, reference) in HumanNormalised.references {
      #expect(HumanNormalised.score(reference.random, game: game) == 0)
      let human = try #require(HumanNormalised.score(reference.human, game: game))
      #expect(abs(human - 100) < 1e-9)
    }
  }

  /// Pong −20.7 and 14.6, Breakout 1.7 and 30.5, Skiing −17098.1 and −4336.9.
  @Test(arguments: [
    ("pong", 21.0, 118.13), ("breakout", 70.6, 239.24), ("skiing", -4336.9, 100),
    ("space_invaders", 1668.7, 100), ("breakout", 0, -5.9),
  ])
  func scoresAreSharesOfTheWayFromRandomToHuman(game: String, score: Double, share: Double) throws {
    #expect(abs(try #require(HumanNormalised.score(score, game: game)) - share) < 0.005)
  }

  @Test func aGameWithoutReferenceHasNoShare() {
    #expect(HumanNormalised.score(1, game: "pacman") == nil)
  }
}
