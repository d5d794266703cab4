import Foundation

/// What a run is called, and what its names and the settings beside it tell.
struct RunDescription {
  var name: String
  var game: String?
  var environment: EnvironmentName?
  var algorithm: String?
  var seed: Int?

  /// Describes the run that a file belongs to.
  ///
  /// The settings beside the file come first (`args.yml`, `config.yml`, `params.json`, …), then its
  /// name, then the names of the folders around it.
  init(file path: String) {
    let url = URL(fileURLWithPath: path)
    let folders = Array(
      url.deletingLastPathComponent().pathComponents.filter { $0 != "/" }.reversed())
    var stem = url.lastPathComponent
    for ending in [".gz", ".csv", ".json", ".jsonl", ".monitor", ".txt", ".tsv", ".npz"]
    where stem.count > ending.count && stem.hasSuffix(ending) {
      stem.removeLast(ending.count)
    }
    let isPart = RunDescription.isPartName(stem)
    var runFolder: String?
    if let index = folders.firstIndex(where: { !RunDescription.isPartName($0) }) {
      runFolder = folders[index]
      // Folders that are only numbers are runs of what is named around them.
      if index > 0, folders[index - 1].allSatisfy(\.isNumber) {
        runFolder = "\(folders[index])/\(folders[index - 1])"
      }
    }
    name = isPart ? runFolder ?? stem : stem
    if let settings = RunSettings(beside: path) {
      environment = settings.environment.flatMap { EnvironmentName($0) }
      algorithm = settings.algorithm
      seed = settings.seed
    }
    for text in [stem] + folders.prefix(3) {
      environment = environment ?? EnvironmentName(in: text)
      algorithm = algorithm ?? RunDescription.algorithm(in: text)
      seed = seed ?? RunDescription.seed(in: text)
    }
    game = environment?.game
  }

  /// Describes a run by its name alone.
  init(name: String) {
    self.name = name
    environment = EnvironmentName(in: name)
    game = environment?.game
    algorithm = RunDescription.algorithm(in: name)
    seed = RunDescription.seed(in: name)
  }

  /// Lets the settings that a log itself holds come before everything else.
  mutating func apply(_ settings: RunSettings) {
    if let found = settings.environment.flatMap({ EnvironmentName($0) }) {
      environment = found
      game = found.game
    }
    algorithm = settings.algorithm ?? algorithm
    seed = settings.seed ?? seed
  }

  /// Whether a file or folder of this name is a part of a run, so that the folder names the run.
  static func isPartName(_ name: String) -> Bool {
    let letters = name.lowercased().filter(\.isLetter)
    return letters.isEmpty || partNames.contains(letters)
  }

  private static let partNames: Set<String> = [
    "monitor", "monitors", "progress", "result", "updates", "perf", "history", "rollout", "return",
    "rolloutreturn", "eval", "evaluation", "evaluations", "evalmeanreward", "time", "fps",
    "timefps",
    "train", "training", "test", "tb", "tensorboard", "tensorboardlog", "tblogs", "event", "events",
    "charts", "losses", "log", "logs", "csv", "metrics", "data",
  ]

  /// The algorithm that a name holds as a word.
  static func algorithm(in text: String) -> String? {
    let words = text.prefix(1000).lowercased().split { !($0.isLetter || $0.isNumber) }
    for (index, word) in words.enumerated() {
      if let found = algorithms[word] { return found }
      if index > 0, let found = algorithms[words[index - 1] + word] { return found }
    }
    return nil
  }

  private static let algorithms: [Substring: String] = Dictionary(
    uniqueKeysWithValues: [
      "DQN", "DDQN", "QR-DQN", "Rainbow", "C51", "IQN", "FQF", "PPO", "PPO2", "A2C", "A3C", "ACER",
      "ACKTR", "TRPO", "IMPALA", "APPO", "APEX", "SAC", "R2D2", "PQN", "DreamerV2", "DreamerV3",
      "MuZero", "EfficientZero", "SimPLe", "CURL", "DrQ", "SPR", "BBF", "ARS", "PPG",
    ].map { (Substring($0.lowercased().filter { $0 != "-" }), $0) })

  /// The seed that a name holds: `seed3`, `seed_3`, or CleanRL's `env__experiment__seed__time`.
  static func seed(in text: String) -> Int? {
    let parts = text.components(separatedBy: "__")
    if parts.count == 3 || parts.count == 4, let seed = Int(parts[2]) { return seed }
    let words = text.prefix(1000).lowercased().split { !($0.isLetter || $0.isNumber) }
    for (index, word) in words.enumerated() where word.hasPrefix("seed") {
      if let seed = Int(word.dropFirst(4)) { return seed }
      if word == "seed", index + 1 < words.count, let seed = Int(words[index + 1]) { return seed }
    }
    return nil
  }
}

/// What files of settings beside a log say of its run.
struct RunSettings {
  var environment: String?
  var algorithm: String?
  var seed: Int?

  /// Reads the settings in the folder of a log; nil where there are none.
  init?(beside path: String) {
    let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
    let names = [
      "args.yml", "config.yml", "args.yaml", "config.yaml", "params.json", "config.json",
    ]
    var isAny = false
    // Stable-Baselines3's Zoo puts them into a folder `ENV` within `ENV_1`.
    let run = folder.lastPathComponent
    let inner = run.lastIndex(of: "_").map { String(run[..<$0]) } ?? run
    for name in names + names.map({ inner + "/" + $0 }) {
      guard let text = RunSettings.text(folder.appendingPathComponent(name)) else { continue }
      let pairs = name.hasSuffix(".json") ? RunSettings.json(text) : RunSettings.yaml(text)
      for (key, value) in pairs where take(key, value) { isAny = true }
    }
    guard isAny else { return nil }
  }

  /// No settings yet.
  init() {}

  /// Takes a setting if it tells something; what was found first stays.
  @discardableResult
  mutating func take(_ key: String, _ value: String) -> Bool {
    switch key {
    case "env", "env_id", "env_name", "gym_id", "game", "task":
      if environment == nil, EnvironmentName(value) != nil { environment = value }
    case "algo", "algorithm", "exp_name":
      algorithm = algorithm ?? RunDescription.algorithm(in: value)
    case "seed":
      seed = seed ?? Int(value)
    default: return false
    }
    return true
  }

  /// Takes the rows `|key|value|` of a table, which is how CleanRL writes hyper-parameters.
  mutating func take(table: String) {
    for line in table.split(separator: "\n") {
      let cells = line.split(separator: "|", omittingEmptySubsequences: false)
      guard cells.count == 4 else { continue }
      take(
        cells[1].trimmingCharacters(in: .whitespaces),
        cells[2].trimmingCharacters(in: .whitespaces))
    }
  }

  /// The text of a small file; nil where there is none.
  static func text(_ file: URL) -> String? {
    var information = stat()
    guard stat(file.path, &information) == 0, information.st_mode & S_IFMT == S_IFREG,
      information.st_size < 1 << 18, let data = try? Data(contentsOf: file)
    else { return nil }
    return String(decoding: data, as: UTF8.self)
  }

  /// The texts and whole numbers of an object.
  static func json(_ text: String) -> [(String, String)] {
    var records = JSONRecords(bytes: Array(text.utf8), isLines: false)
    let record = records.next() ?? []
    return record.compactMap { key, value in
      switch value {
      case .text(let text): return (key, text)
      case .number(let number):
        return Int(exactly: number).map { (key, "\($0)") }
      default: return nil
      }
    }
  }

  /// The pairs of a simple YAML file: `key: value`, and lists of two as Python's `OrderedDict` gives.
  private static func yaml(_ text: String) -> [(String, String)] {
    var pairs: [(String, String)] = []
    var previous = ""
    for line in text.split(separator: "\n", maxSplits: 10_000) {
      var content = line.drop { $0 == " " || $0 == "-" }
      while content.last == "\r" || content.last == " " { content.removeLast() }
      let value = content.trimmingCharacters(in: CharacterSet(charactersIn: "'\""))
      if let colon = content.firstIndex(of: ":"), line.first != " ", line.first != "-" {
        let rest = content[content.index(after: colon)...]
          .trimmingCharacters(in: CharacterSet(charactersIn: " '\""))
        pairs.append((String(content[..<colon]), rest))
      } else if !previous.isEmpty {
        pairs.append((previous, value))
      }
      previous = value
    }
    return pairs
  }
}
