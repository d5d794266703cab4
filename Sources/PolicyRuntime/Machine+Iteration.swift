// Going through collections, and taking them apart.

import PolicySyntax

/// How far an iteration has come.
struct Iteration {
  var source: PolicyValue
  var position: Int
  /// The number of live entries of a dictionary when the iteration began.
  var extra: Int
}

extension Machine {
  func iterate(_ x: PolicyValue) throws(Fault) -> Iteration {
    switch x.tag {
    case .list, .tuple, .string, .range, .iterator:
      return Iteration(source: x, position: 0, extra: 0)
    case .dictionary, .set, .keyView, .valueView, .itemView:
      return Iteration(source: x, position: 0, extra: heap.liveCount(x))
    default:
      throw Fault(
        .type,
        "expected a collection or text to go through, found \(PolicyValue.describe(x.tag))")
    }
  }

  /// The next element, or the unbound value at the end.
  func advance(_ iteration: inout Iteration) throws(Fault) -> PolicyValue {
    let source = iteration.source
    let position = iteration.position
    switch source.tag {
    case .list, .tuple:
      guard position < heap.count(source) else { return .unbound }
      iteration.position += 1
      return heap.elements(source)[position]
    case .range:
      let range = heap.range(source)
      guard position < range.count else { return .unbound }
      iteration.position += 1
      return .int(range.start + Int64(position) * range.step)
    case .string:
      // The position counts bytes.
      let text = heap.text(source)
      guard position < text.count else { return .unbound }
      let width = PythonText.width(text[position])
      iteration.position += width
      if width == 1 { return try heap.makeString(CollectionOfOne(text[position])) }
      return try heap.makeString(Array(text[position..<(position + width)]))
    case .iterator:
      let cell = source.handle
      var inner = Iteration(
        source: heap.cells[cell], position: Int(heap.cells[cell + 1].int),
        extra: Int(heap.cells[cell + 2].int))
      let value = try advance(&inner)
      heap.cells[cell + 1] = .int(inner.position)
      return value
    default: return try advanceEntries(&iteration)
    }
  }

  /// The next key and value of `items()`, where `state` holds the iteration; false at its end.
  func advanceItems(
    _ state: UnsafeMutablePointer<PolicyValue>, _ pair: UnsafeMutablePointer<PolicyValue>
  ) throws(Fault) -> Bool {
    let source = state[0]
    guard heap.liveCount(source) == Int(state[2].int) else { throw changedSize }
    var position = Int(state[1].int)
    let entries = heap.elements(source)
    let count = heap.count(source)
    while position < count {
      if entries[2 * position].tag != .unbound {
        pair[0] = entries[2 * position]
        pair[1] = entries[2 * position + 1]
        state[1] = .int(position + 1)
        return true
      }
      try heap.spend(1)
      position += 1
    }
    state[1] = .int(position)
    return false
  }

  private var changedSize: Fault {
    Fault(
      .runtime, "expected a dictionary that keeps its size in a loop, found it changed",
      hint: "go through list(d) to change d")
  }

  private func advanceEntries(
    _ iteration: inout Iteration
  ) throws(Fault) -> PolicyValue {
    let source = iteration.source
    guard heap.liveCount(source) == iteration.extra else { throw changedSize }
    let count = heap.count(source)
    var entry = heap.elements(source) + 2 * iteration.position
    while iteration.position < count {
      iteration.position += 1
      let key = entry[0]
      if key.tag == .unbound {
        try heap.spend(1)
        entry += 2
        continue
      }
      switch source.tag {
      case .valueView: return entry[1]
      case .itemView:
        let value = entry[1]
        let pair = try heap.makeSequence(.tuple, count: 2, capacity: 2)
        heap.elements(pair)[0] = key
        heap.elements(pair)[1] = value
        return pair
      default: return key
      }
    }
    return .unbound
  }

  /// All elements of an iterable.
  func collect(_ x: PolicyValue) throws(Fault) -> [PolicyValue] {
    if x.tag == .list || x.tag == .tuple {
      let count = heap.count(x)
      try charge(count)
      return Array(UnsafeBufferPointer(start: heap.elements(x), count: count))
    }
    if x.tag == .range { try heap.reserve(cells: Int(heap.range(x).count)) }
    var result: [PolicyValue] = []
    var iteration = try iterate(x)
    while true {
      let value = try advance(&iteration)
      if value.tag == .unbound { return result }
      try charge(1)
      result.append(value)
    }
  }

  func extend(_ list: PolicyValue, _ x: PolicyValue) throws(Fault) {
    try heap.requireChangeable(list)
    let mark = work.count
    defer { work.remove(from: mark) }
    let count = try gather(x)
    for index in 0..<count { try heap.append(work[mark + index], to: list) }
  }

  /// Adds all entries of a dictionary (or pairs), or all members of a collection to a set.
  func update(_ target: PolicyValue, _ x: PolicyValue) throws(Fault) {
    try heap.requireChangeable(target)
    if x.tag == .dictionary && target.tag == .dictionary {
      try charge(heap.count(x))
      for entry in 0..<heap.count(x) where heap.key(x, entry).tag != .unbound {
        try heap.set(target, heap.key(x, entry), heap.value(x, entry))
      }
      return
    }
    if x.tag == .range, target.tag == .set, heap.count(target) == 0 {
      return try fill(target, with: heap.range(x))
    }
    if x.tag == .set, target.tag == .set, x.bits != target.bits {
      try charge(heap.count(x))
      if heap.count(target) == 0, try heap.copyEntries(of: x, to: target) { return }
      for entry in 0..<heap.count(x) {
        let member = heap.key(x, entry)
        if member.tag != .unbound, try heap.find(target, member) < 0 {
          try heap.add(target, member, .none)
        }
      }
      return
    }
    let mark = work.count
    defer { work.remove(from: mark) }
    let count = try gather(x)
    for index in 0..<count {
      let value = work[mark + index]
      if target.tag == .set {
        try heap.set(target, value, .none)
        continue
      }
      let pair = try collect(value)
      guard pair.count == 2 else {
        throw Fault(
          .value, "expected pairs of key and value, found \(pair.count) values together")
      }
      try heap.set(target, pair[0], pair[1])
    }
  }

  /// Puts the numbers of a range, which all differ, into an empty set.
  private func fill(_ set: PolicyValue, with range: Heap.Range) throws(Fault) {
    try heap.reserve(cells: Int(range.count))
    try charge(Int(range.count))
    var number = range.start
    for _ in 0..<range.count {
      try heap.add(set, .int(number), .none)
      number &+= range.step
    }
  }

  func unpack(
    _ x: PolicyValue, into target: UnsafeMutablePointer<PolicyValue>, count: Int, star: Int
  ) throws(Fault) {
    if star < 0, x.tag == .tuple || x.tag == .list, heap.count(x) == count {
      target.update(from: heap.elements(x), count: count)
      return
    }
    let values = try collect(x)
    guard star < 0 ? values.count == count : values.count >= count - 1 else {
      let wanted = star < 0 ? "\(count)" : "at least \(count - 1)"
      throw Fault(.value, "expected \(wanted) values to unpack, found \(values.count)")
    }
    guard star >= 0 else {
      for (index, value) in values.enumerated() { target[index] = value }
      return
    }
    let after = count - star - 1
    for index in 0..<star { target[index] = values[index] }
    target[star] = try makeList(Array(values[star..<(values.count - after)]))
    for index in 0..<after { target[star + 1 + index] = values[values.count - after + index] }
  }

  /// A range from one to three arguments.
  func rangeArguments(
    _ first: UnsafeMutablePointer<PolicyValue>, _ count: Int
  ) throws(Fault) -> Heap.Range {
    let start = count > 1 ? try integer(first[0], "range()") : 0
    let stop = try integer(first[count > 1 ? 1 : 0], "range()")
    let step = count > 2 ? try integer(first[2], "range()") : 1
    return Heap.Range(
      start: start, step: step,
      count: try Heap.rangeCount(start: start, stop: stop, step: step), stop: stop)
  }
}
