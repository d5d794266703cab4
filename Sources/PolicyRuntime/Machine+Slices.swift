// Slices of lists, tuples, ranges and strings.

import PolicySyntax

extension Machine {
  /// The places that a slice names: the first, the step and how many.
  func places(
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

  /// The range of a slice whose step is 1 and whose bounds are written as numbers or not at all.
  @inline(__always)
  func plainRange(_ slice: PolicyValue, count: Int) -> (start: Int, count: Int)? {
    let parts = heap.cells + slice.handle
    guard parts[2].tag == .none, parts[0].tag == .int || parts[0].tag == .none,
      parts[1].tag == .int || parts[1].tag == .none
    else { return nil }
    @inline(__always) func clamped(_ value: Int) -> Int {
      value < 0 ? (value < -count ? 0 : value + count) : min(value, count)
    }
    let start = parts[0].tag == .none ? 0 : clamped(Int(parts[0].int))
    let end = parts[1].tag == .none ? count : clamped(Int(parts[1].int))
    return (start, max(0, end - start))
  }

  func sliced(
    _ container: PolicyValue, _ slice: PolicyValue
  ) throws(Fault) -> PolicyValue {
    let length = try length(container)
    if container.tag != .range, let (start, count) = plainRange(slice, count: length) {
      if container.tag != .string {
        try charge(count / 4)
        let result = try heap.makeSequence(container.tag, count: count, capacity: count)
        heap.elements(result).update(from: heap.elements(container) + start, count: count)
        return result
      }
      if heap.isASCII(container) {
        try charge(count / 4)
        return try heap.makePart(of: container, start, count)
      }
    }
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

  func keptOutside(
    _ list: PolicyValue, _ slice: PolicyValue
  ) throws(Fault) -> [PolicyValue] {
    let total = heap.count(list)
    try heap.spend(total)
    let (start, step, count) = try places(slice, count: total)
    var isRemoved = [Bool](repeating: false, count: total)
    for index in 0..<count { isRemoved[start + index * step] = true }
    return (0..<total).filter { !isRemoved[$0] }.map { heap.elements(list)[$0] }
  }

  func setSlice(
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
}
