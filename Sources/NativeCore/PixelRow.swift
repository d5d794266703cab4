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
  package static let empty = PixelRow(left: 0, middle: 0, right: 0)

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
    // A shift by 64 and more gives 0, a shift by a negative number goes to the right.
    self.init(
      left: ~(~0 << end), middle: end < 64 ? 0 : ~(~0 << (end - 64)),
      right: end < 128 ? 0 : ~(~0 << (end - 128)) & 0xFFFF_FFFF)
  }

  /// The pixels of `pattern` (bit 0 leftmost, at most 96 bits in use), moved right by `position` in
  /// 0..<160; what leaves the line on the right comes in on the left, as on the television.
  @inline(__always)
  package init(_ pattern: UInt128, at position: Int) {
    let low: UInt128
    let high: UInt128
    if position < 128 {
      low = pattern &<< UInt128(truncatingIfNeeded: position)
      high = position == 0 ? 0 : pattern &>> UInt128(truncatingIfNeeded: 128 - position)
    } else {
      low = 0
      high = pattern &<< UInt128(truncatingIfNeeded: position - 128)
    }
    let around = low | (high >> 32)
    self.init(
      left: UInt64(truncatingIfNeeded: around), middle: UInt64(truncatingIfNeeded: around >> 64),
      right: UInt64(truncatingIfNeeded: high) & 0xFFFF_FFFF)
  }

  @inline(__always)
  package var isEmpty: Bool { left | middle | right == 0 }

  @inline(__always)
  package func contains(_ pixel: Int) -> Bool {
    let word = pixel < 64 ? left : pixel < 128 ? middle : right
    return word &>> UInt64(truncatingIfNeeded: pixel) & 1 != 0
  }

  @inline(__always)
  package func intersects(_ other: PixelRow) -> Bool {
    (left & other.left) | (middle & other.middle) | (right & other.right) != 0
  }

  @inline(__always)
  package static func & (one: PixelRow, other: PixelRow) -> PixelRow {
    PixelRow(
      left: one.left & other.left, middle: one.middle & other.middle,
      right: one.right & other.right)
  }
}
