import PolicyRuntime
import PolicySyntax

/// `policy explain`: one step of a policy, line by line, with values.
enum PolicyExplainCommand {
  static let command = Command(
    name: "policy explain",
    summary: "show one step of a policy line by line, with values",
    discussion: """
      Calls the policy with the observations up to the one of --step and shows what it did with that \
      one: every line that ran, in order, with the values that names got and the outcomes of \
      conditions. A * marks the lines that decided the action. Calls are indented; of a loop the \
      first rounds and the last one are shown.

      The file holds one JSON object a line, as `policy run` reads it.
      """,
    operands: [.policyFile],
    options: [
      .observations,
      Option(
        name: "step", value: "N", kind: .integer(0...1_000_000_000),
        help: "the observation to explain, counted from 0", defaultValue: "0"),
      .seed,
      Option.flag("json", "print one JSON document instead of the text"),
    ],
    example: "policy explain policies/pong/modular.py --observations seen.jsonl --step 3",
    run: run)

  private static func run(_ arguments: Arguments, _ console: Console) throws {
    let policy = try PolicyFile(arguments.required("FILE"), recordsValues: true)
    guard let path = arguments.text("observations") else {
      throw UsageError.missingOption(.observations, command.name)
    }
    let step = arguments.integer("step") ?? 0
    let lines = try ObservationFile.lines(path)
    guard step < lines.count else {
      throw Failure(
        .badData,
        "expected an observation for step \(step) in \(path), found \(lines.count) of them")
    }
    let interpreter = try policy.interpreter(seed: arguments.seed)
    for line in lines[..<step] {
      // What fails is told by `policy run`; it may still have changed what the policy keeps.
      let observation = try ObservationFile.object(line.text, at: "\(path):\(line.number)")
      _ = try? interpreter.action(for: observation)
    }
    interpreter.recording = .full
    let last = lines[step]
    let observation = try ObservationFile.object(last.text, at: "\(path):\(last.number)")
    let outcome = Result { () throws(Diagnostic) in try interpreter.action(for: observation) }
    let report = ExplainReport(policy, interpreter, step: step, outcome)
    try console.print(
      arguments.flag("json") ? report.json : report.text(isColored: console.out.isTerminal))
  }
}

/// What `policy explain` tells, as text and as data.
private struct ExplainReport {
  private let path: String
  private let source: SourceFile
  private let step: Int
  private let outcome: Result<Int, Diagnostic>
  private let explanation: StepExplanation
  private let trace: StepTrace
  /// The lines of the source, with spaces for tabs.
  private let sourceLines: [String]

  init(
    _ policy: PolicyFile, _ interpreter: PolicyInterpreter, step: Int,
    _ outcome: Result<Int, Diagnostic>
  ) {
    path = policy.path
    source = policy.tree.source
    self.step = step
    self.outcome = outcome
    explanation = interpreter.explanation
    trace = interpreter.trace
    sourceLines = source.lines
  }

  // MARK: Text

  /// Where the values of a line begin.
  private static let column = 52

  func text(isColored: Bool) -> String {
    let deciding = Set(explanation.decidingLines)
    let dim = { (text: String) in isColored ? "\u{1B}[2m\(text)\u{1B}[0m" : text }
    let bold = { (text: String) in isColored ? "\u{1B}[1m\(text)\u{1B}[0m" : text }
    var rows: [String] = []
    /// How far the code of each function is indented in the source.
    var margins: [Int] = []
    for item in explanation.items {
      switch item {
      case .call(let function, let depth, let arguments):
        let list = arguments.map { "\($0.name)=\(short($0.value))" }.joined(separator: ", ")
        rows.append(indent(depth) + bold("\(function)(\(list))"))
        margins.append(-1)
      case .line(let line):
        let code = sourceLines[line.number - 1]
        let spaces = code.prefix { $0 == " " }.count
        if margins[line.depth] < 0 { margins[line.depth] = spaces }
        let left =
          indent(line.depth) + (deciding.contains(line.number) ? " * " : "   ")
          + pad("\(line.number)", 4) + "  "
          + String(repeating: " ", count: max(0, spaces - margins[line.depth]))
          + code.trimmed
        let notes = notes(line)
        // Behind a long line there is no room: on the next one.
        let isLong = left.count > 70
        let space = String(
          repeating: " ", count: max(2, isLong ? Self.column : Self.column - left.count))
        if isLong { rows.append(left) }
        rows.append(notes.isEmpty ? left : (isLong ? "" : left) + space + dim("# " + notes))
        if isLong, notes.isEmpty { rows.removeLast() }
      case .end(let function, let depth, let result):
        margins.removeLast()
        if depth > 0 {
          rows.append(
            indent(depth) + dim(result.map { "\(function) = \(short($0))" } ?? "\(function) failed")
          )
        }
      case .rounds(let count, let line, let depth):
        rows.append(
          indent(depth)
            + dim("        … \(count) more \(count == 1 ? "round" : "rounds") of line \(line)"))
      }
    }
    rows.append("")
    switch outcome {
    case .success(let action): rows.append(bold("action \(action)"))
    case .failure(let error): rows.append("error: \(error.rendered(in: source))")
    }
    let lines = explanation.decidingLines.map(String.init).joined(separator: ", ")
    if !lines.isEmpty { rows.append("decided by lines \(lines)") }
    if !trace.output.isEmpty { rows.append("printed:\n" + trace.output.trimmed) }
    rows.append("fuel \(trace.fuelUsed)")
    return rows.joined(separator: "\n")
  }

  private func indent(_ depth: Int) -> String { String(repeating: "    ", count: depth) }

  private func pad(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }

  private func short(_ text: String) -> String {
    text.count > 44 ? text.prefix(41) + "…" : text
  }

  /// The values of a line: what was decided, what was assigned, what went wrong.
  private func notes(_ line: StepExplanation.Line) -> String {
    var notes: [String] = []
    for condition in line.conditions {
      let same = line.conditions.filter { $0.text == condition.text && $0.kind == condition.kind }
      if same.count > 3 {
        let count = same.count(where: \.value)
        let note =
          "\(short(condition.text)): true \(count) times, false \(same.count - count) times"
        if !notes.contains(note) { notes.append(note) }
        continue
      }
      // Collections say little here, and much.
      let operands = condition.operands
        .filter { $0.name != condition.text && $0.value.count <= 32 }
        .map { "\($0.name) = \($0.value)" }.joined(separator: ", ")
      let own = ["if", "elif", "while", "assert"].contains(condition.kind.rawValue)
      let subject = own ? "" : "\(short(condition.text)): "
      notes.append(subject + (condition.value ? "true" : "false"))
      if !operands.isEmpty { notes[notes.count - 1] += " (\(operands))" }
    }
    notes += line.assigned.map { "\($0.name) = \(short($0.value))" }
    if let returned = line.returned { notes.append("returns \(short(returned))") }
    if let error = line.error { notes.append(error) }
    return notes.joined(separator: "; ")
  }

  // MARK: Data

  var json: String {
    let deciding = Set(explanation.decidingLines)
    var json = JSONText()
    json.object { json in
      json.value(path, "policy")
      json.value(step, "step")
      json.list("events") { json in
        for item in explanation.items { json.object { event(item, deciding, &$0) } }
      }
      switch outcome {
      case .success(let action):
        json.value(action, "action")
        json.value(nil as Int?, "error")
      case .failure(let error):
        json.value(nil as Int?, "action")
        json.object("error") { json in
          json.value(error.kind.rawValue, "kind")
          json.value(error.message, "message")
          json.value(error.line, "line")
          json.value(error.column, "column")
        }
      }
      json.list("deciding_lines") { json in
        for line in explanation.decidingLines { json.value(line) }
      }
      json.value(trace.output, "output")
      json.value(trace.fuelUsed, "fuel")
    }
    return json.text
  }

  private func event(_ item: StepExplanation.Item, _ deciding: Set<Int>, _ json: inout JSONText) {
    switch item {
    case .call(let function, let depth, let arguments):
      json.value("call", "event")
      json.value(depth, "depth")
      json.value(function, "function")
      json.list("arguments") { json in
        for argument in arguments {
          json.object { json in
            json.value(argument.name, "name")
            json.value(argument.value, "value")
          }
        }
      }
    case .line(let line):
      json.value("line", "event")
      json.value(line.depth, "depth")
      json.value(line.number, "line")
      json.value(sourceLines[line.number - 1], "source")
      json.value(deciding.contains(line.number), "decided")
      values(line.assigned, "assigned", &json)
      json.list("conditions") { json in
        for condition in line.conditions {
          json.object { json in
            json.value(condition.kind.rawValue, "kind")
            json.value(condition.text, "condition")
            json.value(condition.value, "value")
            values(condition.operands, "operands", &json)
          }
        }
      }
      values(line.values, "values", &json)
      json.value(line.returned, "returned")
      json.value(line.error, "error")
    case .end(let function, let depth, let result):
      json.value(result == nil ? "failure" : "return", "event")
      json.value(depth, "depth")
      json.value(function, "function")
      json.value(result, "result")
    case .rounds(let count, let line, let depth):
      json.value("rounds", "event")
      json.value(depth, "depth")
      json.value(line, "line")
      json.value(count, "left_out")
    }
  }

  private func values(
    _ values: [StepExplanation.NamedValue], _ key: StaticString, _ json: inout JSONText
  ) {
    json.list(key) { json in
      for value in values {
        json.object { json in
          json.value(value.name, "name")
          json.value(value.value, "value")
        }
      }
    }
  }
}

extension SourceFile {
  /// The lines of the text, with four spaces for a tab.
  var lines: [String] {
    text.split(omittingEmptySubsequences: false) { ["\n", "\r", "\r\n"].contains($0) }
      .map { String($0.replacing("\t", with: "    ")) }
  }
}

extension String {
  /// The text without white space at its ends.
  fileprivate var trimmed: String {
    let start = drop { $0.isWhitespace }
    return String(start.prefix(start.count - start.reversed().prefix { $0.isWhitespace }.count))
  }
}
