import Objects
import Testing

extension DifferenceTests {
  @Test func seaquestPlayerHasTheBoxOfItsPictureAndInCompatNot() throws {
    var pair = try MemoryPair("seaquest", [.diveX: 60, .diveY: 50, .divePicture: 164])
    #expect(pair.strict(.player).map(PixelBox.init) == PixelBox(x: 60, y: 83, w: 16, h: 10))
    #expect(pair.compat(.player).map(PixelBox.init) == PixelBox(x: 60, y: 83, w: 16, h: 11))
    pair.step([.divePicture: 178])
    #expect(pair.strict(.player)?.h == 11 && pair.compat(.player)?.h == 11)
  }

  @Test func seaquestPlayerIsCutAtTheSurfaceAndInCompatNot() throws {
    var pair = try MemoryPair("seaquest", [.diveY: 13])
    #expect(pair.strict(.player).map(PixelBox.init) == PixelBox(x: 76, y: 46, w: 16, h: 7))
    #expect(pair.compat(.player)?.h == 11)
    pair.step([.diveY: 22, .divePicture: 178])
    #expect(pair.strict(.player).map(PixelBox.init) == PixelBox(x: 76, y: 57, w: 16, h: 9))
    #expect(pair.compat(.player)?.y == 55)
  }

  @Test func seaquestPlayerBurstsAndInCompatIsGoneAndThenInAWrongPlace() throws {
    var pair = try MemoryPair("seaquest", [.diveX: 60, .diveY: 50, .diveEnd: 15])
    let first = pair.strict(.player)?.id
    #expect(pair.strict(.player)?.w == 16 && pair.compat(.player)?.w == 16)
    #expect(pair.strict(.player)?.rgb == RGB(236, 236, 236))
    #expect(pair.compat(.player)?.rgb == RGB(187, 187, 53))
    pair.step([.diveEnd: 14])
    #expect(pair.strict(.player).map(PixelBox.init) == PixelBox(x: 64, y: 88, w: 6, h: 3))
    #expect(pair.strict(.player)?.id == first && pair.compat(.player) == nil)
    pair.step([.diveEnd: 5])
    #expect(pair.strict(.player) == nil && pair.compat(.player) == nil)
    pair.step([.diveEnd: 0, .diveX: 90, .diveY: 13, .diveFacing: 8])
    #expect(pair.strict(.player)?.id != first && pair.strict(.player)?.x == 90)
    #expect(pair.strict(.player)?.orientation == .west)
    #expect(pair.compat(.player)?.x == 76 && pair.compat(.player)?.orientation == .east)
  }

  @Test func seaquestEnemiesAreCutAtTheEdgesAndInCompatNot() throws {
    var pair = try MemoryPair(
      "seaquest", [.lowestKind: 0, .lowestFormation: 4, .lowestX: 4, .sharkWave: 4])
    #expect(pair.strict(.shark).map(PixelBox.init) == PixelBox(x: 8, y: 141, w: 4, h: 6))
    #expect(pair.compat(.shark).map(PixelBox.init) == PixelBox(x: 4, y: 141, w: 8, h: 7))
    pair.step([.lowestX: 158])
    #expect(pair.strict(.shark).map(PixelBox.init) == PixelBox(x: 158, y: 143, w: 2, h: 4))
    #expect(pair.compat(.shark)?.w == 8)
    pair.step([.lowestX: 162])
    #expect(pair.strict(.shark) == nil && pair.compat(.shark)?.x == 162)
    pair.step([.lowestX: 0])
    #expect(pair.strict(.shark) == nil && pair.compat(.shark)?.x == 0)
  }

  @Test func seaquestFormationThatStartsAgainIsAnotherOneAndInCompatIsFast() throws {
    var pair = try MemoryPair("seaquest", [.lowestKind: 0, .lowestFormation: 4, .lowestX: 140])
    let first = pair.strict(.shark)?.id
    pair.step([.lowestX: 142])
    #expect(pair.strict(.shark)?.id == first && pair.strict(.shark)?.dx == 2)
    pair.step([.lowestX: 20])
    #expect(pair.strict(.shark)?.id != first && pair.strict(.shark)?.dx == nil)
    #expect(pair.compat(.shark)?.dx == -122)
  }

  @Test func seaquestSubmarinesHaveTheBoxOfTheirPictureAndInCompatAreLower() throws {
    let pair = try MemoryPair("seaquest", [.lowestKind: 4, .lowestFormation: 2, .lowestX: 40])
    #expect(pair.strict(.submarine).map(PixelBox.init) == PixelBox(x: 56, y: 140, w: 8, h: 10))
    #expect(pair.compat(.submarine).map(PixelBox.init) == PixelBox(x: 56, y: 141, w: 8, h: 11))
  }

  @Test func seaquestSurfaceSubmarineHasTheBoxOfItsPixelsAndInCompatNot() throws {
    var pair = try MemoryPair(
      "seaquest", [.surfaceDanger: 2, .surfaceX: 100, .reserve: 2, .divePicture: 164])
    #expect(
      pair.strict(.surfaceSubmarine).map(PixelBox.init) == PixelBox(x: 100, y: 46, w: 8, h: 7))
    #expect(
      pair.compat(.surfaceSubmarine).map(PixelBox.init) == PixelBox(x: 100, y: 45, w: 8, h: 11))
    pair.step([.reserve: 1, .surfaceX: 98])
    #expect(
      pair.strict(.surfaceSubmarine).map(PixelBox.init) == PixelBox(x: 98, y: 45, w: 8, h: 8))
    pair.step([.surfaceX: 0])
    #expect(pair.strict(.surfaceSubmarine) == nil && pair.compat(.surfaceSubmarine)?.x == 0)
  }

  @Test func seaquestSharksHaveTheColourOfTheirLevelAndInCompatAreGreen() throws {
    let pair = try MemoryPair(
      "seaquest", [.lowestKind: 0, .lowestFormation: 4, .lowestX: 40, .lowestColor: 232])
    #expect(pair.strict(.shark)?.rgb == RGB(160, 171, 79))
    #expect(pair.compat(.shark)?.rgb == RGB(92, 186, 92))
  }

  @Test func seaquestLaneHasOneKindOfEnemiesAndInCompatOldOnesStay() throws {
    var pair = try MemoryPair("seaquest", [.lowestKind: 4, .lowestFormation: 4, .lowestX: 40])
    pair.step([.lowestKind: 8, .lowestX: 100])
    #expect(pair.strict(.submarine) == nil && pair.strict(.shark)?.x == 100)
    #expect(pair.compat(.submarine)?.x == 40 && pair.compat(.shark)?.x == 100)
  }

  @Test func seaquestDiversHaveTheBoxOfTheirPictureAndInCompatNot() throws {
    var pair = try MemoryPair("seaquest", [.lowestKind: 0, .lowestDiver: 50])
    #expect(pair.strict(.diver).map(PixelBox.init) == PixelBox(x: 50, y: 138, w: 8, h: 13))
    #expect(pair.compat(.diver).map(PixelBox.init) == PixelBox(x: 50, y: 141, w: 8, h: 11))
    pair.step([.lowestDiver: 2])
    #expect(pair.strict(.diver)?.x == 8 && pair.strict(.diver)?.w == 2)
    #expect(pair.compat(.diver)?.x == 2)
  }

  @Test func seaquestMissilesOfSubmarinesAreAColumnFurtherRightInCompat() throws {
    var pair = try MemoryPair("seaquest", [.lowestKind: 4, .lowestDiver: 50])
    #expect(pair.strict(.enemyMissile).map(PixelBox.init) == PixelBox(x: 52, y: 145, w: 6, h: 4))
    #expect(pair.compat(.enemyMissile)?.x == 53)
    let first = pair.strict(.enemyMissile)?.id
    pair.step([.lowestDiver: 58])
    #expect(pair.strict(.enemyMissile)?.id == first)
    pair.step([.lowestDiver: 30])
    #expect(pair.strict(.enemyMissile)?.id != first && pair.compat(.enemyMissile)?.dx == -28)
    pair.step([.lowestKind: 12, .lowestDiver: 22])
    let second = pair.strict(.enemyMissile)?.id
    pair.step([.lowestDiver: 14])
    #expect(pair.strict(.enemyMissile)?.id == second && pair.strict(.enemyMissile)?.x == 16)
  }

  @Test func seaquestMissileOfThePlayerIsHiddenAtTheSurfaceAndInCompatNot() throws {
    var pair = try MemoryPair(
      "seaquest", [.diveX: 60, .diveY: 40, .diveMissile: 80, .diveClock: 0])
    let first = pair.strict(.playerMissile)?.id
    #expect(pair.strict(.playerMissile).map(PixelBox.init) == PixelBox(x: 80, y: 80, w: 8, h: 1))
    pair.step([.diveMissile: 100, .diveY: 14, .diveClock: 4])
    #expect(pair.strict(.playerMissile) == nil && pair.compat(.playerMissile)?.y == 54)
    pair.step([.diveMissile: 155, .diveY: 40, .diveClock: 15])
    #expect(pair.strict(.playerMissile)?.id == first && pair.strict(.playerMissile)?.w == 5)
    #expect(pair.compat(.playerMissile)?.w == 8)
    pair.step([.diveMissile: 80, .diveClock: 19])
    let second = pair.strict(.playerMissile)?.id
    #expect(second != first && pair.strict(.playerMissile)?.dx == nil)
    #expect(pair.compat(.playerMissile)?.dx == -75)
    pair.step([.diveMissile: 85, .diveClock: 23])
    #expect(pair.strict(.playerMissile)?.id != second && pair.compat(.playerMissile)?.dx == 5)
  }

  @Test func seaquestOxygenIsAsLongAsItsPixelsAndBlinksAndInCompatNot() throws {
    var pair = try MemoryPair("seaquest", [.oxygen: 0])
    #expect(
      pair.strict(.oxygenBarDepleted).map(PixelBox.init) == PixelBox(x: 48, y: 170, w: 64, h: 5))
    #expect(pair.compat(.oxygenBarDepleted)?.x == 49)
    pair.step([.oxygen: 63])
    #expect(pair.strict(.oxygenBarDepleted) == nil && pair.compat(.oxygenBarDepleted)?.w == 0)
    pair.step([.oxygen: 16, .diveY: 50, .diveClock: 0])
    #expect(pair.strict(.oxygenBar) == nil && pair.compat(.oxygenBar)?.w == 16)
    pair.step([.diveClock: 16])
    #expect(pair.strict(.oxygenBar)?.w == 16)
  }

  @Test func seaquestSixCollectedDiversBlinkAndInCompatNot() throws {
    var pair = try MemoryPair("seaquest", [.collectedDivers: 6, .diveY: 50, .diveClock: 8])
    #expect(pair.strict(.collectedDiver)?.x == 58 && pair.compat(.collectedDiver)?.x == 0)
    pair.step([.diveClock: 0])
    #expect(pair.strict(.collectedDiver) == nil && pair.compat(.collectedDiver) != nil)
  }

  @Test func seaquestDisplaysAreThereInCompatEvenWithoutDisplays() throws {
    for mode in ObjectMode.allCases {
      var ram = try Recording(named: "seaquest_seed0_skip4_hud1.jsonl").rows[0].ram
      ram[102] = 30
      ram[62] = 2
      var tracker = try ObjectTracker(game: "seaquest", mode: mode, hud: false)
      tracker.reset(ram: ram.span, lives: 4)
      #expect(tracker.objects.filter(\.hud).count == (mode == .compat ? 3 : 0))
    }
  }

  @Test func seaquestScoreHasTheBoxOfItsDigitsAndInCompatNot() throws {
    let pair = try MemoryPair("seaquest", [.scoreHundreds: 0x01, .scoreUnits: 0x20])
    #expect(pair.strict(.playerScore).map(PixelBox.init) == PixelBox(x: 84, y: 9, w: 21, h: 8))
    #expect(pair.compat(.playerScore).map(PixelBox.init) == PixelBox(x: 83, y: 9, w: 22, h: 8))
    #expect(pair.strict(.playerScore)?.value == 120 && pair.compat(.playerScore)?.value == 120)
  }
}

extension MemoryPair.Byte {
  static let diveClock = Self(1)
  static let divePicture = Self(24)
  static let lowestX = Self(30)
  static let lowestFormation = Self(36)
  static let lowestColor = Self(44)
  static let scoreHundreds = Self(57)
  static let scoreUnits = Self(58)
  static let reserve = Self(59)
  static let surfaceDanger = Self(60)
  static let collectedDivers = Self(62)
  static let diveX = Self(70)
  static let lowestDiver = Self(71)
  static let diveFacing = Self(86)
  static let lowestKind = Self(89)
  static let sharkWave = Self(93)
  static let diveY = Self(97)
  static let oxygen = Self(102)
  static let diveMissile = Self(103)
  static let diveEnd = Self(105)
  static let surfaceX = Self(118)
}
