// The heap of an interpreter: an arena of sixteen-byte cells and an arena of string bytes.
//
// Objects are handles: the index of a header cell. Nothing is ever freed by itself; what a step made
// is forgotten at once when the next step begins, by setting both tops back to the mark where
// permanent objects end. Objects below the mark are frozen. Two things last from step to step, between
// the mark and the step's own values: the state of objects (Heap+State.swift) and, above it, the last
// observation (Heap+Observation.swift).
// Offsets survive growth, pointers do not: never keep a pointer across an allocation.
//
// Strings that live as long as the interpreter (literals, observation keys) are numbers of a table
// of their own, so that equal ones have equal bits.

import PolicySyntax

final class Heap {
  /// Cell 0 belongs to nothing: what is written there nobody reads.
  var cells: UnsafeMutablePointer<PolicyValue> {
    @inline(__always) get { shared.pointee.cells }
    @inline(__always) set { shared.pointee.cells = newValue }
  }
  /// What the handlers of instructions share with the heap.
  let shared: StatePointer
  private(set) var top: Int {
    @inline(__always) get { shared.pointee.top }
    @inline(__always) set { shared.pointee.top = newValue }
  }
  @exclusivity(unchecked) private var capacity: Int
  /// What `top` may not pass without a look: the capacity, or the limit of a step.
  private var ceiling: Int {
    @inline(__always) get { shared.pointee.ceiling }
    @inline(__always) set { shared.pointee.ceiling = newValue }
  }
  @exclusivity(unchecked) private(set) var bytes: UnsafeMutablePointer<UInt8>
  @exclusivity(unchecked) private(set) var byteTop = 0
  @exclusivity(unchecked) private var byteCapacity: Int

  /// Objects with handles below this are permanent.
  @exclusivity(unchecked) private(set) var frozenTop = 0
  @exclusivity(unchecked) private(set) var frozenByteTop = 0
  /// The state: what objects of the policy's classes hold from step to step, from `frozenTop` up to
  /// its limit (Heap+State.swift).
  @exclusivity(unchecked) var state = StateRegion()
  /// The observation that stands from step to step, from the limit of the
  /// state up to `standingTop`.
  @exclusivity(unchecked) var standing = StandingValue()
  private(set) var standingTop: Int {
    @inline(__always) get { shared.pointee.standingTop }
    @inline(__always) set { shared.pointee.standingTop = newValue }
  }
  /// The bytes of values, and as many of text, that a step may use beyond the permanent ones.
  let limit: Int

  /// What is left of the step's work on large values: elements compared or moved, 16 bytes of text
  /// each as one. Fuel counts calls and rounds of loops; this bounds what one operation can do.
  @exclusivity(unchecked) private(set) var work = 0

  var interned: UnsafeMutablePointer<Interned> {
    @inline(__always) get { shared.pointee.interned }
    @inline(__always) set { shared.pointee.interned = newValue }
  }
  @exclusivity(unchecked) var internedCapacity = 64
  @exclusivity(unchecked) var internedCount = 0
  /// Numbers of permanent strings plus one, by hash: open addressing, at most half full.
  @exclusivity(unchecked) var internedSlots: UnsafeMutablePointer<UInt32>

  /// A permanent string.
  struct Interned {
    /// At least eight of them can be read.
    var bytes: UnsafeMutablePointer<UInt8>
    var count: Int
    var characters: Int
    var hash: UInt32
  }

  /// The header cell of lists, tuples, dictionaries, sets and strings.
  struct Header {
    /// The first cell (or byte) of the content.
    var data: UInt32
    /// Elements in use; entries of a dictionary, deleted ones included; bytes of a string.
    var count: UInt32
    /// Elements there is room for; characters of a string.
    var capacity: UInt32
    /// The hash of a string, 0 where not yet known.
    var extra: UInt32
  }

  init(limit: Int) {
    self.limit = max(1 << 16, min(limit, 1 << 34))
    capacity = 256
    let cells = UnsafeMutablePointer<PolicyValue>.allocate(capacity: capacity)
    shared = .allocate(capacity: 1)
    shared.initialize(
      to: RunState(cells: cells, interned: .allocate(capacity: internedCapacity)))
    byteCapacity = 1024
    bytes = .allocate(capacity: byteCapacity)
    internedSlots = .allocate(capacity: internedCapacity * 2)
    internedSlots.update(repeating: 0, count: internedCapacity * 2)
    setCeiling()
  }

  deinit {
    standing.deallocate()
    state.deallocate()
    cells.deallocate()
    bytes.deallocate()
    for number in 0..<internedCount { interned[number].bytes.deallocate() }
    interned.deallocate()
    internedSlots.deallocate()
    // It holds where cells and strings are.
    shared.deallocate()
  }

  // MARK: Allocation

  /// Room for `count` cells; their content is undefined.
  @inline(__always)
  func allocate(_ count: Int) throws(Fault) -> Int {
    let start = top
    if start + count > ceiling { try grow(count) }
    top = start + count
    return start
  }

  @inline(never)
  private func grow(_ count: Int) throws(Fault) {
    try reserve(cells: count)
    if top + count <= capacity { return }
    setCapacity(min(max(capacity * 2, top + count), cellLimit))
  }

  private func setCapacity(_ wanted: Int) {
    let larger = UnsafeMutablePointer<PolicyValue>.allocate(capacity: wanted)
    larger.update(from: cells, count: min(top, capacity))
    cells.deallocate()
    cells = larger
    capacity = wanted
    setCeiling()
  }

  /// The observation that stands does not count: whether a step fails must not depend on what is
  /// left in it of steps before.
  private var cellLimit: Int { standingTop + limit / MemoryLayout<PolicyValue>.stride }

  private func setCeiling() { ceiling = min(capacity, cellLimit) }

  /// Refuses an object of so many cells before any work is done for it.
  func reserve(cells count: Int) throws(Fault) {
    guard count >= 0, count <= limit, top + count <= cellLimit else { throw exhausted() }
  }

  /// Room for `count` bytes of text; their content is undefined.
  func allocateBytes(_ count: Int) throws(Fault) -> Int {
    let start = byteTop
    if start + count > byteCapacity {
      let most = state.byteLimit + limit
      guard count <= limit, start + count <= most else { throw exhausted() }
      setByteCapacity(min(max(byteCapacity * 2, start + count), most))
    }
    byteTop = start + count
    return start
  }

  private func setByteCapacity(_ wanted: Int) {
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: wanted)
    larger.update(from: bytes, count: min(byteTop, byteCapacity))
    bytes.deallocate()
    bytes = larger
    byteCapacity = wanted
  }

  func exhausted() -> Fault {
    Fault(.memoryLimit, "expected at most \(self.limit) bytes of values in a step, found more")
  }

  /// Makes everything allocated so far permanent and frozen.
  func freeze() {
    frozenTop = top
    frozenByteTop = byteTop
    moveSteps(to: top, bytes: byteTop)
  }

  /// Makes the arenas of steps begin at a cell and a byte: the state stands before.
  func moveSteps(to cell: Int, bytes byte: Int) {
    if cell > capacity { setCapacity(max(capacity * 2, cell)) }
    if byte > byteCapacity { setByteCapacity(max(byteCapacity * 2, byte)) }
    state.limit = cell
    state.byteLimit = byte
    byteTop = byte
    clearStanding()
  }

  /// Forgets everything allocated since `freeze`, except the state and the observation that stands.
  @inline(__always)
  func reset() {
    top = standingTop
    byteTop = state.byteLimit
  }

  // MARK: The observation that stands (Heap+Observation.swift)

  /// Whether nothing was made in this step yet.
  var isStepEmpty: Bool { top == standingTop }

  /// Forgets the observation that stands; nothing else may have been made in this step.
  func clearStanding() {
    standing.clear()
    top = state.limit
    setStandingTop()
  }

  /// Lets everything made in this step so far stand.
  func setStandingTop() {
    standingTop = top
    setCeiling()
  }

  @inline(__always)
  func header(_ handle: Int) -> UnsafeMutablePointer<Header> {
    UnsafeMutableRawPointer(cells + handle).assumingMemoryBound(to: Header.self)
  }

  func setCell(_ handle: Int, _ value: PolicyValue) { cells[handle] = value }

  /// A cell of any kind, all of its bits: a header is no value.
  subscript(content cell: Int) -> SIMD2<UInt64> {
    get { UnsafeRawPointer(cells + cell).loadUnaligned(as: SIMD2<UInt64>.self) }
    set { UnsafeMutableRawPointer(cells + cell).storeBytes(of: newValue, as: SIMD2<UInt64>.self) }
  }

  // MARK: Work

  /// Begins a step with so much work allowed.
  @inline(__always)
  func allowWork(_ amount: Int) { work = amount }

  /// Takes work for so many elements.
  @inline(__always)
  func spend(_ amount: Int) throws(Fault) {
    work -= amount
    if work < 0 {
      throw Fault(
        .fuelExhausted, "expected less work on large values in a step, found more",
        hint: "is a large list or text compared or changed again and again?")
    }
  }

  /// Does something and forgets what it made; nil where it fails, or takes work.
  func undoing(_ make: () throws(Fault) -> PolicyValue) -> PolicyValue? {
    let (top, byteTop, work) = (self.top, self.byteTop, self.work)
    defer { (self.top, self.byteTop, self.work) = (top, byteTop, work) }
    guard let result = try? make(), self.work == work else { return nil }
    return result
  }

  // MARK: Lists and tuples

  /// A list or tuple of `count` elements, which the caller fills.
  @inline(__always)
  func makeSequence(
    _ tag: PolicyValue.Tag, count: Int, capacity: Int
  ) throws(Fault) -> PolicyValue {
    let handle = try allocate(capacity + 1)
    header(handle).pointee = Header(
      data: UInt32(truncatingIfNeeded: handle + 1), count: UInt32(truncatingIfNeeded: count),
      capacity: UInt32(truncatingIfNeeded: capacity), extra: 0)
    return PolicyValue(tag: tag, handle: handle)
  }

  /// The number of elements of a list or tuple.
  @inline(__always)
  func count(_ sequence: PolicyValue) -> Int { Int(header(sequence.handle).pointee.count) }

  /// The first element of a list or tuple.
  @inline(__always)
  func elements(_ sequence: PolicyValue) -> UnsafeMutablePointer<PolicyValue> {
    cells + Int(header(sequence.handle).pointee.data)
  }

  func append(_ value: PolicyValue, to list: PolicyValue) throws(Fault) {
    let handle = list.handle
    let old = header(handle).pointee
    let number = Int(old.count)
    try requireMutable(
      list, head: 1, cell: Int(old.data) + number, number: number, toHold: value)
    if old.count == old.capacity {
      let wanted = max(4, Int(old.capacity) * 2)
      let data = try allocate(wanted, for: list)
      (cells + data).update(from: cells + Int(old.data), count: Int(old.count))
      header(handle).pointee.data = UInt32(truncatingIfNeeded: data)
      header(handle).pointee.capacity = UInt32(truncatingIfNeeded: wanted)
      noteGrowth(of: list, from: number)
    }
    cells[Int(header(handle).pointee.data) + number] = value
    header(handle).pointee.count = old.count + 1
  }
}
