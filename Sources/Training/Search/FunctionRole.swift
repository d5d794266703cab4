import Objects
import PolicySyntax
import Rollouts

/// What a trainable function does in the policy, as its traced calls show it.
struct FunctionRole: Sendable {
  /// What its result is used for.
  enum Kind: Sendable {
    /// Every result was the step's action.
    case action
    /// The results were numbers (or None), not always the action.
    case quantity
  }

  /// A parameter that received numbers.
  struct NumberParameter: Sendable {
    let name: String
    /// Whether it received None as well.
    let mayBeNone: Bool
  }

  let function: FunctionInfo
  let kind: Kind
  /// The parameter that received the observation, if one did.
  let observation: String?
  let numbers: [NumberParameter]

  /// The roles of all trainable functions that were called in the rollouts, in source order.
  static func all(in tree: SyntaxTree, rollouts: [Rollout]) -> [FunctionRole] {
    tree.functions.filter { $0.isTrainable }.compactMap { function in
      role(of: function, rollouts: rollouts)
    }
  }

  private static func role(of function: FunctionInfo, rollouts: [Rollout]) -> FunctionRole? {
    var isAction = true
    var isNumber = true
    var calls = 0
    var seen = [Seen](repeating: Seen(), count: function.parameters.all.count)
    for step in rollouts.lazy.flatMap(\.steps) {
      for call in step.calls where call.function == function.qualifiedName {
        calls += 1
        isAction = isAction && call.result?.number == Double(step.action)
        switch call.result {
        case .number, TracedValue.none?: break
        default: isNumber = false
        }
        for (index, argument) in call.arguments.enumerated() where index < seen.count {
          seen[index].add(argument)
        }
      }
    }
    guard calls > 0, isAction || isNumber else { return nil }
    let names = function.parameters.all.map(\.name.text)
    return FunctionRole(
      function: function,
      kind: isAction ? .action : .quantity,
      observation: seen.firstIndex { $0.onlyObservation }.map { names[$0] },
      numbers: seen.indices.filter { seen[$0].isNumber }.map {
        NumberParameter(name: names[$0], mayBeNone: seen[$0].none)
      })
  }

  private struct Seen {
    var observation = false
    var number = false
    var none = false
    var other = false

    var onlyObservation: Bool { observation && !number && !none && !other }
    var isNumber: Bool { number && !observation && !other }

    mutating func add(_ value: TracedValue) {
      switch value {
      case .observation: observation = true
      case .number: number = true
      case .none: none = true
      case .other: other = true
      }
    }
  }

  /// Whether the function still leaves its choice to chance.
  var isRandom: Bool {
    var found = false
    for statement in function.body {
      statement.walk { inner in
        inner.forEachExpression { expression in
          expression.walk { if $0.kind == .name("random") { found = true } }
        }
      }
    }
    return found
  }
}
