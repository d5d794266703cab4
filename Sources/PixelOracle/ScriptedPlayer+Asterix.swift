import Objects

extension ScriptedPlayer {
  /// Goes for the nearest thing to eat and stays off stages on which a lyre is near.
  static func asterix(_ tracker: borrowing ObjectTracker, _: Int) -> Int {
    guard let player = tracker.object(at: 0) else { return 0 }
    let stage = (player.y - 26) / 16
    let isDangerous = { (stage: Int, tracker: borrowing ObjectTracker) in
      guard (0..<8).contains(stage) else { return true }
      return tracker.object(at: 9 + stage).map { abs($0.x - player.x) < 24 } ?? false
    }
    if isDangerous(stage, tracker) {
      for way in [-1, 1, -2, 2] where !isDangerous(stage + way, tracker) { return way < 0 ? 1 : 4 }
    }
    var goal: (distance: Int, stage: Int, x: Int)?
    for stage in 0..<8 {
      guard let thing = tracker.object(at: 17 + stage), (8..<150).contains(thing.x) else {
        continue
      }
      let distance = abs(thing.x - player.x) + abs(thing.y - player.y) * 3 / 4
      if distance < goal?.distance ?? .max { goal = (distance, stage, thing.x) }
    }
    guard let goal else { return 0 }
    var down = (goal.stage - stage).signum()
    if down != 0, isDangerous(stage + down, tracker) { down = 0 }
    let right = abs(goal.x - player.x) < 3 ? 0 : (goal.x - player.x).signum()
    switch (down, right) {
    case (0, 0): return 0
    case (-1, 0): return 1
    case (0, 1): return 2
    case (0, -1): return 3
    case (1, 0): return 4
    case (-1, 1): return 5
    case (-1, -1): return 6
    case (1, 1): return 7
    default: return 8
    }
  }
}
