import NativeCore
import TestSupport
import Testing

/// Random register accesses, tens of thousands of frames a second: they reach what no game does.
struct TIARandomTests {
  /// The fixture's lines: a seed, then the checksum of each of ten frames, as ALE's chip has them.
  private static let recorded: [(seed: Int, frames: [String])] = {
    let text = (try? fixture("random-accesses.txt")) ?? ""
    return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
      let parts = line.split(separator: " ").map(String.init)
      return (Int(parts[0].dropLast()) ?? -1, Array(parts.dropFirst()))
    }
  }()

  @Test func theFixtureIsThere() {
    #expect(Self.recorded.count == 100)
    #expect(Self.recorded.allSatisfy { $0.frames.count == 10 })
  }

  @Test(arguments: 0..<100)
  func answersAndPicturesAreThoseOfALE(line: Int) throws {
    let (seed, frames) = Self.recorded[line]
    var play = RandomAccesses(seed: seed)
    var chip = TIA(play.configuration)
    let pictures = Pictures()
    for (number, expected) in frames.enumerated() {
      play.playFrame(on: &chip, pictures: pictures.bytes.baseAddress)
      var sum = CRC32()
      sum.update(play.answers)
      sum.update(UInt32(bitPattern: play.cycle))
      sum.update(UInt8(chip.frameIsPartial ? 1 : 0))
      for line in 0..<max(200, Int(play.configuration.height)) {
        sum.update(pictures.line(line, of: chip))
      }
      let found = String(sum.value, radix: 16)
      let digits = String(repeating: "0", count: 8 - found.count) + found
      #expect(digits == expected, "seed \(seed), frame \(number)")
      if digits != expected { return }
    }
  }

  @Test(arguments: 1...40)
  func withoutAPictureAllAnswersAreTheSame(seed: Int) {
    var play = RandomAccesses(seed: seed)
    var chip = TIA(play.configuration)
    var blind = chip
    let pictures = Pictures()
    for frame in 0..<20 {
      let start = play.cycle
      play.playFrame(on: &chip, pictures: pictures.bytes.baseAddress)
      let answers = play.replay(on: &blind, from: start, inputs: chip.inputs, pictures: nil)
      #expect(answers == play.answers, "frame \(frame)")
      #expect(blind.collisions == chip.collisions)
      #expect(blind.blanksMotion == chip.blanksMotion)
    }
  }

  @Test(arguments: 1...40)
  func whatIsRememberedChangesNothing(seed: Int) {
    // This chip forgets before every access which rows it had and which pairs cannot meet, and
    // settles everything at once.
    var play = RandomAccesses(seed: 1000 + seed)
    var chip = TIA(play.configuration)
    var forgetful = chip
    for frame in 0..<20 {
      let start = play.cycle
      play.playFrame(on: &chip, pictures: nil)
      let answers = play.replay(on: &forgetful, from: start, inputs: chip.inputs, pictures: nil) {
        $0.settle()
        $0.disjoint = []
        $0.stale = .all
      }
      #expect(answers == play.answers, "frame \(frame)")
      #expect(forgetful.collisions == chip.collisions)
    }
  }

  @Test(arguments: 1...20)
  func aCopyOfItsBytesContinuesAlike(seed: Int) {
    var play = RandomAccesses(seed: 2000 + seed)
    var chip = TIA(play.configuration)
    for _ in 0..<3 { play.playFrame(on: &chip, pictures: nil) }
    let bytes = withUnsafeBytes(of: &chip) { Array($0) }
    var first = play
    var expected: [[UInt8]] = []
    for _ in 0..<3 {
      first.playFrame(on: &chip, pictures: nil)
      expected.append(first.answers)
    }
    var copy = bytes.withUnsafeBytes { $0.loadUnaligned(as: TIA.self) }
    for answers in expected {
      play.playFrame(on: &copy, pictures: nil)
      #expect(play.answers == answers)
    }
  }

  @Test(arguments: 1...20)
  func nonsenseTimesDoNotTrap(seed: Int) {
    var choices = Choices(state: UInt64(3000 + seed))
    let pictures = Pictures()
    func number() -> Int32 {
      let bits = UInt32(choices.next(below: 1 << 16)) << 16 | UInt32(choices.next(below: 1 << 16))
      return Int32(bitPattern: bits) >> Int32(choices.next(below: 32))
    }
    var chip = TIA(
      TIA.Configuration(
        startLine: number(), height: number(), isPAL: seed % 2 == 0, blanksOnMotion: true))
    var lowest = 0
    for _ in 0..<2000 {
      let draws = choices.next(below: 2) == 0
      if choices.next(below: 10) == 0 { chip.reset(at: number()) }
      _ = chip.beginFrame(at: number(), pictures: draws ? pictures.bytes.baseAddress : nil)
      for _ in 0..<choices.next(below: 30) {
        let register = Int(number())
        let value = UInt8(choices.next(below: 256))
        let wait = chip.write(register, value, at: number(), afterRead: true)
        lowest = min(lowest, Int(wait))
        _ = chip.read(register, at: number(), bus: value)
      }
      chip.endFrame(at: number())
    }
    #expect(lowest == 0)
    #expect((0..<160).contains(chip.ball.position))
  }
}
