import Atari
import TestSupport
import Testing

@Suite(.enabled(if: romsAreAvailable, Comment(rawValue: romsAreMissing)))
struct ResetTests {
  /// A seeded reset of an environment that was somewhere else ends in the very state, bit for bit,
  /// of an emulator that was loaded anew with that seed and reset, as Gymnasium does.
  @Test(arguments: Game.all)
  func aSeededResetEqualsALoad(_ game: Game) throws {
    let rom = try rom(of: game)
    var settings = EnvironmentSettings()
    settings.maxFrames = 300
    var environment = try Environment(rom: rom, settings: settings)
    for seed in [77, -617_818_137] as [Int32] {
      for step in 0..<30 { environment.step(step % environment.actions.count) }
      try environment.reset(seed: seed)
      var fresh = try ALEEmulator(
        rom: rom, seed: seed, repeatActionProbability: 0.25, maxFrames: 300)
      fresh.resetGame()
      #expect(try environment.snapshot().emulator == fresh.state(withRandomness: true))
    }
  }

  @Test(arguments: ["adventure", "video_cube", "pong", "montezuma_revenge"])
  func goingBackToTheLoadEqualsTheLoad(_ name: String) throws {
    let rom = try rom(of: Game.named(name))
    var used = try ALEEmulator(rom: rom, seed: 1, repeatActionProbability: 0.25, maxFrames: 0)
    _ = used.step(.fire, paddleStrength: 1, frames: 100)
    used.reload(seed: 9)
    let fresh = try ALEEmulator(rom: rom, seed: 9, repeatActionProbability: 0.25, maxFrames: 0)
    #expect(try used.state(withRandomness: true) == fresh.state(withRandomness: true))
  }

  /// In mode 2 of Adventure and in every Video Cube, ALE draws from the sticky action generator
  /// while the game starts; such resets must not be taken from the first one.
  @Test(arguments: [("adventure", 2), ("adventure", 0), ("video_cube", 201), ("space_invaders", 9)])
  func seededResetsInAModeRepeat(_ name: String, _ mode: Int) throws {
    var first = try makeEnvironment(name) { $0.mode = mode }
    var second = try makeEnvironment(name) { $0.mode = mode }
    try first.reset(seed: 3)
    try first.reset(seed: 4)
    try second.reset(seed: 4)
    #expect(try first.snapshot() == second.snapshot())
    try second.reset(seed: 3)
    try first.reset(seed: 3)
    #expect(try first.snapshot() == second.snapshot())
  }

  @Test func modesAndDifficultiesArePlayed() throws {
    var ordinary = try makeEnvironment("breakout")
    try ordinary.reset(seed: 1)
    #expect(ordinary.modes.contains(12) && ordinary.difficulties == [0, 1])
    for mode in ordinary.modes.dropFirst() {
      var other = try makeEnvironment("breakout") { $0.mode = mode }
      try other.reset(seed: 1)
      #expect(try other.snapshot() != ordinary.snapshot(), "mode \(mode)")
    }
    var harder = try makeEnvironment("breakout") { $0.difficulty = 1 }
    try harder.reset(seed: 1)
    #expect(try harder.snapshot() != ordinary.snapshot())
  }

  @Test func refusesSettingsThatTheGameLacks() throws {
    for change in [
      { $0.mode = 5 }, { $0.difficulty = 4 }, { $0.frameSkip = .fixed(0) },
      { $0.frameSkip = .range(0...3) }, { $0.repeatActionProbability = 1.5 },
      { $0.repeatActionProbability = .nan }, { $0.noopMax = -1 }, { $0.maxFrames = -1 },
    ] as [(inout EnvironmentSettings) -> Void] {
      let error = #expect(throws: AtariError.self) { _ = try makeEnvironment("pong", change) }
      #expect(error?.kind == .usage)
    }
    var environment = try makeEnvironment("pong")
    #expect(throws: AtariError.self) { try environment.reset(seed: -1) }
  }

  @Test func withoutASeedTheGeneratorsRunOn() throws {
    var environment = try makeEnvironment("breakout") { $0.frameSkip = .range(2...4) }
    func episode() -> [StepResult] {
      (0..<50).map { environment.step($0 % 4) }
    }
    try environment.reset(seed: 1)
    let first = episode()
    try environment.reset()
    let second = episode()
    try environment.reset(seed: 1)
    #expect(episode() == first)
    try environment.reset()
    #expect(episode() == second)
    #expect(first.map(\.episodeFrame) != second.map(\.episodeFrame))
  }

  @Test func noOpStartsAreDrawnFromTheSeed() throws {
    var environment = try makeEnvironment("pong") { $0.noopMax = 30 }
    var counts: Set<Int> = []
    for seed in 0..<200 as Range<Int32> {
      try environment.reset(seed: seed)
      let frames = environment.current.episodeFrame
      counts.insert(frames)
      if seed < 5 {
        try environment.reset(seed: seed)
        #expect(environment.current.episodeFrame == frames)
      }
    }
    #expect(counts == Set(1...30))
  }

  @Test func fireStartsTheGame() throws {
    for (fires, moves) in [(false, false), (true, true)] {
      var environment = try makeEnvironment("breakout") {
        $0.fireOnReset = fires
        $0.repeatActionProbability = 0
      }
      try environment.reset(seed: 1)
      #expect(environment.current.episodeFrame == (fires ? 4 : 0))
      // Breakout's ball is out of play while the byte of its height, RAM 101, is 0.
      for _ in 0..<10 { environment.step(0) }
      #expect((environment.ram[101] != 0) == moves)
    }
  }

  /// Played with no action after FIRE, Breakout loses its five balls one after the other.
  @Test func aLifeIsAnEpisodeIfAsked() throws {
    for lifeIsEpisode in [false, true] {
      var environment = try makeEnvironment("breakout") {
        $0.lifeIsEpisode = lifeIsEpisode
        $0.repeatActionProbability = 0
      }
      try environment.reset(seed: 1)
      #expect(environment.livesLeft == 5)
      var result = environment.current
      while !result.terminated { result = environment.step(1) }
      #expect(result.lives == (lifeIsEpisode ? 4 : 0))
      try environment.reset()
      #expect(environment.livesLeft == 5)
      #expect(environment.current.episodeFrame == 0)
      #expect(!environment.step(0).terminated)
    }
  }

  /// Video Cube presses buttons for 827 frames to start its cube 50; the limit of an episode must
  /// not make it press them for ever.
  @Test func aLimitShorterThanTheStartTruncatesAtOnce() throws {
    var environment = try makeEnvironment("video_cube") {
      $0.mode = 5002
      $0.maxFrames = 350
    }
    try environment.reset(seed: 1)
    #expect(environment.current.truncated && environment.current.episodeFrame > 350)
  }

  @Test func anEpisodeIsTruncatedAtTheFrameLimit() throws {
    var environment = try makeEnvironment("pong") { $0.maxFrames = 10 }
    try environment.reset(seed: 1)
    #expect(!environment.step(0).truncated)
    #expect(!environment.step(0).truncated)
    let end = environment.step(0)
    #expect(end.truncated && !end.terminated && end.episodeFrame == 10)
    let later = environment.step(0)
    #expect(later.truncated && later.frame == end.frame)
    try environment.reset()
    #expect(!environment.step(0).truncated)
  }
}
