/// A rectangle of pixels.
package struct PixelBox: Equatable, Sendable {
  package var x: Int
  package var y: Int
  package var w: Int
  package var h: Int

  package init(x: Int, y: Int, w: Int, h: Int) {
    self.x = x
    self.y = y
    self.w = w
    self.h = h
  }

  package init(_ object: GameObject) {
    self.init(x: object.x, y: object.y, w: object.w, h: object.h)
  }

  package var area: Int { w * h }

  package func union(_ other: PixelBox) -> PixelBox {
    let left = min(x, other.x)
    let top = min(y, other.y)
    return PixelBox(
      x: left, y: top, w: max(x + w, other.x + other.w) - left,
      h: max(y + h, other.y + other.h) - top)
  }

  package func intersects(_ other: PixelBox) -> Bool { overlap(other) > 0 }

  /// The number of pixels that both boxes hold.
  package func overlap(_ other: PixelBox) -> Int {
    let w = min(x + self.w, other.x + other.w) - max(x, other.x)
    let h = min(y + self.h, other.y + other.h) - max(y, other.y)
    return w > 0 && h > 0 ? w * h : 0
  }
}
