/// Space Invaders: a cannon, three shields, three bullets, a satellite, 6 × 6 aliens, the displays.
///
/// Aliens march as one block: each has its place in it, and a bit in its row's byte while it lives.
/// The game draws first and moves the cannon and the satellite afterwards. Bullets of the aliens
/// are drawn in one frame, that of the cannon in the next; they have their box in both.
enum SpaceInvaders {
  enum Slot {
    static let player = 0
    static let shield = 1
    /// Two of the aliens, then the cannon's.
    static let bullet = 4
    static let satellite = 7
    /// Rows follow each other from the top, aliens from the left.
    static let alien = 8
    static let score = 44
    static let lives = 46
  }

  /// Addresses in RAM.
  ///
  /// Most are those that OCAtari 2.2.1 reads; `pose`, `hit`, `clock`, `joystick` and the meaning of
  /// the bits of `display` are our own findings. All were checked against the pixels of 14,000 frames.
  enum Address {
    /// Bit 7: which of two pictures the aliens show.
    static let pose = 11
    /// Lines, counted in twos, that the block has come down.
    static let blockY = 16
    /// Which aliens of a row live, lowest row first, the left column in bit 0.
    static let rows = 18
    /// Bit 6: the shields are drawn. Bit 7: the game is over.
    static let display = 24
    static let blockX = 26
    static let playerX = 28
    /// 0 or 180 while there is no satellite.
    static let satelliteX = 30
    /// 0 in play, 1 before a cannon's first move, else the picture of its end.
    static let hit = 42
    /// Nine bytes a shield, each the picture of two lines.
    static let shields = 43
    static let lives = 73
    /// Falls by one every frame: on even counts bullets of the aliens are drawn.
    static let clock = 74
    /// Two lines of a height for the two bullets of the aliens, then their columns.
    static let bombY = 81
    static let bombX = 83
    static let bulletY = 85
    static let bulletX = 87
    /// Higher digits of both players, then lower ones.
    static let score = 102
    /// The console's port: bit 7 is clear while the stick is held right, bit 6 while held left.
    static let joystick = 110
    /// Not 0 while the number of lives is drawn.
    static let showsLives = 120
  }

  static let playfield = (x: 0..<160, y: 23..<195)
  static let green = RGB(92, 186, 92)
  static let yellow = RGB(162, 134, 56)

  static let table = ObjectTable(
    game: "space_invaders",
    entries: [
      .init(.player, colors: [green], x: 0..<160, y: 185..<195, width: 1...8, height: 10...10),
      .init(
        .shield, count: 3, colors: [RGB(181, 83, 40)], x: 42..<114, y: 157..<175, width: 1...8,
        height: 2...18),
      .init(
        .bullet, count: 3, colors: [RGB(142, 142, 142)], x: 0..<160, y: 23..<195, width: 1...1,
        height: 1...13),
      .init(
        .satellite, colors: [RGB(151, 25, 122)], x: 0..<160, y: 12..<20, width: 1...7,
        height: 8...8),
      .init(
        .alien, count: 36, colors: [RGB(134, 134, 29)], x: 0..<160, y: 31..<195, width: 1...8,
        height: 1...10),
      .init(
        .p1Score, hud: true, colors: [green], x: 4..<64, y: 10..<20, width: 60...60,
        height: 10...10, value: 0...9999),
      .init(
        .p2Score, hud: true, colors: [yellow], x: 84..<144, y: 10..<20, width: 60...60,
        height: 10...10, value: 0...9999),
      .init(
        .lives, hud: true, colors: [yellow], x: 84..<96, y: 185..<195, width: 12...12,
        height: 10...10, value: 0...255, hasValueInCompat: true),
    ])

  /// `Player`, `Satellite`, then aliens, shields and bullets, each numbered from 0 without gaps.
  static func observe(
    _ slots: borrowing ObjectSlots, into tape: inout ObservationTape,
    _ root: inout ObservationTape.Container
  ) {
    tape.appendBox(slots[Slot.player], ObservationKey(.player), to: &root)
    tape.appendBox(slots[Slot.satellite], ObservationKey(.satellite), to: &root)
    appendFamily(slots, .alien, Slot.alien..<Slot.alien + 36, into: &tape, &root)
    appendFamily(slots, .shield, Slot.shield..<Slot.shield + 3, into: &tape, &root)
    appendFamily(slots, .bullet, Slot.bullet..<Slot.bullet + 3, into: &tape, &root)
  }

  private static func appendFamily(
    _ slots: borrowing ObjectSlots, _ family: ObservationKey.Numbered, _ range: Range<Int>,
    into tape: inout ObservationTape, _ root: inout ObservationTape.Container
  ) {
    var number = 0
    for slot in range where slots[slot].isShown {
      tape.appendBox(slots[slot], ObservationKey(family, number), to: &root)
      number += 1
    }
  }
}

// MARK: - strict

extension SpaceInvaders {
  static func updateStrict(_ slots: inout ObjectSlots, ram: Span<UInt8>, hud: Bool) {
    showPlayer(&slots, ram)
    for index in 0..<3 { showShield(&slots, index, ram) }
    showBombs(&slots, ram)
    showBullet(
      &slots, Slot.bullet + 2, x: ram.number(Address.bulletX), y: ram.number(Address.bulletY), ram)
    showSatellite(&slots, ram)
    showAliens(&slots, ram)
    if hud { showDisplays(&slots, ram) }
  }

  /// The cannon moves in every other frame, after it was drawn. A new one blinks until it moves; one
  /// that was hit is 8 columns wide.
  private static func showPlayer(_ slots: inout ObjectSlots, _ ram: Span<UInt8>) {
    var x = ram.number(Address.playerX) - 1
    let hit = ram[Address.hit]
    let clock = ram[Address.clock]
    let before = slots.current(Slot.player)
    if hit == 0, clock & 1 == 0 {
      let stick = ram[Address.joystick] >> 6
      // At its end of the way, a cannon that was drawn elsewhere before has just arrived.
      if stick == 1, x != 116 || before.isShown && before.x < 116 { x -= 1 }
      if stick == 2, x != 34 || before.isShown && before.x > 34 { x += 1 }
    }
    if before.id != 0, abs(x - Int(before.x)) > 20 { slots.remove(Slot.player) }
    let isOver = ram[Address.display] & 128 != 0
    if isOver || hit == 1 && clock & 8 == 0 { return slots.conceal(Slot.player) }
    let width = hit > 1 && clock != 128 ? 8 : 7
    slots.show(
      Slot.player, columns: x..<x + width, lines: 185..<195,
      within: (x: 0..<160, y: 185..<195))
  }

  /// What the bullets have left of a shield.
  private static func showShield(_ slots: inout ObjectSlots, _ index: Int, _ ram: Span<UInt8>) {
    let slot = Slot.shield + index
    var columns: UInt8 = 0
    var lines = 0..<0
    for line in 0..<9 {
      let picture = ram[Address.shields + 9 * index + line]
      if picture == 0 { continue }
      columns |= picture
      lines = (lines.isEmpty ? line : lines.lowerBound)..<line + 1
    }
    guard columns != 0 else { return slots.remove(slot) }
    guard ram[Address.display] & 64 != 0 else { return slots.conceal(slot) }
    let left = columns.leadingZeroBitCount
    slots.show(
      slot, x: 42 + 32 * index + left, y: 157 + 2 * lines.lowerBound,
      w: 8 - left - columns.trailingZeroBitCount, h: 2 * lines.count)
  }

  /// The game swaps the two bullets of the aliens in memory; here each keeps its slot.
  private static func showBombs(_ slots: inout ObjectSlots, _ ram: Span<UInt8>) {
    let x = (ram.number(Address.bombX), ram.number(Address.bombX + 1))
    let y = (ram.number(Address.bombY), ram.number(Address.bombY + 1))
    let first = slots.current(Slot.bullet)
    let second = slots.current(Slot.bullet + 1)
    let straight =
      (isContinued(first, x.0, y.0) ? 1 : 0) + (isContinued(second, x.1, y.1) ? 1 : 0)
    let crossed =
      (isContinued(first, x.1, y.1) ? 1 : 0) + (isContinued(second, x.0, y.0) ? 1 : 0)
    let swaps = crossed > straight
    showBullet(&slots, Slot.bullet, x: swaps ? x.1 : x.0, y: swaps ? y.1 : y.0, ram)
    showBullet(&slots, Slot.bullet + 1, x: swaps ? x.0 : x.1, y: swaps ? y.0 : y.1, ram)
  }

  private static func isContinued(_ track: ObjectSlots.Track, _ x: Int, _ y: Int) -> Bool {
    track.isShown && Int(track.x) == x - 2 && y < 96
      && (-4...40).contains(2 * y + 3 - Int(track.y))
  }

  /// A bullet is a column of 4 steps of the display loop, which are of different length.
  private static func showBullet(
    _ slots: inout ObjectSlots, _ slot: Int, x: Int, y: Int, _ ram: Span<UInt8>
  ) {
    let x = x - 2
    let top = max(line(y, x: x, isTop: true, ram), playfield.y.lowerBound)
    let bottom = line(y + 4, x: x, isTop: false, ram)
    guard y < 96, top < bottom, (0..<160).contains(x) else { return slots.remove(slot) }
    let before = slots.current(slot)
    let rises = slot == Slot.bullet + 2
    if before.isShown {
      let way = rises ? Int(before.y) - top : top - Int(before.y)
      if Int(before.x) != x || way < -8 || way > 80 { slots.remove(slot) }
    }
    slots.show(slot, x: x, y: top, w: 1, h: bottom - top)
  }

  /// The line at which the display loop switches a bullet on or off in its round `y`.
  ///
  /// A round has two lines, but between the aliens some are longer and others shorter, and a column
  /// that the beam has passed by then is switched a line later.
  private static func line(_ y: Int, x: Int, isTop: Bool, _ ram: Span<UInt8>) -> Int {
    let blockY = ram.number(Address.blockY)
    let round = y - 14 - blockY
    let late: Int
    switch (round, y) {
    case (_, 95...): return 195
    case (..<(-2), _): return max(2 * y + 1, 23)
    case (-2, _): late = 0
    case (-1, _): late = isTop ? -1 : 0
    case (..<51, _):
      switch round % 9 {
      case 5: late = 1
      case 6: late = 0
      case 7: late = x < 110 ? 1 : 0
      case 8: late = isTop && x >= 113 ? -1 : 0
      default: late = 2
      }
    case (51, _): late = isTop ? 0 : 1
    case (_, ..<(blockY < 15 ? 76 : 87)): late = isTop && x >= 67 ? 0 : 1
    case (_, 76): late = x < 86 ? 2 : 1
    case (_, 86): late = x < 58 ? 1 : 0
    case (_, 87): late = isTop ? 0 : 1
    case (_, 88): late = x < 90 ? 1 : 0
    case (_, 90...): late = x < 108 ? 3 : 2
    default: late = 1
    }
    return min(2 * y + 3 + late, 195)
  }

  /// The satellite moves in every fourth frame, after it was drawn; the last move, off the screen,
  /// therefore still shows it. The value of its slot tells that it has gone.
  private static func showSatellite(_ slots: inout ObjectSlots, _ ram: Span<UInt8>) {
    let column = ram.number(Address.satelliteX)
    let before = slots.current(Slot.satellite)
    let isMove = ram[Address.clock] & 3 == 0
    guard column != 0, column != 180 else {
      if !isMove || !before.isShown || !(before.x == 0 || before.x == 150) || before.value == 1 {
        slots.remove(Slot.satellite)
      }
      return slots.setValue(Slot.satellite, 1)
    }
    slots.setValue(Slot.satellite, 0)
    var x = column - 1
    if isMove {
      let fliesRight = before.isShown ? x > Int(before.x) : x < 80
      x += fliesRight ? (before.isShown ? -1 : 0) : 1
    }
    if before.isShown, abs(x - Int(before.x)) > 60 { slots.remove(Slot.satellite) }
    slots.show(
      Slot.satellite, columns: x..<x + 7, lines: 12..<20, within: (x: 0..<160, y: 12..<20))
  }

  /// In the one pose, the third row starts a line later and the fourth ends a line earlier.
  private static func showAliens(_ slots: inout ObjectSlots, _ ram: Span<UInt8>) {
    let x = ram.number(Address.blockX) - 1
    let y = 31 + 2 * ram.number(Address.blockY)
    let isSecondPose = ram[Address.pose] & 128 == 0
    for row in 0..<6 {
      let living = ram[Address.rows + 5 - row]
      let top = y + 18 * row + (row == 2 && isSecondPose ? 1 : 0)
      let bottom = y + 18 * row + (row == 3 && isSecondPose ? 9 : 10)
      for column in 0..<6 {
        let slot = Slot.alien + 6 * row + column
        guard living >> UInt8(column) & 1 == 1 else {
          slots.remove(slot)
          continue
        }
        let before = slots.current(slot)
        if before.id != 0, top < Int(before.y) - 20 { slots.remove(slot) }
        let left = x + 16 * column
        slots.show(
          slot, columns: left..<left + 8, lines: top..<bottom, within: (x: 0..<160, y: 31..<195))
      }
    }
  }

  /// Scores give way to the satellite.
  private static func showDisplays(_ slots: inout ObjectSlots, _ ram: Span<UInt8>) {
    for player in 0..<2 {
      let slot = Slot.score + player
      if slots.current(Slot.satellite).isShown {
        slots.conceal(slot)
      } else {
        slots.show(slot, x: 4 + 80 * player, y: 10, w: 60, h: 10)
      }
      let score = Address.score + player
      slots.setValue(slot, 100 * decimal(ram.number(score)) + decimal(ram.number(score + 2)))
    }
    if ram[Address.showsLives] == 0 || ram[Address.display] & 128 != 0 {
      slots.conceal(Slot.lives)
    } else {
      slots.show(Slot.lives, x: 84, y: 185, w: 12, h: 10)
    }
    slots.setValue(Slot.lives, ram.number(Address.lives))
  }

  private static func decimal(_ byte: Int) -> Int { 10 * min(byte >> 4, 9) + min(byte & 15, 9) }
}

// MARK: - compat

extension SpaceInvaders {
  /// The boxes that OCAtari's objects are made with; the first velocities are counted from them.
  static func initializeCompat(_ slots: inout ObjectSlots, hud: Bool) {
    slots.show(Slot.player, x: 0, y: 185, w: 7, h: 10)
    for index in 0..<3 {
      slots.show(Slot.shield + index, x: 42 + 32 * index, y: 157, w: 8, h: 18)
      slots.show(Slot.bullet + index, x: 0, y: 0, w: 1, h: 10)
    }
    for index in 0..<36 { slots.show(Slot.alien + index, x: 0, y: 0, w: 8, h: 10) }
    if hud {
      slots.show(Slot.score, x: 4, y: 10, w: 60, h: 10)
      slots.show(Slot.score + 1, x: 84, y: 10, w: 60, h: 10)
      slots.show(Slot.lives, x: 84, y: 185, w: 12, h: 10)
    }
  }

  static func updateCompat(_ slots: inout ObjectSlots, ram: Span<UInt8>, hud: Bool) {
    slots.show(Slot.player, x: ram.number(Address.playerX) - 1, y: 185, w: 7, h: 10)
    var hidesShields = compatAliens(&slots, ram)
    if hidesShields == nil { hidesShields = !slots.current(Slot.shield).isShown }
    compatShields(&slots, ram, areHidden: hidesShields!)
    for index in 0..<3 { compatBullet(&slots, index, ram) }
    let satellite = ram.number(Address.satelliteX)
    let hasSatellite = satellite != 0 && satellite != 180
    if hasSatellite {
      slots.show(Slot.satellite, x: satellite - 1, y: 12, w: 7, h: 8)
    } else {
      slots.remove(Slot.satellite)
    }
    guard hud else { return }
    for player in 0..<2 {
      if hasSatellite {
        slots.conceal(Slot.score + player)
      } else {
        slots.show(Slot.score + player, x: 4 + 80 * player, y: 10, w: 60, h: 10)
      }
    }
    if ram[Address.showsLives] == 0 {
      slots.conceal(Slot.lives)
    } else {
      slots.show(Slot.lives, x: 84, y: 185, w: 12, h: 10)
    }
    slots.setValue(Slot.lives, ram.number(Address.lives))
  }

  /// The block's columns are counted from the right, so that slots shift when the last one dies. An
  /// alien is at the origin in the step in which it appears.
  ///
  /// Returns whether the shields are hidden from now on (an alien has come down to them), shown
  /// (all aliens live), or stay as they are (nil).
  private static func compatAliens(_ slots: inout ObjectSlots, _ ram: Span<UInt8>) -> Bool? {
    let x = ram.number(Address.blockX) - 1
    let y = 31 + 2 * ram.number(Address.blockY)
    var widest = 0
    var areAllAlive = true
    for row in 0..<6 {
      let living = ram.number(Address.rows + row) & 63
      widest = max(widest, living)
      if living != 63 { areAllAlive = false }
    }
    let empty = UInt8(widest).leadingZeroBitCount - 2
    var hidesShields: Bool? = areAllAlive ? false : nil
    for row in 0..<6 {
      let living = ram.number(Address.rows + 5 - row) & 63
      let top = y + 18 * row
      for column in 0..<6 {
        let slot = Slot.alien + 6 * row + column
        let wasShown = slots.current(slot).isShown
        if column >= empty, living >> (column - empty) & 1 == 1 {
          if wasShown {
            slots.show(slot, x: x + 16 * (column - empty), y: top, w: 8, h: 10)
          } else {
            slots.show(slot, x: 0, y: 0, w: 8, h: 10)
          }
        } else {
          slots.remove(slot)
        }
        if wasShown, top + 10 >= 157 { hidesShields = true }
      }
    }
    return hidesShields
  }

  /// Only whole lines count. A shield with nothing left has the height of the one before.
  private static func compatShields(
    _ slots: inout ObjectSlots, _ ram: Span<UInt8>, areHidden: Bool
  ) {
    var above = 0
    var below = 16
    for index in 0..<3 {
      let slot = Slot.shield + index
      var lines = 0..<0
      for line in 0..<9 where ram[Address.shields + 9 * index + line] != 0 {
        lines = (lines.isEmpty ? line : lines.lowerBound)..<line + 1
      }
      if !lines.isEmpty {
        above = 2 * lines.lowerBound
        below = 2 * (9 - lines.upperBound)
      }
      if areHidden {
        slots.conceal(slot)
      } else {
        slots.reappear(slot, x: 42 + 32 * index, y: 157 + above, w: 8, h: 18 - above - below)
      }
    }
  }

  /// A bullet is seen a step late: where the one before was on the screen. The value of its slot is
  /// that height.
  private static func compatBullet(_ slots: inout ObjectSlots, _ index: Int, _ ram: Span<UInt8>) {
    let slot = Slot.bullet + index
    let isBomb = index < 2
    let x = ram.number(isBomb ? Address.bombX + index : Address.bulletX) - 2
    let y = 2 * ram.number(isBomb ? Address.bombY + index : Address.bulletY) + 3
    let before = slots.current(slot)
    if 20 < before.value, before.value < 195 {
      var height = before.isShown ? Int(before.h) : 10
      if isBomb, y < 194 { height = y + height > 195 ? 194 - y : 10 }
      slots.show(slot, x: x, y: y, w: 1, h: height)
      slots.setValue(slot, y)
    } else {
      slots.setValue(slot, before.isShown ? 0 : y)
      slots.remove(slot)
    }
  }
}
