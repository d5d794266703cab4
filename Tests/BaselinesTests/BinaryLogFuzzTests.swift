import Baselines
import Foundation
import TestSupport
import Testing

/// Event files, `.wandb` files and archives with faults behind sound checksums: no crash, no hang.
///
/// `CARTWRIGHT_MUTANTS`, `CARTWRIGHT_SEED` and `CARTWRIGHT_LAST` are those of `LogFuzzTests`; the last
/// one names a file here.
struct BinaryLogFuzzTests {
  private enum Kind: CaseIterable { case events, wandb, evaluations }

  /// The messages of fixtures, which are framed anew after they were changed.
  private struct Seeds {
    var events: [[UInt8]] = []
    var wandb: [[UInt8]] = []
    var arrays: [[UInt8]] = []

    init() throws {
      let file = try Data(
        contentsOf: fixtureURL("tensorboard/encodings.tfevents", from: #filePath))
      var files = [Array(file)]
      for line in try fixture("tensorboard/cases.txt", from: #filePath).split(separator: "\n")
      where line.hasPrefix("file ") { files.append(bytes(hex: line.dropFirst(5))) }
      for bytes in files {
        var place = 0
        while place + 16 <= bytes.count {
          let length = Int(bytes[place]) | Int(bytes[place + 1]) << 8
          events.append(Array(bytes[place + 12..<place + 12 + length]))
          place += 16 + length
        }
      }
      let run = Array(
        try Data(contentsOf: fixtureURL("wandb/run-obj-dqn-pong.wandb", from: #filePath)))
      var place = 7
      while place + 7 <= run.count {
        let length = Int(run[place + 4]) | Int(run[place + 5]) << 8
        wandb.append(Array(run[place + 7..<place + 7 + length]))
        place += 7 + length
      }
      for shape in ["(5,)", "(5, 1)"] {
        for type in ["<f8", ">i4", "<f2", "|b1", "<u2"] {
          let header = Array(
            "{'descr': '\(type)', 'fortran_order': False, 'shape': \(shape), }\n".utf8)
          arrays.append(
            [0x93] + Array("NUMPY".utf8) + [1, 0] + littleEndian(UInt16(header.count)) + header
              + [UInt8](repeating: 3, count: 40))
        }
      }
    }
  }

  @Test func hostileFilesNeverCrash() throws {
    let environment = ProcessInfo.processInfo.environment
    let count = environment["CARTWRIGHT_MUTANTS"].flatMap(Int.init) ?? 3000
    var choices = Choices(state: environment["CARTWRIGHT_SEED"].flatMap(UInt64.init) ?? 8)
    let seeds = try Seeds()
    try #require(seeds.events.count > 100 && seeds.wandb.count > 100)
    let path =
      environment["CARTWRIGHT_LAST"]
      ?? FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    defer {
      if environment["CARTWRIGHT_LAST"] == nil { try? FileManager.default.removeItem(atPath: path) }
    }
    var outcomes: [String: Int] = [:]
    var slowest = Duration.zero
    for number in 0..<count {
      let kind = Kind.allCases[number % 3]
      let bytes = Self.file(kind, seeds, &choices)
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      let time = ContinuousClock().measure {
        outcomes["\(kind) \(Self.outcome(kind, path))", default: 0] += 1
      }
      slowest = max(slowest, time)
    }
    if count > 3000 { print("outcomes \(outcomes), slowest \(slowest)") }
    // Each reader gives both logs and errors.
    for kind in Kind.allCases {
      #expect(outcomes["\(kind) log", default: 0] > count / 60, "\(outcomes)")
      #expect(outcomes["\(kind) error", default: 0] > count / 60, "\(outcomes)")
    }
  }

  private static func file(_ kind: Kind, _ seeds: Seeds, _ choices: inout Choices) -> [UInt8] {
    var file: [UInt8]
    switch kind {
    case .events:
      let count = 1 + choices.next(below: 12)
      file = (0..<count).flatMap { _ in eventRecord(changed(seeds.events, &choices)) }
    case .wandb:
      let count = 1 + choices.next(below: 12)
      file = wandbFile((0..<count).map { _ in changed(seeds.wandb, &choices) })
    case .evaluations:
      file = zipFile(
        ["timesteps", "results", "ep_lengths"].map {
          ("\($0).npy", changed(seeds.arrays, &choices))
        })
    }
    // Some have damaged frames, too.
    for _ in 0..<max(0, choices.next(below: 6) - 3) where !file.isEmpty {
      let place = choices.next(below: file.count)
      switch choices.next(below: 3) {
      case 0: file[place] = UInt8(choices.next(below: 256))
      case 1: file.removeSubrange(place..<min(file.count, place + 1 + choices.next(below: 40)))
      default: file.removeSubrange(place...)
      }
    }
    return file
  }

  /// One of the messages, mostly with changes.
  private static func changed(_ seeds: [[UInt8]], _ choices: inout Choices) -> [UInt8] {
    var bytes = seeds[choices.next(below: seeds.count)]
    for _ in 0..<max(0, choices.next(below: 7) - 3) where !bytes.isEmpty {
      let place = choices.next(below: bytes.count)
      let end = min(bytes.count, place + 1 + choices.next(below: 12))
      switch choices.next(below: 8) {
      case 0: bytes[place] = UInt8(choices.next(below: 256))
      case 1: bytes[place] ^= 1 << UInt8(choices.next(below: 8))
      case 2: bytes.removeSubrange(place..<end)
      case 3: bytes.insert(contentsOf: bytes[place..<end], at: place)
      case 4: bytes.removeSubrange(place...)
      case 5:
        let other = seeds[choices.next(below: seeds.count)]
        bytes.insert(contentsOf: other, at: place)
      case 6: bytes.insert(contentsOf: [UInt8](repeating: 0xFF, count: 10), at: place)
      default: bytes.replaceSubrange(place..<end, with: Array("99999999999".utf8))
      }
    }
    return bytes
  }

  private static func outcome(_ kind: Kind, _ path: String) -> String {
    do throws(LogError) {
      let logs =
        switch kind {
        // A small budget, so that series are thinned.
        case .events: try TensorBoardReader.read([path, path], budget: 5)
        case .wandb: try WandbReader.read([path, path], budget: 5)
        case .evaluations: try EvaluationsReader.read([path])
        }
      for log in logs {
        _ = log.score
        _ = log.damage.map(\.description)
        for curve in log.curves {
          let isRight =
            curve.values.allSatisfy(\.isFinite) && curve.steps.count == curve.count
            && (curve.seconds.isEmpty || curve.seconds.count == curve.count)
            && !curve.steps.contains(where: \.isNaN) && !curve.seconds.contains(where: \.isNaN)
          if !isRight { Issue.record("\(curve)") }
        }
      }
      return "log"
    } catch {
      return "error"
    }
  }
}
