import PolicyRuntime
import PolicySyntax
import Testing

/// The lines that decided an action: those marked `# *`, and no others.
struct SliceTests {
  static let examples: [Example] = [
    Example(
      "a variable that does not matter",
      """
      def act(obs):
          a = 1  # *
          b = 2
          a = a + 1  # *
          b = a
          return a  # *
      """),
    Example(
      "the branch that was taken, and the conditions before it",
      """
      def act(obs):
          x = 5  # *
          y = 3  # *
          z = 1
          if x < y:  # *
              return 0
          elif x > y:  # *
              z = 7
              return 2  # *
          return z
      """),
    Example(
      "a way out that was not taken",
      """
      def act(obs):
          ready = True  # *
          if not ready:  # *
              return 0
          unused = 4
          if unused:
              unused = 5
          return 3  # *
      """),
    Example(
      "an argument that is read, and one that is not",
      """
      def pick(y, color):
          if y > 2:  # *
              return 1  # *
          return color

      def act(obs):
          y = 4  # *
          color = 9
          return pick(y, color)  # *
      """),
    Example(
      "a call that decides nothing",
      """
      def log(x):
          y = x
          return y

      def act(obs):
          log(3)
          a = 2  # *
          return a  # *
      """),
    Example(
      "keywords and defaults",
      """
      def pick(a, b=1, *, c):
          return a + c  # *

      def act(obs):
          p = 1  # *
          q = 2
          r = 3  # *
          return pick(p, c=r, b=q)  # *
      """),
    Example(
      "a list that is changed through another name",
      """
      def act(obs):
          xs = []  # *
          ys = xs  # *
          other = []
          ys.append(3)  # *
          other.append(4)
          return xs[0]  # *
      """),
    Example(
      "an element that is changed in a loop, and one side of a choice",
      """
      def act(obs):
          grid = [[0], [0]]  # *
          a = 1  # *
          b = 2
          for row in grid:  # *
              row[0] = a if len(row) == 1 else b  # *
          return grid[1][0]  # *
      """),
    Example(
      "the operand that decided",
      """
      def act(obs):
          a = 0  # *
          b = 5
          c = 0  # *
          d = 6  # *
          if a and b:  # *
              return 1
          if c or d:  # *
              return 2  # *
          return 3
      """),
    Example(
      "break and continue",
      """
      def act(obs):
          found = 0
          limit = 3  # *
          other = 0
          for i in range(10):  # *
              if i < limit:  # *
                  other += 1
                  continue
              found = i  # *
              break
          return found  # *
      """),
    Example(
      "a loop that counts",
      """
      def act(obs):
          n = 0  # *
          m = 0
          while n < 3:  # *
              n += 1  # *
              m += 2
          return n  # *
      """),
    Example(
      "an error that is caught",
      """
      def act(obs):
          x = 1
          d = {}  # *
          try:
              x = 2
              y = d["Ball"]  # *
              x = 3
          except KeyError:  # *
              return 4  # *
          return x
      """),
    Example(
      "an error that is not",
      """
      def half(x):
          return 1 // x  # *

      def act(obs):
          a = 3
          b = a * 0  # *
          return half(b)  # *
      """, marksDefinition: ["a = 3"]),
    Example(
      "attributes",
      """
      class Policy:
          def __init__(self):
              self.speed = 0

          def __call__(self, obs):
              self.speed = 3  # *
              self.color = 4
              self.note()
              if self.speed > 2:  # *
                  return 1  # *
              return self.color

          def note(self):
              self.color = 5
      """),
    Example(
      "match",
      """
      def act(obs):
          word = "up"  # *
          n = 3
          match word:  # *
              case "down":  # *
                  n = 1
              case "up":  # *
                  n = 2  # *
              case _:
                  n = 4
          return n  # *
      """),
    Example(
      "functions that a built-in calls",
      """
      def key(x):
          return -x  # *

      def act(obs):
          xs = [1, 2]  # *
          k = 3
          best = max(xs, key=key)  # *
          f = lambda v: v + 1  # *
          return f(best)  # *
      """),
    Example(
      "unpacking and closures",
      """
      def act(obs):
          a, b = 1, 2  # *
          c = 3

          def inner():
              return a + 1  # *

          return inner()  # *
      """),
  ]

  struct Example: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let text: String
    let expected: [Int]

    /// `marksDefinition`: texts of lines that count as well although they bear no mark.
    init(_ name: String, _ text: String, marksDefinition: [String] = []) {
      testDescription = name
      self.text = text
      expected = text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        .filter { line in
          line.element.hasSuffix("# *") || marksDefinition.contains { line.element.hasSuffix($0) }
        }
        .map { $0.offset + 1 }
    }
  }

  @Test(arguments: SliceTests.examples)
  func linesThatDecided(_ example: Example) throws {
    let interpreter = try interpreter(example.text)
    interpreter.recording = .full
    _ = try? interpreter.step()
    #expect(interpreter.decidingLines == example.expected)
    #expect(Set(interpreter.decidingLines).isSubset(of: Set(interpreter.trace.lines)))
  }
}
