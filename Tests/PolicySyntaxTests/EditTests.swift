import PolicySyntax
import Testing

struct EditTests {
  static let text = """
    def trainable(function):
        return function

    SPEED = 4  # frozen

    @trainable
    def aim(obs, lead=2):
        \"\"\"Aims.\"\"\"
        x = obs["Ball"]["x"] + lead * 3  # ahead
        if x > 3:
            return x
        return -1

    @trainable
    def one(x): return x

    def act(obs):
        return aim(obs)

    """

  func tree(_ text: String = EditTests.text) throws -> SyntaxTree {
    try SyntaxTree(parsing: SourceFile(name: "policy.py", text: text))
  }

  func expression(_ tree: SyntaxTree, _ text: String) throws -> PolicySyntax.Expression {
    var found: PolicySyntax.Expression?
    tree.walkExpressions {
      if found == nil, tree.source.text(of: $0.span) == text { found = $0 }
    }
    return try #require(found, "no expression '\(text)'")
  }

  @Test func functionsTellWhatMayBeEdited() throws {
    let tree = try tree()
    #expect(tree.functions.map(\.name) == ["trainable", "aim", "one", "act"])
    #expect(tree.functions.map(\.isTrainable) == [false, true, true, false])
    #expect(tree.function(named: "aim")?.docstring == "Aims.")
    #expect(tree.source.text(of: tree.functions[2].bodySpan) == " return x")
    #expect(tree.source.text(of: tree.functions[1].span).hasPrefix("@trainable\ndef aim"))
  }

  @Test func editsTogetherKeepEverythingElse() throws {
    let tree = try tree()
    let edited = try tree.applying([
      tree.replacing(expression(tree, "3"), with: "k + 1"),
      tree.replacing(expression(tree, "-1"), with: "-2.5"),
      tree.inserting("k = 7\nk += 1", before: tree.functions[1].body[1]),
      tree.deleting(tree.functions[1].body[2].blocks[0][0]),
    ])
    #expect(
      edited.printed
        == EditTests.text.replacing("lead * 3", with: "lead * (k + 1)")
        .replacing("return -1", with: "return -2.5").replacing(
          "        return x\n", with: "        pass\n"
        )
        .replacing("    x = obs", with: "    k = 7\n    k += 1\n    x = obs"))
  }

  /// Statements go in and out with their lines; where a line is shared, on it.
  @Test func statementsAsValues() throws {
    let text = """
      @trainable
      def f(x):
          \"\"\"Doc.\"\"\"
          a = 1  # one
          # between
          if x: a = 2; b = 3
          return a  # last

      @trainable
      def g(x): return x
      """
    let tree = try tree(text)
    func place(_ text: String) throws -> SourceSpan {
      let start = Int32(try #require(tree.source.text.range(of: text)))
      return SourceSpan(start: start, end: start + Int32(text.utf8.count))
    }
    func edited(_ edits: SyntaxEdit..., expect old: String, _ new: String) throws {
      let found = try tree.applying(edits).printed
      #expect(found == text.replacing(old, with: new))
    }
    try edited(
      .insertAfter(place("a = 1"), "b = 2"), expect: "# one\n", "# one\n    b = 2\n")
    try edited(.insertBefore(place("a = 1"), "b = 2"), expect: "    a = 1", "    b = 2\n    a = 1")
    try edited(.insertBefore(place("b = 3"), "c = 2"), expect: "b = 3", "c = 2; b = 3")
    try edited(.insertAfter(place("a = 2"), " c = 2\n"), expect: "a = 2", "a = 2; c = 2")
    try edited(.insertAtStart(of: "f", "b = 2"), expect: "    a = 1", "    b = 2\n    a = 1")
    try edited(.insertAtEnd(of: "f", "b = 2"), expect: "# last", "# last\n    b = 2")
    try edited(
      .insertAtStart(of: "g", "y = 2"), expect: "g(x): return", "g(x):\n    y = 2\n    return")
    try edited(
      .insertAtEnd(of: "g", "y = 2"), expect: "g(x): return x",
      "g(x):\n    return x\n    y = 2")
    try edited(.delete(place("a = 1")), expect: "    a = 1  # one\n", "")
    try edited(.delete(place("return a")), expect: "\n    return a  # last", "")
    try edited(.delete(place("b = 3")), expect: "; b = 3", "")
    try edited(.delete(place("a = 2")), expect: "a = 2; b", "b")
    try edited(.delete(place("return x")), expect: "return x", "pass")
    try edited(
      .delete(place("a = 2")), .delete(place("b = 3")), expect: "a = 2; b = 3", "pass")
    try edited(
      .function("g", with: "  def g( x ):\n      y = 1\n      return y\n"),
      expect: "g(x): return x", "g(x):\n    y = 1\n    return y")
    try edited(
      .body(of: "f", with: "return 1"),
      expect:
        "\n    \"\"\"Doc.\"\"\"\n    a = 1  # one\n    # between\n    if x: a = 2; b = 3\n    return a  # last",
      "\n    return 1")
    func refused(_ edit: SyntaxEdit, _ message: String) {
      do throws(Diagnostic) {
        _ = try tree.applying([edit])
        Issue.record("accepted: \(message)")
      } catch {
        #expect(error.kind == .edit && error.message.contains(message), "\(error.message)")
      }
    }
    refused(.function("g", with: "def g(x, y): return x"), "expected the signature 'def g(x)'")
    refused(.function("g", with: "def h(x): return x"), "found 'def h(x)'")
    refused(.function("g", with: "@bundle()\ndef g(x): return x"), "the decorators of 'g'")
    refused(.function("g", with: "def g(x): return x\ny = 1"), "found 2 statements")
    refused(.function("g", with: "def g(x) return x"), "found at its line 1, column 10")
    refused(.function("gg", with: ""), "the name of a function, found 'gg'")
    refused(.expression(SourceSpan(start: 0, end: 3), with: "1"), "a whole expression")
    refused(.expression(try place("a = 2"), with: "1"), "a whole expression")
    refused(.insertBefore(try place("b = 3"), "if x:\n  y"), "simple statements of one line")
    refused(.insertBefore(SourceSpan(start: 0, end: 9999), "x"), "the place of a statement")
    refused(.insertAtEnd(of: "f", "return ("), "a replacement that parses, found at its line 2")
    refused(.constant("X", to: "1"), "the name of a tunable number, found 'X'")
    let number = try #require(tree.expression(at: try place("1")))
    refused(
      .expression(number.span, with: "1 +"), "an expression as the replacement, found at its line 1"
    )
    refused(.expression(number.span, with: "1 # one"), "an expression without a comment")
  }

  /// A word never grows together with its neighbours, nor does a generator with its call.
  @Test(arguments: [
    ("return-x", "-x", "k", "return k"), ("return-x", "-x", "'k'", "return 'k'"),
    ("return 1if x else 2", "1", "k", "return k if x else 2"),
    ("return f'{x}'", "x", "{1: 2}", "return f'{ {1: 2}}'"),
    ("return sum(a for a in x)", "(a for a in x)", "[1]", "return sum([1])"),
    ("return sum(a for a in x)", "(a for a in x)", "(b for b in x)", "return sum(b for b in x)"),
    ("return x.a", "x", "1", "return (1).a"), ("return x ** 2", "x", "-1", "return (-1) ** 2"),
    ("return x", "x", "(1), (2)", "return ((1), (2))"),
    ("return x", "x", "(1 + 2)", "return (1 + 2)"),
  ])
  func expressionsKeepTheirDistance(
    _ body: String, _ old: String, _ new: String, _ result: String
  ) throws {
    let tree = try tree("@trainable\ndef f(x):\n    \(body)\n")
    let edited = try tree.applying([.expression(expression(tree, old).span, with: new)])
    #expect(edited.printed == "@trainable\ndef f(x):\n    \(result)\n")
  }

  @Test(arguments: ["\n", "\r\n"])
  func bodiesTakeTheIndentationAndLineEndsOfTheFile(_ end: String) throws {
    let tree = try tree(EditTests.text.replacing("\n", with: end))
    let body =
      "      \"\"\"New.\n  kept\"\"\"\n\n      if lead:\n          return 1\n      return 2\n\n"
    let edited = try tree.applying([tree.replacingBody(of: tree.functions[1], with: body)])
    let expected =
      "def aim(obs, lead=2):\n    \"\"\"New.\n  kept\"\"\"\n\n    if lead:\n        return 1\n    return 2\n\n@trainable"
    #expect(edited.printed.contains(expected.replacing("\n", with: end)))
    let short = try tree.applying([tree.replacingBody(of: tree.functions[2], with: "return x + 1")])
    #expect(short.printed.contains("def one(x):\(end)    return x + 1\(end)"))
    #expect(short.functions.map(\.name) == tree.functions.map(\.name))
  }

  /// Replaced operands keep their meaning.
  @Test(arguments: [
    ("lead", "a or b", "(a or b) * 3"), ("3", "-1", "lead * -1"), ("3", "1, 2", "lead * (1, 2)"),
    ("3", "f(1)[2]", "lead * f(1)[2]"), ("3", "1 if a else 2", "lead * (1 if a else 2)"),
  ])
  func expressionsGetParentheses(_ old: String, _ new: String, _ result: String) throws {
    let tree = try tree()
    let target = try expression(tree, "lead * 3")
    var edit: TextEdit?
    target.forEachChild {
      if tree.source.text(of: $0.span) == old { edit = try? tree.replacing($0, with: new) }
    }
    #expect(try tree.applying([try #require(edit)]).printed.contains(result))
  }

  @Test func frozenCodeIsRefused() throws {
    let tree = try tree()
    func refused(_ edits: [TextEdit], _ message: String) {
      do throws(Diagnostic) {
        _ = try tree.applying(edits)
        Issue.record("accepted: \(message)")
      } catch {
        #expect(error.kind == .edit && error.message.contains(message), "\(error.message)")
      }
    }
    func at(_ text: String, _ replacement: String) -> TextEdit {
      let start = Int32(tree.source.text.range(of: text)!)
      return TextEdit(
        span: SourceSpan(start: start, end: start + Int32(text.utf8.count)),
        replacement: replacement)
    }
    refused([at("SPEED = 4", "SPEED = 5")], "frozen code outside the functions")
    refused([at("aim(obs)", "0")], "the frozen function 'act'")
    refused([at("lead=2", "lead=3")], "the signature of 'aim'")
    refused([at("@trainable", "")], "the signature of 'aim'")
    refused([at("return -1", "return 1\nSPEED = 9")], "stay inside its function")
    refused([at("return -1", "return 1\ndef act(obs): return 0")], "stay inside its function")
    refused([at("return -1", "return 1\n@other")], "stay inside its function")
    refused([at("return -1", "return 1"), at("-1", "1")], "do not overlap")
    refused(
      [TextEdit(span: SourceSpan(start: 0, end: 99_999), replacement: "")], "inside the")
    #expect(throws: Diagnostic.self) { try tree.applying([at("return -1", "return (")]) }
  }
}

extension String {
  /// The UTF-8 offset of the first occurrence of a text.
  fileprivate func range(of text: String) -> Int? {
    let (whole, part) = (Array(utf8), Array(text.utf8))
    return (0...(whole.count - part.count)).first { whole[$0...].starts(with: part) }
  }
}
