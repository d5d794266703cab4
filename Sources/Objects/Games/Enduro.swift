/// Enduro: the player's car, up to seven cars to pass on a road that bends, and the displays below.
///
/// The road has seven rows, numbered from the player on, each with at most one car. Rows roll towards
/// the player (or away, when it is slower); a car that leaves a row enters the next one. In RAM stand
/// the lines and columns that the last picture was drawn from: RAM and picture belong to the same frame.
enum Enduro {
  enum Slot {
    static let player = 0
    /// Seven cars, in no order: a car keeps its slot while it is on the road.
    static let car = 1
    static let numberOfCars = 8
    static let playerScore = 9
    static let level = 10
  }

  /// Addresses in RAM.
  ///
  /// `lane`, `playerY`, `shift` and `progress` are those that OCAtari 2.2.1 reads, the others our own
  /// findings from the pixels, checked on 60,000 frames, through two whole days.
  enum Address {
    /// The colour of the ground, which tells the time of the day: an index into the palette.
    static let ground = 2
    /// For each row the column of its car, as the console takes it: the upper four bits are a
    /// signed fine step to the left, the lower four count steps of 15 columns.
    static let carX = 3
    /// For each row the line of its car, plus a number that tells whether there is one.
    static let carY = 11
    /// From 6 after a crash to about 120; others drive at 24.
    static let speed = 22
    /// For each row the car that is there, or is about to be: its colour, and in bits 0 and 4 its
    /// lane; 0 for none.
    static let lane = 27
    /// How far the road bends, signed.
    static let bend = 34
    /// The distance driven, in tenths: decimal digits, the last two first.
    static let distance = 40
    /// Cars left to pass: tens and units, then hundreds, as decimal digits.
    static let carsLeft = 43
    static let day = 45
    /// The player's distance from the middle of the road in half columns, to the left positive; moved
    /// after drawing.
    static let shift = 46
    /// Counts frames downwards.
    static let clock = 48
    static let playerY = 52
    /// How far off the rows are, in its upper five bits: from 15 down to 0, and then each row is the
    /// next one.
    static let progress = 59
    /// Bit 2 tells how the wheels of all cars stand.
    static let wheels = 66
    /// Where the road's end was drawn, in the form of `carX`: 97 columns plus the player's `shift` then
    /// plus `bend`.
    static let vanishingPoint = 70
  }

  /// Places in `ObjectSlots.memory`.
  enum Memory {
    /// For each row the slot of its car, 0 for none; a row more at both ends holds a car that has just
    /// left the road.
    static let slot = 0
    /// For each row the lane byte.
    static let lane = 9
    static let progress = 16
    static let clock = 24
    /// 1 once there is a step before.
    static let isKnown = 17
    /// What policies are told besides the boxes.
    static let shift = 18
    static let bend = 19
    static let speed = 20
    static let ground = 21
    static let carsLeft = 22
    static let day = 23
  }

  static let rows = 7
  static let playfield = (x: 8..<160, y: 51..<155)
  static let silver = RGB(192, 192, 192)
  static let panel = RGB(195, 144, 61)

  static let table = ObjectTable(
    game: "enduro",
    entries: [
      .init(
        .player, colors: [silver], x: 8..<160, y: 51..<155, width: 1...16, height: 1...11),
      .init(
        .car, count: rows, colors: [silver], x: 8..<160, y: 51..<155, width: 1...16,
        height: 1...11),
      .init(
        .numberOfCars, hud: true, colors: [panel], x: 72..<104, y: 179..<188, width: 32...32,
        height: 9...9, value: 0...999),
      .init(
        .playerScore, hud: true, colors: [panel], x: 56..<104, y: 164..<173, width: 48...48,
        height: 9...9, value: 0...99999),
      .init(
        .level, hud: true, colors: [panel], x: 56..<64, y: 179..<188, width: 8...8, height: 9...9,
        value: 0...9),
    ])
}
