/// Times of a log, made into seconds since training began that never go back.
struct Clock {
  /// What a row's time means.
  enum Kind: Equatable {
    /// Since the beginning or since 1970; a restart begins anew.
    case running
    /// Of the row alone.
    case perRow
  }

  private(set) var seconds = 0.0
  /// Whether a time was smaller than the one before it.
  private(set) var wentBack = false
  private let kind: Kind
  private var offset = 0.0
  private var previous: Double?

  init(_ kind: Kind) { self.kind = kind }

  /// Takes the next time in seconds; gives the seconds since the beginning.
  ///
  /// - Parameter duration: how long the row took, where a running clock begins anew in it.
  mutating func advance(to time: Double, duration: Double? = nil) -> Double {
    switch kind {
    case .perRow: seconds += max(time, 0)
    case .running:
      if previous == nil {
        // Seconds since 1970 start with the log, as no other start is known.
        if time > 1e8 { offset = -time }
      } else if time < previous! {
        wentBack = true
        // A restart: its own time is what the clock says, or the duration that is told.
        offset = seconds + (duration.map { $0 - time } ?? 0)
      }
      previous = time
      seconds = max(seconds, time + offset)
    }
    return seconds
  }
}
