import Foundation
import PolicyRuntime
import PolicySyntax
import Testing

/// What a class keeps on `self` lasts from step to step and is part of the state.
struct StateTests {
  static let source = """
    import random
    class Item:
        def __init__(self, n):
            self.n = n
    class Policy:
        def __init__(self):
            self.count = 0
            self.items = []
            self.table = {(0, "a"): self.items}
            self.first = None
            self.rule = self.step
            self.seen = {1, 2}
        def step(self):
            return self.count * 2
        def __call__(self, obs):
            self.count += 1
            self.items.append(Item(self.count + random.randint(0, 1000)))
            self.first = self.first or self.items[0]
            self.table[(self.count, f"{self.count}th")] = [1.5, None, True, range(self.count)]
            self.seen.add(f"n{self.count}")
            if self.count == 3:
                self.rule = self.items.copy
            return (self.count, [i.n for i in self.items], self.first is self.items[0],
                    self.table[(0, "a")] is self.items, self.table, len(self.seen),
                    self.rule() if self.count < 3 else len(self.rule()))
    """

  @Test func statesGoBackAndIntoOtherInterpreters() throws {
    let policy = try interpreter(StateTests.source, seed: 5)
    let start = policy.state
    var states = [start]
    var results: [String] = []
    for _ in 0..<12 {
      results.append(StateTests.plain(try policy.step()))
      states.append(policy.state)
    }
    #expect(Set(results).count == 12)
    for from in [3, 0, 11, 7] {
      // Here, in another interpreter, and in one of an edited program.
      let edited = StateTests.source.replacing("class Item:", with: "OTHER = 'text'\nclass Item:")
      for target in [policy, try interpreter(StateTests.source), try interpreter(edited)] {
        _ = try target.step()
        target.state = states[from]
        for step in from..<12 { #expect(StateTests.plain(try target.step()) == results[step]) }
      }
    }
    policy.restart(seed: 5)
    #expect(StateTests.plain(try policy.step()) == results[0])
  }

  /// Objects have no text of their own that could be compared.
  static func plain(_ text: String) -> String { text.replacing("<Item object>", with: "item") }

  /// A method that the edited policy has no more is an error where it is called.
  @Test func methodsThatAnEditTookAreErrors() throws {
    let source = """
      class Policy:
          def __init__(self):
              self.rule = None
          def first(self):
              return 1
          def __call__(self, obs):
              if self.rule:
                  return (self.rule(), list(map(self.rule, [])), self.rule(*[]))
              self.rule = self.first
      """
    let policy = try interpreter(source)
    #expect(try policy.step() == "None")
    let edited = try interpreter(source.replacing("first", with: "second"))
    edited.state = policy.state
    #expect(throws: Diagnostic.self) { try edited.step() }
    #expect(try policy.step() == "(1, [], 1)")
  }

  @Test func theStateIsBounded() throws {
    let policy = try interpreter(
      """
      class Policy:
          def __init__(self):
              self.n = 0
              self.all = []
          def __call__(self, obs):
              self.n += 1
              if self.n == 2:
                  self.all = [0] * 10**6
              if self.n == 3:
                  self.all = iter([1])
              return (self.n, len(self.all))
      """)
    #expect(try policy.step() == "(1, 0)")
    #expect(throws: Diagnostic.self) { try policy.step() }
    // What could not be kept is as it was before the step.
    #expect(throws: Diagnostic.self) { try policy.step() }
    #expect(throws: Diagnostic.self) { try policy.step() }
  }

  /// A state of lists inside lists is kept, stored and set without recursion.
  @Test func deepStates() throws {
    let policy = try interpreter(
      """
      class Policy:
          def __init__(self):
              self.deep = []
              self.n = 0
          def __call__(self, obs):
              self.n += 1
              for i in range(5000):
                  self.deep = [self.deep]
              x, count = self.deep, 0
              while x:
                  x, count = x[0], count + 1
              return (self.n, count)
      """)
    #expect(try policy.step() == "(1, 5000)")
    let state = policy.state
    #expect(try policy.step() == "(2, 10000)")
    policy.state = state
    #expect(try policy.step() == "(2, 10000)")
    #expect(try policy.step() == "(3, 15000)")
  }

  @Test func constantsOfTheFileAndTheClassAreFrozen() throws {
    for body in [
      "Policy.names.append(1)", "self.names.append(1)", "NAMES.append(1)", "Policy.x = 1",
    ] {
      let policy = try interpreter(
        """
        NAMES = []
        class Policy:
            names = NAMES
            def __call__(self, obs):
                \(body)
        """)
      #expect(throws: Diagnostic.self, "\(body)") { try policy.step() }
    }
  }
}
