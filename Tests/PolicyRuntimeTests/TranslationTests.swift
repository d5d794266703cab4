import Foundation
import PolicyRuntime
import PolicySyntax
import Testing

/// What translated code does must not differ from what handlers do: in results, in what is printed
/// and traced, and in fuel.
struct TranslationTests {
  /// `CARTWRIGHT_PROGRAMS` and `CARTWRIGHT_SEED` as in `DifferentialTests`.
  @Test(arguments: [PolicyRecording.off, .lines, .full])
  func translationDoesNotShow(recording: PolicyRecording) throws {
    let environment = ProcessInfo.processInfo.environment
    let count = environment["CARTWRIGHT_PROGRAMS"].flatMap(Int.init) ?? 300
    let seed = environment["CARTWRIGHT_SEED"].flatMap(UInt64.init) ?? 11
    for index in 0..<count {
      var generator = ProgramGenerator(seed: seed &* 1_000_003 &+ UInt64(index))
      let program = generator.program()
      for fuel in [2_000_000, 400] {
        try #require(
          outcome(program, recording, fuel: fuel, isTranslated: true)
            == outcome(program, recording, fuel: fuel, isTranslated: false),
          "program \(index) of seed \(seed), fuel \(fuel)\n\(program)")
      }
    }
  }

  /// Policies on real observations, so long that code is translated after its first calls.
  @Test(arguments: ["pong", "breakout", "space_invaders"])
  func publishedPoliciesActAlike(game: String) throws {
    let fixtures = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")
    let lines = try String(
      contentsOf: fixtures.appending(path: "observations/\(game).jsonl"), encoding: .utf8
    ).split(separator: "\n").map { SourceFile(name: "observation", text: String($0)) }
    let files = try FileManager.default.contentsOfDirectory(
      at: fixtures.appending(path: "published"), includingPropertiesForKeys: nil
    ).filter { $0.lastPathComponent.hasPrefix(game) }
    try #require(!files.isEmpty && lines.count > 1)
    for file in files {
      let program = try PolicyProgram(
        source: SourceFile(name: "policy.py", bytes: Array(Data(contentsOf: file))))
      let translated = try PolicyInterpreter(program, seed: 1)
      let handled = try PolicyInterpreter(program, seed: 1)
      for round in 0..<max(3, 200 / lines.count) {
        for line in lines {
          if round == 0 { translated.translate() }
          var results: [String] = []
          for interpreter in [translated, handled] {
            interpreter.beginStep()
            let result = try interpreter.callEntry(interpreter.makeValue(json: line))
            results.append("\(interpreter.repr(result)) \(interpreter.fuelUsed)")
          }
          try #require(results[0] == results[1], "\(file.lastPathComponent)")
        }
      }
    }
  }

  private func outcome(
    _ program: String, _ recording: PolicyRecording, fuel: Int, isTranslated: Bool
  ) -> [String] {
    let file = SourceFile(name: "policy.py", text: program)
    guard let compiled = try? PolicyProgram(source: file),
      let interpreter = try? PolicyInterpreter(
        compiled, limits: PolicyLimits(fuel: fuel, callDepth: 100), seed: 3)
    else { return [] }
    interpreter.recording = recording
    return (0..<3).map { step in
      // The first step finds where keys are; what is written into the code must hold later, too.
      if isTranslated && step < 2 { interpreter.translate() }
      let result: String
      do throws(Diagnostic) {
        interpreter.beginStep()
        let value = try interpreter.callEntry(interpreter.makeDictionary(capacity: 0))
        result = interpreter.repr(value)
      } catch {
        result = "\(error)"
      }
      return "\(result) \(interpreter.fuelUsed) \(interpreter.trace)"
    }
  }
}
