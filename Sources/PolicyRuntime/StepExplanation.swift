// One step as a person reads it: every line that ran, in order, with what came of it.

import PolicySyntax

/// What the last step did, line by line, with values.
///
/// For programs compiled with `recordsValues`. Of a loop the first rounds and the last one are kept.
public struct StepExplanation: Sendable, Hashable {
  /// A line that ran.
  public struct Line: Sendable, Hashable {
    /// From 1.
    public let number: Int
    /// The calls around it; those of the entry function itself are at 0.
    public let depth: Int
    /// The names, attributes and items that got a value, with its text then.
    public internal(set) var assigned: [NamedValue] = []
    /// The conditions that were decided.
    public internal(set) var conditions: [Condition] = []
    /// What it returned.
    public internal(set) var returned: String?
    /// The class and message of the error that it ended with.
    public internal(set) var error: String?
    /// The expressions that were evaluated, the inner ones first, as long as no condition took them.
    public internal(set) var values: [NamedValue] = []
  }

  /// The text of a name or expression, and that of its value.
  public struct NamedValue: Sendable, Hashable {
    public let name: String
    public let value: String
    let span: SourceSpan
  }

  /// A condition with the values that decided it.
  public struct Condition: Sendable, Hashable {
    public let kind: StepTrace.Branch.Kind
    public let text: String
    public let value: Bool
    /// Its largest parts that are not constants.
    public let operands: [NamedValue]
  }

  /// What happened, in order.
  public enum Item: Sendable, Hashable {
    case line(Line)
    /// A function was called from the line before; its lines follow.
    case call(function: String, depth: Int, arguments: [StepTrace.Argument])
    /// It returned a value, or failed.
    case end(function: String, depth: Int, result: String?)
    /// Rounds of the loop at a line that are left out.
    case rounds(Int, line: Int, depth: Int)
  }

  public let items: [Item]
  /// The lines that decided the action, or the error.
  public let decidingLines: [Int]
}

extension PolicyInterpreter {
  /// What the last step did. Needs `recording == .full` and is valid until `beginStep`.
  public var explanation: StepExplanation {
    var builder = ExplanationBuilder(self)
    builder.read()
    return StepExplanation(items: builder.items, decidingLines: decidingLines)
  }
}

private struct ExplanationBuilder {
  typealias Line = StepExplanation.Line

  /// The first rounds of a loop that are shown.
  static let shownRounds = 3

  private let interpreter: PolicyInterpreter
  private let program: PolicyProgram
  private let parts: ProgramParts
  private let texts: [String]
  private(set) var items: [StepExplanation.Item] = []
  private var frames: [Frame] = []
  private var cursor = PartCursor()

  private struct Frame {
    let function: String
    /// The item of the line that runs.
    var line: Int?
    var part = -1
    var loops: [Loop] = []
  }

  private struct Loop {
    let part: Int
    var rounds = 0
    /// Where the first round that may be left out begins.
    var mark = 0
  }

  init(_ interpreter: PolicyInterpreter) {
    self.interpreter = interpreter
    program = interpreter.program
    parts = interpreter.programParts
    texts = interpreter.traceTexts
  }

  mutating func read() {
    let events = interpreter.traceEvents
    let sites = program.traced.sites
    var index = 0
    /// The text that follows an event, or that of the value as it is now.
    func text(_ event: TraceEvent) -> String {
      guard index < events.count, events[index].kind == .text else {
        return interpreter.repr(event.value)
      }
      index += 1
      return texts[Int(events[index - 1].value.int)]
    }
    while index < events.count {
      let event = events[index]
      index += 1
      let part = cursor.part(of: event, sites, parts, program.traced.spans)
      if let part, cursor.begins { begin(part) }
      switch event.kind {
      case .entered:
        let function = program.plain.functions[Int(event.site)]
        let first = index
        while index < events.count, events[index].kind == .argument { index += 1 }
        let arguments = events[first..<index].enumerated().map { argument in
          StepTrace.Argument(
            name: program.plain.strings[Int(function.names[argument.offset].rawValue)],
            value: text(argument.element))
        }
        items.append(
          .call(function: function.name, depth: frames.count, arguments: arguments))
        frames.append(Frame(function: function.name))
      case .returned:
        let result = text(event)
        if event.site >= 0, part != nil { change { $0.returned = result } }
        if let frame = frames.popLast() {
          items.append(.end(function: frame.function, depth: frames.count, result: result))
        }
      case .left:
        for _ in 0..<min(Int(event.site), frames.count) {
          let frame = frames.removeLast()
          items.append(.end(function: frame.function, depth: frames.count, result: nil))
        }
      case .failed:
        let message = text(event)
        change { $0.error = $0.error ?? message }
      case .assigned:
        let site = sites[Int(event.site)]
        let value = text(event)
        if event.value.tag == .unbound { break }
        assign(site.name, value, site.span)
      case .isTrue, .isFalse:
        let site = sites[Int(event.site)]
        if site.kind == .branch(.for) {
          if event.kind == .isTrue, !site.name.isEmpty { assign(site.name, text(event), site.span) }
        } else if case .branch(let kind) = site.kind {
          decide(kind, site.span, event.kind == .isTrue)
        }
        if event.kind == .isTrue, let part, parts.parts[part].kind == .loop { beginRound(part) }
      case .text:
        guard event.site >= 0 else { break }
        let site = sites[Int(event.site)]
        let value = texts[Int(event.value.int)]
        let entry = named(program.source.text(of: site.span), value, site.span)
        change { $0.values.append(entry) }
      case .line, .argument: break
      }
    }
  }

  private func named(
    _ name: String, _ value: String, _ span: SourceSpan
  ) -> StepExplanation.NamedValue {
    StepExplanation.NamedValue(name: name, value: value, span: span)
  }

  /// Changes the line that runs in the innermost frame.
  private mutating func change(_ body: (inout Line) -> Void) {
    guard let index = frames.last?.line, case .line(var line) = items[index] else { return }
    body(&line)
    items[index] = .line(line)
  }

  private mutating func assign(_ name: String, _ value: String, _ span: SourceSpan) {
    let entry = named(name, value, span)
    change { $0.assigned.append(entry) }
  }

  private mutating func begin(_ part: Int) {
    guard !frames.isEmpty else { return }
    let last = frames.count - 1
    let span = parts.parts[part].span
    frames[last].loops.removeAll { !parts.parts[$0.part].span.contains(span) }
    // A loop's first round begins on the line where the loop does.
    if frames[last].part == part, frames[last].line == items.count - 1,
      case .line(let line) = items[items.count - 1], line.assigned.isEmpty, line.conditions.isEmpty
    {
      return
    }
    frames[last].part = part
    frames[last].line = items.count
    items.append(.line(Line(number: Int(parts.parts[part].line), depth: last)))
  }

  /// A loop goes on; what the round before the last shown ones did is left out.
  private mutating func beginRound(_ part: Int) {
    guard let last = frames.indices.last, let line = frames[last].line else { return }
    if frames[last].loops.last?.part != part { frames[last].loops.append(Loop(part: part)) }
    var loop = frames[last].loops.removeLast()
    loop.rounds += 1
    let left = loop.rounds - ExplanationBuilder.shownRounds - 1
    if left == 0 {
      loop.mark = line
    } else if left > 0 {
      items.replaceSubrange(
        loop.mark..<line,
        with: [.rounds(left, line: Int(parts.parts[part].line), depth: last)])
      frames[last].line = loop.mark + 1
    }
    frames[last].loops.append(loop)
  }

  private mutating func decide(
    _ kind: StepTrace.Branch.Kind, _ span: SourceSpan, _ value: Bool
  ) {
    let source = program.source
    change { line in
      let inside = line.values.filter { span.contains($0.span) }
      let proper = inside.filter { $0.span != span }
      // The largest ones; the condition itself only where there is nothing in it.
      var operands = proper.filter { value in
        !proper.contains { $0.span != value.span && $0.span.contains(value.span) }
      }
      if operands.isEmpty { operands = inside }
      line.values.removeAll { span.contains($0.span) }
      line.conditions.append(
        StepExplanation.Condition(
          kind: kind, text: source.text(of: span), value: value, operands: operands))
    }
  }
}
