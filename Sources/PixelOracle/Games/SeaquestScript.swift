import Objects

extension ScriptedPlayer {
  /// Goes to the nearest diver, always firing and facing the nearest enemy of its lane, and to the
  /// surface with six divers or with little oxygen left.
  static func dive(_ tracker: borrowing ObjectTracker, _ step: Int) -> Int {
    let objects = tracker.objects
    guard let player = objects.first, player.category == .player else { return 0 }
    let oxygen = number("oxygen", tracker)
    let collected = number("collected", tracker)
    if player.y < 50, oxygen < 60 { return 0 }
    let divers = objects.filter { $0.category == .diver }
    let nearest = divers.min { distance($0, player) < distance($1, player) }
    var goal = nearest.map { (x: $0.x, y: 141 - 24 * (28 - $0.slot)) }
    if collected == 6 || collected > 0 && oxygen < 18 { goal = (80, 46) }
    let (x, y) = goal ?? (x: 80, y: 141 - 24 * (step / 300 % 4))
    var right = abs(x - player.x) < 3 ? 0 : (x - player.x).signum()
    let down = abs(y - player.y) < 2 ? 0 : (y - player.y).signum()
    let enemies = objects.filter {
      (1..<25).contains($0.slot) && abs($0.y - player.y) < 16 && abs($0.x - player.x) < 60
    }
    if let enemy = enemies.min(by: { distance($0, player) < distance($1, player) }), y > 53 {
      right = enemy.x > player.x ? 1 : -1
    }
    return [[15, 10, 14], [12, 1, 11], [17, 13, 16]][down + 1][right + 1]
  }

  private static func distance(_ object: GameObject, _ player: GameObject) -> Int {
    abs(object.x - player.x) + abs(object.y - player.y)
  }

  /// A number of the observation.
  private static func number(_ key: String, _ tracker: borrowing ObjectTracker) -> Int {
    var tape = ObservationTape()
    tracker.writeObservation(into: &tape, reward: 0)
    return tape.tokens.first { $0.key?.name == key }?.integer ?? 0
  }
}
