import Objects
import Testing

/// Every intended difference between `strict` and `compat` (docs/objects.md), one test each.
@Suite struct DifferenceTests {
  // MARK: Both games

  @Test func firstVelocitiesAreUnknownInStrictAndCountedFromDefaultsInCompat() throws {
    var pair = try Pair("pong", [.playerY: 109])
    #expect(pair.strict(.player)?.dx == nil)
    #expect(pair.compat(.player)?.dx == 140)
    #expect(pair.compat(.player)?.dy == 96)
    pair.step([.playerY: 113])
    #expect(pair.strict(.player)?.dy == 4)
    #expect(pair.compat(.player)?.dy == 4)
    #expect(pair.strict(.player)?.dx == 0)
  }

  @Test func velocityAtBirthIsUnknownInStrictAndZeroInCompat() throws {
    var pair = try Pair("pong", [.ballY: 0])
    #expect(pair.strict(.ball) == nil && pair.compat(.ball) == nil)
    pair.step([.ballY: 100, .ballX: 100])
    #expect(pair.strict(.ball)?.dx == nil)
    #expect(pair.compat(.ball)?.dx == 0)
  }

  @Test func onlyStrictHasIdentities() throws {
    var pair = try Pair("pong", [.ballY: 100, .ballX: 100])
    let first = try #require(pair.strict(.ball)?.id)
    #expect(pair.compat(.ball)?.id == nil)
    pair.step([.ballY: 102, .ballX: 102])
    #expect(pair.strict(.ball)?.id == first)
    pair.step([.ballY: 0])
    pair.step([.ballY: 90])
    #expect(try #require(pair.strict(.ball)?.id) != first)
  }

  // MARK: Pong

  @Test func pongPaddlesAre16LinesHighAnd15InCompat() throws {
    let pair = try Pair("pong", [.playerY: 110, .enemyY: 100])
    #expect(pair.strict(.player).map(PixelBox.init) == PixelBox(x: 140, y: 96, w: 4, h: 16))
    #expect(pair.compat(.player).map(PixelBox.init) == PixelBox(x: 140, y: 97, w: 4, h: 15))
    #expect(pair.strict(.enemy).map(PixelBox.init) == PixelBox(x: 16, y: 85, w: 4, h: 16))
    #expect(pair.compat(.enemy).map(PixelBox.init) == PixelBox(x: 16, y: 85, w: 4, h: 15))
  }

  @Test func pongPaddlesAreCutAtThePlayfieldAndHaveWrongHeightsInCompat() throws {
    var pair = try Pair("pong", [.playerY: 38, .enemyY: 36])
    #expect(pair.strict(.player).map(PixelBox.init) == PixelBox(x: 140, y: 34, w: 4, h: 6))
    #expect(pair.compat(.player)?.h == 5)
    #expect(pair.strict(.enemy)?.h == 3)
    #expect(pair.compat(.enemy)?.h == 3)
    pair.step([.playerY: 20, .enemyY: 215])
    #expect(pair.strict(.player) == nil && pair.strict(.enemy) == nil)
    #expect(pair.compat(.player)?.h == -13)
    #expect(pair.compat(.enemy)?.h == -6)
    pair.step([.playerY: 10])
    #expect(pair.strict(.player) == nil)
    #expect(pair.compat(.player)?.h == -13)
  }

  @Test func pongPaddlesAreHalfAsHighInHarderGamesAndNeverInCompat() throws {
    let pair = try Pair("pong", [.playerY: 110, .playerMask: 248, .enemyY: 100, .enemyMask: 248])
    #expect(pair.strict(.player)?.h == 8 && pair.strict(.enemy)?.h == 8)
    #expect(pair.compat(.player)?.h == 15 && pair.compat(.enemy)?.h == 15)
  }

  @Test func pongBallIsCutAtThePlayfieldAndInCompatNot() throws {
    var pair = try Pair("pong", [.ballY: 45, .ballX: 100])
    #expect(pair.strict(.ball).map(PixelBox.init) == PixelBox(x: 51, y: 34, w: 2, h: 1))
    #expect(pair.compat(.ball).map(PixelBox.init) == PixelBox(x: 51, y: 31, w: 2, h: 4))
    let id = pair.strict(.ball)?.id
    pair.step([.ballY: 44])
    #expect(pair.strict(.ball) == nil)
    #expect(pair.compat(.ball)?.y == 30)
    pair.step([.ballY: 46])
    #expect(pair.strict(.ball)?.id == id)
    #expect(pair.strict(.ball)?.dy == nil)
  }

  @Test func pongBallIsALineHigherBehindTheBeamAndInCompatNot() throws {
    var pair = try Pair("pong", [.ballY: 101, .ballX: 199])
    #expect(pair.strict(.ball)?.y == 86)
    #expect(pair.compat(.ball)?.y == 87)
    pair.step([.ballX: 100])
    #expect(pair.strict(.ball)?.y == 87)
  }

  @Test func pongEnemyThatJumpsIsAnotherOneAndInCompatIsFast() throws {
    var pair = try Pair("pong", [.enemyY: 60])
    let first = pair.strict(.enemy)?.id
    pair.step([.enemyY: 64])
    #expect(pair.strict(.enemy)?.id == first && pair.strict(.enemy)?.dy == 4)
    pair.step([.enemyY: 130])
    #expect(pair.strict(.enemy)?.id != first && pair.strict(.enemy)?.dy == nil)
    #expect(pair.compat(.enemy)?.dy == 66)
  }

  @Test func pongScoresHaveTheBoxOfTheirDigitsAndInCompatRememberOldOnes() throws {
    var pair = try Pair("pong", [.playerScore: 1, .enemyScore: 11])
    #expect(pair.strict(.playerScore).map(PixelBox.init) == PixelBox(x: 120, y: 1, w: 4, h: 20))
    #expect(pair.compat(.playerScore)?.w == 12)
    #expect(pair.strict(.enemyScore)?.w == 20)
    #expect(pair.compat(.enemyScore)?.w == 24)
    pair.step([.playerScore: 20, .enemyScore: 9])
    #expect(pair.strict(.playerScore)?.x == 100 && pair.compat(.playerScore)?.x == 100)
    pair.step([.playerScore: 12])
    pair.step([.playerScore: 9])
    #expect(pair.strict(.playerScore)?.w == 12)
    #expect(pair.compat(.playerScore)?.w == 4)
    #expect(pair.strict(.playerScore)?.value == 9 && pair.compat(.playerScore)?.value == 9)
  }

  @Test func pongScoreKeepsItsBoxInTheFrameOfThePointAndInCompatNot() throws {
    var pair = try Pair("pong", [.playerScore: 9])
    pair.step([.playerScore: 10, .pointSound: 63])
    #expect(pair.strict(.playerScore)?.w == 12 && pair.compat(.playerScore)?.w == 24)
    pair.step([.pointSound: 62])
    #expect(pair.strict(.playerScore)?.w == 24)
  }

  // MARK: Breakout

  @Test func breakoutBlocksAreBricksAndInCompatRuns() throws {
    let pair = try Pair("breakout", [.lowestRowPF2: 0b1111_0011])
    let strict = pair.strictTracker.objects.filter { $0.category == .block }
    let compat = pair.compatTracker.objects.filter { $0.category == .block }
    #expect(strict.count == 107)
    #expect(strict.allSatisfy { $0.w == 8 && $0.h == 6 })
    #expect(compat.count == 7)
    #expect(compat.suffix(2).map(\.w) == [48, 88])
    #expect(compat.suffix(2).map(\.slot) == [92, 99])
  }

  @Test func breakoutBricksKeepTheirIdentityWhenANeighbourGoes() throws {
    var pair = try Pair("breakout", [:])
    let before = pair.strictTracker.objects.filter { $0.category == .block }
    pair.step([.lowestRowPF2: 0b1111_0011])
    let after = pair.strictTracker.objects.filter { $0.category == .block }
    #expect(Set(after.map(\.id)).isSubset(of: Set(before.map(\.id))))
    #expect(after.allSatisfy { $0.dx == 0 && $0.dy == 0 })
    #expect(pair.compatTracker.object(at: 99)?.dx == 0)
  }

  @Test func breakoutBallIsALineHigherAboveTheTwiceDrawnLineAndInCompatNot() throws {
    var pair = try Pair("breakout", [.brickBallX: 100, .brickBallY: 60])
    #expect(pair.strict(.ball).map(PixelBox.init) == PixelBox(x: 51, y: 68, w: 2, h: 4))
    #expect(pair.compat(.ball)?.y == 69)
    pair.step([.brickBallY: 82])
    #expect(pair.strict(.ball).map(PixelBox.init) == PixelBox(x: 51, y: 90, w: 2, h: 5))
    pair.step([.brickBallY: 100])
    #expect(pair.strict(.ball)?.y == 109 && pair.compat(.ball)?.y == 109)
  }

  @Test func breakoutBallIsHiddenByWallsAndEndsBelowThePaddleAndInCompatNot() throws {
    var pair = try Pair("breakout", [.brickBallX: 56, .brickBallY: 120])
    #expect(pair.strict(.ball).map(PixelBox.init) == PixelBox(x: 8, y: 129, w: 1, h: 4))
    #expect(pair.compat(.ball)?.x == 7)
    let id = pair.strict(.ball)?.id
    pair.step([.brickBallX: 55])
    #expect(pair.strict(.ball) == nil && pair.compat(.ball)?.x == 6)
    pair.step([.brickBallX: 58])
    #expect(pair.strict(.ball)?.id == id)
    pair.step([.brickBallX: 150, .brickBallY: 185])
    #expect(pair.strict(.ball)?.h == 1 && pair.compat(.ball)?.h == 4)
    pair.step([.brickBallY: 187])
    #expect(pair.strict(.ball) == nil && pair.compat(.ball)?.y == 196)
    pair.step([.brickBallY: 113])
    #expect(pair.strict(.ball)?.id != id)
  }

  @Test func breakoutBallHasTheColourOfItsLineAndInCompatIsRed() throws {
    var pair = try Pair("breakout", [.brickBallX: 100, .brickBallY: 40])
    #expect(pair.strict(.ball)?.rgb == RGB(142, 142, 142))
    pair.step([.brickBallY: 70])
    #expect(pair.strict(.ball)?.rgb == RGB(162, 162, 42))
    #expect(pair.compat(.ball)?.rgb == RGB(200, 72, 72))
  }

  @Test func breakoutPaddleShrinksAndInCompatNot() throws {
    let pair = try Pair("breakout", [.paddlePattern: 0xE0])
    #expect(pair.strict(.player)?.w == 12 && pair.compat(.player)?.w == 16)
  }

  @Test func breakoutDisplaysHaveTheBoxOfTheirDigitsAndInCompatNot() throws {
    var pair = try Pair("breakout", [.score: 0x02, .scoreLow: 0x31, .lives: 3])
    #expect(pair.strict(.playerScore).map(PixelBox.init) == PixelBox(x: 36, y: 5, w: 40, h: 10))
    #expect(pair.strict(.playerScore)?.value == 231)
    #expect(pair.compat(.playerScore)?.w == 44)
    #expect(pair.compat(.playerScore)?.value == nil)
    pair.step([.lives: 1])
    pair.step([.lives: 2])
    #expect(pair.strict(.live)?.w == 12 && pair.strict(.live)?.value == 2)
    #expect(pair.compat(.live)?.w == 4)
  }

  // MARK: Freeway

  @Test func freewayChickenIs7ColumnsWideOnSomeStridesAndInCompatNot() throws {
    var pair = try Pair("freeway", [.chickenY: 20])
    #expect(pair.strict(.chicken)?.w == 6 && pair.compat(.chicken)?.w == 6)
    pair.step([.chickenY: 24])
    #expect(pair.strict(.chicken).map(PixelBox.init) == PixelBox(x: 44, y: 169, w: 7, h: 8))
    #expect(pair.compat(.chicken)?.w == 6)
    pair.step([.chickenHold: 80])
    #expect(pair.strict(.chicken)?.w == 6)
  }

  @Test func freewayChickenThatCrossedIsAnotherOneAndInCompatIsFast() throws {
    var pair = try Pair("freeway", [.chickenY: 168])
    let first = pair.strict(.chicken)?.id
    pair.step([.chickenY: 169])
    #expect(pair.strict(.chicken)?.id == first && pair.strict(.chicken)?.dy == -1)
    pair.step([.chickenY: 6])
    #expect(pair.strict(.chicken)?.id != first && pair.strict(.chicken)?.dy == nil)
    #expect(pair.compat(.chicken)?.dy == 163)
  }

  @Test func freewayCarsOfUpperLanesAreWhereTheyWereAndInCompatNot() throws {
    var pair = try Pair("freeway", [.topCarX: 100, .topCarDelay: 1])
    #expect(pair.strict(.car)?.x == 97 && pair.compat(.car)?.x == 97)
    pair.step([.topCarX: 99, .topCarDelay: 0])
    #expect(pair.strict(.car)?.x == 97 && pair.compat(.car)?.x == 96)
  }

  @Test func freewayCarsAreCutAtTheRoadAndInCompatNot() throws {
    var pair = try Pair("freeway", [.topCarX: 158, .topCarDelay: 1])
    #expect(pair.strict(.car).map(PixelBox.init) == PixelBox(x: 155, y: 27, w: 5, h: 10))
    #expect(pair.compat(.car)?.w == 8)
    pair.step([.topCarX: 2])
    #expect(pair.strict(.car).map(PixelBox.init) == PixelBox(x: 159, y: 29, w: 1, h: 6))
    #expect(pair.compat(.car)?.x == -1)
    let first = pair.strict(.car)?.id
    pair.step([.topCarX: 3])
    #expect(pair.strict(.car)?.y != 27 && pair.compat(.car)?.x == 0)
    pair.step([.topCarX: 4])
    #expect(pair.strict(.car).map(PixelBox.init) == PixelBox(x: 8, y: 28, w: 1, h: 8))
    #expect(pair.strict(.car)?.id != first)
  }

  @Test func freewayCarThatWrapsIsAnotherOneAndInCompatIsFast() throws {
    var pair = try Pair("freeway", [.topCarX: 5, .topCarDelay: 1])
    let first = pair.strict(.car)?.id
    pair.step([.topCarX: 159])
    #expect(pair.strict(.car)?.id != first && pair.strict(.car)?.dx == nil)
    #expect(pair.compat(.car)?.dx == 154)
  }

  @Test func freewayTrucksAreTwiceAsWideAndInCompatNot() throws {
    let pair = try Pair("freeway", [.topLane: 0x15, .topCarX: 100, .topCarDelay: 1])
    #expect(pair.strict(.car).map(PixelBox.init) == PixelBox(x: 98, y: 27, w: 16, h: 10))
    #expect(pair.compat(.car)?.w == 8)
  }

  @Test func freewayScoresHaveTheBoxOfTheirDigitsAndInCompatNot() throws {
    var pair = try Pair("freeway", [.leftScore: 0x01])
    #expect(pair.strict(.score).map(PixelBox.init) == PixelBox(x: 50, y: 5, w: 4, h: 8))
    #expect(pair.compat(.score).map(PixelBox.init) == PixelBox(x: 49, y: 5, w: 6, h: 8))
    pair.step([.leftScore: 0x12])
    #expect(pair.strict(.score).map(PixelBox.init) == PixelBox(x: 42, y: 5, w: 13, h: 8))
    #expect(pair.compat(.score).map(PixelBox.init) == PixelBox(x: 41, y: 5, w: 14, h: 8))
    #expect(pair.strict(.score)?.value == 12 && pair.compat(.score)?.value == 12)
  }

  // MARK: Space Invaders

  @Test func spaceInvadersCannonIsWhereItWasAndInCompatNot() throws {
    var pair = try Pair(
      "space_invaders", [.cannonX: 60, .cannonHit: 0, .clock: 51, .joystick: 127])
    #expect(pair.strict(.player)?.x == 59 && pair.compat(.player)?.x == 59)
    pair.step([.cannonX: 61, .clock: 50])
    #expect(pair.strict(.player)?.x == 59 && pair.compat(.player)?.x == 60)
    pair.step([.clock: 49])
    #expect(pair.strict(.player)?.x == 60 && pair.compat(.player)?.x == 60)
  }

  @Test func spaceInvadersCannonBlinksAndBurstsAndInCompatNot() throws {
    var pair = try Pair("space_invaders", [.cannonX: 60, .cannonHit: 1, .clock: 56])
    let first = pair.strict(.player)?.id
    pair.step([.clock: 55])
    #expect(pair.strict(.player) == nil && pair.compat(.player)?.w == 7)
    pair.step([.clock: 40])
    #expect(pair.strict(.player)?.id == first)
    pair.step([.cannonHit: 4])
    #expect(pair.strict(.player)?.w == 8 && pair.compat(.player)?.w == 7)
    pair.step([.cannonHit: 0, .cannonX: 35, .clock: 41])
    #expect(pair.strict(.player)?.id != first && pair.compat(.player)?.dx == -25)
  }

  @Test func spaceInvadersShieldsHaveTheBoxOfTheirPixelsAndInCompatOnlyOfTheirLines() throws {
    var bytes: [Pair.Byte: UInt8] = [:]
    for line in Pair.Byte.leftShield { bytes[line] = 0x7E }
    bytes[Pair.Byte.leftShield[0]] = 0
    var pair = try Pair("space_invaders", bytes)
    #expect(pair.strict(.shield).map(PixelBox.init) == PixelBox(x: 43, y: 159, w: 6, h: 16))
    #expect(pair.compat(.shield).map(PixelBox.init) == PixelBox(x: 42, y: 159, w: 8, h: 16))
    for line in Pair.Byte.leftShield { bytes[line] = 0 }
    pair.step(bytes)
    #expect(pair.strictTracker.object(at: 1) == nil)
    #expect(pair.compatTracker.object(at: 1)?.h == 2)
    pair.step([.display: 0])
    #expect(pair.strict(.shield) == nil && pair.compat(.shield) != nil)
  }

  @Test func spaceInvadersAliensHaveTheBoxOfTheirPoseAndInCompatNot() throws {
    var pair = try Pair("space_invaders", [.pose: 0x80])
    #expect(
      pair.strictTracker.object(at: 20)?.y == 67 && pair.strictTracker.object(at: 26)?.h == 10)
    pair.step([.pose: 0])
    #expect(pair.strictTracker.object(at: 20)?.y == 68 && pair.strictTracker.object(at: 20)?.h == 9)
    #expect(pair.strictTracker.object(at: 26)?.y == 85 && pair.strictTracker.object(at: 26)?.h == 9)
    #expect(pair.compatTracker.object(at: 20)?.h == 10)
  }

  @Test func spaceInvadersAliensKeepTheirSlotsAndInCompatShift() throws {
    var bytes: [Pair.Byte: UInt8] = [:]
    var pair = try Pair("space_invaders", bytes)
    let before = pair.strictTracker.object(at: 8)
    for row in Pair.Byte.alienRows { bytes[row] = 31 }
    pair.step(bytes)
    #expect(pair.strictTracker.object(at: 8)?.id == before?.id)
    #expect(pair.strictTracker.object(at: 13) == nil)
    #expect(pair.compatTracker.object(at: 8) == nil)
    #expect(pair.compatTracker.object(at: 13)?.dx == -16)
    for row in Pair.Byte.alienRows { bytes[row] = 63 }
    pair.step(bytes)
    #expect(pair.strictTracker.object(at: 13)?.dx == nil)
    #expect(
      pair.compatTracker.object(at: 8).map(PixelBox.init) == PixelBox(x: 0, y: 0, w: 8, h: 10))
  }

  @Test func spaceInvadersBulletsHaveTheirPixelsBoxAndInCompatAreLateAndWhole() throws {
    var pair = try Pair("space_invaders", [.bombX: 60, .bombY: 70])
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
    var pair = try Pair(
      "space_invaders", [.bombX: 60, .bombY: 70, .secondBombX: 90, .secondBombY: 20])
    pair.step([.bombY: 71, .secondBombY: 21])
    pair.step([:])
    let first = pair.strict(.bullet)
    pair.step([.bombX: 90, .bombY: 22, .secondBombX: 60, .secondBombY: 72])
    #expect(pair.strict(.bullet)?.id == first?.id && pair.strict(.bullet)?.dx == 0)
    #expect(pair.compat(.bullet)?.dx == 30)
  }

  @Test func spaceInvadersSatelliteIsWhereItWasAndInCompatNot() throws {
    var pair = try Pair("space_invaders", [.satelliteX: 100, .clock: 51])
    #expect(pair.strict(.satellite)?.x == 99 && pair.strict(.p1Score) == nil)
    pair.step([.satelliteX: 99, .clock: 48])
    #expect(pair.strict(.satellite)?.x == 99 && pair.compat(.satellite)?.x == 98)
    let first = pair.strict(.satellite)?.id
    pair.step([.satelliteX: 180])
    pair.step([.satelliteX: 150])
    #expect(pair.strict(.satellite)?.id != first)
  }

  @Test func spaceInvadersScoresHaveValuesAndInCompatNot() throws {
    let pair = try Pair("space_invaders", [.highScore: 0x12, .leftAlienScore: 0x35])
    #expect(pair.strict(.p1Score)?.value == 1235 && pair.compat(.p1Score)?.value == nil)
    #expect(pair.strict(.lives)?.value == 3 && pair.compat(.lives)?.value == 3)
  }
}

/// One environment's RAM, seen by both modes.
private struct Pair {
  /// Addresses, by what they mean in their game.
  struct Byte: Hashable {
    var rawValue: Int

    init(_ rawValue: Int) { self.rawValue = rawValue }

    // Pong
    static let pointSound = Byte(11)
    static let enemyScore = Byte(13)
    static let playerScore = Byte(14)
    static let enemyMask = Byte(37)
    static let playerMask = Byte(38)
    static let ballX = Byte(49)
    static let enemyY = Byte(50)
    static let playerY = Byte(51)
    static let ballY = Byte(54)
    // Breakout
    static let lowestRowPF2 = Byte(18)
    static let paddlePattern = Byte(55)
    static let lives = Byte(57)
    static let score = Byte(76)
    static let scoreLow = Byte(77)
    static let brickBallX = Byte(99)
    static let brickBallY = Byte(101)
    // Freeway
    static let chickenY = Byte(14)
    static let topLane = Byte(32)
    static let topCarDelay = Byte(33)
    static let leftScore = Byte(103)
    static let chickenHold = Byte(106)
    static let topCarX = Byte(117)
    // Space Invaders
    static let pose = Byte(11)
    static let alienRows = (18..<24).map { Byte($0) }
    static let display = Byte(24)
    static let cannonX = Byte(28)
    static let satelliteX = Byte(30)
    static let cannonHit = Byte(42)
    static let leftShield = (43..<52).map { Byte($0) }
    static let clock = Byte(74)
    static let bombY = Byte(81)
    static let secondBombY = Byte(82)
    static let bombX = Byte(83)
    static let secondBombX = Byte(84)
    static let highScore = Byte(102)
    static let leftAlienScore = Byte(104)
    static let joystick = Byte(110)
  }

  var ram: [UInt8]
  var strictTracker: ObjectTracker
  var compatTracker: ObjectTracker

  /// The state after a reset, with some bytes changed.
  init(_ game: String, _ bytes: [Byte: UInt8]) throws {
    ram = try Recording(named: "\(game)_seed0_skip4_hud1.jsonl").rows[0].ram
    strictTracker = try ObjectTracker(game: game, mode: .strict, hud: true)
    compatTracker = try ObjectTracker(game: game, mode: .compat, hud: true)
    for (byte, value) in bytes { ram[byte.rawValue] = value }
    let ram = ram
    strictTracker.reset(ram: ram.span, lives: 5)
    compatTracker.reset(ram: ram.span, lives: 5)
  }

  mutating func step(_ bytes: [Byte: UInt8]) {
    for (byte, value) in bytes { ram[byte.rawValue] = value }
    let ram = ram
    strictTracker.update(ram: ram.span, lives: 5)
    compatTracker.update(ram: ram.span, lives: 5)
  }

  func strict(_ category: ObjectCategory) -> GameObject? {
    strictTracker.objects.first { $0.category == category }
  }

  func compat(_ category: ObjectCategory) -> GameObject? {
    compatTracker.objects.first { $0.category == category }
  }
}
