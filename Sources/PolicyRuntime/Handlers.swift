// Which handler runs an instruction.
//
// A handler does the common case of an operation for certain kinds of operands, and goes on with the
// next instruction's handler. What is not the common case, and every operation without a handler of
// its own, is left to `general`, which runs the one instruction by `Machine.step`.

enum Handlers {
  /// The handlers of an operation for kinds of operands, in the order of `combination`.
  typealias Table = [Handler]

  /// - Parameter next: the instruction that stands behind it.
  static func handler(of instruction: Instruction, before next: Instruction?) -> Handler {
    switch instruction.operation {
    case .add: Arithmetic.add[combination(instruction)]
    case .subtract: Arithmetic.subtract[combination(instruction)]
    case .multiply: Arithmetic.multiply[combination(instruction)]
    case .divide: Arithmetic.divide[combination(instruction)]
    case .floorDivide: Arithmetic.floorDivide[combination(instruction)]
    case .modulo: Arithmetic.modulo[combination(instruction)]
    case .jumpLess: Decisions.less[combination(instruction)]
    case .jumpLessEqual: Decisions.lessEqual[combination(instruction)]
    case .jumpGreater: Decisions.greater[combination(instruction)]
    case .jumpGreaterEqual: Decisions.greaterEqual[combination(instruction)]
    case .jumpEqual: Decisions.equal[combination(instruction)]
    case .jumpNotEqual: Decisions.notEqual[combination(instruction)]
    case .jump: Decisions.jump
    case .jumpIf: instruction.b >= 0 ? Decisions.jumpIf : general
    case .jumpSame, .jumpNotSame:
      instruction.b >= 0 && instruction.c < 0 ? Decisions.jumpSame : general
    case .move:
      if let next, next.operation == .move {
        Moves.pairs[(instruction.b >= 0 ? 0 : 2) + (next.b >= 0 ? 0 : 1)]
      } else {
        instruction.b >= 0 ? Moves.register : Moves.slot
      }
    case .key: instruction.b >= 0 ? Lookups.key : general
    case .jumpIn, .jumpNotIn:
      instruction.b < 0 && instruction.c >= 0 ? Lookups.jumpIn : general
    case .unpack: instruction.b >= 0 && instruction.d == 0 ? Lookups.unpack : general
    case .checkBound: Moves.checkBound
    case .get: instruction.b >= 0 && instruction.c < 0 ? Lookups.get : Natives.get
    case .getDefault: instruction.b >= 0 && instruction.c < 0 ? Lookups.getDefault : Natives.get
    case .getAttribute: instruction.b >= 0 ? Lookups.attribute : general
    case .subscripted:
      instruction.b < 0 ? Natives.item : instruction.c < 0 ? Lookups.itemBySlot : Lookups.item
    case .setSubscript: instruction.b >= 0 ? Lookups.setItem : Natives.setItem
    case .setAttribute: Natives.setAttribute
    case .makeSlice: Natives.slice
    case .format: Natives.format
    case .join: Natives.join
    case .makeList, .makeTuple: Moves.makeSequence
    case .append: Moves.append
    case .length: instruction.b >= 0 ? Arithmetic.length : general
    case .absolute: instruction.b >= 0 ? Arithmetic.absolute : general
    case .toInt: instruction.b >= 0 ? Arithmetic.toInt : general
    case .minimum, .maximum: Arithmetic.extreme
    case .callBuiltin: Calls.builtin
    case .callMethod: Calls.method
    case .iterate: Loops.iterate
    case .next: Loops.next
    case .nextPair: Loops.nextPair
    case .nextRange: Loops.nextRange
    case .call: Calls.call
    case .callAttribute: Calls.callAttribute
    case .returnValue: instruction.b >= 0 ? Calls.returnRegister : Calls.returnSlot
    case .returnTraced: Tracing.returnValue
    case .traceEnter: Tracing.enter
    case .trace: Tracing.event
    case .traceJump: Tracing.jump
    default: general
    }
  }

  /// The number of an instruction's kinds of operands: registers or fields on the left; registers,
  /// slots or fields on the right; all others are one.
  private static func combination(_ instruction: Instruction) -> Int {
    let left = instruction.b >= Field.first ? 1 : instruction.b >= 0 ? 0 : 2
    let right = instruction.c >= Field.first ? 2 : instruction.c >= 0 ? 0 : 1
    return left == 2 ? 6 : left * 3 + right
  }

  /// Runs any instruction.
  static let general: Handler = { place, base, state in
    let (place, base, state) = typed(place, base, state)
    runGenerally(place, base, state)
  }

  @inline(never)
  static func runGenerally(
    _ place: InstructionPointer, _ base: RegisterPointer, _ state: StatePointer
  ) {
    if let next = step(place, base, state) {
      proceed(next, state.pointee.base, state)
    } else {
      #if DEBUG
        state.pointee.next = nil
      #endif
    }
  }

  /// One step of the machine; nil where the run ends, also by an error.
  @inline(never)
  static func step(
    _ place: InstructionPointer, _ base: RegisterPointer, _ state: StatePointer
  ) -> InstructionPointer? {
    state.pointee.base = base
    return state.pointee.machine.unsafelyUnwrapped._withUnsafeGuaranteedRef { machine in
      do throws(Fault) {
        return try machine.step(place, base, state)
      } catch {
        machine.fail(error, at: place, base)
        return nil
      }
    }
  }

  @inline(__always)
  static func typed(
    _ place: UnsafeMutableRawPointer, _ base: UnsafeMutableRawPointer,
    _ state: UnsafeMutableRawPointer
  ) -> (InstructionPointer, RegisterPointer, StatePointer) {
    (
      place.assumingMemoryBound(to: ThreadedInstruction.self),
      base.assumingMemoryBound(to: PolicyValue.self),
      state.assumingMemoryBound(to: RunState.self)
    )
  }
}

extension Machine {
  /// Notes what went wrong and where.
  func fail(_ fault: Fault, at place: InstructionPointer, _ base: RegisterPointer) {
    pendingFault = fault
    failure = Landing(target: place - code.instructions, base: base)
    if faultInstruction < 0 { faultInstruction = failure.target }
  }
}
