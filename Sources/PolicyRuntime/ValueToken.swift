/// One value of a nested one that is laid out flat: a number or a text, or the head of a list or
/// dictionary whose entries follow. Sixteen bytes.
///
/// `{"Ball": {"x": 3}, "reward": 0.0}` is: a dictionary of 2, under `Ball` a dictionary of 1, under
/// `x` the number 3, under `reward` the number 0.0.
///
/// Keys and texts are numbers of a table of strings that goes with the tokens. The layout is fixed,
/// so that a producer who does not know this module can write it:
///
///     head  bits 0–7    0 dictionary, 1 list, 2 whole number, 3 real number, 4 text
///           bits 8–31   the number of the key plus 1; 0 in a list and for the outermost value
///           bits 32–63  entries of a list or dictionary, the number of a text, else 0
///     bits  the number: in two's complement, or as IEEE 754 has it; else 0
public struct ValueToken: Sendable, Hashable, BitwiseCopyable {
  enum Kind: UInt8, Sendable {
    case dictionary, list, int, real, text
  }

  let head: UInt64
  let bits: UInt64

  private init(_ kind: Kind, key: Int?, entries: Int = 0, bits: UInt64 = 0) {
    let place = key.map { UInt64($0) + 1 } ?? 0
    head = UInt64(kind.rawValue) | place << 8 | UInt64(UInt32(entries)) << 32
    self.bits = bits
  }

  /// A whole number. `key` is a number of the table of strings, here and below.
  public static func int(_ value: Int, key: Int?) -> ValueToken {
    ValueToken(.int, key: key, bits: UInt64(bitPattern: Int64(value)))
  }

  /// A real number.
  public static func real(_ value: Double, key: Int?) -> ValueToken {
    ValueToken(.real, key: key, bits: value.bitPattern)
  }

  /// A text of the table of strings.
  public static func text(_ number: Int, key: Int?) -> ValueToken {
    ValueToken(.text, key: key, entries: number)
  }

  /// A list, followed by its elements.
  public static func list(count: Int, key: Int?) -> ValueToken {
    ValueToken(.list, key: key, entries: count)
  }

  /// A dictionary, followed by its entries, which have different keys.
  public static func dictionary(count: Int, key: Int?) -> ValueToken {
    ValueToken(.dictionary, key: key, entries: count)
  }

  @inline(__always) var kind: Kind {
    unsafeBitCast(UInt8(truncatingIfNeeded: head), to: Kind.self)
  }
  /// The number of the key plus 1, or 0.
  @inline(__always) var key: Int { Int(head >> 8 & 0xFF_FFFF) }
  @inline(__always) var entries: Int { Int(head >> 32) }
}
