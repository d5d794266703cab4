#if arch(x86_64) && canImport(Glibc)
  // Events of the trace.

  import MachineCode

  extension InstructionWriter {
    /// Appends an event with the value of an operand, or without.
    mutating func event(_ operand: Int32?, site: Int32, kind: UInt16) {
      makeRoom(1)
      write(operand, site: site, kind: kind, number: 0)
      finish(1)
    }

    /// `r10` = where the next events go, if there is room for so many.
    private mutating func makeRoom(_ count: Int32) {
      code.movePointer(.r10, state(\.nextEvent))
      if count == 1 {
        code.quad(.cmp, .r10, state(\.eventEnd))
        slow(if: .zero)
      } else {
        code.loadPointer(.rax, of: .memory(.r10, count * Int32(MemoryLayout<TraceEvent>.stride)))
        code.quad(.cmp, .rax, state(\.eventEnd))
        slow(if: .above)
      }
    }

    private mutating func finish(_ count: Int32) {
      code.quad(.add, .register(.r10), count * Int32(MemoryLayout<TraceEvent>.stride))
      code.storePointer(.r10, to: state(\.nextEvent))
    }

    /// One of the events: its value is that of an operand, or a constant.
    private mutating func write(
      _ operand: Int32?, _ constant: PolicyValue = .unbound, site: Int32, kind: UInt16,
      number: Int32
    ) {
      typealias Event = TraceEvent
      let first = number * Int32(MemoryLayout<Event>.stride)
      func offset<Value>(_ path: KeyPath<Event, Value>) -> Int32 {
        first + Int32(MemoryLayout<Event>.offset(of: path) ?? 0)
      }
      if let operand {
        copy(operand, to: .r10, offset(\.value))
      } else {
        store(constant, to: .r10, offset(\.value))
      }
      code.store(UInt32(bitPattern: site), to: .memory(.r10, offset(\.site)))
      code.storeByte(UInt8(truncatingIfNeeded: kind), to: .memory(.r10, offset(\.kind)))
    }

    /// The function that was entered and its arguments, where calls are recorded.
    mutating func traceEnter(_ instruction: Instruction) -> Bool {
      guard !recordsValues, instruction.d <= 8 else { return false }
      let events = 1 + Int32(instruction.d)
      code.byte(.cmp, state(\.recordsCalls), 0)
      let isOff = code.jump(if: .zero)
      makeRoom(events)
      let count = PolicyValue.int(Int(instruction.d))
      write(
        nil, count, site: instruction.a, kind: UInt16(TraceEvent.Kind.entered.rawValue), number: 0)
      for argument in 0..<Int32(instruction.d) {
        write(
          argument, site: instruction.a, kind: UInt16(TraceEvent.Kind.argument.rawValue),
          number: 1 + argument)
      }
      finish(events)
      code.patch(isOff, to: code.position)
      return true
    }

    /// An event with the result, and the return.
    mutating func returnTraced(_ instruction: Instruction) -> Bool {
      guard !recordsValues else { return false }
      let kind = UInt16(TraceEvent.Kind.returned.rawValue)
      if instruction.a >= 0 {
        event(instruction.b, site: instruction.a, kind: kind)
      } else {
        // The end of a function is no line.
        code.byte(.cmp, state(\.recordsCalls), 0)
        let isOff = code.jump(if: .zero)
        event(instruction.b, site: instruction.a, kind: kind)
        code.patch(isOff, to: code.position)
      }
      returnValue(instruction)
      return true
    }
  }
#endif
