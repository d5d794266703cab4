import Objects

extension PixelOracle {
  /// Pong: everything in the playfield has a colour of its own. In the first two pictures of an
  /// episode the game shows other colours, which say nothing.
  static func pong(_ picture: Picture, _: [GameObject]) -> [Int: Sighting]? {
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

  /// Breakout: a brick is a full cell in its row's colour; what else is not black between the
  /// walls is the ball or, in its own lines, the paddle.
  static func breakout(_ picture: Picture, _ objects: [GameObject]) -> [Int: Sighting]? {
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

  /// Freeway: a car is all in its lane that is not road, line or chicken; cars are drawn over
  /// chickens, and two lines of the road have the chickens' colour. The scores change their colour
  /// in the last seconds.
  static func freeway(_ picture: Picture, _ objects: [GameObject]) -> [Int: Sighting]? {
    var sightings: [Int: Sighting] = [:]
    for lane in 0..<10 {
      let y = 27 + 16 * lane
      let box = picture.box(columns: 8..<160, lines: y..<y + 10) { _, _, pixel in
        ![6, 12, 30].contains(pixel)
      }
      sightings[2 + lane] = box.map(Sighting.clear) ?? .absent
    }
    let cars = objects.filter { $0.category == .car }.map(PixelBox.init)
    let lines = PixelBox(x: 0, y: 102, w: 160, h: 3)
    for (side, columns) in [40..<56, 104..<120].enumerated() {
      let chicken = objects.first { $0.slot == side }.map(PixelBox.init)
      let isHidden = chicken.map { chicken in
        (cars + [lines]).contains { $0.intersects(chicken) }
      }
      let box = picture.box(columns: columns, lines: 15..<195) { _, y, pixel in
        pixel == 30 && y != 102 && y != 104
      }
      sightings[side] = isHidden ?? false ? .occluded : box.map(Sighting.clear) ?? .absent
    }
    for (side, columns) in [0..<80, 80..<160].enumerated() {
      sightings[12 + side] =
        picture.box(columns: columns, lines: 4..<14) { x, _, pixel in x > 7 && pixel != 6 }
        .map(Sighting.clear) ?? .absent
    }
    return sightings
  }

  /// Space Invaders: everything has a colour of its own. Aliens hide bullets, and are themselves
  /// mixed up with the picture of one that was just hit, which is smaller. Bullets are drawn in every
  /// other frame: one that is not seen is no ghost.
  static func spaceInvaders(_ picture: Picture, _ objects: [GameObject]) -> [Int: Sighting]? {
    var sightings: [Int: Sighting] = [:]
    func look(_ color: UInt8, _ columns: Range<Int>, _ lines: Range<Int>) -> Sighting {
      picture.box(of: color, columns: columns, lines: lines).map(Sighting.clear) ?? .absent
    }
    sightings[0] = look(196, 0..<160, 185..<195)
    for index in 0..<3 {
      sightings[1 + index] = look(52, 36 + 32 * index..<60 + 32 * index, 150..<185)
    }
    sightings[7] = look(82, 0..<160, 5..<25)
    sightings[44] = look(196, 0..<160, 5..<25)
    sightings[45] = look(246, 0..<160, 5..<25)
    sightings[46] = look(246, 0..<160, 185..<195)

    let aliens = objects.filter { $0.category == .alien }.map(PixelBox.init)
    for object in objects where object.category == .alien {
      let box = PixelBox(object)
      let seen = look(
        20, max(0, box.x - 2)..<min(160, box.x + 10), box.y - 2..<min(195, box.y + 12))
      sightings[object.slot] = seen
    }
    let shields = objects.filter { $0.category == .shield }.map(PixelBox.init)
    let players = objects.filter { $0.category == .player }.map(PixelBox.init)
    let bullets = objects.filter { $0.category == .bullet }
    for bullet in bullets {
      let near = PixelBox(x: bullet.x, y: bullet.y - 8, w: 1, h: bullet.h + 16)
      let isMixed =
        (aliens + shields + players).contains { $0.intersects(near) }
        || bullets.contains { $0.slot != bullet.slot && PixelBox($0).intersects(near) }
      let seen = look(
        6, bullet.x..<bullet.x + 1, max(20, near.y)..<min(195, near.y + near.h))
      sightings[bullet.slot] = isMixed || seen == .absent ? .occluded : seen
    }
    return sightings
  }

  static let looks: [String: Look] = [
    "breakout": { breakout($0, $1) },
    "freeway": { freeway($0, $1) },
    "pong": { pong($0, $1) },
    "space_invaders": { spaceInvaders($0, $1) },
  ]
}
