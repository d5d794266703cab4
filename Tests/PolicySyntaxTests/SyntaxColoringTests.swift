import PolicySyntax
import Testing

@Suite struct SyntaxColoringTests {
  private func parts(_ text: String) -> [String] {
    SyntaxColoring(text).parts.map { part in
      "\(part.kind) \(String(decoding: Array(text.utf8)[part.range], as: UTF8.self))"
    }
  }

  @Test func everyKindIsFound() {
    #expect(
      parts("@a\ndef act(obs):  # né\n    return f\"{obs}\" if 1.5 else None\nclass B: pass\n") == [
        "keyword def", "definition act", "comment # né", "keyword return", "string f\"{obs}\"",
        "keyword if", "number 1.5", "keyword else", "keyword None", "keyword class",
        "definition B", "keyword pass",
      ])
  }

  @Test func aBrokenTextHasThePartsBeforeItsError() {
    #expect(parts("x = 1\ny = 'open\nz = 2\n") == ["number 1"])
    #expect(parts("") == [])
  }
}
