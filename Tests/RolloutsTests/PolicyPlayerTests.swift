import PolicyRuntime
import Rollouts
import TestSupport
import Testing

@Suite(.enabled(if: romsAreAvailable, Comment(rawValue: romsAreMissing)))
struct PolicyPlayerTests {
  @Test(arguments: Setting.all)
  func sameSeedsSameSteps(_ setting: Setting) throws {
    let player = try setting.player()
    try player.load(Setting.program())
    try player.reset(seed: 5, policySeed: 6)
    let first = try player.footprints(120)
    try player.reset(seed: 5, policySeed: 6)
    #expect(try player.footprints(120) == first)
    try player.reset(seed: 5, policySeed: 7)
    #expect(try player.footprints(120) != first)
  }

  @Test(arguments: Setting.all)
  func aCheckpointGoesOnTheSameInAnyPlayer(_ setting: Setting) throws {
    let player = try setting.player()
    let other = try setting.player()
    for one in [player, other] { try one.load(Setting.program()) }
    try player.reset(seed: 1, policySeed: 2)
    try other.reset(seed: 3, policySeed: 4)
    _ = try other.footprints(31)

    _ = try player.footprints(57)
    let checkpoint = try player.checkpoint()
    let after = try player.footprints(90)
    try player.restore(checkpoint)
    #expect(try player.footprints(90) == after)
    try other.restore(checkpoint)
    #expect(try other.footprints(90) == after)
    #expect(other.score == player.score)
    #expect(other.steps == player.steps)
  }

  @Test(arguments: Setting.all)
  func interleavedPlayersDoNotSeeEachOther(_ setting: Setting) throws {
    let alone = try setting.player()
    try alone.load(Setting.program())
    var expected: [[Footprint]] = []
    for seed in [10, 11] as [Int32] {
      try alone.reset(seed: seed, policySeed: UInt64(seed))
      expected.append(try alone.footprints(80))
    }

    let players = [try setting.player(), try setting.player()]
    for (index, player) in players.enumerated() {
      try player.load(Setting.program())
      try player.reset(seed: Int32(10 + index), policySeed: UInt64(10 + index))
    }
    var steps: [[Footprint]] = [[], []]
    for _ in 0..<80 {
      for (index, player) in players.enumerated() where steps[index].count < expected[index].count {
        steps[index] += try player.footprints(1)
      }
    }
    #expect(steps == expected)
  }

  @Test func aTracedWindowIsThePlayedOne() throws {
    let player = try Setting.all[0].player()
    try player.load(Setting.program())
    try player.reset(seed: 1, policySeed: 2)
    _ = try player.footprints(40)
    let start = try player.checkpoint()
    let outcome = try player.playWindow(from: start, horizon: 100)
    let rollout = try player.traceWindow(from: start, horizon: 100)
    #expect(rollout.outcome == outcome)
    #expect(rollout.steps.count == outcome.steps)
    #expect(rollout.steps.reduce(0) { $0 + $1.reward } == outcome.totalReward)
    for step in rollout.steps {
      #expect(step.calls.count == 1)
      #expect(step.calls.first?.function == "act")
      #expect(step.calls.first?.arguments == [.observation])
      #expect(step.calls.first?.result == .number(Double(step.action)))
      #expect(!step.lines.isEmpty)
      #expect(!step.decidingLines.isEmpty)
      #expect(Set(step.decidingLines).isSubset(of: step.lines))
    }
    var coverage = Coverage(try #require(player.interpreter).program)
    coverage.add([rollout])
    #expect(coverage.steps == outcome.steps)
    // The return after each step, the step's own reward included.
    var later = 0
    let sum = rollout.steps.reversed().reduce(0) { sum, step in
      later += step.reward
      return sum + later
    }
    #expect(coverage.laterReturn == Double(sum))
    #expect(coverage.lines.contains { $0.runs.steps == outcome.steps })
  }

  @Test(arguments: [
    ("return 6", "expected an action from 0 to 5, found `6`"),
    ("return -1", "found `-1`"),
    ("return 1.0", "found `1.0`"),
    ("return \"NOOP\"", "found `'NOOP'`"),
    ("pass", "found `None`"),
    ("return obs[\"Nothing\"]", "KeyError"),
    ("while True: pass", "FuelExhausted"),
  ])
  func aPolicyThatFailsEndsItsEpisode(_ row: (body: String, message: String)) throws {
    let player = try Setting.all[0].player()
    try player.load(
      Setting.program(
        "def act(obs):\n    if obs[\"reward\"] != obs[\"reward\"]: return 0\n    \(row.body)\n"))
    let result = try player.playEpisode(EpisodeSeeds(emulator: 1, policy: 1))
    #expect(result.end == .error)
    #expect(result.steps == 1)
    #expect(result.error?.contains(row.message) == true, "found \(result.error ?? "nothing")")
  }
}
