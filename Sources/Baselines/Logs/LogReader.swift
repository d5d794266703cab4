import Foundation

/// Reads the logs of training runs, whatever wrote them.
///
/// What a file is shows in its content, never in its name. A folder is searched downward; all files
/// of one run's folder become one log, so that a run is never held against itself: its curves come
/// from all of them, and `TrainingLog.score` picks.
public enum LogReader {
  /// Reads a file or a folder.
  ///
  /// Files in a folder that are no logs are passed over. A file that cannot be read beside others
  /// that can gives a log without curves whose `damage` says why.
  ///
  /// - Throws: `LogError` where nothing is there, or nothing that can be read.
  public static func read(_ path: String) throws(LogError) -> [TrainingLog] {
    var information = stat()
    guard stat(path, &information) == 0 else {
      throw LogError(.missing, file: path, expected: "a log or a folder of logs", found: "nothing")
    }
    switch information.st_mode & S_IFMT {
    case S_IFDIR: return try readFolder(path)
    case S_IFREG: return try readFile(path)
    default:
      throw LogError(.unreadable, file: path, expected: "a file or a folder", found: "a device")
    }
  }

  private static func readFile(_ path: String) throws(LogError) -> [TrainingLog] {
    guard let format = try format(of: path) else {
      throw LogError(
        file: path, expected: "a training log", found: try describe(path), hint: hint)
    }
    let logs = try format.read([path]).map(settled)
    if logs.allSatisfy({ log in log.curves.allSatisfy { $0.values.isEmpty } }) {
      throw logs.lazy.flatMap(\.damage).first
        ?? LogError(file: path, expected: "numbers", found: "none")
    }
    return logs
  }

  private static func readFolder(_ path: String) throws(LogError) -> [TrainingLog] {
    let search = LogSearch(path)
    var logs: [TrainingLog] = []
    for folder in search.runFolders {
      logs += read(folder).map(settled)
    }
    let isAny = logs.contains { log in log.curves.contains { !$0.values.isEmpty } }
    guard isAny else {
      throw logs.lazy.flatMap(\.damage).first
        ?? LogError(
          file: path, expected: "a folder with training logs",
          found: search.fileCount == 0
            ? "no files" : "\(search.fileCount) files, none of them a log",
          hint: hint)
    }
    if search.isCutShort {
      logs[0].notes.append(
        "\(path) holds more files than are searched (\(LogSearch.mostFiles)); the rest was left out."
      )
    }
    return logs
  }

  private static var hint: String { "What can be read: \(LogFormat.allNames)." }

  /// The kind of log that a file is.
  static func format(of path: String) throws(LogError) -> LogFormat? {
    let head = try LogHead(path: path)
    guard !head.bytes.isEmpty else { return nil }
    return LogFormat.all.first { $0.recognises(head.bytes) }
  }

  private static func describe(_ path: String) throws(LogError) -> String {
    let head = try LogHead(path: path)
    if head.bytes.isEmpty { return "an empty file" }
    if head.isBinary { return "bytes that no reader knows" }
    if !head.keys.isEmpty {
      return "JSON with the keys \(head.keys.prefix(5).joined(separator: ", "))"
    }
    if head.header.count > 1 {
      return "a table with the columns \(head.header.prefix(6).joined(separator: ", "))"
    }
    return "other text"
  }

  /// Reads the logs of one run's folder and makes one of them where they are of one run.
  private static func read(_ folder: LogSearch.RunFolder) -> [TrainingLog] {
    var single: [TrainingLog] = []
    var several: [TrainingLog] = []
    var broken: [LogError] = []
    for (index, files) in folder.files {
      do throws(LogError) {
        let logs = try LogFormat.all[index].read(files)
        if logs.count == 1 { single += logs } else { several += logs }
      } catch {
        broken.append(error)
      }
    }
    if single.isEmpty, several.isEmpty, let problem = broken.first {
      var log = TrainingLog(
        name: URL(fileURLWithPath: folder.path).lastPathComponent, path: problem.file, format: "")
      log.damage = broken
      return [log]
    }
    guard !single.isEmpty else {
      several[0].damage += broken
      return several
    }
    // Beside a known log with a score, a plain table may be anything, such as a final test.
    if single.contains(where: { $0.format != PlainTable.formatName && $0.score != nil }) {
      for index in single.indices where single[index].format == PlainTable.formatName {
        single[index].hideScores()
      }
    }
    // Our own table knows the protocol; the events beside it repeat its scores without that.
    if single[0].format == CartwrightRunReader.formatName {
      for index in single.indices.dropFirst() { single[index].hideScores() }
    }
    var log = merged(single, folder: folder.path)
    log.damage += broken
    return [log] + several
  }

  /// One log of several that record the same run in different ways.
  private static func merged(_ logs: [TrainingLog], folder: String) -> TrainingLog {
    guard logs.count > 1 else { return logs[0] }
    var log = logs[0]
    log.path = folder
    log.name = RunDescription(file: folder + "/log").name
    log.format = logs.map(\.format).joined(separator: " + ")
    log.curves = []
    log.notes = []
    for other in logs {
      log.game = log.game ?? other.game
      log.algorithm = log.algorithm ?? other.algorithm
      log.seed = log.seed ?? other.seed
      log.notes += other.notes.map { "\(other.format): \($0)" }
      for curve in other.curves {
        // The same curve from two files: the longer one, else the one with a clock; a plain table is
        // rather a copy.
        if let index = log.curves.firstIndex(where: { $0.name == curve.name }) {
          let old = log.curves[index]
          if other.format != PlainTable.formatName,
            (curve.count, curve.seconds.count) > (old.count, old.seconds.count)
          {
            log.curves[index] = curve
          }
        } else {
          log.curves.append(curve)
        }
      }
    }
    log.damage = logs.flatMap(\.damage)
    return log
  }

  /// What holds for every log, whatever wrote it.
  private static func settled(_ log: TrainingLog) -> TrainingLog {
    var log = log
    for index in log.curves.indices {
      log.curves[index].quantity = log.curves[index].quantity.known(for: log.game)
    }
    return log
  }
}

extension TrainingLog {
  /// Keeps the curves, none of them as a score.
  fileprivate mutating func hideScores() {
    for index in curves.indices { curves[index].quantity = .other }
  }
}
