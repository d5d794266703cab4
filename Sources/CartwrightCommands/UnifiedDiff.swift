import Reports

/// The difference of two texts as `diff -u` prints it, with three lines around each change.
enum UnifiedDiff {
  private static let context = 3

  /// The difference; empty if there is none.
  static func text(_ old: String, _ new: String, name: String) -> String {
    let rows = LineDifference(lines(old), lines(new)).rows
    var result = ""
    var index = 0
    while let first = rows[index...].firstIndex(where: { $0.kind != .same }) {
      // A hunk goes on while the next change is near.
      var last = first
      while let next = rows[(last + 1)...].firstIndex(where: { $0.kind != .same }),
        next - last <= 2 * context + 1
      {
        last = next
      }
      let hunk = rows[max(index, first - context)..<min(rows.count, last + context + 1)]
      let (oldLines, newLines) = (
        hunk.filter { $0.kind != .inserted }, hunk.filter { $0.kind != .removed }
      )
      if result.isEmpty { result = "--- \(name)\n+++ \(name)\n" }
      result += "@@ -\(range(hunk.first!.old, oldLines.count)) "
      result += "+\(range(hunk.first!.new, newLines.count)) @@\n"
      for row in hunk {
        result += sign(row.kind) + row.text + (row.text.utf8.last == 0x0A ? "" : "\n")
        if row.text.utf8.last != 0x0A { result += "\\ No newline at end of file\n" }
      }
      index = hunk.endIndex
    }
    return result
  }

  private static func sign(_ kind: LineDifference.Kind) -> String {
    switch kind {
    case .same: " "
    case .removed: "-"
    case .inserted: "+"
    }
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
