import Atari
import Objects

/// A player without a policy, for judging objects: at random, or after a script of a few lines that
/// goes far enough in its game to show most of it.
package struct ScriptedPlayer: Sendable {
  package enum Style: String, Sendable, CaseIterable {
    case random, scripted
  }

  /// Chooses an action, an index into the minimal action set.
  package typealias Script = @Sendable (borrowing ObjectTracker, _ step: Int) -> Int

  let style: Style
  let script: Script
  let actions: Int
  private var step = 0
  private var random: RandomGenerator

  /// - Parameter actions: The number of actions in the minimal set.
  package init(
    script: @escaping Script, style: Style = .scripted, actions: Int, seed: UInt64
  ) {
    self.style = style
    self.script = script
    self.actions = actions
    random = RandomGenerator(state: seed)
  }

  /// The script that every play of a game follows unless it has its own.
  package static func script(of game: String) -> Script {
    guard let script = scripts[game] else { preconditionFailure("no script for \(game)") }
    return script
  }

  /// The next action. Scripted play takes a random one now and then.
  package mutating func choose(_ tracker: borrowing ObjectTracker) -> Int {
    defer { step += 1 }
    if style == .random || random.draw(0...39) == 0 {
      return random.draw(0...actions - 1)
    }
    return script(tracker, step)
  }
}
