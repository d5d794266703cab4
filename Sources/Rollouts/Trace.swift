import Objects
import PolicyRuntime

/// One step of a rollout as an optimizer may study it.
public struct TracedStep: Sendable {
  /// Steps since the episode's reset, before this one.
  public let step: Int
  /// What the policy received.
  public let observation: ObservationTape
  /// The functions it called, in the order of their calls.
  public let calls: [TracedCall]
  /// The source lines it ran, in the order of their first run, 1-based.
  public let lines: [Int]
  /// The lines and branch sides it ran, for `Coverage`.
  public let runs: StepRuns
  /// The lines that decided the action, ascending.
  public let decidingLines: [Int]
  /// The action it chose, an index into the action set.
  public let action: Int
  /// The reward of the step.
  public let reward: Int
  /// Lives after the step.
  public let lives: Int
}

/// One call of a policy's function within a step.
public struct TracedCall: Sendable, Hashable {
  public let function: String
  public let arguments: [TracedValue]
  /// What it returned; nil where it failed.
  public let result: TracedValue?
}

/// A value that a policy's function received or returned.
public enum TracedValue: Sendable, Hashable {
  /// The step's observation dictionary itself.
  case observation
  case none
  case number(Double)
  /// Anything else, as the policy would print it.
  case other(String)

  /// The value of a number.
  public var number: Double? {
    if case .number(let value) = self { value } else { nil }
  }
}

/// A rollout from one point of play: what happened, and the state it started from.
public struct Rollout: Sendable {
  /// Where it started.
  public let start: PolicyPlayer.Checkpoint
  public let steps: [TracedStep]
  public let outcome: WindowOutcome
}

extension Coverage {
  /// Adds the steps of rollouts, each with the return from it to the end of its rollout: what was
  /// earned after it within the credit horizon that the rollouts are long.
  public mutating func add(_ rollouts: [Rollout]) {
    for rollout in rollouts {
      var later = rollout.steps.reduce(0) { $0 + $1.reward }
      for step in rollout.steps {
        add(step.runs, laterReturn: Double(later))
        later -= step.reward
      }
    }
  }
}

/// What a policy earned within a credit horizon.
public struct WindowOutcome: Sendable, Hashable, Comparable {
  /// The sum of rewards.
  public var totalReward: Int
  /// Steps played: fewer than the horizon where the episode ended.
  public var steps: Int
  /// Whether the policy failed.
  public var failed: Bool

  public init(totalReward: Int, steps: Int, failed: Bool) {
    self.totalReward = totalReward
    self.steps = steps
    self.failed = failed
  }

  /// Worse first: a failure, then the lower return, then the shorter play.
  public static func < (a: WindowOutcome, b: WindowOutcome) -> Bool {
    if a.failed != b.failed { return a.failed }
    if a.totalReward != b.totalReward { return a.totalReward < b.totalReward }
    return a.steps < b.steps
  }
}
