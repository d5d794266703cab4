extension SyntaxTree {
  /// The edit that gives a function a new body.
  ///
  /// The text may have any indentation: it is moved to that of the function, strings over several
  /// lines excepted, and takes the line ends of the file. Include the docstring to keep it.
  public func replacingBody(of function: FunctionInfo, with text: String) -> TextEdit {
    let indentation: String
    if let first = function.body.first, startsItsLine(first.span.start) {
      indentation = lineIndentation(at: first.span.start)
    } else {
      indentation = lineIndentation(at: function.span.start) + "    "
    }
    return TextEdit(
      span: function.bodySpan,
      replacement: lineEnding + reindented(text, to: indentation))
  }

  /// The edit that replaces an expression, in parentheses where the text is not a single operand.
  public func replacing(_ expression: Expression, with text: String) throws(Diagnostic) -> TextEdit
  {
    let piece = SourceFile(name: source.name, text: text)
    var lexer = Lexer(piece)
    try lexer.run()
    var parser = Parser(piece, lexer.tokens)
    let value = try parser.expressionList()
    _ = parser.take(if: .newline)
    guard parser.kind == .end else { throw parser.expected("one expression") }
    let needsParentheses: Bool
    switch value.kind {
    case .name, .constant, .call, .attribute, .subscripted, .list, .set, .dictionary, .formatted,
      .comprehension:
      needsParentheses = false
    case .tuple: needsParentheses = !text.hasPrefix("(")
    case .unary(.minus, let operand):
      // A negative number stands alone unless an operator binds its digits first.
      if case .constant = operand.kind {
        needsParentheses = ["*", ".", "["].contains(nextCharacter(after: expression.span.end))
      } else {
        needsParentheses = true
      }
    default: needsParentheses = true
    }
    return TextEdit(
      span: expression.span, replacement: needsParentheses ? "(\(text))" : text)
  }

  /// The edit that puts new statements on the lines before a statement that begins its line.
  public func inserting(
    _ text: String, before statement: Statement
  ) throws(Diagnostic) -> TextEdit {
    try requireOwnLine(statement)
    let lineStart = source.lineSpan(at: statement.span.start).start
    let indentation = lineIndentation(at: statement.span.start)
    return TextEdit(
      span: SourceSpan(start: lineStart, end: lineStart),
      replacement: reindented(text, to: indentation) + lineEnding)
  }

  /// The edit that puts new statements on the lines after a statement that begins its line.
  public func inserting(
    _ text: String, after statement: Statement
  ) throws(Diagnostic) -> TextEdit {
    try requireOwnLine(statement)
    let end = statement.span.end
    return TextEdit(
      span: SourceSpan(start: end, end: end),
      replacement: lineEnding + reindented(text, to: lineIndentation(at: statement.span.start)))
  }

  /// The edit that deletes a statement: `pass` takes its place, so that no block becomes empty.
  public func deleting(_ statement: Statement) -> TextEdit {
    TextEdit(span: statement.span, replacement: "pass")
  }

  // MARK: Layout

  /// The line end that the file uses first.
  private var lineEnding: String {
    guard let first = source.bytes.firstIndex(where: SourceFile.isLineEnd) else { return "\n" }
    guard source.bytes[first] == UInt8(ascii: "\r") else { return "\n" }
    return first + 1 < source.bytes.count && source.bytes[first + 1] == UInt8(ascii: "\n")
      ? "\r\n" : "\r"
  }

  private func startsItsLine(_ offset: Int32) -> Bool {
    let line = source.lineSpan(at: offset).start
    return source.bytes[Int(line)..<Int(offset)].allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  private func lineIndentation(at offset: Int32) -> String {
    let line = source.bytes[source.lineSpan(at: offset).range]
    return String(decoding: line.prefix { $0 == 0x20 || $0 == 0x09 }, as: UTF8.self)
  }

  private func nextCharacter(after offset: Int32) -> Character? {
    source.bytes[Int(offset)...].first { $0 != 0x20 && $0 != 0x09 }
      .map { Character(Unicode.Scalar($0)) }
  }

  private func requireOwnLine(_ statement: Statement) throws(Diagnostic) {
    let rest = source.bytes[Int(statement.span.end)...].first { $0 != 0x20 && $0 != 0x09 }
    guard startsItsLine(statement.span.start), rest != UInt8(ascii: ";") else {
      throw Diagnostic(
        .edit, "expected a statement with a line of its own, found one that shares its line",
        at: statement.span, in: source)
    }
  }

  /// The lines of a text moved to an indentation, without blank lines around them.
  private func reindented(_ text: String, to indentation: String) -> String {
    // Lines that begin inside a string keep their bytes.
    let piece = SourceFile(name: "", text: text)
    var lexer = Lexer(piece)
    var inString: Set<Int> = []
    if (try? lexer.run()) != nil || !lexer.tokens.isEmpty {
      for token in lexer.tokens where token.kind == .string {
        let first = piece.position(of: token.span.start).line
        let last = piece.position(of: token.span.end).line
        if first < last { inString.formUnion((first + 1)...last) }
      }
    }
    var lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
      .enumerated().map { (isFixed: inString.contains($0.offset + 1), text: $0.element) }
    func isBlank(_ line: Substring) -> Bool { line.allSatisfy { $0 == " " || $0 == "\t" } }
    while let last = lines.last, !last.isFixed, isBlank(last.text) { lines.removeLast() }
    while let first = lines.first, isBlank(first.text) { lines.removeFirst() }
    let common =
      lines.filter { !$0.isFixed && !isBlank($0.text) }
      .map { $0.text.prefix { $0 == " " || $0 == "\t" }.count }.min() ?? 0
    return lines.map { line in
      if line.isFixed { return String(line.text) }
      return isBlank(line.text) ? "" : indentation + line.text.dropFirst(common)
    }.joined(separator: lineEnding)
  }
}
