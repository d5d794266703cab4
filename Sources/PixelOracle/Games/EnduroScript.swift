import Objects

extension ScriptedPlayer {
  /// Enduro: gas, and away from the side of the next car that is near.
  static func enduro(_ tracker: borrowing ObjectTracker, _ step: Int) -> Int {
    guard let player = tracker.object(at: 0) else { return 1 }
    let cars = tracker.objects.filter { $0.category == .car && $0.y > 80 }
    guard let next = cars.max(by: { $0.y < $1.y }) else { return 1 }
    let gap = 2 * (next.x - player.x) + next.w - player.w
    return gap > 0 ? 8 : 7
  }
}
