import Atari
import Foundation
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
      with exit code 65. Warnings (a key that no observation has, code that is never reached, a \
      value that nobody uses) do not, unless --strict is given.

      The keys and actions are those of --game. Without it the game is that whose name a folder \
      around the file has, as policies/pong; else the keys of all games are known.

      --json prints `file`, `game`, `valid`, `findings` (each with `severity`, `rule`, `kind`, \
      `message`, `line`, `column`, `hint`) and `functions`.
      """,
    operands: [.policyFile],
    options: [
      Option(name: "game", value: "GAME", help: "the game that the policy is for"),
      .flag("strict", "fail on warnings, too"),
      .flag("json", "print one JSON document instead of the table"),
    ],
    example: "policy check policies/pong/modular.py",
    run: run)

  private static func run(_ arguments: Arguments, _ console: Console) throws {
    let path = arguments.required("FILE")
    let source = try PolicyFile.source(path)
    let game = try arguments.text("game").map { try EnvironmentID($0).game } ?? self.game(of: path)
    var findings = PolicyCheck.findings(in: source, game: policyGame(game))
    var tree: SyntaxTree?
    if !findings.contains(where: { $0.severity == .error }) {
      do throws(PolicyFailure) {
        let policy = try PolicyFile(source: source)
        _ = try policy.interpreter()
        tree = policy.tree
      } catch {
        findings.append(
          PolicyFinding(severity: .error, rule: .invalid, diagnostic: error.diagnostic))
      }
    } else {
      tree = try? SyntaxTree(parsing: source)
    }
    let errors = findings.filter { $0.severity == .error }.map(\.diagnostic)
    let warnings = findings.filter { $0.severity == .warning }.map(\.diagnostic)
    if arguments.flag("json") {
      try console.print(document(path, game, findings, tree))
    } else {
      for warning in warnings { console.note("warning: \(warning.rendered(in: source))") }
      for error in errors.dropLast() { console.note("error: \(error.rendered(in: source))") }
    }
    if let last = errors.last { throw PolicyFailure(diagnostic: last, source: source) }
    if !arguments.flag("json"), let tree {
      try console.print("\(path): valid\n\(functionTable(tree))")
    }
    if arguments.flag("strict"), !warnings.isEmpty {
      throw Failure(
        .badData, "expected a policy without warnings, found \(warnings.count) in \(path)")
    }
  }

  // MARK: Games

  /// The game whose name a folder around the file has.
  private static func game(of path: String) -> Game? {
    let parts = URL(fileURLWithPath: path).pathComponents.dropLast()
    return parts.reversed().lazy.compactMap { part in
      ObservationForm.observation(of: part) == nil ? nil : try? Game.named(part)
    }.first
  }

  /// What the check has to know of a game, or of all of them.
  private static func policyGame(_ game: Game?) -> PolicyGame? {
    if let game {
      // A game without objects has no keys to know.
      guard let form = ObservationForm.observation(of: game.name),
        let actions = game.minimalActionCount
      else { return nil }
      return PolicyGame(observation: form.shape, actions: actions)
    }
    let shapes = ObjectTracker.supportedGames.compactMap {
      ObservationForm.observation(of: $0)?.shape
    }
    guard let first = shapes.first else { return nil }
    return PolicyGame(
      observation: shapes.dropFirst().reduce(first) { $0.merged(with: $1) }, actions: 18)
  }

  // MARK: Output

  private static func document(
    _ path: String, _ game: Game?, _ findings: [PolicyFinding], _ tree: SyntaxTree?
  ) -> String {
    var json = JSONText()
    json.object { json in
      json.value(path, "file")
      json.value(game?.name, "game")
      json.value(!findings.contains { $0.severity == .error }, "valid")
      json.list("findings") { json in
        for finding in findings {
          json.object { json in
            json.value(finding.severity.rawValue, "severity")
            json.value(finding.rule.rawValue, "rule")
            json.value(finding.diagnostic.kind.rawValue, "kind")
            json.value(finding.diagnostic.message, "message")
            json.value(finding.diagnostic.line, "line")
            json.value(finding.diagnostic.column, "column")
            json.value(finding.diagnostic.hint, "hint")
          }
        }
      }
      json.list("functions") { json in
        for function in tree?.functions ?? [] {
          json.object { json in
            json.value(function.qualifiedName, "name")
            json.value(tree?.source.position(of: function.span.start).line, "line")
            json.value(function.isTrainable, "trainable")
          }
        }
      }
    }
    return json.text
  }

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

extension ObservationForm {
  /// The form as the check of policies takes it.
  fileprivate var shape: ObservationShape {
    switch self {
    case .number, .text: .scalar
    case .list(let element): .list(element.shape)
    case .dictionary(let entries):
      .dictionary(
        Dictionary(entries.map { ($0.key, $0.form.shape) }, uniquingKeysWith: { first, _ in first })
      )
    }
  }
}
