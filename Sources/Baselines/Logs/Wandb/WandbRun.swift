import Foundation

/// What the records of one run of Weights & Biases say.
///
/// Messages and field numbers are those of `wandb/proto/wandb_internal.proto`
/// (https://github.com/wandb/wandb): a `Record` holds a `HistoryRecord` (2), a `ConfigRecord` (5) or
/// a `RunRecord` (17), among others; an item has a `key` (1) or a `nested_key` (2) and `value_json`
/// (16).
struct WandbRun {
  private(set) var id = ""
  private(set) var project = ""
  private(set) var displayName = ""
  private(set) var settings = RunSettings()
  private(set) var store: SeriesStore
  /// Rows of the history.
  private(set) var rows = 0
  /// Rows without a number under the key that steps come from.
  private(set) var rowsWithoutStep = 0
  /// Whether seconds come from `_runtime`, from `_timestamp`, or nowhere.
  private(set) var hasRuntime = false
  private(set) var hasTimestamp = false

  /// The key that steps come from; nil for `_step`, which counts calls of `log`.
  private let stepKey: String?
  /// A row's numbers before its step and clock are known.
  private var row: [(index: Int, value: Double)] = []
  private var lastStep = 0.0
  private(set) var clock = Clock(.running)

  init(stepKey: String?, budget: Int) {
    self.stepKey = stepKey
    store = SeriesStore(budget: budget)
  }

  /// Takes a record; false where the bytes are none.
  mutating func take(_ bytes: borrowing RawSpan) -> Bool {
    var cursor = WireCursor(0..<bytes.byteCount)
    while let field = cursor.next(bytes) {
      guard let range = field.bytes else { continue }
      switch field.number {
      case 2: guard takeHistory(bytes, range) else { return false }
      case 5: guard takeConfiguration(bytes, range) else { return false }
      case 17: guard takeRun(bytes, range) else { return false }
      default: break
      }
    }
    return !cursor.isBroken
  }

  /// Gives the points of a name and lets go of them.
  mutating func take(_ index: Int) -> (points: [PointSeries.Point], stride: Int) {
    store.take(index)
  }

  // MARK: The run

  private mutating func takeRun(_ bytes: borrowing RawSpan, _ range: Range<Int>) -> Bool {
    var cursor = WireCursor(range)
    while let field = cursor.next(bytes) {
      guard let range = field.bytes else { continue }
      switch field.number {
      case 1: id = bytes.text(range)
      case 3: project = bytes.text(range)
      case 4: guard takeConfiguration(bytes, range) else { return false }
      case 8: displayName = bytes.text(range)
      default: break
      }
    }
    return !cursor.isBroken
  }

  private mutating func takeConfiguration(
    _ bytes: borrowing RawSpan, _ range: Range<Int>
  ) -> Bool {
    var cursor = WireCursor(range)
    while let field = cursor.next(bytes) {
      guard field.number == 1, let item = field.bytes else { continue }
      guard let (key, value) = Self.item(bytes, item) else { return false }
      var text = bytes.text(value)
      if text.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") {
        text = String(text.dropFirst().dropLast())
      }
      // Configurations that were nested: the last part says what it is.
      let name = key.map { bytes.text($0) } ?? ""
      settings.take(name.split(separator: ".").last.map(String.init) ?? name, text)
    }
    return !cursor.isBroken
  }

  /// Where an item's key is, nil for one of several parts, and its value.
  static func item(
    _ bytes: borrowing RawSpan, _ range: Range<Int>
  ) -> (key: Range<Int>?, value: Range<Int>)? {
    var key: Range<Int>?
    var parts = 0
    var value = 0..<0
    var cursor = WireCursor(range)
    while let field = cursor.next(bytes) {
      guard let range = field.bytes else { continue }
      switch field.number {
      case 1: key = range
      case 2:
        key = range
        parts += 1
      case 16: value = range
      default: break
      }
    }
    if cursor.isBroken { return nil }
    return (parts > 1 ? nil : key, value)
  }

  // MARK: History

  private mutating func takeHistory(_ bytes: borrowing RawSpan, _ range: Range<Int>) -> Bool {
    row.removeAll(keepingCapacity: true)
    var (runtime, timestamp, step): (Double?, Double?, Double?)
    var cursor = WireCursor(range)
    while let field = cursor.next(bytes) {
      guard field.number == 1, let range = field.bytes else { continue }
      guard let (single, value) = Self.item(bytes, range) else { return false }
      guard let single else {
        addNested(bytes, range, value)
        continue
      }
      let name = bytes.text(single)
      guard let number = Self.number(bytes, value) else {
        if !name.hasPrefix("_") { addMembers(of: name, bytes, value) }
        continue
      }
      if name == stepKey ?? "_step", number.isFinite { step = number }
      switch name {
      case "_runtime": runtime = number
      case "_timestamp": timestamp = number
      case "_step": break
      default: if let index = store.index(bytes, single) { row.append((index, number)) }
      }
    }
    guard !cursor.isBroken else { return false }
    finishRow(step, runtime, timestamp)
    return true
  }

  private mutating func finishRow(_ step: Double?, _ runtime: Double?, _ timestamp: Double?) {
    rows += 1
    if let step { lastStep = step } else { rowsWithoutStep += 1 }
    if let runtime, runtime.isFinite {
      _ = clock.advance(to: runtime)
      hasRuntime = true
    } else if !hasRuntime, let timestamp, timestamp.isFinite {
      _ = clock.advance(to: timestamp)
      hasTimestamp = true
    }
    for (index, value) in row {
      store.add(PointSeries.Point(step: lastStep, time: clock.seconds, value: value), to: index)
    }
  }

  /// A number in JSON, or one of the words that stand for those that JSON does not have.
  private static func number(_ bytes: borrowing RawSpan, _ range: Range<Int>) -> Double? {
    guard !range.isEmpty, range.count < 64 else { return nil }
    switch bytes.text(range) {
    case "NaN", "\"NaN\"": return .nan
    case "Infinity", "\"Infinity\"": return .infinity
    case "-Infinity", "\"-Infinity\"": return -.infinity
    case "true": return 1
    case "false": return 0
    case let text:
      guard let first = text.utf8.first, first == 0x2D || (0x30...0x39).contains(first)
      else { return nil }
      return Double(text)
    }
  }

  /// A value under a key of several parts, which Weights & Biases shows with dots between them.
  private mutating func addNested(
    _ bytes: borrowing RawSpan, _ range: Range<Int>, _ value: Range<Int>
  ) {
    var parts: [String] = []
    var cursor = WireCursor(range)
    while let field = cursor.next(bytes) {
      if field.number == 2, let range = field.bytes { parts.append(bytes.text(range)) }
    }
    let name = parts.joined(separator: ".")
    if let number = Self.number(bytes, value) {
      add(name, number)
    } else if parts.first?.hasPrefix("_") != true {
      addMembers(of: name, bytes, value)
    }
  }

  private mutating func add(_ name: String, _ number: Double) {
    let text = Array(name.utf8)
    if let index = store.index(text.span.bytes, 0..<text.count) { row.append((index, number)) }
  }

  /// The numbers of a JSON object, each under the name with a dot and its key. Pictures, tables and
  /// histograms, which have a `_type`, are no numbers.
  private mutating func addMembers(
    of name: String, _ bytes: borrowing RawSpan, _ value: Range<Int>
  ) {
    guard value.count > 2, value.count < 1 << 16, bytes.text(value.prefix(1)) == "{",
      let object = try? JSONSerialization.jsonObject(with: Data(bytes.text(value).utf8))
    else { return }
    addMembers(of: name, object, depth: 0)
  }

  private mutating func addMembers(of name: String, _ value: Any, depth: Int) {
    if let number = value as? NSNumber {
      add(name, number.doubleValue)
    } else if let members = value as? [String: Any], depth < 8, members["_type"] == nil {
      for key in members.keys.sorted() {
        addMembers(of: "\(name).\(key)", members[key] as Any, depth: depth + 1)
      }
    }
  }
}

/// The keys of a history, which tell where the steps come from.
struct WandbKeys {
  /// A run with more keys than these has enough of them.
  private static let most = 10_000

  private(set) var names = Set<String>()

  /// Looks through a record.
  mutating func take(_ bytes: borrowing RawSpan) {
    var record = WireCursor(0..<bytes.byteCount)
    while let field = record.next(bytes) {
      guard field.number == 2, let history = field.bytes else { continue }
      var cursor = WireCursor(history)
      while let field = cursor.next(bytes) {
        guard field.number == 1, let item = field.bytes,
          let (key, _) = WandbRun.item(bytes, item), let key, key.count < TagTable.longestTag
        else { continue }
        let name = bytes.text(key)
        if names.count < Self.most { names.insert(name) }
      }
    }
  }
}
