/// Why no objects can be had.
public struct ObjectsError: Error, Sendable, Hashable, CustomStringConvertible {
  public enum Reason: Sendable, Hashable {
    /// The game has no object extraction.
    case unsupportedGame(String)
  }

  public let reason: Reason

  public init(_ reason: Reason) { self.reason = reason }

  /// The text of the error: what was expected, what was found.
  public var description: String {
    switch reason {
    case .unsupportedGame(let game):
      let games = ObjectTracker.supportedGames.joined(separator: ", ")
      return "expected a game with object extraction (\(games)), found \"\(game)\""
    }
  }
}
