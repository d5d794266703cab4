/// What the argument of a policy may hold, for the static check.
public indirect enum ObservationShape: Sendable, Hashable {
  /// A number or a text.
  case scalar
  /// A list of things of one shape.
  case list(ObservationShape)
  /// A dictionary with these keys, any of which may be absent.
  case dictionary([String: ObservationShape])

  /// What either of two games may give: all keys of both.
  public func merged(with other: ObservationShape) -> ObservationShape {
    switch (self, other) {
    case (.list(let one), .list(let two)): .list(one.merged(with: two))
    case (.dictionary(let one), .dictionary(let two)):
      .dictionary(one.merging(two) { $0.merged(with: $1) })
    case (.scalar, _): other
    default: self
    }
  }
}
