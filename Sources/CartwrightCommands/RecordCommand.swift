import Atari
import Objects
import PolicyRuntime
import PolicySyntax
import Reports
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
    var film = Film(player, policy, hasOverlay: arguments.flag("overlay"))
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

/// The pictures so far, at the speed of the console: 60 frames a second.
private struct Film {
  private var writer: GIFWriter
  private let renderer: OverlayRenderer
  private let hasOverlay: Bool
  private let source: [String]
  private var screen: [UInt8] = []
  private var last: (image: Image, frame: Int)?

  /// How long the end stays, in seconds.
  private static let pause = 1.5

  init(_ player: PolicyPlayer, _ policy: PolicyFile, hasOverlay: Bool) {
    self.hasOverlay = hasOverlay
    source = policy.tree.source.text
      .split(omittingEmptySubsequences: false) { ["\n", "\r", "\r\n"].contains($0) }
      .map { String($0.replacing("\t", with: "    ")) }
    renderer = OverlayRenderer(
      frameWidth: player.environment.screenWidth, frameHeight: player.environment.screenHeight,
      panelColumns: hasOverlay ? 80 : 0)
    writer = GIFWriter(width: renderer.width, height: renderer.height)
    player.interpreter?.recording = hasOverlay ? .lines : .off
  }

  /// How many pictures there are.
  var count: Int { writer.frameCount + (last == nil ? 0 : 1) }

  /// Takes a picture of the player as it is; `action` is what the policy chose, nil at the end.
  mutating func shoot(_ player: PolicyPlayer, action: Int?) {
    player.environment.copyScreenRGB(into: &screen)
    let image = renderer.render(frame: screen, overlay: overlay(player, action))
    let frame = player.environment.current.frame
    if let last { writer.append(last.image, seconds: Double(frame - last.frame) / 60) }
    last = (image, frame)
  }

  /// The file; the last picture stays for a moment.
  mutating func gif() -> [UInt8] {
    if let last { writer.append(last.image, seconds: Self.pause) }
    last = nil
    return writer.file()
  }

  /// Half-way to white, so that an outline stands out from the thing that it surrounds.
  private static func lighter(_ color: RGB) -> Color {
    Color(color.red / 2 + 128, color.green / 2 + 128, color.blue / 2 + 128)
  }

  /// A category with more objects than this, such as the bricks of a wall, is drawn without labels.
  private static let mostLabels = 8

  private func overlay(_ player: PolicyPlayer, _ action: Int?) -> Overlay {
    guard hasOverlay else { return Overlay() }
    var counts: [ObjectCategory: Int] = [:]
    for object in player.tracker.objects { counts[object.category, default: 0] += 1 }
    let boxes = player.tracker.objects.map { object in
      Overlay.Box(
        x: object.x, y: object.y, width: object.w, height: object.h,
        label: counts[object.category]! > Self.mostLabels
          ? "" : object.category.rawValue + (object.value.map { " \($0)" } ?? ""),
        color: Self.lighter(object.rgb),
        velocity: object.dx.flatMap { dx in object.dy.map { (x: dx, y: $0) } })
    }
    let lines = action == nil ? [] : player.interpreter?.trace.lines ?? []
    let name = action.map { "\($0) \(player.actions[$0].name)" } ?? "-"
    return Overlay(
      boxes: boxes,
      facts: [
        "\(player.game.name)  step \(player.steps)  score \(player.score)", "action \(name)",
      ],
      source: source,
      executedLines: Set(lines),
      // A call's lines run after the line of the call: the last one to be reached gave the action.
      decidingLine: lines.last)
  }
}
