import Objects

/// What the pixels say about one slot.
package enum Sighting: Equatable, Sendable {
  case absent
  case clear(PixelBox)
  /// Something in front of it, or of the same colour beside it, makes the pixels ambiguous.
  case occluded
}

/// How often boxes and pixels agree, over many pictures, for one category.
///
/// Only slots count for which the pixels are clear: nothing in front, nothing alike beside.
public struct Agreement: Sendable, Hashable {
  /// Boxes, and how many of them are the pixels' box exactly.
  public private(set) var boxes = 0
  public private(set) var exact = 0
  /// Boxes without any pixel.
  public private(set) var ghosts = 0
  /// Things seen, and how many of them have no box.
  public private(set) var seen = 0
  public private(set) var missed = 0
  /// Velocities between two sightings, and how many of them are the pixels' displacement.
  public private(set) var velocities = 0
  public private(set) var equalVelocities = 0
  /// Sum of the overlaps of things seen with their boxes: common pixels by pixels of either.
  private var overlaps = 0.0

  init() {}

  mutating func count(_ object: GameObject?, _ sighting: Sighting, before: Sighting?) {
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
    let common = PixelBox(object).overlap(box)
    overlaps += Double(common) / Double(object.w * object.h + box.area - common)
    if PixelBox(object) == box { exact += 1 }
    if case .clear(let old)? = before, let dx = object.dx, let dy = object.dy {
      velocities += 1
      if dx == box.x - old.x, dy == box.y - old.y { equalVelocities += 1 }
    }
  }

  mutating func add(_ other: Agreement) {
    boxes += other.boxes
    exact += other.exact
    ghosts += other.ghosts
    seen += other.seen
    missed += other.missed
    velocities += other.velocities
    equalVelocities += other.equalVelocities
    overlaps += other.overlaps
  }

  /// Of the boxes, the share that is the pixels' box.
  public var exactShare: Double { share(exact, boxes, none: 1) }
  /// Of the boxes, the share without any pixel.
  public var ghostShare: Double { share(ghosts, boxes, none: 0) }
  /// Of the things seen, the share without a box.
  public var missShare: Double { share(missed, seen, none: 0) }
  /// Of the velocities, the share that is the displacement of the pixels.
  public var velocityShare: Double { share(equalVelocities, velocities, none: 1) }
  /// Of the boxes, the share with pixels; of the things seen, the share with a box.
  public var precision: Double { share(boxes - ghosts, boxes, none: 1) }
  public var recall: Double { share(seen - missed, seen, none: 1) }
  /// Mean overlap of things that have a box with it: common pixels by pixels of either (IoU).
  public var meanOverlap: Double { seen == missed ? 1 : overlaps / Double(seen - missed) }

  private func share(_ part: Int, _ whole: Int, none: Double) -> Double {
    whole == 0 ? none : Double(part) / Double(whole)
  }
}
