// Enduro as OCAtari 2.2.1 sees it: a player and up to seven cars, whose places are guessed from the
// lanes. With displays OCAtari ends with an error, so that there are none here.
extension Enduro {
  /// The boxes that OCAtari's objects are made with; the first velocities are counted from them.
  static func initializeCompat(_ slots: inout ObjectSlots) {
    slots.show(Slot.player, x: 0, y: 0, w: 16, h: 11)
  }

  static func updateCompat(_ slots: inout ObjectSlots, ram: Span<UInt8>) {
    let shift = ram.number(Address.shift)
    let x = shift & 128 != 0 ? 79 + (255 - shift) / 2 : 77 - shift / 2
    slots.show(Slot.player, x: x, y: 89 + ram.number(Address.playerY), w: 16, h: 11)
    matchCars(&slots, ram)
  }

  /// The cars of a step go to the slots whose boxes were nearest, by columns plus lines; slots
  /// without a box count as far away. Where no slot has a box, they are filled in order.
  private static func matchCars(_ slots: inout ObjectSlots, _ ram: Span<UInt8>) {
    var boxes = InlineArray<7, SIMD2<Int>>(repeating: .zero)
    var count = 0
    for row in 0..<rows where ram[Address.lane + row] != 0 {
      boxes[count] = compatCar(row, ram)
      count += 1
    }
    var isEmpty = true
    for car in 0..<rows where slots.current(Slot.car + car).isShown { isEmpty = false }
    var boxOfSlot = InlineArray<7, Int> { $0 < count ? $0 : -1 }
    if !isEmpty {
      var assignment = Assignment(olds: rows, news: count)
      for car in 0..<rows {
        let old = slots.current(Slot.car + car)
        for new in 0..<count {
          let way = abs(Int(old.x) - boxes[new].x) + abs(Int(old.y) - boxes[new].y)
          assignment.setCost(old: car, new: new, old.isShown ? way : 1000)
        }
      }
      boxOfSlot = assignment.solve()
    }
    for car in 0..<rows {
      if boxOfSlot[car] < 0 {
        slots.remove(Slot.car + car)
      } else {
        let box = boxes[boxOfSlot[car]]
        slots.show(Slot.car + car, x: box.x, y: box.y, w: 16, h: 10)
      }
    }
  }

  /// Columns and lines come from a row's number and lane by formulas that hold for a straight road
  /// only. A set bit 4 without bit 0 counts as left of the middle, with it as right.
  private static func compatCar(_ row: Int, _ ram: Span<UInt8>) -> SIMD2<Int> {
    let progress = Double(ram.number(Address.progress) >> 3)
    let y = 150 - Int(1.2 * Double((18 - row) * row) + progress * shrinking[row])
    let lane = ram.number(Address.lane + row)
    let shift = Int(Int8(bitPattern: ram[Address.shift]))
    if lane & 16 == 0 { return [87, y] }
    if lane & 1 != 0 { return [Int(Double(2192 + 7 * y) / 30) + shift, y] }
    return [Int(Double(6498 - 23 * y) / 60 + Double(shift)), y]
  }

  /// Powers of 0.9.
  private static let shrinking: InlineArray<7, Double> = [
    1, 0.9, 0.81, 0.7290000000000001, 0.6561, 0.5904900000000001, 0.531441,
  ]
}
