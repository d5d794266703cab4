import Atari
import TestSupport
import Testing

struct GameTests {
  @Test func catalogueHasEveryGameOnceInOrder() {
    #expect(Game.all.count == 104)
    #expect(Game.all == Game.all.sorted())
    #expect(Set(Game.all.map(\.md5)).count == 104)
    #expect(Game.all.filter(\.isClassic).count == 62)
  }

  @Test func namesAreExact() throws {
    #expect(try Game.named("space_invaders").gymnasiumName == "SpaceInvaders")
    #expect(try Game.named("tic_tac_toe_3d").gymnasiumName == "TicTacToe3D")
    #expect(throws: AtariError.unknownGame("Pong", nearest: "pong")) { try Game.named("Pong") }
    #expect(throws: AtariError.unknownGame("brekout", nearest: "breakout")) {
      try Game.named("brekout")
    }
    #expect(throws: AtariError.unknownGame("x", nearest: nil)) { try Game.named("x") }
    #expect(throws: AtariError.unknownGame("", nearest: nil)) { try Game.named("") }
    #expect(throws: AtariError.twoPlayersOnly("joust")) { try Game.named("joust") }
  }

  @Test func errorsSayWhatWasExpectedAndFound() {
    let error = AtariError.unknownGame("pnog", nearest: "pong")
    #expect(
      "\(error)" == "expected the name of a game, found 'pnog' (did you mean 'pong'?)")
  }
}

/// Every environment of ale-py 0.12.1: the fixture is what its registration made of Gymnasium's
/// registry (id, game, frame skip, stickiness, action space, frame limit, step limit).
struct EnvironmentIDTests {
  @Test func everyRegisteredIDHasItsSettings() throws {
    let rows = try fixture("registry.csv").split(whereSeparator: \.isNewline).dropFirst()
    #expect(rows.count == 352)
    for row in rows {
      let fields = row.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
      let id = try EnvironmentID(fields[0])
      #expect(id.game.name == fields[1], "\(row)")
      let frameSkip: FrameSkip =
        fields[2] == "uniform{2..4}" ? .range(2...4) : .fixed(try #require(Int(fields[2])))
      #expect(id.settings.frameSkip == frameSkip, "\(row)")
      #expect(id.settings.repeatActionProbability == Double(fields[3]), "\(row)")
      #expect(id.settings.fullActionSet == (fields[4] == "True"), "\(row)")
      #expect(id.settings.maxFrames == Int(fields[5]), "\(row)")
      #expect(fields[6].isEmpty, "\(row)")
    }
  }

  @Test func understandsTheRegisteredAndTheRetiredIDsOnly() throws {
    let registered = try fixture("registry.csv").split(whereSeparator: \.isNewline).dropFirst()
      .map { String($0.prefix { $0 != "," }) }
    let others = Set(EnvironmentID.ids).subtracting(registered)
    #expect(EnvironmentID.ids.count == registered.count + others.count)
    #expect(others.count == 124)
    #expect(others.allSatisfy { $0.contains("Deterministic-v") })
  }

  @Test func retiredIDs() throws {
    let pong = try EnvironmentID("PongDeterministic-v4")
    #expect(pong.settings.frameSkip == .fixed(4))
    #expect(pong.settings.repeatActionProbability == 0)
    let invaders = try EnvironmentID("SpaceInvadersDeterministic-v0")
    #expect(invaders.settings.frameSkip == .fixed(3))
    #expect(invaders.settings.repeatActionProbability == 0.25)
  }

  @Test func aPlainNameHasTheDefaults() throws {
    #expect(try EnvironmentID("pong").settings == EnvironmentSettings())
    #expect(try EnvironmentID("ALE/Pong-v5").settings == EnvironmentSettings())
  }

  @Test(arguments: ["Pong-v5", "ALE/pong-v5", "Casino-v4", "ALE/Pong", "Pong-v1", "-", "a/b"])
  func refusesOtherIDs(_ text: String) {
    let error = #expect(throws: AtariError.self) { try EnvironmentID(text) }
    guard case .unknownEnvironment = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }
}
