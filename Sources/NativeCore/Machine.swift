// A console: it owns the memory of everything, runs frames and keeps the pictures.
//
// **A frame** is ALE's `TIA::update`: it runs until the program ends VSYNC, and at most 25,000
// instructions; a frame broken off by that limit goes on in the next one.
//
// **Pictures** are drawn when somebody asks. The beam draws frames into two buffers by turns and
// may leave old parts standing, so the picture of a frame is decided by the frames before it; but
// nearly every frame paints over all of its buffer, and then its picture follows from the state at
// its beginning alone. So that state is kept, for the last frame of each buffer, and the frame is
// run again with a picture if one is wanted. A frame that leaves a part standing is drawn at once.

/// An Atari 2600 with a cartridge. Use it from one thread at a time.
public struct Machine: ~Copyable {
  let memory: Memory
  /// A `Console`: the state, and the workspace.
  private let console: UnsafeMutableRawPointer
  /// The states at the beginning of frames: the last of each buffer, and a free one.
  fileprivate let starts: UnsafeMutablePointer<MachineState>
  /// Two pictures of `TIA.pictureCount` bytes.
  fileprivate let pictures: UnsafeMutablePointer<UInt8>
  private let rom: UnsafeMutablePointer<UInt8>
  private let cycleTable: UnsafeMutablePointer<UInt8>
  fileprivate let buffers: UnsafeMutablePointer<Buffer>

  /// What is known of a picture buffer.
  fileprivate struct Buffer: BitwiseCopyable {
    /// Where `starts` has the state that its picture follows from; -1 if there is none.
    var start = -1
    /// Whether it holds its picture.
    var isDrawn = true
    /// Whether somebody has asked for it.
    var wasAsked = false
  }

  static let instructionLimit: Int32 = 25_000

  /// A console that is switched off; `image` has at least the type's number of bytes.
  public init?(image: [UInt8], type: CartridgeType, configuration: TIA.Configuration) {
    self.init(image: image, type: type, configuration: configuration, translates: true)
  }

  /// The same; without `translates` everything is interpreted, as it is where the system refuses
  /// executable memory.
  package init?(
    image: [UInt8], type: CartridgeType, configuration: TIA.Configuration, translates: Bool
  ) {
    guard image.count >= type.imageCount else { return nil }
    console = .allocate(byteCount: MemoryLayout<Console>.size, alignment: 64)
    let state = console.bindMemory(to: MachineState.self, capacity: 1)
    state.initialize(to: MachineState(tia: TIA(configuration)))
    starts = .allocate(capacity: 3)
    starts.initialize(repeating: state.pointee, count: 3)
    pictures = .allocate(capacity: 2 * TIA.pictureCount)
    pictures.initialize(repeating: 0, count: 2 * TIA.pictureCount)
    buffers = .allocate(capacity: 2)
    buffers.initialize(repeating: Buffer(), count: 2)
    let full = type == .flat2K ? image[..<2048] + image[..<2048] : image[..<type.imageCount]
    // Code is read four bytes at a time.
    rom = .allocate(capacity: full.count + 4)
    rom.initialize(repeating: 0, count: full.count + 4)
    for (index, byte) in full.enumerated() { rom[index] = byte }
    cycleTable = .allocate(capacity: 256)
    for opcode in 0..<256 { cycleTable[opcode] = opcodeCycles[opcode] }
    let tables = PageTable.allocate(capacity: type.bankCount * Memory.pageCount)
    let wiring = UnsafeMutablePointer<Wiring>.allocate(capacity: 1)
    wiring.initialize(
      to: Wiring(
        pages: tables, tables: tables, type: type, code: UnsafePointer(rom),
        codeStart: 0x1000 + type.plainCode.lowerBound, codeCount: max(type.plainCode.count - 3, 0),
        rom: UnsafePointer(rom)))
    var translator: UnsafeMutablePointer<Translator>?
    if translates, let made = Translator.make(wiring.pointee) {
      translator = .allocate(capacity: 1)
      translator?.initialize(to: made)
    }
    memory = Memory(
      state: state, wiring: wiring, ram: console.assumingMemoryBound(to: UInt8.self),
      opcodeCycles: cycleTable, translator: translator)
    memory.workspace.initialize(to: Workspace(memory: memory))
    memory.quick.initialize(to: QuickAccess())
    memory.wire()
  }

  deinit {
    memory.wiring.pointee.tables.deallocate()
    memory.wiring.deallocate()
    memory.translator?.deinitialize(count: 1)
    memory.translator?.deallocate()
    console.deallocate()
    starts.deallocate()
    pictures.deallocate()
    buffers.deallocate()
    rom.deallocate()
    cycleTable.deallocate()
  }

  /// The 128 bytes of RAM.
  public var ram: UnsafeMutablePointer<UInt8> { memory.ram }
  /// The 128 bytes of the cartridge's RAM, if it has any.
  public var cartridgeRAM: UnsafeMutablePointer<UInt8> { memory.cartridgeRAM }

  /// Lets a program begin at an address, as tests do; games are started by ALE.
  package func start(at address: UInt16, stack: UInt8, status: UInt8) {
    memory.state.pointee.registers.pc = address
    memory.state.pointee.registers.sp = stack
    memory.state.pointee.registers.status = status | 0x30
  }

  /// Runs a frame up to so many instructions, without a picture, and returns the address of the next
  /// one: to find out where two machines begin to differ.
  package mutating func runFrame(instructions: Int) -> UInt16 {
    run(draws: false, limit: Int32(instructions))
    return memory.state.pointee.registers.pc
  }

  // MARK: Frames

  /// Whether the last frame was broken off, and goes on in the next one.
  public var frameIsPartial: Bool { memory.state.pointee.tia.frameIsPartial }

  /// Runs a frame with these inputs. With `draws` its picture is drawn on the way.
  public mutating func runFrame(inputs: TIA.Inputs, ports: Ports, draws: Bool = false) {
    let state = memory.state
    state.pointee.tia.inputs = inputs
    state.pointee.ports = ports
    let goesOn = state.pointee.tia.frameIsPartial
    let start = freeStart
    starts[start] = state.pointee
    run(draws: draws)
    let current = state.pointee.tia.currentPicture
    if !goesOn && state.pointee.tia.paintedAll {
      buffers[current] = Buffer(start: start, isDrawn: draws)
      return
    }
    // What stood in the buffer counts. If it did stand there and was drawn over, all is done;
    // otherwise it is drawn first, and this frame over it.
    let before = buffers[current]
    if !before.isDrawn { redraw(from: before.start) }
    if !draws || !before.isDrawn { redraw(from: start) }
    buffers[current] = Buffer(start: -1, isDrawn: true)
  }

  private var freeStart: Int {
    for index in 0..<2 where buffers[0].start != index && buffers[1].start != index { return index }
    return 2
  }

  /// Runs the state's frame.
  private func run(draws: Bool, limit: Int32 = instructionLimit) {
    let state = memory.state
    let cycles = state.pointee.cycles
    if state.pointee.tia.beginFrame(at: cycles, pictures: draws ? pictures : nil) {
      state.pointee.riot.cyclesReset(cycles)
      state.pointee.dpc.cyclesReset(cycles)
      state.pointee.cycles = 0
    }
    Processor.run(memory, limit: limit)
    state.pointee.tia.endFrame(at: state.pointee.cycles)
  }

  /// Runs the frame of a kept state again, for its picture.
  private func redraw(from start: Int) {
    let present = memory.state.pointee
    memory.state.pointee = starts[start]
    memory.followBanks()
    run(draws: true)
    memory.state.pointee = present
    memory.followBanks()
  }

  // MARK: Pictures

  /// Whether somebody asked for the last frame's picture.
  public var pictureWasAsked: Bool { buffers[memory.state.pointee.tia.currentPicture].wasAsked }

  /// The picture of the last frame, palette indices in rows of 160 pixels from the top; valid until
  /// the next frame. Costs a frame if it was not drawn yet.
  public func picture() -> UnsafePointer<UInt8> {
    let current = memory.state.pointee.tia.currentPicture
    buffers[current].wasAsked = true
    if !buffers[current].isDrawn {
      redraw(from: buffers[current].start)
      buffers[current].isDrawn = true
    }
    return UnsafePointer(pictures + current * TIA.pictureCount)
  }
}

extension TIA {
  /// Whether the frame that ended has painted over all of its picture.
  var paintedAll: Bool { frameIsOver && settled == pictureStop }
}

// MARK: For snapshots

extension Machine {
  /// Whether a buffer's picture follows from a kept state.
  func hasStart(_ buffer: Int) -> Bool { buffers[buffer].start >= 0 }

  /// What a buffer's picture follows from: a state, or the picture.
  func source(of buffer: Int) -> UnsafeRawPointer {
    hasStart(buffer)
      ? UnsafeRawPointer(starts + buffers[buffer].start)
      : UnsafeRawPointer(pictures + buffer * TIA.pictureCount)
  }

  /// Sets what a buffer's picture follows from.
  mutating func setBuffer(_ buffer: Int, isStart: Bool, _ bytes: UnsafeRawPointer) {
    if isStart {
      starts[buffer] = bytes.loadUnaligned(as: MachineState.self)
      buffers[buffer] = Buffer(start: buffer, isDrawn: false)
    } else {
      let count = 160 * Int(memory.state.pointee.tia.configuration.height)
      setPicture(
        buffer, UnsafeBufferPointer(start: bytes.assumingMemoryBound(to: UInt8.self), count: count))
    }
  }

  /// Sets the picture of a buffer.
  mutating func setPicture(_ buffer: Int, _ pixels: UnsafeBufferPointer<UInt8>) {
    let count = min(pixels.count, TIA.pictureCount)
    if let first = pixels.baseAddress {
      (pictures + buffer * TIA.pictureCount).update(from: first, count: count)
    }
    buffers[buffer] = Buffer(start: -1, isDrawn: true)
  }
}
