#if arch(x86_64) && canImport(Glibc)
  import Glibc

  /// Memory for machine code. A page of it can be written or executed, never both: it is executable
  /// except while `write` runs.
  package struct ExecutableMemory: ~Copyable {
    package let base: UnsafeMutableRawPointer
    package let capacity: Int
    package private(set) var count = 0

    /// Address space for `capacity` bytes, nil where the system refuses executable memory.
    package init?(capacity: Int) {
      let page = Int(sysconf(Int32(_SC_PAGESIZE)))
      let rounded = (capacity + page - 1) / page * page
      let memory = mmap(
        nil, rounded, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
      guard let memory, memory != MAP_FAILED else { return nil }
      guard mprotect(memory, rounded, PROT_READ | PROT_EXEC) == 0 else {
        munmap(memory, rounded)
        return nil
      }
      base = memory
      self.capacity = rounded
    }

    deinit { munmap(base, capacity) }

    /// Adds code behind the code that is there; false, with nothing changed, if there is no room or
    /// the system refuses. Nothing of the memory may be running.
    package mutating func append(_ code: [UInt8]) -> Bool {
      guard code.count <= capacity - count else { return false }
      guard mprotect(base, capacity, PROT_READ | PROT_WRITE) == 0 else { return false }
      code.withUnsafeBytes {
        if let first = $0.baseAddress {
          (base + count).copyMemory(from: first, byteCount: code.count)
        }
      }
      // Without execution nothing of it can be used, the old code included: there is no way on.
      guard mprotect(base, capacity, PROT_READ | PROT_EXEC) == 0 else {
        fatalError("the system took back the right to execute translated code")
      }
      count += code.count
      return true
    }
  }
#endif
