/// One command of the program as a table: everything that parsing, help and usage errors need, and
/// the function that does the work.
struct Command: Sendable {
  /// The words that name it, as `policy check`.
  let name: String
  /// What it does, in one line.
  let summary: String
  /// What a reader of its help should know beyond the options, in paragraphs.
  var discussion = ""
  /// What stands without a dash, in order.
  var operands: [Operand] = []
  /// What stands with two dashes.
  var options: [Option] = []
  /// A command line that works, without the program's name.
  let example: String
  /// Does it. Results go to `Console.out`; everything that fails is thrown.
  let run: @Sendable (Arguments, Console) throws -> Void
}

/// What a value on the command line may be.
enum ValueKind: Sendable {
  /// A switch, without a value.
  case flag
  /// Any text, such as a path.
  case text
  /// One of these words.
  case choice([String])
  /// A whole number in a range.
  case integer(ClosedRange<Int>)
  /// A number in a range.
  case number(ClosedRange<Double>)
  /// A length of time: `90`, `90s`, `8m`, `1h30m`.
  case duration
  /// A text in a form of its own; `expected` completes “expected …”.
  case form(expected: String, isValid: @Sendable (String) -> Bool)
}

/// A value that stands without a dash, such as the game.
struct Operand: Sendable {
  /// As it stands in the usage line, in capitals.
  let name: String
  var kind = ValueKind.text
  let help: String
  /// Taken where the operand is missing.
  var defaultValue: String?
  /// Whether it may be missing although it has no default.
  var isOptional = false
  /// Whether it may stand several times; the last operand of its command then.
  var repeats = false
}

/// A named option, such as `--seed N`.
struct Option: Sendable {
  /// Without the dashes.
  let name: String
  /// As its value stands in the help, in capitals; nil for a switch.
  var value: String?
  var kind = ValueKind.text
  let help: String
  /// Taken where the option is missing, as it would be written.
  var defaultValue: String?
  /// Whether it may be given several times.
  var repeats = false

  /// A switch.
  static func flag(_ name: String, _ help: String) -> Option {
    Option(name: name, kind: .flag, help: help)
  }
}

extension Command {
  /// The first of the words that name it, where there are several.
  var group: Substring? {
    name.contains(" ") ? name.prefix { $0 != " " } : nil
  }

  func option(named name: some StringProtocol) -> Option? { options.first { $0.name == name } }
}
