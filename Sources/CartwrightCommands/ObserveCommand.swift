import Atari
import Objects
import PolicySyntax
import Rollouts

/// `observe`: plays given, random or chosen actions and prints what there is to see.
enum ObserveCommand {
  static let command = Command(
    name: "observe",
    summary: "play actions and print what a policy would see, a JSON line a step",
    discussion: """
      Row 0 is the state after the reset. Where an episode ends the game resets and one more row \
      with the same step and action null follows. Actions are indices into the game's minimal \
      action set, in ALE's order.

      With --mode compat the rows are those of OCAtari 2.2.1 and have no `observation`.
      """,
    operands: [.game],
    options: [
      Option(name: "actions", value: "FILE", help: "play these actions: an index a line"),
      Option(
        name: "random", value: "N", kind: .integer(0...1_000_000_000),
        help: "play N random actions"),
      Option(name: "policy", value: "FILE", help: "play what this policy chooses; needs --steps"),
      Option(
        name: "steps", value: "N", kind: .integer(0...1_000_000_000),
        help: "how long the policy plays"),
      .emulatorSeed, .frameskip(default: "the id's; 4 for a plain name"),
      .sticky(default: "the id's; 0.25 for a plain name"),
      .flag("full-actions", "all 18 actions instead of those that the game uses"),
      .mode, .emulator,
      .flag("hud", "list displays such as the score, too"),
      .flag("ram", "add the 128 bytes of RAM as 256 hex digits"),
      .flag("schema", "print the JSON Schema of a row's `objects`, for --mode, and play nothing"),
      Option(name: "out", value: "F.jsonl", help: "write to a file, complete or not at all"),
    ],
    example: "observe pong --random 500 --seed 1 --ram | head -n 5",
    run: run)

  private static func run(_ arguments: Arguments, _ console: Console) throws {
    let id = try arguments.environmentID()
    let table = try ObjectTracker.table(for: id.game.name)
    if arguments.flag("schema") {
      return try console.print(table.jsonSchema(mode: arguments.objectMode))
    }
    let source = try ActionSource(arguments)
    var environment = arguments.changing(id.settings)
    environment.fullActionSet = arguments.flag("full-actions")
    let settings = PlaySettings(
      environment: environment, maxSteps: .max, mode: arguments.objectMode)
    let player = try PolicyPlayer(
      rom: console.romLibrary.locate(id.game), settings: settings, hud: arguments.flag("hud"))
    let shouldStop = console.interruptible()
    let seed = arguments.emulatorSeed
    var actions = try source.prepare(player, seed: seed)

    var rows = try RowSink(arguments.text("out"), console)
    var row = ObservationRow(hasRAM: arguments.flag("ram"))
    try player.reset(seed: seed, policySeed: UInt64(seed.magnitude))
    try rows.write(row.text(step: 0, action: nil, player.environment.current, player))
    for step in 0..<actions.count {
      if shouldStop() {
        try rows.close()
        throw Interrupted(note: "the first \(step) steps are saved")
      }
      let action: Int
      do {
        action = try actions.next(step, player)
      } catch {
        try rows.close()
        throw error
      }
      let result = player.apply(action).result
      try rows.write(row.text(step: step + 1, action: action, result, player))
      if result.terminated || result.truncated {
        try player.reset(seed: nil, policySeed: nil)
        try rows.write(row.text(step: step + 1, action: nil, player.environment.current, player))
      }
    }
    try rows.close()
  }
}

/// Rows go to standard output or, with `--out`, to a file.
private struct RowSink: ~Copyable {
  private let console: Console
  private var file: AtomicFile?

  init(_ path: String?, _ console: Console) throws(OutputError) {
    self.console = console
    if let path { file = try AtomicFile(path) } else { file = nil }
  }

  mutating func write(_ row: String) throws(OutputError) {
    if file == nil { try console.out.write(row) } else { try file?.write(row) }
  }

  consuming func close() throws(OutputError) { try file?.close() }
}
