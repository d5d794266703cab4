import CALE

// What our own console borrows from ALE; see CALE's Lending.cpp.
extension ALEEmulator {
  var facts: cale_facts {
    var facts = cale_facts()
    require(cale_console_facts(handle, &facts))
    return facts
  }

  /// What the console's pins show while an action is applied.
  func pins(action: Int32, difficulty: Int32, strength: Float) -> cale_pins {
    var pins = cale_pins()
    require(cale_action_pins(handle, action, difficulty, strength, &pins))
    return pins
  }

  /// Lends the two pictures that the beam draws into by turns, the current one first.
  func withFrameBuffers(
    _ body: (UnsafeBufferPointer<UInt8>, UnsafeBufferPointer<UInt8>) -> Void
  ) {
    let count = screenWidth * screenHeight
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 2 * count) { buffer in
      guard let first = buffer.baseAddress else { preconditionFailure("expected a screen") }
      require(cale_frame_buffers(handle, first, first + count, count))
      body(
        UnsafeBufferPointer(start: first, count: count),
        UnsafeBufferPointer(start: first + count, count: count))
    }
  }

  /// `resetGame` with frames that somebody else runs.
  func reset(frame: cale_frame, context: UnsafeMutableRawPointer) {
    require(cale_reset_elsewhere(handle, frame, context))
  }

  /// Lets the game's rules look at this memory; it must stay as long as the emulator.
  func lendRules(ram: UnsafePointer<UInt8>, cartridgeRAM: UnsafePointer<UInt8>) {
    require(cale_lend_rules(handle, ram, cartridgeRAM))
  }

  /// What the game's rules make of a frame that changed the lent memory.
  func applyRules() -> cale_score {
    var score = cale_score()
    require(cale_apply_rules(handle, &score))
    return score
  }

  /// The variables of the game's rules.
  var variables: [UInt8] {
    [UInt8](unsafeUninitializedCapacity: 512) { buffer, count in
      guard let first = buffer.baseAddress else { preconditionFailure("expected a buffer") }
      require(cale_copy_variables(handle, first, buffer.count, &count))
    }
  }

  func setVariables(_ variables: [UInt8]) {
    variables.withUnsafeBufferPointer {
      guard let first = $0.baseAddress else { return }
      require(cale_set_variables(handle, first, $0.count))
    }
  }

  /// Writes the checksum of a state whose bytes were changed.
  static func seal(_ state: inout [UInt8]) {
    state.withUnsafeMutableBufferPointer {
      if let first = $0.baseAddress { cale_seal_state(first, $0.count) }
    }
  }
}
