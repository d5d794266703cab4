import Baselines
import Foundation
import Testing

@Suite struct DopamineReaderTests {
  @Test func readsPublishedCurves() throws {
    let expected = try LogFixtures.expected("dopamine")
    let logs = try LogReader.read(LogFixtures.path("dopamine"))
    #expect(logs.count == expected.count)
    for row in expected {
      let log = try #require(
        logs.first {
          $0.path.hasSuffix("/" + row["file"]!) && $0.name == "\(row["agent"]!) run \(row["run"]!)"
        })
      let score = try #require(log.score)
      #expect(log.game == "pong")
      #expect(log.algorithm == row["agent"])
      #expect(score.count == Int(row["count"]!))
      #expect(score.values.first == Double(row["first"]!))
      #expect(score.values.last == Double(row["last"]!))
      #expect(abs(score.values.reduce(0, +) - Double(row["sum"]!)!) < 1e-9)
      #expect(score.frames == (1...12).map { Double($0) * 1e6 })
      #expect(score.quantity == .meanReturn(.game, episodes: nil))
    }
  }

  @Test func keepsWhatCameBeforeDamage() throws {
    let text = """
      [{"Iteration": 1, "Value": 2.5, "Agent": "DQN", "Game": "SpaceInvaders"},
       {"Iteration": 0, "Value": 1.5, "Agent": "DQN", "Game": "SpaceInvaders"},
       {"Iteration": 2, "Value": null, "Agent": "DQN", "Game": "SpaceInvaders"},
       {"Iteration": 2, "Value": 3.5, "Ag
      """
    let log = try LogFixtures.log(["curves.json": text])
    #expect(log.game == "space_invaders")
    #expect(log.score?.values == [1.5, 2.5])
    #expect(log.damage.map(\.place) == [.line(3), .line(4)])
  }
}
