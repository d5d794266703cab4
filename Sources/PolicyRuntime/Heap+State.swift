// State: what objects of the policy's classes hold from step to step.
//
// CPython keeps the attributes of an object as long as the object. Here the arena forgets a step's
// values, so what the permanent objects hold stands in a region of its own below it, and stays there.
// A step that changes the region pays for what it changes: before a cell is written for the first
// time, the sixteen around it are saved, so that the step can be undone; an object that gets a value
// of this step is remembered, and at the end of the step those values are copied into the region
// (Heap+StateCopy.swift). What is no longer reachable stays behind until the region is full; then all
// that is reachable is copied out, and back at the beginning of the next step.

import PolicySyntax

/// The region of the state, and what the step has done to it.
struct StateRegion {
  /// Cells from here to the limit are free; the region begins where permanent objects end.
  var top = 0
  var limit = 0
  var byteTop = 0
  var byteLimit = 0
  /// Where they were when the step began.
  var oldTop = 0
  var oldByteTop = 0
  /// Whether the step changed anything.
  var isTouched = false
  /// Whether the state was copied out: the region still holds the originals.
  var isCopiedOut = false
  /// Objects that got a value of this step. A header's `extra` is one more than the place, among the
  /// cells of the content, of the first such value; 0 means that any could be one.
  var remembered = RawStack<PolicyValue>()
  /// The numbers of saved pages, and their cells as they were.
  var savedPages = RawStack<Int32>()
  var savedCells = RawStack<PolicyValue>()
  /// The step that saved a page last, by page.
  var pageSteps: UnsafeMutablePointer<UInt32> = .allocate(capacity: 0)
  var step: UInt32 = 1

  /// Cells that are saved together.
  static let page = 16

  // What a copier works with.
  /// Copied cells whose values still name the places of the originals.
  var pending = RawStack<Cells>()
  /// Cells that were overwritten with places of copies, and with values, as they were.
  var marks = RawStack<Old>()
  var kept = RawStack<Old>()
  private var scratchCells: UnsafeMutablePointer<PolicyValue>?
  private var scratchBytes: UnsafeMutablePointer<UInt8>?

  struct Cells: BitwiseCopyable {
    var start: Int32
    var count: Int32
  }

  struct Old: BitwiseCopyable {
    var cell: Int
    var content: SIMD2<UInt64>
  }

  func deallocate() {
    remembered.deallocate()
    savedPages.deallocate()
    savedCells.deallocate()
    pageSteps.deallocate()
    pending.deallocate()
    marks.deallocate()
    kept.deallocate()
    scratchCells?.deallocate()
    scratchBytes?.deallocate()
  }

  /// Memory for a copy of everything; made when it is wanted first, used again.
  mutating func scratch(
    cells: Int, bytes: Int
  ) -> (UnsafeMutablePointer<PolicyValue>, UnsafeMutablePointer<UInt8>) {
    if let scratchCells, let scratchBytes { return (scratchCells, scratchBytes) }
    let memory = (
      UnsafeMutablePointer<PolicyValue>.allocate(capacity: cells),
      UnsafeMutablePointer<UInt8>.allocate(capacity: bytes)
    )
    (scratchCells, scratchBytes) = memory
    return memory
  }

  /// Makes the region one of so many pages, none of them saved.
  mutating func setPages(_ count: Int) {
    pageSteps.deallocate()
    pageSteps = .allocate(capacity: count)
    pageSteps.update(repeating: 0, count: count)
    step = 1
  }

  /// Goes on to the next step.
  mutating func begin() {
    oldTop = top
    oldByteTop = byteTop
    remembered.removeAll()
    guard isTouched || isCopiedOut else { return }
    isTouched = false
    isCopiedOut = false
    savedPages.removeAll()
    savedCells.removeAll()
    step &+= 1
  }
}

extension Heap {
  // MARK: Before a change

  /// Refuses to change an object that outlives the step, unless it is state or observation: then all
  /// that the object is made of is saved, and any of its cells may get a value of this step.
  @inline(__always)
  func requireMutable(_ object: PolicyValue) throws(Fault) {
    if object.handle < standingTop { try touch(object, mayGain: true) }
  }

  /// The same where cells change places, or lose their values, but none gets a new one.
  @inline(__always)
  func requireMovable(_ object: PolicyValue) throws(Fault) {
    if object.handle < standingTop { try touch(object, mayGain: false) }
  }

  /// The same where so many cells from one on are written, the first of which gets a value, and the
  /// first `head` ones of the object itself. `number` is the cell's place in the content.
  @inline(__always)
  func requireMutable(
    _ object: PolicyValue, head: Int = 0, cell: Int, count: Int = 1, number: Int,
    toHold value: PolicyValue
  ) throws(Fault) {
    if object.handle < standingTop {
      try touch(object, head: head, cell: cell, count: count, number: number, value)
    }
  }

  /// Refuses an object that may not change; whoever changes it notes what.
  @inline(__always)
  func requireChangeable(_ object: PolicyValue) throws(Fault) {
    if object.handle < frozenTop { throw frozen }
  }

  private var frozen: Fault {
    Fault(
      .type, "expected a value made in this step, found one made when the file was loaded",
      hint: "change a copy: list(x) or dict(x); only what stands on self lasts between steps")
  }

  @inline(never)
  private func touch(_ object: PolicyValue, mayGain: Bool) throws(Fault) {
    guard try isState(object) else { return }
    let header = header(object.handle).pointee
    if object.tag == .list || object.tag == .tuple {
      save(object.handle, 1)
      save(Int(header.data), Int(header.count))
    } else {
      save(object.handle, 2)
      save(Int(header.data), Int(header.count) * 2)
      let table = table(object).pointee
      if table.index != 0 { save(Int(table.index), (Int(table.mask) + 1) / 4) }
    }
    if mayGain || header.extra != 0 { remember(object, from: 0) }
  }

  @inline(never)
  private func touch(
    _ object: PolicyValue, head: Int, cell: Int, count: Int, number: Int, _ value: PolicyValue
  ) throws(Fault) {
    guard try isState(object) else { return }
    if head > 0 { save(object.handle, head) }
    save(cell, count)
    if value.isHandle && value.handle >= state.limit { remember(object, from: number) }
  }

  /// Whether a change to the object is one of the state; refuses permanent ones.
  private func isState(_ object: PolicyValue) throws(Fault) -> Bool {
    if object.handle < frozenTop { throw frozen }
    if object.handle < state.limit {
      state.isTouched = true
      return true
    }
    standing.isIntact = false
    return false
  }

  /// Saves the pages of cells, where they are of the state.
  @inline(__always)
  private func save(_ first: Int, _ count: Int) {
    // What stands behind the region is none of it, such as where a full list's next cell would be.
    let end = min(first + count, state.limit)
    guard first < end else { return }
    let last = (end - 1 - frozenTop) / StateRegion.page
    for page in (first - frozenTop) / StateRegion.page...last
    where state.pageSteps[page] != state.step {
      state.pageSteps[page] = state.step
      state.savedPages.push(Int32(truncatingIfNeeded: page))
      state.savedCells.push(cells + frozenTop + page * StateRegion.page, count: StateRegion.page)
    }
  }

  /// Notes that cells of the content from one on may hold values of this step.
  func remember(_ object: PolicyValue, from number: Int) {
    let header = header(object.handle)
    let mark = UInt32(truncatingIfNeeded: number + 1)
    if header.pointee.extra == 0 {
      save(object.handle, 1)
      state.remembered.push(object)
      header.pointee.extra = mark
    } else if mark < header.pointee.extra {
      header.pointee.extra = mark
    }
  }

  /// Saves the hash index of a dictionary.
  @inline(__always)
  func saveIndex(_ dictionary: PolicyValue) {
    if dictionary.handle >= state.limit || dictionary.handle < frozenTop { return }
    let table = table(dictionary).pointee
    save(Int(table.index), (Int(table.mask) + 1) / 4)
  }

  /// Saves what the removal of an element changes; those behind it move down.
  @inline(__always)
  func requireRemovable(_ list: PolicyValue, _ index: Int) throws(Fault) {
    if list.handle < standingTop { try touch(list, removing: index) }
  }

  @inline(never)
  private func touch(_ list: PolicyValue, removing index: Int) throws(Fault) {
    guard try isState(list) else { return }
    let header = header(list.handle)
    save(list.handle, 1)
    save(Int(header.pointee.data) + index, Int(header.pointee.count) - index)
    if Int(header.pointee.extra) > index + 1 { header.pointee.extra -= 1 }
  }

  /// Room for an object that grows: in the region, if it stands there.
  func allocate(_ count: Int, for object: PolicyValue) throws(Fault) -> Int {
    if object.handle < state.limit, object.handle >= frozenTop, state.top + count <= state.limit {
      state.top += count
      return state.top - count
    }
    return try allocate(count)
  }

  /// A list got other cells, the ones from a place on new.
  @inline(__always)
  func noteGrowth(of list: PolicyValue, from number: Int) {
    if list.handle < state.limit, list.handle >= frozenTop, elements(list) >= cells + state.limit {
      remember(list, from: number)
    }
  }

  /// What an object of the state holds moves to other cells, in another order perhaps.
  func noteMove(of object: PolicyValue) {
    if object.handle < state.limit, object.handle >= frozenTop { remember(object, from: 0) }
  }

  /// An object that may change takes over the content of another one of its kind.
  func takeContent(of other: PolicyValue, _ object: PolicyValue) {
    let mark = header(object.handle).pointee.extra
    header(object.handle).pointee = header(other.handle).pointee
    header(object.handle).pointee.extra = mark
    if object.tag == .set { table(object).pointee = table(other).pointee }
  }

  // MARK: After the step

  /// Undoes what the step changed of the state.
  func restoreState() {
    guard state.isTouched else { return }
    for number in 0..<state.savedPages.count {
      let page = frozenTop + Int(state.savedPages[number]) * StateRegion.page
      (cells + page).update(
        from: state.savedCells.first + number * StateRegion.page, count: StateRegion.page)
    }
    state.top = state.oldTop
    state.byteTop = state.oldByteTop
    state.begin()
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
  private func parts(of value: PolicyValue, _ visit: (Int) -> Void) throws(Fault) {
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
