import Atari
import Baselines
import Foundation
import Rollouts

/// `evaluate`: plays a policy for whole episodes and reports its scores.
enum EvaluateCommand {
  static let command = Command(
    name: "evaluate",
    summary: "play a policy for whole episodes and report its scores",
    discussion: """
      The protocols: `paper` plays without sticky actions, as long and as often as the paper does \
      for this game; `standard` plays 30 whole games of at most 27,000 steps with sticky actions \
      0.25. Each further option changes one thing about it. Human-normalised is \
      100 × (score − random) / (human − random).

      Without sticky actions the emulator is deterministic: if the policy draws no random numbers \
      either, all episodes are one and the same, and the output says so. --noops varies the start.
      """,
    operands: [.game],
    options: [
      .policy,
      Option(
        name: "episodes", value: "N", kind: .integer(1...1_000_000),
        help: "how many episodes (default: the protocol's)"),
    ] + PlayOptions.table + [.seed, .workers, .json],
    example: "evaluate pong --policy policies/pong/modular.py --protocol standard",
    run: run)

  private static func run(_ arguments: Arguments, _ console: Console) throws {
    let settings = try PlayOptions(arguments)
    let policy = try PolicyFile(arguments.policyPath)
    _ = try policy.interpreter()
    let rom = try console.romLibrary.locate(settings.game)
    let shouldStop = console.interruptible()

    let pool = try WorkerPool(
      rom: rom, settings: settings.play, count: min(arguments.workers, settings.episodes))
    let seeds = Evaluation.seeds(
      settings.play.environment, episodes: settings.episodes, seed: arguments.seed)
    let count = settings.episodes
    let progress = Progress(console)
    let start = ContinuousClock.now
    let show = { @Sendable (done: Int) in
      progress.show { _ in
        "\(done) of \(count) episodes  \(clockText((.now - start) / .seconds(1)))"
      }
    }
    show(0)
    let evaluation: Evaluation
    do {
      evaluation = try Evaluation.run(
        policy.program, on: pool, seeds: seeds,
        progress: show,
        shouldStop: shouldStop)
    } catch is WorkerPool.Stopped {
      progress.wipe()
      throw Interrupted(note: "an evaluation is not saved in part")
    }
    progress.wipe()
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    let report = EvaluationReport(
      settings: settings, policy: policy.path, evaluation: evaluation,
      stepsPerSecond: Double(evaluation.stepsPlayed) / seconds)
    try console.print(arguments.flag("json") ? report.json : report.table)
    if let error = evaluation.error {
      let failed = evaluation.episodes.count { $0.end == .error }
      console.note(
        "note: the policy failed in \(failed) of \(settings.episodes) episodes: \(error)")
    }
  }
}

/// An evaluation for people and for programs.
private struct EvaluationReport {
  let settings: PlayOptions
  let policy: String
  let evaluation: Evaluation
  let stepsPerSecond: Double

  private var environment: EnvironmentSettings { settings.play.environment }

  /// In percent; nil for games without published human and random scores.
  private var humanNormalised: Double? {
    HumanNormalised.score(statistics.mean, game: settings.game.name)
  }

  private var statistics: Statistics {
    guard let statistics = Statistics(of: evaluation.scores) else {
      preconditionFailure("an evaluation has an episode")
    }
    return statistics
  }

  private var life: String { environment.lifeIsEpisode ? "life" : "game" }

  var json: String {
    var json = JSONText()
    json.object { json in
      json.value(settings.game.name, "game")
      json.value(policy, "policy")
      json.value(settings.protocolName?.rawValue, "protocol")
      json.list("changed") { json in
        for name in settings.changes { json.value(name) }
      }
      if let frames = environment.frameSkip.fixedFrames {
        json.value(frames, "frameskip")
      } else {
        json.value(environment.frameSkip.text, "frameskip")
      }
      json.value(environment.repeatActionProbability, "repeat_action_probability")
      json.value(life, "life")
      json.value(
        environment.emulator.isNative(for: settings.game) ? "native" : "ale", "emulator")
      json.value(settings.play.mode.rawValue, "mode")
      json.value(settings.play.maxSteps, "max_steps")
      json.list("episodes") { json in
        for episode in evaluation.episodes {
          json.object { json in
            json.value(Int(episode.seed), "seed")
            json.value(episode.score, "score")
            json.value(episode.steps, "steps")
            json.value(episode.frames, "frames")
            json.value(episode.end.rawValue, "end")
            json.value(episode.error, "error")
          }
        }
      }
      json.value(statistics.mean, "mean")
      json.value(statistics.standardDeviation, "std")
      json.value(statistics.median, "median")
      json.value(humanNormalised, "human_normalised")
      json.value(stepsPerSecond, "env_steps_per_second")
      json.value(evaluation.allEpisodesIdentical, "all_episodes_identical")
    }
    return json.text
  }

  var table: String {
    var table = TextTable(
      ["EPISODE", "SEED", "SCORE", "STEPS", "FRAMES", "END"], numeric: [0, 1, 2, 3, 4])
    for (index, episode) in evaluation.episodes.enumerated() {
      table.add([
        "\(index + 1)", "\(episode.seed)", decimal(episode.score, 1), "\(episode.steps)",
        "\(episode.frames)", episode.end.rawValue,
      ])
    }
    var lines = [
      "\(settings.game.name), \(settings.name): frame skip \(environment.frameSkip.text), "
        + "sticky actions \(environment.repeatActionProbability), "
        + "an episode is a \(life) of at most \(settings.play.maxSteps) steps",
      table.text,
      "mean \(decimal(statistics.mean, 2))  std \(decimal(statistics.standardDeviation, 2))  "
        + "median \(decimal(statistics.median, 1))"
        + (humanNormalised.map { "  human-normalised \(decimal($0, 1)) %" } ?? ""),
      "\(decimal(stepsPerSecond, 0)) steps per second",
    ]
    if evaluation.allEpisodesIdentical {
      lines.append(
        "Emulator and policy are deterministic here: all episodes are one and the same. "
          + "--noops 30 or --protocol standard vary them.")
    }
    return lines.joined(separator: "\n")
  }
}
