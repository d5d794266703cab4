// Tunable numbers: constants of the file or of a class that a search may change within a range.
//
//     SPEED = 4  # tunable: 1..10
//     DECAY: float = 0.9  # tunable: 0.5..1.0
//
// The mark is a comment, so that CPython runs the file as it is. The value is a number as it stands in
// the source, with its sign; a whole number stays whole.

/// A constant that may be changed within a range.
public struct Tunable: Sendable, Hashable {
  /// The name that the constant is assigned to.
  public let name: String
  /// The name of the class around it, if there is one.
  public let className: String?
  /// The value in the source.
  public let value: Double
  /// Whether the value is a whole number, and must stay one.
  public let isWhole: Bool
  /// The values that it may have, both ends included.
  public let range: ClosedRange<Double>
  /// The place of the number, its sign included: what an edit replaces.
  public let valueSpan: SourceSpan
  /// The place of the comment.
  public let commentSpan: SourceSpan

  /// `NAME`, or `Class.NAME` for a constant of a class.
  public var qualifiedName: String { className.map { "\($0).\(name)" } ?? name }

  /// The range as the mark writes it.
  var rangeText: String {
    func text(_ bound: Double) -> String {
      isWhole && bound == bound.rounded() && abs(bound) < 1e15 ? "\(Int(bound))" : "\(bound)"
    }
    return "\(text(range.lowerBound))..\(text(range.upperBound))"
  }

  /// Whether a text is a number that may take the place of this one.
  func accepts(_ text: String) -> Bool {
    if isWhole {
      guard let value = Int64(text), text == String(value) else { return false }
      return range.contains(Double(value))
    }
    let isPlain = text.utf8.allSatisfy {
      (0x30...0x39).contains($0) || [0x2D, 0x2B, 0x2E, 0x65].contains($0)
    }
    guard isPlain, text.first != "+", text.contains(".") || text.contains("e"),
      let value = Double(text)
    else { return false }
    return range.contains(value)
  }
}

extension SyntaxTree {
  /// The tunable numbers of the file, in the order of the source.
  public var tunables: [Tunable] { markedNumbers.found }

  /// What is wrong with comments that begin with `tunable`; empty if all mark a number.
  public var tunableProblems: [Diagnostic] { markedNumbers.problems }

  /// The edit that gives a tunable number a new value, moved into its range and, for a whole number,
  /// rounded.
  public func setting(_ tunable: Tunable, to value: Double) -> TextEdit {
    var value = value.isNaN ? tunable.value : value
    value = min(max(value, tunable.range.lowerBound), tunable.range.upperBound)
    if tunable.isWhole {
      // The nearest whole number that is in the range; the value itself is one.
      value = min(
        max(value.rounded(), tunable.range.lowerBound.rounded(.up)),
        tunable.range.upperBound.rounded(.down))
    }
    let text = tunable.isWhole ? String(Int64(value)) : "\(value)"
    return TextEdit(span: tunable.valueSpan, replacement: text)
  }

  private var markedNumbers: (found: [Tunable], problems: [Diagnostic]) {
    let marks = comments.filter { Tunable.isMark(source.text(of: $0)) }
    guard !marks.isEmpty else { return ([], []) }
    let constants = self.constants
    var found: [Tunable] = []
    var problems: [Diagnostic] = []
    for mark in marks {
      do throws(Diagnostic) { found.append(try number(before: mark, constants)) } catch {
        problems.append(error)
      }
    }
    return (found, problems)
  }

  private func number(
    before mark: SourceSpan, _ constants: [(className: String?, statement: Statement)]
  ) throws(Diagnostic) -> Tunable {
    func problem(_ message: String, hint: String? = nil) -> Diagnostic {
      Diagnostic(.syntax, message, at: mark, in: source, hint: hint)
    }
    guard let range = Tunable.range(source.text(of: mark)) else {
      throw problem(
        "expected a range after 'tunable', found '\(source.text(of: mark).prefix(40))'",
        hint: "write # tunable: 1..10")
    }
    if let (className, statement) = constant(before: mark, among: constants),
      let (name, value) = statement.assignedName, let (number, isWhole) = Tunable.number(value)
    {
      guard range.contains(number) else {
        throw problem("expected a value in the range of '\(name)', found \(number)")
      }
      guard !isWhole || (range.lowerBound >= -0x1p53 && range.upperBound <= 0x1p53) else {
        throw problem("expected a range within 2**53 for the whole number '\(name)', found more")
      }
      return Tunable(
        name: name, className: className, value: number, isWhole: isWhole, range: range,
        valueSpan: value.span, commentSpan: mark)
    }
    throw problem(
      "expected 'NAME = number' of the file or a class before 'tunable', found something else")
  }

  /// The last of some statements before a comment, if it stands on the comment's line.
  private func constant(
    before mark: SourceSpan, among constants: [(className: String?, statement: Statement)]
  ) -> (className: String?, statement: Statement)? {
    var low = 0
    var high = constants.count
    while low < high {
      let middle = (low + high) / 2
      if constants[middle].statement.span.end <= mark.start {
        low = middle + 1
      } else {
        high = middle
      }
    }
    guard low > 0 else { return nil }
    let start = constants[low - 1].statement.span.start
    return start >= source.lineSpan(at: mark.start).start ? constants[low - 1] : nil
  }

  /// The statements of the file and of its classes, in order.
  private var constants: [(className: String?, statement: Statement)] {
    statements.flatMap { statement -> [(String?, Statement)] in
      guard case .classDefinition(let definition) = statement.kind else {
        return [(nil, statement)]
      }
      return definition.body.map { (definition.name.text, $0) }
    }
  }
}

extension Statement {
  /// The name and value of `name = value`, annotated or not.
  fileprivate var assignedName: (name: String, value: Expression)? {
    switch kind {
    case .assign(let targets, let value):
      guard targets.count == 1, case .name(let name) = targets[0].kind else { return nil }
      return (name, value)
    case .annotatedAssign(let target, _, let value?):
      guard case .name(let name) = target.kind else { return nil }
      return (name, value)
    default: return nil
    }
  }
}

extension Tunable {
  fileprivate static func isMark(_ comment: String) -> Bool {
    comment.dropFirst().drop { $0 == " " || $0 == "\t" }.hasPrefix("tunable")
  }

  /// The range of `# tunable: 1..10`; nil if it is not written so.
  fileprivate static func range(_ comment: String) -> ClosedRange<Double>? {
    let text = comment.dropFirst().drop { $0 == " " || $0 == "\t" }.dropFirst("tunable".count)
    guard text.first == ":" else { return nil }
    let bounds = text.dropFirst().split(separator: " ", omittingEmptySubsequences: true).joined()
    guard let dots = bounds.firstRange(of: "..") else { return nil }
    guard let low = Double(bounds[..<dots.lowerBound]),
      let high = Double(bounds[dots.upperBound...]), low.isFinite, high.isFinite, low <= high
    else { return nil }
    return low...high
  }

  /// The value of a number as it is written, with at most one sign.
  fileprivate static func number(_ value: Expression) -> (value: Double, isWhole: Bool)? {
    switch value.kind {
    case .constant(.integer(let number)): (Double(number), true)
    case .constant(.real(let number)): (number, false)
    case .unary(.minus, let operand): number(operand).map { (-$0.value, $0.isWhole) }
    default: nil
    }
  }
}
