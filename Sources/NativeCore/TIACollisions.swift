/// Pairs of objects that met: ALE's 15 latches in ALE's order.
///
/// Registers CXM0P...CXPPMM show them two by two, bit 7 the lower one of the pair, bit 6 the higher
/// one; CXBLPF has only its bit 7.
package struct TIACollisions: OptionSet, BitwiseCopyable, Sendable, Hashable {
  package let rawValue: UInt16
  @inline(__always)
  package init(rawValue: UInt16) { self.rawValue = rawValue }

  package static let missile0Player1 = TIACollisions(rawValue: 0x0001)
  package static let missile0Player0 = TIACollisions(rawValue: 0x0002)
  package static let missile1Player0 = TIACollisions(rawValue: 0x0004)
  package static let missile1Player1 = TIACollisions(rawValue: 0x0008)
  package static let player0Playfield = TIACollisions(rawValue: 0x0010)
  package static let player0Ball = TIACollisions(rawValue: 0x0020)
  package static let player1Playfield = TIACollisions(rawValue: 0x0040)
  package static let player1Ball = TIACollisions(rawValue: 0x0080)
  package static let missile0Playfield = TIACollisions(rawValue: 0x0100)
  package static let missile0Ball = TIACollisions(rawValue: 0x0200)
  package static let missile1Playfield = TIACollisions(rawValue: 0x0400)
  package static let missile1Ball = TIACollisions(rawValue: 0x0800)
  package static let ballPlayfield = TIACollisions(rawValue: 0x1000)
  package static let player0Player1 = TIACollisions(rawValue: 0x2000)
  package static let missile0Missile1 = TIACollisions(rawValue: 0x4000)

  /// Every pair both of whose objects are among `objects`.
  @inline(__always)
  package init(among objects: TIAObjects) {
    var pairs: UInt16 = 0x7FFF
    if !objects.contains(.player0) { pairs &= ~0x2036 }
    if !objects.contains(.missile0) { pairs &= ~0x4303 }
    if !objects.contains(.player1) { pairs &= ~0x20C9 }
    if !objects.contains(.missile1) { pairs &= ~0x4C0C }
    if !objects.contains(.ball) { pairs &= ~0x1AA0 }
    if !objects.contains(.playfield) { pairs &= ~0x1550 }
    self.init(rawValue: pairs)
  }

  /// Bits 7 and 6 of the collision register `number` (0...7).
  @inline(__always)
  package func register(_ number: Int) -> UInt8 {
    if number == 7 { return UInt8(rawValue >> 13 & 1) << 7 | UInt8(rawValue >> 14 & 1) << 6 }
    if number == 6 { return UInt8(rawValue >> 12 & 1) << 7 }
    let pair = rawValue >> UInt16(truncatingIfNeeded: 2 * number)
    return UInt8(pair & 1) << 7 | UInt8(pair >> 1 & 1) << 6
  }
}
