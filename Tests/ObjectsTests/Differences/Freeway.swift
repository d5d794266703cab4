import Objects
import Testing

extension DifferenceTests {
  @Test func freewayChickenIs7ColumnsWideOnSomeStridesAndInCompatNot() throws {
    var pair = try MemoryPair("freeway", [.chickenY: 20])
    #expect(pair.strict(.chicken)?.w == 6 && pair.compat(.chicken)?.w == 6)
    pair.step([.chickenY: 24])
    #expect(pair.strict(.chicken).map(PixelBox.init) == PixelBox(x: 44, y: 169, w: 7, h: 8))
    #expect(pair.compat(.chicken)?.w == 6)
    pair.step([.chickenHold: 80])
    #expect(pair.strict(.chicken)?.w == 6)
  }

  @Test func freewayChickenThatCrossedIsAnotherOneAndInCompatIsFast() throws {
    var pair = try MemoryPair("freeway", [.chickenY: 168])
    let first = pair.strict(.chicken)?.id
    pair.step([.chickenY: 169])
    #expect(pair.strict(.chicken)?.id == first && pair.strict(.chicken)?.dy == -1)
    pair.step([.chickenY: 6])
    #expect(pair.strict(.chicken)?.id != first && pair.strict(.chicken)?.dy == nil)
    #expect(pair.compat(.chicken)?.dy == 163)
  }

  @Test func freewayCarsOfUpperLanesAreWhereTheyWereAndInCompatNot() throws {
    var pair = try MemoryPair("freeway", [.topCarX: 100, .topCarDelay: 1])
    #expect(pair.strict(.car)?.x == 97 && pair.compat(.car)?.x == 97)
    pair.step([.topCarX: 99, .topCarDelay: 0])
    #expect(pair.strict(.car)?.x == 97 && pair.compat(.car)?.x == 96)
  }

  @Test func freewayCarsAreCutAtTheRoadAndInCompatNot() throws {
    var pair = try MemoryPair("freeway", [.topCarX: 158, .topCarDelay: 1])
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
    var pair = try MemoryPair("freeway", [.topCarX: 5, .topCarDelay: 1])
    let first = pair.strict(.car)?.id
    pair.step([.topCarX: 159])
    #expect(pair.strict(.car)?.id != first && pair.strict(.car)?.dx == nil)
    #expect(pair.compat(.car)?.dx == 154)
  }

  @Test func freewayTrucksAreTwiceAsWideAndInCompatNot() throws {
    let pair = try MemoryPair("freeway", [.topLane: 0x15, .topCarX: 100, .topCarDelay: 1])
    #expect(pair.strict(.car).map(PixelBox.init) == PixelBox(x: 98, y: 27, w: 16, h: 10))
    #expect(pair.compat(.car)?.w == 8)
  }

  @Test func freewayScoresHaveTheBoxOfTheirDigitsAndInCompatNot() throws {
    var pair = try MemoryPair("freeway", [.leftScore: 0x01])
    #expect(pair.strict(.score).map(PixelBox.init) == PixelBox(x: 50, y: 5, w: 4, h: 8))
    #expect(pair.compat(.score).map(PixelBox.init) == PixelBox(x: 49, y: 5, w: 6, h: 8))
    pair.step([.leftScore: 0x12])
    #expect(pair.strict(.score).map(PixelBox.init) == PixelBox(x: 42, y: 5, w: 13, h: 8))
    #expect(pair.compat(.score).map(PixelBox.init) == PixelBox(x: 41, y: 5, w: 14, h: 8))
    #expect(pair.strict(.score)?.value == 12 && pair.compat(.score)?.value == 12)
  }
}

extension MemoryPair.Byte {
  static let chickenY = Self(14)
  static let topLane = Self(32)
  static let topCarDelay = Self(33)
  static let leftScore = Self(103)
  static let chickenHold = Self(106)
  static let topCarX = Self(117)
}
