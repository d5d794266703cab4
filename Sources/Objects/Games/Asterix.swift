/// Asterix: a player on eight stages, on each of which one thing crosses at a time: a lyre, which
/// kills, or something to eat, which leaves its worth in points behind.
///
/// Stages are counted from the top. Things on even stages move right, the others left, all at the
/// same speed, which grows with the phase. The picture shows memory as it stands, except after a
/// death: the player goes back to the middle in memory, but is drawn on its old stage until the
/// game next looks at the joystick, which is in every fourth frame.
enum Asterix {
  enum Slot {
    static let player = 0
    /// The stages from the top, for each kind of thing.
    static let reward = 1
    static let enemy = 9
    static let consumable = 17
    static let score = 25
    static let lives = 26
  }

  /// Addresses in RAM.
  ///
  /// `phase`, `playerX`, `playerStage`, `thingX`, `absent` (as 11), `isReward`, `isEnemy`, `death`,
  /// `lives` and `score` are those that OCAtari 2.2.1 reads; that `picture` tells what is drawn, the
  /// others and their meaning are our own findings from the pixels of 95,000 frames up to phase 24.
  enum Address {
    /// 0 until the game has drawn a picture.
    static let started = 4
    /// Not 0 while no game runs and a text is shown.
    static let pause = 6
    /// Counts frames; in those with remainder 1 modulo 4 the joystick moves the player up or down.
    static let clock = 7
    /// What is drawn on a stage, the lowest first: 12 bytes a picture, see `pictures`.
    static let picture = 11
    /// `compat` alone: odd for an enemy. Stages from the top.
    static let isEnemy = 29
    static let playerStage = 39
    static let playerX = 41
    static let thingX = 42
    /// The player is Obelix where bit 2 is set, and from 24 on.
    static let phase = 54
    /// Counts frames down after a hit; from 125 to 79 the player is drawn at double width.
    static let death = 71
    /// Counts frames, too. A new game begins with 4 here and `clock` 1, and shows its players a frame
    /// later.
    static let frame = 87
    /// `compat` alone: not 0 for a reward. Stages from the top.
    static let isReward = 73
    static let lives = 83
    /// Six decimal digits.
    static let score = 94
  }

  /// Numbers kept between steps.
  enum Memory {
    /// `strict`: one more than the stage on which a player that died is still drawn, else 0.
    static let oldStage = 0
    static let death = 1
    static let clock = 2
    /// `strict`: the speed of all things, in pixels a frame.
    static let speed = 3
    /// `compat`: 1 once the display of lives was taken away; it never comes back.
    static let lostLives = 4
  }

  static let stages = 8
  static let yellow = RGB(187, 187, 53)
  private static let grey = RGB(200, 200, 200)

  static let table = ObjectTable(
    game: "asterix",
    entries: [
      .init(
        .player, colors: [yellow], x: 0..<160, y: 26..<149, width: 1...16, height: 11...11),
      .init(
        .reward, count: stages, colors: [grey], x: 0..<160, y: 26..<149, width: 1...8,
        height: 11...11),
      .init(
        .enemy, count: stages, colors: [RGB(228, 111, 111)], x: 0..<160, y: 26..<149,
        width: 1...7, height: 11...11),
      .init(
        .consumable, count: stages, colors: [grey], x: 0..<160, y: 26..<149, width: 1...8,
        height: 5...11),
      .init(
        .score, hud: true, colors: [yellow], x: 56..<102, y: 184..<191, width: 6...46,
        height: 7...7, value: 0...999_999, hasValueInCompat: true),
      .init(
        .lives, hud: true, colors: [yellow], x: 60..<100, y: 169..<180, width: 6...40,
        height: 11...11, value: 0...255),
    ])

  static func y(stage: Int) -> Int { 26 + 16 * stage }

  /// `Player`; `Enemies`, `Consumables` and `Rewards`, the nearest to the player first; `lives`; in
  /// `strict` also `Lanes`, the top line and the speed of each stage in pixels a frame, to the right
  /// positive.
  static func observe(
    _ slots: borrowing ObjectSlots, lives: Int, mode: ObjectMode,
    into tape: inout ObservationTape, _ root: inout ObservationTape.Container
  ) {
    let player = slots[Slot.player]
    if player.isShown {
      var entry = tape.open(.dictionary, ObservationKey(.player))
      tape.append(Int(player.x), .x)
      tape.append(Int(player.y), .y)
      entry.entries = 2
      tape.close(entry)
      root.entries += 1
    }
    appendByDistance(slots, Slot.enemy, .enemies, .enemy, into: &tape, &root)
    appendByDistance(slots, Slot.consumable, .consumables, .consumable, into: &tape, &root)
    appendByDistance(slots, Slot.reward, .rewards, .rewardType, into: &tape, &root)
    tape.append(lives, .lives)
    root.entries += 1
    guard mode == .strict else { return }
    let speed = Double(slots.memory[Memory.speed])
    var list = tape.open(.list, ObservationKey(.lanes))
    for stage in 0..<stages {
      var entry = tape.open(.dictionary)
      tape.append(y(stage: stage), .y)
      tape.append(stage % 2 == 0 ? speed : -speed, .speed)
      entry.entries = 2
      tape.close(entry)
    }
    list.entries = stages
    tape.close(list)
    root.entries += 1
  }

  /// The things of eight slots by Manhattan distance from the player, equally near ones from the
  /// top; from the top where there is no player.
  private static func appendByDistance(
    _ slots: borrowing ObjectSlots, _ first: Int, _ key: ObservationKey.Word,
    _ type: ObservationKey.Word, into tape: inout ObservationTape,
    _ root: inout ObservationTape.Container
  ) {
    let player = slots[Slot.player]
    var distances = InlineArray<8, Int>(repeating: .max)
    var count = 0
    for stage in 0..<stages where slots[first + stage].isShown {
      let thing = slots[first + stage]
      let distance = abs(Int(thing.x) - Int(player.x)) + abs(Int(thing.y) - Int(player.y))
      distances[stage] = player.isShown ? distance : stage
      count += 1
    }
    if count == 0 { return }
    var list = tape.open(.list, ObservationKey(key))
    for _ in 0..<count {
      var nearest = 0
      for stage in 1..<stages where distances[stage] < distances[nearest] { nearest = stage }
      distances[nearest] = .max
      let thing = slots[first + nearest]
      var entry = tape.open(.dictionary)
      tape.append(Int(thing.x), .x)
      tape.append(Int(thing.y), .y)
      tape.append(type, .type)
      entry.entries = 3
      tape.close(entry)
    }
    list.entries = count
    tape.close(list)
    root.entries += 1
  }
}

// MARK: - strict

extension Asterix {
  /// What a picture shows: the kind by its first slot, the box of its pixels, and the colour that
  /// most of them have.
  private struct Figure {
    var slot: Int
    var x: Int
    var w: Int
    var y = 0
    var h = 11
    var color: RGB
  }

  private static let red = RGB(184, 50, 50)
  private static let white = RGB(214, 214, 214)
  private static let silver = RGB(170, 170, 170)

  /// The picture at an address; nil where there is none.
  private static func figure(_ picture: Int) -> Figure? {
    switch picture {
    case 12: Figure(slot: Slot.reward, x: 0, w: 6, color: silver)
    case 24, 36, 48, 60, 72: Figure(slot: Slot.reward, x: 0, w: 8, color: silver)
    // Cauldron, helmet, shield, lamp, apple, fish, leg of meat, mug; and, from phase 24 on, a bowl.
    case 108: Figure(slot: Slot.consumable, x: 1, w: 7, y: 1, h: 10, color: red)
    case 120: Figure(slot: Slot.consumable, x: 1, w: 7, color: white)
    case 132: Figure(slot: Slot.consumable, x: 1, w: 5, color: white)
    case 144: Figure(slot: Slot.consumable, x: 0, w: 8, color: yellow)
    case 156: Figure(slot: Slot.consumable, x: 0, w: 8, color: red)
    case 168: Figure(slot: Slot.consumable, x: 0, w: 8, y: 4, h: 5, color: RGB(198, 89, 179))
    case 180: Figure(slot: Slot.consumable, x: 1, w: 5, color: red)
    case 192: Figure(slot: Slot.consumable, x: 0, w: 7, color: red)
    case 204: Figure(slot: Slot.enemy, x: 0, w: 7, color: RGB(228, 111, 111))
    case 216: Figure(slot: Slot.enemy, x: 1, w: 7, color: RGB(228, 111, 111))
    case 228: Figure(slot: Slot.consumable, x: 0, w: 7, y: 2, h: 6, color: white)
    default: nil
    }
  }

  static func updateStrict(_ slots: inout ObjectSlots, ram: Span<UInt8>, hud: Bool) {
    let phase = ram[Address.phase]
    slots.memory[Memory.speed] = phase < 4 ? 1 : phase < 16 ? 2 : 3
    showPlayer(&slots, ram)
    for stage in 0..<stages { showThing(&slots, stage, ram) }
    slots.memory[Memory.death] = Int16(ram[Address.death])
    slots.memory[Memory.clock] = Int16(ram[Address.clock])
    if hud { showDisplays(&slots, ram) }
  }

  private static func isShowingPlayers(_ ram: Span<UInt8>) -> Bool {
    ram[Address.pause] == 0 && !(ram[Address.clock] == 1 && ram[Address.frame] == 4)
  }

  private static func isObelix(_ ram: Span<UInt8>) -> Bool {
    ram[Address.phase] & 4 != 0 || ram[Address.phase] >= 24
  }

  private static func showPlayer(_ slots: inout ObjectSlots, _ ram: Span<UInt8>) {
    let x = ram.number(Address.playerX)
    let stage = followStage(&slots, ram)
    guard isShowingPlayers(ram), x != 0, stage < stages else { return slots.remove(Slot.player) }
    let isWide = (79...125).contains(ram[Address.death])
    let (offset, width) =
      isObelix(ram) ? (isWide ? (3, 12) : (1, 6)) : isWide ? (1, 16) : (0, 8)
    let top = y(stage: stage)
    slots.show(
      Slot.player, columns: x + offset..<x + offset + width, lines: top..<top + 11,
      within: (x: 0..<160, y: 0..<210))
  }

  /// The stage on which the player is drawn. A player that comes after a death is another one, and
  /// again another one once it leaves the old stage, which is a leap.
  private static func followStage(_ slots: inout ObjectSlots, _ ram: Span<UInt8>) -> Int {
    let stage = ram.number(Address.playerStage)
    let death = Int(slots.memory[Memory.death])
    let clock = ram.number(Address.clock)
    let frames = (clock - Int(slots.memory[Memory.clock])) & 127
    // Frames since the joystick was looked at.
    let sinceLook = (clock - 1) & 3
    if death != 0, ram[Address.death] == 0 {
      let old = slots.current(Slot.player)
      slots.remove(Slot.player)
      let sinceDeath = frames - death
      if sinceLook >= sinceDeath, old.y >= 26 {
        slots.memory[Memory.oldStage] = (old.y - 26) / 16 + 1
      }
    } else if sinceLook < frames, slots.memory[Memory.oldStage] != 0 {
      slots.memory[Memory.oldStage] = 0
      slots.remove(Slot.player)
    }
    let old = Int(slots.memory[Memory.oldStage])
    return old == 0 ? stage : old - 1
  }

  /// What crosses a stage; a thing that is back at its start is another one.
  private static func showThing(
    _ slots: inout ObjectSlots, _ stage: Int, _ ram: Span<UInt8>
  ) {
    let figure = figure(ram.number(Address.picture + stages - 1 - stage))
    for first in [Slot.reward, Slot.enemy, Slot.consumable] where first != figure?.slot {
      slots.remove(first + stage)
    }
    guard let figure else { return }
    let slot = figure.slot + stage
    let x = ram.number(Address.thingX + stage) + figure.x
    let before = slots.current(slot)
    if before.id != 0 {
      let way = stage % 2 == 0 ? x - Int(before.x) : Int(before.x) - x
      if way < 0 || Int(before.value) != ram.number(Address.picture + stages - 1 - stage) {
        slots.remove(slot)
      }
    }
    slots.setValue(slot, ram.number(Address.picture + stages - 1 - stage))
    slots.setTint(slot, figure.color)
    let top = y(stage: stage) + figure.y
    slots.show(
      slot, columns: x..<x + figure.w, lines: top..<top + figure.h,
      within: (x: 0..<160, y: 0..<210))
  }

  /// The score is set flush right without leading zeros. At most three of the lives left are shown.
  private static func showDisplays(_ slots: inout ObjectSlots, _ ram: Span<UInt8>) {
    let score = ram.decimal(Address.score..<Address.score + 3)
    let digits = digits(score)
    let lives = ram.number(Address.lives)
    slots.setValue(Slot.score, score)
    slots.setValue(Slot.lives, lives)
    guard ram[Address.started] != 0 else {
      slots.conceal(Slot.score)
      return slots.conceal(Slot.lives)
    }
    slots.show(Slot.score, x: 104 - 8 * digits, y: 184, w: 8 * digits - 2, h: 7)
    guard isShowingPlayers(ram), lives > 1 else { return slots.conceal(Slot.lives) }
    let count = min(lives - 1, 3)
    if isObelix(ram) {
      slots.show(Slot.lives, x: 61, y: 169, w: 16 * count - 10, h: 11)
    } else {
      slots.show(Slot.lives, x: 60, y: 169, w: 16 * count - 8, h: 11)
    }
  }

  private static func digits(_ number: Int) -> Int {
    var (count, rest) = (1, number / 10)
    while rest > 0 { (count, rest) = (count + 1, rest / 10) }
    return count
  }
}

// MARK: - compat

extension Asterix {
  /// The boxes that OCAtari's objects are made with; the first velocities are counted from them.
  static func initializeCompat(_ slots: inout ObjectSlots, hud: Bool) {
    slots.show(Slot.player, x: 0, y: 0, w: 8, h: 11)
    if hud {
      slots.show(Slot.score, x: 0, y: 0, w: 8, h: 11)
      slots.show(Slot.lives, x: 0, y: 0, w: 6, h: 7)
    }
  }

  static func updateCompat(_ slots: inout ObjectSlots, ram: Span<UInt8>, hud: Bool) {
    let width = ram[Address.death] >= 82 ? 16 : ram[Address.phase] < 5 ? 8 : 6
    slots.show(
      Slot.player, x: ram.number(Address.playerX), y: y(stage: ram.number(Address.playerStage)),
      w: width, h: 11)
    for stage in 0..<stages { compatThing(&slots, stage, ram) }
    if hud { compatDisplays(&slots, ram) }
  }

  /// An enemy or a consumable is made anew in every step, and stays when its stage is empty.
  private static func compatThing(
    _ slots: inout ObjectSlots, _ stage: Int, _ ram: Span<UInt8>
  ) {
    let x = ram.number(Address.thingX + stage)
    let top = y(stage: stage)
    let (reward, enemy, consumable) =
      (Slot.reward + stage, Slot.enemy + stage, Slot.consumable + stage)
    if ram[Address.picture + stages - 1 - stage] == 11 { return slots.remove(reward) }
    if ram[Address.isReward + stage] != 0 {
      slots.remove(enemy)
      slots.remove(consumable)
      slots.show(reward, x: x, y: top, w: 8, h: 11)
      return
    }
    slots.remove(reward)
    slots.remove(enemy)
    slots.remove(consumable)
    if ram[Address.isEnemy + stage] & 1 == 1 {
      slots.show(enemy, x: x, y: top, w: 7, h: 11)
    } else {
      slots.show(consumable, x: x + 1, y: top + 1, w: 7, h: 11)
    }
  }

  private static func compatDisplays(_ slots: inout ObjectSlots, _ ram: Span<UInt8>) {
    let score = ram.decimal(Address.score..<Address.score + 3)
    let digits = digits(score)
    slots.show(Slot.score, x: 104 - 8 * digits, y: 184, w: 8 * digits - 2, h: 7)
    slots.setValue(Slot.score, score)
    let lives = ram.number(Address.lives)
    if lives < 2 {
      slots.remove(Slot.lives)
      slots.memory[Memory.lostLives] = 1
    } else if slots.memory[Memory.lostLives] == 0 {
      slots.show(Slot.lives, x: 60, y: 169, w: 8 + 16 * (lives - 2), h: 11)
    }
  }
}
