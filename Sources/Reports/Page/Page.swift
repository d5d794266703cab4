/// A report as one HTML file that needs nothing else: no script, no font, no picture from elsewhere.
///
/// A policy of its own (`Content-Security-Policy`) forbids it to ask for anything.
struct Page {
  var title: String
  /// A sentence under the title; empty for none.
  var lead = ""
  /// Seconds after which a browser loads the page again; nil for a page that is done.
  var refresh: Int?
  private(set) var sections: [Section] = []

  init(_ title: String) { self.title = title }

  /// Adds a part with a heading of the second level.
  mutating func section(_ title: String, _ body: (inout Section) -> Void) {
    var section = Section(title: title, id: "part-\(sections.count + 1)")
    body(&section)
    sections.append(section)
  }

  /// The file.
  func html() -> String {
    var page = Markup()
    page.raw("<!DOCTYPE html>\n")
    page.element("html", ["lang": "en"]) { html in
      html.newline()
      html.element("head") { head(&$0) }
      html.newline()
      html.element("body") { body in
        body.element("a", ["class": "skip", "href": "#main"], text: "Skip to the report")
        body.newline()
        body.element("header") { header in
          header.element("h1", text: title)
          if !lead.isEmpty { header.element("p", ["class": "lead"], text: lead) }
        }
        body.newline()
        contents(&body)
        body.element("main", ["id": "main", "tabindex": "-1"]) { main in
          for section in sections {
            main.newline()
            main.element("section", ["aria-labelledby": section.id]) { part in
              part.element("h2", ["id": section.id], text: section.title)
              part.newline()
              part.append(section.markup)
            }
          }
        }
        body.newline()
        body.element("footer") { footer in
          footer.element("p", text: "Made by Cartwright. This file is complete: it loads nothing.")
        }
        body.newline()
      }
      html.newline()
    }
    page.newline()
    return page.text
  }

  private func head(_ head: inout Markup) {
    head.newline()
    head.void("meta", ["charset": "utf-8"])
    head.newline()
    head.void(
      "meta",
      [
        "http-equiv": "Content-Security-Policy",
        "content": "default-src 'none'; style-src 'unsafe-inline'; img-src data:",
      ])
    head.newline()
    head.void("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
    head.newline()
    head.void("meta", ["name": "color-scheme", "content": "light dark"])
    head.newline()
    if let refresh {
      head.void("meta", ["http-equiv": "refresh", "content": "\(refresh)"])
      head.newline()
    }
    head.void("link", ["rel": "icon", "href": "data:,"])
    head.newline()
    head.element("title", text: title)
    head.newline()
    head.element("style") { style in
      style.newline()
      style.append(ChartStyle.variables)
      style.raw(PageStyle.css)
      style.newline()
      style.raw(ChartStyle.css)
      style.newline()
    }
    head.newline()
  }

  private func contents(_ body: inout Markup) {
    guard sections.count > 2 else { return }
    body.element("nav", ["aria-label": "Contents"]) { nav in
      nav.element("ul") { list in
        for section in sections {
          list.element("li") { item in
            item.element("a", ["href": "#\(section.id)"], text: section.title)
          }
        }
      }
    }
    body.newline()
  }
}

/// A part of a page.
struct Section {
  let title: String
  let id: String
  var markup = Markup()
  /// The charts of this part, in order.
  private(set) var pictures: [Picture] = []

  init(title: String, id: String) {
    self.title = title
    self.id = id
  }

  mutating func paragraph(_ text: String, isNote: Bool = false) {
    if isNote {
      markup.element("p", ["class": "note"], text: text)
    } else {
      markup.element("p", text: text)
    }
    markup.newline()
  }

  /// A heading of the third level.
  mutating func heading(_ text: String) {
    markup.element("h3", text: text)
    markup.newline()
  }

  mutating func list(_ items: [String]) {
    markup.element("ul") { list in
      for item in items {
        list.newline()
        list.element("li", text: item)
      }
    }
    markup.newline()
  }

  /// A chart with its data.
  mutating func figure(_ picture: Picture, note: String = "") {
    pictures.append(picture)
    markup.append(picture.figure(id: "\(id)-\(pictures.count)", note: note))
  }

  /// Charts beside each other where there is room, else one under the other.
  mutating func grid(_ all: [Picture]) {
    var inner = Markup()
    for picture in all {
      pictures.append(picture)
      inner.append(picture.figure(id: "\(id)-\(pictures.count)"))
    }
    markup.element("div", ["class": "grid"]) { $0.append(inner) }
    markup.newline()
  }

  /// A table whose first column names its rows; wide ones scroll by themselves.
  ///
  /// - Parameter texts: columns of text after the first; all others hold numbers.
  mutating func table(
    _ caption: String, columns: [String], rows: [[String]], texts: Set<Int> = []
  ) {
    markup.element(
      "div", ["class": "scroll", "tabindex": "0", "role": "region", "aria-label": caption]
    ) { box in
      box.element("table") { table in
        table.element("caption", text: caption)
        table.element("thead") { head in
          head.element("tr") { row in
            for (index, column) in columns.enumerated() {
              let isText = index == 0 || texts.contains(index)
              row.element(
                "th", isText ? ["scope": "col", "class": "words"] : ["scope": "col"], text: column)
            }
          }
        }
        table.element("tbody") { body in
          for cells in rows {
            body.newline()
            body.element("tr") { row in
              for (index, cell) in cells.enumerated() {
                if index == 0 {
                  row.element("th", ["scope": "row"], text: cell)
                } else {
                  row.element("td", texts.contains(index) ? ["class": "words"] : [:], text: cell)
                }
              }
            }
          }
        }
      }
    }
    markup.newline()
  }

  /// Lines to type into a terminal, each with what it does.
  mutating func commands(_ all: [(purpose: String, line: String)]) {
    for command in all {
      markup.element("p", text: command.purpose)
      markup.element("pre", ["tabindex": "0", "aria-label": command.purpose]) { pre in
        pre.element("code", text: command.line)
      }
      markup.newline()
    }
  }
}
