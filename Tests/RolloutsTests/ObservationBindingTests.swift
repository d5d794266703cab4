import Atari
import Objects
import PolicyRuntime
import PolicySyntax
import Rollouts
import TestSupport
import Testing

/// What a policy receives is what the tape says, although it is written over the observation before.
@Suite(.enabled(if: romsAreAvailable, Comment(rawValue: romsAreMissing)))
struct ObservationBindingTests {
  @Test(arguments: ObjectTracker.supportedGames)
  func thePolicySeesTheTape(_ game: String) throws {
    let source = SourceFile(name: "policy.py", text: "def act(obs): return repr(obs)")
    let program = try PolicyProgram(source: source)
    let bound = try PolicyInterpreter(program, seed: 0)
    let read = try PolicyInterpreter(program, seed: 0)
    let binding = ObservationBinding(bound)
    let player = try PolicyPlayer(
      rom: ROMLibrary(folders: [romFolder!]).locate(Game.named(game)),
      settings: PlaySettings(environment: EnvironmentSettings(), maxSteps: .max))
    try player.reset(seed: 3, policySeed: 3)
    var choices = Choices(state: 11)
    var seen: Set<String> = []
    for _ in 0..<400 {
      bound.beginStep()
      read.beginStep()
      let json = SourceFile(name: "tape.json", text: player.tape.json())
      let expected = read.repr(try read.callEntry(read.makeValue(json: json)))
      let found = bound.repr(try bound.callEntry(binding.load(player.tape, into: bound)))
      try #require(found == expected)
      seen.insert(found)
      let result = player.apply(choices.next(below: player.environment.actions.count))
      if result.isLast { try player.reset(seed: nil, policySeed: nil) }
    }
    #expect(seen.count > 50)
  }
}
