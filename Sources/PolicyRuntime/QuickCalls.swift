// Built-in functions that translated code calls straight, for plain arguments.

/// Does the work of a `callBuiltin` without keywords, given its instruction, the frame's first register
/// and the state; false where it is left to the handler, and then nothing has changed.
typealias QuickCall =
  @convention(c) (
    UnsafeMutableRawPointer, UnsafeMutableRawPointer, UnsafeMutableRawPointer
  ) -> Bool

enum QuickCalls {
  static func function(_ builtin: Builtin, _ count: Int) -> QuickCall? {
    switch (builtin, count) {
    case (.randomChoice, 1): choice
    case (.randomRandom, 0): random
    case (.randomRandint, 2): randomInteger
    case (.mathIsfinite, 1), (.mathIsnan, 1), (.mathIsinf, 1), (.mathSqrt, 1), (.mathExp, 1),
      (.mathSin, 1), (.mathCos, 1), (.mathTanh, 1), (.mathFabs, 1), (.round, 2), (.mathHypot, 2),
      (.mathAtan2, 2), (.mathCopysign, 2), (.isinstance, 2):
      plain
    default: nil
    }
  }

  private typealias Work = (Machine, RegisterPointer, Instruction) -> PolicyValue?

  @inline(__always)
  private static func run(
    _ place: UnsafeMutableRawPointer, _ base: UnsafeMutableRawPointer,
    _ state: UnsafeMutableRawPointer, _ work: Work
  ) -> Bool {
    let (place, base, state) = Handlers.typed(place, base, state)
    let instruction = place.pointee.instruction
    return state.pointee.machine.unsafelyUnwrapped._withUnsafeGuaranteedRef { machine in
      guard let result = work(machine, base + Int(instruction.c), instruction) else { return false }
      base[Int(instruction.a)] = result
      return true
    }
  }

  /// One of those in `Machine.quickBuiltin`.
  private static let plain: QuickCall = {
    run($0, $1, $2) { (machine, window, instruction) in
      machine.quickBuiltin(
        unsafeBitCast(UInt8(truncatingIfNeeded: instruction.b), to: Builtin.self),
        Arguments(window, Int(instruction.d), -1, machine))
    }
  }

  /// An element of a list or tuple.
  private static let choice: QuickCall = {
    run($0, $1, $2) { (machine, window, _) in
      let list = window.pointee
      guard list.tag == .list || list.tag == .tuple else { return nil }
      let count = machine.heap.count(list)
      if count == 0 { return nil }
      return machine.heap.elements(list)[Int(machine.random.below(UInt64(count)))]
    }
  }

  private static let random: QuickCall = {
    run($0, $1, $2) { (machine, _, _) in .real(machine.random.real()) }
  }

  /// A number from one bound to the other, both included.
  private static let randomInteger: QuickCall = {
    run($0, $1, $2) { (machine, window, _) in
      let (low, high) = (window[0], window[1])
      guard low.tag == .int, high.tag == .int, low.int <= high.int,
        low.int.magnitude | high.int.magnitude < 1 << 31
      else { return nil }
      return .int(low.int + Int64(machine.random.below(UInt64(high.int - low.int + 1))))
    }
  }
}
