import Atari
import Foundation
import Objects
import PolicyRuntime
import PolicySyntax
import Rollouts

/// What a policy's step costs, beside CPython with the same file and the same observations.
struct PolicyBench {
  private let policies: [(game: Game, policy: PolicyFile)]
  private let steps: Int
  private let pairs: Int
  private let seed: Int32
  private let library: ROMLibrary

  init(_ arguments: Arguments, _ console: Console) throws {
    let games: [Game]
    if let name = arguments.text("game") {
      games = [try EnvironmentID(name).game]
      _ = try ObjectTracker.table(for: games[0].name)
    } else {
      if arguments.isGiven("policy") { throw UsageError.needs("--policy", with: "--game") }
      games = try ObjectTracker.supportedGames.map { try Game.named($0) }
    }
    if let path = arguments.text("policy") {
      policies = [(games[0], try PolicyFile(path))]
    } else {
      let starts = StartingPolicies(console.environment)
      policies = try games.flatMap { game in
        try starts.named(for: game.name).map { (game, try PolicyFile($0.path)) }
      }
    }
    steps = arguments.integer("steps") ?? 1000
    pairs = arguments.integer("pairs") ?? 5
    seed = arguments.emulatorSeed
    library = console.romLibrary
  }

  /// `report` hears what comes next and returns whether to go on.
  func run(report: (String) -> Bool) throws -> PolicyBenchResult {
    var result = PolicyBenchResult(steps: steps)
    for (game, policy) in policies {
      guard report("\(policy.path): plays") else { throw Interrupted(note: "nothing to save") }
      let tapes = try record(policy, on: library.locate(game))
      let file = FileManager.default.temporaryDirectory
        .appending(path: "cartwright-\(UUID().uuidString).jsonl")
      defer { try? FileManager.default.removeItem(at: file) }
      try Data(tapes.map { $0.json() + "\n" }.joined().utf8).write(to: file)
      let peer = CPythonPeer(policy: policy.path, observations: file.path)
      result.python = result.python ?? peer?.python.version
      var line = PolicyBenchResult.Line(policy: policy.path)
      for pair in 1...pairs {
        guard report("\(policy.path): pair \(pair) of \(pairs)") else {
          throw Interrupted(note: "nothing to save")
        }
        let ours = try time(policy, tapes, .off)
        line.plain.append(ours.microseconds)
        line.observation.append(ours.observation)
        line.lines.append(try time(policy, tapes, .lines).microseconds)
        line.full.append(try time(policy, tapes, .full).microseconds)
        guard let theirs = try peer?.play() else { continue }
        line.python.append(theirs.seconds * 1e6 / Double(CPythonPeer.rounds * steps))
        guard theirs.sum == ours.sum else {
          throw Failure(
            .ownBug,
            "expected the actions that CPython chooses with \(policy.path), found other ones")
        }
      }
      result.lines.append(line)
    }
    return result
  }

  /// The observations of a policy's own play.
  private func record(_ policy: PolicyFile, on rom: ROM) throws -> [ObservationTape] {
    let player = try PolicyPlayer(
      rom: rom, settings: PlaySettings(environment: EnvironmentSettings(), maxSteps: .max))
    try player.load(policy.program)
    try player.reset(seed: seed, policySeed: 0)
    var tapes: [ObservationTape] = []
    for _ in 0..<steps {
      tapes.append(player.tape)
      let result: StepResult
      do throws(Diagnostic) {
        result = try player.step().result
      } catch {
        throw PolicyFailure(diagnostic: error, source: policy.tree.source)
      }
      if result.terminated || result.truncated { try player.reset(seed: nil, policySeed: nil) }
    }
    return tapes
  }

  /// Microseconds a call and those of making its observation, and the sum of the actions chosen with
  /// the random stream of seed 0.
  ///
  /// CPython's dictionaries are there before it is timed, so what it takes to make ours is taken off.
  private func time(
    _ policy: PolicyFile, _ tapes: [ObservationTape], _ recording: PolicyRecording
  ) throws -> (microseconds: Double, observation: Double, sum: Int) {
    let interpreter = try policy.interpreter()
    let binding = ObservationBinding(interpreter)
    interpreter.recording = recording
    func load() throws(Diagnostic) {
      for tape in tapes {
        interpreter.beginStep()
        _ = try binding.load(tape, into: interpreter)
      }
    }
    func round() throws(Diagnostic) -> Int {
      var sum = 0
      for tape in tapes {
        interpreter.beginStep()
        sum += try interpreter.callEntry(binding.load(tape, into: interpreter)).integer ?? 0
      }
      return sum
    }
    // Processor time: other jobs on the machine take turns with both.
    func microseconds(_ work: () throws(Diagnostic) -> Void) throws(Diagnostic) -> Double {
      let start = clock()
      for _ in 0..<CPythonPeer.rounds { try work() }
      let passed = Double(clock() - start) * 1e6 / Double(CLOCKS_PER_SEC)
      return passed / Double(CPythonPeer.rounds * tapes.count)
    }
    do throws(Diagnostic) {
      _ = try round()
      interpreter.reseed(0)
      var sum = 0
      let both = try microseconds { () throws(Diagnostic) in sum += try round() }
      let observation = try microseconds(load)
      return (max(both - observation, 0.001), observation, sum)
    } catch {
      throw PolicyFailure(diagnostic: error, source: policy.tree.source)
    }
  }
}
