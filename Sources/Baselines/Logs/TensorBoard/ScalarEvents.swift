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
  /// Numbers that are kept, of all tags together: some 100 MB.
  static let budget = 4_000_000
  /// Texts longer than this are no table of hyper-parameters; so many are kept.
  private static let longestText = 1 << 16
  private static let mostTexts = 32

  private enum Kind { case unknown, scalar, text, other }

  private struct Tag {
    var kind = Kind.unknown
    /// Whether its numbers are thinned last.
    let isScore: Bool
    var series = PointSeries()
  }

  private let budget: Int
  private var table = TagTable()
  private var tags: [Tag] = []
  /// Numbers kept now, and all that were seen.
  private var kept = 0
  private(set) var seen = 0

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
  /// Values that are NaN, tensors that are no number, values whose tag has no place.
  private(set) var notNumbers = 0
  private(set) var otherTensors = 0
  private(set) var withoutPlace = 0
  /// Whether steps went back so often that obsolete points were no longer looked for.
  private(set) var gaveUpPurging = false

  init(budget: Int = Self.budget) { self.budget = budget }

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
    if !time.isFinite { time = lastTime }
    if let version { fileVersion = Self.version(bytes.text(version)) ?? fileVersion }
    purge(isStart, step, summary, bytes)
    if let summary { return add(summary, time, step, bytes) }
    return true
  }

  /// The tags that hold numbers, in the order of their first ones.
  var names: [String] { tags.indices.filter(isScalar).map(table.name) }

  /// Gives the numbers of each scalar tag in turn and lets go of them.
  mutating func drain(_ body: (String, _ points: [PointSeries.Point], _ stride: Int) -> Void) {
    for index in tags.indices where isScalar(index) {
      body(table.name(index), tags[index].series.complete, tags[index].series.stride)
      tags[index].series = PointSeries()
    }
  }

  private func isScalar(_ index: Int) -> Bool {
    tags[index].kind == .scalar && !tags[index].series.points.isEmpty
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
    guard let index = table.number(bytes, tag) else {
      withoutPlace += 1
      return true
    }
    while tags.count <= index {
      tags.append(Tag(isScore: ScalarConvention.isScore(table.name(tags.count))))
    }
    if number != nil {
      tags[index].kind = .scalar
    } else if tags[index].kind == .unknown, let metadata {
      tags[index].kind = Self.kind(bytes, metadata)
      if tags[index].kind == .text, let tensor { keepText(of: index, bytes, tensor) }
    }
    if number == nil {
      // Of a tag without metadata nobody knows yet what it is.
      guard let tensor, tags[index].kind == .scalar || tags[index].kind == .unknown else {
        return true
      }
      number = TensorScalar(bytes, tensor).value
      if number == nil {
        if tags[index].kind == .scalar { otherTensors += 1 }
        return true
      }
    }
    guard let number, !number.isNaN else {
      notNumbers += 1
      return true
    }
    if isFirstOfFile {
      if firstTime == nil { firstTime = time } else { pauses += max(0, time - lastTime) }
      isFirstOfFile = false
    }
    lastTime = time
    seen += 1
    let point = PointSeries.Point(step: Double(step), time: time, value: number)
    if tags[index].series.append(point) {
      kept += 1
      if kept > budget { thin() }
    }
    return true
  }

  /// Halves the longest series; scores count an eighth.
  private mutating func thin() {
    func weight(_ tag: Tag) -> Int { tag.series.points.count / (tag.isScore ? 8 : 1) }
    guard let longest = tags.indices.max(by: { weight(tags[$0]) < weight(tags[$1]) }) else {
      return
    }
    let before = tags[longest].series.points.count
    tags[longest].series.halve()
    kept -= before - tags[longest].series.points.count
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
      if text.count <= Self.longestText { texts.append((table.name(tag), bytes.text(text))) }
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
      if isStart { for index in tags.indices { purge(index, step) } }
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
          if let index = table.number(bytes, tag), index < tags.count { purge(index, step) }
        }
      }
    }
  }

  private mutating func purge(_ index: Int, _ step: Int) {
    guard tags[index].series.highestStep >= Double(step), !gaveUpPurging else { return }
    searched += tags[index].series.points.count
    // Each look goes through all points of a tag; a file made for it could make that take forever.
    if searched > 10_000_000 + 100 * seen {
      gaveUpPurging = true
      return
    }
    let gone = tags[index].series.removeSteps(from: Double(step))
    kept -= gone
    purged += gone
  }
}
