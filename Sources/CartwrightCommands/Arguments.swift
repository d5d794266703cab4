/// The values that a command line gives to one command, checked against the command's table.
///
/// Options are read as `--name value` or `--name=value`, in any place; `--` ends them.
struct Arguments: Sendable {
  private let command: Command
  /// As they were given.
  let words: [String]
  private var texts: [String: String] = [:]
  /// All values that were given, in order.
  private var lists: [String: [String]] = [:]
  private var given: Set<String> = []
  /// What stands for the operand that repeats, in order.
  private(set) var repeated: [String] = []

  /// Reads what follows the command's name.
  init(_ words: some Collection<String>, of command: Command) throws(UsageError) {
    self.command = command
    self.words = Array(words)
    var words = self.words[...]
    var operands = command.operands[...]
    var optionsEnded = false
    while let word = words.popFirst() {
      if !optionsEnded, word == "--" {
        optionsEnded = true
      } else if !optionsEnded, word.hasPrefix("-"), word != "-" {
        try takeOption(word, &words)
      } else if let operand = operands.popFirst() {
        try take(word, operand.name, operand.kind)
        if operand.repeats { repeated.append(word) }
      } else if let last = command.operands.last, last.repeats {
        try take(word, last.name, last.kind)
        repeated.append(word)
      } else {
        throw .surplus(word, command.name)
      }
    }
    for operand in command.operands where texts[operand.name] == nil {
      guard operand.defaultValue != nil || operand.isOptional else {
        throw .missingOperand(operand, command.name)
      }
      texts[operand.name] = operand.defaultValue
    }
    for option in command.options where texts[option.name] == nil {
      texts[option.name] = option.defaultValue
    }
  }

  private mutating func takeOption(
    _ word: String, _ words: inout ArraySlice<String>
  ) throws(UsageError) {
    let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts[0].hasPrefix("--"), let option = command.option(named: parts[0].dropFirst(2))
    else { throw .unknownOption(String(parts[0]), command) }
    let label = "--" + option.name
    if given.contains(option.name), !option.repeats { throw .repeated(label) }
    if case .flag = option.kind {
      if parts.count > 1 { throw .surplusValue(label, String(parts[1])) }
      given.insert(option.name)
    } else if parts.count > 1 {
      try take(String(parts[1]), option.name, option.kind, label: label)
    } else if let value = words.first, !value.hasPrefix("--") {
      words.removeFirst()
      try take(value, option.name, option.kind, label: label)
    } else {
      throw .missingValue(label, option.kind.expectation(option.value), found: words.first)
    }
  }

  private mutating func take(
    _ text: String, _ name: String, _ kind: ValueKind, label: String? = nil
  ) throws(UsageError) {
    guard kind.accepts(text) else { throw .badValue(label ?? name, kind, text) }
    texts[name] = text
    lists[name, default: []].append(text)
    given.insert(name)
  }

  /// The words that name the command.
  var commandName: String { command.name }

  /// Whether the command line itself names the option or operand.
  func isGiven(_ name: String) -> Bool { given.contains(name) }

  /// Whether a switch is set.
  func flag(_ name: String) -> Bool {
    precondition(command.option(named: name) != nil, "`\(command.name)` has no --\(name)")
    return given.contains(name)
  }

  /// The text of an option or operand, or of its default.
  func text(_ name: String) -> String? {
    precondition(
      command.option(named: name) != nil || command.operands.contains { $0.name == name },
      "`\(command.name)` has no \(name)")
    return texts[name]
  }

  /// All texts of an option that repeats, in order.
  func texts(_ name: String) -> [String] {
    precondition(command.option(named: name)?.repeats == true, "--\(name) does not repeat")
    return lists[name] ?? []
  }

  /// The text of an operand or of an option that has a default.
  func required(_ name: String) -> String {
    guard let text = text(name) else { preconditionFailure("\(name) may be missing") }
    return text
  }

  /// A whole number.
  func integer(_ name: String) -> Int? { text(name).flatMap { Int($0) } }

  /// A number.
  func number(_ name: String) -> Double? { text(name).flatMap { Double($0) } }

  /// A length of time in seconds.
  func seconds(_ name: String) -> Double? { text(name).flatMap(ValueKind.seconds) }
}

extension ValueKind {
  /// Whether the text is a value of this kind.
  func accepts(_ text: String) -> Bool {
    switch self {
    case .flag: false
    case .text: !text.isEmpty
    case .choice(let words): words.contains(text)
    case .integer(let range): Int(text).map(range.contains) ?? false
    case .number(let range): Double(text).map(range.contains) ?? false
    case .duration: Self.seconds(text) != nil
    case .form(_, let isValid): isValid(text)
    }
  }

  /// The words that may stand here, where they can be counted.
  var words: [String] { if case .choice(let words) = self { words } else { [] } }

  /// What is expected, as it completes “expected …”.
  func expectation(_ valueName: String?) -> String {
    switch self {
    case .flag: "nothing"
    case .text: valueName.map { "a value (\($0))" } ?? "a value"
    case .choice(let words): words.map { "`\($0)`" }.joined(separator: " or ")
    case .integer(let range):
      "a whole number" + Self.bounds(range.lowerBound, range.upperBound, Int.min, Int.max)
    case .number(let range):
      "a number"
        + Self.bounds(
          Self.short(range.lowerBound), Self.short(range.upperBound), Self.short(-.infinity),
          Self.short(.infinity))
    case .duration: "a length of time such as 90s, 8m or 1h30m"
    case .form(let expected, _): expected
    }
  }

  /// Without the decimal point that a whole number does not need.
  private static func short(_ number: Double) -> String {
    Int(exactly: number).map { "\($0)" } ?? "\(number)"
  }

  private static func bounds<Number: Equatable>(
    _ low: Number, _ high: Number, _ lowest: Number, _ highest: Number
  ) -> String {
    switch (low == lowest, high == highest) {
    case (true, true): ""
    case (false, true): " from \(low) up"
    case (true, false): " up to \(high)"
    case (false, false): " from \(low) to \(high)"
    }
  }

  /// Reads `90`, `90s`, `8m`, `1h30m` as seconds; nil for anything else and for nothing at all.
  static func seconds(_ text: String) -> Double? {
    var total = 0.0
    var number = ""
    var units: [Character: Double] = ["h": 3600, "m": 60, "s": 1]
    for character in text {
      if character.isASCII, character.isNumber || character == "." {
        number.append(character)
      } else {
        guard let unit = units[character], let value = Double(number) else { return nil }
        total += value * unit
        units = units.filter { $0.value < unit }
        number = ""
      }
    }
    if !number.isEmpty {
      guard text == number, let value = Double(number) else { return nil }
      total = value
    }
    return total > 0 ? total : nil
  }
}
