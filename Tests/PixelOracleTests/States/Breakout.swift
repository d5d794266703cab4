import Objects
import PixelOracle

extension LateState {
  static let breakout = [
    LateState(game: "breakout", name: "second_wall", script: meetBall) { ram in
      // The first wall is worth 432 points; the second has all its bits.
      ram[76] & 15 >= 4 && (0..<36).reduce(0) { $0 + ram[$1].nonzeroBitCount } == 240
    }
  ]

  /// Goes where the ball will come down, and from time to time meets it with another part of the
  /// paddle, which runs on for some frames when it is let go.
  private static func meetBall(_ tracker: borrowing ObjectTracker, _ step: Int) -> Int {
    guard let paddle = tracker.object(at: 0), let ball = tracker.object(at: 1) else { return 1 }
    var target = ball.x
    if let dx = ball.dx, let dy = ball.dy, dy > 0, ball.y > 99 {
      target += dx * (189 - ball.y) / dy
      if target < 8 { target = 16 - target }
      if target > 150 { target = 300 - target }
    }
    let part = paddle.w / 2 - 1 + (step / 1500 % 5 - 2) * paddle.w / 16
    let gap = target - part - paddle.x - 4 * (paddle.dx ?? 0)
    return abs(gap) <= 2 ? 0 : gap > 0 ? 2 : 3
  }
}
