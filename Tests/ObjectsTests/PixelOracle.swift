import Objects

/// A picture of the console: one palette index a pixel.
struct Picture {
  static let width = 160

  var pixels: [UInt8]

  subscript(x: Int, y: Int) -> UInt8 { pixels[y * Self.width + x] }

  /// The smallest box around the pixels of a part of the picture that satisfy a condition.
  func box(
    columns: Range<Int>, lines: Range<Int>, where matches: (Int, Int, UInt8) -> Bool
  ) -> PixelBox? {
    var box: PixelBox?
    for y in lines {
      for x in columns where matches(x, y, self[x, y]) {
        box = box?.union(PixelBox(x: x, y: y, w: 1, h: 1)) ?? PixelBox(x: x, y: y, w: 1, h: 1)
      }
    }
    return box
  }

  /// The smallest box around the pixels of one colour.
  func box(of color: UInt8, columns: Range<Int>, lines: Range<Int>) -> PixelBox? {
    box(columns: columns, lines: lines) { _, _, pixel in pixel == color }
  }
}

struct PixelBox: Equatable {
  var x: Int
  var y: Int
  var w: Int
  var h: Int

  init(x: Int, y: Int, w: Int, h: Int) {
    self.x = x
    self.y = y
    self.w = w
    self.h = h
  }

  init(_ object: GameObject) { self.init(x: object.x, y: object.y, w: object.w, h: object.h) }

  func union(_ other: PixelBox) -> PixelBox {
    let left = min(x, other.x)
    let top = min(y, other.y)
    return PixelBox(
      x: left, y: top, w: max(x + w, other.x + other.w) - left,
      h: max(y + h, other.y + other.h) - top)
  }

  func intersects(_ other: PixelBox) -> Bool {
    x < other.x + other.w && other.x < x + w && y < other.y + other.h && other.y < y + h
  }
}

/// What the pixels say about one slot.
enum Sighting: Equatable {
  case absent
  case clear(PixelBox)
  /// Something in front of it, or of the same colour beside it, makes the pixels ambiguous.
  case occluded
}

/// How often boxes and pixels agree, over many pictures, for one category.
struct Agreement: CustomStringConvertible {
  /// Boxes that are not occluded, and how many of them are the pixels' box exactly.
  var boxes = 0
  var exact = 0
  /// Boxes without any pixel.
  var ghosts = 0
  /// Things seen clearly, and how many of them have no box.
  var seen = 0
  var missed = 0
  /// Velocities between two clear sightings, and how many of them are the pixels' displacement.
  var velocities = 0
  var equalVelocities = 0

  mutating func count(
    _ object: GameObject?, _ sighting: Sighting, before: Sighting?
  ) {
    guard sighting != .occluded else { return }
    if object != nil { boxes += 1 }
    guard case .clear(let box) = sighting else {
      if object != nil { ghosts += 1 }
      return
    }
    seen += 1
    guard let object else {
      missed += 1
      return
    }
    if PixelBox(object) == box { exact += 1 }
    if case .clear(let old)? = before, let dx = object.dx, let dy = object.dy {
      velocities += 1
      if dx == box.x - old.x, dy == box.y - old.y { equalVelocities += 1 }
    }
  }

  var exactShare: Double { boxes == 0 ? 1 : Double(exact) / Double(boxes) }
  var ghostShare: Double { boxes == 0 ? 0 : Double(ghosts) / Double(boxes) }
  var missShare: Double { seen == 0 ? 0 : Double(missed) / Double(seen) }
  var velocityShare: Double {
    velocities == 0 ? 1 : Double(equalVelocities) / Double(velocities)
  }

  var description: String {
    """
    exact \(exact)/\(boxes), ghosts \(ghosts), misses \(missed)/\(seen), \
    velocities \(equalVelocities)/\(velocities)
    """
  }
}

/// Compares the objects of one environment with its pictures, step by step.
struct PixelOracle {
  /// What the pixels say, by slot; nil where the picture says nothing, as in other colours.
  typealias Look = @Sendable (Picture, [GameObject]) -> [Int: Sighting]?

  let table: ObjectTable
  let look: Look
  private(set) var agreements: [ObjectCategory: Agreement] = [:]
  private var before: [Int: Sighting] = [:]

  init(table: ObjectTable, look: @escaping Look) {
    self.table = table
    self.look = look
  }

  mutating func count(_ objects: [GameObject], in picture: Picture, afterReset: Bool) {
    if afterReset { before = [:] }
    guard let sightings = look(picture, objects) else { return }
    let bySlot = Dictionary(uniqueKeysWithValues: objects.map { ($0.slot, $0) })
    for entry in table.entries {
      for slot in table.slots(of: entry.category) {
        guard let sighting = sightings[slot] else { continue }
        agreements[entry.category, default: Agreement()]
          .count(bySlot[slot], sighting, before: before[slot])
      }
    }
    before = sightings
  }
}
