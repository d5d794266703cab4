/// What an object shows from its position on: up to 128 pixels, bit 0 of `near` leftmost.
package struct TIAPattern: BitwiseCopyable, Sendable {
  package var near: UInt64
  package var far: UInt64

  @inline(__always)
  package init(near: UInt64, far: UInt64) {
    self.near = near
    self.far = far
  }

  /// Eight pixels and their copies, which the low three bits of NUSIZ (`mode`) ask for.
  @inline(__always)
  package init(copying pixels: UInt8, mode: UInt8, skipsFirst: Bool) {
    // 1 and 3 have a copy 16 pixels on, 2, 3 and 6 one at 32, 4 and 6 one at 64.
    let at16: UInt64 = 0b0000_1010 &>> UInt64(mode) & 1
    let at32: UInt64 = 0b0100_1100 &>> UInt64(mode) & 1
    let at64: UInt64 = 0b0101_0000 &>> UInt64(mode) & 1
    near = UInt64(pixels) &* ((skipsFirst ? 0 : 1) | at16 &<< 16 | at32 &<< 32)
    far = UInt64(pixels) &* at64
  }

  /// A player's eight pixels. The double (5) and the quadruple (7) player start one pixel later.
  @inline(__always)
  package init(player pixels: UInt8, mode: UInt8, skipsFirst: Bool) {
    if mode & 5 != 5 {
      self.init(copying: pixels, mode: mode, skipsFirst: skipsFirst)
    } else {
      let wide = mode == 5 ? Self.doubled(pixels) : Self.quadrupled(pixels)
      self.init(near: skipsFirst ? 0 : wide &<< 1, far: 0)
    }
  }

  /// 1, 2, 4 or 8 pixels, by `width` in 0...3.
  @inline(__always)
  package static func run(_ width: UInt8) -> UInt8 {
    UInt8(truncatingIfNeeded: (UInt32(1) &<< (1 &<< UInt32(width))) &- 1)
  }

  @inline(__always)
  package static func reversed(_ byte: UInt8) -> UInt8 {
    var bits = UInt32(byte)
    bits = bits >> 4 | bits << 4
    bits = (bits & 0xCC) >> 2 | (bits & 0x33) << 2
    bits = (bits & 0xAA) >> 1 | (bits & 0x55) << 1
    return UInt8(truncatingIfNeeded: bits)
  }

  /// Every bit twice.
  @inline(__always)
  static func doubled(_ byte: UInt8) -> UInt64 {
    var bits = UInt64(byte)
    bits = (bits | bits << 4) & 0x0F0F
    bits = (bits | bits << 2) & 0x3333
    bits = (bits | bits << 1) & 0x5555
    return bits | bits << 1
  }

  /// Every bit four times.
  @inline(__always)
  static func quadrupled(_ byte: UInt8) -> UInt64 {
    var bits = UInt64(byte)
    bits = (bits | bits << 12) & 0x000F_000F
    bits = (bits | bits << 6) & 0x0303_0303
    bits = (bits | bits << 3) & 0x1111_1111
    return bits &* 15
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
