// The resolver: names to variables.
//
// Python decides a name's scope by where it is assigned: anywhere in a function makes it local to
// the function, and the targets of a comprehension are local to the comprehension. The first walk
// collects, per scope, the names it binds and the scopes inside it; the second looks every used name
// up through the enclosing scopes and marks variables that an inner function shares (they live in
// boxes). The compiler then asks `lookUp` for the meaning of a name; nothing is resolved at run time.
//
// A frame is a module, function or lambda: what has registers of its own. A comprehension is a scope
// inside its frame. So is the body of a class, whose names only the body itself sees.

import PolicySyntax

/// The names of one scope and how they are stored.
final class Scope {
  enum Kind { case module, function, lambda, comprehension, classBody }

  /// What a name stands for where it is bound.
  enum Variable: Equatable {
    /// A register of the frame.
    case local
    /// A register that holds a box, because an inner function uses the variable too.
    case box
    /// A permanent slot.
    case global
    /// A module of the language, by name.
    case module(String)
    /// A function or constant of a module, by its full name.
    case member(String)
  }

  let kind: Kind
  let parent: Scope?
  let span: SourceSpan
  /// Parameters first, then other variables in order of appearance.
  fileprivate(set) var variables: [(name: String, variable: Variable)] = []
  fileprivate var indices: [String: Int] = [:]
  /// Names declared `nonlocal`.
  fileprivate(set) var outer: Set<String> = []
  /// Variables of outer functions that this frame or an inner one uses, in order of appearance.
  fileprivate(set) var free: [String] = []
  /// Whether an assignment expression stands in the frame, so that operands may change under way.
  fileprivate(set) var hasNamedExpressions = false

  init(_ kind: Kind, _ parent: Scope?, _ span: SourceSpan) {
    self.kind = kind
    self.parent = parent
    self.span = span
  }

  /// The scope that has the registers.
  var frame: Scope { kind == .comprehension || kind == .classBody ? parent!.frame : self }

  func variable(_ name: String) -> Variable? { indices[name].map { variables[$0].variable } }

  fileprivate func bind(_ name: String, _ variable: Variable) {
    if let index = indices[name] {
      if variables[index].variable != variable {
        variables[index].variable = kind == .module ? .global : .local
      }
      return
    }
    indices[name] = variables.count
    variables.append((name, variable))
  }

  fileprivate func share(_ name: String) {
    if let index = indices[name], variables[index].variable == .local {
      variables[index].variable = .box
    }
  }
}

/// The meaning of a name at a place.
enum Meaning: Equatable {
  /// A variable of this frame; the scope tells apart variables of one name in comprehensions.
  case local(ObjectIdentifier)
  case box(ObjectIdentifier)
  /// A box of an outer function, by its number in the free list of the frame.
  case free(Int)
  case global
  case module(String)
  case member(String)
  case builtin(String)
  case unknown
}

struct Resolver {
  let source: SourceFile
  private(set) var scopes: [SourceSpan: Scope] = [:]
  private(set) var uses: [(name: String, scope: Scope, span: SourceSpan)] = []
  /// The names that objects and classes of the file may have: what class bodies bind and what is
  /// assigned to attributes anywhere.
  private(set) var attributeNames: Set<String> = []
  /// Names of classes of the file, and of attributes that are properties.
  private(set) var classNames: Set<String> = []
  private(set) var propertyNames: Set<String> = []
  /// Statements that only name a type.
  private(set) var typeAliases: Set<SourceSpan> = []
  let module: Scope

  static func resolve(_ tree: SyntaxTree) throws(Diagnostic) -> Resolver {
    var resolver = Resolver(tree.source)
    try resolver.visit(tree.statements, resolver.module)
    for use in resolver.uses { resolver.link(use.name, use.scope) }
    return resolver
  }

  private init(_ source: SourceFile) {
    self.source = source
    module = Scope(
      .module, nil, SourceSpan(start: -1, end: Int32(truncatingIfNeeded: source.bytes.count)))
  }

  /// What a name means in a scope.
  func lookUp(_ name: String, _ scope: Scope) -> Meaning {
    var current: Scope? = scope
    while let here = current {
      if here.kind == .classBody, here !== scope {
        current = here.parent
        continue
      }
      if !here.outer.contains(name), let variable = here.variable(name) {
        switch variable {
        case .global: return .global
        case .module(let module): return .module(module)
        case .member(let member): return .member(member)
        case .local: return .local(ObjectIdentifier(here))
        case .box:
          if here.frame === scope.frame { return .box(ObjectIdentifier(here)) }
          return .free(scope.frame.free.firstIndex(of: name)!)
        }
      }
      current = here.parent
    }
    return Builtin.named(name) == nil ? .unknown : .builtin(name)
  }

  /// The names that could be meant at a place, for suggestions.
  func visibleNames(_ scope: Scope) -> [String] {
    var names: [String] = []
    var current: Scope? = scope
    while let here = current {
      names += here.variables.map(\.name)
      current = here.parent
    }
    return names + Builtin.globalNames
  }

  /// Marks the variable as shared if it belongs to an outer function, and passes it inwards.
  private func link(_ name: String, _ scope: Scope) {
    var between: [Scope] = []
    var current: Scope? = scope
    while let here = current {
      if here.kind == .classBody, here !== scope {
        current = here.parent
        continue
      }
      if !here.outer.contains(name), let variable = here.variable(name) {
        guard variable == .local || variable == .box, here.frame !== scope.frame else { return }
        here.share(name)
        for frame in between where !frame.free.contains(name) && frame !== here.frame {
          frame.free.append(name)
        }
        return
      }
      if here.frame === here { between.append(here) }
      current = here.parent
    }
  }

  /// Whether a name that a scope binds is read anywhere.
  func isUsed(_ name: String, boundIn scope: Scope) -> Bool {
    uses.contains { use in
      guard use.name == name else { return false }
      var current: Scope? = use.scope
      while let here = current {
        if here === scope { return true }
        if here.variable(name) != nil, !here.outer.contains(name) { return false }
        current = here.parent
      }
      return false
    }
  }

  /// Whether a statement only names a type: `Box = Dict[str, int]`. Such a name is for annotations.
  private func isTypeAlias(_ statement: Statement, _ scope: Scope) -> Bool {
    guard case .assign(let targets, let value) = statement.kind, targets.count == 1,
      case .name = targets[0].kind
    else { return false }
    func isType(_ expression: Expression) -> Bool {
      switch expression.kind {
      case .name(let name):
        if case .member(let member) = lookUp(name, scope) { return member.hasPrefix("typing.") }
        return false
      case .attribute(let module, _):
        guard case .name(let name) = module.kind else { return false }
        return lookUp(name, scope) == .module("typing")
      case .subscripted(let value, _):
        if case .name(let name) = value.kind, case .builtin(let builtin) = lookUp(name, scope) {
          return Builtin.named(builtin)?.isType == true
        }
        return isType(value)
      case .binary(let left, .bitOr, let right): return isType(left) || isType(right)
      default: return false
      }
    }
    return isType(value)
  }

  // MARK: Statements

  private mutating func visit(_ block: [Statement], _ scope: Scope) throws(Diagnostic) {
    for statement in block { try visit(statement, scope) }
  }

  private mutating func visit(_ statement: Statement, _ scope: Scope) throws(Diagnostic) {
    if statement.isMainGuard, scope.kind == .module { return }
    switch statement.kind {
    case .assign(let targets, _) where isTypeAlias(statement, scope):
      typeAliases.insert(statement.span)
      if case .name(let name)? = targets.first?.kind { scope.bind(name, .member("typing.\(name)")) }
    case .assign(let targets, let value):
      try visit(value, scope)
      for target in targets { try bind(target, scope) }
    case .augmentedAssign(let target, _, let value):
      try visit(target, scope)
      try visit(value, scope)
      try bind(target, scope)
    case .annotatedAssign(let target, _, let value):
      if let value { try visit(value, scope) }
      try bind(target, scope)
    case .for(let target, let iterable, let body, let otherwise, _):
      try visit(iterable, scope)
      try bind(target, scope)
      try visit(body, scope)
      try visit(otherwise, scope)
    case .delete(let targets): for target in targets { try bind(target, scope) }
    case .function(let function): try visit(function, scope)
    case .classDefinition(let definition): try visit(definition, statement, scope)
    case .import(let names):
      for name in names {
        if !Builtin.isKnown(module: name.name) {
          bind(name.boundName, scope)
        } else if let alias = name.alias {
          scope.bind(alias.text, .module(name.name))
        } else {
          // `import a.b` binds `a`.
          let first = name.name.prefix { $0 != "." }
          scope.bind(String(first), .module(String(first)))
        }
      }
    case .importFrom(let module, _, let names):
      for name in names {
        guard Builtin.isKnown(module: module) else {
          bind(name.boundName, scope)
          continue
        }
        let member = "\(module).\(name.name)"
        scope.bind(
          name.alias?.text ?? name.name,
          Builtin.silentModules.contains(member) ? .module(member) : .member(member))
      }
    case .nonlocal(let names):
      for name in names {
        guard scope.kind != .module else {
          throw error(name.span, "expected 'nonlocal' inside a function, found it outside")
        }
        guard scope.variable(name.text) == nil else {
          throw error(name.span, "expected 'nonlocal' before the first use of '\(name.text)'")
        }
        var current = scope.parent
        while let here = current,
          here.kind == .module || here.kind == .classBody || here.variable(name.text) == nil
        {
          current = here.parent
        }
        guard let variable = current?.variable(name.text), variable == .local || variable == .box
        else {
          throw error(
            name.span, "expected a variable of an outer function, found no '\(name.text)' there")
        }
        scope.outer.insert(name.text)
        uses.append((name.text, scope, name.span))
      }
    case .try(let body, let handlers, let otherwise, let finally):
      try visit(body, scope)
      for handler in handlers {
        if handler.isGroup { throw Unsupported.error("'except*'", handler.span, source) }
        if let type = handler.type { try visit(type, scope) }
        if let name = handler.name {
          bind(name.text, scope)
          uses.append((name.text, scope, name.span))
        }
        try visit(handler.body, scope)
      }
      try visit(otherwise, scope)
      try visit(finally, scope)
    case .match(let subject, let cases):
      try visit(subject, scope)
      for matchCase in cases {
        try visit(matchCase.pattern, scope)
        if let condition = matchCase.condition { try visit(condition, scope) }
        try visit(matchCase.body, scope)
      }
    case .with, .global:
      throw Unsupported.statement(statement, source)
    default:
      var failure: Diagnostic?
      statement.forEachExpression { expression in
        guard failure == nil else { return }
        do throws(Diagnostic) { try visit(expression, scope) } catch { failure = error }
      }
      if let failure { throw failure }
      for block in statement.blocks { try visit(block, scope) }
    }
  }

  private mutating func visit(
    _ function: FunctionDefinition, _ scope: Scope
  ) throws(Diagnostic) {
    for decorator in function.decorators where decorator.marksTrainable == nil {
      if scope.kind == .classBody, methodMark(decorator, scope) != nil {
        if decorator.kind == .name("property") { propertyNames.insert(function.name.text) }
        continue
      }
      var hint = "call the function where it is needed instead"
      if case .attribute(_, let name) = decorator.kind, name.text == "setter" {
        hint = "write a method with a name of its own and call it"
      }
      throw Unsupported.error(
        "a decorator other than @trainable", decorator.span, source, hint: hint)
    }
    if scope.kind == .classBody, function.name.text.hasPrefix("__"),
      function.name.text.hasSuffix("__"), !Resolver.specialMethods.contains(function.name.text)
    {
      throw Unsupported.error(
        "the special method '\(function.name.text)'", function.name.span, source,
        hint: "give the method a name of its own and call it by that")
    }
    if function.isAsync { throw Unsupported.error("'async'", function.span, source) }
    for parameter in function.parameters.all {
      if let value = parameter.defaultValue { try visit(value, scope) }
    }
    bind(function.name.text, scope)
    let inner = Scope(.function, scope, function.span)
    scopes[function.span] = inner
    for parameter in function.parameters.all { inner.bind(parameter.name.text, .local) }
    try visit(function.body, inner)
  }

  /// What a decorator makes of a function in a class: the tag of the value that the class holds.
  func methodMark(_ decorator: Expression, _ scope: Scope) -> PolicyValue.Tag? {
    switch decorator.kind {
    case .name("staticmethod"): return .staticMethod
    case .name("classmethod"): return .classMethod
    case .name("property"): return .property
    case .name(let name):
      return lookUp(name, scope) == .member("abc.abstractmethod") ? .function : nil
    case .attribute(let module, let name):
      guard case .name(let text) = module.kind, name.text == "abstractmethod" else { return nil }
      return lookUp(text, scope) == .module("abc") ? .function : nil
    default: return nil
    }
  }

  /// The special methods that objects of the language have.
  private static let specialMethods: Set<String> = ["__init__", "__call__"]

  private mutating func visit(
    _ definition: ClassDefinition, _ statement: Statement, _ scope: Scope
  ) throws(Diagnostic) {
    guard scope.kind == .module else {
      throw Unsupported.error(
        "a class inside a function or class", definition.name.span, source,
        hint: "write the class at the top level of the file")
    }
    for decorator in definition.decorators where !decorator.marksModel {
      throw Unsupported.error(
        "a class decorator other than @trace.model", decorator.span, source,
        hint: "write the methods out, such as __init__")
    }
    for argument in definition.arguments {
      guard argument.form == .positional else {
        throw Unsupported.error("a keyword among the bases of a class", argument.span, source)
      }
      try visit(argument.value, scope)
    }
    bind(definition.name.text, scope)
    classNames.insert(definition.name.text)
    let inner = Scope(.classBody, scope, definition.span)
    scopes[definition.span] = inner
    try visit(definition.body, inner)
    for (name, variable) in inner.variables where variable == .local {
      attributeNames.insert(name)
    }
  }

  private mutating func bind(_ name: String, _ scope: Scope) {
    guard !scope.outer.contains(name) else { return }
    scope.bind(name, scope.kind == .module ? .global : .local)
  }

  private mutating func bind(_ target: Expression, _ scope: Scope) throws(Diagnostic) {
    switch target.kind {
    case .name(let name):
      bind(name, scope)
      uses.append((name, scope, target.span))
    case .tuple(let items), .list(let items): for item in items { try bind(item, scope) }
    case .starred(let value): try bind(value, scope)
    case .attribute(let value, let name):
      attributeNames.insert(name.text)
      try visit(value, scope)
    default: try visit(target, scope)
    }
  }

  private mutating func visit(_ pattern: Pattern, _ scope: Scope) throws(Diagnostic) {
    func names(_ pattern: Pattern, _ found: inout [Identifier]) {
      switch pattern.kind {
      case .capture(let name), .star(let name): if let name { found.append(name) }
      case .sequence(let items), .or(let items): for item in items { names(item, &found) }
      case .mapping(let entries, let rest):
        for entry in entries { names(entry.pattern, &found) }
        if let rest { found.append(rest) }
      case .instance(_, let positional, let keywords):
        for item in positional + keywords.map(\.pattern) { names(item, &found) }
      case .named(let inner, let name):
        names(inner, &found)
        found.append(name)
      case .value, .singleton: break
      }
    }
    var failure: Diagnostic?
    pattern.forEachExpression { expression in
      guard failure == nil else { return }
      do throws(Diagnostic) { try visit(expression, scope) } catch { failure = error }
    }
    if let failure { throw failure }
    var found: [Identifier] = []
    names(pattern, &found)
    for name in found {
      bind(name.text, scope)
      uses.append((name.text, scope, name.span))
    }
  }

  // MARK: Expressions

  private mutating func visit(_ expression: Expression, _ scope: Scope) throws(Diagnostic) {
    switch expression.kind {
    case .name(let name): uses.append((name, scope, expression.span))
    case .call(let callee, let arguments) where callee.kind == .name("setattr"):
      if arguments.count == 3, case .constant(.string(let name)) = arguments[1].value.kind {
        attributeNames.insert(name)
      }
      try visit(callee, scope)
      for argument in arguments { try visit(argument.value, scope) }
    case .named(let name, let value):
      try visit(value, scope)
      // An assignment expression in a comprehension binds in the function around it.
      var owner = scope
      while owner.kind == .comprehension, let parent = owner.parent { owner = parent }
      owner.frame.hasNamedExpressions = true
      bind(name.text, owner)
      uses.append((name.text, scope, name.span))
    case .lambda(let parameters, let body):
      for parameter in parameters.all {
        if let value = parameter.defaultValue { try visit(value, scope) }
      }
      let inner = Scope(.lambda, scope, expression.span)
      scopes[expression.span] = inner
      for parameter in parameters.all { inner.bind(parameter.name.text, .local) }
      try visit(body, inner)
    case .comprehension(let comprehension):
      let inner = Scope(.comprehension, scope, expression.span)
      scopes[expression.span] = inner
      for (index, clause) in comprehension.clauses.enumerated() {
        if clause.isAsync { throw Unsupported.error("'async'", expression.span, source) }
        try visit(clause.iterable, index == 0 ? scope : inner)
        try bindInComprehension(clause.target, inner)
        for condition in clause.conditions { try visit(condition, inner) }
      }
      try visit(comprehension.element, inner)
      if let value = comprehension.value { try visit(value, inner) }
    default:
      var failure: Diagnostic?
      expression.forEachChild { child in
        guard failure == nil else { return }
        do throws(Diagnostic) { try visit(child, scope) } catch { failure = error }
      }
      if let failure { throw failure }
    }
  }

  private mutating func bindInComprehension(
    _ target: Expression, _ scope: Scope
  ) throws(Diagnostic) {
    switch target.kind {
    case .name(let name):
      scope.bind(name, .local)
      uses.append((name, scope, target.span))
    case .tuple(let items), .list(let items):
      for item in items { try bindInComprehension(item, scope) }
    case .starred(let value): try bindInComprehension(value, scope)
    default: try visit(target, scope)
    }
  }

  private func error(_ span: SourceSpan, _ message: String) -> Diagnostic {
    Diagnostic(.syntax, message, at: span, in: source)
  }
}

/// The diagnostics for valid Python that the language does not run.
enum Unsupported {
  static func error(
    _ what: String, _ span: SourceSpan, _ source: SourceFile, hint: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      .unsupported, "expected a construct of the policy language, found \(what)", at: span,
      in: source, hint: hint)
  }

  static func statement(_ statement: Statement, _ source: SourceFile) -> Diagnostic {
    let start = statement.span.start
    func word(_ text: String) -> SourceSpan {
      SourceSpan(start: start, end: start + Int32(text.utf8.count))
    }
    switch statement.kind {
    case .global:
      return error(
        "'global'", word("global"), source,
        hint: "variables of the file are constants; pass values as arguments and return them, or "
          + "keep them on self of a class")
    case .with: return error("'with'", word("with"), source, hint: "write 'try' and 'finally'")
    default: return error("this statement", statement.span, source)
    }
  }
}
