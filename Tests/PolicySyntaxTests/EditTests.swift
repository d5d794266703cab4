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
    // Indentation, line ends and a shared line.
    #expect(throws: Diagnostic.self) {
      try tree.inserting("y = 1", before: tree.functions[2].body[0])
    }
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
