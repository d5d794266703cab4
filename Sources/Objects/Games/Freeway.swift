/// Freeway: two chickens that cross ten lanes, a car in each lane, two scores.
///
/// Cars of the upper five lanes drive left, the others right; columns 0–7 are black and hide what
/// drives in or out on the left. The game draws first and moves the cars of the upper lanes
/// afterwards, so that in a frame in which such a car moves, the picture shows where it was.
enum Freeway {
  enum Slot {
    static let chicken = 0
    /// The car of the uppermost lane; the others follow from the top.
    static let car = 2
    static let score = 12
  }

  /// Addresses in RAM.
  ///
  /// `chickenY`, `score` and `carX` are those that OCAtari 2.2.1 reads, the others our own findings
  /// from the pixels of 12,000 frames in all eight modes.
  enum Address {
    /// Height of the left chicken above its start, then that of the right one.
    static let chickenY = 14
    /// Lanes from the lowest up: bits 0–2 the console's number and size of sprites (5: one of
    /// double width), bits 4–6 how many frames a car takes for a pixel (0: half of one).
    static let lane = 23
    /// Lanes from the top: frames until the car moves again; 0 in a frame in which it does.
    static let delay = 33
    /// Left and right score, two decimal digits each.
    static let score = 103
    /// What keeps each chicken from walking: 64 and a count after a hit, 128 and a count after a
    /// point; the count falls every second frame.
    static let hold = 106
    /// Lanes from the lowest up.
    static let carX = 108
  }

  static let lanes = 10
  static let playfield = (x: 8..<160, y: 15..<195)
  static let pink = RGB(228, 111, 111)

  static let table = ObjectTable(
    game: "freeway",
    entries: [
      .init(
        .chicken, count: 2, colors: [RGB(252, 252, 84)], x: 44..<115, y: 15..<195, width: 6...7,
        height: 1...8),
      .init(
        .car, count: lanes,
        colors: [
          RGB(167, 26, 26), RGB(180, 231, 117), RGB(105, 105, 15), pink, RGB(24, 26, 167),
          RGB(162, 98, 33), RGB(84, 92, 214), RGB(184, 50, 50), RGB(135, 183, 84),
          RGB(210, 210, 64),
        ],
        x: 8..<160, y: 27..<181, width: 1...16, height: 6...10),
      .init(
        .score, count: 2, hud: true, colors: [pink], x: 41..<119, y: 5..<13, width: 4...14,
        height: 8...8, value: 0...99, hasValueInCompat: true),
    ])

  static func carY(lane: Int) -> Int { 27 + 16 * lane }

  /// `Chicken`, the left one; `Cars` from the top; in `strict` also `Lanes`, the top line and the
  /// speed of each in pixels a frame, to the right positive, and `stunned`, for how many frames the
  /// chicken cannot walk.
  static func observe(
    _ slots: borrowing ObjectSlots, mode: ObjectMode, into tape: inout ObservationTape,
    _ root: inout ObservationTape.Container
  ) {
    tape.appendBox(slots[Slot.chicken], ObservationKey(.chicken), to: &root)
    var cars: ObservationTape.Container?
    for slot in Slot.car..<Slot.car + lanes where slots[slot].isShown {
      if cars == nil { cars = tape.open(.list, ObservationKey(.cars)) }
      tape.appendBox(slots[slot], nil, to: &cars!)
    }
    if let cars {
      tape.close(cars)
      root.entries += 1
    }
    guard mode == .strict else { return }
    var list = tape.open(.list, ObservationKey(.lanes))
    for lane in 0..<lanes {
      var entry = tape.open(.dictionary)
      tape.append(carY(lane: lane), .y)
      tape.append(speed(lane: lane, period: Int(slots[Slot.car + lane].value)), .speed)
      entry.entries = 2
      tape.close(entry)
    }
    list.entries = lanes
    tape.close(list)
    tape.append(Int(slots[Slot.chicken].value), .stunned)
    root.entries += 2
  }

  private static func speed(lane: Int, period: Int) -> Double {
    let speed = period == 0 ? 2 : 1 / Double(period)
    return lane < 5 ? -speed : speed
  }
}

// MARK: - strict

extension Freeway {
  static func updateStrict(_ slots: inout ObjectSlots, ram: Span<UInt8>, hud: Bool) {
    for side in 0..<2 { showChicken(&slots, side, ram) }
    for lane in 0..<lanes { showCar(&slots, lane, ram) }
    if hud {
      for side in 0..<2 { showScore(&slots, side, ram) }
    }
  }

  /// A walking chicken is 7 columns wide on every other four lines, else 6; one that was hit is 6.
  /// A step over the upper edge puts it back to the start: that is another chicken.
  private static func showChicken(_ slots: inout ObjectSlots, _ side: Int, _ ram: Span<UInt8>) {
    let slot = Slot.chicken + side
    let height = ram.number(Address.chickenY + side)
    let hold = ram.number(Address.hold + side)
    let x = 44 + 64 * side
    let y = 193 - height
    let width = height & 4 == 0 && hold & 64 == 0 ? 7 : 6
    let before = slots.current(slot)
    if before.isShown, abs(y - Int(before.y)) > 60 { slots.remove(slot) }
    slots.show(slot, columns: x..<x + width, lines: y..<y + 8, within: playfield)
    slots.setValue(slot, 2 * (hold & 63))
  }

  /// A car is 8 columns by 10 lines, a truck 16 columns. Its outermost columns are less high, which
  /// counts where no others are to be seen. A car that has left the picture is gone: what comes in
  /// on the other side is another one.
  private static func showCar(_ slots: inout ObjectSlots, _ lane: Int, _ ram: Span<UInt8>) {
    let slot = Slot.car + lane
    let kind = ram.number(Address.lane + lanes - 1 - lane)
    let period = kind >> 4 & 7
    let isTruck = kind & 7 == 5
    slots.setValue(slot, period)
    var x = ram.number(Address.carX + lanes - 1 - lane) - 3 + (isTruck ? 1 : 0)
    if lane < 5, ram[Address.delay + lane] == 0 { x += period == 0 ? 2 : 1 }
    if x < 0 { x += 160 }
    let columns = (x..<x + (isTruck ? 16 : 8)).clamped(to: playfield.x)
    guard !columns.isEmpty else { return slots.remove(slot) }
    let before = slots.current(slot)
    if before.isShown, abs(columns.lowerBound - Int(before.x)) > 60 { slots.remove(slot) }
    var margin = 0
    if columns.count == 1, !isTruck { margin = (columns.lowerBound == 8) == (lane < 5) ? 1 : 2 }
    slots.show(
      slot, x: columns.lowerBound, y: carY(lane: lane) + margin, w: columns.count,
      h: 10 - 2 * margin)
  }

  /// Digits are 6 columns wide, a 1 in the units 4 and in the tens 5; tens are left out below 10.
  private static func showScore(_ slots: inout ObjectSlots, _ side: Int, _ ram: Span<UInt8>) {
    let score = ram.decimal(Address.score + side)
    let x = 41 + 64 * side
    let left =
      switch score {
      case 1: x + 9
      case ..<10: x + 8
      case ..<20: x + 1
      default: x
      }
    let right = score % 10 == 1 ? x + 13 : x + 14
    slots.show(Slot.score + side, x: left, y: 5, w: right - left, h: 8)
    slots.setValue(Slot.score + side, score)
  }
}

// MARK: - compat

extension Freeway {
  /// The boxes that OCAtari's objects are made with; the first velocities are counted from them.
  static func initializeCompat(_ slots: inout ObjectSlots, hud: Bool) {
    for side in 0..<2 { slots.show(Slot.chicken + side, x: 0, y: 0, w: 6, h: 8) }
    for lane in 0..<lanes { slots.show(Slot.car + lane, x: 0, y: carY(lane: lane), w: 8, h: 10) }
    if hud {
      for side in 0..<2 { slots.show(Slot.score + side, x: 49 + 64 * side, y: 5, w: 6, h: 8) }
    }
  }

  static func updateCompat(_ slots: inout ObjectSlots, ram: Span<UInt8>, hud: Bool) {
    for side in 0..<2 {
      let y = 193 - ram.number(Address.chickenY + side)
      slots.show(Slot.chicken + side, x: 44 + 64 * side, y: y, w: 6, h: 8)
    }
    for lane in 0..<lanes {
      let x = ram.number(Address.carX + lanes - 1 - lane) - 3
      slots.show(Slot.car + lane, x: x, y: carY(lane: lane), w: 8, h: 10)
    }
    guard hud else { return }
    for side in 0..<2 {
      let slot = Slot.score + side
      let score = ram.decimal(Address.score + side)
      if score >= 10 { slots.show(slot, x: 41 + 64 * side, y: 5, w: 14, h: 8) }
      slots.setValue(slot, score)
    }
  }
}
