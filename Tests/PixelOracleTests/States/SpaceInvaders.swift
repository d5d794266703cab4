import Objects
import PixelOracle

extension LateState {
  static let spaceInvaders = [
    LateState(game: "space_invaders", name: "last_aliens", script: hunt) { ram in
      aliens(ram) <= 3 && aliens(ram) > 0
    },
    LateState(game: "space_invaders", name: "second_wave", script: hunt) { ram in
      aliens(ram) == 36 && ram[104] != 0
    },
    LateState(
      game: "space_invaders", name: "low_aliens", script: hide
    ) { ram in
      // The block's height, in twos of lines, and its lowest row.
      ram[16] >= 20 && ram[18] & 63 != 0
    },
  ]

  private static func aliens(_ ram: Span<UInt8>) -> Int {
    (18..<24).reduce(0) { $0 + (ram[$1] & 63).nonzeroBitCount }
  }

  /// Shoots at the alien that can be reached first, out of the way of bullets.
  private static func hunt(_ tracker: borrowing ObjectTracker, _ step: Int) -> Int {
    if let way = dodge(tracker) { return way + 2 }
    guard let cannon = tracker.object(at: 0) else { return 1 }
    let aliens = tracker.objects.filter { $0.category == .alien }
    let gaps = aliens.map { $0.x - cannon.x }
    guard let gap = gaps.min(by: { abs($0) < abs($1) }) else { return 1 }
    return abs(gap) < 3 ? 1 : gap > 0 ? 4 : 5
  }

  /// Only gets out of the way.
  private static func hide(_ tracker: borrowing ObjectTracker, _ step: Int) -> Int {
    dodge(tracker) ?? 0
  }

  /// The step that leads away from a bullet that comes down near the cannon.
  private static func dodge(_ tracker: borrowing ObjectTracker) -> Int? {
    guard let cannon = tracker.object(at: 0) else { return nil }
    let bullets = tracker.objects.filter { (4..<6).contains($0.slot) }
    let dangers = bullets.filter { $0.y > 120 && (-5...cannon.w + 4).contains($0.x - cannon.x) }
    guard let danger = dangers.max(by: { $0.y < $1.y }) else { return nil }
    if cannon.x < 45 { return 2 }
    if cannon.x > 105 { return 3 }
    return danger.x > cannon.x + 3 ? 3 : 2
  }
}
