import Atari
import PolicyRuntime
import PolicySyntax
import Rollouts

/// `record`: a moving picture of a policy at play.
///
/// A picture shows what the policy was given and what it decided: the screen and the objects before
/// a step, and the step's action and lines. The last one shows how it ended.
enum RecordCommand {
  static let command = Command(
    name: "record",
    summary: "make a moving picture (GIF) of a policy at play",
    discussion: """
      Plays the first episode that `evaluate` with the same options would play, until it ends or \
      --steps are done. --overlay draws the objects with their velocities (an arrow of four steps), and \
      beside the picture the score, the action and the lines of the policy that ran, brightest the \
      one that chose the action.
      """,
    operands: [.game],
    options: [
      .policy,
      Option(name: "out", value: "F.gif", help: "the file to write"),
      .flag("overlay", "draw objects, action and the lines that ran"),
      Option(
        name: "steps", value: "N", kind: .integer(1...100_000), help: "steps at most",
        defaultValue: "1000"),
      Option(
        name: "every", value: "K", kind: .integer(1...1000), help: "a picture every K steps",
        defaultValue: "1"),
      .seed,
    ] + PlayOptions.table,
    example: "record pong --policy policies/pong/modular.py --overlay --out pong.gif",
    run: run)

  private static func run(_ arguments: Arguments, _ console: Console) throws {
    let settings = try PlayOptions(arguments)
    let policy = try PolicyFile(arguments.policyPath)
    _ = try policy.interpreter()
    guard let path = arguments.text("out") else {
      throw UsageError.missingOption(command.options[1], command.name)
    }
    var file = try AtomicFile(path)
    let player = try PolicyPlayer(
      rom: console.romLibrary.locate(settings.game), settings: settings.play,
      hud: arguments.flag("overlay"))
    try player.load(policy.program)
    let shouldStop = console.interruptible()
    let progress = Progress(console)

    let seeds = Evaluation.seeds(
      settings.play.environment, ofEpisode: 0, seed: arguments.seed)
    try player.reset(seed: seeds.emulator, policySeed: seeds.policy)
    var film = Film(player, source: policy.tree.source.text, hasOverlay: arguments.flag("overlay"))
    let steps = arguments.integer("steps") ?? 1
    let every = arguments.integer("every") ?? 1
    var failure: Diagnostic?
    var isOver = false
    while player.steps < steps, !isOver, !shouldStop() {
      let done = player.steps
      progress.show { _ in "step \(done) of \(steps)" }
      do throws(Diagnostic) {
        let action = try player.chooseAction()
        if player.steps % every == 0 { film.shoot(player, action: action) }
        isOver = player.apply(action).isLast
      } catch {
        failure = error
        break
      }
    }
    film.shoot(player, action: nil)
    progress.wipe()
    try file.write(film.gif())
    try file.close()
    try console.print(
      "\(path): \(film.count) pictures, \(player.steps) steps, score \(player.score)")
    if let failure { throw PolicyFailure(diagnostic: failure, source: policy.tree.source) }
    if !isOver, player.steps < steps {
      throw Interrupted(note: "the first \(player.steps) steps are saved")
    }
  }
}
