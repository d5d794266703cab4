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
  private var scale = 1.0
  private var previous: Double?

  init(_ kind: Kind) { self.kind = kind }

  /// Takes the next time in seconds; gives the seconds since the beginning.
  ///
  /// - Parameter duration: how long the row took, where a running clock begins anew in it.
  mutating func advance(to told: Double, duration: Double? = nil) -> Double {
    let time = previous == nil ? told : told * scale
    switch kind {
    case .perRow: seconds += max(time, 0)
    case .running:
      if previous == nil {
        // Seconds since 1970 start with the log, as no other start is known; they may be thousandths.
        if time > 1e11 { scale = 0.001 }
        if time > 1e8 { offset = -time * scale }
      } else if time < previous! {
        wentBack = true
        // A restart: its own time is what the clock says, or the duration that is told.
        offset = seconds + (duration.map { $0 - time } ?? 0)
      }
      previous = told * scale
      seconds = max(seconds, told * scale + offset)
    }
    return seconds
  }
}

extension Clock {
  /// Whether numbers that should rise fall so often that each counts its own row only.
  static func looksPerRow(_ numbers: [Double]) -> Bool {
    var falls = 0
    var count = 0
    var previous = -Double.infinity
    for number in numbers where !number.isNaN {
      if number < previous { falls += 1 }
      previous = number
      count += 1
    }
    return falls > 2 && falls * 10 > count
  }
}
