import Foundation

/// One row of `updates.csv`: an update, its trial and its cost. Update 0 is the starting policy.
public struct UpdateRecord: Sendable, Codable, Hashable {
  public var update: Int
  /// Mean score, under the protocol, of the best candidate of this update.
  public var score: Double
  /// The best mean score so far.
  public var best: Double
  /// Whether the candidate became the policy.
  public var accepted: Bool
  /// What the candidate changed.
  public var edit: String
  /// Candidates that were tried within the credit horizon.
  public var candidates: Int
  /// Candidates that were tried over a whole episode.
  public var finalists: Int
  /// The return of the policy before this update, summed over the batch of rollouts.
  public var rolloutReturn: Int
  /// Environment steps that this update took, everything included.
  public var steps: Int
  /// Environment steps of the run so far.
  public var totalSteps: Int
  /// Seconds of training so far; the only column that differs between two runs of one seed.
  public var seconds: Double

  /// The first line of `updates.csv`.
  static let header =
    "update,score,best,accepted,edit,candidates,finalists,rollout_return,steps,total_steps,seconds"

  /// The record as one line of CSV (RFC 4180).
  var csv: String {
    let quoted = "\"" + edit.replacingOccurrences(of: "\"", with: "\"\"") + "\""
    return "\(update),\(score),\(best),\(accepted),\(quoted),\(candidates),\(finalists),"
      + "\(rolloutReturn),\(steps),\(totalSteps),\(String(format: "%.2f", seconds))"
  }
}
