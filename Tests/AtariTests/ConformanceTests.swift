import Atari
import Foundation
import TestSupport
import Testing

/// One line of a recording that scripts/record-conformance made with ale-py; its header says what
/// the fields mean.
struct Recording: Sendable, CustomTestStringConvertible {
  var game: String
  var probability: Double
  var mode: Int?
  var difficulty: Int?
  var seed: Int32
  var maxFrames: Int
  var steps: Int
  var screen: String
  var digits: [UInt8]
  var checksums: [UInt32]

  var testDescription: String { "\(game), sticky \(probability)" }

  init?(_ line: Substring) {
    let fields = line.split(separator: " ")
    guard !line.hasPrefix("#"), fields.count == 12 else { return nil }
    game = String(fields[0])
    probability = Double(fields[1])!
    mode = Int(fields[2])
    difficulty = Int(fields[3])
    seed = Int32(fields[4])!
    maxFrames = Int(fields[5])!
    steps = Int(fields[6])!
    screen = String(fields[7])
    digits = Array(fields[8].utf8)
    checksums = fields[9...].map { UInt32($0, radix: 16)! }
  }

  /// The fixture, or the recording that CARTWRIGHT_CONFORMANCE names.
  static let all: [Recording] = {
    let path =
      ProcessInfo.processInfo.environment["CARTWRIGHT_CONFORMANCE"]
      ?? fixtureURL("conformance.txt").path
    let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").compactMap { Recording($0) }
  }()
}

@Suite(.enabled(if: romsAreAvailable, Comment(rawValue: romsAreMissing)))
struct ConformanceTests {
  @Test func recordingCoversEveryGame() {
    let names = Game.all.map(\.name)
    for probability in [0, 0.25] {
      let recorded = Recording.all.filter { $0.probability == probability }.map(\.game)
      #expect(recorded == names)
    }
  }

  @Test(arguments: Recording.all)
  func playsAsRecorded(_ recording: Recording) throws {
    var environment = try makeEnvironment(recording.game) {
      $0.repeatActionProbability = recording.probability
      $0.mode = recording.mode
      $0.difficulty = recording.difficulty
      $0.maxFrames = recording.maxFrames
    }
    #expect(recording.screen == "\(environment.screenWidth)x\(environment.screenHeight)")
    #expect(recording.digits.count == 3 * 4 * recording.steps)
    try environment.reset(seed: recording.seed)

    var checksums = [CRC32(), CRC32(), CRC32()]
    var screen: [UInt8] = []
    var frame = 0
    for step in 0..<recording.steps {
      let action = environment.actions[(step * 7919 + step / 13) % environment.actions.count]
      var result = environment.current
      for _ in 0..<4 {
        result = environment.step(action, frames: 1)
        checksums[0].update(environment.ram)
        environment.copyScreen(into: &screen)
        checksums[1].update(screen)
        checksums[2].update(result)
        let different = zip(checksums, recording.digits[(3 * frame)..<(3 * frame + 3)])
          .map { digit($0.value) != $1 }
        if let first = different.firstIndex(of: true) {
          Issue.record(
            "frame \(frame) (step \(step), \(action.name)): first different \(Self.parts[first])")
          return
        }
        frame += 1
      }
      if result.terminated || result.truncated { try environment.reset() }
    }
    #expect(checksums.map(\.value) == recording.checksums, "RAM, screen, play over all frames")
  }

  private static let parts = ["RAM", "screen", "reward, lives, end or frame number"]

  private func digit(_ checksum: UInt32) -> UInt8 {
    let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz+/".utf8)
    return alphabet[Int(checksum >> 26)]
  }
}

extension CRC32 {
  /// Takes in what a step led to, as the recording's header says.
  mutating func update(_ result: StepResult) {
    update(Int32(result.reward))
    update(Int32(result.lives))
    update(result.terminated ? 1 : 0 as UInt8)
    update(result.truncated ? 1 : 0 as UInt8)
    update(Int32(result.frame))
    update(Int32(result.episodeFrame))
  }
}

/// An environment of a game or id with changed settings.
func makeEnvironment(
  _ id: String, _ change: (inout EnvironmentSettings) -> Void = { _ in }
) throws -> Environment {
  let id = try EnvironmentID(id)
  var settings = id.settings
  change(&settings)
  return try Environment(rom: rom(of: id.game), settings: settings)
}

/// The ROM of a game, in tests that run only where there are ROMs.
func rom(of game: Game) throws -> ROM {
  try ROMLibrary(folders: [#require(romFolder)]).locate(game)
}
