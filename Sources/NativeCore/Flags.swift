// Which flags of an instruction anybody looks at: the others are not computed.

/// A set of flags; N and Z always change together.
struct Flags: OptionSet {
  let rawValue: UInt8
  static var nz: Flags { Flags(rawValue: 1) }
  static var c: Flags { Flags(rawValue: 2) }
  static var v: Flags { Flags(rawValue: 4) }
  static var all: Flags { Flags(rawValue: 7) }
}

extension Operation {
  /// The flags that it sets, whatever they were.
  var sets: Flags {
    switch self {
    case .add, .subtract, .pullStatus: .all
    case .compareA, .compareX, .compareY, .decrementThenCompare, .shiftLeft, .rotateLeft,
      .shiftRight, .rotateRight:
      [.nz, .c]
    case .testBits: [.nz, .v]
    case .clearCarry, .setCarry: .c
    case .clearOverflow: .v
    case .loadA, .loadX, .loadY, .loadAX, .or, .and, .exclusiveOr, .increment, .decrement,
      .incrementX, .incrementY, .decrementX, .decrementY, .xFromA, .aFromX, .yFromA, .aFromY,
      .xFromStack, .pullA:
      .nz
    default: []
    }
  }

  /// The flags that its result depends on.
  var reads: Flags {
    switch self {
    case .add, .subtract, .rotateLeft, .rotateRight: .c
    default: []
    }
  }
}
