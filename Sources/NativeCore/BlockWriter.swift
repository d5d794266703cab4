#if arch(x86_64) && canImport(Glibc)
  // Blocks of translated code.
  //
  // A block is a run of instructions that is entered at its first one. It ends at a jump, or where
  // another block begins; branches leave it when they are taken. Its code runs straight through, and
  // what happens rarely (branches taken, accesses to devices at computed addresses, leaving for the
  // interpreter) stands behind it, in stubs.
  //
  // Cycles and instructions are not counted one by one: how many have passed since the block's
  // beginning is known wherever it is left, and is added there. In the same way the flags wait:
  // `Flow` says where they can be found, and they are put in their registers where a block is left.
  // Wherever that happens, everything is exactly as the interpreter would have it.

  import MachineCode

  /// The host's registers while translated code runs.
  extension HostRegister {
    /// The machine's state, whose first bytes are the RAM.
    static let state = rbp
    static let a = r12
    static let x = r13
    static let y = r14
    static let cycles = r15
    /// Negative if bit 7 or 15 is set, zero if the low byte is.
    static let nz = rbx
    /// These four are kept by whoever calls a helper; the rest is free.
    static let carry = r8
    static let remaining = r9
    static let stack = r10
    static let overflow = r11
  }

  /// What is known where an instruction begins.
  struct Flow {
    /// Cycles since the block's beginning that are not counted yet.
    var cycles: Int32 = 0
    /// Instructions since the block's beginning that are not counted yet.
    var count: Int32 = 0
    /// The register whose value gives N and Z.
    var nz = HostRegister.nz
    /// C, if it is not in its register.
    var carry: UInt8?
    /// The host's flags Z and S show Z and N.
    var hostHasNZ = false
    /// The host's flag C shows C, or its opposite.
    var hostCarry = HostCarry.unknown
    var decimalIsOff = false

    enum HostCarry { case unknown, carry, borrow }

    mutating func forgetHostFlags() {
      hostHasNZ = false
      hostCarry = .unknown
    }
  }

  /// Code behind a block. `jumps` lead here.
  struct Stub {
    enum Kind {
      /// Goes on at an address; a waiting loop's branch passes its turns first.
      case go(UInt16, waits: Instruction?)
      /// Leaves for the interpreter.
      case leave(UInt16)
      /// Ends the frame; `eax` has the cycles to wait.
      case endFrame(UInt16)
      /// Writes `value` to a device, and goes back to `resume`.
      case store(Instruction, HostRegister, resume: Int)
      /// Writes `value` to a register of the TIA, and goes back to `resume`.
      case write(Instruction, Int, HostRegister, resume: Int)
      /// Reads a device to `ecx`, and goes back to `resume`.
      case read(Instruction, resume: Int)
      case pull(Instruction, resume: Int)
    }
    var kind: Kind
    var flow: Flow
    var jumps: [Int]
  }

  /// Writes blocks, one behind the other.
  struct BlockWriter {
    /// No block has more instructions.
    static let longest = Int(Workspace.limit) - 16

    let cartridge: PlainCode
    let routines: Routines
    /// Where the first byte will stand in the executable memory.
    let origin: Int
    /// Bytes that may be written.
    let room: Int
    var code = Assembler()
    var flow = Flow()
    var stubs: [Stub] = []
    /// Nothing of the block follows.
    var isClosed = false
    /// Blocks that were written.
    private(set) var starts: [UInt16: Int] = [:]
    /// Blocks to be written.
    private var queue: [UInt16] = []
    /// Jumps to blocks.
    private var jumps: [(jump: Int, target: UInt16)] = []
    /// Where the blocks of earlier writers are, in the executable memory.
    private let known: (UInt16) -> Int?

    init(
      _ cartridge: PlainCode, _ routines: Routines, origin: Int, room: Int,
      known: @escaping (UInt16) -> Int?
    ) {
      self.cartridge = cartridge
      self.routines = routines
      self.origin = origin
      self.room = room
      self.known = known
    }

    /// Writes the block at an address, and all that can be reached from it by jumps.
    mutating func writeAll(from address: UInt16) {
      queue = [address]
      while let next = queue.popLast() {
        // A block, and a way out for every jump, have to find room.
        if code.position + 32 * (jumps.count + 1024) > room { break }
        if starts[next] == nil { writeBlock(at: next) }
      }
      for (jump, target) in jumps {
        if let start = starts[target] {
          code.patch(jump, to: start)
        } else if let start = known(target) {
          code.patch(jump, to: start - origin)
        } else {
          code.patch(jump, to: code.position)
          exit(at: target)
        }
      }
    }

    /// Lets a block begin at an address, if code can stand there.
    mutating func expect(_ address: UInt16) {
      guard cartridge.isPlain(address), starts[address] == nil, known(address) == nil else {
        return
      }
      queue.append(address)
    }

    private mutating func writeBlock(at start: UInt16) {
      let (instructions, flags) = read(from: start)
      starts[start] = code.position
      flow = Flow()
      stubs = []
      code.double(.cmp, .register(.remaining), Workspace.limit)
      leave(if: .less, at: start)
      isClosed = false
      var address = start
      for (instruction, live) in zip(instructions, flags) where !isClosed {
        write(instruction, live)
        address = instruction.next
      }
      if !isClosed { go(on: address) }
      var next = 0
      while next < stubs.count {
        write(stubs[next])
        next += 1
      }
    }

    /// A block's instructions, and which flags count behind each.
    private func read(from start: UInt16) -> ([Instruction], [Flags]) {
      var instructions: [Instruction] = []
      var mayLeave: [Bool] = []
      var decimalIsOff = false
      var address = start
      reading: while instructions.count < Self.longest {
        if address != start && (starts[address] != nil || known(address) != nil) { break }
        guard let instruction = cartridge.instruction(at: address) else { break }
        instructions.append(instruction)
        mayLeave.append(cartridge.mayLeave(instruction, decimalIsOff: decimalIsOff))
        switch instruction.operation {
        case .add, .subtract, .clearDecimal: decimalIsOff = true
        case .setDecimal: decimalIsOff = false
        default: break
        }
        if !cartridge.canTranslate(instruction) || instruction.operation.isJump { break reading }
        address = instruction.next
      }
      var flags = [Flags](repeating: .all, count: instructions.count)
      var live = Flags.all
      for index in instructions.indices.reversed() {
        if mayLeave[index] { live = .all }
        flags[index] = live
        let operation = instructions[index].operation
        live = live.subtracting(operation.sets).union(operation.reads)
        if mayLeave[index] { live = .all }
      }
      return (instructions, flags)
    }

    // MARK: Leaving a block

    /// Puts everything where it is expected outside of a block.
    mutating func settle(count: Int32) {
      if flow.nz != .nz { code.move(.nz, .register(flow.nz)) }
      if let carry = flow.carry { code.move(.carry, UInt32(carry)) }
      if flow.cycles != 0 { code.double(.add, .register(.cycles), flow.cycles) }
      if count != 0 { code.double(.sub, .register(.remaining), count) }
    }

    /// Goes on with the block at an address.
    mutating func go(on address: UInt16) {
      isClosed = true
      settle(count: flow.count)
      jump(to: address)
    }

    private mutating func jump(to address: UInt16) {
      guard cartridge.isPlain(address) else { return exit(at: address) }
      expect(address)
      jumps.append((code.jump(), address))
    }

    private mutating func exit(at address: UInt16) {
      code.move(.rax, UInt32(address))
      code.patch(code.jump(), to: routines.exit - origin)
    }

    /// Leaves an instruction to the interpreter.
    mutating func leaveNow(at address: UInt16) {
      isClosed = true
      settle(count: flow.count)
      exit(at: address)
    }

    mutating func leave(if condition: HostCondition, at address: UInt16) {
      stubs.append(Stub(kind: .leave(address), flow: flow, jumps: [code.jump(if: condition)]))
    }

    private mutating func write(_ stub: Stub) {
      for jump in stub.jumps { code.patch(jump, to: code.position) }
      flow = stub.flow
      switch stub.kind {
      case .go(let address, nil): go(on: address)
      case .go(let address, let branch?):
        settle(count: flow.count - 1)
        pass(branch, to: address)
        code.double(.sub, .register(.remaining), 1)
        jump(to: address)
      case .leave(let address): leaveNow(at: address)
      case .endFrame(let address):
        code.double(.and, .register(.rax), .max)
        code.double(.add, .cycles, .register(.rax))
        settle(count: 0)
        code.move(.remaining, 0)
        exit(at: address)
      case .store(let instruction, let value, let resume):
        storeToDevice(instruction, value, resume: resume)
      case .write(let instruction, let register, let value, let resume):
        callTIA(instruction, register, value, resume: resume)
      case .read(let instruction, let resume): readDevice(instruction, resume: resume)
      case .pull(let instruction, let resume): pullFromDevice(instruction, resume: resume)
      }
    }

    private mutating func pass(_ branch: Instruction, to address: UInt16) {
      let cycles = 2 + branch.takenCycles
      if branch.operand == 0xFD {
        let isX = cartridge.bytes[Int(address & 0xFFF)] == 0xCA
        return passCountingTurns(branch, isX ? .x : .y, cycles: cycles + 2)
      }
      code.move(.rax, UInt32(address))
      code.move(.rsi, UInt32(branch.opcode) | UInt32(branch.operand) << 8)
      code.move(.rdx, UInt32(cycles))
      code.patch(code.call(), to: routines.wait - origin)
    }
  }
#endif
