import Objects

extension PixelOracle {
  /// Space Invaders: everything has a colour of its own. Aliens hide bullets, and are themselves
  /// mixed up with the picture of one that was just hit, which is smaller. Bullets are drawn in every
  /// other frame: one that is not seen is no ghost.
  static func spaceInvaders(_ scene: Scene) -> [Int: Sighting]? {
    let (picture, objects) = (scene.picture, scene.objects)
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
}
