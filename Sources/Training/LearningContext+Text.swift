import Foundation
import Objects
import Rollouts

extension LearningContext {
  /// The context as Markdown: goal, score and feedback, code, measured actions, rollouts, history.
  public var text: String {
    var out = """
      # \(rules.game), update \(update)

      Score: \(number(score)) (mean under the protocol `\(rules.name.rawValue)`). \(feedback)

      Credit horizon: \(horizon). Only functions marked `@trainable` may be edited.

      Actions: \(actions.enumerated().map { "\($0.offset) \($0.element)" }.joined(separator: ", ")).

      ## Policy

      ```python
      \(policy.source.text)
      ```

      ## What the actions do

      """
    out += effectsText
    out += "\n## What ran, and what followed\n\n" + coverageText
    for (index, rollout) in rollouts.enumerated() {
      out += "\n## Rollout \(index + 1) of \(rollouts.count)\n\n"
      out += rolloutText(rollout)
    }
    if !history.isEmpty {
      out += "\n## Latest updates\n\n| update | score | accepted | edit |\n|---|---|---|---|\n"
      for record in history {
        let verdict = record.accepted ? "yes" : "no"
        out += "| \(record.update) | \(number(record.score)) | \(verdict) | \(record.edit) |\n"
      }
    }
    return out
  }

  private var effectsText: String {
    guard !effects.positions.isEmpty else {
      return "No action was seen to move anything within \(effects.heldSteps) steps.\n"
    }
    var out = "Mean change within \(effects.heldSteps) steps of holding an action, relative to the"
    out += " mean over all actions (pixels).\n\n| signal |"
    out += actions.map { " \($0) |" }.joined()
    out += "\n|---|" + String(repeating: "---|", count: actions.count) + "\n"
    for effect in effects.positions {
      out += "| \(effect.signal.label) |"
      out += effect.changes.map { " \(number($0)) |" }.joined() + "\n"
    }
    return out
  }

  private func rolloutText(_ rollout: Rollout) -> String {
    let outcome = rollout.outcome
    var out = "From step \(rollout.start.steps): \(outcome.steps) steps, return"
    out += " \(outcome.totalReward)\(outcome.failed ? ", ended by a policy error" : "").\n\n"
    out += "| step | observation | calls | action | reward | lives |\n|---|---|---|---|---|---|\n"
    for step in rollout.steps {
      let seen = Signal.values(of: step.observation)
        .map { "\($0.signal.label) \(number($0.value))" }.joined(separator: ", ")
      let calls = step.calls.map(\.text).joined(separator: "; ")
      out += "| \(step.step) | \(seen) | \(calls) | \(step.action) | \(step.reward)"
      out += " | \(step.lives) |\n"
    }
    return out
  }

  private func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e9
      ? "\(Int(value))" : String(format: "%.1f", value)
  }
}

extension TracedCall {
  /// The call as `name(arguments) = result`, the observation written `obs`.
  var text: String {
    let arguments = arguments.map(\.text).joined(separator: ", ")
    return "\(function)(\(arguments)) = \(result?.text ?? "error")"
  }
}

extension TracedValue {
  fileprivate var text: String {
    switch self {
    case .observation: "obs"
    case .none: "None"
    case .number(let value):
      value == value.rounded() && abs(value) < 1e9
        ? "\(Int(value))" : String(format: "%.4g", value)
    case .other(let text): text
    }
  }
}
