/// What a player can do in one frame; raw values are ALE's codes.
public enum Action: UInt8, Sendable, Hashable, CaseIterable, Codable {
  case noop, fire, up, right, left, down
  case upRight, upLeft, downRight, downLeft
  case upFire, rightFire, leftFire, downFire
  case upRightFire, upLeftFire, downRightFire, downLeftFire

  /// ALE's name, such as `NOOP` or `UPRIGHTFIRE`.
  public var name: String { "\(self)".uppercased() }
}
