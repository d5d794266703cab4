// What a step did: the lines that ran, the functions that were called, what was printed, the fuel.

import PolicySyntax

/// What an interpreter writes down while a policy runs.
public enum PolicyRecording: Sendable, Hashable {
  /// Nothing; costs nothing.
  case off
  /// The lines that ran, what was printed and the fuel.
  case lines
  /// Also the calls of functions with arguments and results.
  case calls
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
    public let result: String?
  }

  /// An argument of a recorded call.
  public struct Argument: Sendable, Hashable {
    public let name: String
    public let value: String
  }

  /// The numbers of the lines that ran, each once, in the order in which they first ran.
  public let lines: [Int]
  /// The calls in the order in which they began; values as they are at the end of the step.
  public let calls: [Call]
  /// What `print` wrote.
  public let output: String
  /// The fuel that the step used.
  public let fuelUsed: Int
}

/// Collects the trace in memory that is used again for every step.
struct TraceRecorder {
  var recording = PolicyRecording.off
  private(set) var lines: [Int32] = []
  private var isSeen: [Bool] = []
  private(set) var calls: [Call] = []
  private(set) var values: [PolicyValue] = []
  private var open: [Int] = []
  private(set) var output = ""

  /// At most so many calls and so much text are kept of a step.
  static let maximumCalls = 100_000
  static let maximumOutput = 1 << 20

  struct Call {
    var function: Int
    var depth: Int
    var firstValue: Int
    var valueCount: Int
    var result: PolicyValue?
  }

  /// Begins the record of a step.
  mutating func begin() {
    if recording != .off { clear() }
  }

  mutating func clear() {
    for line in lines { isSeen[Int(line)] = false }
    lines.removeAll(keepingCapacity: true)
    calls.removeAll(keepingCapacity: true)
    values.removeAll(keepingCapacity: true)
    open.removeAll(keepingCapacity: true)
    output = ""
  }

  mutating func line(_ line: Int32) {
    let index = Int(line)
    if index >= isSeen.count {
      isSeen += [Bool](repeating: false, count: index + 64 - isSeen.count)
    }
    guard !isSeen[index] else { return }
    isSeen[index] = true
    lines.append(line)
  }

  mutating func enter(
    _ function: Int, _ arguments: UnsafeMutablePointer<PolicyValue>, _ count: Int
  ) {
    guard recording == .calls else { return }
    guard calls.count < TraceRecorder.maximumCalls else {
      open.append(-1)
      return
    }
    open.append(calls.count)
    calls.append(
      Call(
        function: function, depth: open.count - 1, firstValue: values.count, valueCount: count,
        result: nil))
    values.append(contentsOf: UnsafeBufferPointer(start: arguments, count: count))
  }

  mutating func leave(_ result: PolicyValue) {
    guard recording == .calls, let call = open.popLast(), call >= 0 else { return }
    calls[call].result = result
  }

  /// The last calls ended with an error.
  mutating func abandon(_ count: Int) {
    guard recording == .calls else { return }
    open.removeLast(min(count, open.count))
  }

  mutating func print(_ text: String) {
    guard recording != .off, output.utf8.count + text.utf8.count <= TraceRecorder.maximumOutput
    else { return }
    output += text
  }
}
