#if arch(x86_64) && canImport(Glibc)
  // What stands in front of all blocks: the way in, the way out, and the calls of helpers.

  import MachineCode

  /// Where the routines are, in the executable memory.
  struct Routines {
    /// A function that blocks call.
    enum Helper {
      case read, writeRIOT, writeAnywhere
      case write(Int)
    }

    private(set) var enter = 0
    /// Leaves with the program counter in `eax`.
    private(set) var exit = 0
    /// Calls `Helpers.wait` for a branch to the address in `eax`.
    private(set) var wait = 0
    private var helpers: [Int] = []
    private let workspace = Int32(MemoryLayout<Console>.offset(of: \.workspace) ?? 0)
    let layout = QuickLayout()
    private let slots: [(HostRegister, Int32)]
    private let pc: Int32
    /// The flags that have no register.
    let decimal: HostOperand
    let interrupt: HostOperand

    init(_ code: inout Assembler) {
      let start = workspace
      func offset(_ field: PartialKeyPath<Workspace>) -> Int32 {
        start + Int32(MemoryLayout<Workspace>.offset(of: field) ?? 0)
      }
      slots = [
        (.a, offset(\.a)), (.x, offset(\.x)), (.y, offset(\.y)), (.stack, offset(\.sp)),
        (.nz, offset(\.nz)), (.carry, offset(\.c)), (.overflow, offset(\.v)),
        (.cycles, offset(\.cycles)), (.remaining, offset(\.remaining)),
      ]
      pc = offset(\.pc)
      decimal = .memory(.state, offset(\.d))
      interrupt = .memory(.state, offset(\.i))
      writeEntry(&code)
      writeWait(&code)
      helpers = [
        helper(unsafeBitCast(Helpers.read, to: UInt.self), &code),
        helper(unsafeBitCast(Helpers.writeRIOT, to: UInt.self), &code),
        helper(unsafeBitCast(Helpers.writeAnywhere, to: UInt.self), &code),
      ]
      for register in 0..<64 {
        helpers.append(
          helper(unsafeBitCast(Helpers.write(to: register), to: UInt.self), &code))
      }
    }

    /// Where the call of a helper is.
    func address(of helper: Helper) -> Int {
      switch helper {
      case .read: helpers[0]
      case .writeRIOT: helpers[1]
      case .writeAnywhere: helpers[2]
      case .write(let register): helpers[3 + register]
      }
    }

    private static let kept: [HostRegister] = [.rbx, .rbp, .r12, .r13, .r14, .r15]

    /// A C function of two arguments: the state, and the block to begin with.
    private mutating func writeEntry(_ code: inout Assembler) {
      enter = code.position
      for register in Self.kept { code.push(register) }
      code.addToStackPointer(-8)
      code.movePointer(.state, .register(.rdi))
      load(&code)
      code.jump(to: .rsi)
      exit = code.position
      code.store(.rax, to: .memory(.state, pc))
      save(&code)
      code.addToStackPointer(8)
      for register in Self.kept.reversed() { code.pop(register) }
      code.return()
    }

    private func load(_ code: inout Assembler) {
      for (register, offset) in slots { code.move(register, .memory(.state, offset)) }
    }

    private func save(_ code: inout Assembler) {
      for (register, offset) in slots { code.store(register, to: .memory(.state, offset)) }
    }

    private mutating func writeWait(_ code: inout Assembler) {
      wait = code.position
      code.store(.rax, to: .memory(.state, pc))
      save(&code)
      code.loadPointer(.rdi, of: .memory(.state, workspace))
      code.addToStackPointer(-8)
      code.move(.rax, address: unsafeBitCast(Helpers.wait, to: UInt.self))
      code.call(.rax)
      code.addToStackPointer(8)
      load(&code)
      code.return()
    }

    /// A call of a function, around which the registers are kept that belong to the called.
    private func helper(_ function: UInt, _ code: inout Assembler) -> Int {
      let start = code.position
      let kept: [HostRegister] = [.carry, .remaining, .stack, .overflow]
      for register in kept { code.push(register) }
      code.addToStackPointer(-8)
      code.move(.rax, address: function)
      code.call(.rax)
      code.addToStackPointer(8)
      for register in kept.reversed() { code.pop(register) }
      code.return()
      return start
    }
  }
#endif
