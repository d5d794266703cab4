import Foundation
import PolicyRuntime
import PolicySyntax
import Testing

/// Any bytes as a policy or an observation give results or errors: no crash, no hang.
///
/// `CARTWRIGHT_MUTANTS=1000000 CARTWRIGHT_SEED=7` tries more of them and others, and tells how many
/// ended how, the slowest one, and how the memory grew. `CARTWRIGHT_LAST=file` keeps the policy that
/// is being tried, so that a crash leaves it behind.
struct FuzzTests {
  @Test func hostileInputsNeverCrash() throws {
    let environment = ProcessInfo.processInfo.environment
    let count = environment["CARTWRIGHT_MUTANTS"].flatMap(Int.init) ?? 10_000
    var random = SeededRandom(
      state: environment["CARTWRIGHT_SEED"].flatMap(UInt64.init) ?? 20)
    let last = environment["CARTWRIGHT_LAST"].map { URL(fileURLWithPath: $0) }
    try #require(FuzzInputs.sources.count > 40)
    try #require(FuzzInputs.observations.count > 40)
    let limits = PolicyLimits(fuel: 20_000, memory: 1 << 20, callDepth: 100)
    var outcomes: [String: Int] = [:]
    var slowest = Duration.zero
    var state: PolicyInterpreter.State?
    let memory = FuzzTests.residentMegabytes
    for _ in 0..<count {
      let bytes = FuzzInputs.source(&random)
      let observation = FuzzInputs.observation(&random)
      if let last { try Data(bytes).write(to: last) }
      let time = ContinuousClock().measure {
        outcomes[FuzzTests.outcome(bytes, observation, limits, &state), default: 0] += 1
      }
      slowest = max(slowest, time)
    }
    if count > 10_000 {
      print(
        "outcomes \(outcomes.sorted { $0.value > $1.value }), slowest \(slowest), "
          + "memory \(memory) to \(FuzzTests.residentMegabytes) MB")
    }
    // The inputs reach every stage.
    for stage in ["SyntaxError", "result", "NameError", "TypeError", "DataError"] {
      #expect(outcomes[stage, default: 0] > count / 200, "\(outcomes)")
    }
    #expect(outcomes["not printed back"] == nil)
  }

  /// The memory of the process, where the system tells it.
  private static var residentMegabytes: Int {
    let status = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
    return (status?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 4096
      / (1 << 20)
  }

  /// Compiles and runs a policy on a recorded observation and on one that is given, with a state that
  /// another policy left; leaves its own.
  private static func outcome(
    _ bytes: [UInt8], _ observation: [UInt8], _ limits: PolicyLimits,
    _ state: inout PolicyInterpreter.State?
  ) -> String {
    do throws(Diagnostic) {
      let source = try SourceFile(name: "mutant.py", bytes: bytes)
      do throws(Diagnostic) {
        let tree = try SyntaxTree(parsing: source)
        guard Array(tree.printed.utf8) == bytes else { return "not printed back" }
        let interpreter = try PolicyInterpreter(
          PolicyProgram(compiling: tree), limits: limits, seed: 1)
        interpreter.recording = bytes.count % 2 == 0 ? .full : .off
        if bytes.count % 5 < 3 { interpreter.translate() }
        let lines = [
          FuzzInputs.observations[bytes.count % FuzzInputs.observations.count], observation,
        ]
        for line in lines {
          interpreter.beginStep()
          let obs = try interpreter.makeValue(json: SourceFile(name: "obs", bytes: line))
          _ = interpreter.repr(try interpreter.callEntry(obs))
          _ = interpreter.trace
          // States go out and come back, and into other policies.
          if bytes.count % 3 == 0 {
            let own = interpreter.state
            if let other = state, bytes.count % 2 == 0 {
              interpreter.state = other
            } else {
              interpreter.state = own
            }
            state = own
          }
        }
        return "result"
      } catch {
        _ = error.rendered(in: source)
        return error.kind.rawValue
      }
    } catch {
      return error.kind.rawValue
    }
  }
}
