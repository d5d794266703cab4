/// How fast an environment steps, with actions that another program can repeat.
///
/// The workload: after `reset(seed: 0)`, `steps` steps, where step i takes action
/// `(i * 7919 + i / 13) % actions`, and a reset without seed where an episode ends.
/// `scripts/compare-speed` does the same with ale-py.
public struct EnvironmentBenchmark: Sendable, Hashable {
  public var steps: Int
  public var seconds: Double
  /// The sum of all rewards, which equal workloads share.
  public var reward: Int

  public var stepsPerSecond: Double { Double(steps) / seconds }

  /// Runs the workload; costs what `steps` steps cost, 0.3 to 1 ms each at frame skip 4.
  public static func run(
    _ environment: inout Environment, steps: Int
  ) throws(AtariError) -> EnvironmentBenchmark {
    try environment.reset(seed: 0)
    let count = environment.actions.count
    let start = ContinuousClock.now
    var reward = 0
    for index in 0..<steps {
      let result = environment.step((index * 7919 + index / 13) % count)
      reward += result.reward
      if result.terminated || result.truncated { try environment.reset() }
    }
    let elapsed = (ContinuousClock.now - start).components
    let seconds = Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18
    return EnvironmentBenchmark(steps: steps, seconds: seconds, reward: reward)
  }
}
