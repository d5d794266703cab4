import Foundation

/// The root of a sum of squares, rounded as if it had been computed exactly but for about one case in
/// 2⁴⁰: `math.hypot` and `math.dist`.
///
/// The numbers are scaled by a power of two so that no square overflows or vanishes. Squares and sums
/// keep their rounding errors (`fma` gives that of a square, Knuth's two-sum that of a sum), and the
/// root is mended by one step of Newton's method with what it leaves of the sum.
struct EuclideanNorm {
  private var largest = 0.0
  private var isInfinite = false
  private var isNaN = false
  private var count = 0
  private var exponent: Int?
  private var high = 0.0
  private var low = 0.0

  static func of(_ x: Double, _ y: Double) -> Double {
    var norm = EuclideanNorm()
    norm.note(x)
    norm.note(y)
    norm.add(x)
    norm.add(y)
    return norm.value
  }

  /// Takes note of the size of a number, before any is added.
  mutating func note(_ x: Double) {
    count += 1
    isInfinite = isInfinite || x.isInfinite
    isNaN = isNaN || x.isNaN
    largest = max(largest, x.isNaN ? 0 : x.magnitude)
  }

  /// Adds the square of a number.
  mutating func add(_ x: Double) {
    guard largest > 0, !isInfinite, !isNaN else { return }
    if exponent == nil { exponent = Int(largest.exponent) }
    let scaled = scalbn(x, -exponent!)
    let square = scaled * scaled
    let rest = fma(scaled, scaled, -square)
    let sum = high + square
    let part = sum - high
    low += (high - (sum - part)) + (square - part) + rest
    high = sum
  }

  var value: Double {
    if isInfinite { return .infinity }
    if isNaN { return .nan }
    guard count > 1, let exponent else { return largest }
    let root = (high + low).squareRoot()
    let square = root * root
    let missing = (high - square) + (low - fma(root, root, -square))
    return scalbn(root + missing / (2 * root), exponent)
  }
}
