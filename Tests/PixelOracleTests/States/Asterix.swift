import Objects
import PixelOracle

extension LateState {
  /// Obelix plays; then the second round, at triple speed; then food that is seen only at the end.
  static let asterix = [
    LateState(
      game: "asterix", name: "obelix", script: ScriptedPlayer.script(of: "asterix"),
      isReached: { $0[54] == 6 }),
    LateState(
      game: "asterix", name: "triple_speed",
      script: ScriptedPlayer.script(of: "asterix"), isReached: { $0[54] == 17 }),
    LateState(
      game: "asterix", name: "last_phase",
      script: ScriptedPlayer.script(of: "asterix"), isReached: { $0[54] == 24 }),
  ]
}
