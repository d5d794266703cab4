// Ranges: four cells.

import PolicySyntax

extension Heap {
  struct Range {
    var start: Int64
    var step: Int64
    var count: Int64
    /// The bound as it was written.
    var stop: Int64
  }

  func range(_ value: PolicyValue) -> Range {
    let cell = cells + value.handle
    return Range(
      start: cell[0].int, step: cell[1].int, count: cell[2].int, stop: cell[3].int)
  }

  func makeRange(_ range: Range) throws(Fault) -> PolicyValue {
    let handle = try allocate(4)
    cells[handle] = .int(range.start)
    cells[handle + 1] = .int(range.step)
    cells[handle + 2] = .int(range.count)
    cells[handle + 3] = .int(range.stop)
    return PolicyValue(tag: .range, handle: handle)
  }

  /// The number of steps from `start` to before `stop`.
  static func rangeCount(start: Int64, stop: Int64, step: Int64) throws(Fault) -> Int64 {
    guard step != 0 else {
      throw Fault(.value, "expected a step other than zero in range(), found 0")
    }
    guard step > 0 ? start < stop : start > stop else { return 0 }
    let distance =
      step > 0
      ? stop.subtractingReportingOverflow(start)
      : start.subtractingReportingOverflow(stop)
    guard !distance.overflow, step != .min else {
      throw Fault(.overflow, "expected a range of 64-bit length, found a longer one")
    }
    return (distance.partialValue - 1) / abs(step) + 1
  }
}
