import PolicyRuntime
import PolicySyntax

/// A policy read from a file and compiled; its errors carry the source that they point into.
struct PolicyFile {
  let path: String
  let program: PolicyProgram

  var tree: SyntaxTree { program.tree }

  /// `recordsValues`: whether a trace of it holds the values of expressions.
  init(_ path: String, recordsValues: Bool = false) throws {
    try self.init(source: Self.source(path), recordsValues: recordsValues)
  }

  /// Compiles a text that was read.
  init(source: SourceFile, recordsValues: Bool = false) throws(PolicyFailure) {
    path = source.name
    program = try Self.diagnosed(source) { () throws(Diagnostic) in
      try PolicyProgram(compiling: SyntaxTree(parsing: source), recordsValues: recordsValues)
    }
  }

  /// The text of a policy file, which must be UTF-8.
  static func source(_ path: String) throws -> SourceFile {
    let bytes = try readFile(path, what: "a policy", limit: SyntaxTree.maximumSourceBytes)
    return try diagnosed(SourceFile(name: path, text: "")) { () throws(Diagnostic) in
      try SourceFile(name: path, bytes: bytes)
    }
  }

  /// Runs the module's own code and makes sure that there is an entry function.
  func interpreter(seed: UInt64 = 0) throws(PolicyFailure) -> PolicyInterpreter {
    let interpreter = try Self.diagnosed(tree.source) { () throws(Diagnostic) in
      try PolicyInterpreter(program, seed: seed)
    }
    if !interpreter.hasEntry {
      let start = SourceSpan(start: 0, end: 0)
      throw PolicyFailure(
        diagnostic: Diagnostic(
          .name, "expected a function '\(PolicyInterpreter.entryName)(obs)', found none",
          at: start, in: tree.source),
        source: tree.source)
    }
    return interpreter
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
