import Atari
import Objects

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
      .emulatorSeed, .frameskip, .sticky,
      .flag("full-actions", "all 18 actions instead of those that the game uses"),
      .mode,
      .flag("hud", "list displays such as the score, too"),
      .flag("ram", "add the 128 bytes of RAM as 256 hex digits"),
      Option(name: "out", value: "F.jsonl", help: "write to a file, complete or not at all"),
    ],
    example: "observe pong --actions moves.txt --seed 1 --ram | head -n 5",
    run: run)

  private static func run(_ arguments: Arguments, _ console: Console) throws {
    let id = try arguments.environmentID()
    var settings = arguments.changing(id.settings)
    settings.fullActionSet = arguments.flag("full-actions")
    var tracker = try ObjectTracker(
      game: id.game.name, mode: arguments.objectMode, hud: arguments.flag("hud"))
    var environment = try Environment(
      rom: console.romLibrary.locate(id.game), settings: settings)
    guard let actionsPath = arguments.text("actions") else {
      throw UsageError.needsOne(["--actions"], found: [])
    }
    let actions = try ActionFile.read(actionsPath, count: environment.actions.count)

    let shouldStop = console.interruptible()
    var rows = try RowSink(arguments.text("out"), console)
    var row = ObservationRow(hasRAM: arguments.flag("ram"))
    try environment.reset(seed: arguments.emulatorSeed)
    tracker.reset(ram: environment.ram, lives: environment.current.lives)
    try rows.write(
      row.text(
        step: 0, action: nil, result: environment.current, ram: environment.ram, tracker: tracker))
    var step = 0
    while step < actions.count, !shouldStop() {
      let action = actions[step]
      step += 1
      let result = environment.step(action)
      tracker.update(ram: environment.ram, lives: result.lives)
      try rows.write(
        row.text(
          step: step, action: action, result: result, ram: environment.ram, tracker: tracker))
      if result.terminated || result.truncated {
        try environment.reset(seed: nil)
        tracker.reset(ram: environment.ram, lives: environment.current.lives)
        try rows.write(
          row.text(
            step: step, action: nil, result: environment.current, ram: environment.ram,
            tracker: tracker))
      }
    }
    try rows.close()
    if step < actions.count { throw Interrupted(note: "the first \(step) steps are saved") }
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

/// A file of actions, one index a line.
enum ActionFile {
  /// Reads the actions, each below `count`; empty lines are passed over.
  static func read(_ path: String, count: Int) throws(Failure) -> [Int] {
    let text = String(decoding: try readFile(path, what: "a file of actions"), as: UTF8.self)
    var actions: [Int] = []
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (number, line) in lines.enumerated() {
      let word = line.filter { $0 != " " && $0 != "\t" }
      if word.isEmpty { continue }
      guard let action = Int(word), (0..<count).contains(action) else {
        throw Failure(
          .badData,
          "expected an action from 0 to \(count - 1), found `\(line.prefix(40))` "
            + "at \(path):\(number + 1)")
      }
      actions.append(action)
    }
    return actions
  }
}
