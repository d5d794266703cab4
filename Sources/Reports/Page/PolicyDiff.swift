import PolicySyntax

/// Two versions of a policy side by side: changed lines marked, in them the words that changed, all
/// of it coloured as Python. On a narrow page the versions stand under each other, line by line.
struct PolicyDiff {
  /// A version of a policy and what it is called.
  struct Version {
    var name: String
    var text: String
  }

  private let old: Version
  private let new: Version

  /// Longer texts are not compared, which would take long.
  private static let mostLines = 4000
  /// Unchanged lines that are shown around a change.
  private static let context = 3

  init(_ old: Version, _ new: Version) {
    self.old = old
    self.new = new
  }

  /// A line of the table: a line of each text, or of one of them.
  private struct Pair {
    var old: Int?
    var new: Int?
    var isSame: Bool
  }

  func markup() -> Markup {
    var markup = Markup()
    let (left, right) = (ColoredText(old.text), ColoredText(new.text))
    guard left.lines.count <= Self.mostLines, right.lines.count <= Self.mostLines else {
      markup.element(
        "p",
        text: "The policies have \(left.lines.count) and \(right.lines.count) lines, which is too "
          + "long to show them side by side.")
      return markup
    }
    let pairs = Self.pairs(LineDifference(left.lines, right.lines))
    let changes = pairs.count { !$0.isSame }
    guard changes > 0 else {
      markup.element("p", text: "Both are the same, line by line (\(left.lines.count) lines).")
      return markup
    }
    let removed = pairs.count { !$0.isSame && $0.old != nil }
    let inserted = pairs.count { !$0.isSame && $0.new != nil }
    markup.element(
      "p",
      text: "Of \(left.lines.count) lines \(removed) went (−), and \(inserted) came (+). "
        + "In a changed line the words that differ are underlined.")
    var isFirst = true
    for (range, isFolded) in Self.blocks(pairs) {
      let block = table(pairs[range], left, right, isFirst: isFirst)
      isFirst = false
      if isFolded {
        markup.element("details") { details in
          details.element("summary", text: "\(range.count) lines that did not change")
          details.append(block)
        }
      } else {
        markup.append(block)
      }
      markup.newline()
    }
    return markup
  }

  /// Stretches of lines; long ones without a change nearby are folded.
  private static func blocks(_ pairs: [Pair]) -> [(range: Range<Int>, isFolded: Bool)] {
    var blocks: [(range: Range<Int>, isFolded: Bool)] = []
    var index = 0
    while index < pairs.count {
      let isFar = isFar(pairs, index)
      var end = index
      while end < pairs.count, Self.isFar(pairs, end) == isFar { end += 1 }
      let isFolded = isFar && end - index > 4
      if let last = blocks.last, !isFolded, !last.isFolded {
        blocks[blocks.count - 1].range = last.range.lowerBound..<end
      } else {
        blocks.append((index..<end, isFolded))
      }
      index = end
    }
    return blocks
  }

  /// Whether no change is near.
  private static func isFar(_ pairs: [Pair], _ index: Int) -> Bool {
    pairs[max(0, index - context)..<min(pairs.count, index + context + 1)].allSatisfy(\.isSame)
  }

  /// The lines of each change beside each other, in order.
  private static func pairs(_ difference: LineDifference) -> [Pair] {
    var pairs: [Pair] = []
    var (removed, inserted): ([Int], [Int]) = ([], [])
    func flush() {
      for index in 0..<max(removed.count, inserted.count) {
        pairs.append(
          Pair(
            old: index < removed.count ? removed[index] : nil,
            new: index < inserted.count ? inserted[index] : nil, isSame: false))
      }
      (removed, inserted) = ([], [])
    }
    for row in difference.rows {
      switch row.kind {
      case .removed: removed.append(row.old)
      case .inserted: inserted.append(row.new)
      case .same:
        flush()
        pairs.append(Pair(old: row.old, new: row.new, isSame: true))
      }
    }
    flush()
    return pairs
  }

  private func table(
    _ pairs: ArraySlice<Pair>, _ left: ColoredText, _ right: ColoredText, isFirst: Bool
  ) -> Markup {
    var markup = Markup()
    markup.element("table", ["class": isFirst ? "diff" : "diff more"]) { table in
      table.element(
        "caption", ["class": "unseen-text"], text: "\(old.name) beside \(new.name)")
      table.element("thead") { head in
        head.element("tr") { row in
          for name in [old.name, new.name] {
            row.element("th", ["class": "ln", "scope": "col"], text: "Line")
            row.element("th", ["scope": "col"], text: name)
          }
        }
      }
      table.element("tbody") { body in
        for pair in pairs {
          body.newline()
          body.element("tr") { row in self.row(pair, left, right, &row) }
        }
      }
    }
    return markup
  }

  private func row(_ pair: Pair, _ left: ColoredText, _ right: ColoredText, _ row: inout Markup) {
    var marks: (old: [Range<Int>], new: [Range<Int>]) = ([], [])
    if !pair.isSame, let a = pair.old, let b = pair.new {
      marks = WordDifference.changed(left.lines[a], right.lines[b])
    }
    func cell(_ index: Int?, _ text: ColoredText, _ marks: [Range<Int>], isOld: Bool) {
      let side = pair.isSame ? (isOld ? "" : "twin") : isOld ? "old" : "new"
      guard let index else {
        row.element("td", ["class": "ln none"], text: "")
        row.element("td", ["class": "none"], text: "")
        return
      }
      row.element("td", ["class": side.isEmpty ? "ln" : "ln \(side)"], text: "\(index + 1)")
      row.element("td", side.isEmpty ? [:] : ["class": side]) { cell in
        if !pair.isSame {
          cell.element("span", ["class": "sign"], text: isOld ? "− " : "+ ")
        }
        cell.element("code") { text.write(line: index, marks, isOld: isOld, into: &$0) }
      }
    }
    cell(pair.old, left, marks.old, isOld: true)
    cell(pair.new, right, marks.new, isOld: false)
  }
}
