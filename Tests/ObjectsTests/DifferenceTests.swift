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
}

/// One environment's RAM, seen by both modes.
private struct Pair {
  enum Byte: Int {
    case pointSound = 11
    case enemyScore = 13
    case playerScore = 14
    case enemyMask = 37
    case playerMask = 38
    case ballX = 49
    case enemyY = 50
    case playerY = 51
    case ballY = 54
    case lowestRowPF2 = 18
    case paddlePattern = 55
    case lives = 57
    case score = 76
    case scoreLow = 77
    case brickBallX = 99
    case brickBallY = 101
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
