import Atari
import Objects
import PolicyRuntime
import PolicySyntax
import Rollouts

/// What an optimizer sees before it proposes: the same for every optimizer.
///
/// It holds the policy, its score with the staged feedback, a batch of rollouts as long as the
/// credit horizon, which lines ran in them and what followed, what each action was measured to do,
/// and the last edits with their scores.
/// `text` is the same for a reader.
public struct LearningContext: Sendable {
  /// The rules under which the policy is scored.
  public let rules: GameProtocol
  /// The update that this context is for; the first is 1.
  public let update: Int
  /// The current policy.
  public let policy: SyntaxTree
  /// Its mean score under the protocol.
  public let score: Double
  /// How far back a rollout's evidence reaches.
  public let horizon: CreditHorizon
  /// One rollout for each member of the experience batch.
  public let rollouts: [Rollout]
  /// What the policy ran in the rollouts, with the returns that followed.
  public let coverage: Coverage
  /// What each action does.
  let effects: ActionEffects
  /// The names of the actions, by index.
  public let actions: [String]
  /// The latest updates, oldest first.
  public let history: [UpdateRecord]
  /// Updates since the policy last became better.
  public let stalled: Int
  /// The seed of every random choice in this update.
  public let seed: UInt64
  /// Policies that had a whole episode already, as `PolicyFingerprint` values: not worth another.
  let tried: Set<UInt64>

  /// The feedback sentence for the score.
  public var feedback: String { Feedback.text(score: score, in: rules) }
}
