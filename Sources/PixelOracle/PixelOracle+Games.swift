import Objects

extension PixelOracle {
  static let looks: [String: Look] = [
    "asterix": { asterix($0) },
    "breakout": { breakout($0) },
    "enduro": { enduro($0) },
    "freeway": { freeway($0) },
    "pong": { pong($0) },
    "qbert": { qbert($0) },
    "seaquest": { seaquest($0) },
    "space_invaders": { spaceInvaders($0) },
  ]

  /// Displays that are drawn after memory has changed, by how many frames at most.
  static let lags: [String: [ObjectCategory: Int]] = [
    "breakout": [.live: 1],
    "freeway": [.score: 2],
  ]

  /// What changes from frame to frame without being an object.
  static let exemptions: [String: [PixelChanges.Exemption]] = [
    "breakout": [
      .init(reason: "lives drawn a frame late", columns: 100..<112, lines: 5..<15, colors: [6])
    ],
    "enduro": [
      .init(reason: "sky and mountains", lines: 0..<51),
      .init(reason: "edges of the road", lines: 51..<155, colors: [2, 4, 6, 8, 10, 12]),
    ],
    "seaquest": [.init(reason: "waves", lines: 45..<55, colors: [146])],
    "space_invaders": [
      .init(reason: "bursts of aliens", lines: 20..<195, colors: [20]),
      .init(reason: "bursts of the satellite", lines: 5..<25, colors: [82]),
    ],
  ]
}
