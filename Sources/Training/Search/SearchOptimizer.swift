import PolicySyntax
import Rollouts

/// The built-in optimizer: a seeded search over programs, without a network or a model.
///
/// It reads the learning context as a person would. The traced calls tell which function chooses
/// the action and which ones hand it numbers; the measured effects tell which action moves what;
/// the rollouts tell which numbers occur. From these it writes candidates of two kinds:
///
/// - *idioms*: a whole function body in a shape that control programs often have (steer to a
///   target, lead a moving object, intercept it at a line);
/// - *refinements*: a small edit to code that is there (another number, key or comparison, a
///   special case more, a statement less).
///
/// A candidate holds one to four such edits. The longer the policy has not become better, the more
/// edits, and the more of them idioms: refinements climb the hill that the policy stands on, idioms
/// leave it. Which candidate is good is not decided here, but by its trials.
struct SearchOptimizer: Optimizer {
  func propose(_ context: LearningContext, count: Int) -> [Proposal] {
    var generator = SeededGenerator(seed: context.seed)
    let vocabulary = Vocabulary(context)
    var seen = context.tried
    seen.insert(PolicyFingerprint.of(context.policy.source.text))
    var proposals: [Proposal] = []
    for _ in 0..<(count * 20) where proposals.count < count {
      guard let proposal = candidate(context, vocabulary, &generator),
        seen.insert(PolicyFingerprint.of(proposal.tree.source.text)).inserted
      else { continue }
      proposals.append(proposal)
    }
    return proposals
  }

  /// One candidate, nil where the draws led to nothing.
  private func candidate(
    _ context: LearningContext, _ vocabulary: Vocabulary, _ generator: inout SeededGenerator
  ) -> Proposal? {
    var edits = 1
    let stalled = Double(context.stalled)
    while edits < 4, generator.chance(min(0.7, 0.4 + 0.05 * stalled)) { edits += 1 }

    var tree = context.policy
    var summaries: [String] = []
    for _ in 0..<edits {
      let roles = FunctionRole.all(in: tree, rollouts: context.rollouts)
      guard !roles.isEmpty else { return nil }
      let random = roles.filter(\.isRandom)
      let role =
        random.isEmpty || generator.chance(0.3) ? generator.pick(roles) : generator.pick(random)
      let write = role.isRandom ? 0.9 : min(0.7, 0.3 + 0.1 * stalled)
      let edited: (edits: [TextEdit], summary: String)?
      if generator.chance(write) {
        edited = Idioms(tree: tree, vocabulary: vocabulary).write(role, &generator)
          .map { ([$0.edit], $0.summary) }
      } else {
        edited = Refinements(tree: tree, vocabulary: vocabulary).edit(role, &generator)
      }
      guard let edited, let next = try? tree.applying(edited.edits) else { continue }
      tree = next
      summaries.append(edited.summary)
    }
    guard !summaries.isEmpty else { return nil }
    return Proposal(summary: summaries.joined(separator: "; "), tree: tree)
  }
}
