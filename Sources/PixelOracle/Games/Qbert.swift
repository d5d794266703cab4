import Objects

extension PixelOracle {
  /// Q*bert: he is orange, Coily and his ball are purple, Sam and the green ball are green, and the
  /// upper one hides the other where two meet. Disks and, at the end of a round, cubes take all
  /// colours in turn.
  static func qbert(_ scene: Scene) -> [Int: Sighting]? {
    let (picture, objects) = (scene.picture, scene.objects)
    // After a reset memory is empty, but the picture is still that of the last game.
    if objects.isEmpty { return nil }
    var sightings: [Int: Sighting] = [:]
    let movers = objects.filter { [0, 24, 25, 26, 27, 30, 31, 32].contains($0.slot) }
    let meets = { (box: PixelBox, slot: Int) in
      movers.contains { $0.slot != slot && PixelBox($0).intersects(box) }
    }

    // A cube's top is a diamond of one colour, five lines high.
    for (index, corner) in cubeCorners.enumerated() {
      let box = PixelBox(x: corner.x, y: corner.y, w: 20, h: 5)
      let middle = picture[corner.x + 1, corner.y + 2]
      let isWhole = (0..<20).allSatisfy { picture[corner.x + $0, corner.y + 2] == middle }
      sightings[1 + index] =
        meets(box, -1) ? .occluded : middle != 0 && isWhole ? .clear(box) : .absent
    }
    for (index, x) in [12, 140].enumerated() {
      let box = PixelBox(x: x, y: 138, w: 8, h: 2)
      let isThere = (0..<16).allSatisfy { picture[x + $0 % 8, 138 + $0 / 8] != 0 }
      sightings[22 + index] =
        meets(box, -1) ? .occluded : isThere ? .clear(box) : .absent
    }

    // Cubes hide parts of a Q*bert who falls through them, three lines a frame; a leap has two, and over
    // some frames that can be told apart.
    let lines = scene.objects.first { $0.slot == 0 }.flatMap { now in
      scene.objectsBefore.first { $0.id == now.id }.map { Int(now.y) - Int($0.y) }
    }
    let isFalling = scene.frames > 1 && (lines ?? 0) * 4 >= 11 * scene.frames

    // Where cubes or disks have a mover's colour, nothing is said of it.
    let others = objects.filter { (1..<24).contains($0.slot) }.map(\.rgb)
    for (color, rgb, slots) in [
      (UInt8(52), RGB(181, 83, 40), [0]), (102, RGB(146, 70, 192), [24, 25]),
      (196, RGB(50, 132, 50), [26, 27]),
    ] {
      let shown = movers.filter { slots.contains($0.slot) }
      let seen = picture.box(of: color, columns: 0..<160, lines: (color == 52 ? 0 : 29)..<205)
      let isUnclear =
        others.contains(rgb) || shown.count > 1 || shown.contains { meets(PixelBox($0), $0.slot) }
        || seen.map { $0.w > 9 || color == 52 && (isFalling || isHidden($0, in: picture)) } ?? false
      let owner = shown.first?.slot ?? slots[0]
      for slot in slots {
        sightings[slot] =
          isUnclear ? .occluded : slot == owner ? seen.map(Sighting.clear) ?? .absent : .absent
      }
    }
    // Displays have the colour that the cubes are to get. At times the ground takes other colours.
    if !movers.contains(where: { $0.y < 30 }), picture[80, 4] == 0 {
      for (slot, box) in [(28, (30..<80, 4..<14)), (29, (30..<60, 15..<29))] {
        sightings[slot] =
          picture.box(columns: box.0, lines: box.1) { _, _, pixel in pixel != 0 }
          .map(Sighting.clear) ?? .absent
      }
    }
    return sightings
  }

  /// Whether something hides parts of Q*bert. One who is whole has 60 pixels at least; at the top and
  /// the bottom of the picture some are cut off.
  private static func isHidden(_ box: PixelBox, in picture: Picture) -> Bool {
    guard box.y > 10, box.y + box.h < 205 else { return false }
    var count = 0
    for y in box.y..<box.y + box.h {
      for x in box.x..<box.x + box.w where picture[x, y] == 52 { count += 1 }
    }
    return count < 60
  }

  private static let cubeCorners: [(x: Int, y: Int)] = [
    (68, 34), (56, 62), (84, 62), (44, 91), (68, 91), (96, 91), (32, 120), (56, 120), (84, 120),
    (108, 120), (20, 149), (44, 149), (68, 149), (96, 149), (120, 149), (8, 178), (32, 178),
    (56, 178), (84, 178), (108, 178), (132, 178),
  ]
}
