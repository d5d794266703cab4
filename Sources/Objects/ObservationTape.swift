/// The observation of one step, flat, in document order.
///
/// An observation is a dictionary whose values are whole numbers, real numbers, texts, lists and
/// dictionaries. The tape holds it as a sequence of small tokens: a container's token gives the
/// number of its entries, and the entries follow it. For example `{"Ball": {"x": 3}, "reward": 0.0}`
/// is
///
///     dictionary(2)  Ball: dictionary(1)  x: int 3  reward: real 0.0
///
/// The storage is reused from step to step, so that once the tape has held a game's longest
/// observation, writing one allocates nothing.
public struct ObservationTape: Sendable {
  /// One value of an observation, or the head of a container.
  public struct Token: Sendable, Hashable {
    /// What a token stands for.
    public enum Kind: UInt8, Sendable {
      case dictionary, list, int, real, text
    }

    public var kind: Kind
    /// The key of this value; nil in a list and for the outermost dictionary.
    public var key: ObservationKey?
    /// Entries of a container, value of a whole number, or `rawValue` of a text's key.
    public var integer: Int
    /// Value of a real number, 0 otherwise.
    public var real: Double
  }

  /// The tokens of the observation, the outermost dictionary first.
  public private(set) var tokens: [Token] = []

  /// Makes an empty tape.
  public init() {}

  /// Forgets the observation; `keepingCapacity: true` keeps the storage for the next one.
  public mutating func removeAll(keepingCapacity: Bool = true) {
    tokens.removeAll(keepingCapacity: keepingCapacity)
  }

  /// An open container: the place of its token, and the entries so far.
  package struct Container {
    fileprivate let place: Int
    package var entries = 0
  }

  /// Starts a dictionary or list whose entries follow; `close` completes it.
  package mutating func open(_ kind: Token.Kind, _ key: ObservationKey? = nil) -> Container {
    tokens.append(Token(kind: kind, key: key, integer: 0, real: 0))
    return Container(place: tokens.count - 1)
  }

  /// Ends a container with the entries it counted.
  package mutating func close(_ container: Container) {
    tokens[container.place].integer = container.entries
  }

  package mutating func append(_ value: Int, _ key: ObservationKey.Word) {
    tokens.append(Token(kind: .int, key: ObservationKey(key), integer: value, real: 0))
  }

  /// Adds a whole number to a list.
  package mutating func append(_ value: Int) {
    tokens.append(Token(kind: .int, key: nil, integer: value, real: 0))
  }

  package mutating func append(_ value: Double, _ key: ObservationKey.Word) {
    tokens.append(Token(kind: .real, key: ObservationKey(key), integer: 0, real: value))
  }

  package mutating func append(_ text: ObservationKey.Word, _ key: ObservationKey.Word) {
    let value = Int(ObservationKey(text).rawValue)
    tokens.append(Token(kind: .text, key: ObservationKey(key), integer: value, real: 0))
  }
}
