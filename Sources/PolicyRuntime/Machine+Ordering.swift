// `sorted`, `min` and `max`, `sum`, and what they share: values on a stack of the machine, and calls
// of a function for each of them.

import PolicySyntax

extension Machine {
  // MARK: Values in a row

  /// Puts all elements of an iterable on the stack of native code; gives how many.
  func gather(_ x: PolicyValue) throws(Fault) -> Int {
    if x.tag == .list || x.tag == .tuple {
      let count = heap.count(x)
      try charge(count)
      work.push(heap.elements(x), count: count)
      return count
    }
    if x.tag == .range { try heap.reserve(cells: Int(heap.range(x).count)) }
    let mark = work.count
    var iteration = try iterate(x)
    while true {
      let value = try advance(&iteration)
      if value.tag == .unbound { return work.count - mark }
      try charge(1)
      work.push(value)
    }
  }

  /// A list or tuple of values on the stack.
  func makeSequence(
    _ tag: PolicyValue.Tag, from mark: Int, count: Int
  ) throws(Fault) -> PolicyValue {
    let result = try heap.makeSequence(tag, count: count, capacity: count)
    heap.elements(result).update(from: work.first + mark, count: count)
    return result
  }

  /// `list(x)` and `tuple(x)`.
  func makeSequence(_ tag: PolicyValue.Tag, of x: PolicyValue) throws(Fault) -> PolicyValue {
    let mark = work.count
    defer { work.remove(from: mark) }
    let count = try gather(x)
    return try makeSequence(tag, from: mark, count: count)
  }

  /// Calls any callable with one value from a built-in function such as `sorted`.
  @inline(__always)
  func callBack(_ callee: PolicyValue, _ value: PolicyValue) throws(Fault) -> PolicyValue {
    let window = nativeTop
    guard window - registers < registerLimit else { throw tooDeep() }
    window[0] = value
    defer { nativeTop = window }
    if callee.tag == .function { return try callFunction(callee, window, 1) }
    return try callValue(callee, window, 1)
  }

  // MARK: Order

  @inline(__always)
  private func isLess(_ x: PolicyValue, _ y: PolicyValue) throws(Fault) -> Bool {
    if x.tag == .int && y.tag == .int { return x.int < y.int }
    return try compare(.less, x, y)
  }

  /// `sorted(x, key=…, reverse=…)`, the sorted values on top of the stack; gives how many. It is
  /// stable, by the values themselves or by the results of a function of them.
  func sortedValues(
    _ x: PolicyValue, key: PolicyValue?, isReversed: Bool
  ) throws(Fault) -> Int {
    let mark = work.count
    let count = try gather(x)
    // Python reverses, sorts and reverses, so that equal elements keep their order.
    if isReversed { reverse(mark, count) }
    guard let key, key.tag != .none else {
      try sort(mark, count, valuesAt: nil)
      if isReversed { reverse(mark, count) }
      return count
    }
    // The keys stand behind the values, in the order in which the function is called.
    for index in 0..<count {
      let value = work[mark + (isReversed ? count - 1 - index : index)]
      work.push(try callBack(key, value))
    }
    if isReversed { reverse(mark + count, count) }
    try sort(mark + count, count, valuesAt: mark)
    work.remove(from: mark + count)
    if isReversed { reverse(mark, count) }
    return count
  }

  /// Sorts a list of this step by a list of keys.
  func sort(_ list: PolicyValue, by keys: PolicyValue, isReversed: Bool) throws(Fault) {
    let mark = work.count
    defer { work.remove(from: mark) }
    let count = heap.count(list)
    work.push(heap.elements(list), count: count)
    work.push(heap.elements(keys), count: count)
    if isReversed {
      reverse(mark, count)
      reverse(mark + count, count)
    }
    try sort(mark + count, count, valuesAt: mark)
    if isReversed { reverse(mark, count) }
    heap.elements(list).update(from: work.first + mark, count: count)
  }

  private func reverse(_ mark: Int, _ count: Int) {
    var values = UnsafeMutableBufferPointer(start: work.first + mark, count: count)
    values.reverse()
  }

  /// Sorts keys on the stack, and values in the order of their keys: runs of eight by insertion, then
  /// merged with each other.
  private func sort(_ keys: Int, _ count: Int, valuesAt values: Int?) throws(Fault) {
    let run = 8
    for start in stride(from: 0, to: count, by: run) {
      for index in (start + 1)..<max(start + 1, min(start + run, count)) {
        let key = work[keys + index]
        let value = work[(values ?? keys) + index]
        var place = index
        while place > start {
          try charge(1)
          guard try isLess(key, work[keys + place - 1]) else { break }
          work.first[keys + place] = work[keys + place - 1]
          if let values { work.first[values + place] = work[values + place - 1] }
          place -= 1
        }
        work.first[keys + place] = key
        if let values { work.first[values + place] = value }
      }
    }
    guard count > run else { return }
    // Room for the merged ones, keys and then values.
    let spare = work.count
    defer { work.remove(from: spare) }
    for index in 0..<count { work.push(work[keys + index]) }
    for index in 0..<count { work.push(work[(values ?? keys) + index]) }
    var width = run
    while width < count {
      for start in stride(from: 0, to: count, by: 2 * width) {
        let middle = min(start + width, count)
        let end = min(start + 2 * width, count)
        var (left, right) = (start, middle)
        for place in start..<end {
          var takesRight = left == middle
          if !takesRight, right < end {
            try charge(1)
            takesRight = try isLess(work[keys + right], work[keys + left])
          }
          let from = takesRight ? right : left
          work.first[spare + place] = work[keys + from]
          if let values { work.first[spare + count + place] = work[values + from] }
          if takesRight { right += 1 } else { left += 1 }
        }
      }
      (work.first + keys).update(from: work.first + spare, count: count)
      if let values {
        (work.first + values).update(from: work.first + spare + count, count: count)
      }
      width *= 2
    }
  }

  func extreme(_ builtin: Builtin, _ arguments: Arguments) throws(Fault) -> PolicyValue {
    let key = arguments.keyword(names.key, self)
    let fallback = arguments.keyword(names.fallback, self)
    if arguments.count == 0
      || arguments.namedCount != (key == nil ? 0 : 1) + (fallback == nil ? 0 : 1)
    {
      try arguments.check(builtin.name, 1...255, keywords: ["key", "default"], self)
    }
    var best = PolicyValue.unbound
    var bestRank = PolicyValue.unbound
    func note(_ value: PolicyValue) throws(Fault) {
      let rank = key == nil || key!.tag == .none ? value : try callBack(key!, value)
      if best.tag != .unbound {
        let isBetter =
          builtin == .min ? try isLess(rank, bestRank) : try isGreater(rank, bestRank)
        if !isBetter { return }
      }
      (best, bestRank) = (value, rank)
    }
    if arguments.count > 1 {
      for index in 0..<arguments.count { try note(arguments[index]) }
    } else {
      var iteration = try iterate(arguments[0])
      while true {
        let value = try advance(&iteration)
        if value.tag == .unbound { break }
        try charge(1)
        try note(value)
      }
    }
    if best.tag != .unbound { return best }
    if let fallback, arguments.count == 1 { return fallback }
    throw Fault(
      .value, "expected at least one element for \(builtin.name)(), found none",
      hint: "give a value for the empty case: \(builtin.name)(xs, default=0)")
  }

  @inline(__always)
  private func isGreater(_ x: PolicyValue, _ y: PolicyValue) throws(Fault) -> Bool {
    if x.tag == .int && y.tag == .int { return x.int > y.int }
    return try compare(.greater, x, y)
  }

  func sum(_ iterable: PolicyValue, _ start: PolicyValue?) throws(Fault) -> PolicyValue {
    if start?.tag == .string {
      throw Fault(.type, "expected numbers for sum(), found text", hint: "use \"\".join(xs)")
    }
    var total = start ?? .int(Int64(0))
    var iteration = try iterate(iterable)
    while true {
      let value = try advance(&iteration)
      if value.tag == .unbound { return total }
      try charge(1)
      if total.tag == .int && value.tag == .int {
        let (sum, overflow) = total.int.addingReportingOverflow(value.int)
        if overflow { throw overflowed("+") }
        total = .int(sum)
      } else {
        total = try arithmetic(.add, total, value, inPlace: false)
      }
    }
  }

  // MARK: Several collections at once

  func zipped(_ arguments: Arguments) throws(Fault) -> PolicyValue {
    if !arguments.arePositional {
      try arguments.check("zip", 0...255, keywords: ["strict"], self)
    }
    let mark = work.count
    defer { work.remove(from: mark) }
    // First where the columns begin, then the columns.
    let width = arguments.count
    for _ in 0..<width { work.push(.int(Int64(0))) }
    var count = Int.max
    var isEven = true
    for index in 0..<width {
      work.first[mark + index] = .int(Int64(work.count))
      let length = try gather(arguments[index])
      isEven = isEven && (index == 0 || length == count)
      count = min(count, length)
    }
    if width == 0 { count = 0 }
    if !isEven, let strict = arguments.keyword("strict", self), truth(strict) {
      throw Fault(.value, "expected collections of one length for zip(), found different ones")
    }
    let rows = try heap.makeSequence(.list, count: count, capacity: count)
    for row in 0..<count { heap.elements(rows)[row] = .none }
    for row in 0..<count {
      let tuple = try heap.makeSequence(.tuple, count: width, capacity: width)
      for column in 0..<width {
        heap.elements(tuple)[column] = work[Int(work[mark + column].int) + row]
      }
      heap.elements(rows)[row] = tuple
    }
    return try makeIterator(rows)
  }

  func enumerated(_ x: PolicyValue, from start: Int64) throws(Fault) -> PolicyValue {
    let mark = work.count
    defer { work.remove(from: mark) }
    let count = try gather(x)
    if start.addingReportingOverflow(Int64(count)).overflow { throw overflowed("enumerate()") }
    for index in 0..<count {
      let pair = try heap.makeSequence(.tuple, count: 2, capacity: 2)
      heap.elements(pair)[0] = .int(start + Int64(index))
      heap.elements(pair)[1] = work[mark + index]
      work.first[mark + index] = pair
    }
    return try makeIterator(try makeSequence(.list, from: mark, count: count))
  }

  func mapOrFilter(_ builtin: Builtin, _ arguments: Arguments) throws(Fault) -> PolicyValue {
    try arguments.check(builtin.name, 2...(builtin == .map ? 255 : 2), self)
    let function = arguments[0]
    let mark = work.count
    defer { work.remove(from: mark) }
    if arguments.count == 2 {
      let count = try gather(arguments[1])
      var kept = 0
      for index in 0..<count {
        try charge(1)
        let value = work[mark + index]
        let result =
          function.tag == .none && builtin == .filter ? value : try callBack(function, value)
        if builtin == .filter && !truth(result) { continue }
        work.first[mark + kept] = builtin == .filter ? value : result
        kept += 1
      }
      return try makeIterator(try makeSequence(.list, from: mark, count: kept))
    }
    var columns: [[PolicyValue]] = []
    for index in 1..<arguments.count { columns.append(try collect(arguments[index])) }
    let count = columns.map(\.count).min() ?? 0
    for row in 0..<count {
      try charge(1)
      work.push(try callBack(function, columns.map { $0[row] }))
    }
    return try makeIterator(try makeSequence(.list, from: mark, count: count))
  }
}
