import Foundation

/// Numbers to places along a line, with ticks at round numbers.
package struct Axis: Sendable {
  /// What the numbers count; it decides how ticks are written.
  package enum Unit: Sendable, CaseIterable {
    /// Scores and anything without a unit.
    case plain
    /// Percent, given as percent.
    case percent
    /// Shares from 0 to 1, written as percent.
    case share
    /// Minutes, written as seconds, minutes or hours.
    case minutes
    /// Large counts, written in thousands or millions.
    case steps
    /// Whole numbers.
    case count
  }

  package struct Tick: Sendable, Hashable {
    package var value: Double
    package var label: String
  }

  /// The numbers at the beginning and at the end of the line; the second is larger.
  package let lower: Double
  package let upper: Double
  package let isLogarithmic: Bool
  package private(set) var ticks: [Tick] = []
  /// What ticks leave out, such as `hours`; empty where they say it themselves.
  package private(set) var unitName = ""

  /// Numbers beyond this are drawn at this: nothing that anyone scores, and safe to calculate with.
  static let largest = 1e15

  /// - Parameters:
  ///   - values: what must have a place; those that are not finite are passed over.
  ///   - isWidened: whether the line ends at ticks, rather than at the least and largest value.
  package init(
    _ values: [Double], unit: Unit, isLogarithmic: Bool = false, isWidened: Bool = true,
    ticks wanted: Int = 5
  ) {
    let finite = values.filter(\.isFinite).map { min(max($0, -Self.largest), Self.largest) }
    let positive = finite.filter { $0 > 0 }
    self.isLogarithmic = isLogarithmic && !positive.isEmpty
    if self.isLogarithmic {
      let least = max(positive.min() ?? 1, 1e-6)
      let most = max(positive.max() ?? 10, least)
      lower = most < least * 10 ? most / 10 : least
      upper = most
      setLogarithmicTicks(unit)
      return
    }
    var least = finite.min() ?? 0
    var most = finite.max() ?? 1
    let smallest = max(max(abs(least), abs(most)) * 1e-9, 1e-6)
    if most - least < smallest {
      let room = max(abs(most) * 0.1, unit == .count ? 1 : 0.5)
      (least, most) = (least >= 0 && least < room ? 0 : least - room, most + room)
    }
    let (factor, suffix, name) = Self.scale(unit, upTo: max(abs(least), abs(most)))
    var step = Self.roundStep((most - least) / factor / Double(max(wanted, 1)))
    if unit == .count { step = max(step, 1) }
    unitName = name
    let first = (least / factor / step + (isWidened ? 1e-9 : -1e-9)).rounded(
      isWidened ? .down : .up)
    let last = (most / factor / step + (isWidened ? -1e-9 : 1e-9)).rounded(isWidened ? .up : .down)
    lower = isWidened ? first * step * factor : least
    upper = isWidened ? last * step * factor : most
    let decimals = Self.decimals(of: step)
    ticks = (0...max(0, Int(last - first))).map { index in
      let value = (first + Double(index)) * step
      let isBare = unit == .steps && value == 0
      return Tick(
        value: value * factor,
        label: isBare ? "0" : Numeral.fixed(value, decimals) + suffix)
    }
  }

  /// Where a number lies: 0 at the beginning, 1 at the end, never outside.
  package func position(_ value: Double) -> Double {
    guard value.isFinite else { return 0 }
    let place =
      isLogarithmic
      ? log(max(value, lower) / lower) / log(upper / lower)
      : (min(max(value, -Self.largest), Self.largest) - lower) / (upper - lower)
    return min(max(place, 0), 1)
  }

  /// Takes every second tick away until all labels have room.
  ///
  /// - Parameters:
  ///   - length: of the line, in units of the picture.
  ///   - width: of a label, in the same units.
  package mutating func thin(length: Double, width: (String) -> Double) {
    func overlap() -> Bool {
      zip(ticks, ticks.dropFirst()).contains { a, b in
        (position(b.value) - position(a.value)) * length < (width(a.label) + width(b.label)) / 2 + 8
      }
    }
    while ticks.count > 2, overlap() {
      ticks = ticks.enumerated().filter { $0.offset % 2 == 0 }.map(\.element)
    }
    if ticks.count == 2, overlap() { ticks.removeLast() }
  }

  private mutating func setLogarithmicTicks(_ unit: Unit) {
    if unit == .minutes {
      ticks = Self.times.filter { (lower * 0.999...upper * 1.001).contains($0.value) }
      if ticks.count >= 2 { return }
    }
    var decade = 1e-6
    while decade <= upper {
      for digit in upper / lower > 200 ? [1.0] : [1, 2, 5] {
        let value = decade * digit
        guard (lower * 0.999...upper * 1.001).contains(value) else { continue }
        let (factor, suffix, name) = Self.scale(unit, upTo: unit == .minutes ? upper : value)
        unitName = name
        ticks.append(Tick(value: value, label: Numeral.short(value / factor) + suffix))
      }
      decade *= 10
    }
  }

  /// Ticks of a logarithmic axis of time, in minutes.
  private static let times = [
    Tick(value: 1.0 / 60, label: "1 s"), Tick(value: 1.0 / 6, label: "10 s"),
    Tick(value: 1, label: "1 min"), Tick(value: 10, label: "10 min"), Tick(value: 60, label: "1 h"),
    Tick(value: 600, label: "10 h"), Tick(value: 6000, label: "100 h"),
    Tick(value: 60_000, label: "1000 h"),
  ]

  /// What numbers are divided by, what follows each of them, and what the axis is called then.
  private static func scale(
    _ unit: Unit, upTo most: Double
  ) -> (factor: Double, suffix: String, name: String) {
    switch unit {
    case .plain, .count: (1, "", "")
    case .percent: (1, " %", "")
    case .share: (0.01, " %", "")
    case .minutes:
      most >= 300 ? (60, "", "hours") : most < 2 ? (1.0 / 60, "", "seconds") : (1, "", "minutes")
    case .steps: most >= 1e6 ? (1e6, "M", "") : most >= 1e4 ? (1e3, "k", "") : (1, "", "")
    }
  }

  /// The next of 1, 2 and 5 times a power of ten.
  private static func roundStep(_ least: Double) -> Double {
    var power = 1e-9
    while power * 10 <= least { power *= 10 }
    for digit in [1.0, 2, 5] where power * digit >= least * (1 - 1e-9) { return power * digit }
    return power * 10
  }

  private static func decimals(of step: Double) -> Int {
    var decimals = 0
    var power = 1.0
    while decimals < 9, step * power < 0.999 {
      decimals += 1
      power *= 10
    }
    return decimals
  }
}
