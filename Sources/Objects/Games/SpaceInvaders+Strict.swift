/// `strict`: what the picture of the frame shows.
extension SpaceInvaders {
  /// What a bullet hit in the last frame, after the frame was drawn: the picture still has the bullet
  /// and what it hit.
  private static func target(_ ram: Span<UInt8>) -> ObjectCategory? {
    if ram[Address.shieldHit] & 128 != 0 { return .shield }
    return switch (ram[Address.lastCall], ram[Address.lastCall + 1]) {
    case (22, 244): .alien
    case (159, 243): .satellite
    default: nil
    }
  }

  static func updateStrict(_ slots: inout ObjectSlots, ram: Span<UInt8>, hud: Bool) {
    showPlayer(&slots, ram)
    showSatellite(&slots, ram)
    for index in 0..<3 { showShield(&slots, index, ram) }
    showBombs(&slots, ram)
    showBullet(
      &slots, Slot.bullet + 2, x: ram.number(Address.bulletX), y: ram.number(Address.bulletY), ram)
    showAliens(&slots, ram)
    if hud { showDisplays(&slots, ram) }
    slots.memory[Memory.clock] = Int16(ram[Address.clock])
    slots.memory[Memory.marchesRight] = Int16(ram[Address.display] >> 1 & 1)
  }

  /// The cannon moves after it was drawn. A new one blinks until it moves; one that was hit is 8
  /// columns wide.
  private static func showPlayer(_ slots: inout ObjectSlots, _ ram: Span<UInt8>) {
    let drawn = ram[Address.drawnX]
    let x = 15 * Int(drawn & 15) + 6 - Int(Int8(bitPattern: drawn) >> 4)
    let hit = ram[Address.hit]
    let clock = ram[Address.clock]
    let before = slots.current(Slot.player)
    let isNext = slots.memory[Memory.hit] > 1 && hit <= 1
    slots.memory[Memory.hit] = Int16(hit)
    if before.id != 0, isNext || abs(x - Int(before.x)) > 20 { slots.remove(Slot.player) }
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
      slots.memory[Memory.shields + 9 * index + line] = Int16(picture)
      if picture == 0 { continue }
      columns |= picture
      lines = (lines.isEmpty ? line : lines.lowerBound)..<line + 1
    }
    let isDrawn = ram[Address.display] & 64 != 0
    if isDrawn, target(ram) == .shield, slots.current(slot).isShown { return }
    guard columns != 0 else { return slots.remove(slot) }
    guard isDrawn else { return slots.conceal(slot) }
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
    track.isShown && Int(track.x) == x - 2
      && (y >= 96 || (-4...40).contains(2 * y + 3 - Int(track.y)))
  }

  /// A bullet is a column of 4 rounds of the display loop. The value of its slot is the first of them,
  /// or −1 after its last picture.
  private static func showBullet(
    _ slots: inout ObjectSlots, _ slot: Int, x: Int, y: Int, _ ram: Span<UInt8>
  ) {
    let before = slots.current(slot)
    let rises = slot == Slot.bullet + 2
    let isTracked = before.isShown && before.value >= 0
    if y < 96 {
      place(&slots, slot, x: x - 2, y: y, ram)
    } else if let way = lastWay(slots, rises: rises, ram), isTracked || y == 127 {
      if isTracked, !rises || Int(before.x) == x - 2 {
        place(&slots, slot, x: Int(before.x), y: Int(before.value) + way, ram)
      } else {  // Into the shield above as soon as it was fired.
        place(&slots, slot, x: x - 2, y: ram[Address.fires] == 246 ? 85 : 83, ram)
      }
      slots.setValue(slot, -1)
    } else {
      slots.remove(slot)
    }
  }

  /// How far a bullet that memory has lost went until its last picture, if that was in the last frame.
  ///
  /// Bullets move in one frame and are drawn in the next, that of the cannon on odd counts. They end
  /// in the frame that draws them, except where they leave the field.
  private static func lastWay(
    _ slots: borrowing ObjectSlots, rises: Bool, _ ram: Span<UInt8>
  ) -> Int? {
    let clock = ram.number(Address.clock)
    let frames = (Int(slots.memory[Memory.clock]) - clock) & 255
    guard clock & 1 == (rises ? 1 : 0), frames == 1 || target(ram) != nil else { return nil }
    return frames > 32 ? 0 : frames / 2 * (rises ? -2 : 1)  // A new wave sets the clock.
  }

  private static func place(
    _ slots: inout ObjectSlots, _ slot: Int, x: Int, y: Int, _ ram: Span<UInt8>
  ) {
    let hidesScores = slots.memory[Memory.hidesScores] != 0
    let top = line(y, x: x, isTop: true, hidesScores: hidesScores, ram)
    let bottom = line(y + 4, x: x, isTop: false, hidesScores: hidesScores, ram)
    guard top < bottom, (0..<160).contains(x) else { return slots.remove(slot) }
    let before = slots.current(slot)
    let rises = slot == Slot.bullet + 2
    if before.isShown {
      let way = rises ? Int(before.y) - top : top - Int(before.y)
      if Int(before.x) != x || way < -8 || way > 80 { slots.remove(slot) }
    }
    slots.show(slot, x: x, y: top, w: 1, h: bottom - top)
    slots.setValue(slot, y)
  }

  /// The line at which the display loop switches a bullet on or off in its round `y`.
  ///
  /// A round has two lines, but some are longer and others shorter: between the rows of aliens, where
  /// the shields begin and end, and where the loop draws the satellite instead of the scores. A
  /// column that the beam has passed by then is switched a line later.
  private static func line(
    _ y: Int, x: Int, isTop: Bool, hidesScores: Bool, _ ram: Span<UInt8>
  ) -> Int {
    let hasShields = ram[Address.display] & 64 != 0
    let round = y - 14 - ram.number(Address.blockY)
    let blockEnd = 9 * rowsOfBlock(ram) - 3
    let late: Int
    switch (round, y) {
    case (_, 95...): return 195
    case (_, 90...): late = x < (isTop ? 109 : 112) ? 3 : 2
    case (_, 89): late = 1
    case (_, 88): late = x < (hasShields ? 88 : 112) ? 1 : 0
    case (_, ..<11) where !hidesScores: return playfield.y.lowerBound
    case (_, ..<7): return max(y + 5, 8)
    case (_, ..<11): return 2 * y + (x < 52 ? 1 : 0)
    case (..<(-2), _): late = isTop && x >= 70 && y > 11 ? -3 : -2
    case (-2, _): late = 0
    case (-1, _): late = isTop ? -1 : 0
    case (..<blockEnd, _):
      switch round % 9 {
      case 5: late = 1
      case 6: late = 0
      case 7: late = x < 112 ? 1 : 0
      case 8: late = isTop && x >= 115 ? -1 : 0
      default: late = 2
      }
    case (blockEnd, _): late = isTop ? 0 : 1
    case (_, 76) where hasShields: late = x < (isTop ? 85 : 88) ? 2 : 1
    case (_, 77...85) where hasShields: late = 1
    case (_, 86) where hasShields: late = x < 58 ? 1 : 0
    case (_, 87) where hasShields: late = isTop && x >= 31 ? 0 : 1
    default: late = isTop && x >= 67 ? 0 : 1
    }
    return 2 * y + 3 + late
  }

  /// How many rows the display loop goes through: down to the last one with an alien.
  private static func rowsOfBlock(_ ram: Span<UInt8>) -> Int {
    for row in 0..<6 where ram[Address.rows + row] & 63 != 0 { return 6 - row }
    return 0
  }

  /// What the satellite does; a burst is no object.
  private enum SatelliteState: Int16 {
    case away, flies, bursts
  }

  /// The satellite moves in every fourth frame, after it was drawn; the last move, off the screen,
  /// therefore still shows it, and so does the frame in which it is hit. A burst ends in such a frame
  /// too.
  private static func showSatellite(_ slots: inout ObjectSlots, _ ram: Span<UInt8>) {
    let column = ram.number(Address.satelliteX)
    let before = slots.current(Slot.satellite)
    let last = SatelliteState(rawValue: slots.memory[Memory.satellite])
    let isMove = ram[Address.clock] & 3 == 0
    let state: SatelliteState =
      switch (column, ram[Address.burst] & 63) {
      case (0, _), (180, _): .away
      case (_, 57): .bursts
      default: .flies
      }
    slots.memory[Memory.satellite] = state.rawValue
    let isAtEnd = before.isShown && !(3..<148).contains(before.x)
    let hasLeft = state == .away && isMove && (last == .bursts || last == .flies && isAtEnd)
    slots.memory[Memory.hidesScores] = state != .away || hasLeft ? 1 : 0
    var x = column - 1
    if state == .flies || state == .bursts && target(ram) == .satellite {
      if isMove {
        let fliesRight = before.isShown ? x > Int(before.x) : x < 80
        x += fliesRight ? (before.isShown ? -1 : 0) : 1
      }
      if before.isShown, abs(x - Int(before.x)) > 60 { slots.remove(Slot.satellite) }
    } else if hasLeft, isAtEnd {
      x = before.x < 80 ? 0 : 150
    } else {
      return slots.remove(Slot.satellite)
    }
    slots.show(
      Slot.satellite, columns: x..<x + 7, lines: 12..<20, within: (x: 0..<160, y: 12..<20))
  }

  /// In the one pose, the third row starts a line later and the fourth ends a line earlier.
  private static func showAliens(_ slots: inout ObjectSlots, _ ram: Span<UInt8>) {
    let x = ram.number(Address.blockX) - 1
    let y = 31 + 2 * ram.number(Address.blockY)
    let isSecondPose = ram[Address.pose] & 128 == 0
    let dead = deadColumns(&slots, ram)
    for row in 0..<6 {
      let living = (ram.number(Address.rows + 5 - row) & 63) << dead
      let top = y + 18 * row + (row == 2 && isSecondPose ? 1 : 0)
      let bottom = y + 18 * row + (row == 3 && isSecondPose ? 9 : 10)
      for column in 0..<6 {
        let slot = Slot.alien + 6 * row + column
        let before = slots.current(slot)
        let isDrawn = before.isShown && target(ram) == .alien
        guard living >> column & 1 == 1 || isDrawn else {
          slots.remove(slot)
          continue
        }
        if before.id != 0, top < Int(before.y) - 20 { slots.remove(slot) }
        let left = x + 16 * (column - dead)
        slots.show(
          slot, columns: left..<left + 8, lines: top..<bottom, within: (x: 0..<160, y: 31..<195))
      }
    }
  }

  /// How many columns the block has lost on the left. When one dies, memory shifts all others into its
  /// place.
  private static func deadColumns(_ slots: inout ObjectSlots, _ ram: Span<UInt8>) -> Int {
    var columns = 0
    for row in 0..<6 { columns |= ram.number(Address.rows + row) & 63 }
    let x = ram.number(Address.blockX)
    var dead = Int(slots.memory[Memory.deadColumns])
    let lost = (x - Int(slots.memory[Memory.blockX]) + 8) / 16
    if lost > 0, columns > 0, columns << lost & ~Int(slots.memory[Memory.blockColumns]) == 0 {
      dead += lost
    }
    if columns << dead > 63 { dead = 0 }  // Another wave.
    slots.memory[Memory.blockX] = Int16(x)
    slots.memory[Memory.blockColumns] = Int16(columns)
    slots.memory[Memory.deadColumns] = Int16(dead)
    return dead
  }

  /// Scores give way to the satellite.
  private static func showDisplays(_ slots: inout ObjectSlots, _ ram: Span<UInt8>) {
    for player in 0..<2 {
      let slot = Slot.score + player
      if slots.memory[Memory.hidesScores] != 0 {
        slots.conceal(slot)
      } else {
        slots.show(slot, x: 4 + 80 * player, y: 10, w: 60, h: 10)
      }
      let score = Address.score + player
      slots.setValue(slot, 100 * ram.decimal(score) + ram.decimal(score + 2))
    }
    if ram[Address.showsLives] == 0 || ram[Address.display] & 128 != 0 {
      slots.conceal(Slot.lives)
    } else {
      slots.show(Slot.lives, x: 84, y: 185, w: 12, h: 10)
    }
    slots.setValue(Slot.lives, ram.number(Address.lives))
  }
}
