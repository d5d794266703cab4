import PolicySyntax

/// Why a command line cannot be understood. `failure` is the one place that puts it into words.
enum UsageError: Error, Sendable {
  case unknownCommand(String, known: [String])
  case missingSubcommand(String, known: [String])
  case unknownOption(String, Command)
  case missingValue(String, String, found: String?)
  case surplusValue(String, String)
  case badValue(String, ValueKind, String)
  case repeated(String)
  case missingOperand(Operand, String)
  case surplus(String, String?)
  case missingOption(Option, String)
  /// Exactly one of these options is needed; `found` tells which ones there were.
  case needsOne([String], found: [String])
  /// An option without the one that it belongs to.
  case needs(String, with: String)
  /// Two options that exclude each other.
  case exclusive(String, String)
  /// A value that only the command itself can judge.
  case value(String, expected: String, found: String, hint: String? = nil)

  /// The error as it is printed.
  var failure: Failure {
    let (message, hint) = words
    return Failure(.usage, message, hint: hint)
  }

  private var words: (message: String, hint: String?) {
    switch self {
    case .unknownCommand(let found, let known):
      (
        "expected a command, found `\(found)`",
        Self.suggestion(for: found, among: known) ?? "see `cartwright help`"
      )
    case .missingSubcommand(let group, let known):
      (
        "expected \(Self.list(known.map { "`\(group) \($0)`" })), found `\(group)` alone",
        "see `cartwright help \(group)`"
      )
    case .unknownOption(let found, let command):
      (
        "expected an option of `\(command.name)`, found `\(found)`",
        Self.suggestion(for: found, among: command.options.map { "--\($0.name)" })
          ?? "see `cartwright help \(command.name)`"
      )
    case .missingValue(let option, let expected, let found):
      ("expected \(expected) after \(option), found \(found.map { "`\($0)`" } ?? "nothing")", nil)
    case .surplusValue(let option, let found):
      ("expected no value for \(option), found `\(found)`", nil)
    case .badValue(let name, let kind, let found):
      (
        "expected \(kind.expectation(nil)) for \(name), found `\(found)`",
        Self.suggestion(for: found, among: kind.words)
      )
    case .repeated(let option): ("expected \(option) once, found it twice", nil)
    case .missingOperand(let operand, let command):
      (
        "expected \(operand.name) (\(operand.help)), found nothing",
        "see `cartwright help \(command)`"
      )
    case .missingOption(let option, let command):
      (
        "expected --\(option.name) \(option.value ?? "") (\(option.help)), found none",
        "see `cartwright help \(command)`"
      )
    case .surplus(let found, let command):
      (
        "expected no further argument, found `\(found)`",
        command.map { "see `cartwright help \($0)`" }
      )
    case .needsOne(let options, let found):
      (
        "expected one of \(Self.list(options)), found \(found.isEmpty ? "none" : Self.all(found))",
        nil
      )
    case .needs(let option, let other): ("expected \(other) with \(option), found none", nil)
    case .exclusive(let one, let other): ("expected \(one) or \(other), found both", nil)
    case .value(let name, let expected, let found, let hint):
      ("expected \(expected) for \(name), found \(found)", hint)
    }
  }

  private static func suggestion(for found: String, among known: [String]) -> String? {
    nearestName(to: found, among: known).map { "did you mean `\($0)`?" }
  }

  private static func list(_ items: [String]) -> String {
    items.count < 2
      ? items.joined() : items.dropLast().joined(separator: ", ") + " or " + items[items.count - 1]
  }

  private static func all(_ items: [String]) -> String {
    items.count < 2
      ? items.joined() : items.dropLast().joined(separator: ", ") + " and " + items[items.count - 1]
  }
}
