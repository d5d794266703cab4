import Objects
import Testing

extension DifferenceTests {
  /// A running game with a lyre on the top stage and nothing else; the player in the middle.
  private func asterix(_ bytes: [MemoryPair.Byte: UInt8] = [:]) throws -> MemoryPair {
    var ram: [MemoryPair.Byte: UInt8] = [
      .asterixStarted: 1, .asterixStage: 3, .asterixX: 76, .asterixLives: 3,
      .asterixTopX: 40, .asterixTopPicture: 204, .asterixTopEnemy: 1,
    ]
    for picture in MemoryPair.Byte.asterixLowerPictures { ram[picture] = 11 }
    ram.merge(bytes) { $1 }
    return try MemoryPair("asterix", ram)
  }

  @Test func asterixPlayersHaveTheBoxOfTheirPixelsAndInCompatOneOfThreeWidths() throws {
    var pair = try asterix()
    #expect(pair.strict(.player).map(PixelBox.init) == PixelBox(x: 76, y: 74, w: 8, h: 11))
    pair.step([.asterixDeath: 80])
    #expect(pair.strict(.player).map(PixelBox.init) == PixelBox(x: 77, y: 74, w: 16, h: 11))
    #expect(pair.compat(.player).map(PixelBox.init) == PixelBox(x: 76, y: 74, w: 8, h: 11))
    pair.step([.asterixPhase: 4])
    #expect(pair.strict(.player).map(PixelBox.init) == PixelBox(x: 79, y: 74, w: 12, h: 11))
    pair.step([.asterixDeath: 126])
    #expect(pair.strict(.player).map(PixelBox.init) == PixelBox(x: 77, y: 74, w: 6, h: 11))
    #expect(pair.compat(.player).map(PixelBox.init) == PixelBox(x: 76, y: 74, w: 16, h: 11))
    pair.step([.asterixPhase: 8, .asterixDeath: 1])
    #expect(pair.strict(.player)?.w == 8 && pair.compat(.player)?.w == 6)
  }

  @Test func asterixPlayerAfterADeathIsAnotherOneOnTheOldStageAndInCompatJumps() throws {
    var pair = try asterix([.asterixStage: 7, .asterixX: 40, .asterixDeath: 1, .asterixClock: 120])
    let first = try #require(pair.strict(.player)?.id)
    pair.step([.asterixStage: 3, .asterixX: 76, .asterixDeath: 0, .asterixClock: 122])
    #expect(pair.strict(.player).map(PixelBox.init) == PixelBox(x: 76, y: 138, w: 8, h: 11))
    #expect(pair.strict(.player)?.id != first && pair.strict(.player)?.dx == nil)
    #expect(pair.compat(.player)?.y == 74 && pair.compat(.player)?.dy == -64)
    pair.step([.asterixClock: 125])
    #expect(pair.strict(.player)?.y == 74)
  }

  @Test(arguments: [
    (UInt8(12), ObjectCategory.reward, PixelBox(x: 40, y: 26, w: 6, h: 11)),
    (72, .reward, PixelBox(x: 40, y: 26, w: 8, h: 11)),
    (108, .consumable, PixelBox(x: 41, y: 27, w: 7, h: 10)),
    (132, .consumable, PixelBox(x: 41, y: 26, w: 5, h: 11)),
    (144, .consumable, PixelBox(x: 40, y: 26, w: 8, h: 11)),
    (168, .consumable, PixelBox(x: 40, y: 30, w: 8, h: 5)),
    (204, .enemy, PixelBox(x: 40, y: 26, w: 7, h: 11)),
    (216, .enemy, PixelBox(x: 41, y: 26, w: 7, h: 11)),
    (228, .consumable, PixelBox(x: 40, y: 28, w: 7, h: 6)),
  ])
  func asterixThingsHaveTheBoxOfTheirPixelsAndInCompatNot(
    picture: UInt8, category: ObjectCategory, box: PixelBox
  ) throws {
    let pair = try asterix([
      .asterixTopPicture: picture, .asterixTopEnemy: category == .enemy ? 1 : 0,
      .asterixTopReward: category == .reward ? 1 : 0,
    ])
    #expect(pair.strict(category).map(PixelBox.init) == box)
    let width = category == .reward ? 8 : 7
    let offset = category == .consumable ? 1 : 0
    #expect(
      pair.compat(category).map(PixelBox.init)
        == PixelBox(x: 40 + offset, y: 26 + offset, w: width, h: 11))
  }

  @Test func asterixThingsMoveAndKeepTheirIdentityAndInCompatHaveNoVelocity() throws {
    var pair = try asterix()
    let first = try #require(pair.strict(.enemy)?.id)
    pair.step([.asterixTopX: 44])
    #expect(pair.strict(.enemy)?.dx == 4 && pair.strict(.enemy)?.id == first)
    #expect(pair.compat(.enemy)?.dx == 0)
    pair.step([.asterixTopX: 4])
    #expect(pair.strict(.enemy)?.dx == nil && pair.strict(.enemy)?.id != first)
  }

  @Test func asterixThingsThatLeftAreGoneAndInCompatStay() throws {
    var pair = try asterix()
    pair.step([.asterixTopPicture: 11])
    #expect(pair.strict(.enemy) == nil)
    #expect(pair.compat(.enemy)?.x == 40)
  }

  @Test func asterixShowsAtMostThreeLivesAndInCompatAnyNumber() throws {
    var pair = try asterix([.asterixLives: 6])
    #expect(pair.strict(.lives)?.w == 40 && pair.compat(.lives)?.w == 72)
    #expect(pair.strict(.lives)?.value == 6 && pair.compat(.lives)?.value == nil)
    pair.step([.asterixPhase: 4, .asterixLives: 2])
    #expect(pair.strict(.lives).map(PixelBox.init) == PixelBox(x: 61, y: 169, w: 6, h: 11))
    pair.step([.asterixLives: 1])
    #expect(pair.strict(.lives) == nil && pair.compat(.lives) == nil)
    pair.step([.asterixLives: 2])
    #expect(pair.strict(.lives) != nil && pair.compat(.lives) == nil)
  }

  @Test func asterixIsEmptyBeforeTheFirstPictureAndInCompatFull() throws {
    let pair = try MemoryPair("asterix", [:])
    #expect(pair.strictTracker.objects.isEmpty)
    #expect(pair.compatTracker.objects.count == 11)
  }
}

extension MemoryPair.Byte {
  static let asterixStarted = Self(4)
  static let asterixClock = Self(7)
  static let asterixLowerPictures = (11..<18).map { Self($0) }
  static let asterixTopPicture = Self(18)
  static let asterixTopEnemy = Self(29)
  static let asterixStage = Self(39)
  static let asterixX = Self(41)
  static let asterixTopX = Self(42)
  static let asterixPhase = Self(54)
  static let asterixDeath = Self(71)
  static let asterixTopReward = Self(73)
  static let asterixLives = Self(83)
}
