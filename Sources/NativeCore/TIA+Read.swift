// Reads: eight collision registers, four paddles, two buttons. The six low bits are not driven and
// show what was last on the data bus.

extension TIA {
  /// What is plugged into the console, as the TIA's pins see it.
  public struct Inputs: BitwiseCopyable, Sendable, Hashable {
    /// Cycles that a paddle's capacitor takes until INPT0...3 read high, or one of the two below.
    package var charge: (UInt32, UInt32, UInt32, UInt32) = (never, never, never, never)
    /// INPT4 and INPT5 are high: the fire button is not pressed.
    package var fire: (Bool, Bool) = (true, true)
    private let unused: UInt16 = 0

    static let never = UInt32.max
    static let always = UInt32.max - 1

    public init() {}

    /// - Parameters:
    ///   - resistances: ohms at the pins nine and five of the left, then of the right jack (INPT0
    ///     ...3); 0 is a short circuit and `Int32.max`, which a joystick has, is open.
    ///   - left: whether the left jack's pin six is high (not pressed), INPT4.
    ///   - right: the same for the right jack, INPT5.
    public init(
      resistances: (Int32, Int32, Int32, Int32) = (.max, .max, .max, .max), left: Bool, right: Bool
    ) {
      charge = (
        Self.cycles(resistances.0), Self.cycles(resistances.1), Self.cycles(resistances.2),
        Self.cycles(resistances.3)
      )
      fire = (left, right)
    }

    /// ALE's capacitor: 1.6 · R · 0.01 µF seconds at 1.19 MHz, in its order of multiplication.
    static func cycles(_ resistance: Int32) -> UInt32 {
      if resistance <= 0 { return always }
      if resistance == .max { return never }
      let seconds = 1.6 * Double(resistance) * 0.01e-6
      return UInt32(seconds * 1.19e6)
    }

    public static func == (one: Inputs, other: Inputs) -> Bool {
      one.charge == other.charge && one.fire == other.fire
    }

    public func hash(into hasher: inout Hasher) {
      hasher.combine(charge.0)
      hasher.combine(charge.1)
      hasher.combine(charge.2)
      hasher.combine(charge.3)
      hasher.combine(fire.0)
      hasher.combine(fire.1)
    }
  }

  /// Reads a register (its address's low four bits) at `cycle`; `bus` is the byte that was last on
  /// the data bus.
  public mutating func read(_ register: Int, at cycle: Int32, bus: UInt8) -> UInt8 {
    beginAccess(at: cycle &* 3)
    let noise = bus & 0x3F
    switch register & 0x0F {
    case 0...7:
      if open.rawValue != 0 { settle() }
      return collisions.register(register & 7) | noise
    case 8: return charged(inputs.charge.0, at: cycle) | noise
    case 9: return charged(inputs.charge.1, at: cycle) | noise
    case 10: return charged(inputs.charge.2, at: cycle) | noise
    case 11: return charged(inputs.charge.3, at: cycle) | noise
    case 12: return inputs.fire.0 ? 0x80 | noise : noise
    case 13: return inputs.fire.1 ? 0x80 | noise : noise
    default: return noise
    }
  }

  @inline(__always)
  private func charged(_ charge: UInt32, at cycle: Int32) -> UInt8 {
    if charge == Inputs.always { return 0x80 }
    if charge == Inputs.never || dumps { return 0 }
    // Without signs, as in ALE: a dump that ended long before this frame is one that never ends.
    return UInt32(bitPattern: cycle) > UInt32(bitPattern: dumpEnd) &+ charge ? 0x80 : 0
  }
}
