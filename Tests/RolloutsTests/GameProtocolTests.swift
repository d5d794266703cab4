import Rollouts
import Testing

@Suite struct GameProtocolTests {
  /// A row of the protocol's table: horizon, updates, episodes, steps, one life, FIRE, stop.
  static let paper: [(String, Int, Int, Int, Int, Bool, Bool, Double?)] = [
    ("pong", 400, 20, 10, 4000, false, false, 21),
    ("breakout", 300, 30, 1, 4000, true, true, 350),
    ("space_invaders", 25, 20, 1, 4000, false, false, 2000),
    ("freeway", 100, 30, 3, 2500, false, false, nil),
    ("asterix", 100, 30, 3, 20000, true, false, 5000),
    ("enduro", 100, 30, 1, 5000, false, false, nil),
    ("qbert", 100, 30, 1, 4000, true, false, 10000),
    ("seaquest", 100, 30, 1, 4000, true, false, 5000),
  ]

  @Test(arguments: paper)
  func paperFixesTheGame(
    _ row: (String, Int, Int, Int, Int, Bool, Bool, Double?)
  ) {
    let rules = GameProtocol.named(.paper, game: row.0)
    #expect(rules.rolloutHorizon == row.1)
    #expect(rules.updates == row.2)
    #expect(rules.episodes == row.3)
    #expect(rules.play.maxSteps == row.4)
    #expect(rules.play.environment.lifeIsEpisode == row.5)
    #expect(rules.play.environment.fireOnReset == row.6)
    #expect(rules.stopsAt == row.7)
    #expect(rules.play.environment.repeatActionProbability == 0)
    #expect(rules.play.environment.frameSkip == .fixed(4))
  }

  @Test(arguments: paper.map(\.0))
  func standardPlaysWholeGamesWithStickyActions(_ game: String) {
    let rules = GameProtocol.named(.standard, game: game)
    #expect(rules.play.environment.repeatActionProbability == 0.25)
    #expect(rules.play.maxSteps == 27_000)
    #expect(rules.episodes == 30)
    #expect(!rules.play.environment.lifeIsEpisode)
    #expect(rules.play.environment.maxFrames == 108_000)
  }
}
