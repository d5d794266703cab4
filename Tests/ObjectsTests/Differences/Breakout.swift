import Objects
import Testing

extension DifferenceTests {
  @Test func breakoutBlocksAreBricksAndInCompatRuns() throws {
    let pair = try MemoryPair("breakout", [.lowestRowPF2: 0b1111_0011])
    let strict = pair.strictTracker.objects.filter { $0.category == .block }
    let compat = pair.compatTracker.objects.filter { $0.category == .block }
    #expect(strict.count == 107)
    #expect(strict.allSatisfy { $0.w == 8 && $0.h == 6 })
    #expect(compat.count == 7)
    #expect(compat.suffix(2).map(\.w) == [48, 88])
    #expect(compat.suffix(2).map(\.slot) == [92, 99])
  }

  @Test func breakoutBricksKeepTheirIdentityWhenANeighbourGoes() throws {
    var pair = try MemoryPair("breakout", [:])
    let before = pair.strictTracker.objects.filter { $0.category == .block }
    pair.step([.lowestRowPF2: 0b1111_0011])
    let after = pair.strictTracker.objects.filter { $0.category == .block }
    #expect(Set(after.map(\.id)).isSubset(of: Set(before.map(\.id))))
    #expect(after.allSatisfy { $0.dx == 0 && $0.dy == 0 })
    #expect(pair.compatTracker.object(at: 99)?.dx == 0)
  }

  @Test func breakoutBallIsALineHigherAboveTheTwiceDrawnLineAndInCompatNot() throws {
    var pair = try MemoryPair("breakout", [.brickBallX: 100, .brickBallY: 60])
    #expect(pair.strict(.ball).map(PixelBox.init) == PixelBox(x: 51, y: 68, w: 2, h: 4))
    #expect(pair.compat(.ball)?.y == 69)
    pair.step([.brickBallY: 82])
    #expect(pair.strict(.ball).map(PixelBox.init) == PixelBox(x: 51, y: 90, w: 2, h: 5))
    pair.step([.brickBallY: 100])
    #expect(pair.strict(.ball)?.y == 109 && pair.compat(.ball)?.y == 109)
  }

  @Test func breakoutBallIsHiddenByWallsAndEndsBelowThePaddleAndInCompatNot() throws {
    var pair = try MemoryPair("breakout", [.brickBallX: 56, .brickBallY: 120])
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
    var pair = try MemoryPair("breakout", [.brickBallX: 100, .brickBallY: 40])
    #expect(pair.strict(.ball)?.rgb == RGB(142, 142, 142))
    pair.step([.brickBallY: 70])
    #expect(pair.strict(.ball)?.rgb == RGB(162, 162, 42))
    #expect(pair.compat(.ball)?.rgb == RGB(200, 72, 72))
  }

  @Test func breakoutPaddleShrinksAndInCompatNot() throws {
    let pair = try MemoryPair("breakout", [.paddlePattern: 0xE0])
    #expect(pair.strict(.player)?.w == 12 && pair.compat(.player)?.w == 16)
  }

  @Test func breakoutDisplaysHaveTheBoxOfTheirDigitsAndInCompatNot() throws {
    var pair = try MemoryPair("breakout", [.score: 0x02, .scoreLow: 0x31, .lives: 3])
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

extension MemoryPair.Byte {
  static let lowestRowPF2 = Self(18)
  static let paddlePattern = Self(55)
  static let lives = Self(57)
  static let score = Self(76)
  static let scoreLow = Self(77)
  static let brickBallX = Self(99)
  static let brickBallY = Self(101)
}
