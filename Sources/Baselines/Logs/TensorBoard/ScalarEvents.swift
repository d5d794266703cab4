/// The scalars of one run's event files, gathered event by event as TensorBoard gathers them.
///
/// Field numbers are those of `event.proto`, `summary.proto` (https://github.com/tensorflow/tensorboard,
/// tensorboard/compat/proto). What counts as a scalar: a `simple_value`, or a tensor of one element
/// under a tag whose first metadata name the plugin `scalars` (later events of a tag leave them out).
///
/// Data that a restart made obsolete go, by the rules of TensorBoard's `EventAccumulator`: where the
/// file version is 2 or more, a session that starts takes away all points at its step or later;
/// before that, a summary with a step below the last one's does, for its own tags.
struct ScalarEvents {
  /// Texts longer than this are no table of hyper-parameters; so many are kept.
  private static let longestText = 1 << 16
  private static let mostTexts = 32

  private enum Kind { case unknown, scalar, text, other }

  private(set) var store: SeriesStore
  /// What each name's values are.
  private var kinds: [Kind] = []

  private var fileVersion = 0.0
  private var lastStep = -1
  /// Points that were looked at to find obsolete ones.
  private var searched = 0

  /// The wall times of the first number and of the last.
  private(set) var firstTime: Double?
  private var lastTime = 0.0
  /// Seconds between the last number of a file and the first of the next.
  private(set) var pauses = 0.0
  private var isFirstOfFile = true
  /// Texts, by tag, the first of each.
  private(set) var texts: [(tag: String, text: String)] = []
  /// Points that a restart made obsolete.
  private(set) var purged = 0
  /// Tensors under scalar tags that are no number.
  private(set) var otherTensors = 0
  /// Whether steps went back so often that obsolete points were no longer looked for.
  private(set) var gaveUpPurging = false

  init(budget: Int) { store = SeriesStore(budget: budget) }

  /// Says that the events that follow are those of another file.
  mutating func beginFile() { isFirstOfFile = true }

  /// Takes an event; false where the bytes are none.
  mutating func take(_ bytes: borrowing RawSpan, _ range: Range<Int>) -> Bool {
    var time = 0.0
    var step = 0
    var summary: WireCursor?
    var isStart = false
    var version: Range<Int>?
    var cursor = WireCursor(range)
    while true {
      let before = cursor
      guard let field = cursor.next(bytes) else { break }
      switch field.number {
      case 1: time = field.double ?? time
      case 2: step = field.integer ?? step
      case 3: version = field.bytes
      case 5: if summary == nil, field.bytes != nil { summary = before }
      case 7: if let log = field.bytes { isStart = Self.isStart(bytes, log) }
      default: break
      }
    }
    guard !cursor.isBroken else { return false }
    // No clock shows that: some 30 million years.
    if !(abs(time) < 1e15) { time = lastTime }
    if let version { fileVersion = Self.version(bytes.text(version)) ?? fileVersion }
    purge(isStart, step, summary, bytes)
    if let summary { return add(summary, time, step, bytes) }
    return true
  }

  /// The tags that hold numbers, in the order of their first ones.
  var scalars: [Int] { kinds.indices.filter { kinds[$0] == .scalar && !store.isEmpty($0) } }

  /// Gives the points of a tag and lets go of them.
  mutating func take(_ index: Int) -> (points: [PointSeries.Point], stride: Int) {
    store.take(index)
  }

  // MARK: Values

  private mutating func add(
    _ start: WireCursor, _ time: Double, _ step: Int, _ bytes: borrowing RawSpan
  ) -> Bool {
    var events = start
    while let field = events.next(bytes) {
      guard field.number == 5, let range = field.bytes else { continue }
      var summary = WireCursor(range)
      while let field = summary.next(bytes) {
        guard field.number == 1, let value = field.bytes else { continue }
        guard add(value: value, time, step, bytes) else { return false }
      }
      if summary.isBroken { return false }
    }
    return true
  }

  @inline(__always)
  private mutating func add(
    value range: Range<Int>, _ time: Double, _ step: Int, _ bytes: borrowing RawSpan
  ) -> Bool {
    var tag = 0..<0
    var number: Double?
    var tensor: Range<Int>?
    var metadata: Range<Int>?
    var cursor = WireCursor(range)
    while let field = cursor.next(bytes) {
      switch field.number {
      case 1: tag = field.bytes ?? tag
      case 2: (number, tensor) = (field.float, nil)
      case 8: (number, tensor) = (nil, field.bytes)
      case 9: metadata = field.bytes
      default: break
      }
    }
    guard !cursor.isBroken else { return false }
    guard number != nil || tensor != nil || metadata != nil else { return true }
    guard let index = self.index(bytes, tag) else { return true }
    if number != nil {
      kinds[index] = .scalar
    } else if kinds[index] == .unknown, let metadata {
      kinds[index] = Self.kind(bytes, metadata)
      if kinds[index] == .text, let tensor { keepText(of: index, bytes, tensor) }
    }
    if number == nil {
      // Of a tag without metadata nobody knows yet what it is.
      guard let tensor, kinds[index] == .scalar || kinds[index] == .unknown else { return true }
      number = TensorScalar(bytes, tensor).value
      if number == nil, kinds[index] == .scalar { otherTensors += 1 }
    }
    guard let number else { return true }
    if isFirstOfFile, number.isFinite {
      if firstTime == nil { firstTime = time } else { pauses += max(0, time - lastTime) }
      isFirstOfFile = false
    }
    lastTime = time
    store.add(PointSeries.Point(step: Double(step), time: time, value: number), to: index)
    return true
  }

  @inline(__always)
  private mutating func index(_ bytes: borrowing RawSpan, _ tag: Range<Int>) -> Int? {
    guard let index = store.index(bytes, tag) else { return nil }
    if index == kinds.count { kinds.append(.unknown) }
    return index
  }

  /// `SummaryMetadata`: field 1 is `PluginData` with the plugin's name in its field 1, field 4 the
  /// data class, whose 1 is a scalar.
  private static func kind(_ bytes: borrowing RawSpan, _ range: Range<Int>) -> Kind {
    var kind = Kind.unknown
    var cursor = WireCursor(range)
    while let field = cursor.next(bytes) {
      if field.number == 1, let data = field.bytes {
        var inner = WireCursor(data)
        while let field = inner.next(bytes) {
          guard field.number == 1, let name = field.bytes else { continue }
          switch bytes.text(name) {
          case "scalars": kind = .scalar
          case "text": kind = .text
          default: kind = .other
          }
        }
      } else if field.number == 4, field.integer == 1 {
        return .scalar
      }
    }
    return kind
  }

  /// The first string of a tensor (field 8, `string_val`).
  private mutating func keepText(of tag: Int, _ bytes: borrowing RawSpan, _ tensor: Range<Int>) {
    guard texts.count < Self.mostTexts else { return }
    var cursor = WireCursor(tensor)
    while let field = cursor.next(bytes) {
      guard field.number == 8, let text = field.bytes else { continue }
      if text.count <= Self.longestText { texts.append((store.name(tag), bytes.text(text))) }
      return
    }
  }

  // MARK: Restarts

  /// `SessionLog`: field 1 is the status, whose 1 is START.
  private static func isStart(_ bytes: borrowing RawSpan, _ range: Range<Int>) -> Bool {
    var status = 0
    var cursor = WireCursor(range)
    while let field = cursor.next(bytes) {
      if field.number == 1, let number = field.integer { status = number }
    }
    return status == 1
  }

  /// `brain.Event:2` is version 2.
  private static func version(_ text: String) -> Double? {
    text.hasPrefix("brain.Event:") ? Double(text.dropFirst(12)) : nil
  }

  private mutating func purge(
    _ isStart: Bool, _ step: Int, _ summary: WireCursor?, _ bytes: borrowing RawSpan
  ) {
    guard fileVersion < 2 else {
      if isStart { for index in kinds.indices { purge(index, step) } }
      return
    }
    guard step < lastStep, var events = summary else {
      lastStep = step
      return
    }
    while let field = events.next(bytes) {
      guard field.number == 5, let range = field.bytes else { continue }
      var summary = WireCursor(range)
      while let field = summary.next(bytes) {
        guard field.number == 1, let value = field.bytes else { continue }
        var cursor = WireCursor(value)
        while let field = cursor.next(bytes) {
          guard field.number == 1, let tag = field.bytes else { continue }
          if let index = self.index(bytes, tag) { purge(index, step) }
        }
      }
    }
  }

  private mutating func purge(_ index: Int, _ step: Int) {
    guard !gaveUpPurging else { return }
    searched += store.pointsToSearch(index, from: Double(step))
    // A file made for it could make the search take forever.
    if searched > 10_000_000 + 100 * store.seen {
      gaveUpPurging = true
    } else {
      purged += store.removeSteps(from: Double(step), of: index)
    }
  }
}
