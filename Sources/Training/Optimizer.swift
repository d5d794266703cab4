import PolicySyntax

/// Whoever rewrites the policy: sees a learning context, proposes edited policies.
///
/// An optimizer keeps no state between updates and reads no clock, so that a run which was killed
/// proposes the same again when it is resumed. It may ask for any number of candidates less than
/// or equal to what the trainer can afford; the trainer checks, runs, and accepts or refuses them.
public protocol Optimizer: Sendable {
  /// At most `count` edited policies, all different, the most promising first.
  func propose(_ context: LearningContext, count: Int) -> [Proposal]
}

/// An edited policy that waits for its trial.
public struct Proposal: Sendable {
  /// What was changed, in one line for a person.
  public let summary: String
  /// The policy after the change.
  public let tree: SyntaxTree

  public init(summary: String, tree: SyntaxTree) {
    self.summary = summary
    self.tree = tree
  }
}
