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

  @Test func anInterruptionEndsIt() {
    let run = Invocation(["bench", "--steps", "100"], shouldStop: { true })
    #expect(run.exitCode == 130)
    #expect(run.stdout == "")
  }
}
