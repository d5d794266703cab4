import PolicySyntax
import Rollouts

/// Where `observe` takes its actions from: exactly one of a file, random numbers and a policy.
enum ActionSource {
  case file(String)
  case random(Int)
  case policy(PolicyFile, steps: Int)

  init(_ arguments: Arguments) throws {
    let names = ["actions", "random", "policy"]
    let given = names.filter(arguments.isGiven)
    guard given.count == 1 else {
      throw UsageError.needsOne(names.map { "--\($0)" }, found: given.map { "--\($0)" })
    }
    let steps = arguments.integer("steps")
    if steps != nil, given != ["policy"] { throw UsageError.needs("--steps", with: "--policy") }
    if let path = arguments.text("actions") {
      self = .file(path)
    } else if let count = arguments.integer("random") {
      self = .random(count)
    } else {
      guard let steps else { throw UsageError.needs("--policy", with: "--steps") }
      let policy = try PolicyFile(arguments.required("policy"))
      _ = try policy.interpreter()
      self = .policy(policy, steps: steps)
    }
  }

  /// Makes the actions ready for a player: reads the file, seeds the generator, or loads the policy.
  func prepare(_ player: PolicyPlayer, seed: Int32) throws -> Actions {
    switch self {
    case .file(let path):
      return .listed(try ActionFile.read(path, count: player.actions.count))
    case .random(let count):
      return .random(count, SeededGenerator(seed: UInt64(seed.magnitude)))
    case .policy(let policy, let steps):
      try player.load(policy.program)
      return .chosen(steps, policy)
    }
  }

  /// Actions, one after the other.
  enum Actions {
    case listed([Int])
    case random(Int, SeededGenerator)
    case chosen(Int, PolicyFile)

    var count: Int {
      switch self {
      case .listed(let actions): actions.count
      case .random(let count, _), .chosen(let count, _): count
      }
    }

    /// The action of a step; throws the policy's error.
    mutating func next(_ step: Int, _ player: PolicyPlayer) throws -> Int {
      switch self {
      case .listed(let actions): return actions[step]
      case .random(let count, var generator):
        let action = generator.below(player.actions.count)
        self = .random(count, generator)
        return action
      case .chosen(_, let policy):
        do throws(Diagnostic) {
          return try player.chooseAction()
        } catch {
          throw PolicyFailure(diagnostic: error, source: policy.tree.source)
        }
      }
    }
  }
}

/// A file of actions, one index a line.
private enum ActionFile {
  /// Reads the actions, each below `count`; empty lines are passed over.
  static func read(_ path: String, count: Int) throws(Failure) -> [Int] {
    let text = String(decoding: try readFile(path, what: "a file of actions"), as: UTF8.self)
    var actions: [Int] = []
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (number, line) in lines.enumerated() {
      let word = line.filter { $0 != " " && $0 != "\t" }
      if word.isEmpty { continue }
      guard let action = Int(word), (0..<count).contains(action) else {
        throw Failure(
          .badData,
          "expected an action from 0 to \(count - 1), found `\(line.prefix(40))` "
            + "at \(path):\(number + 1)")
      }
      actions.append(action)
    }
    return actions
  }
}
