import Atari
import Objects
import PolicySyntax
import Rollouts

/// Runs of our environment and of ale-py, one after the other.
struct EnvironmentBench {
  let id: EnvironmentID
  let settings: EnvironmentSettings
  let frameSkip: Int
  let rom: ROM
  let seed: Int32
  let steps: Int
  let pairs: Int
  /// Nil where there is no policy for the game.
  let policy: PolicyFile?

  init(_ arguments: Arguments, _ console: Console) throws {
    id = try EnvironmentID(arguments.text("game") ?? "pong")
    settings = arguments.changing(id.settings)
    guard case .fixed(let frameSkip) = settings.frameSkip else {
      throw UsageError.value(
        "--game", expected: "a game with a fixed frame skip", found: "a range of frame skips",
        hint: "set one with --frameskip")
    }
    self.frameSkip = frameSkip
    if let path = arguments.text("policy") {
      policy = try PolicyFile(path)
    } else if ObjectTracker.supportedGames.contains(id.game.name) {
      policy = try StartingPolicies(console.environment).named(for: id.game.name).first
        .map { try PolicyFile($0.path) }
    } else {
      policy = nil
    }
    rom = try console.romLibrary.locate(id.game)
    seed = arguments.emulatorSeed
    steps = arguments.integer("steps") ?? 1000
    pairs = arguments.integer("pairs") ?? 20
  }

  /// `report` hears the number of each pair before it runs and returns whether to go on.
  func run(report: (Int) -> Bool) throws -> EnvironmentBenchResult {
    var environment = try Environment(rom: rom, settings: settings)
    try environment.reset(seed: seed)
    let peer = ALEPeer(
      rom: rom.path, seed: seed, frameSkip: frameSkip,
      sticky: settings.repeatActionProbability, maxFrames: settings.maxFrames)
    var result = EnvironmentBenchResult(
      game: id.game.name, frameSkip: frameSkip, sticky: settings.repeatActionProbability,
      steps: steps, peerVersion: peer?.python.version)
    let vectors = [VectorPeer.Library.alePy, .envPool].compactMap { library in
      VectorPeer(
        library, game: id.game.name, frameSkip: frameSkip, sticky: settings.repeatActionProbability
      ).map { (library, $0) }
    }
    result.vectors = vectors.map {
      EnvironmentBenchResult.Vector(library: $0.rawValue, version: $1.python.version)
    }
    for pair in 1...pairs {
      guard report(pair) else { throw Interrupted(note: "nothing to save") }
      let actions = Self.actions(pair, count: steps, below: environment.actions.count)
      var theirs: (seconds: Double, reward: Int)?
      if pair % 2 == 0 { theirs = try peer?.play(actions) }
      let ours = try Self.play(actions, in: &environment)
      if pair % 2 == 1 { theirs = try peer?.play(actions) }
      if let theirs, theirs.reward != ours.reward {
        throw Failure(
          .ownBug, "expected the rewards of ale-py (\(theirs.reward)), found \(ours.reward)")
      }
      for (number, (_, peer)) in vectors.enumerated() {
        result.vectors[number].speeds.append(try peer.play(steps))
      }
      result.pairs.append(
        EnvironmentBenchResult.Pair(
          ours: Double(steps) / ours.seconds, theirs: theirs.map { Double(steps) / $0.seconds }))
    }
    if let policy { result.parts = try measureParts(policy, in: &environment) }
    return result
  }

  private static func play(
    _ actions: [Int], in environment: inout Environment
  ) throws -> (seconds: Double, reward: Int) {
    var reward = 0
    let start = ContinuousClock.now
    for action in actions {
      let result = environment.step(action)
      reward += result.reward
      if result.terminated || result.truncated { try environment.reset(seed: nil) }
    }
    return (Self.seconds(ContinuousClock.now - start), reward)
  }

  /// What objects and the policy take beside the emulator: the policy plays and is timed, then its
  /// actions are played again with the objects timed alone.
  private func measureParts(
    _ policy: PolicyFile, in environment: inout Environment
  ) throws -> EnvironmentBenchResult.Parts {
    let player = try PolicyPlayer(
      rom: rom, settings: PlaySettings(environment: settings, maxSteps: .max))
    try player.load(policy.program)
    try player.reset(seed: seed, policySeed: 0)
    var actions: [Int] = []
    var inPolicy = Duration.zero
    for _ in 0..<steps {
      let start = ContinuousClock.now
      do throws(Diagnostic) {
        actions.append(try player.chooseAction())
      } catch {
        throw PolicyFailure(diagnostic: error, source: policy.tree.source)
      }
      inPolicy += ContinuousClock.now - start
      let result = player.apply(actions[actions.count - 1]).result
      if result.terminated || result.truncated { try player.reset(seed: nil, policySeed: nil) }
    }

    var tracker = try ObjectTracker(game: id.game.name, mode: .strict, hud: false)
    var tape = ObservationTape()
    try environment.reset(seed: seed)
    tracker.reset(ram: environment.ram, lives: environment.livesLeft)
    var (inEnvironment, inObjects) = (Duration.zero, Duration.zero)
    for action in actions {
      let start = ContinuousClock.now
      let result = environment.step(action)
      let stepped = ContinuousClock.now
      tracker.update(ram: environment.ram, lives: result.lives)
      tracker.writeObservation(into: &tape, reward: Double(result.reward))
      inObjects += ContinuousClock.now - stepped
      inEnvironment += stepped - start
      if result.terminated || result.truncated {
        try environment.reset(seed: nil)
        tracker.reset(ram: environment.ram, lives: environment.livesLeft)
      }
    }
    let microseconds = { (duration: Duration) in duration / .microseconds(1) / Double(steps) }
    return EnvironmentBenchResult.Parts(
      environment: microseconds(inEnvironment), objects: microseconds(inObjects),
      policy: microseconds(inPolicy))
  }

  /// The actions of one pair: numbers that look random and are the same in every run.
  private static func actions(_ pair: Int, count: Int, below bound: Int) -> [Int] {
    var state = UInt64(pair + 1)
    return (0..<count).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
  }

  private static func seconds(_ duration: Duration) -> Double { duration / .seconds(1) }
}
