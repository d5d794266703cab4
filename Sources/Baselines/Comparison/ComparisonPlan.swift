/// What is to be compared, and by which definitions.
public struct ComparisonPlan: Sendable {
  /// A run or log under the name that people call it by.
  public struct Item: Sendable {
    public var label: String
    public var kind: Comparison.Kind
    public var log: TrainingLog

    public init(label: String, kind: Comparison.Kind, log: TrainingLog) {
      self.label = label
      self.kind = kind
      self.log = log
    }
  }

  /// A score that is looked for in every game.
  public enum Threshold: Sendable, Hashable {
    /// In points, the same in every game.
    case score(Double)
    /// In percent human-normalised.
    case share(Double)
    /// As somebody published it.
    case published(PublishedScores)
  }

  /// Runs and logs; the same label several times is several runs of one algorithm.
  public var items: [Item]
  /// Shown in the games of the items.
  public var published: [PublishedScores] = []
  public var normalisation = HumanNormalised.Source.wang2016
  public var threshold: Threshold?
  /// What stands for a run where runs are aggregated.
  public var score = Comparison.Score.best
  public var bootstrap = Bootstrap()
  /// What ended the episodes of logs that do not tell.
  public var unknownEnd = Curve.EpisodeEnd.unknown
  /// Frames of a step in logs that do not tell; nil to leave it open. Rows are no steps.
  public var unknownFramesPerStep: Double?

  public init(items: [Item]) { self.items = items }

  /// Measures and aggregates everything. Logs without scores are left out.
  public func comparison(command: String, versions: [String]) -> Comparison {
    var result = Comparison(
      command: command, normalisation: normalisation.title, score: score)
    result.versions = versions
    let measured = items.compactMap { Measured($0, plan: self) }
    let names = Set(measured.map(\.game))
    result.games = names.sorted { ($0 ?? "~") < ($1 ?? "~") }.map { name in
      game(name, measured.filter { $0.game == name })
    }
    result.aggregates = aggregates(result.games)
    result.definitions = definitions(result)
    return result
  }

  /// A curve with what was said about logs that do not tell.
  fileprivate func settled(_ curve: Curve) -> Curve {
    var curve = curve
    if curve.stepUnit.framesPerStep == nil, curve.stepUnit != .rows {
      curve.stepUnit.framesPerStep = unknownFramesPerStep
    }
    return curve
  }

  /// The reference of a game.
  func reference(_ game: String?) -> HumanNormalised.Reference? {
    game.flatMap { HumanNormalised.references(normalisation)[$0] }
  }

  /// The threshold of a game in points.
  func threshold(_ game: String?) -> Double? {
    switch threshold {
    case nil: nil
    case .score(let score): score
    case .share(let share):
      reference(game).map { $0.random + share / 100 * ($0.human - $0.random) }
    case .published(let published): game.flatMap { published.scores[$0] }
    }
  }

  /// For numbers that need no fine ends, such as those of a single game.
  var coarseBootstrap: Bootstrap {
    var coarse = bootstrap
    coarse.replications = min(bootstrap.replications, 2000)
    return coarse
  }
}

/// A run with its curve of scores.
private struct Measured {
  let item: ComparisonPlan.Item
  let game: String?
  let episodeEnd: Curve.EpisodeEnd
  let basis: Comparison.Basis
  let scores: Curve
  let run: Comparison.Run

  init?(_ item: ComparisonPlan.Item, plan: ComparisonPlan) {
    guard let curve = item.log.score.map(plan.settled)?.finite, let basis = curve.quantity.basis,
      let measures = RunMeasures(
        of: curve, threshold: plan.threshold(item.log.game),
        reference: plan.reference(item.log.game))
    else { return nil }
    self.item = item
    self.basis = basis.0
    game = item.log.game
    episodeEnd = basis.1 == .unknown ? plan.unknownEnd : basis.1
    scores = curve.scores
    var run = Comparison.Run(
      name: item.log.name, path: item.log.path, format: item.log.format, measures: measures)
    run.seed = item.log.seed
    run.notes = item.log.notes
    if let window = measures.window, window < Curve.window {
      run.notes.append(
        "A score is the mean of all \(window) episodes: there are fewer than \(Curve.window).")
    }
    run.damage = item.log.damage.map(\.description)
    self.run = run
  }
}

extension ComparisonPlan {
  private func game(_ name: String?, _ measured: [Measured]) -> Comparison.Game {
    var game = Comparison.Game(name: name)
    let reference = reference(name)
    game.random = reference?.random
    game.human = reference?.human
    game.threshold = threshold(name)
    struct Key: Hashable {
      let label: String
      let kind: Comparison.Kind
      let end: Curve.EpisodeEnd
      let basis: Comparison.Basis
    }
    var order: [Key] = []
    var groups: [Key: [Measured]] = [:]
    for one in measured {
      let key = Key(
        label: one.item.label, kind: one.item.kind, end: one.episodeEnd, basis: one.basis)
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(one)
    }
    game.entries = order.compactMap { groups[$0] }.map(entry)
    game.entries += published.compactMap { entry($0, in: name) }
    return game
  }

  private func entry(_ group: [Measured]) -> Comparison.Entry {
    let first = group[0]
    var entry = Comparison.Entry(
      label: first.item.label, kind: first.item.kind, episodeEnd: first.episodeEnd,
      basis: first.basis)
    entry.algorithm = first.item.log.algorithm
    entry.runs = group.map(\.run)
    entry.measures = EntryMeasures(entry.runs.map(\.measures), bootstrap: coarseBootstrap)
    entry.curves = Comparison.Axis.allCases.compactMap {
      Comparison.LearningCurve(group.map(\.scores), axis: $0, bootstrap: coarseBootstrap)
    }
    for note in group.flatMap(\.run.notes) where !entry.notes.contains(note) {
      entry.notes.append(note)
    }
    return entry
  }

  private func entry(_ published: PublishedScores, in game: String?) -> Comparison.Entry? {
    guard let game, let score = published.scores[game] else { return nil }
    var entry = Comparison.Entry(
      label: published.label, kind: .published, episodeEnd: published.episodeEnd(in: game),
      basis: .published)
    entry.measures.best = Estimate(score)
    entry.measures.final = Estimate(score)
    entry.measures.bestNormalised = reference(game).map { Estimate($0.share(score)) }
    entry.measures.finalNormalised = entry.measures.bestNormalised
    entry.notes = ["\(published.source): \(published.rules)."]
    return entry
  }
}

extension Curve.Quantity {
  /// What such scores are and what ended their episodes; nil for what is no score.
  fileprivate var basis: (Comparison.Basis, Curve.EpisodeEnd)? {
    switch self {
    case .episodeReturn(let end): (.episodes, end)
    case .meanReturn(let end, _): (.means, end)
    case .evaluation(let end, _): (.evaluations, end)
    case .other: nil
    }
  }
}

extension Curve {
  /// Without the rows that hold an infinite number or none, which no measure could take in.
  fileprivate var finite: Curve {
    let columns = [values, steps, seconds, updates].filter { !$0.isEmpty }
    if columns.allSatisfy({ $0.allSatisfy(\.isFinite) }) { return self }
    let rows = values.indices.filter { row in columns.allSatisfy { $0[row].isFinite } }
    func kept(_ column: [Double]) -> [Double] { column.isEmpty ? [] : rows.map { column[$0] } }
    var result = self
    result.values = kept(values)
    result.steps = kept(steps)
    result.seconds = kept(seconds)
    result.updates = kept(updates)
    return result
  }
}
