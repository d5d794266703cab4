/// Space Invaders: a cannon, three shields, three bullets, a satellite, 6 × 6 aliens, the displays.
///
/// Aliens march as one block: each has its place in it, and a bit in its row's byte while it lives.
/// The game draws first and moves the cannon and the satellite afterwards. Bullets of the aliens
/// are drawn in one frame, that of the cannon in the next; they have their box in both.
enum SpaceInvaders {
  enum Slot {
    static let player = 0
    static let shield = 1
    /// Two of the aliens, then the cannon's.
    static let bullet = 4
    static let satellite = 7
    /// Rows follow each other from the top, aliens from the left.
    static let alien = 8
    static let score = 44
    static let lives = 46
  }

  /// Addresses in RAM.
  ///
  /// Most are those that OCAtari 2.2.1 reads; `shieldHit`, `drawnX`, `fires`, `pose`, `hit`, `burst`,
  /// `clock`, `lastCall` and the meaning of the bits of `display` are our own findings. All were
  /// checked against the pixels of 100,000 frames.
  enum Address {
    /// Bit 7: a shield was hit in the last frame.
    static let shieldHit = 2
    /// The cannon's column as the picture has it: the lower half byte counts 15 columns, the upper one,
    /// with its sign, columns to the left.
    static let drawnX = 6
    /// 246 in the frame in which the cannon fires.
    static let fires = 10
    /// Bit 7: which of two pictures the aliens show.
    static let pose = 11
    /// Lines, counted in twos, that the block has come down.
    static let blockY = 16
    /// Which aliens of a row live, lowest row first, the left column that has any in bit 0: when it
    /// dies, all bits are shifted and the block's column is that of the next.
    static let rows = 18
    /// Bit 1: the block marches to the right. Bit 6: the shields are drawn. Bit 7: the game is over.
    static let display = 24
    static let blockX = 26
    static let playerX = 28
    /// 0 or 180 while there is no satellite.
    static let satelliteX = 30
    /// 0 in play, 1 before a cannon's first move, else the picture of its end.
    static let hit = 42
    /// Nine bytes a shield, each the picture of two lines.
    static let shields = 43
    /// The place of what bursts, 8 times its row from below plus its column; 57 for the satellite.
    /// The upper two bits tell how far it got.
    static let burst = 72
    static let lives = 73
    /// Falls by one every frame: on even counts bullets of the aliens are drawn.
    static let clock = 74
    /// Two lines of a height for the two bullets of the aliens, then their columns.
    static let bombY = 81
    static let bombX = 83
    static let bulletY = 85
    static let bulletX = 87
    /// Higher digits of both players, then lower ones.
    static let score = 102
    /// The stack, where the frame's last call left its place: that of what scores for an alien or for
    /// the satellite, if one was hit.
    static let lastCall = 126
    /// Not 0 while the number of lives is drawn.
    static let showsLives = 120
  }

  /// Places in `ObjectSlots.memory`.
  enum Memory {
    static let clock = 0
    /// `SatelliteState`.
    static let satellite = 1
    /// 1 while the display loop draws the satellite or its burst instead of the scores.
    static let hidesScores = 2
    /// 1 while the block marches to the right.
    static let marchesRight = 3
    /// Nine a shield, as in RAM.
    static let shields = 4
    /// `Address.hit` of the step before.
    static let hit = 31
    /// The block's column in the step before, its columns with aliens, a bit each, and how many
    /// columns on the left have died in this wave.
    static let blockX = 32
    static let blockColumns = 33
    static let deadColumns = 34
  }

  /// Where bullets fly while there is no satellite.
  static let playfield = (x: 0..<160, y: 23..<195)
  static let green = RGB(92, 186, 92)
  static let yellow = RGB(162, 134, 56)

  static let table = ObjectTable(
    game: "space_invaders",
    entries: [
      .init(.player, colors: [green], x: 0..<160, y: 185..<195, width: 1...8, height: 10...10),
      .init(
        .shield, count: 3, colors: [RGB(181, 83, 40)], x: 42..<114, y: 157..<175, width: 1...8,
        height: 2...18),
      .init(
        .bullet, count: 3, colors: [RGB(142, 142, 142)], x: 0..<160, y: 8..<195, width: 1...1,
        height: 1...14),
      .init(
        .satellite, colors: [RGB(151, 25, 122)], x: 0..<160, y: 12..<20, width: 1...7,
        height: 8...8),
      .init(
        .alien, count: 36, colors: [RGB(134, 134, 29)], x: 0..<160, y: 31..<195, width: 1...8,
        height: 1...10),
      .init(
        .p1Score, hud: true, colors: [green], x: 4..<64, y: 10..<20, width: 60...60,
        height: 10...10, value: 0...9999),
      .init(
        .p2Score, hud: true, colors: [yellow], x: 84..<144, y: 10..<20, width: 60...60,
        height: 10...10, value: 0...9999),
      .init(
        .lives, hud: true, colors: [yellow], x: 84..<96, y: 185..<195, width: 12...12,
        height: 10...10, value: 0...255, hasValueInCompat: true),
    ])

  /// `Player`, `Satellite`, then aliens, shields and bullets, each numbered from 0 without gaps. In
  /// `strict` also `shields`, what is left of each in the same order, `aliens_left`,
  /// `aliens_direction` and `lives`.
  static func observe(
    _ slots: borrowing ObjectSlots, mode: ObjectMode, lives: Int,
    into tape: inout ObservationTape, _ root: inout ObservationTape.Container
  ) {
    tape.appendBox(slots[Slot.player], ObservationKey(.player), to: &root)
    tape.appendBox(slots[Slot.satellite], ObservationKey(.satellite), to: &root)
    appendFamily(slots, .alien, Slot.alien..<Slot.alien + 36, into: &tape, &root)
    appendFamily(slots, .shield, Slot.shield..<Slot.shield + 3, into: &tape, &root)
    appendFamily(slots, .bullet, Slot.bullet..<Slot.bullet + 3, into: &tape, &root)
    guard mode == .strict else { return }
    appendShapes(slots, into: &tape, &root)
    var aliens = 0
    for slot in Slot.alien..<Slot.alien + 36 where slots[slot].isShown { aliens += 1 }
    tape.append(aliens, .aliensLeft)
    tape.append(slots.memory[Memory.marchesRight] != 0 ? 1 : -1, .aliensDirection)
    tape.append(lives, .lives)
    root.entries += 3
  }

  /// Each shield's first column and line when it is whole, and nine rows of two lines, whose bits are
  /// the columns, 128 the first.
  private static func appendShapes(
    _ slots: borrowing ObjectSlots, into tape: inout ObservationTape,
    _ root: inout ObservationTape.Container
  ) {
    var list: ObservationTape.Container?
    for index in 0..<3 where slots[Slot.shield + index].isShown {
      if list == nil { list = tape.open(.list, ObservationKey(.shields)) }
      list?.entries += 1
      var shield = tape.open(.dictionary)
      tape.append(42 + 32 * index, .x)
      tape.append(157, .y)
      var rows = tape.open(.list, ObservationKey(.rows))
      for row in 0..<9 { tape.append(Int(slots.memory[Memory.shields + 9 * index + row])) }
      rows.entries = 9
      tape.close(rows)
      shield.entries = 3
      tape.close(shield)
    }
    guard let list else { return }
    tape.close(list)
    root.entries += 1
  }

  private static func appendFamily(
    _ slots: borrowing ObjectSlots, _ family: ObservationKey.Numbered, _ range: Range<Int>,
    into tape: inout ObservationTape, _ root: inout ObservationTape.Container
  ) {
    var number = 0
    for slot in range where slots[slot].isShown {
      tape.appendBox(slots[slot], ObservationKey(family, number), to: &root)
      number += 1
    }
  }
}
