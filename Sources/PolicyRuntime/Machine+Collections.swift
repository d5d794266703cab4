// Operators, subscripts, slices and iteration of collections.

import PolicySyntax

/// How far an iteration has come.
struct Iteration {
  var source: PolicyValue
  var position: Int
  /// The number of live entries of a dictionary when the iteration began.
  var extra: Int
}

extension Machine {
  // MARK: Operators

  func collections(
    _ operation: Operation, _ x: PolicyValue, _ y: PolicyValue, inPlace: Bool
  ) throws(Fault) -> PolicyValue {
    if inPlace, x.tag == .set ? y.tag == .set : (x.tag == .list && operation == .multiply) {
      // The object stays the same and takes over the content of the result.
      try heap.requireMutable(x)
      let result = try collections(operation, x, y, inPlace: false)
      heap.takeContent(of: result, x)
      return x
    }
    if x.tag == .keyView || x.tag == .itemView || y.tag == .keyView || y.tag == .itemView,
      [.bitAnd, .bitOr, .bitXor, .subtract].contains(operation)
    {
      if operation == .bitAnd { return try viewIntersection(x, y) }
      if operation == .bitXor, x.tag == .itemView, y.tag == .itemView {
        return try itemDifference(x, y)
      }
      // Views join any collection, as sets.
      return try collections(operation, try toSet(x), try toSet(y), inPlace: false)
    }
    switch (operation, x.tag, y.tag) {
    case (.add, .string, .string):
      var pair = (x, y)
      return try withUnsafeMutablePointer(to: &pair) { (pointer) throws(Fault) in
        try pointer.withMemoryRebound(to: PolicyValue.self, capacity: 2) {
          (values) throws(Fault) in try concatenate(values, 2)
        }
      }
    case (.add, .list, _) where inPlace:
      try extend(x, y)
      return x
    case (.add, .list, .list), (.add, .tuple, .tuple):
      let count = heap.count(x) + heap.count(y)
      try charge(count)
      let result = try heap.makeSequence(x.tag, count: count, capacity: count)
      heap.elements(result).update(from: heap.elements(x), count: heap.count(x))
      (heap.elements(result) + heap.count(x)).update(
        from: heap.elements(y), count: heap.count(y))
      return result
    case (.multiply, .list, .int), (.multiply, .tuple, .int), (.multiply, .list, .bool),
      (.multiply, .tuple, .bool):
      return try repeated(x, y.int)
    case (.multiply, .int, .list), (.multiply, .int, .tuple), (.multiply, .bool, .list),
      (.multiply, .bool, .tuple):
      return try repeated(y, x.int)
    case (.multiply, .string, .int), (.multiply, .string, .bool): return try repeatText(x, y.int)
    case (.multiply, .int, .string), (.multiply, .bool, .string): return try repeatText(y, x.int)
    case (.modulo, .string, _): return try percentFormat(x, y)
    case (.bitOr, .dictionary, .dictionary), (.bitOr, .set, .set):
      let result = inPlace ? x : try copyDictionary(x)
      try update(result, y)
      return result
    case (.bitOr, .dictionary, _) where inPlace:
      // `d |= pairs` is `d.update(pairs)`.
      try update(x, y)
      return x
    case (.bitAnd, .set, .set), (.subtract, .set, .set), (.bitXor, .set, .set):
      let result = try heap.makeDictionary(.set, capacity: heap.liveCount(x))
      try addMembers(of: x, to: result, where: { $0 == (operation == .bitAnd) }, in: y)
      if operation == .bitXor { try addMembers(of: y, to: result, where: { !$0 }, in: x) }
      guard inPlace else { return result }
      try heap.removeAll(x)
      try update(x, result)
      return x
    default:
      let symbols = ["+", "-", "*", "/", "//", "%", "**", "@", "&", "|", "^", "<<", ">>"]
      throw Fault(
        .type,
        "expected operands that '\(symbols[Int(operation.rawValue)])' can join, "
          + "found \(PolicyValue.describe(x.tag)) and \(PolicyValue.describe(y.tag))")
    }
  }

  private func repeated(_ x: PolicyValue, _ times: Int64) throws(Fault) -> PolicyValue {
    let count = heap.count(x)
    let (total, overflow) = count.multipliedReportingOverflow(by: Int(max(0, times)))
    guard !overflow else { throw heap.exhausted() }
    try heap.reserve(cells: total)
    try charge(total)
    let result = try heap.makeSequence(x.tag, count: total, capacity: total)
    for index in 0..<total {
      heap.elements(result)[index] = heap.elements(x)[index % max(1, count)]
    }
    return result
  }

  private func repeatText(
    _ x: PolicyValue, _ times: Int64
  ) throws(Fault) -> PolicyValue {
    let count = heap.text(x).count
    let (total, overflow) = count.multipliedReportingOverflow(by: Int(max(0, times)))
    guard !overflow else { throw heap.exhausted() }
    let data = try heap.allocateBytes(total)
    try charge(total / 8)
    let text = heap.text(x)
    for index in 0..<total { heap.bytes[data + index] = text[index % max(1, count)] }
    return try heap.makeString(data: data, count: total)
  }

  /// Whether a container holds a value.
  func contains(_ container: PolicyValue, _ value: PolicyValue) throws(Fault) -> Bool {
    switch container.tag {
    case .dictionary, .set, .keyView: return try heap.find(container, value) >= 0
    case .string:
      guard value.tag == .string else {
        throw Fault(
          .type, "expected text to look for in text, found \(PolicyValue.describe(value.tag))")
      }
      try charge((heap.text(container).count + heap.text(value).count) / 8)
      return PythonText.find(heap.text(value), in: heap.text(container)) != nil
    case .range:
      let range = heap.range(container)
      guard value.isWhole else { return try search(container, value) }
      guard range.count > 0 else { return false }
      let (distance, overflow) = value.int.subtractingReportingOverflow(range.start)
      let index = distance.dividedReportingOverflow(by: range.step)
      guard !overflow, !index.overflow, index.partialValue &* range.step == distance else {
        return false
      }
      return index.partialValue >= 0 && index.partialValue < range.count
    case .itemView: return try isMember(value, of: container)
    default: return try search(container, value)
    }
  }

  private func search(
    _ container: PolicyValue, _ value: PolicyValue
  ) throws(Fault) -> Bool {
    var iteration = try iterate(container)
    while true {
      let element = try advance(&iteration)
      if element.tag == .unbound { return false }
      try charge(1)
      if element.isIdentical(to: value) { return true }
      if try heap.isEqual(element, value) { return true }
    }
  }

  func length(_ x: PolicyValue) throws(Fault) -> Int {
    switch x.tag {
    case .list, .tuple: return heap.count(x)
    case .string: return heap.characterCount(x)
    case .dictionary, .set, .keyView, .valueView, .itemView: return heap.liveCount(x)
    case .range: return Int(heap.range(x).count)
    default:
      throw Fault(
        .type, "expected a collection or text for len(), found \(PolicyValue.describe(x.tag))")
    }
  }

  // MARK: Subscripts

  func outOfRange(_ index: Int, _ count: Int, _ tag: PolicyValue.Tag) -> Fault {
    Fault(
      .index,
      "expected an index below \(count) for a \(PolicyValue.typeName(tag)) of \(count), "
        + "found \(index)")
  }

  func missingKey(_ key: PolicyValue, in dictionary: PolicyValue) -> Fault {
    note(.errorKeyError, [key])
    return Fault(
      .key, "expected a key of the dictionary, found \(self.shortRepr(key))",
      hint: self.hint(missing: key, in: dictionary))
  }

  private func hint(missing key: PolicyValue, in dictionary: PolicyValue) -> String {
    if key.tag == .string {
      var names: [String] = []
      for entry in 0..<min(heap.count(dictionary), 64) {
        let other = heap.key(dictionary, entry)
        if other.tag == .string { names.append(heap.string(other)) }
      }
      if let near = nearestName(to: heap.string(key), among: names) {
        return "did you mean '\(near)'?"
      }
    }
    return "test with 'in' or read with .get() where a key may be absent"
  }

  @inline(never)
  func subscripted(
    _ container: PolicyValue, _ key: PolicyValue
  ) throws(Fault) -> PolicyValue {
    switch container.tag {
    case .dictionary:
      let entry = try heap.find(container, key)
      if entry < 0 { throw missingKey(key, in: container) }
      return heap.value(container, entry)
    case .list, .tuple, .string, .range:
      if key.tag == .slice { return try sliced(container, key) }
      guard key.isWhole else {
        throw Fault(
          .type,
          "expected an int as the index of \(PolicyValue.describe(container.tag)), "
            + "found \(PolicyValue.describe(key.tag))")
      }
      let count = try length(container)
      let index = key.int < 0 ? Int(key.int) + count : Int(key.int)
      guard index >= 0 && index < count else {
        throw outOfRange(Int(key.int), count, container.tag)
      }
      return try element(container, index)
    default:
      throw Fault(
        .type,
        "expected a dictionary, list, tuple or text before '[', "
          + "found \(PolicyValue.describe(container.tag))",
        hint: container.tag == .none ? "a .get() gives None where the key is absent" : nil)
    }
  }

  /// An element by its place, which must exist.
  func element(_ container: PolicyValue, _ index: Int) throws(Fault) -> PolicyValue {
    switch container.tag {
    case .list, .tuple: return heap.elements(container)[index]
    case .range:
      let range = heap.range(container)
      return .int(range.start + Int64(index) * range.step)
    default: return try character(container, index)
    }
  }

  func character(_ text: PolicyValue, _ index: Int) throws(Fault) -> PolicyValue {
    let bytes = heap.text(text)
    if heap.isASCII(text) { return try heap.makeString(CollectionOfOne(bytes[index])) }
    try heap.spend(index / 8)
    let start = PythonText.offset(ofCharacter: index, in: bytes)
    let end = PythonText.offset(ofCharacter: index + 1, in: bytes)
    return try heap.makeString(Array(bytes[start..<end]))
  }

  func setSubscript(
    _ container: PolicyValue, _ key: PolicyValue, _ value: PolicyValue
  ) throws(Fault) {
    switch container.tag {
    case .dictionary: try heap.set(container, key, value)
    case .list:
      if key.tag == .slice {
        try heap.requireMutable(container)
        return try setSlice(container, key, value)
      }
      try heap.requireChangeable(container)
      let index = try listIndex(container, key)
      let cell = Int(heap.header(container.handle).pointee.data) + index
      try heap.requireMutable(container, cell: cell, number: index, toHold: value)
      heap.setCell(cell, value)
    default:
      throw Fault(
        .type,
        "expected a dictionary or a list to assign to, found "
          + PolicyValue.describe(container.tag))
    }
  }

  private func listIndex(_ list: PolicyValue, _ key: PolicyValue) throws(Fault) -> Int {
    guard key.isWhole else {
      throw Fault(
        .type, "expected an int as the index of a list, found \(PolicyValue.describe(key.tag))")
    }
    let count = heap.count(list)
    let index = key.int < 0 ? Int(key.int) + count : Int(key.int)
    guard index >= 0 && index < count else { throw outOfRange(Int(key.int), count, .list) }
    return index
  }

  func deleteSubscript(_ container: PolicyValue, _ key: PolicyValue) throws(Fault) {
    switch container.tag {
    case .dictionary:
      let entry = try heap.find(container, key)
      if entry < 0 { throw missingKey(key, in: container) }
      try heap.remove(container, entry: entry)
    case .list:
      try heap.requireChangeable(container)
      if key.tag == .slice {
        try heap.requireMovable(container)
        let kept = try keptOutside(container, key)
        heap.elements(container).update(from: kept, count: kept.count)
        heap.header(container.handle).pointee.count = UInt32(kept.count)
        return
      }
      try removeElement(container, try listIndex(container, key))
    default:
      throw Fault(
        .type,
        "expected a dictionary or a list to delete from, found "
          + PolicyValue.describe(container.tag))
    }
  }

  func removeElement(_ list: PolicyValue, _ index: Int) throws(Fault) {
    try heap.requireRemovable(list, index)
    let elements = heap.elements(list)
    let count = heap.count(list)
    try heap.spend((count - index) / 4)
    (elements + index).update(from: elements + index + 1, count: count - 1 - index)
    heap.header(list.handle).pointee.count -= 1
  }

  // MARK: Slices

  /// The places that a slice names: the first, the step and how many.
  private func places(
    _ slice: PolicyValue, count: Int
  ) throws(Fault) -> (start: Int, step: Int, count: Int) {
    func part(_ index: Int) throws(Fault) -> Int? {
      let value = heap.cells[slice.handle + index]
      if value.tag == .none { return nil }
      guard value.isWhole else {
        throw Fault(
          .type, "expected an int or None in a slice, found \(PolicyValue.describe(value.tag))")
      }
      return Int(value.int)
    }
    let step = try part(2) ?? 1
    guard step != 0, step != .min else {
      throw Fault(.value, "expected a step other than zero in a slice, found \(step)")
    }
    func clamped(_ value: Int?, _ otherwise: Int) -> Int {
      guard var value else { return otherwise }
      if value < 0 {
        value = value < -count ? -1 : value + count
        if value < 0 { return step < 0 ? -1 : 0 }
      }
      return min(value, step < 0 ? count - 1 : count)
    }
    let start = clamped(try part(0), step < 0 ? count - 1 : 0)
    let stop = clamped(try part(1), step < 0 ? -1 : count)
    if step > 0 { return (start, step, stop > start ? (stop - start - 1) / step + 1 : 0) }
    return (start, step, start > stop ? (start - stop - 1) / -step + 1 : 0)
  }

  private func sliced(
    _ container: PolicyValue, _ slice: PolicyValue
  ) throws(Fault) -> PolicyValue {
    let length = try length(container)
    let (start, step, count) = try places(slice, count: length)
    try charge(count / 4)
    switch container.tag {
    case .list, .tuple:
      let result = try heap.makeSequence(container.tag, count: count, capacity: count)
      let source = heap.elements(container)
      let target = heap.elements(result)
      for index in 0..<count { target[index] = source[start + index * step] }
      return result
    case .range:
      let range = heap.range(container)
      let first = range.start + Int64(start) * range.step
      let (newStep, overflow) = range.step.multipliedReportingOverflow(by: Int64(step))
      if overflow { throw overflowed("slice") }
      let stop = first.addingReportingOverflow(newStep &* Int64(count))
      return try heap.makeRange(
        Heap.Range(
          start: first, step: newStep, count: Int64(count),
          stop: stop.overflow ? (newStep > 0 ? .max : .min) : stop.partialValue))
    default:
      if heap.isASCII(container) {
        let data = try heap.allocateBytes(count)
        let text = heap.text(container)
        for index in 0..<count { heap.bytes[data + index] = text[start + index * step] }
        return try heap.makeString(data: data, count: count)
      }
      let scalars = Array(heap.string(container).unicodeScalars)
      try charge(scalars.count)
      var result = String.UnicodeScalarView()
      for index in 0..<count { result.append(scalars[start + index * step]) }
      return try heap.makeString(String(result).utf8)
    }
  }

  private func keptOutside(
    _ list: PolicyValue, _ slice: PolicyValue
  ) throws(Fault) -> [PolicyValue] {
    let total = heap.count(list)
    try heap.spend(total)
    let (start, step, count) = try places(slice, count: total)
    var isRemoved = [Bool](repeating: false, count: total)
    for index in 0..<count { isRemoved[start + index * step] = true }
    return (0..<total).filter { !isRemoved[$0] }.map { heap.elements(list)[$0] }
  }

  private func setSlice(
    _ list: PolicyValue, _ slice: PolicyValue, _ value: PolicyValue
  ) throws(Fault) {
    let total = heap.count(list)
    let (start, step, count) = try places(slice, count: total)
    let items = try collect(value)
    if step != 1 {
      guard items.count == count else {
        throw Fault(
          .value, "expected \(count) values for the slice, found \(items.count)")
      }
      for index in 0..<count { heap.elements(list)[start + index * step] = items[index] }
      return
    }
    let all = (0..<total).map { heap.elements(list)[$0] }
    let result = all[..<start] + items + all[(start + count)...]
    try charge(result.count)
    let data = try makeList(Array(result))
    heap.takeContent(of: data, list)
  }

  // MARK: Iteration

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
    while iteration.position < heap.count(source) {
      let entry = iteration.position
      iteration.position += 1
      let key = heap.key(source, entry)
      if key.tag == .unbound {
        try heap.spend(1)
        continue
      }
      switch source.tag {
      case .valueView: return heap.value(source, entry)
      case .itemView:
        let value = heap.value(source, entry)
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
