// Copies of the state: what a step put on objects goes into the region of the state, and when the
// region is full, all that is reachable goes out of it.
//
// Both copy objects with what they hold (C. J. Cheney, CACM 13, 1970). The first cell of an object
// that was copied is overwritten with its new place; because the step's values are still read (the
// result, the trace), what it was is noted and comes back at the end.

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
  // MARK: In place

  /// Makes what the step changed last where it stands; false if it must be copied out, and then
  /// nothing is changed.
  func keepState() -> Bool {
    if state.isCopiedOut { return false }
    if state.remembered.count > 0 {
      var copier = StateCopier(
        self, from: state.limit, to: cells + state.top, at: state.top,
        room: state.limit - state.top, bytes: bytes + state.byteTop, at: state.byteTop,
        room: state.byteLimit - state.byteTop)
      defer { copier.finish() }
      do throws(Fault) {
        for index in 0..<state.remembered.count { try promote(state.remembered[index], &copier) }
        try copier.copyPending()
      } catch {
        copier.undo()
        return false
      }
      for index in 0..<state.remembered.count {
        header(state.remembered[index].handle).pointee.extra = 0
      }
      state.top += copier.used
      state.byteTop += copier.usedBytes
    }
    state.begin()
    return true
  }

  /// Copies what an object of the state holds of this step.
  private func promote(_ object: PolicyValue, _ copier: inout StateCopier) throws(Fault) {
    let isList = object.tag == .list
    let width = isList ? 1 : 2
    let header = header(object.handle)
    if Int(header.pointee.data) >= state.limit {
      copier.keep(object.handle)
      let place = try copier.take(Int(header.pointee.capacity) * width)
      copier.write(Int(header.pointee.data), Int(header.pointee.count) * width, place)
      header.pointee.data = copier.handle(place)
    }
    if !isList, Int(table(object).pointee.index) >= state.limit {
      let table = table(object)
      copier.keep(object.handle + 1)
      let count = (Int(table.pointee.mask) + 1) / 4
      let place = try copier.take(count)
      copier.write(Int(table.pointee.index), count, place)
      table.pointee.index = copier.handle(place)
    }
    let data = Int(header.pointee.data)
    let first = max(0, Int(header.pointee.extra) - 1)
    let end = Int(header.pointee.count) * width
    guard first < end else { return }
    for cell in (data + first)..<(data + end) {
      let value = cells[cell]
      if value.isHandle && value.handle >= state.limit {
        copier.keep(cell)
        cells[cell] = try copier.moved(value)
      }
    }
  }

  // MARK: Out

  /// Copies what is reachable from dictionaries of attributes.
  ///
  /// Objects below `frozenTop` stay where they are; when the module's code has just run, instead
  /// those that `permanent` holds.
  func store(
    _ attributes: [PolicyValue], permanent: Set<Int>? = nil
  ) throws(Fault) -> StoredState {
    do throws(Fault) {
      return try store(attributes, permanent, isLoose: true)
    } catch {
      guard error.kind == .memoryLimit else { throw error }
      return try store(attributes, permanent, isLoose: false)
    }
  }

  private func store(
    _ attributes: [PolicyValue], _ permanent: Set<Int>?, isLoose: Bool
  ) throws(Fault) -> StoredState {
    let room = StoredState.limit / MemoryLayout<PolicyValue>.stride
    let (target, text) = self.state.scratch(cells: room, bytes: StoredState.limit)
    var copier = StateCopier(
      self, from: permanent == nil ? frozenTop : 0, to: target, at: frozenTop, room: room,
      bytes: text, at: frozenByteTop, room: StoredState.limit)
    defer { copier.finish() }
    copier.permanent = permanent
    copier.isLoose = isLoose
    var state = StoredState()
    for dictionary in attributes { state.attributes.append(try copier.moved(dictionary)) }
    try copier.copyPending()
    state.cells = Array(UnsafeBufferPointer(start: target, count: copier.used))
    state.bytes = Array(UnsafeBufferPointer(start: text, count: copier.usedBytes))
    self.state.isCopiedOut = true
    return state
  }

  /// Puts a state into its region, which has room for as much again before it must be copied out.
  func load(_ stored: StoredState) {
    let page = StateRegion.page
    let most = StoredState.limit / MemoryLayout<PolicyValue>.stride
    let pages = (max(4096, min(3 * stored.cells.count, most)) + page - 1) / page
    let limit = max(frozenTop + pages * page, state.limit)
    let byteCount = max(4096, min(3 * stored.bytes.count, StoredState.limit))
    let byteLimit = max(frozenByteTop + byteCount, state.byteLimit)
    if limit > state.limit || byteLimit > state.byteLimit {
      state.setPages((limit - frozenTop) / page)
      moveSteps(to: limit, bytes: byteLimit)
    } else {
      // The observation stands where it stood.
      reset()
    }
    (cells + frozenTop).update(from: stored.cells, count: stored.cells.count)
    (bytes + frozenByteTop).update(from: stored.bytes, count: stored.bytes.count)
    state.top = frozenTop + stored.cells.count
    state.byteTop = frozenByteTop + stored.bytes.count
    state.begin()
  }
}

/// Copies objects behind each other into cells of their own. Functions are never copied: only those
/// that the module's code made can last.
private struct StateCopier {
  let heap: Heap
  /// Handles below this stay.
  let first: Int
  var permanent: Set<Int>?
  /// Whether lists get room to grow.
  var isLoose = true
  private let cells: UnsafeMutablePointer<PolicyValue>
  private let base: Int
  private let room: Int
  private(set) var used = 0
  private let bytes: UnsafeMutablePointer<UInt8>
  private let byteBase: Int
  private let byteRoom: Int
  private(set) var usedBytes = 0
  init(
    _ heap: Heap, from first: Int, to cells: UnsafeMutablePointer<PolicyValue>, at base: Int,
    room: Int, bytes: UnsafeMutablePointer<UInt8>, at byteBase: Int, room byteRoom: Int
  ) {
    self.heap = heap
    self.first = first
    self.cells = cells
    self.base = base
    self.room = room
    self.bytes = bytes
    self.byteBase = byteBase
    self.byteRoom = byteRoom
  }

  /// Lets the originals be what they were.
  func finish() {
    while let mark = heap.state.marks.pop() { heap[content: mark.cell] = mark.content }
    heap.state.kept.removeAll()
    heap.state.pending.removeAll()
  }

  /// Gives back the cells that were kept.
  func undo() {
    while let old = heap.state.kept.pop() { heap[content: old.cell] = old.content }
  }

  /// Notes what a cell is, for `undo`.
  @inline(__always)
  func keep(_ cell: Int) {
    heap.state.kept.push(StateRegion.Old(cell: cell, content: heap[content: cell]))
  }

  func handle(_ place: Int) -> UInt32 { UInt32(truncatingIfNeeded: base + place) }

  @inline(__always)
  mutating func take(_ count: Int) throws(Fault) -> Int {
    guard used + count <= room else { throw full() }
    used += count
    return used - count
  }

  private func full() -> Fault {
    Fault(
      .memoryLimit, "expected at most \(StoredState.limit) bytes of state on self, found more",
      hint: "keep only what the next steps need")
  }

  /// Copies cells as they are.
  @inline(__always)
  func write(_ source: Int, _ count: Int, _ place: Int) {
    (cells + place).update(from: heap.cells + source, count: count)
  }

  private func header(_ place: Int) -> UnsafeMutablePointer<Heap.Header> {
    UnsafeMutableRawPointer(cells + place).assumingMemoryBound(to: Heap.Header.self)
  }

  /// The value at its new place.
  @inline(__always)
  mutating func moved(_ value: PolicyValue) throws(Fault) -> PolicyValue {
    guard value.isHandle, value.handle >= first else { return value }
    let header = heap.header(value.handle).pointee
    // No object is so large, and no value has such bits.
    if header.capacity == .max { return PolicyValue(tag: value.tag, handle: Int(header.data)) }
    return try copied(value)
  }

  mutating func copyPending() throws(Fault) {
    while let range = heap.state.pending.pop() {
      for place in Int(range.start)..<Int(range.start + range.count) {
        cells[place] = try moved(cells[place])
      }
    }
  }

  @inline(never)
  private mutating func copied(_ value: PolicyValue) throws(Fault) -> PolicyValue {
    let handle = value.handle
    if let permanent {
      switch value.tag {
      case .instance, .function, .staticMethod, .classMethod, .property, .classType: return value
      default: if permanent.contains(handle) { return value }
      }
    }
    let place = try copy(value)
    heap.state.marks.push(StateRegion.Old(cell: handle, content: heap[content: handle]))
    heap.header(handle).pointee = Heap.Header(
      data: self.handle(place), count: 0, capacity: .max, extra: .max)
    return PolicyValue(tag: value.tag, handle: base + place)
  }

  /// Copied cells still name the originals of what they hold.
  private func copyLater(_ place: Int, _ count: Int) {
    heap.state.pending.push(StateRegion.Cells(start: Int32(place), count: Int32(count)))
  }

  /// Copies one object; gives its place.
  private mutating func copy(_ value: PolicyValue) throws(Fault) -> Int {
    let handle = value.handle
    switch value.tag {
    case .string:
      let place = try take(1)
      let text = heap.text(value)
      guard usedBytes + text.count <= byteRoom else { throw full() }
      write(handle, 1, place)
      if let source = text.baseAddress {
        (bytes + usedBytes).update(from: source, count: text.count)
      }
      header(place).pointee.data = UInt32(truncatingIfNeeded: byteBase + usedBytes)
      usedBytes += text.count
      return place
    case .list, .tuple:
      let old = heap.header(handle).pointee
      // Some room, so that a list that grows moves seldom.
      let slack = isLoose && value.tag == .list ? min(4 + old.count / 2, 256) : 0
      let place = try take(1 + Int(old.count + slack))
      write(Int(old.data), Int(old.count), place + 1)
      header(place).pointee = Heap.Header(
        data: self.handle(place + 1), count: old.count, capacity: old.count + slack, extra: 0)
      copyLater(place + 1, Int(old.count))
      return place
    case .dictionary, .set, .keyView, .valueView, .itemView:
      let old = heap.header(handle).pointee
      var table = heap.table(value).pointee
      let indexCount = table.index == 0 ? 0 : (Int(table.mask) + 1) / 4
      let content = 2 * Int(old.capacity)
      let place = try take(2 + content + indexCount)
      // Room as before: the size of the index goes with it.
      write(Int(old.data), 2 * Int(old.count), place + 2)
      write(Int(table.index), indexCount, place + 2 + content)
      header(place).pointee = Heap.Header(
        data: self.handle(place + 2), count: old.count, capacity: old.capacity, extra: 0)
      if table.index != 0 { table.index = self.handle(place + 2 + content) }
      UnsafeMutableRawPointer(cells + place + 1).assumingMemoryBound(to: Heap.Table.self).pointee =
        table
      copyLater(place + 2, 2 * Int(old.count))
      return place
    case .range:
      let place = try take(4)
      write(handle, 4, place)
      return place
    case .method, .boundMethod, .instance, .error:
      let count = value.tag == .error ? 3 : 2
      let place = try take(count)
      write(handle, count, place)
      copyLater(place, count)
      return place
    default:
      throw Fault(
        .type,
        "expected a value on self that can last until the next step, found "
          + PolicyValue.describe(value.tag), hint: "keep a list: list(x)")
    }
  }
}
