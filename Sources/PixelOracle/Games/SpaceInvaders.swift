import Objects

extension PixelOracle {
  /// Space Invaders: everything has a colour of its own. An alien or a satellite that was hit
  /// bursts in four pictures, which differ from it in their number of pixels, and are no objects.
  static func spaceInvaders(_ scene: Scene) -> [Int: Sighting]? {
    let picture = scene.picture
    var sightings: [Int: Sighting] = [:]
    func look(_ color: UInt8, _ columns: Range<Int>, _ lines: Range<Int>) -> Sighting {
      picture.box(of: color, columns: columns, lines: lines).map(Sighting.clear) ?? .absent
    }
    sightings[0] = look(196, 0..<160, 185..<195)
    for index in 0..<3 {
      sightings[1 + index] = look(52, 36 + 32 * index..<60 + 32 * index, 150..<185)
    }
    let satellite = look(82, 0..<160, 5..<25)
    sightings[7] = isBurst(82, 0..<160, 5..<25, in: picture) ? .absent : satellite
    sightings[44] = look(196, 0..<160, 5..<25)
    sightings[45] = look(246, 0..<160, 5..<25)
    sightings[46] = look(246, 0..<160, 185..<195)

    for (slot, sighting) in aliens(scene) { sightings[slot] = sighting }
    for (slot, sighting) in bullets(scene) { sightings[slot] = sighting }
    return sightings
  }

  /// Aliens, and at the places of the block that are empty, what is no burst.
  private static func aliens(_ scene: Scene) -> [Int: Sighting] {
    var sightings: [Int: Sighting] = [:]
    let aliens = scene.objects.filter { $0.category == .alien }
    for alien in aliens {
      let (columns, lines) = place(alien.x, alien.y)
      let box = scene.picture.box(of: 20, columns: columns, lines: lines)
      sightings[alien.slot] = box.map(Sighting.clear) ?? .absent
    }
    guard let first = aliens.first else { return sightings }
    let x = first.x - 16 * ((first.slot - 8) % 6)
    let y = first.y - 18 * ((first.slot - 8) / 6)
    for slot in 8..<44 where sightings[slot] == nil {
      let (columns, lines) = place(x + 16 * ((slot - 8) % 6), y + 18 * ((slot - 8) / 6))
      let box = scene.picture.box(of: 20, columns: columns, lines: lines)
      let isBurst = isBurst(20, columns, lines, in: scene.picture)
      sightings[slot] = isBurst ? .absent : box.map(Sighting.clear) ?? .absent
    }
    return sightings
  }

  /// Where an alien may be whose box starts at `x` and `y` or near it.
  private static func place(_ x: Int, _ y: Int) -> (columns: Range<Int>, lines: Range<Int>) {
    ((x - 2..<x + 10).clamped(to: 0..<160), (y - 2..<y + 12).clamped(to: 0..<195))
  }

  private static func isBurst(
    _ color: UInt8, _ columns: Range<Int>, _ lines: Range<Int>, in picture: Picture
  ) -> Bool {
    let count = lines.reduce(0) { count, y in count + columns.count { picture[$0, y] == color } }
    return [17, 20, 33, 51].contains(count)
  }

  /// Bullets are all there is in their colour, one column wide. The cannon's is drawn in one frame,
  /// those of the aliens in the next: where every frame is seen, one that is in neither is a ghost.
  private static func bullets(_ scene: Scene) -> [Int: Sighting] {
    var sightings: [Int: Sighting] = [:]
    var runs = runs(of: 6, in: scene.picture, lines: 7..<195)
    let bullets = scene.objects.filter { $0.category == .bullet }
    for bullet in bullets {
      let box = PixelBox(bullet)
      let near = PixelBox(x: box.x, y: box.y - 8, w: 1, h: box.h + 16)
      let isMixed =
        isMixed(box, in: scene.picture)
        || bullets.contains { $0.slot != bullet.slot && PixelBox($0).intersects(near) }
      let seen = runs.filter { $0.intersects(near) }
      runs.removeAll { $0.intersects(near) }
      if seen.isEmpty {
        let isGhost = !isMixed && wasUnseen(bullet, scene)
        sightings[bullet.slot] = isGhost ? .absent : .occluded
      } else {
        sightings[bullet.slot] = isMixed || seen.count > 1 ? .occluded : .clear(seen[0])
      }
    }
    // What is left has no box.
    let free = (4..<7).filter { sightings[$0] == nil }
    for (slot, run) in zip(free, runs) { sightings[slot] = .clear(run) }
    return sightings
  }

  /// Whether a bullet had a box in the frame before too, and no pixel in it.
  private static func wasUnseen(_ bullet: GameObject, _ scene: Scene) -> Bool {
    guard scene.frames == 1, let picture = scene.before,
      let before = scene.objectsBefore.first(where: { $0.id == bullet.id }).map(PixelBox.init)
    else { return false }
    return !isMixed(before, in: picture)
      && picture.box(of: 6, columns: before.x..<before.x + 1, lines: before.y..<before.y + before.h)
        == nil
  }

  /// Whether something else is in a bullet's box, or touches its ends.
  private static func isMixed(_ box: PixelBox, in picture: Picture) -> Bool {
    (max(0, box.y - 1)..<min(195, box.y + box.h + 1)).contains {
      ![0, 6].contains(picture[box.x, $0])
    }
  }

  /// The vertical runs of a colour, column by column.
  private static func runs(of color: UInt8, in picture: Picture, lines: Range<Int>) -> [PixelBox] {
    var runs: [PixelBox] = []
    for x in 0..<Picture.width {
      var start: Int?
      for y in lines.lowerBound...lines.upperBound {
        let isInside = y < lines.upperBound && picture[x, y] == color
        if isInside, start == nil { start = y }
        if !isInside, let top = start {
          runs.append(PixelBox(x: x, y: top, w: 1, h: y - top))
          start = nil
        }
      }
    }
    return runs
  }
}
