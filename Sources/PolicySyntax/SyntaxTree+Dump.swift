/// Prints trees as text, with or without positions, in the form of the tests' `dump_ast.py`.
///
/// Two programs are the same for CPython if their dumps without positions are equal, big integers
/// excepted, which all read `big`.
package struct Dumper {
  package var positions: Bool

  package init(positions: Bool = true) {
    self.positions = positions
  }

  func all(_ items: [Expression]) -> String { "[" + items.map(e).joined(separator: " ") + "]" }

  func span(_ span: SourceSpan) -> String { positions ? "@\(span.start)-\(span.end)" : "" }

  func e(_ expression: Expression?) -> String {
    guard let expression else { return "-" }
    return self.expression(expression) + span(expression.span)
  }

  func hex(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
  }

  func bits(_ value: Double) -> String {
    hex((0..<8).reversed().map { UInt8(truncatingIfNeeded: value.bitPattern >> ($0 * 8)) })
  }

  func constant(_ value: Constant) -> String {
    switch value {
    case .none: "None"
    case .boolean(let flag): flag ? "True" : "False"
    case .integer(let number): "\(number)"
    case .bigInteger: "big"
    case .real(let number): "r" + bits(number)
    case .imaginary(let number): "j" + bits(number)
    case .string(let text): "s" + hex(text.utf8)
    case .bytes(let bytes): "b" + hex(bytes)
    case .ellipsis: "..."
    }
  }

  func joined(_ parts: [FormattedPart]) -> String {
    let texts = parts.map { part in
      switch part {
      case .text(let text): return constant(.string(text))
      case .field(let field):
        let specification = field.specification.map(joined) ?? "-"
        return "(field \(e(field.value)) \(field.conversion?.rawValue ?? "-") \(specification))"
      }
    }
    return "[" + texts.joined(separator: " ") + "]"
  }

  func expression(_ expression: Expression) -> String {
    switch expression.kind {
    case .name(let name): return name
    case .constant(let value): return constant(value)
    case .formatted(let parts): return "(f \(Dumper(positions: false).joined(parts)))"
    case .unary(let operation, let operand): return "(\(operation.rawValue) \(e(operand)))"
    case .binary(let left, let operation, let right):
      return "(\(operation.rawValue) \(e(left)) \(e(right)))"
    case .boolean(let operation, let operands):
      return "(\(operation.rawValue) \(all(operands)))"
    case .comparison(let first, let links):
      let rest = links.map { "\($0.operation.rawValue) \(e($0.operand))" }
      return "(compare \(e(first)) \(rest.joined(separator: " ")))"
    case .conditional(let test, let then, let otherwise):
      return "(if \(e(test)) \(e(then)) \(e(otherwise)))"
    case .call(let callee, let list): return "(call \(e(callee)) \(arguments(list)))"
    case .attribute(let value, let name): return "(. \(e(value)) \(name.text))"
    case .subscripted(let value, let index): return "(index \(e(value)) \(e(index)))"
    case .slice(let lower, let upper, let step):
      return "(slice \(e(lower)) \(e(upper)) \(e(step)))"
    case .list(let items): return "(list \(all(items)))"
    case .tuple(let items): return "(tuple \(all(items)))"
    case .set(let items): return "(set \(all(items)))"
    case .dictionary(let entries):
      return "(dict" + entries.map { " \(e($0.key)) \(e($0.value))" }.joined() + ")"
    case .comprehension(let comprehension):
      let clauses = comprehension.clauses.map {
        "(for \(flag($0.isAsync)) \(e($0.target)) \(e($0.iterable)) \(all($0.conditions)))"
      }
      return "(comp \(comprehension.form.rawValue) \(e(comprehension.element)) "
        + "\(e(comprehension.value)) \(clauses.joined(separator: " ")))"
    case .lambda(let list, let body): return "(lambda \(parameters(list)) \(e(body)))"
    case .named(let name, let value): return "(:= \(name.text) \(e(value)))"
    case .starred(let value): return "(star \(e(value)))"
    case .yield(let value): return "(yield \(e(value)))"
    case .yieldFrom(let value): return "(yieldfrom \(e(value)))"
    case .await(let value): return "(await \(e(value)))"
    }
  }

  func flag(_ value: Bool) -> String { value ? "True" : "False" }

  func arguments(_ list: [Argument]) -> String {
    let texts = list.map { argument in
      switch argument.form {
      case .positional: return e(argument.value)
      case .keyword(let name): return "\(name.text)=\(e(argument.value))"
      case .star: return "(star \(e(argument.value)))" + span(argument.span)
      case .doubleStar: return "**\(e(argument.value))"
      }
    }
    return "[" + texts.joined(separator: " ") + "]"
  }

  func parameters(_ list: Parameters) -> String {
    let texts = list.all.map { parameter in
      let form =
        switch parameter.form {
        case .positionalOnly: "posonly"
        case .positional: "arg"
        case .keywordOnly: "kwonly"
        case .star: "*"
        case .doubleStar: "**"
        }
      return "(\(form) \(parameter.name.text) \(e(parameter.annotation)) "
        + "\(e(parameter.defaultValue)))"
    }
    return "[" + texts.joined(separator: " ") + "]"
  }

  /// Statements in order.
  package func block(_ statements: [Statement]) -> String {
    "{" + statements.map(s).joined(separator: " ") + "}"
  }

  /// One statement with everything inside it.
  package func s(_ statement: Statement) -> String {
    self.statement(statement) + span(statement.span)
  }

  func names(_ list: [ImportedName]) -> String {
    list.map { "\($0.name):\($0.alias?.text ?? "-")" }.joined(separator: " ")
  }

  func statement(_ statement: Statement) -> String {
    switch statement.kind {
    case .expression(let value): return "(expr \(e(value)))"
    case .assign(let targets, let value): return "(= \(all(targets)) \(e(value)))"
    case .augmentedAssign(let target, let operation, let value):
      return "(\(operation.rawValue)= \(e(target)) \(e(value)))"
    case .annotatedAssign(let target, let annotation, let value):
      return "(: \(e(target)) \(e(annotation)) \(e(value)))"
    case .return(let value): return "(return \(e(value)))"
    case .pass: return "(pass)"
    case .break: return "(break)"
    case .continue: return "(continue)"
    case .delete(let targets): return "(del \(all(targets)))"
    case .assert(let test, let message): return "(assert \(e(test)) \(e(message)))"
    case .raise(let value, let cause): return "(raise \(e(value)) \(e(cause)))"
    case .global(let list):
      return "(global \(list.map(\.text).joined(separator: " ")))"
    case .nonlocal(let list):
      return "(nonlocal \(list.map(\.text).joined(separator: " ")))"
    case .import(let list): return "(import \(names(list)))"
    case .importFrom(let module, let level, let list):
      return "(from \(module) \(level) \(names(list)))"
    case .if(let branches, let otherwise):
      let texts = branches.map { "(\(e($0.test)) \(block($0.body)))" }
      return "(if \(texts.joined(separator: " ")) \(block(otherwise)))"
    case .while(let test, let body, let otherwise):
      return "(while \(e(test)) \(block(body)) \(block(otherwise)))"
    case .for(let target, let iterable, let body, let otherwise, let isAsync):
      return "(for \(flag(isAsync)) \(e(target)) \(e(iterable)) \(block(body)) "
        + "\(block(otherwise)))"
    case .try(let body, let handlers, let otherwise, let finally):
      let texts = handlers.map {
        "(except \(e($0.type)) \($0.name?.text ?? "-") \(block($0.body)))"
      }
      return "(try \(block(body)) \(texts.joined(separator: " ")) \(block(otherwise)) "
        + "\(block(finally)))"
    case .with(let items, let body, let isAsync):
      let texts = items.map { "(\(e($0.value)) \(e($0.target)))" }
      return "(with \(flag(isAsync)) \(texts.joined(separator: " ")) \(block(body)))"
    case .function(let function):
      return "(def \(flag(function.isAsync)) \(function.name.text) "
        + "\(parameters(function.parameters)) \(e(function.returns)) "
        + "\(all(function.decorators)) \(block(function.body)))"
    case .classDefinition(let definition):
      return "(class \(definition.name.text) \(arguments(definition.arguments)) "
        + "\(all(definition.decorators)) \(block(definition.body)))"
    case .match(let subject, let cases):
      let texts = cases.map { "(case \(p($0.pattern)) \(e($0.condition)) \(block($0.body)))" }
      return "(match \(e(subject)) \(texts.joined(separator: " ")))"
    }
  }

  func p(_ pattern: Pattern) -> String { self.pattern(pattern) + span(pattern.span) }

  func pattern(_ pattern: Pattern) -> String {
    func list(_ items: [Pattern]) -> String {
      "[" + items.map(p).joined(separator: " ") + "]"
    }
    switch pattern.kind {
    case .value(let value): return "(value \(e(value)))"
    case .singleton(let value): return "(singleton \(constant(value)))"
    case .capture(let name): return "(capture \(name?.text ?? "-"))"
    case .sequence(let items): return "(sequence \(list(items)))"
    case .star(let name): return "(star \(name?.text ?? "-"))"
    case .or(let items): return "(or \(list(items)))"
    case .named(let inner, let name): return "(as \(p(inner)) \(name.text))"
    case .mapping(let entries, let rest):
      let texts = entries.map { "\(e($0.key)) \(p($0.pattern))" }
      return "(mapping [\(texts.joined(separator: " "))] \(rest?.text ?? "-"))"
    case .instance(let type, let positional, let keywords):
      let texts = keywords.map { "\($0.name.text)=\(p($0.pattern))" }
      return "(instance \(e(type)) \(list(positional)) [\(texts.joined(separator: " "))])"
    }
  }
}
