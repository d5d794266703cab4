import PolicyRuntime
import PolicySyntax
import Rollouts

/// Finds the best of many candidates without playing whole episodes with all of them.
///
/// Successive halving (Jamieson and Talwalkar, 2016) over three kinds of trial, each dearer and
/// nearer to the truth than the one before:
///
/// 1. every candidate plays the first rollout of the batch again, from the same snapshot, for as
///    many steps as the credit horizon allows;
/// 2. the better third plays the other rollouts;
/// 3. the best of those play the first episode of the protocol, in groups of `group`, until the
///    steps are spent.
///
/// Everything is decided by counted steps and results in the order of their index, so that neither
/// the clock nor the number of workers has a say.
struct CandidateTrials {
  /// Candidates that play an episode at the same time; fixed, so that workers do not show.
  static let group = 4

  let pool: WorkerPool
  let horizon: Int
  /// Where the rollouts of the batch start.
  let starts: [PolicyPlayer.Checkpoint]
  /// The seeds of the protocol's first episode.
  let episode: EpisodeSeeds
  let shouldStop: @Sendable () -> Bool

  /// A candidate that played an episode.
  struct Finalist: Sendable {
    let proposal: Proposal
    let program: PolicyProgram
    let result: EpisodeResult
  }

  /// What the trials found and cost.
  struct Outcome {
    /// Those that played an episode, the highest score first, earlier proposals before later ones.
    var finalists: [Finalist] = []
    /// Candidates that compiled.
    var candidates = 0
    /// Environment steps.
    var steps = 0
  }

  /// How many candidates a budget of steps affords: a quarter of it for the first rollouts.
  static func candidateCount(budget: Int, horizon: Int) -> Int {
    min(96, max(16, budget / 4 / horizon))
  }

  /// Runs all three rounds within about `budget` steps.
  func run(_ proposals: [Proposal], budget: Int) throws -> Outcome {
    var outcome = Outcome()
    let candidates = proposals.compactMap { proposal -> Candidate? in
      guard let program = try? PolicyProgram(compiling: proposal.tree) else { return nil }
      return Candidate(proposal: proposal, program: program)
    }
    outcome.candidates = candidates.count

    let first = try play(candidates, from: Array(starts.prefix(1)), &outcome.steps)
    let better = Array(first.prefix(max(Self.group, first.count / 3)))
    let ranked = try play(better, from: Array(starts.dropFirst()), &outcome.steps)
    let hopeful = ranked + first.dropFirst(better.count)

    let limit = outcome.steps + budget / 2
    var next = 0
    while next < hopeful.count, outcome.steps < limit {
      let group = Array(hopeful[next..<min(next + Self.group, hopeful.count)])
      next += group.count
      let results = try pool.map(group.count, shouldStop: shouldStop) { player, index in
        try player.load(group[index].program)
        return try player.playEpisode(episode)
      }
      for (candidate, result) in zip(group, results) {
        outcome.steps += result.steps
        outcome.finalists.append(
          Finalist(proposal: candidate.proposal, program: candidate.program, result: result))
      }
    }
    outcome.finalists = outcome.finalists.enumerated()
      .sorted { ($1.element.value, $0.offset) < ($0.element.value, $1.offset) }
      .map(\.element)
    return outcome
  }

  private struct Candidate: Sendable {
    let proposal: Proposal
    let program: PolicyProgram
    var outcomes: [WindowOutcome] = []

    /// The sum over the rollouts so far.
    var total: WindowOutcome {
      outcomes.reduce(WindowOutcome(totalReward: 0, steps: 0, failed: false)) {
        WindowOutcome(
          totalReward: $0.totalReward + $1.totalReward, steps: $0.steps + $1.steps,
          failed: $0.failed || $1.failed)
      }
    }
  }

  /// Plays the given rollouts with every candidate; the best first, ties in the order given.
  private func play(
    _ candidates: [Candidate], from starts: [PolicyPlayer.Checkpoint], _ steps: inout Int
  ) throws -> [Candidate] {
    let outcomes = try pool.map(candidates.count, shouldStop: shouldStop) { player, index in
      try player.load(candidates[index].program)
      return try starts.map { try player.playWindow(from: $0, horizon: horizon) }
    }
    var played = candidates
    for index in played.indices {
      played[index].outcomes += outcomes[index]
      steps += outcomes[index].reduce(0) { $0 + $1.steps }
    }
    return played.enumerated()
      .sorted { a, b in
        let (left, right) = (a.element.total, b.element.total)
        return left == right ? a.offset < b.offset : right < left
      }
      .map(\.element)
  }
}

extension CandidateTrials.Finalist {
  /// What the sort compares: an episode that a policy error ended is worth less than any other.
  var value: Double { result.end == .error ? -.infinity : result.score }
}
