extension Seaquest {
  /// The boxes that OCAtari's objects are made with; the first velocities are counted from them. The
  /// oxygen and the collected divers are there without displays too.
  static func initializeCompat(_ slots: inout ObjectSlots, hud: Bool) {
    slots.show(Slot.player, x: 76, y: 46, w: 16, h: 11)
    slots.show(Slot.oxygenBar, x: 49, y: 170, w: 63, h: 5)
    for index in 0..<6 { slots.show(Slot.collectedDiver + index, x: 0, y: 0, w: 8, h: 9) }
    if hud {
      slots.show(Slot.score, x: 99, y: 9, w: 6, h: 8)
      slots.show(Slot.lives, x: 58, y: 22, w: 23, h: 8)
      slots.show(Slot.oxygenBarDepleted, x: 49, y: 170, w: 63, h: 5)
    }
  }

  static func updateCompat(_ slots: inout ObjectSlots, ram: Span<UInt8>, hud: Bool) {
    compatPlayer(&slots, ram)
    for lane in 0..<laneCount {
      compatFormation(&slots, lane, ram)
      compatDiver(&slots, lane, ram)
    }
    let surfaceX = ram.number(Address.surfaceX)
    if ram[Address.surfaceDanger] >= 2, surfaceX < 160 {
      slots.show(Slot.surfaceSubmarine, x: surfaceX, y: 45, w: 8, h: 11)
    } else {
      slots.remove(Slot.surfaceSubmarine)
    }
    let missileX = ram.number(Address.missileX)
    if (1..<160).contains(missileX) {
      let y = ram.number(Address.playerY) + 40
      slots.show(Slot.playerMissile, x: missileX, y: y, w: 8, h: 1)
    } else {
      slots.remove(Slot.playerMissile)
    }
    compatOxygen(&slots, ram, hud: hud)
    let collected = ram.number(Address.collected)
    for index in 0..<6 {
      let slot = Slot.collectedDiver + index
      if index >= collected {
        slots.remove(slot)
      } else if !slots.current(slot).isShown {
        slots.show(slot, x: 58 + 8 * index, y: 178, w: 8, h: 9)
      }
    }
    if hud { compatDisplays(&slots, ram) }
  }

  /// A player that starts again is at the place of the first one for a step, and faces right.
  private static func compatPlayer(_ slots: inout ObjectSlots, _ ram: Span<UInt8>) {
    if (1..<15).contains(ram[Address.end]) { return slots.remove(Slot.player) }
    if slots.current(Slot.player).isShown {
      let y = ram.number(Address.playerY) + 33
      slots.show(Slot.player, x: ram.number(Address.playerX), y: y, w: 16, h: 11)
      slots.setOrientation(Slot.player, ram[Address.facing] == 0 ? .east : .west)
    } else {
      slots.show(Slot.player, x: 76, y: 46, w: 16, h: 11)
      slots.setOrientation(Slot.player, .east)
    }
  }

  /// When a lane changes from sharks to submarines or back, enemies of the other kind stay until
  /// their place in the formation is empty.
  private static func compatFormation(_ slots: inout ObjectSlots, _ lane: Int, _ ram: Span<UInt8>) {
    let hasSubmarines = isSubmarine(ram[Address.kind + lane])
    for place in 0..<3 {
      let shark = Slot.shark + 3 * lane + place
      let submarine = Slot.submarine + 3 * lane + place
      let x = (ram.number(Address.formationX + lane) + 16 * place) & 255
      if ram[Address.formation + lane] >> UInt8(2 - place) & 1 == 0 || x > 165 {
        slots.remove(shark)
        slots.remove(submarine)
      } else if hasSubmarines {
        slots.show(submarine, x: x, y: laneY(lane), w: 8, h: 11)
      } else {
        slots.show(shark, x: x, y: laneY(lane) + ram.number(Address.wave) - 4, w: 8, h: 7)
      }
    }
  }

  /// When a lane changes, the diver or the missile of before stays until there is one of the
  /// other kind.
  private static func compatDiver(_ slots: inout ObjectSlots, _ lane: Int, _ ram: Span<UInt8>) {
    let hasSubmarines = isSubmarine(ram[Address.kind + lane])
    let missile = Slot.enemyMissile + 3 - lane
    let diver = Slot.diver + 3 - lane
    let x = ram.number(Address.diverX + lane)
    guard (1..<160).contains(x) else { return slots.remove(hasSubmarines ? missile : diver) }
    if hasSubmarines {
      slots.show(missile, x: x + 3, y: laneY(lane) + 4, w: 6, h: 4)
      slots.remove(diver)
    } else {
      slots.show(diver, x: x, y: laneY(lane), w: 8, h: 11)
      slots.remove(missile)
    }
  }

  private static func compatOxygen(_ slots: inout ObjectSlots, _ ram: Span<UInt8>, hud: Bool) {
    let oxygen = ram.number(Address.oxygen)
    if oxygen == 0 {
      slots.remove(Slot.oxygenBar)
    } else {
      slots.show(Slot.oxygenBar, x: 49, y: 170, w: min(oxygen, 63), h: 5)
      slots.setValue(Slot.oxygenBar, oxygen)
    }
    guard hud else { return }
    if oxygen == 64 {
      slots.remove(Slot.oxygenBarDepleted)
    } else {
      slots.show(Slot.oxygenBarDepleted, x: 49 + oxygen, y: 170, w: 63 - oxygen, h: 5)
      slots.setValue(Slot.oxygenBarDepleted, 63 - oxygen)
    }
  }

  private static func compatDisplays(_ slots: inout ObjectSlots, _ ram: Span<UInt8>) {
    let score = score(ram)
    let width =
      switch score {
      case 0: 6
      case ..<100: 14
      case ..<1000: 22
      case ..<10_000: 30
      case ..<100_000: 38
      default: 46
      }
    slots.show(Slot.score, x: 105 - width, y: 9, w: width, h: 8)
    slots.setValue(Slot.score, score)
    let lives = ram.number(Address.lives)
    if lives == 0 {
      slots.remove(Slot.lives)
    } else {
      slots.show(Slot.lives, x: 58, y: 22, w: 7 + 8 * (lives - 1), h: 8)
      slots.setValue(Slot.lives, lives)
    }
  }
}
