#if arch(x86_64) && canImport(Glibc)
  // Objects made of a class that is known by now.
  //
  // The object and its dictionary are made in place, and `__init__` is written in the place of its call
  // where it only sets attributes. Its frame stands two registers above
  // where the arguments are: below it is the object, which becomes the call's result.

  import MachineCode

  extension InstructionWriter {
    /// A call of a class; false where the handler makes the object.
    mutating func make(_ type: PolicyValue, _ instruction: Instruction) -> Bool {
      let initializer = PolicyValue.string(machine.names.initializer)
      guard machine.errorBase(ofClass: type) == nil,
        let callee = classAttribute(initializer, type), callee.tag == .function
      else { return false }
      let function = functions[Int(UInt32(truncatingIfNeeded: cells[callee.handle].bits))]
      let arguments = Int32(instruction.d)
      let object = instruction.c
      let made = Instruction(.call, object + 1, 0, object + 1)
      guard arguments <= 8, function.simpleCount == arguments + 1, function.closureRegister < 0,
        let call = inlinedCall(function, made, back: present + 1), onlyInitializes(call.range)
      else { return false }
      requireRoom(function, object)
      makeObject(type, object)
      for argument in (0..<arguments).reversed() {
        code.movePointer(.rax, bits(object + argument))
        code.moveWord(.rcx, meta(object + argument))
        storeLoaded(.rax, .rcx, object + argument + 2)
      }
      // Only now, since an argument stood there.
      code.storePointer(.r9, to: bits(object))
      storeTag(.instance, object)
      code.storePointer(.r9, to: bits(object + 1))
      storeTag(.instance, object + 1)
      call.landing = makeLanding(instruction)
      write(call)
      move(Instruction(.move, instruction.a, object))
      return true
    }

    /// Whether a function does nothing but set attributes to what it got or makes, and gives `None`: then
    /// nothing is called in it, and nothing is wrong but for lack of memory.
    private func onlyInitializes(_ range: Range<Int>) -> Bool {
      range.allSatisfy { number in
        let instruction = instructions[number].instruction
        switch instruction.operation {
        case .move, .setAttribute, .makeList, .makeTuple, .makeDictionary, .traceEnter, .trace:
          return true
        case .returnValue, .returnTraced:
          return constant(instruction.b)?.tag == PolicyValue.Tag.none
        default: return false
        }
      }
    }

    /// Takes the cells of an object without attributes: `r9` = the object. Fuel has been taken, so that
    /// there is no way to the handler from here on: `requireRoom` looked before.
    private mutating func makeObject(_ type: PolicyValue, _ register: Int32) {
      let entries = Int32(Heap.indexedFrom)
      let dictionary = 2 + 2 * entries
      code.movePointer(.rax, state(\.top))
      code.loadPointer(.rcx, of: .memory(.rax, dictionary + 2))
      code.storePointer(.rcx, to: state(\.top))
      code.movePointer(.r10, .register(.rax))
      address(.r10)
      code.loadAddress(.rcx, of: .memory(.rax, 2))
      // No entries, room for some, and no index.
      code.storePointer(.rcx, to: .memory(.r10))
      code.storePointer(entries, to: .memory(.r10, 8))
      code.storePointer(0, to: .memory(.r10, 16))
      code.store(0, to: .memory(.r10, 24))
      code.store(1, to: .memory(.r10, 28))
      // The object: its class and its dictionary.
      store(type, to: .r10, 16 * dictionary)
      code.storePointer(.rax, to: .memory(.r10, 16 * dictionary + 16))
      code.storeWord(
        UInt16(PolicyValue.Tag.dictionary.rawValue), to: .memory(.r10, 16 * dictionary + 24))
      code.loadPointer(.r9, of: .memory(.rax, dictionary))
    }

    /// Leaves unless there is room for a call's frame and an object, and fuel, which is taken.
    private mutating func requireRoom(_ function: Machine.FunctionEntry, _ register: Int32) {
      code.movePointer(.rax, state(\.top))
      // As much as a dictionary may need at once, which is more than it takes.
      code.quad(.add, .register(.rax), 4 * Int32(Heap.indexedFrom))
      code.quad(.cmp, .rax, state(\.ceiling))
      slow(if: .greater)
      requireFrame(function, register)
      takeFuel(function.size)
    }
  }
#endif
