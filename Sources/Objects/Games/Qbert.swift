/// Q*bert: a pyramid of 21 cubes with a disk at each side, Q*bert, and those whom he meets: Coily,
/// who hatches from a purple ball, red and green balls, and Sam.
///
/// The others stand on five rows, the second to the sixth of the pyramid, at most one on each, and
/// change from row to row at once; only Q*bert is seen on his way. The game draws first and moves him
/// afterwards, so that the picture shows where he was a frame ago.
enum Qbert {
  enum Slot {
    static let player = 0
    /// Row by row from the top, each from the left.
    static let cube = 1
    /// The left one, then the right one.
    static let disk = 22
    static let coily = 24
    static let purpleBall = 25
    static let greenBall = 26
    static let sam = 27
    static let score = 28
    static let lives = 29
    /// OCAtari has no slots for them.
    static let redBall = 30
  }

  /// Addresses in RAM.
  ///
  /// Those named in `compat`, the colours of cubes and disks, `playerX`, `playerY`, `isFalling`,
  /// `pointer`, `columns` and `lives` are those that OCAtari 2.2.1 reads. The others are our own
  /// findings from the pixels of 46,000 frames, up to the sixth round.
  enum Address {
    /// Counts frames down from 4 to 0, over and over.
    static let clock = 0
    /// Colour of the sides of all cubes; 0 while nothing is drawn.
    static let sides = 2
    /// Lives beside the one in play; 255 after the last one.
    static let lives = 8
    /// Where Q*bert's picture begins in the ROM, counted so that it grows with his place.
    static let pointer = 33
    static let playerX = 43
    /// How far a leap is: from 25 to 0 on the way up, from 254 to 229 on the way down.
    static let leap = 55
    /// 255 while Q*bert falls.
    static let isFalling = 59
    static let playerY = 67
    /// 0 where the leap goes to the left.
    static let leapsRight = 84
    /// Columns of those on the five rows, half a cube wide; see `column`.
    static let columns = 75
    /// Six decimal digits.
    static let score = 89
    /// What is drawn on the rows, in this order: 0–2, then 4, then 3.
    static let pictures = 92
    /// Counted from 0.
    static let round = 99
    /// Colours of those on the five rows.
    static let colors = 107
    static let disks = (left: 112, right: 122)
    /// Q*bert's picture: 201 in a leap, 41 in a fall.
    static let playerPicture = 126

    /// For `compat` alone.
    static let coilyRow = 39
    static let pose = 56
    static let coilyColumn = 71
    static let hop = 74
    static let greenTrigger = 103
    static let samTrigger = 105
    static let hidesPurple = 119
  }

  /// Numbers kept between steps.
  enum Memory {
    /// `strict`: colours that cubes have shown in this round, in the order in which they appeared.
    static let color = 0
    static let round = 3
    /// `strict`: Q*bert's column, the clock and the leap of the step before, and how far the pointer to
    /// his picture was from his place.
    static let playerX = 4
    static let clock = 5
    static let leap = 6
    static let phase = 7
    /// `strict`: 1 while Q*bert falls, 2 if he is high; else 0.
    static let fall = 17
    /// `strict`: his line of the step before.
    static let playerY = 18
    /// `compat`: what OCAtari keeps in variables of its module.
    static let coilyX = 8
    static let coilyRow = 9
    static let sam = 10
    static let purple = 11
    static let green = 12
    static let hop = 13
    static let lives = 14
    static let samTrigger = 15
    static let greenTrigger = 16
  }

  static let rows = 5
  /// The left corner and the top line of each cube's top.
  static let cubes: [(x: Int, y: Int)] = [
    (68, 34), (56, 62), (84, 62), (44, 91), (68, 91), (96, 91), (32, 120), (56, 120), (84, 120),
    (108, 120), (20, 149), (44, 149), (68, 149), (96, 149), (120, 149), (8, 178), (32, 178),
    (56, 178), (84, 178), (108, 178), (132, 178),
  ]
  /// Where the colour of each cube is.
  static let cubeColors = [
    21, 52, 54, 83, 85, 87, 98, 100, 102, 104, 1, 3, 5, 7, 9, 32, 34, 36, 38, 40, 42,
  ]
  static let disks = [(x: 12, y: 138), (x: 140, y: 138)]

  private static let purple = RGB(146, 70, 192)
  private static let green = RGB(50, 132, 50)
  private static let yellow = RGB(210, 210, 64)

  static let table = ObjectTable(
    game: "qbert",
    entries: [
      .init(
        .player, colors: [RGB(181, 83, 40)], x: 0..<160, y: 10..<210, width: 1...8,
        height: 1...22),
      .init(
        .cube, count: 21, colors: [RGB(45, 87, 176)], x: 8..<152, y: 34..<183, width: 20...20,
        height: 5...5, value: 0...2),
      .init(
        .disk, count: 2, colors: [RGB(24, 59, 157)], x: 12..<148, y: 138..<140, width: 8...8,
        height: 2...2),
      .init(
        .coily, colors: [purple], x: 13..<147, y: 39..<176, width: 8...8, height: 15...21),
      .init(
        .purpleBall, colors: [purple], x: 14..<147, y: 40..<176, width: 7...7, height: 6...9),
      .init(
        .greenBall, colors: [green], x: 14..<147, y: 40..<176, width: 7...7, height: 6...9),
      .init(.sam, colors: [green], x: 13..<147, y: 42..<176, width: 8...8, height: 18...18),
      .init(
        .score, hud: true, colors: [yellow], x: 34..<71, y: 6..<13, width: 36...37,
        height: 7...7, value: 0...999_999),
      .init(
        .lives, hud: true, colors: [yellow], x: 33..<57, y: 16..<28, width: 8...24,
        height: 12...12, value: 0...2),
      .init(
        .redBall, count: 3, colors: [RGB(223, 183, 85)], x: 14..<147, y: 40..<176, width: 7...7,
        height: 6...9),
    ])

  /// `Player`; `Enemies` (Coily, purple and red balls) and `Friendlies` (Sam, green ball) with their
  /// `type`; `Disks`; `lives`; in `strict` also `Cubes` with their `state`, and `round`.
  static func observe(
    _ slots: borrowing ObjectSlots, lives: Int, mode: ObjectMode,
    into tape: inout ObservationTape, _ root: inout ObservationTape.Container
  ) {
    tape.appendBox(slots[Slot.player], ObservationKey(.player), to: &root)
    var enemies = Optional<ObservationTape.Container>.none
    append(slots[Slot.coily], .coily, to: &enemies, .enemies, &tape)
    append(slots[Slot.purpleBall], .purpleBall, to: &enemies, .enemies, &tape)
    for slot in Slot.redBall..<Slot.redBall + 3 {
      append(slots[slot], .redBall, to: &enemies, .enemies, &tape)
    }
    close(enemies, &tape, &root)
    var friendlies = Optional<ObservationTape.Container>.none
    append(slots[Slot.sam], .sam, to: &friendlies, .friendlies, &tape)
    append(slots[Slot.greenBall], .greenBall, to: &friendlies, .friendlies, &tape)
    close(friendlies, &tape, &root)
    var disks = Optional<ObservationTape.Container>.none
    for slot in Slot.disk..<Slot.disk + 2 where slots[slot].isShown {
      if disks == nil { disks = tape.open(.list, ObservationKey(.disks)) }
      var entry = tape.open(.dictionary)
      tape.append(Int(slots[slot].x), .x)
      tape.append(Int(slots[slot].y), .y)
      tape.append(Int(slots[slot].w), .w)
      tape.append(Int(slots[slot].h), .h)
      entry.entries = 4
      tape.close(entry)
      disks!.entries += 1
    }
    close(disks, &tape, &root)
    tape.append(lives, .lives)
    root.entries += 1
    guard mode == .strict else { return }
    var list = Optional<ObservationTape.Container>.none
    for slot in Slot.cube..<Slot.cube + cubes.count where slots[slot].isShown {
      if list == nil { list = tape.open(.list, ObservationKey(.cubes)) }
      var entry = tape.open(.dictionary)
      tape.append(Int(slots[slot].x), .x)
      tape.append(Int(slots[slot].y), .y)
      tape.append(Int(slots[slot].value), .state)
      entry.entries = 3
      tape.close(entry)
      list!.entries += 1
    }
    close(list, &tape, &root)
    tape.append(Int(slots.memory[Memory.round]), .round)
    root.entries += 1
  }

  private static func append(
    _ track: ObjectSlots.Track, _ type: ObservationKey.Word,
    to list: inout ObservationTape.Container?, _ key: ObservationKey.Word,
    _ tape: inout ObservationTape
  ) {
    guard track.isShown else { return }
    if list == nil { list = tape.open(.list, ObservationKey(key)) }
    tape.appendBox(track, type: type, to: &list!)
  }

  private static func close(
    _ list: ObservationTape.Container?, _ tape: inout ObservationTape,
    _ root: inout ObservationTape.Container
  ) {
    guard let list else { return }
    tape.close(list)
    root.entries += 1
  }
}

// MARK: - strict

extension Qbert {
  static func updateStrict(_ slots: inout ObjectSlots, ram: Span<UInt8>, hud: Bool) {
    guard ram[Address.sides] != 0 else {
      for slot in 0..<slots.count { slots.remove(slot) }
      return
    }
    if hud { showDisplays(&slots, ram) }
    showPlayer(&slots, ram)
    showCubes(&slots, ram)
    for (index, address) in [Address.disks.left, Address.disks.right].enumerated() {
      let slot = Slot.disk + index
      if ram[address] == 0 {
        slots.remove(slot)
      } else {
        slots.setTint(slot, RGB(paletteIndex: ram[address]))
        slots.show(slot, x: disks[index].x, y: disks[index].y, w: 8, h: 2)
        // Colours count down; this is the one after black.
        if ram[address] == 234 { slots.conceal(slot) }
      }
    }
    // When a life is lost, the others are drawn for one more frame.
    if ram[Address.playerPicture] != 52 { showOthers(&slots, ram) }
  }

  /// A cube's state is how many new colours it has had in this round. A round begins with one colour
  /// for all.
  private static func showCubes(_ slots: inout ObjectSlots, _ ram: Span<UInt8>) {
    let first = Int16(ram[cubeColors[0]])
    var isUniform = true
    for address in cubeColors where Int16(ram[address]) != first { isUniform = false }
    if isUniform {
      for place in 0..<3 { slots.memory[Memory.color + place] = place == 0 ? first : -1 }
    }
    slots.memory[Memory.round] = Int16(ram[Address.round])
    for (index, address) in cubeColors.enumerated() {
      let slot = Slot.cube + index
      let color = Int16(ram[address])
      guard color != 0 else {
        slots.remove(slot)
        continue
      }
      var state = 0
      while state < 2, slots.memory[Memory.color + state] != color {
        if slots.memory[Memory.color + state] <= 0 {
          slots.memory[Memory.color + state] = color
        } else {
          state += 1
          if slots.memory[Memory.color + state] <= 0 {
            slots.memory[Memory.color + state] = color
          }
        }
      }
      slots.setValue(slot, state)
      slots.setTint(slot, RGB(paletteIndex: ram[address]))
      slots.show(slot, x: cubes[index].x, y: cubes[index].y, w: 20, h: 5)
    }
  }

  /// The line of Coily's head, when he stands upright, on each row.
  private static let heads: InlineArray<5, Int> = [39, 67, 96, 126, 155]

  /// What stands on the rows. One that is seen on a higher row than before is another one, apart
  /// from Coily, who climbs; and so is one that is more than a row away.
  private static func showOthers(_ slots: inout ObjectSlots, _ ram: Span<UInt8>) {
    var isSeen = InlineArray<33, Bool>(repeating: false)
    for row in 0..<rows {
      let picture = ram.number(Address.pictures + (row < 3 ? row : 7 - row))
      guard var (lines, height) = figure(picture) else { continue }
      let color = ram[Address.colors + row]
      let column = column(ram.number(Address.columns + row), row: row)
      guard (0...10).contains(column) else { continue }
      let isBall = height < 15
      // On the left of the lowest row, Coily's first line is not drawn.
      if row == 4, column <= 2, picture == 59 { (lines, height) = (1, 20) }
      let slot: Int
      switch (picture, color) {
      case (38, _): slot = Slot.sam
      case (_, _) where !isBall: slot = Slot.coily
      case (_, 102): slot = Slot.purpleBall
      case (_, 196): slot = Slot.greenBall
      default: slot = redSlot(slots, row, isSeen)
      }
      if slot < 0 || isSeen[slot] { continue }
      isSeen[slot] = true
      let y = heads[row] + lines - (row == 3 && column >= 7 ? 1 : 0)
      let before = slots.current(slot)
      let climbs = Int(before.y) - y
      if before.id != 0, abs(climbs) > 45 || slot != Slot.coily && climbs > 16 {
        slots.remove(slot)
      }
      if slot >= Slot.redBall { slots.setTint(slot, RGB(paletteIndex: color)) }
      slots.show(
        slot, x: x(column: column) + (isBall ? 1 : 0), y: y, w: isBall ? 7 : 8, h: height)
    }
    for slot in Slot.coily...Slot.sam where !isSeen[slot] { slots.remove(slot) }
    for slot in Slot.redBall..<Slot.redBall + 3 where !isSeen[slot] { slots.remove(slot) }
  }

  /// The slot of the red ball that stood on this row or the one above; else a free one.
  private static func redSlot(
    _ slots: borrowing ObjectSlots, _ row: Int, _ isSeen: InlineArray<33, Bool>
  ) -> Int {
    var free = -1
    for slot in Slot.redBall..<Slot.redBall + 3 where !isSeen[slot] {
      let track = slots[slot]
      if track.id == 0 {
        if free < 0 { free = slot }
      } else if (heads[max(0, row - 1)] - 2...heads[row] + 20).contains(Int(track.y)) {
        return slot
      }
    }
    return free
  }

  /// The first line of a picture below Coily's head, and its height; nil where there is none.
  private static func figure(_ picture: Int) -> (lines: Int, height: Int)? {
    switch picture {
    case 0: (15, 6)
    case 17: (1, 9)
    case 38: (3, 18)
    case 59: (0, 21)
    case 81: (3, 18)
    case 102: (6, 15)
    default: nil
    }
  }

  /// A row's columns are all even or all odd; memory has those at its ends nearer to the middle.
  private static func column(_ value: Int, row: Int) -> Int {
    value & 1 == row & 1 ? value : value < 4 ? value - 1 : value + 1
  }

  private static func x(column: Int) -> Int {
    12 * column + (column == 0 ? 13 : column < 6 ? 14 : 18)
  }

  /// Displays give way to a player on the upper two rows.
  private static func showDisplays(_ slots: inout ObjectSlots, _ ram: Span<UInt8>) {
    var score = 0
    for index in 0..<3 {
      let byte = ram.number(Address.score + index)
      score = 100 * score + 10 * min(byte >> 4, 9) + min(byte & 15, 9)
    }
    slots.setValue(Slot.score, score)
    let lives = ram.number(Address.lives)
    slots.setValue(Slot.lives, lives < 3 ? lives : 0)
    if lineBefore(slots, ram) < 55 {
      slots.conceal(Slot.score)
      return slots.conceal(Slot.lives)
    }
    // Five digits; a 1 is narrower on its left.
    let isNarrow = score / 10_000 % 10 == 1
    slots.show(Slot.score, x: isNarrow ? 35 : 34, y: 6, w: isNarrow ? 36 : 37, h: 7)
    if lives < 3 {
      slots.show(Slot.lives, x: 33, y: 16, w: 8 * lives + 8, h: 12)
    } else {
      slots.conceal(Slot.lives)
    }
  }
}
