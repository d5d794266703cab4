import Rollouts
import Testing
import Training

@Suite struct FeedbackTests {
  /// For each game, a score on either side of each threshold: ≥ good, between, below.
  @Test(arguments: [
    ("pong", 19.0, 18.9, 0.1, 0.0), ("breakout", 300, 299, 1, 0),
    ("space_invaders", 300, 299, 100, 99), ("freeway", 25, 24.9, 0.3, 0),
    ("seaquest", 2000, 1999, 1, 0),
  ])
  func threeTiersByScore(_ row: (String, Double, Double, Double, Double)) {
    let rules = GameProtocol.named(.paper, game: row.0)
    let texts = [row.1, row.2, row.3, row.4].map { Feedback.text(score: $0, in: rules) }
    #expect(texts[0] != texts[1])
    #expect(texts[1] == texts[2])
    #expect(texts[2] != texts[3])
    #expect(Feedback.text(score: -1000, in: rules) == texts[3])
  }
}
