import Objects

/// A number that a policy can read from its observation, such as `obs["Ball"]["y"]`.
struct Signal: Sendable, Hashable {
  /// The object's key, nil for a number at the top of the observation (such as `lives`).
  let object: ObservationKey?
  /// The key of the number itself.
  let leaf: ObservationKey

  /// The expression that reads it, given the name of the observation.
  func expression(in observation: String) -> String {
    let path = object.map { "[\"\($0.name)\"]" } ?? ""
    return "\(observation)\(path)[\"\(leaf.name)\"]"
  }

  /// How a person would call it.
  var label: String { object.map { "\($0.name).\(leaf.name)" } ?? leaf.name }

  /// The axis that it measures: `x` or `y`, for positions, sizes and velocities alike.
  var axis: Character? {
    switch leaf.name {
    case "x", "w", "dx": "x"
    case "y", "h", "dy": "y"
    default: nil
    }
  }

  var isPosition: Bool { leaf.name == "x" || leaf.name == "y" }

  /// All numbers of an observation, except those in lists and the reward.
  static func values(of tape: ObservationTape) -> [(signal: Signal, value: Double)] {
    var found: [(signal: Signal, value: Double)] = []
    var next = 1
    let tokens = tape.tokens
    guard let root = tokens.first else { return [] }
    for _ in 0..<root.integer {
      let token = tokens[next]
      next += 1
      switch token.kind {
      case .int, .real:
        if let key = token.key, key.name != "reward" {
          found.append((Signal(object: nil, leaf: key), number(token)))
        }
      case .dictionary:
        for _ in 0..<token.integer {
          let entry = tokens[next]
          if entry.kind == .int || entry.kind == .real, let key = entry.key {
            found.append((Signal(object: token.key, leaf: key), number(entry)))
          }
          skip(tokens, &next)
        }
      case .list:
        for _ in 0..<token.integer { skip(tokens, &next) }
      case .text: break
      }
    }
    return found
  }

  private static func number(_ token: ObservationTape.Token) -> Double {
    token.kind == .int ? Double(token.integer) : token.real
  }

  /// Moves behind the value at `next`.
  private static func skip(_ tokens: [ObservationTape.Token], _ next: inout Int) {
    let token = tokens[next]
    next += 1
    if token.kind == .dictionary || token.kind == .list {
      for _ in 0..<token.integer { skip(tokens, &next) }
    }
  }
}
