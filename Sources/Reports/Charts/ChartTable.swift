/// The data of a picture: what a reader can look up, copy or load elsewhere.
public struct ChartTable: Sendable, Hashable {
  /// Texts and numbers in one column each.
  public enum Cell: Sendable, Hashable {
    case text(String)
    case number(Double)
    /// There is none, such as an interval of a single run.
    case none
  }

  public var columns: [String]
  public var rows: [[Cell]] = []

  public init(columns: [String]) { self.columns = columns }

  /// A number, or none where it is missing or not finite.
  static func number(_ value: Double?) -> Cell {
    value.flatMap { $0.isFinite ? .number($0) : nil } ?? .none
  }

  /// The table as CSV (RFC 4180), columns named in its first line; numbers have six digits.
  ///
  /// A text that a spreadsheet would calculate as a formula gets an apostrophe in front.
  public var csv: String {
    let lines = [columns.map(Self.quoted)] + rows.map { $0.map(Self.field) }
    return lines.map { $0.joined(separator: ",") + "\n" }.joined()
  }

  /// The table as HTML.
  func html(caption: String) -> Markup {
    var markup = Markup()
    markup.element("table") { table in
      table.element("caption", text: caption)
      table.element("thead") { head in
        head.element("tr") { row in
          for column in columns { row.element("th", ["scope": "col"], text: column) }
        }
      }
      table.element("tbody") { body in
        for cells in rows {
          // The ends of rows and cells need not be written, which makes long tables small.
          body.raw("\n<tr>")
          for (index, cell) in cells.enumerated() {
            if index == 0 { body.raw("<th scope=\"row\">") } else { body.raw("<td>") }
            switch cell {
            case .text(let text): body.write(text)
            case .number(let value): body.write(Numeral.short(value))
            case .none: body.write(Numeral.none)
            }
          }
        }
      }
    }
    return markup
  }

  private static func field(_ cell: Cell) -> String {
    switch cell {
    case .text(let text): quoted(text)
    case .number(let value): Numeral.short(value)
    case .none: ""
    }
  }

  private static func quoted(_ text: String) -> String {
    let safe = text.first.map { "=+-@\t\r".contains($0) } == true ? "'" + text : text
    guard safe.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else {
      return safe
    }
    return "\"" + safe.replacing("\"", with: "\"\"") + "\""
  }
}
