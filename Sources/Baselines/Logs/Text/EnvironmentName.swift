/// What the id of a Gym environment says, such as `PongNoFrameskip-v4` or `ALE/Pong-v5`.
struct EnvironmentName: Hashable {
  /// ALE's name of the game.
  var game: String
  /// Frames of the emulator in one step of the environment; nil where only the game was named.
  var framesPerStep: Double?

  /// Reads the id of an environment; nil for what is no Atari game.
  ///
  /// Frames a step, as ale-py registers the ids: 1 for `NoFrameskip`; 4 for `Deterministic` (3 in
  /// Space Invaders) and for `-v5`; 3 on average for plain `-v0` and `-v4`, which draw 2, 3 or 4.
  init?(_ id: String) {
    var name = Substring(id)
    if let slash = name.lastIndex(of: "/") { name = name[name.index(after: slash)...] }
    var version: Substring = ""
    if let dash = name.lastIndex(of: "-"), name[dash...].hasPrefix("-v") {
      version = name[name.index(dash, offsetBy: 2)...]
      name = name[..<dash]
      guard !version.isEmpty, version.allSatisfy(\.isNumber) else { return nil }
    }
    if name.hasSuffix("-ram") { name = name.dropLast(4) }
    var kind = ""
    for suffix in ["NoFrameskip", "Deterministic"] where name.hasSuffix(suffix) {
      name = name.dropLast(suffix.count)
      kind = suffix
    }
    guard let game = EnvironmentName.gamesWithoutBlanks[EnvironmentName.squeezed(name)] else {
      return nil
    }
    self.game = game
    switch (kind, version) {
    case ("NoFrameskip", _): framesPerStep = 1
    case ("Deterministic", _): framesPerStep = game == "space_invaders" ? 3 : 4
    case (_, ""): framesPerStep = nil
    case (_, "5"): framesPerStep = 4
    default: framesPerStep = 3
    }
  }

  /// The environment or the game that the name of a run, a file or a folder holds.
  ///
  /// `PongNoFrameskip-v4__dqn__1`, `dqn_space_invaders`, `perf_BreakoutNoFrameskip-v4_2025` have one.
  init?(in text: String) {
    let words = text.prefix(1000).split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    for index in words.indices {
      // The id of an environment: a word, a dash, a version.
      let next = index + 1 < words.count ? words[index + 1] : ""
      if next.first == "v", next.dropFirst().allSatisfy(\.isNumber),
        let found = EnvironmentName("\(words[index])-\(next)")
      {
        self = found
        return
      }
    }
    for index in words.indices {
      for count in (1...4).reversed() where index + count <= words.count {
        let name = words[index..<index + count].joined()
        // `et` is a game too, but a word of two letters is rather something else.
        if name.count > 2, let found = EnvironmentName(name) {
          self = found
          return
        }
      }
    }
    return nil
  }

  /// Lower-case letters and digits only.
  private static func squeezed(_ name: some StringProtocol) -> String {
    String(name.lowercased().filter { $0.isLetter || $0.isNumber })
  }

  private static let gamesWithoutBlanks: [String: String] = Dictionary(
    uniqueKeysWithValues: games.split(whereSeparator: \.isWhitespace).map {
      (squeezed($0), String($0))
    })

  /// The games that ale-py 0.12.1 registers.
  private static let games = """
    adventure air_raid alien amidar assault asterix asteroids atlantis atlantis2 backgammon
    bank_heist basic_math battle_zone beam_rider berzerk blackjack bowling boxing breakout
    carnival casino centipede chopper_command crazy_climber crossbow darkchambers defender
    demon_attack donkey_kong double_dunk earthworld elevator_action enduro entombed et
    fishing_derby flag_capture freeway frogger frostbite galaxian gopher gravitar hangman
    haunted_house hero human_cannonball ice_hockey jamesbond journey_escape kaboom kangaroo
    keystone_kapers king_kong klax koolaid krull kung_fu_master laser_gates lost_luggage
    mario_bros miniature_golf montezuma_revenge mr_do ms_pacman name_this_game othello
    pacman phoenix pitfall pitfall2 pong pooyan private_eye qbert riverraid road_runner
    robotank seaquest sir_lancelot skiing solaris space_invaders space_war star_gunner
    superman surround tennis tetris tic_tac_toe_3d time_pilot trondead turmoil tutankham
    up_n_down venture video_checkers video_chess video_cube video_pinball wizard_of_wor
    word_zapper yars_revenge zaxxon
    """
}
