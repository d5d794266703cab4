import Foundation
import PolicySyntax
import Testing

import struct PolicySyntax.Expression

/// Random edits of real and random programs: they do what they say, keep all other bytes, and their
/// inverse restores the file. `CARTWRIGHT_EDITS=100000 CARTWRIGHT_SEED=7` makes more and others.
struct EditPropertyTests {
  /// Every program at hand, with its functions marked so that they may be edited.
  static let programs: [String] = {
    let folders = ["Fixtures", "../PolicySyntaxTests/Fixtures", "../../policies"]
    let root = fixtures.deletingLastPathComponent()
    var files: [String] = []
    for folder in folders {
      let url = root.appendingPathComponent(folder).standardizedFileURL
      let found = FileManager.default.enumerator(at: url, includingPropertiesForKeys: nil)
      for case let file as URL in found ?? .init() where file.pathExtension == "py" {
        files.append(file.path)
      }
    }
    var generator = 0 as UInt64
    let random = (0..<100).map { _ in
      generator += 1
      var program = ProgramGenerator(seed: generator)
      return program.program()
    }
    let texts = files.sorted().compactMap { try? String(contentsOfFile: $0, encoding: .utf8) }
    return (texts + random).map {
      $0.replacing(#/(^|\n)(    )?def /#) { "\($0.1)\($0.2 ?? "")@trainable\n\($0.2 ?? "")def " }
    }
  }()

  static let expressions = [
    "k", "12", "-3", "0.5", "a + b", "a, b", "(a, b)", "(a), (b)", "not a", "f(x)[1].y", "[1, 2]",
    "{1: 2}", "'text'", "\"text\"", "x if y else z", "(x for x in y)", "lambda: 0", "a and b", "é",
    "[\n1,\n2]",
  ]
  static let insertions = [
    "k = 7", "k += 1\nm = k", "if k:\n  m = 1\nelse:\n  m = '''a\nb'''", "pass",
  ]

  @Test func randomEditsDoWhatTheySay() throws {
    let environment = ProcessInfo.processInfo.environment
    let count = environment["CARTWRIGHT_EDITS"].flatMap(Int.init) ?? 6000
    var random = SeededRandom(state: environment["CARTWRIGHT_SEED"].flatMap(UInt64.init) ?? 3)
    let trees = EditPropertyTests.programs.compactMap {
      try? SyntaxTree(parsing: SourceFile(name: "p.py", text: $0))
    }
    try #require(trees.count > 150)
    var made: [String: Int] = [:]
    for _ in 0..<count {
      let tree = random.pick(trees)
      #expect(Array(tree.printed.utf8) == tree.source.bytes)
      guard let (edit, kind) = EditPropertyTests.edit(of: tree, &random) else { continue }
      do throws(Diagnostic) {
        let texts = try tree.textEdits(for: [edit])
        let result = try tree.applying([edit])
        made[kind, default: 0] += 1
        EditPropertyTests.check(edit, texts, tree, result)
        let restored = try result.applying(tree.inverse(of: texts))
        #expect(restored.source.bytes == tree.source.bytes, "\(edit)")
      } catch {
        #expect(error.kind == .edit, "\(edit) \(error.rendered(in: tree.source))")
        made["refused", default: 0] += 1
      }
    }
    for kind in ["expression", "insert", "delete", "body", "function", "block"] {
      #expect(made[kind, default: 0] > count / 60, "\(made)")
    }
    #expect(made["refused", default: 0] < count / 4, "\(made)")
  }

  private static func edit(
    of tree: SyntaxTree, _ random: inout SeededRandom
  ) -> (SyntaxEdit, String)? {
    guard !tree.functions.isEmpty else { return nil }
    let function = random.pick(tree.functions)
    var statements: [Statement] = []
    var values: [Expression] = []
    for statement in function.body {
      statement.walk { inner in
        statements.append(inner)
        inner.forEachExpression { $0.walk { values.append($0) } }
      }
    }
    let place = random.pick(statements).span
    let text = random.pick(insertions)
    let name = function.qualifiedName
    switch Int.random(in: 0..<9, using: &random) {
    case 0, 1, 2:
      guard let value = values.randomElement(using: &random) else { return nil }
      return (.expression(value.span, with: random.pick(expressions)), "expression")
    case 3:
      let edits: [SyntaxEdit] = [
        .insertBefore(place, text), .insertAfter(place, text), .insertAtStart(of: name, text),
        .insertAtEnd(of: name, text),
      ]
      return (random.pick(edits), "insert")
    case 4: return (.delete(place), "delete")
    case 5: return (.body(of: name, with: text + "\nreturn 1"), "body")
    case 6: return (.function(name, with: tree.source.text(of: function.span)), "function")
    default:
      // Lines of the function, one of them changed, another gone.
      let lines = tree.source.text(of: function.span).split(
        omittingEmptySubsequences: false, whereSeparator: \.isNewline
      ).map(String.init)
      let start = Int.random(in: 0..<lines.count, using: &random)
      let end = Int.random(in: start..<lines.count, using: &random) + 1
      var new = Array(lines[start..<end])
      let changed = Int.random(in: 0..<new.count, using: &random)
      let indentation = new[changed].prefix { $0 == " " }
      if random.chance(50) { new[changed] = indentation + "pass" }
      if random.chance(50) { new.insert(indentation + "k = 1", at: changed) }
      return (
        .block(SearchReplaceBlock(search: Array(lines[start..<end]), replacement: new)), "block"
      )
    }
  }

  private static func check(
    _ edit: SyntaxEdit, _ texts: [TextEdit], _ tree: SyntaxTree, _ result: SyntaxTree
  ) {
    // All bytes outside the edits, in order.
    var expected: [UInt8] = []
    var position = 0
    for text in texts.sorted(by: { $0.span.start < $1.span.start }) {
      expected += tree.source.bytes[position..<Int(text.span.start)]
      expected += text.replacement.utf8
      position = Int(text.span.end)
    }
    expected += tree.source.bytes[position...]
    #expect(result.source.bytes == expected, "\(edit)")
    #expect(result.functions.map(\.qualifiedName) == tree.functions.map(\.qualifiedName))
    let (before, after) = (statementCount(tree), statementCount(result))
    switch edit {
    case .expression(_, let text):
      #expect(after == before, "\(edit)")
      let range =
        texts[0].span.start...(texts[0].span.start + Int32(texts[0].replacement.utf8.count))
      var stands = false
      let wanted = text.trimming { "()".contains($0) }
      result.walkExpressions {
        guard range.contains($0.span.start), range.contains($0.span.end) else { return }
        let found = result.source.text(of: $0.span)
        if found == text || found == "(\(text))" || found.trimming({ "()".contains($0) }) == wanted
        {
          stands = true
        }
      }
      #expect(
        stands, "\(edit) in \(tree.source.text(of: tree.source.wholeLine(texts[0].span)))")
    case .insertBefore(_, let text), .insertAfter(_, let text), .insertAtStart(_, let text),
      .insertAtEnd(_, let text):
      let piece = try? SyntaxTree(parsing: SourceFile(name: "", text: text))
      #expect(after == before + (piece.map(statementCount) ?? 0), "\(edit)")
    case .delete(let span):
      guard let statement = statement(at: span, in: tree) else { return }
      var inside = 0
      statement.walk { _ in inside += 1 }
      #expect([before - inside, before - inside + 1].contains(after), "\(edit)")
    case .body(let name, let text):
      let piece = try? SyntaxTree(
        parsing: SourceFile(
          name: "", text: "def f():\n" + text.replacing(#/(^|\n)(?!b)/#) { "\($0.1)  " }))
      #expect(result.function(named: name)?.body.count == piece?.functions[0].body.count)
    case .function: #expect(after == before, "\(edit)")
    default: break
    }
  }

  private static func statement(at span: SourceSpan, in tree: SyntaxTree) -> Statement? {
    var found: Statement?
    for statement in tree.statements { statement.walk { if $0.span == span { found = $0 } } }
    return found
  }

  private static func statementCount(_ tree: SyntaxTree) -> Int {
    var count = 0
    for statement in tree.statements { statement.walk { _ in count += 1 } }
    return count
  }

  /// Answers with marks in any order and any lines between them: blocks or an error.
  @Test func answersNeverCrashTheReader() throws {
    var random = SeededRandom(state: 8)
    let tree = try SyntaxTree(
      parsing: SourceFile(name: "p.py", text: EditPropertyTests.programs[0]))
    let lines = tree.source.text.split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    let pieces =
      [
        "<<<<<<< SEARCH", "=======", ">>>>>>> REPLACE", "<<<<<<<", "<<<<< SEARCH x", "```",
        "```python",
        "", "   ", "  =======  ", "\t>>>>>>> REPLACE", "====", "é🂡", "\0", "text", "\r",
      ] + lines.map(String.init).prefix(60)
    var outcomes: [String: Int] = [:]
    for _ in 0..<4000 {
      var answer = ""
      if random.chance(50) {
        // A block of the right form around the noise.
        let start = Int.random(in: 0..<(lines.count - 4), using: &random)
        answer = "text\n<<<<<<< SEARCH\n" + lines[start..<(start + 3)].joined(separator: "\n")
        answer += "\n=======\n" + lines[start] + "\n>>>>>>> REPLACE\n"
      }
      for _ in 0..<Int.random(in: 0...12, using: &random) {
        answer += random.pick(pieces) + (random.chance(95) ? "\n" : "")
      }
      do throws(Diagnostic) {
        _ = try tree.applying(answer: SourceFile(name: "answer", text: answer))
        outcomes["applied", default: 0] += 1
      } catch {
        #expect(error.kind == .edit, "\(error)")
        outcomes[String(error.message.prefix(24)), default: 0] += 1
      }
    }
    #expect(outcomes.count > 5, "\(outcomes)")
  }
}

extension String {
  fileprivate func trimming(_ isTrimmed: (Character) -> Bool) -> String {
    String(drop(while: isTrimmed).reversed().drop(while: isTrimmed).reversed())
  }
}

extension SourceFile {
  fileprivate func wholeLine(_ span: SourceSpan) -> SourceSpan {
    lineSpan(at: span.start).union(span)
  }
}
