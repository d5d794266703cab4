// Catching up with the beam: from `settled` to `reached`, with the registers as they are.
//
// A pair of objects is worth a look only while it is `open` (both are shown, and they have not been
// latched) and not `disjoint` (their rows share no pixel of the whole line). What is disjoint stays
// so until one of the two changes, and if even the players' eight pixels, all of them set, meet
// nothing (`remote`), their graphics may change, too: so most spans of the beam need no look at all.

extension TIA {
  /// ALE would draw up to `clock` now.
  @inline(__always)
  mutating func reach(_ clock: Int32) {
    reached = max(reached, min(clock, pictureStop))
  }

  /// The same at the beginning of every access.
  ///
  /// In a picture ALE puts the blank of a motion down anew at every access, and what it covers
  /// beyond its pixels shows if the frame ends there: so here nothing may wait.
  @inline(__always)
  mutating func beginAccess(at clock: Int32) {
    if blanksMotion && picture != nil { settle() }
    reach(clock)
  }

  /// Settles what ALE has drawn. Call it before anything visible changes.
  @inline(__always)
  package mutating func settle() {
    if settled == reached { return }
    if changesAtLineEnd || picture != nil || !open.subtracting(disjoint).isEmpty {
      catchUp()
    } else {
      // Nobody looks, nothing can meet.
      if blanksMotion { passBlank() }
      settled = reached
      let past = reached &- lineStart
      if past > Self.lineClocks { lineStart &+= (past &- 1) / Self.lineClocks &* Self.lineClocks }
    }
  }

  /// Call it when a row does not fit the registers any more, behind `settle`.
  @inline(__always)
  mutating func change(_ objects: TIAObjects) {
    stale.formUnion(objects)
    let pairs = TIACollisions.with(objects)
    disjoint.subtract(pairs)
    remote.subtract(pairs)
    examined.subtract(pairs)
  }

  /// The same where only a player's graphics changed.
  @inline(__always)
  mutating func changeGraphics(_ player: TIAObjects) {
    stale.formUnion(player)
    disjoint.subtract(TIACollisions.with(player).subtracting(remote))
  }

  /// Call it after `shown`, `collisions` or the vertical blank changed.
  @inline(__always)
  mutating func findOpenPairs() {
    open = blank & 0x02 != 0 ? [] : TIACollisions(among: shown).subtracting(collisions)
  }

  @inline(never)
  private mutating func catchUp() {
    if picture != nil { return drawLines() }
    let first = settled &- lineStart
    let last = reached &- lineStart
    if blanksMotion { passBlank() }
    settled = reached
    collide(from: first, to: min(last, Self.lineClocks))
    if last <= Self.lineClocks { return }
    if starsMove {
      var rest = last
      while rest > Self.lineClocks {
        passLineEnds(1)
        rest -= Self.lineClocks
        collide(from: 0, to: min(rest, Self.lineClocks))
      }
      return
    }
    // The lines behind the first are all alike: one stands for all of them.
    let count = (last &- 1) / Self.lineClocks
    passLineEnds(count)
    collide(from: 0, to: count > 1 ? Self.lineClocks : last - Self.lineClocks)
  }

  /// Whether the blank of a motion is still to come when the beam has reached `reached`.
  @inline(__always)
  private mutating func passBlank() {
    let first = settled &- lineStart
    let last = reached &- lineStart
    blanksMotion = !(first < 76 && last >= 76) && last < Self.lineClocks + 76
  }

  /// The beam turns to the next line, `count` times: what a position reset hid shows again, the
  /// playfield mirrors as CTRLPF says, and stars move.
  @inline(__always)
  mutating func passLineEnds(_ count: Int32) {
    lineStart &+= Self.lineClocks &* count
    if !changesAtLineEnd { return }
    changesAtLineEnd = starsMove
    if isReflected != (control & 1 != 0) {
      isReflected.toggle()
      change(.playfield)
    }
    if players[0].skipsFirstCopy {
      players[0].skipsFirstCopy = false
      change(.player0)
    }
    if players[1].skipsFirstCopy {
      players[1].skipsFirstCopy = false
      change(.player1)
    }
    if starsMove { moveStar() }
  }

  /// Latches the collisions of one line between two of its clocks.
  @inline(__always)
  mutating func collide(from first: Int32, to last: Int32) {
    let suspects = open.subtracting(disjoint)
    if !suspects.isEmpty && last > Self.blankClocks {
      collide(suspects, from: first, to: last)
    }
  }

  @inline(never)
  private mutating func collide(_ suspects: TIACollisions, from first: Int32, to last: Int32) {
    refreshRows()
    var near: UInt16 = 0
    var rest = suspects.rawValue
    while rest != 0 {
      let (one, other) = TIACollisions.objects(rest.trailingZeroBitCount)
      let pair = rest & (0 &- rest)
      rest &-= pair
      if !(rows[unchecked: one] & rows[unchecked: other]).isEmpty { near |= pair }
    }
    let apart = suspects.subtracting(TIACollisions(rawValue: near))
    disjoint.formUnion(apart)
    let unknown = apart.subtracting(examined).intersection(.withPlayers)
    if !unknown.isEmpty { examine(unknown) }
    if near != 0 { latch(near, from: first, to: last) }
  }

  /// Finds pairs that are apart whatever graphics the players show.
  private mutating func examine(_ pairs: TIACollisions) {
    examined.formUnion(pairs)
    let boxes = (players[0].row(of: 0xFF), players[1].row(of: 0xFF))
    var rest = pairs.rawValue
    while rest != 0 {
      let (one, other) = TIACollisions.objects(rest.trailingZeroBitCount)
      let pair = rest & (0 &- rest)
      rest &-= pair
      let first = one == 0 ? boxes.0 : one == 2 ? boxes.1 : rows[one]
      let second = other == 0 ? boxes.0 : other == 2 ? boxes.1 : rows[other]
      if (first & second).isEmpty { remote.formUnion(TIACollisions(rawValue: pair)) }
    }
  }

  /// Latches those of some pairs with pixels in common that have some between two clocks.
  private mutating func latch(_ near: UInt16, from first: Int32, to last: Int32) {
    let from = Int(max(first, Self.blankClocks) - Self.blankClocks)
    let span = PixelRow(from..<Int(last - Self.blankClocks))
    var met: UInt16 = 0
    var rest = near
    while rest != 0 {
      let (one, other) = TIACollisions.objects(rest.trailingZeroBitCount)
      let pair = rest & (0 &- rest)
      rest &-= pair
      if !(rows[one] & rows[other] & span).isEmpty { met |= pair }
    }
    if met != 0 {
      collisions.formUnion(TIACollisions(rawValue: met))
      open.subtract(TIACollisions(rawValue: met))
    }
  }

  /// Brings the rows of the shown objects up to date.
  @inline(__always)
  mutating func refreshRows() {
    let due = stale.intersection(shown)
    if due.isEmpty { return }
    stale.subtract(due)
    if due.contains(.player0) { rows[0] = players[0].row(of: players[0].bits) }
    if due.contains(.missile0) { rows[1] = missiles[0].row(size: players[0].size) }
    if due.contains(.player1) { rows[2] = players[1].row(of: players[1].bits) }
    if due.contains(.missile1) { rows[3] = missiles[1].row(size: players[1].size) }
    if due.contains(.ball) { rows[4] = ball.row(control: control) }
    if due.contains(.playfield) {
      rows[5] = TIAPattern.playfield(playfield, isReflected: isReflected)
    }
  }
}
