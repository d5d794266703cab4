import Objects

extension PixelOracle {
  /// Pong: everything in the playfield has a colour of its own. In the first two pictures of an
  /// episode the game shows other colours, which say nothing.
  static func pong(_ scene: Scene) -> [Int: Sighting]? {
    let picture = scene.picture
    guard picture[80, 36] == 34 || picture[80, 40] == 34 else { return nil }
    let columns = 0..<160
    func sighting(of color: UInt8, _ lines: Range<Int>) -> Sighting {
      picture.box(of: color, columns: columns, lines: lines).map(Sighting.clear) ?? .absent
    }
    return [
      0: sighting(of: 200, 34..<194), 1: sighting(of: 14, 34..<194), 2: sighting(of: 56, 34..<194),
      3: sighting(of: 200, 0..<24), 4: sighting(of: 56, 0..<24),
    ]
  }
}
