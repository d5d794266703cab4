// Frames, as ALE cuts them: a frame ends when the program ends VSYNC, when it writes to the TIA
// behind the last allowed line, or, without being over, after 25,000 instructions.

extension TIA {
  /// Begins or continues a frame at `cycle`. `pictures` has room for two pictures
  /// (`pictureCount` bytes each), or is nil: then nothing is drawn, and all else is the same.
  ///
  /// Returns whether a new frame begins: then the caller sets its cycle counter to 0, and moves
  /// whatever else remembers cycles back by `cycle`; the TIA has done so. Otherwise the last frame
  /// was partial and goes on.
  public mutating func beginFrame(
    at cycle: Int32, pictures: UnsafeMutablePointer<UInt8>?
  ) -> Bool {
    let isNew = !frameIsPartial
    if isNew { startFrame(at: cycle) }
    frameIsPartial = true
    picture = pictures.map { $0 + currentPicture * Self.pictureCount }
    return isNew
  }

  private mutating func startFrame(at cycle: Int32) {
    currentPicture ^= 1
    // The beam does not jump: the clocks of the line that VSYNC's end interrupted are kept.
    let past = Int32(line(at: cycle &* 3).clock)
    resetCycles(at: cycle)
    startClocks(at: -past)
    if configuration.isPAL {
      player0Colour = lossy(player0Colour)
      player1Colour = lossy(player1Colour)
      playfieldColour = lossy(playfieldColour)
      backgroundColour = lossy(backgroundColour)
    }
    frameIsGreyed = false
  }

  /// Sets the frame's clocks for a frame whose first line began at `clock`.
  mutating func startClocks(at clock: Int32) {
    frameStart = clock
    pictureStart = clock &+ Self.lineClocks * configuration.startLine
    pictureStop = pictureStart &+ Self.lineClocks * configuration.height
    frameLimit = clock &+ Self.lineClocks * (configuration.maximumLines + 1)
    reached = pictureStart
    settled = pictureStart
    lineStart = pictureStart
  }

  /// The console's cycle counter goes from `cycle` to 0: everything that remembers a time follows.
  public mutating func resetCycles(at cycle: Int32) {
    let clocks = cycle &* 3
    dumpEnd &-= cycle
    frameStart &-= clocks
    pictureStart &-= clocks
    pictureStop &-= clocks
    frameLimit &-= clocks
    reached &-= clocks
    settled &-= clocks
    lineStart &-= clocks
    // Also when nothing waits for the end of VSYNC: after hours without one, ALE sees one.
    syncFinish &-= clocks
    lastMotion &-= clocks
  }

  /// Ends or suspends the frame, after the processor has stopped at `cycle`.
  public mutating func endFrame(at cycle: Int32) {
    settle()
    let lines = line(at: cycle &* 3).number
    if frameIsPartial {
      if !frameIsGreyed { greyRest(from: lines) }
      frameIsGreyed = true
    } else {
      linesOfLastFrame = Int32(truncatingIfNeeded: lines)
      frameIsGreyed = false
    }
    picture = nil
  }

  /// The frame's line at `clock`, and the clock within it (0..<228).
  @inline(__always)
  func line(at clock: Int32) -> (number: UInt32, clock: UInt32) {
    let clocks = UInt32(bitPattern: clock &- frameStart)
    return (clocks / 228, clocks % 228)
  }

  /// A colour as the console shows it: PAL colours turn grey (odd) when the last frame had an odd
  /// number of lines.
  @inline(__always)
  func lossy(_ colour: UInt8) -> UInt8 {
    let odd = configuration.isPAL && linesOfLastFrame & 1 != 0
    return colour & 0xFE | (odd ? 1 : 0)
  }
}
