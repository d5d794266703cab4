import Foundation
import PolicySyntax
import Testing

/// Errors of the lexer and parser as a person sees them.
///
/// `CARTWRIGHT_RECORD=1 swift test -c release --filter DiagnosticTests` writes the golden file anew,
/// and fails, so that a recording is never taken for a test that passed.
struct DiagnosticTests {
  static let sources = [
    "x = 1 +\n", "def f(:\n    pass\n", "if x\n    y = 1\n", "if x:\ny = 1\n", "x = (1, 2\ny = 3\n",
    "x = [1, 2)\n", "x = 'open\n", "x = \"\"\"open\n", "    x = 1\n", "if x:\n    y\n  z\n",
    "if x:\n\ty\n        z\n", "x = 5 = y\n", "f() = 1\n", "x + 1 = 2\n", "def f(a, a): pass\n",
    "def f(a=1, b): pass\n", "for x in: pass\n", "for 1 in x: pass\n", "return\n", "x = 012\n",
    "x = 1abc\n", "x = 0xZZ\n", "x = 1__0\n", "x = 1.e\n", "x = '\\xZZ'\n", "x = f'{'\n",
    "x = f'{}'\n",
    "x = f'}'\n", "x = f'{a b}'\n", "x = f'{a!z}'\n", "x = $\n", "x = a ? b : c\n", "x = a && b\n",
    "x++\n", "else:\n    pass\n", "import\n", "from x import\n", "class\n", "lambda x\n",
    "f(a=1, 2)\n",
    "f(a=1, a=2)\n", "f(x for x in y, 1)\n", "a, *b, *c = d\n", "*a\n*b = c\n", "del f()\n",
    "x = {1: 2, 3}\n",
    "x = b'é'\n", "x = 'a' b'b'\n", "print 'x'\n", "x = 1 y = 2\n", "try:\n    x\ny\n",
    "@f\nx = 1\n",
    "while True print(1)\n", "x = not\n", "if x = 1: pass\n", "def f() -> : pass\n", "x[1:2:3:4]\n",
    "ünïcode = €\n", "x = 'é' +\n", "\tif x:\n", "x = \\\n", "x = \\ 1\n", "pass pass\n",
    "with: pass\n",
    "match x:\n    case 1 pass\n", "x = (yield)\nx = (a b)\n", "elif x: pass\n", "x.1\n",
    "x = 'tab\there' y\n",
  ]

  @Test func renderedErrorsAreTheGoldenOnes() throws {
    let golden = fixtures.appendingPathComponent("diagnostics.golden")
    var text = "# Regenerate: CARTWRIGHT_RECORD=1 swift test -c release --filter DiagnosticTests\n"
    for source in DiagnosticTests.sources {
      text += "\n>>> \(source.replacing("\n", with: "\\n").replacing("\t", with: "\\t"))\n"
      let file = SourceFile(name: "policy.py", text: source)
      do throws(Diagnostic) {
        let tree = try SyntaxTree(parsing: file)
        text += "accepted: \(tree.statements.count) statements\n"
      } catch {
        text += error.rendered(in: file) + "\n"
      }
    }
    if ProcessInfo.processInfo.environment["CARTWRIGHT_RECORD"] != nil {
      try Data(text.utf8).write(to: golden)
      Issue.record("recorded \(golden.path)")
    }
    let expected = try String(contentsOf: golden, encoding: .utf8)
    for (found, wanted) in zip(
      text.components(separatedBy: "\n>>> "), expected.components(separatedBy: "\n>>> "))
    where found != wanted {
      Issue.record("found:\n\(found)\nexpected:\n\(wanted)")
    }
    #expect(text.utf8.count == expected.utf8.count)
  }

  @Test(arguments: [
    ("bal", "ball"), ("Balll", "Ball"), ("qqq", nil), ("plyer", "player"), ("xyz", nil),
    ("rnage", "range"), ("", nil),
  ])
  func nearestNames(_ name: String, _ expected: String?) {
    let known = ["range", "ball", "Ball", "player", "min", "print"]
    #expect(nearestName(to: name, among: known) == expected)
  }
}
