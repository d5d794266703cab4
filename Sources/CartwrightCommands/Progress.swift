import Synchronization

/// A line that shows how far a long job is; any thread may draw it.
///
/// On a terminal it is drawn over and over in one place, at most ten times a second, and `wipe`
/// takes it away. Elsewhere nothing is drawn; what must be said there is a `milestone`.
final class Progress: Sendable {
  private struct State {
    var isDrawn = false
    var lastDrawn: ContinuousClock.Instant?
  }

  private let err: Output
  private let state = Mutex(State())

  init(_ console: Console) { err = console.err }

  /// Shows a line in place of the last one.
  func draw(_ line: @autoclosure () -> String) {
    guard err.isTerminal else { return }
    let now = ContinuousClock.now
    state.withLock { state in
      if let last = state.lastDrawn, now - last < .milliseconds(100) { return }
      state.lastDrawn = now
      state.isDrawn = true
      try? err.write("\r\u{1B}[K" + line().prefix(err.columns - 1))
    }
  }

  /// Prints a line that stays, above the drawn one.
  func milestone(_ line: String) {
    state.withLock { state in
      wipe(&state)
      try? err.write(line + "\n")
    }
  }

  /// Takes the drawn line away.
  func wipe() { state.withLock { wipe(&$0) } }

  private func wipe(_ state: inout State) {
    if state.isDrawn { try? err.write("\r\u{1B}[K") }
    state = State()
  }
}

/// Seconds as a person reads them: `42 s`, `4:12`, `1:02:03`.
func clockText(_ seconds: Double) -> String {
  let whole = Int(max(0, seconds.rounded()))
  let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60)
  let padded = { (value: Int) in value < 10 ? "0\(value)" : "\(value)" }
  if hours > 0 { return "\(hours):\(padded(minutes)):\(padded(rest))" }
  return minutes > 0 ? "\(minutes):\(padded(rest))" : "\(rest) s"
}
