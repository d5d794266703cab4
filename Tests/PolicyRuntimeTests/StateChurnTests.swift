import Foundation
import PolicyRuntime
import PolicySyntax
import Testing

/// A policy that changes what it keeps in all kinds of ways; see `Fixtures/state_churn.py`.
struct StateChurnTests {
  private static let steps = 1500

  /// The numbers of an observation: `bad` is 1 for a step whose state cannot be kept, 2 for one that
  /// fails at its end.
  private static func bad(_ step: Int) -> Int { step % 7 == 3 ? 1 : step % 11 == 5 ? 2 : 0 }

  private static func row(_ step: Int) -> [Int] { (0..<(step % 5)).map { step + $0 } }

  private func source() throws -> String {
    try String(
      contentsOf: fixtures.appendingPathComponent("state_churn.py"), encoding: .utf8)
  }

  /// Objects have no text of their own that could be compared.
  private func plain(_ text: some StringProtocol) -> String {
    String(text).replacing(/<[\w.]*Item object[^>]*>/, with: "item")
  }

  /// The text of the result, or of what went wrong. The observation stands from step to step.
  private func run(_ policy: PolicyInterpreter, _ step: Int) throws -> String {
    let keys = ["Ball", "x", "y", "row", "bad"]
    let row = StateChurnTests.row(step)
    let tokens: [ValueToken] =
      [
        .dictionary(count: 3, key: nil),
        .dictionary(count: 2, key: 0), .int(step, key: 1), .int(step * 7 % 50, key: 2),
        .list(count: row.count, key: 3),
      ] + row.map { .int($0, key: nil) } + [.int(StateChurnTests.bad(step), key: 4)]
    let strings = keys.map { policy.intern($0) }
    policy.beginStep()
    let observation = try tokens.withUnsafeBufferPointer {
      try policy.makeValue($0, strings: strings)
    }
    do throws(Diagnostic) {
      return plain(policy.repr(try policy.callEntry(observation)))
    } catch {
      return "! \(error.kind.rawValue)"
    }
  }

  @Test(.enabled(if: python != nil, "no python3 on this machine"))
  func asUnderCPython() throws {
    // Steps whose state cannot be kept leave it as it was, so CPython does not see them.
    let steps = (0..<StateChurnTests.steps).filter { StateChurnTests.bad($0) != 1 }
    let observations = steps.map { step in
      "{\"Ball\": {\"x\": \(step), \"y\": \(step * 7 % 50)}, \"row\": \(StateChurnTests.row(step)), "
        + "\"bad\": \(StateChurnTests.bad(step))}\n"
    }.joined()
    let theirs = try cpython([source()], observations: observations)[0]
      .split(separator: "\n").map { plain($0.hasPrefix("-> ") ? $0.dropFirst(3) : $0) }
    let policy = try interpreter(source())
    var next = 0
    for step in 0..<StateChurnTests.steps {
      let found = try run(policy, step)
      guard StateChurnTests.bad(step) != 1 else {
        #expect(found == "! TypeError")
        continue
      }
      try #require(found == theirs[next], "step \(step)")
      next += 1
    }
    #expect(next == theirs.count)
  }

  /// A state taken in the middle goes on elsewhere as it went on here.
  @Test func statesGoOnElsewhere() throws {
    let policy = try interpreter(source())
    var states: [PolicyInterpreter.State] = []
    var results: [String] = []
    for step in 0..<400 {
      states.append(policy.state)
      results.append(try run(policy, step))
    }
    let other = try interpreter(source())
    for from in [391, 17, 250, 0, 100] {
      other.state = states[from]
      for step in from..<min(from + 60, 400) {
        try #require(try run(other, step) == results[step], "step \(step) from \(from)")
      }
    }
  }

  /// The limit counts what is kept, not what was left behind, and holds alike after a state is set.
  @Test func theLimitIsThatOfWhatIsKept() throws {
    let text = """
      class Policy:
          def __init__(self):
              self.all = []
              self.last = None
          def __call__(self, obs):
              for i in range(20):
                  self.last = [i] * 500
              self.all.append([0.5] * 1000)
              return len(self.all)
      """
    let policy = try interpreter(text)
    var states: [PolicyInterpreter.State] = []
    while states.count < 100 {
      states.append(policy.state)
      do { _ = try policy.step() } catch { break }
    }
    #expect((60...65).contains(states.count))
    let other = try interpreter(text)
    other.state = states[states.count - 2]
    #expect(try other.step() == "\(states.count - 1)")
    for _ in 0..<3 {
      #expect(throws: Diagnostic.self) { try other.step() }
      #expect(throws: Diagnostic.self) { try policy.step() }
    }
  }
}
