// The machine: everything that changes while a policy runs.
//
// Registers are one stack of values; a frame is a window of it, and the arguments of a call are the
// first registers of the callee's window. Only its interpreter uses a machine, from one thread and
// never from inside itself, so the exclusivity of its variables need not be checked in every step.

import PolicySyntax

final class Machine {
  let program: PolicyProgram
  let limits: PolicyLimits
  let heap: Heap
  @exclusivity(unchecked) var random: RandomStream
  @exclusivity(unchecked) var trace: TraceRecorder
  /// Text on its way to a string or to the output.
  @exclusivity(unchecked) var buffer = TextBuffer()

  /// What the handlers of instructions share.
  let state: StatePointer
  /// Built-in functions inside each other that call policy functions (`key=`).
  @exclusivity(unchecked) var nativeDepth = 0
  /// The first register above everything in use while a built-in function runs.
  @exclusivity(unchecked) var nativeTop: UnsafeMutablePointer<PolicyValue>
  /// The instruction that failed, or -1.
  @exclusivity(unchecked) var faultInstruction = -1
  /// Where the instruction stands that failed last, and its frame.
  @exclusivity(unchecked) var failure: Landing
  /// The error that was thrown last, where it is known as a value.
  @exclusivity(unchecked) var currentError = PolicyValue.unbound
  @exclusivity(unchecked) private(set) var isTraced = false
  /// Objects made while the module's code runs: they are permanent, their attributes are state.
  @exclusivity(unchecked) var permanentObjects: [PolicyValue] = []
  @exclusivity(unchecked) var isLoading = true

  /// Values that native code works on: each function takes away what it put there.
  @exclusivity(unchecked) var work = RawStack<PolicyValue>(capacity: 64)
  /// The names of a call's keywords, by the number of their list.
  let keywordLists: UnsafeMutablePointer<UnsafeMutableBufferPointer<InternedString>>
  /// What binding arguments needs to know of functions.
  let signatures: UnsafeMutablePointer<Signature>
  let names: KnownNames

  /// Operand `-1 - i` is slot `i`: `slots` points after the last one.
  let slots: UnsafeMutablePointer<PolicyValue>
  /// The error that ended the last run.
  @exclusivity(unchecked) var pendingFault: Fault?
  private let slotCount: Int
  let registers: UnsafeMutablePointer<PolicyValue>
  let registerLimit: Int
  let callDepth: Int
  let calls: UnsafeMutablePointer<Call>
  private let plain: Code
  private let traced: Code
  private var plainTranslation: Translation?
  private var tracedTranslation: Translation?
  /// Calls from outside after which the code that runs is translated.
  @exclusivity(unchecked) var callsUntilTranslation = Machine.callsBeforeTranslation
  @exclusivity(unchecked) private var translationPeriod = Machine.callsBeforeTranslation
  private static let callsBeforeTranslation = 64

  /// A call to come back to.
  struct Call {
    var instruction: InstructionPointer
    var base: UnsafeMutablePointer<PolicyValue>
    var result: Int32
  }

  /// What a call needs to know of a function.
  struct FunctionEntry {
    var entry: Int32
    var registerCount: Int32
    /// The number of arguments that need no binding, or -1.
    var simpleCount: Int32
    var closureRegister: Int32
    /// Statements and operations: the fuel of a call.
    var size: Int32
  }

  /// The parameters of a function: positional ones, then those that only keywords reach.
  struct Signature {
    var positionalCount: Int
    var positionalOnlyCount: Int
    var count: Int
    /// Whether there is a parameter for what is left over.
    var takesMore: Bool
    var names: UnsafeMutableBufferPointer<InternedString>
    var hasDefault: UnsafeMutableBufferPointer<Bool>

    init(_ function: PolicyProgram.Function) {
      positionalCount = function.positionalCount
      positionalOnlyCount = function.positionalOnlyCount
      count = function.positionalCount + function.keywordOnlyCount
      takesMore = function.hasStar || function.hasDoubleStar
      names = .allocate(capacity: function.names.count)
      _ = names.initialize(from: function.names)
      hasDefault = .allocate(capacity: function.hasDefault.count)
      _ = hasDefault.initialize(from: function.hasDefault)
    }
  }

  /// Permanent strings that native code asks for.
  struct KnownNames {
    let key, fallback, reverse, sortKeys, initializer, arguments: InternedString

    init(_ heap: Heap) {
      key = heap.intern("key")
      fallback = heap.intern("default")
      reverse = heap.intern("reverse")
      sortKeys = heap.intern(Compiler.sortKeys)
      initializer = heap.intern("__init__")
      arguments = heap.intern("args")
    }
  }

  /// Register code in memory of its own.
  struct Code {
    let instructions: InstructionPointer
    let count: Int
    let functions: UnsafeMutablePointer<FunctionEntry>

    /// The number of an instruction, or the one that translated code has in place of it
    /// (InstructionWriter+Inlining.swift).
    func number(of place: InstructionPointer) -> Int {
      place >= instructions && place < instructions + count
        ? place - instructions : place.pointee.c
    }

    init(_ code: PolicyProgram.Code) {
      count = code.instructions.count
      instructions = .allocate(capacity: max(1, count))
      for (index, instruction) in code.instructions.enumerated() {
        (instructions + index).initialize(
          to: ThreadedInstruction(
            run: Handlers.handler(
              of: instruction,
              before: index + 1 < code.instructions.count ? code.instructions[index + 1] : nil),
            instruction: instruction))
      }
      functions = .allocate(capacity: code.functions.count)
      for (index, function) in code.functions.enumerated() {
        functions[index] = FunctionEntry(
          entry: function.entry, registerCount: function.registerCount,
          simpleCount: function.isSimple ? Int32(function.positionalCount) : -1,
          closureRegister: function.closureRegister, size: function.size)
      }
    }
  }

  init(_ program: PolicyProgram, limits: PolicyLimits, seed: UInt64) {
    self.program = program
    self.limits = limits
    heap = Heap(limit: limits.memory)
    state = heap.shared
    trace = TraceRecorder(state)
    random = RandomStream(seed: seed)
    plain = Code(program.plain)
    traced = Code(program.traced)
    slotCount = program.plain.slots.count
    slots = UnsafeMutablePointer<PolicyValue>.allocate(capacity: slotCount + 1) + slotCount
    callDepth = max(1, min(limits.callDepth, 100_000))
    calls = .allocate(capacity: callDepth + 1)
    let largest = program.plain.functions.map { Int($0.registerCount) }.max() ?? 0
    registerLimit = 64 * callDepth + largest + 1024
    // One more, for the object that a bound method puts before its arguments.
    registers = .allocate(capacity: registerLimit + 1)
    nativeTop = registers
    state.pointee.slots = slots
    state.pointee.calls = calls
    state.pointee.callDepth = callDepth
    state.pointee.registerEnd = registers + registerLimit
    state.pointee.base = registers
    failure = Landing(target: 0, base: registers)
    for text in program.plain.strings { _ = heap.intern(text) }
    names = KnownNames(heap)
    // Keys are numbered, and numbers that are text are keys.
    for number in 0..<100 { _ = heap.intern(String(number)) }
    keywordLists = .allocate(capacity: program.plain.keywordLists.count)
    for (index, list) in program.plain.keywordLists.enumerated() {
      keywordLists[index] = .allocate(capacity: list.count)
      _ = keywordLists[index].initialize(from: list)
    }
    signatures = .allocate(capacity: program.plain.functions.count)
    for (index, function) in program.plain.functions.enumerated() {
      signatures[index] = Signature(function)
    }
    state.pointee.machine = Unmanaged.passUnretained(self)
    select(traced: false)
  }

  var fuel: Int {
    @inline(__always) get { state.pointee.fuel }
    @inline(__always) set { state.pointee.fuel = newValue }
  }

  var depth: Int {
    @inline(__always) get { state.pointee.depth }
    @inline(__always) set { state.pointee.depth = newValue }
  }

  /// Runs the code with or without a trace from now on.
  func select(traced isTraced: Bool) {
    self.isTraced = isTraced
    state.pointee.code = code.instructions
    state.pointee.functions = code.functions
    callsUntilTranslation = Machine.callsBeforeTranslation
    translationPeriod = Machine.callsBeforeTranslation
  }

  /// Translates the code that runs: policies that are called a few times are not worth it. It is done
  /// again after sixteen times as many calls, and again, since code that had not run yet did not know
  /// where its keys are.
  @inline(never)
  func translate() {
    translationPeriod = min(translationPeriod, .max / 16) * 16
    callsUntilTranslation = translationPeriod
    guard let translation = Translation(self) else { return }
    if isTraced { tracedTranslation = translation } else { plainTranslation = translation }
  }

  deinit {
    (slots - slotCount).deallocate()
    registers.deallocate()
    calls.deallocate()
    trace.deallocate()
    buffer.deallocate()
    work.deallocate()
    for index in program.plain.keywordLists.indices { keywordLists[index].deallocate() }
    keywordLists.deallocate()
    for index in program.plain.functions.indices {
      signatures[index].names.deallocate()
      signatures[index].hasDefault.deallocate()
    }
    signatures.deallocate()
    for code in [plain, traced] {
      code.instructions.deallocate()
      code.functions.deallocate()
    }
  }

  /// Gives the permanent slots their first values; only literals can fail, for lack of memory.
  func fillSlots() throws(Fault) {
    for (index, slot) in program.plain.slots.enumerated() {
      let value: PolicyValue
      switch slot {
      case .literal(let literal): value = try makeLiteral(literal)
      case .global, .classType, .unbound: value = .unbound
      case .builtin(let builtin):
        value = PolicyValue(tag: .builtin, bits: UInt64(builtin.rawValue))
      case .module(let name):
        value = PolicyValue(
          tag: .module, bits: UInt64(Builtin.modules.firstIndex(of: name) ?? 0))
      }
      slots[-1 - index] = value
    }
  }

  private func makeLiteral(
    _ literal: PolicyProgram.Literal
  ) throws(Fault) -> PolicyValue {
    switch literal {
    case .none: return .none
    case .boolean(let flag): return .bool(flag)
    case .integer(let number): return .int(number)
    case .real(let bits): return .real(Double(bitPattern: bits))
    case .string(let number): return .string(InternedString(rawValue: UInt32(number)))
    case .tuple(let items):
      var values: [PolicyValue] = []
      for item in items { values.append(try makeLiteral(item)) }
      return try makeTuple(values)
    }
  }

  func makeTuple(_ values: [PolicyValue]) throws(Fault) -> PolicyValue {
    let tuple = try heap.makeSequence(.tuple, count: values.count, capacity: values.count)
    for (index, value) in values.enumerated() { heap.elements(tuple)[index] = value }
    return tuple
  }

  func makeList(_ values: [PolicyValue]) throws(Fault) -> PolicyValue {
    let list = try heap.makeSequence(.list, count: values.count, capacity: values.count)
    for (index, value) in values.enumerated() { heap.elements(list)[index] = value }
    return list
  }

  var code: Code { isTraced ? traced : plain }
  var handlers: [PolicyProgram.Handler] {
    isTraced ? program.traced.handlers : program.plain.handlers
  }
  var fieldPlaces: [Int: Int] {
    isTraced ? program.traced.fieldPlaces : program.plain.fieldPlaces
  }
  var spans: [SourceSpan] { isTraced ? program.traced.spans : program.plain.spans }

  // MARK: Fuel

  /// Takes fuel.
  @inline(__always)
  func charge(_ amount: Int) throws(Fault) {
    fuel -= amount
    if fuel < 0 { throw exhausted() }
  }

  @inline(never)
  func exhausted() -> Fault {
    Fault(
      .fuelExhausted,
      "expected calls and loops that take at most \(self.limits.fuel) of fuel in a step, found more",
      hint: "is there a loop that never ends?")
  }

  // MARK: Truth

  /// Python's truth of a value.
  @inline(__always)
  func truth(_ value: PolicyValue) -> Bool {
    switch value.tag {
    case .bool, .int: value.bits != 0
    case .real: value.real != 0
    case .none, .unbound: false
    default: truthOfObject(value)
    }
  }

  @inline(never)
  private func truthOfObject(_ value: PolicyValue) -> Bool {
    switch value.tag {
    case .string: !heap.text(value).isEmpty
    case .list, .tuple: heap.count(value) > 0
    case .dictionary, .set, .keyView, .valueView, .itemView: heap.liveCount(value) > 0
    case .range: heap.range(value).count > 0
    default: true
    }
  }
}
