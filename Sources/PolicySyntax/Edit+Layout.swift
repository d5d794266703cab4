// Where things stand in the source, and how text fits in there.

extension SyntaxTree {
  // MARK: Places

  /// The expression with exactly this span; spaces around it do not count.
  public func expression(at span: SourceSpan) -> Expression? {
    guard span.start >= 0, span.start <= span.end, Int(span.end) <= source.bytes.count else {
      return nil
    }
    let bytes = source.bytes[span.range]
    guard let first = bytes.firstIndex(where: { $0 != 0x20 && $0 != 0x09 }),
      let last = bytes.lastIndex(where: { $0 != 0x20 && $0 != 0x09 })
    else { return nil }
    let wanted = SourceSpan(start: Int32(first), end: Int32(last + 1))
    var found: Expression?
    walkExpressions { if found == nil, $0.span == wanted { found = $0 } }
    return found
  }

  /// The innermost statement that holds a place, if there is one.
  public func statement(at offset: Int32) -> Statement? {
    var found: Statement?
    for statement in statements {
      statement.walk { if $0.span.start <= offset, offset <= $0.span.end { found = $0 } }
    }
    return found
  }

  /// The statements of the block that a statement stands in.
  func block(around statement: Statement) -> [Statement]? {
    var blocks = [statements]
    while let block = blocks.popLast() {
      for other in block where other.span.contains(statement.span) {
        if other == statement { return block }
        blocks += other.blocks
      }
    }
    return nil
  }

  // MARK: Layout

  /// The line end that the file uses first.
  var lineEnding: String {
    guard let first = source.bytes.firstIndex(where: SourceFile.isLineEnd) else { return "\n" }
    guard source.bytes[first] == UInt8(ascii: "\r") else { return "\n" }
    return first + 1 < source.bytes.count && source.bytes[first + 1] == UInt8(ascii: "\n")
      ? "\r\n" : "\r"
  }

  func startsItsLine(_ offset: Int32) -> Bool {
    let line = source.lineSpan(at: offset).start
    return source.bytes[Int(line)..<Int(offset)].allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  func lineIndentation(at offset: Int32) -> String {
    let line = source.bytes[source.lineSpan(at: offset).range]
    return String(decoding: line.prefix { $0 == 0x20 || $0 == 0x09 }, as: UTF8.self)
  }

  /// The end of the line after a place that only blanks and a comment follow; nil if code does.
  func endOfLine(after offset: Int32) -> Int32? {
    var index = Int(offset)
    while index < source.bytes.count, source.bytes[index] == 0x20 || source.bytes[index] == 0x09 {
      index += 1
    }
    guard index < source.bytes.count, source.bytes[index] != UInt8(ascii: "#"),
      !SourceFile.isLineEnd(source.bytes[index])
    else { return source.lineSpan(at: offset).end }
    return nil
  }

  /// A text that may stand on one line with a statement: simple statements, no comment.
  func sharingALine(
    _ text: String, with statement: Statement
  ) throws(Diagnostic) -> String {
    let line = text.drop { $0.isWhitespace }
    let piece = SourceFile(
      name: "", text: String(line.reversed().drop { $0.isWhitespace }.reversed()))
    let tree = try? SyntaxTree(parsing: piece)
    guard let tree, tree.comments.isEmpty, !tree.statements.isEmpty,
      tree.statements.allSatisfy({ $0.blocks.isEmpty }), statement.blocks.allSatisfy(\.isEmpty),
      !piece.bytes.contains(where: SourceFile.isLineEnd)
    else {
      throw refusal(
        "expected simple statements of one line beside a statement that shares its line, "
          + "found other text", statement.span)
    }
    return piece.text
  }

  func bodyIndentation(of function: FunctionInfo) -> String {
    if let first = function.body.first, startsItsLine(first.span.start) {
      return lineIndentation(at: first.span.start)
    }
    return lineIndentation(at: function.span.start) + "    "
  }

  /// The name and the parameters of a function in one form, without layout and annotations.
  func signature(of function: FunctionInfo) -> String {
    var parts: [String] = []
    var sawStar = false
    let all = function.parameters.all
    for (index, parameter) in all.enumerated() {
      switch parameter.form {
      case .star:
        parts.append("*" + parameter.name.text)
        sawStar = true
        continue
      case .doubleStar:
        parts.append("**" + parameter.name.text)
        continue
      case .keywordOnly where !sawStar:
        parts.append("*")
        sawStar = true
      default: break
      }
      let value = parameter.defaultValue.map { "=" + source.text(of: $0.span) } ?? ""
      parts.append(parameter.name.text + value)
      if parameter.form == .positionalOnly,
        index + 1 == all.count || all[index + 1].form != .positionalOnly
      {
        parts.append("/")
      }
    }
    return "def \(function.name)(\(parts.joined(separator: ", ")))"
  }

  /// The text of an expression with what its new place needs: parentheses where an operator might
  /// take it apart, a space where a word might grow together with it.
  func fitting(
    _ text: String, _ value: Expression, _ tokens: [Token], _ old: Expression
  ) -> String {
    let bytes = source.bytes
    let before = old.span.start > 0 ? bytes[Int(old.span.start) - 1] : 0x20
    let after = Int(old.span.end) < bytes.count ? bytes[Int(old.span.end)] : 0x20
    let next = bytes[Int(old.span.end)...].first { $0 != 0x20 && $0 != 0x09 }
    let follows = { (marks: [Character]) in
      next.map { marks.contains(Character(Unicode.Scalar($0))) } ?? false
    }
    var needsParentheses: Bool
    switch value.kind {
    case .constant(.integer), .constant(.real), .constant(.bigInteger), .constant(.imaginary):
      needsParentheses = follows(["."])
    case .name, .constant, .call, .attribute, .subscripted, .list, .set, .dictionary, .formatted:
      needsParentheses = false
    case .unary(.minus, let operand):
      // A negative number stands alone unless an operator binds its digits first.
      if case .constant = operand.kind {
        needsParentheses = follows(["*", ".", "[", "("])
      } else {
        needsParentheses = true
      }
    case .comprehension: needsParentheses = false
    default: needsParentheses = !Parser.isParenthesized(tokens)
    }
    // The parentheses of a call are those of the generator in it.
    if case .comprehension(let generator) = old.kind, generator.form == .generator,
      ownsCall(old)
    {
      if case .comprehension(let new) = value.kind, new.form == .generator {
        needsParentheses = false
      } else {
        return needsParentheses ? "((\(text)))" : "(\(text))"
      }
    }
    if needsParentheses { return "(\(text))" }
    func isWord(_ byte: UInt8) -> Bool {
      byte >= 0x80 || byte == 0x5F || (0x30...0x39).contains(byte)
        || (0x61...0x7A).contains(byte | 0x20)
    }
    var text = text
    if let first = text.utf8.first {
      let isQuote = first == UInt8(ascii: "'") || first == UInt8(ascii: "\"")
      if isWord(before) && (isWord(first) || isQuote)
        || before == UInt8(ascii: "{") && first == before
      {
        text = " " + text
      }
    }
    if let last = text.utf8.last, isWord(last),
      isWord(after) || after == UInt8(ascii: "'")
        || after == UInt8(ascii: "\"") || (last < 0x3A && after == UInt8(ascii: "."))
    {
      text += " "
    }
    return text
  }

  /// Whether a generator is the only argument of a call and shares its parentheses.
  private func ownsCall(_ generator: Expression) -> Bool {
    var found = false
    walkExpressions {
      guard case .call(_, let arguments) = $0.kind, arguments.count == 1 else { return }
      if arguments[0].value.span == generator.span, $0.span.end == generator.span.end {
        found = true
      }
    }
    return found
  }

  /// Whether an expression is a value of a pattern, where a name would be a capture.
  func isInPattern(_ expression: Expression) -> Bool {
    var found = false
    for statement in statements {
      statement.walk { inner in
        guard case .match(_, let cases) = inner.kind else { return }
        for matchCase in cases where matchCase.pattern.span.contains(expression.span) {
          found = true
        }
      }
    }
    return found
  }

  func dedented(_ text: String) -> String { reindented(text, to: "") }

  /// The lines of a text moved to an indentation, without blank lines around them.
  func reindented(_ text: String, to indentation: String) -> String {
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

extension Expression {
  /// Whether the expression may be the value of a pattern.
  var isPatternValue: Bool {
    switch kind {
    case .constant, .attribute: true
    case .unary(.minus, let operand): operand.isPatternValue
    default: false
    }
  }
}
