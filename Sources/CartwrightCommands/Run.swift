/// Runs one command line and returns the exit code: the whole program but for the process's own
/// streams.
///
/// `arguments` are the words after the program's name. Without `shouldStop`, long commands listen to
/// the process's signals.
public func run(
  arguments: [String], environment: [String: String], stdout: Output, stderr: Output,
  shouldStop: (@Sendable () -> Bool)? = nil
) -> Int32 {
  let console = Console(
    out: stdout, err: stderr, environment: environment, stopRequest: shouldStop)
  do {
    try CommandLineProgram.run(arguments, console)
    try stdout.flush()
    return ExitCode.done.rawValue
  } catch {
    let failure = Failure(error)
    try? stdout.flush()
    if failure.code != .done { try? stderr.write(failure.text) }
    return failure.code.rawValue
  }
}

/// The command list, and how a command line finds its command.
enum CommandLineProgram {
  /// Every command, in the order of the help.
  static let commands: [Command] = [
    TrainCommand.command, EvaluateCommand.command, ObserveCommand.command, RecordCommand.command,
    DatasetCommand.command, CompareCommand.command, GamesCommand.command,
    PolicyCheckCommand.command, PolicyFormatCommand.command, PolicyRunCommand.command,
    PolicyExplainCommand.command,
    BenchCommand.command,
    ROMsCommands.importing, ROMsCommands.verifying,
  ]

  static func run(_ words: [String], _ console: Console) throws {
    let operands = words.prefix { $0 != "--" }
    let wantsHelp = operands.contains { $0 == "--help" || $0 == "-h" } || words.first == "help"
    let path = words.filter { $0 != "--help" && $0 != "-h" }
    switch words.first {
    case nil: try console.print(Help.first(commands))
    case "--version": try printVersion(words, console)
    case _ where wantsHelp:
      try printHelp(path.first == "help" ? path.dropFirst() : path[...], console)
    default:
      let (command, rest) = try find(words)
      try command.run(try Arguments(rest, of: command), console)
    }
  }

  private static func printVersion(_ words: [String], _ console: Console) throws {
    if words.count > 1 { throw UsageError.surplus(words[1], nil) }
    try console.print(Version.text)
  }

  private static func printHelp(_ path: ArraySlice<String>, _ console: Console) throws {
    if path.isEmpty { return try console.print(Help.overview(commands)) }
    let members = group(path[path.startIndex])
    if !members.isEmpty, path.count == 1 {
      return try console.print(Help.group(path[path.startIndex], members))
    }
    try console.print(Help.command(find(Array(path)).command))
  }

  private static func group(_ name: String) -> [Command] {
    commands.filter { $0.group ?? "" == name }
  }

  /// The command that the first word or two name, and the words behind them.
  private static func find(
    _ words: [String]
  ) throws(UsageError) -> (command: Command, rest: ArraySlice<String>) {
    let first = words[0]
    let members = group(first)
    if members.isEmpty {
      guard let command = commands.first(where: { $0.name == first }) else {
        throw .unknownCommand(
          first, known: unique(commands.map { String($0.group ?? $0.name[...]) }))
      }
      return (command, words.dropFirst())
    }
    let subcommands = members.map { String($0.name.dropFirst(first.count + 1)) }
    guard words.count > 1 else { throw .missingSubcommand(first, known: subcommands) }
    guard let index = subcommands.firstIndex(of: words[1]) else {
      throw .unknownCommand("\(first) \(words[1])", known: members.map(\.name))
    }
    return (members[index], words.dropFirst(2))
  }

  private static func unique(_ names: [String]) -> [String] {
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }
}
