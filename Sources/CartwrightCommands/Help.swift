/// The help texts, made from the commands' tables.
enum Help {
  /// As wide as the lines of the help become.
  private static let width = 90

  /// What `cartwright` alone prints: what this is and what to type first.
  static func first(_ commands: [Command]) -> String {
    """
    Cartwright plays Atari 2600 games and writes the programs that play them.

    Start with:
      cartwright train pong     rewrite a weak Pong policy until it plays well

    All commands: cartwright help
    """
  }

  /// What `cartwright help` prints: every command with its summary.
  static func overview(_ commands: [Command]) -> String {
    """
    Cartwright plays Atari 2600 games headless and writes the programs that play them.

    Usage: cartwright COMMAND [argument…] [--option value…]

    Commands:
    \(table(commands.map { ("  " + usageName($0), $0.summary) }))

    `cartwright help COMMAND` or `cartwright COMMAND --help` tells a command's options;
    `cartwright --version` tells the versions.

    GAME is a name as ALE has it (pong, space_invaders) or a Gymnasium id (ALE/Pong-v5,
    PongNoFrameskip-v4), which also sets frame skip and sticky actions.

    Results go to standard output, everything else to standard error. Exit codes: 0 done,
    64 wrong usage, 65 bad data, 66 missing input, 69 service unavailable, 70 our own bug,
    74 input or output failed, 130 interrupted after saving.
    """
  }

  /// The commands of a group, as `policy`.
  static func group(_ name: String, _ commands: [Command]) -> String {
    """
    Usage: cartwright \(name) COMMAND …

    Commands:
    \(table(commands.map { ("  " + usageName($0), $0.summary) }))

    `cartwright help \(name) COMMAND` tells a command's options.
    """
  }

  /// The help of one command.
  static func command(_ command: Command) -> String {
    var parts = [
      "\(command.summary.prefix(1).uppercased() + command.summary.dropFirst()).",
      "Usage: cartwright \(usageName(command))\(command.options.isEmpty ? "" : " [--option…]")",
    ]
    if !command.discussion.isEmpty {
      let paragraphs = command.discussion.split(separator: "\n\n")
      parts += paragraphs.map { wrapped(String($0), indent: 0) }
    }
    if !command.operands.isEmpty {
      let rows = command.operands.map {
        ("  " + $0.name, describe($0.help, $0.kind, $0.defaultValue))
      }
      parts.append(table(rows))
    }
    if !command.options.isEmpty {
      let rows = command.options.map {
        (
          "  --\($0.name)\($0.value.map { " \($0)" } ?? "")",
          describe($0.help, $0.kind, $0.defaultValue)
        )
      }
      parts.append("Options:\n" + table(rows))
    }
    parts.append("Example:\n  cartwright \(command.example)")
    return parts.joined(separator: "\n\n")
  }

  private static func usageName(_ command: Command) -> String {
    ([command.name]
      + command.operands.map { operand in
        let name = operand.name + (operand.repeats ? "…" : "")
        return operand.defaultValue == nil && !operand.isOptional ? name : "[\(name)]"
      })
      .joined(separator: " ")
  }

  private static func describe(_ help: String, _ kind: ValueKind, _ defaultValue: String?) -> String
  {
    var notes: [String] = []
    if case .choice(let words) = kind, words.count > 1 {
      notes.append(words.joined(separator: ", "))
    }
    if let defaultValue { notes.append("default \(defaultValue)") }
    return notes.isEmpty ? help : "\(help) (\(notes.joined(separator: "; ")))"
  }

  /// Two columns; the second one is wrapped.
  private static func table(_ rows: [(String, String)]) -> String {
    let first = min(30, rows.map(\.0.count).max() ?? 0) + 2
    return rows.map { left, right in
      let text = wrapped(right, indent: first)
      if left.count > first - 2 { return left + "\n" + String(repeating: " ", count: first) + text }
      return left + String(repeating: " ", count: first - left.count) + text
    }.joined(separator: "\n")
  }

  /// Breaks a text between words; lines after the first start with `indent` spaces.
  private static func wrapped(_ text: String, indent: Int) -> String {
    var lines: [String] = []
    var line = ""
    for word in text.split(whereSeparator: \.isWhitespace) {
      if !line.isEmpty, line.count + 1 + word.count > width - indent {
        lines.append(line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + word
    }
    lines.append(line)
    return lines.joined(separator: "\n" + String(repeating: " ", count: indent))
  }
}
