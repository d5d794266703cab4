import PolicySyntax
import Testing

struct SearchReplaceTests {
  static let text = """
    SPEED = 40  # tunable: 1..100
    NAME = "x"

    @trainable
    def aim(obs):
        ball = obs["Ball"]  # where it is
        x = ball["x"]\u{20}\u{20}
        if x > 3:
            return x

        return -1
        # notes

    @trainable
    def two(obs):
        ball = obs["Ball"]
        return ball["y"]

    def act(obs):
        return aim(obs)
    """

  func tree(_ text: String = SearchReplaceTests.text) throws -> SyntaxTree {
    try SyntaxTree(parsing: SourceFile(name: "policy.py", text: text))
  }

  func applied(_ answer: String, to text: String = SearchReplaceTests.text) throws -> String {
    try tree(text).applying(answer: SourceFile(name: "answer", text: answer)).printed
  }

  static func block(_ search: String, _ replacement: String) -> String {
    "<<<<<<< SEARCH\n\(search)\n=======\n\(replacement)\(replacement.isEmpty ? "" : "\n")>>>>>>> REPLACE\n"
  }

  @Test func severalBlocksInAnAnswer() throws {
    let answer =
      "I would aim lower.\n\npolicy.py\n```python\n"
      + SearchReplaceTests.block(
        "    if x > 3:\n        return x", "    if x > 4:\n        return x + 1")
      + "```\nand\n"
      + SearchReplaceTests.block("    return ball[\"y\"]", "    y = ball[\"y\"]\n    return y")
      + SearchReplaceTests.block("SPEED = 40  # tunable: 1..100", "SPEED = 55  # tunable: 1..100")
    #expect(
      try applied(answer)
        == SearchReplaceTests.text.replacing(
          "x > 3:\n        return x", with: "x > 4:\n        return x + 1"
        )
        .replacing("    return ball[\"y\"]", with: "    y = ball[\"y\"]\n    return y")
        .replacing("SPEED = 40", with: "SPEED = 55"))
  }

  /// Pairs of what is searched for and its replacement; the result is what exact lines would give.
  @Test(arguments: [
    // Blanks at the ends of lines, here or there, and blank lines around.
    ("    x = ball[\"x\"]", "    x = 1"), ("    x = ball[\"x\"]      ", "    x = 1"),
    ("\n\n    x = ball[\"x\"]\n", "\n\n    x = 1\n"),
    // Another indentation, in common.
    ("x = ball[\"x\"]", "x = 1"), ("            x = ball[\"x\"]", "            x = 1"),
    ("\tx = ball[\"x\"]", "\tx = 1"),
    // Frozen lines around it, fences inside.
    (
      "@trainable\ndef aim(obs):\n    ball = obs[\"Ball\"]  # where it is\n    x = ball[\"x\"]",
      "@trainable\ndef aim(obs):\n    ball = obs[\"Ball\"]  # where it is\n    x = 1"
    ),
    ("```python\n    x = ball[\"x\"]\n```", "```\n    x = 1\n```"),
  ])
  func toleratesWhatModelsDo(_ search: String, _ replacement: String) throws {
    let found = Result { try applied(SearchReplaceTests.block(search, replacement)) }
    guard search.hasPrefix("\t") == false else {
      // A tab is no part of four blanks.
      #expect(throws: Diagnostic.self) { try found.get() }
      return
    }
    #expect(
      try found.get()
        == SearchReplaceTests.text.replacing("    x = ball[\"x\"]  ", with: "    x = 1"))
  }

  @Test func movedBlocksKeepTheirShape() throws {
    let answer = SearchReplaceTests.block(
      "if x > 3:\n    return x\n\nreturn -1",
      "if x > 3:\n    if x > 9:\n        return 9\n    return x\n\nreturn -2")
    #expect(
      try applied(answer)
        == SearchReplaceTests.text.replacing(
          "        return x\n", with: "        if x > 9:\n            return 9\n        return x\n"
        ).replacing("return -1", with: "return -2"))
  }

  @Test func deletesAndKeepsLineEnds() throws {
    let windows = SearchReplaceTests.text.replacing("\n", with: "\r\n")
    let deletion = SearchReplaceTests.block("    return -1\n    # notes", "    return -1")
    #expect(
      try applied(deletion, to: windows) == windows.replacing("\r\n    # notes", with: ""))
    let more = SearchReplaceTests.block("    return -1", "    # two\n    # lines\n    return -1")
    #expect(
      try applied(more, to: windows)
        == windows.replacing("    return -1", with: "    # two\r\n    # lines\r\n    return -1"))
    let whole = SearchReplaceTests.block(
      "    if x > 3:\n        return x\n\n    return -1", "    return 1")
    #expect(
      try applied(whole)
        == SearchReplaceTests.text.replacing(
          "    if x > 3:\n        return x\n\n    return -1", with: "    return 1"))
    // The last line of a file that has no line end.
    let last = "@trainable\ndef f(x):\n    y = 1\n    return y"
    #expect(
      try applied(SearchReplaceTests.block("    return y", "    y += 1\n    return y"), to: last)
        == "@trainable\ndef f(x):\n    y = 1\n    y += 1\n    return y")
    #expect(
      try applied(SearchReplaceTests.block("    y = 1\n    return y", "    y = 1"), to: last)
        == "@trainable\ndef f(x):\n    y = 1")
  }

  @Test(
    arguments: [
      (
        block("    ball = obs[\"Bal\"]\n    x = ball[\"x\"]", "    x = 1"), "found them nowhere",
        "the nearest lines are\n  6 |     ball = obs[\"Ball\"]  # where it is\n  7 |     x = ball[\"x\"]"
      ),
      (
        block("something(else_entirely)", "x"), "found them nowhere",
        "the first of them is 'something(else_entirely)'"
      ),
      (
        block("@trainable", "x"), "once in the file, found them 2 times",
        "they begin at the lines 4, 14; show more lines around the change"
      ),
      (
        block("def act(obs):\n    return aim(obs)", "def act(obs):\n    return 0"),
        "found one in the frozen function 'act'", "editable here: 'aim', 'two', 'SPEED' (1..100)"
      ),
      (
        block("NAME = \"x\"", "NAME = \"y\""), "found one in frozen code outside the functions",
        "editable here: 'aim', 'two', 'SPEED' (1..100)"
      ),
      (
        block("def two(obs):", "def two(obs, more):"), "the signature of 'two'",
        "editable here: 'aim', 'two', 'SPEED' (1..100)"
      ),
      (
        block("SPEED = 40  # tunable: 1..100", "SPEED = 400  # tunable: 1..100"),
        "expected a whole number in 1..100 for 'SPEED', found '400'", nil
      ),
      (
        block("    return -1", "    return (-1"),
        "expected a replacement that parses, found at its line 1", nil
      ),
      (
        block("    return -1", "    return 1\nX = 2"), "stay inside its function",
        "every line of a body is indented below its 'def'"
      ),
      (
        block("    return -1", "    return 1") + block("    return -1", "    return 2"),
        "do not overlap", nil
      ),
      (
        "no blocks", "expected a SEARCH/REPLACE block, found none",
        "a block begins with '<<<<<<< SEARCH', has '=======', ends with '>>>>>>> REPLACE'"
      ),
      ("<<<<<<< SEARCH\nx\n>>>>>>> REPLACE", "expected '=======' between", nil),
      (
        "<<<<<<< SEARCH\nx\n=======\ny",
        "expected '>>>>>>> REPLACE' in the block of line 1, found the end", nil
      ),
      ("<<<<<<< SEARCH\nx\n<<<<<<< SEARCH", "to end the block of line 1, found another block", nil),
      (
        "<<<<<<< SEARCH\n\n=======\nx\n>>>>>>> REPLACE", "expected lines to search for, found none",
        "to insert, search for the line before and write it again"
      ),
    ] as [(String, String, String?)])
  func refusalsSayWhatAndWhere(_ answer: String, _ message: String, _ hint: String?) throws {
    do throws(Diagnostic) {
      _ = try SyntaxTree(parsing: SourceFile(name: "policy.py", text: SearchReplaceTests.text))
        .applying(answer: SourceFile(name: "answer", text: answer))
      Issue.record("accepted: \(answer)")
    } catch {
      #expect(error.kind == .edit && error.message.contains(message), "\(error.message)")
      #expect(error.hint == hint)
    }
  }
}
