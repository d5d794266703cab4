import Atari
import Objects
import PixelOracle
import TestSupport
import Testing

/// An id belongs to one object, from its birth to its end, whoever else plays beside it.
@Suite(.enabled(if: romsAreAvailable, "\(romsAreMissing)")) struct IdentityTests {
  /// Some play of a game: from a reset or a late state, at a frame skip.
  struct Walk: Sendable, CustomStringConvertible {
    var game: String
    var style = ScriptedPlayer.Style.scripted
    var state: LateState?
    var frameSkip: Int

    var description: String {
      "\(state.map { "\($0)" } ?? "\(game), \(style.rawValue) play"), steps of \(frameSkip)"
    }

    static let all = [1, 4].flatMap { skip in
      PixelOracle.games.flatMap { game in
        ScriptedPlayer.Style.allCases.map { Walk(game: game, style: $0, frameSkip: skip) }
      } + LateState.all.map { Walk(game: $0.game, state: $0, frameSkip: skip) }
    }

    func start() throws -> Player {
      let rom = try ROMLibrary(folders: [#require(romFolder)]).locate(Game.named(game))
      var settings = EnvironmentSettings()
      settings.frameSkip = .fixed(frameSkip)
      var environment = try Environment(rom: rom, settings: settings)
      var tracker = try ObjectTracker(game: game, mode: .strict, hud: true)
      try environment.reset(seed: 11)
      if let state { try environment.restore(state.snapshot()) }
      tracker.reset(ram: environment.ram, lives: environment.livesLeft)
      let script = state?.script ?? ScriptedPlayer.script(of: game)
      let player = ScriptedPlayer(
        script: script, style: style, actions: environment.actions.count, seed: 5)
      return Player(environment: environment, tracker: tracker, player: player)
    }
  }

  /// An environment with its tracker.
  struct Player: ~Copyable {
    var environment: Environment
    var tracker: ObjectTracker
    var player: ScriptedPlayer

    /// Takes a step, and resets where the game ends; tells whether it did.
    mutating func step(_ action: Int? = nil) throws -> Bool {
      let result = environment.step(action ?? player.choose(tracker))
      tracker.update(ram: environment.ram, lives: result.lives)
      guard result.terminated || result.truncated else { return false }
      try environment.reset(seed: nil)
      tracker.reset(ram: environment.ram, lives: environment.livesLeft)
      return true
    }
  }

  @Test(arguments: Walk.all)
  func idsAreOneObjectsAloneAndBoxesDoNotJump(walk: Walk) throws {
    var player = try walk.start()
    var last: [Int: (object: GameObject, step: Int)] = [:]
    var owners: [Int: Int] = [:]
    var ended = Set<Int>()
    for step in 0..<(walk.frameSkip == 1 ? 1500 : 600) {
      if try player.step() {
        (last, owners, ended) = ([:], [:], [])
      }
      let objects = player.tracker.objects
      let ids = objects.compactMap(\.id)
      try #require(ids.count == objects.count && Set(ids).count == ids.count, "\(objects)")
      for object in objects {
        let id = object.id!
        try #require(!ended.contains(id), "\(object) came back")
        if let owner = owners[object.slot], owner != id, !ids.contains(owner) {
          ended.insert(owner)
        }
        owners[object.slot] = id
        if let (old, when) = last[id] {
          try #require(old.category == object.category)
          let frames = (step - when) * walk.frameSkip
          let bound = Pace.of(object, in: walk.game)
          let isNear =
            abs(object.x - old.x) <= bound.across(frames)
            && abs(object.y - old.y) <= bound.down(frames)
          try #require(isNear, "\(old) after \(frames) frames \(object)")
        }
        last[id] = (object, step)
      }
    }
  }

  /// Goes on in another environment, with a third one between its steps.
  @Test(arguments: Walk.all.filter { $0.frameSkip == 4 })
  func restoredAndInterleavedEnvironmentsShowTheSame(walk: Walk) throws {
    var first = try walk.start()
    for _ in 0..<100 { _ = try first.step() }
    var second = try walk.start()
    var other = try walk.start()
    try second.environment.restore(first.environment.snapshot())
    second.tracker = first.tracker
    for _ in 0..<200 {
      let action = first.player.choose(first.tracker)
      _ = try first.step(action)
      _ = try other.step()
      _ = try second.step(action)
      try #require(first.tracker.objects == second.tracker.objects)
    }
  }
}

/// How far a box may move under one id.
struct Pace {
  /// Pixels a frame.
  var dx: Int
  var dy: Int
  /// Pixels at once, whatever the frames: for what moves by leaps, loses or wins some of its lines or
  /// digits, or is cut at an edge.
  var leap: Int

  init(_ dx: Int, _ dy: Int, leap: Int = 1) {
    self.dx = dx
    self.dy = dy
    self.leap = leap
  }

  func across(_ frames: Int) -> Int { dx * frames + leap }
  func down(_ frames: Int) -> Int { dy * frames + leap }

  static func of(_ object: GameObject, in game: String) -> Pace {
    bounds[game]?[object.category] ?? Pace(4, 4, leap: object.hud ? 64 : 24)
  }

  /// What is not named has a general bound; displays change at once.
  static let bounds: [String: [ObjectCategory: Pace]] = [
    "asterix": [
      .player: Pace(4, 4, leap: 16), .enemy: Pace(4, 0), .consumable: Pace(4, 0, leap: 2),
      .reward: Pace(0, 0, leap: 8), .score: Pace(0, 0, leap: 40), .lives: Pace(0, 0),
    ],
    "breakout": [
      .player: Pace(6, 0), .ball: Pace(3, 4, leap: 6), .block: Pace(0, 0),
      .playerScore: Pace(0, 0, leap: 4),
      .live: Pace(0, 0, leap: 4), .playerNumber: Pace(0, 0),
    ],
    "enduro": [
      .player: Pace(2, 1, leap: 9), .car: Pace(6, 6, leap: 6), .numberOfCars: Pace(0, 0),
      .playerScore: Pace(0, 0), .level: Pace(0, 0),
    ],
    "freeway": [.chicken: Pace(0, 1), .car: Pace(2, 0, leap: 2), .score: Pace(0, 0, leap: 8)],
    "pong": [
      .player: Pace(0, 5, leap: 8), .ball: Pace(4, 4), .enemy: Pace(0, 2),
      .playerScore: Pace(0, 0, leap: 16), .enemyScore: Pace(0, 0, leap: 16),
    ],
    // All but Q*bert change from row to row at once.
    "qbert": [
      .player: Pace(4, 4, leap: 24), .coily: Pace(0, 0, leap: 36),
      .purpleBall: Pace(0, 0, leap: 36),
      .greenBall: Pace(0, 0, leap: 36), .redBall: Pace(0, 0, leap: 36), .sam: Pace(0, 0, leap: 36),
    ],
    "space_invaders": [
      .player: Pace(1, 0), .shield: Pace(0, 0, leap: 16), .bullet: Pace(0, 3, leap: 8),
      .satellite: Pace(1, 0), .alien: Pace(3, 0, leap: 11), .p1Score: Pace(0, 0),
      .p2Score: Pace(0, 0), .lives: Pace(0, 0),
    ],
  ]
}
