/// HTML and SVG text under construction.
///
/// Names of elements and attributes stand in the program; everything else, attribute values
/// included, is escaped on its way in. So no run's name and no policy can add an element.
public struct Markup: Sendable {
  /// What was written so far.
  public private(set) var text = ""

  /// Attributes in the order in which they are written.
  typealias Attributes = KeyValuePairs<StaticString, String>

  public init() {}

  /// Writes an element with what `body` writes inside it.
  mutating func element(
    _ name: StaticString, _ attributes: Attributes = [:], _ body: (inout Markup) -> Void
  ) {
    open(name, attributes)
    text += ">"
    body(&self)
    text += "</\(name)>"
  }

  /// Writes an element that holds text.
  mutating func element(_ name: StaticString, _ attributes: Attributes = [:], text: String) {
    element(name, attributes) { $0.write(text) }
  }

  /// Writes an element of HTML that never has a content, such as `meta`.
  mutating func void(_ name: StaticString, _ attributes: Attributes) {
    open(name, attributes)
    text += ">"
  }

  /// Writes an element of SVG without a content, such as `path`.
  mutating func shape(_ name: StaticString, _ attributes: Attributes) {
    open(name, attributes)
    text += "/>"
  }

  /// Writes text, escaped.
  mutating func write(_ text: String) { self.text += Self.escaped(text) }

  /// Writes markup that stands in the program.
  mutating func raw(_ markup: StaticString) { text += "\(markup)" }

  /// Writes a line end, which keeps the lines of a file short.
  mutating func newline() { text += "\n" }

  /// Writes what was written elsewhere.
  mutating func append(_ other: Markup) { text += other.text }

  private mutating func open(_ name: StaticString, _ attributes: Attributes) {
    text += "<\(name)"
    for (key, value) in attributes { text += " \(key)=\"\(Self.escaped(value))\"" }
  }

  /// Text that means itself in HTML, in SVG and between double quotes.
  ///
  /// Characters that XML forbids become U+FFFD. Those that turn the direction of writing, with which
  /// a program can be made to look like another, become visible, such as `[U+202E]`.
  public static func escaped(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\t", "\n": result.unicodeScalars.append(scalar)
      case "\r": result += "\n"
      case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}": result += "\u{FFFD}"
      case "\u{200E}", "\u{200F}", "\u{061C}", "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}":
        result += "[U+" + String(scalar.value, radix: 16, uppercase: true) + "]"
      default:
        let isNoCharacter =
          scalar.value & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(scalar.value)
        result.unicodeScalars.append(isNoCharacter ? "\u{FFFD}" : scalar)
      }
    }
    return result
  }
}
