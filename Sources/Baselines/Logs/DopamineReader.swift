import Foundation

/// The learning curves that Dopamine publishes: a JSON list of `Iteration`, `Value`, `Agent`.
///
/// An iteration is 1 million frames, 250,000 agent steps (Dopamine `baselines/README.md`,
/// `agents/dqn/configs/dqn.gin`: `Runner.training_steps = 250000`); its value is the mean return of the
/// training episodes in it, with sticky actions and whole games (`terminal_on_life_loss` is off). An
/// agent that has an iteration several times was run several times: the n-th value of each iteration
/// is taken for run n.
public enum DopamineReader {
  private static let framesPerIteration = 1_000_000.0
  /// Runs that one file may hold.
  private static let mostRuns = 10_000

  /// Whether the first bytes of a file are those of such a list.
  public static func recognises(_ head: [UInt8]) -> Bool {
    let keys = LogHead(head).keys
    return keys.contains("Iteration") && keys.contains("Value")
  }

  /// Reads lists; each agent's runs are logs of their own.
  public static func read(_ files: [String]) throws(LogError) -> [TrainingLog] {
    var logs: [TrainingLog] = []
    var problems: [LogError] = []
    for file in files {
      do throws(LogError) {
        logs += try read(file)
      } catch {
        problems.append(error)
      }
    }
    if logs.isEmpty, let problem = problems.first { throw problem }
    if !problems.isEmpty { logs[0].damage += problems }
    return logs
  }

  private struct Group: Hashable {
    var agent: String
    var game: String
  }

  private static func read(_ path: String) throws(LogError) -> [TrainingLog] {
    var records = try JSONRecords(path, isLines: false)
    var runs: [Group: [[(Double, Double)]]] = [:]
    var order: [Group] = []
    var counts: [Group: [Double: Int]] = [:]
    var numbers = 0
    var runCount = 0
    while let record = records.next(), numbers < RecordedColumns.mostNumbers / 4 {
      var iteration: Double?
      var value: Double?
      var group = Group(agent: "", game: "")
      for (key, item) in record {
        switch (key, item) {
        case ("Iteration", .number(let number)): iteration = number
        case ("Value", .number(let number)): value = number
        case ("Agent", .text(let text)): group.agent = text
        case ("Game", .text(let text)): group.game = text
        default: break
        }
      }
      guard let iteration, let value else {
        let keys = record.map(\.key).prefix(4).joined(separator: ", ")
        records.complaints.add(
          line: records.line, expected: "an Iteration and a Value",
          found: keys.isEmpty ? "{}" : keys)
        continue
      }
      if runs[group] == nil {
        runs[group] = []
        order.append(group)
      }
      let run = counts[group, default: [:]][iteration, default: 0]
      counts[group, default: [:]][iteration] = run + 1
      if run == runs[group]!.count {
        guard runCount < mostRuns else {
          records.complaints.add(
            line: records.line, expected: "at most \(mostRuns) runs", found: "another one")
          break
        }
        runs[group]!.append([])
        runCount += 1
      }
      runs[group]![run].append((iteration, value))
      numbers += 1
    }
    let damage = records.complaints.list
    guard numbers > 0 else {
      throw damage.first ?? LogError(file: path, expected: "iterations", found: "none")
    }
    let description = RunDescription(file: path)
    return order.flatMap { group in
      runs[group]!.enumerated().map { index, points in
        var log = TrainingLog(
          name: "\(group.agent.isEmpty ? description.name : group.agent) run \(index + 1)",
          path: path, format: "Dopamine JSON")
        log.game = EnvironmentName(group.game)?.game ?? description.game
        log.algorithm = group.agent.isEmpty ? description.algorithm : group.agent
        log.curves = [curve(points)]
        log.damage = damage
        log.notes = [
          "An iteration is 1 million frames; its value is the mean return of its training episodes, "
            + "whole games.",
          "The log has no clock.",
        ]
        if runs[group]!.count > 1 {
          log.notes.append(
            "\(runs[group]!.count) runs of one agent, told apart by their place in the file.")
        }
        return log
      }
    }
  }

  private static func curve(_ points: [(Double, Double)]) -> Curve {
    let points = points.sorted { $0.0 < $1.0 }
    var curve = Curve(
      name: "Value", quantity: .meanReturn(.game, episodes: nil), stepUnit: .frames)
    curve.values = points.map(\.1)
    // The mean of an iteration is known at its end.
    curve.steps = points.map { ($0.0 + 1) * framesPerIteration }
    return curve
  }
}
