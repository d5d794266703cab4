/// Pong: two paddles, a ball, two scores.
///
/// The picture has a playfield of lines 34–193 between two walls; what leaves it is cut off. RAM
/// and picture belong to the same frame: the game moves first, then draws.
enum Pong {
  enum Slot {
    static let player = 0
    static let ball = 1
    static let enemy = 2
    static let playerScore = 3
    static let enemyScore = 4
  }

  /// Addresses in RAM.
  ///
  /// `enemyScore` to `ballY` are those that OCAtari 2.2.1 reads; the others come from our own reading
  /// of how the picture is drawn. All were checked against the pixels of 40,000 frames, and in both
  /// modes and all four difficulties.
  enum Address {
    /// The last lines on which each paddle knob's capacitor was not yet charged.
    static let firstKnobLine = 4
    static let secondKnobLine = 5
    /// How long the sound of a point goes on: 63 in the frame of the point, then less.
    static let pointSound = 11
    static let enemyScore = 13
    static let playerScore = 14
    /// 256 minus the height of a paddle.
    static let enemyMask = 37
    static let playerMask = 38
    static let ballX = 49
    static let enemyY = 50
    static let playerY = 51
    /// 0 while there is no ball.
    static let ballY = 54
  }

  static let playfield = (x: 0..<160, y: 34..<194)
  static let green = RGB(92, 186, 92)
  static let orange = RGB(213, 130, 74)

  static let table = ObjectTable(
    game: "pong",
    entries: [
      .init(.player, colors: [green], x: 140..<144, y: 34..<194, width: 4...4, height: 1...16),
      .init(
        .ball, colors: [RGB(236, 236, 236)], x: 0..<160, y: 34..<194, width: 1...2, height: 1...5),
      .init(.enemy, colors: [orange], x: 16..<20, y: 34..<194, width: 4...4, height: 1...16),
      .init(
        .playerScore, hud: true, colors: [green], x: 100..<128, y: 1..<21, width: 4...28,
        height: 20...20, value: 0...21, hasValueInCompat: true),
      .init(
        .enemyScore, hud: true, colors: [orange], x: 20..<48, y: 1..<21, width: 4...28,
        height: 20...20, value: 0...21, hasValueInCompat: true),
    ])

  static func observe(
    _ slots: borrowing ObjectSlots, into tape: inout ObservationTape,
    _ root: inout ObservationTape.Container
  ) {
    tape.appendBox(slots[Slot.player], ObservationKey(.player), to: &root)
    tape.appendBox(slots[Slot.ball], ObservationKey(.ball), to: &root)
    tape.appendBox(slots[Slot.enemy], ObservationKey(.enemy), to: &root)
  }
}

// MARK: - strict

extension Pong {
  static func updateStrict(_ slots: inout ObjectSlots, ram: Span<UInt8>, hud: Bool) {
    showPaddle(
      &slots, Slot.player, columns: 140..<144, top: evenLine(ram.number(Address.playerY)) - 14,
      mask: ram.number(Address.playerMask))
    showEnemy(&slots, ram)
    showBall(&slots, ram)
    if hud {
      showScore(&slots, Slot.playerScore, x: 100, ram, Address.playerScore)
      showScore(&slots, Slot.enemyScore, x: 20, ram, Address.enemyScore)
    }
  }

  /// Each round of the display loop draws two lines and looks at the paddles on the first.
  private static func evenLine(_ line: Int) -> Int { (line + 1) & ~1 }

  private static func showPaddle(
    _ slots: inout ObjectSlots, _ slot: Int, columns: Range<Int>, top: Int, mask: Int
  ) {
    let height = min(256 - mask, 16)
    slots.show(slot, columns: columns, lines: top..<top + height, within: playfield)
  }

  /// The enemy walks at most 2 lines a frame, but stands elsewhere at once when a ball is served:
  /// more than 16 lines in one step make it another paddle, also while it is hidden. The value of its
  /// slot is its first line, which may be above the screen.
  private static func showEnemy(_ slots: inout ObjectSlots, _ ram: Span<UInt8>) {
    let top = evenLine(ram.number(Address.enemyY)) - 15
    let before = slots.current(Slot.enemy)
    if before.id != 0, abs(top - Int(before.value)) > 16 { slots.remove(Slot.enemy) }
    slots.setValue(Slot.enemy, top)
    showPaddle(
      &slots, Slot.enemy, columns: 16..<20, top: top, mask: ram.number(Address.enemyMask))
  }

  /// The ball is 2 columns by 4 lines, but its first and last line depend on its column: the
  /// display loop switches it on and off in the middle of a line. A ball that the beam has not
  /// passed by then appears, or disappears, one line earlier than one on the left.
  private static func showBall(_ slots: inout ObjectSlots, _ ram: Span<UInt8>) {
    let y = ram.number(Address.ballY)
    guard y != 0 else { return slots.remove(Slot.ball) }
    let x = ram.number(Address.ballX) - 49
    let round = y & ~1
    let top = y - 14 - (x >= switchColumn(round, y, ram) ? 1 : 0)
    let bottom = y - 10 - (x > switchColumn(round + 4, y, ram) ? 1 : 0)
    slots.show(Slot.ball, columns: x..<x + 2, lines: top..<bottom, within: playfield)
  }

  /// The column of the beam when the loop switches a ball at line `y` in the round of `line`.
  ///
  /// The 76 processor cycles of a line last 228 columns, of which 68 come before the picture. An
  /// even ball is switched on the round's first line, an odd one at the end of the second. The way
  /// there takes 2 cycles more for each knob not yet charged, and 1 for each paddle not on its line.
  private static func switchColumn(_ line: Int, _ y: Int, _ ram: Span<UInt8>) -> Int {
    let isOdd = y & 1 == 1
    var cycles = isOdd ? 65 : 72
    if line <= ram.number(Address.firstKnobLine) { cycles += 2 }
    if line <= ram.number(Address.secondKnobLine) { cycles += 2 }
    if (line - ram.number(Address.playerY)) & ram.number(Address.playerMask) != 0 { cycles += 1 }
    if isOdd, (line + 2 - ram.number(Address.enemyY)) & ram.number(Address.enemyMask) != 0 {
      cycles += 1
    }
    return 3 * cycles - 68 - (isOdd ? 1 : 0)
  }

  /// Digits are 12 columns wide, a 1 only the middle 4 of them; the units stand 16 columns right of
  /// the tens, which are left out below 10. In the frame of a point the old score is drawn.
  private static func showScore(
    _ slots: inout ObjectSlots, _ slot: Int, x: Int, _ ram: Span<UInt8>, _ address: Int
  ) {
    let score = min(ram.number(address), 21)
    let isLate = slots[slot].wasShown && ram.number(Address.pointSound) == 63
    let drawn = isLate ? Int(slots[slot].value) : score
    let units = digitColumns(drawn % 10, x: x + 16)
    let first = drawn < 10 ? units : digitColumns(drawn / 10, x: x)
    slots.show(slot, x: first.lowerBound, y: 1, w: units.upperBound - first.lowerBound, h: 20)
    slots.setValue(slot, score)
  }

  private static func digitColumns(_ digit: Int, x: Int) -> Range<Int> {
    digit == 1 ? x + 4..<x + 8 : x..<x + 12
  }
}

// MARK: - compat

extension Pong {
  /// The boxes that OCAtari's objects are made with; the first velocities are counted from them.
  static func initializeCompat(_ slots: inout ObjectSlots, hud: Bool) {
    slots.show(Slot.player, x: 0, y: 0, w: 4, h: 15)
    slots.show(Slot.ball, x: 0, y: 0, w: 2, h: 4)
    slots.show(Slot.enemy, x: 0, y: 0, w: 4, h: 15)
    if hud {
      slots.show(Slot.playerScore, x: 116, y: 1, w: 12, h: 20)
      slots.show(Slot.enemyScore, x: 36, y: 1, w: 12, h: 20)
    }
  }

  static func updateCompat(_ slots: inout ObjectSlots, ram: Span<UInt8>, hud: Bool) {
    let x = ram.number(Address.ballX)
    let y = ram.number(Address.ballY)
    if y != 0, x > 49 {
      slots.show(Slot.ball, x: x - 49, y: y - 14, w: 2, h: 4)
    } else {
      slots.remove(Slot.ball)
    }
    compatEnemy(&slots, ram.number(Address.enemyY))
    compatPlayer(&slots, ram.number(Address.playerY))
    if hud {
      compatScore(
        &slots, Slot.playerScore, ram.number(Address.playerScore), x: (116, 104, 100), w: 4)
      compatScore(&slots, Slot.enemyScore, ram.number(Address.enemyScore), x: (36, 24, 20), w: 12)
    }
  }

  /// 15 lines, with wrong heights near the lower edge, negative ones beyond it.
  private static func compatEnemy(_ slots: inout ObjectSlots, _ y: Int) {
    switch y {
    case ...33: slots.remove(Slot.enemy)
    case ..<49: slots.show(Slot.enemy, x: 16, y: 34, w: 4, h: y - 33)
    case 195...: slots.show(Slot.enemy, x: 16, y: y - 15, w: 4, h: 209 - y)
    default: slots.show(Slot.enemy, x: 16, y: y - 15, w: 4, h: 15)
    }
  }

  /// As the enemy, but a paddle above the screen stays where it was, and one that is only partly
  /// above line 34 gets a height of up to −19.
  private static func compatPlayer(_ slots: inout ObjectSlots, _ y: Int) {
    switch y {
    case ...13: break
    case ..<47: slots.show(Slot.player, x: 140, y: 34, w: 4, h: y - 33)
    case 193...: slots.show(Slot.player, x: 140, y: y - 13, w: 4, h: 207 - y)
    default: slots.show(Slot.player, x: 140, y: y - 13, w: 4, h: 15)
    }
  }

  /// The box changes only when the score passes 10 or is 20, and is `w` wide after falling below 10.
  private static func compatScore(
    _ slots: inout ObjectSlots, _ slot: Int, _ score: Int, x: (low: Int, ten: Int, twenty: Int),
    w: Int
  ) {
    let note = slot - Slot.playerScore
    slots.setValue(slot, score)
    if score == 20 {
      slots.show(slot, x: x.twenty, y: 1, w: 28, h: 20)
    } else if score >= 10, slots.memory[note] == 0 {
      slots.show(slot, x: x.ten, y: 1, w: 24, h: 20)
      slots.memory[note] = 1
    } else if score < 10, slots.memory[note] == 1 {
      slots.show(slot, x: x.low, y: 1, w: w, h: 20)
      slots.memory[note] = 0
    }
  }
}
