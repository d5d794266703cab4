import Atari
import Objects
import PixelOracle
import PolicySyntax
import Rollouts

/// Objects held against the pixels, and what an extraction costs.
struct ObjectsBench {
  private let games: [Game]
  private let environment: (EnvironmentSettings) -> EnvironmentSettings
  private let steps: Int?
  private let seed: Int32
  private let policy: PolicyFile?
  private let library: ROMLibrary

  init(_ arguments: Arguments, _ console: Console) throws {
    if let name = arguments.text("game") {
      let id = try EnvironmentID(name)
      _ = try ObjectTracker.table(for: id.game.name)
      games = [id.game]
      environment = { _ in arguments.changing(id.settings) }
    } else {
      if arguments.isGiven("policy") { throw UsageError.needs("--policy", with: "--game") }
      games = try ObjectTracker.supportedGames.map { try Game.named($0) }
      environment = { arguments.changing($0) }
    }
    steps = arguments.integer("steps")
    seed = arguments.emulatorSeed
    policy = try arguments.text("policy").map { try PolicyFile($0) }
    library = console.romLibrary
  }

  /// `report` hears what comes next and returns whether to go on.
  func run(report: (String) -> Bool) throws -> ObjectsBenchResult {
    var result = ObjectsBenchResult()
    for game in games {
      let rom = try library.locate(game)
      if let policy {
        guard report("\(game.name): the policy plays") else { throw Self.interrupted }
        result.plays.append(try play(policy, rom))
      } else {
        for var play in OraclePlay.standard where play.game == game.name {
          play.steps = steps ?? play.steps
          guard report("\(play)") else { throw Self.interrupted }
          result.plays.append(
            ObjectsBenchResult.Play(name: "\(play)", agreements: try play.run(rom: rom).agreements))
        }
      }
      guard report("\(game.name): cost") else { throw Self.interrupted }
      result.costs.append(try measureCost(rom))
    }
    return result
  }

  private static let interrupted = Interrupted(note: "nothing to save")

  private func play(_ policy: PolicyFile, _ rom: ROM) throws -> ObjectsBenchResult.Play {
    let settings = environment(EnvironmentSettings())
    let player = try PolicyPlayer(
      rom: rom, settings: PlaySettings(environment: settings, maxSteps: .max), hud: true)
    try player.load(policy.program)
    var oracle = try PixelOracle(game: rom.game.name)
    var pixels: [UInt8] = []
    let count = steps ?? 5000
    try player.reset(seed: seed, policySeed: 0)
    for _ in 0..<count {
      let result: StepResult
      do throws(Diagnostic) {
        result = try player.step().result
      } catch {
        throw PolicyFailure(diagnostic: error, source: policy.tree.source)
      }
      player.environment.copyScreen(into: &pixels)
      let frames = settings.frameSkip.fixedFrames ?? 1
      oracle.count(
        player.tracker.objects, in: Picture(pixels: pixels), afterReset: player.steps == 1,
        frames: frames)
      if result.terminated || result.truncated { try player.reset(seed: nil, policySeed: nil) }
    }
    return ObjectsBenchResult.Play(
      name: "\(rom.game.name), \(policy.path), \(count) steps of \(settings.frameSkip.text)",
      agreements: oracle.agreements)
  }

  /// Random play is recorded; then its memory is read again and again, by us and by OCAtari.
  private func measureCost(_ rom: ROM) throws -> ObjectsBenchResult.Cost {
    let count = 2000
    var environment = try Environment(rom: rom, settings: self.environment(EnvironmentSettings()))
    var random = SeededGenerator(seed: 1)
    var images: [[UInt8]] = []
    try environment.reset(seed: seed)
    var stepping = Duration.zero
    for _ in 0..<count {
      let action = random.below(environment.actions.count)
      let start = ContinuousClock.now
      let result = environment.step(action)
      stepping += ContinuousClock.now - start
      var image = [UInt8](repeating: 0, count: 128)
      for index in image.indices { image[index] = environment.ram[index] }
      images.append(image)
      if result.terminated || result.truncated { try environment.reset(seed: nil) }
    }

    var tracker = try ObjectTracker(game: rom.game.name, mode: .strict, hud: false)
    var tape = ObservationTape()
    let first = images[0]
    tracker.reset(ram: first.span, lives: 3)
    let rounds = 20
    func time(_ body: ([UInt8]) -> Void) -> Double {
      for image in images { body(image) }
      let start = ContinuousClock.now
      for _ in 0..<rounds { for image in images { body(image) } }
      return (ContinuousClock.now - start) / .microseconds(1) / Double(rounds * count)
    }
    let update = time { tracker.update(ram: $0.span, lives: 3) }
    let observation = time {
      tracker.update(ram: $0.span, lives: 3)
      tracker.writeObservation(into: &tape, reward: 0)
    }
    let peer = OCAtariPeer(game: rom.game.name)
    let theirs = peer?.extract(images.map(hexDigits)).map { $0 * 1e6 / Double(count) }
    return ObjectsBenchResult.Cost(
      game: rom.game.name, step: stepping / .microseconds(1) / Double(count), update: update,
      observation: observation, ocatari: theirs, ocatariVersion: peer?.python.version)
  }
}
