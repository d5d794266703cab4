import Objects

extension PixelOracle {
  /// Seaquest: divers and the missiles of submarines are blue, the player and its missile yellow,
  /// submarines gray, sharks of other colours. A player that was hit burns in many colours.
  static func seaquest(_ scene: Scene) -> [Int: Sighting]? {
    let swimming = scene.objects.filter { !$0.hud }
    var sightings: [Int: Sighting] = [:]
    for object in swimming {
      let box = PixelBox(object)
      let isHidden = swimming.contains {
        $0.slot != object.slot && PixelBox($0).intersects(grown(box, by: 2))
      }
      let place = grown(box, by: 2)
      let seen = scene.picture.box(
        columns: place.x..<place.x + place.w, lines: place.y..<place.y + place.h
      ) { _, y, pixel in isSea(y) && matches(object.category, pixel, y) }
      // The last of a burst has the colour of the waves.
      let isLost = object.category == .player && box.w < 15 && box.y < 57 && (seen?.y ?? 57) >= 57
      sightings[object.slot] =
        isHidden || isLost ? .occluded : seen.map(Sighting.clear) ?? .absent
    }
    for (slot, box) in strangers(scene, swimming) where sightings[slot] == nil {
      sightings[slot] = .clear(box)
    }
    for (slot, sighting) in displays(scene.picture) { sightings[slot] = sighting }
    return sightings
  }

  /// The lines of the sea; at 53–56 a band hides what is behind it.
  private static func isSea(_ y: Int) -> Bool { (45..<53).contains(y) || (57..<153).contains(y) }

  private static func grown(_ box: PixelBox, by margin: Int) -> PixelBox {
    let left = max(box.x - margin, 8)
    let right = min(box.x + box.w + margin, 160)
    return PixelBox(
      x: left, y: box.y - margin, w: right - left, h: box.h + 2 * margin)
  }

  private static func matches(_ category: ObjectCategory, _ pixel: UInt8, _ y: Int) -> Bool {
    if pixel == 144 || pixel == 146 && y < 57 { return false }
    return switch category {
    case .diver, .enemyMissile: pixel == 134
    case .playerMissile: pixel == 24
    case .player: true
    case .submarine, .surfaceSubmarine: pixel == 8
    default: ![134, 24, 8].contains(pixel)
    }
  }

  /// What is seen in the sea where no object is, by a slot it could have.
  private static func strangers(_ scene: Scene, _ objects: [GameObject]) -> [Int: PixelBox] {
    let boxes = objects.map { grown(PixelBox($0), by: 2) }
    var strangers: [Int: PixelBox] = [:]
    for y in 45..<153 where isSea(y) {
      for x in 8..<160 {
        let pixel = scene.picture[x, y]
        if pixel == 144 || pixel == 146 { continue }
        let dot = PixelBox(x: x, y: y, w: 1, h: 1)
        if boxes.contains(where: { $0.intersects(dot) }) { continue }
        let lane = max(0, min(3, (150 - y) / 24))
        let slot =
          switch pixel {
          case 134: 28 - lane
          case 24: 0
          case 8: y < 60 ? 33 : 13 + 3 * lane
          default: 1 + 3 * lane
          }
        strangers[slot] = strangers[slot]?.union(dot) ?? dot
      }
    }
    return strangers
  }

  private static func displays(_ picture: Picture) -> [Int: Sighting] {
    var sightings: [Int: Sighting] = [:]
    func look(_ slot: Int, _ columns: Range<Int>, _ lines: Range<Int>, _ isDrawn: (UInt8) -> Bool) {
      let box = picture.box(columns: columns, lines: lines) { _, _, pixel in isDrawn(pixel) }
      sightings[slot] = box.map(Sighting.clear) ?? .absent
    }
    look(35, 40..<120, 168..<177) { $0 == 12 }
    for index in 0..<6 { look(36 + index, 58 + 8 * index..<66 + 8 * index, 176..<188) { $0 != 6 } }
    look(42, 8..<160, 7..<19) { $0 != 132 }
    look(43, 8..<160, 20..<32) { $0 != 132 }
    look(44, 40..<120, 168..<177) { $0 == 50 }
    return sightings
  }
}
