import Baselines
import Foundation

import func PolicySyntax.nearestName

/// `compare`: runs against logs of other trainers, published scores and each other.
enum CompareCommand {
  static let command = Command(
    name: "compare",
    summary: "hold runs and training logs against each other and against published scores",
    discussion: """
      RUN is the folder of a run, or any training log; LABEL=RUN gives it a name. What a file is \
      shows in its content. The same label several times, or a folder with several runs, is several \
      seeds of one algorithm; runs without a label that were trained alike are, too.

      Each game gets a table: the best score and when it was first reached, the final one, the area \
      under the curve, human-normalised scores, with 95 % intervals over the runs. Aggregates over \
      games follow: interquartile mean, median, mean, optimality gap, and how likely one algorithm \
      beats another. Scores of one life and of whole games are never aggregated into one number. \
      What was measured in which way stands below.
      """,
    operands: [
      Operand(
        name: "RUN", help: "the folder of a run, or a log; LABEL=RUN names it", isOptional: true,
        repeats: true)
    ],
    options: [
      Option(
        name: "log", value: "LABEL=PATH", kind: CompareInputs.labelled,
        help: "a log or a folder of logs of an algorithm; again for more", repeats: true),
      Option(
        name: "game", value: "GAME",
        help: "compare in this game only; also the game of logs that do not tell"),
      Option(
        name: "published", value: "NAMES",
        help: "published scores beside them: `all`, `none`, or names with commas between, of "
          + PublishedScores.all.map(\.name).joined(separator: ", "),
        defaultValue: "dqn2015,ppo2017"),
      Option(
        name: "threshold", value: "S",
        help: "when a score was first reached: points, `human`, a percentage of human as `50%`, or "
          + "a published score by its name"),
      Option(
        name: "score", value: "NAME", kind: .choice(Comparison.Score.allCases.map(\.rawValue)),
        help: "what stands for a run in aggregates", defaultValue: Comparison.Score.best.rawValue),
      Option(
        name: "human", value: "SOURCE",
        kind: .choice(HumanNormalised.Source.allCases.map(\.rawValue)),
        help: "whose human scores normalise; they differ",
        defaultValue: HumanNormalised.Source.wang2016.rawValue),
      Option(
        name: "episode-end", value: "END", kind: .choice(["game", "life"]),
        help: "what ended the episodes of logs that do not tell"),
      Option(
        name: "frameskip", value: "K", kind: .integer(1...1000),
        help: "frames a step in logs that do not tell"),
      Option(
        name: "replications", value: "N", kind: .integer(1...10_000_000),
        help: "draws of the bootstrap", defaultValue: "50000"),
      .seed, .json,
      Option(name: "csv", value: "DIR", help: "also write each table as a CSV file to this folder"),
      Option(
        name: "out", value: "FILE.html",
        help: "also write a report: one file with curves, scores, programs and play"),
      Option(
        name: "pictures", value: "DIR",
        help: "also write each chart of the report as an SVG file, with its data, to this folder"),
    ],
    example: "compare runs/pong-1 runs/pong-2 --log DQN=logs/dqn --out compare.html",
    run: run)

  private static func run(_ arguments: Arguments, _ console: Console) throws {
    let inputs = try CompareInputs(arguments, console)
    var plan = ComparisonPlan(items: inputs.items)
    plan.published = try published(arguments.required("published"))
    plan.threshold = try arguments.text("threshold").map(threshold)
    if let score = Comparison.Score(rawValue: arguments.required("score")) { plan.score = score }
    if let source = HumanNormalised.Source(rawValue: arguments.required("human")) {
      plan.normalisation = source
    }
    if let end = arguments.text("episode-end").flatMap(Curve.EpisodeEnd.init) {
      plan.unknownEnd = end
    }
    plan.unknownFramesPerStep = arguments.integer("frameskip").map(Double.init)
    plan.bootstrap = Bootstrap(
      seed: arguments.seed, replications: arguments.integer("replications") ?? 50_000)
    let command = (["cartwright", "compare"] + arguments.words.map(shellWord))
    let comparison = plan.comparison(
      command: command.joined(separator: " "), versions: [Version.text])
    if let folder = arguments.text("csv") {
      try ComparisonFiles(comparison).write(to: folder)
    }
    if let path = arguments.text("out") {
      try CompareReport(comparison, console).write(to: path)
    }
    if let folder = arguments.text("pictures") {
      try CompareReport.writePictures(of: comparison, to: folder)
    }
    try console.print(
      arguments.flag("json") ? try json(comparison) : ComparisonText(comparison).text)
  }

  /// The published scores that a list of names stands for.
  private static func published(_ names: String) throws -> [PublishedScores] {
    switch names {
    case "all": return PublishedScores.all
    case "none": return []
    default:
      return try names.split(separator: ",", omittingEmptySubsequences: false).map { name in
        guard let found = PublishedScores.all.first(where: { $0.name == name }) else {
          throw unknown("--published", "`all`, `none` or names of published scores", String(name))
        }
        return found
      }
    }
  }

  /// Reads `18`, `human`, `50%` or `dqn2015`.
  private static func threshold(_ text: String) throws -> ComparisonPlan.Threshold {
    if text == "human" { return .share(100) }
    if text.hasSuffix("%"), let share = Double(text.dropLast()), share.isFinite {
      return .share(share)
    }
    if let score = Double(text), score.isFinite { return .score(score) }
    if let found = PublishedScores.all.first(where: { $0.name == text }) {
      return .published(found)
    }
    throw unknown(
      "--threshold", "a score, `human`, a percentage such as `50%` or a published score", text)
  }

  private static func unknown(_ option: String, _ expected: String, _ found: String) -> UsageError {
    let nearest = nearestName(to: found, among: PublishedScores.all.map(\.name))
    return .value(
      option, expected: expected, found: "`\(found)`",
      hint: nearest.map { "did you mean `\($0)`?" } ?? "see `cartwright help compare`")
  }

  /// The whole comparison on one line; what is not known is left out.
  private static func json(_ comparison: Comparison) throws -> String {
    let encoder = JSONEncoder()
    encoder.keyEncodingStrategy = .convertToSnakeCase
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(comparison), as: UTF8.self)
  }
}

/// A word as a shell reads it back: in quotes where it holds more than plain characters.
private func shellWord(_ word: String) -> String {
  let plain = word.utf8.allSatisfy {
    ($0 >= 0x30 && $0 <= 0x39) || ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A)
      || "-_=./:,%+@".utf8.contains($0)
  }
  return plain && !word.isEmpty ? word : "'" + word.replacing("'", with: "'\\''") + "'"
}
