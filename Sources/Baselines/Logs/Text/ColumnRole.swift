/// What the column of a plain table is for, from its name.
enum ColumnRole: Equatable {
  /// How far training was.
  case step(Curve.StepUnit)
  /// A clock since the beginning, or since 1970; how many seconds its unit has.
  case clock(unit: Double)
  /// How long each row took; how many seconds its unit has.
  case duration(unit: Double)
  /// Steps a second since the beginning, from which a clock follows.
  case speed
  /// A name that tells runs apart.
  case group
  /// The name of what each row records.
  case tag
  /// A number that was recorded.
  case value

  init(_ name: String) {
    let unit = ColumnRole.timeUnit(of: name)
    let name = ScoreNames.normalised(name)
    let last = name.split(separator: "/").last.map(String.init) ?? name
    if let unit = ColumnRole.steps[last] {
      self = .step(unit)
    } else if ColumnRole.durations.contains(last) {
      self = .duration(unit: unit)
    } else if ColumnRole.clocks.contains(last) {
      self = .clock(unit: unit)
    } else if last == "fps" || last == "sps" {
      self = .speed
    } else if last == "tag" || last == "metric" || last == "key" || last == "variable" {
      self = .tag
    } else if ColumnRole.groups.contains(last) {
      self = .group
    } else {
      self = .value
    }
  }

  /// How much a column of steps is wanted where a table has several.
  var stepRank: Int {
    guard case .step(let unit) = self else { return 0 }
    return unit.framesPerStep == 1 ? 4 : unit.framesPerStep != nil ? 3 : unit == .rows ? 1 : 2
  }

  private static func timeUnit(of name: String) -> Double {
    let words = name.lowercased().split { !$0.isLetter }
    if words.contains(where: { $0 == "minutes" || $0 == "min" || $0 == "mins" || $0 == "m" }) {
      return 60
    }
    if words.contains(where: { $0 == "hours" || $0 == "hour" || $0 == "h" }) { return 3600 }
    if words.contains(where: { $0 == "ms" || $0 == "milliseconds" }) { return 0.001 }
    return 1
  }

  /// Steps of an unknown agent.
  static let plainSteps = Curve.StepUnit("steps", framesPerStep: nil)

  private static let steps: [String: Curve.StepUnit] = {
    var table: [String: Curve.StepUnit] = [:]
    for name in ["frames", "frame", "total_frames", "num_frames", "env_frames", "n_frames"] {
      table[name] = .frames
    }
    for name in [
      "global_step", "timesteps", "total_timesteps", "num_timesteps", "timesteps_total",
      "agent_steps",
      "totalenvinteracts", "total_env_steps", "num_env_steps_sampled_lifetime",
    ] {
      table[name] = .agentSteps()
    }
    for name in [
      "step", "steps", "timestep", "env_step", "env_steps", "environment_steps", "environment_step",
      "total_steps", "num_steps",
    ] {
      table[name] = plainSteps
    }
    for name in [
      "_step", "iteration", "iterations", "iter", "episode", "episodes", "epoch", "update",
      "updates",
      "optimization_step", "training_iteration", "row", "index", "nupdates",
    ] {
      table[name] = .rows
    }
    return table
  }()

  private static let clocks: Set<String> = [
    "time", "seconds", "time_s", "time_sec", "elapsed", "time_elapsed", "elapsed_time", "wall_time",
    "walltime", "wall_clock", "wallclock", "timestamp", "_timestamp", "_runtime", "runtime",
    "minutes",
    "hours", "time_min", "time_minutes", "time_hours", "relative_time",
    "cumulative_wall_clock_time",
    "time_total_s", "total_time", "wallclock_time", "t", "elapsed_s", "elapsed_seconds",
    "wall_time_s",
    "elapsed_minutes", "elapsed_hours", "wall_clock_seconds", "wall_clock_minutes",
  ]
  private static let durations: Set<String> = [
    "wall_clock_time", "step_time", "time_per_step", "duration", "time_this_iter_s",
    "iteration_time",
    "update_time", "mean_wall_clock_time",
  ]
  private static let groups: Set<String> = [
    "game", "env", "environment_name", "env_id", "env_name", "environment", "task", "algo",
    "algorithm", "agent",
    "method",
    "model", "run", "run_id", "run_name", "exp_name", "experiment", "seed", "trial",
  ]
}
