/// Q*bert himself in `strict`.
///
/// The game draws first and moves him afterwards, so that the picture shows the place of a frame ago. Its
/// line is in the pointer to his picture, whatever the frame skip; its column is that of the step before,
/// or follows from the leap. His figure is a low one or, on the way down, a high one of one line more.
extension Qbert {
  /// Where a picture shows him. `phase` is how many lines `pointer` was below the place a frame ago, as
  /// if the figure were low: 43 or 44 for one who stands.
  private struct Place {
    var x: Int
    var y: Int
    var phase: Int
    var isHigh: Bool
  }

  /// Someone new comes after every loss of a life.
  static func showPlayer(_ slots: inout ObjectSlots, _ ram: Span<UInt8>) {
    let place = place(&slots, ram)
    slots.memory[Memory.playerX] = Int16(ram[Address.playerX])
    slots.memory[Memory.playerY] = Int16(ram[Address.playerY])
    slots.memory[Memory.clock] = Int16(ram[Address.clock])
    slots.memory[Memory.leap] = Int16(ram[Address.leap])
    slots.memory[Memory.phase] = Int16(phase(ram))

    let before = slots.current(Slot.player)
    let top = max(place.y - lead(place), 10)
    let bottom = min(place.y + depth(place), 205)
    // One who comes anew is drawn a frame later.
    guard ram[Address.playerPicture] != 25, (2..<203).contains(place.y), top < bottom else {
      return slots.remove(Slot.player)
    }
    // The lowest lines of his figure are narrower, which shows where the rest is above the picture.
    let (width, indent) =
      switch bottom - top {
      case ..<2 where top == 10: (3, 2)
      case ..<6 where top == 10: (4, 2)
      case ..<8 where top == 10: (5, 1)
      case ..<12 where top == 10: (6, 0)
      case ..<13 where top == 10: (7, 0)
      default: (8, 0)
      }
    let left = place.x - 3 + (ram[Address.leapsRight] == 0 ? 8 - width - indent : indent)
    if before.id != 0, abs(left - Int(before.x)) > 20 || abs(top - Int(before.y)) > 20 {
      slots.remove(Slot.player)
    }
    slots.show(
      Slot.player, columns: left..<left + width, lines: top..<bottom,
      within: (x: 0..<160, y: 10..<210))
  }

  /// His line in memory a frame ago.
  static func lineBefore(_ slots: borrowing ObjectSlots, _ ram: Span<UInt8>) -> Int {
    if frames(slots, ram) == 1 { return Int(slots.memory[Memory.playerY]) }
    let y = ram.number(Address.playerY)
    if ram[Address.isFalling] == 255 { return y - 2 }
    let offset = offset(ram)
    return y + offset - (offset >= highFigure ? 66 : 43)
  }

  /// How many frames the step took, up to four.
  private static func frames(_ slots: borrowing ObjectSlots, _ ram: Span<UInt8>) -> Int {
    (Int(slots.memory[Memory.clock]) + 5 - ram.number(Address.clock)) % 5
  }

  /// From so many lines between place and pointer on the figure is the high one.
  private static let highFigure = 54

  /// Lines from the place to the pointer; both are counted modulo 256.
  private static func offset(_ ram: Span<UInt8>) -> Int {
    (ram.number(Address.pointer) - ram.number(Address.playerY)) & 255
  }

  private static func phase(_ ram: Span<UInt8>) -> Int {
    let offset = offset(ram)
    return offset >= highFigure ? offset - 22 : offset
  }

  private static func place(_ slots: inout ObjectSlots, _ ram: Span<UInt8>) -> Place {
    let offset = offset(ram)
    var isHigh = offset >= highFigure
    // In a fall the figure stays, but the pointer runs ahead of the place.
    if ram[Address.isFalling] != 255 {
      slots.memory[Memory.fall] = 0
    } else if slots.memory[Memory.fall] == 0 {
      slots.memory[Memory.fall] = isHigh ? 2 : 1
    } else {
      isHigh = slots.memory[Memory.fall] == 2
    }
    let now = (x: ram.number(Address.playerX), y: ram.number(Address.playerY))
    var y = now.y + offset - (isHigh ? 66 : 43)
    if y < 55 { y -= 1 }

    let frames = frames(slots, ram)
    if frames == 1 {
      return Place(
        x: Int(slots.memory[Memory.playerX]), y: y, phase: Int(slots.memory[Memory.phase]),
        isHigh: isHigh)
    }
    let (leap, leapBefore) = (ram.number(Address.leap), Int(slots.memory[Memory.leap]))
    let side = ram[Address.leapsRight] == 0 ? -1 : 1
    var place = Place(x: now.x, y: y, phase: (isHigh ? 44 : 43) + y - now.y, isHigh: isHigh)
    let lands =
      leapBefore >= 229
      ? leapBefore - 228 == frames : leapBefore > 0 && leapBefore + 1 == frames
    if lands || ram[Address.playerPicture] == 38 {
      place.phase = 42
      // Cubes on the right are four columns further.
      if (now.x, side) == (93, 1) || (now.x, side) == (77, -1) { place.x -= 4 * side }
    } else if ram[Address.playerPicture] == 201, abs(y - now.y) == 1, leap != 0 || isAtEnd(ram) {
      place.x -= side
    }
    // A disk carries him to the middle once he is at the top.
    if ram[Address.isFalling] == 1, y == now.y, y < 25 { place.x += now.x > 77 ? 1 : -1 }
    switch leap {
    case 25, 254: place.phase = leapBefore == 0 ? Int(slots.memory[Memory.phase]) : 44
    case 11, 248: place.phase = 45
    case 5: place.phase = 44
    case 242: place.phase = 43
    default: break
    }
    return place
  }

  /// Whether he has just leapt as far as a cube or disk, rather than rides on a disk or comes from one.
  private static func isAtEnd(_ ram: Span<UInt8>) -> Bool {
    let (x, y) = (ram[Address.playerX], ram.number(Address.playerY))
    return ram[Address.isFalling] != 1 && (y - 25) % 28 == 0 && (y > 25 || (73...81).contains(x))
  }

  /// How many lines above his place Q*bert's picture begins. The lines of a cube's top take longer to
  /// draw, so that it varies; it begins earlier where the beam comes late. Measured on 22,000 frames.
  private static func lead(_ place: Place) -> Int {
    let (x, isHigh) = (place.x, place.isHigh)
    return switch place.y {
    case ...39: 8
    case 40: 7
    case 41...48: x >= 101 ? 7 : 6
    case 49...54: x >= (isHigh ? 100 : 102) ? 7 : 6
    case 55...68: x >= 100 ? 8 : 7
    case 69...95: x >= 135 ? 7 : 6
    case 96: 6
    case 97...101: x >= 135 ? 6 : 5
    case 102: 5
    case 103...122: x >= (isHigh ? 114 : 118) ? 5 : 4
    case 123...124: 5
    case 125...130: x >= 135 ? 5 : 4
    case 131...152: x >= (isHigh ? 116 : 117) ? 5 : 4
    case 153...154: isHigh ? 3 : 1
    case 155...156: isHigh ? 5 : 1
    case 157...158: isHigh ? 5 : 3
    case 183...186: 3
    case 187...: x < 40 ? 1 : 2
    default: x >= 125 ? 3 : 2
    }
  }

  /// How many lines below his place it ends, likewise.
  private static func depth(_ place: Place) -> Int {
    let (x, isHigh, phase) = (place.x, place.isHigh, place.phase)
    let late = x >= 125 ? 1 : 0
    // At times the last line depends on which byte of the picture comes with it.
    return switch place.y {
    case 135: phase == 45 ? 16 : isHigh ? 15 : 14
    case 136: phase == 45 ? 16 : phase == 44 ? 15 : 14
    case 137...138: min(max(phase - 29, 13), 16)
    case 139...140: min(max(phase - 29, 13), 15)
    case 162...164 where isHigh: (phase == 45 ? 18 : place.y == 162 ? 17 : 16) - late
    case 165...166 where isHigh: min(max(phase - 27, 15), 17) - late
    case 26...48 where x >= 100: isHigh ? 11 : 10
    case 24...25 where x >= 135, 49...84 where x >= 135, 85...102 where x >= 125:
      (isHigh ? highDepth(place.y, x: 0) : lowDepth(place.y, x: 0)) - 1
    default: isHigh ? highDepth(place.y, x: x) : lowDepth(place.y, x: x)
    }
  }

  private static func highDepth(_ y: Int, x: Int) -> Int {
    switch y {
    case ...21: 10
    case 22: 11
    case 23...48: 12
    case 49: x >= 100 ? 11 : 12
    case 50...54: 13
    case 55...78: 12
    case 79...83: 13
    case 84...104: x >= 113 ? 13 : 14
    case 105...106: 13
    case 107...111: 14
    case 112...133: x >= 116 ? 13 : 14
    case 134: 15
    case 141...161: x >= 141 ? 15 : 16
    case 167...168, 191...: 15
    default: x < 40 ? 17 : 16
    }
  }

  private static func lowDepth(_ y: Int, x: Int) -> Int {
    switch y {
    case ...22: 9
    case 23: 10
    case 24...50: 11
    case 51...54: 12
    case 55...79: 11
    case 80...84: 12
    case 85...102: 13
    case 103...105: x >= 118 ? 12 : 13
    case 106...107: 12
    case 108...112: x >= 135 ? 12 : 13
    case 113...134: x >= 118 ? 12 : 13
    case 141...162: x >= 141 ? 14 : 15
    case 163...164: x >= 141 ? 17 : 18
    case 165...166: x >= 141 ? 16 : 17
    default: x >= 125 ? 14 : 15
    }
  }
}
