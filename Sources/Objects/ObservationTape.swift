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
  /// One value of an observation, or the head of a container: sixteen bytes, laid out as the policy
  /// language's host interface takes them.
  public struct Token: Sendable, Hashable, BitwiseCopyable {
    /// What a token stands for.
    public enum Kind: UInt8, Sendable {
      case dictionary, list, int, real, text
    }

    /// The kind in bits 0–7, the key's `rawValue` plus 1 or 0 in 8–31, and in 32–63 the entries of a
    /// container or the `rawValue` of a text's key.
    fileprivate var head: UInt64
    /// The number, a whole one in two's complement, a real one as IEEE 754 has it; else 0.
    private let bits: UInt64

    init(_ kind: Kind, _ key: ObservationKey?, entries: Int = 0, bits: UInt64 = 0) {
      let place = key.map { UInt64($0.rawValue) + 1 } ?? 0
      head = UInt64(kind.rawValue) | place << 8 | UInt64(UInt32(entries)) << 32
      self.bits = bits
    }

    /// What the token stands for.
    public var kind: Kind { unsafeBitCast(UInt8(truncatingIfNeeded: head), to: Kind.self) }

    /// The key of this value; nil in a list and for the outermost dictionary.
    public var key: ObservationKey? {
      let place = UInt16(truncatingIfNeeded: head >> 8)
      return place == 0 ? nil : ObservationKey(rawValue: place - 1)
    }

    /// Entries of a container, value of a whole number, or `rawValue` of a text's key.
    public var integer: Int {
      kind == .int ? Int(Int64(bitPattern: bits)) : Int(head >> 32)
    }

    /// Value of a real number, 0 otherwise.
    public var real: Double { kind == .real ? Double(bitPattern: bits) : 0 }

    fileprivate mutating func setEntries(_ count: Int) {
      head = head & 0xFFFF_FFFF | UInt64(UInt32(count)) << 32
    }
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
    tokens.append(Token(kind, key))
    return Container(place: tokens.count - 1)
  }

  /// Ends a container with the entries it counted.
  package mutating func close(_ container: Container) {
    tokens[container.place].setEntries(container.entries)
  }

  package mutating func append(_ value: Int, _ key: ObservationKey.Word) {
    tokens.append(Token(.int, ObservationKey(key), bits: UInt64(bitPattern: Int64(value))))
  }

  /// Adds a whole number to a list.
  package mutating func append(_ value: Int) {
    tokens.append(Token(.int, nil, bits: UInt64(bitPattern: Int64(value))))
  }

  package mutating func append(_ value: Double, _ key: ObservationKey.Word) {
    tokens.append(Token(.real, ObservationKey(key), bits: value.bitPattern))
  }

  package mutating func append(_ text: ObservationKey.Word, _ key: ObservationKey.Word) {
    let value = Int(ObservationKey(text).rawValue)
    tokens.append(Token(.text, ObservationKey(key), entries: value))
  }
}
