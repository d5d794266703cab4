import PolicySyntax

/// A value of a running policy: sixteen bytes, trivially copied.
///
/// Numbers, booleans and `None` are held in place. Everything else is a handle into the heap of the
/// interpreter that made it, and is valid until that interpreter's next `beginStep()`.
public struct PolicyValue: Sendable, BitwiseCopyable {
  /// The number, or the handle in the low 32 bits.
  var bits: UInt64
  /// The tag in the low byte; bit 8 for a string whose handle is a number of the permanent table.
  ///
  /// Two bytes and not eight, so that a value is copied in two moves: one vector move of all sixteen
  /// bytes waits long where the two parts were written just before. The other six bytes are padding;
  /// cells that hold no value but a header are copied with `update(from:count:)`.
  private var meta: UInt16

  /// What a value is. Tags up to `bool` compare and add as numbers.
  enum Tag: UInt8, Sendable {
    case int, real, bool
    /// A variable that has no value; never seen by a policy.
    case unbound
    case none, string, tuple, list, dictionary, set, range
    case keyView, valueView, itemView
    case iterator, function, builtin, method, module, slice
    /// A box for a variable that an inner function shares; never seen by a policy.
    case cell
    /// A class of the policy, one of its objects, a method with its object; functions of a class
    /// that are no methods: static ones, methods of the class itself, and properties.
    case classType, instance, boundMethod, staticMethod, classMethod, property
    /// An error as a value.
    case error

    /// Whether the value is the keys or the entries of a dictionary.
    var isView: Bool { self == .keyView || self == .itemView }
  }

  @inline(__always)
  init(tag: Tag, bits: UInt64) {
    self.bits = bits
    meta = UInt16(tag.rawValue)
  }

  /// The tag with the mark of a permanent string, as the value's cell has them.
  var metaBits: UInt16 { meta }

  @inline(__always) var tag: Tag {
    unsafeBitCast(UInt8(truncatingIfNeeded: meta), to: Tag.self)
  }

  /// Whether the value is a string of the permanent table.
  @inline(__always) var isInterned: Bool { meta & 256 != 0 }

  @inline(__always)
  init(tag: Tag, handle: Int) {
    self.init(tag: tag, bits: UInt64(UInt32(truncatingIfNeeded: handle)))
  }

  /// The absent value.
  public static var none: PolicyValue { PolicyValue(tag: .none, bits: 0) }
  static var unbound: PolicyValue { PolicyValue(tag: .unbound, bits: 0) }

  /// A boolean.
  @inline(__always)
  public static func bool(_ value: Bool) -> PolicyValue {
    PolicyValue(tag: .bool, bits: value ? 1 : 0)
  }

  /// A 64-bit integer.
  @inline(__always)
  public static func int(_ value: Int) -> PolicyValue {
    PolicyValue(tag: .int, bits: UInt64(bitPattern: Int64(value)))
  }

  /// A floating-point number.
  @inline(__always)
  public static func real(_ value: Double) -> PolicyValue {
    PolicyValue(tag: .real, bits: value.bitPattern)
  }

  /// A string of the permanent table.
  @inline(__always)
  public static func string(_ text: InternedString) -> PolicyValue {
    var value = PolicyValue(tag: .string, bits: UInt64(text.rawValue))
    value.meta |= 256
    return value
  }

  /// The value as an integer, if it is one; `True` and `False` count as 1 and 0, as in Python.
  public var integer: Int? {
    tag == .int || tag == .bool ? Int(Int64(bitPattern: bits)) : nil
  }

  /// The value as a floating-point number, if it is a number.
  public var number: Double? {
    switch tag {
    case .real: real
    case .int, .bool: Double(int)
    default: nil
    }
  }

  /// Whether the value is `None`.
  public var isNone: Bool { tag == .none }

  @inline(__always) var int: Int64 { Int64(bitPattern: bits) }
  @inline(__always) var real: Double { Double(bitPattern: bits) }
  @inline(__always) var handle: Int { Int(UInt32(truncatingIfNeeded: bits)) }
  @inline(__always) var isNumber: Bool { tag.rawValue <= Tag.bool.rawValue }
  /// An integer or a boolean.
  @inline(__always) var isWhole: Bool { tag == .int || tag == .bool }

  /// Whether the value is a handle into the arena.
  @inline(__always) var isHandle: Bool {
    tag.rawValue > Tag.none.rawValue && tag != .builtin && tag != .module && !isInterned
  }

  /// The number as a real; only for numbers.
  @inline(__always) var asReal: Double { tag == .real ? real : Double(int) }

  @inline(__always)
  static func int(_ value: Int64) -> PolicyValue {
    PolicyValue(tag: .int, bits: UInt64(bitPattern: value))
  }

  /// Whether two values are the same bits: the same number, or the same object.
  @inline(__always)
  func isIdentical(to other: PolicyValue) -> Bool {
    bits == other.bits && meta == other.meta
  }
}

/// A string of an interpreter's permanent table, cheap to compare and to look up.
@frozen
public struct InternedString: Sendable, Hashable {
  /// The number of the string in the table of its interpreter.
  public let rawValue: UInt32
}

/// An error of a running policy, before its place is known.
///
/// What it says is worked out when it is asked for, since a policy that catches the error seldom
/// asks. That must be before the policy runs on.
struct Fault: Error, @unchecked Sendable {
  let kind: Diagnostic.Kind
  private let makeMessage: () -> String
  private let makeHint: () -> String?

  init(
    _ kind: Diagnostic.Kind, _ message: @autoclosure @escaping () -> String,
    hint: @autoclosure @escaping () -> String? = nil
  ) {
    self.kind = kind
    makeMessage = message
    makeHint = hint
  }

  var message: String { makeMessage() }
  var hint: String? { makeHint() }
}
