import NativeCore
import Testing

struct TIAFrameTests {
  @Test func aWaitEndsWithTheLine() {
    // 76 cycles a line; at a line's first cycle there is nothing to wait for.
    var beam = Beam()
    for cycle in Int32(0)..<200 {
      let wait = beam.chip.write(Register.wsync, 0, at: cycle, afterRead: true)
      #expect(wait == (cycle % 76 == 0 ? 0 : 76 - cycle % 76))
    }
    #expect(beam.chip.write(Register.wsync, 0, at: 10, afterRead: false) == 0)
  }

  @Test func theEndOfVSYNCEndsTheFrame() {
    var beam = Beam()
    beam.write(Register.vsync, 2, line: 250)
    // One line is enough, less is not.
    beam.write(Register.vsync, 0, line: 250, clock: 225)
    #expect(!beam.chip.frameIsOver)
    beam.write(Register.vsync, 2, line: 251)
    beam.write(Register.vsync, 0, line: 252)
    #expect(beam.chip.frameIsOver)
  }

  @Test(arguments: [(false, 290), (true, 342)])
  func aFrameHasALimitOfLines(isPAL: Bool, lines: Int) {
    var beam = Beam(
      TIA.Configuration(startLine: 10, height: 200, isPAL: isPAL, blanksOnMotion: true))
    beam.write(Register.colubk, 0, line: lines, clock: 225)
    #expect(!beam.chip.frameIsOver)
    // Any write behind the last line, even to a register that is none.
    beam.write(0x3F, 0, line: lines + 1)
    #expect(beam.chip.frameIsOver)
  }

  @Test func theNextFrameContinuesTheLine() {
    var beam = Beam()
    beam.write(Register.vsync, 2, line: 250)
    let end = Beam.cycle(line: 260, clock: 30)
    _ = beam.chip.write(Register.vsync, 0, at: end, afterRead: true)
    beam.chip.endFrame(at: end)
    let picture = beam.chip.currentPicture
    let isNew = beam.chip.beginFrame(at: end, pictures: nil)
    #expect(isNew)
    #expect(beam.chip.currentPicture == 1 - picture)
    // Cycles count from 0 again, ten of which the line had already.
    #expect(beam.chip.write(Register.wsync, 0, at: 0, afterRead: true) == 66)
  }

  @Test func aFrameThatWasBrokenOffGoesOn() {
    var beam = Beam()
    beam.chip.endFrame(at: 5000)
    let isNew = beam.chip.beginFrame(at: 5000, pictures: nil)
    #expect(!isNew)
    #expect(beam.chip.currentPicture == 1)
  }

  @Test func theRestOfABrokenFrameIsGrey() {
    var beam = Beam()
    beam.write(Register.colubk, 0x4E, line: 0)
    beam.write(Register.wsync, 0, line: 210)
    beam.chip.endFrame(at: Beam.cycle(line: 20, clock: 0))
    let lines = (0..<200).map { beam.pictures.line($0, of: beam.chip)[0] }
    #expect(lines == Array(repeating: 0x4E, count: 10) + Array(repeating: 0x07, count: 190))
  }

  @Test func anOddPALFrameLosesTheColours() {
    let settings = TIA.Configuration(
      startLine: 10, height: 200, isPAL: true, blanksOnMotion: true)
    for (lines, colour) in [(312, UInt8(0x44)), (313, UInt8(0x45))] {
      var beam = Beam(settings)
      beam.write(Register.colubk, 0x44, line: 5)
      beam.write(Register.vsync, 2, line: lines - 3)
      beam.write(Register.vsync, 0, line: lines, clock: 3)
      beam.chip.endFrame(at: Beam.cycle(line: lines, clock: 3))
      _ = beam.chip.beginFrame(
        at: Beam.cycle(line: lines, clock: 3), pictures: beam.pictures.bytes.baseAddress)
      #expect(beam.picture(line: 20) == Array(repeating: colour, count: 160))
    }
  }

  @Test func aPaddleReadsHighWhenItsCapacitorIsFull() {
    var beam = Beam()
    beam.chip.inputs = TIA.Inputs(
      resistances: (500_000, 0, .max, 100_000), left: false, right: true)
    beam.write(Register.vblank, 0x80, line: 1)
    #expect(beam.read(8, line: 2, bus: 0xFF) == 0x3F)
    #expect(beam.read(9, line: 2) == 0x80)  // a short circuit, even while it is dumped
    beam.write(Register.vblank, 0x00, line: 3)
    // 1.6 · 500 kΩ · 0.01 µF = 8 ms are 9520 cycles, 1.6 ms for 100 kΩ are 1904.
    let start = Beam.cycle(line: 3, clock: 0)
    #expect(beam.chip.read(8, at: start + 9520, bus: 0) == 0x00)
    #expect(beam.chip.read(8, at: start + 9521, bus: 0) == 0x80)
    #expect(beam.chip.read(10, at: start + 9521, bus: 0) == 0x00)  // nothing plugged in
    #expect(beam.chip.read(11, at: start + 1904, bus: 0x2A) == 0x2A)
    #expect(beam.chip.read(11, at: start + 1905, bus: 0x2A) == 0xAA)
    #expect(beam.chip.read(12, at: start, bus: 0) == 0x00)
    #expect(beam.chip.read(13, at: start, bus: 0x40) == 0x80)
  }
}
