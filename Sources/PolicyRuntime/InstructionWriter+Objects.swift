#if arch(x86_64) && canImport(Glibc)
  // Attributes of objects.

  import MachineCode

  extension InstructionWriter {
    /// An object's own attribute, or one of its class that is the same for all objects.
    mutating func attribute(_ instruction: Instruction) -> Bool {
      guard
        let own = own(
          instruction, isShared: { $0.isShared },
          whenShared: { (writer, value) in writer.store(value, instruction.a) })
      else { return false }
      storeValue(own, instruction.a)
      return true
    }

    /// Whether there is an attribute, of the object itself or of its class.
    mutating func checkAttribute(_ instruction: Instruction) -> Bool {
      own(instruction, isShared: { _ in true }, whenShared: { (_, _) in }) != nil
    }

    /// Goes on where the object in `b` has an attribute of the name `c` itself. Where it has none and
    /// is of the class that was made last of those that have one, `whenShared` is written.
    private mutating func own(
      _ instruction: Instruction, isShared: (PolicyValue) -> Bool,
      whenShared: @escaping (inout InstructionWriter, PolicyValue) -> Void
    ) -> EntryPlace? {
      guard instruction.b >= 0, let name = constant(instruction.c), name.isInterned else {
        return nil
      }
      require(.instance, instruction.b)
      header(of: instruction.b)
      ownAttributes()
      let found = classes.compactMap { type in classAttribute(name, type).map { (type, $0) } }.last
      let next = present + 1
      let hint = Int(instruction.d)
      guard let (type, value) = found, isShared(value), let handle = Int32(exactly: type.handle)
      else { return entry(name, hint) }
      return entry(name, hint) { writer in
        writer.header(of: instruction.b)
        writer.code.double(.cmp, .memory(.r10), handle)
        writer.slow(if: .notZero)
        whenShared(&writer, value)
        writer.go(to: next)
      }
    }

    /// An attribute of an object that was made in the step.
    mutating func setAttribute(_ instruction: Instruction) -> Bool {
      guard instruction.b >= 0, let name = constant(instruction.c), name.isInterned else {
        return false
      }
      require(.instance, instruction.b)
      header(of: instruction.b)
      // Its own attributes: its second cell is a dictionary.
      code.move(.r10, .memory(.r10, 16))
      code.quad(.cmp, .r10, state(\.standingTop))
      slow(if: .below)
      address(.r10)
      let own = entry(name, Int(instruction.d), whenAbsent: addEntry(instruction.a))
      copy(instruction.a, to: .r11, own.offset + 16)
      return true
    }
  }

  extension PolicyValue {
    /// Whether what a class has under a name is what its objects have.
    fileprivate var isShared: Bool {
      switch tag {
      case .unbound, .function, .staticMethod, .classMethod, .property: false
      default: true
      }
    }
  }
#endif
