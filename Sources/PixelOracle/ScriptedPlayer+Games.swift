import Objects

extension ScriptedPlayer {
  static let scripts: [String: Script] = [
    "asterix": { asterix($0, $1) },
    "breakout": { tracker, step in
      follow(tracker, step, along: \.x, actions: (toward: 2, away: 3), serve: step % 2)
    },
    "enduro": { enduro($0, $1) },
    "freeway": { _, _ in 1 },
    "pong": { tracker, step in
      follow(tracker, step, along: \.y, actions: (toward: 3, away: 2), serve: step % 2)
    },
    "qbert": { qbert($0, $1) },
    "seaquest": { tracker, _ in dive(tracker, frames: 4) },
    "space_invaders": { _, step in 4 + step / 40 % 2 },
  ]

  /// Goes after the ball in slot 1 with the paddle in slot 0, aiming elsewhere from time to time.
  private static func follow(
    _ tracker: borrowing ObjectTracker, _ step: Int, along axis: KeyPath<GameObject, Int>,
    actions: (toward: Int, away: Int), serve: Int
  ) -> Int {
    guard let player = tracker.object(at: 0), let ball = tracker.object(at: 1) else { return serve }
    let gap = ball[keyPath: axis] - player[keyPath: axis] - step / 800 % 5 * 3
    return abs(gap) <= 2 ? 0 : gap > 0 ? actions.toward : actions.away
  }
}
