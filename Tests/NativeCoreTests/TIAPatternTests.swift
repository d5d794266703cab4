import NativeCore
import Testing

/// The pixels of a row as a line of text, `#` where it is set.
private func text(_ row: PixelRow) -> String {
  String((0..<PixelRow.count).map { row.contains($0) ? "#" : "." })
}

/// The same from a rule: the pixels on which `shows` is true, `position` pixels further right.
private func expected(at position: Int, _ shows: (Int) -> Bool) -> String {
  String((0..<PixelRow.count).map { shows(($0 - position + 160) % 160) ? "#" : "." })
}

/// Distances of the copies by the low bits of NUSIZ.
private let copies = [[0], [0, 16], [0, 32], [0, 16, 32], [0, 64], [0], [0, 32, 64], [0]]

struct TIAPatternTests {
  @Test(arguments: 0..<8)
  func aPlayerShowsItsBitsInEveryCopy(mode: Int) {
    // The leftmost pixel is bit 7. The double and the quadruple player start one pixel late.
    let graphics: UInt8 = 0b1011_0001
    let (width, late) = mode == 5 ? (2, 1) : mode == 7 ? (4, 1) : (1, 0)
    for skips in [false, true] {
      for position in 0..<160 {
        var player = TIAPlayer()
        player.size = UInt8(mode)
        player.position = Int32(position)
        player.skipsFirstCopy = skips
        let row = player.row(of: graphics)
        let line = expected(at: position) { pixel in
          copies[mode].contains { copy in
            let bit = (pixel - copy - late)
            guard bit >= 0, bit < 8 * width, !(skips && copy == 0) else { return false }
            return graphics >> (7 - bit / width) & 1 != 0
          }
        }
        #expect(text(row) == line, "mode \(mode) at \(position), skips \(skips)")
      }
    }
  }

  @Test func aReflectedPlayerIsTheMirrorImage() {
    var player = TIAPlayer()
    #expect(text(player.row(of: 0b1000_0110)).prefix(8) == "#....##.")
    player.isReflected = true
    #expect(text(player.row(of: 0b1000_0110)).prefix(8) == ".##....#")
  }

  @Test(arguments: 0..<8)
  func aMissileHasTheCopiesOfItsPlayerAndItsOwnWidth(mode: Int) {
    for width in 0..<4 {
      for position in 0..<160 {
        var missile = TIAMissile()
        missile.position = Int32(position)
        let line = expected(at: position) { pixel in
          copies[mode].contains { pixel >= $0 && pixel < $0 + 1 << width }
        }
        #expect(text(missile.row(size: UInt8(width << 4 | mode))) == line)
      }
    }
  }

  @Test func theBallWrapsAround() {
    var ball = TIABall()
    ball.position = 157
    #expect(
      text(ball.row(control: 0x30))
        == String(repeating: "#", count: 5) + String(repeating: ".", count: 152) + "###")
  }

  @Test func thePlayfieldRepeatsOrMirrors() {
    // Bits 0, 5 and 19 of 20: pixels 0...3, 20...23 and 76...79.
    let bits: UInt32 = 1 | 1 << 5 | 1 << 19
    let left = (0..<80).map { bits >> UInt32($0 / 4) & 1 != 0 ? "#" : "." }
    let repeated = TIAPattern.playfield(bits, isReflected: false)
    #expect(text(repeated) == (left + left).joined())
    let mirrored = TIAPattern.playfield(bits, isReflected: true)
    #expect(text(mirrored) == (left + left.reversed()).joined())
  }

  @Test func aRangeIsItsPixels() {
    for low in 0...160 {
      for high in low...160 {
        let row = PixelRow(low..<high)
        let found = (0..<160).filter { row.contains($0) }
        #expect(found == Array(low..<high))
      }
    }
  }
}
