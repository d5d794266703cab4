// Blanks between the leaves of a line, and parentheses that say nothing.

extension FormattedLine {
  /// Where the value of the line stands that may be put in parentheses: what is returned, assigned,
  /// tested, gone through or imported.
  var wrapped: Range<Int>? {
    guard let first, !leaves.isEmpty else { return nil }
    let range: Range<Int>
    switch first {
    case .return: range = 1..<leaves.count
    case .if, .elif, .while:
      guard opensBlock else { return nil }
      range = 1..<(leaves.count - 1)
    case .for:
      guard opensBlock, let word = indices(of: [.in]).first else { return nil }
      range = (word + 1)..<(leaves.count - 1)
    case .from:
      guard let word = leaves.firstIndex(where: { $0.kind == .import }),
        word + 1 < leaves.count, leaves[word + 1].kind != .star
      else { return nil }
      range = (word + 1)..<leaves.count
    case .at, .def, .class, .async, .with, .try, .except, .else, .finally, .import, .assert, .raise,
      .del, .global, .nonlocal, .pass, .break, .continue:
      return nil
    default:
      guard let sign = indices(of: FormattedLine.assignments).last else { return nil }
      range = (sign + 1)..<leaves.count
    }
    return range.isEmpty ? nil : range
  }

  private static let assignments: Set<Token.Kind> = [
    .assign, .plusAssign, .minusAssign, .starAssign, .slashAssign, .doubleSlashAssign,
    .percentAssign, .atAssign, .ampersandAssign, .pipeAssign, .caretAssign, .leftShiftAssign,
    .rightShiftAssign, .doubleStarAssign,
  ]

  /// The places of tokens outside brackets and outside the parameters of a lambda.
  private func indices(of kinds: Set<Token.Kind>) -> [Int] {
    let depths = Leaf.depths(leaves[...])
    return leaves.indices.filter { depths[$0] == 0 && kinds.contains(leaves[$0].kind) }
  }

  /// Takes away parentheses around the whole value of a line, where they mean nothing.
  mutating func removeParentheses() {
    while let range = wrapped, leaves[range.lowerBound].kind == .leftParenthesis,
      Leaf.partner(of: range.lowerBound, in: leaves) == range.upperBound - 1
    {
      let inner = leaves[(range.lowerBound + 1)..<(range.upperBound - 1)]
      let depths = Leaf.depths(inner)
      let isImport = first == .from
      let isPlain = inner.allSatisfy { $0.before.isEmpty && $0.after.isEmpty }
      let bare = zip(inner, depths).filter { $0.1 == 0 }.map(\.0.kind)
      let needed: Set<Token.Kind> = [.walrus, .yield, .lambda, .for, .star, .doubleStar, .await]
      guard !inner.isEmpty, isPlain, leaves[range.lowerBound].after.isEmpty,
        leaves[range.upperBound - 1].before.isEmpty,
        isImport ? bare.last != .comma : !bare.contains(.comma),
        isImport || !bare.contains(where: { needed.contains($0) && !isPower($0, inner, depths) })
      else { return }
      let after = leaves[range.upperBound - 1].after
      leaves[range.upperBound - 2].after += after
      leaves.remove(at: range.upperBound - 1)
      leaves.remove(at: range.lowerBound)
    }
  }

  /// Whether stars stand between operands only.
  private func isPower(
    _ kind: Token.Kind, _ inner: ArraySlice<Leaf>, _ depths: [Int]
  ) -> Bool {
    guard kind == .star || kind == .doubleStar else { return false }
    return inner.indices.allSatisfy { index in
      inner[index].kind != kind || index > inner.startIndex && inner[index - 1].endsOperand
    }
  }

  /// A bracket that is open, for the meaning of `:` and `=` in it.
  private struct Bracket {
    enum Kind { case parentheses, parameters, index, list, brace }
    var kind: Kind
    /// Whether `:` takes blanks in an index.
    var isComplex = false
    /// Whether the parameter has an annotation.
    var isAnnotated = false
  }

  /// Decides on the blank before each leaf. `soft` are the places of `match` and `case` as keywords.
  mutating func space(_ soft: Set<Int32>) {
    var brackets: [Bracket] = []
    // The numbers of brackets inside which the parameters of a lambda are open.
    var lambdas: [Int] = []
    for index in leaves.indices.dropFirst() {
      let (leaf, last) = (leaves[index], leaves[index - 1])
      if last.opens { brackets.append(bracket(at: index - 1, isOutermost: brackets.isEmpty, soft)) }
      if last.kind == .lambda { lambdas.append(brackets.count) }
      let inLambda = lambdas.last == brackets.count
      leaves[index].hasSpace = hasSpace(index, brackets.last, inLambda, soft)
      switch leaf.kind {
      case .colon where inLambda: lambdas.removeLast()
      case .colon: if !brackets.isEmpty { brackets[brackets.count - 1].isAnnotated = true }
      case .comma where !inLambda:
        if !brackets.isEmpty { brackets[brackets.count - 1].isAnnotated = false }
      case .rightParenthesis, .rightBracket, .rightBrace: brackets.removeLast()
      default: break
      }
    }
  }

  private func bracket(at index: Int, isOutermost: Bool, _ soft: Set<Int32>) -> Bracket {
    switch leaves[index].kind {
    case .leftBrace: return Bracket(kind: .brace)
    case .leftBracket:
      let isIndex =
        index > 0 && leaves[index - 1].endsOperand && !soft.contains(leaves[index - 1].offset)
      return Bracket(
        kind: isIndex ? .index : .list, isComplex: isIndex && isComplex(from: index + 1))
    default:
      let isHeader = isOutermost && isDefinition && first != .class
      return Bracket(kind: isHeader ? .parameters : .parentheses)
    }
  }

  private func hasSpace(
    _ index: Int, _ bracket: Bracket?, _ inLambda: Bool, _ soft: Set<Int32>
  ) -> Bool {
    let (leaf, last) = (leaves[index], leaves[index - 1])
    let isIndex = bracket?.kind == .index
    let isComplex = bracket?.isComplex == true
    switch (last.kind, leaf.kind) {
    case _ where last.opens || leaf.closes || leaf.kind == .comma: return false
    case (_, .colon):
      return !inLambda && isIndex && isComplex && last.kind != .comma && last.kind != .colon
    case (.colon, _) where isIndex && !leaves.isLambdaColon(index - 1): return isComplex
    case (_, .assign), (.assign, _):
      if inLambda { return false }
      return bracket.map { $0.kind == .parameters && $0.isAnnotated } ?? true
    case (.from, .dot), (.dot, .import), (.ellipsis, .import): return true
    case (.dot, _): return false
    case (.ellipsis, .name) where first == .from: return false
    case (_, .dot):
      return last.kind == .number && !last.text.contains { ".eEjJxXoObB".contains($0) }
    case (.at, _) where index == 1: return false
    case _ where leaf.opens && last.endsOperand:
      return leaf.kind == .leftBrace || soft.contains(last.offset)
    case _ where isUnary(index - 1, soft): return false
    case (.doubleStar, _): return !isSimplePower(index - 1)
    case (_, .doubleStar) where !isUnary(index, soft): return !isSimplePower(index)
    default: return true
    }
  }

  /// Whether a leaf is an operator with one operand, or the star of an argument.
  private func isUnary(_ index: Int, _ soft: Set<Int32>) -> Bool {
    switch leaves[index].kind {
    case .minus, .plus, .star, .doubleStar:
      guard index > 0 else { return true }
      let last = leaves[index - 1]
      return !last.endsOperand || soft.contains(last.offset)
    case .tilde: return true
    default: return false
    }
  }

  /// Whether an index holds more than names, literals and signs, so that `:` takes blanks.
  private func isComplex(from start: Int) -> Bool {
    var depth = 0
    for index in start..<leaves.count {
      let leaf = leaves[index]
      if leaf.closes {
        depth -= 1
        if depth < 0 { return false }
      }
      if leaf.opens {
        depth += 1
        if leaves[index - 1].endsOperand { return true }
      }
      switch leaf.kind {
      case .name, .number, .string, .none, .true, .false, .ellipsis, .colon, .comma, .tilde:
        continue
      case .minus, .plus: if index > start, leaves[index - 1].endsOperand { return true }
      default: if !leaf.opens, !leaf.closes { return true }
      }
    }
    return false
  }

  /// `x**2`, `a.b**-c`: operands without brackets stand close.
  private func isSimplePower(_ index: Int) -> Bool {
    var left = index - 1
    while left > 1, leaves[left].kind == .name, leaves[left - 1].kind == .dot { left -= 2 }
    guard leaves[left].kind == .name || leaves[left].kind == .number && left == index - 1,
      left == 0 || leaves[left - 1].kind != .dot
    else { return false }
    var right = index + 1
    if right < leaves.count, leaves[right].kind == .minus { right += 1 }
    guard right < leaves.count, leaves[right].kind == .name || leaves[right].kind == .number else {
      return false
    }
    while right + 2 < leaves.count, leaves[right + 1].kind == .dot { right += 2 }
    return right + 1 >= leaves.count
      || ![.leftParenthesis, .leftBracket, .dot].contains(leaves[right + 1].kind)
  }
}

extension [Leaf] {
  /// Whether a colon ends the parameters of a lambda.
  fileprivate func isLambdaColon(_ index: Int) -> Bool {
    var depth = 0
    var colons = 0
    for place in stride(from: index - 1, through: 0, by: -1) {
      let leaf = self[place]
      if leaf.closes { depth += 1 }
      if leaf.opens {
        depth -= 1
        if depth < 0 { return false }
      }
      guard depth == 0 else { continue }
      if leaf.kind == .colon { colons += 1 }
      if leaf.kind == .lambda {
        if colons == 0 { return true }
        colons -= 1
      }
    }
    return false
  }
}

extension Leaf {
  /// The index of the bracket that closes the one at `index`.
  static func partner(of index: Int, in leaves: [Leaf]) -> Int? {
    var depth = 0
    for place in index..<leaves.count {
      if leaves[place].opens { depth += 1 }
      if leaves[place].closes {
        depth -= 1
        if depth == 0 { return place }
      }
    }
    return nil
  }

  /// How deep in brackets each leaf stands, brackets as what is around them; the parameters of a
  /// lambda and the targets of a comprehension count as inside.
  static func depths(_ leaves: ArraySlice<Leaf>) -> [Int] {
    var result: [Int] = []
    result.reserveCapacity(leaves.count)
    var depth = 0
    // The depths at which a lambda or a `for` is open.
    var lambdas: [Int] = []
    var loops: [Int] = []
    for leaf in leaves {
      // The rest of a broken line begins with a bracket that closes.
      if leaf.closes { depth = max(0, depth - 1) }
      if leaf.kind == .colon, lambdas.last == depth {
        lambdas.removeLast()
        depth -= 1
      }
      if leaf.kind == .in, loops.last == depth {
        loops.removeLast()
        depth -= 1
      }
      result.append(depth)
      if leaf.opens { depth += 1 }
      if leaf.kind == .lambda {
        depth += 1
        lambdas.append(depth)
      }
      if leaf.kind == .for {
        depth += 1
        loops.append(depth)
      }
    }
    return result
  }
}
