import Objects

extension PixelOracle {
  static let looks: [String: Look] = [
    "breakout": { breakout($0) },
    "freeway": { freeway($0) },
    "pong": { pong($0) },
    "space_invaders": { spaceInvaders($0) },
  ]

  /// Displays that are drawn after memory has changed, by how many frames at most.
  static let lags: [String: [ObjectCategory: Int]] = [
    "breakout": [.live: 1],
    "freeway": [.score: 2],
  ]
}
