import Atari
import Foundation
import Objects
import TestSupport
import Testing

/// `strict` against the picture, on the real ROM.
@Suite(.enabled(if: romsAreAvailable, "\(romsAreMissing)")) struct StrictPixelTests {
  struct Play: CustomTestStringConvertible {
    var game: String
    var frameSkip: Int
    var steps: Int
    var difficulty = 0
    /// Goes after the ball, or up the road, most of the time.
    var isGood: Bool

    var testDescription: String {
      "\(game), difficulty \(difficulty), \(isGood ? "good" : "random") play, "
        + "\(steps) steps of \(frameSkip)"
    }
  }

  @Test(arguments: [
    Play(game: "pong", frameSkip: 1, steps: 5000, isGood: false),
    Play(game: "pong", frameSkip: 4, steps: 4000, isGood: true),
    Play(game: "pong", frameSkip: 4, steps: 2000, difficulty: 3, isGood: false),
    Play(game: "breakout", frameSkip: 1, steps: 5000, isGood: false),
    Play(game: "breakout", frameSkip: 4, steps: 2000, isGood: false),
    Play(game: "breakout", frameSkip: 1, steps: 5000, difficulty: 1, isGood: true),
    Play(game: "freeway", frameSkip: 1, steps: 5000, isGood: false),
    Play(game: "freeway", frameSkip: 4, steps: 2500, isGood: true),
    Play(game: "space_invaders", frameSkip: 4, steps: 2500, isGood: false),
    Play(game: "space_invaders", frameSkip: 1, steps: 6000, isGood: true),
  ])
  func boxesAreThoseOfThePixels(play: Play) throws {
    let agreements = try run(play, seed: 7)
    for (category, agreement) in agreements.sorted(by: { "\($0.key)" < "\($1.key)" }) {
      if printsAgreements { print("\(play.testDescription): \(category.rawValue): \(agreement)") }
      #expect(agreement.exactShare >= 0.99, "\(category): \(agreement)")
      #expect(agreement.ghostShare <= 0.001, "\(category): \(agreement)")
      #expect(agreement.missShare <= 0.001, "\(category): \(agreement)")
      #expect(agreement.velocityShare >= 0.99, "\(category): \(agreement)")
    }
    for category in agreements.keys {
      #expect(agreements[category]!.seen > 100, "\(category) was not seen")
    }
  }

  private func run(_ play: Play, seed: Int32) throws -> [ObjectCategory: Agreement] {
    let game = try Game.named(play.game)
    var settings = EnvironmentSettings()
    settings.frameSkip = .fixed(play.frameSkip)
    settings.difficulty = play.difficulty
    var environment = try Environment(
      rom: ROMLibrary(folders: [#require(romFolder)]).locate(game), settings: settings)
    var tracker = try ObjectTracker(game: play.game, mode: .strict, hud: true)
    var oracle = PixelOracle(
      table: try ObjectTracker.table(for: play.game), look: PixelOracle.looks[play.game]!)
    var random = SmallGenerator(seed: UInt64(play.steps))
    var picture = Picture(pixels: [])

    try environment.reset(seed: seed)
    tracker.reset(ram: environment.ram, lives: environment.livesLeft)
    for step in 0..<play.steps {
      let action = choose(play, tracker, environment.actions.count, step, &random)
      let result = environment.step(action)
      tracker.update(ram: environment.ram, lives: result.lives)
      environment.copyScreen(into: &picture.pixels)
      oracle.count(tracker.objects, in: picture, afterReset: false)
      if result.terminated || result.truncated {
        try environment.reset(seed: nil)
        tracker.reset(ram: environment.ram, lives: environment.livesLeft)
        environment.copyScreen(into: &picture.pixels)
        oracle.count(tracker.objects, in: picture, afterReset: true)
      }
    }
    return oracle.agreements
  }

  private func choose(
    _ play: Play, _ tracker: ObjectTracker, _ actions: Int, _ step: Int,
    _ random: inout SmallGenerator
  ) -> Int {
    guard play.isGood, !random.next(1, in: 40) else { return Int(random.next() % UInt64(actions)) }
    if play.game == "freeway" { return 1 }
    if play.game == "space_invaders" { return 4 + step / 40 % 2 }
    guard let player = tracker.object(at: 0), let ball = tracker.object(at: 1) else {
      return step % 2
    }
    let offset = step / 800 % 5 * 3
    let gap =
      play.game == "pong" ? ball.y - player.y - offset : ball.x - player.x - offset
    if abs(gap) <= 2 { return 0 }
    return (gap > 0) == (play.game == "pong") ? 3 : 2
  }
}

/// Set to print the table of docs/objects.md.
private let printsAgreements =
  ProcessInfo.processInfo.environment["CARTWRIGHT_PRINT_AGREEMENTS"] != nil

/// A small seeded generator (SplitMix64) for tests.
struct SmallGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var value = state
    value = (value ^ value >> 30) &* 0xbf58_476d_1ce4_e5b9
    value = (value ^ value >> 27) &* 0x94d0_49bb_1331_11eb
    return value ^ value >> 31
  }

  /// True `hits` times in `total`.
  mutating func next(_ hits: UInt64, in total: UInt64) -> Bool { next() % total < hits }
}
