// The lines of a program for its formatter: tokens with their comments, one line a statement or a
// header. Semicolons and bodies on the line of their header become lines of their own.

/// A token that is to be printed.
struct Leaf {
  var kind: Token.Kind
  var text: String
  /// The place in the source; added tokens have that of the token they stand beside.
  var offset: Int32
  /// Whether a blank stands before it unless it begins a line.
  var hasSpace = false
  /// Comments on lines of their own before it, inside brackets.
  var before: [String] = []
  /// Comments at the end of its line.
  var after: [String] = []

  var opens: Bool { kind == .leftParenthesis || kind == .leftBracket || kind == .leftBrace }
  var closes: Bool { kind == .rightParenthesis || kind == .rightBracket || kind == .rightBrace }

  /// Whether the leaf can end an operand, so that a bracket after it is a call or an index.
  var endsOperand: Bool {
    switch kind {
    case .name, .number, .string, .none, .true, .false, .ellipsis, .rightParenthesis, .rightBracket,
      .rightBrace:
      true
    default: false
    }
  }

  /// Whether the leaf is made of letters or digits, which need a blank between them.
  var isWord: Bool { kind == .name || kind == .number || kind == .string || kind.isKeyword }
}

/// A line before its layout: the leaves of a statement or header, or a comment.
struct FormattedLine {
  var leaves: [Leaf] = []
  /// The comment, if the line is one.
  var comment: String?
  /// The block it stands in, from 0.
  var depth = 0
  /// The column of its first byte, with tabs of eight.
  var column = 0
  /// The empty lines before it.
  var emptyLines = 0
  /// The first and the last byte of its tokens.
  var span = SourceSpan(start: 0, end: 0)

  var first: Token.Kind? { leaves.first?.kind }
  var isDecorator: Bool { first == .at }
  var isDefinition: Bool {
    first == .def || first == .class
      || first == .async && leaves.count > 1 && leaves[1].kind == .def
  }
  var isImport: Bool { first == .import || first == .from }
  var opensBlock: Bool { leaves.last?.kind == .colon }
  var isString: Bool { leaves.count == 1 && first == .string }
  /// `else` and its kin, which belong to the statement above.
  var isClause: Bool { [.elif, .else, .except, .finally].contains(first) }
}

/// Splits a program into lines.
struct LineReader {
  let tree: SyntaxTree
  let tokens: [Token]
  private(set) var lines: [FormattedLine] = []
  /// The depths of statements by their first byte.
  private var depths: [Int32: Int] = [:]
  private var line = FormattedLine()
  private var pending: [String] = []
  private var brackets = 0
  private var indents = 0
  private var lastEnd: Int32 = 0

  init(_ tree: SyntaxTree, _ tokens: [Token]) {
    self.tree = tree
    self.tokens = tokens
    note(tree.statements, 0)
    read()
    placeComments()
  }

  private mutating func note(_ block: [Statement], _ depth: Int) {
    for statement in block {
      depths[statement.span.start] = depth
      if case .match = statement.kind {
        for inner in statement.blocks { note(inner, depth + 2) }
      } else {
        for inner in statement.blocks { note(inner, depth + 1) }
      }
    }
  }

  private mutating func read() {
    var comments = tree.comments[...]
    for token in tokens {
      while let comment = comments.first, comment.start < token.span.start {
        comments.removeFirst()
        add(comment: comment)
      }
      switch token.kind {
      case .newline, .end: endLine()
      case .indent: indents += 1
      case .dedent: indents -= 1
      case .semicolon: break
      default: add(token)
      }
    }
    for comment in comments { add(comment: comment) }
    endLine()
  }

  private mutating func add(_ token: Token) {
    if brackets == 0, !line.leaves.isEmpty, let depth = depths[token.span.start] {
      endLine()
      line.depth = depth
    }
    if line.leaves.isEmpty { begin(at: token.span.start) }
    var leaf = Leaf(
      kind: token.kind, text: tree.source.text(of: token.span), offset: token.span.start)
    if leaf.kind != .comma {
      // Comments above a comma go below it.
      leaf.before = pending
      pending = []
    }
    if leaf.opens { brackets += 1 }
    if leaf.closes { brackets -= 1 }
    if leaf.kind == .comma, let last = line.leaves.indices.last {
      // A comment before a comma goes behind it.
      leaf.after = line.leaves[last].after
      line.leaves[last].after = []
    }
    line.leaves.append(leaf)
    line.span.end = token.span.end
    lastEnd = token.span.end
  }

  private mutating func begin(at start: Int32) {
    line.depth = depths[start] ?? indents
    line.span.start = start
    line.column = column(of: start)
    line.emptyLines = emptyLines(before: start)
  }

  private mutating func endLine() {
    if !line.leaves.isEmpty { lines.append(line) }
    line = FormattedLine()
  }

  private mutating func add(comment span: SourceSpan) {
    let text = tree.source.text(of: span).withoutBlanksAtEnd
    let lineStart = tree.source.lineSpan(at: span.start).start
    let ownsLine = tree.source.bytes[Int(lineStart)..<Int(span.start)].allSatisfy {
      $0 == 0x20 || $0 == 0x09 || $0 == 0x0C || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF
    }
    defer { lastEnd = span.end }
    if let last = line.leaves.indices.last {
      if ownsLine, brackets > 0 {
        pending.append(text)
      } else {
        line.leaves[last].after.append(text)
      }
    } else if !ownsLine, let last = lines.indices.last, lines[last].comment == nil {
      // Behind a semicolon that ends the line.
      lines[last].leaves[lines[last].leaves.count - 1].after.append(text)
    } else {
      lines.append(
        FormattedLine(
          comment: text, depth: -1, column: column(of: span.start),
          emptyLines: emptyLines(before: span.start), span: span))
    }
  }

  private func column(of offset: Int32) -> Int {
    let start = Int(tree.source.lineSpan(at: offset).start)
    return tree.source.bytes[start..<Int(offset)].reduce(0) {
      $1 == 0x09 ? ($0 / 8 + 1) * 8 : $1 == 0x0C ? 0 : $0 + 1
    }
  }

  private func emptyLines(before start: Int32) -> Int {
    var count = 0
    var previous = 0 as UInt8
    for byte in tree.source.bytes[Int(min(lastEnd, start))..<Int(start)] {
      if byte == 0x0D || byte == 0x0A && previous != 0x0D { count += 1 }
      previous = byte
    }
    return max(0, lines.isEmpty ? 0 : count - 1)
  }

  /// A comment on a line of its own belongs to the block below, or, where blocks end there, to the
  /// innermost that is not to the right of it.
  private mutating func placeComments() {
    var columns: [Int] = []
    var previous = -1
    for index in lines.indices {
      guard lines[index].comment == nil else {
        let next = lines[index...].first { $0.comment == nil }?.depth ?? 0
        var depth = next
        for level in columns.indices
        where level > next && level <= previous && columns[level] <= lines[index].column {
          depth = level
        }
        lines[index].depth = depth
        continue
      }
      let depth = lines[index].depth
      // A body on the line of its header has no column: no comment below belongs to it.
      let sharesLine =
        depth >= columns.count && index > 0 && previous >= 0
        && tree.source.lineSpan(at: lines[index].span.start).start
          == tree.source.lineSpan(at: max(0, lines[index - 1].span.end - 1)).start
        && lines[index - 1].comment == nil
      if depth < columns.count { columns.removeSubrange((depth + 1)...) }
      while columns.count <= depth { columns.append(sharesLine ? .max : lines[index].column) }
      previous = depth
    }
  }
}
