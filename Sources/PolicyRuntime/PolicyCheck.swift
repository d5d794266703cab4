// The static check: what can be said of a policy without running it.

import PolicySyntax

/// What is wrong with a policy, or looks wrong.
public struct PolicyFinding: Error, Sendable, Hashable {
  /// Whether the policy cannot run, or can but probably not as meant.
  public enum Severity: String, Sendable, Hashable {
    case error, warning
  }
  public let severity: Severity
  public let diagnostic: Diagnostic
}

/// Checks policies without running them.
public enum PolicyCheck {
  /// All findings in a file, in the order of the source; empty for a policy without fault.
  ///
  /// A file that does not parse or compile gives that one error. Otherwise: a missing `act(obs)`,
  /// names that exist nowhere, calls of the file's functions with the wrong arguments, code that
  /// cannot be reached, and, where `observationKeys` are given, keys that no observation has.
  public static func findings(
    in source: SourceFile, observationKeys: [String] = []
  ) -> [PolicyFinding] {
    do throws(Diagnostic) {
      let tree = try SyntaxTree(parsing: source)
      _ = try PolicyProgram(compiling: tree)
      var checker = Checker(tree: tree, resolver: try Resolver.resolve(tree))
      checker.check(observationKeys: observationKeys)
      return checker.findings.sorted { $0.diagnostic.span.start < $1.diagnostic.span.start }
    } catch {
      return [PolicyFinding(severity: .error, diagnostic: error)]
    }
  }
}

private struct Checker {
  let tree: SyntaxTree
  let resolver: Resolver
  var findings: [PolicyFinding] = []

  mutating func check(observationKeys: [String]) {
    checkEntry()
    checkNames()
    checkAttributes()
    checkCalls()
    checkReachability(tree.statements)
    for problem in tree.tunableProblems {
      findings.append(PolicyFinding(severity: .warning, diagnostic: problem))
    }
    if !observationKeys.isEmpty { checkKeys(observationKeys) }
  }

  private mutating func add(
    _ severity: PolicyFinding.Severity, _ kind: Diagnostic.Kind, _ message: String,
    _ span: SourceSpan, hint: String? = nil
  ) {
    findings.append(
      PolicyFinding(
        severity: severity,
        diagnostic: Diagnostic(kind, message, at: span, in: tree.source, hint: hint)))
  }

  private func suggestion(_ name: String, _ known: [String]) -> String? {
    nearestName(to: name, among: known).map { "did you mean '\($0)'?" }
  }

  // MARK: Entry

  private mutating func checkEntry() {
    guard let entry = tree.entry else {
      let name = PolicyInterpreter.entryName
      let names = tree.functions.map(\.name)
      add(
        .error, .name, "expected a function '\(name)(obs)', found none",
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
        .error, .type,
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
        .error, .name, "expected a defined name, found '\(use.name)'", use.span,
        hint: suggestion(use.name, resolver.visibleNames(use.scope)))
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
        .error, .attribute, "expected an attribute of self, found '\(name.text)'", name.span,
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
    let global = Set(
      resolver.uses.filter { resolver.lookUp($0.name, $0.scope) == .global }.map(\.span.start))
    for (function, arguments, span) in calls where global.contains(span.start) {
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
        .error, .type,
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
          .error, .type, "expected a parameter of \(function.name)(), found '\(name.text)'",
          name.span, hint: suggestion(name.text, parameters.map(\.name.text)))
      }
      if !given.insert(name.text).inserted {
        add(
          .error, .type,
          "expected one value for '\(name.text)' of \(function.name)(), found two", name.span)
      }
    }
    for parameter in parameters
    where parameter.defaultValue == nil && parameter.form != .star
      && parameter.form != .doubleStar && !given.contains(parameter.name.text)
    {
      add(
        .error, .type,
        "expected a value for '\(parameter.name.text)' of \(function.name)(), found none", span)
      return
    }
  }

  // MARK: Reachability

  private mutating func checkReachability(_ block: [Statement]) {
    for (index, statement) in block.enumerated() {
      for inner in statement.blocks { checkReachability(inner) }
      if index + 1 < block.count, endsBlock(statement) {
        add(
          .warning, .syntax, "expected code that can run, found code after the end of its block",
          block[index + 1].span)
        return
      }
    }
  }

  /// Whether control never goes on after a statement.
  private func endsBlock(_ statement: Statement) -> Bool {
    switch statement.kind {
    case .return, .break, .continue, .raise: return true
    case .if(let branches, let otherwise):
      return !otherwise.isEmpty && otherwise.contains(where: endsBlock)
        && branches.allSatisfy { $0.body.contains(where: endsBlock) }
    default: return false
    }
  }

  // MARK: Observation keys

  /// String literals used as keys that neither an observation nor the file itself has.
  private mutating func checkKeys(_ observationKeys: [String]) {
    var own: Set<String> = []
    var used: [(String, SourceSpan)] = []
    func key(_ expression: Expression) -> String? {
      if case .constant(.string(let text)) = expression.kind { text } else { nil }
    }
    tree.walkExpressions { expression in
      switch expression.kind {
      case .dictionary(let entries):
        for entry in entries { if let text = entry.key.flatMap(key) { own.insert(text) } }
      case .comprehension(let comprehension) where comprehension.form == .dictionary:
        if let text = key(comprehension.element) { own.insert(text) }
      case .subscripted(_, let index):
        if let text = key(index) { used.append((text, index.span)) }
      case .call(let callee, let arguments):
        guard case .attribute(_, let method) = callee.kind, let first = arguments.first,
          let text = key(first.value)
        else { return }
        if method.text == "get" { used.append((text, first.value.span)) }
        if method.text == "setdefault" { own.insert(text) }
      case .comparison(let left, let links) where links.count == 1:
        guard links[0].operation == .isIn || links[0].operation == .notIn,
          let text = key(left)
        else { return }
        if case .name("obs") = links[0].operand.kind { used.append((text, left.span)) }
      default: break
      }
    }
    for statement in tree.statements {
      statement.walk { inner in
        guard case .assign(let targets, _) = inner.kind else { return }
        for target in targets {
          if case .subscripted(_, let index) = target.kind, let text = key(index) {
            own.insert(text)
          }
        }
      }
    }
    let known = Set(observationKeys)
    for (text, span) in used where !known.contains(text) && !own.contains(text) {
      add(
        .warning, .key, "expected a key that observations have, found '\(text)'", span,
        hint: suggestion(text, observationKeys))
    }
  }
}
