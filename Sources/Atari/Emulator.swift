import CALE

/// Who plays: ALE, or our own console, which ALE starts and judges.
struct Emulator: ~Copyable {
  private var ale: ALEEmulator
  private var native: NativeConsole?
  /// The RAM of whoever plays.
  private let ramBytes: UnsafePointer<UInt8>
  /// The palette: 256 × (red, green, blue), and 256 × brightness.
  private let colours: [UInt8]
  private let greys: [UInt8]
  private let mode: (value: Int?, difficulty: Int?)
  /// Resets that ALE itself has done since the ROM was loaded.
  private var resets: Int32 = 1

  /// Loads a ROM; the emulator is then where a load with random seed 0 leaves it.
  init(rom: ROM, settings: EnvironmentSettings) throws(AtariError) {
    let ale = try ALEEmulator(
      rom: rom, seed: 0, repeatActionProbability: settings.repeatActionProbability,
      maxFrames: settings.maxFrames)
    var native = try Self.console(ale, rom, settings)
    mode = (settings.mode, settings.difficulty)
    colours = ale.palette
    greys = ale.greys
    ramBytes = native?.lendRAM() ?? ale.ramBytes
    self.ale = ale
    self.native = native
  }

  private static func console(
    _ ale: borrowing ALEEmulator, _ rom: ROM, _ settings: EnvironmentSettings
  ) throws(AtariError) -> NativeConsole? {
    guard settings.emulator.isNative(for: rom.game) else { return nil }
    let console = NativeConsole(
      ale, rom: rom, repeatProbability: settings.repeatActionProbability,
      maxFrames: settings.maxFrames)
    if console == nil {
      throw .setting(
        name: "emulator of \(rom.game.name)", expected: "ale or auto",
        found: "native, which does not have this type of cartridge")
    }
    return console
  }

  var isNative: Bool { native != nil }

  // MARK: Play

  mutating func step(_ action: Action, paddleStrength: Float, frames: Int) -> cale_outcome {
    native?.step(action, paddleStrength: paddleStrength, frames: frames, rules: ale)
      ?? ale.step(action, paddleStrength: paddleStrength, frames: frames)
  }

  func look() -> cale_outcome { native?.look() ?? ale.look() }

  /// Goes to where Gymnasium's seeded reset goes: load, mode and difficulty, reset.
  mutating func open(seed: Int32) {
    reopen(seed: seed)
    native?.load(ale, resets: resets)
  }

  private mutating func reopen(seed: Int32) {
    ale.reload(seed: seed)
    if let value = mode.value { ale.setMode(value) }
    if let difficulty = mode.difficulty { ale.setDifficulty(difficulty) }
    ale.resetGame()
    resets = 2
  }

  /// Starts a new game; the sticky action generator runs on.
  mutating func resetGame() {
    if native != nil {
      // ALE's console draws random numbers at a reset; a restore may have left it elsewhere.
      if resets > native?.resets ?? 0 { reopen(seed: 0) }
      while resets < native?.resets ?? 0 { resetALE() }
      do {
        try native?.handBack(to: &ale)
      } catch {
        preconditionFailure("our own state is refused: \(error)")
      }
    }
    if native?.runsResets == true {
      resets += 1
      native?.reset(ale, resets: resets)
    } else {
      resetALE()
      native?.load(ale, resets: resets)
    }
  }

  private mutating func resetALE() {
    ale.resetGame()
    resets += 1
  }

  mutating func seed(_ seed: Int32) {
    ale.seed(seed)
    native?.generator = MersenneTwister(seed: UInt32(bitPattern: seed))
  }

  /// Whether the sticky action generator was not drawn since it was seeded with `seed`; right after
  /// `open`.
  func isSeeded(_ seed: Int32) -> Bool { ale.isSeeded(seed) }

  func actions(full: Bool) -> [Action] { ale.actions(full: full) }
  var modes: [Int] { ale.modes }
  var difficulties: [Int] { ale.difficulties }

  // MARK: RAM and screen

  var ram: Span<UInt8> {
    @_lifetime(borrow self)
    get {
      let span = unsafe Span(_unsafeStart: ramBytes, count: Int(CALE_RAM_COUNT))
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }

  mutating func setRAM(_ index: Int, _ value: UInt8) {
    if native != nil {
      native?.machine.ram[index] = value
    } else {
      ale.setRAM(index, value)
    }
  }

  var screenWidth: Int { ale.screenWidth }
  var screenHeight: Int { ale.screenHeight }
  var palette: [UInt8] { colours }

  func copyScreen(
    _ format: ALEEmulator.PixelFormat, into buffer: UnsafeMutableBufferPointer<UInt8>
  ) {
    guard let pixels = native?.screen() else { return ale.copyScreen(format, into: buffer) }
    switch format {
    case .index:
      precondition(buffer.count >= pixels.count)
      _ = buffer.update(fromContentsOf: pixels)
    case .rgb:
      precondition(buffer.count >= 3 * pixels.count)
      for (index, pixel) in pixels.enumerated() {
        for channel in 0..<3 { buffer[3 * index + channel] = colours[3 * Int(pixel) + channel] }
      }
    case .grey:
      precondition(buffer.count >= pixels.count)
      for (index, pixel) in pixels.enumerated() { buffer[index] = greys[Int(pixel)] }
    }
  }

  // MARK: States

  func state(withRandomness: Bool) throws(AtariError) -> [UInt8] {
    if let state = native?.snapshot(withRandomness: withRandomness, rules: ale) { return state }
    return try ale.state(withRandomness: withRandomness)
  }

  mutating func restore(_ state: [UInt8]) throws(AtariError) {
    if try native?.restore(state, rules: ale) != nil { return }
    if NativeConsole.isSnapshot(state) {
      throw .snapshot(
        reason: "expected a snapshot of ALE, found one of the native emulator (play it with "
          + "emulator 'native')")
    }
    try ale.restore(state)
  }
}
