import Objects

extension PixelOracle {
  /// Freeway: a car is all in its lane that is not road, line or chicken; cars are drawn over
  /// chickens, and two lines of the road have the chickens' colour. The scores change their colour
  /// in the last seconds.
  static func freeway(_ scene: Scene) -> [Int: Sighting]? {
    let (picture, objects) = (scene.picture, scene.objects)
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
}
