// The five movable objects: what they show on a line.
//
// A player's picture is eight pixels, a missile's and the ball's one run of 1, 2, 4 or 8 pixels. The
// low three bits of NUSIZ say how often and how far apart a player and its missile appear.

/// A set of the TIA's six objects, in ALE's order of bits.
package struct TIAObjects: OptionSet, BitwiseCopyable, Sendable {
  package let rawValue: UInt8
  @inline(__always)
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static var all: TIAObjects { TIAObjects(rawValue: 0x3F) }
  @inline(__always) package static var player0: TIAObjects { TIAObjects(rawValue: 0x01) }
  @inline(__always) package static var missile0: TIAObjects { TIAObjects(rawValue: 0x02) }
  @inline(__always) package static var player1: TIAObjects { TIAObjects(rawValue: 0x04) }
  @inline(__always) package static var missile1: TIAObjects { TIAObjects(rawValue: 0x08) }
  @inline(__always) package static var ball: TIAObjects { TIAObjects(rawValue: 0x10) }
  @inline(__always) package static var playfield: TIAObjects { TIAObjects(rawValue: 0x20) }

  @inline(__always)
  package static func player(_ number: Int) -> TIAObjects { number == 0 ? player0 : player1 }

  @inline(__always)
  package static func missile(_ number: Int) -> TIAObjects { number == 0 ? missile0 : missile1 }

  /// The place of a single object's row in `TIA.rows`.
  @inline(__always)
  package var index: Int { rawValue.trailingZeroBitCount }
}

package struct TIAPlayer: BitwiseCopyable, Sendable {
  /// GRP, as last written.
  package var graphics: UInt8 = 0
  /// What GRP was when the other player's GRP was last written; shown while `isDelayed`.
  package var heldGraphics: UInt8 = 0
  package var isDelayed = false
  /// The graphics to show: follows from the three fields above.
  package var bits: UInt8 = 0
  package var isReflected = false
  /// NUSIZ; the missile of the same number takes its copies and its width from here.
  package var size: UInt8 = 0
  /// The high half of HMP.
  package var motion: UInt8 = 0
  /// The position was just reset: the copy that would start there does not show on this line.
  package var skipsFirstCopy = false
  /// The pixel on which the first copy starts, 0..<160.
  package var position: Int32 = 0

  package init() {}

  /// The pixels on which this player shows `bits`, of which bit 7 is the leftmost, or the rightmost
  /// in the mirror.
  @inline(__always)
  package func row(of bits: UInt8) -> PixelRow {
    let pixels = isReflected ? bits : TIAPattern.reversed(bits)
    return PixelRow(
      TIAPattern(player: pixels, mode: size & 7, skipsFirst: skipsFirstCopy), at: position)
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
  package var motion: UInt8 = 0
  package var phase = Phase.normal
  package var position: Int32 = 0

  package init() {}

  /// The pixels of the missile, by its player's NUSIZ.
  @inline(__always)
  package func row(size: UInt8) -> PixelRow {
    if phase == .hidden { return .empty }
    let width = (size >> 4 & 3) | (phase == .stretched ? 1 : 0)
    return PixelRow(
      TIAPattern(copying: TIAPattern.run(width), mode: size & 7, skipsFirst: false), at: position)
  }
}

package struct TIABall: BitwiseCopyable, Sendable {
  /// ENABL.
  package var isEnabled = false
  /// What ENABL was when GRP1 was last written; shown while `isDelayed`.
  package var wasEnabled = false
  package var isDelayed = false
  package var motion: UInt8 = 0
  package var position: Int32 = 0

  package init() {}

  @inline(__always)
  package var isShown: Bool { isDelayed ? wasEnabled : isEnabled }

  /// The pixels of the ball, by CTRLPF.
  @inline(__always)
  package func row(control: UInt8) -> PixelRow {
    let pixels = TIAPattern.run(control >> 4 & 3)
    return PixelRow(TIAPattern(near: UInt64(pixels), far: 0), at: position)
  }
}
