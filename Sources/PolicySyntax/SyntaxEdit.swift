/// An edit of a policy as a value: what an optimizer wants, before it is known where that is.
///
/// Names are those of `FunctionInfo` and `Tunable` (`act`, `Policy.act`); places are spans of the tree
/// that the edit is made for.
public enum SyntaxEdit: Sendable, Hashable {
  /// A function as a whole, from `def` on (decorators may be left out); its signature must stay.
  case function(String, with: String)
  /// The body of a function, its docstring included.
  case body(of: String, with: String)
  /// An expression, by its span.
  case expression(SourceSpan, with: String)
  /// A tunable number, by its name.
  case constant(String, to: String)
  /// Statements before the statement that holds a place.
  case insertBefore(SourceSpan, String)
  /// Statements after the statement that holds a place.
  case insertAfter(SourceSpan, String)
  /// Statements at the start of a function's body, below its docstring.
  case insertAtStart(of: String, String)
  /// Statements at the end of a function's body.
  case insertAtEnd(of: String, String)
  /// The statement with this span.
  case delete(SourceSpan)
  /// Lines that stand once in the file, and what takes their place.
  case block(SearchReplaceBlock)
  /// Bytes.
  case text(TextEdit)
}

extension SyntaxTree {
  /// The tree after several edits, made together; see `applying(_:)` for text edits.
  public func applying(_ edits: [SyntaxEdit]) throws(Diagnostic) -> SyntaxTree {
    try applying(textEdits(for: edits))
  }

  /// The text edits that several edits of this tree stand for.
  ///
  /// Throws an `EditError` for a name or a place that is not there. Whether the edits are allowed is
  /// decided when they are applied.
  public func textEdits(for edits: [SyntaxEdit]) throws(Diagnostic) -> [TextEdit] {
    var result: [TextEdit] = []
    var deleted: [Statement] = []
    for edit in edits {
      switch edit {
      case .function(let name, let text):
        result.append(try replacing(function(named: name, in: edit), with: text))
      case .body(let name, let text):
        result.append(replacingBody(of: try function(named: name, in: edit), with: text))
      case .expression(let span, let text):
        guard let expression = expression(at: span) else {
          throw refusal("expected the place of a whole expression, found another", inside(span))
        }
        result.append(try replacing(expression, with: text))
      case .constant(let name, let text): result.append(try setting(name, to: text))
      case .insertBefore(let span, let text):
        result.append(try inserting(text, before: try statement(holding: span)))
      case .insertAfter(let span, let text):
        result.append(try inserting(text, after: try statement(holding: span)))
      case .insertAtStart(let name, let text):
        result.append(try inserting(text, atStartOf: function(named: name, in: edit)))
      case .insertAtEnd(let name, let text):
        result.append(try inserting(text, atEndOf: function(named: name, in: edit)))
      case .delete(let span): deleted.append(try statement(holding: span))
      case .block(let block): result += try textEdits(for: block)
      case .text(let edit): result.append(edit)
      }
    }
    return result + deleting(deleted)
  }

  private func function(
    named name: String, in edit: SyntaxEdit
  ) throws(Diagnostic) -> FunctionInfo {
    if let function = function(named: name) { return function }
    let names = functions.map(\.qualifiedName)
    throw refusal(
      "expected the name of a function, found '\(name.prefix(40))'", SourceSpan(start: 0, end: 0),
      hint: nearestName(to: name, among: names).map { "did you mean '\($0)'?" } ?? editableHint)
  }

  /// The innermost statement around a span.
  private func statement(holding span: SourceSpan) throws(Diagnostic) -> Statement {
    var found: Statement?
    for statement in statements {
      statement.walk { if $0.span.contains(span) { found = $0 } }
    }
    guard let found else {
      throw refusal("expected the place of a statement, found another", inside(span))
    }
    return found
  }

  /// A span as far as it lies in the source.
  private func inside(_ span: SourceSpan) -> SourceSpan {
    let count = Int32(source.bytes.count)
    let start = min(max(0, span.start), count)
    return SourceSpan(start: start, end: min(max(start, span.end), count))
  }
}
