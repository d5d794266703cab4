// Where the lines of a SEARCH/REPLACE block stand in a file.
//
// Three comparisons, each weaker than the one before: the lines as they are; without blanks at their
// ends; moved together by one indentation. The first that finds the lines counts, and it must find
// them once. Lines of the replacement that stand in the file too are kept there byte for byte, so
// that a block may show frozen lines around what it changes.

extension SyntaxTree {
  /// The tree after the SEARCH/REPLACE blocks of an answer, made together.
  ///
  /// Throws an `EditError`: placed in the answer for what is wrong with a block's form (its span then
  /// belongs to `answer`), else in this tree's source.
  public func applying(answer: SourceFile) throws(Diagnostic) -> SyntaxTree {
    try applying(SearchReplaceBlock.all(in: answer).map { .block($0) })
  }

  /// The text edits that a block stands for; none if it changes nothing.
  ///
  /// Throws an `EditError` if the lines stand nowhere in the file, with the nearest ones, or more
  /// than once.
  public func textEdits(for block: SearchReplaceBlock) throws(Diagnostic) -> [TextEdit] {
    let spans = source.lines
    let lines = spans.map { source.text(of: $0) }
    let match = try match(block, lines, spans)
    let old = Array(lines[match.range])
    let new = match.moved(block.trimmed(like: match).replacement)
    let first = match.range.lowerBound
    var edits: [TextEdit] = []
    for hunk in hunks(old, new) {
      let range = (first + hunk.old.lowerBound)..<(first + hunk.old.upperBound)
      let text = new[hunk.new].joined(separator: lineEnding)
      if range.isEmpty {
        // Below the line before, or above the first line.
        let isFirst = range.lowerBound == 0
        let place = isFirst ? 0 : spans[range.lowerBound - 1].end
        edits.append(
          TextEdit(
            span: SourceSpan(start: place, end: place),
            replacement: isFirst ? text + lineEnding : lineEnding + text))
      } else if hunk.new.isEmpty {
        // With the line end before, or, on the first line, the one behind.
        let isFirst = range.lowerBound == 0
        let start = isFirst ? 0 : spans[range.lowerBound - 1].end
        let isWhole = range.upperBound == spans.count
        let end =
          isFirst && !isWhole
          ? spans[range.upperBound].start : spans[range.upperBound - 1].end
        edits.append(TextEdit(span: SourceSpan(start: start, end: end), replacement: ""))
      } else {
        let span = SourceSpan(
          start: spans[range.lowerBound].start, end: spans[range.upperBound - 1].end)
        edits +=
          range.count == hunk.new.count
          ? zip(range, hunk.new).compactMap { shortened(spans[$0], new[$1]) }
          : [shortened(span, text)].compactMap(\.self)
      }
    }
    return edits
  }

  /// An edit without what the old and the new text share at both ends; nil if they are equal.
  private func shortened(_ span: SourceSpan, _ text: String) -> TextEdit? {
    let old = source.bytes[span.range]
    let new = Array(text.utf8)
    var start = 0
    while start < min(old.count, new.count), old[old.startIndex + start] == new[start] {
      start += 1
    }
    while start > 0, start < new.count, new[start] & 0xC0 == 0x80 { start -= 1 }
    while start > 0, start < old.count, old[old.startIndex + start] & 0xC0 == 0x80 { start -= 1 }
    var end = 0
    while end < min(old.count, new.count) - start,
      old[old.endIndex - 1 - end] == new[new.count - 1 - end]
    {
      end += 1
    }
    while end > 0, old[old.endIndex - end] & 0xC0 == 0x80 { end -= 1 }
    if start + end == old.count, start + end == new.count { return nil }
    return TextEdit(
      span: SourceSpan(start: span.start + Int32(start), end: span.end - Int32(end)),
      replacement: String(decoding: new[start..<(new.count - end)], as: UTF8.self))
  }

  // MARK: Matching

  private func match(
    _ block: SearchReplaceBlock, _ lines: [String], _ spans: [SourceSpan]
  ) throws(Diagnostic) -> Match {
    let trimmed = lines.map(\.withoutBlanksAtEnd)
    let core = block.search.indices.filter { !block.search[$0].isBlank }
    guard let start = core.first, let end = core.last else {
      throw refusal("expected lines to search for, found none", SourceSpan(start: 0, end: 0))
    }
    // Blank lines at the ends of the block count only where the file has them, too.
    for range in start == 0 && end == block.search.count - 1
      ? [start..<(end + 1)] : [0..<block.search.count, start..<(end + 1)]
    {
      let search = Array(block.search[range])
      let bare = search.map(\.withoutBlanksAtEnd)
      var found = places(of: search, in: lines).map { Match(range: $0) }
      if found.isEmpty { found = places(of: bare, in: trimmed).map { Match(range: $0) } }
      if found.isEmpty { found = movedPlaces(of: bare, in: trimmed) }
      guard let first = found.first else { continue }
      guard found.count == 1 else {
        let places = found.prefix(5).map { "\($0.range.lowerBound + 1)" }.joined(separator: ", ")
        throw refusal(
          "expected the lines of the block at line \(block.line) once in the file, found them "
            + "\(found.count) times", spans[first.range.lowerBound],
          hint: "they begin at the lines \(places); show more lines around the change")
      }
      var match = first
      match.leading = range.lowerBound
      match.trailing = block.search.count - range.upperBound
      return match
    }
    throw absent(block, Array(block.search[start...end]), trimmed, spans)
  }

  private func places(of search: [String], in lines: [String]) -> [Range<Int>] {
    guard search.count <= lines.count else { return [] }
    return (0...(lines.count - search.count)).compactMap { start in
      for index in search.indices where lines[start + index] != search[index] { return nil }
      return start..<(start + search.count)
    }
  }

  /// The places where all lines have one more, or one less, indentation in common.
  private func movedPlaces(of search: [String], in lines: [String]) -> [Match] {
    guard search.count <= lines.count, let first = search.firstIndex(where: { !$0.isEmpty }) else {
      return []
    }
    return (0...(lines.count - search.count)).compactMap { start in
      let (old, new) = (search[first], lines[start + first])
      guard new != old else { return nil }
      var match = Match(range: start..<(start + search.count))
      if new.hasSuffix(old) {
        match.added = String(new.dropLast(old.count))
      } else if old.hasSuffix(new) {
        match.removed = String(old.dropLast(new.count))
      } else {
        return nil
      }
      guard match.added.isBlank, match.removed.isBlank else { return nil }
      for index in search.indices where lines[start + index] != match.moved(search[index]) {
        return nil
      }
      return match
    }
  }

  /// The error that lines are nowhere, with the lines of the file that are most like them.
  private func absent(
    _ block: SearchReplaceBlock, _ search: [String], _ lines: [String], _ spans: [SourceSpan]
  ) -> Diagnostic {
    let wanted = search.prefix(40).map { Set($0.words) }
    let known = lines.map { Set($0.words) }
    var best = (score: 0.0, start: 0)
    for start in lines.indices {
      var score = 0.0
      for (index, words) in wanted.enumerated() where start + index < lines.count {
        let other = known[start + index]
        guard !words.isEmpty, !other.isEmpty else { continue }
        score += Double(words.intersection(other).count) / Double(words.union(other).count)
      }
      if score > best.score { best = (score, start) }
    }
    let message =
      "expected the lines of the block at line \(block.line) in the file, found them nowhere"
    guard best.score > 0.3 else {
      return refusal(
        message, SourceSpan(start: 0, end: 0),
        hint: "the first of them is '\(search[0].prefix(60))'")
    }
    let range = best.start..<min(lines.count, best.start + min(search.count, 8))
    let shown = range.map { "\n  \($0 + 1) | \(lines[$0].prefix(100))" }.joined()
    let different = range.first { lines[$0] != search[$0 - best.start].withoutBlanksAtEnd }
    return refusal(
      message, spans[different ?? best.start], hint: "the nearest lines are\(shown)")
  }
}

/// Where a block's lines stand, and how they are indented there.
private struct Match {
  var range: Range<Int>
  /// What the file's lines have before those of the block, or the other way round.
  var added = ""
  var removed = ""
  /// Blank lines of the block before and behind what was found.
  var leading = 0
  var trailing = 0

  func moved(_ line: String) -> String? {
    if line.isEmpty { return line }
    if !added.isEmpty { return added + line }
    return line.hasPrefix(removed) ? String(line.dropFirst(removed.count)) : nil
  }

  /// Lines with the indentation of the file; one that has too little to lose keeps what it has.
  func moved(_ lines: [String]) -> [String] {
    if added.isEmpty, removed.isEmpty { return lines }
    return lines.map { $0.isBlank ? "" : moved($0) ?? String($0.drop { $0 == " " || $0 == "\t" }) }
  }
}

extension SearchReplaceBlock {
  /// The block without those blank lines of the replacement that the match left out of the search.
  fileprivate func trimmed(like match: Match) -> SearchReplaceBlock {
    var lines = replacement[...]
    for _ in 0..<match.leading where lines.first?.isBlank == true { lines.removeFirst() }
    for _ in 0..<match.trailing where lines.last?.isBlank == true { lines.removeLast() }
    return SearchReplaceBlock(search: search, replacement: Array(lines), line: line)
  }
}

extension String {
  var withoutBlanksAtEnd: String {
    var bytes = utf8[...]
    while let last = bytes.last, last == 0x20 || last == 0x09 { bytes.removeLast() }
    return String(Substring(bytes))
  }

  /// The names and numbers of a line.
  fileprivate var words: [Substring] {
    split { !($0.isLetter || $0.isNumber || $0 == "_") }
  }
}

/// The stretches of lines that differ, in order, with equal lines between them.
private func hunks(_ old: [String], _ new: [String]) -> [(old: Range<Int>, new: Range<Int>)] {
  func isSame(_ a: String, _ b: String) -> Bool {
    a == b || a.withoutBlanksAtEnd == b.withoutBlanksAtEnd
  }
  // A difference of many lines costs their product: such blocks are replaced as one piece.
  guard old.count + new.count <= 2000 else { return [(old.indices, new.indices)] }
  var kept = Array(repeating: true, count: old.count)
  var taken = Array(repeating: true, count: new.count)
  for change in new.difference(from: old, by: isSame) {
    switch change {
    case .remove(let offset, _, _): kept[offset] = false
    case .insert(let offset, _, _): taken[offset] = false
    }
  }
  var result: [(old: Range<Int>, new: Range<Int>)] = []
  var (i, j) = (0, 0)
  while i < old.count || j < new.count {
    let (startOld, startNew) = (i, j)
    while i < old.count, !kept[i] { i += 1 }
    while j < new.count, !taken[j] { j += 1 }
    if i > startOld || j > startNew { result.append((startOld..<i, startNew..<j)) }
    if i < old.count, j < new.count {
      i += 1
      j += 1
    }
  }
  return result
}
