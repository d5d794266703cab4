// What the handlers of instructions share: everything that most of them need, as plain memory.
//
// Handlers get its address and no object, so that nothing is counted while they follow each other.

/// The machine's fast-moving parts.
struct RunState {
  /// The heap's cells; they move when the heap grows.
  var cells: UnsafeMutablePointer<PolicyValue>
  /// The heap's first free cell, and what it may not pass without a look.
  var top = 1
  var ceiling = 0
  /// Handles from here on are those of the step's own values.
  var standingTop = 0
  /// The permanent strings, by number; they move when there are more.
  var interned: UnsafeMutablePointer<Heap.Interned>
  /// Where the trace's next event goes, and the end of the room for events.
  var nextEvent: UnsafeMutablePointer<TraceEvent>
  var eventEnd: UnsafeMutablePointer<TraceEvent>
  /// Whether the trace has calls with arguments and results.
  var recordsCalls = false
  /// Operand `-1 - i` is slot `i`: points after the last one.
  var slots: UnsafeMutablePointer<PolicyValue>
  var code: UnsafeMutablePointer<ThreadedInstruction>
  var functions: UnsafeMutablePointer<Machine.FunctionEntry>
  var calls: UnsafeMutablePointer<Machine.Call>
  /// Behind the last register.
  var registerEnd: UnsafeMutablePointer<PolicyValue>
  /// Calls of policy functions inside each other.
  var depth = 0
  /// The depth at which a return ends the run.
  var stopDepth = 0
  /// The depth that a call must not pass.
  var callDepth = 0
  /// What is left of the step's fuel.
  var fuel = 0
  /// The frame that goes on, after an instruction that changed it.
  var base: UnsafeMutablePointer<PolicyValue>
  /// Where to go on; only used where handlers do not call each other.
  var next: UnsafeMutablePointer<ThreadedInstruction>?
  /// What the run gave.
  var result = PolicyValue.unbound
  /// The machine, which outlives its runs.
  var machine: Unmanaged<Machine>?

  init(
    cells: UnsafeMutablePointer<PolicyValue>, interned: UnsafeMutablePointer<Heap.Interned>
  ) {
    self.cells = cells
    self.interned = interned
    // A machine fills in the rest.
    slots = cells
    base = cells
    registerEnd = cells
    code = UnsafeMutableRawPointer(cells).assumingMemoryBound(to: ThreadedInstruction.self)
    nextEvent = UnsafeMutableRawPointer(cells).assumingMemoryBound(to: TraceEvent.self)
    eventEnd = nextEvent
    functions = UnsafeMutableRawPointer(cells).assumingMemoryBound(to: Machine.FunctionEntry.self)
    calls = UnsafeMutableRawPointer(cells).assumingMemoryBound(to: Machine.Call.self)
  }
}

typealias StatePointer = UnsafeMutablePointer<RunState>
typealias InstructionPointer = UnsafeMutablePointer<ThreadedInstruction>
typealias RegisterPointer = UnsafeMutablePointer<PolicyValue>

/// Runs an instruction and all that follow it, until the run ends: the instruction, the frame's first
/// register, the state.
typealias Handler =
  @convention(c) (
    UnsafeMutableRawPointer, UnsafeMutableRawPointer, UnsafeMutableRawPointer
  ) -> Void

/// An instruction with what runs it.
struct ThreadedInstruction {
  var run: Handler
  var instruction: Instruction

  @inline(__always) var operation: Operation { instruction.operation }
  @inline(__always) var d: UInt16 {
    get { instruction.d }
    set { instruction.d = newValue }
  }
  @inline(__always) var a: Int { Int(instruction.a) }
  @inline(__always) var b: Int { Int(instruction.b) }
  @inline(__always) var c: Int { Int(instruction.c) }
}

/// Goes on with an instruction. In an optimized build this is a jump.
@inline(__always)
func proceed(_ next: InstructionPointer, _ base: RegisterPointer, _ state: StatePointer) {
  #if DEBUG
    state.pointee.next = next
    state.pointee.base = base
  #else
    next.pointee.run(next, base, state)
  #endif
}
