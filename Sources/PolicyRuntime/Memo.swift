// What instructions on text gave.
//
// Most text that policies work with is the keys of observations: `"Alien" in key`, `key[:5]`,
// `key.rstrip("0123456789")`, `f"Alien{i}"`. Such an instruction has one operand that varies, a
// permanent string or a small whole number, and what it gives depends on nothing else. Translated code
// looks it up by that number. What is not known is done by the handler, as ever, and once more for the
// memo: with the fuel it takes, and undone. Results that stand in the step's memory are not kept.

/// What one instruction gave, by the number of its permanent string, or by its whole number.
final class Memo {
  /// The result, unbound where it is not known, a box where it cannot be kept; and its fuel.
  struct Entry {
    var result = PolicyValue.unbound
    var fuel = 0
    private var unused = 0

    init() {}
  }

  /// Does the instruction's work, given the value that varies.
  typealias Evaluate = (Machine, PolicyValue) throws(Fault) -> PolicyValue

  let entries: UnsafeMutablePointer<Entry>
  let count: Int
  /// The register of the value that varies, and its type.
  private let variable: Int
  private let tag: PolicyValue.Tag
  private let evaluate: Evaluate

  /// Whole numbers from 0 on that are remembered, and most strings.
  private static let numbers = 128
  private static let mostStrings = 1024

  init(
    _ machine: Machine, variable: Int32, _ tag: PolicyValue.Tag, _ evaluate: @escaping Evaluate
  ) {
    count = tag == .int ? Memo.numbers : min(Memo.mostStrings, machine.heap.internedCount)
    entries = .allocate(capacity: max(1, count))
    entries.initialize(repeating: Entry(), count: max(1, count))
    self.variable = Int(variable)
    self.tag = tag
    self.evaluate = evaluate
  }

  deinit { entries.deallocate() }

  /// Called by translated code where an entry is not known: a memo, the frame's first register, the
  /// state.
  static let fill: Handler = { memo, base, state in
    let (_, base, state) = Handlers.typed(memo, base, state)
    state.pointee.machine.unsafelyUnwrapped._withUnsafeGuaranteedRef { machine in
      Unmanaged<Memo>.fromOpaque(memo)._withUnsafeGuaranteedRef { $0.fill(machine, base) }
    }
  }

  private func fill(_ machine: Machine, _ base: RegisterPointer) {
    let value = base[variable]
    guard value.tag == tag, tag == .int || value.isInterned, value.bits < UInt64(count) else {
      return
    }
    let entry = entries + Int(value.bits)
    entry.pointee.result = PolicyValue(tag: .cell, handle: 0)
    let fuel = machine.fuel
    machine.fuel = 1 << 32
    let error = machine.currentError
    if let result = machine.heap.undoing({ () throws(Fault) in try evaluate(machine, value) }),
      !result.isHandle
    {
      entry.pointee.result = result
      entry.pointee.fuel = 1 << 32 - machine.fuel
    }
    machine.currentError = error
    machine.fuel = fuel
  }
}
