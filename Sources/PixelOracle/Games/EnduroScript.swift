import Objects

extension ScriptedPlayer {
  /// Enduro: gas, in the lane nearest to the present one that no near car has; in a few minutes it
  /// passes the cars of the first day, and comes to the second.
  package static func enduro(_ tracker: borrowing ObjectTracker, _ step: Int) -> Int {
    guard let player = tracker.object(at: 0) else { return 1 }
    let road = EnduroRoad(tracker)
    // Half columns to the left of the middle, as the game counts them.
    let shift = 2 * (77 - player.x)
    let own = shift > 9 ? -1 : shift < -9 ? 1 : 0
    var free: Set = [-1, 0, 1]
    let cars = tracker.objects.filter { $0.category == .car && $0.y >= 80 && $0.y <= 152 }
      .sorted { ($0.y, $0.slot) > ($1.y, $1.slot) }
    for car in cars {
      let rest = free.subtracting([road.lane(of: car)])
      if rest.isEmpty { break }
      free = rest
    }
    let lane = free.min { (abs($0 - own), abs($0), $0) < (abs($1 - own), abs($1), $1) } ?? 0
    let isBlocked = cars.first.map { $0.y > 118 && road.lane(of: $0) == own } ?? false
    switch -14 * lane - shift {
    case 3...: return isBlocked && road.speed > 40 ? 6 : 8
    case ..<(-2): return isBlocked && road.speed > 40 ? 5 : 7
    default: return 1
    }
  }
}

/// What a policy is told of the road.
private struct EnduroRoad {
  var lines: [(y: Int, left: Int, right: Int)] = []
  var speed = 0

  init(_ tracker: borrowing ObjectTracker) {
    var tape = ObservationTape()
    tracker.writeObservation(into: &tape, reward: 0)
    let tokens = tape.tokens
    guard let start = tokens.firstIndex(where: { $0.key?.name == "Road" }) else { return }
    for index in 0..<tokens[start].integer {
      let place = start + 4 * index + 2
      lines.append(
        (tokens[place].integer, tokens[place + 1].integer, tokens[place + 2].integer))
    }
    speed = tokens.first { $0.key?.name == "speed" }?.integer ?? 0
  }

  /// -1 for a car on the left of the road, 1 on the right, else 0.
  func lane(of car: GameObject) -> Int {
    let y = car.y + car.h / 2
    guard let far = lines.firstIndex(where: { $0.y <= y }), far > 0 else { return 0 }
    let (near, next) = (lines[far - 1], lines[far])
    let middle = { (line: (y: Int, left: Int, right: Int)) in Double(line.left + line.right) / 2 }
    let part = Double(y - next.y) / Double(near.y - next.y)
    let width = Double(next.right - next.left) * (1 - part) + Double(near.right - near.left) * part
    let center = middle(next) * (1 - part) + middle(near) * part
    let place = (Double(car.x) + Double(car.w) / 2 - center) / width
    return place < -0.125 ? -1 : place > 0.125 ? 1 : 0
  }
}
