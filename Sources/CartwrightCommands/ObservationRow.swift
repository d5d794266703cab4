import Atari
import Objects
import Rollouts

/// One row of `observe`: the state after a reset or a step as a JSON object on one line.
///
/// The members and their order are those of the OCAtari recordings, so that in `compat` mode the
/// rows equal them byte for byte. `observation`, the dictionary that a policy receives, follows in
/// `strict` mode. A reset's reward is the whole number 0, a step's is a real number.
struct ObservationRow {
  private var json = JSONText()
  private let hasRAM: Bool

  init(hasRAM: Bool) { self.hasRAM = hasRAM }

  /// The row, with a line break; `frame` is the path of its picture, where there is one.
  mutating func text(
    step: Int, action: Int?, _ result: StepResult, _ player: PolicyPlayer, frame: String? = nil
  ) -> String {
    json.clear()
    json.object { json in
      json.value(step, "step")
      json.value(action, "action")
      if action == nil {
        json.value(0, "reward")
      } else {
        json.value(Double(result.reward), "reward")
      }
      json.value(result.terminated, "terminated")
      json.value(result.truncated, "truncated")
      json.value(result.lives, "lives")
      if let frame { json.value(frame, "frame") }
      if hasRAM { json.value(hexDigits(player.ram), "ram") }
      json.verbatim(player.tracker.objectsJSON(), "objects")
      if player.tracker.mode == .strict { json.verbatim(player.tape.json(), "observation") }
    }
    return json.text + "\n"
  }
}
