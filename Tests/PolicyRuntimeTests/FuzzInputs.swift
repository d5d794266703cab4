import Foundation

/// What the fuzzing tests feed in; everything follows from a generator's seed.
enum FuzzInputs {
  static let sources: [[UInt8]] = {
    // Small files, so that a change hits something that runs.
    let folders = ["policies", "conformance", "published"].map {
      fixtures.appendingPathComponent($0)
    }
    var files: [URL] = []
    for folder in folders {
      files +=
        (try? FileManager.default.contentsOfDirectory(
          at: folder, includingPropertiesForKeys: nil)) ?? []
    }
    return files.filter { $0.pathExtension == "py" }.sorted { $0.path < $1.path }
      .compactMap { try? Array(Data(contentsOf: $0)) }
  }()

  static let observations: [[UInt8]] = ["pong", "breakout", "space_invaders"].flatMap { game in
    let file = fixtures.appendingPathComponent("observations/\(game).jsonl")
    let bytes = (try? Array(Data(contentsOf: file))) ?? []
    return bytes.split(separator: 0x0A).map(Array.init)
  }

  /// Pieces that programs are made of, for insertions.
  static let pieces =
    [
      "(", ")", "[", "]", "{", "}", ":", ",", ".", "\n", "\n    ", "\n        ", "\t", " ", "=",
      "==", "+=", "**", "//", "%", "-", "not ", " in ", " is ", "lambda x: ", "for x in ", "if ",
      " else ", "elif ", "while True:", "def f(x):", "return ", "yield ", "try:", "class C:",
      "@trainable\n", "import math\n", "*", "**x", "...", ":=", "'", "\"", "\"\"\"", "f\"{", "}\"",
      "\\", "#", "0x", "1e", "1_0", "9" + String(repeating: "9", count: 30), "1e400", "None",
      "True",
      "obs", "[0] * 10**9", "del ", "assert ", "break", "continue", "nonlocal x", "global x",
      "act(obs)", "sorted(", "except:", "except ValueError as e:", "finally:", "raise ",
      "raise KeyError", "match x:", "case ", "case [a, *b]:", "self.", "self.x = ", "super().",
      "class P(Module):\n", "@staticmethod\n", "@classmethod\n", "@property\n",
      "class E(ValueError):\n",
      "getattr(", "setattr(self, 'x', ", "del self.x", "obs.x", "@bundle(trainable=True)\n",
      "__call__", "__class__", "def __init__(self):", "key=", "range(10**9)", "print(", " % ",
      "'%*d'",
      ".keys() & ", ".format(", "{:{}}", "import numpy\n", "random.", "next(", "iter(", "\u{FEFF}",
      "é", "\0", "🂡", ";", "->", "~", "<<", "-1",
    ].map { Array($0.utf8) }

  /// Words of the language, for programs that are nothing but words.
  private static let words =
    pieces
    + [
      "x", "y", "0", "1", "2.5", "'a'", "\n", "\n", "\n  ", "pass", " and ", " or ",
      "def act(obs):\n  ",
    ]
    .map { Array($0.utf8) }

  /// A source: mostly a valid one with changes; also words in any order, and any bytes.
  static func source(_ random: inout SeededRandom) -> [UInt8] {
    switch Int.random(in: 0..<20, using: &random) {
    case 0:
      let count = Int.random(in: 0...400, using: &random)
      return (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
    case 1, 2:
      let count = Int.random(in: 1...120, using: &random)
      return Array((0..<count).map { _ in random.pick(words) }.joined())
    case 3...7:
      // Grammar-aware: a program that is valid before it is changed.
      var generator = ProgramGenerator(seed: random.next())
      return changed(Array(generator.program().utf8), &random)
    default: return changed(random.pick(sources), &random)
    }
  }

  /// An observation: a recorded one, mostly with changes.
  static func observation(_ random: inout SeededRandom) -> [UInt8] {
    var bytes = random.pick(observations)
    let pieces = [
      "{", "}", "[", "]", ",", ":", "\"", "null", "NaN", "-Infinity", "1e999", "-0", "\\u0000",
      "\\ud800", "9223372036854775808",
      "0.1", "\"x\":", "{\"x\": {}}", "[[[[", "é", "\0", "true", "\u{7F}",
    ].map { Array($0.utf8) }
    for _ in 0..<Int.random(in: 0...3, using: &random) where !bytes.isEmpty {
      let place = Int.random(in: 0..<bytes.count, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
      case 1:
        bytes.removeSubrange(
          place..<min(bytes.count, place + Int.random(in: 1...30, using: &random)))
      default: bytes.insert(contentsOf: random.pick(pieces), at: place)
      }
    }
    return bytes
  }

  private static func changed(_ source: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
    var bytes = source
    if random.chance(60) {
      // Mostly still valid: what it does is another matter.
      for _ in 0..<Int.random(in: 1...3, using: &random) { exchangeWord(&bytes, &random) }
      return bytes
    }
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      guard !bytes.isEmpty else { return bytes }
      let place = Int.random(in: 0..<bytes.count, using: &random)
      let length = min(bytes.count - place, Int.random(in: 1...20, using: &random))
      let range = place..<(place + length)
      switch Int.random(in: 0..<10, using: &random) {
      case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 1: bytes.removeSubrange(range)
      case 2: bytes.insert(contentsOf: Array(bytes[range]), at: place)
      case 3, 4, 5: bytes.insert(contentsOf: random.pick(pieces), at: place)
      case 6: bytes.replaceSubrange(range, with: random.pick(pieces))
      case 7:
        // A piece of another file.
        let other = random.pick(sources)
        let start = Int.random(in: 0..<other.count, using: &random)
        let end = min(other.count, start + Int.random(in: 1...200, using: &random))
        bytes.insert(contentsOf: other[start..<end], at: place)
      case 8:
        // The same piece many times: deep nesting, long chains.
        let piece = random.pick(pieces)
        for _ in 0..<Int.random(in: 2...300, using: &random) {
          bytes.insert(contentsOf: piece, at: place)
        }
      default: swapLines(&bytes, &random)
      }
    }
    return bytes
  }

  /// Puts another name of the same file in place of a name, or another number for a number.
  private static func exchangeWord(_ bytes: inout [UInt8], _ random: inout SeededRandom) {
    func isWord(_ byte: UInt8) -> Bool {
      byte == 0x5F || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
    }
    var words: [Range<Int>] = []
    var start: Int?
    for index in 0...bytes.count {
      let isInside = index < bytes.count && isWord(bytes[index])
      if isInside, start == nil { start = index }
      if !isInside, let first = start {
        words.append(first..<index)
        start = nil
      }
    }
    guard let old = words.randomElement(using: &random) else { return }
    func isNumber(_ word: Range<Int>) -> Bool { bytes[word.lowerBound] < 0x40 }
    let others = words.filter { isNumber($0) == isNumber(old) }
    let new = Array(bytes[random.pick(others)])
    bytes.replaceSubrange(old, with: new)
  }

  private static func swapLines(_ bytes: inout [UInt8], _ random: inout SeededRandom) {
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    let a = Int.random(in: 0..<lines.count, using: &random)
    let b = Int.random(in: 0..<lines.count, using: &random)
    lines.swapAt(a, b)
    bytes = Array(lines.joined(separator: [0x0A]))
  }
}
