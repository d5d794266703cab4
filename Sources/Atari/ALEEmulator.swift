import CALE

/// One ALE emulator with a game in it: the owner of the C handle.
///
/// It speaks of ALE's action codes and single frames; action sets, frame skip and episodes are
/// `Environment`'s. Calls cost what ALE's do: 60 to 250 µs a frame.
package struct ALEEmulator: ~Copyable {
  let handle: OpaquePointer
  let ramBytes: UnsafePointer<UInt8>
  let screenWidth: Int
  let screenHeight: Int

  /// Loads a ROM; the emulator is then where `loadROM` with this random seed leaves it.
  package init(
    rom: ROM, seed: Int32, repeatActionProbability: Double, maxFrames: Int
  ) throws(AtariError) {
    guard let handle = cale_create() else { throw .emulator(reason: "no memory for an emulator") }
    do throws(AtariError) {
      func check(_ status: cale_status) throws(AtariError) {
        try ALEEmulator.check(status, handle)
      }
      try check(cale_set_int(handle, "random_seed", seed))
      try check(
        cale_set_float(handle, "repeat_action_probability", Float(repeatActionProbability)))
      try check(cale_set_int(handle, "max_num_frames_per_episode", Int32(maxFrames)))
      try check(
        rom.bytes.withUnsafeBufferPointer {
          cale_load_bytes(handle, $0.baseAddress, $0.count)
        })
      var width: Int32 = 0
      var height: Int32 = 0
      try check(cale_screen_size(handle, &width, &height))
      guard let ram = cale_ram_view(handle) else { throw .emulator(reason: "ALE has no RAM") }
      self.screenWidth = Int(width)
      self.screenHeight = Int(height)
      self.ramBytes = ram
      self.handle = handle
    } catch {
      cale_destroy(handle)
      throw error
    }
  }

  deinit {
    cale_destroy(handle)
  }

  private static func check(_ status: cale_status, _ handle: OpaquePointer) throws(AtariError) {
    let reason = { String(cString: cale_message(handle)) }
    switch status {
    case .CALE_OK: return
    case .CALE_UNSUPPORTED_ROM: throw .romRefused(reason: reason())
    case .CALE_CORRUPT_STATE: throw .snapshot(reason: reason())
    default: throw .emulator(reason: reason())
    }
  }

  private func check(_ status: cale_status) throws(AtariError) {
    try Self.check(status, handle)
  }

  /// A call that cannot fail on a loaded emulator with valid arguments.
  func require(_ status: cale_status) {
    precondition(status == .CALE_OK, String(cString: cale_message(handle)))
  }

  // MARK: Play

  /// Applies an action for `frames` frames.
  package mutating func step(_ action: Action, paddleStrength: Float, frames: Int) -> cale_outcome {
    var outcome = cale_outcome()
    require(
      cale_step(handle, Int32(action.rawValue), paddleStrength, Int32(frames), &outcome))
    return outcome
  }

  /// Where the game is now.
  func look() -> cale_outcome {
    var outcome = cale_outcome()
    require(cale_look(handle, &outcome))
    return outcome
  }

  /// Goes to where a fresh load with this random seed would be.
  package mutating func reload(seed: Int32) { require(cale_reload(handle, seed)) }

  /// Starts a new game; the sticky action generator runs on.
  package mutating func resetGame() { require(cale_reset(handle)) }

  /// Seeds the sticky action generator.
  mutating func seed(_ seed: Int32) { require(cale_seed(handle, seed)) }

  /// Whether the sticky action generator was not drawn since it was seeded with `seed`.
  func isSeeded(_ seed: Int32) -> Bool {
    var result = false
    require(cale_is_seeded(handle, seed, &result))
    return result
  }

  // MARK: Actions, modes, difficulties

  func actions(full: Bool) -> [Action] {
    list(full ? cale_legal_actions : cale_minimal_actions).compactMap {
      Action(rawValue: UInt8($0))
    }
  }

  var modes: [Int] { list(cale_modes) }
  var difficulties: [Int] { list(cale_difficulties) }

  /// Takes effect when the game is reset; `mode` is one of `modes`.
  mutating func setMode(_ mode: Int) { require(cale_set_mode(handle, Int32(mode))) }

  /// `difficulty` is one of `difficulties`.
  mutating func setDifficulty(_ difficulty: Int) {
    require(cale_set_difficulty(handle, Int32(difficulty)))
  }

  private typealias List = (
    OpaquePointer, UnsafeMutablePointer<Int32>?, Int, UnsafeMutablePointer<Int>
  ) -> cale_status

  private func list(_ function: List) -> [Int] {
    var count = 0
    _ = function(handle, nil, 0, &count)
    var values = [Int32](repeating: 0, count: count)
    if count > 0 { require(function(handle, &values, count, &count)) }
    return values.map { Int($0) }
  }

  // MARK: RAM and screen

  var ram: Span<UInt8> {
    @_lifetime(borrow self)
    get {
      let span = unsafe Span(_unsafeStart: ramBytes, count: Int(CALE_RAM_COUNT))
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }

  mutating func setRAM(_ index: Int, _ value: UInt8) {
    require(cale_set_ram(handle, index, value))
  }

  /// How the pixels of a screen are given.
  enum PixelFormat { case index, rgb, grey }

  func copyScreen(_ format: PixelFormat, into buffer: UnsafeMutableBufferPointer<UInt8>) {
    guard let bytes = buffer.baseAddress else { preconditionFailure("expected a buffer") }
    switch format {
    case .index: require(cale_screen(handle, bytes, buffer.count))
    case .rgb: require(cale_screen_rgb(handle, bytes, buffer.count))
    case .grey: require(cale_screen_grey(handle, bytes, buffer.count))
    }
  }

  var palette: [UInt8] {
    var palette = [UInt8](repeating: 0, count: 768)
    require(cale_palette_rgb(handle, &palette))
    return palette
  }

  /// The brightness of the palette's 256 colours.
  var greys: [UInt8] {
    var greys = [UInt8](repeating: 0, count: 256)
    require(cale_palette_grey(handle, &greys))
    return greys
  }

  // MARK: States

  package func state(withRandomness: Bool) throws(AtariError) -> [UInt8] {
    var count = 0
    try check(cale_save_state(handle, withRandomness, &count))
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      let status = cale_copy_state(handle, buffer.baseAddress, count, &initialized)
      precondition(status == .CALE_OK)
    }
    return bytes
  }

  mutating func restore(_ state: [UInt8]) throws(AtariError) {
    let status = state.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { cale_restore_state(handle, $0, buffer.count) }
    }
    try check(status ?? .CALE_CORRUPT_STATE)
  }
}
