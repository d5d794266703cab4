#if arch(x86_64) && canImport(Glibc)
  import MachineCode

  /// Machine code of a program's register code, which runs instead of the handlers of its
  /// instructions while this lives.
  final class Translation {
    private let memory: ExecutableMemory

    /// Nil where the system refuses executable memory; then the handlers stay.
    init?(
      _ code: Machine.Code, slots: UnsafeMutablePointer<PolicyValue>,
      _ heap: Heap
    ) {
      var writer = InstructionWriter(
        code.instructions, count: code.count, slots: slots, functions: code.functions,
        cells: heap.cells, interned: heap.interned)
      writer.writeAll()
      guard var memory = ExecutableMemory(capacity: writer.code.bytes.count),
        memory.append(writer.code.bytes)
      else { return nil }
      for (number, start) in writer.starts.enumerated() {
        code.instructions[number].run = unsafeBitCast(memory.base + start, to: Handler.self)
      }
      self.memory = memory
    }
  }
#else
  /// On other processors handlers run everything.
  final class Translation {
    init?(
      _ code: Machine.Code, slots: UnsafeMutablePointer<PolicyValue>,
      _ heap: Heap
    ) { return nil }
  }
#endif
