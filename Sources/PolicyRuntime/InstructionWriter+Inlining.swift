#if arch(x86_64) && canImport(Glibc)
  // Functions in the places of their calls.
  //
  // A short function that is known when its call is translated is written there once more, with its
  // registers where its frame would have them. So the call and the return are no work. Depth, room and
  // fuel are looked at as ever; where an instruction leaves to its handler, the calls are noted first,
  // and from there on all is as if they had been made.

  import MachineCode

  /// A call whose callee is written in its place.
  final class InlinedCall {
    /// The call that the caller is written in the place of.
    let outer: InlinedCall?
    let instruction: Instruction
    /// The instruction that the callee returns to.
    let back: Int
    /// The instructions of the callee, and its first one to run.
    let range: Range<Int>
    let entry: Int
    /// Where the callee's first register is, and how many calls are around the callee.
    let frame: Int32
    let level: Int32
    /// Where the code of each instruction begins, and jumps to them, by the place of the jump.
    var starts: [Int] = []
    var jumps: [(jump: Int, target: Int)] = []
    /// Jumps behind the code.
    var returns: [Int] = []
    /// Where the callee returns to, where that is no instruction of the program.
    var landing: InstructionWriter.Landing?

    init(
      _ instruction: Instruction, back: Int, _ range: Range<Int>, entry: Int,
      in outer: InlinedCall?
    ) {
      self.outer = outer
      self.instruction = instruction
      self.back = back
      self.range = range
      self.entry = entry
      frame = (outer?.frame ?? 0) + instruction.c
      level = (outer?.level ?? 0) + 1
    }
  }

  extension InstructionWriter {
    /// A place to return to that is no instruction of the program.
    final class Landing {
      let place: InstructionPointer
      /// Where its code begins.
      var start = 0

      /// - Parameter number: the call that it belongs to.
      init(_ call: Instruction, number: Int) {
        place = .allocate(capacity: 1)
        place.initialize(
          to: ThreadedInstruction(
            run: Handlers.general,
            instruction: Instruction(.extra, call.a, call.b, Int32(number + 1))))
      }

      deinit { place.deallocate() }
    }

    /// Instructions of a function that is written in the place of its call, such calls around each
    /// other, and bytes of code before there are no more of them.
    private static let longest = 80
    private static let deepest: Int32 = 3
    private static let largest = 1 << 19

    /// A call in whose place the callee can be written, or nil.
    func inlinedCall(
      _ function: Machine.FunctionEntry, _ instruction: Instruction, back: Int
    ) -> InlinedCall? {
      guard let range = inlinedRange(function) else { return nil }
      return InlinedCall(
        instruction, back: back, range, entry: Int(function.entry), in: inlined)
    }

    func canInline(_ callee: PolicyValue) -> Bool {
      let function = functions[Int(UInt32(truncatingIfNeeded: cells[callee.handle].bits))]
      return inlinedRange(function) != nil
    }

    /// Where a function's code begins: where its entry jumps to, if it clears registers before.
    func first(of function: Machine.FunctionEntry) -> Int {
      let entry = Int(function.entry)
      var number = entry
      while number < count, instructions[number].operation == .clear { number += 1 }
      guard number < count, instructions[number].operation == .jump, instructions[number].a < entry
      else { return entry }
      return instructions[number].a
    }

    private func inlinedRange(_ function: Machine.FunctionEntry) -> Range<Int>? {
      let first = first(of: function)
      let range = first..<(firsts.first { $0 > first } ?? count)
      guard range.count <= Self.longest, inlined?.level ?? 0 < Self.deepest,
        code.position < Self.largest, !range.contains(present)
      else { return nil }
      // Not inside itself.
      var next = inlined
      while let call = next {
        if call.range == range { return nil }
        next = call.outer
      }
      // Nothing goes on behind its end.
      switch instructions[range.upperBound - 1].operation {
      case .returnValue, .returnTraced, .jump: break
      default: return nil
      }
      for number in range {
        let instruction = instructions[number].instruction
        if instruction.operation.isJump, !range.contains(Int(instruction.a)) { return nil }
      }
      return range
    }
  }
#endif
