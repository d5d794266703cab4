import Atari
import TestSupport
import Testing

@Suite(.enabled(if: romsAreAvailable, Comment(rawValue: romsAreMissing)))
struct StepTests {
  @Test func actionSets() throws {
    let minimal = try makeEnvironment("pong")
    #expect(
      minimal.actions.map(\.name) == ["NOOP", "FIRE", "RIGHT", "LEFT", "RIGHTFIRE", "LEFTFIRE"])
    let full = try makeEnvironment("pong") { $0.fullActionSet = true }
    #expect(full.actions == Action.allCases)
    #expect(Action.allCases.map(\.name).last == "DOWNLEFTFIRE")
  }

  /// Frame by frame is the same as step by step: what a recorder relies on.
  @Test func singleFramesMakeTheSameSteps() throws {
    var whole = try makeEnvironment("Breakout-v0")
    var parts = try makeEnvironment("Breakout-v0")
    try whole.reset(seed: 8)
    try parts.reset(seed: 8)
    for step in 0..<200 {
      let expected = whole.step(step % 4)
      var result = parts.current
      var reward = 0
      for _ in 0..<parts.drawFrameSkip() {
        result = parts.step(parts.actions[step % 4], frames: 1)
        reward += result.reward
      }
      result.reward = reward
      #expect(result == expected)
      #expect(try whole.snapshot() == parts.snapshot())
    }
  }

  @Test func frameSkipsOfARangeAreDrawnEvenly() throws {
    var environment = try makeEnvironment("Pong-v4")
    try environment.reset(seed: 2)
    var counts: [Int: Int] = [:]
    var frame = 0
    for _ in 0..<600 {
      let result = environment.step(0)
      counts[result.frame - frame, default: 0] += 1
      frame = result.frame
    }
    #expect(Set(counts.keys) == [2, 3, 4])
    // 200 each, with a standard deviation of 12.
    #expect(counts.values.allSatisfy { (140...260).contains($0) })
  }

  @Test func stickyActionsFollowTheSeed() throws {
    func paddle(probability: Double, seed: Int32) throws -> [UInt8] {
      var environment = try makeEnvironment("breakout") { $0.repeatActionProbability = probability }
      try environment.reset(seed: seed)
      return (0..<60).map { step in
        environment.step(step % 3 + 1)
        return environment.ram[72]
      }
    }
    #expect(try paddle(probability: 0, seed: 1) == paddle(probability: 0, seed: 2))
    #expect(try paddle(probability: 0.25, seed: 1) == paddle(probability: 0.25, seed: 1))
    #expect(try paddle(probability: 0.25, seed: 1) != paddle(probability: 0.25, seed: 2))
    #expect(try paddle(probability: 0.25, seed: 1) != paddle(probability: 0, seed: 1))
  }

  @Test func paddleStrengthScalesTheMovement() throws {
    var environment = try makeEnvironment("breakout") { $0.repeatActionProbability = 0 }
    func position(strength: Float) throws -> UInt8 {
      try environment.reset(seed: 1)
      for _ in 0..<5 { environment.step(3, paddleStrength: strength) }
      return environment.ram[72]
    }
    let still = try position(strength: 0)
    let half = try position(strength: 0.5)
    let whole = try position(strength: 1)
    #expect(whole < half && half < still)
  }

  @Test func screensAgree() throws {
    var environment = try makeEnvironment("ms_pacman")
    try environment.reset(seed: 1)
    for step in 0..<80 { environment.step(step % 9) }
    var indices: [UInt8] = []
    var rgb: [UInt8] = []
    var grey: [UInt8] = []
    environment.copyScreen(into: &indices)
    environment.copyScreenRGB(into: &rgb)
    environment.copyScreenGrey(into: &grey)
    let palette = environment.palette
    #expect(indices.count == 160 * 210 && grey.count == indices.count)
    #expect(Set(indices).count > 3)
    #expect(rgb == indices.flatMap { palette[(3 * Int($0))..<(3 * Int($0) + 3)] })
    // Brightness as ALE's tables have it: 0.299 R + 0.587 G + 0.114 B, within rounding.
    for (pixel, brightness) in zip(indices, grey) where pixel % 2 == 0 {
      let colour = palette[(3 * Int(pixel))..<(3 * Int(pixel) + 3)].map(Double.init)
      let expected = 0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2]
      #expect(abs(expected - Double(brightness)) <= 1)
      if abs(expected - Double(brightness)) > 1 { return }
    }
  }

  @Test func gamesForPALAreHigher() throws {
    let environment = try makeEnvironment("air_raid")
    #expect(environment.screenWidth == 160 && environment.screenHeight == 250)
  }
}
