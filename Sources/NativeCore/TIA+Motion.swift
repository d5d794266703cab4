// Where objects are: RESP, RESM, RESBL, HMOVE, and a fault of the chip that games use for stars.

extension TIA {
  /// The pixel on which a player (`delay` 5), or a missile or the ball (4), starts after its
  /// position was reset at a clock of the line.
  @inline(__always)
  func resetPosition(at lineClock: Int32, delay: Int32) -> Int32 {
    if lineClock < Self.blankClocks { return delay - 2 }
    let pixel = lineClock - Self.blankClocks + delay
    return pixel >= 160 ? pixel - 160 : pixel
  }

  /// What a player's reset meets: the new start lies before the pixels of a copy that is about to
  /// show (then all copies show from the new position on), among the pixels of a copy (then that one
  /// is completed first), or anywhere else. In the last two cases the new first copy comes a line
  /// later.
  enum ResetMoment { case before, during, outside }

  @inline(__always)
  func resetMoment(of player: TIAPlayer, to position: Int32) -> ResetMoment {
    var distance = position - player.position
    if distance < 0 { distance += 160 }
    let mode = player.size & 7
    let width: Int32 = mode == 5 ? 16 : mode == 7 ? 32 : 8
    func moment(_ offset: Int32) -> ResetMoment {
      let pixels = distance - offset
      if pixels < 0 || pixels >= 4 + width { return .outside }
      return pixels < 4 ? .before : .during
    }
    var found = moment(0)
    if found == .outside, mode == 1 || mode == 3 { found = moment(16) }
    if found == .outside, mode == 2 || mode == 3 || mode == 6 { found = moment(32) }
    if found == .outside, mode == 4 || mode == 6 { found = moment(64) }
    return found
  }

  /// How far an HMOVE in `cycle` (0..<76) of a line moves an object to the right, by the high half
  /// of its motion register.
  ///
  /// The chip holds every object back for eight clocks and gives it up to 15 extra ones, one every
  /// four clocks, while the line is blank. A motion that starts late finds fewer of them before the
  /// blank ends; one near the line's end is not held back, and only its later ones count.
  @inline(__always)
  package static func motion(_ value: UInt8, cycle: Int32) -> Int32 {
    if value == 0 && cycle <= 11 { return 0 }
    let pulses = Int32(value ^ 8)
    if cycle == 75 { return 8 &- pulses }
    if cycle <= 20 { return 8 &- min(pulses, (70 &- 3 &* cycle) &>> 2) }
    return min(0, (222 &- 3 &* cycle) &>> 2 &- pulses)
  }

  @inline(__always)
  static func wrapped(_ position: Int32) -> Int32 {
    position >= 160 ? position - 160 : position < 0 ? position + 160 : position
  }

  mutating func moveObjects(at clock: Int32) {
    let cycle = Int32(truncatingIfNeeded: line(at: clock).clock) / 3
    if configuration.blanksOnMotion, cycle <= 20 || cycle == 75 {
      blanksMotion = true
    }
    lastMotion = clock
    starsMove = false
    if cycle <= 11 && isStill { return }
    var changed: TIAObjects = []
    if movePlayer(0, in: cycle) { changed.insert(.player0) }
    if movePlayer(1, in: cycle) { changed.insert(.player1) }
    if moveMissile(0, in: cycle) { changed.insert(.missile0) }
    if moveMissile(1, in: cycle) { changed.insert(.missile1) }
    let steps = Self.motion(ball.motion, cycle: cycle)
    if steps != 0 {
      ball.position = Self.wrapped(ball.position &+ steps)
      changed.insert(.ball)
    }
    if !changed.isEmpty { change(changed) }
  }

  /// Whether a motion at a line's start leaves everything where it is.
  @inline(__always)
  private var isStill: Bool {
    let motions =
      players[0].motion | players[1].motion | missiles[0].motion | missiles[1].motion | ball.motion
    return motions == 0 && !players[0].skipsFirstCopy && !players[1].skipsFirstCopy
      && missiles[0].phase == .normal && missiles[1].phase == .normal
  }

  /// Returns whether the player shows elsewhere then.
  @inline(__always)
  private mutating func movePlayer(_ number: Int, in cycle: Int32) -> Bool {
    let steps = Self.motion(players[number].motion, cycle: cycle)
    if steps == 0 && !players[number].skipsFirstCopy { return false }
    players[number].position = Self.wrapped(players[number].position &+ steps)
    players[number].skipsFirstCopy = false
    return true
  }

  @inline(__always)
  private mutating func moveMissile(_ number: Int, in cycle: Int32) -> Bool {
    let steps = Self.motion(missiles[number].motion, cycle: cycle)
    if steps == 0 && missiles[number].phase == .normal { return false }
    missiles[number].position = Self.wrapped(missiles[number].position &+ steps)
    missiles[number].phase = .normal
    return true
  }

  /// The star field: after a certain pair of writes to HMM0 the missile moves by itself on every
  /// line, in a cycle of four, on one of which it is wider and on one not there.
  mutating func moveStar() {
    starCounter = (starCounter &+ 1) & 3
    let steps: Int32
    switch starCounter {
    case 0: steps = 18
    case 1: steps = 33
    case 2: steps = 0
    default: steps = 17
    }
    missiles[0].position = Self.wrapped(missiles[0].position &- steps)
    missiles[0].phase = starCounter == 1 ? .stretched : starCounter == 2 ? .hidden : .normal
    change(.missile0)
  }
}
