import PolicySyntax

/// Runs one program: owns its values, its random stream and its trace. Not shared between threads.
///
/// ```swift
/// let interpreter = try PolicyInterpreter(program, seed: 7)
/// let ball = interpreter.intern("Ball")        // once
/// interpreter.beginStep()                      // every step
/// let obs = try interpreter.makeDictionary(capacity: 1)
/// try interpreter.set(obs, ball, .int(3))
/// let action = try interpreter.callEntry(obs)
/// ```
///
/// A program is stateless between steps: `beginStep` forgets all values of the step before, and what
/// the module's code made when the interpreter was created cannot be changed. After the first steps
/// a step allocates nothing.
public final class PolicyInterpreter {
  /// The program that runs.
  public let program: PolicyProgram
  /// What a step may use.
  public let limits: PolicyLimits

  private let machine: Machine
  let heap: Heap
  private let entrySlot: Int?
  private var fuelAtStart = 0

  /// The name of the function that a host calls.
  public static let entryName = "act"

  /// Makes an interpreter and runs the module's own code; throws what is wrong with it.
  ///
  /// The seed is that of the `random` module, as by `random.seed(seed)` in CPython.
  public init(
    _ program: PolicyProgram, limits: PolicyLimits = .default, seed: UInt64
  ) throws(Diagnostic) {
    self.program = program
    self.limits = limits
    machine = Machine(program, limits: limits, seed: seed)
    heap = machine.heap
    entrySlot = program.plain.slots.firstIndex(of: .global(PolicyInterpreter.entryName))
    do {
      try runModule()
    } catch {
      throw diagnostic(error)
    }
  }

  private func runModule() throws(Fault) {
    try machine.fillSlots()
    prepare()
    try machine.runModule()
    heap.freeze()
    machine.trace.begin()
  }

  // MARK: Values

  /// The permanent string of a text, the same for equal texts; for keys, at load time.
  public func intern(_ text: String) -> InternedString { heap.intern(text) }

  /// Begins a step: all values of the step before are forgotten.
  public func beginStep() { heap.reset() }

  /// An empty dictionary with room for `capacity` entries.
  public func makeDictionary(capacity: Int) throws(Diagnostic) -> PolicyValue {
    do { return try heap.makeDictionary(capacity: capacity) } catch {
      throw diagnostic(error)
    }
  }

  /// Adds or replaces an entry of a dictionary of this step.
  @inline(__always)
  public func set(
    _ dictionary: PolicyValue, _ key: InternedString, _ value: PolicyValue
  ) throws(Diagnostic) {
    precondition(dictionary.tag == .dictionary)
    do { try heap.set(dictionary, .string(key), value) } catch {
      throw diagnostic(error)
    }
  }

  /// An empty list with room for `capacity` elements.
  public func makeList(capacity: Int) throws(Diagnostic) -> PolicyValue {
    do {
      return try heap.makeSequence(.list, count: 0, capacity: capacity)
    } catch { throw diagnostic(error) }
  }

  /// Adds an element to a list of this step.
  public func append(_ value: PolicyValue, to list: PolicyValue) throws(Diagnostic) {
    precondition(list.tag == .list)
    do { try heap.append(value, to: list) } catch { throw diagnostic(error) }
  }

  /// A string of this step.
  public func makeString(_ text: String) throws(Diagnostic) -> PolicyValue {
    do { return try heap.makeString(text.utf8) } catch {
      throw diagnostic(error)
    }
  }

  /// The text of a value as Python's `repr` gives it, shortened where it is very long.
  public func repr(_ value: PolicyValue) -> String {
    do { return try machine.repr(value) } catch {
      return machine.shortRepr(value)
    }
  }

  // MARK: Running

  /// Whether the program defines the entry function.
  public var hasEntry: Bool {
    guard let entrySlot else { return false }
    return machine.slots[-1 - entrySlot].tag == .function
  }

  /// Calls `act(argument)`; throws what went wrong in it. The result is valid until `beginStep`.
  public func callEntry(_ argument: PolicyValue) throws(Diagnostic) -> PolicyValue {
    guard let entrySlot, hasEntry else {
      throw Diagnostic(
        .name, "expected a function '\(PolicyInterpreter.entryName)(obs)', found none",
        at: SourceSpan(start: 0, end: 0), in: program.source)
    }
    prepare()
    machine.trace.begin()
    do {
      return try machine.call(machine.slots[-1 - entrySlot], argument)
    } catch {
      throw diagnostic(error)
    }
  }

  private func prepare() {
    machine.fuel = limits.fuel
    heap.allowWork(min(limits.fuel, Int.max / 16) * 16)
    machine.depth = 0
    machine.nativeDepth = 0
    machine.nativeTop = machine.registers
    machine.faultInstruction = -1
  }

  /// The fuel that the last step used.
  public var fuelUsed: Int { limits.fuel - max(0, machine.fuel) }

  func diagnostic(_ fault: Fault) -> Diagnostic {
    let place = machine.faultInstruction
    let span = place >= 0 ? machine.spans[place] : SourceSpan(start: 0, end: 0)
    return Diagnostic(
      fault.kind, fault.message, at: span, in: program.source, hint: fault.hint)
  }

  // MARK: Randomness

  /// Starts the random stream anew, as `random.seed(seed)` does in CPython.
  public func reseed(_ seed: UInt64) { machine.random = RandomStream(seed: seed) }

  /// The random numbers drawn since the seed was set; 0 for a policy that is deterministic so far.
  public var randomDraws: Int { machine.random.draws }

  /// Where the random stream stands; set it to draw the same numbers again.
  public var randomState: RandomState {
    get { machine.random.state }
    set { machine.random.state = newValue }
  }

  // MARK: Trace

  /// What the following steps write down.
  public var recording: PolicyRecording {
    get { machine.trace.recording }
    set {
      machine.trace.recording = newValue
      machine.isTraced = newValue != .off
      machine.trace.clear()
    }
  }

  /// The record of the last step, valid until `beginStep`; texts are made here.
  public var trace: StepTrace {
    let recorder = machine.trace
    let calls = recorder.calls.map { call in
      let function = program.plain.functions[call.function]
      let arguments = (0..<call.valueCount).map { index in
        StepTrace.Argument(
          name: program.plain.strings[Int(function.names[index].rawValue)],
          value: repr(recorder.values[call.firstValue + index]))
      }
      return StepTrace.Call(
        function: function.name, depth: call.depth, arguments: arguments,
        result: call.result.map(repr))
    }
    return StepTrace(
      lines: recorder.lines.map(Int.init), calls: calls, output: recorder.output,
      fuelUsed: fuelUsed)
  }
}

extension Machine {
  /// Runs the module's own code.
  func runModule() throws(Fault) {
    try reserve(code.functions[0], registers)
    _ = try run(function: 0, at: registers)
  }

  /// Calls a function with one argument from outside.
  @inline(__always)
  func call(
    _ function: PolicyValue, _ argument: PolicyValue
  ) throws(Fault) -> PolicyValue {
    let number = Int(UInt32(truncatingIfNeeded: heap.cells[function.handle].bits))
    let entry = code.functions[number]
    try reserve(entry, registers)
    registers[0] = argument
    if entry.simpleCount != 1 { try bind(function, number, registers, 1, keywords: -1) }
    if entry.closureRegister >= 0 { registers[Int(entry.closureRegister)] = function }
    return try run(function: number, at: registers)
  }
}
