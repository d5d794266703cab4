/// A table as CSV (RFC 4180), columns named in its first line.
///
/// Numbers are spelled in full, so that a reader gets back what was measured.
struct CSVTable {
  private(set) var text: String
  private let width: Int

  init(_ columns: [String]) {
    width = columns.count
    text = columns.joined(separator: ",") + "\n"
  }

  /// Adds a row with a cell for each column.
  mutating func add(_ cells: [String]) {
    precondition(cells.count == width, "a row has a cell for each column")
    text += cells.map(Self.quoted).joined(separator: ",") + "\n"
  }

  /// A number as a cell; empty where there is none.
  static func cell(_ number: Double?) -> String { number.map(JSONText.spelling) ?? "" }

  private static func quoted(_ cell: String) -> String {
    guard cell.unicodeScalars.contains(where: { ",\"\r\n".unicodeScalars.contains($0) }) else {
      return cell
    }
    return "\"" + cell.replacing("\"", with: "\"\"") + "\""
  }
}
