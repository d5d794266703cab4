/// Columns of text under a heading, for people.
struct TextTable {
  private var rows: [[String]]
  /// Which columns are numbers and end at the right.
  private let numeric: Set<Int>

  init(_ heading: [String], numeric: Set<Int> = []) {
    rows = [heading]
    self.numeric = numeric
  }

  /// Adds a row with as many cells as the heading has.
  mutating func add(_ cells: [String]) {
    precondition(cells.count == rows[0].count, "a row has a cell for each column")
    rows.append(cells)
  }

  /// The table, two spaces between columns, without a line break at its end.
  var text: String {
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      var line = ""
      for (column, cell) in row.enumerated() {
        let space = String(repeating: " ", count: widths[column] - cell.count)
        line += (column == 0 ? "" : "  ") + (numeric.contains(column) ? space + cell : cell + space)
      }
      while line.last == " " { line.removeLast() }
      return line
    }.joined(separator: "\n")
  }
}
