// State: what objects of the policy's classes hold from step to step.
//
// CPython keeps the attributes of an object as long as the object. Here the arena forgets a step's
// values, so after a step that changed an attribute, or a list or dictionary that stands on one, all
// values that are reachable from the attributes of the permanent objects are copied out, breadth
// first (C. J. Cheney, CACM 13, 1970, with a table instead of forwarding marks, since the step's
// values stay readable). At the beginning of the next step the copy stands where the arena of steps
// begins, at the handles that it was made for. A step that changes nothing copies nothing, and nor does
// one that only writes numbers, or values that last, into places that were there.

import PolicySyntax

/// The attributes of all permanent objects with everything they hold, as a value.
struct StoredState: Sendable {
  var cells: [PolicyValue] = []
  var bytes: [UInt8] = []
  /// The dictionary of attributes of each permanent object.
  var attributes: [PolicyValue] = []

  /// The largest state, in bytes of values and as many of text.
  static let limit = 1 << 20
}

extension Heap {
  /// Copies what is reachable from dictionaries of attributes.
  ///
  /// Objects below `frozenTop` stay where they are; when the module's code has just run, instead
  /// those that `permanent` holds.
  func store(
    _ attributes: [PolicyValue], permanent: Set<Int>? = nil
  ) throws(Fault) -> StoredState {
    var writer = StateWriter(heap: self, permanent: permanent)
    var state = StoredState()
    for dictionary in attributes { state.attributes.append(try writer.moved(dictionary)) }
    try writer.finish()
    state.cells = writer.cells
    state.bytes = writer.bytes
    return state
  }

  /// The handles of everything reachable from values, but not through objects of classes.
  func reachable(from values: [PolicyValue]) throws(Fault) -> Set<Int> {
    var seen: Set<Int> = []
    var pending = values
    while let value = pending.popLast() {
      guard value.isHandle, seen.insert(value.handle).inserted, value.tag != .instance else {
        continue
      }
      try parts(of: value) { pending.append(cells[$0]) }
    }
    return seen
  }

  /// Visits the cells of an object that hold values.
  func parts(of value: PolicyValue, _ visit: (Int) -> Void) throws(Fault) {
    let handle = value.handle
    switch value.tag {
    case .list, .tuple:
      let header = header(handle).pointee
      for index in 0..<Int(header.count) { visit(Int(header.data) + index) }
    case .dictionary, .set, .keyView, .valueView, .itemView:
      let header = header(handle).pointee
      for index in 0..<(Int(header.count) * 2) { visit(Int(header.data) + index) }
    case .function, .staticMethod, .classMethod, .property:
      let bits = cells[handle].bits
      for index in 0..<Int(bits >> 32 & 0xFFFF + bits >> 48) { visit(handle + 1 + index) }
    case .method, .boundMethod, .instance, .error, .classType:
      visit(handle)
      visit(handle + 1)
    case .cell: visit(handle)
    case .slice:
      for index in 0..<3 { visit(handle + index) }
    default: break
    }
  }
}

extension PolicyValue {
  /// Whether the value is a handle into the arena.
  var isHandle: Bool {
    switch tag {
    case .int, .real, .bool, .unbound, .none, .builtin, .module: false
    case .string: !isInterned
    default: true
    }
  }
}

/// Copies objects behind each other into cells of their own. Functions are never copied: only those
/// that the module's code made can last.
private struct StateWriter {
  let heap: Heap
  let permanent: Set<Int>?
  var cells: [PolicyValue] = []
  var bytes: [UInt8] = []
  private var places: [Int: Int] = [:]
  /// Ranges of copied cells whose values still name the places of the originals.
  private var pending: [Range<Int>] = []

  init(heap: Heap, permanent: Set<Int>?) {
    self.heap = heap
    self.permanent = permanent
  }

  /// The value at its new place.
  mutating func moved(_ value: PolicyValue) throws(Fault) -> PolicyValue {
    guard value.isHandle, value.tag != .classType else { return value }
    let handle = value.handle
    switch value.tag {
    case .instance, .function, .staticMethod, .classMethod, .property:
      if handle < heap.frozenTop { return value }
    default: break
    }
    if let permanent {
      if permanent.contains(handle) { return value }
    } else if handle < heap.frozenTop {
      return value
    }
    if let place = places[handle] { return PolicyValue(tag: value.tag, handle: place) }
    let place = heap.frozenTop + cells.count
    places[handle] = place
    try copy(value)
    guard max(cells.count * 16, bytes.count) <= StoredState.limit else {
      throw Fault(
        .memoryLimit, "expected at most \(StoredState.limit) bytes of state on self, found more",
        hint: "keep only what the next steps need")
    }
    return PolicyValue(tag: value.tag, handle: place)
  }

  mutating func finish() throws(Fault) {
    var next = 0
    while next < pending.count {
      for index in pending[next] { cells[index] = try moved(cells[index]) }
      next += 1
    }
  }

  private mutating func take(_ start: Int, _ count: Int) {
    for index in start..<(start + count) { cells.append(heap.cells[index]) }
  }

  private mutating func change<Part>(_ index: Int, _ edit: (inout Part) -> Void) {
    cells.withUnsafeMutableBytes { raw in
      let place = raw.baseAddress! + index * MemoryLayout<PolicyValue>.stride
      edit(&place.assumingMemoryBound(to: Part.self).pointee)
    }
  }

  private mutating func copy(_ value: PolicyValue) throws(Fault) {
    let handle = value.handle
    let start = cells.count
    func place(_ index: Int) -> UInt32 { UInt32(truncatingIfNeeded: heap.frozenTop + index) }
    switch value.tag {
    case .string:
      take(handle, 1)
      let data = UInt32(truncatingIfNeeded: heap.frozenByteTop + bytes.count)
      bytes.append(contentsOf: heap.text(value))
      change(start) { (header: inout Heap.Header) in header.data = data }
    case .list, .tuple:
      let header = heap.header(handle).pointee
      take(handle, 1)
      let data = place(cells.count)
      take(Int(header.data), Int(header.count))
      pending.append((start + 1)..<cells.count)
      // Some room, so that a list that grows moves seldom.
      let capacity = min(header.capacity, header.count + 256)
      for _ in header.count..<capacity { cells.append(.unbound) }
      change(start) { (copy: inout Heap.Header) in
        copy.data = data
        copy.capacity = capacity
      }
    case .dictionary, .set, .keyView, .valueView, .itemView:
      let header = heap.header(handle).pointee
      let table = heap.table(value).pointee
      take(handle, 2)
      let data = place(cells.count)
      take(Int(header.data), Int(header.count) * 2)
      pending.append((start + 2)..<cells.count)
      // Room as before: the size of the index goes with it.
      for _ in (Int(header.count) * 2)..<(Int(header.capacity) * 2) { cells.append(.unbound) }
      let index = table.index == 0 ? 0 : place(cells.count)
      if table.index != 0 { take(Int(table.index), (Int(table.mask) + 1) / 4) }
      change(start) { (copy: inout Heap.Header) in copy.data = data }
      change(start + 1) { (copy: inout Heap.Table) in copy.index = index }
    case .range: take(handle, 4)
    case .method, .boundMethod, .instance, .error:
      take(handle, value.tag == .error ? 3 : 2)
      pending.append(start..<cells.count)
    default:
      throw Fault(
        .type,
        "expected a value on self that can last until the next step, found "
          + PolicyValue.describe(value.tag), hint: "keep a list: list(x)")
    }
  }
}
