import Foundation

/// What the names and the settings of a run tell of it: the game, the algorithm, the seed.
///
/// What was found first stays.
struct RunIdentity {
  private(set) var game: String?
  private(set) var algorithm: String?
  private(set) var seed: Int?

  /// Takes a setting, such as `env_id` = `PongNoFrameskip-v4`.
  mutating func take(_ key: String, _ value: String) {
    switch key.lowercased() {
    case "env_id", "env", "env_name", "environment", "gym_id", "task", "game":
      game = game ?? Self.game(value)
    case "exp_name", "algo", "algorithm", "algo_name", "optimizer_name":
      if !value.isEmpty { algorithm = algorithm ?? value }
    case "seed": seed = seed ?? Int(value)
    default: break
    }
  }

  /// Takes the rows `|key|value|` of a table, which is how CleanRL writes hyper-parameters.
  mutating func take(table: String) {
    for line in table.split(separator: "\n") {
      let cells = line.split(separator: "|", omittingEmptySubsequences: false)
      guard cells.count == 4 else { continue }
      take(
        cells[1].trimmingCharacters(in: .whitespaces), cells[2].trimmingCharacters(in: .whitespaces)
      )
    }
  }

  /// Takes the `params.json` that RLlib writes beside its logs, where there is one.
  mutating func take(parametersIn folder: String) {
    let path = folder + "/params.json"
    guard let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int,
      size < 1 << 20, let data = FileManager.default.contents(atPath: path),
      let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any]
    else { return }
    for key in ["env", "seed"] {
      if let text = object[key] as? String { take(key, text) }
      if let number = object[key] as? Int { take(key, "\(number)") }
    }
  }

  /// Takes the names of the folder that holds a file and of the two above it.
  ///
  /// Known forms: CleanRL's `ENV__EXPERIMENT__SEED__TIME`, RLlib's `ALGORITHM_ENV_…`,
  /// Stable-Baselines3's `ALGORITHM_1` and, in its Zoo, `algorithm/ENV_1`.
  mutating func take(pathOf file: String) {
    let folders = URL(fileURLWithPath: file).standardizedFileURL.deletingLastPathComponent()
      .pathComponents.suffix(3)
    for name in folders.reversed() { take(folder: name) }
  }

  mutating func take(folder name: String) {
    let parts = name.components(separatedBy: "__")
    if parts.count == 4, Int(parts[3]) != nil, let number = Int(parts[2]) {
      take("env_id", parts[0])
      take("exp_name", parts[1])
      seed = seed ?? number
      return
    }
    var words = name.split(whereSeparator: { "_ =".contains($0) }).map(String.init)
    for index in words.indices {
      if words[index].lowercased() == "seed", index + 1 < words.count {
        take("seed", words[index + 1])
      } else if words[index].lowercased().hasPrefix("seed") {
        take("seed", String(words[index].dropFirst(4)))
      }
    }
    if let last = words.last, Int(last) != nil { words.removeLast() }
    if let first = words.first, Self.algorithms.contains(first.lowercased()) {
      algorithm = algorithm ?? first
    }
    game = game ?? words.lazy.compactMap(Self.game).first ?? Self.game(words.joined(separator: "_"))
  }

  /// ALE's name of the game that a Gymnasium id or a name means; nil where it is none of Atari's.
  static func game(_ id: String) -> String? {
    var name = Substring(id)
    if let slash = name.lastIndex(of: "/") { name = name[name.index(after: slash)...] }
    if let version = name.range(of: #"-v\d+$"#, options: .regularExpression) {
      name = name[..<version.lowerBound]
    }
    for ending in ["NoFrameskip", "Deterministic", "-ramNoFrameskip", "-ram"]
    where name.hasSuffix(ending) {
      name = name.dropLast(ending.count)
    }
    var words = ""
    for character in name {
      if character.isUppercase, let last = words.last, last != "_" { words += "_" }
      words += character == "-" || character == " " ? "_" : character.lowercased()
    }
    if games.contains(words) { return words }
    // `Upndown` and the like: the case of letters does not tell all words.
    let joined = words.replacingOccurrences(of: "_", with: "")
    return joined.isEmpty ? nil : byJoinedName[joined]
  }

  /// The games of Gymnasium's Atari ids.
  private static let games = Set(HumanNormalised.references().keys).union([
    "adventure", "air_raid", "carnival", "elevator_action", "journey_escape", "pooyan",
  ])

  private static let byJoinedName = Dictionary(
    games.map { ($0.replacingOccurrences(of: "_", with: ""), $0) }, uniquingKeysWith: { a, _ in a })

  private static let algorithms: Set = [
    "a2c", "a3c", "acer", "acktr", "apex", "appo", "c51", "ddpg", "ddqn", "dqn", "dreamer", "iqn",
    "impala", "maskableppo", "ppo", "ppo2", "qrdqn", "rainbow", "recurrentppo", "sac", "td3",
    "trpo",
  ]
}
