extension Seaquest {
  static func updateStrict(_ slots: inout ObjectSlots, ram: Span<UInt8>, hud: Bool) {
    showPlayer(&slots, ram)
    for lane in 0..<laneCount {
      showFormation(&slots, lane, ram)
      showDiver(&slots, lane, ram)
    }
    showSurfaceSubmarine(&slots, ram)
    showPlayerMissile(&slots, ram)
    slots.memory[Memory.oxygen] = Int16(min(ram[Address.oxygen], 64))
    slots.memory[Memory.collected] = Int16(min(ram[Address.collected], 6))
    slots.memory[Memory.facing] = ram[Address.facing] == 0 ? 1 : -1
    if hud { showDisplays(&slots, ram) }
  }

  /// The player is drawn in columns of double width, and not behind the band of lines 53–56 at the
  /// surface. One that was hit burns where it was, then it bursts; the next is another one.
  private static func showPlayer(_ slots: inout ObjectSlots, _ ram: Span<UInt8>) {
    let facesRight = ram[Address.facing] == 0
    let picture: Drawing
    switch ram[Address.end] {
    case 1..<6: return slots.remove(Slot.player)
    case 6..<15: picture = burstPicture(ram[Address.end])
    default: picture = submarinePicture(ownPicture(ram))
    }
    let x = ram.number(Address.playerX)
    let y = ram.number(Address.playerY) + 33
    let part = picture.part(columns: 0..<8, isMirrored: !facesRight) { row in
      sea.y.contains(y + row) && !(53...56).contains(y + row)
    }
    guard let part else { return slots.conceal(Slot.player) }
    let columns = x + 2 * part.columns.lowerBound..<x + 2 * part.columns.upperBound
    slots.show(
      Slot.player, columns: columns, lines: y + part.rows.lowerBound..<y + part.rows.upperBound,
      within: sea)
    slots.setOrientation(Slot.player, facesRight ? .east : .west)
    slots.setTint(Slot.player, playerColor(ram[Address.end]))
  }

  /// Enemies live at the left, middle and right place of their formation; a new formation starts
  /// outside the picture.
  private static func showFormation(_ slots: inout ObjectSlots, _ lane: Int, _ ram: Span<UInt8>) {
    let kind = ram[Address.kind + lane]
    let hasSubmarines = isSubmarine(kind)
    let formation = ram[Address.formation + lane]
    let picture = hasSubmarines ? submarinePicture(Int(kind & 3)) : sharkPicture(Int(kind & 3))
    let y = laneY(lane) + (hasSubmarines ? -1 : ram.number(Address.wave) - 4)
    for place in 0..<3 {
      let shark = Slot.shark + 3 * lane + place
      let submarine = Slot.submarine + 3 * lane + place
      let slot = hasSubmarines ? submarine : shark
      slots.remove(hasSubmarines ? shark : submarine)
      guard formation >> UInt8(2 - place) & 1 == 1 else {
        slots.remove(slot)
        continue
      }
      let x = (ram.number(Address.formationX + lane) + 16 * place) & 255
      swim(&slots, slot, picture, kind, x: x > 247 ? x - 256 : x, y: y, isMirrored: kind & 8 != 0)
      if !hasSubmarines { slots.setTint(slot, sharkColor(ram[Address.color + lane])) }
    }
  }

  /// A diver, or a missile, which a submarine fires ahead.
  private static func showDiver(_ slots: inout ObjectSlots, _ lane: Int, _ ram: Span<UInt8>) {
    let kind = ram[Address.kind + lane]
    let hasSubmarines = isSubmarine(kind)
    let missile = Slot.enemyMissile + 3 - lane
    let diver = Slot.diver + 3 - lane
    let slot = hasSubmarines ? missile : diver
    slots.remove(hasSubmarines ? diver : missile)
    let x = ram.number(Address.diverX + lane)
    guard (1..<160).contains(x) else { return slots.remove(slot) }
    let picture = hasSubmarines ? missilePicture : diverPicture(Int(kind & 3))
    swim(
      &slots, slot, picture, kind, x: x, y: laneY(lane) - 4,
      isMirrored: kind & 8 != 0 && !hasSubmarines)
  }

  /// Shows the part of a picture that is in the sea. What swims against its lane is another one, and
  /// so is what comes back into the picture.
  private static func swim(
    _ slots: inout ObjectSlots, _ slot: Int, _ picture: borrowing Drawing, _ kind: UInt8, x: Int,
    y: Int, isMirrored: Bool, lines: Range<Int> = sea.y
  ) {
    let visible = (sea.x.lowerBound - x..<sea.x.upperBound - x).clamped(to: 0..<8)
    let part = picture.part(columns: visible, isMirrored: isMirrored) { row in
      lines.contains(y + row)
    }
    guard let part else { return slots.remove(slot) }
    let left = x + part.columns.lowerBound
    let before = slots.current(slot)
    if before.isShown {
      let way = kind & 8 == 0 ? left - Int(before.x) : Int(before.x) - left
      if !(-2...60).contains(way) { slots.remove(slot) }
    }
    slots.show(
      slot, x: left, y: y + part.rows.lowerBound, w: part.columns.count, h: part.rows.count)
  }

  /// It swims to the left, a line higher while there are less than two lives in reserve, and looks
  /// like the player; the band hides its lower lines.
  private static func showSurfaceSubmarine(_ slots: inout ObjectSlots, _ ram: Span<UInt8>) {
    let slot = Slot.surfaceSubmarine
    guard ram[Address.surfaceDanger] >= 2, ram[Address.surfaceX] < 160 else {
      return slots.remove(slot)
    }
    let y = ram[Address.lives] < 2 ? 45 : 46
    swim(
      &slots, slot, submarinePicture(ownPicture(ram)), 8, x: ram.number(Address.surfaceX), y: y,
      isMirrored: true, lines: 45..<53)
  }

  /// Which of its three pictures the player shows.
  private static func ownPicture(_ ram: Span<UInt8>) -> Int {
    switch ram[Address.picture] {
    case 164: 0
    case 178: 1
    default: 2
    }
  }

  /// The missile flies on at the height of the player, five columns a frame; while the player gets air,
  /// everything may stand still. One that has flown less, or back, is another one.
  private static func showPlayerMissile(_ slots: inout ObjectSlots, _ ram: Span<UInt8>) {
    let slot = Slot.playerMissile
    let x = ram.number(Address.missileX)
    let y = ram.number(Address.playerY) + 40
    let columns = (x..<x + 8).clamped(to: sea.x)
    guard (1..<160).contains(x), !columns.isEmpty, sea.y.contains(y) else {
      return slots.remove(slot)
    }
    let way = (x - Int(slots.memory[Memory.missileX])) * Int(slots.memory[Memory.missileWay])
    let frames = Int(ram[Address.clock] &- UInt8(truncatingIfNeeded: slots.memory[Memory.clock]))
    let isFar = way == 5 * frames
    let isHeldUp = ram[Address.playerY] <= 13 && (0...5 * frames).contains(way)
    if !isFar && !isHeldUp { slots.remove(slot) }
    if slots.current(slot).id == 0 {
      slots.memory[Memory.missileWay] = x > ram.number(Address.playerX) + 8 ? 1 : -1
    }
    slots.memory[Memory.missileX] = Int16(x)
    slots.memory[Memory.clock] = Int16(ram[Address.clock])
    if (53...56).contains(y) { return slots.conceal(slot) }
    slots.show(slot, x: columns.lowerBound, y: y, w: columns.count, h: 1)
  }

  /// Under way, six divers blink, and so does the last oxygen unless the player was hit.
  private static func showDisplays(_ slots: inout ObjectSlots, _ ram: Span<UInt8>) {
    let isUnderWay = ram[Address.playerY] > 13
    let clock = ram[Address.clock]
    let oxygen = Int(slots.memory[Memory.oxygen])
    let isLow = oxygen <= 16 && ram[Address.end] == 0
    if oxygen == 0 || isLow && isUnderWay && clock & 16 == 0 {
      slots.conceal(Slot.oxygenBar)
    } else {
      slots.show(Slot.oxygenBar, x: 49, y: 170, w: min(oxygen, 63), h: 5)
    }
    slots.setValue(Slot.oxygenBar, oxygen)
    if oxygen >= 63 {
      slots.conceal(Slot.oxygenBarDepleted)
    } else {
      let left = oxygen == 0 ? 48 : 49 + oxygen
      slots.show(Slot.oxygenBarDepleted, x: left, y: 170, w: 112 - left, h: 5)
    }
    slots.setValue(Slot.oxygenBarDepleted, max(0, 63 - oxygen))

    let collected = Int(slots.memory[Memory.collected])
    let isDark = collected == 6 && isUnderWay && clock & 8 == 0
    for index in 0..<6 {
      let slot = Slot.collectedDiver + index
      if index >= collected {
        slots.remove(slot)
      } else if isDark {
        slots.conceal(slot)
      } else {
        slots.show(slot, x: 58 + 8 * index, y: 178, w: 8, h: 9)
      }
    }

    // Digits are 6 columns wide, a 1 has 5.
    let score = score(ram)
    var (width, first) = (6, score)
    while first > 9 { (width, first) = (width + 8, first / 10) }
    let left = 105 - width + (first == 1 ? 1 : 0)
    slots.show(Slot.score, x: left, y: 9, w: 105 - left, h: 8)
    slots.setValue(Slot.score, score)

    let lives = min(ram.number(Address.lives), 6)
    if lives == 0 {
      slots.conceal(Slot.lives)
    } else {
      slots.show(Slot.lives, x: 58, y: 22, w: 8 * lives - 1, h: 8)
    }
    slots.setValue(Slot.lives, lives)
  }
}
