import Atari
import Foundation
import Objects
import PixelOracle
import TestSupport

/// A moment late in a game that play from a reset seldom reaches, kept as a text fixture.
///
/// A scripted player went there once, without sticky actions. The fixture is a line of comment and
/// the emulator's snapshot in base64, 10 to 20 KB.
struct LateState: Sendable, CustomStringConvertible {
  /// ALE's name of the game.
  var game: String
  /// What is seen there, in lowercase words with underscores.
  var name: String
  var frameSkip = 1
  /// Seed of the random actions that a scripted player takes now and then.
  var seed: UInt64 = 1
  /// The player that goes there, and that plays on.
  var script: ScriptedPlayer.Script
  /// Whether this RAM is that of the moment.
  var isReached: @Sendable (_ ram: Span<UInt8>) -> Bool

  var description: String { "\(game)_\(name)" }

  /// All states; each game's stand in `States/<Game>.swift`.
  static let all = asterix + breakout + enduro + qbert + seaquest + spaceInvaders

  private var file: String { "states/\(self).txt" }

  /// The moment as it was recorded.
  func snapshot() throws -> Snapshot {
    let lines = try fixture(file).split(separator: "\n").drop { $0.hasPrefix("#") }
    let data = try Data(base64Encoded: lines.joined())
      .orThrow("expected base64 in \(file), found something else")
    return try Snapshot(bytes: Array(data), game: Game.named(game))
  }

  /// Plays until the state is reached, over several games if need be, and writes the fixture.
  func record(rom: ROM) throws {
    var settings = EnvironmentSettings()
    settings.frameSkip = .fixed(frameSkip)
    settings.repeatActionProbability = 0
    var environment = try Environment(rom: rom, settings: settings)
    var tracker = try ObjectTracker(game: game, mode: .strict, hud: true)
    var player = ScriptedPlayer(script: script, actions: environment.actions.count, seed: seed)
    try environment.reset(seed: 7)
    tracker.reset(ram: environment.ram, lives: environment.livesLeft)
    for step in 0..<Self.patience {
      if isReached(environment.ram) {
        print("\(self): reached after \(step) steps of \(frameSkip)")
        let bytes = try environment.snapshot(withRandomness: false).bytes
        let text = Data(bytes).base64EncodedString(options: [
          .lineLength76Characters, .endLineWithLineFeed,
        ])
        let command = "CARTWRIGHT_RECORD=\(self) scripts/test --filter LateStateTests"
        try "# To record it again: \(command)\n\(text)\n"
          .write(to: fixtureURL(file), atomically: true, encoding: .utf8)
        return
      }
      let result = environment.step(player.choose(tracker))
      tracker.update(ram: environment.ram, lives: result.lives)
      if result.terminated || result.truncated {
        try environment.reset(seed: nil)
        tracker.reset(ram: environment.ram, lives: environment.livesLeft)
      }
    }
    throw Missing(description: "\(self) was not reached in \(Self.patience) steps")
  }

  private static let patience = 200_000
}

/// What a fixture lacks.
struct Missing: Error, CustomStringConvertible {
  var description: String
}

extension Optional {
  fileprivate func orThrow(_ reason: String) throws -> Wrapped {
    guard let self else { throw Missing(description: reason) }
    return self
  }
}
