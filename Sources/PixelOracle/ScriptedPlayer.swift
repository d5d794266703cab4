import Objects

/// A player without a policy, for judging objects: at random, or after a script of a few lines that
/// goes far enough in its game to show most of it.
package struct ScriptedPlayer: Sendable {
  package enum Style: String, Sendable, CaseIterable {
    case random, scripted
  }

  /// Chooses an action, an index into the minimal action set.
  typealias Script = @Sendable (borrowing ObjectTracker, _ step: Int) -> Int

  let style: Style
  let script: Script
  let actions: Int
  private var step = 0
  private var random: SeededNumbers

  /// - Parameter actions: The number of actions in the minimal set.
  package init(game: String, style: Style, actions: Int, seed: UInt64) {
    guard let script = Self.scripts[game] else { preconditionFailure("no script for \(game)") }
    self.style = style
    self.script = script
    self.actions = actions
    random = SeededNumbers(seed: seed)
  }

  /// The next action. Scripted play takes a random one now and then.
  package mutating func choose(_ tracker: borrowing ObjectTracker) -> Int {
    defer { step += 1 }
    if style == .random || random.below(40) == 0 { return random.below(actions) }
    return script(tracker, step)
  }
}

/// A small seeded generator (SplitMix64; Steele, Lea and Flood 2014).
struct SeededNumbers: Sendable {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func below(_ bound: Int) -> Int {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = state
    value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
    return Int((value ^ value >> 31) % UInt64(bound))
  }
}
