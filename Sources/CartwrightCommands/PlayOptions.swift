import Atari
import Foundation
import Objects
import Rollouts

/// How a command plays a policy: a protocol, or settings of one's own.
///
/// Without `--protocol` and without settings the protocol `paper` holds. A setting changes the
/// protocol that is named with it, or else `standard` with the frame skip and the sticky actions of
/// the game's id; what results has the name `custom`.
struct PlayOptions {
  /// `paper`, `standard` or `custom`.
  let name: String
  let game: Game
  let episodes: Int
  let play: PlaySettings

  static let table: [Option] = [
    Option(
      name: "protocol", value: "NAME", kind: .choice(ProtocolName.allCases.map(\.rawValue)),
      help: "as the paper plays, or sticky actions and whole games (default: paper)"),
    Option(
      name: "max-steps", value: "N", kind: .integer(1...100_000_000),
      help: "the longest episode in steps"),
    .frameskip, .sticky,
    Option(
      name: "life", value: "END", kind: .choice(["episode", "life"]),
      help: "an episode is a whole game, or ends with the first life"),
    Option(
      name: "noops", value: "N", kind: .integer(0...10_000),
      help: "start each episode with 1 to N random frames without action"),
    .mode,
  ]

  /// The settings that make a protocol `custom`.
  private static let changes = ["episodes", "max-steps", "frameskip", "sticky", "life", "noops"]

  init(_ arguments: Arguments) throws {
    let id = try arguments.environmentID()
    game = id.game
    _ = try ObjectTracker.table(for: game.name)
    let given = Self.changes.filter(arguments.isGiven)
    let named = arguments.text("protocol").flatMap { ProtocolName(rawValue: $0) }
    let isID = id.settings != EnvironmentSettings() || arguments.required("GAME") != game.name
    let isCustom = !given.isEmpty || (named == nil && isID)
    let base = GameProtocol.named(named ?? (isCustom ? .standard : .paper), game: game.name)
    var play = base.play
    if named == nil, isCustom {
      play.environment.frameSkip = id.settings.frameSkip
      play.environment.repeatActionProbability = id.settings.repeatActionProbability
    }
    play.environment = arguments.changing(play.environment)
    if let life = arguments.text("life") { play.environment.lifeIsEpisode = life == "life" }
    if let frames = arguments.integer("noops") { play.environment.noopMax = frames }
    if let steps = arguments.integer("max-steps") { play.maxSteps = steps }
    play.mode = arguments.objectMode
    name = isCustom ? "custom" : base.name.rawValue
    episodes = given.contains("episodes") ? arguments.integer("episodes") ?? 1 : base.episodes
    self.play = play
  }
}

extension FrameSkip {
  /// As `--frameskip` is written, a range with its ends.
  var text: String {
    switch self {
    case .fixed(let frames): "\(frames)"
    case .range(let frames): "\(frames.lowerBound)-\(frames.upperBound)"
    }
  }

  /// The number of a fixed one; nil for a range.
  var fixedFrames: Int? { if case .fixed(let frames) = self { frames } else { nil } }
}

extension Option {
  static let policy = Option(
    name: "policy", value: "FILE", help: "the policy to play, a file of Python syntax")
  static let workers = Option(
    name: "workers", value: "N", kind: .integer(1...1024),
    help: "environments that run at the same time (default: one a processor)")
}

extension Arguments {
  /// The policy that the command needs.
  var policyPath: String {
    get throws(UsageError) {
      guard let path = text("policy") else { throw .missingOption(.policy, commandName) }
      return path
    }
  }

  /// How many workers: as many as there are processors where the command line does not say.
  var workers: Int { integer("workers") ?? ProcessInfo.processInfo.activeProcessorCount }
}
