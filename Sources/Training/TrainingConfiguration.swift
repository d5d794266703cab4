import Atari
import Rollouts

/// Everything that decides the result of a training run, except for the ROM itself.
public struct TrainingConfiguration: Sendable, Codable, Hashable {
  /// The game, as ALE names its ROM.
  public var game: String
  /// The MD5 of the ROM, in lower-case hex.
  public var rom: String
  /// Where the starting policy came from; the source itself is `policies/0000.py`.
  public var start: String
  /// Who rewrites the policy: `search`.
  public var optimizer: String
  /// How far back evidence reaches.
  public var horizon: CreditHorizon
  /// Independent rollouts that go into one update.
  public var batch: Int
  /// Updates after which training ends.
  public var updates: Int
  /// Environment steps that an update may spend on trials.
  public var stepsPerUpdate: Int
  /// Seconds of training after which it ends, nil for no limit.
  public var timeLimit: Double?
  /// The rules of evaluation.
  public var protocolName: ProtocolName
  /// The seed of everything random.
  public var seed: UInt64
  /// Version of Cartwright that started the run.
  public var cartwrightVersion: String
  /// Version of the emulator.
  public var emulatorVersion: String
  /// Who plays, ALE where nothing is said; it makes no difference to the result.
  public var emulator: EmulatorChoice?

  public init(
    game: String, rom: String, start: String, optimizer: String = "search",
    horizon: CreditHorizon, batch: Int = 4, updates: Int, stepsPerUpdate: Int = 60_000,
    timeLimit: Double?, protocolName: ProtocolName, seed: UInt64, cartwrightVersion: String,
    emulatorVersion: String
  ) {
    self.game = game
    self.rom = rom
    self.start = start
    self.optimizer = optimizer
    self.horizon = horizon
    self.batch = batch
    self.updates = updates
    self.stepsPerUpdate = stepsPerUpdate
    self.timeLimit = timeLimit
    self.protocolName = protocolName
    self.seed = seed
    self.cartwrightVersion = cartwrightVersion
    self.emulatorVersion = emulatorVersion
  }
}
