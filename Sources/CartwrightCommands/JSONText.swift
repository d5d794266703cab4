/// Writes one JSON document on one line, members in the order in which they are given.
///
/// Numbers are spelled as Python's `json` spells them: a real number keeps its decimal point
/// (`2.0`), so that a reader gets a float back.
package struct JSONText {
  /// The document so far.
  package private(set) var text = ""
  private var needsComma = false

  package init() {}

  /// Forgets the document and keeps its storage.
  package mutating func clear() {
    text.removeAll(keepingCapacity: true)
    needsComma = false
  }

  /// Writes `{…}` with the members that `body` writes.
  package mutating func object(_ key: StaticString? = nil, _ body: (inout JSONText) throws -> Void)
    rethrows
  {
    try container(key, "{", "}", body)
  }

  /// Writes `[…]` with the values that `body` writes.
  package mutating func list(_ key: StaticString? = nil, _ body: (inout JSONText) throws -> Void)
    rethrows
  {
    try container(key, "[", "]", body)
  }

  private mutating func container(
    _ key: StaticString?, _ open: String, _ close: String, _ body: (inout JSONText) throws -> Void
  ) rethrows {
    start(key)
    text += open
    needsComma = false
    try body(&self)
    text += close
    needsComma = true
  }

  private mutating func start(_ key: StaticString?) {
    if needsComma { text += "," }
    if let key { text += "\"\(key)\":" }
    needsComma = true
  }

  package mutating func value(_ value: Int?, _ key: StaticString? = nil) {
    start(key)
    text += value.map { "\($0)" } ?? "null"
  }

  package mutating func value(_ value: Bool, _ key: StaticString? = nil) {
    start(key)
    text += value ? "true" : "false"
  }

  /// A real number; one that is not finite, which JSON cannot say, is null.
  package mutating func value(_ value: Double?, _ key: StaticString? = nil) {
    start(key)
    text += value.flatMap { $0.isFinite ? Self.spelling($0) : nil } ?? "null"
  }

  package mutating func value(_ value: String?, _ key: StaticString? = nil) {
    start(key)
    text += value.map(Self.quoted) ?? "null"
  }

  /// A value that is JSON text already.
  package mutating func verbatim(_ json: String, _ key: StaticString? = nil) {
    start(key)
    text += json
  }

  /// As Python's `repr` has it, exponents included (`1e-07`).
  package static func spelling(_ value: Double) -> String {
    let text = "\(value)"
    guard let mark = text.firstIndex(of: "e") else { return text }
    var exponent = text[text.index(after: mark)...]
    let sign = exponent.first == "-" ? "-" : "+"
    if exponent.first == "-" || exponent.first == "+" { exponent.removeFirst() }
    var digits = text[..<mark]
    if digits.hasSuffix(".0") { digits.removeLast(2) }
    return "\(digits)e\(sign)\(exponent.count < 2 ? "0" : "")\(exponent)"
  }

  /// A JSON string.
  package static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20:
        let hex = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
