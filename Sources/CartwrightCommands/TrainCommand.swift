import Atari
import Foundation
import Objects
import Rollouts
import Training

/// `train`: the main job.
enum TrainCommand {
  static let command = Command(
    name: "train",
    summary: "rewrite a policy, update after update, until it plays well",
    discussion: """
      Each update plays the current policy, measures what changes to it would earn within the \
      credit horizon, tries edited versions and keeps the best one if its score under the protocol \
      is higher. The run's folder holds the configuration, a row for each update, every accepted \
      policy, what the optimizer saw, report.html, a page that shows the run while it goes on, and \
      tensorboard, events that TensorBoard shows (`tensorboard --logdir DIR`). Ctrl-C saves and stops; --resume goes on, to the same \
      result as if the run had never stopped. The protocol sets frame skip and sticky actions, \
      whatever id names the game.
      """,
    operands: [
      Operand(
        name: "GAME", help: "a game, such as pong; not needed with --resume", isOptional: true)
    ],
    options: [
      Option(
        name: "start", value: "FILE|NAME",
        help:
          "the starting policy: a file, or a name in policies/GAME", defaultValue: defaultStart),
      Option(
        name: "optimizer", value: "NAME", kind: .choice(["search"]),
        help: "who rewrites the policy: the built-in search, without a network",
        defaultValue: "search"),
      Option(
        name: "horizon", value: "one-step|N",
        kind: .form(expected: "`one-step` or a number of steps") { CreditHorizon($0) != nil },
        help: "steps of evidence that an update waits for (default: the game's)"),
      Option(
        name: "batch", value: "N", kind: .integer(1...1000),
        help: "independent rollouts that go into one update", defaultValue: "4"),
      Option(
        name: "updates", value: "N", kind: .integer(1...1_000_000),
        help: "updates after which training ends (default: the game's)"),
      Option(
        name: "time", value: "8m", kind: .duration, help: "training time after which it ends"),
      Option(
        name: "protocol", value: "NAME", kind: .choice(ProtocolName.allCases.map(\.rawValue)),
        help: "how scores are measured", defaultValue: ProtocolName.paper.rawValue),
      .emulator, .seed, .workers,
      Option(
        name: "out", value: "DIR",
        help: "a new folder for the run (default: runs/GAME-1 or the next free number)"),
      Option(name: "resume", value: "DIR", help: "go on with the run in this folder"),
    ],
    example: "train pong --horizon 400 --time 8m --seed 1",
    run: run)

  /// The starting policy where none is named.
  private static let defaultStart = "modular"

  /// What a run's configuration fixes: not to be said again with `--resume`.
  private static let fixed = [
    "start", "optimizer", "horizon", "batch", "updates", "time", "protocol", "seed", "out",
    "emulator",
  ]

  private static func run(_ arguments: Arguments, _ console: Console) throws {
    let shouldStop = console.interruptible()
    let trainer =
      if let path = arguments.text("resume") {
        try resumed(path, arguments, console)
      } else {
        try started(arguments, console)
      }
    let report = TrainingReport(trainer, console)
    report.begin()
    let outcome: TrainingOutcome
    do {
      outcome = try trainer.run(progress: report.show, shouldStop: shouldStop)
    } catch {
      report.fail()
      throw error
    }
    try report.end(outcome)
    if outcome.end == .interrupted {
      throw Interrupted(note: "every finished update is saved; --resume goes on")
    }
  }

  private static func started(_ arguments: Arguments, _ console: Console) throws -> Trainer {
    guard let name = arguments.text("GAME") else {
      throw UsageError.missingOperand(command.operands[0], command.name)
    }
    let game = try EnvironmentID(name).game
    _ = try ObjectTracker.table(for: game.name)
    guard let protocolName = ProtocolName(rawValue: arguments.required("protocol")) else {
      preconditionFailure("the table lists the protocols")
    }
    let rules = GameProtocol.named(protocolName, game: game.name)
    let start = arguments.required("start")
    let policy = try PolicyFile(startingPolicy(start, game: game, console))
    _ = try policy.interpreter()
    let rom = try console.romLibrary.locate(game)
    var configuration = TrainingConfiguration(
      game: game.name, rom: rom.md5, start: start,
      optimizer: arguments.required("optimizer"),
      horizon: arguments.text("horizon").flatMap { CreditHorizon($0) }
        ?? .steps(rules.rolloutHorizon),
      batch: arguments.integer("batch") ?? 1,
      updates: arguments.integer("updates") ?? rules.updates,
      timeLimit: arguments.seconds("time"), protocolName: protocolName, seed: arguments.seed,
      cartwrightVersion: Version.cartwright, emulatorVersion: Version.emulator)
    configuration.emulator = arguments.emulator
    let folder = arguments.text("out") ?? freeFolder(for: game)
    return try Trainer.start(
      configuration, source: policy.tree.source.text, rom: rom, workers: arguments.workers,
      folder: RunFolder(URL(fileURLWithPath: folder)))
  }

  private static func resumed(
    _ path: String, _ arguments: Arguments, _ console: Console
  ) throws -> Trainer {
    if let other = fixed.first(where: arguments.isGiven) {
      throw UsageError.exclusive("--resume", "--\(other)")
    }
    let folder = RunFolder(URL(fileURLWithPath: path))
    let game = try Game.named(try folder.configuration().game)
    if let name = arguments.text("GAME"), try EnvironmentID(name).game != game {
      throw UsageError.value(
        "GAME", expected: "the game of the run, \(game.name),", found: "`\(name)`")
    }
    return try Trainer.resume(
      folder, rom: try console.romLibrary.locate(game), workers: arguments.workers)
  }

  /// The file of a starting policy: as named, or in the game's folder of policies.
  private static func startingPolicy(
    _ text: String, game: Game, _ console: Console
  ) throws -> String {
    if text.contains("/") || text.hasSuffix(".py") { return text }
    let known = StartingPolicies(console.environment).named(for: game.name)
    if let found = known.first(where: { $0.name == text }) { return found.path }
    guard text != defaultStart else {
      throw Failure(
        .noInput, "expected a starting policy for \(game.name), found none",
        hint: "name a file with --start FILE; `cartwright games` lists the games that have one")
    }
    throw UsageError.value(
      "--start",
      expected: known.isEmpty
        ? "a file" : "a file or \(known.map { "`\($0.name)`" }.joined(separator: " or "))",
      found: "`\(text)`")
  }

  /// `runs/pong-1`, or the next number that is free.
  private static func freeFolder(for game: Game) -> String {
    var number = 1
    while FileManager.default.fileExists(atPath: "runs/\(game.name)-\(number)") { number += 1 }
    return "runs/\(game.name)-\(number)"
  }
}
