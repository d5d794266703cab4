import Objects

extension PixelOracle {
  /// Breakout: a brick is a full cell in its row's colour; what else is not black between the
  /// walls is the ball or, in its own lines, the paddle.
  static func breakout(_ scene: Scene) -> [Int: Sighting]? {
    let (picture, objects) = (scene.picture, scene.objects)
    var sightings: [Int: Sighting] = [:]
    var cells = Set<Int>()
    for (row, color) in [UInt8]([70, 54, 38, 22, 198, 134]).enumerated() {
      for column in 0..<18 {
        let box = PixelBox(x: 8 + 8 * column, y: 57 + 6 * row, w: 8, h: 6)
        let isFull = (0..<48).allSatisfy { picture[box.x + $0 % 8, box.y + $0 / 8] == color }
        let slot = 2 + 18 * row + column
        if isFull { cells.insert(slot) }
        sightings[slot] = isFull ? .clear(box) : .absent
      }
    }

    // Paddle and ball have one colour: where one comes near the other's lines, only the ball's
    // own pixels count, outside the paddle's box.
    let paddle = objects.first { $0.category == .player }.map(PixelBox.init)
    let ball = objects.first { $0.category == .ball }.map(PixelBox.init)
    let paddleBox = picture.box(of: 70, columns: 8..<152, lines: 189..<193)
    let ballIsLow = ball.map { $0.y + $0.h > 189 } ?? false
    let paddleIsAtWall = paddle.map { $0.x + $0.w > 152 } ?? false
    sightings[0] =
      ballIsLow || paddleIsAtWall ? .occluded : paddleBox.map(Sighting.clear) ?? .absent

    let ballBox = picture.box(columns: 8..<152, lines: 32..<196) { x, y, pixel in
      guard pixel != 0 else { return false }
      if (57..<93).contains(y) { return !cells.contains(2 + 18 * ((y - 57) / 6) + (x - 8) / 8) }
      guard let paddle, (189..<193).contains(y) else { return true }
      return x < paddle.x || x >= paddle.x + paddle.w
    }
    let isHidden = ball.map { ball in
      paddle?.intersects(ball) ?? false
        || cells.contains {
          ball.intersects(
            PixelBox(x: 8 + 8 * (($0 - 2) % 18), y: 57 + 6 * (($0 - 2) / 18), w: 8, h: 6))
        }
    }
    sightings[1] = isHidden ?? false ? .occluded : ballBox.map(Sighting.clear) ?? .absent

    for (slot, columns) in [(110, 0..<90), (111, 90..<124), (112, 124..<160)] {
      sightings[slot] =
        picture.box(of: 6, columns: columns, lines: 0..<17).map(Sighting.clear) ?? .absent
    }
    return sightings
  }
}
