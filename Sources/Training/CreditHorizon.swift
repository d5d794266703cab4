/// How many steps of evidence an update waits for.
public enum CreditHorizon: Sendable, Hashable, Codable, CustomStringConvertible {
  /// One observation, one action and its immediate reward, then an update.
  case oneStep
  /// Rollouts of this many steps; the return over them is what an edit is judged by.
  case steps(Int)

  /// Reads `one-step` or a whole number of steps from 1 to 1,000,000; nil for anything else.
  public init?(_ text: String) {
    if text == "one-step" {
      self = .oneStep
    } else if let count = Int(text), (1...1_000_000).contains(count) {
      self = .steps(count)
    } else {
      return nil
    }
  }

  /// The number of steps.
  public var length: Int {
    switch self {
    case .oneStep: 1
    case .steps(let count): count
    }
  }

  /// The text that `init(_:)` reads.
  public var description: String {
    switch self {
    case .oneStep: "one-step"
    case .steps(let count): "\(count)"
    }
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard let horizon = CreditHorizon(text) else {
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "expected `one-step` or a number of steps, found `\(text)`")
    }
    self = horizon
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
