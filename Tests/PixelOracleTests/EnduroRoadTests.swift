import Atari
import Objects
import PixelOracle
import TestSupport
import Testing

/// The edges of the road that policies are told, against the picture.
@Suite(.enabled(if: romsAreAvailable, "\(romsAreMissing)")) struct EnduroRoadTests {
  @Test func edgesOfTheRoadAreWhereTheyAreDrawn() throws {
    let rom = try ROMLibrary(folders: [#require(romFolder)]).locate(Game.named("enduro"))
    var settings = EnvironmentSettings()
    settings.frameSkip = .fixed(4)
    var environment = try Environment(rom: rom, settings: settings)
    var tracker = try ObjectTracker(game: "enduro", mode: .strict, hud: false)
    var player = ScriptedPlayer(
      script: ScriptedPlayer.script(of: "enduro"), actions: environment.actions.count, seed: 3)
    var tape = ObservationTape()
    var picture = Picture()
    try environment.reset(seed: 7)
    tracker.reset(ram: environment.ram, lives: 0)
    var gaps: [Int: Int] = [:]
    for _ in 0..<3000 {
      _ = environment.step(player.choose(tracker))
      tracker.update(ram: environment.ram, lives: 0)
      tracker.writeObservation(into: &tape, reward: 0)
      environment.copyScreen(into: &picture.pixels)
      let cars = tracker.objects.map(PixelBox.init)
      for (y, left, right) in edges(tape) {
        // An edge is one grey pixel; what drives there hides it, and far off the fog does.
        if cars.contains(where: { $0.y <= y && y < $0.y + $0.h }) { continue }
        guard let box = road(in: picture, line: y) else { continue }
        if left >= 8 { gaps[abs(box.x - left), default: 0] += 1 }
        if right < 160 { gaps[abs(box.x + box.w - 1 - right), default: 0] += 1 }
      }
    }
    let all = gaps.values.reduce(0, +)
    let upTo = { (most: Int) in gaps.filter { $0.key <= most }.values.reduce(0, +) }
    #expect(all > 15_000)
    #expect(Double(upTo(1)) >= 0.9 * Double(all), "columns off, and how often: \(gaps)")
    // At marks that pass by, the edge is drawn up to four columns further in.
    #expect(Double(upTo(4)) >= 0.99 * Double(all), "columns off, and how often: \(gaps)")
  }

  private func edges(_ tape: ObservationTape) -> [(y: Int, left: Int, right: Int)] {
    guard let start = tape.tokens.firstIndex(where: { $0.key?.name == "Road" }) else { return [] }
    return (0..<tape.tokens[start].integer).map { index in
      let place = start + 4 * index + 2
      return (
        tape.tokens[place].integer, tape.tokens[place + 1].integer, tape.tokens[place + 2].integer
      )
    }
  }

  private func road(in picture: Picture, line y: Int) -> PixelBox? {
    let ground = picture[8, y]
    let box = picture.box(columns: 8..<160, lines: y..<y + 1) { _, _, pixel in
      pixel != ground && pixel < 14
    }
    return box.map { $0.w > 1 ? $0 : nil } ?? nil
  }
}
