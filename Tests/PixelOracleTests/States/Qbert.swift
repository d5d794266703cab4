import Objects
import PixelOracle

extension LateState {
  /// The third round; and the fifth, which asks for two new colours.
  static let qbert = [
    LateState(
      game: "qbert", name: "third_round", script: ScriptedPlayer.script(of: "qbert"),
      isReached: { $0[99] == 2 && $0[67] > 100 }),
    LateState(
      game: "qbert", name: "two_colours", script: ScriptedPlayer.script(of: "qbert"),
      isReached: { $0[99] == 4 && $0[67] > 100 }),
  ]
}
