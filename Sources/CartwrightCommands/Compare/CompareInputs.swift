import Atari
import Baselines
import Foundation
import Training

/// The runs and logs that a command line of `compare` names, read and labelled.
struct CompareInputs {
  private(set) var items: [ComparisonPlan.Item] = []

  /// How `--log` names a log.
  static let labelled = ValueKind.form(expected: "LABEL=PATH") { split($0) != nil }

  /// A path with the name that the command line gives it.
  private struct Source {
    var label: String?
    var path: String
  }

  /// Reads everything that is named.
  ///
  /// Throws where a path cannot be read, and where nothing of it has scores; damage within a log is
  /// part of the result.
  init(_ arguments: Arguments, _ console: Console) throws {
    let sources = try Self.sources(arguments)
    let game = try arguments.text("game").map { try EnvironmentID($0).game.name }
    let progress = Progress(console)
    defer { progress.wipe() }
    var runs: [TrainedRun] = []
    for (index, source) in sources.enumerated() {
      progress.show { _ in "reading \(index + 1) of \(sources.count): \(source.path)" }
      let logs = try Self.logs(source.path, game: game)
      // Several algorithms in one file or folder are not seeds of one.
      let isMixed = Set(logs.compactMap(\.algorithm)).count > 1
      for log in logs {
        let configuration = Self.configuration(of: log)
        if let configuration, source.label == nil {
          runs.append(TrainedRun(configuration: configuration, item: items.count))
        }
        var label = source.label ?? log.algorithm ?? log.name
        if isMixed, source.label != nil, let algorithm = log.algorithm {
          label += " (\(algorithm))"
        }
        items.append(
          ComparisonPlan.Item(
            label: label, kind: configuration == nil ? .log : .run, log: log))
      }
    }
    for (item, label) in TrainedRun.labels(runs) { items[item].label = label }
  }

  private static func sources(_ arguments: Arguments) throws -> [Source] {
    let manager = FileManager.default
    let runs = arguments.repeated.map { word in
      manager.fileExists(atPath: word) ? nil : split(word)
    }
    var sources = zip(arguments.repeated, runs).map { word, split in
      split ?? Source(label: nil, path: word)
    }
    sources += arguments.texts("log").compactMap(split)
    guard !sources.isEmpty else {
      throw UsageError.needsOne(["RUN", "--log LABEL=PATH"], found: [])
    }
    var seen: Set<String> = []
    for source in sources {
      let path = URL(fileURLWithPath: source.path).resolvingSymlinksInPath().path
      guard seen.insert(path).inserted else {
        throw UsageError.value(
          "RUN", expected: "each run once", found: "`\(source.path)` twice",
          hint: "a run that counts twice makes intervals too narrow")
      }
    }
    return sources
  }

  /// `DQN=logs/dqn` as label and path; nil where one of them is missing.
  private static func split(_ word: String) -> Source? {
    guard let mark = word.firstIndex(of: "="), mark != word.startIndex else { return nil }
    let path = word[word.index(after: mark)...]
    return path.isEmpty ? nil : Source(label: String(word[..<mark]), path: String(path))
  }

  /// The logs of a path that have scores, in the game that is asked for.
  private static func logs(_ path: String, game: String?) throws -> [TrainingLog] {
    let all = try LogReader.read(path)
    let scored = all.filter { $0.score != nil }
    guard !scored.isEmpty else {
      if let damage = all.flatMap(\.damage).first { throw damage }
      let names = all.flatMap(\.curves).map { "`\($0.name)`" }
      throw Failure(
        .badData,
        "expected a curve of scores in \(path), found "
          + (names.isEmpty ? "no curves" : "only \(names.prefix(5).joined(separator: ", "))"))
    }
    guard let game else { return scored }
    let fitting = scored.filter { $0.game ?? game == game }.map { log in
      var log = log
      log.game = game
      return log
    }
    guard !fitting.isEmpty else {
      let found = Set(scored.compactMap(\.game)).sorted().joined(separator: ", ")
      throw Failure(.badData, "expected a log of \(game) in \(path), found \(found)")
    }
    return fitting
  }

  /// The configuration of the run of ours that a log is of; nil for logs of others.
  private static func configuration(of log: TrainingLog) -> TrainingConfiguration? {
    try? runFolder(log.path)?.configuration()
  }

  /// The folder of a run of ours, named itself or by a file in it; nil where there is no such path.
  static func runFolder(_ path: String) -> RunFolder? {
    let url = URL(fileURLWithPath: path)
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return nil }
    return RunFolder(isFolder.boolValue ? url : url.deletingLastPathComponent())
  }
}

/// A run of ours that the command line did not label.
private struct TrainedRun {
  let configuration: TrainingConfiguration
  /// Its place among the items.
  let item: Int

  /// What tells runs of one game apart, seeds aside.
  private var settings: [String] {
    [
      "horizon \(configuration.horizon)", "batch \(configuration.batch)",
      "start \(configuration.start)", "\(configuration.optimizer)",
      "protocol \(configuration.protocolName)", "\(configuration.updates) updates",
    ]
  }

  /// A label for each run: `Cartwright`, with what differs where runs of one game were not trained
  /// alike.
  static func labels(_ runs: [TrainedRun]) -> [(item: Int, label: String)] {
    runs.map { run in
      let others = runs.filter { $0.configuration.game == run.configuration.game }
      let differing = run.settings.indices.filter { index in
        others.contains { $0.settings[index] != run.settings[index] }
      }
      let details = differing.map { run.settings[$0] }.joined(separator: ", ")
      return (run.item, details.isEmpty ? "Cartwright" : "Cartwright (\(details))")
    }
  }
}
