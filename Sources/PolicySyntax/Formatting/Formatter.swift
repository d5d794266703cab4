// The formatter: a program in one layout, in the spirit of Black.
//
// Lines of 88 characters, four blanks a level, one statement a line, two empty lines around functions
// and classes of the file, one around those inside them. Blanks around operators; none inside brackets.
// Strings, comments and names stay as they are. What is too long is broken (`LineLayout`). The syntax
// tree stays the same, and formatting twice is formatting once.

extension SyntaxTree {
  /// The program in the formatter's layout, with the line ends that it uses first.
  ///
  /// Throws a `RuntimeError` if the result would be another program, which is our own bug.
  public func formatted() throws(Diagnostic) -> String {
    var tree = self
    // One pass is enough for all but rare comments, which settle in the second.
    for _ in 0..<4 {
      let text = try tree.formattedOnce()
      if text == tree.source.text { break }
      do throws(Diagnostic) {
        tree = try SyntaxTree(parsing: SourceFile(name: source.name, text: text))
      } catch {
        throw Diagnostic(
          .runtime,
          "expected a program after formatting, found in its line \(error.line): "
            + error.message, at: SourceSpan(start: 0, end: 0), in: source)
      }
    }
    // The statement in which it became another program, if it did.
    let dumper = Dumper(positions: false)
    let other = zip(tree.statements, statements).first { dumper.s($0) != dumper.s($1) }
    guard other == nil, tree.statements.count == statements.count,
      tree.comments.count == comments.count
    else {
      throw Diagnostic(
        .runtime, "expected the same program after formatting, found another",
        at: other?.1.span ?? SourceSpan(start: 0, end: 0), in: source)
    }
    return tree.source.text
  }

  private func formattedOnce() throws(Diagnostic) -> String {
    var lexer = Lexer(source)
    try lexer.run()
    var soft: Set<Int32> = []
    for statement in statements {
      statement.walk { inner in
        guard case .match(_, let cases) = inner.kind else { return }
        soft.insert(inner.span.start)
        soft.formUnion(cases.map(\.span.start))
      }
    }
    var lines = LineReader(self, lexer.tokens).lines
    var text: [[String]] = []
    for index in lines.indices {
      let margin = String(repeating: "    ", count: lines[index].depth)
      if let comment = lines[index].comment {
        text.append([margin + comment])
        continue
      }
      var line = lines[index]
      line.removeParentheses()
      line.space(soft)
      text.append(LineLayout.lines(of: line) ?? [margin + asWritten(lines[index])])
    }
    spread(&lines)
    let end = lineEnding
    var result = source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? "\u{FEFF}" : ""
    for (line, text) in zip(lines, text) {
      result += String(repeating: end, count: line.emptyLines)
      for row in text { result += row + end }
    }
    return result
  }

  /// A line with its own layout and the comments at its end.
  private func asWritten(_ line: FormattedLine) -> String {
    source.text(of: line.span) + (line.leaves.last?.after.map { "  " + $0 }.joined() ?? "")
  }

  // MARK: Empty lines

  /// Sets how many empty lines stand before each line.
  private func spread(_ lines: inout [FormattedLine]) {
    /// The depths of functions and classes that are open.
    var open: [Int] = []
    for index in lines.indices {
      let line = lines[index]
      let depth = line.depth
      let most = depth > 0 ? 1 : 2
      var count = min(line.emptyLines, most)
      while let last = open.last, last >= depth {
        open.removeLast()
        count = line.isClause ? 1 : most
      }
      guard index > 0 else {
        lines[0].emptyLines = 0
        if line.isDefinition { open.append(depth) }
        continue
      }
      let last = lines[index - 1]
      let isInside = last.depth < depth && last.opensBlock
      if last.isDecorator {
        count = 0
      } else if line.isDecorator || line.isDefinition {
        count = before(definition: index, count, &lines)
      } else if isInside, last.isDefinition {
        count = last.first == .class && !line.isString ? min(count, 1) : 0
      } else if last.isImport, !line.isImport, last.depth == depth {
        count = max(count, 1)
      } else if index == 1, last.isString {
        count = 1
      } else if last.isString, index > 1, lines[index - 2].first == .class,
        lines[index - 2].depth < last.depth, line.depth == last.depth
      {
        count = 1
      }
      lines[index].emptyLines = count
      if line.isDefinition { open.append(depth) }
    }
  }

  /// The empty lines before a decorator or definition; those of a comment right above it go before
  /// the comment.
  private func before(
    definition index: Int, _ count: Int, _ lines: inout [FormattedLine]
  ) -> Int {
    let depth = lines[index].depth
    let most = depth > 0 ? 1 : 2
    let last = lines[index - 1]
    if last.depth < depth, last.isDefinition { return min(lines[index].emptyLines, 1) }
    guard last.comment != nil, last.depth == depth, lines[index].emptyLines == 0 else {
      return most
    }
    var first = index - 1
    while first > 0, lines[first].emptyLines == 0, lines[first - 1].comment != nil,
      lines[first - 1].depth == depth
    {
      first -= 1
    }
    if first > 0, !(lines[first - 1].depth < depth && lines[first - 1].opensBlock),
      !lines[first - 1].isDecorator
    {
      lines[first].emptyLines = max(lines[first].emptyLines, most)
    }
    return 0
  }
}
