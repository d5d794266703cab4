// What a step did: the lines that ran, the branches taken, the functions called, the fuel.

import PolicySyntax

/// What an interpreter writes down while a policy runs.
public enum PolicyRecording: Sendable, Hashable {
  /// Nothing; costs nothing.
  case off
  /// The lines that ran, the branches taken, what was printed and the fuel.
  case lines
  /// Also the calls of functions with arguments and results.
  case full
}

/// The record of the last step.
public struct StepTrace: Sendable, Hashable {
  /// A call of a function of the policy.
  public struct Call: Sendable, Hashable {
    /// The name of the function.
    public let function: String
    /// The number of calls around this one.
    public let depth: Int
    /// Parameter names with the text of the arguments.
    public let arguments: [Argument]
    /// The text of the result; nil if the call did not end.
    public internal(set) var result: String?
  }

  /// An argument of a recorded call.
  public struct Argument: Sendable, Hashable {
    public let name: String
    public let value: String
  }

  /// A condition that was decided.
  public struct Branch: Sendable, Hashable {
    /// What the condition stands in.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
      case `if`, elif, `while`, assert
      /// Whether a `for` had another round.
      case `for`
      /// The condition of `x if condition else y`.
      case conditional
      /// An operand before the last one: a false one decides `and`, a true one decides `or`.
      case and, or
      /// Whether the case of a `match` was taken, its guard included.
      case `case`
      /// Whether the error belonged to the clause.
      case except
      /// The `if` of a comprehension.
      case filter
      /// What `any` or `all` of a generator asked of an element.
      case element
    }
    public let kind: Kind
    /// The condition: an expression, or the pattern of a case.
    public let span: SourceSpan
    /// The line of the statement it belongs to, from 1; of `elif`, `case` and `except` their own.
    public let line: Int
    /// Whether it held.
    public let value: Bool
  }

  /// The numbers of the lines that ran, each once, in the order in which they first ran.
  public let lines: [Int]
  /// The conditions in the order in which they were decided.
  public let branches: [Branch]
  /// The calls in the order in which they began; values as they are at the end of the step.
  public let calls: [Call]
  /// What the entry returned: for a policy, the action; nil if it did not end.
  public var result: String? { calls.first?.result }
  /// What `print` wrote.
  public let output: String
  /// The fuel that the step used.
  public let fuelUsed: Int
  /// Whether more happened than is kept: the first million of events.
  public let isCut: Bool
}

extension StepTrace.Branch.Kind {
  init(_ operation: BooleanOperator) { self = operation == .and ? .and : .or }
}

extension PolicyInterpreter {
  /// The record of the last step, valid until `beginStep`; texts are made here.
  public var trace: StepTrace {
    let events = traceEvents
    let sites = program.traced.sites
    var lines = LineList()
    var branches: [StepTrace.Branch] = []
    var calls: [StepTrace.Call] = []
    var open: [Int] = []
    var index = 0
    while index < events.count {
      let event = events[index]
      index += 1
      switch event.kind {
      case .line, .assigned: lines.add(sites[Int(event.site)].line)
      case .isTrue, .isFalse:
        let site = sites[Int(event.site)]
        lines.add(site.line)
        if case .branch(let kind) = site.kind {
          branches.append(
            StepTrace.Branch(
              kind: kind, span: site.span, line: Int(site.line), value: event.kind == .isTrue))
        }
      case .entered:
        let function = program.plain.functions[Int(event.site)]
        var arguments: [StepTrace.Argument] = []
        while index < events.count, events[index].kind == .argument {
          let name = program.plain.strings[Int(function.names[arguments.count].rawValue)]
          arguments.append(.init(name: name, value: repr(events[index].value)))
          index += 1
        }
        calls.append(
          StepTrace.Call(function: function.name, depth: open.count, arguments: arguments))
        open.append(calls.count - 1)
      case .returned:
        if event.site >= 0 { lines.add(sites[Int(event.site)].line) }
        if let call = open.popLast() { calls[call].result = repr(event.value) }
      case .failed:
        // A line whose only event was still to come.
        if let part = programParts.part(at: program.traced.spans[Int(event.site)].start) {
          lines.add(programParts.parts[part].line)
        }
      case .left: open.removeLast(min(Int(event.site), open.count))
      case .argument, .text: break
      }
    }
    return StepTrace(
      lines: lines.lines, branches: branches, calls: calls, output: traceOutput,
      fuelUsed: fuelUsed, isCut: isTraceCut)
  }
}

/// Line numbers, each once, in the order of their first time.
private struct LineList {
  private(set) var lines: [Int] = []
  private var isSeen: [Bool] = []

  mutating func add(_ line: Int32) {
    let index = Int(line)
    if index >= isSeen.count {
      isSeen += [Bool](repeating: false, count: index + 64 - isSeen.count)
    }
    guard !isSeen[index] else { return }
    isSeen[index] = true
    lines.append(index)
  }
}
