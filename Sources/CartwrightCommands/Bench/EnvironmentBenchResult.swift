import Baselines

/// What `bench environment` found.
struct EnvironmentBenchResult {
  struct Pair {
    /// Steps per second.
    let ours: Double
    let theirs: Double?
    var ratio: Double? { theirs.map { ours / $0 } }
  }

  let game: String
  let frameSkip: Int
  let sticky: Double
  let steps: Int
  let peerVersion: String?
  var pairs: [Pair] = []

  /// A library that runs many games in turn.
  struct Vector {
    let library: String
    let version: String
    /// Steps per second of all games together, one number a pair.
    var speeds: [Double] = []
  }

  var vectors: [Vector] = []

  /// Where the time of a step goes, in microseconds a step.
  struct Parts {
    let environment: Double
    let objects: Double
    let policy: Double
    /// What objects and policy add to the environment's time.
    var added: Double { (objects + policy) / environment }
  }

  var parts: Parts?

  private static func median(_ values: [Double]) -> Double? {
    Statistics(of: values)?.median
  }

  private var ratio: Double? { Self.median(pairs.compactMap(\.ratio)) }

  var table: String {
    var table = TextTable(["PAIR", "CARTWRIGHT", "ALE-PY", "RATIO"], numeric: [0, 1, 2, 3])
    for (index, pair) in pairs.enumerated() {
      table.add([
        "\(index + 1)", decimal(pair.ours, 0), pair.theirs.map { decimal($0, 0) } ?? "-",
        pair.ratio.map { decimal($0, 3) } ?? "-",
      ])
    }
    table.add([
      "median", Self.median(pairs.map(\.ours)).map { decimal($0, 0) } ?? "-",
      Self.median(pairs.compactMap(\.theirs)).map { decimal($0, 0) } ?? "-",
      ratio.map { decimal($0, 3) } ?? "-",
    ])
    var lines = [
      "\(game): steps per second, frame skip \(frameSkip), sticky \(sticky), \(steps) steps a run",
      table.text,
    ]
    if peerVersion == nil {
      lines.append("no ratio: `python3 -c \"import ale_py\"` does not work here")
    }
    for vector in vectors {
      guard let speed = Self.median(vector.speeds) else { continue }
      let times = Self.median(zip(pairs, vector.speeds).map { $0.ours / $1 })
      lines.append(
        "\(vector.library) \(vector.version), \(VectorPeer.games) games in turn on one thread, "
          + "pictures of 84x84 in every step: \(decimal(speed, 0)) steps per second"
          + (times.map { ", ratio \(decimal($0, 3))" } ?? ""))
    }
    if let parts {
      lines.append(
        "a step: environment \(decimal(parts.environment, 1)) µs, "
          + "objects \(decimal(parts.objects, 2)) µs, policy \(decimal(parts.policy, 2)) µs; "
          + "objects and policy add \(decimal(100 * parts.added, 2)) %")
    }
    return lines.joined(separator: "\n")
  }

  var json: String {
    var json = JSONText()
    json.object { json in
      json.value(game, "game")
      json.value(frameSkip, "frameskip")
      json.value(sticky, "repeat_action_probability")
      json.value(steps, "steps")
      json.value(peerVersion, "ale_py")
      json.list("pairs") { json in
        for pair in pairs {
          json.object { json in
            json.value(pair.ours, "steps_per_second")
            json.value(pair.theirs, "ale_py_steps_per_second")
            json.value(pair.ratio, "ratio")
          }
        }
      }
      json.value(ratio, "ratio")
      json.list("vectors") { json in
        for vector in vectors {
          json.object { json in
            json.value(vector.library, "library")
            json.value(vector.version, "version")
            json.value(Self.median(vector.speeds), "steps_per_second")
          }
        }
      }
      json.value(parts?.environment, "environment_microseconds")
      json.value(parts?.objects, "objects_microseconds")
      json.value(parts?.policy, "policy_microseconds")
      json.value(parts?.added, "added_share")
    }
    return json.text
  }
}
