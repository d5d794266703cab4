// Edits as values.
//
// An edit replaces a span of the source by text. Edits are checked against the tree they were made
// for, applied together, and the result is parsed again; comments and layout outside the edited
// spans stay byte for byte. Only the bodies of trainable functions may change, and tunable numbers
// within their ranges: after parsing, the frozen text and the shape of the file around the bodies
// must be what they were, so that no replacement can smuggle in code by ending its function early.

/// A replacement of a piece of source text.
public struct TextEdit: Sendable, Hashable {
  /// The bytes to replace; empty to insert.
  public let span: SourceSpan
  /// The text that takes their place.
  public let replacement: String

  /// Makes an edit.
  public init(span: SourceSpan, replacement: String) {
    self.span = span
    self.replacement = replacement
  }
}

extension SyntaxTree {
  /// The tree after several edits, made together; their spans refer to this tree.
  ///
  /// Throws an `EditError`, placed in this tree, for edits that overlap, leave the source, touch
  /// anything but the body of a trainable function or a tunable number, or make a file that does not
  /// parse.
  public func applying(_ edits: [TextEdit]) throws(Diagnostic) -> SyntaxTree {
    let ordered = try checked(edits)
    var bytes: [UInt8] = []
    var position = 0
    for edit in ordered {
      bytes += source.bytes[position..<Int(edit.span.start)]
      bytes += edit.replacement.utf8
      position = Int(edit.span.end)
    }
    bytes += source.bytes[position...]
    let result: SyntaxTree
    do throws(Diagnostic) {
      result = try SyntaxTree(parsing: SourceFile(name: source.name, bytes: bytes))
    } catch {
      throw unparsable(error, after: ordered)
    }
    try checkFrozen(result, ordered)
    return result
  }

  /// The edits that undo others: applied to the result, they give this tree back.
  public func inverse(of edits: [TextEdit]) throws(Diagnostic) -> [TextEdit] {
    var inverse: [(old: SourceSpan, new: SourceSpan)] = []
    var shift: Int32 = 0
    for edit in try checked(edits) {
      let start = edit.span.start + shift
      let end = start + Int32(edit.replacement.utf8.count)
      shift = end - edit.span.end
      if let last = inverse.last, last.old.end == edit.span.start {
        inverse[inverse.count - 1] = (
          SourceSpan(start: last.old.start, end: edit.span.end),
          SourceSpan(start: last.new.start, end: end)
        )
      } else {
        inverse.append((edit.span, SourceSpan(start: start, end: end)))
      }
    }
    return inverse.map { TextEdit(span: $0.new, replacement: source.text(of: $0.old)) }
  }

  // MARK: Checks

  /// The edits in the order of the source, each of them allowed.
  private func checked(_ edits: [TextEdit]) throws(Diagnostic) -> [TextEdit] {
    var ordered: [TextEdit] = []
    for edit in edits { ordered.append(try checked(edit)) }
    ordered.sort { ($0.span.start, $0.span.end) < ($1.span.start, $1.span.end) }
    for (edit, next) in zip(ordered, ordered.dropFirst())
    where next.span.start < edit.span.end || next.span.start == edit.span.start {
      throw refusal("expected edits that do not overlap, found two in one place", next.span)
    }
    return ordered
  }

  /// The edit, if it is allowed; one inside a tunable number becomes one of the whole number.
  private func checked(_ edit: TextEdit) throws(Diagnostic) -> TextEdit {
    let count = source.bytes.count
    guard edit.span.start >= 0, edit.span.start <= edit.span.end, Int(edit.span.end) <= count else {
      throw refusal(
        "expected an edit inside the \(count) bytes of the source, "
          + "found \(edit.span.start)..<\(edit.span.end)", SourceSpan(start: 0, end: 0))
    }
    func isBoundary(_ offset: Int32) -> Bool {
      Int(offset) == count || source.bytes[Int(offset)] & 0xC0 != 0x80
    }
    guard isBoundary(edit.span.start), isBoundary(edit.span.end) else {
      throw refusal("expected an edit of whole characters, found part of one", edit.span)
    }
    if functions.contains(where: { $0.isTrainable && editableSpan(of: $0).contains(edit.span) }) {
      return edit
    }
    if let tunable = tunables.first(where: { $0.valueSpan.contains(edit.span) }) {
      let before = SourceSpan(start: tunable.valueSpan.start, end: edit.span.start)
      let after = SourceSpan(start: edit.span.end, end: tunable.valueSpan.end)
      let text = source.text(of: before) + edit.replacement + source.text(of: after)
      guard tunable.accepts(text) else {
        let what = tunable.isWhole ? "whole number" : "number with a point or an exponent"
        throw refusal(
          "expected a \(what) in \(tunable.rangeText) for '\(tunable.qualifiedName)', "
            + "found '\(text.prefix(40))'", tunable.valueSpan)
      }
      return TextEdit(span: tunable.valueSpan, replacement: text)
    }
    let owner = functions.first { $0.span.contains(edit.span) }
    let place =
      owner.map {
        $0.isTrainable
          ? "the signature of '\($0.qualifiedName)'" : "the frozen function '\($0.qualifiedName)'"
      } ?? "frozen code outside the functions"
    throw refusal(
      "expected an edit inside the body of a trainable function, found one in \(place)", edit.span,
      hint: editableHint)
  }

  /// What a file allows to change, for a hint.
  var editableHint: String {
    let names = functions.filter(\.isTrainable).map { "'\($0.qualifiedName)'" }
    let numbers = tunables.map { "'\($0.qualifiedName)' (\($0.rangeText))" }
    let known = (names + numbers).joined(separator: ", ")
    return known.isEmpty
      ? "no function of this file is marked @trainable" : "editable here: \(known)"
  }

  /// What an edit may touch of a trainable function: its body, and the comments that end it.
  func editableSpan(of function: FunctionInfo) -> SourceSpan {
    let bytes = source.bytes
    let indentation = lineIndentation(at: function.span.start).utf8.count
    var end = Int(function.bodySpan.end)
    var offset = end
    while offset < bytes.count {
      // A rest of the last line, or a further line, that holds nothing or a comment.
      var index = offset
      while index < bytes.count, bytes[index] == 0x20 || bytes[index] == 0x09 { index += 1 }
      guard index < bytes.count else { break }
      let isComment = bytes[index] == UInt8(ascii: "#")
      guard isComment || SourceFile.isLineEnd(bytes[index]) else { break }
      let isFirst = offset == Int(function.bodySpan.end)
      if isComment, !isFirst, index - offset <= indentation { break }
      while index < bytes.count, !SourceFile.isLineEnd(bytes[index]) { index += 1 }
      if isComment || isFirst { end = index }
      let isPair =
        index + 1 < bytes.count && bytes[index] == UInt8(ascii: "\r")
        && bytes[index + 1] == UInt8(ascii: "\n")
      offset = index + (isPair ? 2 : 1)
    }
    return SourceSpan(start: function.bodySpan.start, end: Int32(end))
  }

  /// Checks that the new file is the old one outside the bodies of trainable functions.
  private func checkFrozen(_ result: SyntaxTree, _ edits: [TextEdit]) throws(Diagnostic) {
    var moves: [(end: Int32, shift: Int32)] = []
    for edit in edits {
      let growth = Int32(edit.replacement.utf8.count) - (edit.span.end - edit.span.start)
      moves.append((edit.span.end, (moves.last?.shift ?? 0) + growth))
    }
    func shifted(_ offset: Int32) -> Int32 {
      offset + (moves.last { $0.end <= offset }?.shift ?? 0)
    }
    let intact =
      outline.count == result.outline.count
      && zip(outline, result.outline).allSatisfy { shifted($0.start) == $1.start }
      && zip(functions, result.functions).allSatisfy { old, new in
        new.qualifiedName == old.qualifiedName && new.isTrainable == old.isTrainable
          && new.bodySpan.start == shifted(old.bodySpan.start)
      }
    guard intact else {
      let place = edits.first?.span ?? SourceSpan(start: 0, end: 0)
      throw refusal(
        "expected the replacement to stay inside its function, found code outside it", place,
        hint: "every line of a body is indented below its 'def'")
    }
  }

  /// The places of all statements of the file and of its classes, at any depth of classes.
  private var outline: [SourceSpan] {
    var spans: [SourceSpan] = []
    func add(_ block: [Statement]) {
      for statement in block {
        spans.append(statement.span)
        if case .classDefinition(let definition) = statement.kind { add(definition.body) }
      }
    }
    add(statements)
    return spans
  }

  /// Says of a result that does not parse which edit is to blame, and where in its text.
  private func unparsable(_ error: Diagnostic, after edits: [TextEdit]) -> Diagnostic {
    var shift: Int32 = 0
    var guilty: (edit: TextEdit, offset: Int32)?
    for edit in edits {
      let start = edit.span.start + shift
      guard guilty == nil || start <= error.span.start else { break }
      guilty = (edit, error.span.start - start)
      shift += Int32(edit.replacement.utf8.count) - (edit.span.end - edit.span.start)
    }
    guard let (edit, offset) = guilty else { return error }
    var place = "after it"
    if offset >= 0, offset <= edit.replacement.utf8.count {
      let (line, column) = SourceFile(name: "", text: edit.replacement).position(of: offset)
      place = "at its line \(line), column \(column)"
    }
    return refusal(
      "expected a replacement that parses, found \(place): \(error.message)", edit.span,
      hint: error.hint)
  }

  func refusal(_ message: String, _ span: SourceSpan, hint: String? = nil) -> Diagnostic {
    Diagnostic(.edit, message, at: span, in: source, hint: hint)
  }
}
