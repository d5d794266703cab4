/// The first bytes of a file (up to 64 KB, gzip undone), looked at as text.
struct LogHead {
  static let size = 1 << 16

  let bytes: [UInt8]

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Reads the head of a file.
  init(path: String) throws(LogError) {
    let stream = try ByteStream(path, pieceSize: LogHead.size)
    var bytes: [UInt8] = []
    do throws(LogError) {
      while bytes.count < LogHead.size, let piece = try stream.next() { bytes += piece }
    } catch {
      // Damaged further on: what came before it tells what it is.
      guard !bytes.isEmpty else { throw error }
    }
    self.init(Array(bytes.prefix(LogHead.size)))
  }

  /// Whether there is a byte that text does not hold.
  var isBinary: Bool { bytes.contains { $0 < 0x09 || ($0 > 0x0D && $0 < 0x20 && $0 != 0x1B) } }

  /// The lines that are whole, and the last one.
  private func lines(most: Int) -> [ArraySlice<UInt8>] {
    var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    var lines: [ArraySlice<UInt8>] = []
    while start < bytes.count, lines.count < most {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      var line = bytes[start..<end]
      if line.last == 0x0D { line.removeLast() }
      lines.append(line)
      start = end + 1
    }
    return lines
  }

  /// The first line that is neither empty nor a remark, as cells; empty for what is no table.
  var header: [String] {
    guard !isBinary, !isJSON else { return [] }
    let candidates = lines(most: 20)
    guard let line = candidates.first(where: { !$0.isEmpty && $0.first != UInt8(ascii: "#") })
    else { return [] }
    let separator = CSVReader.separator(of: Array(line))
    var cells: [String] = []
    var cell: [UInt8] = []
    var isQuoted = false
    for byte in line {
      if byte == UInt8(ascii: "\"") {
        isQuoted.toggle()
      } else if !isQuoted, byte == separator {
        cells.append(String(decoding: cell, as: UTF8.self))
        cell.removeAll(keepingCapacity: true)
        if cells.count >= CSVReader.mostColumns { return [] }
      } else {
        cell.append(byte)
      }
    }
    cells.append(String(decoding: cell, as: UTF8.self))
    return cells
  }

  /// The second line, as text.
  var secondLine: String {
    let lines = lines(most: 2)
    return lines.count < 2 || isBinary ? "" : String(decoding: lines[1], as: UTF8.self)
  }

  /// The first line, where it begins with `#`.
  var firstRemark: String? {
    guard let line = lines(most: 1).first, line.first == UInt8(ascii: "#") else { return nil }
    return String(decoding: line.dropFirst(), as: UTF8.self)
  }

  private var firstByte: UInt8? {
    bytes.first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D && $0 < 0x80 }
  }

  private var isJSON: Bool { firstByte == UInt8(ascii: "{") || firstByte == UInt8(ascii: "[") }

  /// Whether there is a list.
  var isJSONList: Bool { firstByte == UInt8(ascii: "[") && !isBinary }

  /// Whether an object stands on each line.
  var isJSONLines: Bool {
    guard firstByte == UInt8(ascii: "{"), !isBinary else { return false }
    let start = bytes.firstIndex(of: UInt8(ascii: "{"))!
    let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
    return end > start + 1 || end == bytes.count
  }

  /// The keys of the first object in JSON; empty for what is no JSON.
  var keys: [String] {
    guard isJSON, !isBinary else { return [] }
    var records = JSONRecords(bytes: bytes, isLines: isJSONLines)
    return records.firstKeys()
  }
}
