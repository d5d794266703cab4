/// The difference of two texts as `diff -u` prints it, with three lines around each change.
enum UnifiedDiff {
  private static let context = 3

  /// The difference; empty if there is none.
  static func text(_ old: String, _ new: String, name: String) -> String {
    let (a, b) = (lines(old), lines(new))
    let rows = self.rows(a, b)
    var result = ""
    var index = 0
    while let first = rows[index...].firstIndex(where: { $0.sign != " " }) {
      // A hunk goes on while the next change is near.
      var last = first
      while let next = rows[(last + 1)...].firstIndex(where: { $0.sign != " " }),
        next - last <= 2 * context + 1
      {
        last = next
      }
      let hunk = rows[max(index, first - context)..<min(rows.count, last + context + 1)]
      let (oldLines, newLines) = (hunk.filter { $0.sign != "+" }, hunk.filter { $0.sign != "-" })
      if result.isEmpty { result = "--- \(name)\n+++ \(name)\n" }
      result += "@@ -\(range(hunk.first!.old, oldLines.count)) "
      result += "+\(range(hunk.first!.new, newLines.count)) @@\n"
      for row in hunk {
        result += row.sign + row.text + (row.text.utf8.last == 0x0A ? "" : "\n")
        if row.text.utf8.last != 0x0A { result += "\\ No newline at end of file\n" }
      }
      index = hunk.endIndex
    }
    return result
  }

  private typealias Row = (sign: String, text: String, old: Int, new: Int)

  /// Every line of both texts, once where they share it, with the lines before it in each.
  private static func rows(_ old: [String], _ new: [String]) -> [Row] {
    var removed: Set<Int> = []
    var inserted: Set<Int> = []
    for change in new.difference(from: old, by: { Array($0.utf8) == Array($1.utf8) }) {
      switch change {
      case .remove(let offset, _, _): removed.insert(offset)
      case .insert(let offset, _, _): inserted.insert(offset)
      }
    }
    var result: [Row] = []
    var (i, j) = (0, 0)
    while i < old.count || j < new.count {
      if i < old.count, removed.contains(i) {
        result.append(("-", old[i], i, j))
        i += 1
      } else if j < new.count, inserted.contains(j) {
        result.append(("+", new[j], i, j))
        j += 1
      } else {
        result.append((" ", old[i], i, j))
        (i, j) = (i + 1, j + 1)
      }
    }
    return result
  }

  /// Lines with their line ends.
  private static func lines(_ text: String) -> [String] {
    var result: [String] = []
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let end = rest.firstIndex(of: 0x0A).map { $0 + 1 } ?? rest.endIndex
      result.append(String(decoding: rest[..<end], as: UTF8.self))
      rest = rest[end...]
    }
    return result
  }

  private static func range(_ before: Int, _ count: Int) -> String {
    count == 1 ? "\(before + 1)" : "\(count == 0 ? before : before + 1),\(count)"
  }
}
