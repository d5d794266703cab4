// Edits as values.
//
// An edit replaces a span of the source by text. Edits are checked against the tree they were made
// for, applied together, and the result is parsed again; comments and layout outside the edited
// spans stay byte for byte. Only the bodies of trainable functions may change, and tunable numbers
// within their ranges: after parsing, the frozen text and the shape of the file around the bodies must be what they were, so that no
// replacement can smuggle in code by ending its function early.

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
  /// Throws an `EditError` for edits that overlap, leave the source, or touch anything but the body
  /// of a trainable function or a tunable number, and a `SyntaxError` (placed in the new text) if the result does not
  /// parse.
  public func applying(_ edits: [TextEdit]) throws(Diagnostic) -> SyntaxTree {
    let ordered = edits.sorted { ($0.span.start, $0.span.end) < ($1.span.start, $1.span.end) }
    var bytes: [UInt8] = []
    var position = 0
    for (index, edit) in ordered.enumerated() {
      try check(edit)
      if index > 0,
        edit.span.start < ordered[index - 1].span.end
          || edit.span.start == ordered[index - 1].span.start
      {
        throw refusal("expected edits that do not overlap, found two in one place", edit.span)
      }
      bytes += source.bytes[position..<Int(edit.span.start)]
      bytes += edit.replacement.utf8
      position = Int(edit.span.end)
    }
    bytes += source.bytes[position...]
    let result = try SyntaxTree(parsing: SourceFile(name: source.name, bytes: bytes))
    try checkFrozen(result, ordered)
    return result
  }

  private func check(_ edit: TextEdit) throws(Diagnostic) {
    guard edit.span.start >= 0, edit.span.start <= edit.span.end,
      Int(edit.span.end) <= source.bytes.count
    else {
      throw refusal(
        "expected an edit inside the \(source.bytes.count) bytes of the source, "
          + "found \(edit.span.start)..<\(edit.span.end)", SourceSpan(start: 0, end: 0))
    }
    func isBoundary(_ offset: Int32) -> Bool {
      Int(offset) == source.bytes.count || source.bytes[Int(offset)] & 0xC0 != 0x80
    }
    guard isBoundary(edit.span.start), isBoundary(edit.span.end) else {
      throw refusal("expected an edit of whole characters, found part of one", edit.span)
    }
    if functions.contains(where: { $0.isTrainable && $0.bodySpan.contains(edit.span) }) { return }
    if setsTunable(edit) { return }
    let owner = functions.first { $0.span.contains(edit.span) }
    let place =
      owner.map {
        $0.isTrainable
          ? "the signature of '\($0.qualifiedName)'" : "the frozen function '\($0.qualifiedName)'"
      } ?? "frozen code outside the functions"
    let names = functions.filter(\.isTrainable).map { "'\($0.qualifiedName)'" }
    throw refusal(
      "expected an edit inside the body of a trainable function, found one in \(place)", edit.span,
      hint: names.isEmpty
        ? "no function of this file is marked @trainable"
        : "editable here: \(names.joined(separator: ", "))")
  }

  /// Checks that the new file is the old one outside the bodies of trainable functions.
  private func checkFrozen(_ result: SyntaxTree, _ edits: [TextEdit]) throws(Diagnostic) {
    func shifted(_ offset: Int32) -> Int32 {
      var shift = 0
      for edit in edits where edit.span.end <= offset {
        shift += edit.replacement.utf8.count - Int(edit.span.end - edit.span.start)
      }
      return offset + Int32(shift)
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

  private func refusal(_ message: String, _ span: SourceSpan, hint: String? = nil) -> Diagnostic {
    Diagnostic(.edit, message, at: span, in: source, hint: hint)
  }
}
