/// Seaquest: a submarine in the sea, four lanes with sharks or enemy submarines, divers, displays.
///
/// In each lane up to three enemies swim as one formation, 16 columns apart, sharks or submarines. A
/// lane has one byte more: a diver, or the missile of the submarines. Picture and RAM belong to
/// the same frame. Columns 0–7 are black and hide what swims in or out on the left.
enum Seaquest {
  enum Slot {
    static let player = 0
    /// Three a lane, from the lowest lane up.
    static let shark = 1
    static let submarine = 13
    /// One a lane, from the uppermost lane down.
    static let diver = 25
    static let enemyMissile = 29
    static let surfaceSubmarine = 33
    static let playerMissile = 34
    static let oxygenBar = 35
    static let collectedDiver = 36
    static let score = 42
    static let lives = 43
    static let oxygenBarDepleted = 44
  }

  /// Addresses in RAM; what there is for each lane stands there from the lowest lane up.
  ///
  /// `clock`, `picture` and `color` are our own findings, and so is what is said below about the bits of
  /// `kind`; OCAtari 2.2.1 reads the others. All were checked against the pixels of 50,000 frames.
  enum Address {
    /// Counts frames. Bit 3 is set while six collected divers, which blink, are drawn, bit 4 while
    /// the last oxygen is.
    static let clock = 1
    /// Low byte of where the picture of the player stands: one of three.
    static let picture = 24
    static let formationX = 30
    /// Bits 2 to 0: the left, the middle and the right enemy of a formation live.
    static let formation = 36
    /// Palette index of the enemies of a lane.
    static let color = 44
    /// The score from its highest digits down, two decimal digits a byte.
    static let score = 56
    static let lives = 59
    /// From 2 on submarines come at the surface.
    static let surfaceDanger = 60
    static let collected = 62
    static let playerX = 70
    /// Column of a diver, or of a missile; 0 without one.
    static let diverX = 71
    /// 0 while the player faces right.
    static let facing = 86
    /// Bits 0 and 1: which of three pictures. Bit 2: submarines, not sharks. Bit 3: to the left.
    static let kind = 89
    /// How far sharks are below their highest place.
    static let wave = 93
    static let playerY = 97
    /// 64 when full.
    static let oxygen = 102
    static let missileX = 103
    /// Frames, counted in fours, until a player that was hit starts again: it burns down to 15, then
    /// bursts, and from 5 on there is nothing to be seen.
    static let end = 105
    static let surfaceX = 118
  }

  static let laneCount = 4
  static let sea = (x: 8..<160, y: 45..<153)
  static let yellow = RGB(187, 187, 53)
  static let blue = RGB(66, 72, 200)
  static let green = RGB(92, 186, 92)
  static let gray = RGB(170, 170, 170)

  static let table = ObjectTable(
    game: "seaquest",
    entries: [
      .init(
        .player, colors: [yellow], x: 8..<160, y: 45..<153, width: 1...16, height: 1...11,
        hasOrientation: true),
      .init(
        .shark, count: 12, colors: [green], x: 8..<160, y: 65..<153, width: 1...8,
        height: 1...7),
      .init(
        .submarine, count: 12, colors: [gray], x: 8..<160, y: 65..<153, width: 1...8,
        height: 1...11),
      .init(
        .diver, count: laneCount, colors: [blue], x: 8..<160, y: 65..<153, width: 1...8,
        height: 1...14),
      .init(
        .enemyMissile, count: laneCount, colors: [blue], x: 8..<160, y: 73..<149, width: 1...6,
        height: 1...4),
      .init(
        .surfaceSubmarine, colors: [gray], x: 8..<160, y: 45..<53, width: 1...8, height: 1...8),
      .init(
        .playerMissile, colors: [yellow], x: 8..<160, y: 45..<153, width: 1...8, height: 1...1),
      .init(
        .oxygenBar, hud: true, colors: [RGB(214, 214, 214)], x: 49..<112, y: 170..<175,
        width: 1...63, height: 5...5, value: 0...64, hasValueInCompat: true),
      .init(
        .collectedDiver, count: 6, hud: true, colors: [RGB(24, 26, 167)], x: 58..<106,
        y: 178..<187, width: 8...8, height: 9...9),
      .init(
        .playerScore, hud: true, colors: [RGB(210, 210, 64)], x: 59..<105, y: 9..<17,
        width: 5...46, height: 8...8, value: 0...999_999, hasValueInCompat: true),
      .init(
        .lives, hud: true, colors: [RGB(210, 210, 64)], x: 58..<105, y: 22..<30, width: 7...47,
        height: 8...8, value: 0...6, hasValueInCompat: true),
      .init(
        .oxygenBarDepleted, hud: true, colors: [RGB(163, 57, 21)], x: 48..<112, y: 170..<175,
        width: 1...64, height: 5...5, value: 0...63, hasValueInCompat: true),
    ])

  /// The first line of what swims in a lane, from the lowest lane up.
  static func laneY(_ lane: Int) -> Int { 141 - 24 * lane }

  /// Sharks have one of five colours, by level.
  static func sharkColor(_ index: UInt8) -> RGB {
    switch index {
    case 54: RGB(198, 108, 58)
    case 88: RGB(198, 89, 179)
    case 198: RGB(72, 160, 72)
    case 232: RGB(160, 171, 79)
    default: green
    }
  }

  /// A player that was hit burns black and white, and its burst fades.
  static func playerColor(_ end: UInt8) -> RGB {
    switch end {
    case 0: yellow
    case 6: RGB(24, 59, 157)
    case 7: RGB(45, 87, 176)
    case 8: RGB(66, 114, 194)
    case 9: RGB(84, 138, 210)
    case 10: RGB(101, 160, 225)
    case 11...14: RGB(117, 181, 239)
    default: end & 1 == 0 ? RGB(0, 0, 0) : RGB(236, 236, 236)
    }
  }

  static func isSubmarine(_ kind: UInt8) -> Bool { (4...6).contains(kind & 7) }

  /// Numbers that are kept besides boxes: what an observation shows, the column of the player's
  /// missile, its way, 1 to the right and -1 to the left, and the clock when it was there.
  enum Memory {
    static let oxygen = 0
    static let collected = 1
    static let facing = 2
    static let missileX = 3
    static let missileWay = 4
    static let clock = 5
  }

  /// `Player`; `Enemies`: sharks, submarines, then their missiles, each with its `type`; `Divers`;
  /// `lives`. In `strict` also `PlayerMissile`, `SurfaceSubmarine`, `oxygen` from 0 to 64, `collected`,
  /// the number of divers on board, and `facing`, 1 to the right and -1 to the left.
  static func observe(
    _ slots: borrowing ObjectSlots, mode: ObjectMode, lives: Int,
    into tape: inout ObservationTape, _ root: inout ObservationTape.Container
  ) {
    tape.appendBox(slots[Slot.player], ObservationKey(.player), to: &root)
    var enemies: ObservationTape.Container?
    for slot in Slot.shark..<Slot.surfaceSubmarine {
      let type: ObservationKey.Word
      switch slot {
      case ..<Slot.submarine: type = .shark
      case ..<Slot.diver: type = .submarine
      case ..<Slot.enemyMissile: continue
      default: type = .enemyMissile
      }
      guard slots[slot].isShown else { continue }
      if enemies == nil { enemies = tape.open(.list, ObservationKey(.enemies)) }
      tape.appendBox(slots[slot], type: type, to: &enemies!)
    }
    if let enemies {
      tape.close(enemies)
      root.entries += 1
    }
    var divers: ObservationTape.Container?
    for slot in Slot.diver..<Slot.enemyMissile where slots[slot].isShown {
      if divers == nil { divers = tape.open(.list, ObservationKey(.divers)) }
      tape.appendBox(slots[slot], nil, to: &divers!)
    }
    if let divers {
      tape.close(divers)
      root.entries += 1
    }
    tape.append(lives, .lives)
    root.entries += 1
    guard mode == .strict else { return }
    tape.appendBox(slots[Slot.playerMissile], ObservationKey(.playerMissile), to: &root)
    tape.appendBox(slots[Slot.surfaceSubmarine], ObservationKey(.surfaceSubmarine), to: &root)
    tape.append(Int(slots.memory[Memory.oxygen]), .oxygen)
    tape.append(Int(slots.memory[Memory.collected]), .collected)
    tape.append(Int(slots.memory[Memory.facing]), .facing)
    root.entries += 3
  }

  static func score(_ ram: Span<UInt8>) -> Int {
    ram.decimal(Address.score..<Address.score + 3)
  }
}
