import PolicySyntax

/// `policy check`: whether a file is a policy.
enum PolicyCheckCommand {
  static let command = Command(
    name: "policy check",
    summary: "check a policy file and list what an optimizer may edit in it",
    discussion: """
      The file is parsed and compiled, its module-level code runs, and it must define act(obs). An \
      error is shown with its line, column and a caret, and ends the command with exit code 65.
      """,
    operands: [.policyFile],
    example: "policy check policies/pong/modular.py",
    run: { arguments, console in
      let policy = try PolicyFile(arguments.required("FILE"))
      _ = try policy.interpreter()
      let functions = policy.tree.functions
      try console.print("\(policy.path): valid, \(functions.count) functions")
      var table = TextTable(["FUNCTION", "LINE", "TRAINABLE"])
      for function in functions {
        let parameters = function.parameters.all.map(\.name.text).joined(separator: ", ")
        table.add([
          "\(function.qualifiedName)(\(parameters))",
          "\(policy.tree.source.position(of: function.span.start).line)",
          function.isTrainable ? "yes" : "-",
        ])
      }
      try console.print(table.text)
    })
}
