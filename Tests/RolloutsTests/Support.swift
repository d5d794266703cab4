import Atari
import PolicyRuntime
import PolicySyntax
import Rollouts
import TestSupport
import Testing

/// A game with a policy that draws random numbers, and how to play it.
struct Setting: Sendable, CustomTestStringConvertible {
  let game: String
  let sticky: Double

  var testDescription: String { "\(game), sticky \(sticky)" }

  static let all = [
    Setting(game: "pong", sticky: 0), Setting(game: "pong", sticky: 0.25),
    Setting(game: "breakout", sticky: 0.25),
  ]

  var rom: ROM {
    get throws { try ROMLibrary(folders: [romFolder!]).locate(Game.named(game)) }
  }

  var play: PlaySettings {
    var play = GameProtocol.named(.standard, game: game).play
    play.environment.repeatActionProbability = sticky
    play.environment.fireOnReset = true
    play.maxSteps = 300
    return play
  }

  func player() throws -> PolicyPlayer { try PolicyPlayer(rom: rom, settings: play) }

  /// Goes to the ball most of the time, and elsewhere now and then.
  static func program() throws -> PolicyProgram {
    try program(
      """
      import random

      def act(obs):
          if random.random() < 0.2 or "Ball" not in obs or "Player" not in obs:
              return random.randint(0, 3)
          axis = "y" if obs["Player"]["x"] > 135 else "x"
          return 2 if (obs["Ball"][axis] < obs["Player"][axis]) == (axis == "y") else 3
      """)
  }

  static func program(_ source: String) throws -> PolicyProgram {
    try PolicyProgram(source: SourceFile(name: "policy.py", text: source))
  }
}

/// What a step left behind: everything that a later step can depend on.
struct Footprint: Hashable, Sendable {
  let action: Int
  let result: StepResult
  let ram: [UInt8]
  let observation: String

  init(_ player: PolicyPlayer, _ played: PlayedStep) {
    action = played.action
    result = played.result
    ram = player.ram
    observation = player.tape.json()
  }
}

extension PolicyPlayer {
  func footprints(_ count: Int) throws -> [Footprint] {
    var all: [Footprint] = []
    while all.count < count {
      let played = try step()
      all.append(Footprint(self, played))
      if played.isLast { break }
    }
    return all
  }
}
