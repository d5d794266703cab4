#if arch(x86_64) && canImport(Glibc)
  import MachineCode

  /// Machine code of a program's register code, which runs instead of the handlers of its
  /// instructions while this lives.
  final class Translation {
    private let memory: ExecutableMemory

    /// Nil where the system refuses executable memory; then the handlers stay.
    init?(
      _ code: Machine.Code, slots: UnsafeMutablePointer<PolicyValue>,
      cells: UnsafeMutablePointer<PolicyValue>
    ) {
      var writer = InstructionWriter(
        code.instructions, count: code.count, slots: slots, functions: code.functions, cells: cells)
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
      cells: UnsafeMutablePointer<PolicyValue>
    ) { return nil }
  }
#endif
