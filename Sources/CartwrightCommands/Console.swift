import Atari

/// What a command has of the world: its streams, its environment variables, and whether it should
/// stop.
struct Console {
  /// Results, and nothing else.
  let out: Output
  /// Everything else.
  let err: Output
  /// The environment variables.
  let environment: [String: String]
  /// Tells whether to stop; nil to listen to the process's signals.
  let stopRequest: (@Sendable () -> Bool)?

  /// Where ROMs are looked for.
  var romLibrary: ROMLibrary { .standard() }

  /// Prints a line of the result.
  func print(_ line: String) throws(OutputError) { try out.write(line + "\n") }

  /// Tells the person something that is not the result. One who stopped listening is not told.
  func note(_ line: String) { try? err.write(line + "\n") }

  /// From now on Ctrl-C does not end the process; the command asks the returned function at every
  /// place where it can stop, saves and throws `Interrupted`.
  func interruptible() -> @Sendable () -> Bool {
    if let stopRequest { return stopRequest }
    Interruption.listen()
    return { Interruption.isRequested }
  }
}
