import Atari
import Foundation
import PolicyRuntime
import PolicySyntax
import Rollouts
import Synchronization
import TestSupport
import Testing
import Training

/// Short training runs of Breakout, whose one-life episodes are short while a policy is weak.
@Suite(.enabled(if: romsAreAvailable, Comment(rawValue: romsAreMissing)))
struct TrainerTests {
  static let rom = Result {
    try ROMLibrary(folders: [romFolder!]).locate(Game.named("breakout"))
  }

  static func source() throws -> String {
    try String(
      contentsOfFile: packageFolder + "/policies/breakout/modular.py", encoding: .utf8)
  }

  static func configuration(updates: Int, horizon: CreditHorizon) throws -> TrainingConfiguration {
    TrainingConfiguration(
      game: "breakout", rom: try rom.get().md5, start: "modular", horizon: horizon, batch: 3,
      updates: updates, stepsPerUpdate: 4000, timeLimit: nil, protocolName: .paper, seed: 11,
      cartwrightVersion: "test", emulatorVersion: "test")
  }

  /// A run folder that is removed with the value.
  final class Scratch {
    let folder: RunFolder
    init() {
      folder = RunFolder(
        FileManager.default.temporaryDirectory
          .appendingPathComponent("cartwright-test-\(UUID().uuidString)"))
    }
    deinit { try? FileManager.default.removeItem(at: folder.url) }

    /// Every file's text by its path, without the times.
    func record() throws -> [String: String] {
      let names = try FileManager.default.subpathsOfDirectory(atPath: folder.url.path)
      var record: [String: String] = [:]
      for name in names where !name.hasPrefix("state") {
        let url = folder.url.appendingPathComponent(name)
        guard let text = try? String(contentsOf: url, encoding: .utf8) else { continue }
        let isTable = name == "updates.csv"
        record[name] =
          isTable
          ? text.split(separator: "\n").map { line in
            String(line[..<(line.lastIndex(of: ",") ?? line.endIndex)])
          }.joined(separator: "\n") : text
      }
      return record
    }
  }

  static func train(
    _ scratch: Scratch, workers: Int, updates: Int = 3, horizon: CreditHorizon = .steps(40)
  ) throws -> TrainingOutcome {
    try Trainer.start(
      configuration(updates: updates, horizon: horizon), source: source(), rom: rom.get(),
      workers: workers, folder: scratch.folder
    ).run(shouldStop: { false })
  }

  @Test(arguments: [CreditHorizon.steps(40), .oneStep])
  func theNumberOfWorkersDoesNotShow(_ horizon: CreditHorizon) throws {
    let runs = [Scratch(), Scratch()]
    let outcomes = try zip(runs, [1, 2]).map {
      try Self.train($0, workers: $1, horizon: horizon)
    }
    #expect(outcomes[0].end == .updatesDone)
    #expect(try runs[0].record() == runs[1].record())
    #expect(outcomes[0].bestSource == outcomes[1].bestSource)
  }

  /// A run that is stopped anywhere and resumed, with another number of workers, ends as one that
  /// was not; whatever an unfinished update or a killed writer left behind.
  @Test func aResumedRunEndsAsOneThatNeverStopped() throws {
    let whole = Scratch()
    let calls = Mutex(0)
    let trainer = try Trainer.start(
      Self.configuration(updates: 3, horizon: .steps(40)), source: Self.source(),
      rom: Self.rom.get(), workers: 1, folder: whole.folder)
    _ = try trainer.run {
      calls.withLock { $0 += 1 }
      return false
    }
    let total = calls.withLock { $0 }
    let expected = try whole.record()

    for part in 1...4 {
      let scratch = Scratch()
      let left = Mutex(total * part / 5)
      let first = try Trainer.start(
        Self.configuration(updates: 3, horizon: .steps(40)), source: Self.source(),
        rom: Self.rom.get(), workers: 1, folder: scratch.folder)
      let outcome = try first.run {
        left.withLock {
          $0 -= 1
          return $0 <= 0
        }
      }
      #expect(outcome.end == .interrupted)
      let unfinished = (outcome.records.last?.update ?? 0) + 1
      let debris = String(format: "contexts/%04d.md", unfinished)
      try Data("half a fi".utf8).write(to: scratch.folder.url.appendingPathComponent(debris))
      let second = try Trainer.resume(scratch.folder, rom: Self.rom.get(), workers: 2)
      #expect(try second.run { false }.end == .updatesDone)
      #expect(try scratch.record() == expected)
    }
  }

  @Test func theRecordSaysWhatHappened() throws {
    let scratch = Scratch()
    let outcome = try Self.train(scratch, workers: 2)
    let best = try #require(outcome.records.map(\.score).max())
    #expect(outcome.records.map(\.update) == [0, 1, 2, 3])
    #expect(outcome.records.last?.best == best)
    #expect(best > outcome.records[0].score)

    // The best policy scores what the table says, and differs from the start in trainable bodies.
    let text = try String(contentsOf: scratch.folder.bestPolicy, encoding: .utf8)
    #expect(text == outcome.bestSource)
    let rules = GameProtocol.named(.paper, game: "breakout")
    let pool = try WorkerPool(rom: Self.rom.get(), settings: rules.play, count: 1)
    let evaluation = try Evaluation.run(
      PolicyProgram(source: SourceFile(name: "best.py", text: text)), on: pool,
      seeds: Evaluation.seeds(rules.play.environment, episodes: rules.episodes, seed: 11))
    #expect(evaluation.mean == best)
    for record in outcome.records {
      let path = String(format: "policies/%04d.py", record.update)
      let exists = FileManager.default.fileExists(
        atPath: scratch.folder.url.appendingPathComponent(path).path)
      #expect(exists == record.accepted)
    }
    let context = try String(
      contentsOf: scratch.folder.url.appendingPathComponent("contexts/0001.md"), encoding: .utf8)
    #expect(context.contains("select_paddle_action(obs, "))
    #expect(context.contains("| Player.x |"))
    #expect(context.contains("## What ran, and what followed"))
    #expect(context.contains("| line | code | steps | return | otherwise |"))
  }

  @Test func aFolderInUseIsRefused() throws {
    let scratch = Scratch()
    _ = try Self.train(scratch, workers: 1, updates: 0)
    let before = try scratch.record()
    #expect(throws: TrainingError.self) { try Self.train(scratch, workers: 1, updates: 0) }
    #expect(try scratch.record() == before)
  }

  @Test func aRunOfAnotherROMIsRefused() throws {
    let scratch = Scratch()
    _ = try Self.train(scratch, workers: 1, updates: 0)
    let pong = try ROMLibrary(folders: [romFolder!]).locate(Game.named("pong"))
    #expect(throws: TrainingError.self) {
      try Trainer.resume(scratch.folder, rom: pong, workers: 1)
    }
  }

  @Test(arguments: ["config.json", "state.json"])
  func aDamagedRecordIsAnErrorAndStaysAsItIs(_ name: String) throws {
    let scratch = Scratch()
    _ = try Self.train(scratch, workers: 1, updates: 0)
    let file = scratch.folder.url.appendingPathComponent(name)
    let whole = try Data(contentsOf: file)
    for length in [0, 1, whole.count / 2, whole.count - 3] {
      try whole.prefix(length).write(to: file)
      #expect(throws: TrainingError.self) {
        try Trainer.resume(scratch.folder, rom: Self.rom.get(), workers: 1)
      }
      #expect(try Data(contentsOf: file) == whole.prefix(length))
    }
  }

  @Test func aStartThatFailsSaysSo() throws {
    let scratch = Scratch()
    let source = "def act(obs):\n    return obs[\"Nothing\"]\n"
    let trainer = try Trainer.start(
      Self.configuration(updates: 1, horizon: .steps(40)), source: source, rom: Self.rom.get(),
      workers: 1, folder: scratch.folder)
    #expect(throws: TrainingError.self) { try trainer.run { false } }
  }
}
