import NativeCore
import Testing

struct TIAMotionTests {
  @Test func aMotionAtTheLinesStartMovesByTheSignedRegister() {
    // HMP is a signed nibble; a positive one moves to the left.
    for value in UInt8(0)..<16 {
      let signed = value < 8 ? Int32(value) : Int32(value) - 16
      for cycle in [Int32(0), 1, 2, 3, 75] {
        #expect(TIA.motion(value, cycle: cycle) == -signed)
      }
    }
  }

  @Test func aLateMotionLosesPulses() {
    // The last pulse comes 70 clocks into the line, one every four clocks: in cycle 12 there are 34
    // clocks left, so 8 pulses, which is no movement; in cycle 20 two.
    #expect((UInt8(0)..<8).map { TIA.motion($0, cycle: 12) } == Array(repeating: 0, count: 8))
    #expect((UInt8(8)..<16).map { TIA.motion($0, cycle: 12) } == [8, 7, 6, 5, 4, 3, 2, 1])
    #expect(TIA.motion(7, cycle: 20) == 6)
    #expect(TIA.motion(9, cycle: 20) == 7)
    #expect(TIA.motion(15, cycle: 20) == 6)
  }

  @Test func aMotionInTheVisibleLineDoesNothing() {
    for cycle in Int32(21)..<54 {
      for value in UInt8(0)..<16 { #expect(TIA.motion(value, cycle: cycle) == 0) }
    }
  }

  @Test func aMotionAtTheLinesEndMovesToTheLeftOnly() {
    #expect((UInt8(8)..<16).map { TIA.motion($0, cycle: 74) } == [0, -1, -2, -3, -4, -5, -6, -7])
    #expect(
      (UInt8(0)..<8).map { TIA.motion($0, cycle: 74) } == [-8, -9, -10, -11, -12, -13, -14, -15])
    #expect(TIA.motion(7, cycle: 54) == 0)
    #expect(TIA.motion(7, cycle: 55) == -1)
  }
}
