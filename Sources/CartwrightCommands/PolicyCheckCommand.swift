import Objects
import PolicyRuntime
import PolicySyntax

/// `policy check`: whether a file is a policy.
enum PolicyCheckCommand {
  static let command = Command(
    name: "policy check",
    summary: "check a policy file and list what an optimizer may edit in it",
    discussion: """
      The file is parsed, compiled and looked through, its module-level code runs, and it must \
      define act(obs). Each error is shown with its line, column and a caret; any ends the command \
      with exit code 65. Warnings (a key that no observation has, code that is never reached) do not.
      """,
    operands: [.policyFile],
    example: "policy check policies/pong/modular.py",
    run: { arguments, console in
      let path = arguments.required("FILE")
      let source = try PolicyFile.source(path)
      let findings = PolicyCheck.findings(
        in: source, observationKeys: ObservationKey.all.map(\.name))
      for finding in findings where finding.severity == .warning {
        console.note("warning: \(finding.diagnostic.rendered(in: source))")
      }
      let errors = findings.filter { $0.severity == .error }.map(\.diagnostic)
      for error in errors.dropLast() { console.note("error: \(error.rendered(in: source))") }
      if let last = errors.last { throw PolicyFailure(diagnostic: last, source: source) }

      let policy = try PolicyFile(path)
      _ = try policy.interpreter()
      try console.print("\(path): valid\n\(functionTable(policy.tree))")
    })

  private static func functionTable(_ tree: SyntaxTree) -> String {
    var table = TextTable(["FUNCTION", "LINE", "TRAINABLE"])
    for function in tree.functions {
      let parameters = function.parameters.all.map(\.name.text).joined(separator: ", ")
      table.add([
        "\(function.qualifiedName)(\(parameters))",
        "\(tree.source.position(of: function.span.start).line)",
        function.isTrainable ? "yes" : "-",
      ])
    }
    return table.text
  }
}
