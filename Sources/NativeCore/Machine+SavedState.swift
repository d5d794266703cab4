extension Machine {
  /// Goes to the moment of a saved state of ALE, whose two picture buffers are given: the one that
  /// was drawn last, and the other one, each of at least the picture's size.
  public mutating func load(
    _ saved: SavedState, current: UnsafeBufferPointer<UInt8>, previous: UnsafeBufferPointer<UInt8>
  ) {
    memory.state.pointee = saved.machine
    memory.followBanks()
    let drawn = saved.machine.tia.currentPicture
    setPicture(drawn, current)
    setPicture(drawn ^ 1, previous)
  }

  /// Writes into the bytes of ALE's saved state (`saved` was read from them) what outlasts a reset of
  /// the console: RAM, whether the frame was broken off, and the chip of Pitfall II.
  public func patch(_ bytes: inout [UInt8], of saved: SavedState) {
    let state = memory.state.pointee
    var writer = SavedStateWriter(position: saved.offsets.ram + 4)
    for index in 0..<128 { writer.int(Int32(state.ram[index]), &bytes) }
    writer.position = saved.offsets.partial
    writer.bool(state.tia.frameIsPartial, &bytes)
    writer.bool(state.tia.frameIsGreyed, &bytes)
    if saved.cartridge == .dpc {
      writer.position = saved.offsets.cartridge + 4
      writer.dpc(state.dpc, &bytes)
    }
  }
}

extension SavedState {
  /// Writes frame numbers, the generator, if it is there, and the action that would be repeated.
  public func patch(
    _ bytes: inout [UInt8], frame: Int32, episodeFrame: Int32, generator: [UInt32],
    action: Int32, strength: Float
  ) {
    var writer = SavedStateWriter(position: offsets.frame)
    writer.int(frame, &bytes)
    writer.int(episodeFrame, &bytes)
    guard self.generator != nil, generator.count == 625 else { return }
    writer.position = offsets.tail + 8
    for word in generator {
      writer.int(Int32(bitPattern: word), &bytes)
      writer.int(0, &bytes)
    }
    writer.int(action, &bytes)
    writer.position += 4
    writer.int(Int32(bitPattern: strength.bitPattern), &bytes)
  }
}

/// Writes what `SavedStateReader` reads, over bytes that are there.
struct SavedStateWriter {
  var position: Int

  mutating func int(_ value: Int32, _ bytes: inout [UInt8]) {
    for index in 0..<4 { bytes[position + index] = UInt8(truncatingIfNeeded: value >> (8 * index)) }
    position += 4
  }

  mutating func bool(_ value: Bool, _ bytes: inout [UInt8]) {
    int(value ? SavedStateReader.truth : Int32(bitPattern: 0xBAD1_BAD2), &bytes)
  }

  mutating func dpc(_ dpc: DPC, _ bytes: inout [UInt8]) {
    position += 4
    for index in 0..<8 { int(Int32(dpc.tops[index]), &bytes) }
    position += 4
    for index in 0..<8 { int(Int32(dpc.bottoms[index]), &bytes) }
    position += 4
    for index in 0..<8 { int(Int32(dpc.counters[index]), &bytes) }
    position += 4
    for index in 0..<8 { int(Int32(dpc.flags[index]), &bytes) }
    position += 4
    for index in 0..<3 { bool(dpc.music[index] != 0, &bytes) }
    int(Int32(dpc.random), &bytes)
    int(dpc.lastCycle, &bytes)
    let bits = dpc.fraction.bitPattern
    int(Int32(truncatingIfNeeded: bits), &bytes)
    int(Int32(truncatingIfNeeded: bits >> 32), &bytes)
  }
}
