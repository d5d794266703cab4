import Baselines
import Foundation
import TestSupport
import Testing

@Suite struct TensorBoardReaderTests {
  private struct Scalar: Hashable, CustomStringConvertible {
    let tag: String
    let step: Double
    let value: Double
    let seconds: Double

    var description: String { "\(tag) \(step) \(value) \(seconds)" }
  }

  private func scalars(_ log: TrainingLog?) -> [Scalar] {
    (log?.curves ?? []).flatMap { curve in
      curve.values.indices.map {
        Scalar(
          tag: curve.name, step: curve.steps[$0], value: curve.values[$0],
          seconds: curve.seconds[$0])
      }
    }
  }

  private func counted(_ scalars: [Scalar]) -> [Scalar: Int] {
    Dictionary(scalars.map { ($0, 1) }, uniquingKeysWith: +)
  }

  private struct Case {
    let name: String
    var files: [[UInt8]] = []
    var expected: [Scalar] = []
  }

  /// What TensorBoard finds, recorded by scripts/record-event-files.py. Times are wall times.
  private func cases() throws -> [Case] {
    var cases: [Case] = []
    for line in try fixture("tensorboard/cases.txt").split(separator: "\n") {
      let words = line.split(separator: " ")
      switch words[0] {
      case "case": cases.append(Case(name: String(words[1])))
      case "file": cases[cases.count - 1].files.append(bytes(hex: words[1]))
      default:
        cases[cases.count - 1].expected.append(
          Scalar(
            tag: words[1].replacingOccurrences(of: "_", with: " "),
            step: try #require(Double(words[2])), value: try #require(Double(words[3])),
            seconds: try #require(Double(words[4]))))
      }
    }
    return cases
  }

  @Test func findsWhatTensorBoardFinds() throws {
    let cases = try cases()
    #expect(cases.count == 20)
    for example in cases {
      let found = try withFiles(example.files) { try TensorBoardReader.read($0) }
      #expect(found.count == 1)
      // The first number of all may be one that a restart took away: the clock starts there.
      let some = try #require(scalars(found.first).first)
      let same = try #require(
        example.expected.first {
          $0.tag == some.tag && $0.step == some.step && $0.value == some.value
        })
      let start = same.seconds - some.seconds
      let expected = example.expected.map {
        Scalar(tag: $0.tag, step: $0.step, value: $0.value, seconds: $0.seconds - start)
      }
      #expect(counted(scalars(found.first)) == counted(expected), "\(example.name)")
    }
  }

  @Test func readsRLlibsOwnFile() throws {
    let folder = fixtureURL("tensorboard/impala_pong")
    let file = folder.appendingPathComponent("events.out.tfevents.1541809092.ip-172-30-5-248").path
    #expect(TensorBoardReader.recognises(try head(file)))
    let log = try #require(try TensorBoardReader.read([file]).first)
    #expect(log.name == "impala_pong")
    #expect(log.game == "pong")
    #expect(log.format == "TensorBoard events of RLlib")
    #expect(log.damage == [])
    let score = try #require(log.score)
    #expect(score.name == "ray/tune/episode_reward_mean")
    #expect(score.quantity == .meanReturn(.game, episodes: nil))
    #expect(score.stepUnit == .agentSteps(frameSkip: 4))

    // Truth: TensorBoard's EventAccumulator. The file begins when the first iteration is over.
    var rows = 0
    for line in try fixture("tensorboard/impala_pong/expected.csv").split(separator: "\n")
      .dropFirst()
    {
      let cells = line.split(separator: ",")
      let value = try #require(Double(cells[2]))
      if value.isNaN { continue }
      let curve = try #require(log.curves.first { $0.name == cells[0] })
      let step = try #require(Double(cells[1]))
      let place = try #require(curve.steps.firstIndex(of: step))
      #expect(curve.values[place] == value)
      let wall = try #require(Double(cells[3]))
      #expect(curve.seconds[place] == wall - 1541809092.151421 + 10.98872184753418)
      rows += 1
    }
    #expect(rows == 23 * 5 - 4)
  }

  @Test func knowsCleanRLByItsNames() throws {
    let log = try withFiles(
      [event(version: 2) + event(1, "charts/episodic_return", 7)],
      folder: "BreakoutNoFrameskip-v4__dqn_atari__3__1700000000"
    ) { try TensorBoardReader.read($0)[0] }
    #expect(log.game == "breakout")
    #expect(log.algorithm == "DQN")
    #expect(log.seed == 3)
    #expect(log.score?.quantity == .episodeReturn(.game))
    #expect(log.score?.frames == [4])
  }

  @Test func readsEveryEncodingOfTheFixture() throws {
    let file = fixtureURL("tensorboard/encodings.tfevents").path
    let log = try #require(try TensorBoardReader.read([file]).first)
    var expected: [Scalar] = []
    for line in try fixture("tensorboard/encodings.expected.csv").split(separator: "\n").dropFirst()
    {
      // The first cell may be quoted and hold a comma.
      let cells = Array(line.split(separator: ",").suffix(4))
      guard let value = Double(cells[2]), !value.isNaN else { continue }
      let wall = try #require(Double(cells[3]))
      expected.append(
        Scalar(
          tag: String(cells[0]), step: try #require(Double(cells[1])), value: value,
          seconds: wall - 1_700_000_001))
    }
    #expect(expected.count == 12)
    #expect(counted(scalars(log)) == counted(expected))
  }

  /// A file cut anywhere gives what stands before the cut, and says so where it cuts a record.
  @Test func keepsWhatStandsBeforeACut() throws {
    let records = (0..<8).map { event($0, "a", Float($0)) }
    let all = Array(records.joined())
    let ends = Set(records.indices.map { records[...$0].joined().count } + [0])
    for cut in (records[0].count...all.count) {
      let log = try withFiles([Array(all.prefix(cut))]) { try TensorBoardReader.read($0)[0] }
      let whole = records.indices.filter { records[...$0].joined().count <= cut }.count
      #expect(log.curves[0].values == (0..<whole).map(Double.init))
      #expect(log.damage.isEmpty == ends.contains(cut), "\(cut)")
      #expect(log.damage.allSatisfy { $0.place == .byte(records[..<whole].joined().count) })
    }
  }

  @Test func passesOverARecordWithDamagedData() throws {
    var bytes = Array((0..<5).map { event($0, "a", Float($0)) }.joined())
    let size = bytes.count / 5
    bytes[2 * size + 20] ^= 1
    let log = try withFiles([bytes]) { try TensorBoardReader.read($0)[0] }
    #expect(log.curves[0].values == [0, 1, 3, 4])
    #expect(log.damage.map(\.place) == [.byte(2 * size)])
    // Behind a length that is damaged nothing is found.
    bytes[3 * size] ^= 1
    let shorter = try withFiles([bytes]) { try TensorBoardReader.read($0)[0] }
    #expect(shorter.curves[0].values == [0, 1])
    #expect(shorter.damage.map(\.place) == [.byte(2 * size), .byte(3 * size)])
  }

  @Test func saysWhatIsNoEventFile() throws {
    let error = #expect(throws: LogError.self) {
      try withFiles([event(version: 2)]) { _ = try TensorBoardReader.read($0) }
    }
    #expect(error?.message == "expected events with numbers, found none")
    // A record that claims to be longer than any is refused, not waited for.
    var length = [UInt8](repeating: 0, count: 8)
    length[4] = 1
    let huge = #expect(throws: LogError.self) {
      try withFiles([length + littleEndian(CRC32C.masked(length)) + [1, 2, 3]]) {
        _ = try TensorBoardReader.read($0)
      }
    }
    #expect(huge?.message == "expected a record of at most 268435456 bytes, found 4294967296")
    for other in [
      [], [0x1F, 0x8B], Array("step,value\n1,2\n".utf8), Array(repeating: 0, count: 99),
    ] {
      #expect(!TensorBoardReader.recognises(other))
    }
    #expect(TensorBoardReader.recognises(event(version: 2)))
    #expect(TensorBoardReader.recognises(event(1, "a", 1)))
  }

  @Test func thinsEvenlyAndKeepsTheBest() throws {
    var bytes: [UInt8] = []
    for step in 0..<1000 {
      bytes += event(step, "losses/a", Float(step % 7))
      bytes += event(step, "losses/b", step == 501 ? 1000 : Float(step % 5))
      if step % 10 == 0 { bytes += event(step, "charts/episodic_return", Float(step)) }
    }
    let log = try withFiles([bytes]) { try TensorBoardReader.read($0, budget: 500)[0] }
    #expect(log.score?.count == 100)
    let curve = try #require(log.curves.first { $0.name == "losses/b" })
    let kept = curve.steps.filter { $0 != 501 }
    let stride = kept[1] - kept[0]
    #expect(stride == 4 || stride == 8)
    #expect(zip(kept, kept.dropFirst()).allSatisfy { $1 - $0 == stride })
    #expect(kept.last! > 990 - stride)
    #expect(curve.values.max() == 1000)
    #expect(curve.steps == curve.steps.sorted())
    #expect(log.curves.reduce(0) { $0 + $1.count } <= 503)
    #expect(log.notes.contains { $0.contains("losses/b (one in \(Int(stride)))") })
  }

  /// Found by mutation: a wall time that no integer holds.
  @Test func survivesAnImpossibleClock() throws {
    let broken =
      [0x09] + littleEndian(1e300.bitPattern) + [0x10, 2]
      + message(5, message(1, message(1, [0x61]) + [0x15] + littleEndian(Float(3).bitPattern)))
    let files = [event(1, "a", 1), eventRecord(broken) + event(3, "a", 4)]
    let log = try withFiles(files) { try TensorBoardReader.read($0)[0] }
    #expect(log.curves[0].values == [1, 3, 4])
    #expect(log.curves[0].seconds == [0, 0, 2])
  }

  @Test func sumsRightly() {
    // RFC 3720, appendix B.4.
    let zeros = [UInt8](repeating: 0, count: 32)
    #expect(CRC32C.checksum(zeros.span.bytes, 0..<32) == 0x8A91_36AA)
    let rising = (0..<32).map { UInt8($0) }
    #expect(CRC32C.checksum(rising.span.bytes, 0..<32) == 0x46DD_794E)
    let digits = Array("123456789".utf8)
    #expect(CRC32C.checksum(digits.span.bytes, 0..<9) == 0xE306_9283)
  }

  // MARK: Files

  private func event(version: Int) -> [UInt8] {
    eventRecord(message(1, 1_000.0) + message(3, Array("brain.Event:\(version)".utf8)))
  }

  private func event(_ step: Int, _ tag: String, _ value: Float) -> [UInt8] {
    let number = [0x15] + littleEndian(value.bitPattern)
    let scalar = message(1, Array(tag.utf8)) + number
    return eventRecord(
      message(1, 1_000.0 + Double(step)) + [0x10] + varint(step)
        + message(5, message(1, scalar)))
  }

  private func varint(_ number: Int) -> [UInt8] {
    number < 128 ? [UInt8(number)] : [UInt8(number & 127 | 128)] + varint(number >> 7)
  }

  private func message(_ field: UInt8, _ bytes: [UInt8]) -> [UInt8] {
    [field << 3 | 2] + varint(bytes.count) + bytes
  }

  private func message(_ field: UInt8, _ number: Double) -> [UInt8] {
    [field << 3 | 1] + littleEndian(number.bitPattern)
  }
}
