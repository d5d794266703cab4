import PolicyRuntime
import PolicySyntax

/// The source of a policy with how often each line ran, and the branch sides that never did.
struct CoverageReport {
  let source: SourceFile
  let coverage: Coverage

  var text: String {
    let ran = coverage.lines.count { $0.runs.count > 0 }
    let sides = coverage.branches.flatMap { [$0.whenTrue, $0.whenFalse] }
    let ranSides = sides.count { $0.count > 0 }
    var rows = [
      "\(coverage.steps) steps; \(ran) of \(coverage.lines.count) lines ran, "
        + "\(ranSides) of \(sides.count) branch sides"
    ]
    var counts: [Int: Int] = [:]
    for line in coverage.lines { counts[line.number] = line.runs.count }
    let width = max(4, counts.values.map { "\($0)".count }.max() ?? 0)
    let lines = source.lines
    for (index, code) in lines.enumerated() {
      if index == lines.count - 1, code.isEmpty { break }
      let number = "\(index + 1)"
      let count = counts[index + 1].map { $0 == 0 ? "none" : "\($0)" } ?? ""
      let notes = missing(at: index + 1).joined(separator: "; ")
      var row =
        pad(count, width) + "  " + pad(number, "\(lines.count)".count) + "  " + code
        + (notes.isEmpty ? "" : "  # " + notes)
      while row.last == " " { row.removeLast() }
      rows.append(row)
    }
    return rows.joined(separator: "\n")
  }

  /// The sides of a line's branches that never ran although the line did.
  private func missing(at line: Int) -> [String] {
    coverage.branches.filter { $0.line == line }.compactMap { branch in
      let isDecided = branch.whenTrue.count + branch.whenFalse.count > 0
      guard isDecided, branch.whenTrue.count == 0 || branch.whenFalse.count == 0 else { return nil }
      let never = branch.whenTrue.count == 0
      return switch branch.kind {
      case .for: never ? "no round" : "never to its end"
      case .if, .elif, .while, .assert: "never \(never)"
      case .case, .except: never ? "never matches" : "always matches"
      default: "never \(never): \(source.text(of: branch.span))"
      }
    }
  }

  private func pad(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
