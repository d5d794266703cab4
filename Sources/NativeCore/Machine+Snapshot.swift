// A snapshot is the state, and for both picture buffers what their pictures follow from: a state at
// the beginning of a frame, or the picture itself where a frame left an old part standing. That is
// about 2 KB, and in the rare case 35 KB more a picture.

extension Machine {
  /// Bytes of a snapshot as the machine is now.
  public var snapshotCount: Int {
    let parts = (0..<2).map { hasStart($0) ? MemoryLayout<MachineState>.size : pictureSize }
    return MemoryLayout<MachineState>.size + 2 + parts[0] + parts[1]
  }

  private var pictureSize: Int { 160 * Int(memory.state.pointee.tia.configuration.height) }

  /// Writes the present moment; `bytes` has room for `snapshotCount`.
  public func save(to bytes: UnsafeMutableRawPointer) {
    let size = MemoryLayout<MachineState>.size
    bytes.copyMemory(from: memory.state, byteCount: size)
    var rest = bytes + size
    for buffer in 0..<2 {
      let hasStart = hasStart(buffer)
      rest.storeBytes(of: hasStart ? 1 : 0, as: UInt8.self)
      let count = hasStart ? size : pictureSize
      (rest + 1).copyMemory(from: source(of: buffer), byteCount: count)
      rest += 1 + count
    }
  }

  /// Goes back to a moment that `save` wrote on a machine with the same cartridge; false, with
  /// nothing changed, if the bytes are something else.
  public mutating func restore(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let size = MemoryLayout<MachineState>.size
    guard bytes.count >= size else { return false }
    let state = bytes.loadUnaligned(as: MachineState.self)
    guard state.isSound(for: memory) else { return false }
    var offsets: InlineArray<2, Int> = [0, 0]
    var position = size
    for buffer in 0..<2 {
      guard position < bytes.count, bytes[position] <= 1 else { return false }
      let count = bytes[position] == 1 ? size : pictureSize
      offsets[buffer] = position
      position += 1 + count
      guard position <= bytes.count else { return false }
      if bytes[position - count - 1] == 1 {
        let start = bytes.loadUnaligned(fromByteOffset: position - count, as: MachineState.self)
        guard start.isSound(for: memory) else { return false }
      }
    }
    guard position == bytes.count, let base = bytes.baseAddress else { return false }
    memory.state.pointee = state
    memory.followBanks()
    for buffer in 0..<2 {
      setBuffer(buffer, isStart: bytes[offsets[buffer]] == 1, base + offsets[buffer] + 1)
    }
    return true
  }
}

extension MachineState {
  /// Whether this can be a state of a machine with this wiring: nothing in it leads out of memory.
  func isSound(for memory: Memory) -> Bool {
    let sameConsole = tia.configuration == memory.state.pointee.tia.configuration
    let bank = (0..<Int32(memory.wiring.pointee.type.bankCount)).contains(banks.bank)
    let slices = (0..<4).allSatisfy { banks.slices[$0] < 8 }
    return sameConsole && bank && slices && riot.shift <= 10 && dpc.fraction.magnitude <= 1
      && tia.isSound
  }
}

extension TIA {
  fileprivate var isSound: Bool {
    let pixels: Range<Int32> = 0..<160
    return pixels.contains(players[0].position) && pixels.contains(players[1].position)
      && pixels.contains(missiles[0].position) && pixels.contains(missiles[1].position)
      && pixels.contains(ball.position) && picture == nil && (0...1).contains(currentPicture)
      && (!frameIsPartial || clocksAreSound)
  }

  /// Whether a frame that goes on draws within its picture; a new one sets its clocks.
  private var clocksAreSound: Bool {
    let (all, overflows) = pictureStop.subtractingReportingOverflow(pictureStart)
    return !overflows && all == Self.lineClocks * configuration.height && pictureStart <= settled
      && settled <= reached && reached <= pictureStop && pictureStart <= lineStart
      && lineStart <= settled && settled - lineStart <= Self.lineClocks
      && (lineStart - pictureStart) % Self.lineClocks == 0
  }
}
extension Machine {
  /// Bytes of the state, which differ where its layout does.
  public static var stateSize: Int { MemoryLayout<MachineState>.size }
}
