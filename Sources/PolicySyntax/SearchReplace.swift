// SEARCH/REPLACE blocks, as language models write edits.
//
//     <<<<<<< SEARCH
//     lines that stand in the file
//     =======
//     lines that take their place
//     >>>>>>> REPLACE
//
// An answer may hold several, with any text around them. Marks have five signs or more and may be
// indented; fences directly inside the marks are left out.

/// Lines to look for in a file, and the lines that take their place.
public struct SearchReplaceBlock: Sendable, Hashable {
  /// The lines to look for, without line ends.
  public let search: [String]
  /// The lines that take their place; none to delete.
  public let replacement: [String]
  /// The line of the answer on which the block begins, from 1.
  public let line: Int

  /// Makes a block.
  public init(search: [String], replacement: [String], line: Int = 1) {
    self.search = search
    self.replacement = replacement
    self.line = line
  }

  /// Reads the blocks of an answer, in order.
  ///
  /// Throws an `EditError`, placed in the answer, for a block without its divider or its end, for one
  /// that searches for nothing, and for an answer without blocks.
  public static func all(in answer: SourceFile) throws(Diagnostic) -> [SearchReplaceBlock] {
    enum Part { case outside, search, replacement }
    var part = Part.outside
    var blocks: [SearchReplaceBlock] = []
    var search: [String] = []
    var replacement: [String] = []
    var open = (line: 0, span: SourceSpan(start: 0, end: 0))
    func failure(_ message: String, _ span: SourceSpan, hint: String? = nil) -> Diagnostic {
      Diagnostic(.edit, message, at: span, in: answer, hint: hint)
    }
    for (index, line) in answer.lines.enumerated() {
      let text = answer.text(of: line)
      switch (Mark(text), part) {
      case (.search, .outside):
        part = .search
        open = (index + 1, line)
        (search, replacement) = ([], [])
      case (.search, _):
        throw failure(
          "expected '>>>>>>> REPLACE' to end the block of line \(open.line), found another block",
          line)
      case (.divider, .search): part = .replacement
      case (.end, .replacement):
        part = .outside
        let lines = unfenced(search)
        guard lines.contains(where: { !$0.isBlank }) else {
          throw failure(
            "expected lines to search for, found none", open.span,
            hint: "to insert, search for the line before and write it again")
        }
        blocks.append(
          SearchReplaceBlock(search: lines, replacement: unfenced(replacement), line: open.line))
      case (.end, .search):
        throw failure(
          "expected '=======' between what to search for and its replacement, found "
            + "'>>>>>>> REPLACE'", line)
      case (_, .search): search.append(text)
      case (_, .replacement): replacement.append(text)
      case (_, .outside): break
      }
    }
    guard part == .outside else {
      let mark = part == .search ? "'======='" : "'>>>>>>> REPLACE'"
      throw failure(
        "expected \(mark) in the block of line \(open.line), found the end of the answer",
        open.span)
    }
    guard !blocks.isEmpty else {
      throw failure(
        "expected a SEARCH/REPLACE block, found none", SourceSpan(start: 0, end: 0),
        hint: "a block begins with '<<<<<<< SEARCH', has '=======', ends with '>>>>>>> REPLACE'")
    }
    return blocks
  }

  private enum Mark {
    case search, divider, end

    init?(_ line: String) {
      let words = line.split { $0 == " " || $0 == "\t" }
      guard let signs = words.first, let sign = signs.first, signs.utf8.count >= 5,
        signs.utf8.count <= 40, signs.allSatisfy({ $0 == sign })
      else { return nil }
      switch sign {
      case "<" where words.count > 1 && words[1] == "SEARCH": self = .search
      case "=" where words.count == 1: self = .divider
      case ">" where words.count > 1 && words[1] == "REPLACE": self = .end
      default: return nil
      }
    }
  }

  /// Lines without a fence around them.
  private static func unfenced(_ lines: [String]) -> [String] {
    guard let first = lines.first, let last = lines.last, lines.count > 1, first.hasPrefix("```"),
      last.hasPrefix("```")
    else { return lines }
    return Array(lines.dropFirst().dropLast())
  }
}

extension SourceFile {
  /// The spans of the lines, without their line ends; the last one is empty after a final line end.
  var lines: [SourceSpan] {
    var result: [SourceSpan] = []
    var start = 0
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      guard SourceFile.isLineEnd(byte) else {
        index += 1
        continue
      }
      result.append(SourceSpan(start: Int32(start), end: Int32(index)))
      let isPair = byte == 0x0D && index + 1 < bytes.count && bytes[index + 1] == 0x0A
      index += isPair ? 2 : 1
      start = index
    }
    result.append(SourceSpan(start: Int32(start), end: Int32(bytes.count)))
    return result
  }
}

extension String {
  /// Whether there is nothing but blanks.
  var isBlank: Bool { utf8.allSatisfy { $0 == 0x20 || $0 == 0x09 } }
}
