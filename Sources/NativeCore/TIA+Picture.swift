// The picture: palette indices, painted line by line from the back to the front.

extension TIA {
  /// Settles with a picture.
  mutating func drawLines() {
    var first = settled &- lineStart
    while true {
      let last = min(reached &- lineStart, Self.lineClocks)
      collide(from: first, to: last)
      drawLine(from: first, to: last)
      if reached &- lineStart <= Self.lineClocks { break }
      passLineEnds(1)
      first = 0
    }
    settled = reached
  }

  @inline(__always)
  private mutating func drawLine(from first: Int32, to last: Int32) {
    guard let picture else { return }
    let line = picture + Int((lineStart &- pictureStart) / Self.lineClocks) * PixelRow.count
    let from = Int(max(first, Self.blankClocks) - Self.blankClocks)
    let to = Int(last - Self.blankClocks)
    if to > from {
      if blank & 0x02 != 0 {
        (line + from).update(repeating: 0, count: to - from)
      } else {
        paint(line, from..<to)
      }
    }
    // The blank of a motion covers the first eight pixels, or what is left of them; it is put down
    // whole whenever a part of it is due, and what comes later is painted over it.
    let start = first < Self.blankClocks ? min(last, Self.blankClocks) : first
    if blanksMotion, start < Self.blankClocks + 8 {
      (line + from).update(repeating: 0, count: Int(Self.blankClocks + 8 - start))
      if last >= Self.blankClocks + 8 { blanksMotion = false }
    }
  }

  private mutating func paint(_ line: UnsafeMutablePointer<UInt8>, _ range: Range<Int>) {
    (line + range.lowerBound).update(repeating: backgroundColour, count: range.count)
    if !shown.isEmpty {
      refreshRows()
      let span = PixelRow(range)
      let scores = control & 0x02 != 0
      let isFront = control & 0x04 != 0
      if isFront { paintPlayers(line, span) }
      fill(line, span, .ball, playfieldColour)
      if scores && (!isFront || shown == .playfield) {
        // A score playfield has the players' colours. Its left half is before player 1; the right
        // half has that player's colour, so it may be as well.
        if !isFront { paintPlayer1(line, span) }
        fill(line, span & PixelRow(0..<80), .playfield, player0Colour)
        fill(line, span & PixelRow(80..<160), .playfield, player1Colour)
        if !isFront { paintPlayer0(line, span) }
      } else {
        fill(line, span, .playfield, playfieldColour)
        if !isFront { paintPlayers(line, span) }
      }
    }
    if range.upperBound & 3 != 0 { spill(line, range) }
  }

  @inline(__always)
  private mutating func paintPlayers(_ line: UnsafeMutablePointer<UInt8>, _ span: PixelRow) {
    paintPlayer1(line, span)
    paintPlayer0(line, span)
  }

  @inline(__always)
  private mutating func paintPlayer0(_ line: UnsafeMutablePointer<UInt8>, _ span: PixelRow) {
    fill(line, span, .player0, player0Colour)
    fill(line, span, .missile0, player0Colour)
  }

  @inline(__always)
  private mutating func paintPlayer1(_ line: UnsafeMutablePointer<UInt8>, _ span: PixelRow) {
    fill(line, span, .player1, player1Colour)
    fill(line, span, .missile1, player1Colour)
  }

  @inline(__always)
  private mutating func fill(
    _ line: UnsafeMutablePointer<UInt8>, _ span: PixelRow, _ object: TIAObjects, _ colour: UInt8
  ) {
    if !shown.contains(object) { return }
    let row = rows[object.index] & span
    Self.fill(line, row.left, colour)
    Self.fill(line + 64, row.middle, colour)
    Self.fill(line + 128, row.right, colour)
  }

  private static func fill(
    _ pixels: UnsafeMutablePointer<UInt8>, _ set: UInt64, _ colour: UInt8
  ) {
    let four = UInt32(colour) &* 0x0101_0101
    var rest = set
    while rest != 0 {
      let pixel = rest.trailingZeroBitCount
      let run = (~(rest &>> UInt64(truncatingIfNeeded: pixel))).trailingZeroBitCount
      if run >= 4 {
        UnsafeMutableRawPointer(pixels + pixel).storeBytes(of: four, as: UInt32.self)
        rest &= ~(0b1111 &<< UInt64(truncatingIfNeeded: pixel))
      } else {
        pixels[pixel] = colour
        rest &= rest &- 1
      }
    }
  }

  /// ALE writes four pixels at once where only background or playfield shows, so a part of a line
  /// that ends between them spills over. It is seen when a frame ends there, and otherwise painted
  /// over. Which sets of objects do so is ALE's choice of special cases.
  private mutating func spill(_ line: UnsafeMutablePointer<UInt8>, _ range: Range<Int>) {
    let start = range.upperBound & ~3
    if start < range.lowerBound { return }
    let scores = control & 0x02 != 0
    switch shown {
    case .playfield, .player0, .player1, .missile0, .missile1, .ball,
      [.player0, .player1], [.missile0, .missile1], [.ball, .missile0], [.ball, .missile1],
      [.ball, .player1]:
      break
    case [.playfield, .player0], [.playfield, .player1], [.playfield, .ball]:
      if scores { return }
    default: return
    }
    // A player keeps its eight pixels free, whatever its graphics.
    let group = PixelRow(start..<start + 4)
    var taken = PixelRow.empty
    if shown.contains(.missile0) { taken = taken | rows[1] }
    if shown.contains(.missile1) { taken = taken | rows[3] }
    if shown.contains(.ball) { taken = taken | rows[4] }
    if shown.contains(.player0) { taken = taken | players[0].row(of: 0xFF) }
    if shown.contains(.player1) { taken = taken | players[1].row(of: 0xFF) }
    if !(taken & group).isEmpty { return }
    var colour = backgroundColour
    if shown.contains(.playfield), rows[TIAObjects.playfield.index].contains(start) {
      colour = !scores ? playfieldColour : start < 80 ? player0Colour : player1Colour
    }
    (line + range.upperBound).update(repeating: colour, count: start + 4 - range.upperBound)
  }

  /// A partial frame leaves the lines below the beam as they were, in the dark greys of the palette.
  mutating func greyRest(from lines: UInt32) {
    guard let picture else { return }
    let start = Int(configuration.startLine)
    let first = max(Int(lines), start) - start
    let height = Int(configuration.height)
    if first >= height { return }
    for pixel in first * PixelRow.count..<height * PixelRow.count {
      picture[pixel] = (picture[pixel] & 0x0F) >> 1
    }
  }
}
