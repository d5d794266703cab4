import Objects
import Testing

extension DifferenceTests {
  @Test func pongPaddlesAre16LinesHighAnd15InCompat() throws {
    let pair = try MemoryPair("pong", [.playerY: 110, .enemyY: 100])
    #expect(pair.strict(.player).map(PixelBox.init) == PixelBox(x: 140, y: 96, w: 4, h: 16))
    #expect(pair.compat(.player).map(PixelBox.init) == PixelBox(x: 140, y: 97, w: 4, h: 15))
    #expect(pair.strict(.enemy).map(PixelBox.init) == PixelBox(x: 16, y: 85, w: 4, h: 16))
    #expect(pair.compat(.enemy).map(PixelBox.init) == PixelBox(x: 16, y: 85, w: 4, h: 15))
  }

  @Test func pongPaddlesAreCutAtThePlayfieldAndHaveWrongHeightsInCompat() throws {
    var pair = try MemoryPair("pong", [.playerY: 38, .enemyY: 36])
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
    let pair = try MemoryPair(
      "pong", [.playerY: 110, .playerMask: 248, .enemyY: 100, .enemyMask: 248])
    #expect(pair.strict(.player)?.h == 8 && pair.strict(.enemy)?.h == 8)
    #expect(pair.compat(.player)?.h == 15 && pair.compat(.enemy)?.h == 15)
  }

  @Test func pongBallIsCutAtThePlayfieldAndInCompatNot() throws {
    var pair = try MemoryPair("pong", [.ballY: 45, .ballX: 100])
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
    var pair = try MemoryPair("pong", [.ballY: 101, .ballX: 199])
    #expect(pair.strict(.ball)?.y == 86)
    #expect(pair.compat(.ball)?.y == 87)
    pair.step([.ballX: 100])
    #expect(pair.strict(.ball)?.y == 87)
  }

  @Test func pongEnemyThatJumpsIsAnotherOneAndInCompatIsFast() throws {
    var pair = try MemoryPair("pong", [.enemyY: 60])
    let first = pair.strict(.enemy)?.id
    pair.step([.enemyY: 64])
    #expect(pair.strict(.enemy)?.id == first && pair.strict(.enemy)?.dy == 4)
    pair.step([.enemyY: 130])
    #expect(pair.strict(.enemy)?.id != first && pair.strict(.enemy)?.dy == nil)
    #expect(pair.compat(.enemy)?.dy == 66)
    pair.step([.enemyY: 40])
    let last = pair.strict(.enemy)?.id
    pair.step([.enemyY: 32])
    #expect(last != nil && pair.strict(.enemy) == nil)
    pair.step([.enemyY: 40])
    #expect(pair.strict(.enemy)?.id == last)
    pair.step([.enemyY: 32])
    pair.step([.enemyY: 130])
    #expect(pair.strict(.enemy)?.id != last)
  }

  @Test func pongScoresHaveTheBoxOfTheirDigitsAndInCompatRememberOldOnes() throws {
    var pair = try MemoryPair("pong", [.playerScore: 1, .enemyScore: 11])
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
    var pair = try MemoryPair("pong", [.playerScore: 9])
    pair.step([.playerScore: 10, .pointSound: 63])
    #expect(pair.strict(.playerScore)?.w == 12 && pair.compat(.playerScore)?.w == 24)
    pair.step([.pointSound: 62])
    #expect(pair.strict(.playerScore)?.w == 24)
  }
}

extension MemoryPair.Byte {
  static let pointSound = Self(11)
  static let enemyScore = Self(13)
  static let playerScore = Self(14)
  static let enemyMask = Self(37)
  static let playerMask = Self(38)
  static let ballX = Self(49)
  static let enemyY = Self(50)
  static let playerY = Self(51)
  static let ballY = Self(54)
}
