extension Enduro {
  /// `Player`; `EnemyCars` from the nearest, that is the lowest, each with its distance to the player;
  /// and the distance of the nearest once more. In `strict` also `Road`, its edges on a few lines from
  /// below, `speed`, `cars_left`, `day` and `phase`.
  static func observe(
    _ slots: borrowing ObjectSlots, mode: ObjectMode, into tape: inout ObservationTape,
    _ root: inout ObservationTape.Container
  ) {
    let player = slots[Slot.player]
    if player.isShown {
      var box = tape.open(.dictionary, ObservationKey(.player))
      appendPlace(player, into: &tape, &box)
      tape.close(box)
      root.entries += 1
    }
    appendCars(slots, player, into: &tape, &root)
    guard mode == .strict else { return }
    appendRoad(slots, into: &tape)
    tape.append(Int(slots.memory[Memory.speed]), .speed)
    tape.append(Int(slots.memory[Memory.carsLeft]), .carsLeft)
    tape.append(Int(slots.memory[Memory.day]), .day)
    tape.append(phase(ground: slots.memory[Memory.ground]), .phase)
    root.entries += 5
  }

  private static func appendCars(
    _ slots: borrowing ObjectSlots, _ player: ObjectSlots.Track,
    into tape: inout ObservationTape, _ root: inout ObservationTape.Container
  ) {
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

  /// A line of the picture and where the edges of the road are on it: on a straight road with the player
  /// in the middle, and the columns by which a bend moves it, in 128ths.
  private struct RoadLine {
    var y: Int
    var left: Int
    var right: Int
    var bend: Int

    init(_ y: Int, _ left: Int, _ right: Int, bend: Int) {
      (self.y, self.left, self.right, self.bend) = (y, left, right, bend)
    }
  }

  private static let roadLines: InlineArray<5, RoadLine> = [
    RoadLine(154, 37, 137, bend: 3), RoadLine(129, 50, 125, bend: 9),
    RoadLine(104, 62, 112, bend: 28), RoadLine(79, 75, 100, bend: 64),
    RoadLine(59, 85, 91, bend: 108),
  ]

  /// The edges follow from where the player is on the road and how far it bends.
  private static func appendRoad(
    _ slots: borrowing ObjectSlots, into tape: inout ObservationTape
  ) {
    let shift = Int(slots.memory[Memory.shift])
    let bend = Int(slots.memory[Memory.bend])
    var list = tape.open(.list, ObservationKey(.road))
    for index in 0..<5 {
      let line = roadLines[index]
      let offset = shift + (bend * line.bend) >> 7
      var entry = tape.open(.dictionary)
      tape.append(line.y, .y)
      tape.append(line.left + offset, .left)
      tape.append(line.right + offset, .right)
      entry.entries = 3
      tape.close(entry)
    }
    list.entries = 5
    tape.close(list)
  }

  private static func phase(ground: Int16) -> ObservationKey.Word {
    switch ground {
    case 14: .snow
    case 208, 224: .dusk
    case 0: .night
    case 2: .fog
    default: .day
    }
  }
}
