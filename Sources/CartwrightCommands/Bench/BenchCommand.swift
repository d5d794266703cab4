/// `bench`: speed and accuracy, beside what is in use elsewhere where Python has it.
enum BenchCommand {
  static let command = Command(
    name: "bench",
    summary: "measure speed and accuracy, beside ale-py and OCAtari where Python has them",
    discussion: """
      `environment` counts steps per second of one environment, in turn with a Python loop over \
      ale-py's ALEInterface.act that plays the same actions on the same ROM: pairs of runs, the one \
      that goes first changing, and the median of their ratios. Then it tells what the objects and \
      a policy add to a step.

      `objects` plays every game, or one, at random and by a script, and holds each object against \
      the pixels of its picture: boxes that are exact, overlap (IoU), boxes without pixels, things \
      without a box, velocities that are the displacement of the pixels. With --policy that policy \
      plays. Then it tells what an extraction costs, beside OCAtari's on the same RAM.

      `policy` records the observations of --steps steps and calls a policy with each of them, over \
      and over, in turn with CPython, which must choose the same actions: microseconds a call, \
      without a trace, with a trace of lines and with one of calls. Ours include making the \
      dictionary; CPython's are made before.

      `logs` reads a TensorBoard event file, --file or one of --size that it makes up, as `compare` \
      does; then TensorBoard's own Python reader reads the first --peer-size of it.
      """,
    operands: [
      Operand(
        name: "WHAT", kind: .choice(["environment", "objects", "policy", "logs"]),
        help: "what to measure",
        defaultValue: "environment")
    ],
    options: [
      Option(
        name: "game", value: "GAME",
        help: "what to play (default: pong; for `objects` and `policy` every game with objects)"),
      Option(
        name: "steps", value: "N", kind: .integer(100...10_000_000),
        help: "steps a run (default: 1000; for `objects` those of each play)"),
      Option(
        name: "pairs", value: "N", kind: .integer(1...1000),
        help: "how many pairs of runs (default: 20; for `policy` 5)"),
      Option(
        name: "policy", value: "FILE",
        help:
          "the policy that is measured or plays (default for `environment`: the starting policy)"
      ),
      Option(name: "file", value: "FILE", help: "the event file that `logs` reads"),
      Option(
        name: "size", value: "SIZE", kind: size,
        help: "how long a file `logs` makes up (default: \(LogsBench.defaultSize))"),
      Option(
        name: "peer-size", value: "SIZE", kind: size,
        help:
          "how much of it TensorBoard reads (default: \(LogsBench.defaultPeerSize), some 20 s)"),
      .frameskip(default: "the id's; 4 for a plain name"),
      .sticky(default: "the id's; 0.25 for a plain name"), .emulator, .emulatorSeed, .json,
    ],
    example: "bench objects --game breakout",
    run: run)

  private static let size = ValueKind.form(expected: "a size such as 500KB, 64MB or 1GB") {
    LogsBench.bytes($0) != nil
  }

  private static func run(_ arguments: Arguments, _ console: Console) throws {
    let shouldStop = console.interruptible()
    let progress = Progress(console)
    let isJSON = arguments.flag("json")
    switch arguments.required("WHAT") {
    case "objects":
      if arguments.isGiven("pairs") {
        throw UsageError.exclusive("`bench objects`", "--pairs")
      }
      let bench = try ObjectsBench(arguments, console)
      let result = try bench.run { what in
        progress.show { _ in what }
        return !shouldStop()
      }
      progress.wipe()
      try console.print(isJSON ? result.json : result.table)
    case "policy":
      let bench = try PolicyBench(arguments, console)
      let result = try bench.run { what in
        progress.show { _ in what }
        return !shouldStop()
      }
      progress.wipe()
      try console.print(isJSON ? result.json : result.table)
    case "logs":
      let bench = try LogsBench(arguments)
      let result = try bench.run { what in
        progress.show { _ in what }
        return !shouldStop()
      }
      progress.wipe()
      try console.print(isJSON ? result.json : result.table)
    default:
      let bench = try EnvironmentBench(arguments, console)
      let result = try bench.run { number in
        progress.show { _ in "pair \(number) of \(bench.pairs)" }
        return !shouldStop()
      }
      progress.wipe()
      try console.print(isJSON ? result.json : result.table)
    }
  }
}
