import Baselines
import Testing

@Suite struct HumanNormalisedTests {
  @Test(arguments: [(HumanNormalised.Source.wang2016, 57), (.mnih2015, 49)])
  func randomIs0AndHumanIs100InEveryGame(source: HumanNormalised.Source, games: Int) throws {
    #expect(HumanNormalised.references(source).count == games)
    for (game, reference) in HumanNormalised.references(source) {
      #expect(HumanNormalised.score(reference.random, game: game, source: source) == 0)
      let human = try #require(
        HumanNormalised.score(reference.human, game: game, source: source))
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

  /// Of 860.5 or of 309.6 points.
  @Test func aPersonsEnduroDependsOnTheSource() throws {
    let wang = try #require(HumanNormalised.score(309.6, game: "enduro"))
    #expect(abs(wang - 35.98) < 0.005)
    #expect(HumanNormalised.score(309.6, game: "enduro", source: .mnih2015) == 100)
  }

  @Test func aGameWithoutReferenceHasNoShare() {
    #expect(HumanNormalised.score(1, game: "pacman") == nil)
  }
}
