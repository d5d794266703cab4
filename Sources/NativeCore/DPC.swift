// The chip in the cartridge of Pitfall II, as ALE 0.12.1 emulates it.
//
// Eight data fetchers walk backwards through 2 KB of picture data; reading 0x000 to 0x03F gives what
// a fetcher points at, or an 8-bit random number, or the sound of fetchers 5 to 7, which can run as
// square waves at 15,750 Hz (cycles to clocks in floating point, with the fraction carried over).
// Writing 0x040 to 0x07F sets the fetchers. The random generator (a shift register of 8 bits, fed
// with the inverted sum of bits 7, 5, 4 and 3) is clocked by every access that is not a plain read of
// the program.

struct DPC: BitwiseCopyable {
  /// Clocks of the square waves that are not whole yet.
  var fraction: Double = 0
  /// The cycle up to which the square waves have run.
  var lastCycle: Int32 = 0
  var counters: InlineArray<8, UInt16> = .init(repeating: 0)
  var tops: InlineArray<8, UInt8> = .init(repeating: 0)
  var bottoms: InlineArray<8, UInt8> = .init(repeating: 0)
  var flags: InlineArray<8, UInt8> = .init(repeating: 0)
  /// 1 where fetchers 5, 6 and 7 make sound.
  var music: InlineArray<3, UInt8> = .init(repeating: 0)
  var random: UInt8 = 1

  mutating func cyclesReset(_ cycles: Int32) { lastCycle &-= cycles }

  mutating func clockRandom() {
    let bit = ~(random >> 7 ^ random >> 5 ^ random >> 4 ^ random >> 3) & 1
    random = random << 1 | bit
  }

  /// Reads 0x000 to 0x03F; `pictures` are the 2 KB.
  mutating func read(_ offset: Int, cycles: Int32, pictures: UnsafePointer<UInt8>) -> UInt8 {
    let index = offset & 7
    let low = UInt8(truncatingIfNeeded: counters[index])
    if low == tops[index] {
      flags[index] = 0xFF
    } else if low == bottoms[index] {
      flags[index] = 0
    }
    let picture = pictures[2047 - Int(counters[index] & 0x7FF)]
    let result: UInt8 =
      switch offset >> 3 {
      case 0: index < 4 ? random : sound(cycles)
      case 1: picture
      case 2: picture & flags[index]
      case 7: flags[index]
      default: 0
      }
    if index < 5 || music[index - 5] == 0 { counters[index] = (counters[index] &- 1) & 0x7FF }
    return result
  }

  private mutating func sound(_ cycles: Int32) -> UInt8 {
    runWaves(to: cycles)
    var voices = 0
    for voice in 0..<3 where music[voice] != 0 && flags[voice + 5] != 0 { voices |= 1 << voice }
    let amplitudes: InlineArray<8, UInt8> = [0, 4, 5, 9, 6, 10, 11, 15]
    return amplitudes[voices]
  }

  private mutating func runWaves(to cycles: Int32) {
    let elapsed = cycles &- lastCycle
    lastCycle = cycles
    let clocks = 15750.0 * Double(elapsed) / 1193191.66666667 + fraction
    let whole = Int32(clocks)
    fraction = clocks - Double(whole)
    guard whole > 0 else { return }
    for voice in 0..<3 where music[voice] != 0 {
      let index = voice + 5
      let top = Int32(tops[index])
      var low: Int32 = 0
      if top != 0 {
        low = Int32(counters[index] & 0xFF) - whole % (top + 1)
        if low < 0 { low += top + 1 }
      }
      if low <= Int32(bottoms[index]) {
        flags[index] = 0
      } else if low <= top {
        flags[index] = 0xFF
      }
      counters[index] = counters[index] & 0x700 | UInt16(truncatingIfNeeded: low)
    }
  }

  /// Writes 0x040 to 0x07F.
  mutating func write(_ offset: Int, _ value: UInt8) {
    let index = offset & 7
    switch offset >> 3 & 7 {
    case 0:
      tops[index] = value
      flags[index] = 0
    case 1:
      bottoms[index] = value
    case 2:
      let low = index >= 5 && music[index - 5] != 0 ? tops[index] : value
      counters[index] = counters[index] & 0x700 | UInt16(low)
    case 3:
      counters[index] = UInt16(value & 7) << 8 | counters[index] & 0xFF
      if index >= 5 { music[index - 5] = value >> 4 & 1 }
    case 6:
      random = 1
    default:
      break
    }
  }
}
