/// The rows of a training library's own table of progress, whatever form they came in.
struct ProgressTable {
  /// Who wrote it.
  enum Library {
    case stableBaselines, rllib
  }

  let library: Library
  private var columns = RecordedColumns()
  private var clock = Clock(.running)
  private var summedClock = Clock(.perRow)
  private var stepName: String?
  private var clockName: String?
  private var stepsWentBack = false
  private var lastStep = 0.0

  /// Columns that are kept.
  private static let mostColumns = 1024

  /// Judges by the names of the columns; nil where they are nobody's.
  init?(names: some Sequence<String>) {
    let names = Set(names)
    func has(_ some: String...) -> Bool { some.contains { names.contains($0) } }
    if has("training_iteration", "iterations_since_restore"),
      has("timesteps_total", "time_total_s", "num_env_steps_sampled_lifetime", "time_this_iter_s")
    {
      library = .rllib
    } else if has("time/total_timesteps", "rollout/ep_rew_mean", "rollout/ep_len_mean")
      || has("ep_rewmean", "ep_reward_mean", "eprewmean")
        && has("total_timesteps", "misc/total_timesteps", "serial_timesteps", "nupdates")
    {
      library = .stableBaselines
    } else {
      return nil
    }
  }

  /// Whether there is no room for more rows.
  var isFull: Bool { columns.isFull }
  /// Rows so far.
  var rows: Int { columns.rows }

  /// Adds a row: the numbers under their names.
  mutating func add(_ numbers: [(key: String, value: Double)]) {
    var step: (rank: Int, value: Double, name: String)?
    var time: (rank: Int, value: Double, name: String)?
    var duration: Double?
    for (name, value) in numbers {
      if let rank = Self.stepNames.firstIndex(of: name), rank < step?.rank ?? .max {
        step = (rank, value, name)
      }
      if let rank = Self.clockNames.firstIndex(of: name), rank < time?.rank ?? .max {
        time = (rank, value, name)
      }
      if name == "time_this_iter_s" { duration = value }
      guard columns.names.count < Self.mostColumns || columns.has(name) else { continue }
      columns.add(value, to: columns.column(name))
    }
    if let step {
      if step.value < lastStep { stepsWentBack = true }
      lastStep = step.value
      stepName = step.name
    }
    var seconds: Double?
    if let time {
      seconds = clock.advance(to: time.value, duration: duration)
      clockName = time.name
    } else if clockName == nil || clockName == Self.summed, let duration {
      seconds = summedClock.advance(to: duration)
      clockName = Self.summed
    }
    columns.endRow(step: step?.value, seconds: seconds)
  }

  private static let stepNames = [
    "time/total_timesteps", "total_timesteps", "misc/total_timesteps", "timesteps_total",
    "num_env_steps_sampled_lifetime", "num_env_steps_sampled", "info/num_steps_sampled",
    "info/num_env_steps_sampled", "num_steps_sampled",
  ]
  private static let clockNames = [
    "time/time_elapsed", "time_elapsed", "misc/time_elapsed", "time_total_s", "time_since_restore",
  ]
  private static let summed = "time_this_iter_s"

  /// Puts curves and notes into a log.
  func fill(_ log: inout TrainingLog) {
    log.curves = columns.curves(stepUnit: .agentSteps()) { Self.quantity($0, library) }
    switch library {
    case .stableBaselines:
      log.notes.append(
        "Means are of the last 100 training episodes, whole games, as Monitor counted them inside of "
          + "the wrappers.")
    case .rllib:
      let hasOldNames = columns.names.contains { $0.hasSuffix("episode_reward_mean") }
      if hasOldNames {
        log.notes.append(
          "episode_reward_mean is over the games that ended since the last row, filled up to 100 with "
            + "games before; RLlib's MonitorEnv counts whole games, unclipped.")
      }
      if columns.names.contains(where: { $0.hasPrefix("env_runners/") }) {
        log.notes.append("What ends an episode of env_runners/ is not known.")
      }
    }
    if let stepName {
      log.notes.append("'\(stepName)' counts agent steps; frame skip 4 is assumed.")
    }
    if stepsWentBack {
      log.notes.append("Steps go back, as after a restart from a checkpoint; all rows were kept.")
    }
    switch clockName {
    case Self.summed: log.notes.append("Seconds are the sum of 'time_this_iter_s'.")
    case let name?: log.notes.append("Seconds are '\(name)'.")
    case nil: log.notes.append("The log has no clock.")
    }
    if clock.wentBack {
      log.notes.append("The clock began anew, as after a restart: its times add up.")
    }
  }

  private static func quantity(_ name: String, _ library: Library) -> Curve.Quantity {
    switch (library, name) {
    case (.stableBaselines, "rollout/ep_rew_mean"), (.stableBaselines, "ep_rewmean"),
      (.stableBaselines, "ep_reward_mean"), (.stableBaselines, "eprewmean"):
      .meanReturn(.game, episodes: 100)
    case (.stableBaselines, "eval/mean_reward"): .evaluation(.game, episodes: nil)
    case (.rllib, "episode_reward_mean"), (.rllib, "sampler_results/episode_reward_mean"):
      .meanReturn(.game, episodes: nil)
    case (.rllib, "env_runners/episode_return_mean"), (.rllib, "env_runners/episode_reward_mean"):
      .meanReturn(.unknown, episodes: nil)
    case (.rllib, "evaluation/episode_reward_mean"),
      (.rllib, "evaluation/sampler_results/episode_reward_mean"):
      .evaluation(.game, episodes: nil)
    case (.rllib, "evaluation/env_runners/episode_return_mean"):
      .evaluation(.unknown, episodes: nil)
    default: .other
    }
  }
}
