import Objects
import Testing

extension DifferenceTests {
  /// A straight road by day, with a car at the far end of the third row, to the right of the middle.
  private func road(_ bytes: [MemoryPair.Byte: UInt8] = [:]) throws -> MemoryPair {
    var all: [MemoryPair.Byte: UInt8] = [
      .roadBend: 0, .roadShift: 0, .roadEnd: 0x96, .roadProgress: 15 << 3, .wheels: 0,
      .enduroPlayerY: 50,
    ]
    for row in 0..<7 {
      all[.lane(row)] = 0
      all[.rowX(row)] = 4
      all[.rowY(row)] = [127, 106, 88, 76, 66, 60, 46][row]
    }
    for (byte, value) in thirdRow.merging(bytes, uniquingKeysWith: { $1 }) { all[byte] = value }
    return try MemoryPair("enduro", all)
  }

  private var thirdRow: [MemoryPair.Byte: UInt8] {
    [.lane(2): 0x97, .rowX(2): 0x05, .rowY(2): 102]
  }

  @Test func enduroPlayerIsWhereItWasAndInCompatNot() throws {
    var pair = try road([.roadEnd: 0xD6, .roadShift: 0])
    #expect(pair.strict(.player)?.x == 80 && pair.compat(.player)?.x == 77)
    pair.step([.roadEnd: 0x96, .roadBend: 10, .roadShift: 4])
    #expect(pair.strict(.player).map(PixelBox.init) == PixelBox(x: 83, y: 139, w: 16, h: 11))
    #expect(pair.compat(.player)?.x == 75)
  }

  @Test func enduroCarsHaveTheBoxOfTheirPixelsAndInCompatAreGuessed() throws {
    var pair = try road()
    #expect(pair.strict(.car).map(PixelBox.init) == PixelBox(x: 90, y: 97, w: 8, h: 6))
    #expect(pair.compat(.car).map(PixelBox.init) == PixelBox(x: 96, y: 100, w: 16, h: 10))
    pair.step([.rowY(2): 110])
    #expect(pair.strict(.car)?.dy == 8 && pair.compat(.car)?.dy == 0)
  }

  @Test func enduroCarsHaveTheirColourAndInCompatNot() throws {
    let pair = try road()
    #expect(pair.strict(.car)?.rgb == RGB(66, 114, 194))
    #expect(pair.compat(.car)?.rgb == RGB(192, 192, 192))
  }

  @Test func enduroCarsDriveOutOfThePictureAndInCompatNot() throws {
    let nearest: [MemoryPair.Byte: UInt8] = [.lane(2): 0, .lane(0): 0x97, .rowX(0): 0x05]
    for (line, box) in [
      (60, PixelBox(x: 91, y: 149, w: 16, h: 6)), (62, PixelBox(x: 93, y: 151, w: 14, h: 4)),
      (64, PixelBox(x: 93, y: 153, w: 12, h: 2)),
    ] {
      let bytes: [MemoryPair.Byte: UInt8] = [.rowY(2): 88, .rowY(0): UInt8(line), .roadProgress: 0]
      let pair = try road(nearest.merging(bytes) { $1 })
      #expect(pair.strict(.car).map(PixelBox.init) == box)
      #expect(pair.compat(.car)?.h == 10)
    }
  }

  @Test func enduroCarsAreTheirLightsByNightAndInCompatWhole() throws {
    let pair = try road([.rowY(2): 142])
    #expect(pair.strict(.car).map(PixelBox.init) == PixelBox(x: 91, y: 98, w: 6, h: 2))
    #expect(pair.compat(.car)?.w == 16)
  }

  @Test func enduroCarsInFogAreHiddenAndInCompatNot() throws {
    var pair = try road()
    let first = pair.strict(.car)?.id
    pair.step([.rowY(2): 88, .rowX(2): 4])
    #expect(pair.strict(.car) == nil && pair.compat(.car) != nil)
    pair.step(thirdRow)
    #expect(pair.strict(.car)?.id == first && pair.strict(.car)?.dy == nil)
  }

  @Test func enduroCarsKeepTheirSlotsAsRowsRollAndInCompatTakeTheNearest() throws {
    let two: [MemoryPair.Byte: UInt8] = [
      .lane(0): 0x37, .rowX(0): 0x05, .rowY(0): 65, .lane(1): 0x97, .rowX(1): 0x05, .rowY(1): 90,
      .lane(2): 0, .rowX(2): 4, .rowY(2): 102, .roadProgress: 1 << 3,
    ]
    var pair = try road(two)
    let second = pair.strictTracker.object(at: 2)
    #expect(second?.y == 132 && pair.compatTracker.object(at: 2)?.y == 129)
    // The second car is in the first row now, but is still drawn in its own.
    pair.step([.lane(0): 0x97, .lane(1): 0, .roadProgress: 14 << 3])
    #expect(pair.strictTracker.object(at: 1)?.dy == 0)
    #expect(pair.strictTracker.object(at: 2)?.id == second?.id)
    pair = try road(two)
    pair.step([
      .lane(0): 0x97, .rowY(0): 58, .lane(1): 0, .rowX(1): 4, .rowY(1): 115, .roadProgress: 8 << 3,
    ])
    #expect(pair.strict(.car)?.id == second?.id && pair.strict(.car)?.slot == 2)
    #expect(pair.strict(.car)?.dy == 15)
    #expect(pair.compat(.car)?.slot == 1 && pair.compat(.car)?.dy == -7)
  }

  @Test func enduroHasDisplaysAndInCompatNot() throws {
    let pair = try road([
      .carsLeft: 0x47, .hundredsOfCarsLeft: 1, .enduroDay: 2, .enduroDistance: 0x32,
      .hundredsOfDistance: 0x01,
    ])
    #expect(pair.strict(.playerScore)?.value == 132)
    #expect(pair.strict(.numberOfCars)?.value == 147)
    #expect(pair.strict(.level)?.value == 2)
    #expect(pair.strict(.playerScore).map(PixelBox.init) == PixelBox(x: 56, y: 164, w: 48, h: 9))
    #expect(!pair.compatTracker.objects.contains { $0.hud })
  }
}

extension MemoryPair.Byte {
  static func rowX(_ row: Int) -> Self { Self(3 + row) }
  static func rowY(_ row: Int) -> Self { Self(11 + row) }
  static func lane(_ row: Int) -> Self { Self(27 + row) }
  static let roadBend = Self(34)
  static let enduroDistance = Self(40)
  static let hundredsOfDistance = Self(41)
  static let carsLeft = Self(43)
  static let hundredsOfCarsLeft = Self(44)
  static let enduroDay = Self(45)
  static let roadShift = Self(46)
  static let enduroPlayerY = Self(52)
  static let roadProgress = Self(59)
  static let wheels = Self(66)
  static let roadEnd = Self(70)
}
