/// A chart that was drawn: SVG for the eye, words and a table for everyone else.
public struct Picture: Sendable {
  /// What the picture shows, in a few words.
  public let title: String
  /// What can be seen in it, in a sentence or two.
  public let description: String
  /// The data behind it.
  public let table: ChartTable
  /// Size in units; text is 13 units high.
  let width: Double
  let height: Double
  /// What stands inside the `svg` element.
  let drawing: Markup

  /// An SVG element for an HTML page; colours and fonts come from `ChartStyle.css`.
  ///
  /// - Parameter id: a name that no other picture of the page has.
  func inline(id: String) -> Markup {
    svg(id: id, isStandalone: false)
  }

  /// An SVG file that needs nothing else.
  public func file() -> String {
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + svg(id: "c", isStandalone: true).text + "\n"
  }

  /// The picture in a page: caption, chart, data to unfold and to download.
  ///
  /// - Parameter note: a sentence under the chart; empty for none.
  func figure(id: String, note: String = "") -> Markup {
    var markup = Markup()
    markup.element("figure") { figure in
      figure.element("figcaption", text: title)
      figure.append(inline(id: id))
      if !note.isEmpty { figure.element("p", ["class": "note"], text: note) }
      guard !table.rows.isEmpty else { return }
      figure.newline()
      figure.element("details", ["class": "data"]) { details in
        details.element("summary", text: "Data of “\(title)”")
        details.element(
          "div",
          ["class": "scroll", "tabindex": "0", "role": "region", "aria-label": "Data of \(title)"]
        ) { $0.append(table.html(caption: title)) }
        details.element("p") { line in
          line.element(
            "a", ["download": fileName + ".csv", "href": Self.link(table.csv)],
            text: "Download as CSV")
        }
      }
      figure.newline()
    }
    return markup
  }

  private func svg(id: String, isStandalone: Bool) -> Markup {
    let box = "0 0 \(Numeral.place(width)) \(Numeral.place(height))"
    var markup = Markup()
    func content(_ svg: inout Markup) {
      svg.element("title", ["id": id + "-t"], text: title)
      svg.element("desc", ["id": id + "-d"], text: description)
      if isStandalone {
        svg.element("style") { $0.append(ChartStyle.standalone) }
        svg.shape(
          "rect",
          [
            "class": "paper", "width": Numeral.place(width), "height": Numeral.place(height),
          ])
      }
      svg.append(drawing)
    }
    let labels = "\(id)-t \(id)-d"
    if isStandalone {
      markup.element(
        "svg",
        [
          "xmlns": "http://www.w3.org/2000/svg", "class": "chart", "viewBox": box,
          "width": Numeral.place(width), "height": Numeral.place(height), "role": "img",
          "aria-labelledby": labels,
        ], content)
    } else {
      markup.element(
        "svg", ["class": "chart", "viewBox": box, "role": "img", "aria-labelledby": labels],
        content)
    }
    return markup
  }

  /// A name for its file without an ending: letters, digits and dashes of the title.
  public var fileName: String {
    let words = title.lowercased().split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
    return words.isEmpty ? "picture" : words.prefix(8).joined(separator: "-")
  }

  /// A text as a `data:` address (RFC 2397), with bytes that an address may not hold as `%XX`.
  private static func link(_ text: String) -> String {
    var result = "data:text/csv;charset=utf-8,"
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2C...0x2E, 0x5F, 0x7E:
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let hex = String(byte, radix: 16, uppercase: true)
        result += "%" + (byte < 16 ? "0" : "") + hex
      }
    }
    return result
  }
}
