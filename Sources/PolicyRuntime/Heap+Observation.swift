// The observation that stands.
//
// From step to step an observation keeps nearly all its keys and changes nearly all its numbers. So
// it is not made anew: what the last one was made of stands in the arena below the step's own values,
// and the heads of its tokens (kinds, keys, lengths) are kept beside it, entry by entry of the
// outermost dictionary. Where an entry's heads are as they were, its numbers are written over the old
// ones, and that is all. Another entry is built above the others; what it replaces is left behind
// until there is too much of that, and then everything is built anew. Should the policy change the
// observation, the next one is built anew as well.

import PolicySyntax

/// What is known of the observation that stands.
struct StandingValue {
  /// Whether it is as it was made.
  var isIntact = false
  var root = PolicyValue.unbound
  /// The heads of the outermost dictionary's entries, and how many there are.
  fileprivate var rootHeads = RawStack<UInt64>(capacity: 64)
  /// What stands for an entry, by the number of its key.
  fileprivate var blocks = RawStack<Block>(capacity: 64)
  /// Heads and places of the tokens of all blocks.
  fileprivate var tokens: UnsafeMutablePointer<Note> = .allocate(capacity: 256)
  fileprivate var tokenCount = 0
  fileprivate var tokenCapacity = 256

  /// The list or dictionary under a key of the outermost dictionary.
  fileprivate struct Block: BitwiseCopyable {
    var value = PolicyValue.unbound
    /// Its first note, and the number of tokens it is made of; 0 where there is none.
    var start: Int32 = 0
    var count: Int32 = 0
  }

  /// What a token was, and the cell of its number; cell 0 for a token that is no number.
  fileprivate struct Note {
    var head: UInt64
    var place: UInt32
  }

  /// Notes that may be left behind before everything is built anew.
  fileprivate static let waste = 4096

  mutating func clear() {
    isIntact = false
    root = .unbound
    rootHeads.removeAll()
    blocks.removeAll()
    tokenCount = 0
  }

  func deallocate() {
    tokens.deallocate()
    rootHeads.deallocate()
    blocks.deallocate()
  }

  @inline(__always)
  fileprivate mutating func note(_ head: UInt64, _ place: Int) {
    if tokenCount == tokenCapacity { grow() }
    tokens[tokenCount] = Note(head: head, place: UInt32(truncatingIfNeeded: place))
    tokenCount += 1
  }

  @inline(never)
  private mutating func grow() {
    let larger = UnsafeMutablePointer<Note>.allocate(capacity: tokenCapacity * 2)
    larger.update(from: tokens, count: tokenCount)
    tokens.deallocate()
    tokens = larger
    tokenCapacity *= 2
  }
}

extension Heap {
  /// See `PolicyInterpreter.makeValue`.
  func makeObservation(
    _ tokens: Span<ValueToken>, _ strings: Span<InternedString>
  ) throws(Fault) -> PolicyValue {
    precondition(tokens[0].kind == .dictionary)
    if isStepEmpty {
      let isWasteful = standing.tokenCount > 2 * tokens.count + StandingValue.waste
      if !standing.isIntact || isWasteful { clearStanding() }
    } else {
      // Values of this step stand above: this one is made for the step alone.
      standing.isIntact = false
    }
    let count = tokens[0].entries
    if standing.root.tag != .unbound, isStepEmpty,
      count <= Int(header(standing.root.handle).pointee.capacity)
    {
      try updateEntries(tokens, strings)
    } else {
      let lasts = isStepEmpty
      if lasts { clearStanding() }
      standing.clear()
      // Room for some more entries, so that their coming and going moves nothing.
      standing.root = try makeDictionary(capacity: count + count / 2)
      try updateEntries(tokens, strings)
      if !lasts {
        let root = standing.root
        standing.clear()
        return root
      }
    }
    setStandingTop()
    standing.isIntact = true
    return standing.root
  }

  /// Writes the numbers over the old ones as far as all else is as it was; gives how many entries that
  /// were, and the next token.
  private func refresh(_ tokens: UnsafeBufferPointer<ValueToken>) -> (entry: Int, next: Int) {
    let count = min(tokens[0].entries, standing.rootHeads.count)
    guard let first = tokens.baseAddress else { return (0, 1) }
    let end = first + tokens.count
    let heads = standing.rootHeads.first
    let blocks = standing.blocks.first
    let notes = standing.tokens
    let cells = cells
    let pairs = elements(standing.root)
    var next = first + 1
    var entry = 0
    while entry < count, next < end, next.pointee.head == heads[entry] {
      switch next.pointee.kind {
      case .text: next += 1
      case .int, .real:
        pairs[2 * entry + 1].bits = next.pointee.bits
        next += 1
      case .dictionary, .list:
        let block = blocks[next.pointee.key]
        guard block.count > 0, end - next >= Int(block.count) else { return (entry, next - first) }
        let old = notes + Int(block.start)
        // Without a branch for every token; a block that is another one now is made anew.
        var difference: UInt64 = 0
        for index in 0..<Int(block.count) {
          difference |= next[index].head ^ old[index].head
          cells[Int(old[index].place)].bits = next[index].bits
        }
        if difference != 0 { return (entry, next - first) }
        next += Int(block.count)
      }
      entry += 1
    }
    return (entry, next - first)
  }

  /// Makes the entries of the outermost dictionary what the tokens say.
  private func updateEntries(
    _ tokens: Span<ValueToken>, _ strings: Span<InternedString>
  ) throws(Fault) {
    standing.isIntact = false
    while standing.blocks.count <= strings.count { standing.blocks.push(StandingValue.Block()) }
    let root = standing.root
    let count = tokens[0].entries
    let known = standing.rootHeads.count
    var isSame = count == known
    var (first, next) = tokens.withUnsafeBufferPointer { refresh($0) }
    for entry in first..<count {
      let token = tokens[next]
      let isKnown = entry < known && standing.rootHeads[entry] == token.head
      if !isKnown {
        isSame = false
        if entry < standing.rootHeads.count {
          standing.rootHeads.first[entry] = token.head
        } else {
          standing.rootHeads.push(token.head)
        }
      }
      let value: PolicyValue
      switch token.kind {
      case .int, .real, .text:
        next += 1
        value = Heap.scalar(token, strings)
      case .dictionary, .list:
        let block = standing.blocks[token.key]
        if update(block, tokens, &next) {
          // Its entry names it already.
          if isKnown { continue }
          value = block.value
        } else {
          let start = standing.tokenCount
          value = try makeValue(tokens, &next, place: 0, strings)
          standing.blocks.first[token.key] = StandingValue.Block(
            value: value, start: Int32(start), count: Int32(standing.tokenCount - start))
        }
      }
      let pair = elements(root) + 2 * entry
      pair[0] = .string(strings[token.key - 1])
      pair[1] = value
    }
    if isSame { return }
    standing.rootHeads.remove(from: count)
    try replaceEntries(root, count)
  }

  /// Writes the numbers of an entry over those of its block and moves behind it; false, and `next`
  /// stays, where the block was made of other tokens, and then it is of no more use.
  @inline(__always)
  private func update(
    _ block: StandingValue.Block, _ tokens: Span<ValueToken>, _ next: inout Int
  ) -> Bool {
    let count = Int(block.count)
    guard count > 0, next + count <= tokens.count else { return false }
    let notes = standing.tokens + Int(block.start)
    let cells = cells
    for index in 0..<count {
      let token = tokens[next + index]
      guard token.head == notes[index].head else { return false }
      cells[Int(notes[index].place)].bits = token.bits
    }
    next += count
    return true
  }

  @inline(__always)
  private static func scalar(
    _ token: ValueToken, _ strings: Span<InternedString>
  ) -> PolicyValue {
    switch token.kind {
    case .int: PolicyValue(tag: .int, bits: token.bits)
    case .real: PolicyValue(tag: .real, bits: token.bits)
    default: .string(strings[token.entries])
    }
  }

  /// Builds a value that is to stand in a cell, and notes its tokens.
  private func makeValue(
    _ tokens: Span<ValueToken>, _ next: inout Int, place: Int, _ strings: Span<InternedString>
  ) throws(Fault) -> PolicyValue {
    let token = tokens[next]
    next += 1
    let count = token.entries
    standing.note(token.head, token.kind == .int || token.kind == .real ? place : 0)
    switch token.kind {
    case .int, .real, .text: return Heap.scalar(token, strings)
    case .list:
      let list = try makeSequence(.list, count: count, capacity: count)
      for index in 0..<count {
        let place = list.handle + 1 + index
        let value = try makeValue(tokens, &next, place: place, strings)
        cells[place] = value
      }
      return list
    case .dictionary:
      let dictionary = try makeDictionary(capacity: count)
      for entry in 0..<count {
        let place = dictionary.handle + 2 + 2 * entry
        let key = tokens[next].key
        let value = try makeValue(tokens, &next, place: place + 1, strings)
        cells[place] = .string(strings[key - 1])
        cells[place + 1] = value
      }
      try replaceEntries(dictionary, count)
      return dictionary
    }
  }
}
