import PolicyRuntime
import PolicySyntax

/// `policy run`: calls a policy with given observations, without a game.
enum PolicyRunCommand {
  static let command = Command(
    name: "policy run",
    summary: "call a policy with observations from a file and print its actions",
    discussion: """
      The file holds one JSON object a line: the `obs` argument, or a row of `observe`, whose \
      observation is taken. Each line gives one line of output, {"step":0,"action":2} or, where the \
      policy fails, {"step":0,"error":{…}} with the error's kind, message, line and column.

      With --coverage it prints the policy's source instead, with how often each line ran and which \
      sides of conditions never did.
      """,
    operands: [.policyFile],
    options: [
      .observations, .seed,
      Option.flag("coverage", "print the source with the counts of its lines instead"),
    ],
    example: "policy run policies/pong/modular.py --observations seen.jsonl",
    run: run)

  private static func run(_ arguments: Arguments, _ console: Console) throws {
    let policy = try PolicyFile(arguments.required("FILE"))
    guard let path = arguments.text("observations") else {
      throw UsageError.missingOption(.observations, command.name)
    }
    let lines = try ObservationFile.lines(path)
    let interpreter = try policy.interpreter(seed: arguments.seed)
    if arguments.flag("coverage") {
      let coverage = try coverage(interpreter, lines, path, console)
      return try console.print(
        CoverageReport(source: policy.tree.source, coverage: coverage).text)
    }
    var json = JSONText()
    for (step, line) in lines.enumerated() {
      let observation = try ObservationFile.object(line.text, at: "\(path):\(line.number)")
      json.clear()
      json.object { json in
        json.value(step, "step")
        do throws(Diagnostic) {
          json.value(try interpreter.action(for: observation), "action")
        } catch {
          json.object("error") { json in
            json.value(error.kind.rawValue, "kind")
            json.value(error.message, "message")
            json.value(error.line, "line")
            json.value(error.column, "column")
          }
        }
      }
      try console.print(json.text)
    }
  }

  private static func coverage(
    _ interpreter: PolicyInterpreter, _ lines: [(number: Int, text: Substring)], _ path: String,
    _ console: Console
  ) throws -> Coverage {
    interpreter.recording = .full
    var coverage = Coverage(interpreter.program)
    var failures: [(step: Int, error: Diagnostic)] = []
    for (step, line) in lines.enumerated() {
      let observation = try ObservationFile.object(line.text, at: "\(path):\(line.number)")
      do throws(Diagnostic) {
        _ = try interpreter.action(for: observation)
      } catch {
        failures.append((step, error))
      }
      coverage.add(interpreter.runs)
    }
    if let first = failures.first {
      console.note(
        "\(failures.count) of \(lines.count) steps failed, the first one at step \(first.step): "
          + first.error.rendered(in: interpreter.program.source))
    }
    return coverage
  }
}

extension Operand {
  static let policyFile = Operand(name: "FILE", help: "the policy, a file of Python syntax")
}

extension Option {
  static let observations = Option(
    name: "observations", value: "F.jsonl", help: "the observations, a JSON object a line")
}

/// A file of observations, one JSON object a line, or rows of `observe`; empty lines are passed over.
enum ObservationFile {
  /// The lines that hold something, numbered from 1.
  static func lines(_ path: String) throws(Failure) -> [(number: Int, text: Substring)] {
    let text = String(decoding: try readFile(path, what: "observations"), as: UTF8.self)
    return text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .enumerated().map { (number: $0.offset + 1, text: Substring($0.element)) }
      .filter { !$0.text.allSatisfy(\.isWhitespace) }
  }

  /// The longest line, in bytes: far more than any game's objects need.
  private static let maximumLine = 1 << 20

  /// Reads one line.
  static func object(_ text: Substring, at place: String) throws(Failure) -> JSONValue {
    guard text.utf8.count <= maximumLine else {
      throw Failure(
        .badData, "expected at most \(maximumLine) bytes in a line, found more at \(place)")
    }
    let value: JSONValue
    do {
      value = try JSONValue(text)
    } catch {
      throw Failure(.badData, "\(error.message) at \(place):\(error.column)")
    }
    guard case .object = value else {
      throw Failure(.badData, "expected a JSON object at \(place), found `\(text.prefix(40))`")
    }
    // A row of `observe` holds the observation beside what it was made of.
    if value["step"] != nil, value["objects"] != nil, let observation = value["observation"],
      case .object = observation
    {
      return observation
    }
    return value
  }
}

extension PolicyInterpreter {
  /// What the policy returns for an observation, as an action's index.
  func action(for observation: JSONValue) throws(Diagnostic) -> Int {
    beginStep()
    let value = try callEntry(try policyValue(observation))
    if let action = value.integer { return action }
    throw Diagnostic(
      .type, "expected an action, a whole number, found \(brief(value))",
      at: entrySpan, in: program.source)
  }

  /// Where the entry function stands.
  private var entrySpan: SourceSpan {
    program.tree.entry?.span ?? SourceSpan(start: 0, end: 0)
  }

  private func policyValue(_ json: JSONValue) throws(Diagnostic) -> PolicyValue {
    switch json {
    case .null: return .none
    case .bool(let value): return .bool(value)
    case .int(let value): return .int(value)
    case .real(let value): return .real(value)
    case .text(let text): return try makeString(text)
    case .list(let values):
      let list = try makeList(capacity: values.count)
      for value in values { try append(policyValue(value), to: list) }
      return list
    case .object(let members):
      let dictionary = try makeDictionary(capacity: members.count)
      for member in members { try set(dictionary, intern(member.key), policyValue(member.value)) }
      return dictionary
    }
  }
}
