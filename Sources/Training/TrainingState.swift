/// What a run knows after an update: enough to go on as if it had never stopped.
struct TrainingState: Sendable, Codable {
  /// The current policy.
  var source: String
  /// Its mean score.
  var score: Double
  /// A record for each finished update, update 0 first.
  var records: [UpdateRecord]
  /// Updates since the policy last became better.
  var stalled: Int
  /// Fingerprints of the policies that had a whole episode.
  var tried: [UInt64]

  /// The last finished update.
  var update: Int { records.last?.update ?? 0 }
  /// Seconds of training so far.
  var seconds: Double { records.last?.seconds ?? 0 }
  /// Environment steps so far.
  var totalSteps: Int { records.last?.totalSteps ?? 0 }
}

/// A short name for a policy's source: FNV-1a over its bytes, 64 bits.
enum PolicyFingerprint {
  static func of(_ source: String) -> UInt64 {
    source.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}
