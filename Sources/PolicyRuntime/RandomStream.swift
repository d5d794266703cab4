// The random numbers of a policy: MT19937, seeded and drawn exactly as CPython's `random` does, so
// that a policy draws the same numbers here and under `random.seed(n)` there.
//
// Source: M. Matsumoto and T. Nishimura, "Mersenne Twister", ACM TOMACS 8 (1998); initialisation by
// an array of 32-bit keys as in their 2002 revision. The state is made at the first draw: a policy
// that draws nothing costs nothing.

/// Where a random stream stands; part of a rollout's snapshot.
public struct RandomState: Sendable, Hashable {
  /// The seed of the stream.
  public let seed: UInt64
  /// The numbers drawn since the seed was set.
  public let draws: Int
  /// The generator's words, empty before the first draw.
  let words: [UInt32]
  let index: Int
  /// The second number of a pair that `gauss` made, as bits; nil if there is none.
  let spare: UInt64?
}

struct RandomStream {
  private var seed: UInt64
  private(set) var draws = 0
  private var words: [UInt32] = []
  /// The numbers that the words become, in their order.
  private var numbers: [UInt32] = []
  private var index = 624
  /// The second normal number of a pair.
  var spare: Double?

  init(seed: UInt64) { self.seed = seed }

  /// Starts anew from a seed that the policy chose itself; counts as a draw.
  mutating func reseed(_ seed: UInt64) {
    let draws = self.draws + 1
    self = RandomStream(seed: seed)
    self.draws = draws
  }

  var state: RandomState {
    get {
      RandomState(
        seed: seed, draws: draws, words: words, index: index, spare: spare?.bitPattern)
    }
    set {
      seed = newValue.seed
      draws = newValue.draws
      words = newValue.words
      numbers = words.map(RandomStream.tempered)
      index = newValue.index
      spare = newValue.spare.map(Double.init(bitPattern:))
    }
  }

  /// 32 random bits.
  @inline(__always)
  mutating func next32() -> UInt32 {
    if _slowPath(index >= 624) { refill() }
    index += 1
    return numbers[index - 1]
  }

  private static func tempered(_ word: UInt32) -> UInt32 {
    var y = word
    y ^= y >> 11
    y ^= (y << 7) & 0x9D2C_5680
    y ^= (y << 15) & 0xEFC6_0000
    y ^= y >> 18
    return y
  }

  /// A real from 0 up to 1, with 53 random bits.
  mutating func real() -> Double {
    draws += 1
    let high = next32() >> 5
    let low = next32() >> 6
    return (Double(high) * 67_108_864 + Double(low)) * (1 / 9_007_199_254_740_992)
  }

  /// A whole number below `bound`, which is above zero: the first of random numbers of as many bits
  /// as the bound has that is below it.
  @inline(__always)
  mutating func below(_ bound: UInt64) -> UInt64 {
    draws += 1
    let width = 64 - bound.leadingZeroBitCount
    if _slowPath(width > 32) { return longBelow(bound, width) }
    let shift = UInt32(32 &- width)
    while true {
      if index + 4 <= 624 {
        // Up to half of the numbers are refused, at random: four at once, without a branch for each.
        let start = index
        let (number, taken) = numbers.withUnsafeBufferPointer { numbers in
          var accepted: UInt8 = 16
          for place in 0..<4 {
            let isBelow = UInt64(numbers[start &+ place] >> shift) < bound
            accepted |= (isBelow ? 1 : 0) << UInt8(place)
          }
          let first = accepted.trailingZeroBitCount
          return (UInt64(numbers[start &+ min(first, 3)] >> shift), first)
        }
        index = start &+ min(taken &+ 1, 4)
        if taken < 4 { return number }
      } else {
        let number = UInt64(next32() >> shift)
        if number < bound { return number }
      }
    }
  }

  @inline(never)
  private mutating func longBelow(_ bound: UInt64, _ width: Int) -> UInt64 {
    while true {
      let number = bits(width)
      if number < bound { return number }
    }
  }

  /// So many random bits, more than 32.
  private mutating func bits(_ width: Int) -> UInt64 {
    let low = UInt64(next32())
    let high = UInt64(next32() >> UInt32(64 - width))
    return high << 32 | low
  }

  @inline(never)
  private mutating func refill() {
    if words.isEmpty { initialize() }
    twist()
    if numbers.isEmpty { numbers = words }
    for place in 0..<624 { numbers[place] = RandomStream.tempered(words[place]) }
  }

  private mutating func initialize() {
    words = [UInt32](repeating: 0, count: 624)
    words[0] = 19_650_218
    for i in 1..<624 {
      words[i] = 1_812_433_253 &* (words[i - 1] ^ (words[i - 1] >> 30)) &+ UInt32(i)
    }
    let key =
      seed >> 32 == 0
      ? [UInt32(truncatingIfNeeded: seed)]
      : [UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32)]
    var i = 1
    var j = 0
    for _ in 0..<624 {
      let mixed = (words[i - 1] ^ (words[i - 1] >> 30)) &* 1_664_525
      words[i] = (words[i] ^ mixed) &+ key[j] &+ UInt32(j)
      i += 1
      j = (j + 1) % key.count
      if i >= 624 {
        words[0] = words[623]
        i = 1
      }
    }
    for _ in 0..<623 {
      let mixed = (words[i - 1] ^ (words[i - 1] >> 30)) &* 1_566_083_941
      words[i] = (words[i] ^ mixed) &- UInt32(i)
      i += 1
      if i >= 624 {
        words[0] = words[623]
        i = 1
      }
    }
    words[0] = 0x8000_0000
    index = 624
  }

  private mutating func twist() {
    words.withUnsafeMutableBufferPointer { words in
      func mix(_ i: Int, _ next: Int, _ far: Int) {
        let y = (words[i] & 0x8000_0000) | (words[next] & 0x7FFF_FFFF)
        words[i] = words[far] ^ (y >> 1) ^ ((0 &- (y & 1)) & 0x9908_B0DF)
      }
      for i in 0..<227 { mix(i, i + 1, i + 397) }
      for i in 227..<623 { mix(i, i + 1, i - 227) }
      mix(623, 0, 396)
    }
    index = 0
  }
}
