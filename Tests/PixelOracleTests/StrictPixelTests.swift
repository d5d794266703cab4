import Atari
import Foundation
import Objects
import PixelOracle
import TestSupport
import Testing

/// `strict` against the picture, on the real ROM.
@Suite(.enabled(if: romsAreAvailable, "\(romsAreMissing)")) struct StrictPixelTests {
  @Test(arguments: OraclePlay.standard)
  func boxesAreThoseOfThePixels(play: OraclePlay) throws {
    let rom = try ROMLibrary(folders: [#require(romFolder)]).locate(Game.named(play.game))
    let agreements = try expectAgreement(of: play, rom: rom, name: "\(play)")
    for (category, agreement) in agreements {
      #expect(agreement.seen > 100, "\(category) was not seen")
    }
  }
}

/// Plays, from a reset or from a moment, and expects what `strict` promises.
@discardableResult
func expectAgreement(
  of play: OraclePlay, rom: ROM, from moment: Snapshot? = nil, name: String
) throws -> [ObjectCategory: Agreement] {
  let report = try play.run(rom: rom, from: moment)
  if printsAgreements { print("\(name): \(report.changes)") }
  if let bound = unexplainedBounds[play.game] {
    #expect(report.changes.unexplainedShare <= bound, "\(report.changes)")
  }
  for (category, agreement) in report.agreements {
    if printsAgreements { print("\(name): \(category.rawValue): \(agreement)") }
    #expect(agreement.exactShare >= 0.99, "\(category): \(agreement)")
    #expect(agreement.ghostShare <= 0.001, "\(category): \(agreement)")
    #expect(agreement.missShare <= 0.001, "\(category): \(agreement)")
    #expect(agreement.velocityShare >= 0.99, "\(category): \(agreement)")
  }
  return report.agreements
}

/// Of the pixels that change from frame to frame, the share that may be in no box. In Enduro all of the
/// ground changes its colour a few times a day.
private let unexplainedBounds = [
  "asterix": 0.01, "breakout": 0.01, "enduro": 0.03, "freeway": 0.01, "pong": 0.01,
  "seaquest": 0.01, "space_invaders": 0.01,
]

/// Set to see every agreement.
private let printsAgreements =
  ProcessInfo.processInfo.environment["CARTWRIGHT_PRINT_AGREEMENTS"] != nil
