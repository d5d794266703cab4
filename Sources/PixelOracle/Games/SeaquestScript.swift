import Objects

extension ScriptedPlayer {
  /// Goes to the nearest diver, always firing, and to the surface with six divers or with little oxygen
  /// left; of the nine ways to go, only those that lead into no enemy.
  ///
  /// - Parameter frames: The frames of a step; the player goes a pixel in each.
  package static func dive(_ tracker: borrowing ObjectTracker, frames: Int) -> Int {
    let objects = tracker.objects
    guard let player = objects.first, player.category == .player else { return 0 }
    let oxygen = number("oxygen", tracker)
    let collected = number("collected", tracker)
    if player.y < 49, oxygen < 60 { return 0 }
    var goal = (x: 80, y: 93)
    if collected == 6 || oxygen < (collected > 0 ? 18 : 12) {
      goal = (player.x, 46)
    } else {
      let divers = objects.filter { $0.category == .diver && (15..<146).contains($0.x) }
        .map { (x: $0.x, y: 141 - 24 * (28 - $0.slot)) }
      goal = divers.min { distance($0, player) < distance($1, player) } ?? goal
    }
    let enemies = objects.filter { (1..<34).contains($0.slot) && $0.category != .diver }
    var best = (cost: Int.max, action: 0)
    for down in -1...1 {
      for right in -1...1 {
        let (x, y) = (player.x + right * frames, player.y + down * frames)
        var cost = abs(x - goal.x) + abs(y - goal.y)
        cost += 100 * danger(player, right * frames, down * frames, enemies, frames)
        cost -= 3 * targets(player, y, right, enemies)
        if cost < best.cost {
          best = (cost, [[15, 10, 14], [12, 1, 11], [17, 13, 16]][down + 1][right + 1])
        }
      }
    }
    return best.action
  }

  private static func distance(_ place: (x: Int, y: Int), _ player: GameObject) -> Int {
    abs(place.x - player.x) + 2 * abs(place.y - player.y)
  }

  /// How soon the player meets an enemy on its way: 8 in the next step, 0 not within eight.
  private static func danger(
    _ player: GameObject, _ dx: Int, _ dy: Int, _ enemies: [GameObject], _ frames: Int
  ) -> Int {
    for step in 1...8 {
      let x = max(21, min(134, player.x + step * dx))
      let y = max(46, min(141, player.y + step * dy))
      let place = PixelBox(x: x - 4, y: y - 5, w: 24, h: 21)
      for enemy in enemies {
        var box = PixelBox(enemy)
        box.x += step * (enemy.dx ?? (enemy.x < 80 ? frames : -frames))
        if box.intersects(place) { return 9 - step }
      }
    }
    return 0
  }

  /// How many enemies the missile would fly to.
  private static func targets(
    _ player: GameObject, _ y: Int, _ right: Int, _ enemies: [GameObject]
  ) -> Int {
    let facesRight = right == 0 ? player.orientation == .east : right > 0
    return enemies.count {
      $0.slot < 25 && ($0.y - 2...$0.y + $0.h + 2).contains(y + 7)
        && abs($0.x - player.x) < 110 && ($0.x > player.x) == facesRight
    }
  }

  /// A number of the observation.
  private static func number(_ key: String, _ tracker: borrowing ObjectTracker) -> Int {
    var tape = ObservationTape()
    tracker.writeObservation(into: &tape, reward: 0)
    return tape.tokens.first { $0.key?.name == key }?.integer ?? 0
  }
}
