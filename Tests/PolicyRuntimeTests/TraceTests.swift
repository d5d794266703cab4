import Dispatch
import Foundation
import PolicyRuntime
import PolicySyntax
import Synchronization
import Testing

struct TraceTests {
  static let text = """
    def trainable(function):
        return function

    @trainable
    def far(x, limit=10):
        if x > limit:
            return True
        elif x < 0:
            return None
        return False

    def act(obs):
        n = 0
        for i in range(3):
            if far(i * 6):
                n += i
        print("n is", n)
        return {"n": n, "none": far(limit=1, x=-1)}
    """

  @Test func linesAndCallsOfAStep() throws {
    let interpreter = try interpreter(TraceTests.text)
    interpreter.recording = .full
    #expect(try interpreter.step() == "{'n': 2, 'none': None}")
    let trace = interpreter.trace
    #expect(trace.output == "n is 2\n")
    #expect(trace.calls.map(\.function) == ["act", "far", "far", "far", "far"])
    #expect(trace.calls.map(\.depth) == [0, 1, 1, 1, 1])
    #expect(
      trace.calls.map(\.result) == ["{'n': 2, 'none': None}", "False", "False", "True", "None"])
    #expect(trace.calls[3].arguments.map { "\($0.name)=\($0.value)" } == ["x=12", "limit=10"])
    #expect(trace.calls[4].arguments.map { "\($0.name)=\($0.value)" } == ["x=-1", "limit=1"])
  }

  @Test func linesAreInOrderAndOnce() throws {
    let interpreter = try interpreter(TraceTests.text)
    interpreter.recording = .lines
    _ = try interpreter.step()
    #expect(interpreter.trace.lines == [13, 14, 15, 6, 8, 10, 7, 16, 17, 18, 9])
    #expect(interpreter.trace.calls.isEmpty)
    interpreter.recording = .off
    _ = try interpreter.step()
    #expect(interpreter.trace.lines.isEmpty && interpreter.trace.output.isEmpty)
  }

  @Test func callsThatFailHaveNoResult() throws {
    let interpreter = try interpreter(
      "def f(x):\n    return 1 // x\ndef act(obs):\n    return f(0)")
    interpreter.recording = .full
    #expect(throws: Diagnostic.self) { try interpreter.step() }
    #expect(interpreter.trace.calls.map(\.result) == [nil, nil])
    #expect(interpreter.trace.lines == [4, 2])
  }

  /// Two interpreters of one program on two threads give what one gives.
  @Test func threadsDoNotShow() throws {
    let text = try String(
      contentsOf: fixtures.appendingPathComponent("conformance/random_stream.py"), encoding: .utf8)
    let program = try PolicyProgram(source: SourceFile(name: "policy.py", text: text))
    @Sendable func run() -> [String] {
      guard let interpreter = try? PolicyInterpreter(program, seed: 3) else { return [] }
      interpreter.recording = .lines
      return (0..<50).map { step in
        if step % 10 == 0 { interpreter.reseed(UInt64(step)) }
        let result = (try? interpreter.step()) ?? "error"
        return interpreter.trace.output + result + "\(interpreter.fuelUsed)"
      }
    }
    let alone = run()
    let results = Mutex<[[String]]>([])
    DispatchQueue.concurrentPerform(iterations: 4) { _ in
      let result = run()
      results.withLock { $0.append(result) }
    }
    #expect(results.withLock { $0 }.allSatisfy { $0 == alone } && alone.count == 50)
  }
}
