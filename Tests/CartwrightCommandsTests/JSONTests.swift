import CartwrightCommands
import Foundation
import Testing

/// The JSON that commands read and write, against Foundation's and against mutations.
struct JSONTests {
  static let documents = [
    #"{"step":0,"action":null,"reward":0.0,"objects":[{"x":-3,"y":12,"hud":false}],"t":true}"#,
    #"[]"#, #"{}"#, #"[[],{},[[{}]]]"#, #" [ 1 , 2.5 , -0.0 , 1e3 , 1E-2, 12345678901234567 ] "#,
    #"["", "a\"b\\c\/d\b\f\n\r\t", "\u00e9\u4e2d\ud83d\ude00", "é中😀", "\u0000"]"#,
  ]

  @Test(arguments: documents)
  func readsWhatFoundationReads(_ text: String) throws {
    let expected = try JSONSerialization.jsonObject(with: Data(text.utf8))
    #expect(Self.isEqual(try JSONValue(text), expected))
  }

  private static func isEqual(_ value: JSONValue, _ other: Any) -> Bool {
    switch value {
    case .null: other is NSNull
    case .bool(let flag): other as? Bool == flag
    case .int(let number): (other as? NSNumber)?.intValue == number
    case .real(let number): (other as? NSNumber)?.doubleValue == number
    case .text(let text): other as? String == text
    case .list(let values):
      (other as? [Any]).map { others in
        others.count == values.count && zip(values, others).allSatisfy(isEqual)
      } ?? false
    case .object(let members):
      (other as? [String: Any]).map { others in
        others.count == members.count
          && members.allSatisfy { member in
            others[member.key].map { isEqual(member.value, $0) } ?? false
          }
      } ?? false
    }
  }

  @Test func tellsWholeAndRealNumbersApartAndKeepsTheOrder() throws {
    let value = try JSONValue(#"{"b":1,"a":1.0,"c":NaN}"#)
    guard case .object(let members) = value else {
      Issue.record("found \(value)")
      return
    }
    #expect(members.map(\.key) == ["b", "a", "c"])
    #expect(value["b"] == .int(1))
    #expect(value["a"] == .real(1))
    guard case .real(let number) = value["c"] else {
      Issue.record("NaN is a number")
      return
    }
    #expect(number.isNaN)
  }

  @Test(arguments: [
    ("", 1), ("[1,", 4), ("[1 2]", 4), (#"{"a" 1}"#, 6), (#"{a:1}"#, 2), ("01", 1), ("tru", 1),
    ("\"a", 3), (#""\x""#, 3), (#""\u12g4""#, 4), ("1 2", 3), ("99999999999999999999", 1),
    ("\"\n\"", 2), ("+1", 1), ("[1.]", 3), ("--1", 1),
  ])
  func refusesOtherTextsAtTheirPlace(_ text: String, column: Int) {
    do {
      let value = try JSONValue(text)
      Issue.record("\(text) was read as \(value)")
    } catch {
      #expect(error.column == column, "\(text): \(error.message)")
      #expect(error.message.hasPrefix("expected "))
    }
  }

  @Test func deepNestingIsAnErrorAndNoCrash() {
    #expect(throws: JSONError.self) { try JSONValue(String(repeating: "[", count: 1_000_000)) }
  }

  @Test func mutationsNeverCrash() {
    var generator = SmallGenerator(state: 1)
    var refused = 0
    for _ in 0..<20_000 {
      var bytes = Array((Self.documents.randomElement(using: &generator) ?? "").utf8)
      for _ in 0..<Int.random(in: 1...3, using: &generator) where !bytes.isEmpty {
        bytes[Int.random(in: bytes.indices, using: &generator)] =
          Bool.random(using: &generator) ? UInt8.random(in: 0...255, using: &generator) : 0x5B
      }
      if (try? JSONValue(String(decoding: bytes, as: UTF8.self))) == nil { refused += 1 }
    }
    #expect(refused > 0)
  }

  /// Python 3.11: `[json.dumps(x) for x in (…)]`.
  @Test(arguments: [
    (0.0, "0.0"), (-1.0, "-1.0"), (0.1, "0.1"), (1e16, "1e+16"), (1e22, "1e+22"), (1e-5, "1e-05"),
    (1.5e-7, "1.5e-07"), (123456789.125, "123456789.125"), (.leastNonzeroMagnitude, "5e-324"),
    (0.0001, "0.0001"),
    (1e15, "1000000000000000.0"), (-2.5e100, "-2.5e+100"),
  ])
  func spellsNumbersAsPython(_ value: Double, _ expected: String) {
    #expect(JSONText.spelling(value) == expected)
  }

  @Test func writesWhatItReads() throws {
    var json = JSONText()
    json.object { json in
      json.value("a \"quoted\"\n\u{1}\\ line", "text")
      json.value(nil as Int?, "none")
      json.value(Double.nan, "nan")
      json.list("list") { json in
        json.value(1)
        json.object { _ in }
        json.value(true)
      }
    }
    let value = try JSONValue(json.text)
    #expect(value["text"] == .text("a \"quoted\"\n\u{1}\\ line"))
    #expect(value["none"] == .null)
    #expect(value["nan"] == .null)
    #expect(value["list"] == .list([.int(1), .object([]), .bool(true)]))
  }
}

/// Knuth's linear congruential generator: the same numbers in every run.
struct SmallGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
}
