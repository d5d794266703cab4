/// A game with settings, as a name or a Gymnasium id means it.
///
/// - `pong`: the game with the default settings.
/// - `ALE/Pong-v5`: frame skip 4, sticky actions 0.25; every game has such an id.
/// - `Pong-v0`, `Pong-v4`: frame skip 2 to 4; `PongNoFrameskip-…`: frame skip 1;
///   `PongDeterministic-…` (retired): frame skip 4, 3 for Space Invaders. Version 0 has sticky
///   actions 0.25, version 4 none. 62 games have these ids.
///
/// Source: the registration of ale-py 0.12.1, of which every row is tested.
public struct EnvironmentID: Sendable, Hashable {
  public let game: Game
  public let settings: EnvironmentSettings

  /// Parses a name or an id; an error names the nearest one.
  public init(_ text: String) throws(AtariError) {
    if !text.contains("-") && !text.contains("/") {
      game = try Game.named(text)
      settings = EnvironmentSettings()
    } else if let known = Self.table[text] {
      self = known
    } else {
      throw .unknownEnvironment(text, nearest: nearestName(to: text, among: Array(Self.ids)))
    }
  }

  /// Every id that is understood, in a fixed order: the catalogue's, version 5 first.
  public static let ids: [String] = Game.all.flatMap { game in variants(of: game).map(\.id) }

  private init(game: Game, settings: EnvironmentSettings) {
    self.game = game
    self.settings = settings
  }

  private static let table = Dictionary(
    uniqueKeysWithValues: Game.all.flatMap { game in
      variants(of: game).map { ($0.id, EnvironmentID(game: game, settings: $0.settings)) }
    })

  private static func variants(of game: Game) -> [(id: String, settings: EnvironmentSettings)] {
    let name = game.gymnasiumName
    var variants = [(id: "ALE/\(name)-v5", settings: EnvironmentSettings())]
    guard game.isClassic else { return variants }
    let skips: [(suffix: String, frameSkip: FrameSkip)] = [
      ("", .range(2...4)),
      ("NoFrameskip", .fixed(1)),
      ("Deterministic", .fixed(game.name == "space_invaders" ? 3 : 4)),
    ]
    for (suffix, frameSkip) in skips {
      for (version, probability) in [("v0", 0.25), ("v4", 0)] {
        var settings = EnvironmentSettings()
        settings.frameSkip = frameSkip
        settings.repeatActionProbability = probability
        variants.append(("\(name)\(suffix)-\(version)", settings))
      }
    }
    return variants
  }
}
