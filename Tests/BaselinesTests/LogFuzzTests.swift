import Baselines
import Foundation
import TestSupport
import Testing

/// Any bytes as logs give logs or errors: no crash, no hang, no number that is none.
///
/// `CARTWRIGHT_MUTANTS=1000000 CARTWRIGHT_SEED=7` tries more of them and others, and tells how many
/// ended how, the slowest one, and how the memory grew. `CARTWRIGHT_LAST=folder` keeps the files that
/// are being tried, so that a crash leaves them behind.
struct LogFuzzTests {
  @Test func hostileLogsNeverCrash() throws {
    let environment = ProcessInfo.processInfo.environment
    let count = environment["CARTWRIGHT_MUTANTS"].flatMap(Int.init) ?? 3000
    var mutants = LogMutants(
      seed: environment["CARTWRIGHT_SEED"].flatMap(UInt64.init) ?? 6)
    try #require(mutants.seeds.count > 20)
    let folder =
      environment["CARTWRIGHT_LAST"]
      ?? FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    defer {
      if environment["CARTWRIGHT_LAST"] == nil {
        try? FileManager.default.removeItem(atPath: folder)
      }
    }
    var outcomes: [String: Int] = [:]
    var slowest = Duration.zero
    let memory = LogFuzzTests.residentMegabytes
    for _ in 0..<count {
      try? FileManager.default.removeItem(atPath: folder)
      try FileManager.default.createDirectory(
        atPath: folder + "/run", withIntermediateDirectories: true)
      for (name, bytes) in mutants.next() {
        try Data(bytes).write(to: URL(fileURLWithPath: folder + "/run/" + name))
      }
      let time = ContinuousClock().measure {
        outcomes[outcome(folder), default: 0] += 1
      }
      slowest = max(slowest, time)
    }
    if count > 3000 {
      print(
        "outcomes \(outcomes.sorted { $0.value > $1.value }), slowest \(slowest), "
          + "memory \(memory) to \(LogFuzzTests.residentMegabytes) MB")
    }
    // The mutants reach the readers.
    let formats = outcomes.keys.filter { !$0.hasPrefix("error") && !$0.contains(" + ") }
    #expect(formats.count >= 10, "\(outcomes)")
    #expect(outcomes["error content", default: 0] > count / 200, "\(outcomes)")
  }

  /// Inputs that once did harm.
  @Test(arguments: LogMutants.pastFaults)
  func pastFaultsStayMended(name: String) throws {
    _ = outcome(LogFixtures.path("hostile/" + name))
  }

  /// The memory of the process, where the system tells it.
  private static var residentMegabytes: Int {
    let status = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
    return (status?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 4096
      / (1 << 20)
  }

  private func outcome(_ path: String) -> String {
    do throws(LogError) {
      let logs = try LogReader.read(path)
      for log in logs {
        _ = log.score
        _ = log.damage.map(\.description)
        for curve in log.curves { check(curve) }
      }
      return logs.first?.format ?? "none"
    } catch {
      _ = error.description
      return "error \(error.kind)"
    }
  }

  private func check(_ curve: Curve) {
    var isRight = curve.values.allSatisfy { $0.isFinite }
    for places in [curve.steps, curve.seconds, curve.updates] {
      isRight = isRight && (places.isEmpty || places.count == curve.count)
      isRight = isRight && places.allSatisfy { !$0.isNaN }
    }
    // An expectation for each of a million curves would take most of the time.
    if !isRight { Issue.record("\(curve)") }
  }
}
