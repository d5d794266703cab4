import PolicySyntax

/// A policy's lines with the colours of their parts.
struct ColoredText {
  /// Without line ends.
  let lines: [String]
  /// Where each line begins, in bytes.
  private let starts: [Int]
  private let parts: [SyntaxColoring.Part]

  init(_ text: String) {
    var lines: [String] = []
    var starts: [Int] = []
    let bytes = Array(text.utf8)
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      let isWindows = end > start && bytes[end - 1] == 0x0D
      lines.append(String(decoding: bytes[start..<(isWindows ? end - 1 : end)], as: UTF8.self))
      starts.append(start)
      start = end + 1
    }
    self.lines = lines
    self.starts = starts
    parts = SyntaxColoring(text).parts
  }

  /// Writes a line.
  ///
  /// - Parameters:
  ///   - marks: bytes of the line that changed, in order.
  ///   - isOld: whether they were taken away, rather than put in.
  func write(line index: Int, _ marks: [Range<Int>], isOld: Bool, into markup: inout Markup) {
    let bytes = Array(lines[index].utf8)
    let colors = colors(of: index, length: bytes.count)
    let edges = ([0, bytes.count] + marks.flatMap { [$0.lowerBound, $0.upperBound] })
      .filter { $0 <= bytes.count }
    for (start, end) in zip(edges.sorted(), edges.sorted().dropFirst()) where start < end {
      let isMarked = marks.contains { $0.contains(start) }
      let piece = colored(bytes, start..<end, colors)
      if isMarked {
        markup.element(isOld ? "del" : "ins") { $0.append(piece) }
      } else {
        markup.append(piece)
      }
    }
  }

  /// The parts that lie in a line, as ranges of its bytes.
  private func colors(
    of index: Int, length: Int
  ) -> [(range: Range<Int>, kind: SyntaxColoring.Kind)] {
    let line = starts[index]..<starts[index] + length
    // Parts are in order and do not overlap, so their ends are in order, too.
    var (low, high) = (0, parts.count)
    while low < high {
      let middle = (low + high) / 2
      if parts[middle].range.upperBound <= line.lowerBound {
        low = middle + 1
      } else {
        high = middle
      }
    }
    var result: [(Range<Int>, SyntaxColoring.Kind)] = []
    while low < parts.count, parts[low].range.lowerBound < line.upperBound {
      let range = parts[low].range.clamped(to: line)
      let start = range.lowerBound - line.lowerBound
      result.append((start..<start + range.count, parts[low].kind))
      low += 1
    }
    return result
  }

  private func colored(
    _ bytes: [UInt8], _ range: Range<Int>,
    _ colors: [(range: Range<Int>, kind: SyntaxColoring.Kind)]
  ) -> Markup {
    var markup = Markup()
    var place = range.lowerBound
    func text(_ part: Range<Int>) -> String { String(decoding: bytes[part], as: UTF8.self) }
    for color in colors {
      let part = color.range.clamped(to: range)
      guard !part.isEmpty else { continue }
      markup.write(text(place..<part.lowerBound))
      markup.element("span", ["class": Self.name(color.kind)], text: text(part))
      place = part.upperBound
    }
    markup.write(text(place..<range.upperBound))
    return markup
  }

  private static func name(_ kind: SyntaxColoring.Kind) -> String {
    switch kind {
    case .keyword: "kw"
    case .string: "st"
    case .number: "nu"
    case .comment: "co"
    case .definition: "df"
    }
  }
}

/// Which words of a line changed.
enum WordDifference {
  /// The bytes of each line that the other one has not; nothing where the lines have so little in
  /// common that all of them changed.
  static func changed(_ old: String, _ new: String) -> (old: [Range<Int>], new: [Range<Int>]) {
    let (a, b) = (words(old), words(new))
    guard a.count <= 400, b.count <= 400 else { return ([], []) }
    let (left, right) = (Array(old.utf8), Array(new.utf8))
    let difference = b.map { Array(right[$0]) }.difference(from: a.map { Array(left[$0]) })
    var gone: [Range<Int>] = []
    var came: [Range<Int>] = []
    for change in difference {
      switch change {
      case .remove(let offset, _, _): gone.append(a[offset])
      case .insert(let offset, _, _): came.append(b[offset])
      }
    }
    let isSpace = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
    let size = { (bytes: [UInt8]) in bytes.count { !isSpace($0) } }
    let lost = gone.reduce(0) { $0 + size(Array(left[$1])) }
    let shared = size(left) - lost
    guard 2 * shared >= min(size(left), size(right)) else { return ([], []) }
    return (joined(gone), joined(came))
  }

  /// Names and numbers, runs of spaces, and every other byte by itself; ranges of bytes.
  private static func words(_ line: String) -> [Range<Int>] {
    func kind(_ byte: UInt8) -> Int {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x80...0xFF: 1
      case 0x20, 0x09: 2
      default: 0
      }
    }
    var words: [Range<Int>] = []
    var last = 0
    for (index, byte) in line.utf8.enumerated() {
      let now = kind(byte)
      if now != 0, now == last {
        words[words.count - 1] = words[words.count - 1].lowerBound..<index + 1
      } else {
        words.append(index..<index + 1)
      }
      last = now
    }
    return words
  }

  private static func joined(_ ranges: [Range<Int>]) -> [Range<Int>] {
    var result: [Range<Int>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = result.last, last.upperBound == range.lowerBound {
        result[result.count - 1] = last.lowerBound..<range.upperBound
      } else {
        result.append(range)
      }
    }
    return result
  }
}
