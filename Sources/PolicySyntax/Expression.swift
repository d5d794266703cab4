/// A name and where it stands.
public struct Identifier: Sendable, Hashable {
  /// The name.
  public let text: String
  /// Its place in the source.
  public let span: SourceSpan
}

/// A node of the syntax tree that has a value.
///
/// A value type: copying shares the children. Spans run from the first to the last byte of the
/// expression, without enclosing parentheses except where they belong to it (a tuple, a call).
/// Foundation has a type of this name too: a file that imports both adds
/// `import struct PolicySyntax.Expression`.
public struct Expression: Sendable, Hashable {
  /// The place of the expression in the source.
  public let span: SourceSpan
  /// What the expression is.
  public let kind: Kind
  /// The number of levels below this node and itself, bounded by the parser.
  let height: Int32

  init(_ kind: Kind, _ span: SourceSpan) {
    self.kind = kind
    self.span = span
    var below: Int32 = 0
    kind.forEachChild { below = max(below, $0.height) }
    height = below + 1
  }

  /// The kinds of expressions, with their parts.
  public indirect enum Kind: Sendable, Hashable {
    /// `x`
    case name(String)
    /// `1`, `2.5`, `"text"`, `None`, `True`
    case constant(Constant)
    /// `f"at {x:.2f}"`
    case formatted([FormattedPart])
    /// `-x`, `not x`
    case unary(UnaryOperator, Expression)
    /// `x + y`
    case binary(Expression, BinaryOperator, Expression)
    /// `x and y and z`: at least two operands
    case boolean(BooleanOperator, [Expression])
    /// `x < y <= z`
    case comparison(Expression, [Comparison])
    /// `then if test else otherwise`
    case conditional(test: Expression, then: Expression, otherwise: Expression)
    /// `callee(arguments)`
    case call(Expression, [Argument])
    /// `value.name`
    case attribute(Expression, Identifier)
    /// `value[index]`
    case subscripted(Expression, Expression)
    /// `lower:upper:step`, only as an index
    case slice(lower: Expression?, upper: Expression?, step: Expression?)
    /// `[x, y]`
    case list([Expression])
    /// `(x, y)` or `x, y`
    case tuple([Expression])
    /// `{x, y}`
    case set([Expression])
    /// `{key: value, **other}`
    case dictionary([DictionaryEntry])
    /// `[x for x in xs if x]` and its set, dictionary and generator forms
    case comprehension(Comprehension)
    /// `lambda x: x`
    case lambda(Parameters, Expression)
    /// `(name := value)`
    case named(Identifier, Expression)
    /// `*x`, only in calls, displays and targets
    case starred(Expression)
    /// `yield x`
    case yield(Expression?)
    /// `yield from x`
    case yieldFrom(Expression)
    /// `await x`
    case await(Expression)
  }
}

/// A literal value.
public enum Constant: Sendable, Hashable {
  case none
  case boolean(Bool)
  case integer(Int64)
  /// An integer beyond 64 bits, as written.
  case bigInteger(String)
  case real(Double)
  /// The imaginary part of a complex literal.
  case imaginary(Double)
  case string(String)
  case bytes([UInt8])
  case ellipsis
}

/// The operators with one operand.
public enum UnaryOperator: String, Sendable, Hashable {
  case not
  case minus = "-"
  case plus = "+"
  case invert = "~"
}

/// The arithmetic and bit operators with two operands.
public enum BinaryOperator: String, Sendable, Hashable, CaseIterable {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case floorDivide = "//"
  case modulo = "%"
  case power = "**"
  case matrixMultiply = "@"
  case bitAnd = "&"
  case bitOr = "|"
  case bitXor = "^"
  case leftShift = "<<"
  case rightShift = ">>"
}

/// `and` or `or`.
public enum BooleanOperator: String, Sendable, Hashable {
  case and, or
}

/// The operators of a comparison chain.
public enum ComparisonOperator: String, Sendable, Hashable, CaseIterable {
  case less = "<"
  case lessEqual = "<="
  case greater = ">"
  case greaterEqual = ">="
  case equal = "=="
  case notEqual = "!="
  case isIn = "in"
  case notIn = "not in"
  case isSame = "is"
  case isNotSame = "is not"
}

/// One link of a comparison chain: the operator and its right operand.
public struct Comparison: Sendable, Hashable {
  public let operation: ComparisonOperator
  public let operand: Expression
}

/// One argument of a call.
public struct Argument: Sendable, Hashable {
  /// How the argument is passed.
  public enum Form: Sendable, Hashable {
    case positional
    case keyword(Identifier)
    /// `*value`
    case star
    /// `**value`
    case doubleStar
  }
  public let form: Form
  public let value: Expression
  /// From the name or the stars, where there are any, to the end of the value.
  public let span: SourceSpan
}

/// One entry of a dictionary display; without a key it is `**value`.
public struct DictionaryEntry: Sendable, Hashable {
  public let key: Expression?
  public let value: Expression
}

/// A list, set, dictionary or generator comprehension.
public struct Comprehension: Sendable, Hashable {
  public enum Form: String, Sendable, Hashable {
    case list, set, dictionary, generator
  }
  /// One `for target in iterable if condition …` clause.
  public struct Clause: Sendable, Hashable {
    public let target: Expression
    public let iterable: Expression
    public let conditions: [Expression]
    public let isAsync: Bool
  }
  public let form: Form
  /// The element, or the key of a dictionary comprehension.
  public let element: Expression
  /// The value of a dictionary comprehension, else nil.
  public let value: Expression?
  public let clauses: [Clause]
}

/// A piece of a formatted string.
public enum FormattedPart: Sendable, Hashable {
  case text(String)
  indirect case field(FormattedField)
}

/// A replacement field of a formatted string: `{value!r:>10}`.
public struct FormattedField: Sendable, Hashable {
  public enum Conversion: String, Sendable, Hashable {
    case string = "s"
    case representation = "r"
    case ascii = "a"
  }
  public let value: Expression
  public let conversion: Conversion?
  /// The format after `:`, itself formatted; nil where there is no colon.
  public let specification: [FormattedPart]?
}

/// The parameters of a function or a lambda.
public struct Parameters: Sendable, Hashable {
  /// One parameter.
  public struct Parameter: Sendable, Hashable {
    /// How arguments reach the parameter.
    public enum Form: Sendable, Hashable {
      case positionalOnly, positional, keywordOnly
      /// `*name`
      case star
      /// `**name`
      case doubleStar
    }
    public let name: Identifier
    public let form: Form
    public let annotation: Expression?
    public let defaultValue: Expression?
  }
  /// All parameters in the order of the source.
  public let all: [Parameter]
}

extension Expression.Kind {
  /// Visits the direct sub-expressions in the order of the source.
  package func forEachChild(_ visit: (Expression) -> Void) {
    switch self {
    case .name, .constant: break
    case .formatted(let parts): Expression.visit(parts, visit)
    case .unary(_, let operand): visit(operand)
    case .binary(let left, _, let right):
      visit(left)
      visit(right)
    case .boolean(_, let operands): operands.forEach(visit)
    case .comparison(let first, let links):
      visit(first)
      for link in links { visit(link.operand) }
    case .conditional(let test, let then, let otherwise):
      visit(then)
      visit(test)
      visit(otherwise)
    case .call(let callee, let arguments):
      visit(callee)
      for argument in arguments { visit(argument.value) }
    case .attribute(let value, _): visit(value)
    case .subscripted(let value, let index):
      visit(value)
      visit(index)
    case .slice(let lower, let upper, let step):
      if let lower { visit(lower) }
      if let upper { visit(upper) }
      if let step { visit(step) }
    case .list(let items), .tuple(let items), .set(let items): items.forEach(visit)
    case .dictionary(let entries):
      for entry in entries {
        if let key = entry.key { visit(key) }
        visit(entry.value)
      }
    case .comprehension(let comprehension):
      visit(comprehension.element)
      if let value = comprehension.value { visit(value) }
      for clause in comprehension.clauses {
        visit(clause.target)
        visit(clause.iterable)
        clause.conditions.forEach(visit)
      }
    case .lambda(let parameters, let body):
      parameters.forEachExpression(visit)
      visit(body)
    case .named(_, let value), .starred(let value), .yieldFrom(let value), .await(let value):
      visit(value)
    case .yield(let value): if let value { visit(value) }
    }
  }
}

extension Expression {
  /// Visits the direct sub-expressions in the order of the source.
  public func forEachChild(_ visit: (Expression) -> Void) { kind.forEachChild(visit) }

  /// Visits this expression and everything below it, parents first.
  public func walk(_ visit: (Expression) -> Void) {
    visit(self)
    kind.forEachChild { $0.walk(visit) }
  }

  fileprivate static func visit(_ parts: [FormattedPart], _ visit: (Expression) -> Void) {
    for part in parts {
      guard case .field(let field) = part else { continue }
      visit(field.value)
      if let specification = field.specification { Expression.visit(specification, visit) }
    }
  }
}

extension Parameters {
  /// Visits annotations and default values in the order of the source.
  public func forEachExpression(_ visit: (Expression) -> Void) {
    for parameter in all {
      if let annotation = parameter.annotation { visit(annotation) }
      if let value = parameter.defaultValue { visit(value) }
    }
  }
}
