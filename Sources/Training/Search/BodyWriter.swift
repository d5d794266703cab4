import Objects
import PolicySyntax

/// Writes a function's body anew: keeps the docstring, guards what may be absent, then the code.
struct BodyWriter {
  private let tree: SyntaxTree
  private let role: FunctionRole
  /// What the function returns where it has nothing to work with.
  private let fallback: String
  private var guards: [String] = []
  private var aliases: [(object: ObservationKey, name: String)] = []
  private var code: [String] = []

  init(_ tree: SyntaxTree, _ role: FunctionRole, fallback: String) {
    self.tree = tree
    self.role = role
    self.fallback = fallback
    for number in role.numbers where number.mayBeNone {
      guards += ["if \(number.name) is None:", "    return \(fallback)"]
    }
  }

  /// The expression that reads a signal; a first use of its object adds the guard and a local name.
  ///
  /// Nil where the function does not receive the observation.
  mutating func read(_ signal: Signal) -> String? {
    guard let observation = role.observation else { return nil }
    guard let object = signal.object else { return signal.expression(in: observation) }
    if let alias = aliases.first(where: { $0.object == object }) {
      return "\(alias.name)[\"\(signal.leaf.name)\"]"
    }
    guards += ["if \"\(object.name)\" not in \(observation):", "    return \(fallback)"]
    let name = object.name.lowercased()
    guard !role.function.parameters.all.contains(where: { $0.name.text == name }) else {
      return signal.expression(in: observation)
    }
    aliases.append((object, name))
    return "\(name)[\"\(signal.leaf.name)\"]"
  }

  /// Adds lines of code, indented relative to the body.
  mutating func add(_ lines: String...) { code += lines }

  /// The edit that puts the new body in the place of the old one.
  var edit: TextEdit {
    let observation = role.observation ?? ""
    let names = aliases.map { "\($0.name) = \(observation)[\"\($0.object.name)\"]" }
    let indentation = tree.indentation(of: role.function)
    let text = (guards + names + code).map { indentation + $0 }.joined(separator: "\n")
    var docstring = ""
    if role.function.docstring != nil, let first = role.function.body.first {
      docstring = "\n" + indentation + tree.source.text(of: first.span)
    }
    return TextEdit(span: role.function.bodySpan, replacement: docstring + "\n" + text)
  }
}

extension SyntaxTree {
  /// The white space before the statements of a function's body.
  func indentation(of function: FunctionInfo) -> String {
    guard let first = function.body.first else { return "    " }
    var start = Int(first.span.start)
    while start > 0, source.bytes[start - 1] == 0x20 || source.bytes[start - 1] == 0x09 {
      start -= 1
    }
    let ownLine = start == 0 || source.bytes[start - 1] == 0x0A
    return ownLine
      ? source.text(of: SourceSpan(start: Int32(start), end: first.span.start)) : "    "
  }
}

/// Numbers as a person would write them in a policy.
enum NumberText {
  /// `term(2, "x")` is `2 * x`, `term(1, "x")` is `x`.
  static func term(_ factor: Double, _ expression: String) -> String {
    factor == 1 ? expression : "\(text(factor)) * \(expression)"
  }

  /// Adds a signed number to an expression: `x + 3`, `x - 3`, or `x` for 0.
  static func offset(_ expression: String, _ value: Int) -> String {
    if value == 0 { return expression }
    return value > 0 ? "\(expression) + \(value)" : "\(expression) - \(-value)"
  }

  /// A number without needless zeros.
  static func text(_ value: Double) -> String {
    if value == value.rounded(), abs(value) < 1e9 { return "\(Int(value))" }
    return "\((value * 1000).rounded() / 1000)"
  }
}
