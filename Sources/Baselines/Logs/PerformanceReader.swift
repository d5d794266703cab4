import Foundation

/// The paper's own record of a run: `perf.csv`, a row for each update of the optimizer.
///
/// Columns, as github.com/ameliakuang/LLM-Game-Playing-Agents writes them (`pong_training.py`, `logs/`):
/// `Optimization Step`, `Mean Reward`, `Std Dev Reward`, and in later versions `Wall Clock Time (s)` of
/// the update alone, `Training Steps` of its rollout and `Max Training Steps`. A row without a
/// reward is an update whose rollout failed: its time counts, its score does not. Some files have a
/// column of row numbers without a name before these.
public enum PerformanceReader {
  /// Whether the first bytes of a file are those of such a table.
  public static func recognises(_ head: [UInt8]) -> Bool {
    let names = LogHead(head).header.map(ScoreNames.normalised)
    return names.contains("optimization_step") && names.contains("mean_reward")
  }

  /// Reads tables, each of which is a run.
  public static func read(_ files: [String]) throws(LogError) -> [TrainingLog] {
    try readEach(files, read)
  }

  private static func read(_ path: String) throws(LogError) -> TrainingLog {
    let table = try CSVReader(path)
    let names = table.header.map(ScoreNames.normalised)
    guard let step = names.firstIndex(of: "optimization_step"),
      let reward = names.firstIndex(of: "mean_reward")
    else {
      throw LogError(
        file: path, .line(1), expected: "the columns Optimization Step and Mean Reward",
        found: table.header.prefix(6).joined(separator: ","))
    }
    let deviation = names.firstIndex(of: "std_dev_reward")
    let time = names.firstIndex(of: "wall_clock_time")
    let played = names.firstIndex(of: "training_steps")
    let description = RunDescription(file: path)

    var columns = RecordedColumns()
    let (score, spread, update) = (
      columns.column(table.header[reward]), columns.column("Std Dev Reward"),
      columns.column(table.header[step])
    )
    var clock = Clock(.perRow)
    var steps = 0.0
    while table.next(), !columns.isFull {
      if let value = table.cell(reward).number { columns.add(value, to: score) }
      if let value = deviation.flatMap({ table.cell($0).number }) { columns.add(value, to: spread) }
      if let value = table.cell(step).number { columns.add(value, to: update) }
      if let played { steps += max(table.cell(played).number ?? 0, 0) }
      let seconds = time.flatMap { table.cell($0).number }.map { clock.advance(to: $0) }
      columns.endRow(step: played == nil ? table.cell(step).number : steps, seconds: seconds)
    }
    guard columns.rows > 0 else {
      throw table.complaints.list.first ?? LogError(file: path, expected: "rows", found: "none")
    }

    var log = TrainingLog(name: description.name, path: path, format: "perf.csv of the paper")
    log.game = description.game
    log.algorithm = "Trace"
    log.seed = description.seed
    let quantity = PaperProtocol.evaluation(description.game)
    let updates = Curve.StepUnit("updates", framesPerStep: nil)
    columns.useAsUpdates(table.header[step])
    log.curves = columns.curves(stepUnit: played == nil ? updates : .agentSteps()) {
      $0 == table.header[reward] ? quantity : .other
    }
    log.damage = table.complaints.list
    log.notes = [
      quantity.episodeEnd == .life
        ? "Scores are means over evaluation episodes, which end with the first life."
        : "Scores are means over evaluation games.",
      time == nil
        ? "The log has no clock." : "Seconds are the sum of the updates' 'Wall Clock Time (s)'.",
    ]
    if played != nil {
      log.notes.append(
        "Steps are the sum of 'Training Steps', agent steps at frame skip 4; those of the "
          + "evaluations are not recorded.")
    }
    return log
  }
}
