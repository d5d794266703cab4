/// A set of pixels of one picture line: bit 0 of `left` is the leftmost of 160 pixels.
///
/// Everything the TIA shows on a line is such a set, so a collision of two objects on any part of a
/// line is two or three `&` away, and nothing has to be drawn to know it.
package struct PixelRow: BitwiseCopyable, Sendable, Hashable {
  /// Pixels 0...63.
  package var left: UInt64
  /// Pixels 64...127.
  package var middle: UInt64
  /// Pixels 128...159, in the low half.
  package var right: UInt64

  package static let count = 160

  @inline(__always)
  package static var empty: PixelRow { PixelRow(left: 0, middle: 0, right: 0) }

  @inline(__always)
  package init(left: UInt64, middle: UInt64, right: UInt64) {
    self.left = left
    self.middle = middle
    self.right = right
  }

  /// The pixels of `range`, which lies in 0...160.
  @inline(__always)
  package init(_ range: Range<Int>) {
    let low = PixelRow(below: range.lowerBound)
    let high = PixelRow(below: range.upperBound)
    self.init(
      left: high.left & ~low.left, middle: high.middle & ~low.middle,
      right: high.right & ~low.right)
  }

  /// The pixels left of `end`, which lies in 0...160.
  @inline(__always)
  private init(below end: Int) {
    // In Swift a shift by 64 and more gives 0.
    self.init(
      left: ~(~0 << end), middle: end < 64 ? 0 : ~(~0 << (end - 64)),
      right: end < 128 ? 0 : ~(~0 << (end - 128)) & 0xFFFF_FFFF)
  }

  /// The pixels of a pattern (bit 0 leftmost) moved right by `position` in 0..<160; what leaves the
  /// line on the right comes in on the left, as on the television.
  @inline(__always)
  package init(_ pattern: TIAPattern, at position: Int32) {
    let shift = UInt64(truncatingIfNeeded: position & 63)
    // Two shifts, because one by 64 is none to the processor.
    let first = pattern.near &<< shift
    let second = pattern.far &<< shift | (pattern.near &>> 1) &>> (63 &- shift)
    let third = (pattern.far &>> 1) &>> (63 &- shift)
    switch position >> 6 {
    case 0: self.init(ring: first, second, third, 0)
    case 1: self.init(ring: 0, first, second, third)
    default: self.init(ring: 0, 0, first, second)
    }
  }

  /// 256 pixels in a row, laid around 160.
  @inline(__always)
  private init(ring first: UInt64, _ second: UInt64, _ third: UInt64, _ fourth: UInt64) {
    self.init(
      left: first | third &>> 32 | fourth &<< 32, middle: second | fourth &>> 32,
      right: third & 0xFFFF_FFFF)
  }

  @inline(__always)
  package var isEmpty: Bool { left | middle | right == 0 }

  @inline(__always)
  package func contains(_ pixel: Int) -> Bool {
    let word = pixel < 64 ? left : pixel < 128 ? middle : right
    return word &>> UInt64(truncatingIfNeeded: pixel) & 1 != 0
  }

  @inline(__always)
  package static func | (one: PixelRow, other: PixelRow) -> PixelRow {
    PixelRow(
      left: one.left | other.left, middle: one.middle | other.middle,
      right: one.right | other.right)
  }

  @inline(__always)
  package static func & (one: PixelRow, other: PixelRow) -> PixelRow {
    PixelRow(
      left: one.left & other.left, middle: one.middle & other.middle,
      right: one.right & other.right)
  }
}
