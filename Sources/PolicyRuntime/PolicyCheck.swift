// The static check: what can be said of a policy without running it.

import PolicySyntax

/// What is wrong with a policy, or looks wrong.
public struct PolicyFinding: Error, Sendable, Hashable {
  /// What is checked; the raw value is the name of the rule in JSON.
  public enum Rule: String, Sendable, Hashable, CaseIterable {
    /// The file does not parse or compile.
    case invalid
    /// No entry function, or one that cannot be called with an observation.
    case entry
    case unknownName = "unknown-name"
    case unknownAttribute = "unknown-attribute"
    /// Arguments that a function of the file does not take.
    case arguments
    case unknownKey = "unknown-key"
    /// An action that the game does not have.
    case action
    case unreachable
    case missingReturn = "missing-return"
    /// A value that nobody uses.
    case unusedResult = "unused-result"
    case unusedVariable = "unused-variable"
    case unusedFunction = "unused-function"
    /// A name that hides a built-in function.
    case shadowed
    /// `is` where `==` is meant.
    case identity
    /// A mark of a tunable number that marks none.
    case tunable
  }
  /// Whether the policy cannot run, or can but probably not as meant.
  public enum Severity: String, Sendable, Hashable {
    case error, warning
  }
  public let severity: Severity
  public let rule: Rule
  public let diagnostic: Diagnostic

  /// Makes a finding.
  public init(severity: Severity, rule: Rule, diagnostic: Diagnostic) {
    self.severity = severity
    self.rule = rule
    self.diagnostic = diagnostic
  }
}

/// What is known of the game that a policy is for.
public struct PolicyGame: Sendable {
  /// What its observations may hold.
  public let observation: ObservationShape
  /// How many actions it has; they are numbered from 0.
  public let actions: Int

  /// Makes the description of a game, or of several at once.
  public init(observation: ObservationShape, actions: Int) {
    self.observation = observation
    self.actions = actions
  }
}

/// Checks policies without running them.
public enum PolicyCheck {
  /// All findings in a file, in the order of the source; empty for a policy without fault.
  ///
  /// A file that does not parse or compile gives that one error. What is found otherwise is an error
  /// if it fails whenever it runs, else a warning. Keys and actions are looked at where the game is
  /// given. The checks rather miss something than warn of what is right: they follow values only as
  /// far as every path agrees.
  public static func findings(in source: SourceFile, game: PolicyGame? = nil) -> [PolicyFinding] {
    do throws(Diagnostic) {
      let tree = try SyntaxTree(parsing: source)
      _ = try PolicyProgram(compiling: tree)
      var checker = PolicyChecker(tree: tree, resolver: try Resolver.resolve(tree))
      checker.check(game)
      return checker.findings.sorted { $0.diagnostic.span.start < $1.diagnostic.span.start }
    } catch {
      return [PolicyFinding(severity: .error, rule: .invalid, diagnostic: error)]
    }
  }
}

/// The checks of one file; each adds to `findings`.
struct PolicyChecker {
  let tree: SyntaxTree
  let resolver: Resolver
  /// What the names of the file mean, by their places.
  let meanings: [Int32: Meaning]
  /// The functions and methods of the file by their names without classes.
  let functions: [String: [FunctionInfo]]
  private(set) var findings: [PolicyFinding] = []

  init(tree: SyntaxTree, resolver: Resolver) {
    self.tree = tree
    self.resolver = resolver
    meanings = Dictionary(
      resolver.uses.map { ($0.span.start, resolver.lookUp($0.name, $0.scope)) },
      uniquingKeysWith: { first, _ in first })
    functions = Dictionary(grouping: tree.functions, by: \.name)
  }

  mutating func check(_ game: PolicyGame?) {
    checkEntry()
    checkNames()
    checkAttributes()
    checkCalls()
    checkFlow()
    checkUnused()
    checkHabits()
    for problem in tree.tunableProblems {
      findings.append(PolicyFinding(severity: .warning, rule: .tunable, diagnostic: problem))
    }
    if let game {
      checkKeys(game.observation)
      checkActions(game.actions)
    }
  }

  mutating func add(
    _ severity: PolicyFinding.Severity, _ rule: PolicyFinding.Rule, _ message: String,
    _ span: SourceSpan, hint: String? = nil
  ) {
    findings.append(
      PolicyFinding(
        severity: severity, rule: rule,
        diagnostic: Diagnostic(rule.kind, message, at: span, in: tree.source, hint: hint)))
  }

  func suggestion(_ name: String, _ known: [String]) -> String? {
    nearestName(to: name, among: known).map { "did you mean '\($0)'?" }
  }

  // MARK: Entry

  private mutating func checkEntry() {
    guard let entry = tree.entry else {
      let name = PolicyInterpreter.entryName
      let names = tree.functions.map(\.name)
      add(
        .error, .entry, "expected a function '\(name)(obs)', found none",
        SourceSpan(start: 0, end: 0), hint: suggestion(name, names))
      return
    }
    let name = entry.qualifiedName
    // A method has its object before the arguments.
    let own = entry.className == nil ? 0 : 1
    let plain = entry.parameters.all
      .filter { $0.form == .positional || $0.form == .positionalOnly }.dropFirst(own)
    let required = entry.parameters.all.dropFirst(own).filter {
      $0.defaultValue == nil && $0.form != .star && $0.form != .doubleStar
    }
    let takesMore = entry.parameters.all.contains { $0.form == .star }
    if required.count > 1 || (plain.isEmpty && !takesMore)
      || required.contains(where: { $0.form == .keywordOnly })
    {
      add(
        .error, .arguments,
        "expected '\(name)' to take one argument, found \(required.count) required ones",
        entry.parameters.all.first?.name.span ?? entry.span)
    }
  }

  // MARK: Names and calls

  private mutating func checkNames() {
    for use in resolver.uses
    where resolver.lookUp(use.name, use.scope) == .unknown
      && !["super", "object"].contains(use.name)
    {
      add(
        .error, .unknownName, "expected a defined name, found '\(use.name)'", use.span,
        hint: Advice.instead(of: use.name)
          ?? suggestion(use.name, resolver.visibleNames(use.scope)))
    }
  }

  /// Attributes of `self` that no class and no assignment of the file gives it.
  private mutating func checkAttributes() {
    guard tree.functions.contains(where: { $0.className != nil }) else { return }
    let names = resolver.attributeNames
    var unknown: [Identifier] = []
    tree.walkExpressions { expression in
      guard case .attribute(let value, let name) = expression.kind, value.kind == .name("self")
      else { return }
      if !names.contains(name.text) { unknown.append(name) }
    }
    for name in unknown {
      add(
        .error, .unknownAttribute, "expected an attribute of self, found '\(name.text)'", name.span,
        hint: suggestion(name.text, names.sorted()))
    }
  }

  /// Calls of functions that the file defines once, by name and without stars.
  private mutating func checkCalls() {
    var defined: [String: [FunctionInfo]] = [:]
    for function in tree.functions where function.className == nil {
      defined[function.name, default: []].append(function)
    }
    var calls: [(FunctionInfo, [Argument], SourceSpan)] = []
    tree.walkExpressions { expression in
      guard case .call(let callee, let arguments) = expression.kind,
        case .name(let name) = callee.kind, let functions = defined[name], functions.count == 1,
        !arguments.contains(where: { $0.form == .star || $0.form == .doubleStar })
      else { return }
      calls.append((functions[0], arguments, expression.span))
    }
    // Only where the name means the function: not a parameter or variable of the same name.
    for (function, arguments, span) in calls where meanings[span.start] == .global {
      check(function, arguments, span)
    }
  }

  private mutating func check(
    _ function: FunctionInfo, _ arguments: [Argument], _ span: SourceSpan
  ) {
    let parameters = function.parameters.all
    let plain = parameters.filter { $0.form == .positional || $0.form == .positionalOnly }
    let hasStar = parameters.contains { $0.form == .star }
    let hasDoubleStar = parameters.contains { $0.form == .doubleStar }
    let positional = arguments.count { $0.form == .positional }
    var given = Set(plain.prefix(positional).map(\.name.text))
    if positional > plain.count && !hasStar {
      add(
        .error, .arguments,
        "expected at most \(plain.count) arguments for \(function.name)(), found \(positional)",
        span)
    }
    for argument in arguments {
      guard case .keyword(let name) = argument.form else { continue }
      let isKnown = parameters.contains {
        $0.name.text == name.text && $0.form != .star && $0.form != .doubleStar
          && $0.form != .positionalOnly
      }
      if !isKnown && !hasDoubleStar {
        add(
          .error, .arguments, "expected a parameter of \(function.name)(), found '\(name.text)'",
          name.span, hint: suggestion(name.text, parameters.map(\.name.text)))
      }
      if !given.insert(name.text).inserted {
        add(
          .error, .arguments,
          "expected one value for '\(name.text)' of \(function.name)(), found two", name.span)
      }
    }
    for parameter in parameters
    where parameter.defaultValue == nil && parameter.form != .star
      && parameter.form != .doubleStar && !given.contains(parameter.name.text)
    {
      add(
        .error, .arguments,
        "expected a value for '\(parameter.name.text)' of \(function.name)(), found none", span)
      return
    }
  }
}

extension PolicyFinding.Rule {
  /// The class that the error would have in Python, or that of what merely looks wrong.
  fileprivate var kind: Diagnostic.Kind {
    switch self {
    case .invalid: .syntax
    case .entry, .unknownName: .name
    case .unknownAttribute: .attribute
    case .arguments, .action: .type
    case .unknownKey: .key
    default: .warning
    }
  }
}
