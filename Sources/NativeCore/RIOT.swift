// The RIOT (6532) as ALE 0.12.1 emulates it: a timer and two ports. Its RAM is the console's.
//
// The timer is not counted down; every read computes it from the cycle at which it was set, one
// cycle back. It stands at `value` for the first interval and counts down once per 2^shift cycles.
// Behind 0 it counts single cycles, until it is read there: from then on ALE counts intervals again,
// from an offset that depends on when that read was. The interrupt flag is set behind 0 and cleared
// by such a read.
//
// The left and right controllers and the console's switches cannot be written; of the data
// direction registers only that of port A is kept.

/// What the RIOT's ports read: set before a frame, a bit is 1 where nothing is pressed.
public struct Ports: BitwiseCopyable, Sendable, Hashable {
  /// Port A: the left controller in bits 4 to 7, the right one in bits 0 to 3; each up, down, left,
  /// right for a joystick.
  public var controllers: UInt8 = 0xFF
  /// Port B: the console's switches.
  public var switches: UInt8 = 0xFF

  public init() {}
}

struct RIOT: BitwiseCopyable, Equatable {
  /// What was written to the timer, 0 to 255.
  var timer: UInt32 = 0
  /// Log2 of the cycles of an interval: 0, 3, 6 or 10.
  var shift: UInt32 = 6
  /// The cycle at which the timer was set.
  var setCycle: UInt32 = 0
  /// The cycle of the first read behind 0.
  var lateReadCycle: UInt32 = 0
  /// 1 once the timer was read behind 0.
  var wasReadLate: UInt8 = 0
  var directionA: UInt8 = 0
  /// Never changes.
  var directionB: UInt8 = 0
  /// Keeps the layout without gaps.
  private var unused: UInt8 = 0

  /// The console's cycle counter goes back to 0 from `cycles`.
  mutating func cyclesReset(_ cycles: Int32) {
    setCycle &-= UInt32(bitPattern: cycles)
    lateReadCycle &-= UInt32(bitPattern: cycles)
  }

  mutating func read(_ address: UInt16, cycles: Int32, ports: Ports) -> UInt8 {
    switch address & 7 {
    case 0: ports.controllers
    case 1: directionA
    case 2: ports.switches
    case 3: directionB
    case 4, 6: readTimer(UInt32(bitPattern: cycles))
    default: wasReadLate == 0 && intervalsLeft(UInt32(bitPattern: cycles)) < 0 ? 0x80 : 0
    }
  }

  /// The timer in intervals, below 0 once it has run out.
  private func intervalsLeft(_ cycles: UInt32) -> Int32 {
    let elapsed = (cycles &- 1 &- setCycle) >> shift
    return Int32(bitPattern: timer) &- Int32(bitPattern: elapsed) &- 1
  }

  private mutating func readTimer(_ cycles: UInt32) -> UInt8 {
    let left = intervalsLeft(cycles)
    if left >= 0 { return UInt8(truncatingIfNeeded: left) }
    let elapsed = cycles &- 1 &- setCycle
    let cyclesLeft = Int32(bitPattern: timer << shift) &- Int32(bitPattern: elapsed) &- 1
    if cyclesLeft <= -2 && wasReadLate == 0 {
      wasReadLate = 1
      lateReadCycle = cycles
    }
    guard wasReadLate != 0 else { return UInt8(truncatingIfNeeded: cyclesLeft) }
    let offset = lateReadCycle &- (setCycle &+ (timer << shift))
    return UInt8(truncatingIfNeeded: timer &- (elapsed >> shift) &- offset)
  }

  mutating func write(_ address: UInt16, _ value: UInt8, cycles: Int32) {
    if address & 7 == 1 {
      directionA = value
    } else if address & 0x14 == 0x14 {
      timer = UInt32(value)
      shift =
        switch address & 3 {
        case 0: 0
        case 1: 3
        case 2: 6
        default: 10
        }
      setCycle = UInt32(bitPattern: cycles)
      wasReadLate = 0
    }
  }
}
