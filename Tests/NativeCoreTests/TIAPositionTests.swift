import NativeCore
import Testing

struct TIAPositionTests {
  @Test func aResetInTheBlankPutsObjectsToTheLeft() {
    var beam = Beam()
    beam.write(Register.resp0, 0, line: 20, clock: 30)
    beam.write(Register.resm0, 0, line: 20, clock: 30)
    beam.write(Register.resbl, 0, line: 20, clock: 30)
    #expect(beam.chip.players[0].position == 3)
    #expect(beam.chip.missiles[0].position == 2)
    #expect(beam.chip.ball.position == 2)
  }

  @Test func aResetOnTheLineTakesFourOrFivePixels() {
    for clock in stride(from: 69, to: 228, by: 3) {
      var beam = Beam()
      beam.write(Register.resp1, 0, line: 20, clock: clock)
      beam.write(Register.resm0, 0, line: 20, clock: clock)
      #expect(beam.chip.players[1].position == Int32((clock - 68 + 5) % 160))
      #expect(beam.chip.missiles[0].position == Int32((clock - 68 + 4) % 160))
    }
  }

  @Test func aMissileLetGoStartsInTheMiddleOfItsPlayer() {
    for (mode, middle) in [(UInt8(0), 4), (5, 8), (7, 16), (3, 4)] {
      var beam = Beam()
      beam.write(Register.nusiz0, mode, line: 19)
      beam.write(Register.resp0, 0, line: 20, clock: 225)
      beam.write(Register.resmp0, 2, line: 21)
      beam.write(Register.enam0, 2, line: 21)
      #expect(!beam.chip.shown.contains(.missile0))
      beam.write(Register.resmp0, 0, line: 22)
      #expect(beam.chip.shown.contains(.missile0))
      #expect(beam.chip.missiles[0].position == Int32((2 + middle) % 160))
    }
  }

  @Test func aPlayerResetFarFromItsCopiesShowsALineLater() {
    var beam = Beam()
    beam.write(Register.colup0, 0x0E, line: 12)
    beam.write(Register.nusiz0, 1, line: 12)
    beam.write(Register.grp0, 0xFF, line: 12)
    // At pixel 30, far behind the copies at 0 and 16: on this line only the second copy shows.
    beam.write(Register.resp0, 0, line: 20, clock: 93)
    #expect(beam.chip.players[0].position == 30)
    #expect(beam.pixels(0x0E, line: 19) == Array(0..<8) + Array(16..<24))
    #expect(beam.pixels(0x0E, line: 20) == Array(0..<8) + Array(16..<24) + Array(46..<54))
    #expect(beam.pixels(0x0E, line: 21) == Array(30..<38) + Array(46..<54))
  }

  @Test func aPlayerResetJustBeforeACopyMovesIt() {
    var beam = Beam()
    beam.write(Register.colup0, 0x0E, line: 12)
    beam.write(Register.grp0, 0xFF, line: 12)
    beam.write(Register.resp0, 0, line: 13, clock: 93)
    // To pixel 33, three behind 30: within four pixels, so the player shows at once, at 33.
    beam.write(Register.resp0, 0, line: 20, clock: 96)
    #expect(beam.pixels(0x0E, line: 20) == Array(33..<41))
  }

  @Test func aMotionWrapsAround() {
    var beam = Beam()
    beam.write(Register.hmp0, 0x70, line: 20)
    beam.write(Register.hmm0, 0x80, line: 20)
    beam.write(Register.hmove, 0, line: 21, clock: 9)
    #expect(beam.chip.players[0].position == 153)
    #expect(beam.chip.missiles[0].position == 8)
    beam.write(Register.hmclr, 0, line: 22)
    beam.write(Register.hmove, 0, line: 22, clock: 9)
    #expect(beam.chip.players[0].position == 153)
  }

  @Test func theStarsOfMissile0MoveByThemselves() {
    var beam = Beam()
    beam.write(Register.enam0, 2, line: 12)
    beam.write(Register.hmm0, 0x70, line: 12)
    beam.write(Register.hmove, 0, line: 13, clock: 9)
    #expect(beam.chip.missiles[0].position == 153)
    beam.write(Register.hmm0, 0x60, line: 13, clock: 72)
    // 33, 0, 17 and 18 pixels to the left at the end of each line, in turn.
    var positions: [Int32] = []
    for line in 14..<18 {
      _ = beam.picture(line: line)
      positions.append(beam.chip.missiles[0].position)
    }
    #expect(positions == [120, 103, 85, 52])
    beam.write(Register.hmclr, 0, line: 30)
    beam.write(Register.hmove, 0, line: 30, clock: 9)
    let last = beam.chip.missiles[0].position
    _ = beam.picture(line: 40)
    #expect(beam.chip.missiles[0].position == last)
  }
}
