/// The generator of ALE's sticky actions: MT19937, 32 bits, as `std::mt19937` has it.
///
/// Source: Matsumoto and Nishimura, "Mersenne Twister", 1998; the initialisation is that of 2002.
struct MersenneTwister {
  /// 624 words, and the index of the next one (624: make new ones first).
  private(set) var words: [UInt32]

  static let wordCount = 625

  init(seed: UInt32) {
    words = [UInt32](repeating: 624, count: Self.wordCount)
    words[0] = seed
    for index in 1..<624 {
      let before = words[index - 1]
      words[index] = 1_812_433_253 &* (before ^ before >> 30) &+ UInt32(index)
    }
  }

  /// The generator with these 625 words; nil if there are others.
  init?(words: [UInt32]) {
    guard words.count == Self.wordCount, words[624] <= 624 else { return nil }
    self.words = words
  }

  /// A number in 0..<1, as ALE draws it.
  mutating func nextDouble() -> Double {
    words.withUnsafeMutableBufferPointer { words in
      if words[624] >= 624 { Self.renew(words) }
      var word = words[Int(words[624])]
      words[624] += 1
      word ^= word >> 11
      word ^= word << 7 & 0x9D2C_5680
      word ^= word << 15 & 0xEFC6_0000
      word ^= word >> 18
      return Double(word) / 4_294_967_296
    }
  }

  private static func renew(_ words: UnsafeMutableBufferPointer<UInt32>) {
    for index in 0..<624 {
      let next = index == 623 ? 0 : index + 1
      let mixed = words[index] & 0x8000_0000 | words[next] & 0x7FFF_FFFF
      let far = index < 227 ? index + 397 : index - 227
      words[index] = words[far] ^ mixed >> 1 ^ (mixed & 1 == 0 ? 0 : 0x9908_B0DF)
    }
    words[624] = 0
  }
}
