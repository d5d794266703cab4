/// Which emulator plays; both give the same games, frame by frame.
public enum EmulatorChoice: String, Sendable, Codable, Hashable, CaseIterable {
  /// The Arcade Learning Environment.
  case ale
  /// Our own console, several times faster; an error for a game whose cartridge it does not have.
  case native
  /// Our own console for every game whose equality with ALE is on record, ALE for the others.
  case auto

  /// Whether our own console is to play this game.
  func isNative(for game: Game) -> Bool {
    switch self {
    case .ale: false
    case .native: true
    case .auto: Self.conforming.contains(game.name)
    }
  }

  /// The games whose equality with ALE was recorded (docs/native-core.md says how).
  static let conforming: Set<String> = []
}
