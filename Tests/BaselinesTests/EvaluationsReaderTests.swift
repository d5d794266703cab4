import Baselines
import Foundation
import TestSupport
import Testing

@Suite struct EvaluationsReaderTests {
  private struct Case {
    let name: String
    var bytes: [UInt8] = []
    var steps: [Double] = []
    var means: [Double] = []
  }

  /// What NumPy finds, recorded by scripts/record-evaluations.py.
  private func cases() throws -> [Case] {
    var cases: [Case] = []
    for line in try fixture("evaluations/cases.txt").split(separator: "\n") {
      let words = line.split(separator: " ")
      switch words[0] {
      case "case": cases.append(Case(name: String(words[1])))
      case "file": cases[cases.count - 1].bytes = bytes(hex: words[1])
      default:
        cases[cases.count - 1].steps.append(try #require(Double(words[1])))
        cases[cases.count - 1].means.append(try #require(Double(words[2])))
      }
    }
    return cases
  }

  private func read(_ bytes: [UInt8]) throws -> TrainingLog {
    try withFiles([bytes], named: ["evaluations.npz"], folder: "PongNoFrameskip-v4_1") {
      try EvaluationsReader.read($0)[0]
    }
  }

  @Test func findsWhatNumPyFinds() throws {
    let cases = try cases()
    #expect(cases.count == 9)
    for example in cases {
      #expect(EvaluationsReader.recognises(example.bytes))
      let log = try read(example.bytes)
      #expect(log.curves[0].values == example.means, "\(example.name)")
      #expect(log.curves[0].steps == example.steps, "\(example.name)")
      #expect(log.game == "pong")
      #expect(log.name == "PongNoFrameskip-v4_1")
      #expect(log.score?.frames == example.steps.map { 4 * $0 })
      let episodes = example.name == "one-dimension" ? 1 : 3
      #expect(log.score?.quantity == .evaluation(.game, episodes: episodes))
      #expect(log.damage.isEmpty == (example.name != "half"))
    }
  }

  @Test func readsAnArchiveWithoutItsEnd() throws {
    let whole = try cases()[0].bytes
    let end = try #require(whole.lastRange(of: [0x50, 0x4B, 1, 2]))
    let log = try read(Array(whole[..<(end.lowerBound - 60)]))
    #expect(try log.curves[0].values == cases()[0].means)
    #expect(log.damage.count == 1)
    // Any cut gives a log or an error.
    for cut in 0..<whole.count { _ = try? read(Array(whole[..<cut])) }
  }

  @Test func refusesWhatItCannotHold() throws {
    func message(_ header: String, name: String = "timesteps.npy") -> String? {
      var array: [UInt8] = [0x93] + Array("NUMPY".utf8) + [1, 0]
      array += littleEndian(UInt16(header.utf8.count)) + Array(header.utf8)
      let bytes = zipFile([(name, array), ("results.npy", array)])
      return #expect(throws: LogError.self) { try read(bytes) }?.message
    }
    let dictionary = { (type: String, shape: String) in
      "{'descr': '\(type)', 'fortran_order': False, 'shape': \(shape), }"
    }
    #expect(
      message(dictionary("<f8", "(9000000000000000000, 9000000000000000000)"))
        == "expected at most 16777216 elements in timesteps, found the shape "
        + "9000000000000000000 x 9000000000000000000")
    #expect(
      message(dictionary("<f8", "(4000, 4000)"))
        == "expected 128000000 bytes of data in timesteps, found 0")
    #expect(
      message(dictionary("|O", "(1,)"))
        == "expected elements that are numbers in timesteps, found the type |O")
    #expect(
      message(dictionary("<f8", "(1, 1, 1)"))
        == "expected one or two dimensions in timesteps, found 3")
    #expect(
      message(dictionary("<f8", "(-1,)"))
        == "expected one or two dimensions in timesteps, found no shape")
    #expect(
      message(dictionary("<f8", "(0,)"), name: "other.npy")
        == "expected the arrays timesteps and results, found other.npy, results.npy")
  }

  @Test func refusesABombBeforeItTakesMemory() throws {
    // A member that claims 4 GB.
    var bytes = zipFile([("timesteps.npy", [1, 2, 3])])
    let directory = try #require(bytes.lastRange(of: [0x50, 0x4B, 1, 2])).lowerBound
    for offset in 24..<28 { bytes[directory + offset] = 0xFE }
    let error = #expect(throws: LogError.self) { try read(bytes) }
    #expect(
      error?.message
        == "expected at most 134217728 bytes in timesteps.npy, found 4278124286")
    #expect(!EvaluationsReader.recognises(Array("PK".utf8)))
    #expect(!EvaluationsReader.recognises(zipFile([("weights.npy", [1])])))
  }
}
