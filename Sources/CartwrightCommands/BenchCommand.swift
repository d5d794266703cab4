import Atari
import Objects

/// `bench`: speed, as ratios wherever a peer is installed.
enum BenchCommand {
  static let command = Command(
    name: "bench",
    summary: "measure speed, beside ale-py where Python has it",
    discussion: """
      `environment` counts steps per second of one environment, in turn with a Python loop over \
      ale-py's ALEInterface.act that plays the same actions on the same ROM: pairs of runs, the one \
      that goes first changing, and the median of their ratios. Then it tells how much of a step \
      the objects take.
      """,
    operands: [
      Operand(
        name: "WHAT", kind: .choice(["environment"]), help: "what to measure",
        defaultValue: "environment")
    ],
    options: [
      Option(name: "game", value: "GAME", help: "what to play", defaultValue: "pong"),
      Option(
        name: "steps", value: "N", kind: .integer(100...10_000_000), help: "steps a run",
        defaultValue: "1000"),
      Option(
        name: "pairs", value: "N", kind: .integer(1...1000), help: "how many pairs of runs",
        defaultValue: "20"),
      .frameskip, .sticky, .emulatorSeed, .json,
    ],
    example: "bench environment --game breakout",
    run: { arguments, console in
      let shouldStop = console.interruptible()
      let bench = try EnvironmentBench(arguments, console)
      let progress = Progress(console)
      let result = try bench.run { number in
        progress.draw("pair \(number) of \(bench.pairs)")
        return !shouldStop()
      }
      progress.wipe()
      try console.print(arguments.flag("json") ? result.json : result.table)
    })
}

/// Runs of our environment and of ale-py, one after the other.
private struct EnvironmentBench {
  let id: EnvironmentID
  let settings: EnvironmentSettings
  let frameSkip: Int
  let rom: ROM
  let seed: Int32
  let steps: Int
  let pairs: Int

  init(_ arguments: Arguments, _ console: Console) throws {
    id = try EnvironmentID(arguments.required("game"))
    settings = arguments.changing(id.settings)
    guard case .fixed(let frameSkip) = settings.frameSkip else {
      throw UsageError.value(
        "--game", expected: "a game with a fixed frame skip", found: "a range of frame skips",
        hint: "set one with --frameskip")
    }
    self.frameSkip = frameSkip
    rom = try console.romLibrary.locate(id.game)
    seed = arguments.emulatorSeed
    steps = arguments.integer("steps") ?? 0
    pairs = arguments.integer("pairs") ?? 0
  }

  /// `report` hears the number of each pair before it runs and returns whether to go on.
  func run(report: (Int) -> Bool) throws -> BenchResult {
    var environment = try Environment(rom: rom, settings: settings)
    try environment.reset(seed: seed)
    let peer = PythonPeer(
      rom: rom.path, seed: seed, frameSkip: frameSkip,
      sticky: settings.repeatActionProbability, maxFrames: settings.maxFrames)
    var result = BenchResult(
      game: id.game.name, frameSkip: frameSkip, sticky: settings.repeatActionProbability,
      steps: steps, peerVersion: peer?.version)
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
      result.pairs.append(
        BenchResult.Pair(
          ours: Double(steps) / ours.seconds, theirs: theirs.map { Double(steps) / $0.seconds }))
    }
    try measureShares(&result, in: &environment)
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

  /// The time that objects take, beside that of the whole step.
  private func measureShares(
    _ result: inout BenchResult, in environment: inout Environment
  ) throws {
    guard var tracker = try? ObjectTracker(game: id.game.name, mode: .strict, hud: false) else {
      return
    }
    var tape = ObservationTape()
    let actions = Self.actions(0, count: steps, below: environment.actions.count)
    try environment.reset(seed: seed)
    tracker.reset(ram: environment.ram, lives: environment.livesLeft)
    var inObjects = Duration.zero
    let start = ContinuousClock.now
    for action in actions {
      let step = environment.step(action)
      let stepped = ContinuousClock.now
      tracker.update(ram: environment.ram, lives: step.lives)
      tracker.writeObservation(into: &tape, reward: Double(step.reward))
      inObjects += ContinuousClock.now - stepped
      if step.terminated || step.truncated {
        try environment.reset(seed: nil)
        tracker.reset(ram: environment.ram, lives: environment.livesLeft)
      }
    }
    result.objectsShare = inObjects / (ContinuousClock.now - start)
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

/// What `bench environment` found.
private struct BenchResult {
  struct Pair {
    /// Steps per second.
    let ours: Double
    let theirs: Double?
    var ratio: Double? { theirs.map { ours / $0 } }
  }

  let game: String
  let frameSkip: Int
  let sticky: Double
  let steps: Int
  let peerVersion: String?
  var pairs: [Pair] = []
  /// Of the time of a step, objects included.
  var objectsShare: Double?

  private static func median(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : Statistics.median(values)
  }

  private var ratio: Double? { Self.median(pairs.compactMap(\.ratio)) }

  var table: String {
    var table = TextTable(["PAIR", "CARTWRIGHT", "ALE-PY", "RATIO"], numeric: [0, 1, 2, 3])
    for (index, pair) in pairs.enumerated() {
      table.add([
        "\(index + 1)", decimal(pair.ours, 0), pair.theirs.map { decimal($0, 0) } ?? "-",
        pair.ratio.map { decimal($0, 3) } ?? "-",
      ])
    }
    table.add([
      "median", Self.median(pairs.map(\.ours)).map { decimal($0, 0) } ?? "-",
      Self.median(pairs.compactMap(\.theirs)).map { decimal($0, 0) } ?? "-",
      ratio.map { decimal($0, 3) } ?? "-",
    ])
    var lines = [
      "\(game): steps per second, frame skip \(frameSkip), sticky \(sticky), \(steps) steps a run",
      table.text,
    ]
    if peerVersion == nil {
      lines.append("no ratio: `python3 -c \"import ale_py\"` does not work here")
    }
    if let objectsShare { lines.append("objects: \(decimal(100 * objectsShare, 2)) % of a step") }
    return lines.joined(separator: "\n")
  }

  var json: String {
    var json = JSONText()
    json.object { json in
      json.value(game, "game")
      json.value(frameSkip, "frameskip")
      json.value(sticky, "repeat_action_probability")
      json.value(steps, "steps")
      json.value(peerVersion, "ale_py")
      json.list("pairs") { json in
        for pair in pairs {
          json.object { json in
            json.value(pair.ours, "steps_per_second")
            json.value(pair.theirs, "ale_py_steps_per_second")
            json.value(pair.ratio, "ratio")
          }
        }
      }
      json.value(ratio, "ratio")
      json.value(objectsShare, "objects_share")
    }
    return json.text
  }
}
