import Objects
import PixelOracle

extension LateState {
  /// The times of the first day, by the colour of the ground; the first day when its cars are passed,
  /// where flags stand for their number; and the second day.
  static let enduro = [
    LateState(game: "enduro", name: "snow", script: drive) { $0[2] == 14 },
    LateState(game: "enduro", name: "dusk", script: drive) { $0[2] == 208 },
    LateState(game: "enduro", name: "night", script: drive) { $0[2] == 0 && carsAhead($0) > 2 },
    LateState(game: "enduro", name: "fog", script: drive) { $0[2] == 2 && carsAhead($0) > 2 },
    LateState(game: "enduro", name: "passed", script: drive) {
      $0[45] == 1 && $0[43] == 0 && $0[44] == 0
    },
    LateState(game: "enduro", name: "second_day", script: drive) { $0[45] == 2 },
  ]

  private static func drive(_ tracker: borrowing ObjectTracker, _ step: Int) -> Int {
    ScriptedPlayer.enduro(tracker, step)
  }

  private static func carsAhead(_ ram: Span<UInt8>) -> Int {
    (27..<34).count { ram[$0] != 0 }
  }
}
