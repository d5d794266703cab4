/// What can go wrong between a file and a running game.
public enum AtariError: Error, Hashable, Sendable, CustomStringConvertible {
  /// No game of this name.
  case unknownGame(String, nearest: String?)
  /// A game that ALE cannot play with one player.
  case twoPlayersOnly(String)
  /// Neither a game nor an environment id.
  case unknownEnvironment(String, nearest: String?)
  /// A setting outside its range.
  case setting(name: String, expected: String, found: String)
  /// No ROM of the game in any of the folders.
  case romMissing(game: String, folders: [String])
  /// A file that should be the game's ROM but has another content.
  case romCorrupt(game: String, path: String, expected: String, found: String)
  /// Bytes that the emulator refuses as a ROM.
  case romRefused(reason: String)
  /// A folder or file that cannot be read.
  case unreadable(path: String, reason: String)
  /// A folder or file that cannot be written.
  case unwritable(path: String, reason: String)
  /// Bytes that are not a snapshot, are damaged, or belong to another game.
  case snapshot(reason: String)
  /// A failure of the emulator that should not happen.
  case emulator(reason: String)

  /// The kinds that a command line tells apart by exit code.
  public enum Kind: Sendable {
    case usage, badData, noInput, inputOutput, internalFault
  }

  public var kind: Kind {
    switch self {
    case .unknownGame, .twoPlayersOnly, .unknownEnvironment, .setting: .usage
    case .romCorrupt, .romRefused, .snapshot: .badData
    case .romMissing, .unreadable: .noInput
    case .unwritable: .inputOutput
    case .emulator: .internalFault
    }
  }

  /// One line, "expected …, found …", then a hint where there is one.
  public var description: String {
    switch self {
    case .unknownGame(let name, let nearest):
      "expected the name of a game, found '\(name)'" + Self.hint(nearest)
    case .twoPlayersOnly(let name):
      "expected a game for one player, found '\(name)', which needs two"
    case .unknownEnvironment(let id, let nearest):
      "expected a game or an environment id such as ALE/Pong-v5, found '\(id)'"
        + Self.hint(nearest)
    case .setting(let name, let expected, let found):
      "expected \(expected) as \(name), found \(found)"
    case .romMissing(let game, let folders):
      "expected the ROM \(game).bin in \(folders.isEmpty ? "a ROM folder" : folders.joined(separator: ", ")), found none"
        + " (bring your own with 'cartwright roms import DIR')"
    case .romCorrupt(let game, let path, let expected, let found):
      "expected the ROM of \(game) (MD5 \(expected)) at \(path), found MD5 \(found)"
    case .romRefused(let reason), .snapshot(let reason), .emulator(let reason):
      reason
    case .unreadable(let path, let reason):
      "expected to read \(path), found \(reason)"
    case .unwritable(let path, let reason):
      "expected to write \(path), found \(reason)"
    }
  }

  private static func hint(_ nearest: String?) -> String {
    nearest.map { " (did you mean '\($0)'?)" } ?? ""
  }
}
