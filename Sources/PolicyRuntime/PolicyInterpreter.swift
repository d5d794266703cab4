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
/// `beginStep` forgets all values of the step before, and what the module's code made when the
/// interpreter was created cannot be changed. One thing lasts, as in CPython: what a policy's class
/// keeps on `self`. It is part of `state`, with the random stream. After the first steps a step
/// allocates next to nothing.
public final class PolicyInterpreter {
  /// The program that runs.
  public let program: PolicyProgram
  /// What a step may use.
  public let limits: PolicyLimits

  private let machine: Machine
  private let workLimit: Int
  let heap: Heap
  /// The function that a host calls, and the object that it is a method of.
  private var entry: PolicyValue?
  private var entryObject: PolicyValue?
  private var entryPoint = Machine.EntryPoint()
  /// The attributes of the permanent objects as they were when they were copied out last; the heap
  /// holds these, or newer ones unless `mustReload`.
  private var attributes = StoredState()
  private var initialAttributes = StoredState()
  /// Whether `attributes` is as the module's code made it.
  private var isInitial = true
  /// Whether the heap does not hold `attributes`.
  private var mustReload = false

  /// The name of the function that a host calls, where the file has no class that is a policy.
  public static let entryName = "act"

  /// Makes an interpreter and runs the module's own code; throws what is wrong with it.
  ///
  /// The seed is that of the `random` module, as by `random.seed(seed)` in CPython.
  public init(
    _ program: PolicyProgram, limits: PolicyLimits = .default, seed: UInt64
  ) throws(Diagnostic) {
    self.program = program
    self.limits = limits
    workLimit = min(limits.fuel, Int.max / 16) * 16
    machine = Machine(program, limits: limits, seed: seed)
    heap = machine.heap
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
    try findEntry()
    if let entry { entryPoint = machine.entryPoint(entry, entryObject) }
    machine.isLoading = false
    if machine.permanentObjects.isEmpty {
      heap.freeze()
    } else {
      try separateState()
    }
    machine.trace.begin()
  }

  /// The entry is `act`, or the object that the module's code made last of a class that can be
  /// called, or one made of the last such class.
  private func findEntry() throws(Fault) {
    let globals = machine.globals
    if let act = globals[PolicyInterpreter.entryName], act.tag == .function {
      entry = act
      return
    }
    var type: PolicyValue?
    for name in program.globals {
      guard let value = globals[name] else { continue }
      if value.tag == .instance, let function = machine.entryFunction(of: value) {
        entry = function
        entryObject = value
      } else if value.tag == .classType, machine.entryFunction(ofClass: value) != nil {
        type = value
      }
    }
    guard entry == nil, let type else { return }
    let object = try machine.makePolicy(type)
    entry = machine.entryFunction(of: object)
    entryObject = object
  }

  /// Makes what only objects hold the state, and everything else permanent.
  private func separateState() throws(Fault) {
    var roots = machine.globals.values + machine.literals
    if let entry { roots.append(entry) }
    for object in machine.permanentObjects { roots.append(heap.cells[object.handle]) }
    let permanent = try heap.reachable(from: roots)
    heap.freeze()
    attributes = try heap.store(
      machine.permanentObjects.map { heap.cells[$0.handle + 1] }, permanent: permanent)
    initialAttributes = attributes
    loadState()
  }

  private func loadState() {
    heap.load(attributes)
    for (object, dictionary) in zip(machine.permanentObjects, attributes.attributes) {
      heap.setCell(object.handle + 1, dictionary)
    }
    mustReload = false
  }

  /// Keeps what a step changed on objects.
  private func storeState() throws(Fault) {
    guard heap.state.isTouched else { return }
    if !heap.keepState() {
      do {
        attributes = try heap.store(machine.permanentObjects.map { heap.cells[$0.handle + 1] })
      } catch {
        heap.restoreState()
        throw error
      }
      mustReload = true
    }
    isInitial = false
  }

  // MARK: Values

  /// The permanent string of a text, the same for equal texts; for keys, at load time.
  public func intern(_ text: String) -> InternedString { heap.intern(text) }

  /// Begins a step: all values of the step before are forgotten.
  public func beginStep() {
    if mustReload {
      loadState()
    } else {
      heap.reset()
    }
  }

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

  /// The beginning of a value's text, for messages.
  public func brief(_ value: PolicyValue) -> String { machine.shortRepr(value) }

  // MARK: Running

  /// Whether the program defines the entry function.
  public var hasEntry: Bool {
    entry != nil
  }

  /// Calls the entry with one argument; throws what went wrong in it. The result is valid until
  /// `beginStep`.
  public func callEntry(_ argument: PolicyValue) throws(Diagnostic) -> PolicyValue {
    prepare()
    if machine.isTraced { machine.trace.begin() }
    let progress = machine.callQuickly(entryPoint, argument)
    if progress == .done, !heap.state.isTouched { return machine.state.pointee.result }
    return try finishCall(argument, progress)
  }

  /// What is left of a call from outside that was not quick, or changed the state.
  @inline(never)
  private func finishCall(
    _ argument: PolicyValue, _ progress: Machine.Progress
  ) throws(Diagnostic) -> PolicyValue {
    guard let entry else { throw noEntry }
    let result: PolicyValue
    do throws(Fault) {
      switch progress {
      case .refused: result = try machine.call(entry, entryObject, argument)
      case .failed: result = try machine.recovered()
      case .done: result = machine.state.pointee.result
      }
    } catch {
      let failure = diagnostic(error)
      // What the step changed before it failed stays changed, as in CPython.
      try? storeState()
      throw failure
    }
    do { try storeState() } catch {
      throw Diagnostic(
        error.kind, error.message, at: program.tree.entry?.span ?? SourceSpan(start: 0, end: 0),
        in: program.source, hint: error.hint)
    }
    return result
  }

  private var noEntry: Diagnostic {
    Diagnostic(
      .name, "expected a function '\(PolicyInterpreter.entryName)(obs)', found none",
      at: SourceSpan(start: 0, end: 0), in: program.source)
  }

  /// Translates the code to machine code now, where that can be done, instead of after some calls.
  package func translate() { machine.translate() }

  @inline(__always)
  private func prepare() {
    machine.fuel = limits.fuel
    heap.allowWork(workLimit)
    machine.depth = 0
    machine.nativeDepth = 0
    machine.nativeTop = machine.registers
    machine.faultInstruction = -1
    machine.currentError = .unbound
    machine.buffer.begin()
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

  // MARK: State

  /// Everything that lasts from step to step: the random stream, and what objects hold on `self`.
  ///
  /// A state can be set in any interpreter, also of an edited version of the program: attributes go
  /// to objects of the same class, in the order in which the module's code made them.
  public struct State: Sendable {
    public let random: RandomState
    /// Nil while the attributes are as the module's code made them.
    let attributes: PortableState?
  }

  /// Where the policy stands between two steps; set it to go on from there.
  public var state: State {
    get {
      State(random: randomState, attributes: isInitial ? nil : portableAttributes())
    }
    set {
      randomState = newValue.random
      resetAttributes()
      if let portable = newValue.attributes { setAttributes(portable) }
    }
  }

  /// Goes back to how it was made, with a seed for the random stream: for a new episode.
  public func restart(seed: UInt64) {
    reseed(seed)
    resetAttributes()
  }

  private func resetAttributes() {
    guard !isInitial else { return }
    attributes = initialAttributes
    isInitial = true
    mustReload = true
  }

  private func portableAttributes() -> PortableState {
    if mustReload { beginStep() }
    return machine.portableState()
  }

  private func setAttributes(_ portable: PortableState) {
    beginStep()
    heap.allowWork(.max)
    machine.fuel = .max
    do throws(Fault) {
      try machine.apply(portable)
      try storeState()
    } catch {
      // Only a state that does not fit the memory of this interpreter.
      heap.restoreState()
      resetAttributes()
    }
  }

  // MARK: Trace

  /// What the following steps write down.
  public var recording: PolicyRecording {
    get { machine.trace.recording }
    set {
      machine.trace.recording = newValue
      machine.select(traced: newValue != .off)
      machine.trace.clear()
    }
  }

  /// What the last step wrote down.
  var traceEvents: UnsafeBufferPointer<TraceEvent> { machine.trace.events }
  var traceTexts: [String] { machine.trace.texts }
  var traceOutput: String { machine.trace.output }
  var isTraceCut: Bool { machine.trace.isCut }

  /// The parts of the program that events belong to.
  private(set) lazy var programParts = ProgramParts(program.tree)
  private(set) lazy var coverageLayout = CoverageLayout(program, programParts)
}

extension Machine {
  /// Runs the module's own code.
  func runModule() throws(Fault) {
    try reserve(code.functions[0], registers)
    _ = try run(function: 0, at: registers)
  }

  /// An object of a class that was not made by the module's code.
  func makePolicy(_ type: PolicyValue) throws(Fault) -> PolicyValue {
    nativeTop = registers
    return try callObject(type, registers, 0, keywords: -1)
  }

  /// The module's variables that have a value.
  var globals: [String: PolicyValue] {
    var result: [String: PolicyValue] = [:]
    for (index, slot) in program.plain.slots.enumerated() {
      if case .global(let name) = slot, slots[-1 - index].tag != .unbound {
        result[name] = slots[-1 - index]
      }
    }
    return result
  }

  /// The permanent slots that hold constants.
  var literals: [PolicyValue] {
    program.plain.slots.indices.compactMap { index in
      if case .literal = program.plain.slots[index] { slots[-1 - index] } else { nil }
    }
  }
}
