// What the running code writes down: one event after the other, in memory that is used again.
//
// The traced code (see Compiler+Trace.swift) has instructions that append an event: a site, which is
// a place in the source known when the policy is compiled, and a value. Nothing is looked up and
// nothing is allocated while a step runs; what the events mean is worked out by who asks for the
// trace. A line that only assigns, returns or decides has one event, not two.

import PolicySyntax

/// One thing that happened.
struct TraceEvent {
  enum Kind: UInt8 {
    /// The line of the site's statement begins.
    case line
    /// The site's condition was true or false.
    case isTrue, isFalse
    /// The site's name got the value.
    case assigned
    /// The function `site` was entered; its arguments follow.
    case entered
    case argument
    /// The function returned the value, by the site's statement, or by its end (-1).
    case returned
    /// The instruction `site` failed.
    case failed
    /// So many functions, `site`, were left by an error.
    case left
    /// The site's expression had a value, whose text is the one numbered by the value.
    case text
  }

  var value: PolicyValue
  var site: Int32
  var kind: Kind
}

/// A place in the source that events name.
struct TraceSite: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    case line, assignment, expression
    case branch(StepTrace.Branch.Kind)
  }

  let kind: Kind
  /// The condition, or the expression.
  let span: SourceSpan
  /// Where the part of the program begins that the event belongs to: see `ProgramParts`.
  let part: Int32
  /// The line of that place, from 1.
  let line: Int32
  /// The name that an assignment gives a value; for attributes and items see `ProgramParts`.
  let name: String
}

/// Collects the events of a step.
struct TraceRecorder {
  var recording = PolicyRecording.off {
    didSet { state.pointee.recordsCalls = recording == .full }
  }
  private var first: UnsafeMutablePointer<TraceEvent>
  /// Holds where the next event goes.
  private let state: StatePointer
  /// Whether there was more than is kept.
  private(set) var isCut = false
  private var printed = RawStack<UInt8>()
  /// Texts of values as they were, where the program asks for them.
  private(set) var texts: [String] = []

  /// At most so many events and so much text are kept of a step.
  static let maximumEvents = 1 << 20
  static let maximumOutput = 1 << 20
  static let maximumTexts = 1 << 16

  init(_ state: StatePointer) {
    self.state = state
    first = .allocate(capacity: 0)
    next = first
    end = first
  }

  private var next: UnsafeMutablePointer<TraceEvent> {
    @inline(__always) get { state.pointee.nextEvent }
    @inline(__always) nonmutating set { state.pointee.nextEvent = newValue }
  }

  private var end: UnsafeMutablePointer<TraceEvent> {
    @inline(__always) get { state.pointee.eventEnd }
    @inline(__always) nonmutating set { state.pointee.eventEnd = newValue }
  }

  func deallocate() {
    first.deallocate()
    printed.deallocate()
  }

  /// What was printed in the step so far.
  var output: String {
    String(decoding: UnsafeBufferPointer(start: printed.first, count: printed.count), as: UTF8.self)
  }

  /// The events of the step so far.
  var events: UnsafeBufferPointer<TraceEvent> {
    UnsafeBufferPointer(start: first, count: next - first)
  }

  /// Begins the record of a step.
  mutating func begin() {
    if recording != .off { clear() }
  }

  mutating func clear() {
    next = first
    isCut = false
    printed.removeAll()
    texts.removeAll(keepingCapacity: true)
  }

  @inline(__always)
  mutating func append(_ kind: TraceEvent.Kind, _ site: Int32, _ value: PolicyValue = .unbound) {
    if _slowPath(next == end) {
      guard makeRoom() else { return }
    }
    next.initialize(to: TraceEvent(value: value, site: site, kind: kind))
    next += 1
  }

  @inline(never)
  private mutating func makeRoom() -> Bool {
    let count = next - first
    guard count < TraceRecorder.maximumEvents else {
      isCut = true
      return false
    }
    let capacity = max(256, count * 2)
    let larger = UnsafeMutablePointer<TraceEvent>.allocate(capacity: capacity)
    larger.moveInitialize(from: first, count: count)
    first.deallocate()
    first = larger
    next = larger + count
    end = larger + capacity
    return true
  }

  @inline(__always)
  mutating func enter(
    _ function: Int32, _ arguments: UnsafeMutablePointer<PolicyValue>, _ count: Int
  ) {
    guard recording == .full else { return }
    append(.entered, function, .int(count))
    for index in 0..<count { append(.argument, function, arguments[index]) }
  }

  /// The site's expression has a value, whose text is made now, before anything changes it.
  mutating func append(text: String, _ site: Int32) {
    guard texts.count < TraceRecorder.maximumTexts else { return }
    append(.text, site, .int(texts.count))
    texts.append(text)
  }

  mutating func print(_ text: UnsafeBufferPointer<UInt8>) {
    guard recording != .off, printed.count + text.count <= TraceRecorder.maximumOutput,
      let first = text.baseAddress
    else { return }
    printed.push(first, count: text.count)
  }
}
