/// Numbers the names in a log, without making a string of each.
///
/// Tags come in the same order over and over, so the one that followed last time is tried first.
struct TagTable {
  /// A table of more tags belongs to no training run.
  static let mostTags = 20_000
  /// A longer tag is no tag.
  static let longestTag = 1000

  /// All tags, one behind the other.
  private var text: [UInt8] = []
  private var ranges: [Range<Int>] = []
  /// The tag that came after each last time.
  private var followers: [Int] = []
  private var last = -1
  /// A tag's number plus one at the place that its hash tells or behind; 0 for free places.
  private var places = [Int32](repeating: 0, count: 4 * 1024)

  var count: Int { ranges.count }

  func name(_ tag: Int) -> String { String(decoding: text[ranges[tag]], as: UTF8.self) }

  /// The number of a tag, new or known; nil where there are too many or it is too long.
  @inline(__always)
  mutating func number(_ bytes: borrowing RawSpan, _ range: Range<Int>) -> Int? {
    if last >= 0 {
      let likely = followers[last]
      if isEqual(likely, bytes, range) {
        last = likely
        return likely
      }
    }
    guard let found = search(bytes, range) else { return nil }
    if last >= 0 { followers[last] = found }
    last = found
    return found
  }

  private mutating func search(_ bytes: borrowing RawSpan, _ range: Range<Int>) -> Int? {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in range {
      hash =
        (hash ^ UInt64(bytes.unsafeLoad(fromByteOffset: index, as: UInt8.self)))
        &* 0x100_0000_01B3
    }
    var place = Int(hash % UInt64(places.count))
    while places[place] != 0 {
      let tag = Int(places[place]) - 1
      if isEqual(tag, bytes, range) { return tag }
      place = place + 1 == places.count ? 0 : place + 1
    }
    guard ranges.count < Self.mostTags, range.count <= Self.longestTag else { return nil }
    let start = text.count
    for index in range { text.append(bytes.unsafeLoad(fromByteOffset: index, as: UInt8.self)) }
    ranges.append(start..<text.count)
    followers.append(0)
    places[place] = Int32(ranges.count)
    if 2 * ranges.count > places.count { grow() }
    return ranges.count - 1
  }

  private func isEqual(_ tag: Int, _ bytes: borrowing RawSpan, _ range: Range<Int>) -> Bool {
    let own = ranges[tag]
    guard own.count == range.count else { return false }
    for offset in 0..<own.count
    where text[own.lowerBound + offset]
      != bytes.unsafeLoad(fromByteOffset: range.lowerBound + offset, as: UInt8.self)
    {
      return false
    }
    return true
  }

  private mutating func grow() {
    var larger = [Int32](repeating: 0, count: 4 * places.count)
    for tag in ranges.indices {
      var hash: UInt64 = 0xCBF2_9CE4_8422_2325
      for byte in text[ranges[tag]] { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
      var place = Int(hash % UInt64(larger.count))
      while larger[place] != 0 { place = place + 1 == larger.count ? 0 : place + 1 }
      larger[place] = Int32(tag + 1)
    }
    places = larger
  }
}
