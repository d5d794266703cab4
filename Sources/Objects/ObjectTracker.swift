/// The objects of one environment, followed from step to step.
///
/// After each reset and each step the tracker reads the 128 bytes of RAM and updates the box of
/// every slot of the game's `ObjectTable`. In `strict` mode the boxes are those of the picture that
/// the same frame drew; in `compat` mode they are OCAtari's. All state is inline, so that copying a
/// tracker copies all of it: trackers belong into a rollout's snapshot, and never share anything.
///
/// An update costs well under a microsecond and allocates nothing.
public struct ObjectTracker: Sendable {
  /// The games with objects, by ALE's names.
  public static var supportedGames: [String] { SupportedGame.allCases.map(\.rawValue) }

  /// The table of a game with objects.
  public static func table(for game: String) throws(ObjectsError) -> ObjectTable {
    try SupportedGame(named: game).table
  }

  enum SupportedGame: String, Sendable, CaseIterable {
    case asterix, breakout, enduro, freeway, pong, qbert, seaquest
    case spaceInvaders = "space_invaders"

    init(named name: String) throws(ObjectsError) {
      guard let game = SupportedGame(rawValue: name) else {
        throw ObjectsError(.unsupportedGame(name))
      }
      self = game
    }

    var table: ObjectTable {
      switch self {
      case .asterix: Asterix.table
      case .breakout: Breakout.table
      case .enduro: Enduro.table
      case .freeway: Freeway.table
      case .pong: Pong.table
      case .qbert: Qbert.table
      case .seaquest: Seaquest.table
      case .spaceInvaders: SpaceInvaders.table
      }
    }
  }

  let game: SupportedGame
  public let mode: ObjectMode
  public let hud: Bool
  var slots: ObjectSlots
  var lives = 0

  /// Makes a tracker without objects; `reset` fills it.
  ///
  /// - Parameters:
  ///   - game: ALE's name of the game.
  ///   - hud: Whether displays such as the score count as objects.
  public init(game: String, mode: ObjectMode, hud: Bool) throws(ObjectsError) {
    self.game = try SupportedGame(named: game)
    self.mode = mode
    self.hud = hud
    slots = ObjectSlots(count: self.game.table.slotCount(hud: hud || mode == .compat))
  }

  /// Takes the state after an environment's reset; all objects are new.
  ///
  /// - Parameter ram: The console's 128 bytes.
  public mutating func reset(ram: Span<UInt8>, lives: Int) {
    slots.reset()
    if mode == .compat {
      switch game {
      case .asterix: Asterix.initializeCompat(&slots, hud: hud)
      case .breakout: Breakout.initializeCompat(&slots, hud: hud)
      case .enduro: Enduro.initializeCompat(&slots)
      case .freeway: Freeway.initializeCompat(&slots, hud: hud)
      case .pong: Pong.initializeCompat(&slots, hud: hud)
      case .qbert: Qbert.initializeCompat(&slots)
      case .seaquest: Seaquest.initializeCompat(&slots, hud: hud)
      case .spaceInvaders: SpaceInvaders.initializeCompat(&slots, hud: hud)
      }
    }
    update(ram: ram, lives: lives)
  }

  /// Takes the state after a step.
  ///
  /// - Parameter ram: The console's 128 bytes.
  public mutating func update(ram: Span<UInt8>, lives: Int) {
    precondition(ram.count == 128, "a console has 128 bytes of RAM")
    self.lives = lives
    slots.beginStep()
    switch (game, mode) {
    case (.asterix, .strict): Asterix.updateStrict(&slots, ram: ram, hud: hud)
    case (.asterix, .compat): Asterix.updateCompat(&slots, ram: ram, hud: hud)
    case (.breakout, .strict): Breakout.updateStrict(&slots, ram: ram, hud: hud)
    case (.breakout, .compat): Breakout.updateCompat(&slots, ram: ram, hud: hud)
    case (.enduro, .strict): Enduro.updateStrict(&slots, ram: ram, hud: hud)
    case (.enduro, .compat): Enduro.updateCompat(&slots, ram: ram)
    case (.freeway, .strict): Freeway.updateStrict(&slots, ram: ram, hud: hud)
    case (.freeway, .compat): Freeway.updateCompat(&slots, ram: ram, hud: hud)
    case (.pong, .strict): Pong.updateStrict(&slots, ram: ram, hud: hud)
    case (.pong, .compat): Pong.updateCompat(&slots, ram: ram, hud: hud)
    case (.qbert, .strict): Qbert.updateStrict(&slots, ram: ram, hud: hud)
    case (.qbert, .compat): Qbert.updateCompat(&slots, ram: ram, hud: hud)
    case (.seaquest, .strict): Seaquest.updateStrict(&slots, ram: ram, hud: hud)
    case (.seaquest, .compat): Seaquest.updateCompat(&slots, ram: ram, hud: hud)
    case (.spaceInvaders, .strict): SpaceInvaders.updateStrict(&slots, ram: ram, hud: hud)
    case (.spaceInvaders, .compat): SpaceInvaders.updateCompat(&slots, ram: ram, hud: hud)
    }
  }

  /// Writes the dictionary that a policy receives, replacing what the tape held.
  ///
  /// - Parameter reward: The reward of the last step; NaN after a reset.
  public func writeObservation(into tape: inout ObservationTape, reward: Double) {
    tape.removeAll()
    var root = tape.open(.dictionary)
    switch game {
    case .asterix: Asterix.observe(slots, lives: lives, mode: mode, into: &tape, &root)
    case .breakout: Breakout.observe(slots, lives: lives, into: &tape, &root)
    case .enduro: Enduro.observe(slots, mode: mode, into: &tape, &root)
    case .freeway: Freeway.observe(slots, mode: mode, into: &tape, &root)
    case .pong: Pong.observe(slots, into: &tape, &root)
    case .qbert: Qbert.observe(slots, lives: lives, mode: mode, into: &tape, &root)
    case .seaquest: Seaquest.observe(slots, mode: mode, lives: lives, into: &tape, &root)
    case .spaceInvaders: SpaceInvaders.observe(slots, mode: mode, lives: lives, into: &tape, &root)
    }
    tape.append(reward, .reward)
    root.entries += 1
    tape.close(root)
  }
}
