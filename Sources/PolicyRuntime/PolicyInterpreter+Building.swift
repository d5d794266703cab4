import PolicySyntax

/// One value of a nested one that is laid out flat: a scalar, or the head of a list or dictionary
/// whose entries follow.
///
/// `{"Ball": {"x": 3}, "reward": 0.0}` is: a dictionary of 2, under `Ball` a dictionary of 1, under
/// `x` the number 3, under `reward` the number 0.0.
@frozen
public struct ValueToken: Sendable {
  @usableFromInline
  enum Kind: UInt8, Sendable {
    case int, real, string, list, dictionary
  }

  @usableFromInline let kind: Kind
  /// The key of an entry of a dictionary; any other token's is not looked at.
  @usableFromInline let key: UInt32
  @usableFromInline let bits: UInt64

  @inlinable
  init(_ kind: Kind, _ key: InternedString?, _ bits: UInt64) {
    self.kind = kind
    self.key = key?.rawValue ?? 0
    self.bits = bits
  }

  /// A whole number.
  @inlinable
  public static func int(_ value: Int, key: InternedString?) -> ValueToken {
    ValueToken(.int, key, UInt64(bitPattern: Int64(value)))
  }

  /// A real number.
  @inlinable
  public static func real(_ value: Double, key: InternedString?) -> ValueToken {
    ValueToken(.real, key, value.bitPattern)
  }

  /// A string of the permanent table.
  @inlinable
  public static func string(_ value: InternedString, key: InternedString?) -> ValueToken {
    ValueToken(.string, key, UInt64(value.rawValue))
  }

  /// A list, followed by its elements.
  @inlinable
  public static func list(count: Int, key: InternedString?) -> ValueToken {
    ValueToken(.list, key, UInt64(UInt32(count)))
  }

  /// A dictionary, followed by its entries, which have different keys.
  @inlinable
  public static func dictionary(count: Int, key: InternedString?) -> ValueToken {
    ValueToken(.dictionary, key, UInt64(UInt32(count)))
  }
}

extension PolicyInterpreter {
  /// The value that the tokens lay out, made in this step; what follows it is not looked at.
  ///
  /// Costs a few nanoseconds a token. Throws where it does not fit the memory limit.
  public func makeValue(_ tokens: Span<ValueToken>) throws(Diagnostic) -> PolicyValue {
    var next = 0
    do {
      return try heap.makeValue(tokens, &next)
    } catch {
      throw diagnostic(error)
    }
  }
}

extension Heap {
  fileprivate func makeValue(
    _ tokens: Span<ValueToken>, _ next: inout Int
  ) throws(Fault) -> PolicyValue {
    let token = tokens[next]
    next += 1
    let count = Int(truncatingIfNeeded: token.bits)
    switch token.kind {
    case .int: return PolicyValue(tag: .int, bits: token.bits)
    case .real: return PolicyValue(tag: .real, bits: token.bits)
    case .string: return .string(InternedString(rawValue: UInt32(token.bits)))
    case .list:
      let list = try makeSequence(.list, count: count, capacity: count)
      for index in 0..<count { cells[list.handle + 1 + index] = try makeValue(tokens, &next) }
      return list
    case .dictionary:
      let dictionary = try makeDictionary(capacity: count)
      let first = dictionary.handle + 2
      for entry in 0..<count {
        let key = InternedString(rawValue: tokens[next].key)
        let value = try makeValue(tokens, &next)
        cells[first + 2 * entry] = .string(key)
        cells[first + 2 * entry + 1] = value
      }
      try setCount(dictionary, count)
      return dictionary
    }
  }
}
