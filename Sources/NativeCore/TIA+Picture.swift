// The picture: palette indices, painted line by line from the back to the front.

extension TIA {
  /// `settle` with a picture.
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
      if control & 0x04 != 0 {
        paintPlayers(line, span, 1)
        paintPlayers(line, span, 0)
        if shown.contains(.ball) { fill(line, ball.row & span, playfieldColour) }
        // Alone, the playfield keeps the score's colours.
        paintPlayfield(line, span, scores: scores && shown == .playfield)
      } else if scores {
        if shown.contains(.ball) { fill(line, ball.row & span, playfieldColour) }
        // The left half of a score playfield is before player 1; the right half has its colour.
        paintPlayers(line, span, 1)
        paintPlayfield(line, span, scores: true)
        paintPlayers(line, span, 0)
      } else {
        if shown.contains(.ball) { fill(line, ball.row & span, playfieldColour) }
        paintPlayfield(line, span, scores: false)
        paintPlayers(line, span, 1)
        paintPlayers(line, span, 0)
      }
    }
    if range.upperBound & 3 != 0 { spill(line, range) }
  }

  private func paintPlayers(
    _ line: UnsafeMutablePointer<UInt8>, _ span: PixelRow, _ number: Int
  ) {
    if number == 0 {
      if shown.contains(.player0) { fill(line, players[0].row & span, player0Colour) }
      if shown.contains(.missile0) { fill(line, missiles[0].row & span, player0Colour) }
    } else {
      if shown.contains(.player1) { fill(line, players[1].row & span, player1Colour) }
      if shown.contains(.missile1) { fill(line, missiles[1].row & span, player1Colour) }
    }
  }

  private func paintPlayfield(
    _ line: UnsafeMutablePointer<UInt8>, _ span: PixelRow, scores: Bool
  ) {
    if !shown.contains(.playfield) { return }
    let row = playfieldRow & span
    if scores {
      fill(line, row & PixelRow(0..<80), player0Colour)
      fill(line, row & PixelRow(80..<160), player1Colour)
    } else {
      fill(line, row, playfieldColour)
    }
  }

  @inline(__always)
  private func fill(_ line: UnsafeMutablePointer<UInt8>, _ row: PixelRow, _ colour: UInt8) {
    fill(line, row.left, colour)
    fill(line + 64, row.middle, colour)
    fill(line + 128, row.right, colour)
  }

  @inline(__always)
  private func fill(_ pixels: UnsafeMutablePointer<UInt8>, _ set: UInt64, _ colour: UInt8) {
    var rest = set
    while rest != 0 {
      let pixel = rest.trailingZeroBitCount
      let run = (~(rest >> UInt64(pixel))).trailingZeroBitCount
      (pixels + pixel).update(repeating: colour, count: run)
      rest &= ~((run == 64 ? ~0 : (1 << UInt64(run)) - 1) << UInt64(pixel))
    }
  }

  /// ALE writes four pixels at once where only background or playfield shows, so a part of a line
  /// that ends between them spills over. It is seen when a frame ends there, and otherwise painted
  /// over. Which sets of objects do so is ALE's choice of special cases.
  private func spill(_ line: UnsafeMutablePointer<UInt8>, _ range: Range<Int>) {
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
    let group = PixelRow(start..<start + 4)
    if shown.contains(.player0), players[0].row(of: 0xFF).intersects(group) { return }
    if shown.contains(.player1), players[1].row(of: 0xFF).intersects(group) { return }
    if shown.contains(.missile0), missiles[0].row.intersects(group) { return }
    if shown.contains(.missile1), missiles[1].row.intersects(group) { return }
    if shown.contains(.ball), ball.row.intersects(group) { return }
    var colour = backgroundColour
    if shown.contains(.playfield), playfieldRow.contains(start) {
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
