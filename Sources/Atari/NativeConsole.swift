import CALE
import NativeCore

/// A game on our own console: what ALE's `StellaEnvironment` does around the emulator.
///
/// A game is started by ALE (reset, mode, difficulty, starting actions), and `load` goes on from
/// there. Rewards, lives and the end of a game are found by ALE's own rules of the game, which look
/// at this console's RAM. Sticky actions draw from ALE's generator, twice a frame, also where no
/// frame is emulated because the game is over.
struct NativeConsole: ~Copyable {
  /// The number of bytes before ALE's own in a saved state.
  private static let prefixCount = Int(CALE_STATE_PREFIX_COUNT)

  var machine: Machine
  private let facts: cale_facts
  private let configuration: TIA.Configuration
  private let repeatProbability: Double
  private let maxFrames: Int32
  private let md5: [UInt8]
  private let hasCartridgeRAM: Bool
  let screenCount: Int

  /// What the pins show for every action, for `pinsDifficulty`.
  private var pins: [cale_pins] = []
  private var pinsDifficulty: Int32 = -1

  var generator = MersenneTwister(seed: 0)
  private var game = Fields()

  /// What the console's surroundings keep between frames; the bytes of a snapshot begin with it.
  struct Fields: BitwiseCopyable {
    var leftPaddle: Int32 = 0
    var rightPaddle: Int32 = 0
    var lowestPaddle: Int32 = 0
    var highestPaddle: Int32 = 0
    var frame: Int32 = 0
    var episodeFrame: Int32 = 0
    var difficulty: Int32 = 0
    /// The action that a sticky frame repeats.
    var action: Int32 = 0
    var strength: Float = 1
    var lives: Int32 = 0
    var gameOver: Int32 = 0
    /// Resets since the ROM was loaded: they decide ALE's random numbers at the next one.
    var resets: Int32 = 0
  }

  /// A console for the game that `ale` has loaded, at the same moment; nil if its cartridge is of a
  /// type that we do not have.
  init?(_ ale: borrowing ALEEmulator, rom: ROM, repeatProbability: Double, maxFrames: Int) {
    facts = ale.facts
    configuration = TIA.Configuration(
      startLine: facts.start_line, height: facts.height, isPAL: facts.is_pal,
      blanksOnMotion: facts.blanks_on_motion)
    self.repeatProbability = Double(Float(repeatProbability))
    self.maxFrames = Int32(maxFrames)
    md5 = Array(rom.md5.utf8)
    screenCount = ale.screenWidth * ale.screenHeight
    guard let state = try? ale.state(withRandomness: true),
      let saved = SavedState(
        Array(state.dropFirst(Self.prefixCount)), configuration: configuration),
      let machine = Machine(
        image: rom.bytes, type: saved.cartridge, configuration: configuration)
    else { return nil }
    self.machine = machine
    hasCartridgeRAM = saved.cartridge.hasRAM
    ale.lendRules(ram: self.machine.ram, cartridgeRAM: self.machine.cartridgeRAM)
    load(ale, resets: 1)
  }

  // MARK: From ALE and back

  /// Goes to where `ale` is, `resets` resets behind the load.
  mutating func load(_ ale: borrowing ALEEmulator, resets: Int32) {
    let saved = savedState(ale)
    loadMachine(saved, ale)
    loadSurroundings(saved, ale, resets: resets)
  }

  private mutating func loadMachine(_ saved: SavedState, _ ale: borrowing ALEEmulator) {
    ale.withFrameBuffers { machine.load(saved, current: $0, previous: $1) }
  }

  private func savedState(_ ale: borrowing ALEEmulator) -> SavedState {
    guard let state = try? ale.state(withRandomness: true),
      let saved = SavedState(Array(state.dropFirst(Self.prefixCount)), configuration: configuration)
    else { preconditionFailure("ALE's own state is not understood") }
    return saved
  }

  /// Everything but the machine.
  private mutating func loadSurroundings(
    _ saved: SavedState, _ ale: borrowing ALEEmulator, resets: Int32
  ) {
    if let words = saved.generator, let generator = MersenneTwister(words: words) {
      self.generator = generator
    }
    let outcome = ale.look()
    game = Fields(
      leftPaddle: saved.leftPaddle, rightPaddle: saved.rightPaddle,
      lowestPaddle: saved.paddleLimits.lowerBound, highestPaddle: saved.paddleLimits.upperBound,
      frame: saved.frame, episodeFrame: saved.episodeFrame, difficulty: saved.difficulty,
      action: saved.action, strength: saved.strength, lives: outcome.lives,
      gameOver: outcome.game_over ? 1 : 0, resets: resets)
    findPins(ale)
  }

  // MARK: Resets

  /// Whether this console can run the frames of a reset. ALE's rules look at ALE's memory then, where
  /// only the console's RAM is kept up to date; and a frame that was broken off goes on behind a reset
  /// with clocks that no other frame has.
  var runsResets: Bool { !hasCartridgeRAM && !machine.frameIsPartial }

  /// What ALE's reset does, with frames on this console. `handBack` comes first.
  mutating func reset(_ ale: borrowing ALEEmulator, resets: Int32) {
    withUnsafeMutablePointer(to: &self) { console in
      withUnsafePointer(to: ale) { emulator in
        var restart = Restart(console: console, ale: emulator)
        ale.reset(
          frame: { context, pins, left, right in
            let restart = context.assumingMemoryBound(to: Restart.self)
            return restart.pointee.runFrame(pins.pointee, left, right)
          }, context: &restart)
      }
    }
    loadSurroundings(savedState(ale), ale, resets: resets)
  }

  /// A reset that is running.
  private struct Restart {
    let console: UnsafeMutablePointer<NativeConsole>
    let ale: UnsafePointer<ALEEmulator>
    var hasBegun = false

    mutating func runFrame(
      _ pins: cale_pins, _ left: Int32, _ right: Int32
    ) -> UnsafePointer<UInt8> {
      if !hasBegun {
        console.pointee.loadMachine(console.pointee.savedState(ale.pointee), ale.pointee)
      }
      hasBegun = true
      console.pointee.game.leftPaddle = left
      console.pointee.game.rightPaddle = right
      console.pointee.runFrame(pins, draws: false)
      return UnsafePointer(console.pointee.machine.ram)
    }
  }

  /// Brings `ale` to where a reset gives the same as if it had played the game itself. Its own
  /// random numbers must be those of `resets` resets.
  func handBack(to ale: inout ALEEmulator) throws(AtariError) {
    let variables = ale.variables
    var bytes = try ale.state(withRandomness: true)
    var inner = Array(bytes.dropFirst(Self.prefixCount))
    guard let saved = SavedState(inner, configuration: configuration) else {
      preconditionFailure("ALE's own state is not understood")
    }
    machine.patch(&inner, of: saved)
    saved.patch(
      &inner, frame: game.frame, episodeFrame: game.episodeFrame, generator: generator.words,
      action: game.action, strength: game.strength)
    bytes.replaceSubrange(Self.prefixCount..., with: inner)
    ALEEmulator.seal(&bytes)
    try ale.restore(bytes)
    ale.setVariables(variables)
  }

  var resets: Int32 { game.resets }
  /// The RAM; it stays where it is.
  mutating func lendRAM() -> UnsafePointer<UInt8> { UnsafePointer(machine.ram) }

  private mutating func findPins(_ ale: borrowing ALEEmulator) {
    if pinsDifficulty == game.difficulty { return }
    pinsDifficulty = game.difficulty
    pins = (0..<CALE_ACTION_COUNT).map {
      ale.pins(action: $0, difficulty: game.difficulty, strength: 1)
    }
  }

  // MARK: Play

  /// Applies an action for `frames` frames.
  mutating func step(
    _ action: Action, paddleStrength: Float, frames: Int, rules ale: borrowing ALEEmulator
  ) -> cale_outcome {
    var reward: Int64 = 0
    // Whoever looked at the last picture will probably look at the next one.
    let draws = machine.pictureWasAsked
    for index in 0..<frames {
      if generator.nextDouble() >= repeatProbability {
        game.action = Int32(action.rawValue)
        game.strength = paddleStrength
      }
      _ = generator.nextDouble()
      if game.gameOver != 0 || isTruncated { continue }
      runFrame(ale, draws: draws && index == frames - 1)
      let score = ale.applyRules()
      game.frame += 1
      game.episodeFrame += 1
      game.lives = score.lives
      game.gameOver = score.game_over ? 1 : 0
      reward += Int64(score.reward)
    }
    var outcome = look()
    outcome.reward = reward
    return outcome
  }

  private mutating func runFrame(_ ale: borrowing ALEEmulator, draws: Bool) {
    var held = pins[Int(game.action)]
    if game.strength != 1 && facts.uses_paddles {
      held = ale.pins(action: game.action, difficulty: game.difficulty, strength: game.strength)
    }
    if facts.uses_paddles {
      game.leftPaddle = clamped(game.leftPaddle + held.paddle_step)
      game.rightPaddle = clamped(game.rightPaddle)
    }
    runFrame(held, draws: draws)
  }

  /// Runs a frame with these pins, and the paddles as they are.
  private mutating func runFrame(_ held: cale_pins, draws: Bool) {
    var resistances: (Int32, Int32, Int32, Int32) = (.max, .max, .max, .max)
    if facts.uses_paddles {
      resistances = (
        resistance(facts.paddle_pins.0), resistance(facts.paddle_pins.1),
        resistance(facts.paddle_pins.2), resistance(facts.paddle_pins.3)
      )
    }
    var ports = Ports()
    ports.controllers = held.controllers
    ports.switches = held.switches
    let inputs = TIA.Inputs(
      resistances: resistances, left: held.left_fire, right: held.right_fire)
    machine.runFrame(inputs: inputs, ports: ports, draws: draws)
  }

  private func clamped(_ paddle: Int32) -> Int32 {
    min(max(paddle, game.lowestPaddle), game.highestPaddle)
  }

  private func resistance(_ pin: Int32) -> Int32 {
    switch cale_paddle(rawValue: pin) {
    case .CALE_PADDLE_LEFT: game.leftPaddle
    case .CALE_PADDLE_RIGHT: game.rightPaddle
    case .CALE_PADDLE_GROUNDED: 0
    default: .max
    }
  }

  private var isTruncated: Bool { maxFrames > 0 && game.episodeFrame >= maxFrames }

  /// Where the game is now.
  func look() -> cale_outcome {
    cale_outcome(
      reward: 0, lives: game.lives, frame: game.frame, episode_frame: game.episodeFrame,
      game_over: game.gameOver != 0, truncated: isTruncated)
  }

  /// The screen as palette indices; valid until the next step.
  func screen() -> UnsafeBufferPointer<UInt8> {
    UnsafeBufferPointer(start: machine.picture(), count: screenCount)
  }
}

// MARK: Snapshots

// As bytes (numbers as this machine has them, little endian):
//
//   offset  bytes
//        0      4  "CWNC"
//        4      4  version of this layout and the size of the machine's state
//        8     32  MD5 of the ROM, hexadecimal
//       40      4  words of the generator: 625, or 0 without it
//       44      4  bytes of the game's variables
//       48     48  Fields
//       96         generator, variables, machine (NativeCore's Machine+Snapshot.swift)
extension NativeConsole {
  private static let magic: [UInt8] = Array("CWNC".utf8)
  private static let headerCount = 48

  private var version: UInt32 { 1 << 24 | UInt32(Machine.stateSize) }

  /// Whether bytes are a snapshot of our own console, not one of ALE.
  static func isSnapshot(_ bytes: [UInt8]) -> Bool {
    bytes.count >= 4 && bytes[..<4].elementsEqual(magic)
  }

  /// The present moment.
  func snapshot(withRandomness: Bool, rules ale: borrowing ALEEmulator) -> [UInt8] {
    let variables = ale.variables
    let words = withRandomness ? MersenneTwister.wordCount : 0
    let fields = MemoryLayout<Fields>.size
    let machineOffset = Self.headerCount + fields + 4 * words + variables.count
    let count = machineOffset + machine.snapshotCount
    return [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      let base = UnsafeMutableRawPointer(buffer.baseAddress!)
      for index in 0..<4 { buffer[index] = Self.magic[index] }
      base.storeBytes(of: version, toByteOffset: 4, as: UInt32.self)
      md5.withUnsafeBytes { (base + 8).copyMemory(from: $0.baseAddress!, byteCount: 32) }
      base.storeBytes(of: UInt32(words), toByteOffset: 40, as: UInt32.self)
      base.storeBytes(of: UInt32(variables.count), toByteOffset: 44, as: UInt32.self)
      base.storeBytes(of: game, toByteOffset: Self.headerCount, as: Fields.self)
      var rest = base + Self.headerCount + fields
      generator.words.withUnsafeBytes {
        rest.copyMemory(from: $0.baseAddress!, byteCount: 4 * words)
      }
      rest += 4 * words
      variables.withUnsafeBytes {
        if let first = $0.baseAddress { rest.copyMemory(from: first, byteCount: variables.count) }
      }
      machine.save(to: base + machineOffset)
      initialized = count
    }
  }

  /// Goes back to a moment. Throws, and changes nothing, for bytes that are something else.
  mutating func restore(
    _ bytes: [UInt8], rules ale: borrowing ALEEmulator
  ) throws(AtariError) {
    let fieldsEnd = Self.headerCount + MemoryLayout<Fields>.size
    guard bytes.count >= fieldsEnd, Self.isSnapshot(bytes) else {
      throw .snapshot(
        reason: "expected a snapshot of the native emulator, found one of ALE (play it with "
          + "emulator 'ale')")
    }
    let problem: String? = bytes.withUnsafeBytes { raw in
      guard raw.load(fromByteOffset: 4, as: UInt32.self) == version else {
        return "expected a snapshot of this version of the native emulator, found another"
      }
      guard raw[8..<40].elementsEqual(md5) else {
        return "expected a snapshot of the same ROM, found one of another"
      }
      let damaged = "expected a whole snapshot, found a damaged one"
      let words = Int(raw.load(fromByteOffset: 40, as: UInt32.self))
      let variables = Int(raw.load(fromByteOffset: 44, as: UInt32.self))
      let variablesStart = fieldsEnd + 4 * words
      let machineStart = variablesStart + variables
      guard words == 0 || words == MersenneTwister.wordCount, machineStart <= raw.count else {
        return damaged
      }
      let fields = raw.loadUnaligned(fromByteOffset: Self.headerCount, as: Fields.self)
      guard (0..<CALE_ACTION_COUNT).contains(fields.action), fields.difficulty >= 0,
        fields.lowestPaddle <= fields.highestPaddle
      else { return damaged }
      var twister: MersenneTwister?
      if words > 0 {
        twister = MersenneTwister(
          words: Array(raw[fieldsEnd..<variablesStart].withMemoryRebound(to: UInt32.self) { $0 }))
        if twister == nil { return damaged }
      }
      guard machine.restore(UnsafeRawBufferPointer(rebasing: raw[machineStart...])) else {
        return damaged
      }
      ale.setVariables(Array(raw[variablesStart..<machineStart]))
      game = fields
      if let twister { generator = twister }
      return nil
    }
    if let problem { throw .snapshot(reason: problem) }
    findPins(ale)
  }
}
