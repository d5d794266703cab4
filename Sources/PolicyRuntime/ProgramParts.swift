// The parts of a program that run one at a time: statements, and the `elif`s, cases and `except`
// clauses of the larger ones, each known by the offset where it begins.
//
// A part knows which part decides whether it runs (that of the `if`, the loop, the case before it),
// and which ways out stand inside it: a condition with a `return` behind it decides about everything
// that comes after.

import PolicySyntax

struct ProgramParts {
  /// Ways out of a block other than its end.
  struct Exits: OptionSet {
    let rawValue: UInt8
    /// `return`, `raise`, or a failing `assert`.
    static let function = Exits(rawValue: 1)
    /// `break` or `continue`.
    static let loop = Exits(rawValue: 2)
  }

  struct Part {
    enum Kind {
      case simple, loop, `case`, except
      /// A function; its body begins anew.
      case function
    }
    let kind: Kind
    let span: SourceSpan
    let line: Int32
    /// Whether it is a line of a function that can run.
    let isLine: Bool
    /// The part that decides whether this one runs, or -1.
    let parent: Int
    /// What it evaluates itself.
    let expressions: [Expression]
    /// What it assigns to, changes in place or deletes.
    let targets: [Expression]
    /// The value that is assigned, or the iterable of a loop.
    let source: Expression?
    /// The ways out that its condition decides about.
    let exits: Exits
  }

  private(set) var parts: [Part] = []
  /// Parts by the offset where they begin.
  private var byStart: [Int32: Int] = [:]
  private let lineStarts: [Int32]
  /// The functions around what is added.
  private var depth = 0

  init(_ tree: SyntaxTree) {
    lineStarts = tree.source.lineStarts
    add(tree.statements, parent: -1)
  }

  /// The part that begins at an offset.
  func part(from start: Int32) -> Int? { byStart[start] }

  /// The innermost part around an offset.
  func part(at offset: Int32) -> Int? {
    var best: Int?
    for (index, part) in parts.enumerated()
    where part.span.start <= offset && offset < part.span.end {
      if best.map({ parts[$0].span.start < part.span.start }) ?? true { best = index }
    }
    return best
  }

  private mutating func add(_ statements: [Statement], parent: Int) {
    for statement in statements { add(statement, parent) }
  }

  @discardableResult
  private mutating func add(
    _ kind: Part.Kind, _ span: SourceSpan, _ parent: Int, _ expressions: [Expression] = [],
    targets: [Expression] = [], source: Expression? = nil, exits: Exits = [],
    isLine: Bool = true
  ) -> Int {
    byStart[span.start] = parts.count
    parts.append(
      Part(
        kind: kind, span: span, line: lineStarts.line(of: span.start),
        isLine: isLine && depth > 0, parent: parent, expressions: expressions, targets: targets,
        source: source, exits: exits))
    return parts.count - 1
  }

  private mutating func add(_ statement: Statement, _ parent: Int) {
    let span = statement.span
    switch statement.kind {
    case .if(let branches, let otherwise):
      var rest = [Statement.exits(otherwise)]
      for branch in branches.reversed() {
        rest.append(rest.last!.union(Statement.exits(branch.body)))
      }
      var decider = parent
      for (index, branch) in branches.enumerated() {
        decider = add(
          .simple, branch.span, decider, [branch.test], exits: rest[branches.count - index])
        add(branch.body, parent: decider)
      }
      add(otherwise, parent: decider)
    case .while(let test, let body, let otherwise):
      let loop = add(.loop, span, parent, [test], exits: statement.exits)
      add(body, parent: loop)
      add(otherwise, parent: loop)
    case .for(let target, let iterable, let body, let otherwise, _):
      let loop = add(
        .loop, span, parent, [iterable], targets: [target], source: iterable,
        exits: statement.exits)
      add(body, parent: loop)
      add(otherwise, parent: loop)
    case .try(let body, let clauses, let otherwise, let finally):
      add(.simple, span, parent)
      add(body, parent: parent)
      for clause in clauses {
        let part = add(
          .except, clause.span, parent, clause.type.map { [$0] } ?? [],
          exits: Statement.exits(clause.body))
        add(clause.body, parent: part)
      }
      add(otherwise, parent: parent)
      add(finally, parent: parent)
    case .match(let subject, let cases):
      var decider = add(.simple, span, parent, [subject], exits: statement.exits)
      for matchCase in cases {
        var expressions: [Expression] = []
        matchCase.pattern.forEachExpression { expressions.append($0) }
        if let condition = matchCase.condition { expressions.append(condition) }
        decider = add(.case, matchCase.span, decider, expressions, exits: statement.exits)
        add(matchCase.body, parent: decider)
      }
    case .function(let function):
      add(.function, span, parent)
      depth += 1
      add(function.body, parent: -1)
      depth -= 1
    case .classDefinition(let definition):
      add(.function, span, parent)
      add(definition.body, parent: -1)
    case .assign(let targets, let value):
      add(.simple, span, parent, [value], targets: targets, source: value)
    case .augmentedAssign(let target, _, let value):
      add(.simple, span, parent, [target, value], targets: [target])
    case .annotatedAssign(let target, _, let value):
      add(
        .simple, span, parent, value.map { [$0] } ?? [], targets: value == nil ? [] : [target],
        source: value, isLine: value != nil)
    case .delete(let targets): add(.simple, span, parent, targets, targets: targets)
    default:
      var expressions: [Expression] = []
      statement.forEachExpression { expressions.append($0) }
      var exits: Exits = []
      if case .assert = statement.kind { exits = .function }
      add(.simple, span, parent, expressions, exits: exits, isLine: !statement.doesNothing)
    }
  }
}

extension Statement {
  /// A docstring, or a declaration.
  fileprivate var doesNothing: Bool {
    switch kind {
    case .expression(let value): if case .constant = value.kind { true } else { false }
    case .nonlocal: true
    default: false
    }
  }

  /// The ways out that stand in the statement: those of its blocks, and its own.
  fileprivate var exits: ProgramParts.Exits {
    switch kind {
    case .return, .raise, .assert: return .function
    case .break, .continue: return .loop
    case .function, .classDefinition: return []
    case .while, .for:
      return Statement.exits(blocks.flatMap { $0 }).intersection(.function)
    default: return Statement.exits(blocks.flatMap { $0 })
    }
  }

  fileprivate static func exits(_ statements: [Statement]) -> ProgramParts.Exits {
    statements.reduce(into: []) { $0.formUnion($1.exits) }
  }
}
