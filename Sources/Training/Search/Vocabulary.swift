import Objects
import PolicySyntax
import Rollouts

/// The words and numbers that new code may use: what the rollouts showed, nothing else.
struct Vocabulary: Sendable {
  /// Every number of the observations, in the order in which it first appeared.
  let signals: [Signal]
  /// The values that each signal had, a sample an observation.
  let samples: [Signal: [Double]]
  let effects: ActionEffects
  /// What to write for each action: the policy's own constant for it, or its index.
  let actions: [String]

  init(_ context: LearningContext) {
    var signals: [Signal] = []
    var samples: [Signal: [Double]] = [:]
    for step in context.rollouts.lazy.flatMap(\.steps) {
      for (signal, value) in Signal.values(of: step.observation) {
        if samples[signal] == nil { signals.append(signal) }
        samples[signal, default: []].append(value)
      }
    }
    self.signals = signals
    self.samples = samples
    effects = context.effects
    let constants = Self.constants(of: context.policy)
    actions = context.actions.enumerated().map { index, name in
      constants[name] == Int64(index) ? name : "\(index)"
    }
  }

  /// The whole numbers that the file names at its top level.
  private static func constants(of tree: SyntaxTree) -> [String: Int64] {
    var found: [String: Int64] = [:]
    for statement in tree.statements {
      guard case .assign(let targets, let value) = statement.kind,
        case .constant(.integer(let number)) = value.kind
      else { continue }
      for target in targets {
        if case .name(let name) = target.kind { found[name] = number }
      }
    }
    return found
  }

  /// The signal of the same object that measures this one's velocity, where there is one.
  func velocity(of signal: Signal) -> Signal? {
    signals.first {
      $0.object == signal.object && $0.leaf.name == "d" + signal.leaf.name
    }
  }

  /// The position of the same object along the other axis.
  func crossing(of signal: Signal) -> Signal? {
    signals.first {
      $0.object == signal.object && $0.isPosition && $0.leaf != signal.leaf
    }
  }

  /// The objects' positions that actions do not move.
  var free: [Signal] {
    let controlled = Set(effects.positions.prefix(1).map(\.signal.object))
    return signals.filter { $0.isPosition && $0.object != nil && !controlled.contains($0.object) }
  }

  /// The least and greatest value of a signal, rounded to whole numbers.
  func range(of signal: Signal) -> (low: Int, high: Int) {
    let values = samples[signal] ?? [0]
    return (Int(values.min()!.rounded()), Int(values.max()!.rounded()))
  }

  /// One value that a signal had, rounded.
  func sample(of signal: Signal, _ generator: inout SeededGenerator) -> Int {
    Int(generator.pick(samples[signal] ?? [0]).rounded())
  }
}
