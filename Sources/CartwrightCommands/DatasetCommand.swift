import Atari
import Foundation
import PolicySyntax
import Rollouts

/// `dataset`: frames, objects, actions and rewards of a policy at play, as files.
///
/// Row k of an episode is the state after its k-th action, row 0 the one after the reset: picture,
/// objects and observation belong together, and the action of row k + 1 is what the policy chose
/// from row k.
enum DatasetCommand {
  static let command = Command(
    name: "dataset",
    summary: "write frames, objects, actions and rewards of a policy at play as files",
    discussion: """
      Plays the episodes that `evaluate` with the same options would play, until --steps are done. \
      Each episode has a folder: episode_0000/steps.jsonl holds a row for the reset and one for each \
      step, in the form of `observe` with `frame`, the path of its picture; \
      episode_0000/frames/000000.png and so on are the pictures, 160 × 210. dataset.json tells how \
      it was made and lists the episodes, and appears when all else is there.
      """,
    operands: [.game],
    options: [
      .policy,
      Option(
        name: "steps", value: "N", kind: .integer(1...1_000_000_000),
        help: "steps over all episodes", defaultValue: "1000"),
      Option(name: "out", value: "DIR", help: "the folder to make; it may not hold anything yet"),
      .flag("hud", "list displays such as the score, too"),
      .flag("ram", "add the 128 bytes of RAM as 256 hex digits"),
      .seed,
    ] + PlayOptions.table,
    example: "dataset pong --policy policies/pong/modular.py --steps 200 --out pong-dataset",
    run: run)

  private static func run(_ arguments: Arguments, _ console: Console) throws {
    let settings = try PlayOptions(arguments)
    let policy = try PolicyFile(arguments.policyPath)
    _ = try policy.interpreter()
    guard let path = arguments.text("out"), let out = command.option(named: "out") else {
      throw UsageError.missingOption(command.options[2], command.name)
    }
    let player = try PolicyPlayer(
      rom: console.romLibrary.locate(settings.game), settings: settings.play,
      hud: arguments.flag("hud"))
    try player.load(policy.program)
    let shouldStop = console.interruptible()
    let progress = Progress(console)
    let steps = arguments.integer("steps") ?? 1000

    var dataset = try DatasetFolder(path, option: out, hasRAM: arguments.flag("ram"))
    var failure: Diagnostic?
    while dataset.steps < steps, failure == nil, !shouldStop() {
      let seeds = Evaluation.seeds(
        settings.play.environment, ofEpisode: dataset.episodes.count, seed: arguments.seed)
      try player.reset(seed: seeds.emulator, policySeed: seeds.policy)
      var episode = try dataset.begin(player, seed: seeds.emulator)
      while !episode.isOver, dataset.steps + player.steps < steps, !shouldStop() {
        let done = dataset.steps + player.steps
        progress.show { _ in "step \(done) of \(steps)" }
        let action: Int
        do throws(Diagnostic) {
          action = try player.chooseAction()
        } catch {
          failure = error
          break
        }
        try episode.add(player.apply(action), player)
      }
      try dataset.finish(episode, player)
    }
    progress.wipe()
    let protocolName = settings.protocolName?.rawValue
    try dataset.close(
      game: settings.game, policy: policy, play: settings.play, protocolName: protocolName,
      seed: arguments.seed)
    try console.print(
      "\(path): \(dataset.episodes.count) episodes, \(dataset.steps) steps, "
        + "mean score \(decimal(dataset.meanScore, 2))")
    if dataset.episodes.count > 1, player.playedDeterministically {
      try console.print(
        "Emulator and policy are deterministic here: all episodes are one and the same. "
          + "--noops 30 or --protocol standard vary them.")
    }
    if let failure { throw PolicyFailure(diagnostic: failure, source: policy.tree.source) }
    if dataset.steps < steps {
      throw Interrupted(note: "the first \(dataset.steps) steps are saved")
    }
  }
}
