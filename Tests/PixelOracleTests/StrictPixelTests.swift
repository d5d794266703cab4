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
    for (category, agreement) in try play.run(rom: rom) {
      if printsAgreements { print("\(play): \(category.rawValue): \(agreement)") }
      #expect(agreement.exactShare >= 0.99, "\(category): \(agreement)")
      #expect(agreement.ghostShare <= 0.001, "\(category): \(agreement)")
      #expect(agreement.missShare <= 0.001, "\(category): \(agreement)")
      #expect(agreement.velocityShare >= 0.99, "\(category): \(agreement)")
      #expect(agreement.seen > 100, "\(category) was not seen")
    }
  }
}

/// Set to see every agreement.
private let printsAgreements =
  ProcessInfo.processInfo.environment["CARTWRIGHT_PRINT_AGREEMENTS"] != nil
