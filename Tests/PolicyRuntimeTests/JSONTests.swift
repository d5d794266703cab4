import PolicyRuntime
import PolicySyntax
import Testing

struct JSONTests {
  func value(_ text: String) throws -> String {
    let interpreter = try interpreter("def act(obs): return obs")
    interpreter.beginStep()
    let value = try interpreter.makeValue(json: SourceFile(name: "o.jsonl", text: text))
    return interpreter.repr(try interpreter.callEntry(value))
  }

  @Test(arguments: [
    (
      "{\"x\": 1, \"y\": 1.0, \"z\": [true, false, null]}",
      "{'x': 1, 'y': 1.0, 'z': [True, False, None]}"
    ),
    (" {\"b\":NaN,\"a\":-Infinity,\"b\":2}\r\n", "{'b': 2, 'a': -inf}"), ("[]", "[]"), ("{}", "{}"),
    ("-0", "0"), ("-0.0", "-0.0"), ("1e3", "1000.0"),
    ("9223372036854775807", "9223372036854775807"),
    ("\"a\\u00e9\\ud83d\\ude00\\n\\\"\"", "'aé😀\\n\"'"), ("[[[]]]", "[[[]]]"),
  ])
  func reads(_ text: String, _ expected: String) throws {
    #expect(try value(text) == expected)
  }

  @Test(arguments: [
    "", "{", "[1,]", "{\"a\":}", "{a: 1}", "01", "1.", ".5", "1e", "+1", "tru", "\"a", "\"\\x\"",
    "\"\\ud800\"",
    "[1] 2", "9223372036854775808", "\"a\nb\"", "'a'", "nan", "{\"a\" 1}", "[1 2]", "\u{0}",
    String(repeating: "[", count: 100_000),
  ])
  func refuses(_ text: String) {
    do throws(Diagnostic) {
      let program = try PolicyProgram(
        source: SourceFile(name: "p", text: "def act(obs): return obs"))
      let interpreter = try PolicyInterpreter(program, seed: 0)
      interpreter.beginStep()
      _ = try interpreter.makeValue(json: SourceFile(name: "o.jsonl", text: text))
      Issue.record("accepted \(text.prefix(30))")
    } catch {
      #expect(error.kind == .data)
    }
  }
}
