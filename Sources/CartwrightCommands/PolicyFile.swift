import PolicySyntax

/// A policy read from a file, parsed; its errors carry the source that they point into.
struct PolicyFile {
  let path: String
  let tree: SyntaxTree

  /// The largest policy file that is read at all, in bytes; the parser has limits of its own.
  private static let limit = 64 << 20

  init(_ path: String) throws {
    self.path = path
    let bytes = try readFile(path, what: "a policy", limit: Self.limit)
    let empty = SourceFile(name: path, text: "")
    let source = try Self.diagnosed(empty) { () throws(Diagnostic) in
      try SourceFile(name: path, bytes: bytes)
    }
    tree = try Self.diagnosed(source) { () throws(Diagnostic) in try SyntaxTree(parsing: source) }
  }

  /// Gives a diagnostic the source that it is shown with.
  private static func diagnosed<Value>(
    _ source: SourceFile, _ body: () throws(Diagnostic) -> Value
  ) throws(PolicyFailure) -> Value {
    do {
      return try body()
    } catch {
      throw PolicyFailure(diagnostic: error, source: source)
    }
  }
}

/// A policy's diagnostic with the source that its line and caret are shown from.
struct PolicyFailure: Error {
  let diagnostic: Diagnostic
  let source: SourceFile
}
