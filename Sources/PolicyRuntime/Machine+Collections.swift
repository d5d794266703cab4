// Operators and subscripts of collections.

import PolicySyntax

extension Machine {
  // MARK: Operators

  func collections(
    _ operation: Operation, _ x: PolicyValue, _ y: PolicyValue, inPlace: Bool
  ) throws(Fault) -> PolicyValue {
    if inPlace, operation == .bitOr, x.tag == .set, y.tag == .set {
      try update(x, y)
      return x
    }
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
    if container.tag == .list || container.tag == .tuple, value.tag == .int || value.isInterned {
      // Most elements are of the same kind as the value.
      for index in 0..<heap.count(container) {
        try charge(1)
        let element = heap.elements(container)[index]
        if element.isIdentical(to: value) { return true }
        if element.tag == value.tag && element.isInterned == value.isInterned { continue }
        if try heap.isEqual(element, value) { return true }
      }
      return false
    }
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
        let total = heap.count(container)
        if let (start, count) = plainRange(key, count: total) {
          try heap.spend((total - start) / 4)
          let elements = heap.elements(container) + start
          elements.update(from: elements + count, count: total - start - count)
          heap.header(container.handle).pointee.count = UInt32(total - count)
          return
        }
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
}
