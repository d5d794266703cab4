#if arch(x86_64) && canImport(Glibc)
  // Machine code for register code.
  //
  // Every instruction becomes what its handler does in the common case, with all that is known by
  // then written into it: the places of registers, constants, the entry of a dictionary where a key
  // was last. The code of one instruction runs into that of the next. What is not the common case
  // goes on with the instruction's handler, whose last jump leads back to the code of the
  // instruction that follows. So whatever the translated code does not know, or is not written for, is
  // done where it was always done, and can be entered and left at every instruction.
  //
  // Registers of the processor: `rsi` has the frame's first register and `rdx` the address of the
  // `RunState`, as handlers get them; `rdi` gets the instruction's place before a handler is gone to.
  // All others are free; nothing is kept in them from one instruction to the next.

  import MachineCode

  struct InstructionWriter {
    let machine: Machine
    /// What the code looks up, by instruction and type; it must live as long as the code.
    var memos: [Int: Memo] = [:]
    /// Instructions that something else leads to than the one before.
    let targets: Set<Int>
    /// The instructions that are translated, and where they stand.
    let instructions: InstructionPointer
    let count: Int
    /// The values of the permanent slots, which do not change after the module's code has run.
    let slots: UnsafeMutablePointer<PolicyValue>
    let functions: UnsafeMutablePointer<Machine.FunctionEntry>
    /// Where the code of functions begins, in order; its entry may be further behind.
    private(set) var firsts: [Int] = []
    let cells: UnsafeMutablePointer<PolicyValue>
    let interned: UnsafeMutablePointer<Heap.Interned>
    /// The address of the `RunState`.
    let statePointer: StatePointer
    /// Whether the program wants the texts of values in its trace.
    let recordsValues: Bool
    /// The registers of boxes that functions take along.
    let cellLists: [[Int32]]
    /// The classes of the program, and what a class or its bases have under a name.
    let classes: [PolicyValue]
    let classAttribute: (_ name: PolicyValue, _ type: PolicyValue) -> PolicyValue?

    var code = Assembler()
    /// Where the code of each instruction begins.
    private(set) var starts: [Int] = []
    /// Jumps to instructions, by the place of the jump.
    private var jumps: [(jump: Int, target: Int)] = []
    /// The call whose callee is being written in its place.
    private(set) var inlined: InlinedCall?
    private var inlinedCalls: [InlinedCall] = []
    private(set) var landings: [Landing] = []
    /// Jumps to what is written behind the code, and what that is.
    private var stubs: [(jumps: [Int], write: (inout InstructionWriter) -> Void)] = []
    /// Jumps to the present instruction's handler.
    private var slowJumps: [Int] = []
    private(set) var present = 0
    /// Whether what is written stands behind the code.
    private(set) var isAside = false

    init(
      _ machine: Machine, classes: [PolicyValue],
      classAttribute: @escaping (_ name: PolicyValue, _ type: PolicyValue) -> PolicyValue?
    ) {
      self.machine = machine
      instructions = machine.code.instructions
      count = machine.code.count
      slots = machine.slots
      functions = machine.code.functions
      var targets = Set(machine.handlers.map { Int($0.target) })
      for number in 0..<machine.code.count where instructions[number].operation.isJump {
        targets.insert(instructions[number].a)
      }
      for number in machine.program.plain.functions.indices {
        targets.insert(Int(functions[number].entry))
      }
      self.targets = targets
      cells = machine.heap.cells
      interned = machine.heap.interned
      statePointer = machine.state
      recordsValues = machine.program.recordsValues
      cellLists = machine.program.plain.cellLists
      self.classes = classes
      self.classAttribute = classAttribute
      firsts = machine.program.plain.functions.indices.map { first(of: functions[$0]) }.sorted()
    }

    /// Translates everything.
    mutating func writeAll() {
      writeFind()
      for number in 0..<count {
        starts.append(code.position)
        writeInstruction(number)
        // Stubs stand near what they belong to.
        if stubs.count >= 64 || number == count - 1 { flush(runsOn: number < count - 1) }
      }
      for (jump, target) in jumps { code.patch(jump, to: starts[target]) }
      for call in inlinedCalls {
        for (jump, target) in call.jumps {
          code.patch(jump, to: call.starts[target - call.range.lowerBound])
        }
      }
    }

    private mutating func writeInstruction(_ number: Int) {
      present = number
      if !write(instructions[number].instruction) { leave(for: number) }
      if slowJumps.isEmpty { return }
      let jumps = slowJumps
      slowJumps = []
      aside(jumps) { $0.leave(for: number) }
    }

    /// Writes a function in the place of its call.
    mutating func write(_ call: InlinedCall) {
      let (outer, number) = (inlined, present)
      // What was written of the call itself is left to its handler.
      let slow = slowJumps
      slowJumps = []
      if !slow.isEmpty { aside(slow) { $0.leave(for: number) } }
      inlinedCalls.append(call)
      inlined = call
      if call.entry != call.range.lowerBound { go(to: call.entry) }
      for number in call.range {
        call.starts.append(code.position)
        writeInstruction(number)
      }
      (inlined, present) = (outer, number)
      for jump in call.returns { code.patch(jump, to: code.position) }
    }

    private mutating func flush(runsOn: Bool) {
      let over = runsOn ? code.jump() : nil
      while !stubs.isEmpty {
        let waiting = stubs
        stubs = []
        for stub in waiting {
          for jump in stub.jumps { code.patch(jump, to: code.position) }
          isAside = true
          stub.write(&self)
          isAside = false
        }
      }
      if let over { code.patch(over, to: code.position) }
    }

    /// Goes on with an instruction's handler.
    private mutating func leave(for number: Int) {
      noteCalls()
      code.move(.rdi, address: UInt(bitPattern: instructions + number))
      let handler = Handlers.handler(
        of: instructions[number].instruction,
        before: number + 1 < count ? instructions[number + 1].instruction : nil)
      code.move(.rax, address: unsafeBitCast(handler, to: UInt.self))
      code.jump(to: .rax)
    }

    /// Goes on with the code of the present instruction that is not in the place of a call.
    mutating func leaveInlined() {
      noteCalls()
      jumps.append((code.jump(), present))
    }

    /// Where a call of a class goes on when `__init__` had a frame of its own after all: the object,
    /// which stands in front of it, becomes the result.
    mutating func makeLanding(_ instruction: Instruction) -> Landing {
      let landing = Landing(instruction, number: present)
      let next = present + 1
      landings.append(landing)
      aside([]) { writer in
        landing.start = writer.code.position
        writer.inlined = nil
        writer.move(Instruction(.move, instruction.a, instruction.c))
        writer.jumps.append((writer.code.jump(), next))
      }
      return landing
    }

    /// Lets the functions that are written in the places of their calls have frames of their own.
    private mutating func noteCalls() {
      var calls: [InlinedCall] = []
      var next = inlined
      while let call = next {
        calls.append(call)
        next = call.outer
      }
      for call in calls.reversed() {
        code.movePointer(.rcx, state(\.depth))
        code.loadPointer(.r9, of: .memory(.rsi, call.instruction.c * 16))
        pushCall(
          result: call.instruction.a,
          back: UInt(bitPattern: call.landing?.place ?? instructions + call.back))
      }
    }

    /// Calls a function of ours with something, the frame's first register and the state. The call wants
    /// the stack at a multiple of sixteen bytes, and may change all registers but these two.
    mutating func callOut(_ function: Handler, _ argument: UInt) {
      callOut(unsafeBitCast(function, to: UInt.self), argument)
    }

    mutating func callOut(_ function: UInt, _ argument: UInt) {
      code.move(.rdi, address: argument)
      code.push(.rsi)
      if frame > 0 { code.loadPointer(.rsi, of: bits(0)) }
      code.move(.rax, address: function)
      code.call(.rax)
      code.pop(.rsi)
      code.move(.rdx, address: UInt(bitPattern: statePointer))
    }

    // MARK: What instructions are written with

    /// Leaves the instruction to its handler if a condition holds.
    mutating func slow(if condition: HostCondition) {
      slowJumps.append(code.jump(if: condition))
    }

    /// Leaves the instruction to its handler.
    mutating func slow() { slowJumps.append(code.jump()) }

    /// Goes to an instruction.
    mutating func go(to target: Int) { note(code.jump(), target) }

    mutating func go(to target: Int, if condition: HostCondition) {
      note(code.jump(if: condition), target)
    }

    private mutating func note(_ jump: Int, _ target: Int) {
      if let inlined {
        inlined.jumps.append((jump, target))
      } else {
        jumps.append((jump, target))
      }
    }

    /// What runs where jumps lead that were written already; it stands behind the code and ends with a
    /// jump.
    mutating func aside(
      _ jumps: [Int], _ write: @escaping (inout InstructionWriter) -> Void
    ) {
      let (number, call) = (present, inlined)
      stubs.append(
        (
          jumps,
          { writer in
            let outer = (writer.present, writer.inlined, writer.slowJumps)
            (writer.present, writer.inlined, writer.slowJumps) = (number, call, [])
            write(&writer)
            if !writer.slowJumps.isEmpty {
              for jump in writer.slowJumps { writer.code.patch(jump, to: writer.code.position) }
              writer.leave(for: number)
            }
            (writer.present, writer.inlined, writer.slowJumps) = outer
          }
        ))
    }

    // MARK: Places

    /// The bits of a register.
    func bits(_ register: Int32) -> HostOperand { .memory(.rsi, (frame + register) * 16) }
    /// Its tag, and the mark of a permanent string above it.
    func meta(_ register: Int32) -> HostOperand { .memory(.rsi, (frame + register) * 16 + 8) }
    /// The number of the frame's first register, counted from `rsi`.
    var frame: Int32 { inlined?.frame ?? 0 }

    /// A field of the run's state.
    func state<Value>(_ path: KeyPath<RunState, Value>) -> HostOperand {
      .memory(.rdx, Int32(MemoryLayout<RunState>.offset(of: path) ?? 0))
    }

    /// A constant, if an operand is one.
    func constant(_ operand: Int32) -> PolicyValue? { operand < 0 ? slots[Int(operand)] : nil }

    func isField(_ operand: Int32) -> Bool { operand >= Field.first }

    /// Leaves unless a register or a constant has a tag.
    mutating func require(_ tag: PolicyValue.Tag, _ register: Int32) {
      if let constant = constant(register) {
        if constant.tag != tag { slow() }
        return
      }
      code.byte(.cmp, meta(register), tag.rawValue)
      slow(if: .notZero)
    }

    mutating func storeTag(_ tag: PolicyValue.Tag, _ register: Int32) {
      code.storeWord(UInt16(tag.rawValue), to: meta(register))
    }

    /// Puts a constant into a register.
    mutating func store(_ value: PolicyValue, _ register: Int32) {
      store(value, to: .rsi, (frame + register) * 16)
    }

    /// Puts a constant into memory.
    mutating func store(_ value: PolicyValue, to base: HostRegister, _ offset: Int32) {
      if let short = Int32(exactly: value.int) {
        code.storePointer(short, to: .memory(base, offset))
      } else {
        code.move(.rcx, address: UInt(value.bits))
        code.storePointer(.rcx, to: .memory(base, offset))
      }
      code.storeWord(value.metaBits, to: .memory(base, offset + 8))
    }

    /// Copies an operand to memory; `rcx` and `r8` change.
    mutating func copy(_ operand: Int32, to base: HostRegister, _ offset: Int32) {
      if let constant = constant(operand) { return store(constant, to: base, offset) }
      code.movePointer(.rcx, bits(operand))
      code.moveWord(.r8, meta(operand))
      code.storePointer(.rcx, to: .memory(base, offset))
      code.storeWord(.r8, to: .memory(base, offset + 8))
    }

    /// Turns the number of a cell, 32 bits with nothing above them, into its address.
    mutating func address(_ register: HostRegister) {
      code.shiftQuad(.shl, register, by: 4)
      code.quad(.add, register, state(\.cells))
    }
  }
#endif
