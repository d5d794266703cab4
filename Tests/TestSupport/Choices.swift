/// A small generator for the tests' own choices (a linear congruential one, its upper half).
public struct Choices: Sendable {
  public var state: UInt64

  public init(state: UInt64) {
    self.state = state
  }

  /// A number in 0..<bound.
  public mutating func next(below bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }
}
