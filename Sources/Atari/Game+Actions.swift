extension Game {
  /// The number of actions in ALE's minimal set, for games whose policies are checked without a ROM;
  /// nil for the others.
  ///
  /// The numbers are those of ALE 0.12.1; an environment of the game gives the actions themselves.
  public var minimalActionCount: Int? { Self.minimalActionCounts[name] }

  private static let minimalActionCounts = [
    "asterix": 9, "breakout": 4, "enduro": 9, "freeway": 3, "pong": 6, "qbert": 6, "seaquest": 18,
    "space_invaders": 6,
  ]
}
