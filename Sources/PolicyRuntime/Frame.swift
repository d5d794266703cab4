import PolicySyntax

/// A place in the code that jumps can name before it is known.
final class Label {
  fileprivate var position: Int32?
  fileprivate var uses: [Int] = []
}

/// Which variables certainly have a value at a point of the code.
struct Flow {
  /// Bits by variable number.
  private var words: [UInt64] = []
  /// Whether the point can be reached at all.
  var isReachable = true

  static let unreachable: Flow = {
    var flow = Flow()
    flow.isReachable = false
    return flow
  }()

  func contains(register: Int32) -> Bool { contains(register * 2 + 1) }
  func contains(slot: Int32) -> Bool { contains((-1 - slot) * 2) }
  mutating func insert(register: Int32) { insert(register * 2 + 1) }
  mutating func insert(slot: Int32) { insert((-1 - slot) * 2) }
  mutating func remove(register: Int32) { remove(register * 2 + 1) }
  mutating func remove(slot: Int32) { remove((-1 - slot) * 2) }

  private func contains(_ variable: Int32) -> Bool {
    let word = Int(variable >> 6)
    return !isReachable || (word < words.count && words[word] >> (variable & 63) & 1 == 1)
  }

  private mutating func insert(_ variable: Int32) {
    let word = Int(variable >> 6)
    while words.count <= word { words.append(0) }
    words[word] |= 1 << (variable & 63)
  }

  private mutating func remove(_ variable: Int32) {
    let word = Int(variable >> 6)
    if word < words.count { words[word] &= ~(1 << (variable & 63)) }
  }

  /// What is certain where two ways meet.
  func merged(_ other: Flow) -> Flow {
    guard isReachable else { return other }
    guard other.isReachable else { return self }
    var result = Flow()
    result.words = zip(words, other.words).map { $0 & $1 }
    return result
  }
}

/// The code of one frame while it is written: instructions, registers, flow.
///
/// Registers are a stack: parameters, then variables, then temporaries above them.
final class Frame {
  let scope: Scope
  var code: [Instruction] = []
  var spans: [SourceSpan] = []
  /// The place that emitted instructions belong to.
  var place: SourceSpan
  var flow = Flow()
  var loops: [Loop] = []
  /// What stands around the current statement and is to be done when control leaves it.
  var cleanups: [Cleanup] = []
  /// Whether an error here goes to a clause of the frame.
  var isInTryBody: Bool {
    cleanups.contains { if case .body = $0.kind { true } else { false } }
  }
  /// The errors of the `except` clauses around the current statement.
  var caught: [Int32] = []
  var handlers: [PolicyProgram.Handler] = []

  /// The registers of variables, by scope and name.
  private var registers: [ObjectIdentifier: [String: Int32]] = [:]
  private(set) var next: Int32 = 0
  private(set) var registerCount: Int32 = 0
  /// Registers below this are parameters.
  var parameterCount: Int32 = 0
  /// Registers below this are variables.
  var firstTemporary: Int32 = 0
  /// Variables that a `del` may take the value of; they are never certain.
  var deletable: Set<String> = []
  /// Variables that are read where they may have no value, and so are cleared on entry.
  var uncertain: Set<Int32> = []

  /// Where the fields of instructions stand, by `PolicyProgram.Code.fieldNumber`.
  private(set) var fieldSpans: [Int: SourceSpan] = [:]
  /// The last instruction that a label means.
  private(set) var lastMark = -1

  private enum Free {}

  struct Loop {
    let again: Label
    let exit: Label
    var exitFlow = Flow.unreachable
    /// The number of cleanups around the loop.
    let cleanups: Int
  }

  /// A statement that control cannot leave without more ado.
  final class Cleanup {
    enum Kind {
      /// The body of a `try`: nothing to do.
      case body
      case finally([Statement])
      /// The name of `except … as name`.
      case name(String)
    }
    let kind: Kind
    /// The code that stands inside but runs after it is left.
    var outside: [Range<Int>] = []

    init(_ kind: Kind) { self.kind = kind }
  }

  init(_ scope: Scope, _ place: SourceSpan) {
    self.scope = scope
    self.place = place
  }

  // MARK: Registers

  func takeRegister() -> Int32 {
    next += 1
    registerCount = max(registerCount, next)
    return next - 1
  }

  func takeRegisters(_ count: Int) -> Int32 {
    let first = next
    next += Int32(count)
    registerCount = max(registerCount, next)
    return first
  }

  /// Gives back all registers from `mark` on.
  func release(to mark: Int32) { next = mark }

  func declare(_ name: String, in scope: Scope) -> Int32 {
    let register = takeRegister()
    registers[ObjectIdentifier(scope), default: [:]][name] = register
    return register
  }

  /// Owner of the registers that hold the boxes of outer functions.
  static let free = ObjectIdentifier(Free.self)

  func declareFree(_ name: String, _ register: Int32) {
    registers[Frame.free, default: [:]][name] = register
  }

  func register(_ name: String, _ scope: ObjectIdentifier) -> Int32 {
    registers[scope]![name]!
  }

  // MARK: Code

  func emit(
    _ operation: Operation, _ a: Int32 = 0, _ b: Int32 = 0, _ c: Int32 = 0, d: Int = 0
  ) {
    code.append(Instruction(operation, a, b, c, d: d))
    spans.append(place)
  }

  /// The two operands of the instruction to be emitted next: those that were just read from a
  /// dictionary under a permanent string become fields, and the instructions that read them go.
  ///
  /// - Parameter keepsRight: Whether the right operand is needed again.
  func fused(_ left: Int32, _ right: Int32, keepsRight: Bool = false) -> (Int32, Int32) {
    var spans: [SourceSpan?] = [nil, nil]
    var fused = (left, right)
    if !keepsRight, let field = takeField(right) { (fused.1, spans[1]) = field }
    if let field = takeField(left) { (fused.0, spans[0]) = field }
    for (index, span) in spans.enumerated() {
      if let span {
        fieldSpans[PolicyProgram.Code.fieldNumber(instruction: code.count, operand: index)] = span
      }
    }
    return fused
  }

  private func takeField(_ operand: Int32) -> (Int32, SourceSpan)? {
    guard let last = code.last, last.operation == .key, last.a == operand,
      operand >= firstTemporary, lastMark < code.count,
      let field = Field.operand(register: last.b, slot: last.c)
    else { return nil }
    code.removeLast()
    return (field, spans.removeLast())
  }

  /// Emits a jump whose target is known later.
  func jump(
    _ operation: Operation, _ label: Label, _ b: Int32 = 0, _ c: Int32 = 0, d: Int = 0
  ) {
    label.uses.append(code.count)
    emit(operation, label.position ?? 0, b, c, d: d)
  }

  /// Makes a label mean the next instruction.
  func mark(_ label: Label) {
    label.position = Int32(code.count)
    lastMark = code.count
    for use in label.uses { code[use].a = Int32(code.count) }
  }
}
