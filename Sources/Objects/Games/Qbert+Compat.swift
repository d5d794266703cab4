extension Qbert {
  /// The boxes that OCAtari's objects are made with; the first velocities are counted from them.
  static func initializeCompat(_ slots: inout ObjectSlots) {
    slots.show(Slot.player, x: 78, y: 103, w: 8, h: 20)
    for (index, cube) in cubes.enumerated() {
      slots.show(Slot.cube + index, x: cube.x, y: cube.y, w: 20, h: 5)
    }
    for (index, disk) in disks.enumerated() {
      slots.show(Slot.disk + index, x: disk.x, y: disk.y, w: 8, h: 2)
    }
    for place in [Memory.sam, Memory.purple, Memory.green] { slots.memory[place] = -1 }
    slots.memory[Memory.lives] = 2
  }

  static func updateCompat(_ slots: inout ObjectSlots, ram: Span<UInt8>, hud: Bool) {
    // Overlaps are tested with the player of the step before where he has just gone.
    let hadPlayer = slots.current(Slot.player).isShown
    compatPlayer(&slots, ram)
    let hasPlayer = hadPlayer || slots.current(Slot.player).isShown
    for (index, address) in cubeColors.enumerated() {
      slots.setTint(Slot.cube + index, RGB(paletteIndex: ram[address]))
      slots.show(Slot.cube + index, x: cubes[index].x, y: cubes[index].y, w: 20, h: 5)
    }
    for (index, address) in [Address.disks.left, Address.disks.right].enumerated() {
      if ram[address] == 0 {
        slots.remove(Slot.disk + index)
      } else {
        slots.setTint(Slot.disk + index, RGB(paletteIndex: ram[address]))
        slots.show(Slot.disk + index, x: disks[index].x, y: disks[index].y, w: 8, h: 2)
      }
    }
    compatCoily(&slots, ram)
    compatBallsAndSam(&slots, ram, hasPlayer: hasPlayer)
    guard hud else { return }
    slots.remove(Slot.score)
    slots.show(Slot.score, x: 34, y: 6, w: 37, h: 7)
    slots.remove(Slot.lives)
    let lives = ram.number(Address.lives)
    if lives < 3 { slots.show(Slot.lives, x: 33, y: 16, w: 8 * lives + 8, h: 12) }
  }

  private static func compatPlayer(_ slots: inout ObjectSlots, _ ram: Span<UInt8>) {
    let y = ram.number(Address.playerY)
    guard y > 16, y < 210 else { return slots.remove(Slot.player) }
    let before = slots.current(Slot.player)
    if ram[Address.isFalling] == 255 {
      slots.show(
        Slot.player, x: before.isShown ? Int(before.x) : 78, y: ram.number(Address.pointer) - 52,
        w: 8, h: 20)
    } else {
      let lead = y < 70 ? 8 : y < 100 ? 7 : 6
      slots.show(Slot.player, x: ram.number(Address.playerX) - 3, y: y - lead, w: 8, h: 20)
    }
  }

  /// Coily's column is taken over only when his row changes.
  private static func compatCoily(_ slots: inout ObjectSlots, _ ram: Span<UInt8>) {
    let row = ram.number(Address.coilyRow)
    guard row != 255 else {
      slots.remove(Slot.coily)
      slots.memory[Memory.coilyX] = 0
      slots.memory[Memory.coilyRow] = 0
      return
    }
    if Int(slots.memory[Memory.coilyRow]) != row {
      slots.memory[Memory.coilyX] = Int16(compatX(ram.number(Address.coilyColumn)))
      slots.memory[Memory.coilyRow] = Int16(row)
    }
    let lines =
      switch ram[Address.pose] {
      case 1, 9...: 6
      case 4...6: 11
      default: 9
      }
    let height = lines == 6 ? 21 : lines == 11 ? 16 : 18
    slots.show(
      Slot.coily, x: Int(slots.memory[Memory.coilyX]), y: 30 * row + lines, w: 8, h: height)
  }

  private static func compatBallsAndSam(
    _ slots: inout ObjectSlots, _ ram: Span<UInt8>, hasPlayer: Bool
  ) {
    let lives = Int16(ram[Address.lives])
    let hop = Int16(ram[Address.hop])
    if slots.memory[Memory.lives] != lives {
      for place in [Memory.sam, Memory.purple, Memory.green] { slots.memory[place] = -1 }
      slots.memory[Memory.lives] = lives
      slots.memory[Memory.hop] = hop
      for slot in [Slot.purpleBall, Slot.greenBall, Slot.sam] { slots.remove(slot) }
      return
    }
    guard hop != 0 else { return }
    if slots.memory[Memory.hop] != hop {
      slots.memory[Memory.hop] = hop
      for place in [Memory.sam, Memory.purple, Memory.green] where slots.memory[place] >= 0 {
        slots.memory[place] += 1
      }
    }
    let hadSam = slots.current(Slot.sam).isShown
    compatGreenBall(&slots, ram, hasPlayer: hasPlayer)
    compatPurpleBall(&slots, ram)
    compatSam(&slots, ram, hasPlayer: hasPlayer, hadSam: hadSam)
  }

  private static func compatGreenBall(
    _ slots: inout ObjectSlots, _ ram: Span<UInt8>, hasPlayer: Bool
  ) {
    let trigger = Int16(ram[Address.greenTrigger])
    if slots.memory[Memory.greenTrigger] != trigger {
      if trigger == 17 { slots.memory[Memory.green] = 0 }
      slots.memory[Memory.greenTrigger] = trigger
    } else if slots.memory[Memory.green] > 4 {
      slots.memory[Memory.green] = -1
    }
    var row = Int(slots.memory[Memory.green])
    guard (0..<5).contains(row) else { return slots.remove(Slot.greenBall) }
    let x = compatX(ram.number(Address.columns + row))
    if hasPlayer, isNear(slots, x, 30 * row + 37 - row, by: 9) {
      // The one who vanishes is Sam.
      slots.remove(Slot.sam)
      slots.memory[Memory.green] = -1
      row = -1
    }
    compatBall(&slots, Slot.greenBall, row, ram)
  }

  private static func compatPurpleBall(_ slots: inout ObjectSlots, _ ram: Span<UInt8>) {
    if ram[Address.hidesPurple] != 0 {
      slots.remove(Slot.purpleBall)
      slots.memory[Memory.purple] = -1
    } else if slots.memory[Memory.purple] < 0, !slots.current(Slot.coily).isShown {
      slots.memory[Memory.purple] = 0
    } else if slots.memory[Memory.purple] > 4 {
      slots.memory[Memory.purple] = -1
    }
    let row = Int(slots.memory[Memory.purple])
    guard (0..<5).contains(row) else { return slots.remove(Slot.purpleBall) }
    if Int(slots.memory[Memory.green]) == row {
      slots.memory[Memory.purple] = -1
    } else {
      compatBall(&slots, Slot.purpleBall, row, ram)
    }
  }

  /// Row −1 stands for the byte before the columns.
  private static func compatBall(
    _ slots: inout ObjectSlots, _ slot: Int, _ row: Int, _ ram: Span<UInt8>
  ) {
    let isLow = ram[Address.pose] < 7
    slots.show(
      slot, x: compatX(ram.number(Address.columns + row)) + 1,
      y: 30 * (row + 1) + (isLow ? 23 : 9) - row, w: 7, h: isLow ? 6 : 9)
  }

  private static func compatSam(
    _ slots: inout ObjectSlots, _ ram: Span<UInt8>, hasPlayer: Bool, hadSam: Bool
  ) {
    let trigger = Int16(ram[Address.samTrigger])
    if slots.memory[Memory.samTrigger] != trigger {
      if trigger == 6 { slots.memory[Memory.sam] = 0 }
      slots.memory[Memory.samTrigger] = trigger
    }
    var row = Int(slots.memory[Memory.sam])
    if (0..<5).contains(row) {
      // One who was taken away in this very step does not come back in it.
      var isThere = slots.current(Slot.sam).isShown || !hadSam
      let x = compatX(ram.number(Address.columns + row))
      if hasPlayer, isNear(slots, x, 30 * row + 42 - row, by: 7) {
        isThere = false
        slots.memory[Memory.sam] = -1
        row = -1
      }
      if isThere {
        slots.show(
          Slot.sam, x: compatX(ram.number(Address.columns + row)), y: 30 * (row + 1) + 12 - row,
          w: 8, h: 18)
      } else {
        slots.remove(Slot.sam)
      }
    } else {
      slots.remove(Slot.sam)
    }
    if slots.memory[Memory.sam] > 4 { slots.memory[Memory.sam] = -1 }
  }

  private static func isNear(
    _ slots: borrowing ObjectSlots, _ x: Int, _ y: Int, by distance: Int
  ) -> Bool {
    let player = slots[Slot.player]
    return abs(x - Int(player.x)) < distance && abs(y - Int(player.y)) < distance
  }

  private static func compatX(_ column: Int) -> Int {
    12 * column + (column == 0 ? 13 : column < 6 ? 14 : 18)
  }
}
