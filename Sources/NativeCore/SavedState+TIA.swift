extension SavedStateReader {
  /// Reads the TIA; `partial` becomes the position of the partial frame's flag.
  mutating func tia(_ tia: inout TIA, partial: inout Int) {
    tia.frameStart = int()
    tia.pictureStart = int()
    tia.pictureStop = int()
    tia.settled = int()
    tia.reached = tia.settled
    tia.lineStart = tia.settled &- (TIA.lineClocks &- int())
    tia.linesOfLastFrame = int()
    _ = int()
    tia.syncFinish = int()
    tia.shown = TIAObjects(rawValue: byte() & 0x3F)
    tia.sync = byte()
    tia.blank = byte()
    for player in 0..<2 { tia.players[player].size = byte() }
    tia.player0Colour = byte()
    tia.player1Colour = byte()
    tia.playfieldColour = byte()
    tia.backgroundColour = byte()
    tia.control = byte()
    _ = int()
    for player in 0..<2 { tia.players[player].isReflected = bool() }
    let playfield = UInt32(bitPattern: int())
    tia.playfield =
      playfield & 0xFF00F
      | UInt32(TIAPattern.reversed(UInt8(truncatingIfNeeded: playfield >> 4))) << 4
    for player in 0..<2 { tia.players[player].graphics = byte() }
    for player in 0..<2 { tia.players[player].heldGraphics = byte() }
    for missile in 0..<2 { tia.missiles[missile].isEnabled = bool() }
    tia.ball.isEnabled = bool()
    tia.ball.wasEnabled = bool()
    for player in 0..<2 { tia.players[player].motion = byte() & 0x0F }
    for missile in 0..<2 { tia.missiles[missile].motion = byte() & 0x0F }
    tia.ball.motion = byte() & 0x0F
    for player in 0..<2 { tia.players[player].isDelayed = bool() }
    tia.ball.isDelayed = bool()
    for missile in 0..<2 { tia.missiles[missile].isLocked = bool() }
    tia.collisions = TIACollisions(rawValue: UInt16(truncatingIfNeeded: int()) & 0x7FFF)
    for player in 0..<2 { tia.players[player].position = pixel() }
    for missile in 0..<2 { tia.missiles[missile].position = pixel() }
    tia.ball.position = pixel()
    _ = (int(), int())
    tia.lastMotion = int()
    tia.blanksMotion = bool()
    tia.starsMove = bool()
    tia.starCounter = UInt32(bitPattern: int()) & 3
    tia.dumps = bool()
    tia.dumpEnd = int()
    partial = position
    tia.frameIsPartial = bool()
    tia.frameIsGreyed = bool()
    _ = int()
    masks(&tia)
    tia.stale = .all
    tia.changesAtLineEnd = true
    tia.findOpenPairs()
  }

  private mutating func pixel() -> Int32 {
    let position = int()
    if !(0..<160).contains(position) { hasFailed = true }
    return min(max(position, 0), 159)
  }

  /// Offsets into ALE's tables of pixels, which say what the registers alone do not: the ball
  /// [4][4][320], missiles [4][8 modes][4 widths][320], players [4][2: first copy hidden][8
  /// modes][320], playfield [2: mirrored][160].
  private mutating func masks(_ tia: inout TIA) {
    _ = int()
    let missile = int()
    let width = UInt8(truncatingIfNeeded: missile / 320 % 4)
    tia.missiles[0].phase =
      missile < 0 ? .hidden : width == tia.players[0].size >> 4 & 3 ? .normal : .stretched
    _ = int()
    for player in 0..<2 { tia.players[player].skipsFirstCopy = int() / 320 / 8 % 2 == 1 }
    tia.isReflected = int() >= 160
  }
}
