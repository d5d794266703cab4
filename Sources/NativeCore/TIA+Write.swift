// Writes. A register counts from some clocks after the write on; until then the old one shows.

extension TIA {
  /// Writes `value` to a register (its address's low six bits) at `cycle`.
  ///
  /// - Parameter afterRead: whether the processor's last access was a read; a WSYNC right after
  ///   another write does not halt it.
  /// - Returns: the cycles that the processor waits (WSYNC, else 0). Look at `frameIsOver` then.
  @inline(__always)
  public mutating func write(
    _ register: Int, _ value: UInt8, at cycle: Int32, afterRead: Bool
  ) -> Int32 {
    let clock = cycle &* 3
    if clock >= frameLimit { frameIsPartial = false }
    beginAccess(at: clock)
    switch register & 0x3F {
    case 0x00: writeSync(value, at: clock)
    case 0x01:
      reach(clock &+ 1)
      writeBlank(value, at: cycle)
    case 0x02: return afterRead ? waitForLine(at: cycle) : 0
    case 0x04:
      reach(clock &+ 8)
      resize(0, value)
    case 0x05:
      reach(clock &+ 8)
      resize(1, value)
    case 0x06:
      settleForColour()
      player0Colour = lossy(value)
    case 0x07:
      settleForColour()
      player1Colour = lossy(value)
    case 0x08:
      settleForColour()
      playfieldColour = lossy(value)
    case 0x09:
      settleForColour()
      backgroundColour = lossy(value)
    case 0x0A: writeControl(value, at: clock)
    case 0x0B:
      reach(clock &+ 1)
      reflectPlayer(0, value)
    case 0x0C:
      reach(clock &+ 1)
      reflectPlayer(1, value)
    case 0x0D: writePlayfield(UInt32(value &>> 4), 0x0000F, at: clock)
    case 0x0E: writePlayfield(UInt32(TIAPattern.reversed(value)) &<< 4, 0x00FF0, at: clock)
    case 0x0F: writePlayfield(UInt32(value) &<< 12, 0xFF000, at: clock)
    case 0x10: resetPlayer(0, at: clock)
    case 0x11: resetPlayer(1, at: clock)
    case 0x12:
      reach(clock &+ 8)
      resetMissile(0, at: clock)
    case 0x13:
      reach(clock &+ 8)
      resetMissile(1, at: clock)
    case 0x14: resetBall(at: clock)
    case 0x1B:
      reach(clock &+ 1)
      players[0].graphics = value
      players[1].heldGraphics = players[1].graphics
      if !players[0].isDelayed { showPlayer(0, value) }
      if players[1].isDelayed { showPlayer(1, players[1].heldGraphics) }
    case 0x1C:
      reach(clock &+ 1)
      players[1].graphics = value
      players[0].heldGraphics = players[0].graphics
      if players[0].isDelayed { showPlayer(0, players[0].heldGraphics) }
      if !players[1].isDelayed { showPlayer(1, value) }
      ball.wasEnabled = ball.isEnabled
      show(.ball, ball.isShown)
    case 0x1D:
      missiles[0].isEnabled = value & 0x02 != 0
      showMissile(0)
    case 0x1E:
      missiles[1].isEnabled = value & 0x02 != 0
      showMissile(1)
    case 0x1F:
      ball.isEnabled = value & 0x02 != 0
      show(.ball, ball.isShown)
    case 0x20: players[0].motion = value >> 4
    case 0x21: players[1].motion = value >> 4
    case 0x22:
      let motion = value >> 4
      if clock == lastMotion &+ 63 && missiles[0].motion == 7 && motion == 6 {
        settle()
        starsMove = true
        changesAtLineEnd = true
        starCounter = 0
      }
      missiles[0].motion = motion
    case 0x23: missiles[1].motion = value >> 4
    case 0x24: ball.motion = value >> 4
    case 0x25:
      players[0].isDelayed = value & 0x01 != 0
      showPlayer(0, players[0].isDelayed ? players[0].heldGraphics : players[0].graphics)
    case 0x26:
      players[1].isDelayed = value & 0x01 != 0
      showPlayer(1, players[1].isDelayed ? players[1].heldGraphics : players[1].graphics)
    case 0x27:
      ball.isDelayed = value & 0x01 != 0
      show(.ball, ball.isShown)
    case 0x28: lockMissile(0, value)
    case 0x29: lockMissile(1, value)
    case 0x2A:
      settle()
      moveObjects(at: clock)
    case 0x2B: clearMotion()
    case 0x2C:
      settle()
      collisions = []
      findOpenPairs()
    default: break  // RSYNC and sound do nothing that anyone could read.
    }
    return 0
  }

  // MARK: Time

  private mutating func writeSync(_ value: UInt8, at clock: Int32) {
    sync = value
    if value & 0x02 != 0 {
      // One line is enough; a television wants three.
      syncFinish = clock &+ Self.lineClocks
    } else if clock >= syncFinish {
      syncFinish = .max
      frameIsPartial = false
    }
  }

  private mutating func writeBlank(_ value: UInt8, at cycle: Int32) {
    if blank & 0x80 == 0 && value & 0x80 != 0 { dumps = true }
    if blank & 0x80 != 0 && value & 0x80 == 0 {
      dumps = false
      dumpEnd = cycle
    }
    if (blank ^ value) & 0x02 != 0 {
      settle()
      blank = value
      findOpenPairs()
    } else {
      blank = value
    }
  }

  /// The cycles until the line ends; none at a line's first cycle.
  private func waitForLine(at cycle: Int32) -> Int32 {
    let past = UInt32(bitPattern: cycle &- frameStart / 3) % 76
    return past == 0 ? 0 : 76 - Int32(past)
  }

  // MARK: What shows

  @inline(__always)
  private mutating func settleForColour() {
    if picture != nil { settle() }
  }

  @inline(__always)
  private mutating func show(_ object: TIAObjects, _ isShown: Bool) {
    if shown.contains(object) == isShown { return }
    settle()
    shown.formSymmetricDifference(object)
    findOpenPairs()
  }

  @inline(__always)
  private mutating func showMissile(_ number: Int) {
    show(.missile(number), missiles[number].isEnabled && !missiles[number].isLocked)
  }

  @inline(__always)
  private mutating func showPlayer(_ number: Int, _ bits: UInt8) {
    if bits == players[number].bits { return }
    settle()
    players[number].bits = bits
    changeGraphics(.player(number))
    show(.player(number), bits != 0)
  }

  @inline(__always)
  private mutating func reflectPlayer(_ number: Int, _ value: UInt8) {
    let mirrors = value & 0x08 != 0
    if mirrors == players[number].isReflected { return }
    settle()
    players[number].isReflected = mirrors
    changeGraphics(.player(number))
  }

  /// The playfield is read in steps of four pixels: a write counts from the next step but one, in the
  /// first to fourth cycle of every four 4, 5, 2 and 3 clocks later.
  @inline(__always)
  mutating func reachPlayfield(at clock: Int32) {
    reach(clock &+ Int32(0x3254 &>> (4 * (line(at: clock).clock / 3 & 3)) & 0xF))
  }

  @inline(__always)
  private mutating func writePlayfield(_ bits: UInt32, _ part: UInt32, at clock: Int32) {
    reachPlayfield(at: clock)
    let new = playfield & ~part | bits
    if new == playfield { return }
    settle()
    playfield = new
    change(.playfield)
    show(.playfield, new != 0)
  }

  private mutating func writeControl(_ value: UInt8, at clock: Int32) {
    // On the left half of the line a new mirror bit counts at once, otherwise on the next line.
    let isLeft = line(at: clock).clock < UInt32(Self.blankClocks + 79)
    let mirrors = value & 0x01 != 0
    if value == control && !(isLeft && mirrors != isReflected) { return }
    settle()  // which may begin a line, and mirror it as the old register says
    control = value
    if isLeft { isReflected = mirrors }
    if isReflected != mirrors { changesAtLineEnd = true }
    change([.playfield, .ball])
  }

  /// NUSIZ: copies and width of a player and its missile.
  private mutating func resize(_ number: Int, _ value: UInt8) {
    settle()
    players[number].size = value
    players[number].skipsFirstCopy = false
    missiles[number].phase = .normal
    change([.player(number), .missile(number)])
  }

  // MARK: Positions

  private mutating func resetPlayer(_ number: Int, at clock: Int32) {
    let position = resetPosition(at: Int32(line(at: clock).clock), delay: 5)
    let moment = resetMoment(of: players[number], to: position)
    settle()
    if moment == .during {
      reach(clock &+ 11)
      settle()
    }
    players[number].position = position
    players[number].skipsFirstCopy = moment != .before
    if moment != .before { changesAtLineEnd = true }
    change(.player(number))
  }

  private mutating func resetMissile(_ number: Int, at clock: Int32) {
    settle()
    let lineClock = Int32(line(at: clock).clock)
    var position = resetPosition(at: lineClock, delay: 4)
    // Two games reset a missile while a motion runs, and ALE knows where they want it (Dolphin,
    // Pitfall II).
    let cycles = (clock &- lastMotion, lineClock)
    if number == 0 && cycles == (20 * 3, 69) { position = 8 }
    if number == 1 && cycles == (3 * 3, 18) { position = 3 }
    missiles[number].position = position
    missiles[number].phase = .normal
    change(.missile(number))
  }

  private mutating func resetBall(at clock: Int32) {
    settle()
    let lineClock = Int32(line(at: clock).clock)
    // The same for the ball (Escape from the Mindmaster, Decathlon, Robot Tank, Hole Hunter).
    switch (clock &- lastMotion, lineClock) {
    case (18 * 3, 60), (18 * 3, 69): ball.position = 10
    case (3 * 3, 18): ball.position = 3
    case (7 * 3, 30): ball.position = 6
    case (6 * 3, 27): ball.position = 5
    default: ball.position = resetPosition(at: lineClock, delay: 4)
    }
    change(.ball)
  }

  /// RESMP: the missile hides in its player; let go, it starts in the middle of it.
  private mutating func lockMissile(_ number: Int, _ value: UInt8) {
    let isLocked = value & 0x02 != 0
    if missiles[number].isLocked && !isLocked {
      settle()
      let mode = players[number].size & 7
      let middle: Int32 = mode == 5 ? 8 : mode == 7 ? 16 : 4
      missiles[number].position = (players[number].position + middle) % 160
      missiles[number].phase = .normal
      change(.missile(number))
    }
    missiles[number].isLocked = isLocked
    showMissile(number)
  }

  private mutating func clearMotion() {
    players[0].motion = 0
    players[1].motion = 0
    missiles[0].motion = 0
    missiles[1].motion = 0
    ball.motion = 0
  }
}
