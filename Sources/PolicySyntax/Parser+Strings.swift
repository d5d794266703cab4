extension Parser {
  /// One or more adjacent string literals, joined.
  mutating func strings() throws(Diagnostic) -> Expression {
    let start = self.start
    var parts: [FormattedPart] = []
    var text = ""
    var bytes: [UInt8] = []
    var isFormatted = false
    let isBytes = StringLayout(source.bytes, token.span).prefix.isBytes
    while kind == .string {
      let span = take().span
      let layout = StringLayout(source.bytes, span)
      guard layout.prefix.isBytes == isBytes else {
        throw error("expected strings of one kind side by side, found text and bytes", span)
      }
      if layout.prefix.isFormatted {
        isFormatted = true
        var offset = layout.body.lowerBound
        let pieces = try formattedParts(
          &offset, layout.body.upperBound, isRaw: layout.prefix.isRaw, level: 0)
        for piece in pieces {
          if case .text(let more) = piece {
            text += more
          } else {
            if !text.isEmpty { parts.append(.text(text)) }
            text = ""
            parts.append(piece)
          }
        }
      } else if isBytes {
        bytes += try decodedBytes(layout.body, isRaw: layout.prefix.isRaw, isBytes: true)
      } else {
        text += try decodedText(layout.body, isRaw: layout.prefix.isRaw)
      }
    }
    if isBytes { return try node(.constant(.bytes(bytes)), start) }
    guard isFormatted else { return try node(.constant(.string(text)), start) }
    if !text.isEmpty { parts.append(.text(text)) }
    return try node(.formatted(parts), start)
  }

  /// Text and fields up to `end`, or inside a format (level above 0) up to the closing brace.
  private mutating func formattedParts(
    _ offset: inout Int, _ end: Int, isRaw: Bool, level: Int
  ) throws(Diagnostic) -> [FormattedPart] {
    var parts: [FormattedPart] = []
    var text = ""
    while offset < end {
      let run = offset
      while offset < end, source.bytes[offset] != UInt8(ascii: "{"),
        source.bytes[offset] != UInt8(ascii: "}")
      {
        offset += 1
      }
      if run < offset { text += try decodedText(run..<offset, isRaw: isRaw) }
      guard offset < end else { break }
      let brace = source.bytes[offset]
      if level == 0, offset + 1 < end, source.bytes[offset + 1] == brace {
        text += brace == UInt8(ascii: "{") ? "{" : "}"
        offset += 2
        continue
      }
      if brace == UInt8(ascii: "}") {
        if level > 0 { break }
        throw fail("expected '}}' for a brace in a formatted string, found '}'", offset..<end)
      }
      guard level < 2 else {
        throw fail("expected a format without further fields, found '{'", offset..<end)
      }
      var selfDocumenting = ""
      let field = try formattedField(&offset, end, isRaw, level, &selfDocumenting)
      text += selfDocumenting
      if !text.isEmpty { parts.append(.text(text)) }
      text = ""
      parts.append(.field(field))
    }
    if !text.isEmpty { parts.append(.text(text)) }
    return parts
  }

  private mutating func formattedField(
    _ offset: inout Int, _ end: Int, _ isRaw: Bool, _ level: Int, _ selfDocumenting: inout String
  ) throws(Diagnostic) -> FormattedField {
    let open = offset
    offset += 1
    let start = offset
    offset = try fieldExpressionEnd(offset, end)
    let value = try embeddedExpression(start..<offset)
    func byte() -> UInt8? { offset < end ? source.bytes[offset] : nil }
    var isSelfDocumenting = false
    if byte() == UInt8(ascii: "=") {
      offset += 1
      while let blank = byte(), blank == UInt8(ascii: " ") || blank == UInt8(ascii: "\t") {
        offset += 1
      }
      selfDocumenting = String(decoding: source.bytes[start..<offset], as: UTF8.self)
      isSelfDocumenting = true
    }
    var conversion: FormattedField.Conversion?
    if byte() == UInt8(ascii: "!") {
      offset += 1
      conversion = byte().flatMap { .init(rawValue: String(Unicode.Scalar($0))) }
      guard conversion != nil else {
        throw fail("expected 's', 'r' or 'a' after '!'", offset..<min(end, offset + 1))
      }
      offset += 1
    }
    var specification: [FormattedPart]?
    if byte() == UInt8(ascii: ":") {
      offset += 1
      specification = try formattedParts(&offset, end, isRaw: isRaw, level: level + 1)
    }
    guard byte() == UInt8(ascii: "}") else {
      throw fail("expected '}' to close this field of the string", open..<offset)
    }
    offset += 1
    if isSelfDocumenting, conversion == nil, specification == nil { conversion = .representation }
    return FormattedField(value: value, conversion: conversion, specification: specification)
  }

  /// Where the expression of a field ends: at a `}`, `:`, `!` or `=` outside brackets and strings.
  private func fieldExpressionEnd(_ start: Int, _ end: Int) throws(Diagnostic) -> Int {
    var offset = start
    var depth = 0
    while offset < end {
      let byte = source.bytes[offset]
      let next = offset + 1 < end ? source.bytes[offset + 1] : 0
      switch byte {
      case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: "}"):
        if depth <= 0 { return offset }
        depth -= 1
      case UInt8(ascii: "'"), UInt8(ascii: "\""):
        let close = source.bytes[(offset + 1)..<end].firstIndex(of: byte)
        guard let close else {
          throw fail("expected the end of a string inside this field", offset..<end)
        }
        offset = close
      case UInt8(ascii: "\\"):
        throw fail("expected no backslash inside a field of a string", offset..<(offset + 1))
      case UInt8(ascii: "#"):
        throw fail("expected no comment inside a field of a string", offset..<(offset + 1))
      case UInt8(ascii: ":") where depth == 0: return offset
      case UInt8(ascii: "!") where depth == 0 && next != UInt8(ascii: "="): return offset
      case UInt8(ascii: "!"), UInt8(ascii: "<"), UInt8(ascii: ">"):
        if next == UInt8(ascii: "=") { offset += 1 }
      case UInt8(ascii: "=") where next == UInt8(ascii: "="): offset += 1
      case UInt8(ascii: "=") where depth == 0: return offset
      default: break
      }
      offset += 1
    }
    throw fail("expected '}' to close this field of the string", (start - 1)..<end)
  }

  private mutating func embeddedExpression(_ range: Range<Int>) throws(Diagnostic) -> Expression {
    try enter()
    defer { depth -= 1 }
    var lexer = Lexer(source, range: range)
    try lexer.run()
    var parser = Parser(source, lexer.tokens, depth: depth)
    guard parser.kind != .end else {
      throw fail("expected an expression, found an empty field", range)
    }
    let value = try parser.expressionList()
    guard parser.kind == .end else { throw parser.expected("the end of the field") }
    return value
  }
}
