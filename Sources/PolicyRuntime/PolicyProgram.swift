import PolicySyntax

/// A compiled policy: immutable, shared by all interpreters that run it.
public struct PolicyProgram: Sendable {
  /// The tree that was compiled.
  public let tree: SyntaxTree

  let plain: Code
  let traced: Code
  let recordsValues: Bool
  /// The module's variables in the order in which they first get a value.
  let globals: [String]

  /// Register code and what it refers to by number.
  struct Code: Sendable {
    var instructions: [Instruction]
    /// The places of the instructions, and behind them those of their fields.
    var spans: [SourceSpan]
    var functions: [Function]
    var slots: [Slot]
    var strings: [String]
    var keywordLists: [[InternedString]]
    var cellLists: [[Int32]]
    var handlers: [Handler]
    /// The numbers in `spans` of the fields of instructions, by `fieldNumber`.
    var fieldPlaces: [Int: Int]

    /// A key for operand 0 (`b`) or 1 (`c`) of an instruction.
    static func fieldNumber(instruction: Int, operand: Int) -> Int { instruction * 2 + operand }
    /// The places that events of the trace name; none in code that is not traced.
    var sites: [TraceSite]
  }

  /// Where the code of a range goes on when it fails: inner ranges stand before outer ones.
  struct Handler: Sendable {
    var start: Int32
    var end: Int32
    var target: Int32
    /// The register that receives the error.
    var register: Int32
  }

  /// What a permanent slot holds when an interpreter starts.
  enum Slot: Sendable, Hashable {
    case literal(Literal)
    case global(String)
    /// The class defined last under a name, whatever the variable of that name holds.
    case classType(String)
    case builtin(Builtin)
    case module(String)
    case unbound
  }

  /// A constant; reals by their bits, so that `0.0` and `-0.0` differ.
  indirect enum Literal: Sendable, Hashable {
    case none
    case boolean(Bool)
    case integer(Int64)
    case real(UInt64)
    case string(Int32)
    case tuple([Literal])
  }

  /// A function of the program.
  struct Function: Sendable {
    let name: String
    let span: SourceSpan
    var entry: Int32 = 0
    var registerCount: Int32 = 0
    /// Parameter names in register order: positional, keyword-only, `*name`, `**name`.
    var names: [InternedString] = []
    var hasDefault: [Bool] = []
    var positionalCount = 0
    var positionalOnlyCount = 0
    var keywordOnlyCount = 0
    var hasStar = false
    var hasDoubleStar = false
    /// The register that receives the function itself, or -1 if it shares no variables.
    var closureRegister: Int32 = -1
    /// Its statements and operations.
    var size: Int32 = 1

    init(name: String, span: SourceSpan) {
      self.name = name
      self.span = span
    }

    /// Whether a call with the right number of plain arguments needs no binding.
    var isSimple: Bool { keywordOnlyCount == 0 && !hasStar && !hasDoubleStar }

    /// Parameters in the order of their registers.
    static func ordered(_ parameters: Parameters) -> [Parameters.Parameter] {
      let all = parameters.all
      return all.filter { $0.form == .positionalOnly || $0.form == .positional }
        + all.filter { $0.form == .keywordOnly } + all.filter { $0.form == .star }
        + all.filter { $0.form == .doubleStar }
    }
  }

  /// Compiles a tree; throws the first construct that the language does not run.
  ///
  /// With `recordsValues`, a trace also holds the text of every value that an expression had, as it
  /// was then: for a person who reads one step, since it makes a traced step many times slower.
  public init(compiling tree: SyntaxTree, recordsValues: Bool = false) throws(Diagnostic) {
    let resolver = try Resolver.resolve(tree)
    self.tree = tree
    globals = resolver.module.variables.filter { $0.variable == .global }.map(\.name)
    plain = try PolicyProgram.code(tree, resolver, isTraced: false)
    traced = try PolicyProgram.code(tree, resolver, isTraced: true, recordsValues: recordsValues)
    self.recordsValues = recordsValues
  }

  /// Parses and compiles a file.
  public init(source: SourceFile) throws(Diagnostic) {
    try self.init(compiling: SyntaxTree(parsing: source))
  }

  /// The file that was compiled.
  public var source: SourceFile { tree.source }

  private static func code(
    _ tree: SyntaxTree, _ resolver: Resolver, isTraced: Bool, recordsValues: Bool = false
  ) throws(Diagnostic) -> Code {
    let compiler = Compiler(tree, resolver, isTraced: isTraced, recordsValues: recordsValues)
    try compiler.compile()
    return Code(
      instructions: compiler.code, spans: compiler.spans, functions: compiler.functions,
      slots: compiler.slots, strings: compiler.strings, keywordLists: compiler.keywordLists,
      cellLists: compiler.cellLists, handlers: compiler.handlers,
      fieldPlaces: compiler.fieldPlaces, sites: compiler.sites)
  }
}
