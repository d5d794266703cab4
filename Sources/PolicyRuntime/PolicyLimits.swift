/// What one step of a policy may use; beyond it the step ends with an error.
public struct PolicyLimits: Sendable, Hashable {
  /// What calls, rounds of loops and built-in functions may take together (docs/policy-language.md).
  public var fuel: Int
  /// Bytes of values and strings.
  public var memory: Int
  /// Calls inside each other.
  public var callDepth: Int

  /// Makes limits; the defaults suit policies that search a few moves ahead.
  public init(fuel: Int = 1_000_000, memory: Int = 64 << 20, callDepth: Int = 500) {
    self.fuel = fuel
    self.memory = memory
    self.callDepth = callDepth
  }

  /// A million of fuel, 64 MB, 500 calls deep.
  public static let `default` = PolicyLimits()
}
