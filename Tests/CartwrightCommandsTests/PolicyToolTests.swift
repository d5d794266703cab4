import Atari
import CartwrightCommands
import Foundation
import Objects
import TestSupport
import Testing

/// `policy check` and `policy format` on files.
struct PolicyToolTests {
  static let policies: [String] = {
    let found = FileManager.default.enumerator(atPath: packageFolder + "/policies")
    var paths: [String] = []
    for case let path as String in found ?? .init() where path.hasSuffix(".py") {
      paths.append(packageFolder + "/policies/" + path)
    }
    return paths.sorted()
  }()

  /// The starting policies are without a warning, for the game whose folder they are in.
  @Test(arguments: policies)
  func startingPoliciesAreClean(_ path: String) throws {
    let run = Invocation(["policy", "check", path, "--strict", "--json"])
    #expect(run.exitCode == 0, "\(run.stdout)")
    let document = try JSONValue(run.stdout)
    #expect(document["findings"] == .list([]))
    let game = URL(fileURLWithPath: path).deletingLastPathComponent().lastPathComponent
    #expect(document["game"] == .text(game))
  }

  /// The keys are those of the game that is named.
  @Test func anotherGameHasOtherKeys() throws {
    let path = packageFolder + "/policies/pong/modular.py"
    let run = Invocation(["policy", "check", path, "--json", "--game", "freeway"])
    // Freeway has three actions, and no ball.
    #expect(run.exitCode == 65, "\(run.stderr)")
    #expect(run.stdout.contains("expected an action from 0 to 2, found 3"), "\(run.stdout)")
    #expect(run.stdout.contains("unknown-key"), "\(run.stdout)")
  }

  @Test func filesAreRewrittenInPlace() throws {
    let folder = try ScratchFolder()
    let one = try folder.write("def act( obs ):\n  return 0", to: "one.py")
    let two = try folder.write("def act(obs):\n    return 0\n", to: "two.py")
    let check = Invocation(["policy", "format", "--check", one, two])
    #expect(check.exitCode == 65 && check.stdout == "")
    #expect(check.stderr.contains("one.py") && !check.stderr.contains("two.py"))
    let diff = Invocation(["policy", "format", "--diff", one])
    #expect(
      diff.stdout == """
        --- \(one)
        +++ \(one)
        @@ -1,2 +1,2 @@
        -def act( obs ):
        -  return 0
        \\ No newline at end of file
        +def act(obs):
        +    return 0

        """)
    #expect(folder.read("one.py") == "def act( obs ):\n  return 0")
    // Nothing is written where one of the files is no program.
    let broken = try folder.write("def (", to: "broken.py")
    #expect(Invocation(["policy", "format", one, broken]).exitCode == 65)
    #expect(folder.read("one.py") == "def act( obs ):\n  return 0")
    let format = Invocation(["policy", "format", one, two])
    #expect(format.exitCode == 0 && format.stderr == "formatted \(one)\n")
    #expect(folder.read("one.py") == folder.read("two.py"))
    #expect(Invocation(["policy", "format", "--check", one, two]).exitCode == 0)
    #expect(folder.names == ["broken.py", "one.py", "two.py"])
  }

  /// What the check knows of a game is what the game gives.
  @Test(
    .enabled(if: romsAreAvailable, Comment(rawValue: romsAreMissing)),
    arguments: ObjectTracker.supportedGames)
  func observationsHaveTheFormThatIsKnown(_ game: String) throws {
    let form = try #require(ObservationForm.observation(of: game))
    let run = Invocation(["observe", game, "--random", "300", "--seed", "3"])
    #expect(run.exitCode == 0)
    var seen: Set<String> = []
    for line in run.lines {
      let observation = try #require(try JSONValue(line)["observation"])
      #expect(Self.fits(observation, form, &seen), "\(observation)")
    }
    guard case .dictionary(let entries) = form else { return }
    #expect(seen.count * 3 >= min(entries.count, 12), "\(seen)")
    let name = try Game.named(game)
    let library = ROMLibrary.standard()
    let environment = try Environment(rom: library.locate(name), settings: EnvironmentSettings())
    #expect(environment.actions.count == name.minimalActionCount)
  }

  private static func fits(
    _ value: JSONValue, _ form: ObservationForm, _ seen: inout Set<String>
  ) -> Bool {
    switch (value, form) {
    case (.int, .number), (.real, .number), (.text, .text): return true
    case (.list(let items), .list(let form)): return items.allSatisfy { fits($0, form, &seen) }
    case (.object(let members), .dictionary(let entries)):
      return members.allSatisfy { member in
        seen.insert(member.key)
        return entries.first { $0.key == member.key }.map { fits(member.value, $0.form, &seen) }
          ?? false
      }
    default: return false
    }
  }
}
