import Objects
import PolicySyntax
import Rollouts

/// Small edits to code that is there: another number, another key, another comparison, a special
/// case more or a statement less.
struct Refinements {
  let tree: SyntaxTree
  let vocabulary: Vocabulary

  /// One small edit to a function, with a summary; nil where the draw found nothing to edit.
  func edit(
    _ role: FunctionRole, _ generator: inout SeededGenerator
  ) -> (edits: [TextEdit], summary: String)? {
    let edited: (edits: [TextEdit], summary: String)?
    switch generator.below(12) {
    case 0...5: edited = tune(role, &generator)
    case 6: edited = swapKey(role, &generator)
    case 7: edited = flip(role, &generator)
    case 8, 9, 10: edited = addCase(role, &generator)
    default: edited = removeStatement(role, &generator)
    }
    return edited.map { ($0.edits, "\(role.function.qualifiedName): \($0.summary)") }
  }

  // MARK: Places

  /// The statements of a body that an edit may touch, the docstring not among them.
  private func statements(of function: FunctionInfo) -> [Statement] {
    function.docstring == nil ? function.body : Array(function.body.dropFirst())
  }

  /// Every expression of a body, parents first.
  private func expressions(of function: FunctionInfo) -> [Expression] {
    var found: [Expression] = []
    for statement in statements(of: function) {
      statement.walk { inner in
        inner.forEachExpression { expression in expression.walk { found.append($0) } }
      }
    }
    return found
  }

  private func line(of span: SourceSpan) -> Int {
    tree.source.position(of: span.start).line
  }

  // MARK: Edits

  /// Another value for a number, near the old one more often than far from it.
  private func tune(
    _ role: FunctionRole, _ generator: inout SeededGenerator
  ) -> (edits: [TextEdit], summary: String)? {
    let numbers = expressions(of: role.function).filter {
      switch $0.kind {
      case .constant(.integer), .constant(.real): true
      default: false
      }
    }
    guard !numbers.isEmpty else { return nil }
    let place = generator.pick(numbers)
    let new: String
    switch place.kind {
    case .constant(.integer(let value)):
      let step = generator.pick([1, 1, 1, 2, 2, 3, 4, 6, 8, 12])
      let moved = generator.chance(0.5) ? value &+ Int64(step) : value &- Int64(step)
      new = moved < 0 ? "(\(moved))" : "\(moved)"
    case .constant(.real(let value)):
      new = NumberText.text(value * generator.pick([0.5, 0.8, 0.9, 1.1, 1.25, 1.5, 2]))
    default: return nil
    }
    let old = tree.source.text(of: place.span)
    guard new != old else { return nil }
    return (
      [TextEdit(span: place.span, replacement: new)],
      "\(old) → \(new) in line \(line(of: place.span))"
    )
  }

  /// Another key of a box: `["y"]` becomes `["x"]`, `["dy"]`, ….
  private func swapKey(
    _ role: FunctionRole, _ generator: inout SeededGenerator
  ) -> (edits: [TextEdit], summary: String)? {
    let leaves = Set(vocabulary.signals.filter { $0.object != nil }.map(\.leaf.name))
    let places = expressions(of: role.function).compactMap { expression -> (SourceSpan, String)? in
      guard case .subscripted(_, let index) = expression.kind,
        case .constant(.string(let key)) = index.kind, leaves.contains(key)
      else { return nil }
      return (index.span, key)
    }
    guard !places.isEmpty else { return nil }
    let (span, old) = generator.pick(places)
    let others = leaves.filter { $0 != old }.sorted()
    guard !others.isEmpty else { return nil }
    let new = generator.pick(others)
    return (
      [TextEdit(span: span, replacement: "\"\(new)\"")],
      "\"\(old)\" → \"\(new)\" in line \(line(of: span))"
    )
  }

  /// A comparison the other way round, or an action in the place of another.
  private func flip(
    _ role: FunctionRole, _ generator: inout SeededGenerator
  ) -> (edits: [TextEdit], summary: String)? {
    var places: [(span: SourceSpan, replacement: String)] = []
    for expression in expressions(of: role.function) {
      guard case .comparison(let left, let links) = expression.kind, links.count == 1,
        let link = links.first
      else { continue }
      let other: String
      switch link.operation {
      case .less: other = ">"
      case .greater: other = "<"
      case .lessEqual: other = ">="
      case .greaterEqual: other = "<="
      default: continue
      }
      places.append(
        (
          expression.span,
          "\(tree.source.text(of: left.span)) \(other) \(tree.source.text(of: link.operand.span))"
        ))
    }
    if role.kind == .action {
      for statement in role.function.body {
        statement.walk { inner in
          guard case .return(let value?) = inner.kind,
            vocabulary.actions.contains(tree.source.text(of: value.span))
          else { return }
          places.append((value.span, generator.pick(vocabulary.actions)))
        }
      }
    }
    guard !places.isEmpty else { return nil }
    let place = generator.pick(places)
    let old = tree.source.text(of: place.span)
    guard old != place.replacement else { return nil }
    return (
      [TextEdit(span: place.span, replacement: place.replacement)],
      "\(old) → \(place.replacement) in line \(line(of: place.span))"
    )
  }

  /// A special case before one of the statements: under a condition that the rollouts showed to be
  /// possible, another result.
  private func addCase(
    _ role: FunctionRole, _ generator: inout SeededGenerator
  ) -> (edits: [TextEdit], summary: String)? {
    guard let observation = role.observation else { return nil }
    let statements = statements(of: role.function)
    guard !statements.isEmpty, !vocabulary.signals.isEmpty else { return nil }
    func condition(_ generator: inout SeededGenerator) -> String {
      let signal = generator.pick(vocabulary.signals)
      let comparison = generator.chance(0.5) ? "<" : ">"
      let value = vocabulary.sample(of: signal, &generator)
      let test = "\(signal.expression(in: observation)) \(comparison) \(value)"
      return signal.object.map { "\"\($0.name)\" in \(observation) and \(test)" } ?? test
    }
    var test = condition(&generator)
    if generator.chance(0.5) { test += " and " + condition(&generator) }
    let result: String
    switch role.kind {
    case .action: result = generator.pick(vocabulary.actions)
    case .quantity:
      let number = role.numbers.isEmpty ? nil : generator.pick(role.numbers)
      if let number, !number.mayBeNone {
        result = NumberText.offset(number.name, generator.pick([-12, -8, -4, 4, 8, 12]))
      } else {
        result = "\(vocabulary.sample(of: generator.pick(vocabulary.signals), &generator))"
      }
    }
    let place = generator.pick(statements)
    let indentation = tree.indentation(of: role.function)
    return (
      [
        TextEdit(
          span: SourceSpan(start: place.span.start, end: place.span.start),
          replacement: "if \(test):\n\(indentation)    return \(result)\n\(indentation)")
      ],
      "if \(test): return \(result)"
    )
  }

  /// One statement less; never the last one of the body.
  private func removeStatement(
    _ role: FunctionRole, _ generator: inout SeededGenerator
  ) -> (edits: [TextEdit], summary: String)? {
    let removable = statements(of: role.function).dropLast()
    guard !removable.isEmpty else { return nil }
    let place = generator.pick(Array(removable))
    return (
      [TextEdit(span: place.span, replacement: "pass")],
      "without line \(line(of: place.span))"
    )
  }
}
