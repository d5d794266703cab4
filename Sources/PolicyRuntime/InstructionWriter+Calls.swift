#if arch(x86_64) && canImport(Glibc)
  // Calls of functions that are known by now, and returns. And what each operation becomes.

  import MachineCode

  extension InstructionWriter {
    /// Writes the present instruction; false where its handler does it all.
    mutating func write(_ instruction: Instruction) -> Bool {
      // The last one of all goes nowhere but back.
      guard present + 1 < count else {
        switch instruction.operation {
        case .returnValue: returnValue(instruction)
        case .returnTraced: return returnTraced(instruction)
        case .jump: go(to: Int(instruction.a))
        default: return false
        }
        return true
      }
      switch instruction.operation {
      case .move: move(instruction)
      case .add where textArithmetic(instruction): break
      case .add, .subtract, .multiply: arithmetic(instruction)
      case .divide: quotient(instruction)
      case .modulo where textArithmetic(instruction): break
      case .floorDivide, .modulo: return division(instruction)
      case .absolute: return absolute(instruction)
      case .minimum, .maximum: extreme(instruction)
      case .jumpLess, .jumpLessEqual, .jumpGreater, .jumpGreaterEqual, .jumpEqual, .jumpNotEqual:
        comparison(instruction)
      case .jump: go(to: Int(instruction.a))
      case .jumpIf: return jumpIf(instruction)
      case .jumpSame, .jumpNotSame: return same(instruction)
      case .jumpIn, .jumpNotIn: return isIn(instruction)
      case .isIn, .notIn: return membership(instruction)
      case .less, .lessEqual, .greater, .greaterEqual, .equal, .notEqual:
        return comparisonValue(instruction)
      case .not: return not(instruction)
      case .negate: return negate(instruction)
      case .toReal: return toReal(instruction)
      case .clear: return clear(instruction)
      case .iterate: return iterate(instruction)
      case .iterateRange: return iterateRange(instruction)
      case .makeSlice: return slice(instruction)
      case .join: return join(instruction)
      case .makeCell: makeCell(instruction)
      case .storeCell: storeCell(instruction)
      case .captured: captured(instruction)
      case .makeFunction: return makeFunction(instruction)
      case .key, .get, .getDefault: return lookup(instruction)
      case .getAttribute: return attribute(instruction)
      case .setAttribute: return setAttribute(instruction)
      case .checkAttribute: return checkAttribute(instruction)
      case .put: return put(instruction.c, in: instruction.a, under: instruction.b, 0)
      case .makeDictionary: return makeDictionary(instruction)
      case .subscripted: return subscripted(instruction)
      case .setSubscript: return setSubscript(instruction)
      case .makeTuple, .makeList: return makeSequence(instruction)
      case .append: append(instruction)
      case .unpack: return unpack(instruction)
      case .toInt: return toInt(instruction)
      case .callAttribute: return callAttribute(instruction)
      case .length: return length(instruction)
      case .checkBound: return checkBound(instruction)
      // What belongs to the instruction before; its handler goes past it.
      case .extra: break
      case .charge: takeFuel(instruction.a)
      case .next: next(instruction)
      case .nextPair: nextPair(instruction)
      case .nextRange: nextRange(instruction)
      case .call: return call(instruction)
      case .returnValue: returnValue(instruction)
      case .callMethod: return method(instruction)
      case .callBuiltin: return builtin(instruction)
      case .loadCell: loadCell(instruction)
      case .checkMethod: return checkMethod(instruction)
      case .traceEnter: return traceEnter(instruction)
      case .returnTraced: return returnTraced(instruction)
      case .trace: event(instruction.b, site: instruction.a, kind: instruction.d)
      case .traceJump:
        event(nil, site: instruction.b, kind: instruction.d)
        go(to: Int(instruction.a))
      default: return false
      }
      return true
    }

    private mutating func call(_ instruction: Instruction) -> Bool {
      guard instruction.b < 0 else {
        if inlined == nil { callValue(instruction) } else { leaveInlined() }
        return true
      }
      guard let callee = constant(instruction.b) else { return false }
      if callee.tag == .classType, make(callee, instruction) { return true }
      guard callee.tag == .function else { return false }
      if inlined != nil, !canInline(callee) {
        leaveInlined()
        return true
      }
      let number = Int(UInt32(truncatingIfNeeded: cells[callee.handle].bits))
      let function = functions[number]
      guard function.simpleCount == Int32(instruction.d), function.closureRegister < 0 else {
        return false
      }
      enter(function, instruction, back: present + 1)
      return true
    }

    /// A method of the class that was made last of those that have one of its name, of an object that
    /// does not have such an attribute itself.
    private mutating func callAttribute(_ instruction: Instruction) -> Bool {
      guard instructions[present + 1].instruction.a < 0, let name = constant(instruction.b),
        let number = Int32(exactly: name.int), present + 2 < count
      else { return false }
      let found = classes.compactMap { type in classAttribute(name, type).map { (type, $0) } }
      guard let (type, callee) = found.last, callee.tag == .function,
        let handle = Int32(exactly: type.handle)
      else { return false }
      if inlined != nil, !canInline(callee) {
        leaveInlined()
        return true
      }
      let function = functions[Int(UInt32(truncatingIfNeeded: cells[callee.handle].bits))]
      guard function.simpleCount == Int32(instruction.d) + 1, function.closureRegister < 0 else {
        return false
      }
      require(.instance, instruction.c)
      header(of: instruction.c)
      code.double(.cmp, .memory(.r10), handle)
      slow(if: .notZero)
      // The keys of its own attributes, as far as they are written.
      ownAttributes()
      content()
      code.move(.rcx, .memory(.r10, 4))
      code.test(.rcx, .rcx)
      let hasNone = code.jump(if: .zero)
      let again = code.position
      code.quad(.cmp, .memory(.r11), number)
      slow(if: .zero)
      code.quad(.add, .register(.r11), 32)
      code.double(.sub, .register(.rcx), 1)
      code.patch(code.jump(if: .notZero), to: again)
      code.patch(hasNone, to: code.position)
      enter(function, instruction, back: present + 2)
      return true
    }

    private mutating func enter(
      _ function: Machine.FunctionEntry, _ instruction: Instruction, back: Int
    ) {
      let call = inlinedCall(function, instruction, back: back)
      requireFrame(function, instruction.c)
      takeFuel(function.size)
      if let call {
        write(call)
        return
      }
      pushCall(result: instruction.a, back: UInt(bitPattern: instructions + back))
      go(to: Int(function.entry))
    }

    /// Leaves unless there may be another call, whose depth `rcx` gets, and there is room for its frame
    /// from a register on, whose address `r9` gets.
    mutating func requireFrame(_ function: Machine.FunctionEntry, _ first: Int32) {
      code.movePointer(.rcx, state(\.depth))
      // Those around it that are written in the places of their calls count, too.
      if let inlined {
        code.quad(.add, .register(.rcx), inlined.level)
      }
      code.quad(.cmp, .rcx, state(\.callDepth))
      slow(if: .notLess)
      code.loadPointer(.r9, of: bits(first))
      code.loadPointer(.r10, of: .memory(.r9, function.registerCount * 16))
      code.quad(.cmp, .r10, state(\.registerEnd))
      slow(if: .above)
    }

    /// Notes where a call returns to; its depth is in `rcx`, the callee's first register in `r9`, which
    /// is the first one from here on.
    mutating func pushCall(result: Int32, back: UInt) {
      // Three words a call.
      code.loadPointer(.r10, of: .memory(.rcx, index: .rcx, scale: 1))
      code.movePointer(.r11, state(\.calls))
      code.loadPointer(.r11, of: .memory(.r11, index: .r10, scale: 3))
      code.move(.rax, address: back)
      code.storePointer(.rax, to: .memory(.r11))
      code.storePointer(.rsi, to: .memory(.r11, 8))
      code.store(UInt32(bitPattern: result), to: .memory(.r11, 16))
      code.quad(.add, .register(.rcx), 1)
      code.storePointer(.rcx, to: state(\.depth))
      code.movePointer(.rsi, .register(.r9))
    }

    mutating func returnValue(_ instruction: Instruction) {
      if let inlined {
        let result = (inlined.outer?.frame ?? 0) + inlined.instruction.a
        copy(instruction.b, to: .rsi, result * 16)
        if present + 1 < inlined.range.upperBound { inlined.returns.append(code.jump()) }
        return
      }
      code.movePointer(.rcx, state(\.depth))
      code.quad(.cmp, .rcx, state(\.stopDepth))
      let isLast = code.jump(if: .zero)
      aside([isLast]) { writer in
        // The end of the run.
        let result = Int32(MemoryLayout<RunState>.offset(of: \.result) ?? 0)
        writer.copy(instruction.b, to: .rdx, result)
        writer.code.return()
      }
      code.quad(.sub, .register(.rcx), 1)
      code.storePointer(.rcx, to: state(\.depth))
      code.loadPointer(.r10, of: .memory(.rcx, index: .rcx, scale: 1))
      code.movePointer(.r11, state(\.calls))
      code.loadPointer(.r11, of: .memory(.r11, index: .r10, scale: 3))
      code.movePointer(.r9, .memory(.r11, 8))
      code.move(.rax, .memory(.r11, 16))
      code.shiftQuad(.shl, .rax, by: 4)
      code.quad(.add, .rax, .register(.r9))
      copy(instruction.b, to: .rax, 0)
      code.movePointer(.rsi, .register(.r9))
      code.movePointer(.rdi, .memory(.r11))
      code.jump(through: .memory(.rdi))
    }
  }
#endif
