import Foundation

/// The `progress.csv` of Stable-Baselines3 (and of the baselines before it) and of RLlib.
///
/// Stable-Baselines3's logger writes a row each time it prints (`common/logger.py`): a mean over the
/// last 100 episodes, `time/total_timesteps`, `time/time_elapsed`. RLlib writes a row an iteration:
/// `episode_reward_mean`, `timesteps_total`, `time_total_s`. For Atari it counts whole games: its
/// `MonitorEnv` is the innermost wrapper (`rllib/env/wrappers/atari_wrappers.py`), and metrics are
/// fetched from there (`_fetch_atari_metrics`, `rllib/evaluation/sampler.py`). So
/// `episode_len_mean` counts raw frames, while `timesteps_total` counts agent steps of 4 frames.
public enum ProgressReader {
  /// Whether the first bytes of a file are those of such a table.
  public static func recognises(_ head: [UInt8]) -> Bool {
    ProgressTable(names: LogHead(head).header) != nil
  }

  /// Reads tables of progress, each of which is a run.
  public static func read(_ files: [String]) throws(LogError) -> [TrainingLog] {
    try readEach(files, read)
  }

  private static func read(_ path: String) throws(LogError) -> TrainingLog {
    let table = try CSVReader(path)
    guard var progress = ProgressTable(names: table.header) else {
      throw LogError(
        file: path, .line(1), expected: "the columns of a progress.csv",
        found: table.header.prefix(6).joined(separator: ","))
    }
    var environment: EnvironmentName?
    while table.next(), !progress.isFull {
      var numbers: [(key: String, value: Double)] = []
      for column in 0..<table.count {
        if let value = table.cell(column).number { numbers.append((table.header[column], value)) }
      }
      if progress.rows == 0 { environment = Self.environment(in: table) }
      progress.add(numbers)
    }
    return try progress.log(
      path,
      format: progress.library == .rllib ? "RLlib progress.csv" : "Stable-Baselines3 progress.csv",
      environment: environment, complaints: table.complaints)
  }

  /// The environment that RLlib's columns of text name.
  private static func environment(in table: CSVReader) -> EnvironmentName? {
    if let column = table.column("experiment_tag"),
      let found = EnvironmentName(in: table.text(column))
    {
      return found
    }
    // A dictionary as Python prints it.
    guard let column = table.column("config") else { return nil }
    let parts = table.text(column).components(separatedBy: "'env': '")
    return parts.count > 1
      ? parts[1].split(separator: "'").first.flatMap { EnvironmentName("\($0)") } : nil
  }
}

/// The numbers of a `progress.csv` as JSON, an object a line: RLlib's `result.json`, and the
/// `progress.json` of Stable-Baselines3.
public enum ResultReader {
  /// Whether the first bytes of a file are those of such lines.
  public static func recognises(_ head: [UInt8]) -> Bool {
    let head = LogHead(head)
    return head.isJSONLines && ProgressTable(names: head.keys) != nil
  }

  /// Reads files of results, each of which is a run.
  public static func read(_ files: [String]) throws(LogError) -> [TrainingLog] {
    try readEach(files, read)
  }

  private static func read(_ path: String) throws(LogError) -> TrainingLog {
    var records = try JSONRecords(path, isLines: true)
    var progress: ProgressTable?
    var environment: EnvironmentName?
    var seed: Int?
    while let record = records.next(), progress?.isFull != true {
      if progress == nil { progress = ProgressTable(names: record.map(\.key)) }
      var numbers: [(key: String, value: Double)] = []
      for (key, value) in record where !key.hasPrefix("config/") {
        if case .number(let number) = value { numbers.append((key, number)) }
      }
      if environment == nil,
        case .text(let id)? = record.first(where: { $0.key == "config/env" })?.value
      {
        environment = EnvironmentName(id)
      }
      if seed == nil,
        case .number(let value)? = record.first(where: { $0.key == "config/seed" })?.value
      {
        seed = Int(exactly: value)
      }
      progress?.add(numbers)
    }
    guard let progress else {
      throw records.complaints.list.first
        ?? LogError(file: path, expected: "results of RLlib", found: "none")
    }
    var log = try progress.log(
      path,
      format: progress.library == .rllib
        ? "RLlib result.json" : "Stable-Baselines3 progress.json",
      environment: environment, complaints: records.complaints)
    log.seed = seed ?? log.seed
    return log
  }
}

extension ProgressTable {
  /// The log of a file's rows.
  fileprivate func log(
    _ path: String, format: String, environment: EnvironmentName?, complaints: Complaints
  ) throws(LogError) -> TrainingLog {
    var complaints = complaints
    guard rows > 0 else {
      throw complaints.list.first ?? LogError(file: path, expected: "rows", found: "none")
    }
    if isFull {
      complaints.add(
        LogError(
          file: path, expected: "at most \(RecordedColumns.mostNumbers) numbers", found: "more"))
    }
    let description = RunDescription(file: path)
    var log = TrainingLog(name: description.name, path: path, format: format)
    log.game = environment?.game ?? description.game
    log.algorithm = description.algorithm
    log.seed = description.seed
    log.damage = complaints.list
    fill(&log)
    return log
  }
}

/// Reads files of which each is a run; one that cannot be read does not hide the others.
func readEach(
  _ files: [String], _ read: (String) throws(LogError) -> TrainingLog
) throws(LogError) -> [TrainingLog] {
  var logs: [TrainingLog] = []
  var problems: [LogError] = []
  for file in files {
    do throws(LogError) {
      logs.append(try read(file))
    } catch {
      problems.append(error)
    }
  }
  if logs.isEmpty, let problem = problems.first { throw problem }
  if !problems.isEmpty { logs[0].damage += problems }
  return logs
}
