import Foundation
import Testing

/// Hostile policies and observations end as ordinary errors of `policy check` and `policy run`.
struct HostilePolicyTests {
  /// A policy that may not be read, with a name for the report and the words of its error.
  struct Source: CustomTestStringConvertible {
    let testDescription: String
    let bytes: [UInt8]
    let words: String

    init(_ name: String, _ bytes: [UInt8], _ words: String) {
      (testDescription, self.bytes, self.words) = (name, bytes, words)
    }

    init(_ name: String, _ text: String, _ words: String) {
      self.init(name, Array(text.utf8), words)
    }
  }

  @Test(arguments: [
    Source(
      "ten megabytes", String(repeating: "x = 1\n", count: 1_700_000),
      "expected a policy of at most"),
    Source(
      "a string of ten megabytes", "x = '" + String(repeating: "a", count: 10_000_000), "at most"),
    Source("NUL", "x = 1\0\n", "p.py:1:6"),
    Source("mixed tabs", "if 1:\n\tx = 1\n        y = 2\n", "TabError"),
    Source("not UTF-8", [0x78, 0x20, 0x3D, 0x20, 0xFF, 0x0A], "found the byte 0xff"),
    Source("half a character", [0x23, 0xE6, 0x97], "expected UTF-8 text"),
    Source("brackets", String(repeating: "(", count: 100_000), "SyntaxError"),
    Source(
      "minus signs", "x = " + String(repeating: "-", count: 400_000) + "1", "levels of nesting"),
    Source(
      "indentation", (0..<900).map { String(repeating: " ", count: $0) + "if x:\n" }.joined(),
      "IndentationError"),
    Source(
      "arguments", "print(" + String(repeating: "1,", count: 100_000) + ")", "UnsupportedError"),
    Source("formats in formats", "x = f'" + String(repeating: "{1:", count: 5000), "SyntaxError"),
  ])
  func unreadablePoliciesAreDiagnosed(_ source: Source) throws {
    let folder = try ScratchFolder()
    try Data(source.bytes).write(to: URL(fileURLWithPath: folder.file("p.py")))
    try folder.write("{}\n", to: "o.jsonl")
    for arguments in [
      ["check", folder.file("p.py")],
      ["run", folder.file("p.py"), "--observations", folder.file("o.jsonl")],
    ] {
      let run = Invocation(["policy"] + arguments)
      #expect(run.exitCode == 65)
      #expect((run.stdout + run.stderr).contains(source.words), "\(run.stderr.prefix(300))")
      #expect((run.stdout + run.stderr).utf8.count < 2000)
    }
  }

  @Test(arguments: [
    ("while True: pass", "FuelExhausted"), ("return act(obs)", "RecursionError"),
    ("f = lambda n: sorted([2, 1], key=f)\n    return f(0)", "RecursionError"),
    ("return 'a' * 10**9", "MemoryLimit"), ("return 10**10**10", "OverflowError"),
    ("return [0] * 10**10", "MemoryLimit"), ("return list(range(10**18))", "MemoryLimit"),
    ("return f'{1:1000000000}'", "ValueError"),
    ("return sum([[0] * 1000] * 10**5, [])", "FuelExhausted"),
    ("x = 1\n    for i in range(190): x = [x, x]\n    return x", "TypeError"),
  ])
  func hostileStepsFail(_ body: String, _ kind: String) throws {
    let folder = try ScratchFolder()
    try folder.write("def act(obs):\n    \(body)\n", to: "p.py")
    try folder.write("{}\n{}\n", to: "o.jsonl")
    let run = Invocation([
      "policy", "run", folder.file("p.py"), "--observations", folder.file("o.jsonl"),
    ])
    #expect(run.exitCode == 0)
    #expect(run.lines.count == 2)
    #expect(
      run.lines.allSatisfy {
        $0.contains("\"error\":{\"kind\":\"\(kind)\"") && $0.utf8.count < 400
      }, "\(run.stdout.prefix(500))")
  }

  @Test(arguments: [
    "{\"a\": \"" + String(repeating: "x", count: 10_000_000) + "\"}",
    "{\"a\": " + String(repeating: "[", count: 500_000),
    "{\"a\": \"\0\"}", "{\"a\": " + String(repeating: "9", count: 100_000) + "}", "[1]", "null",
    "{", "\u{FFFD}",
  ])
  func unreadableObservationsAreRefused(_ line: String) throws {
    let folder = try ScratchFolder()
    try folder.write("def act(obs):\n    return 1\n", to: "p.py")
    try folder.write("{}\n\(line)\n", to: "o.jsonl")
    let run = Invocation([
      "policy", "run", folder.file("p.py"), "--observations", folder.file("o.jsonl"),
    ])
    #expect(run.exitCode == 65)
    #expect(
      run.stderr.hasPrefix("error: expected") && run.stderr.contains("o.jsonl:2"),
      "\(run.stderr.prefix(300))")
    #expect(run.stderr.utf8.count < 1000)
  }
}
