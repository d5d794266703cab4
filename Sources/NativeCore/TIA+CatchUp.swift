// Catching up with the beam: from `settled` to `reached`, with the registers as they are.

extension TIA {
  /// ALE would draw up to `clock` now.
  @inline(__always)
  mutating func reach(_ clock: Int32) {
    let end = min(clock, pictureStop)
    if end > reached { reached = end }
  }

  /// Settles what ALE has drawn. Call it before anything visible changes.
  @inline(__always)
  mutating func settle() {
    if settled != reached { catchUp() }
  }

  private mutating func catchUp() {
    if picture != nil { return drawLines() }
    var first = settled &- lineStart
    let last = reached &- lineStart
    if blanksMotion {
      blanksMotion = !(first < 76 && last >= 76) && last < Self.lineClocks + 76
    }
    if open.isEmpty && !starsMove {
      if last > Self.lineClocks { passLineEnds((last - 1) / Self.lineClocks) }
      settled = reached
      return
    }
    var rest = last
    var isSteady = false
    while true {
      collide(from: first, to: min(rest, Self.lineClocks))
      if rest <= Self.lineClocks { break }
      if isSteady && !starsMove {
        // After one whole line with these registers, more of the same add nothing.
        passLineEnds((rest - 1) / Self.lineClocks)
        break
      }
      passLineEnds(1)
      isSteady = true
      rest -= Self.lineClocks
      first = 0
    }
    settled = reached
  }

  /// The beam turns to the next line, `count` times: what a position reset hid shows again, the
  /// playfield mirrors as CTRLPF says, and stars move.
  @inline(__always)
  mutating func passLineEnds(_ count: Int32) {
    lineStart &+= Self.lineClocks &* count
    if isReflected != (control & 1 != 0) {
      isReflected.toggle()
      stale.insert(.playfield)
    }
    if players[0].skipsFirstCopy {
      players[0].skipsFirstCopy = false
      stale.insert(.player0)
    }
    if players[1].skipsFirstCopy {
      players[1].skipsFirstCopy = false
      stale.insert(.player1)
    }
    if starsMove { for _ in 0..<count { moveStar() } }
  }

  /// Latches the collisions of one line between two of its clocks.
  mutating func collide(from first: Int32, to last: Int32) {
    if open.isEmpty || last <= Self.blankClocks { return }
    refreshRows()
    let from = max(first, Self.blankClocks) - Self.blankClocks
    let to = last - Self.blankClocks
    let span = PixelRow(Int(from)..<Int(to))
    var met: TIACollisions = []
    let p0 = players[0].row & span
    let p1 = players[1].row & span
    let m0 = missiles[0].row & span
    let m1 = missiles[1].row & span
    let bl = ball.row & span
    let pf = playfieldRow
    if open.contains(.missile0Player1), m0.intersects(p1) { met.insert(.missile0Player1) }
    if open.contains(.missile0Player0), m0.intersects(p0) { met.insert(.missile0Player0) }
    if open.contains(.missile1Player0), m1.intersects(p0) { met.insert(.missile1Player0) }
    if open.contains(.missile1Player1), m1.intersects(p1) { met.insert(.missile1Player1) }
    if open.contains(.player0Playfield), p0.intersects(pf) { met.insert(.player0Playfield) }
    if open.contains(.player0Ball), p0.intersects(bl) { met.insert(.player0Ball) }
    if open.contains(.player1Playfield), p1.intersects(pf) { met.insert(.player1Playfield) }
    if open.contains(.player1Ball), p1.intersects(bl) { met.insert(.player1Ball) }
    if open.contains(.missile0Playfield), m0.intersects(pf) { met.insert(.missile0Playfield) }
    if open.contains(.missile0Ball), m0.intersects(bl) { met.insert(.missile0Ball) }
    if open.contains(.missile1Playfield), m1.intersects(pf) { met.insert(.missile1Playfield) }
    if open.contains(.missile1Ball), m1.intersects(bl) { met.insert(.missile1Ball) }
    if open.contains(.ballPlayfield), bl.intersects(pf) { met.insert(.ballPlayfield) }
    if open.contains(.player0Player1), p0.intersects(p1) { met.insert(.player0Player1) }
    if open.contains(.missile0Missile1), m0.intersects(m1) { met.insert(.missile0Missile1) }
    collisions.formUnion(met)
    open.subtract(met)
  }

  /// Brings the rows of the shown objects up to date.
  mutating func refreshRows() {
    let due = stale.intersection(shown)
    if due.isEmpty { return }
    if due.contains(.player0) { players[0].row = players[0].row(of: players[0].shape) }
    if due.contains(.player1) { players[1].row = players[1].row(of: players[1].shape) }
    if due.contains(.missile0) { missiles[0].row = missiles[0].row(size: players[0].size) }
    if due.contains(.missile1) { missiles[1].row = missiles[1].row(size: players[1].size) }
    if due.contains(.ball) { ball.row = ball.row(control: control) }
    if due.contains(.playfield) {
      playfieldRow = TIAPattern.playfield(playfield, isReflected: isReflected)
    }
    stale.subtract(due)
  }

  /// Call after `shown`, `collisions` or the vertical blank changed.
  @inline(__always)
  mutating func findOpenPairs() {
    open =
      blank & 0x02 != 0 ? [] : TIACollisions(among: shown).subtracting(collisions)
  }
}
