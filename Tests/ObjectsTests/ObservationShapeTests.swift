import Foundation
import Objects
import Testing

/// The dictionaries that policies receive: keys, their order, and types.
@Suite struct ObservationShapeTests {
  private func observation(
    _ game: String, _ bytes: [Int: UInt8], mode: ObjectMode = .strict, reward: Double = 0
  ) throws -> String {
    var ram = try Recording(named: Recording.names(of: game)[0]).rows[0].ram
    for (address, value) in bytes { ram[address] = value }
    var tracker = try ObjectTracker(game: game, mode: mode, hud: false)
    var tape = ObservationTape()
    tracker.reset(ram: ram.span, lives: 5)
    tracker.writeObservation(into: &tape, reward: reward)
    return tape.json()
  }

  @Test func pong() throws {
    #expect(
      try observation("pong", [49: 100, 50: 100, 51: 110, 54: 100], reward: -1)
        == """
        {"Player":{"x":140,"y":96,"w":4,"h":16,"dx":0,"dy":0},\
        "Ball":{"x":51,"y":86,"w":2,"h":4,"dx":0,"dy":0},\
        "Enemy":{"x":16,"y":85,"w":4,"h":16,"dx":0,"dy":0},"reward":-1.0}
        """)
  }

  @Test func pongWithoutBallAndEnemyAfterAReset() throws {
    #expect(
      try observation("pong", [50: 0, 54: 0], reward: .nan)
        == #"{"Player":{"x":140,"y":96,"w":4,"h":16,"dx":0,"dy":0},"reward":NaN}"#)
  }

  /// A lyre above, a cauldron at the same height but farther, a reward on the lowest stage.
  @Test(arguments: ObjectMode.allCases)
  func asterix(mode: ObjectMode) throws {
    var bytes: [Int: UInt8] = [
      4: 1, 39: 3, 41: 76, 54: 5, 18: 204, 29: 1, 42: 70, 15: 108, 45: 140, 11: 60, 49: 80, 80: 1,
      17: 204, 30: 1, 43: 90,
    ]
    for address in [12, 13, 14, 16] { bytes[address] = 11 }
    let isStrict = mode == .strict
    let lanes = (0..<8).map { "{\"y\":\(26 + 16 * $0),\"speed\":\($0 % 2 == 0 ? 2.0 : -2.0)}" }
    #expect(
      try observation("asterix", bytes, mode: mode)
        == """
        {"Player":{"x":\(isStrict ? 77 : 76),"y":74},\
        "Enemies":[{"x":90,"y":42,"type":"Enemy"},{"x":70,"y":26,"type":"Enemy"}],\
        "Consumables":[{"x":141,"y":75,"type":"Consumable"}],\
        "Rewards":[{"x":80,"y":138,"type":"Reward"}],"lives":5,\
        \(isStrict ? "\"Lanes\":[\(lanes.joined(separator: ","))]," : "")"reward":0.0}
        """)
  }

  /// The lowest row is gone, of the row above only the fourth and fifth brick stand, and the top row
  /// has a gap.
  @Test(arguments: ObjectMode.allCases)
  func breakout(mode: ObjectMode) throws {
    var bytes: [Int: UInt8] = [99: 100, 101: 120, 23: 0b1111_0011]
    for strip in 0..<6 {
      bytes[6 * strip] = 0
      bytes[6 * strip + 1] = strip == 4 ? 0b0000_1111 : 0
    }
    let rows = (69...75).filter { ($0 - 57) % 6 == 0 }
    let full = zip(["YB", "GB"], rows).map { "\"\($0)\":[{\"x\":8,\"y\":\($1),\"w\":144,\"h\":6}]" }
    #expect(
      try observation("breakout", bytes, mode: mode)
        == """
        {"Player":{"x":99,"y":189,"w":16,"h":4,"dx":0,"dy":0},\
        "Ball":{"x":51,"y":129,"w":2,"h":4,"dx":\(mode == .compat ? 51 : 0),\
        "dy":\(mode == .compat ? 129 : 0)},\
        "RB":[{"x":8,"y":57,"w":48,"h":6},{"x":64,"y":57,"w":88,"h":6}],\
        "OB":[{"x":8,"y":63,"w":144,"h":6}],\(full.joined(separator: ",")),\
        "AB":[{"x":32,"y":81,"w":16,"h":6}],"lives":5,"reward":0.0}
        """)
  }

  /// Two cars, of which the second is the nearer one, and then none.
  @Test func enduro() throws {
    var bytes: [Int: UInt8] = [
      2: 14, 22: 80, 34: 0, 43: 0x47, 44: 1, 45: 2, 46: 0, 52: 50, 59: 120, 70: 0xD6,
      8: 0x05, 16: 132, 32: 0x97, 5: 0x03, 13: 110, 29: 0x36,
    ]
    let road = """
      "Road":[{"y":154,"left":33,"right":133},{"y":129,"left":46,"right":121},\
      {"y":104,"left":58,"right":108},{"y":79,"left":71,"right":96},{"y":59,"left":81,"right":87}]
      """
    let rest = #""speed":80,"cars_left":147,"day":2,"phase":"snow""#
    for row in [0, 1, 3, 4, 6] {
      bytes[3 + row] = 4
      bytes[11 + row] = [127, 106, 88, 76, 66, 60, 46][row]
      bytes[27 + row] = 0
    }
    #expect(
      try observation("enduro", bytes)
        == """
        {"Player":{"x":80,"y":139,"w":16,"h":11},\
        "EnemyCars":[{"x":60,"y":105,"w":8,"h":6,"rel_x":-20,"rel_y":-34},\
        {"x":92,"y":70,"w":4,"h":2,"rel_x":12,"rel_y":-69}],\
        "nearest_enemy_rel_x":-20,"nearest_enemy_rel_y":-34,\(road),\(rest),"reward":0.0}
        """)
    #expect(
      try observation("enduro", bytes, mode: .compat).hasSuffix(
        #""nearest_enemy_rel_y":-39,"reward":0.0}"#))
    for row in [2, 5] {
      bytes[3 + row] = 4
      bytes[11 + row] = [127, 106, 88, 76, 66, 60, 46][row]
      bytes[27 + row] = 0
    }
    #expect(
      try observation("enduro", bytes, reward: .nan)
        == #"{"Player":{"x":80,"y":139,"w":16,"h":11},\#(road),\#(rest),"reward":NaN}"#)
  }

  /// The cars of the upper lanes and the last one are out of the picture.
  @Test(arguments: ObjectMode.allCases)
  func freeway(mode: ObjectMode) throws {
    var bytes: [Int: UInt8] = [14: 20, 106: 64 + 9]
    for lane in 0..<10 {
      bytes[33 + lane] = 1
      bytes[117 - lane] = lane < 5 || lane == 9 ? 3 : 100
    }
    let cars = (5..<9).map {
      "{\"x\":97,\"y\":\(27 + 16 * $0),\"w\":8,\"h\":10,\"dx\":0,\"dy\":0}"
    }
    let speeds = ["-0.2", "-0.25", "-0.3333333333333333", "-0.5", "-1.0"]
    let lanes = (speeds + speeds.reversed().map { String($0.dropFirst()) }).enumerated().map {
      "{\"y\":\(27 + 16 * $0),\"speed\":\($1)}"
    }
    let text = try observation("freeway", bytes, mode: mode)
    if mode == .strict {
      #expect(
        text == """
          {"Chicken":{"x":44,"y":173,"w":6,"h":8,"dx":0,"dy":0},\
          "Cars":[\(cars.joined(separator: ","))],"Lanes":[\(lanes.joined(separator: ","))],\
          "stunned":18,"reward":0.0}
          """)
    } else {
      #expect(text.hasPrefix(#"{"Chicken":{"x":44,"y":173,"w":6,"h":8,"dx":44,"dy":173},"Cars":["#))
      #expect(text.hasSuffix(#"}],"reward":0.0}"#))
    }
  }

  /// A shark in the lowest lane, a submarine and its missile in the next, a diver in the uppermost.
  @Test(arguments: ObjectMode.allCases)
  func seaquest(mode: ObjectMode) throws {
    let bytes: [Int: UInt8] = [
      24: 178, 30: 100, 31: 20, 36: 4, 37: 1, 62: 3, 71: 0, 72: 90, 74: 40, 86: 8, 89: 0, 90: 4,
      92: 2, 93: 4, 97: 50, 102: 40, 103: 60,
    ]
    let strict = """
      {"Player":{"x":76,"y":83,"w":16,"h":11,"dx":0,"dy":0},"Enemies":[\
      {"x":100,"y":141,"w":8,"h":7,"dx":0,"dy":0,"type":"Shark"},\
      {"x":52,"y":116,"w":8,"h":10,"dx":0,"dy":0,"type":"Submarine"},\
      {"x":92,"y":121,"w":6,"h":4,"dx":0,"dy":0,"type":"EnemyMissile"}],\
      "Divers":[{"x":40,"y":65,"w":8,"h":14,"dx":0,"dy":0}],"lives":5,\
      "PlayerMissile":{"x":60,"y":90,"w":8,"h":1,"dx":0,"dy":0},"oxygen":40,"collected":3,\
      "facing":-1,"reward":0.0}
      """
    let compat = """
      {"Player":{"x":76,"y":83,"w":16,"h":11,"dx":0,"dy":37},"Enemies":[\
      {"x":100,"y":141,"w":8,"h":7,"dx":0,"dy":0,"type":"Shark"},\
      {"x":52,"y":117,"w":8,"h":11,"dx":0,"dy":0,"type":"Submarine"},\
      {"x":93,"y":121,"w":6,"h":4,"dx":0,"dy":0,"type":"EnemyMissile"}],\
      "Divers":[{"x":40,"y":69,"w":8,"h":11,"dx":0,"dy":0}],"lives":5,"reward":0.0}
      """
    #expect(try observation("seaquest", bytes, mode: mode) == (mode == .strict ? strict : compat))
  }

  /// One alien, the middle shield with a hole, the second bullet of the aliens and the cannon's.
  @Test(arguments: ObjectMode.allCases)
  func spaceInvaders(mode: ObjectMode) throws {
    var bytes: [Int: UInt8] = [
      11: 255, 16: 0, 24: 82, 26: 23, 28: 35, 30: 100, 42: 0, 60: 0x7E, 74: 51, 81: 246, 82: 80,
      84: 52, 85: 70, 87: 72,
    ]
    for address in 18..<24 { bytes[address] = address == 20 ? 2 : 0 }
    for address in 43..<70 where !(52..<61).contains(address) { bytes[address] = 0 }
    let text = try observation("space_invaders", bytes, mode: mode)
    if mode == .strict {
      #expect(
        text == """
          {"Player":{"x":34,"y":185,"w":7,"h":10,"dx":0,"dy":0},\
          "Satellite":{"x":99,"y":12,"w":7,"h":8,"dx":0,"dy":0},\
          "Alien0":{"x":38,"y":85,"w":8,"h":10,"dx":0,"dy":0},\
          "Shield0":{"x":74,"y":157,"w":8,"h":18,"dx":0,"dy":0},\
          "Bullet0":{"x":50,"y":164,"w":1,"h":8,"dx":0,"dy":0},\
          "Bullet1":{"x":70,"y":143,"w":1,"h":9,"dx":0,"dy":0},\
          "shields":[{"x":74,"y":157,"rows":[60,126,126,126,126,255,255,255,126]}],\
          "aliens_left":1,"aliens_direction":1,"lives":5,"reward":0.0}
          """)
    } else {
      #expect(
        text.hasPrefix(#"{"Player":{"x":34,"y":185,"w":7,"h":10,"dx":34,"dy":0},"Satellite":{"#))
      #expect(text.hasSuffix(#"},"reward":0.0}"#))
    }
  }

  /// Coily on the fourth row and Sam on the first, both disks, the top cube hopped on.
  @Test func qbert() throws {
    var bytes: [Int: UInt8] = [
      2: 184, 8: 2, 43: 77, 67: 81, 33: 124, 126: 171, 112: 18, 122: 18, 96: 59, 110: 102, 78: 7,
      92: 38, 107: 196, 75: 4, 99: 1,
    ]
    for address in [93, 94, 95] { bytes[address] = 7 }
    for address in [
      52, 54, 83, 85, 87, 98, 100, 102, 104, 1, 3, 5, 7, 9, 32, 34, 36, 38, 40, 42,
    ] { bytes[address] = 148 }
    bytes[21] = 148
    let text = try observation("qbert", bytes)
    #expect(
      text.hasPrefix(
        """
        {"Player":{"x":74,"y":75,"w":8,"h":18,"dx":0,"dy":0},\
        "Enemies":[{"x":102,"y":125,"w":8,"h":21,"dx":0,"dy":0,"type":"Coily"}],\
        "Friendlies":[{"x":62,"y":42,"w":8,"h":18,"dx":0,"dy":0,"type":"Sam"}],\
        "Disks":[{"x":12,"y":138,"w":8,"h":2},{"x":140,"y":138,"w":8,"h":2}],"lives":5,\
        "Cubes":[{"x":68,"y":34,"state":0},
        """.trimmingCharacters(in: .newlines)), "\(text)")
    #expect(text.hasSuffix(#"{"x":132,"y":178,"state":0}],"round":1,"reward":0.0}"#), "\(text)")
    #expect(try !observation("qbert", bytes, mode: .compat).contains("Cubes"))
  }

  @Test func velocityIsTheChangeSinceTheStepBefore() throws {
    let recording = try Recording(named: "pong_seed0_skip4_hud1.jsonl")
    var tracker = try ObjectTracker(game: "pong", mode: .strict, hud: false)
    var tape = ObservationTape()
    var before: GameObject?
    var compared = 0
    for row in recording.rows {
      tracker.take(row)
      tracker.writeObservation(into: &tape, reward: 0)
      let ball = tracker.object(at: 1)
      let key = try #require(tape.tokens.firstIndex { $0.key?.name == "Ball" } ?? -1)
      #expect((key >= 0) == (ball != nil))
      if let ball, let before {
        #expect(tape.tokens[key + 5].integer == ball.x - before.x)
        #expect(tape.tokens[key + 6].integer == ball.y - before.y)
        #expect(ball.dx == ball.x - before.x)
        compared += 1
      }
      before = ball
    }
    #expect(compared > 100)
  }
}
