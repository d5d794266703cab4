import CartwrightCommands
import TestSupport
import Testing

@Suite(.enabled(if: romsAreAvailable, Comment(rawValue: romsAreMissing)))
struct BenchTests {
  @Test func printsAPairForEachRun() throws {
    let run = Invocation(["bench", "--steps", "200", "--pairs", "2", "--json"])
    #expect(run.exitCode == 0, "\(run.stderr)")
    let json = try JSONValue(run.stdout)
    #expect(json["game"] == .text("pong"))
    guard case .list(let pairs) = json["pairs"] else {
      Issue.record("found \(run.stdout)")
      return
    }
    #expect(pairs.count == 2)
    for pair in pairs {
      // A peer is compared with only where it earned the same rewards.
      #expect((pair["ratio"] == .null) == (json["ale_py"] == .null))
    }
  }

  @Test func holdsObjectsAgainstThePixels() throws {
    let run = Invocation(["bench", "objects", "--game", "pong", "--steps", "200", "--json"])
    #expect(run.exitCode == 0, "\(run.stderr)")
    let json = try JSONValue(run.stdout)
    guard case .list(let plays) = json["plays"], case .list(let costs) = json["costs"] else {
      Issue.record("found \(run.stdout)")
      return
    }
    #expect(plays.count == 3 && costs.count == 1)
    for play in plays {
      guard case .list(let categories) = play["categories"] else { continue }
      #expect(categories.contains { $0["category"] == .text("Ball") })
      for category in categories { #expect(category["exact"] == category["boxes"]) }
    }
  }

  /// Where Python is installed it has chosen the same actions, or the command fails.
  @Test func timesAPolicy() throws {
    let run = Invocation([
      "bench", "policy", "--game", "pong", "--policy", "\(fixtures)/valid.py", "--steps", "100",
      "--pairs", "2", "--json",
    ])
    #expect(run.exitCode == 0, "\(run.stderr)")
    let json = try JSONValue(run.stdout)
    guard case .list(let policies) = json["policies"], let policy = policies.first else {
      Issue.record("found \(run.stdout)")
      return
    }
    #expect(policies.count == 1)
    #expect((policy["ratio"] == .null) == (json["python"] == .null))
  }

  @Test func aPolicyPlaysOnlyAGameThatIsNamed() {
    let run = Invocation(["bench", "objects", "--policy", "\(fixtures)/valid.py"])
    #expect(run.exitCode == 64)
    #expect(run.stderr.contains("--game"))
  }

  @Test(arguments: [["bench", "--steps", "100"], ["bench", "objects"], ["bench", "policy"]])
  func anInterruptionEndsIt(words: [String]) {
    let run = Invocation(words, shouldStop: { true })
    #expect(run.exitCode == 130)
    #expect(run.stdout == "")
  }
}
