// Keys that no observation has.
//
// The argument of the entry has the shape of an observation. From there shapes go into variables,
// arguments, results and loops, as long as every place that gives a variable its value agrees; `None`
// and empty displays agree with everything. What no rule follows has no shape, and is not checked.

import PolicySyntax

extension PolicyChecker {
  mutating func checkKeys(_ observation: ObservationShape) {
    var shapes = ShapeFinder(self, observation)
    // Keys that the policy itself puts into a dictionary are no mistakes.
    let own = ownKeys
    var told: Set<SourceSpan> = []
    for problem in shapes.problems() {
      switch problem {
      case .key(let key, let span, let known):
        guard !own.contains(key), told.insert(span).inserted else { continue }
        add(
          .warning, .unknownKey, "expected a key that observations have, found '\(key)'", span,
          hint: suggestion(key, known) ?? PolicyChecker.list(known))
      case .attribute(let name, let span):
        guard told.insert(span).inserted else { continue }
        add(
          .error, .unknownAttribute, "expected a method of a dictionary, found '\(name)'", span,
          hint: "an entry is written [\"\(name)\"]")
      }
    }
  }

  private static func list(_ known: [String]) -> String? {
    known.count <= 12 ? "known here: \(known.joined(separator: ", "))" : nil
  }

  private var ownKeys: Set<String> {
    var own: Set<String> = []
    for statement in tree.statements {
      statement.walk { inner in
        var targets: [Expression] = []
        switch inner.kind {
        case .assign(let all, _): targets = all
        case .augmentedAssign(let target, _, _): targets = [target]
        default: break
        }
        for target in targets {
          if case .subscripted(_, let index) = target.kind,
            case .constant(.string(let key)) = index.kind
          {
            own.insert(key)
          }
        }
      }
    }
    tree.walkExpressions { expression in
      guard case .call(let callee, let arguments) = expression.kind,
        case .attribute(_, let method) = callee.kind,
        ["setdefault", "update"].contains(method.text)
      else { return }
      for argument in arguments {
        if case .constant(.string(let key)) = argument.value.kind { own.insert(key) }
        if case .keyword(let name) = argument.form { own.insert(name.text) }
        if case .dictionary(let entries) = argument.value.kind {
          for case .constant(.string(let key))? in entries.map({ $0.key?.kind }) { own.insert(key) }
        }
      }
    }
    return own
  }
}
