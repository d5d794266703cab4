/// Enduro: the player's car, up to seven cars to pass on a road that bends, and the displays below.
///
/// The road has seven rows, numbered from the player on, each with at most one car. Rows roll towards
/// the player (or away, when it is slower); a car that leaves a row enters the next one. In RAM stand
/// the lines and columns that the last picture was drawn from: RAM and picture belong to the same frame.
enum Enduro {
  enum Slot {
    static let player = 0
    /// Seven cars, in no order: a car keeps its slot while it is on the road.
    static let car = 1
    static let numberOfCars = 8
    static let playerScore = 9
    static let level = 10
  }

  /// Addresses in RAM.
  ///
  /// `lane`, `playerY`, `shift` and `progress` are those that OCAtari 2.2.1 reads, the others our own
  /// findings from the pixels.
  enum Address {
    /// For each row the column of its car, as the console takes it: the upper four bits are a
    /// signed fine step to the left, the lower four count steps of 15 columns.
    static let carX = 3
    /// For each row the line of its car, plus a number that tells whether there is one.
    static let carY = 11
    /// For each row the car that is there, or is about to be: its colour, and in bits 0 and 4 its
    /// lane; 0 for none.
    static let lane = 27
    /// How far the road bends, signed.
    static let bend = 34
    /// Cars left to pass: tens and units, then hundreds, as decimal digits.
    static let carsLeft = 43
    static let day = 45
    /// The player's distance from the middle of the road in half columns, to the left positive; moved
    /// after drawing.
    static let shift = 46
    static let playerY = 52
    /// How far off the rows are, in its upper five bits: from 15 down to 0, and then each row is the
    /// next one.
    static let progress = 59
    /// Bit 2 tells how the wheels of all cars stand.
    static let wheels = 66
    /// Where the road's end was drawn, in the form of `carX`: 97 columns plus the player's `shift` then
    /// plus `bend`.
    static let vanishingPoint = 70
  }

  static let rows = 7
  static let playfield = (x: 8..<160, y: 51..<155)
  static let silver = RGB(192, 192, 192)
  static let panel = RGB(195, 144, 61)

  static let table = ObjectTable(
    game: "enduro",
    entries: [
      .init(
        .player, colors: [silver], x: 8..<160, y: 51..<155, width: 1...16, height: 1...11),
      .init(
        .car, count: rows, colors: [silver], x: 8..<160, y: 51..<155, width: 1...16,
        height: 1...11),
      .init(
        .numberOfCars, hud: true, colors: [panel], x: 72..<104, y: 179..<188, width: 32...32,
        height: 9...9, value: 0...999),
      .init(
        .playerScore, hud: true, colors: [panel], x: 56..<104, y: 164..<173, width: 48...48,
        height: 9...9),
      .init(
        .level, hud: true, colors: [panel], x: 56..<64, y: 179..<188, width: 8...8, height: 9...9,
        value: 0...9),
    ])

  /// `Player`; `EnemyCars` from the nearest, that is the lowest, each with its distance to the player;
  /// and the distance of the nearest once more.
  static func observe(
    _ slots: borrowing ObjectSlots, into tape: inout ObservationTape,
    _ root: inout ObservationTape.Container
  ) {
    let player = slots[Slot.player]
    if player.isShown {
      var box = tape.open(.dictionary, ObservationKey(.player))
      appendPlace(player, into: &tape, &box)
      tape.close(box)
      root.entries += 1
    }
    let order = carsFromBelow(slots)
    guard let nearest = order[0] else { return }
    var list = tape.open(.list, ObservationKey(.enemyCars))
    for place in 0..<rows {
      guard let slot = order[place] else { break }
      var box = tape.open(.dictionary)
      appendPlace(slots[slot], into: &tape, &box)
      tape.append(Int(slots[slot].x) - Int(player.x), .relX)
      tape.append(Int(slots[slot].y) - Int(player.y), .relY)
      box.entries += 2
      tape.close(box)
      list.entries += 1
    }
    tape.close(list)
    tape.append(Int(slots[nearest].x) - Int(player.x), .nearestEnemyRelX)
    tape.append(Int(slots[nearest].y) - Int(player.y), .nearestEnemyRelY)
    root.entries += 3
  }

  private static func appendPlace(
    _ track: ObjectSlots.Track, into tape: inout ObservationTape,
    _ box: inout ObservationTape.Container
  ) {
    tape.append(Int(track.x), .x)
    tape.append(Int(track.y), .y)
    tape.append(Int(track.w), .w)
    tape.append(Int(track.h), .h)
    box.entries += 4
  }

  /// The slots of the cars that are shown, by their lines, the largest first; then nils.
  private static func carsFromBelow(_ slots: borrowing ObjectSlots) -> InlineArray<7, Int?> {
    var order = InlineArray<7, Int?>(repeating: nil)
    for slot in Slot.car..<Slot.car + rows where slots[slot].isShown {
      var place = rows - 1
      while place > 0 {
        if let before = order[place - 1] {
          if slots[before].y >= slots[slot].y { break }
          order[place] = before
        }
        place -= 1
      }
      order[place] = slot
    }
    return order
  }
}
