// ALE's saved state, as scripts/mend-ale completes it: what `ALEState::serialize` makes.
//
// It is a row of numbers (32 bits, little endian), truth values (two patterns) and strings (a count
// and bytes): paddles, frame numbers, mode and difficulty; then as one string the MD5 checksum of the
// ROM, system, processor, RIOT, TIA and cartridge, the game's own variables, whether a generator of
// sticky actions follows, it, and the action that would be repeated; then the paddles' limits.

/// What is read from a saved state beside the machine itself.
public struct SavedState {
  public internal(set) var leftPaddle: Int32 = 0
  public internal(set) var rightPaddle: Int32 = 0
  public internal(set) var paddleLimits: ClosedRange<Int32> = 0...0
  public internal(set) var frame: Int32 = 0
  public internal(set) var episodeFrame: Int32 = 0
  public internal(set) var difficulty: Int32 = 0
  /// The last action, ALE's code, and how far it moves a paddle.
  public internal(set) var action: Int32 = 0
  public internal(set) var strength: Float = 1
  /// The type of the cartridge.
  public internal(set) var cartridge: CartridgeType
  /// The 624 words of the sticky action generator and the index of the next one, if it is there.
  public internal(set) var generator: [UInt32]?
  /// The bytes of the game's own variables.
  public internal(set) var variables: Range<Int> = 0..<0

  let machine: MachineState
  /// Where the bytes have what `Machine` can write back: see `patch`.
  var offsets = Offsets()

  struct Offsets {
    var frame = 0
    var inner = 0
    var ram = 0
    var partial = 0
    var cartridge = 0
    var tail = 0
  }

  /// Reads a saved state; nil if the bytes are something else, or the cartridge is of a type that
  /// `Machine` does not have.
  public init?(_ bytes: [UInt8], configuration: TIA.Configuration) {
    var reader = SavedStateReader(bytes: bytes)
    var offsets = Offsets()
    let left = reader.int()
    let right = reader.int()
    offsets.frame = reader.position
    let frame = reader.int()
    let episodeFrame = reader.int()
    _ = reader.int()
    let difficulty = reader.int()
    guard let inner = reader.string() else { return nil }
    offsets.inner = inner.lowerBound
    let minimum = reader.int()
    let maximum = reader.int()
    guard !reader.hasFailed, minimum <= maximum else { return nil }

    reader.position = inner.lowerBound
    var state = MachineState(tia: TIA(configuration))
    guard reader.string() != nil, reader.text() == "System" else { return nil }
    state.cycles = reader.int()
    _ = reader.string()
    guard reader.text() == "M6502Low" else { return nil }
    state.registers = reader.registers()
    guard reader.text() == "M6532" else { return nil }
    offsets.ram = reader.position
    state.ram = reader.byteArray()
    state.riot = reader.riot()
    guard reader.text() == "TIA" else { return nil }
    reader.tia(&state.tia, partial: &offsets.partial)
    guard reader.text() == "TIASound" else { return nil }
    for _ in 0..<7 { _ = reader.int() }
    guard let name = reader.text(), let type = CartridgeType(rawValue: name) else { return nil }
    offsets.cartridge = reader.position
    reader.cartridge(type, &state)

    let variables = reader.position
    let end = inner.upperBound - 16
    guard !reader.hasFailed, end - 4 >= variables else { return nil }
    let withGenerator = end - 5008
    reader.position = withGenerator
    if withGenerator >= variables, reader.int() == SavedStateReader.truth {
      generator = reader.generator()
      offsets.tail = withGenerator
    } else {
      offsets.tail = end - 4
    }
    self.variables = variables..<offsets.tail
    reader.position = end
    action = reader.int()
    _ = reader.int()
    strength = Float(bitPattern: UInt32(bitPattern: reader.int()))
    guard !reader.hasFailed else { return nil }
    leftPaddle = left
    rightPaddle = right
    paddleLimits = minimum...maximum
    self.frame = frame
    self.episodeFrame = episodeFrame
    self.difficulty = difficulty
    cartridge = type
    machine = state
    self.offsets = offsets
  }
}

/// Reads a saved state from the front; behind the first failure everything is 0.
struct SavedStateReader {
  let bytes: [UInt8]
  var position = 0
  var hasFailed = false

  static let truth = Int32(bitPattern: 0xFAB1_FAB2)

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func int() -> Int32 {
    guard position >= 0, position + 4 <= bytes.count else {
      hasFailed = true
      return 0
    }
    var value: UInt32 = 0
    for index in 0..<4 { value |= UInt32(bytes[position + index]) << (8 * UInt32(index)) }
    position += 4
    return Int32(bitPattern: value)
  }

  mutating func byte() -> UInt8 { UInt8(truncatingIfNeeded: int()) }

  mutating func bool() -> Bool { int() == Self.truth }

  /// Where the bytes of a string are.
  mutating func string() -> Range<Int>? {
    let count = Int(int())
    guard !hasFailed, count >= 0, position + count <= bytes.count else {
      hasFailed = true
      return nil
    }
    defer { position += count }
    return position..<position + count
  }

  mutating func text() -> String? {
    string().map { String(decoding: bytes[$0], as: UTF8.self) }
  }

  /// A count, which must be that of the array, and so many bytes.
  mutating func byteArray<let count: Int>() -> InlineArray<count, UInt8> {
    if int() != Int32(count) { hasFailed = true }
    return InlineArray { _ in byte() }
  }

  mutating func generator() -> [UInt32]? {
    guard let range = string(), range.count == 5000 else { return nil }
    return (0..<625).map { word in
      (0..<4).reduce(0) { $0 | UInt32(bytes[range.lowerBound + 8 * word + $1]) << (8 * UInt32($1)) }
    }
  }

  mutating func registers() -> Registers {
    var registers = Registers()
    registers.a = byte()
    registers.x = byte()
    registers.y = byte()
    registers.sp = byte()
    _ = int()
    registers.pc = UInt16(truncatingIfNeeded: int())
    var status: UInt8 = 0x30
    for bit: UInt8 in [0x80, 0x40, 0, 0x08, 0x04] where bool() { status |= bit }
    if !bool() { status |= 0x02 }
    if bool() { status |= 0x01 }
    registers.status = status
    // Only the bit of a processor that stopped for good lasts.
    registers.halted = int() & 0x02 != 0 ? 1 : 0
    return registers
  }

  mutating func riot() -> RIOT {
    var riot = RIOT()
    riot.timer = UInt32(bitPattern: int())
    riot.shift = UInt32(bitPattern: int()) & 31
    riot.setCycle = UInt32(bitPattern: int())
    riot.lateReadCycle = UInt32(bitPattern: int())
    riot.wasReadLate = bool() ? 1 : 0
    riot.directionA = byte()
    riot.directionB = byte()
    return riot
  }

  mutating func cartridge(_ type: CartridgeType, _ state: inout MachineState) {
    switch type {
    case .flat2K, .flat4K, .fe:
      break
    case .f8, .f6:
      state.banks.bank = int()
    case .f8SC, .f6SC:
      state.banks.bank = int()
      state.cartridgeRAM = byteArray()
    case .e0:
      if int() != 4 { hasFailed = true }
      state.banks.slices = InlineArray { _ in byte() & 7 }
    case .dpc:
      state.banks.bank = int()
      state.dpc = dpc()
    }
    if !(0..<Int32(type.bankCount)).contains(state.banks.bank) { hasFailed = true }
  }

  private mutating func dpc() -> DPC {
    var dpc = DPC()
    dpc.tops = byteArray()
    dpc.bottoms = byteArray()
    if int() != 8 { hasFailed = true }
    dpc.counters = InlineArray { _ in UInt16(truncatingIfNeeded: int()) & 0x7FF }
    dpc.flags = byteArray()
    if int() != 3 { hasFailed = true }
    dpc.music = InlineArray { _ in bool() ? 1 : 0 }
    dpc.random = byte()
    dpc.lastCycle = int()
    let low = UInt64(UInt32(bitPattern: int()))
    let fraction = Double(bitPattern: low | UInt64(UInt32(bitPattern: int())) << 32)
    if fraction.magnitude <= 1 { dpc.fraction = fraction } else { hasFailed = true }
    return dpc
  }
}
