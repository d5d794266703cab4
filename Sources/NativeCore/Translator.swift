// The translator: code of the cartridge becomes machine code, block by block, when it is first
// reached. What cannot be translated, or is not worth it, is left to the interpreter, instruction by
// instruction; what either does is the same.

#if arch(x86_64) && canImport(Glibc)
  import Glibc
  import MachineCode

  /// The translated code of a cartridge, for one console.
  struct Translator: ~Copyable {
    private var memory: ExecutableMemory
    private let routines: Routines
    private let banks: [PlainCode]
    /// The code of every address of every bank, or nil.
    private let blocks: UnsafeMutablePointer<UnsafeRawPointer?>
    private var isFull = false

    private static let capacityOfBank = 1 << 19
    private static let addressCount = 1 << 16

    /// Nil where the cartridge or the system does not allow it.
    static func make(_ wiring: Wiring) -> Translator? {
      let count = wiring.type.bankCount
      guard wiring.type.plainCode.count > 256,
        var memory = ExecutableMemory(capacity: count * capacityOfBank)
      else { return nil }
      var code = Assembler()
      let routines = Routines(&code)
      guard memory.append(code.bytes),
        // Zeros from the system: only the parts in use take memory.
        let zeros = calloc(count * addressCount, MemoryLayout<UnsafeRawPointer?>.stride)
      else { return nil }
      return Translator(
        memory: memory, routines: routines, wiring: wiring,
        blocks: zeros.assumingMemoryBound(to: UnsafeRawPointer?.self))
    }

    private init(
      memory: consuming ExecutableMemory, routines: Routines, wiring: Wiring,
      blocks: UnsafeMutablePointer<UnsafeRawPointer?>
    ) {
      self.memory = memory
      self.routines = routines
      self.blocks = blocks
      let type = wiring.type
      banks = (0..<type.bankCount).map { bank in
        PlainCode(
          bytes: wiring.rom + bank << 12, pages: wiring.tables + bank * Memory.pageCount,
          blocks: blocks + bank * Self.addressCount, range: type.plainCode, hasRAM: type.hasRAM)
      }
    }

    deinit { free(blocks) }

    /// The code that begins at an address, which is translated first if need be.
    @inline(__always)
    mutating func code(at address: UInt16, bank: Int32) -> UnsafeRawPointer? {
      let index = Int(bank) << 16 | Int(address)
      return blocks[index] ?? translate(address, Int(bank))
    }

    @inline(never)
    private mutating func translate(_ address: UInt16, _ bank: Int) -> UnsafeRawPointer? {
      let cartridge = banks[bank]
      if isFull || !cartridge.canStart(address) { return nil }
      let base = UnsafeRawPointer(memory.base)
      var writer = BlockWriter(
        cartridge, routines, origin: memory.count, room: memory.capacity - memory.count
      ) { address in cartridge.blocks[Int(address)].map { $0 - base } }
      writer.writeAll(from: address)
      let origin = memory.count
      guard memory.append(writer.code.bytes) else {
        isFull = true
        return nil
      }
      for (start, position) in writer.starts where cartridge.canStart(start) {
        cartridge.blocks[Int(start)] = base + origin + position
      }
      return cartridge.blocks[Int(address)]
    }

    /// Runs translated code until it leaves.
    @inline(__always)
    func run(_ code: UnsafeRawPointer, _ state: UnsafeMutablePointer<MachineState>) {
      typealias Entry =
        @convention(c) (
          UnsafeMutableRawPointer, UnsafeRawPointer
        ) -> Void
      unsafeBitCast(memory.base + routines.enter, to: Entry.self)(state, code)
    }
  }
#else
  /// On other processors everything is interpreted.
  struct Translator: ~Copyable {
    static func make(_ wiring: Wiring) -> Translator? { nil }
    mutating func code(at address: UInt16, bank: Int32) -> UnsafeRawPointer? { nil }
    func run(_ code: UnsafeRawPointer, _ state: UnsafeMutablePointer<MachineState>) {}
  }
#endif
