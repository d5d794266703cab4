// Most writes to the TIA change nothing: a player's graphics are what they were on the line before, a
// colour is written that nobody will see. Translated code finds that out by itself, and calls the TIA
// only for a change (`BlockWriter+TIA.swift`).
//
// What such a write would have done is to say that ALE has drawn up to some clock. Every later access
// says more, so it is enough to remember the last ones, and to say it when the processor stops.

/// What translated code needs of the TIA to do without it; behind the workspace in memory.
struct QuickAccess: BitwiseCopyable {
  /// Accesses from this cycle on are left to the TIA: they end the frame, or it is drawn.
  var limit: Int32 = .min
  /// The cycle on which the frame's first line began, rounded as ALE does.
  var lineStart: Int32 = 0
  /// The lowest bit of all colours.
  var odd: UInt32 = 0
  /// The cycles of the last quick accesses: those that count at once, ...
  var now: Int32 = .min
  /// ... a clock later, ...
  var later: Int32 = .min
  /// ... and those to the playfield.
  var playfield: Int32 = .min
  /// Every byte with its bits in reverse.
  let reversed = InlineArray<256, UInt8> { TIAPattern.reversed(UInt8($0)) }

  /// The processor is about to run.
  mutating func begin(_ tia: borrowing TIA) {
    limit = tia.picture == nil ? tia.frameLimit / 3 : .min
    lineStart = tia.frameStart / 3
    odd = UInt32(tia.lossy(1))
    (now, later, playfield) = (.min, .min, .min)
  }

  /// The processor has stopped.
  func end(_ tia: inout TIA) {
    if now != .min { tia.reach(now &* 3) }
    if later != .min { tia.reach(later &* 3 &+ 1) }
    if playfield != .min { tia.reachPlayfield(at: playfield &* 3) }
  }
}

/// Where things are behind the state's first byte.
struct QuickLayout {
  let limit: Int32
  let lineStart: Int32
  let odd: Int32
  let now: Int32
  let later: Int32
  let playfieldWritten: Int32
  let reversed: Int32

  let colours: [Int32]
  let playfield: Int32
  let control: Int32
  let isReflected: Int32
  let players: [Player]
  let missiles: [Mover]
  let ball: Mover
  let ballWasEnabled: Int32
  let ballIsDelayed: Int32

  struct Player {
    var graphics: Int32
    var held: Int32
    var isDelayed: Int32
    var bits: Int32
    var isReflected: Int32
    var motion: Int32
  }

  struct Mover {
    var isEnabled: Int32
    var motion: Int32
  }

  init() {
    func quick(_ field: PartialKeyPath<QuickAccess>) -> Int32 {
      Self.offset(MemoryLayout<Console>.offset(of: \.quick), MemoryLayout.offset(of: field))
    }
    func tia(_ field: PartialKeyPath<TIA>) -> Int32 {
      Self.offset(MemoryLayout<MachineState>.offset(of: \.tia), MemoryLayout.offset(of: field))
    }
    limit = quick(\.limit)
    lineStart = quick(\.lineStart)
    odd = quick(\.odd)
    now = quick(\.now)
    later = quick(\.later)
    playfieldWritten = quick(\.playfield)
    reversed = quick(\.reversed)
    colours = [
      tia(\.player0Colour), tia(\.player1Colour), tia(\.playfieldColour), tia(\.backgroundColour),
    ]
    playfield = tia(\.playfield)
    control = tia(\.control)
    isReflected = tia(\.isReflected)
    players = (0..<2).map { number in
      let start = tia(\.players) + Int32(number * MemoryLayout<TIAPlayer>.stride)
      func field(_ field: PartialKeyPath<TIAPlayer>) -> Int32 {
        start + Self.offset(0, MemoryLayout.offset(of: field))
      }
      return Player(
        graphics: field(\.graphics), held: field(\.heldGraphics), isDelayed: field(\.isDelayed),
        bits: field(\.bits), isReflected: field(\.isReflected), motion: field(\.motion))
    }
    missiles = (0..<2).map { number in
      let start = tia(\.missiles) + Int32(number * MemoryLayout<TIAMissile>.stride)
      func field(_ field: PartialKeyPath<TIAMissile>) -> Int32 {
        start + Self.offset(0, MemoryLayout.offset(of: field))
      }
      return Mover(isEnabled: field(\.isEnabled), motion: field(\.motion))
    }
    func ballField(_ field: PartialKeyPath<TIABall>) -> Int32 {
      tia(\.ball) + Self.offset(0, MemoryLayout.offset(of: field))
    }
    ball = Mover(isEnabled: ballField(\.isEnabled), motion: ballField(\.motion))
    ballWasEnabled = ballField(\.wasEnabled)
    ballIsDelayed = ballField(\.isDelayed)
  }

  private static func offset(_ outer: Int?, _ inner: Int?) -> Int32 {
    guard let outer, let inner else { preconditionFailure("a stored property has a place") }
    return Int32(outer + inner)
  }
}
