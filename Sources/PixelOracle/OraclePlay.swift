import Atari
import Objects

/// Some play on which objects are held against the pixels.
public struct OraclePlay: Sendable, CustomStringConvertible {
  package var game: String
  package var style: ScriptedPlayer.Style
  package var steps: Int
  package var frameSkip: Int
  package var mode = 0
  package var difficulty = 0
  /// What scripted play follows; the game's own script if nil.
  package var script: ScriptedPlayer.Script?

  package init(
    _ game: String, _ style: ScriptedPlayer.Style, steps: Int, frameSkip: Int, mode: Int = 0,
    difficulty: Int = 0
  ) {
    self.game = game
    self.style = style
    self.steps = steps
    self.frameSkip = frameSkip
    self.mode = mode
    self.difficulty = difficulty
  }

  public var description: String {
    let settings =
      (mode == 0 ? "" : ", mode \(mode)")
      + (difficulty == 0 ? "" : ", difficulty \(difficulty)")
    return "\(game)\(settings), \(style.rawValue) play, \(steps) steps of \(frameSkip)"
  }

  /// Plays from a reset, or from a moment of the game, and compares every picture.
  ///
  /// The same play always gives the same, sticky actions (0.25) included.
  public func run(rom: ROM, from moment: Snapshot? = nil) throws -> OracleReport {
    var settings = EnvironmentSettings()
    settings.frameSkip = .fixed(frameSkip)
    settings.mode = mode
    settings.difficulty = difficulty
    var environment = try Environment(rom: rom, settings: settings)
    var tracker = try ObjectTracker(game: game, mode: .strict, hud: true)
    var oracle = try PixelOracle(game: game)
    var player = ScriptedPlayer(
      script: script ?? ScriptedPlayer.script(of: game), style: style,
      actions: environment.actions.count, seed: UInt64(steps))
    var picture = Picture()

    try environment.reset(seed: 7)
    if let moment { try environment.restore(moment) }
    tracker.reset(ram: environment.ram, lives: environment.livesLeft)
    for _ in 0..<steps {
      let result = environment.step(player.choose(tracker))
      tracker.update(ram: environment.ram, lives: result.lives)
      environment.copyScreen(into: &picture.pixels)
      oracle.count(tracker.objects, in: picture, afterReset: false, frames: frameSkip)
      if result.terminated || result.truncated {
        try environment.reset(seed: nil)
        tracker.reset(ram: environment.ram, lives: environment.livesLeft)
        environment.copyScreen(into: &picture.pixels)
        oracle.count(tracker.objects, in: picture, afterReset: true, frames: frameSkip)
      }
    }
    return OracleReport(agreements: oracle.agreements, changes: oracle.changes)
  }
}

extension OraclePlay {
  /// The play that the tests and the documentation use: each game at random and by its script.
  public static let standard = [
    OraclePlay("asterix", .random, steps: 5000, frameSkip: 1),
    OraclePlay("asterix", .scripted, steps: 6000, frameSkip: 4),
    OraclePlay("breakout", .random, steps: 2000, frameSkip: 4),
    OraclePlay("breakout", .random, steps: 5000, frameSkip: 1),
    OraclePlay("breakout", .scripted, steps: 5000, frameSkip: 1, difficulty: 1),
    OraclePlay("enduro", .random, steps: 3000, frameSkip: 4),
    OraclePlay("enduro", .scripted, steps: 14000, frameSkip: 1),
    OraclePlay("enduro", .scripted, steps: 4000, frameSkip: 4),
    OraclePlay("freeway", .random, steps: 5000, frameSkip: 1),
    OraclePlay("freeway", .scripted, steps: 2500, frameSkip: 4),
    OraclePlay("pong", .random, steps: 5000, frameSkip: 1),
    OraclePlay("pong", .random, steps: 2000, frameSkip: 4, difficulty: 3),
    OraclePlay("pong", .scripted, steps: 4000, frameSkip: 4),
    OraclePlay("qbert", .random, steps: 3000, frameSkip: 4),
    OraclePlay("qbert", .scripted, steps: 6000, frameSkip: 1),
    OraclePlay("qbert", .scripted, steps: 3000, frameSkip: 4),
    OraclePlay("seaquest", .random, steps: 5000, frameSkip: 1),
    OraclePlay("seaquest", .scripted, steps: 5000, frameSkip: 4),
    OraclePlay("space_invaders", .random, steps: 3000, frameSkip: 4),
    OraclePlay("space_invaders", .scripted, steps: 6000, frameSkip: 1),
  ]
}
