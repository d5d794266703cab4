import Atari
import PolicyRuntime
import PolicySyntax
import Reports
import Rollouts

/// A policy's first steps as a moving picture for a page: the same ones for the same seed.
enum PlayPicture {
  /// Steps that are played, and steps from one picture to the next.
  private static let steps = 300
  private static let every = 2

  /// Plays the first episode of a protocol's evaluation.
  ///
  /// Throws where the ROM does not load or the policy is none. A policy that fails ends the picture.
  static func make(
    of source: String, rom: ROM, settings: PlaySettings, seed: UInt64
  ) throws -> MovingPicture {
    let player = try PolicyPlayer(rom: rom, settings: settings)
    try player.load(
      try PolicyProgram(
        compiling: SyntaxTree(parsing: SourceFile(name: "best.py", text: source))))
    let seeds = Evaluation.seeds(settings.environment, ofEpisode: 0, seed: seed)
    try player.reset(seed: seeds.emulator, policySeed: seeds.policy)
    var film = Film(player, source: source, hasOverlay: false, isLarge: false)
    var isOver = false
    while player.steps < steps, !isOver, let action = try? player.chooseAction() {
      if player.steps % every == 0 { film.shoot(player, action: action) }
      isOver = player.apply(action).isLast
    }
    film.shoot(player, action: nil)
    let (width, height) = (player.environment.screenWidth, player.environment.screenHeight)
    return MovingPicture(
      gif: film.gif(), still: film.first?.png() ?? [], width: 3 * width, height: 2 * height,
      description: "The policy plays \(player.game.name): the first \(player.steps) steps of an "
        + "episode with seed \(seed), in which it scores \(player.score).")
  }
}
