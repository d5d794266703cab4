import Foundation
import Objects
import Testing

/// The schema admits every object of the recordings, and nothing that is a little different.
@Suite struct JSONSchemaTests {
  @Test(arguments: ObjectTracker.supportedGames, ObjectMode.allCases)
  func everyRecordedRowIsValid(game: String, mode: ObjectMode) throws {
    let schema = try parsed(ObjectTracker.table(for: game).jsonSchema(mode: mode))
    for name in Recording.names(of: game) {
      let recording = try Recording(named: name)
      var tracker = try ObjectTracker(game: game, mode: mode, hud: recording.hud)
      for row in recording.rows {
        tracker.take(row)
        let objects = try parsed(tracker.objectsJSON())
        try #require(try isValid(objects, schema), "\(name):\(row.line): \(objects)")
      }
    }
  }

  @Test(arguments: [
    #"[{"slot":1,"id":1,"category":"Ball","x":3,"y":40,"w":2,"h":4,"dx":null,"dy":1,"rgb":[1,2,3],"hud":false}]"#
  ])
  func whatIsOutOfTheTableIsNotValid(good: String) throws {
    let schema = try parsed(ObjectTracker.table(for: "pong").jsonSchema(mode: .strict))
    #expect(try isValid(parsed(good), schema))
    for (part, change) in [
      (#""slot":1"#, #""slot":2"#), (#""x":3"#, #""x":160"#), (#""h":4"#, #""h":0"#),
      ("Ball", "Enemy"), (#""id":1,"#, ""), (#""dy":1"#, #""dy":"1""#), ("[1,2,3]", "[1,2]"),
      (#""hud":false"#, #""hud":true"#), (#""hud":false"#, #""hud":false,"value":1"#),
    ] {
      let bad = try parsed(good.replacing(part, with: change))
      #expect(try !isValid(bad, schema), "\(part) as \(change)")
    }
  }

  private func parsed(_ text: String) throws -> Any {
    try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
  }

  /// The keywords that the schemas use, and no others.
  private func isValid(_ value: Any, _ schema: Any) throws -> Bool {
    for (keyword, rule) in try #require(schema as? [String: Any]) {
      switch keyword {
      case "$schema", "title": continue
      case "type":
        let names = rule as? [String] ?? [rule as? String ?? ""]
        if !names.contains(where: { hasType($0, value) }) { return false }
      case "const": if try !same(value, rule) { return false }
      case "enum":
        let choices = rule as? [Any] ?? []
        if try !choices.contains(where: { try same(value, $0) }) { return false }
      case "minimum": if try number(value) < number(rule) { return false }
      case "maximum": if try number(value) > number(rule) { return false }
      case "minItems": if try items(value).count < number(rule) { return false }
      case "maxItems": if try items(value).count > number(rule) { return false }
      case "items":
        for item in items(value) where try !isValid(item, rule) { return false }
      case "oneOf":
        let forms = try #require(rule as? [Any])
        if try forms.count(where: { try isValid(value, $0) }) != 1 { return false }
      case "required":
        let object = value as? [String: Any] ?? [:]
        for name in try #require(rule as? [String]) where object[name] == nil { return false }
      case "properties":
        let object = value as? [String: Any] ?? [:]
        for (name, part) in try #require(rule as? [String: Any]) {
          if let member = object[name], try !isValid(member, part) { return false }
        }
      case "additionalProperties":
        let known = try #require((schema as? [String: Any])?["properties"] as? [String: Any])
        for name in (value as? [String: Any] ?? [:]).keys where known[name] == nil { return false }
      default: Issue.record("no rule for the keyword \(keyword)")
      }
    }
    return true
  }

  private func hasType(_ name: String, _ value: Any) -> Bool {
    switch name {
    case "array": value is [Any]
    case "object": value is [String: Any]
    case "integer": value is Int && !(value is String)
    case "null": value is NSNull
    default: false
    }
  }

  private func items(_ value: Any) -> [Any] { value as? [Any] ?? [] }

  private func number(_ value: Any) throws -> Int { value as? Int ?? .min }

  private func same(_ one: Any, _ other: Any) throws -> Bool {
    try JSONSerialization.data(withJSONObject: one, options: .fragmentsAllowed)
      == JSONSerialization.data(withJSONObject: other, options: .fragmentsAllowed)
  }
}
