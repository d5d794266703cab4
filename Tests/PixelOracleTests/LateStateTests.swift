import Atari
import Foundation
import PixelOracle
import TestSupport
import Testing

/// `strict` against the picture from the late states on.
///
/// `CARTWRIGHT_RECORD=1` plays to all states again, another value only to those whose names start
/// with it, and fails the test.
@Suite(.enabled(if: romsAreAvailable, "\(romsAreMissing)")) struct LateStateTests {
  @Test(arguments: LateState.all)
  func boxesAreThoseOfThePixels(state: LateState) throws {
    let rom = try ROMLibrary(folders: [#require(romFolder)]).locate(Game.named(state.game))
    if let wish = ProcessInfo.processInfo.environment["CARTWRIGHT_RECORD"] {
      guard wish == "1" || "\(state)".hasPrefix(wish) else { return }
      try state.record(rom: rom)
      Issue.record("\(state) was recorded; run again without CARTWRIGHT_RECORD")
      return
    }
    let snapshot = try state.snapshot()
    var environment = try Environment(rom: rom, settings: EnvironmentSettings())
    try environment.restore(snapshot)
    let isThere = state.isReached(environment.ram)
    #expect(isThere, "another moment than the one that is asked for: record it again")
    for frameSkip in [1, 4] {
      var play = OraclePlay(state.game, .scripted, steps: 600, frameSkip: frameSkip)
      play.script = state.script
      try expectAgreement(of: play, rom: rom, from: snapshot, name: "\(state): \(play)")
    }
  }
}
