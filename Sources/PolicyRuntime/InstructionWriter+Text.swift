#if arch(x86_64) && canImport(Glibc)
  // Instructions on text whose results are remembered (Memo.swift).

  import MachineCode

  extension InstructionWriter {
    /// The constant that the instruction so many places before moved to a register, where no jump
    /// leads between.
    func movedConstant(to register: Int32, before places: Int = 1) -> PolicyValue? {
      guard let source = movedOperand(to: register, before: places) else { return nil }
      return constant(source)
    }

    func movedOperand(to register: Int32, before places: Int = 1) -> Int32? {
      guard present >= places else { return nil }
      let move = instructions[present - places].instruction
      guard move.operation == .move, move.a == register,
        !(present - places + 1...present).contains(where: { targets.contains($0) })
      else { return nil }
      return move.b
    }

    /// `rax` = the address of what the present instruction gave for the value in a register; where it
    /// is not of the type or not known, it is left to the handler. Fuel is taken.
    private mutating func remembered(
      _ variable: Int32, _ tag: PolicyValue.Tag = .string, _ evaluate: @escaping Memo.Evaluate
    ) {
      // One for all places where the instruction is written.
      let number = 2 * present + (tag == .int ? 1 : 0)
      let memo = memos[number] ?? Memo(machine, variable: variable, tag, evaluate)
      memos[number] = memo
      let type = tag == .string ? Self.permanent : UInt16(tag.rawValue)
      code.compareWord(meta(variable), type)
      slow(if: .notZero)
      code.movePointer(.rax, bits(variable))
      code.quad(.cmp, .register(.rax), Int32(memo.count))
      slow(if: .notBelow)
      code.shiftQuad(.shl, .rax, by: 5)
      code.move(.rcx, address: UInt(bitPattern: memo.entries))
      code.quad(.add, .rax, .register(.rcx))
      code.moveByte(.rcx, .memory(.rax, 8))
      code.double(.cmp, .register(.rcx), Int32(PolicyValue.Tag.unbound.rawValue))
      let isUnknown = code.jump(if: .zero)
      code.double(.cmp, .register(.rcx), Int32(PolicyValue.Tag.cell.rawValue))
      slow(if: .zero)
      aside([isUnknown]) { writer in
        writer.callOut(
          Memo.fill, UInt(bitPattern: Unmanaged.passUnretained(memo).toOpaque()))
        writer.slow()
      }
      code.movePointer(.r8, state(\.fuel))
      code.quad(.sub, .r8, .memory(.rax, 16))
      slow(if: .negative)
      code.storePointer(.r8, to: state(\.fuel))
    }

    /// Puts what `remembered` found into a register.
    private mutating func storeRemembered(_ register: Int32) {
      code.movePointer(.rcx, .memory(.rax))
      code.moveWord(.r8, .memory(.rax, 8))
      storeLoaded(.rcx, .r8, register)
    }

    /// A method without arguments, or with one constant, that depends on nothing but its text.
    mutating func textMethod(_ method: Method, _ instruction: Instruction) -> Bool {
      var argument: PolicyValue?
      switch (method, instruction.d) {
      case (.startswith, 1), (.endswith, 1), (.strip, 1), (.lstrip, 1), (.rstrip, 1), (.find, 1),
        (.count, 1), (.removeprefix, 1), (.removesuffix, 1):
        guard let moved = movedConstant(to: instruction.c + 1) else { return false }
        argument = moved
      case (.strip, 0), (.lstrip, 0), (.rstrip, 0), (.lower, 0), (.upper, 0), (.capitalize, 0),
        (.title, 0), (.isdigit, 0), (.isalpha, 0), (.isalnum, 0), (.isupper, 0), (.islower, 0),
        (.isnumeric, 0), (.isdecimal, 0):
        break
      default: return false
      }
      let count = Int(instruction.d)
      remembered(instruction.c) { (machine, text) throws(Fault) in
        var arguments = argument ?? .none
        return try machine.callMethod(method, text, Arguments(&arguments, count, -1, machine))
      }
      storeRemembered(instruction.a)
      return true
    }

    /// Whether a text has a constant one in it, or is in a constant collection.
    mutating func textMembership(_ value: Int32, _ container: Int32) -> Bool {
      if let text = constant(value), text.isInterned, container >= 0 {
        remembered(container) { (machine, container) throws(Fault) in
          .bool(try machine.contains(container, text))
        }
        return true
      }
      guard value >= 0, let collection = constant(container),
        [.tuple, .list, .set, .string].contains(collection.tag)
      else { return false }
      remembered(value) { (machine, value) throws(Fault) in
        .bool(try machine.contains(collection, value))
      }
      return true
    }

    /// A slice with constant bounds of a text, which the next instruction cuts; anything else is left
    /// to the handlers of both.
    mutating func slice(_ instruction: Instruction) -> Bool {
      let next = instructions[present + 1].instruction
      guard next.operation == .subscripted, next.c == instruction.a, next.b >= 0,
        !targets.contains(present + 1), present + 2 < count,
        let start = movedConstant(to: instruction.b, before: 3),
        let end = movedConstant(to: instruction.b + 1, before: 2),
        let step = movedConstant(to: instruction.b + 2)
      else { return false }
      remembered(next.b) { (machine, text) throws(Fault) in
        let handle = try machine.heap.allocate(3)
        for (index, part) in [start, end, step].enumerated() {
          machine.heap.setCell(handle + index, part)
        }
        return try machine.sliced(text, PolicyValue(tag: .slice, handle: handle))
      }
      storeRemembered(next.a)
      go(to: present + 2)
      return true
    }

    /// A text of constant parts and one that varies.
    mutating func join(_ instruction: Instruction) -> Bool {
      let parts = Int(instruction.c)
      guard (1...4).contains(parts) else { return false }
      var constants: [PolicyValue] = []
      var variable: Int?
      for index in 0..<parts {
        let register = instruction.b + Int32(index)
        guard let operand = movedOperand(to: register, before: parts - index) else { return false }
        if let constant = constant(operand) {
          constants.append(constant)
        } else if variable == nil {
          variable = index
          constants.append(.unbound)
        } else {
          return false
        }
      }
      guard let place = variable else { return false }
      let evaluate: Memo.Evaluate = { (machine, value) throws(Fault) in
        var parts = constants
        parts[place] = value
        return try parts.withUnsafeMutableBufferPointer { (parts) throws(Fault) in
          guard let first = parts.baseAddress else { return .unbound }
          return try machine.concatenate(first, parts.count)
        }
      }
      let register = instruction.b + Int32(place)
      let next = present + 1
      code.byte(.cmp, meta(register), PolicyValue.Tag.int.rawValue)
      let isNumber = code.jump(if: .zero)
      remembered(register, .string, evaluate)
      storeRemembered(instruction.a)
      aside([isNumber]) { writer in
        writer.remembered(register, .int, evaluate)
        writer.storeRemembered(instruction.a)
        writer.go(to: next)
      }
      return true
    }

    /// A constant text and another one, or a constant text with a number in it.
    mutating func textArithmetic(_ instruction: Instruction) -> Bool {
      let operation = instruction.operation
      guard !isField(instruction.b), !isField(instruction.c),
        operation == .add || operation == .modulo
      else { return false }
      if let text = constant(instruction.b), text.isInterned, instruction.c >= 0 {
        remembered(instruction.c, operation == .add ? .string : .int) {
          (machine, value) throws(Fault) in
          try machine.arithmetic(operation, text, value, inPlace: false)
        }
      } else if operation == .add, let text = constant(instruction.c), text.isInterned,
        instruction.b >= 0, instruction.d == 0
      {
        remembered(instruction.b) { (machine, value) throws(Fault) in
          try machine.arithmetic(operation, value, text, inPlace: false)
        }
      } else {
        return false
      }
      storeRemembered(instruction.a)
      return true
    }

    /// The number that a text says.
    mutating func textToInt(_ instruction: Instruction) {
      remembered(instruction.b) { (machine, text) throws(Fault) in try machine.toInt(text) }
      storeRemembered(instruction.a)
    }

    mutating func textLength(_ instruction: Instruction) {
      remembered(instruction.b) { (machine, text) throws(Fault) in
        .int(try machine.length(text))
      }
      storeRemembered(instruction.a)
    }

    /// `str` of a small number.
    mutating func numberText(_ instruction: Instruction) {
      remembered(instruction.c, .int) { (machine, number) throws(Fault) in
        var argument = number
        return try machine.callBuiltin(.str, Arguments(&argument, 1, -1, machine))
      }
      storeRemembered(instruction.a)
    }

    /// Jumps by what `remembered` found.
    mutating func jumpByRemembered(_ target: Int, if wanted: Bool) {
      code.byte(.cmp, .memory(.rax), 0)
      go(to: target, if: wanted ? .notZero : .zero)
    }

    mutating func storeRememberedTruth(_ register: Int32, isPositive: Bool) {
      code.moveByte(.rcx, .memory(.rax))
      if !isPositive { code.double(.xor, .register(.rcx), 1) }
      code.storePointer(.rcx, to: bits(register))
      storeTag(.bool, register)
    }
  }
#endif
