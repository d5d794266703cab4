/// Breakout: a paddle, a ball, a wall of 6 rows of 18 bricks, and the displays above.
///
/// Balls and paddle move within columns 8–151, between two side walls that hide what is behind them.
/// RAM and picture belong to the same frame: the game moves first, then draws.
enum Breakout {
  enum Slot {
    static let player = 0
    static let ball = 1
    /// The first brick; rows follow each other from the top, bricks from the left.
    static let block = 2
    static let playerScore = 110
    static let live = 111
    static let playerNumber = 112
  }

  /// Addresses in RAM.
  ///
  /// Bricks, lives, score and positions are those that OCAtari 2.2.1 reads, the others our own
  /// findings. All
  /// were checked against the pixels of 100,000 frames through two walls, and in all twelve modes
  /// (three of them do not draw the bricks) and both difficulties.
  enum Address {
    /// The wall: six bytes for each of six vertical strips, lowest row first.
    static let bricks = 0
    /// One set bit, from the left, for every 4 columns of the paddle.
    static let paddlePattern = 55
    static let lives = 57
    static let paddleX = 72
    /// Hundreds, then tens and units, as decimal digits.
    static let score = 76
    /// 5 in the frame in which a brick is hit.
    static let brickHit = 95
    static let ballX = 99
    /// 0 while there is no ball.
    static let ballY = 101
  }

  static let rows = 6
  static let columns = 18
  static let top = 57
  static let playfield = (x: 8..<152, y: 32..<196)
  static let gray = RGB(142, 142, 142)
  static let red = RGB(200, 72, 72)
  static let orange = RGB(198, 108, 58)
  static let amber = RGB(180, 122, 48)
  static let yellow = RGB(162, 162, 42)
  static let green = RGB(72, 160, 72)
  static let blue = RGB(66, 72, 200)

  static let table = ObjectTable(
    game: "breakout",
    entries: [
      .init(.player, colors: [red], x: 8..<160, y: 189..<193, width: 1...16, height: 4...4),
      .init(.ball, colors: [red], x: 8..<152, y: 32..<196, width: 1...2, height: 1...5),
      .init(
        .block, count: rows * columns, colors: [red, orange, amber, yellow, green, blue],
        x: 8..<152, y: 57..<93, width: 8...8, height: 6...6),
      .init(
        .playerScore, hud: true, colors: [gray], x: 36..<80, y: 5..<15, width: 36...44,
        height: 10...10, value: 0...999),
      .init(
        .live, hud: true, colors: [gray], x: 100..<112, y: 5..<15, width: 4...12,
        height: 10...10, value: 0...9),
      .init(
        .playerNumber, hud: true, colors: [gray], x: 136..<140, y: 5..<15, width: 4...4,
        height: 10...10),
    ])

  /// Whether a brick stands, by row from the top and column from the left.
  ///
  /// The wall is kept as the console's playfield registers show it, two bits a brick: a strip's
  /// bits run from right to left in the second and fifth strip, else from left to right.
  static func hasBrick(_ ram: Span<UInt8>, row: Int, column: Int) -> Bool {
    let (strip, bit) =
      switch column {
      case 0: (5, 6)
      case 1...4: (4, 8 - 2 * column)
      case 5...8: (3, 2 * column - 10)
      case 9...10: (2, 2 * column - 14)
      case 11...14: (1, 28 - 2 * column)
      default: (0, 2 * column - 30)
      }
    return ram[Address.bricks + rows * strip + rows - 1 - row] >> UInt8(bit) & 1 == 1
  }

  /// `Player`, `Ball`, for each row with bricks a list of its runs of adjacent bricks, `lives`.
  static func observe(
    _ slots: borrowing ObjectSlots, lives: Int, into tape: inout ObservationTape,
    _ root: inout ObservationTape.Container
  ) {
    tape.appendBox(slots[Slot.player], ObservationKey(.player), to: &root)
    tape.appendBox(slots[Slot.ball], ObservationKey(.ball), to: &root)
    appendRow(slots, 0, .rb, into: &tape, &root)
    appendRow(slots, 1, .ob, into: &tape, &root)
    appendRow(slots, 2, .yb, into: &tape, &root)
    appendRow(slots, 3, .gb, into: &tape, &root)
    appendRow(slots, 4, .ab, into: &tape, &root)
    appendRow(slots, 5, .bb, into: &tape, &root)
    tape.append(lives, .lives)
    root.entries += 1
  }

  private static func appendRow(
    _ slots: borrowing ObjectSlots, _ row: Int, _ key: ObservationKey.Word,
    into tape: inout ObservationTape, _ root: inout ObservationTape.Container
  ) {
    var list: ObservationTape.Container?
    var run = 0..<0
    for column in 0..<columns {
      let brick = slots[Slot.block + row * columns + column]
      guard brick.isShown else { continue }
      let start = Int(brick.x)
      if start != run.upperBound {
        append(run, row, key, to: &list, into: &tape)
        run = start..<start
      }
      run = run.lowerBound..<start + Int(brick.w)
    }
    append(run, row, key, to: &list, into: &tape)
    guard let list else { return }
    tape.close(list)
    root.entries += 1
  }

  /// Adds a run of bricks, unless it is empty, to a row's list, which starts with its first run.
  private static func append(
    _ run: Range<Int>, _ row: Int, _ key: ObservationKey.Word,
    to list: inout ObservationTape.Container?, into tape: inout ObservationTape
  ) {
    if run.isEmpty { return }
    if list == nil { list = tape.open(.list, ObservationKey(key)) }
    list?.entries += 1
    var box = tape.open(.dictionary)
    tape.append(run.lowerBound, .x)
    tape.append(top + 6 * row, .y)
    tape.append(run.count, .w)
    tape.append(6, .h)
    box.entries = 4
    tape.close(box)
  }
}

// MARK: - strict

extension Breakout {
  static func updateStrict(_ slots: inout ObjectSlots, ram: Span<UInt8>, hud: Bool) {
    showPaddle(&slots, ram)
    showBall(&slots, ram)
    for row in 0..<rows {
      for column in 0..<columns {
        let slot = Slot.block + row * columns + column
        if hasBrick(ram, row: row, column: column) {
          slots.show(slot, x: 8 + 8 * column, y: top + 6 * row, w: 8, h: 6)
        } else {
          slots.remove(slot)
        }
      }
    }
    if hud { showDisplays(&slots, ram) }
  }

  /// 16 columns wide, 12 once the ball has touched the upper wall, and less in other modes.
  private static func showPaddle(_ slots: inout ObjectSlots, _ ram: Span<UInt8>) {
    let pattern = ram[Address.paddlePattern]
    let width = 4 * min((~pattern).leadingZeroBitCount, 4)
    let x = ram.number(Address.paddleX) - 47
    slots.show(
      Slot.player, columns: x..<x + width, lines: 189..<193, within: (x: 8..<160, y: 189..<193))
  }

  /// The ball is 2 columns by 4 lines; side walls hide it. One line of the picture, 93, is drawn
  /// twice from the same line of the game, so that a ball across it has 5. The last line, 195, ends
  /// where the display loop switches the ball off. A ball below it is lost.
  private static func showBall(_ slots: inout ObjectSlots, _ ram: Span<UInt8>) {
    let x = ram.number(Address.ballX) - 49
    let y = ram.number(Address.ballY)
    let top = y + (y < 85 ? 8 : 9)
    let bottom = min(y + (y < 81 ? 12 : 13), x < (y & 1 == 1 ? 46 : 55) ? 196 : 195)
    guard y != 0, top < bottom else { return slots.remove(Slot.ball) }
    let before = slots[Slot.ball]
    if before.isShown, max(abs(x - Int(before.x)), abs(top - Int(before.y))) > 40 {
      slots.remove(Slot.ball)  // A ball goes at most 4 pixels a frame: this is another one.
    }
    slots.show(Slot.ball, columns: x..<x + 2, lines: top..<bottom, within: playfield)
    slots.setTint(Slot.ball, ballColor(line: top))
  }

  /// The ball has the colour of the lines it is drawn on; that of the first counts.
  private static func ballColor(line: Int) -> RGB {
    switch line {
    case ..<57: gray
    case ..<63: red
    case ..<69: orange
    case ..<75: amber
    case ..<81: yellow
    case ..<87: green
    case ..<93: blue
    default: red
    }
  }

  /// Digits are 12 columns wide, a 1 only the middle 4 of them. In the frame of a hit the old score
  /// is drawn, and in that of a loss the old number of lives, which no byte of RAM tells.
  private static func showDisplays(_ slots: inout ObjectSlots, _ ram: Span<UInt8>) {
    let score =
      100 * digit(ram.number(Address.score)) + 10 * digit(ram.number(Address.score + 1) >> 4)
      + digit(ram.number(Address.score + 1))
    let isScoreLate = slots[Slot.playerScore].wasShown && ram.number(Address.brickHit) == 5
    let drawnScore = isScoreLate ? Int(slots[Slot.playerScore].value) : score
    let left = digitColumns(drawnScore / 100, x: 36).lowerBound
    let right = digitColumns(drawnScore % 10, x: 68).upperBound
    slots.show(Slot.playerScore, x: left, y: 5, w: right - left, h: 10)
    slots.setValue(Slot.playerScore, score)

    let lives = digit(ram.number(Address.lives))
    let columns = digitColumns(lives, x: 100)
    slots.show(Slot.live, x: columns.lowerBound, y: 5, w: columns.count, h: 10)
    slots.setValue(Slot.live, lives)
    slots.show(Slot.playerNumber, x: 136, y: 5, w: 4, h: 10)
  }

  private static func digit(_ number: Int) -> Int { min(number & 15, 9) }

  private static func digitColumns(_ digit: Int, x: Int) -> Range<Int> {
    digit == 1 ? x + 4..<x + 8 : x..<x + 12
  }
}

// MARK: - compat

extension Breakout {
  /// The boxes that OCAtari's objects are made with; the first velocities are counted from them.
  static func initializeCompat(_ slots: inout ObjectSlots, hud: Bool) {
    slots.show(Slot.player, x: 99, y: 189, w: 16, h: 4)
    slots.show(Slot.ball, x: 0, y: 0, w: 2, h: 4)
    for row in 0..<rows {
      slots.show(Slot.block + row * columns, x: 0, y: 0, w: 8, h: 6)
    }
    if hud {
      slots.show(Slot.playerScore, x: 36, y: 5, w: 44, h: 10)
      slots.show(Slot.live, x: 100, y: 5, w: 12, h: 10)
      slots.show(Slot.playerNumber, x: 136, y: 5, w: 4, h: 10)
    }
  }

  static func updateCompat(_ slots: inout ObjectSlots, ram: Span<UInt8>, hud: Bool) {
    slots.show(Slot.player, x: ram.number(Address.paddleX) - 47, y: 189, w: 16, h: 4)
    let y = ram.number(Address.ballY)
    if y != 0, y + 9 <= 196 {
      slots.show(Slot.ball, x: ram.number(Address.ballX) - 49, y: y + 9, w: 2, h: 4)
    } else {
      slots.remove(Slot.ball)
    }
    for row in 0..<rows { compatRow(&slots, ram, row) }
    if hud { compatDisplays(&slots, ram) }
  }

  /// One Block for each run of adjacent bricks, in the slot of the run's first brick.
  private static func compatRow(_ slots: inout ObjectSlots, _ ram: Span<UInt8>, _ row: Int) {
    var column = 0
    while column < columns {
      let slot = Slot.block + row * columns + column
      var end = column
      while end < columns, hasBrick(ram, row: row, column: end) { end += 1 }
      if end > column {
        slots.show(slot, x: 8 + 8 * column, y: top + 6 * row, w: 8 * (end - column), h: 6)
        for rest in 1..<max(end - column, 1) { slots.remove(slot + rest) }
        column = end
      } else {
        slots.remove(slot)
        column += 1
      }
    }
  }

  /// The score's box knows only a leading 1, that of the lives only 1 and 0.
  private static func compatDisplays(_ slots: inout ObjectSlots, _ ram: Span<UInt8>) {
    let startsWithOne = ram.number(Address.score) == 1
    slots.show(
      Slot.playerScore, x: startsWithOne ? 40 : 36, y: 5, w: startsWithOne ? 40 : 44, h: 10)
    switch ram.number(Address.lives) {
    case 1: slots.show(Slot.live, x: 104, y: 5, w: 4, h: 10)
    case 0: slots.show(Slot.live, x: 100, y: 5, w: 12, h: 10)
    default: break
    }
  }
}
