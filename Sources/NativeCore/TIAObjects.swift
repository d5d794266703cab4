// The five movable objects and the playfield: what they show on a line.
//
// A player's picture is eight pixels, a missile's and the ball's one run of 1, 2, 4 or 8 pixels. The
// low three bits of NUSIZ say how often and how far apart a player and its missile appear. Every
// pattern below has its leftmost pixel in bit 0.

/// The set of the TIA's objects that something is about.
package struct TIAObjects: OptionSet, BitwiseCopyable, Sendable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let player0 = TIAObjects(rawValue: 0x01)
  package static let missile0 = TIAObjects(rawValue: 0x02)
  package static let player1 = TIAObjects(rawValue: 0x04)
  package static let missile1 = TIAObjects(rawValue: 0x08)
  package static let ball = TIAObjects(rawValue: 0x10)
  package static let playfield = TIAObjects(rawValue: 0x20)

  @inline(__always)
  package static func player(_ number: Int) -> TIAObjects {
    TIAObjects(rawValue: number == 0 ? 0x01 : 0x04)
  }

  @inline(__always)
  package static func missile(_ number: Int) -> TIAObjects {
    TIAObjects(rawValue: number == 0 ? 0x02 : 0x08)
  }
}

package struct TIAPlayer: BitwiseCopyable, Sendable {
  /// GRP, as last written.
  package var graphics: UInt8 = 0
  /// What GRP was when the other player's GRP was last written; shown while `isDelayed`.
  package var heldGraphics: UInt8 = 0
  package var isDelayed = false
  package var isReflected = false
  /// The eight pixels to show, bit 0 leftmost: follows from the four fields above.
  package var shape: UInt8 = 0
  /// NUSIZ; the missile of the same number takes its copies and its width from here.
  package var size: UInt8 = 0
  /// The pixel on which the first copy starts, 0..<160.
  package var position: Int32 = 0
  /// The high half of HMP.
  package var motion: UInt8 = 0
  /// The position was just reset: the copy that would start there does not show on this line.
  package var skipsFirstCopy = false
  package var row = PixelRow.empty

  package init() {}

  @inline(__always)
  package var currentShape: UInt8 {
    let bits = isDelayed ? heldGraphics : graphics
    return isReflected ? bits : TIAPattern.reversed(bits)
  }

  /// The pixels on which this player shows the pixels of `shape`.
  @inline(__always)
  package func row(of shape: UInt8) -> PixelRow {
    PixelRow(
      TIAPattern.player(shape, mode: size & 7, skipsFirstCopy: skipsFirstCopy),
      at: Int(position))
  }
}

package struct TIAMissile: BitwiseCopyable, Sendable {
  /// How a missile shows under the star field fault of HMM0 (`TIA.moveStar`).
  package enum Phase: UInt8, BitwiseCopyable, Sendable {
    case normal, stretched, hidden
  }

  /// ENAM.
  package var isEnabled = false
  /// RESMP: hidden, and put to the middle of its player when the bit goes away.
  package var isLocked = false
  package var position: Int32 = 0
  package var motion: UInt8 = 0
  package var phase = Phase.normal
  package var row = PixelRow.empty

  package init() {}

  @inline(__always)
  package func row(size: UInt8) -> PixelRow {
    if phase == .hidden { return .empty }
    let width = (size >> 4 & 3) | (phase == .stretched ? 1 : 0)
    return PixelRow(TIAPattern.missile(width: width, mode: size & 7), at: Int(position))
  }
}

package struct TIABall: BitwiseCopyable, Sendable {
  /// ENABL.
  package var isEnabled = false
  /// What ENABL was when GRP1 was last written; shown while `isDelayed`.
  package var wasEnabled = false
  package var isDelayed = false
  package var position: Int32 = 0
  package var motion: UInt8 = 0
  package var row = PixelRow.empty

  package init() {}

  @inline(__always)
  package var isShown: Bool { isDelayed ? wasEnabled : isEnabled }

  @inline(__always)
  package func row(control: UInt8) -> PixelRow {
    PixelRow(TIAPattern.run(control >> 4 & 3), at: Int(position))
  }
}

/// Patterns of pixels, leftmost in bit 0.
package enum TIAPattern {
  @inline(__always)
  package static func reversed(_ byte: UInt8) -> UInt8 {
    var bits = byte
    bits = bits >> 4 | bits << 4
    bits = (bits & 0xCC) >> 2 | (bits & 0x33) << 2
    return (bits & 0xAA) >> 1 | (bits & 0x55) << 1
  }

  /// Every bit twice.
  @inline(__always)
  package static func doubled(_ byte: UInt8) -> UInt128 {
    var bits = UInt32(byte)
    bits = (bits | bits << 4) & 0x0F0F
    bits = (bits | bits << 2) & 0x3333
    bits = (bits | bits << 1) & 0x5555
    return UInt128(bits | bits << 1)
  }

  /// Every bit four times.
  @inline(__always)
  package static func quadrupled(_ byte: UInt8) -> UInt64 {
    var bits = UInt64(byte)
    bits = (bits | bits << 12) & 0x000F_000F
    bits = (bits | bits << 6) & 0x0303_0303
    bits = (bits | bits << 3) & 0x1111_1111
    return bits &* 15
  }

  /// A run of 1, 2, 4 or 8 pixels.
  @inline(__always)
  package static func run(_ width: UInt8) -> UInt128 { UInt128((1 << (1 << UInt32(width))) - 1) }

  /// Whether the low bits of NUSIZ ask for a copy 16, 32, 64 pixels to the right.
  @inline(__always)
  package static func copies(mode: UInt8) -> (at16: Bool, at32: Bool, at64: Bool) {
    // 1: close, 2: medium, 3: three close, 4: wide, 6: three medium; 0, 5 and 7 are single.
    (mode == 1 || mode == 3, mode == 2 || mode == 3 || mode == 6, mode == 4 || mode == 6)
  }

  @inline(__always)
  private static func spread(_ pattern: UInt128, mode: UInt8, first: Bool) -> UInt128 {
    let copies = copies(mode: mode)
    var all = first ? pattern : 0
    if copies.at16 { all |= pattern &<< 16 }
    if copies.at32 { all |= pattern &<< 32 }
    if copies.at64 { all |= pattern &<< 64 }
    return all
  }

  /// A player with its copies; the double and the quadruple player start one pixel later.
  @inline(__always)
  package static func player(_ shape: UInt8, mode: UInt8, skipsFirstCopy: Bool) -> UInt128 {
    switch mode {
    case 5: skipsFirstCopy ? 0 : doubled(shape) &<< 1
    case 7: skipsFirstCopy ? 0 : UInt128(quadrupled(shape)) &<< 1
    default: spread(UInt128(shape), mode: mode, first: !skipsFirstCopy)
    }
  }

  @inline(__always)
  package static func missile(width: UInt8, mode: UInt8) -> UInt128 {
    spread(run(width), mode: mode, first: true)
  }

  /// The playfield from its 20 bits (bit 0 leftmost): four pixels a bit, the right half again or
  /// in the mirror.
  @inline(__always)
  package static func playfield(_ bits: UInt32, isReflected: Bool) -> PixelRow {
    var mirrored = bits
    if isReflected {
      let low = UInt32(reversed(UInt8(truncatingIfNeeded: bits)))
      let middle = UInt32(reversed(UInt8(truncatingIfNeeded: bits >> 8)))
      let high = UInt32(reversed(UInt8(truncatingIfNeeded: bits >> 16)))
      mirrored = (low << 16 | middle << 8 | high) >> 4
    }
    let line = UInt64(bits) | UInt64(mirrored) << 20
    return PixelRow(
      left: quadrupled(UInt8(truncatingIfNeeded: line))
        | quadrupled(UInt8(truncatingIfNeeded: line >> 8)) << 32,
      middle: quadrupled(UInt8(truncatingIfNeeded: line >> 16))
        | quadrupled(UInt8(truncatingIfNeeded: line >> 24)) << 32,
      right: quadrupled(UInt8(truncatingIfNeeded: line >> 32)))
  }
}
