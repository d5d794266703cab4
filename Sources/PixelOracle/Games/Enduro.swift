import Objects

extension PixelOracle {
  /// Enduro: cars are the only things on the road that are neither grey nor of the ground's colour, and
  /// between the cars of two rows there is always a line without any. The player is grey, as the
  /// edges of the road are, but nothing of it is only one column wide. Displays stand out from a blue
  /// panel.
  static func enduro(_ scene: Scene) -> [Int: Sighting]? {
    let (picture, objects) = (scene.picture, scene.objects)
    let columns = 8..<160
    let lines = 51..<155
    var sightings: [Int: Sighting] = [:]

    let playerBox = picture.box(columns: columns, lines: 125..<155) { x, y, pixel in
      pixel == 10 && (picture[x - 1, y] == 10 || (x < 159 && picture[x + 1, y] == 10))
    }
    let cars = objects.filter { $0.category == .car }
    let player = objects.first { $0.category == .player }.map(PixelBox.init)
    let isMixed = player.map { player in
      cars.contains { PixelBox($0).intersects(player) }
    }
    // Where the edge of the road, or a bend of it, touches the player, they are one.
    let isOneWithEdge = playerBox.map { $0.w > 16 || $0.h > 11 } ?? false
    sightings[0] =
      isMixed ?? false || isOneWithEdge
      ? .occluded : playerBox.map(Sighting.clear) ?? .absent

    var free = Set(1...7)
    for car in cars {
      free.remove(car.slot)
      sightings[car.slot] = .absent
    }
    var band: PixelBox?
    for y in lines.lowerBound...lines.upperBound {
      let line =
        y < lines.upperBound
        ? picture.box(columns: columns, lines: y..<y + 1) { _, _, pixel in
          pixel & 15 == 6 && pixel > 15
        } : nil
      if let line {
        band = band?.union(line) ?? line
      } else if let seen = band {
        let slot =
          cars.first { $0.y < seen.y + seen.h && seen.y < $0.y + $0.h }?.slot
          ?? free.popFirst()
        if let slot { sightings[slot] = .clear(seen) }
        band = nil
      }
    }
    for car in cars {
      if let player, PixelBox(car).intersects(player) { sightings[car.slot] = .occluded }
    }

    for (slot, columns, lines) in [
      (8, 70..<112, 174..<190), (9, 48..<112, 161..<176), (10, 48..<70, 174..<190),
    ] {
      sightings[slot] =
        picture.box(columns: columns, lines: lines) { _, _, pixel in pixel != 66 }
        .map(Sighting.clear) ?? .absent
    }
    return sightings
  }
}
