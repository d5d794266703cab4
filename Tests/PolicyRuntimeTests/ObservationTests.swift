import Foundation
import Testing

/// Policies of both forms choose under CPython what they choose here, on recorded observations.
///
/// The observations are those of `cartwright observe GAME --seed 3 --policy policies/GAME/modular.py
/// --steps 400`, every few steps (600 steps for the last five games).
struct ObservationTests {
  @Test(
    .enabled(if: python != nil, "no python3 on this machine"),
    arguments: [
      "pong", "breakout", "space_invaders", "seaquest", "asterix", "qbert", "enduro", "freeway",
    ])
  func samePoliciesSameActions(_ game: String) throws {
    let root = fixtures.appendingPathComponent("../../../policies/\(game)")
    let own = fixtures.appendingPathComponent("policies")
    // As people and language models write and publish them, in many manners.
    let published = fixtures.appendingPathComponent("published")
    let manners = try FileManager.default.contentsOfDirectory(atPath: published.path)
      .filter { $0.hasPrefix("\(game)_") && $0.hasSuffix(".py") }.sorted()
    try #require(!manners.isEmpty)
    let candidates =
      [
        root.appendingPathComponent("modular.py"), root.appendingPathComponent("trace.py"),
        own.appendingPathComponent("\(game).py"), own.appendingPathComponent("\(game)_class.py"),
      ] + manners.map { published.appendingPathComponent($0) }
    let files = candidates.filter { FileManager.default.fileExists(atPath: $0.path) }
    let observations = try String(
      contentsOf: fixtures.appendingPathComponent("observations/\(game).jsonl"), encoding: .utf8)
    let programs = try files.map { try String(contentsOf: $0, encoding: .utf8) }
    let theirs = try cpython(programs, observations: observations)
    for (file, (program, expected)) in zip(files, zip(programs, theirs)) {
      let found = ours(program, observations: observations)
      #expect(!expected.contains("! "), "\(file.lastPathComponent)")
      let same = zip(found, expected).prefix { $0 == $1 }.count
      #expect(
        found == expected,
        "\(file.lastPathComponent): \(found.dropFirst(same).prefix(80)) for \(expected.dropFirst(same).prefix(80))"
      )
    }
  }
}
