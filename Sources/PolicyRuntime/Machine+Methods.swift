// The methods of lists, tuples, dictionaries and sets.

import PolicySyntax

extension Machine {
  /// Whether values of a type have a method.
  @inline(__always)
  static func has(_ method: Method, _ tag: PolicyValue.Tag) -> Bool {
    methodTable[Int(tag.rawValue) << 8 | Int(method.rawValue)]
  }

  /// For every tag and method whether values of the tag have it.
  private static let methodTable: [Bool] = {
    var table = [Bool](repeating: false, count: 256 * 64)
    func add(_ tag: PolicyValue.Tag, _ methods: [Method]) {
      for method in methods { table[Int(tag.rawValue) << 8 | Int(method.rawValue)] = true }
    }
    // Of types, taken as functions: `str.lower(text)`.
    add(.builtin, Method.allCases)
    add(.instance, [.errorInit])
    add(
      .list,
      [.append, .clear, .copy, .count, .extend, .index, .insert, .pop, .remove, .reverse, .sort])
    add(.tuple, [.count, .index])
    add(
      .dictionary,
      [.clear, .copy, .get, .items, .keys, .pop, .popitem, .setdefault, .update, .values])
    add(
      .set,
      [
        .add, .clear, .copy, .difference, .discard, .intersection, .isdisjoint, .issubset,
        .issuperset, .pop, .remove, .symmetricDifference, .union, .update, .intersectionUpdate,
        .differenceUpdate, .symmetricDifferenceUpdate,
      ])
    add(.keyView, [.isdisjoint])
    add(.itemView, [.isdisjoint])
    add(.int, [.bitLength, .bitCount])
    add(.bool, [.bitLength, .bitCount])
    add(.real, [.isInteger])
    add(
      .string,
      [
        .capitalize, .count, .endswith, .find, .format, .index, .isalnum, .isalpha, .isdigit,
        .islower, .isspace, .isupper, .join, .ljust, .lower, .lstrip, .partition, .removeprefix,
        .removesuffix, .replace, .rfind, .rjust, .rpartition, .rsplit, .rstrip, .split,
        .splitlines, .startswith, .strip, .swapcase, .title, .upper, .zfill, .center, .rindex,
        .isnumeric, .isdecimal, .casefold, .isascii, .isidentifier,
      ])
    return table
  }()

  func callMethod(
    _ method: Method, _ receiver: PolicyValue, _ arguments: Arguments
  ) throws(Fault) -> PolicyValue {
    guard arguments.arePositional else { return try callAnyMethod(method, receiver, arguments) }
    switch receiver.tag {
    case .string:
      if let result = try quickString(method, receiver, arguments) { return result }
    case .list where method == .append && arguments.count == 1:
      try heap.append(arguments[0], to: receiver)
      return .none
    case .dictionary where arguments.count == 0:
      switch method {
      case .items: return PolicyValue(tag: .itemView, handle: receiver.handle)
      case .values: return PolicyValue(tag: .valueView, handle: receiver.handle)
      case .keys: return PolicyValue(tag: .keyView, handle: receiver.handle)
      default: break
      }
    default: break
    }
    return try callAnyMethod(method, receiver, arguments)
  }

  @inline(never)
  private func callAnyMethod(
    _ method: Method, _ receiver: PolicyValue, _ arguments: Arguments
  ) throws(Fault) -> PolicyValue {
    switch receiver.tag {
    case .dictionary: return try dictionaryMethod(method, receiver, arguments)
    case .list: return try listMethod(method, receiver, arguments)
    case .string: return try stringMethod(method, receiver, arguments)
    case .set: return try setMethod(method, receiver, arguments)
    case .keyView, .itemView:
      guard method == .isdisjoint else { throw noMethod(method.name, receiver) }
      try check(method, arguments, 1...1)
      return .bool(try isDisjoint(receiver, arguments[0]))
    case .builtin: return try typeMethod(method, receiver, arguments)
    case .instance:
      try check(method, arguments, 0...255)
      try heap.set(
        heap.cells[receiver.handle + 1], .string(heap.intern("args")),
        try makeTuple((0..<arguments.count).map { arguments[$0] }))
      return .none
    case .int, .bool:
      guard method == .bitLength || method == .bitCount else {
        throw noMethod(method.name, receiver)
      }
      try check(method, arguments, 0...0)
      if method == .bitCount { return .int(receiver.int.magnitude.nonzeroBitCount) }
      return .int(Int64(64 - receiver.int.magnitude.leadingZeroBitCount))
    case .real:
      guard method == .isInteger else { throw noMethod(method.name, receiver) }
      try check(method, arguments, 0...0)
      return .bool(receiver.real.isFinite && receiver.real.rounded() == receiver.real)
    case .tuple:
      switch method {
      case .count, .index: return try search(method, receiver, arguments)
      default: throw noMethod(method.name, receiver)
      }
    default: throw noMethod(method.name, receiver)
    }
  }

  /// `dict.fromkeys(keys)`, and methods taken from a type: `str.lower(text)`.
  private func typeMethod(
    _ method: Method, _ receiver: PolicyValue, _ arguments: Arguments
  ) throws(Fault) -> PolicyValue {
    let type = unsafeBitCast(UInt8(truncatingIfNeeded: receiver.bits), to: Builtin.self)
    if type == .dict, method == .fromkeys {
      try check(method, arguments, 1...2)
      let result = try heap.makeDictionary(capacity: 4)
      for key in try collect(arguments[0]) {
        try heap.set(result, key, arguments.count == 2 ? arguments[1] : .none)
      }
      return result
    }
    let tag: PolicyValue.Tag? =
      switch type {
      case .str: .string
      case .list: .list
      case .dict: .dictionary
      case .set: .set
      case .tuple: .tuple
      case .int: .int
      case .float: .real
      default: nil
      }
    guard let tag, Machine.has(method, tag) else {
      throw noMethod(method.name, receiver)
    }
    guard arguments.count > 0, arguments[0].tag == tag else {
      throw Fault(
        .type,
        "expected a \(type.name) for \(type.name).\(method.name)(), found "
          + (arguments.count == 0 ? "nothing" : PolicyValue.describe(arguments[0].tag)))
    }
    return try callMethod(method, arguments[0], arguments.dropFirst)
  }

  private func check(
    _ method: Method, _ arguments: Arguments, _ allowed: ClosedRange<Int>,
    _ keywords: [String] = []
  ) throws(Fault) {
    if arguments.arePositional, allowed.contains(arguments.count) { return }
    try arguments.check(method.name, allowed, keywords: keywords, self)
  }

  // MARK: Dictionaries

  private func dictionaryMethod(
    _ method: Method, _ receiver: PolicyValue, _ arguments: Arguments
  ) throws(Fault) -> PolicyValue {
    switch method {
    case .get:
      try check(method, arguments, 1...2)
      let entry = try heap.find(receiver, arguments[0])
      if entry >= 0 { return heap.value(receiver, entry) }
      return arguments.count == 2 ? arguments[1] : .none
    case .keys, .values, .items:
      try check(method, arguments, 0...0)
      let tag: PolicyValue.Tag =
        method == .keys ? .keyView : method == .values ? .valueView : .itemView
      return PolicyValue(tag: tag, handle: receiver.handle)
    case .copy:
      try check(method, arguments, 0...0)
      return try copyDictionary(receiver)
    case .clear:
      try check(method, arguments, 0...0)
      try heap.removeAll(receiver)
      return .none
    case .pop:
      try check(method, arguments, 1...2)
      try heap.requireChangeable(receiver)
      // An empty dictionary does not even ask for the key's hash.
      let isEmpty = heap.liveCount(receiver) == 0
      let entry = isEmpty ? -1 : try heap.find(receiver, arguments[0])
      if entry < 0 {
        guard arguments.count == 2 else { throw missingKey(arguments[0], in: receiver) }
        return arguments[1]
      }
      let value = heap.value(receiver, entry)
      try heap.remove(receiver, entry: entry)
      return value
    case .popitem:
      try check(method, arguments, 0...0)
      try heap.requireChangeable(receiver)
      var entry = heap.count(receiver) - 1
      while entry >= 0, heap.key(receiver, entry).tag == .unbound {
        try heap.spend(1)
        entry -= 1
      }
      guard entry >= 0 else {
        throw Fault(.key, "expected an entry for popitem(), found an empty dictionary")
      }
      let pair = try makeTuple([heap.key(receiver, entry), heap.value(receiver, entry)])
      try heap.remove(receiver, entry: entry)
      return pair
    case .setdefault:
      try check(method, arguments, 1...2)
      let entry = try heap.find(receiver, arguments[0])
      if entry >= 0 { return heap.value(receiver, entry) }
      let value = arguments.count == 2 ? arguments[1] : .none
      try heap.set(receiver, arguments[0], value)
      return value
    case .update:
      guard arguments.count <= 1 else {
        throw Fault(.type, "expected at most 1 argument for update(), found \(arguments.count)")
      }
      if arguments.count > 0 { try update(receiver, arguments[0]) }
      for (name, value) in arguments.named(self) { try heap.set(receiver, .string(name), value) }
      return .none
    default: throw noMethod(method.name, receiver)
    }
  }

  // MARK: Lists

  private func listMethod(
    _ method: Method, _ receiver: PolicyValue, _ arguments: Arguments
  ) throws(Fault) -> PolicyValue {
    switch method {
    case .append:
      try check(method, arguments, 1...1)
      try heap.append(arguments[0], to: receiver)
      return .none
    case .extend:
      try check(method, arguments, 1...1)
      try extend(receiver, arguments[0])
      return .none
    case .clear:
      try check(method, arguments, 0...0)
      try heap.requireMovable(receiver)
      heap.header(receiver.handle).pointee.count = 0
      return .none
    case .copy:
      try check(method, arguments, 0...0)
      return try makeSequence(.list, of: receiver)
    case .insert:
      try check(method, arguments, 2...2)
      try heap.requireMutable(receiver)
      let count = heap.count(receiver)
      let wanted = Int(try integer(arguments[0], "insert()"))
      let index = wanted < 0 ? max(0, wanted + count) : min(wanted, count)
      try heap.spend((count - index) / 4)
      try heap.append(.none, to: receiver)
      let elements = heap.elements(receiver)
      for place in stride(from: count, to: index, by: -1) { elements[place] = elements[place - 1] }
      elements[index] = arguments[1]
      return .none
    case .pop:
      try check(method, arguments, 0...1)
      try heap.requireChangeable(receiver)
      let count = heap.count(receiver)
      let wanted = arguments.count == 1 ? Int(try integer(arguments[0], "pop()")) : -1
      let index = wanted < 0 ? wanted + count : wanted
      guard index >= 0 && index < count else {
        if count == 0 { throw Fault(.index, "expected an element for pop(), found an empty list") }
        throw outOfRange(wanted, count, .list)
      }
      let value = heap.elements(receiver)[index]
      try removeElement(receiver, index)
      return value
    case .remove:
      try check(method, arguments, 1...1)
      try heap.requireChangeable(receiver)
      guard let index = try place(of: arguments[0], in: receiver, 0, heap.count(receiver)) else {
        throw Fault(
          .value,
          "expected an element of the list for remove(), "
            + "found \(self.shortRepr(arguments[0]))")
      }
      try removeElement(receiver, index)
      return .none
    case .reverse:
      try check(method, arguments, 0...0)
      try heap.requireMovable(receiver)
      try charge(heap.count(receiver) / 4)
      var elements = UnsafeMutableBufferPointer(
        start: heap.elements(receiver), count: heap.count(receiver))
      elements.reverse()
      return .none
    case .sort:
      try check(method, arguments, 0...0, ["key", "reverse"])
      try heap.requireMutable(receiver)
      let mark = work.count
      defer { work.remove(from: mark) }
      let count = try sortedValues(
        receiver, key: arguments.keyword(names.key, self), isReversed: try isReversed(arguments))
      guard heap.count(receiver) == count else {
        throw Fault(.value, "expected a list that keeps its size while sorted, found it changed")
      }
      heap.elements(receiver).update(from: work.first + mark, count: count)
      return .none
    case .count, .index: return try search(method, receiver, arguments)
    default: throw noMethod(method.name, receiver)
    }
  }

  private func place(
    of value: PolicyValue, in list: PolicyValue, _ start: Int, _ end: Int
  ) throws(Fault) -> Int? {
    var index = start
    while index < end {
      try charge(1)
      let element = heap.elements(list)[index]
      if element.isIdentical(to: value) { return index }
      if try heap.isEqual(element, value) { return index }
      index += 1
    }
    return nil
  }

  private func search(
    _ method: Method, _ receiver: PolicyValue, _ arguments: Arguments
  ) throws(Fault) -> PolicyValue {
    try check(method, arguments, 1...(method == .index ? 3 : 1))
    let count = heap.count(receiver)
    if method == .index {
      let (start, end) = try bounds(arguments, count)
      guard let index = try place(of: arguments[0], in: receiver, start, end) else {
        throw Fault(
          .value,
          "expected an element of the \(PolicyValue.typeName(receiver.tag)) for index(), "
            + "found \(self.shortRepr(arguments[0]))")
      }
      return .int(index)
    }
    var found = 0
    var index = 0
    while let place = try place(of: arguments[0], in: receiver, index, count) {
      found += 1
      index = place + 1
    }
    return .int(found)
  }

  /// The optional start and end in the second and third argument, as for slices.
  func bounds(_ arguments: Arguments, _ count: Int) throws(Fault) -> (Int, Int) {
    func bound(_ index: Int, _ otherwise: Int) throws(Fault) -> Int {
      guard arguments.count > index, arguments[index].tag != .none else { return otherwise }
      let value = Int(try integer(arguments[index], "the bounds"))
      return value < 0 ? max(0, value + count) : min(value, count)
    }
    let start = try bound(1, 0)
    return (
      arguments.count > 1 && arguments[1].isWhole && arguments[1].int > count
        ? count + 1 : start, try bound(2, count)
    )
  }

  // MARK: Sets

  private func setMethod(
    _ method: Method, _ receiver: PolicyValue, _ arguments: Arguments
  ) throws(Fault) -> PolicyValue {
    switch method {
    case .add:
      try check(method, arguments, 1...1)
      try heap.set(receiver, arguments[0], .none)
      return .none
    case .discard, .remove:
      try check(method, arguments, 1...1)
      try heap.requireChangeable(receiver)
      let entry = try heap.find(receiver, arguments[0])
      if entry >= 0 {
        try heap.remove(receiver, entry: entry)
      } else if method == .remove {
        throw Fault(.key, "expected a member of the set, found \(self.shortRepr(arguments[0]))")
      }
      return .none
    case .clear:
      try heap.removeAll(receiver)
      return .none
    case .copy: return try copyDictionary(receiver)
    case .pop:
      try check(method, arguments, 0...0)
      try heap.requireChangeable(receiver)
      for entry in 0..<heap.count(receiver) {
        let key = heap.key(receiver, entry)
        if key.tag == .unbound {
          try heap.spend(1)
          continue
        }
        try heap.remove(receiver, entry: entry)
        return key
      }
      throw Fault(.key, "expected a member for pop(), found an empty set")
    case .update:
      for index in 0..<arguments.count { try update(receiver, arguments[index]) }
      return .none
    case .union:
      let result = try copyDictionary(receiver)
      for index in 0..<arguments.count { try update(result, arguments[index]) }
      return result
    case .intersection, .difference:
      try check(method, arguments, 0...255)
      var result = try copyDictionary(receiver)
      for index in 0..<arguments.count {
        let other = try toSet(arguments[index])
        let next = try heap.makeDictionary(.set, capacity: 4)
        try addMembers(
          of: result, to: next, where: { $0 == (method == .intersection) }, in: other)
        result = next
      }
      return result
    case .symmetricDifference:
      try check(method, arguments, 1...1)
      let other = try toSet(arguments[0])
      let result = try heap.makeDictionary(.set, capacity: 4)
      try addMembers(of: receiver, to: result, where: { !$0 }, in: other)
      try addMembers(of: other, to: result, where: { !$0 }, in: receiver)
      return result
    case .differenceUpdate where arguments.count == 1 && arguments[0].tag != .set:
      // One by one: where a member cannot be hashed, those before it are gone.
      try heap.requireMutable(receiver)
      for member in try collect(arguments[0]) {
        let entry = try heap.find(receiver, member)
        if entry >= 0 { try heap.remove(receiver, entry: entry) }
      }
      return .none
    case .intersectionUpdate, .differenceUpdate, .symmetricDifferenceUpdate:
      try check(method, arguments, 1...1)
      let operation: Operation =
        method == .intersectionUpdate
        ? .bitAnd : method == .differenceUpdate ? .subtract : .bitXor
      _ = try collections(operation, receiver, try toSet(arguments[0]), inPlace: true)
      return .none
    case .issubset:
      try check(method, arguments, 1...1)
      return .bool(try isSubset(receiver, try toSet(arguments[0])))
    case .issuperset:
      try check(method, arguments, 1...1)
      return .bool(try isSubset(try toSet(arguments[0]), receiver))
    case .isdisjoint:
      try check(method, arguments, 1...1)
      for value in try collect(arguments[0]) where try heap.find(receiver, value) >= 0 {
        return .bool(false)
      }
      return .bool(true)
    default: throw noMethod(method.name, receiver)
    }
  }

  func toSet(_ value: PolicyValue) throws(Fault) -> PolicyValue {
    if value.tag == .set { return value }
    let result = try heap.makeDictionary(.set, capacity: 4)
    try update(result, value)
    return result
  }
}
