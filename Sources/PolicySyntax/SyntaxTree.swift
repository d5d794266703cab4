/// A parsed policy file: its source, its statements, and what an optimizer asks about them.
///
/// The tree keeps the source, and its nodes are places in it; nothing of the text is ever lost.
/// Parsing is linear in the length of the file.
public struct SyntaxTree: Sendable {
  /// The text that was parsed.
  public let source: SourceFile
  /// The statements of the file, in order.
  public let statements: [Statement]
  /// The comments of the file, in order, without their line ends.
  public let comments: [SourceSpan]
  /// The functions at the top level of the file and the methods of its classes, in order.
  public let functions: [FunctionInfo]

  /// The largest source that is read, in bytes.
  public static let maximumSourceBytes = 1 << 19

  /// Parses a file; throws the first error with its place.
  public init(parsing source: SourceFile) throws(Diagnostic) {
    guard source.bytes.count <= SyntaxTree.maximumSourceBytes else {
      throw Diagnostic(
        .syntax,
        "expected at most \(SyntaxTree.maximumSourceBytes) bytes of source, "
          + "found \(source.bytes.count)",
        at: SourceSpan(start: 0, end: 0), in: source)
    }
    if let place = source.bytes.firstIndex(of: 0) {
      throw Diagnostic(
        .syntax, "expected text, found a NUL byte",
        at: SourceSpan(start: Int32(place), end: Int32(place + 1)), in: source)
    }
    var lexer = Lexer(source)
    try lexer.run()
    var parser = Parser(source, lexer.tokens)
    self.source = source
    statements = try parser.file()
    comments = lexer.comments
    functions = FunctionInfo.all(in: statements)
  }

  /// The source, byte for byte.
  public var printed: String { source.text }

  /// The function of a name (`act`, or `Policy.act` for a method), if the file has it.
  public func function(named name: String) -> FunctionInfo? {
    functions.last { $0.qualifiedName == name }
  }

  /// The function that a host calls every step: `act`, or the `__call__` of the last class that has
  /// one (`forward`, as modules of the Trace library may name it).
  public var entry: FunctionInfo? {
    function(named: "act")
      ?? functions.last { $0.className != nil && $0.name == "__call__" }
      ?? functions.last { $0.className != nil && $0.name == "forward" }
  }

  /// Visits every expression of the file, statement by statement, parents first.
  public func walkExpressions(_ visit: (Expression) -> Void) {
    for statement in statements {
      statement.walk { $0.forEachExpression { $0.walk(visit) } }
    }
  }
}

/// A function of a file, and whether an optimizer may edit it.
public struct FunctionInfo: Sendable, Hashable {
  /// The name after `def`.
  public let name: String
  /// The name of the class around it, if there is one.
  public let className: String?
  /// The parameters with their default values.
  public let parameters: Parameters
  /// Whether a decorator (`@trainable`, `@bundle(trainable=True)`) marks it as editable.
  public let isTrainable: Bool
  /// The string that opens the body.
  public let docstring: String?
  /// From the first decorator to the end of the body.
  public let span: SourceSpan
  /// What an edit may touch: from after the colon of the header to the end of the body.
  public let bodySpan: SourceSpan
  /// The statements of the body, the docstring included.
  public let body: [Statement]

  /// `name`, or `Class.name` for a method.
  public var qualifiedName: String { className.map { "\($0).\(name)" } ?? name }

  static func all(in statements: [Statement]) -> [FunctionInfo] {
    var result: [FunctionInfo] = []
    for statement in statements {
      switch statement.kind {
      case .function(let function):
        result.append(FunctionInfo(function, statement.span, className: nil))
      case .classDefinition(let definition):
        for member in definition.body {
          guard case .function(let method) = member.kind else { continue }
          result.append(FunctionInfo(method, member.span, className: definition.name.text))
        }
      default: break
      }
    }
    return result
  }

  private init(_ function: FunctionDefinition, _ span: SourceSpan, className: String?) {
    name = function.name.text
    self.className = className
    parameters = function.parameters
    isTrainable = function.decorators.contains { $0.marksTrainable == true }
    docstring = function.docstring
    self.span = span
    bodySpan = SourceSpan(start: function.headerEnd, end: function.span.end)
    body = function.body
  }
}

extension Statement {
  /// Whether this is `if __name__ == "__main__":` without an `else`, which a policy never enters.
  public var isMainGuard: Bool {
    guard case .if(let branches, let otherwise) = kind, branches.count == 1, otherwise.isEmpty,
      case .comparison(let left, let links) = branches[0].test.kind, links.count == 1,
      links[0].operation == .equal
    else { return false }
    let sides = [left.kind, links[0].operand.kind]
    return sides.contains(.name("__name__")) && sides.contains(.constant(.string("__main__")))
  }
}

extension Expression {
  /// Whether a class decorator is the Trace library's `@trace.model` or `@model`.
  public var marksModel: Bool {
    switch kind {
    case .name("model"): true
    case .attribute(_, let name): name.text == "model"
    default: false
    }
  }

  /// What a decorator says about editing: true or false for the markers, nil for other decorators.
  ///
  /// The markers are `@trainable`, `@cartwright.trainable`, and the Trace library's
  /// `@bundle(trainable=True)` and `@trace.bundle(…)`; a bundle without `trainable=True` is frozen.
  public var marksTrainable: Bool? {
    switch kind {
    case .name("trainable"): return true
    case .attribute(let module, let name) where name.text == "trainable":
      return module.kind == .name("cartwright") ? true : nil
    case .call(let callee, let arguments):
      switch callee.kind {
      case .name("bundle"): break
      case .attribute(_, let name) where name.text == "bundle": break
      default: return nil
      }
      return arguments.contains {
        guard case .keyword(let name) = $0.form, name.text == "trainable" else { return false }
        return $0.value.kind == .constant(.boolean(true))
      }
    default: return nil
    }
  }
}
