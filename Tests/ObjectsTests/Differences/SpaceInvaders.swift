import Objects
import Testing

extension DifferenceTests {
  @Test func spaceInvadersCannonIsWhereItWasAndInCompatNot() throws {
    var pair = try MemoryPair(
      "space_invaders", [.cannonX: 60, .drawnCannon: 0x14, .cannonHit: 0, .clock: 51])
    #expect(pair.strict(.player)?.x == 65 && pair.compat(.player)?.x == 59)
    pair.step([.cannonX: 61, .drawnCannon: 0x04, .clock: 50])
    #expect(pair.strict(.player)?.x == 66 && pair.compat(.player)?.x == 60)
    pair.step([.drawnCannon: 0xF4, .clock: 49])
    #expect(pair.strict(.player)?.x == 67 && pair.compat(.player)?.x == 60)
  }

  @Test func spaceInvadersCannonBlinksAndBurstsAndInCompatNot() throws {
    var pair = try MemoryPair("space_invaders", [.cannonX: 60, .cannonHit: 1, .clock: 56])
    let first = pair.strict(.player)?.id
    pair.step([.clock: 55])
    #expect(pair.strict(.player) == nil && pair.compat(.player)?.w == 7)
    pair.step([.clock: 40])
    #expect(pair.strict(.player)?.id == first)
    pair.step([.cannonHit: 4])
    #expect(pair.strict(.player)?.w == 8 && pair.compat(.player)?.w == 7)
    pair.step([.cannonHit: 0, .cannonX: 35, .clock: 41])
    let second = pair.strict(.player)?.id
    #expect(second != first && pair.compat(.player)?.dx == -25)
    pair.step([.cannonHit: 2, .clock: 40])
    pair.step([.cannonHit: 1, .clock: 41])
    #expect(pair.strict(.player)?.id != second && pair.strict(.player)?.x == 34)
  }

  @Test func spaceInvadersShieldsHaveTheBoxOfTheirPixelsAndInCompatOnlyOfTheirLines() throws {
    var bytes: [MemoryPair.Byte: UInt8] = [:]
    for line in MemoryPair.Byte.leftShield { bytes[line] = 0x7E }
    bytes[MemoryPair.Byte.leftShield[0]] = 0
    var pair = try MemoryPair("space_invaders", bytes)
    #expect(pair.strict(.shield).map(PixelBox.init) == PixelBox(x: 43, y: 159, w: 6, h: 16))
    #expect(pair.compat(.shield).map(PixelBox.init) == PixelBox(x: 42, y: 159, w: 8, h: 16))
    for line in MemoryPair.Byte.leftShield { bytes[line] = 0 }
    pair.step(bytes)
    #expect(pair.strictTracker.object(at: 1) == nil)
    #expect(pair.compatTracker.object(at: 1)?.h == 2)
    pair.step([.display: 0])
    #expect(pair.strict(.shield) == nil && pair.compat(.shield) != nil)
  }

  @Test func spaceInvadersAliensHaveTheBoxOfTheirPoseAndInCompatNot() throws {
    var pair = try MemoryPair("space_invaders", [.pose: 0x80])
    #expect(
      pair.strictTracker.object(at: 20)?.y == 67 && pair.strictTracker.object(at: 26)?.h == 10)
    pair.step([.pose: 0])
    #expect(pair.strictTracker.object(at: 20)?.y == 68 && pair.strictTracker.object(at: 20)?.h == 9)
    #expect(pair.strictTracker.object(at: 26)?.y == 85 && pair.strictTracker.object(at: 26)?.h == 9)
    #expect(pair.compatTracker.object(at: 20)?.h == 10)
  }

  @Test func spaceInvadersAliensKeepTheirSlotsAndInCompatShift() throws {
    var bytes: [MemoryPair.Byte: UInt8] = [:]
    var pair = try MemoryPair("space_invaders", bytes)
    let before = pair.strictTracker.object(at: 8)
    for row in MemoryPair.Byte.alienRows { bytes[row] = 31 }
    pair.step(bytes)
    #expect(pair.strictTracker.object(at: 8)?.id == before?.id)
    #expect(pair.strictTracker.object(at: 13) == nil)
    #expect(pair.compatTracker.object(at: 8) == nil)
    #expect(pair.compatTracker.object(at: 13)?.dx == -16)
    for row in MemoryPair.Byte.alienRows { bytes[row] = 63 }
    pair.step(bytes)
    #expect(pair.strictTracker.object(at: 13)?.dx == nil)
    #expect(
      pair.compatTracker.object(at: 8).map(PixelBox.init) == PixelBox(x: 0, y: 0, w: 8, h: 10))

    // The left column dies: memory shifts the others into its place.
    bytes[.blockX] = pair.ram[MemoryPair.Byte.blockX.rawValue] + 16
    for row in MemoryPair.Byte.alienRows { bytes[row] = 31 }
    let second = pair.strictTracker.object(at: 9)
    pair.step(bytes)
    #expect(pair.strictTracker.object(at: 8) == nil)
    #expect(pair.strictTracker.object(at: 9)?.id == second?.id)
    #expect(pair.strictTracker.object(at: 9)?.dx == 0)
  }

  @Test func spaceInvadersBulletsHaveTheirPixelsBoxAndInCompatAreLateAndWhole() throws {
    var pair = try MemoryPair("space_invaders", [.bombX: 60, .bombY: 70])
    #expect(pair.strict(.bullet).map(PixelBox.init) == PixelBox(x: 58, y: 144, w: 1, h: 8))
    #expect(pair.compat(.bullet) == nil)
    pair.step([.bombY: 71])
    #expect(pair.strict(.bullet)?.dy == 2)
    #expect(pair.compat(.bullet) == nil)
    pair.step([.bombY: 72])
    #expect(pair.compat(.bullet).map(PixelBox.init) == PixelBox(x: 58, y: 147, w: 1, h: 10))
    pair.step([.bombY: 94])
    #expect(pair.strict(.bullet)?.h == 1)
  }

  @Test func spaceInvadersBulletsSwappedInMemoryKeepTheirIdentityAndInCompatJump() throws {
    var pair = try MemoryPair(
      "space_invaders", [.bombX: 60, .bombY: 70, .secondBombX: 90, .secondBombY: 20])
    pair.step([.bombY: 71, .secondBombY: 21])
    pair.step([:])
    let first = pair.strict(.bullet)
    pair.step([.bombX: 90, .bombY: 22, .secondBombX: 60, .secondBombY: 72])
    #expect(pair.strict(.bullet)?.id == first?.id && pair.strict(.bullet)?.dx == 0)
    #expect(pair.compat(.bullet)?.dx == 30)
  }

  @Test func spaceInvadersHitsAreSeenAFrameLaterAndInCompatAtOnce() throws {
    let bullet: [MemoryPair.Byte: UInt8] = [.bulletX: 52, .bulletY: 60, .clock: 50]
    var pair = try MemoryPair("space_invaders", bullet)
    let alien = pair.strictTracker.object(at: 8)
    pair.step([.bulletY: 246, .clock: 49, .topRow: 62, .lastCall: 22, .secondLastCall: 244])
    #expect(pair.strictTracker.object(at: 8)?.id == alien?.id && alien != nil)
    #expect(
      pair.strictTracker.object(at: 6).map(PixelBox.init) == PixelBox(x: 50, y: 125, w: 1, h: 7))
    #expect(pair.compatTracker.object(at: 8) == nil)
    pair.step([.clock: 48, .lastCall: 192, .secondLastCall: 242])
    #expect(pair.strictTracker.object(at: 8) == nil && pair.strictTracker.object(at: 6) == nil)

    var bytes: [MemoryPair.Byte: UInt8] = [.bombX: 50, .bombY: 74, .clock: 47]
    for line in MemoryPair.Byte.leftShield { bytes[line] = 0xFF }
    pair.step(bytes)
    pair.step([.bombY: 246, .clock: 46, .topOfLeftShield: 0, .shieldHit: 128])
    #expect(pair.strict(.shield)?.h == 18 && pair.compat(.shield)?.h == 16)
    #expect(pair.strict(.bullet)?.x == 48)
    pair.step([.clock: 45, .shieldHit: 0])
    #expect(pair.strict(.shield)?.h == 16 && pair.strict(.bullet) == nil)
  }

  @Test func spaceInvadersBurstOfTheSatelliteIsNoObjectAndInCompatASatellite() throws {
    var pair = try MemoryPair("space_invaders", [.satelliteX: 100, .clock: 51])
    pair.step([.burst: 57, .clock: 50, .lastCall: 159, .secondLastCall: 243])
    #expect(pair.strict(.satellite) != nil)
    pair.step([.clock: 49, .lastCall: 192, .secondLastCall: 242])
    #expect(pair.strict(.satellite) == nil && pair.compat(.satellite) != nil)
    #expect(pair.strict(.p1Score) == nil)
    pair.step([.satelliteX: 180, .burst: 48, .clock: 48])
    #expect(pair.strict(.p1Score) == nil)
    pair.step([.clock: 47])
    #expect(pair.strict(.p1Score) != nil)
  }

  @Test func spaceInvadersSatelliteIsWhereItWasAndInCompatNot() throws {
    var pair = try MemoryPair("space_invaders", [.satelliteX: 100, .clock: 51])
    #expect(pair.strict(.satellite)?.x == 99 && pair.strict(.p1Score) == nil)
    pair.step([.satelliteX: 99, .clock: 48])
    #expect(pair.strict(.satellite)?.x == 99 && pair.compat(.satellite)?.x == 98)
    let first = pair.strict(.satellite)?.id
    pair.step([.satelliteX: 180])
    pair.step([.satelliteX: 150])
    #expect(pair.strict(.satellite)?.id != first)
  }

  @Test func spaceInvadersScoresHaveValuesAndInCompatNot() throws {
    let pair = try MemoryPair("space_invaders", [.highScore: 0x12, .leftAlienScore: 0x35])
    #expect(pair.strict(.p1Score)?.value == 1235 && pair.compat(.p1Score)?.value == nil)
    #expect(pair.strict(.lives)?.value == 3 && pair.compat(.lives)?.value == 3)
  }
}

extension MemoryPair.Byte {
  static let shieldHit = Self(2)
  static let drawnCannon = Self(6)
  static let pose = Self(11)
  static let alienRows = (18..<24).map { Self($0) }
  static let topRow = Self(23)
  static let display = Self(24)
  static let blockX = Self(26)
  static let cannonX = Self(28)
  static let satelliteX = Self(30)
  static let cannonHit = Self(42)
  static let topOfLeftShield = Self(43)
  static let leftShield = (43..<52).map { Self($0) }
  static let burst = Self(72)
  static let clock = Self(74)
  static let bombY = Self(81)
  static let secondBombY = Self(82)
  static let bombX = Self(83)
  static let secondBombX = Self(84)
  static let bulletY = Self(85)
  static let bulletX = Self(87)
  static let highScore = Self(102)
  static let leftAlienScore = Self(104)
  static let lastCall = Self(126)
  static let secondLastCall = Self(127)
}
