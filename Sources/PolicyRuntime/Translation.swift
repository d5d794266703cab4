#if arch(x86_64) && canImport(Glibc)
  import MachineCode

  /// Machine code of a program's register code, which runs instead of the handlers of its
  /// instructions while this lives.
  final class Translation {
    private let memory: ExecutableMemory
    /// What the code looks up.
    private let memos: [Memo]
    private let landings: [InstructionWriter.Landing]

    /// Nil where the system refuses executable memory; then the handlers stay.
    init?(_ machine: Machine) {
      let code = machine.code
      var classes: [PolicyValue] = []
      for slot in 1...max(1, machine.program.plain.slots.count) {
        let value = machine.slots[-slot]
        if value.tag == .classType, !classes.contains(where: { $0.handle == value.handle }) {
          classes.append(value)
        }
      }
      var writer = InstructionWriter(machine, classes: classes) { name, type in
        guard let found = try? machine.lookUp(name, from: type), found.tag != .unbound else {
          return nil
        }
        return found
      }
      writer.writeAll()
      guard var memory = ExecutableMemory(capacity: writer.code.bytes.count),
        memory.append(writer.code.bytes)
      else { return nil }
      for (number, start) in writer.starts.enumerated() {
        code.instructions[number].run = unsafeBitCast(memory.base + start, to: Handler.self)
      }
      for landing in writer.landings {
        landing.place.pointee.run = unsafeBitCast(memory.base + landing.start, to: Handler.self)
      }
      self.memory = memory
      memos = Array(writer.memos.values)
      landings = writer.landings
    }
  }
#else
  /// On other processors handlers run everything.
  final class Translation {
    init?(_ machine: Machine) { return nil }
  }
#endif
