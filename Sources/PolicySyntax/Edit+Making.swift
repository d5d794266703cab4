// The edits that optimizers make, as text edits: they know layout, not what may be edited.

extension SyntaxTree {
  /// The edit that gives a function a new body.
  ///
  /// The text may have any indentation: it is moved to that of the function, strings over several
  /// lines excepted, and takes the line ends of the file. Include the docstring to keep it.
  public func replacingBody(of function: FunctionInfo, with text: String) -> TextEdit {
    TextEdit(
      span: editableSpan(of: function),
      replacement: lineEnding + reindented(text, to: bodyIndentation(of: function)))
  }

  /// The edit that gives a function the body of another text of it, from `def` on.
  ///
  /// Decorators may be left out. The signature is frozen: the name, the parameters and their default
  /// values must be those of the function; annotations do not count.
  public func replacing(
    _ function: FunctionInfo, with text: String
  ) throws(Diagnostic) -> TextEdit {
    let piece = SourceFile(name: source.name, text: dedented(text))
    let tree: SyntaxTree
    do throws(Diagnostic) { tree = try SyntaxTree(parsing: piece) } catch {
      throw refusal(
        "expected a function that parses for '\(function.qualifiedName)', found at its line "
          + "\(error.line), column \(error.column): \(error.message)", function.span,
        hint: error.hint)
    }
    guard tree.statements.count == 1, case .function(let definition) = tree.statements[0].kind
    else {
      throw refusal(
        "expected one function for '\(function.qualifiedName)', "
          + "found \(tree.statements.count) statements", function.span)
    }
    let new = tree.functions[0]
    guard definition.decorators.isEmpty || new.isTrainable == function.isTrainable else {
      throw refusal(
        "expected the decorators of '\(function.qualifiedName)', found others", function.span)
    }
    guard definition.name.text == function.name,
      tree.signature(of: new) == signature(of: function)
    else {
      throw refusal(
        "expected the signature '\(signature(of: function))', found '\(tree.signature(of: new))'",
        function.span, hint: "only the body of a function may change")
    }
    let body = SourceSpan(start: new.bodySpan.start, end: Int32(piece.bytes.count))
    return replacingBody(of: function, with: piece.text(of: body))
  }

  /// The edit that replaces an expression, in parentheses where the text is not a single operand.
  public func replacing(
    _ expression: Expression, with text: String
  ) throws(Diagnostic) -> TextEdit {
    let piece = SourceFile(name: source.name, text: text)
    var lexer = Lexer(piece)
    let value: Expression
    do throws(Diagnostic) {
      try lexer.run()
      var parser = Parser(piece, lexer.tokens)
      value = try parser.expressionList()
      _ = parser.take(if: .newline)
      guard parser.kind == .end else { throw parser.expected("one expression") }
      guard value.isPatternValue || !isInPattern(expression) else {
        throw Diagnostic(
          .syntax, "expected a literal or a dotted name in a pattern, found another expression",
          at: value.span, in: piece)
      }
      guard let comment = lexer.comments.first else {
        return TextEdit(
          span: expression.span, replacement: fitting(text, value, lexer.tokens, expression))
      }
      throw Diagnostic(
        .syntax, "expected an expression without a comment, found one", at: comment, in: piece)
    } catch {
      throw refusal(
        "expected an expression as the replacement, found at its line \(error.line), column "
          + "\(error.column): \(error.message)", expression.span, hint: error.hint)
    }
  }

  /// The edit that gives a tunable number another value, as text; throws if it may not have it.
  public func setting(
    _ name: String, to text: String
  ) throws(Diagnostic) -> TextEdit {
    guard let tunable = tunables.first(where: { $0.qualifiedName == name }) else {
      throw refusal(
        "expected the name of a tunable number, found '\(name.prefix(40))'",
        SourceSpan(start: 0, end: 0), hint: editableHint)
    }
    return TextEdit(span: tunable.valueSpan, replacement: text)
  }

  /// The edit that puts new statements before a statement: on the lines above it, or, before a
  /// statement that shares its line, a short one on the same line.
  public func inserting(
    _ text: String, before statement: Statement
  ) throws(Diagnostic) -> TextEdit {
    let start = statement.span.start
    guard startsItsLine(start) else {
      let text = try sharingALine(text, with: statement)
      return TextEdit(
        span: SourceSpan(start: start, end: start), replacement: text + "; ")
    }
    let lineStart = source.lineSpan(at: start).start
    return TextEdit(
      span: SourceSpan(start: lineStart, end: lineStart),
      replacement: reindented(text, to: lineIndentation(at: start)) + lineEnding)
  }

  /// The edit that puts new statements after a statement: on the lines below it and the comment that
  /// ends its line, or, after a statement that shares its line, a short one on the same line.
  public func inserting(
    _ text: String, after statement: Statement
  ) throws(Diagnostic) -> TextEdit {
    let end = statement.span.end
    // The last line of a compound statement may be shared inside it, as in `if x: y`.
    guard startsItsLine(statement.span.start), let lineEnd = endOfLine(after: end) else {
      let text = try sharingALine(text, with: statement)
      return TextEdit(span: SourceSpan(start: end, end: end), replacement: "; " + text)
    }
    return TextEdit(
      span: SourceSpan(start: lineEnd, end: lineEnd),
      replacement: lineEnding + reindented(text, to: lineIndentation(at: statement.span.start)))
  }

  /// The edit that puts new statements at the start of a function's body, below its docstring.
  public func inserting(
    _ text: String, atStartOf function: FunctionInfo
  ) throws(Diagnostic) -> TextEdit {
    let body = function.body
    if function.docstring != nil {
      return body.count > 1
        ? try inserting(text, before: body[1]) : try inserting(text, atEndOf: function)
    }
    guard startsItsLine(body[0].span.start) else {
      let indentation = bodyIndentation(of: function)
      return TextEdit(
        span: SourceSpan(start: function.bodySpan.start, end: body[0].span.start),
        replacement: lineEnding + reindented(text, to: indentation) + lineEnding + indentation)
    }
    return try inserting(text, before: body[0])
  }

  /// The edit that puts new statements at the end of a function's body.
  public func inserting(
    _ text: String, atEndOf function: FunctionInfo
  ) throws(Diagnostic) -> TextEdit {
    let indentation = bodyIndentation(of: function)
    let new = lineEnding + reindented(text, to: indentation)
    let end = editableSpan(of: function).end
    guard let first = function.body.first, !startsItsLine(first.span.start) else {
      // Below the last line, a semicolon or comment on it included.
      let last = endOfLine(after: function.bodySpan.end) ?? end
      return TextEdit(span: SourceSpan(start: last, end: last), replacement: new)
    }
    let old = SourceSpan(start: first.span.start, end: end)
    return TextEdit(
      span: SourceSpan(start: function.bodySpan.start, end: end),
      replacement: lineEnding + indentation + source.text(of: old) + new)
  }

  /// The edit that deletes a statement, with its lines where it has lines of its own and the comments
  /// that end them; where it is all that its block has, `pass` takes its place.
  public func deleting(_ statement: Statement) -> TextEdit {
    deleting(statement, leavesPass: block(around: statement)?.count ?? 1 <= 1)
  }

  /// The edits that delete several statements, none inside another; a block that loses all of them
  /// keeps `pass`.
  public func deleting(_ statements: [Statement]) -> [TextEdit] {
    let places = Set(statements.map(\.span))
    return statements.map { statement in
      let others = block(around: statement) ?? []
      let isEmptied = others.allSatisfy { places.contains($0.span) }
      return deleting(
        statement, leavesPass: isEmptied && others.first?.span ?? statement.span == statement.span)
    }
  }

  private func deleting(_ statement: Statement, leavesPass: Bool) -> TextEdit {
    let span = statement.span
    if leavesPass { return TextEdit(span: span, replacement: "pass") }
    let bytes = source.bytes
    guard startsItsLine(span.start), let end = endOfLine(after: span.end) else {
      // `a; b`: the semicolon before it goes too, or the one behind it.
      var start = Int(span.start)
      while start > 0, bytes[start - 1] == 0x20 || bytes[start - 1] == 0x09 { start -= 1 }
      if start > 0, bytes[start - 1] == UInt8(ascii: ";") {
        return TextEdit(span: SourceSpan(start: Int32(start - 1), end: span.end), replacement: "")
      }
      var end = Int(span.end)
      while end < bytes.count, [0x20, 0x09, 0x3B].contains(bytes[end]) {
        end += 1
      }
      return TextEdit(span: SourceSpan(start: span.start, end: Int32(end)), replacement: "")
    }
    let start = source.lineSpan(at: span.start).start
    // The line end behind it goes too, or, behind the last line of a function, the one before it.
    let isLast = functions.contains { editableSpan(of: $0).end == end }
    if isLast, start > 0 {
      let before = Int(start) - 1
      let isPair = before > 0 && bytes[before] == 0x0A && bytes[before - 1] == 0x0D
      return TextEdit(
        span: SourceSpan(start: Int32(before - (isPair ? 1 : 0)), end: end), replacement: "")
    }
    var next = Int(end)
    if next < bytes.count, bytes[next] == 0x0D { next += 1 }
    if next < bytes.count, bytes[next] == 0x0A { next += 1 }
    return TextEdit(span: SourceSpan(start: start, end: Int32(next)), replacement: "")
  }
}
