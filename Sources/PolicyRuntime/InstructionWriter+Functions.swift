#if arch(x86_64) && canImport(Glibc)
  // Functions as values, and the boxes that they share with the function around them.

  import MachineCode

  extension InstructionWriter {
    mutating func makeCell(_ instruction: Instruction) {
      allocate(1)
      copy(instruction.b, to: .r10, 0)
      code.storePointer(.rax, to: bits(instruction.a))
      storeTag(.cell, instruction.a)
    }

    mutating func loadCell(_ instruction: Instruction) {
      code.move(.rax, bits(instruction.b))
      address(.rax)
      code.byte(.cmp, .memory(.rax, 8), PolicyValue.Tag.unbound.rawValue)
      slow(if: .zero)
      code.movePointer(.rcx, .memory(.rax))
      code.moveWord(.r8, .memory(.rax, 8))
      storeLoaded(.rcx, .r8, instruction.a)
    }

    /// A box of the step.
    mutating func storeCell(_ instruction: Instruction) {
      code.move(.rax, bits(instruction.a))
      code.quad(.cmp, .rax, state(\.standingTop))
      slow(if: .below)
      address(.rax)
      copy(instruction.b, to: .rax, 0)
    }

    /// A box of the function in a register.
    mutating func captured(_ instruction: Instruction) {
      code.move(.rax, bits(instruction.b))
      address(.rax)
      // Defaults stand before the boxes; their number is in the third word of the cell.
      code.moveWord(.rcx, .memory(.rax, 4))
      code.shiftQuad(.shl, .rcx, by: 4)
      code.quad(.add, .rax, .register(.rcx))
      code.movePointer(.rcx, .memory(.rax, 16 * (1 + instruction.c)))
      code.moveWord(.r8, .memory(.rax, 16 * (1 + instruction.c) + 8))
      storeLoaded(.rcx, .r8, instruction.a)
    }

    mutating func makeFunction(_ instruction: Instruction) -> Bool {
      guard present + 2 < count else { return false }
      let list = instructions[present + 1].instruction.a
      let boxes = list < 0 ? [] : cellLists[Int(list)]
      let defaults = Int32(instruction.d)
      guard boxes.count <= 16, defaults <= 8 else { return false }
      allocate(1 + defaults + Int32(boxes.count))
      let bits =
        UInt64(UInt32(bitPattern: instruction.b)) | UInt64(defaults) << 32
        | UInt64(boxes.count) << 48
      code.move(.rcx, address: UInt(bits))
      code.storePointer(.rcx, to: .memory(.r10))
      code.storeWord(UInt16(PolicyValue.Tag.function.rawValue), to: .memory(.r10, 8))
      for index in 0..<defaults {
        copy(instruction.c + index, to: .r10, 16 * (1 + index))
      }
      for (index, register) in boxes.enumerated() {
        copy(register, to: .r10, 16 * (1 + defaults + Int32(index)))
      }
      code.storePointer(.rax, to: self.bits(instruction.a))
      storeTag(.function, instruction.a)
      return true
    }

    /// A call of the function that is in a register.
    mutating func callValue(_ instruction: Instruction) {
      typealias Entry = Machine.FunctionEntry
      func field(_ path: KeyPath<Entry, Int32>) -> HostOperand {
        .memory(.r8, Int32(MemoryLayout<Entry>.offset(of: path) ?? 0))
      }
      require(.function, instruction.b)
      code.move(.rax, bits(instruction.b))
      address(.rax)
      code.move(.r8, .memory(.rax))
      code.multiply(.r8, by: UInt32(MemoryLayout<Entry>.stride))
      code.move(.rax, address: UInt(bitPattern: functions))
      code.quad(.add, .r8, .register(.rax))
      code.double(.cmp, field(\.simpleCount), Int32(instruction.d))
      slow(if: .notZero)
      code.movePointer(.rcx, state(\.depth))
      code.quad(.cmp, .rcx, state(\.callDepth))
      slow(if: .notLess)
      code.loadPointer(.r9, of: bits(instruction.c))
      code.move(.r10, field(\.registerCount))
      code.shiftQuad(.shl, .r10, by: 4)
      code.quad(.add, .r10, .register(.r9))
      code.quad(.cmp, .r10, state(\.registerEnd))
      slow(if: .above)
      code.move(.r10, field(\.size))
      code.movePointer(.r11, state(\.fuel))
      code.quad(.sub, .r11, .register(.r10))
      slow(if: .negative)
      code.storePointer(.r11, to: state(\.fuel))
      // The callee finds itself in a register if it has boxes.
      code.extend(.r10, field(\.closureRegister))
      code.testPointer(.r10, .r10)
      let hasNone = code.jump(if: .negative)
      code.shiftQuad(.shl, .r10, by: 4)
      code.quad(.add, .r10, .register(.r9))
      code.movePointer(.rax, bits(instruction.b))
      code.storePointer(.rax, to: .memory(.r10))
      code.storeWord(UInt16(PolicyValue.Tag.function.rawValue), to: .memory(.r10, 8))
      code.patch(hasNone, to: code.position)
      pushCall(
        result: instruction.a, back: UInt(bitPattern: instructions + present + 1))
      // An instruction is three words.
      code.move(.r8, field(\.entry))
      code.loadPointer(.r8, of: .memory(.r8, index: .r8, scale: 1))
      code.move(.rdi, address: UInt(bitPattern: instructions))
      code.loadPointer(.rdi, of: .memory(.rdi, index: .r8, scale: 3))
      code.jump(through: .memory(.rdi))
    }
  }
#endif
