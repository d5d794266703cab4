import Foundation

/// Reads HTML and SVG tag by tag and says what is wrong with it: elements that are not closed in
/// order, attributes without quotes or twice, text that looks like a tag, identifiers given twice
/// or asked for and not there.
///
/// It knows as much of HTML as our pages use: elements without an end tag, and rows and cells of
/// tables whose end tags are left out.
struct MarkupChecker {
  struct Element {
    var name: String
    var attributes: [String: String]
  }

  /// In the order of their start tags.
  private(set) var elements: [Element] = []
  private(set) var problems: [String] = []
  /// Text outside of tags, references still in it.
  private(set) var text = ""

  private static let void: Set = ["meta", "link", "br", "hr", "img", "source", "wbr", "col"]
  private static let implied: Set = ["tr", "td", "th"]
  private static let opaque: Set = ["style"]

  init(_ markup: String) {
    var open: [String] = []
    var rest = Substring(markup)
    while let start = rest.firstIndex(of: "<") {
      take(rest[..<start])
      rest = rest[rest.index(after: start)...]
      guard let end = rest.firstIndex(of: ">") else {
        problems.append("a tag without an end: <\(rest.prefix(30))")
        break
      }
      let tag = rest[..<end]
      rest = rest[rest.index(after: end)...]
      if tag.hasPrefix("!") || tag.hasPrefix("?") { continue }
      if tag.hasPrefix("/") {
        close(String(tag.dropFirst()), &open)
        continue
      }
      let element = read(tag)
      elements.append(element)
      if tag.hasSuffix("/") || Self.void.contains(element.name) { continue }
      if element.name == "tr" { drop(["td", "th", "tr"], &open) }
      if element.name == "td" || element.name == "th" { drop(["td", "th"], &open) }
      open.append(element.name)
      if Self.opaque.contains(element.name), let close = rest.range(of: "</\(element.name)>") {
        rest = rest[close.lowerBound...]
      }
    }
    take(rest)
    if !open.isEmpty { problems.append("never closed: \(open)") }
    checkIdentifiers()
  }

  private mutating func close(_ name: String, _ open: inout [String]) {
    if !Self.implied.contains(name) {
      while let last = open.last, Self.implied.contains(last) { open.removeLast() }
    }
    if open.last == name {
      open.removeLast()
    } else {
      problems.append("</\(name)> closes \(open.last ?? "nothing")")
    }
  }

  private func drop(_ names: Set<String>, _ open: inout [String]) {
    while let last = open.last, names.contains(last) { open.removeLast() }
  }

  private mutating func take(_ piece: Substring) {
    text += piece
    if piece.contains(">") { problems.append("a bare > in: \(piece.prefix(60))") }
    for part in piece.split(separator: "&", omittingEmptySubsequences: false).dropFirst()
    where !["amp;", "lt;", "gt;", "quot;", "#39;"].contains(where: part.hasPrefix) {
      problems.append("a bare & in: \(part.prefix(30))")
    }
  }

  private mutating func read(_ tag: Substring) -> Element {
    let name = tag.prefix { $0.isLetter || $0.isNumber }
    var element = Element(name: String(name), attributes: [:])
    var rest = tag.dropFirst(name.count)
    while true {
      rest = rest.drop { $0 == " " || $0 == "\n" }
      if rest.isEmpty || rest == "/" { return element }
      let key = rest.prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == ":" }
      rest = rest.dropFirst(key.count)
      var value: Substring = ""
      if rest.hasPrefix("=\"") {
        rest = rest.dropFirst(2)
        value = rest.prefix { $0 != "\"" }
        rest = rest.dropFirst(value.count + 1)
      } else if rest.hasPrefix("=") || key.isEmpty {
        problems.append("an attribute without quotes in <\(tag.prefix(60))>")
        return element
      }
      if element.attributes.updateValue(String(value), forKey: String(key)) != nil {
        problems.append("\(key) twice in <\(tag.prefix(60))>")
      }
    }
  }

  private mutating func checkIdentifiers() {
    let all = elements.compactMap { $0.attributes["id"] }
    let known = Set(all)
    if known.count != all.count { problems.append("an id is given twice") }
    for element in elements {
      let wanted =
        (element.attributes["aria-labelledby"]?.split(separator: " ") ?? [])
        + (element.attributes["href"].map { $0.hasPrefix("#") ? [$0.dropFirst()] : [] } ?? [])
      for id in wanted where !known.contains(String(id)) { problems.append("no id \(id)") }
    }
  }
}
