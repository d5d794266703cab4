/// Seeds derived from one number, so that every random choice of a run follows from its seed.
///
/// A stream is named by a purpose and an index: the same three give the same seed on any machine
/// and whatever else was drawn before. The mixing function is the finalizer of SplitMix64 (Steele,
/// Lea and Flood, 2014).
public struct SeedSequence: Sendable, Hashable {
  /// What a seed is for; two purposes never share a stream.
  public enum Purpose: UInt64, Sendable {
    case evaluationPolicy = 1
    case evaluationEmulator
    case rolloutPolicy
    case windowChoice
    case search
  }

  /// The number that a user gave.
  public let root: UInt64

  public init(_ root: UInt64) { self.root = root }

  /// The seed of stream `index` for `purpose`.
  public func seed(_ purpose: Purpose, _ index: Int = 0) -> UInt64 {
    Self.mix(
      Self.mix(root &+ purpose.rawValue &* 0x9E37_79B9_7F4A_7C15)
        &+ UInt64(bitPattern: Int64(index)))
  }

  /// The same as a seed for ALE, which takes 31 bits.
  public func emulatorSeed(_ purpose: Purpose, _ index: Int = 0) -> Int32 {
    Int32(truncatingIfNeeded: seed(purpose, index) >> 33)
  }

  private static func mix(_ value: UInt64) -> UInt64 {
    var z = value &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}

/// A seeded generator for choices, SplitMix64.
///
/// Small, fast, and its whole state is one number.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  private var state: UInt64

  public init(seed: UInt64) { state = seed }

  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A whole number in `0..<bound`; `bound` is at least 1.
  public mutating func below(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }

  /// True with the given probability.
  public mutating func chance(_ probability: Double) -> Bool {
    Double.random(in: 0..<1, using: &self) < probability
  }

  /// One element, with equal probability; the collection is not empty.
  public mutating func pick<Element>(_ choices: [Element]) -> Element {
    choices[below(choices.count)]
  }
}
