import Foundation
import PolicyRuntime
import PolicySyntax
import Testing

/// The Python to compare with, if the machine has one.
let python: String? = {
  let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
  return (folders.map(String.init) + ["/usr/bin", "/usr/local/bin"]).map { "\($0)/python3" }
    .first { FileManager.default.isExecutableFile(atPath: $0) }
}()

let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .appendingPathComponent("Fixtures")

/// What a script of the fixtures writes when it reads the input. It finds the stand-in for the Trace
/// library as `trace_library`.
func runPython(_ script: String, _ input: Data) throws -> Data {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("cartwright-policies-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  try Data(TraceLibrary.stub.utf8).write(to: folder.appendingPathComponent("trace_library.py"))
  let process = Process()
  process.executableURL = URL(fileURLWithPath: try #require(python))
  process.arguments = [fixtures.appendingPathComponent(script).path]
  var environment = ProcessInfo.processInfo.environment
  environment["PYTHONPATH"] = folder.path
  process.environment = environment
  let inputFile = folder.appendingPathComponent("programs")
  try input.write(to: inputFile)
  process.standardInput = try FileHandle(forReadingFrom: inputFile)
  let pipe = Pipe()
  process.standardOutput = pipe
  try process.run()
  let output = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return output
}

/// What CPython prints and returns for each program, from one process for all of them.
///
/// Observations are JSON lines, the same for every program; without them three empty ones are used.
func cpython(_ programs: [String], observations: String? = nil) throws -> [String] {
  var input = Data()
  for program in programs {
    let count = observations.map { " \($0.utf8.count)" } ?? ""
    input += Data("\(program.utf8.count)\(count)\n\(program)\(observations ?? "")".utf8)
  }
  var output = try runPython("run_policies.py", input)[...]
  var results: [String] = []
  while let end = output.firstIndex(of: UInt8(ascii: "\n")) {
    let count = try #require(Int(String(decoding: output[..<end], as: UTF8.self)))
    let start = output.index(after: end)
    results.append(String(decoding: output[start..<(start + count)], as: UTF8.self))
    output = output[(start + count)...]
  }
  try #require(results.count == programs.count)
  return results
}

/// What our interpreter prints and returns for a program, in the same form.
func ours(_ program: String, observations: String? = nil, fuel: Int = 2_000_000) -> String {
  do throws(Diagnostic) {
    let compiled = try PolicyProgram(source: SourceFile(name: "policy.py", text: program))
    let interpreter = try PolicyInterpreter(
      compiled, limits: PolicyLimits(fuel: fuel, callDepth: 400), seed: 0)
    interpreter.recording = .lines
    interpreter.translate()
    var text = ""
    for line in (observations ?? "{}\n{}\n{}").split(separator: "\n") {
      interpreter.beginStep()
      do throws(Diagnostic) {
        let argument = try interpreter.makeValue(
          json: SourceFile(name: "observation", text: String(line)))
        let result = try interpreter.callEntry(argument)
        text += interpreter.trace.output + "-> " + interpreter.repr(result) + "\n"
      } catch {
        text += interpreter.trace.output + "! " + error.kind.rawValue + "\n"
      }
    }
    return text
  } catch {
    return "! " + error.kind.rawValue
  }
}

/// Whether a difference is one of those that the language documents: integers have 64 bits, and a
/// step has limits, also of what it prints.
func isDocumentedDifference(_ result: String) -> Bool {
  [
    "OverflowError", "UnsupportedError", "FuelExhausted", "MemoryLimit", "MemoryError", "Timeout",
  ]
  .contains { result.contains("! \($0)") }
}
