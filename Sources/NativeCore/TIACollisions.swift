/// A set of pairs of objects: ALE's 15 collision latches in ALE's order.
///
/// The registers CXM0P...CXPPMM show them two by two, bit 7 the lower one of the pair, bit 6 the
/// higher one; CXBLPF has only its bit 7.
package struct TIACollisions: OptionSet, BitwiseCopyable, Sendable, Hashable {
  package let rawValue: UInt16
  @inline(__always)
  package init(rawValue: UInt16) { self.rawValue = rawValue }

  /// The places in `TIA.rows` of the objects of pair `number`. Read from the right, a digit for
  /// each latch: M0 P1, M0 P0, M1 P0, M1 P1, P0 PF, P0 BL, P1 PF, P1 BL, M0 PF, M0 BL, M1 PF,
  /// M1 BL, BL PF, P0 P1, M0 M1.
  @inline(__always)
  static func objects(_ number: Int) -> (Int, Int) {
    let shift = UInt64(truncatingIfNeeded: 4 * number)
    let first = UInt64(0x104_3311_2200_3311) &>> shift & 7
    let second = UInt64(0x325_4545_4545_2002) &>> shift & 7
    return (Int(truncatingIfNeeded: first), Int(truncatingIfNeeded: second))
  }

  /// Every pair with this object.
  @inline(__always)
  package static func with(_ object: TIAObjects) -> TIACollisions {
    // Without branches: which objects are shown is hard to foresee.
    func pairs(_ pairs: UInt16, _ number: UInt8) -> UInt16 {
      pairs & (0 &- UInt16(object.rawValue &>> number & 1))
    }
    return TIACollisions(
      rawValue: pairs(0x2036, 0) | pairs(0x4303, 1) | pairs(0x20C9, 2) | pairs(0x4C0C, 3)
        | pairs(0x1AA0, 4) | pairs(0x1550, 5))
  }

  /// Every pair with a player.
  @inline(__always)
  static var withPlayers: TIACollisions { TIACollisions(rawValue: 0x2036 | 0x20C9) }

  /// Every pair both of whose objects are among `objects`.
  @inline(__always)
  package init(among objects: TIAObjects) {
    let others = TIAObjects(rawValue: ~objects.rawValue)
    self.init(rawValue: 0x7FFF & ~Self.with(others).rawValue)
  }

  /// Bits 7 and 6 of the collision register `number` (0...7).
  @inline(__always)
  package func register(_ number: Int) -> UInt8 {
    // One empty place behind CXBLPF's only latch makes all registers alike.
    let bits = UInt32(rawValue & 0x1FFF) | UInt32(rawValue & 0x6000) &<< 1
    let pair = bits &>> UInt32(truncatingIfNeeded: 2 * number)
    return UInt8(truncatingIfNeeded: (pair & 1) &<< 7 | (pair & 2) &<< 5)
  }
}
