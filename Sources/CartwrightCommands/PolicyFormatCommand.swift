import PolicySyntax

/// `policy format`: policies in the layout of the formatter.
enum PolicyFormatCommand {
  static let command = Command(
    name: "policy format",
    summary: "put policy files into one layout, without changing the program",
    discussion: """
      Files are rewritten in place, each completely or not at all; one that has the layout already \
      is not touched. The file `-` is standard input, whose layout goes to standard output. \
      The layout is that of Black where the language allows it: lines of 88 characters, four blanks \
      a level; strings and comments stay as they are.

      With --check nothing is written: files that would change are named, and any of them ends the \
      command with exit code 65. With --diff the changes are printed and nothing is written.
      """,
    operands: [
      Operand(name: "FILE", help: "a policy, or - for standard input", repeats: true)
    ],
    options: [
      .flag("check", "write nothing, and fail if a file would change"),
      .flag("diff", "write nothing, and print what would change"),
    ],
    example: "policy format --diff policies/pong/modular.py",
    run: run)

  private static func run(_ arguments: Arguments, _ console: Console) throws {
    let (checks, shows) = (arguments.flag("check"), arguments.flag("diff"))
    // Nothing is written before every file was read and formatted.
    var files: [(path: String, old: String, new: String)] = []
    for path in arguments.repeated {
      let source = try PolicyFile.source(path == "-" ? "/dev/stdin" : path)
      do throws(Diagnostic) {
        files.append((path, source.text, try SyntaxTree(parsing: source).formatted()))
      } catch {
        throw PolicyFailure(diagnostic: error, source: source)
      }
    }
    var changed: [String] = []
    for (path, old, new) in files {
      if path == "-", !checks, !shows { try console.out.write(new) }
      guard Array(old.utf8) != Array(new.utf8) else { continue }
      changed.append(path)
      if shows { try console.out.write(UnifiedDiff.text(old, new, name: path)) }
      if !checks, !shows, path != "-" {
        var file = try AtomicFile(path)
        try file.write(new)
        try file.close()
        console.note("formatted \(path)")
      }
    }
    if checks, !changed.isEmpty {
      for path in changed.dropLast() {
        console.note("error: expected the formatter's layout, found another in \(path)")
      }
      throw Failure(
        .badData, "expected the formatter's layout, found another in \(changed.last ?? "")",
        hint: "`cartwright policy format FILE` rewrites a file")
    }
  }
}
