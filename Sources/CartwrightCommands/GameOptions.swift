import Atari
import Objects

// What several commands ask for in the same words.

extension Operand {
  /// The game of a command.
  static let game = Operand(name: "GAME", help: "a game, such as pong or ALE/Pong-v5")
}

extension Option {
  /// Frames a step; `source` tells whose they are where the option is missing.
  static func frameskip(default source: String) -> Option {
    Option(
      name: "frameskip", value: "K", kind: .integer(1...1000),
      help: "frames a step (default: \(source))")
  }

  /// Sticky actions; `source` tells whose probability it is where the option is missing.
  static func sticky(default source: String) -> Option {
    Option(
      name: "sticky", value: "P", kind: .number(0...1),
      help: "how likely a frame repeats the action before (default: \(source))")
  }

  /// ALE or our own console.
  static let emulator = Option(
    name: "emulator", value: "NAME", kind: .choice(EmulatorChoice.allCases.map(\.rawValue)),
    help: "who plays: ALE, our own console, or ours wherever it is known to be equal",
    defaultValue: EmulatorChoice.auto.rawValue)

  static let mode = Option(
    name: "mode", value: "MODE", kind: .choice(ObjectMode.allCases.map(\.rawValue)),
    help: "objects that are right against the pixels, or as OCAtari 2.2.1 has them",
    defaultValue: ObjectMode.strict.rawValue)
  static let json = Option.flag("json", "print one JSON document instead of the table")

  static let seed = Option(
    name: "seed", value: "N", kind: .integer(0...Int.max),
    help: "the number that every random choice follows from", defaultValue: "0")

  /// ALE's `random_seed`; −1 is left out because ALE takes it for the clock.
  static let emulatorSeed = Option(
    name: "seed", value: "N",
    kind: .form(expected: "a whole number of 32 bits other than -1") {
      Int32($0).map { $0 != -1 } ?? false
    },
    help: "ALE's random_seed", defaultValue: "0")
}

extension Arguments {
  /// The game and the settings that its name or id stands for.
  func environmentID() throws -> EnvironmentID { try EnvironmentID(required(Operand.game.name)) }

  /// These settings, changed by the options that the command line gives.
  func changing(_ settings: EnvironmentSettings) -> EnvironmentSettings {
    var settings = settings
    if let frames = integer("frameskip") { settings.frameSkip = .fixed(frames) }
    if let probability = number("sticky") { settings.repeatActionProbability = probability }
    settings.emulator = emulator
    return settings
  }

  /// Who plays.
  var emulator: EmulatorChoice {
    guard let choice = EmulatorChoice(rawValue: required("emulator")) else {
      preconditionFailure("the table lists the emulators")
    }
    return choice
  }

  /// The seed of everything random.
  var seed: UInt64 { UInt64(integer("seed") ?? 0) }

  /// ALE's `random_seed`.
  var emulatorSeed: Int32 {
    guard let seed = Int32(required("seed")) else { preconditionFailure("the table checks it") }
    return seed
  }

  /// Whose objects are asked for.
  var objectMode: ObjectMode {
    guard let mode = ObjectMode(rawValue: required("mode")) else {
      preconditionFailure("the table lists the modes")
    }
    return mode
  }
}
