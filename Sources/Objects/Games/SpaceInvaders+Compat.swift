/// `compat`: what OCAtari 2.2.1 shows.
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
