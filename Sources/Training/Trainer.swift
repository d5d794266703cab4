import Atari
import PolicyRuntime
import PolicySyntax
import Rollouts

/// The learning loop.
///
/// One update is: collect evidence (rollouts of the credit horizon's length, from snapshots of the
/// current policy's own play), measure what the actions do, build the learning context, let the
/// optimizer propose edited policies, try them, evaluate the best one under the protocol, keep it
/// if its mean score is higher, write the record.
///
/// The current policy is always the best one so far. Every random choice of update `n` follows
/// from the run's seed and `n`, so a resumed run makes the same updates as one that never stopped.
public final class Trainer {
  /// What is trained and how.
  public let configuration: TrainingConfiguration
  /// Where the record goes.
  public let folder: RunFolder
  /// The game's ROM.
  public let rom: ROM
  /// How episodes are played.
  public let play: PlaySettings

  /// A record for each finished update, the starting policy first.
  public var records: [UpdateRecord] { state?.records ?? [] }

  private let rules: GameProtocol
  private let pool: WorkerPool
  private let optimizer: any Optimizer
  private let seeds: [EpisodeSeeds]
  private var state: TrainingState?

  /// Starts a new run in a new or empty folder.
  public static func start(
    _ configuration: TrainingConfiguration, source: String, rom: ROM, workers: Int,
    folder: RunFolder
  ) throws -> Trainer {
    _ = try PolicyProgram(source: SourceFile(name: configuration.start, text: source))
    let trainer = try Trainer(configuration, rom: rom, workers: workers, folder: folder)
    try folder.create(configuration, startSource: source)
    return trainer
  }

  /// Goes on with a run from its last finished update.
  public static func resume(_ folder: RunFolder, rom: ROM, workers: Int) throws -> Trainer {
    let configuration = try folder.configuration()
    guard configuration.rom == rom.md5 else {
      throw TrainingError.otherROM(expected: configuration.rom, found: rom.md5)
    }
    let trainer = try Trainer(configuration, rom: rom, workers: workers, folder: folder)
    trainer.state = try folder.state()
    return trainer
  }

  private init(
    _ configuration: TrainingConfiguration, rom: ROM, workers: Int, folder: RunFolder
  ) throws {
    self.configuration = configuration
    self.folder = folder
    self.rom = rom
    rules = GameProtocol.named(configuration.protocolName, game: configuration.game)
    var play = rules.play
    if let emulator = configuration.emulator { play.environment.emulator = emulator }
    self.play = play
    pool = try WorkerPool(rom: rom, settings: play, count: workers)
    optimizer = SearchOptimizer()
    seeds = Evaluation.seeds(
      rules.play.environment, episodes: rules.episodes, seed: configuration.seed)
  }

  /// Trains until the updates, the time or the game's score are used up, or until told to stop.
  ///
  /// `shouldStop` is asked often, on any thread; the update under way is then dropped. `progress`
  /// is called on the calling thread.
  public func run(
    progress: (TrainingProgress) -> Void = { _ in }, shouldStop: @escaping @Sendable () -> Bool
  ) throws -> TrainingOutcome {
    let watch = TrainingClock(before: state?.seconds ?? 0, limit: configuration.timeLimit)
    let stepsBefore = pool.stepsPlayed
    let stop: @Sendable () -> Bool = { shouldStop() || watch.isOver }
    func report(_ phase: TrainingProgress.Phase, update: Int) {
      progress(
        watch.progress(
          phase, update: update, updates: configuration.updates, last: state?.records.last,
          frames: Double(pool.stepsPlayed - stepsBefore)
            * rules.play.environment.frameSkip.mean))
    }
    do {
      if state == nil {
        report(.evaluating, update: 0)
        try evaluateStart(watch, stop)
      }
      report(.finished, update: state!.update)
      while state!.update < configuration.updates {
        if isSolved { return outcome(.solved) }
        if stop() { throw WorkerPool.Stopped() }
        try update(state!.update + 1, watch, stop) { report($0, update: $1) }
        report(.finished, update: state!.update)
      }
      return outcome(isSolved ? .solved : .updatesDone)
    } catch is WorkerPool.Stopped {
      return outcome(shouldStop() ? .interrupted : .timeLimit)
    }
  }

  private var isSolved: Bool {
    guard let goal = rules.stopsAt, let state else { return false }
    return state.score >= goal
  }

  private func outcome(_ end: TrainingOutcome.End) -> TrainingOutcome {
    TrainingOutcome(end: end, records: state?.records ?? [], bestSource: state?.source ?? "")
  }

  /// Update 0: the starting policy's score.
  private func evaluateStart(
    _ watch: TrainingClock, _ stop: @escaping @Sendable () -> Bool
  ) throws {
    let source = try folder.startSource()
    let tree = try SyntaxTree(parsing: SourceFile(name: configuration.start, text: source))
    let evaluation = try Evaluation.run(
      try PolicyProgram(compiling: tree), on: pool, seeds: seeds, shouldStop: stop)
    if let error = evaluation.error { throw TrainingError.startFails(error) }
    let record = UpdateRecord(
      update: 0, score: evaluation.mean, best: evaluation.mean, accepted: true,
      edit: "start: \(configuration.start)", candidates: 0, finalists: 0, rolloutReturn: 0,
      steps: evaluation.stepsPlayed, totalSteps: evaluation.stepsPlayed, seconds: watch.seconds)
    try folder.writeAccepted(source, update: 0)
    try finish(
      TrainingState(
        source: source, score: evaluation.mean, records: [record], stalled: 0,
        tried: [PolicyFingerprint.of(source)]))
  }

  private func finish(_ new: TrainingState) throws {
    try folder.write(new)
    state = new
  }

  private func update(
    _ number: Int, _ watch: TrainingClock, _ stop: @escaping @Sendable () -> Bool,
    _ report: (TrainingProgress.Phase, Int) -> Void
  ) throws {
    guard var new = state else { preconditionFailure("the start is evaluated first") }
    let horizon = configuration.horizon.length
    let sequence = SeedSequence(configuration.seed)
    var steps = 0

    report(.collecting, number)
    let tree = try SyntaxTree(
      parsing: SourceFile(name: "update-\(new.update).py", text: new.source))
    let program = try PolicyProgram(compiling: tree)
    let experience = try Experience.play(program, on: pool, seeds: seeds[0], shouldStop: stop)
    steps += experience.steps
    var generator = SeededGenerator(seed: sequence.seed(.windowChoice, number))
    let starts = experience.starts(
      batch: configuration.batch, horizon: horizon, generator: &generator)
    let rollouts = try pool.map(starts.count, shouldStop: stop) { player, index in
      try player.load(program)
      return try player.traceWindow(from: starts[index], horizon: horizon)
    }
    steps += rollouts.reduce(0) { $0 + $1.outcome.steps }
    let probes = (0..<ActionEffects.trials).map { _ in generator.pick(experience.checkpoints) }
    let effects = try ActionEffects.measure(
      from: probes, program: program, horizon: configuration.horizon, on: pool, shouldStop: stop)
    steps += effects.stepsPlayed

    report(.proposing, number)
    var coverage = Coverage(program)
    coverage.add(rollouts)
    let context = LearningContext(
      rules: rules, update: number, policy: tree, score: new.score,
      horizon: configuration.horizon, rollouts: rollouts, coverage: coverage, effects: effects,
      actions: pool.actions.map(\.name), history: new.records.suffix(5), stalled: new.stalled,
      seed: sequence.seed(.search, number), tried: Set(new.tried))
    try folder.writeContext(context.text, update: number)
    let proposals = optimizer.propose(
      context,
      count: CandidateTrials.candidateCount(
        budget: configuration.stepsPerUpdate, horizon: horizon))

    report(.trying, number)
    let trials = CandidateTrials(
      pool: pool, horizon: horizon, starts: starts, episode: seeds[0], shouldStop: stop)
    let found = try trials.run(proposals, budget: configuration.stepsPerUpdate)
    steps += found.steps
    new.tried += found.finalists.map { PolicyFingerprint.of($0.proposal.tree.source.text) }

    report(.evaluating, number)
    var record = UpdateRecord(
      update: number, score: found.finalists.first?.result.score ?? new.score, best: new.score,
      accepted: false, edit: found.finalists.first?.proposal.summary ?? "none",
      candidates: found.candidates, finalists: found.finalists.count,
      rolloutReturn: rollouts.reduce(0) { $0 + $1.outcome.totalReward }, steps: 0, totalSteps: 0,
      seconds: 0)
    new.stalled += 1
    for finalist in found.finalists.prefix(2) where finalist.value > new.score {
      let evaluation = try Evaluation.run(
        finalist.program, on: pool, seeds: seeds, shouldStop: stop)
      steps += evaluation.stepsPlayed
      record.score = evaluation.mean
      record.edit = finalist.proposal.summary
      if evaluation.error == nil, evaluation.mean > new.score {
        new.source = finalist.proposal.tree.source.text
        new.score = evaluation.mean
        new.stalled = 0
        record.accepted = true
        record.best = evaluation.mean
        try folder.writeAccepted(new.source, update: number)
        break
      }
    }
    record.steps = steps
    record.totalSteps = new.totalSteps + steps
    record.seconds = watch.seconds
    new.records.append(record)
    try finish(new)
  }
}
