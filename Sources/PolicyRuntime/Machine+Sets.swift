// Sets, and the views of dictionaries that are sets: of keys, and of entries.

import PolicySyntax

extension Machine {
  /// Sets, and the views of dictionaries that compare as sets.
  static func isSetLike(_ x: PolicyValue) -> Bool {
    x.tag == .set || x.tag == .keyView || x.tag == .itemView
  }

  /// `x & y` where one is a view. CPython goes through one and looks for its members in the other, so
  /// that values which cannot be hashed do not matter unless they are found.
  func viewIntersection(_ x: PolicyValue, _ y: PolicyValue) throws(Fault) -> PolicyValue {
    var (view, other) = x.tag.isView ? (x, y) : (y, x)
    if other.tag == .set, heap.liveCount(view) <= heap.liveCount(other) {
      return try collections(.bitAnd, try toSet(view), other, inPlace: false)
    }
    if other.tag.isView, heap.liveCount(other) > heap.liveCount(view) {
      (view, other) = (other, view)
    }
    let result = try heap.makeDictionary(.set, capacity: 4)
    for member in try collect(other) {
      try charge(1)
      if try isMember(member, of: view) { try heap.set(result, member, .none) }
    }
    return result
  }

  /// `x ^ y` for two views of entries, after which only entries that both do not share must be hashed.
  func itemDifference(_ x: PolicyValue, _ y: PolicyValue) throws(Fault) -> PolicyValue {
    let result = try heap.makeDictionary(.set, capacity: 4)
    for (members, other) in [(y, x), (x, y)] {
      for member in try collect(members) {
        try charge(1)
        if try !isMember(member, of: other) { try heap.set(result, member, .none) }
      }
    }
    return result
  }

  /// A comparison of views, and of views with sets. As in CPython the members of one are looked for in
  /// the other, so that values of entries are hashed only where they are looked for in a set.
  func compareSets(
    _ operation: Operation, _ x: PolicyValue, _ y: PolicyValue
  ) throws(Fault) -> Bool {
    // A set leaves it to the view: `s < v` is `v > s`.
    let (view, other) = x.tag.isView ? (x, y) : (y, x)
    let (count, otherCount) = (heap.liveCount(view), heap.liveCount(other))
    let isBelow = operation == (x.tag.isView ? .less : .greater)
    let isAtMost = operation == (x.tag.isView ? .lessEqual : .greaterEqual)
    switch operation {
    case .equal, .notEqual:
      guard count == otherCount else { return operation == .notEqual }
      return try isContained(view, in: other) == (operation == .equal)
    default:
      let isStrict = operation == .less || operation == .greater
      if isBelow || isAtMost {
        guard isStrict ? count < otherCount : count <= otherCount else { return false }
        return try isContained(view, in: other)
      }
      guard isStrict ? count > otherCount : count >= otherCount else { return false }
      return try isContained(other, in: view)
    }
  }

  /// Whether a view and any collection have no member in common. The larger of two sets is asked.
  func isDisjoint(_ view: PolicyValue, _ other: PolicyValue) throws(Fault) -> Bool {
    let isSwapped = Machine.isSetLike(other) && heap.liveCount(other) > heap.liveCount(view)
    for member in try collect(isSwapped ? view : other) {
      try charge(1)
      if try contains(isSwapped ? other : view, member) { return false }
    }
    return true
  }

  private func isContained(_ x: PolicyValue, in y: PolicyValue) throws(Fault) -> Bool {
    for member in try collect(x) {
      try charge(1)
      if try !isMember(member, of: y) { return false }
    }
    return true
  }

  func isMember(_ member: PolicyValue, of view: PolicyValue) throws(Fault) -> Bool {
    guard view.tag == .itemView else { return try heap.find(view, member) >= 0 }
    guard member.tag == .tuple, heap.count(member) == 2 else { return false }
    let (key, value) = (heap.elements(member)[0], heap.elements(member)[1])
    let entry = try heap.find(view, key)
    guard entry >= 0 else { return false }
    let found = heap.value(view, entry)
    if found.isIdentical(to: value) { return true }
    return try heap.isEqual(found, value)
  }

  /// Adds the members of one set, as `isWanted` says of their being in another.
  func addMembers(
    of x: PolicyValue, to result: PolicyValue, where isWanted: (Bool) -> Bool,
    in y: PolicyValue
  ) throws(Fault) {
    try charge(heap.count(x))
    for entry in 0..<heap.count(x) {
      let key = heap.key(x, entry)
      if key.tag == .unbound { continue }
      let isFound = try heap.find(y, key) >= 0
      if isWanted(isFound) { try heap.set(result, key, .none) }
    }
  }

  func copyDictionary(_ x: PolicyValue) throws(Fault) -> PolicyValue {
    let result = try heap.makeDictionary(x.tag, capacity: heap.liveCount(x))
    try update(result, x)
    return result
  }
}
