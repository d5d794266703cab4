import Foundation

/// The rows of a table in text (RFC 4180), one after the other; memory holds one row.
///
/// Cells are separated by commas, or by tabs or semicolons where the first line has more of those.
/// A cell in quotes may hold separators, line feeds and doubled quotes. Lines that begin with `#`
/// belong to no row. What cannot be read is noted in `complaints` and passed over.
final class CSVReader {
  /// Columns that a table may have.
  static let mostColumns = 1 << 14
  /// Lines that one cell in quotes may span.
  private static let mostLines = 1000

  /// The names of the columns; `column 1`, `column 2`, … where the first row holds numbers only.
  private(set) var header: [String] = []
  /// The file as it was named.
  let path: String
  /// The line on which the row begins.
  private(set) var line = 0
  /// The lines with `#` that stand before the row, without it.
  private(set) var remarks: [String] = []
  /// Whether the first row has names.
  private(set) var hasHeader = true
  var complaints: Complaints

  private let lines: LineReader
  private let keepsUnendedRow: Bool
  private var separator = UInt8(ascii: ",")
  private var isFirstRowPending = false

  private var row = CSVRow()

  // Lines that were read in search of a quote which never came, to be read again.
  private var returned: [Line] = []
  private var current = Line()

  private struct Line {
    var bytes: [UInt8] = []
    var number = 0
    var wasEnded = true
    var wasTooLong = false
  }

  /// Opens a table and reads its header.
  ///
  /// - Parameter keepsUnendedRow: whether the last row counts although no line feed ends it; a
  ///   program that ends every row with one was stopped within it.
  /// - Throws: `LogError` where there is no file, no row, or too many columns.
  init(_ path: String, keepsUnendedRow: Bool = false) throws(LogError) {
    self.path = path
    lines = LineReader(try ByteStream(path))
    complaints = Complaints(file: path)
    self.keepsUnendedRow = keepsUnendedRow
    guard takeLine(), complaints.isEmpty else {
      throw complaints.list.first
        ?? LogError(file: path, expected: "a table", found: "an empty file")
    }
    separator = CSVReader.separator(of: current.bytes)
    guard split() else {
      throw complaints.list.first
        ?? LogError(file: path, .line(1), expected: "a row", found: "an open quote")
    }
    guard count <= CSVReader.mostColumns else {
      throw LogError(
        file: path, .line(line), expected: "at most \(CSVReader.mostColumns) columns",
        found: "\(count)")
    }
    hasHeader = (0..<count).contains { cell($0) == .text }
    isFirstRowPending = !hasHeader
    header = (0..<count).map { hasHeader ? text($0) : "column \($0 + 1)" }
  }

  /// Cells of the row.
  var count: Int { row.ends.count }

  /// Goes to the next row; false after the last.
  func next() -> Bool {
    if isFirstRowPending {
      isFirstRowPending = false
      return true
    }
    while takeLine() {
      guard split() else { continue }
      // An empty cell behind the last separator is no column.
      if count == header.count + 1, row.range(header.count).isEmpty { row.ends.removeLast() }
      guard count <= header.count else {
        complaints.add(
          line: line, expected: "\(header.count) cells as in the header", found: "\(count)")
        continue
      }
      return true
    }
    return false
  }

  /// The column of a name; names differ in case too.
  func column(_ name: String) -> Int? { header.firstIndex(of: name) }

  /// What a cell of the row says; a row that ends early has empty cells.
  func cell(_ column: Int) -> Cell { row.cell(column) }

  /// The text of a cell of the row.
  func text(_ column: Int) -> String { row.text(column) }

  /// Puts the next line that belongs to a row into `current`.
  private func takeLine() -> Bool {
    remarks = []
    while readLine() {
      let bytes = current.bytes
      if bytes.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { continue }
      if bytes.first == UInt8(ascii: "#") {
        remarks.append(String(decoding: bytes.dropFirst(), as: UTF8.self))
        if remarks.count > 100 { remarks.removeFirst() }
        continue
      }
      if current.wasTooLong {
        complaints.add(
          line: current.number, expected: "a line of at most \(LineReader.longestLine) bytes",
          found: "a longer one")
        continue
      }
      if !current.wasEnded, !keepsUnendedRow {
        complaints.add(
          line: current.number, expected: "a line feed behind the last row",
          found: "the end of the file")
        continue
      }
      line = current.number
      return true
    }
    return false
  }

  private func readLine() -> Bool {
    if let line = returned.popLast() {
      current = line
      return true
    }
    do throws(LogError) {
      guard try lines.next(into: &current.bytes) else { return false }
    } catch {
      complaints.add(error)
      // What came before the damage is right, but the line is not whole.
      return false
    }
    current.number = lines.number
    current.wasEnded = lines.wasEnded
    current.wasTooLong = lines.wasTooLong
    return true
  }

  /// Splits the current line, and those that a quote joins to it, into cells.
  ///
  /// Where the quote is never closed, only the line that opened it is lost.
  private func split() -> Bool {
    row.removeAll()
    var isQuoted = row.add(current.bytes, separator: separator, isQuoted: false)
    guard isQuoted else { return true }
    let start = current.number
    var joined: [Line] = []
    var bytes = 0
    while isQuoted {
      guard joined.count < CSVReader.mostLines, bytes < LineReader.longestLine, readLine() else {
        complaints.add(line: start, expected: "a quote that ends the cell", found: "none")
        returned.append(contentsOf: joined.reversed())
        return false
      }
      joined.append(current)
      bytes += current.bytes.count
      isQuoted = row.add(current.bytes, separator: separator, isQuoted: true)
    }
    return true
  }

  /// The separator of a table, from its first line.
  static func separator(of line: [UInt8]) -> UInt8 {
    let candidates = [UInt8(ascii: ","), UInt8(ascii: "\t"), UInt8(ascii: ";")]
    var counts = [0, 0, 0]
    var isQuoted = false
    for byte in line {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if !isQuoted, let index = candidates.firstIndex(of: byte) { counts[index] += 1 }
    }
    return candidates[counts.firstIndex(of: counts.max()!)!]
  }
}
