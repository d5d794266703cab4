// The lexer: bytes to tokens, once over the whole file.
//
// Python's lexical structure: at the start of a logical line the width of the indentation is
// compared with a stack, which gives `indent` and `dedent` tokens; inside brackets line ends and
// indentation mean nothing; a backslash joins lines; comments are kept as spans beside the tokens.
// Widths are measured twice, with tabs of eight and of one column, and both must agree (as CPython
// does) so that a mix of tabs and spaces is never ambiguous. All offsets are bytes.

struct Lexer {
  let source: SourceFile
  private(set) var tokens: [Token] = []
  private(set) var comments: [SourceSpan] = []

  private let end: Int
  private var position: Int
  private var brackets: [(kind: Token.Kind, offset: Int)] = []
  private var indents: [(width: Int, narrow: Int)] = [(0, 0)]
  private var atLineStart = true
  /// Whether the lexer reads an expression of a formatted string, where line ends mean nothing.
  private let embedded: Bool

  static let maximumBracketDepth = 200
  static let maximumIndentDepth = 100

  init(_ source: SourceFile, range: Range<Int>? = nil) {
    self.source = source
    position = range?.lowerBound ?? 0
    end = range?.upperBound ?? source.bytes.count
    embedded = range != nil
    atLineStart = !embedded
  }

  /// Reads everything; the last token is always `end`.
  mutating func run() throws(Diagnostic) {
    tokens.reserveCapacity((end - position) / 4 + 8)
    if !embedded, source.bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    while true {
      if atLineStart, brackets.isEmpty { try readIndentation() }
      skipBlanks()
      guard position < end else { break }
      try readToken()
    }
    if let open = brackets.last {
      throw error(
        "expected '\(Lexer.closing(open.kind).rawValue)' to close this "
          + "'\(open.kind.rawValue)', found the end of the file",
        open.offset, open.offset + 1)
    }
    if !embedded {
      if let last = tokens.last, last.kind != .newline, last.kind != .dedent { add(.newline, end) }
      for _ in indents.dropFirst() { add(.dedent, end) }
    }
    add(.end, end)
  }

  // MARK: Lines

  private mutating func readIndentation() throws(Diagnostic) {
    atLineStart = false
    var lineStart = position
    var width = 0
    var narrow = 0
    scan: while position < end {
      switch source.bytes[position] {
      case UInt8(ascii: " "):
        width += 1
        narrow += 1
      case UInt8(ascii: "\t"):
        width = (width / 8 + 1) * 8
        narrow += 1
      case 0x0C:  // A form feed restarts the line.
        width = 0
        narrow = 0
      case UInt8(ascii: "#"):
        skipComment()
        continue scan
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        position += 1
        lineStart = position
        width = 0
        narrow = 0
        continue scan
      case UInt8(ascii: "\\"):
        guard let next = lineEnd(after: position + 1) else { break scan }
        position = next
        continue scan
      default: break scan
      }
      position += 1
    }
    guard position < end else { return }  // Blank lines at the end change nothing.
    try compareIndentation(width: width, narrow: narrow, lineStart: lineStart)
  }

  private mutating func compareIndentation(
    width: Int, narrow: Int, lineStart: Int
  ) throws(Diagnostic) {
    func mixed() -> Diagnostic {
      Diagnostic(
        .tab, "expected indentation of one kind, found tabs and spaces that do not line up",
        at: SourceSpan(start: Int32(lineStart), end: Int32(position)), in: source)
    }
    let top = indents[indents.count - 1]
    if width == top.width {
      guard narrow == top.narrow else { throw mixed() }
    } else if width > top.width {
      guard narrow > top.narrow else { throw mixed() }
      guard indents.count < Lexer.maximumIndentDepth else {
        throw Diagnostic(
          .indentation,
          "expected at most \(Lexer.maximumIndentDepth) levels of indentation, found more",
          at: SourceSpan(start: Int32(lineStart), end: Int32(position)), in: source)
      }
      indents.append((width, narrow))
      tokens.append(
        Token(kind: .indent, span: SourceSpan(start: Int32(lineStart), end: Int32(position))))
    } else {
      while width < indents[indents.count - 1].width {
        indents.removeLast()
        add(.dedent, position)
      }
      let enclosing = indents[indents.count - 1]
      guard width == enclosing.width else {
        throw Diagnostic(
          .indentation,
          "expected the indentation of an enclosing block, found \(width) columns",
          at: SourceSpan(start: Int32(lineStart), end: Int32(position)), in: source)
      }
      guard narrow == enclosing.narrow else { throw mixed() }
    }
  }

  private mutating func skipBlanks() {
    while position < end {
      switch source.bytes[position] {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), 0x0C: position += 1
      case UInt8(ascii: "#"): skipComment()
      case UInt8(ascii: "\\"):
        guard let next = lineEnd(after: position + 1), next < end else { return }
        position = next
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        guard !brackets.isEmpty || embedded else { return }
        position += 1
      default: return
      }
    }
  }

  private mutating func skipComment() {
    let start = position
    while position < end, !SourceFile.isLineEnd(source.bytes[position]) { position += 1 }
    comments.append(SourceSpan(start: Int32(start), end: Int32(position)))
  }

  /// The offset after the line end that starts at `offset`, or nil if none starts there.
  private func lineEnd(after offset: Int) -> Int? {
    guard offset < end else { return nil }
    switch source.bytes[offset] {
    case UInt8(ascii: "\n"): return offset + 1
    case UInt8(ascii: "\r"):
      return offset + 1 < end && source.bytes[offset + 1] == UInt8(ascii: "\n")
        ? offset + 2 : offset + 1
    default: return nil
    }
  }

  // MARK: Tokens

  private mutating func readToken() throws(Diagnostic) {
    let start = position
    let byte = source.bytes[position]
    switch byte {
    case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
      position = lineEnd(after: position) ?? end
      add(.newline, start)
      atLineStart = true
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      readNumber()
      tokens.append(
        Token(kind: .number, span: SourceSpan(start: Int32(start), end: Int32(position))))
    case UInt8(ascii: "."):
      if let next = byteAt(position + 1), (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(next) {
        readNumber()
        tokens.append(
          Token(kind: .number, span: SourceSpan(start: Int32(start), end: Int32(position))))
      } else {
        try readPunctuation()
      }
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      try readString(from: start)
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "_"), 0x80...0xFF:
      try readWord()
    default:
      try readPunctuation()
    }
  }

  private func byteAt(_ offset: Int) -> UInt8? { offset < end ? source.bytes[offset] : nil }

  private mutating func add(_ kind: Token.Kind, _ start: Int) {
    tokens.append(
      Token(kind: kind, span: SourceSpan(start: Int32(start), end: Int32(max(start, position)))))
  }

  /// Takes a number and letters that stick to it; the parser judges its form.
  private mutating func readNumber() {
    func isDigit(_ byte: UInt8?) -> Bool { byte.map { (0x30...0x39).contains($0) } == true }
    func takeDigits() {
      while let byte = byteAt(position), isDigit(byte) || byte == UInt8(ascii: "_") {
        position += 1
      }
    }
    let isPrefixed =
      source.bytes[position] == UInt8(ascii: "0")
      && byteAt(position + 1).map { [0x78, 0x6F, 0x62].contains($0 | 0x20) } == true
    if isPrefixed {
      position += 2
    } else {
      takeDigits()
      if byteAt(position) == UInt8(ascii: ".") {
        position += 1
        takeDigits()
      }
      if let mark = byteAt(position), mark | 0x20 == UInt8(ascii: "e") {
        let sign = byteAt(position + 1)
        let isSigned = sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-")
        if isDigit(byteAt(position + (isSigned ? 2 : 1))) {
          position += isSigned ? 2 : 1
          takeDigits()
        }
      }
    }
    // `1if x` ends the number before the word; other letters belong to it and are wrong there.
    var wordEnd = position
    while let byte = byteAt(wordEnd),
      isDigit(byte) || byte == UInt8(ascii: "_")
        || (0x61...0x7A).contains(byte | 0x20)
    {
      wordEnd += 1
    }
    let word = String(decoding: source.bytes[position..<wordEnd], as: UTF8.self)
    if !isPrefixed, ["and", "else", "for", "if", "in", "is", "not", "or"].contains(word) { return }
    position = wordEnd
  }

  private mutating func readWord() throws(Diagnostic) {
    let start = position
    while let byte = byteAt(position) {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "_"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        position += 1
        continue
      case 0x80...0xFF:
        let width = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2
        let last = min(end, position + width)
        let scalars = String(decoding: source.bytes[position..<last], as: UTF8.self).unicodeScalars
        let scalar = scalars.first!
        let properties = scalar.properties
        guard position == start ? properties.isXIDStart : properties.isXIDContinue else {
          let code = String(scalar.value, radix: 16, uppercase: true)
          throw error("expected a name or an operator, found U+\(code)", position, last)
        }
        position = last
        continue
      default: break
      }
      break
    }
    let length = position - start
    if let quote = byteAt(position), quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\""),
      length <= 2, StringPrefix(source.bytes[start..<position]) != nil
    {
      return try readString(from: start)
    }
    let text = String(decoding: source.bytes[start..<position], as: UTF8.self)
    add(Token.keywords[text] ?? .name, start)
  }

  private mutating func readString(from start: Int) throws(Diagnostic) {
    let quote = source.bytes[position]
    let triple = byteAt(position + 1) == quote && byteAt(position + 2) == quote
    position += triple ? 3 : 1
    while true {
      guard let byte = byteAt(position), triple || !SourceFile.isLineEnd(byte) else {
        let found = position < end ? "the end of the line" : "the end of the file"
        let mark = String(repeating: Character(Unicode.Scalar(quote)), count: triple ? 3 : 1)
        position = min(position, end)
        throw error("expected \(mark) to close this string, found \(found)", start, position)
      }
      if byte == UInt8(ascii: "\\") {
        position = lineEnd(after: position + 1) ?? min(end, position + 2)
      } else if byte == quote
        && (!triple || (byteAt(position + 1) == quote && byteAt(position + 2) == quote))
      {
        position += triple ? 3 : 1
        add(.string, start)
        return
      } else {
        position += 1
      }
    }
  }

  private mutating func readPunctuation() throws(Diagnostic) {
    let start = position
    var kind: Token.Kind?
    for length in stride(from: min(3, end - start), through: 1, by: -1) {
      if let found = Lexer.punctuation[Lexer.key(source.bytes[start..<(start + length)])] {
        kind = found
        position = start + length
        break
      }
    }
    guard let kind else {
      let byte = source.bytes[start]
      if byte == UInt8(ascii: "\\") {
        throw error("expected the end of the line after '\\', found other text", start, start + 1)
      }
      let found =
        byte == 0
        ? "a NUL byte"
        : byte < 32 || byte == 127
          ? "the control character 0x\(String(byte, radix: 16))"
          : "'\(Character(Unicode.Scalar(byte)))'"
      throw error("expected a name or an operator, found \(found)", start, start + 1)
    }
    switch kind {
    case .leftParenthesis, .leftBracket, .leftBrace:
      guard brackets.count < Lexer.maximumBracketDepth else {
        throw error(
          "expected at most \(Lexer.maximumBracketDepth) nested brackets, found more",
          start, position)
      }
      brackets.append((kind, start))
    case .rightParenthesis, .rightBracket, .rightBrace:
      guard let open = brackets.popLast() else {
        throw error(
          "expected no '\(kind.rawValue)', found one that closes nothing", start, position)
      }
      guard Lexer.closing(open.kind) == kind else {
        let line = source.position(of: Int32(open.offset)).line
        throw error(
          "expected '\(Lexer.closing(open.kind).rawValue)' to close the "
            + "'\(open.kind.rawValue)' of line \(line), found '\(kind.rawValue)'",
          start, position)
      }
    default: break
    }
    add(kind, start)
  }

  private static func closing(_ kind: Token.Kind) -> Token.Kind {
    switch kind {
    case .leftParenthesis: .rightParenthesis
    case .leftBracket: .rightBracket
    default: .rightBrace
    }
  }

  private static let punctuation: [UInt32: Token.Kind] = {
    var table: [UInt32: Token.Kind] = [:]
    for kind in Token.Kind.allCases where !kind.isClass && Token.keywords[kind.rawValue] == nil {
      table[key(Array(kind.rawValue.utf8)[...])] = kind
    }
    return table
  }()

  private static func key(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.reduce(0) { $0 << 8 | UInt32($1) }
  }

  private func error(_ message: String, _ start: Int, _ end: Int) -> Diagnostic {
    Diagnostic(
      .syntax, message, at: SourceSpan(start: Int32(start), end: Int32(end)), in: source)
  }
}
