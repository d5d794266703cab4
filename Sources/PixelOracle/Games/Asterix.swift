import Objects

extension PixelOracle {
  /// Asterix: each kind of thing has a set of colours of its own, and only the lamp shares the
  /// player's. Where the player stands on a thing's place, the thing is occluded.
  static func asterix(_ scene: Scene) -> [Int: Sighting]? {
    let (picture, objects) = (scene.picture, scene.objects)
    var sightings: [Int: Sighting] = [:]
    let player = objects.first { $0.slot == 0 }.map(PixelBox.init)
    for stage in 0..<8 {
      let lines = 26 + 16 * stage..<37 + 16 * stage
      let place = PixelBox(x: 0, y: lines.lowerBound, w: 160, h: 11)
      let isShared = player?.intersects(place) ?? false
      let isThing = { (x: Int, pixel: UInt8) in
        pixel != 0 && !(isShared && (player!.x..<player!.x + player!.w).contains(x))
      }
      let box = picture.box(columns: 0..<160, lines: lines) { x, _, pixel in isThing(x, pixel) }
      var colors: Set<UInt8> = []
      for y in lines {
        for x in 0..<160 where isThing(x, picture[x, y]) { colors.insert(picture[x, y]) }
      }
      let slots = [1 + stage, 9 + stage, 17 + stage]
      let touchesPlayer = objects.contains { object in
        slots.contains(object.slot) && player?.intersects(PixelBox(object)) ?? false
      }
      // Each reward has colour 8; the lyre has no other colours than 68 and 74; texts are wider.
      let kind = colors.contains(8) && !colors.contains(76) ? 0 : colors == [68, 74] ? 1 : 2
      for (index, slot) in slots.enumerated() {
        if touchesPlayer || box.map({ $0.w > 8 }) ?? false {
          sightings[slot] = .occluded
        } else {
          sightings[slot] = index == kind ? box.map(Sighting.clear) ?? .absent : .absent
        }
      }
    }

    // The player's colour, apart from lamps.
    let isUnclear = objects.contains { thing in
      thing.slot >= 17 && thing.slot < 25 && thing.rgb == RGB(187, 187, 53)
    }
    let seen = picture.box(of: 24, columns: 0..<160, lines: 26..<150)
    let hidesPart = player.map { player in
      objects.contains { $0.slot > 0 && PixelBox($0).intersects(player) }
    }
    sightings[0] = isUnclear || hidesPart ?? false ? .occluded : seen.map(Sighting.clear) ?? .absent
    sightings[25] =
      picture.box(of: 24, columns: 0..<160, lines: 184..<191).map(Sighting.clear) ?? .absent
    sightings[26] =
      picture.box(of: 24, columns: 0..<160, lines: 169..<180).map(Sighting.clear) ?? .absent
    return sightings
  }
}
