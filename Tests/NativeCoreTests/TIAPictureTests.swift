import NativeCore
import Testing

struct TIAPictureTests {
  /// Background 2, playfield 4, player 0 and its missile 6, player 1 and its missile 8.
  private func colours() -> Beam {
    var beam = Beam()
    beam.write(Register.colubk, 2, line: 1)
    beam.write(Register.colupf, 4, line: 1)
    beam.write(Register.colup0, 6, line: 1)
    beam.write(Register.colup1, 8, line: 1)
    return beam
  }

  @Test func graphicsCountFromTheNextPixelOn() {
    var beam = colours()
    // The player stands at 0; its graphics come when the beam is at pixel 4 (clock 72).
    beam.write(Register.grp0, 0xFF, line: 20, clock: 72)
    #expect(beam.pixels(6, line: 20) == [5, 6, 7])
    #expect(beam.pixels(6, line: 21) == Array(0..<8))
  }

  @Test func aPlayfieldCountsFromTwoToFivePixelsOn() {
    // Cycles 24 to 27 of a line are pixels 4, 7, 10 and 13.
    for (clock, first) in [(72, 8), (75, 12), (78, 12), (81, 16)] {
      var beam = colours()
      for register in [Register.pf0, Register.pf1, Register.pf2] {
        beam.write(register, 0xFF, line: 5)
      }
      beam.write(Register.pf0, 0x00, line: 20, clock: clock)
      beam.write(Register.pf0, 0xFF, line: 21)
      #expect(beam.pixels(2, line: 20) == Array(min(first, 16)..<16) + Array(80..<96))
    }
  }

  @Test func objectsHideEachOther() {
    var beam = colours()
    beam.write(Register.pf0, 0xFF, line: 5)
    beam.write(Register.grp0, 0xF0, line: 5)
    beam.write(Register.grp1, 0xFF, line: 5)
    #expect(
      Array(beam.picture(line: 20)[0..<18]) == Array(repeating: 6, count: 4)
        + Array(repeating: 8, count: 4) + Array(repeating: 4, count: 8) + [2, 2])
    // Score: the left half has player 0's colour, and hides player 1.
    beam.write(Register.ctrlpf, 0x02, line: 30)
    let score = beam.picture(line: 40)
    #expect(Array(score[0..<18]) == Array(repeating: 6, count: 16) + [2, 2])
    #expect(Array(score[79..<97]) == [2] + Array(repeating: 8, count: 16) + [2])
    // Priority: the playfield is in front, in its own colour.
    beam.write(Register.ctrlpf, 0x06, line: 50)
    #expect(Array(beam.picture(line: 60)[0..<18]) == Array(repeating: 4, count: 16) + [2, 2])
    // Alone, it keeps the score's colours under priority.
    beam.write(Register.grp0, 0, line: 70)
    beam.write(Register.grp1, 0, line: 70)
    #expect(Array(beam.picture(line: 80)[0..<18]) == Array(repeating: 6, count: 16) + [2, 2])
  }

  @Test func theRightHalfMirrorsFromTheNextLineOn() {
    var beam = colours()
    beam.write(Register.pf0, 0x10, line: 5)
    #expect(beam.pixels(4, line: 12) == Array(0..<4) + Array(80..<84))
    beam.write(Register.ctrlpf, 0x01, line: 20, clock: 150)
    #expect(beam.pixels(4, line: 20) == Array(0..<4) + Array(80..<84))
    #expect(beam.pixels(4, line: 21) == Array(0..<4) + Array(156..<160))
    // On the left half it counts at once.
    beam.write(Register.ctrlpf, 0x00, line: 30, clock: 144)
    #expect(beam.pixels(4, line: 30) == Array(0..<4) + Array(80..<84))
  }

  @Test func aMotionBlanksEightPixels() {
    var beam = colours()
    beam.write(Register.hmove, 0, line: 20, clock: 60)
    #expect(beam.pixels(0, line: 20) == Array(0..<8))
    #expect(beam.pixels(0, line: 21) == [])
    beam.write(Register.hmove, 0, line: 30, clock: 63)
    #expect(beam.pixels(0, line: 30) == [])
    // In a line's last cycle it blanks the next line.
    beam.write(Register.hmove, 0, line: 40, clock: 225)
    #expect(beam.pixels(0, line: 40) == [])
    #expect(beam.pixels(0, line: 41) == Array(0..<8))
  }

  @Test func theVerticalBlankIsBlackAndWithoutCollisions() {
    var beam = colours()
    beam.write(Register.vblank, 2, line: 5)
    beam.write(Register.grp0, 0xFF, line: 5)
    beam.write(Register.grp1, 0xFF, line: 5)
    #expect(beam.pixels(0, line: 20).count == 160)
    #expect(beam.read(7, line: 30) == 0)
    beam.write(Register.vblank, 0, line: 40)
    // They meet on the first pixels of the first visible line.
    #expect(beam.read(7, line: 40, clock: 66) == 0)
    #expect(beam.read(7, line: 40, clock: 72) == 0x80)
    beam.write(Register.vblank, 2, line: 50)
    #expect(beam.read(7, line: 60) == 0x80)
    beam.write(Register.cxclr, 0, line: 61)
    #expect(beam.read(7, line: 62) == 0)
  }

  @Test func outsideOfThePictureNothingCollides() {
    var beam = colours()
    beam.write(Register.grp0, 0xFF, line: 1)
    beam.write(Register.pf0, 0xFF, line: 1)
    #expect(beam.read(2, line: 10) == 0)
    #expect(beam.read(2, line: 11) == 0x80)
    beam.write(Register.cxclr, 0, line: 211)
    #expect(beam.read(2, line: 230) == 0)
  }

  @Test func delayedObjectsWaitForTheOtherPlayer() {
    var beam = colours()
    beam.write(Register.vdelp0, 1, line: 5)
    beam.write(Register.vdelbl, 1, line: 5)
    beam.write(Register.enabl, 2, line: 6)
    beam.write(Register.grp0, 0xFF, line: 6)
    #expect(beam.pixels(2, line: 20).count == 160)
    beam.write(Register.grp1, 0x00, line: 30)
    #expect(beam.pixels(6, line: 40) == Array(0..<8))
    #expect(beam.read(2, line: 42) == 0x40)  // player 0 and the ball
    beam.write(Register.refp0, 8, line: 50)
    beam.write(Register.grp0, 0x01, line: 50)
    beam.write(Register.grp1, 0x00, line: 51)
    #expect(beam.pixels(6, line: 60) == [0])
  }
}
