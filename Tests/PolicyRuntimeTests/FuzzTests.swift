import Foundation
import PolicyRuntime
import PolicySyntax
import Testing

/// Mutated policies give results or errors: no crash, no hang.
///
/// `CARTWRIGHT_MUTANTS=1000000 CARTWRIGHT_SEED=7` tries more of them and others.
struct FuzzTests {
  static let sources: [[UInt8]] = {
    // Small files, so that a change hits something that runs.
    let folders = ["policies", "conformance"].map { fixtures.appendingPathComponent($0) }
    var files: [URL] = []
    for folder in folders {
      files +=
        (try? FileManager.default.contentsOfDirectory(
          at: folder, includingPropertiesForKeys: nil)) ?? []
    }
    return files.filter { $0.pathExtension == "py" }.sorted { $0.path < $1.path }
      .compactMap { try? Array(Data(contentsOf: $0)) }
  }()

  /// Pieces that programs are made of, for insertions.
  static let pieces =
    [
      "(", ")", "[", "]", "{", "}", ":", ",", ".", "\n", "\n    ", "\n        ", "\t", " ", "=",
      "==",
      "+=", "**", "//", "%", "-", "not ", " in ", " is ", "lambda x: ", "for x in ", "if ",
      " else ",
      "elif ", "while True:", "def f(x):", "return ", "yield ", "try:", "class C:", "@trainable\n",
      "import math\n", "*", "**x", "...", ":=", "'", "\"", "\"\"\"", "f\"{", "}\"", "\\", "#", "0x",
      "1e", "1_0", "9" + String(repeating: "9", count: 30), "1e400", "None", "True", "obs",
      "[0] * 10**9",
      "del ", "assert ", "break", "continue", "nonlocal x", "global x", "act(obs)", "sorted(",
      "except:", "except ValueError as e:", "finally:", "raise ", "raise KeyError", "match x:",
      "case ",
      "case [a, *b]:", "self.", "self.x = ", "super().", "class P(Module):\n", "@staticmethod\n",
      "getattr(", "obs.x", "@bundle(trainable=True)\n", "__call__", "def __init__(self):",
      "key=", "range(10**9)", "print(", "\u{FEFF}", "é", "\0", "🂡", ";", "->", "~", "<<", "-1",
    ].map { Array($0.utf8) }

  @Test func mutantsNeverCrash() throws {
    let environment = ProcessInfo.processInfo.environment
    let count = environment["CARTWRIGHT_MUTANTS"].flatMap(Int.init) ?? 10_000
    var random = SeededRandom(
      state: environment["CARTWRIGHT_SEED"].flatMap(UInt64.init) ?? 20)
    try #require(FuzzTests.sources.count > 40)
    let limits = PolicyLimits(fuel: 20_000, memory: 1 << 20, callDepth: 100)
    var outcomes: [String: Int] = [:]
    for _ in 0..<count {
      let bytes = FuzzTests.mutant(&random)
      outcomes[FuzzTests.outcome(bytes, limits), default: 0] += 1
    }
    // The mutants reach every stage.
    for stage in ["SyntaxError", "result", "NameError", "TypeError"] {
      #expect(outcomes[stage, default: 0] > count / 200, "\(outcomes)")
    }
  }

  static func outcome(_ bytes: [UInt8], _ limits: PolicyLimits) -> String {
    do throws(Diagnostic) {
      let source = try SourceFile(name: "mutant.py", bytes: bytes)
      do throws(Diagnostic) {
        let tree = try SyntaxTree(parsing: source)
        guard Array(tree.printed.utf8) == bytes else { return "not printed back" }
        let interpreter = try PolicyInterpreter(
          PolicyProgram(compiling: tree), limits: limits, seed: 1)
        interpreter.recording = bytes.count % 2 == 0 ? .calls : .off
        for _ in 0..<2 {
          interpreter.beginStep()
          let obs = try interpreter.makeDictionary(capacity: 2)
          let box = try interpreter.makeDictionary(capacity: 2)
          for key in ["x", "y", "w", "h", "dx", "dy"] {
            try interpreter.set(box, interpreter.intern(key), .int(key.utf8.count * 7))
          }
          for key in ["Player", "Ball", "Alien0", "Bullet0"] {
            try interpreter.set(obs, interpreter.intern(key), box)
          }
          _ = interpreter.repr(try interpreter.callEntry(obs))
          _ = interpreter.trace
          // States go out and come back.
          if bytes.count % 3 == 0 { interpreter.state = interpreter.state }
        }
        return "result"
      } catch {
        _ = error.rendered(in: source)
        return error.kind.rawValue
      }
    } catch {
      return error.kind.rawValue
    }
  }

  static func mutant(_ random: inout SeededRandom) -> [UInt8] {
    var bytes = random.pick(sources)
    if random.chance(25) {
      // Grammar-aware: a program that is valid before it is changed.
      var generator = ProgramGenerator(seed: random.next())
      bytes = Array(generator.program().utf8)
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

  private static func swapLines(_ bytes: inout [UInt8], _ random: inout SeededRandom) {
    var lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false)
    let a = Int.random(in: 0..<lines.count, using: &random)
    let b = Int.random(in: 0..<lines.count, using: &random)
    lines.swapAt(a, b)
    bytes = Array(lines.joined(separator: [0x0A]))
  }
}
