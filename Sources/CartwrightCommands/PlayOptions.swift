import Atari
import Foundation
import Objects
import Rollouts

/// How a command plays a policy: a protocol, or settings of one's own.
///
/// Without `--protocol` and without settings the protocol `paper` holds. Settings change the protocol
/// that is named with them. Settings alone, or a Gymnasium id, start from the whole games of
/// `standard` with the frame skip and the sticky actions of the id.
struct PlayOptions {
  /// The protocol; nil where the command line names none but settings of its own.
  let protocolName: ProtocolName?
  /// The options that change something about it.
  let changes: [String]
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
    .frameskip(default: "the protocol's or the id's"),
    .sticky(default: "the protocol's or the id's"),
    Option(
      name: "life", value: "END", kind: .choice(["episode", "life"]),
      help: "an episode is a whole game, or ends with the first life"),
    Option(
      name: "noops", value: "N", kind: .integer(0...10_000),
      help: "start each episode with 1 to N frames without action, drawn at random"),
    .mode, .emulator,
  ]

  private static let settings = [
    "episodes", "max-steps", "frameskip", "sticky", "life", "noops",
  ]

  init(_ arguments: Arguments) throws {
    let id = try arguments.environmentID()
    game = id.game
    _ = try ObjectTracker.table(for: game.name)
    changes = Self.settings.filter(arguments.isGiven)
    let named = arguments.text("protocol").flatMap { ProtocolName(rawValue: $0) }
    let isID = arguments.required("GAME") != game.name
    protocolName = named ?? (changes.isEmpty && !isID ? .paper : nil)
    let base = GameProtocol.named(protocolName ?? .standard, game: game.name)
    var play = base.play
    if protocolName == nil {
      play.environment.frameSkip = id.settings.frameSkip
      play.environment.repeatActionProbability = id.settings.repeatActionProbability
    }
    play.environment = arguments.changing(play.environment)
    if let life = arguments.text("life") { play.environment.lifeIsEpisode = life == "life" }
    if let frames = arguments.integer("noops") { play.environment.noopMax = frames }
    if let steps = arguments.integer("max-steps") { play.maxSteps = steps }
    play.mode = arguments.objectMode
    episodes = changes.contains("episodes") ? arguments.integer("episodes") ?? 1 : base.episodes
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

extension PlayOptions {
  /// The protocol and what was changed about it, in words.
  var name: String {
    guard let protocolName else { return "own settings" }
    let changed = changes.map { " --\($0)" }.joined()
    return "protocol \(protocolName.rawValue)\(changes.isEmpty ? "" : " changed by")\(changed)"
  }
}
