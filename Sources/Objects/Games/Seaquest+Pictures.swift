extension Seaquest {
  /// A picture of the game as it looks when it faces right: a byte a line, the left column in the
  /// highest bit.
  struct Drawing {
    let rows: InlineArray<14, UInt8>

    /// The smallest box around the pixels of some columns and of the rows that are drawn; nil if
    /// there are none.
    ///
    /// A mirrored picture faces left; columns are always those on the screen.
    func part(
      columns visible: Range<Int>, isMirrored: Bool, where isDrawn: (_ row: Int) -> Bool
    ) -> (columns: Range<Int>, rows: Range<Int>)? {
      guard !visible.isEmpty else { return nil }
      let seen = UInt8(truncatingIfNeeded: 0xff00 >> visible.count) >> UInt8(visible.lowerBound)
      let mask = isMirrored ? Self.mirrored(seen) : seen
      var all: UInt8 = 0
      var lines = 0..<0
      for row in 0..<14 where rows[row] & mask != 0 && isDrawn(row) {
        all |= rows[row] & mask
        lines = (lines.isEmpty ? row : lines.lowerBound)..<row + 1
      }
      guard all != 0 else { return nil }
      if isMirrored { all = Self.mirrored(all) }
      return (all.leadingZeroBitCount..<8 - all.trailingZeroBitCount, lines)
    }

    private static func mirrored(_ bits: UInt8) -> UInt8 {
      var result: UInt8 = 0
      for bit in 0..<8 { result |= (bits >> UInt8(bit) & 1) << UInt8(7 - bit) }
      return result
    }
  }

  /// The player, in columns of double width, and all other submarines: the propeller turns.
  static func submarinePicture(_ number: Int) -> Drawing {
    let (a, b, c, d, e, f): (UInt8, UInt8, UInt8, UInt8, UInt8, UInt8) =
      switch number {
      case 0: (0b1011_1111, 0b1111_1111, 0b0111_1101, 0b1111_1111, 0b1111_1110, 0)
      case 1: (0b1011_1111, 0b0111_1111, 0b1111_1101, 0b1111_1111, 0b0111_1110, 0b1000_0000)
      default: (0b0011_1111, 0b1111_1111, 0b1111_1101, 0b0111_1111, 0b1111_1110, 0b1000_0000)
      }
    return Drawing(rows: [
      0b0000_0100, 0b0000_1100, 0b0000_1100, 0b0000_1100, 0b0000_1100, a, b, c, d, e, f, 0, 0, 0,
    ])
  }

  static func sharkPicture(_ number: Int) -> Drawing {
    if number == 0 {
      return Drawing(rows: [
        0b0000_1000, 0b0000_1100, 0b1101_1111, 0b0111_1111, 0b0111_1111, 0b1101_1000, 0b0001_0000,
        0, 0, 0, 0, 0, 0, 0,
      ])
    }
    return Drawing(rows: [
      0b0000_1000, 0b1000_1100, 0b1101_1111, 0b0111_1111, 0b0111_1110, 0b1101_1011, 0b1001_0001,
      0, 0, 0, 0, 0, 0, 0,
    ])
  }

  /// Divers move their arms and legs.
  static func diverPicture(_ number: Int) -> Drawing {
    switch number {
    case 0:
      Drawing(rows: [
        0, 0b0010_0000, 0b0001_0000, 0, 0b0000_1000, 0b0000_0010, 0b0000_0010, 0b0000_1100,
        0b0000_1111, 0b0001_1000, 0b1111_0000, 0b0010_0000, 0b0100_0000, 0b1000_0000,
      ])
    case 1:
      Drawing(rows: [
        0b0010_0000, 0, 0b0010_0000, 0b0001_0000, 0, 0b0000_0010, 0b0000_0010, 0b0000_1100,
        0b0000_1111, 0b0001_1000, 0b0011_0000, 0b0110_0000, 0b1000_0000, 0,
      ])
    default:
      Drawing(rows: [
        0b0010_0000, 0b0010_0000, 0, 0b0000_1000, 0b0000_1000, 0b0000_0010, 0b0000_0010,
        0b0000_1100, 0b0000_1111, 0b0001_1000, 0b1111_0000, 0b0010_0000, 0b0100_0000, 0b1000_0000,
      ])
    }
  }

  /// What flies away from a player that was hit, in three pictures, as its `end` comes.
  static func burstPicture(_ end: UInt8) -> Drawing {
    switch end {
    case 13...:
      Drawing(rows: [0, 0, 0, 0, 0, 0b0001_0000, 0b0010_1000, 0b0001_0000, 0, 0, 0, 0, 0, 0])
    case 11...:
      Drawing(rows: [
        0, 0, 0, 0b0100_0100, 0b0001_0000, 0, 0b0010_1000, 0, 0b0001_0000, 0b0100_0100, 0, 0, 0, 0,
      ])
    default:
      Drawing(rows: [
        0, 0, 0b1000_0010, 0b0001_0000, 0, 0, 0b0101_0100, 0, 0, 0b0001_0000, 0b1000_0010, 0, 0, 0,
      ])
    }
  }

  /// Two parts of four columns, in the ninth and the twelfth line.
  static let missilePicture = Drawing(rows: [
    0, 0, 0, 0, 0, 0, 0, 0, 0b0000_1111, 0, 0, 0b0011_1100, 0, 0,
  ])
}
