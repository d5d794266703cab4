/// What the names of scalars mean, which follows from who logged them.
///
/// Names and definitions are those of the libraries' own sources: CleanRL (`cleanrl/dqn_atari.py`),
/// Stable-Baselines3 (`common/logger.py`, `on_policy_algorithm.py`, `callbacks.py`), RLlib
/// (`tune/logger`, `evaluation/metrics.py`), Tianshou (`utils/logger/base.py`,
/// `examples/atari/atari_wrapper.py`), Dopamine (`discrete_domains/run_experiment.py`).
enum ScalarConvention: String, Sendable {
  case cleanRL = "CleanRL"
  case stableBaselines = "Stable-Baselines3"
  case rllib = "RLlib"
  case tianshou = "Tianshou"
  case dopamine = "Dopamine"
  case cartwright = "Cartwright"
  case unknown = "scalars"

  /// Judges by the names of all scalars of a run.
  init(names: [String]) {
    let known = Set(names)
    func has(prefix: String) -> Bool { names.contains { $0.hasPrefix(prefix) } }
    if has(prefix: "charts/") {
      self = .cleanRL
    } else if has(prefix: "ray/tune/")
      || (known.contains("episode_reward_mean") && known.contains("training_iteration"))
    {
      self = .rllib
    } else if known.contains("by_environment_steps/best") {
      self = .cartwright
    } else if has(prefix: "rollout/ep_")
      || known.contains("eval/mean_reward") || known.contains("time/total_timesteps")
    {
      self = .stableBaselines
    } else if has(prefix: "train/returns_stat") || has(prefix: "test/returns_stat")
      || known.contains("save/env_step") || known.contains("test/reward_std")
      || (known.contains("test/reward") && known.contains("test/length"))
    {
      self = .tianshou
    } else if known.contains("Train/AverageReturns") || known.contains("Eval/AverageReturns") {
      self = .dopamine
    } else {
      self = .unknown
    }
  }

  /// What a scalar's numbers are, and what its steps count.
  func meaning(of name: String) -> (quantity: Curve.Quantity, stepUnit: Curve.StepUnit) {
    let agent = Curve.StepUnit.agentSteps()
    switch self {
    case .cleanRL:
      switch name {
      case "charts/episodic_return": return (.episodeReturn(.game), agent)
      case "charts/avg_episodic_return": return (.meanReturn(.game, episodes: nil), agent)
      case "eval/episodic_return":
        return (.evaluation(.game, episodes: 1), Curve.StepUnit("episodes", framesPerStep: nil))
      default: return (.other, agent)
      }
    case .stableBaselines:
      switch name {
      case "rollout/ep_rew_mean": return (.meanReturn(.game, episodes: 100), agent)
      case "eval/mean_reward": return (.evaluation(.game, episodes: nil), agent)
      default: return (.other, agent)
      }
    case .rllib:
      // TensorBoard's tags begin with `ray/tune/`, keys elsewhere do not.
      switch name.hasPrefix("ray/tune/") ? String(name.dropFirst(9)) : name {
      case "episode_reward_mean", "sampler_results/episode_reward_mean":
        return (.meanReturn(.game, episodes: nil), agent)
      case "env_runners/episode_reward_mean", "env_runners/episode_return_mean":
        return (.meanReturn(.unknown, episodes: nil), agent)
      case "evaluation/episode_reward_mean":
        return (.evaluation(.game, episodes: nil), agent)
      case "evaluation/env_runners/episode_return_mean":
        return (.evaluation(.unknown, episodes: nil), agent)
      default: return (.other, agent)
      }
    case .tianshou:
      switch name {
      case "test/reward", "test/returns_stat/mean":
        return (.evaluation(.game, episodes: nil), agent)
      default: return (.other, agent)
      }
    case .dopamine:
      let iterations = Curve.StepUnit("iterations", framesPerStep: nil)
      switch name {
      case "Train/AverageReturns": return (.meanReturn(.game, episodes: nil), iterations)
      case "Eval/AverageReturns": return (.evaluation(.game, episodes: nil), iterations)
      default: return (.other, iterations)
      }
    case .cartwright:
      switch name {
      case "by_environment_steps/best": return (.evaluation(.unknown, episodes: nil), agent)
      case "by_environment_steps/update": return (.other, agent)
      default: return (.other, Curve.StepUnit("updates", framesPerStep: nil))
      }
    case .unknown:
      return (Self.guess(name), Curve.StepUnit("steps of the log", framesPerStep: nil))
    }
  }

  /// Which definitions the meanings rest on, a sentence each.
  var notes: [String] {
    switch self {
    case .cleanRL:
      [
        "Steps are CleanRL's global_step: agent steps, each of 4 frames (frame skip 4).",
        "'charts/episodic_return' is the unclipped return of a whole game, all lives "
          + "(RecordEpisodeStatistics stands below EpisodicLifeEnv).",
      ]
    case .stableBaselines:
      [
        "Steps are Stable-Baselines3's num_timesteps: agent steps of all environments together, "
          + "each of 4 frames (frame skip 4).",
        "'rollout/ep_rew_mean' is the mean of the last 100 episodes, whole games where the "
          + "environments come from make_atari_env (its Monitor stands below EpisodicLifeEnv).",
      ]
    case .rllib:
      [
        "Steps are RLlib's timesteps_total: agent steps of all workers together, each of 4 frames "
          + "(frame skip 4).",
        "'episode_reward_mean' is the mean over the episodes that ended since the last row, filled up "
          + "with earlier ones; RLlib counts whole games for Atari, all lives.",
      ]
    case .tianshou:
      [
        "Steps are Tianshou's env_step: agent steps of all environments together, each of 4 frames "
          + "(frame skip 4).",
        "'test/' is the mean over whole games; 'train/' is left out as a score, since Tianshou's Atari "
          + "wrapper ends training episodes with a life and clips their rewards.",
      ]
    case .dopamine: ["Steps are Dopamine's iterations (1 million frames each by default)."]
    case .cartwright:
      [
        "'by_environment_steps/best' is the best policy's mean score under the run's protocol so far; "
          + "steps are those of all episodes and trials, each of 4 frames."
      ]
    case .unknown:
      [
        "Nothing says what a step is, nor whether episodes end with a life or a game; the meaning of "
          + "each scalar was guessed from its name."
      ]
    }
  }

  /// Whether a scalar of whatever library may be a score.
  static func isScore(_ name: String) -> Bool { guess(name) != .other }

  /// What a name may mean by its words alone.
  private static func guess(_ name: String) -> Curve.Quantity {
    ScoreNames.quantity(name) ?? .other
  }
}
