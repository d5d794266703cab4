import Dispatch
import Synchronization

/// A line that shows how far a long job is; any thread may change it.
///
/// On a terminal it is drawn in one place, five times a second, until `wipe` takes it away.
/// Elsewhere nothing is drawn; what must be said there is a `milestone`.
final class Progress: Sendable {
  /// The line, given the seconds since it was shown.
  typealias Line = @Sendable (_ seconds: Double) -> String

  private struct State {
    var line: Line?
    var shown = ContinuousClock.now
    var drawn = ""
    var timer: (any DispatchSourceTimer)?
  }

  private let err: Output
  private let state = Mutex(State())

  init(_ console: Console) { err = console.err }

  deinit { wipe() }

  /// Shows a line in place of the last one; it is made anew each time that it is drawn.
  func show(_ line: @escaping Line) {
    guard err.isTerminal else { return }
    state.withLock { state in
      state.line = line
      state.shown = .now
      if state.timer == nil { state.timer = makeTimer() }
    }
  }

  /// Prints a line that stays, above the drawn one.
  func milestone(_ line: String) {
    state.withLock { state in
      erase(&state)
      try? err.write(line + "\n")
    }
  }

  /// Takes the drawn line away.
  func wipe() {
    state.withLock { state in
      state.timer?.cancel()
      state.timer = nil
      state.line = nil
      erase(&state)
    }
  }

  private func makeTimer() -> any DispatchSourceTimer {
    let timer = DispatchSource.makeTimerSource(queue: .global())
    timer.schedule(deadline: .now(), repeating: .milliseconds(200))
    timer.setEventHandler { [weak self] in self?.draw() }
    timer.resume()
    return timer
  }

  private func draw() {
    state.withLock { state in
      guard let line = state.line else { return }
      let text = String(line((.now - state.shown) / .seconds(1)).prefix(err.columns - 1))
      if text == state.drawn { return }
      state.drawn = text
      try? err.write("\r\u{1B}[K" + text)
    }
  }

  private func erase(_ state: inout State) {
    if !state.drawn.isEmpty { try? err.write("\r\u{1B}[K") }
    state.drawn = ""
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
