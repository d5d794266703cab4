// Enduro right against the pixels.
//
// Where cars were drawn stands in the lines and columns of the rows (`DrawnRow`). What cars there are
// stands in the lanes, which are a frame ahead: where the rows have just rolled on, the picture shows
// each car one row behind its lane. Cars are followed by their lanes, which roll by whole rows, all
// together; a car that fog hides has a lane, but is not drawn.
extension Enduro {
  static func updateStrict(_ slots: inout ObjectSlots, ram: Span<UInt8>, hud: Bool) {
    showPlayer(&slots, ram)
    followCars(&slots, ram)
    showCars(&slots, ram)
    slots.memory[Memory.shift] = Int16(drawnShift(ram))
    slots.memory[Memory.bend] = Int16(Int8(bitPattern: ram[Address.bend]))
    slots.memory[Memory.speed] = Int16(ram[Address.speed])
    slots.memory[Memory.ground] = Int16(ram[Address.ground])
    slots.memory[Memory.carsLeft] = Int16(carsLeft(ram))
    slots.memory[Memory.day] = Int16(day(ram))
    if hud { showDisplays(&slots, ram) }
  }

  /// The signed number of columns that the console makes of a byte: whole steps of 15, less the fine
  /// one.
  static func columns(_ byte: UInt8) -> Int {
    15 * Int(byte & 15) - Int(Int8(bitPattern: byte)) >> 4
  }

  /// The player's `shift` when the picture was drawn. It has moved on since, but the vanishing point
  /// has not.
  private static func drawnShift(_ ram: Span<UInt8>) -> Int {
    columns(ram[Address.vanishingPoint]) - 97 - Int(Int8(bitPattern: ram[Address.bend]))
  }

  /// The player moves by half columns; a few steps are whole ones.
  private static func showPlayer(_ slots: inout ObjectSlots, _ ram: Span<UInt8>) {
    let shift = drawnShift(ram)
    let x =
      switch shift {
      case 15...: 76 - shift / 2
      case 0...: 77 - shift / 2
      case -1: 78
      case (-17)...: 78 + (1 - shift) / 2
      default: 79 + (1 - shift) / 2
      }
    let y = 89 + ram.number(Address.playerY)
    slots.show(Slot.player, columns: x..<x + 16, lines: y..<y + 11, within: playfield)
  }

  /// Panels, whatever rolls through their digits or flies as a flag once all cars are passed.
  private static func showDisplays(_ slots: inout ObjectSlots, _ ram: Span<UInt8>) {
    slots.show(Slot.numberOfCars, x: 72, y: 179, w: 32, h: 9)
    slots.setValue(Slot.numberOfCars, carsLeft(ram))
    slots.show(Slot.playerScore, x: 56, y: 164, w: 48, h: 9)
    slots.setValue(Slot.playerScore, distance(ram))
    slots.show(Slot.level, x: 56, y: 179, w: 8, h: 9)
    slots.setValue(Slot.level, day(ram))
  }

  private static func day(_ ram: Span<UInt8>) -> Int { digit(ram[Address.day]) }

  private static func distance(_ ram: Span<UInt8>) -> Int {
    let hundreds = pair(ram[Address.distance + 1])
    return 10_000 * digit(ram[Address.distance + 2]) + 100 * hundreds + pair(ram[Address.distance])
  }

  private static func carsLeft(_ ram: Span<UInt8>) -> Int {
    100 * digit(ram[Address.carsLeft + 1]) + pair(ram[Address.carsLeft])
  }

  private static func pair(_ byte: UInt8) -> Int { 10 * digit(byte >> 4) + digit(byte) }

  private static func digit(_ byte: UInt8) -> Int { min(Int(byte & 15), 9) }
}

// MARK: - Cars

extension Enduro {
  /// Moves slots from row to row as far as the rows have rolled; where that cannot be told, all cars
  /// are others.
  private static func followCars(_ slots: inout ObjectSlots, _ ram: Span<UInt8>) {
    let roll = rowsRolled(slots, ram)
    var old = InlineArray<9, Int16>(repeating: 0)
    var new = InlineArray<9, Int16>(repeating: 0)
    for place in 0..<9 { old[place] = slots.memory[Memory.slot + place] }
    for place in 0..<9 where old[place] != 0 {
      let isOnRoad = 1...rows ~= place
      let next = roll.map { place - $0 } ?? -1
      let isThere = 1...rows ~= next && ram[Address.lane + next - 1] != 0
      if isOnRoad, isThere || next == 0 || next == rows + 1 {
        new[next] = old[place]
      } else {
        slots.remove(Int(old[place]))
      }
    }
    for place in 0..<9 { slots.memory[Memory.slot + place] = new[place] }
    for row in 0..<rows { slots.memory[Memory.lane + row] = Int16(ram[Address.lane + row]) }
    slots.memory[Memory.progress] = Int16(ram[Address.progress] >> 3)
    slots.memory[Memory.clock] = Int16(ram[Address.clock])
    slots.memory[Memory.isKnown] = 1
  }

  /// By how many rows the cars have come nearer since the step before: of the movements with which every
  /// row that was and is on the road has the same car, the one that the speed makes most likely.
  private static func rowsRolled(
    _ slots: borrowing ObjectSlots, _ ram: Span<UInt8>
  ) -> Int? {
    guard slots.memory[Memory.isKnown] != 0 else { return nil }
    let advance = Int(slots.memory[Memory.progress]) - ram.number(Address.progress) >> 3
    let frames = (Int(slots.memory[Memory.clock]) - ram.number(Address.clock)) & 255
    let paces = pace(Int(slots.memory[Memory.speed])) + pace(ram.number(Address.speed))
    let likely = frames * paces / 200
    var best: Int?
    var least = Int.max
    for roll in -6...6 where abs(16 * roll + advance - likely) < least {
      guard agrees(slots, ram, roll) else { continue }
      least = abs(16 * roll + advance - likely)
      best = roll
    }
    return best
  }

  /// How much of a row the cars come nearer in a frame, in 1600ths, as measured; others drive at 24.
  private static func pace(_ speed: Int) -> Int {
    speed < 64 ? (speed - 24) * 100 / 22 : 180 + (speed - 64) * 2
  }

  private static func agrees(
    _ slots: borrowing ObjectSlots, _ ram: Span<UInt8>, _ roll: Int
  ) -> Bool {
    for row in max(0, roll)..<min(rows, rows + roll) {
      let old = UInt8(truncatingIfNeeded: slots.memory[Memory.lane + row])
      if !canBecome(old, ram[Address.lane + row - roll]) { return false }
    }
    return true
  }

  /// Whether two lane bytes may be of one car. Bits 0 and 4 tell its lane, the upper four bits its
  /// colour, which becomes 4 or 5 when its lights come into sight.
  private static func canBecome(_ old: UInt8, _ new: UInt8) -> Bool {
    if old == 0 || new == 0 { return old == new }
    return (old ^ new) & 0x11 == 0 && (old >> 4 == new >> 4 || new >> 5 == 2)
  }

  private static func showCars(_ slots: inout ObjectSlots, _ ram: Span<UInt8>) {
    let behind = rowsBehind(ram)
    var isDrawn = InlineArray<8, Bool>(repeating: false)
    for row in 0..<rows {
      let drawn = DrawnRow(row, ram)
      guard let box = drawn.box(wheelsAreTurned: ram[Address.wheels] & 4 != 0),
        box.columns.overlaps(playfield.x), box.lines.overlaps(playfield.y)
      else { continue }
      let place = row - behind + 1
      var slot = Int(slots.memory[Memory.slot + place])
      if slot == 0 {
        guard let free = freeSlot(&slots) else { continue }
        slot = free
        slots.memory[Memory.slot + place] = Int16(slot)
        slots.setTint(slot, silver)
      }
      if 1...rows ~= place { slots.setTint(slot, tint(ram[Address.lane + place - 1])) }
      slots.show(slot, columns: box.columns, lines: box.lines, within: playfield)
      isDrawn[slot] = true
    }
    for slot in Slot.car..<Slot.car + rows where !isDrawn[slot] { slots.conceal(slot) }
  }

  /// 1 where the rows have rolled nearer since they were drawn, -1 where away, else 0.
  private static func rowsBehind(_ ram: Span<UInt8>) -> Int {
    // While progress falls from 15 to 2 the nearest row comes 18 lines nearer, and is then out of sight.
    let depth = DrawnRow(0, ram).depth
    let drawn = depth > 18 ? 0 : 15 - depth * 13 / 18
    let now = ram.number(Address.progress) >> 3
    return now - drawn > 8 ? 1 : drawn - now > 8 ? -1 : 0
  }

  private static func freeSlot(_ slots: inout ObjectSlots) -> Int? {
    for slot in Slot.car..<Slot.car + rows where slots.current(slot).id == 0 { return slot }
    return nil
  }

  /// The colour of a lane byte: sixteen hues, all equally bright.
  private static func tint(_ lane: UInt8) -> RGB { hues[Int(lane >> 4)] }

  private static let hues: InlineArray<16, RGB> = [
    RGB(142, 142, 142), RGB(162, 162, 42), RGB(180, 122, 48), RGB(198, 108, 58), RGB(200, 72, 72),
    RGB(184, 70, 162), RGB(146, 70, 192), RGB(104, 72, 198), RGB(66, 72, 200), RGB(66, 114, 194),
    RGB(66, 136, 176), RGB(66, 158, 130), RGB(72, 160, 72), RGB(110, 156, 66), RGB(136, 146, 62),
    RGB(162, 134, 56),
  ]
}
