import Objects
import Testing

extension DifferenceTests {
  /// A round in play: Q*bert on the second cube of the third row.
  private func qbert(_ bytes: [MemoryPair.Byte: UInt8] = [:]) throws -> MemoryPair {
    var ram: [MemoryPair.Byte: UInt8] = [
      .qbertSides: 184, .qbertLives: 2, .qbertX: 77, .qbertY: 81, .qbertPointer: 124,
      .qbertPicture: 171, .qbertCoilyRow: 255, .qbertHop: 1, .qbertHidesPurple: 1,
    ]
    for cube in MemoryPair.Byte.qbertCubes { ram[cube] = 148 }
    for picture in MemoryPair.Byte.qbertPictures { ram[picture] = 7 }
    ram.merge(bytes) { $1 }
    return try MemoryPair("qbert", ram)
  }

  @Test func qbertIsWhereHeIsDrawnAndInCompatWhereHeIsNext() throws {
    var pair = try qbert()
    #expect(pair.strict(.player).map(PixelBox.init) == PixelBox(x: 74, y: 75, w: 8, h: 18))
    #expect(pair.compat(.player).map(PixelBox.init) == PixelBox(x: 74, y: 74, w: 8, h: 20))
    // Four frames of a leap down to the right.
    pair.step([
      .qbertClock: 1, .qbertX: 81, .qbertY: 77, .qbertPicture: 201, .qbertLeap: 251,
      .qbertLeapsRight: 8, .qbertPointer: 144,
    ])
    #expect(pair.strict(.player)?.x == 77 && pair.strict(.player)?.y == 72)
    #expect(pair.compat(.player)?.x == 78 && pair.compat(.player)?.y == 70)
  }

  @Test func qbertsOthersStandOnTheirRowsAndInCompatSomewhereNear() throws {
    var pair = try qbert([
      .qbertCoilyRow: 4, .qbertCoilyColumn: 5, .qbertFourthColumn: 5, .qbertFourthPicture: 102,
      .qbertFourthColor: 102, .qbertPose: 5,
    ])
    #expect(pair.strict(.coily).map(PixelBox.init) == PixelBox(x: 74, y: 132, w: 8, h: 15))
    #expect(pair.compat(.coily).map(PixelBox.init) == PixelBox(x: 74, y: 131, w: 8, h: 16))
    pair.step([.qbertFourthPicture: 17])
    #expect(pair.strict(.coily) == nil)
    #expect(pair.strict(.purpleBall).map(PixelBox.init) == PixelBox(x: 75, y: 127, w: 7, h: 9))
    #expect(pair.compat(.purpleBall) == nil)
  }

  @Test func qbertsBallThatIsHigherThanBeforeIsAnotherOneAndRedOnesAreOnlyInStrict() throws {
    var pair = try qbert([
      .qbertFirstPicture: 17, .qbertFirstColumn: 6, .qbertFirstColor: 66,
    ])
    let first = try #require(pair.strict(.redBall))
    #expect(first.x == 91 && first.y == 40 && pair.compat(.redBall) == nil)
    pair.step([.qbertFirstPicture: 7, .qbertSecondPicture: 0, .qbertSecondColumn: 5])
    pair.step([.qbertSecondColor: 66])
    #expect(pair.strict(.redBall)?.y == 82)
    let second = pair.strict(.redBall)?.id
    pair.step([.qbertFirstPicture: 17, .qbertSecondPicture: 7])
    #expect(pair.strict(.redBall)?.id != second)
  }

  @Test func qbertsCubesKnowTheirColoursAndInCompatHaveOne() throws {
    var pair = try qbert()
    let top = { (tracker: ObjectTracker) in tracker.object(at: 1) }
    #expect(top(pair.strictTracker)?.value == 0 && top(pair.compatTracker)?.value == nil)
    pair.step([.qbertTopCube: 26])
    #expect(top(pair.strictTracker)?.value == 1)
    pair.step([.qbertTopCube: 214])
    #expect(top(pair.strictTracker)?.value == 2)
    pair.step([.qbertTopCube: 148])
    #expect(top(pair.strictTracker)?.value == 0)
    #expect(top(pair.compatTracker)?.rgb == RGB(45, 87, 176))
  }

  @Test func qbertsDisplaysGiveWayAndHaveValuesAndInCompatNot() throws {
    var pair = try qbert([.qbertScore: 0x12])
    #expect(pair.strict(.score)?.value == 1200 && pair.compat(.score)?.value == nil)
    #expect(pair.strict(.lives)?.value == 2 && pair.compat(.lives)?.value == nil)
    pair.step([.qbertY: 30, .qbertPointer: 74])
    #expect(pair.strict(.score) == nil && pair.compat(.score) != nil)
  }

  @Test func qbertIsEmptyBeforeTheFirstPictureAndInCompatNot() throws {
    let pair = try MemoryPair("qbert", [.qbertSides: 0])
    #expect(pair.strictTracker.objects.isEmpty)
    #expect(pair.compatTracker.objects.count >= 21)
  }
}

extension MemoryPair.Byte {
  static let qbertClock = Self(0)
  static let qbertSides = Self(2)
  static let qbertLives = Self(8)
  static let qbertTopCube = Self(21)
  static let qbertPointer = Self(33)
  static let qbertCoilyRow = Self(39)
  static let qbertX = Self(43)
  static let qbertLeap = Self(55)
  static let qbertPose = Self(56)
  static let qbertY = Self(67)
  static let qbertCoilyColumn = Self(71)
  static let qbertHop = Self(74)
  static let qbertFirstColumn = Self(75)
  static let qbertSecondColumn = Self(76)
  static let qbertFourthColumn = Self(78)
  static let qbertLeapsRight = Self(84)
  static let qbertScore = Self(90)
  static let qbertFirstPicture = Self(92)
  static let qbertSecondPicture = Self(93)
  static let qbertFourthPicture = Self(96)
  static let qbertPictures = (92..<97).map { Self($0) }
  static let qbertFirstColor = Self(107)
  static let qbertSecondColor = Self(108)
  static let qbertFourthColor = Self(110)
  static let qbertHidesPurple = Self(119)
  static let qbertPicture = Self(126)
  static let qbertCubes = [
    21, 52, 54, 83, 85, 87, 98, 100, 102, 104, 1, 3, 5, 7, 9, 32, 34, 36, 38, 40, 42,
  ].map { Self($0) }
}
