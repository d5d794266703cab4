import Objects
import PixelOracle

extension LateState {
  static let seaquest = [
    LateState(game: "seaquest", name: "surfacing", frameSkip: 4, script: dive) { ram in
      // Six divers on board, and the highest line.
      ram[62] == 6 && ram[97] == 13
    },
    LateState(game: "seaquest", name: "surface_submarine", frameSkip: 4, script: dive) { ram in
      // How often divers were brought home, and the submarine's column.
      ram[60] >= 2 && (100..<150).contains(ram[118])
    },
    LateState(game: "seaquest", name: "fifth_level", frameSkip: 4, script: dive) { ram in
      ram[61] == 4
    },
  ]

  private static func dive(_ tracker: borrowing ObjectTracker, _ step: Int) -> Int {
    ScriptedPlayer.dive(tracker, frames: 4)
  }
}
