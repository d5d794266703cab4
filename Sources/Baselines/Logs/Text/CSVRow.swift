/// One row of a table, its quotes undone.
struct CSVRow {
  /// The content of its cells, one behind the other.
  private var content: [UInt8] = []
  /// Where each cell ends in the content.
  var ends: [Int] = []

  /// Begins a new row.
  mutating func removeAll() {
    content.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
  }

  /// Adds the cells of a line; true where a quote is open at its end.
  ///
  /// - Parameter isQuoted: whether the line goes on in a cell that the line before opened.
  mutating func add(_ bytes: [UInt8], separator: UInt8, isQuoted wasQuoted: Bool) -> Bool {
    let quote = UInt8(ascii: "\"")
    var isQuoted = wasQuoted
    if isQuoted { content.append(0x0A) }
    content.reserveCapacity(content.count + bytes.count)
    var index = 0
    var isCellStart = !isQuoted
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if isQuoted {
        if byte != quote {
          content.append(byte)
        } else if index < bytes.count, bytes[index] == quote {
          content.append(quote)
          index += 1
        } else {
          isQuoted = false
        }
      } else if byte == separator {
        ends.append(content.count)
        isCellStart = true
      } else if byte == quote, isCellStart {
        isQuoted = true
        isCellStart = false
      } else {
        content.append(byte)
        isCellStart = false
      }
    }
    if !isQuoted { ends.append(content.count) }
    return isQuoted
  }

  /// Where a cell lies in the content.
  func range(_ column: Int) -> Range<Int> { (column == 0 ? 0 : ends[column - 1])..<ends[column] }

  /// What a cell says; empty where the row has none.
  func cell(_ column: Int) -> Cell {
    guard column < ends.count else { return .empty }
    return content.withUnsafeBytes { bytes in
      Cell(UnsafeRawBufferPointer(rebasing: bytes[range(column)]))
    }
  }

  /// The text of a cell; empty where the row has none.
  func text(_ column: Int) -> String {
    guard column < ends.count else { return "" }
    return String(decoding: content[range(column)], as: UTF8.self)
  }
}
