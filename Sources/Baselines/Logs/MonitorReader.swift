import Foundation

/// The episodes that Stable-Baselines3's `Monitor` (and Gym's) recorded: `monitor.csv`.
///
/// The first line is `#{"t_start": seconds since 1970, "env_id": …}`, the second `r,l,t`; then a row
/// an episode: its return, its length, and the seconds since `t_start` at its end. There is a file
/// for each environment of a vector (`0.monitor.csv`, `1.monitor.csv`, …); all of them are one run,
/// whose episodes stand in the order in which they ended.
///
/// `Monitor` lies inside of the Atari wrappers, so `r` is the whole game's return, unclipped, and `l`
/// counts steps of the environment as its id registers it: raw frames for `NoFrameskip`
/// (Stable-Baselines3 `common/env_util.py`, `make_vec_env`: Monitor first, then the wrapper class).
/// OpenAI's baselines put it outside of their frame skip (`common/cmd_util.py`, `make_env`); their
/// first line begins with `# {`, and there `l` counts agent steps.
public enum MonitorReader {
  /// Whether the first bytes of a file are those of a monitor.
  public static func recognises(_ head: [UInt8]) -> Bool {
    let head = LogHead(head)
    let names = head.header.map { $0.lowercased() }
    if names.starts(with: ["r", "l", "t"]) { return true }
    guard let remark = head.firstRemark else { return false }
    return remark.contains("\"t_start\"") && remark.contains("{")
  }

  /// Episodes that are held; reading stops there.
  private static let mostEpisodes = RecordedColumns.mostNumbers / 4

  /// Reads monitors; those whose names differ in a number only are one run.
  public static func read(_ files: [String]) throws(LogError) -> [TrainingLog] {
    var groups: [String: [Recording]] = [:]
    var order: [String] = []
    var problem: LogError?
    var room = mostEpisodes
    for file in files {
      do throws(LogError) {
        let recording = try Recording(file, room: room)
        room -= recording.episodes.count
        let key = groupKey(file) + "\n" + (recording.environmentID ?? "")
        if groups[key] == nil { order.append(key) }
        groups[key, default: []].append(recording)
      } catch {
        problem = problem ?? error
      }
    }
    let logs = order.compactMap { log(of: groups[$0]!) }
    guard !logs.isEmpty else {
      throw problem
        ?? LogError(file: files.first ?? "", expected: "at least one episode", found: "none")
    }
    if let problem { return [with(problem, logs[0])] + logs.dropFirst() }
    return logs
  }

  private static func with(_ problem: LogError, _ log: TrainingLog) -> TrainingLog {
    var log = log
    log.damage.append(problem)
    return log
  }

  /// A file's folder and its name without the number of the environment.
  private static func groupKey(_ file: String) -> String {
    let url = URL(fileURLWithPath: file)
    var stem = url.lastPathComponent
    for ending in [".gz", ".csv", ".monitor"] where stem.hasSuffix(ending) {
      stem.removeLast(ending.count)
    }
    let prefix = stem.filter { !$0.isNumber && $0 != "." && $0 != "_" && $0 != "-" }
    let isPart = RunDescription.isPartName(prefix)
    return url.deletingLastPathComponent().path + "/" + (isPart ? prefix : stem)
  }

  private static func log(of recordings: [Recording]) -> TrainingLog? {
    guard let first = recordings.first, recordings.contains(where: { !$0.episodes.isEmpty })
    else { return nil }
    let description = RunDescription(file: first.path)
    var log = TrainingLog(
      name: description.name,
      path: recordings.count == 1
        ? first.path : URL(fileURLWithPath: first.path).deletingLastPathComponent().path,
      format: first.isOfBaselines ? "OpenAI baselines monitor" : "Stable-Baselines3 monitor")
    let environment = first.environmentID.map { EnvironmentName($0) } ?? description.environment
    log.game = environment?.game ?? description.game
    log.algorithm = description.algorithm
    log.seed = description.seed
    log.damage = recordings.flatMap(\.damage)

    let begin = recordings.map(\.start).min()!
    var episodes: [Episode] = []
    episodes.reserveCapacity(recordings.reduce(0) { $0 + $1.episodes.count })
    for recording in recordings {
      let delay = recording.start - begin
      episodes += recording.episodes.map {
        Episode(value: $0.value, length: $0.length, seconds: $0.seconds + delay)
      }
    }
    // Sorting is stable: files in the order of their names where two episodes end at once.
    episodes.sort { $0.seconds < $1.seconds }
    let unit = stepUnit(environment, id: first.environmentID, isOfBaselines: first.isOfBaselines)
    let isEvaluation = isOfEvaluation(first.path)
    var returns = Curve(
      name: isEvaluation ? "evaluation return" : "episode return",
      quantity: isEvaluation ? .evaluation(.game, episodes: 1) : .episodeReturn(.game),
      stepUnit: unit)
    returns.values = episodes.map(\.value)
    returns.seconds = episodes.map(\.seconds)
    var steps = 0.0
    returns.steps = episodes.map {
      steps += $0.length
      return steps
    }
    var lengths = returns
    lengths.name = "episode length"
    lengths.quantity = .other
    lengths.values = episodes.map(\.length)
    log.curves = [returns, lengths]
    log.notes = notes(recordings, unit: unit, environment: first.environmentID)
    return log
  }

  private static func isOfEvaluation(_ path: String) -> Bool {
    let url = URL(fileURLWithPath: path)
    let words = [url.lastPathComponent, url.deletingLastPathComponent().lastPathComponent]
      .flatMap { $0.lowercased().split { !$0.isLetter } }
    return words.contains("eval") || words.contains("evaluation")
  }

  private static func stepUnit(
    _ environment: EnvironmentName?, id: String?, isOfBaselines: Bool
  ) -> Curve.StepUnit {
    if isOfBaselines { return .agentSteps() }
    switch environment?.framesPerStep {
    case 1: return .frames
    case let frames?: return Curve.StepUnit("steps of the environment", framesPerStep: frames)
    case nil: return Curve.StepUnit("steps of the environment", framesPerStep: nil)
    }
  }

  private static func notes(
    _ recordings: [Recording], unit: Curve.StepUnit, environment: String?
  ) -> [String] {
    var notes = ["Returns are of whole games, unclipped: Monitor lies inside of the wrappers."]
    if recordings.count > 1 {
      notes.append(
        "\(recordings.count) environments of one run: their episodes in the order in which they "
          + "ended, their lengths added up.")
    }
    let id = environment ?? "an environment without a name"
    switch unit.framesPerStep {
    case 1: notes.append("Lengths of \(id) are frames of the emulator.")
    case let frames?:
      notes.append(
        "Lengths of \(id) are steps of \(frames.formatted()) frames"
          + (frames == 3 ? " on average." : "."))
    case nil: notes.append("How many frames a step of \(id) lasts is not known.")
    }
    notes.append("Seconds are wall clock since the first environment's start.")
    if recordings.contains(where: \.wasContinued) {
      notes.append("Training was interrupted and went on in the same file: its times add up.")
    }
    return notes
  }

  private struct Episode {
    var value: Double
    var length: Double
    /// Since the start of its file.
    var seconds: Double
  }

  /// One file.
  private struct Recording {
    let path: String
    /// Seconds since 1970; 0 where the file does not say.
    var start = 0.0
    var environmentID: String?
    var isOfBaselines = false
    var wasContinued = false
    var episodes: [Episode] = []
    var damage: [LogError] = []

    /// Reads a file.
    ///
    /// - Parameter room: episodes that may still be held.
    init(_ path: String, room: Int) throws(LogError) {
      self.path = path
      let table = try CSVReader(path)
      var starts = 0
      if let header = table.remarks.last { readHeader(header, starts: &starts) }
      let names = table.header.map { $0.lowercased() }
      guard let value = names.firstIndex(of: "r"), let length = names.firstIndex(of: "l"),
        let time = names.firstIndex(of: "t")
      else {
        throw LogError(
          file: path, .line(table.line), expected: "the columns r,l,t",
          found: names.prefix(5).joined(separator: ","))
      }
      // Seconds that later starts in the same file add.
      var offset = 0.0
      var previous = 0.0
      while table.next() {
        if let header = table.remarks.last {
          let before = start
          let next = readHeader(header, starts: &starts)
          if let next, next > before {
            offset = next - before
            previous = 0
            wasContinued = true
          }
        }
        let cells = (table.cell(value), table.cell(length), table.cell(time))
        guard case (.number(let r), .number(let l), .number(let t)) = cells else {
          // The names once more, where a run was continued.
          if table.text(value) == table.header[value] { continue }
          table.complaints.add(
            line: table.line, expected: "three numbers",
            found: "'\(table.text(value)),\(table.text(length)),\(table.text(time))'")
          continue
        }
        if t < previous {
          offset += previous
          wasContinued = true
        }
        previous = t
        guard episodes.count < room else {
          table.complaints.add(
            line: table.line,
            expected: "at most \(MonitorReader.mostEpisodes) episodes in a folder", found: "more")
          break
        }
        episodes.append(Episode(value: r, length: max(l, 0), seconds: t + offset))
      }
      damage = table.complaints.list
      if episodes.isEmpty, let problem = damage.first { throw problem }
    }

    /// Reads the line before the names; gives its start.
    @discardableResult
    private mutating func readHeader(_ text: String, starts: inout Int) -> Double? {
      var records = JSONRecords(bytes: Array(text.utf8), isLines: true)
      guard let record = records.next() else { return nil }
      var found: Double?
      for (key, value) in record {
        switch (key, value) {
        case ("t_start", .number(let seconds)): found = seconds
        case ("env_id", .text(let id)): environmentID = environmentID ?? id
        default: break
        }
      }
      if starts == 0 {
        start = found ?? 0
        isOfBaselines = text.first == " "
      }
      starts += 1
      return found
    }
  }
}
