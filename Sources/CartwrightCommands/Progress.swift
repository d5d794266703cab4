/// A line that shows how far a long job is.
///
/// On a terminal it is drawn over and over in one place, at most ten times a second, and `finish`
/// wipes it away. Elsewhere nothing is drawn: a job says its milestones with `milestone`.
struct Progress: ~Copyable {
  private let err: Output
  private var isDrawn = false
  private var lastDrawn: ContinuousClock.Instant?

  init(_ console: Console) { err = console.err }

  /// Shows a line in place of the last one.
  mutating func draw(_ line: @autoclosure () -> String) {
    guard err.isTerminal else { return }
    let now = ContinuousClock.now
    if let lastDrawn, now - lastDrawn < .milliseconds(100) { return }
    lastDrawn = now
    isDrawn = true
    try? err.write("\r\u{1B}[K" + line().prefix(err.columns - 1))
  }

  /// Prints a line that stays, above the drawn one.
  mutating func milestone(_ line: String) {
    wipe()
    try? err.write(line + "\n")
  }

  /// Wipes the drawn line away.
  mutating func wipe() {
    if isDrawn { try? err.write("\r\u{1B}[K") }
    isDrawn = false
    lastDrawn = nil
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
