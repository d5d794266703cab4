/// Which emulator plays; both give the same games, frame by frame.
public enum EmulatorChoice: String, Sendable, Codable, Hashable, CaseIterable {
  /// The Arcade Learning Environment.
  case ale
  /// Our own console, several times faster; an error for a game whose cartridge it does not have.
  case native
  /// Our own console for every game whose equality with ALE is on record, ALE for the others.
  case auto

  /// Whether our own console is to play this game.
  public func isNative(for game: Game) -> Bool {
    switch self {
    case .ale: false
    case .native: true
    case .auto: Self.conforming.contains(game.name)
    }
  }

  /// The games whose equality with ALE was recorded (docs/native-core.md says how).
  static let conforming: Set<String> = [
    "adventure", "air_raid", "alien", "amidar", "assault", "atlantis", "atlantis2", "backgammon",
    "bank_heist", "berzerk", "carnival", "casino", "chopper_command", "defender", "demon_attack",
    "donkey_kong", "enduro", "entombed", "frogger", "frostbite", "gopher", "hangman",
    "haunted_house", "ice_hockey", "journey_escape", "keystone_kapers", "king_kong", "koolaid",
    "laser_gates", "lost_luggage", "name_this_game", "pacman", "pitfall", "pooyan", "qbert",
    "riverraid", "seaquest", "space_invaders", "star_gunner", "superman", "trondead", "turmoil",
    "venture", "video_checkers", "video_chess", "video_cube", "video_pinball", "wizard_of_wor",
    "word_zapper", "yars_revenge", "asterix", "asteroids", "battle_zone", "beam_rider", "centipede",
    "crazy_climber", "earthworld", "et", "galaxian", "gravitar", "hero", "kangaroo", "krull",
    "kung_fu_master", "mario_bros", "mr_do", "ms_pacman", "phoenix", "private_eye", "sir_lancelot",
    "time_pilot", "up_n_down", "zaxxon", "basic_math", "blackjack", "bowling", "boxing", "breakout",
    "fishing_derby", "flag_capture", "freeway", "human_cannonball", "kaboom", "miniature_golf",
    "othello", "pong", "skiing", "space_war", "surround", "tennis", "tetris", "tic_tac_toe_3d",
    "crossbow", "double_dunk", "road_runner", "solaris", "darkchambers", "klax", "elevator_action",
    "jamesbond", "montezuma_revenge", "tutankham", "pitfall2", "robotank",
  ]
}
