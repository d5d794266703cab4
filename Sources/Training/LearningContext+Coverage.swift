import Foundation
import PolicyRuntime
import PolicySyntax

extension LearningContext {
  /// Which lines and branch sides ran in some of the steps and not in others, with the mean return
  /// after either, and those that never ran.
  var coverageText: String {
    guard coverage.steps > 0 else { return "No step was traced.\n" }
    var out = "Of \(coverage.steps) traced steps. Return: from the step to the end of its rollout,"
    out += " mean over the steps in which it ran, and over the others.\n\n"
    let rows = lineRows + sideRows
    if rows.isEmpty {
      out += "Every step ran the same lines.\n"
    } else {
      out += "| line | code | steps | return | otherwise |\n|---|---|---|---|---|\n"
      for row in rows {
        let means = coverage.meanReturns(row.runs)
        out += "| \(row.place) | `\(row.code)` | \(row.runs.steps)"
        out += " | \(mean(means.with)) | \(mean(means.without)) |\n"
      }
    }
    let never = neverRan
    if !never.isEmpty { out += "\nNever: \(never.joined(separator: "; ")).\n" }
    return out
  }

  private struct Row {
    let place: String
    let code: String
    let runs: Coverage.Runs
  }

  private func isTelling(_ runs: Coverage.Runs) -> Bool {
    runs.steps > 0 && runs.steps < coverage.steps
  }

  /// Lines that ran in some steps; neighbours that always ran together are one row.
  private var lineRows: [Row] {
    let lines = coverage.lines
    let texts = policy.source.text.split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    var rows: [Row] = []
    var index = 0
    while index < lines.count {
      let first = index
      while index + 1 < lines.count, lines[index + 1].runs == lines[first].runs { index += 1 }
      let (start, end) = (lines[first].number, lines[index].number)
      index += 1
      guard isTelling(lines[first].runs) else { continue }
      let code = start <= texts.count ? String(texts[start - 1]) : ""
      rows.append(
        Row(
          place: start == end ? "\(start)" : "\(start)–\(end)", code: cell(code),
          runs: lines[first].runs))
    }
    return rows
  }

  /// Sides of conditions within a line: those of statements have lines of their own.
  private var sideRows: [Row] {
    coverage.branches.filter(\.isInLine).flatMap { branch in
      [(branch.whenTrue, "true"), (branch.whenFalse, "false")].filter { isTelling($0.0) }.map {
        Row(
          place: "\(branch.line)",
          code: cell(policy.source.text(of: branch.span)) + " is \($0.1)", runs: $0.0)
      }
    }
  }

  private var neverRan: [String] {
    let lines = coverage.lines.filter { $0.runs.count == 0 }.map { "\($0.number)" }
    var texts = lines.isEmpty ? [] : ["lines " + lines.joined(separator: ", ")]
    for branch in coverage.branches where branch.isInLine {
      let (yes, no) = (branch.whenTrue.count, branch.whenFalse.count)
      guard yes + no > 0, yes == 0 || no == 0 else { continue }
      let code = cell(policy.source.text(of: branch.span))
      texts.append("`\(code)` \(yes == 0 ? "true" : "false") in line \(branch.line)")
    }
    return texts
  }

  /// A piece of code that fits a cell of a table.
  private func cell(_ code: String) -> String {
    let line = code.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    let text = line.trimmingCharacters(in: .whitespaces).replacingOccurrences(of: "|", with: "\\|")
    return text.count > 60 ? text.prefix(59) + "…" : text
  }

  private func mean(_ value: Double?) -> String {
    value.map { String(format: "%.2f", $0) } ?? "-"
  }
}

extension Coverage.Branch {
  /// Whether the condition is a part of an expression.
  fileprivate var isInLine: Bool {
    switch kind {
    case .conditional, .and, .or, .filter, .element: true
    case .if, .elif, .while, .assert, .for, .case, .except: false
    }
  }
}
