import PolicySyntax
import Testing

struct TunableTests {
  static let text = """
    SPEED = 4  # tunable: 1..10
    LIMIT: float = -0.5 #tunable: -1 .. 1e0
    PLAIN = 3  # not tunable: 1..2

    class Policy:
        GAIN = 2.0  # tunable: 0.25..8
        def __call__(self, obs):
            inner = 1
            return SPEED
    """

  func tree(_ text: String) throws -> SyntaxTree {
    try SyntaxTree(parsing: SourceFile(name: "p.py", text: text))
  }

  @Test func numbersWithTheirRanges() throws {
    let tree = try tree(TunableTests.text)
    #expect(tree.tunableProblems.isEmpty)
    #expect(
      tree.tunables.map { "\($0.qualifiedName) \($0.value) \($0.isWhole) \($0.range)" } == [
        "SPEED 4.0 true 1.0...10.0", "LIMIT -0.5 false -1.0...1.0",
        "Policy.GAIN 2.0 false 0.25...8.0",
      ])
    #expect(tree.tunables.map { tree.source.text(of: $0.valueSpan) } == ["4", "-0.5", "2.0"])
  }

  @Test func newValuesStayInTheRange() throws {
    let tree = try tree(TunableTests.text)
    let edits = zip(tree.tunables, [7.6, -3, 1e-9]).map { tree.setting($0, to: $1) }
    let result = try tree.applying(edits)
    #expect(result.tunables.map(\.value) == [8, -1, 0.25])
    #expect(
      result.printed
        == TunableTests.text.replacing("SPEED = 4", with: "SPEED = 8")
        .replacing("= -0.5", with: "= -1.0").replacing("GAIN = 2.0", with: "GAIN = 0.25"))
    #expect(tree.setting(tree.tunables[0], to: .nan).replacement == "4")
    #expect(tree.setting(tree.tunables[0], to: .infinity).replacement == "10")
  }

  @Test(arguments: ["11", "0", "5.0", "4 + 1", "5\nx = 1", "'5'", "", "+5", "05"])
  func otherEditsOfATunableAreRefused(_ replacement: String) throws {
    let tree = try tree(TunableTests.text)
    let edit = TextEdit(span: tree.tunables[0].valueSpan, replacement: replacement)
    #expect(throws: Diagnostic.self) { try tree.applying([edit]) }
  }

  @Test(arguments: [
    ("X = 4  # tunable", "expected a range after 'tunable', found '# tunable'"),
    ("X = 4  # tunable: 10..1", "expected a range after 'tunable', found '# tunable: 10..1'"),
    ("X = 4  # tunable: 5..9", "expected a value in the range of 'X', found 4.0"),
    (
      "X = 2 * 2  # tunable: 1..9",
      "expected 'NAME = number' of the file or a class before 'tunable', found something else"
    ),
    (
      "def f():\n    x = 4  # tunable: 1..9",
      "expected 'NAME = number' of the file or a class before 'tunable', found something else"
    ),
  ])
  func marksThatMarkNothingAreReported(_ text: String, _ message: String) throws {
    let tree = try tree(text)
    #expect(tree.tunables.isEmpty)
    #expect(tree.tunableProblems.map(\.message) == [message])
  }
}
