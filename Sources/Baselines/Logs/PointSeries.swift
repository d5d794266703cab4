/// The numbers of one name, as a log gives them one by one; every second one is left out, again and
/// again, where there are too many.
struct PointSeries {
  struct Point {
    var step: Double
    /// Seconds of some clock.
    var time: Double
    var value: Double
  }

  private(set) var points: [Point] = []
  /// No point has a higher step.
  private(set) var highestStep = -Double.infinity
  /// Of how many numbers in a row the first is kept; 1 where all are.
  private(set) var stride = 1
  /// How many more numbers are left out before the next one is kept.
  private var toSkip = 0
  /// The first highest number of all, and how many of the points stand before it.
  private var best: (point: Point, index: Int)?

  /// Takes a number; whether it was kept.
  @inline(__always)
  mutating func append(_ point: Point) -> Bool {
    if stride > 1 {
      if let best, best.point.value >= point.value {} else { best = (point, points.count) }
      if toSkip > 0 {
        toSkip -= 1
        return false
      }
      toSkip = stride - 1
    }
    if point.step > highestStep { highestStep = point.step }
    points.append(point)
    return true
  }

  /// Leaves out every second point; the highest number stays.
  mutating func halve() {
    if stride == 1, let index = points.indices.max(by: { isBelow($0, $1) }) {
      best = (points[index], index)
    }
    if let old = best { best = (old.point, (old.index + 1) / 2) }
    // The point behind the last would be left out if the last one stays.
    toSkip += points.count % 2 == 1 ? stride : 0
    stride *= 2
    var kept = 0
    for index in Swift.stride(from: 0, to: points.count, by: 2) {
      points[kept] = points[index]
      kept += 1
    }
    points.removeLast(points.count - kept)
  }

  /// Whether a point's number is lower, or alike and later.
  private func isBelow(_ a: Int, _ b: Int) -> Bool {
    points[a].value < points[b].value || (points[a].value == points[b].value && a > b)
  }

  /// Forgets all points at a step or later; how many there were.
  mutating func removeSteps(from step: Double) -> Int {
    guard highestStep >= step else { return 0 }
    let before = points.count
    points.removeAll { $0.step >= step }
    highestStep = points.reduce(-.infinity) { max($0, $1.step) }
    if let best, best.point.step >= step {
      self.best = points.indices.max(by: { isBelow($0, $1) }).map { (points[$0], $0) }
    } else if let old = best {
      best = (old.point, min(old.index, points.count))
    }
    return before - points.count
  }

  /// The points, with the highest number among them even if it was left out.
  var complete: [Point] {
    guard stride > 1, let best else { return points }
    if let first = points.first(where: { $0.value >= best.point.value }),
      first.step == best.point.step, first.time == best.point.time
    {
      return points
    }
    var points = points
    points.insert(best.point, at: best.index)
    return points
  }
}
