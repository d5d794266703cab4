// Any one instruction, in full.
//
// The common cases have handlers of their own (Handlers.swift), which call `step` for all others. An
// operand is a register or a permanent slot, chosen by its sign, or a field.
//
// Fuel is taken where code can run again: a call takes as much as its function has statements and
// operations, the round of a loop as much as its body has, and built-in functions take it for the
// elements they go through. Counting every instruction would cost more than many of them.

import PolicySyntax

extension Machine {
  /// Runs a function whose arguments stand at `start`, to its end.
  @inline(__always)
  func run(
    function: Int, at start: UnsafeMutablePointer<PolicyValue>
  ) throws(Fault) -> PolicyValue {
    let stopDepth = depth
    let outer = (state.pointee.stopDepth, state.pointee.base)
    state.pointee.stopDepth = stopDepth
    execute(from: Landing(target: Int(state.pointee.functions[function].entry), base: start))
    let fault = pendingFault == nil ? nil : goOn(stopDepth)
    (state.pointee.stopDepth, state.pointee.base) = outer
    if let fault { throw fault }
    return state.pointee.result
  }

  /// Runs code until the function that the run began with returns, or an instruction fails.
  @inline(__always)
  func execute(from landing: Landing) {
    let place = state.pointee.code + landing.target
    place.pointee.run(place, landing.base, state)
    #if DEBUG
      while let next = state.pointee.next { next.pointee.run(next, state.pointee.base, state) }
    #endif
  }

  /// Goes on after an error where it is caught; gives the one that is not.
  @inline(never)
  func goOn(_ stopDepth: Int) -> Fault? {
    while let fault = pendingFault {
      pendingFault = nil
      do throws(Fault) {
        guard let landing = try land(fault, from: failure, stopDepth: stopDepth) else {
          return fault
        }
        execute(from: landing)
      } catch {
        return error
      }
    }
    return nil
  }

  /// Runs one instruction; gives the next one, or nil where the run ends. A change of the frame is
  /// noted in the state.
  func step(
    _ place: InstructionPointer, _ base: RegisterPointer, _ state: StatePointer
  ) throws(Fault) -> InstructionPointer? {
    let slots = state.pointee.slots
    let code = state.pointee.code
    let i = Cursor(place)
    var next = place + 1
    switch i.operation {
    case .add, .subtract, .multiply, .divide, .floorDivide, .modulo, .power, .matrixMultiply,
      .bitAnd, .bitOr, .bitXor, .leftShift, .rightShift:
      base[Int(i.a)] = try arithmetic(
        i.operation, try operand(i.b, 0, base, slots, next),
        try operand(i.c, 1, base, slots, next), inPlace: i.d != 0)
    case .negate, .plus, .invert:
      base[Int(i.a)] = try unary(i.operation, load(i.b, base, slots))
    case .not: base[Int(i.a)] = .bool(!truth(load(i.b, base, slots)))

    case .less, .lessEqual, .greater, .greaterEqual, .equal, .notEqual, .isIn, .notIn,
      .isSame, .isNotSame:
      base[Int(i.a)] = .bool(
        try compare(i.operation, load(i.b, base, slots), load(i.c, base, slots)))
    case .jumpLess, .jumpLessEqual, .jumpGreater, .jumpGreaterEqual, .jumpEqual, .jumpNotEqual:
      let comparison = unsafeBitCast(
        i.operation.rawValue - Operation.jumpLess.rawValue + Operation.less.rawValue,
        to: Operation.self)
      let outcome = try compare(
        comparison, try operand(i.b, 0, base, slots, next),
        try operand(i.c, 1, base, slots, next))
      if outcome == (i.d != 0) { next = code + Int(i.a) }
    case .jumpIn, .jumpNotIn:
      let x = load(i.b, base, slots)
      let y = load(i.c, base, slots)
      let found: Bool
      if y.tag == .dictionary {
        let entry = try heap.find(y, x, hint: Int(i.d))
        found = entry >= 0
        if found { next[-1].d = UInt16(truncatingIfNeeded: entry) }
      } else {
        found = try compare(.isIn, x, y)
      }
      if found == (i.operation == .jumpIn) { next = code + Int(i.a) }
    case .jumpSame, .jumpNotSame:
      let same = load(i.b, base, slots).isIdentical(to: load(i.c, base, slots))
      if (same == (i.operation == .jumpSame)) == (i.d != 0) {
        next = code + Int(i.a)
      }
    case .jumpNotError:
      if try !isError(load(i.b, base, slots), in: load(i.c, base, slots)) {
        next = code + Int(i.a)
      }
    case .jumpNotShape:
      if try !hasShape(load(i.b, base, slots), Int(i.d), i.c) { next = code + Int(i.a) }
    case .raise: throw try raised(load(i.b, base, slots))
    case .raiseAgain: throw try raisedAgain(load(i.b, base, slots))
    case .jumpIf:
      if truth(load(i.b, base, slots)) == (i.d != 0) { next = code + Int(i.a) }

    case .charge: try charge(Int(i.a))
    case .clear: for register in Int(i.a)..<Int(i.a + i.b) { base[register] = .unbound }
    case .checkBound:
      if load(i.b, base, slots).tag == .unbound { throw unbound(i.a, isLocal: i.c == 1) }
    case .storeGlobal: slots[Int(i.a)] = load(i.b, base, slots)

    case .key:
      let container = load(i.b, base, slots)
      let key = slots[Int(i.c)]
      if container.tag == .dictionary {
        let entry = try heap.find(container, key, hint: Int(i.d))
        if entry < 0 { throw missingKey(key, in: container) }
        next[-1].d = UInt16(truncatingIfNeeded: entry)
        base[Int(i.a)] = heap.value(container, entry)
      } else {
        base[Int(i.a)] = try subscripted(container, key)
      }
    case .subscripted: try item(at: place, base)
    case .setSubscript: try setItem(at: place, base)
    case .deleteSubscript:
      try deleteSubscript(load(i.b, base, slots), load(i.c, base, slots))
    case .makeSlice: try makeSlice(at: place, base)
    case .attribute:
      base[Int(i.a)] = try boundMethod(load(i.b, base, slots), Int(i.c))

    case .getAttribute:
      let object = load(i.b, base, slots)
      let name = slots[Int(i.c)]
      if object.tag == .instance {
        let attributes = heap.cells[object.handle + 1]
        let entry = try heap.find(attributes, name, hint: Int(i.d))
        if entry >= 0 {
          next[-1].d = UInt16(truncatingIfNeeded: entry)
          base[Int(i.a)] = heap.value(attributes, entry)
          return next
        }
      }
      base[Int(i.a)] = try attribute(object, name)
    case .setAttribute: try setAttribute(at: place, base)
    case .checkAttribute: try checkAttribute(load(i.b, base, slots), slots[Int(i.c)])
    case .markFunction:
      base[Int(i.a)] = PolicyValue(
        tag: unsafeBitCast(UInt8(truncatingIfNeeded: i.d), to: PolicyValue.Tag.self),
        handle: base[Int(i.a)].handle)
    case .getProperty:
      base[Int(i.a)] = try property(slots[Int(i.b)], base + Int(i.c))
    case .makeClass:
      let extra = next.pointee
      next += 1
      base[Int(i.a)] = try makeClass(
        slots[Int(i.c)], base: load(extra.instruction.b, base, slots),
        names: program.plain.keywordLists[Int(extra.a)], base + Int(i.b))

    case .makeTuple, .makeList:
      let count = Int(i.c)
      let sequence = try heap.makeSequence(
        i.operation == .makeTuple ? .tuple : .list, count: count,
        capacity: i.operation == .makeTuple ? count : max(count, 4))
      let elements = heap.elements(sequence)
      for index in 0..<count { elements[index] = base[Int(i.b) + index] }
      base[Int(i.a)] = sequence
    case .makeSet:
      let set = try heap.makeDictionary(.set, capacity: Int(i.c))
      for index in 0..<Int(i.c) { try heap.set(set, base[Int(i.b) + index], .none) }
      base[Int(i.a)] = set
    case .makeDictionary:
      let dictionary = try heap.makeDictionary(capacity: Int(i.c))
      for index in 0..<Int(i.c) {
        let pair = base + Int(i.b) + index * 2
        try heap.set(dictionary, pair[0], pair[1])
      }
      base[Int(i.a)] = dictionary
    case .append: try heap.append(load(i.b, base, slots), to: base[Int(i.a)])
    case .extend:
      try extend(base[Int(i.a)], load(i.b, base, slots))
    case .insert: try heap.set(base[Int(i.a)], load(i.b, base, slots), .none)
    case .put:
      try heap.set(base[Int(i.a)], load(i.b, base, slots), load(i.c, base, slots))
    case .merge:
      let mapping = load(i.b, base, slots)
      guard mapping.tag == .dictionary else {
        throw Fault(
          .type,
          "expected a dictionary after '**', found "
            + PolicyValue.describe(mapping.tag))
      }
      try update(base[Int(i.a)], mapping)
    case .listToTuple:
      base[Int(i.a)] = PolicyValue(tag: .tuple, handle: base[Int(i.a)].handle)
    case .unpack:
      let x = load(i.b, base, slots)
      let count = Int(i.c)
      if x.tag == .tuple && i.d == 0 && heap.count(x) == count {
        let elements = heap.elements(x)
        for index in 0..<count { base[Int(i.a) + index] = elements[index] }
      } else {
        try unpack(x, into: base + Int(i.a), count: count, star: Int(i.d) - 1)
      }

    case .call:
      let callee = load(i.b, base, slots)
      let window = base + Int(i.c)
      guard callee.tag == .function else {
        base[Int(i.a)] = try callValue(callee, window, Int(i.d))
        return next
      }
      next = try enter(callee, window, from: base, result: i.a, back: next) {
        (number, function) throws(Fault) in
        if function.simpleCount != Int32(i.d) {
          try bind(callee, number, window, Int(i.d), keywords: -1)
        }
      }
    case .callAttribute, .callSuper:
      let extra = next
      next += 1
      var window = base + Int(i.c)
      var count = Int(i.d) + 1
      let found =
        i.operation == .callAttribute
        ? try callee(slots[Int(i.b)], of: window[0], hint: extra)
        : try calleeOfBase(slots[Int(i.b)], of: window[0], slots[Int(extra.pointee.b)])
      if !found.takesReceiver {
        window += 1
        count -= 1
      }
      let keywords = extra.pointee.instruction.a
      guard found.value.tag == .function else {
        if found.value.tag == .none, i.operation == .callSuper {
          base[Int(i.a)] = .none
          return next
        }
        base[Int(i.a)] = try callValue(found.value, window, count, keywords: keywords)
        return next
      }
      next = try enter(found.value, window, from: base, result: i.a, back: next) {
        (number, function) throws(Fault) in
        if function.simpleCount != Int32(count) || keywords >= 0 {
          try bind(found.value, number, window, count, keywords: keywords)
        }
      }
    case .callKeywords, .callSpread:
      var callee = load(i.b, base, slots)
      let window = base + Int(i.c)
      var keywords: Int32 = -1
      if i.operation == .callKeywords {
        keywords = next.pointee.instruction.a
        next += 1
      } else {
        callee = base[Int(i.b)]
      }
      guard callee.tag == .function else {
        base[Int(i.a)] =
          i.operation == .callSpread
          ? try callValueSpread(callee, window, keywords: Int32(i.d) - 1)
          : try callValue(callee, window, Int(i.d), keywords: keywords)
        return next
      }
      next = try enter(callee, window, from: base, result: i.a, back: next) {
        (number, _) throws(Fault) in
        if i.operation == .callKeywords {
          try bind(callee, number, window, Int(i.d), keywords: keywords)
        } else {
          try bindSpread(callee, number, window)
        }
      }
    case .checkMethod:
      let receiver = load(i.b, base, slots)
      let method = unsafeBitCast(UInt8(truncatingIfNeeded: i.c), to: Method.self)
      if !Machine.has(method, receiver.tag) {
        throw noMethod(method.name, receiver)
      }
    case .get, .getDefault: try get(at: place, base)
    case .length: base[Int(i.a)] = .int(try length(load(i.b, base, slots)))
    case .absolute: base[Int(i.a)] = try absolute(load(i.b, base, slots))
    case .minimum, .maximum:
      let x = load(i.b, base, slots)
      let y = load(i.c, base, slots)
      let takesSecond = try compare(i.operation == .minimum ? .less : .greater, y, x)
      base[Int(i.a)] = takesSecond ? y : x
    case .toInt: base[Int(i.a)] = try toInt(load(i.b, base, slots))
    case .toReal: base[Int(i.a)] = .real(try toReal(load(i.b, base, slots)))
    case .traceText:
      trace.append(text: shortRepr(load(i.b, base, slots)), i.a)

    case .iterate:
      let state = try iterate(load(i.b, base, slots))
      base[Int(i.a)] = state.source
      base[Int(i.a) + 1] = .int(state.position)
      base[Int(i.a) + 2] = .int(state.extra)
    case .next:
      let hasNext = try advance(at: place, base)
      if hasNext == (i.d & 1 != 0) { next = code + Int(i.a) }
    case .nextPair:
      let state = base + Int(i.c)
      let pair = base + Int(i.b)
      let hasNext: Bool
      if state[0].tag == .itemView {
        hasNext = try advanceItems(state, pair)
      } else {
        var iteration = Iteration(
          source: state[0], position: Int(state[1].int), extra: Int(state[2].int))
        let value = try advance(&iteration)
        state[1] = .int(iteration.position)
        hasNext = value.tag != .unbound
        if hasNext {
          if value.tag == .tuple && heap.count(value) == 2 {
            pair[0] = heap.elements(value)[0]
            pair[1] = heap.elements(value)[1]
          } else {
            try unpack(value, into: pair, count: 2, star: -1)
          }
        }
      }
      if hasNext { try charge(Int(i.d >> 1)) }
      if hasNext == (i.d & 1 != 0) { next = code + Int(i.a) }
    case .iterateRange:
      let range = try rangeArguments(base + Int(i.b), Int(i.d))
      base[Int(i.a)] = .int(range.start)
      base[Int(i.a) + 1] = .int(range.count)
      base[Int(i.a) + 2] = .int(range.step)
    case .nextRange:
      let state = base + Int(i.c)
      let left = state[1].int
      if left != 0 {
        let number = state[0].int
        state[1] = .int(left - 1)
        state[0] = .int(number &+ state[2].int)
        base[Int(i.b)] = .int(number)
        try charge(Int(i.d >> 1))
      }
      if (left != 0) == (i.d & 1 != 0) { next = code + Int(i.a) }

    case .makeFunction:
      let boxes = next.pointee.instruction.a
      next += 1
      base[Int(i.a)] = try makeFunction(
        Int(i.b), base + Int(i.c), Int(i.d), boxes: boxes, base)
    case .makeCell:
      let handle = try heap.allocate(1)
      heap.cells[handle] = load(i.b, base, slots)
      base[Int(i.a)] = PolicyValue(tag: .cell, handle: handle)
    case .loadCell:
      let value = heap.cells[base[Int(i.b)].handle]
      if value.tag == .unbound { throw unbound(i.c, isLocal: i.d == 1) }
      base[Int(i.a)] = value
    case .storeCell:
      try heap.requireMutable(base[Int(i.a)])
      heap.cells[base[Int(i.a)].handle] = load(i.b, base, slots)
    case .captured:
      let function = base[Int(i.b)].handle
      let defaults = Int(heap.cells[function].bits >> 32 & 0xFFFF)
      base[Int(i.a)] = heap.cells[function + 1 + defaults + Int(i.c)]

    case .format: try format(at: place, base)
    case .join:
      base[Int(i.a)] = try concatenate(base + Int(i.b), Int(i.c))

    case .unknownName: throw unknownName(i.a, near: i.b)
    case .failAssertion:
      throw i.a == 1
        ? Fault(.stopIteration, "expected another element, found the end of the iteration")
        : try failedAssertion(load(i.b, base, slots))
    case .unknownMethod:
      throw noMethod(program.plain.strings[Int(i.b)], load(i.c, base, slots))

    case .move, .jump, .callBuiltin, .callMethod, .extra, .returnValue, .returnTraced, .traceEnter,
      .trace, .traceJump:
      preconditionFailure("expected an operation whose handler leaves cases to this, found another")
    }
    return next
  }

  /// Enters a function whose arguments stand at `window`, where `bind` moves them to its parameters.
  private func enter(
    _ callee: PolicyValue, _ window: RegisterPointer, from base: RegisterPointer,
    result: Int32, back: InstructionPointer,
    _ bind: (_ number: Int, _ function: FunctionEntry) throws(Fault) -> Void
  ) throws(Fault) -> InstructionPointer {
    let number = Int(UInt32(truncatingIfNeeded: heap.cells[callee.handle].bits))
    let function = state.pointee.functions[number]
    try reserve(function, window)
    try bind(number, function)
    if function.closureRegister >= 0 { window[Int(function.closureRegister)] = callee }
    calls[depth] = Call(instruction: back, base: base, result: result)
    depth += 1
    state.pointee.base = window
    return state.pointee.code + Int(function.entry)
  }
}
