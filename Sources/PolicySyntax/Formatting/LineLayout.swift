// The layout of one line: on one line where it fits, else broken at brackets.
//
// A line that is too long is broken at its last bracket that leaves a head that fits; a value that has
// no such bracket, or reads better so, gets parentheses. What stands in a broken bracket is one line if
// it fits, else one line for each piece between its loosest operators: items between commas (with a
// comma after the last), operands of `if … else`, of `and` and `or`, of comparisons, of sums. Pieces that
// are too long are broken in turn. A bracket whose last item has a comma is always broken so.
//
// Comments inside brackets end their lines. Where no break leads to that, the layout gives up, and the
// line stays as it was written.

struct LineLayout {
  static let width = 88

  /// The lines of code, or nil where a comment stands in the way.
  static func lines(of line: FormattedLine) -> [String]? {
    let leaves = line.leaves[...]
    let layout = LineLayout()
    if let text = layout.oneLine(leaves, line.depth), layout.fits(leaves, line.depth) {
      return text
    }
    if leaves.contains(where: { $0.isMultiline }) { return layout.oneLine(leaves, line.depth) }
    if line.isDefinition, line.leaves.contains(where: { $0.kind == .leftParenthesis }) {
      let open = line.leaves.firstIndex { $0.kind == .leftParenthesis }!
      return layout.broken(leaves, at: open, line.depth, isHeader: line.first != .class)
    }
    return layout.value(line)
  }

  // MARK: One line

  /// The leaves on one line with their comments, or nil where a comment stands between them.
  private func oneLine(_ leaves: ArraySlice<Leaf>, _ depth: Int) -> [String]? {
    guard let first = leaves.first, let last = leaves.last else { return [] }
    for index in leaves.indices {
      if index > leaves.startIndex, !leaves[index].before.isEmpty { return nil }
      if index + 1 < leaves.endIndex, !leaves[index].after.isEmpty { return nil }
    }
    let margin = String(repeating: "    ", count: depth)
    let comments = last.after.map { "  " + $0 }.joined()
    return first.before.map { margin + $0 } + [margin + text(leaves) + comments]
  }

  private func text(_ leaves: ArraySlice<Leaf>) -> String {
    var result = ""
    for index in leaves.indices {
      if index > leaves.startIndex, leaves[index].hasSpace { result += " " }
      result += leaves[index].text
    }
    return result
  }

  /// Whether leaves may stand on one line: short enough, and no bracket that must be broken.
  private func fits(_ leaves: ArraySlice<Leaf>, _ depth: Int) -> Bool {
    isShort(leaves, depth) && !mustBreak(leaves)
  }

  private func isShort(_ leaves: ArraySlice<Leaf>, _ depth: Int) -> Bool {
    guard !leaves.contains(where: \.isMultiline) else { return false }
    return 4 * depth + text(leaves).unicodeScalars.count <= LineLayout.width
  }

  /// Whether a bracket inside ends in a comma that is not that of a tuple of one.
  private func mustBreak(_ leaves: ArraySlice<Leaf>) -> Bool {
    for index in leaves.indices.dropFirst() where leaves[index].closes {
      guard leaves[index - 1].kind == .comma, let open = opening(of: index, in: leaves) else {
        continue
      }
      if !isOne(leaves[(open + 1)..<index], open, leaves) { return true }
    }
    return false
  }

  /// Whether what stands in a bracket is a tuple of one, whose comma has to stay.
  private func isOne(_ body: ArraySlice<Leaf>, _ open: Int, _ leaves: ArraySlice<Leaf>) -> Bool {
    let isTrailer = open > leaves.startIndex && leaves[open - 1].endsOperand
    switch leaves[open].kind {
    case .leftParenthesis: guard !isTrailer else { return false }
    case .leftBracket: guard isTrailer else { return false }
    default: return false
    }
    let depths = Leaf.depths(body)
    return zip(body, depths).count { $0.kind == .comma && $1 == 0 } == 1
  }

  private func opening(of index: Int, in leaves: ArraySlice<Leaf>) -> Int? {
    var depth = 0
    for place in stride(from: index, through: leaves.startIndex, by: -1) {
      if leaves[place].closes { depth += 1 }
      if leaves[place].opens {
        depth -= 1
        if depth == 0 { return place }
      }
    }
    return nil
  }

  // MARK: Brackets

  /// The brackets outside all others that hold something, as places of their ends, first to last.
  private func brackets(_ leaves: ArraySlice<Leaf>) -> [Range<Int>] {
    var result: [Range<Int>] = []
    var opens: [Int] = []
    for index in leaves.indices {
      if leaves[index].opens { opens.append(index) }
      guard leaves[index].closes, let open = opens.popLast(), opens.isEmpty else { continue }
      let isEmpty = open + 1 == index && leaves[open].after.isEmpty && leaves[index].before.isEmpty
      if !isEmpty { result.append(open..<index) }
    }
    return result
  }

  /// Leaves broken at the bracket that opens at a place: head, body, tail. Only inside other brackets
  /// may the tail be broken at operators.
  private func broken(
    _ leaves: ArraySlice<Leaf>, at open: Int, _ depth: Int, isHeader: Bool = false,
    isInside: Bool = false
  ) -> [String]? {
    guard let close = brackets(leaves).first(where: { $0.lowerBound == open })?.upperBound else {
      return oneLine(leaves, depth)
    }
    let isTrailer =
      isHeader || leaves.startIndex < open && leaves[open - 1].endsOperand
    var tail = leaves[close...]
    let comments = tail[close].before
    tail[close].before = []
    guard let first = oneLine(leaves[...open], depth),
      let inner = body(
        leaves[(open + 1)..<close], depth + 1, isDisplay: !isTrailer, needsComma: isHeader),
      let last = isInside ? piece(tail, depth) : rest(tail, depth)
    else { return nil }
    let margin = String(repeating: "    ", count: depth + 1)
    return first + inner + comments.map { margin + $0 } + last
  }

  /// The lines inside a broken bracket.
  private func body(
    _ leaves: ArraySlice<Leaf>, _ depth: Int, isDisplay: Bool, needsComma: Bool = false
  ) -> [String]? {
    guard !leaves.isEmpty else { return [] }
    let depths = Leaf.depths(leaves)
    let commas = zip(leaves, depths).count { $0.kind == .comma && $1 == 0 }
    if commas == 0, needsComma {
      return pieces([leaves], depth, addsComma: true)
    }
    let endsInComma = leaves.last?.kind == .comma
    if !endsInComma, !(isDisplay && commas > 0), let line = oneLine(leaves, depth),
      fits(leaves, depth)
    {
      return line
    }
    return split(leaves, depth) ?? piece(leaves, depth)
  }

  // MARK: Pieces

  /// A line inside brackets: one line, or broken at its operators, or at its last bracket.
  private func piece(_ leaves: ArraySlice<Leaf>, _ depth: Int) -> [String]? {
    if let line = oneLine(leaves, depth), fits(leaves, depth) { return line }
    if let lines = split(leaves, depth) { return lines }
    return atBracket(leaves, depth, isInside: true)
  }

  /// A line outside brackets: one line, or broken at its last bracket.
  private func rest(_ leaves: ArraySlice<Leaf>, _ depth: Int) -> [String]? {
    if let line = oneLine(leaves, depth), fits(leaves, depth) { return line }
    return atBracket(leaves, depth, isInside: false)
  }

  /// Leaves broken at the last bracket whose head fits, or at one where no comment is in the way.
  private func atBracket(
    _ leaves: ArraySlice<Leaf>, _ depth: Int, isInside: Bool
  ) -> [String]? {
    let all = brackets(leaves)
    if let fitting = all.last(where: { isShort(leaves[...$0.lowerBound], depth) }),
      let lines = broken(leaves, at: fitting.lowerBound, depth, isInside: isInside)
    {
      return lines
    }
    for bracket in all.reversed() {
      if let lines = broken(leaves, at: bracket.lowerBound, depth, isInside: isInside) {
        return lines
      }
    }
    return oneLine(leaves, depth)
  }

  private func pieces(
    _ parts: [ArraySlice<Leaf>], _ depth: Int, addsComma: Bool
  ) -> [String]? {
    var lines: [String] = []
    for (index, part) in parts.enumerated() {
      var part = part
      if addsComma, index == parts.count - 1, let last = part.last, last.kind != .comma {
        var comma = Leaf(kind: .comma, text: ",", offset: last.offset)
        comma.after = last.after
        part[part.endIndex - 1].after = []
        part.append(comma)
      }
      guard let more = piece(part, depth) else { return nil }
      lines += more
    }
    return lines
  }

  /// Leaves broken at their loosest operators, or nil if there are none.
  private func split(_ leaves: ArraySlice<Leaf>, _ depth: Int) -> [String]? {
    let strengths = LineLayout.breaks(leaves)
    guard let loosest = strengths.values.max() else { return nil }
    if loosest == LineLayout.dot, strengths.count < 2 { return nil }
    var parts: [ArraySlice<Leaf>] = []
    var start = leaves.startIndex
    for index in leaves.indices where strengths[index] == loosest && index > start {
      parts.append(leaves[start..<index])
      start = index
    }
    parts.append(leaves[start...])
    guard parts.count > 1 || loosest == LineLayout.comma else { return nil }
    return pieces(parts, depth, addsComma: loosest == LineLayout.comma)
  }

  static let comma = 18
  static let dot = 1

  /// Where leaves may be broken, by the place of the leaf that begins the new line, and how loose the
  /// operator there is; a comma at the end does not count.
  static func breaks(_ leaves: ArraySlice<Leaf>) -> [Int: Int] {
    var result: [Int: Int] = [:]
    let depths = Leaf.depths(leaves)
    var sawFor = false
    for (depth, index) in zip(depths, leaves.indices) where depth == 0 {
      let leaf = leaves[index]
      if leaf.kind == .comma {
        if index + 1 < leaves.endIndex { result[index + 1] = comma }
        continue
      }
      guard index > leaves.startIndex, leaves[index - 1].kind != .comma else { continue }
      let last = leaves[index - 1]
      let strength: Int? =
        switch leaf.kind {
        case .for, .async: last.kind == .async ? nil : 20
        case .if: sawFor ? 20 : 16
        case .else: 16
        case .or, .and: 14
        case .string: last.kind == .string ? 12 : nil
        case .less, .lessEqual, .greater, .greaterEqual, .equal, .notEqual, .is: 10
        case .in: last.kind == .not ? nil : 10
        case .not: index + 1 < leaves.endIndex && leaves[index + 1].kind == .in ? 10 : nil
        case .dot: last.closes ? dot : nil
        default: last.endsOperand ? operators[leaf.kind] : nil
        }
      if leaf.kind == .for { sawFor = true }
      // The `in` of a comprehension follows its targets, the `not` of `is not` its `is`.
      if let strength, !(leaf.kind == .in && closesTargets(leaves, index, depths)),
        !(leaf.kind == .not && last.kind == .is)
      {
        result[index] = strength
      }
    }
    return result
  }

  private static let operators: [Token.Kind: Int] = [
    .pipe: 9, .caret: 8, .ampersand: 7, .leftShift: 6, .rightShift: 6, .plus: 5, .minus: 5,
    .star: 4, .slash: 4, .doubleSlash: 4, .percent: 4, .at: 4, .doubleStar: 2,
  ]

  private static func closesTargets(
    _ leaves: ArraySlice<Leaf>, _ index: Int, _ depths: [Int]
  ) -> Bool {
    depths[index - leaves.startIndex - 1] > 0 && !leaves[index - 1].closes
      || leaves[index - 1].closes && depths[index - leaves.startIndex - 1] > 0
  }

  // MARK: Values

  /// A line whose value may be put in parentheses.
  private func value(_ line: FormattedLine) -> [String]? {
    let leaves = line.leaves[...]
    let depth = line.depth
    guard let range = line.wrapped, !leaves[range].contains(where: { $0.kind == .yield }) else {
      return atBracket(leaves, depth, isInside: false)
    }
    let value = leaves[range]
    let isImport = line.first == .from
    let isBracket =
      value.first!.opens
      && Leaf.partner(of: range.lowerBound, in: line.leaves) == range.upperBound - 1
    if isBracket { return broken(leaves, at: range.lowerBound, depth) }
    if !isImport, canStayBare(value, leaves, depth) {
      let candidates = brackets(leaves).filter { range.contains($0.lowerBound) }
      let best = candidates.last { bracket in
        isShort(leaves[...bracket.lowerBound], depth) && bracket.count > 2
      }
      if let best = best ?? candidates.last(where: { isShort(leaves[...$0.lowerBound], depth) }),
        let lines = broken(leaves, at: best.lowerBound, depth)
      {
        return lines
      }
    }
    // In parentheses, where that helps: the value fits then, or can be broken.
    let helps =
      isShort(value, depth + 1) || !LineLayout.breaks(value).isEmpty || !brackets(value).isEmpty
    guard helps else { return oneLine(leaves, depth) }
    var wrapped = line.leaves
    var open = Leaf(kind: .leftParenthesis, text: "(", offset: value.first!.offset, hasSpace: true)
    open.before = wrapped[range.lowerBound].before
    wrapped[range.lowerBound].before = []
    var close = Leaf(kind: .rightParenthesis, text: ")", offset: value.last!.offset)
    close.after = wrapped[range.upperBound - 1].after
    wrapped[range.upperBound - 1].after = []
    wrapped.insert(close, at: range.upperBound)
    wrapped.insert(open, at: range.lowerBound)
    wrapped[range.lowerBound + 1].hasSpace = false
    return broken(wrapped[...], at: range.lowerBound, depth)
  }

  /// Whether a value that is too long is better broken at one of its brackets than put in parentheses.
  private func canStayBare(
    _ value: ArraySlice<Leaf>, _ leaves: ArraySlice<Leaf>, _ depth: Int
  ) -> Bool {
    guard
      value.allSatisfy({ $0.before.isEmpty && $0.after.isEmpty || $0.offset == value.last!.offset })
    else { return !brackets(value).isEmpty }
    let breaks = LineLayout.breaks(value)
    guard let loosest = breaks.values.max() else { return true }
    let count = breaks.values.count { $0 == loosest }
    if count > 1 { return false }
    if loosest == LineLayout.dot { return true }
    let all = brackets(value)
    if value.first!.opens, let bracket = all.first, bracket.lowerBound == value.startIndex {
      let rest = leaves[bracket.upperBound...]
      if !rest.contains(where: \.opens), isShort(rest, depth) { return true }
    }
    if value.last!.closes, let bracket = all.last, bracket.upperBound == value.endIndex - 1 {
      return isShort(value[...bracket.lowerBound], depth)
    }
    return false
  }
}

extension Leaf {
  fileprivate var isMultiline: Bool { text.utf8.contains { $0 == 0x0A || $0 == 0x0D } }
}
