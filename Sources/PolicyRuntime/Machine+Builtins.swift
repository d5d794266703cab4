// The built-in functions.

import PolicySyntax

extension Machine {
  func callBuiltin(
    _ builtin: Builtin, _ arguments: Arguments
  ) throws(Fault) -> PolicyValue {
    if arguments.arePositional, let result = quickBuiltin(builtin, arguments) { return result }
    return try callAnyBuiltin(builtin, arguments)
  }

  @inline(never)
  private func callAnyBuiltin(
    _ builtin: Builtin, _ arguments: Arguments
  ) throws(Fault) -> PolicyValue {
    if builtin.rawValue >= Builtin.randomRandom.rawValue {
      return try callRandom(builtin, arguments)
    }
    if builtin.isError {
      try arguments.check(builtin.name, 0...255, self)
      return try makeError(builtin, (0..<arguments.count).map { arguments[$0] })
    }
    if builtin.rawValue >= Builtin.mathSqrt.rawValue {
      if builtin == .mathProd || builtin == .mathFsum { return try total(builtin, arguments) }
      return try callMath(builtin, arguments)
    }
    func check(_ allowed: ClosedRange<Int>, _ keywords: [String] = []) throws(Fault) {
      if arguments.arePositional, allowed.contains(arguments.count) { return }
      try arguments.check(builtin.name, allowed, keywords: keywords, self)
    }
    switch builtin {
    case .abs:
      try check(1...1)
      return try absolute(arguments[0])
    case .all, .any:
      try check(1...1)
      var iteration = try iterate(arguments[0])
      while true {
        let value = try advance(&iteration)
        if value.tag == .unbound { return .bool(builtin == .all) }
        try charge(1)
        if truth(value) == (builtin == .any) { return .bool(builtin == .any) }
      }
    case .bool:
      try check(0...1)
      return .bool(arguments.count == 1 && truth(arguments[0]))
    case .bin, .hex, .oct:
      try check(1...1)
      let x = try integer(arguments[0], "\(builtin.name)()")
      let (radix, prefix) =
        builtin == .bin ? (2, "0b") : builtin == .hex ? (16, "0x") : (8, "0o")
      return try heap.makeString(
        "\(x < 0 ? "-" : "")\(prefix)\(String(x.magnitude, radix: radix))".utf8)
    case .format:
      try check(1...2)
      let empty = try heap.makeString(EmptyCollection<UInt8>())
      let format = arguments.count == 2 ? arguments[1] : empty
      guard format.tag == .string else {
        throw Fault(
          .type, "expected text as the format, found \(PolicyValue.describe(format.tag))")
      }
      let text = try formatted(arguments[0], conversion: 0, format)
      return text.tag == .string ? text : try heap.makeString(try str(text).utf8)
    case .getattr, .hasattr:
      try check(2...(builtin == .getattr ? 3 : 2))
      guard arguments[1].tag == .string else {
        throw Fault(
          .type,
          "expected the name of an attribute for \(builtin.name)(), found "
            + PolicyValue.describe(arguments[1].tag))
      }
      do throws(Fault) {
        let value = try ownAttribute(arguments[0], arguments[1])
        return builtin == .hasattr ? .bool(true) : value
      } catch {
        guard error.kind == .attribute else { throw error }
        if builtin == .hasattr { return .bool(false) }
        if arguments.count == 3 { return arguments[2] }
        throw error
      }
    case .setattr, .delattr:
      try check(builtin == .setattr ? 3...3 : 2...2)
      guard arguments[1].tag == .string else {
        throw Fault(
          .type,
          "expected the name of an attribute for \(builtin.name)(), found "
            + PolicyValue.describe(arguments[1].tag))
      }
      if builtin == .setattr {
        try setAttribute(arguments[0], permanent(arguments[1]), arguments[2])
      } else {
        try deleteAttribute(arguments[0], permanent(arguments[1]))
      }
      return .none
    case .callable:
      try check(1...1)
      return .bool(isCallable(arguments[0]))
    case .chr:
      try check(1...1)
      let code = try integer(arguments[0], "chr()")
      guard let scalar = UInt32(exactly: code).flatMap(Unicode.Scalar.init) else {
        throw Fault(.value, "expected the code of a character for chr(), found \(code)")
      }
      return try heap.makeString(String(Character(scalar)).utf8)
    case .ord:
      try check(1...1)
      guard arguments[0].tag == .string, heap.characterCount(arguments[0]) == 1 else {
        throw Fault(
          .type, "expected one character for ord(), found \(self.shortRepr(arguments[0]))")
      }
      return .int(Int64(heap.string(arguments[0]).unicodeScalars.first!.value))
    case .dict: return try makeDict(arguments)
    case .divmod:
      try check(2...2)
      return try makeTuple([
        try arithmetic(.floorDivide, arguments[0], arguments[1], inPlace: false),
        try arithmetic(.modulo, arguments[0], arguments[1], inPlace: false),
      ])
    case .enumerate:
      try check(1...2, ["start"])
      let start =
        try (arguments.count == 2 ? arguments[1] : arguments.keyword("start", self))
        .map { (value) throws(Fault) in try integer(value, "enumerate()") } ?? 0
      return try enumerated(arguments[0], from: start)
    case .filter, .map: return try mapOrFilter(builtin, arguments)
    case .float:
      try check(0...1)
      return .real(arguments.count == 0 ? 0 : try toReal(arguments[0]))
    case .int:
      try check(0...2, ["base"])
      if arguments.count == 0 { return .int(Int64(0)) }
      guard let base = arguments.count == 2 ? arguments[1] : arguments.keyword("base", self)
      else { return try toInt(arguments[0]) }
      let radix = try integer(base, "int()")
      guard arguments[0].tag == .string, radix == 0 || (2...36).contains(radix) else {
        throw Fault(.type, "expected text and a base from 2 to 36 for int(), found other values")
      }
      return .int(try parseInt(arguments[0], base: Int(radix)))
    case .isinstance:
      try check(2...2)
      return .bool(try isInstance(arguments[0], arguments[1], depth: 0))
    case .iter:
      try check(1...1)
      if arguments[0].tag == .iterator { return arguments[0] }
      return try makeIterator(arguments[0])
    case .len:
      try check(1...1)
      return .int(try length(arguments[0]))
    case .list, .tuple:
      try check(0...1)
      let tag: PolicyValue.Tag = builtin == .list ? .list : .tuple
      if arguments.count == 0 { return try heap.makeSequence(tag, count: 0, capacity: 0) }
      return try makeSequence(tag, of: arguments[0])
    case .set:
      try check(0...1)
      let source = arguments.count == 1 ? arguments[0] : .none
      let isCounted = source.tag == .list || source.tag == .tuple
      let isRange = source.tag == .range
      let expected =
        isCounted ? heap.count(source) : isRange ? Int(heap.range(source).count) : 0
      let set = try heap.makeDictionary(.set, capacity: min(expected, 64))
      if arguments.count == 1 { try update(set, arguments[0]) }
      return set
    case .max, .min: return try extreme(builtin, arguments)
    case .next:
      try check(1...2)
      guard arguments[0].tag == .iterator else {
        throw Fault(
          .type,
          "expected an iterator for next(), found "
            + PolicyValue.describe(arguments[0].tag))
      }
      var iteration = Iteration(source: arguments[0], position: 0, extra: 0)
      let value = try advance(&iteration)
      if value.tag != .unbound { return value }
      guard arguments.count == 2 else {
        throw Fault(
          .stopIteration, "expected another element, found the end of the iteration")
      }
      return arguments[1]
    case .pow:
      try check(2...3, ["mod"])
      if let modulus = arguments.count == 3 ? arguments[2] : arguments.keyword("mod", self),
        modulus.tag != .none
      {
        return .int(
          try modularPower(
            try integer(arguments[0], "pow()"), try integer(arguments[1], "pow()"),
            try integer(modulus, "pow()")))
      }
      return try arithmetic(.power, arguments[0], arguments[1], inPlace: false)
    case .print:
      try check(0...10_000, ["sep", "end", "flush"])
      try printValues(arguments)
      return .none
    case .range:
      try check(1...3)
      return try heap.makeRange(rangeArguments(arguments.first, arguments.count))
    case .repr, .str:
      try check(builtin == .repr ? 1...1 : 0...1)
      if arguments.count == 0 { return try heap.makeString(EmptyCollection<UInt8>()) }
      if builtin == .str && arguments[0].tag == .string { return arguments[0] }
      let mark = buffer.count
      defer { buffer.remove(from: mark) }
      if builtin == .repr { try appendRepr(arguments[0]) } else { try appendText(arguments[0]) }
      try charge((buffer.count - mark) / 8)
      return try takeText(from: mark)
    case .reversed:
      try check(1...1)
      let list = try makeSequence(.list, of: arguments[0])
      var elements = UnsafeMutableBufferPointer(
        start: heap.elements(list), count: heap.count(list))
      elements.reverse()
      return try makeIterator(list)
    case .round:
      try check(1...2, ["ndigits"])
      return try round(
        arguments[0],
        arguments.count == 2 ? arguments[1] : arguments.keyword("ndigits", self) ?? .none)
    case .sorted:
      if let keys = arguments.keyword(names.sortKeys, self) {
        try sort(arguments[0], by: keys, isReversed: try isReversed(arguments))
        return arguments[0]
      }
      try check(1...1, ["key", "reverse"])
      let mark = work.count
      defer { work.remove(from: mark) }
      let count = try sortedValues(
        arguments[0], key: arguments.keyword(names.key, self),
        isReversed: try isReversed(arguments))
      return try makeSequence(.list, from: mark, count: count)
    case .sum:
      try check(1...2, ["start"])
      return try sum(
        arguments[0], (arguments.count == 2 ? arguments[1] : arguments.keyword("start", self)))
    case .type:
      try check(1...1)
      return try typeOf(arguments[0])
    case .zip: return try zipped(arguments)
    default:
      // A type that has no name in a policy: `type(None)()`.
      throw Fault(.type, "expected a function to call, found the type \(builtin.shortName)")
    }
  }

  // MARK: Helpers

  /// The option `reverse` of `sorted` and `sort`: an integer, as for CPython.
  func isReversed(_ arguments: Arguments) throws(Fault) -> Bool {
    guard let value = arguments.keyword(names.reverse, self) else { return false }
    return try integer(value, "reverse") != 0
  }

  func makeIterator(_ source: PolicyValue) throws(Fault) -> PolicyValue {
    let iteration = try iterate(source)
    let handle = try heap.allocate(3)
    heap.cells[handle] = source
    heap.cells[handle + 1] = .int(iteration.position)
    heap.cells[handle + 2] = .int(iteration.extra)
    return PolicyValue(tag: .iterator, handle: handle)
  }

  private func makeDict(_ arguments: Arguments) throws(Fault) -> PolicyValue {
    guard arguments.count <= 1 else {
      throw Fault(.type, "expected at most 1 argument for dict(), found \(arguments.count)")
    }
    let result = try heap.makeDictionary(capacity: 4)
    if arguments.count == 1 { try update(result, arguments[0]) }
    for (name, value) in arguments.named(self) {
      try heap.set(result, .string(name), value)
    }
    return result
  }

  /// `math.prod` and `math.fsum`.
  private func total(
    _ builtin: Builtin, _ arguments: Arguments
  ) throws(Fault) -> PolicyValue {
    try arguments.check(
      builtin.name, 1...1, keywords: builtin == .mathProd ? ["start"] : [], self)
    let values = try collect(arguments[0])
    if builtin == .mathProd {
      var product = arguments.keyword("start", self) ?? .int(Int64(1))
      for value in values {
        product = try arithmetic(.multiply, product, value, inPlace: false)
      }
      return product
    }
    // The exact sum as reals that do not overlap (Shewchuk 1997), rounded once at the end.
    var partials: [Double] = []
    var special = 0.0
    for value in values {
      try charge(2 + partials.count)
      var x = try number(value, "math.fsum()")
      guard x.isFinite else {
        special += x
        continue
      }
      var kept: [Double] = []
      for partial in partials {
        var (large, small) = x.magnitude < partial.magnitude ? (partial, x) : (x, partial)
        let high = large + small
        small -= high - large
        if small != 0 { kept.append(small) }
        large = high
        x = high
      }
      partials = kept + [x]
    }
    if special != 0 || special.isNaN { return .real(special) }
    guard var sum = partials.popLast() else { return .real(0) }
    while let next = partials.popLast() {
      let before = sum
      sum = before + next
      let rest = next - (sum - before)
      if rest != 0 {
        // Half a unit in the last place: the sign of what is left decides.
        if let below = partials.last, (rest < 0) == (below < 0) {
          let doubled = rest * 2
          let other = sum + doubled
          if doubled == other - sum { sum = other }
        }
        break
      }
    }
    return .real(sum)
  }

  func isInstance(
    _ value: PolicyValue, _ type: PolicyValue, depth: Int
  ) throws(Fault) -> Bool {
    if type.tag == .tuple {
      try heap.checkDepth(depth)
      for index in 0..<heap.count(type) {
        if try isInstance(value, heap.elements(type)[index], depth: depth + 1) { return true }
      }
      return false
    }
    if type.tag == .classType {
      return value.tag == .instance && isClass(heap.cells[value.handle], sameOrBelow: type)
    }
    guard type.tag == .builtin else {
      throw Fault(
        .type, "expected a type for isinstance(), found \(PolicyValue.describe(type.tag))")
    }
    let builtin = unsafeBitCast(UInt8(truncatingIfNeeded: type.bits), to: Builtin.self)
    guard builtin.isType else {
      throw Fault(.type, "expected a type for isinstance(), found the function \(builtin.name)")
    }
    switch builtin {
    case .int: return value.isWhole
    case .float: return value.tag == .real
    case .bool: return value.tag == .bool
    case .str: return value.tag == .string
    case .list: return value.tag == .list
    case .tuple: return value.tag == .tuple
    case .dict: return value.tag == .dictionary
    case .set: return value.tag == .set
    case .range: return value.tag == .range
    case .type:
      if value.tag == .classType { return true }
      return try typeOf(value).isIdentical(to: type)
    case .typeNoneType, .typeFunction, .typeMethod, .typeBuiltinFunction, .typeIterator:
      return try typeOf(value).isIdentical(to: type)
    default:
      guard builtin.isError, isError(value) else { return false }
      return try isError(value, in: type)
    }
  }

  func typeOf(_ value: PolicyValue) throws(Fault) -> PolicyValue {
    let builtin: Builtin
    switch value.tag {
    case .int: builtin = .int
    case .real: builtin = .float
    case .bool: builtin = .bool
    case .string: builtin = .str
    case .list: builtin = .list
    case .tuple: builtin = .tuple
    case .dictionary: builtin = .dict
    case .set: builtin = .set
    case .range: builtin = .range
    case .instance, .error: return heap.cells[value.handle]
    case .none: builtin = .typeNoneType
    case .function, .staticMethod: builtin = .typeFunction
    case .boundMethod: builtin = .typeMethod
    case .method: builtin = .typeBuiltinFunction
    case .iterator: builtin = .typeIterator
    case .classType: builtin = .type
    case .builtin:
      let own = unsafeBitCast(UInt8(truncatingIfNeeded: value.bits), to: Builtin.self)
      builtin = own.isType ? .type : .typeBuiltinFunction
    default:
      throw Fault(
        .unsupported,
        "expected a value whose type has a name, found "
          + PolicyValue.describe(value.tag))
    }
    return PolicyValue(tag: .builtin, bits: UInt64(builtin.rawValue))
  }

  private func round(_ value: PolicyValue, _ digits: PolicyValue) throws(Fault) -> PolicyValue {
    guard value.isNumber else {
      throw Fault(.type, "expected a number for round(), found \(PolicyValue.describe(value.tag))")
    }
    if digits.tag == .none {
      guard value.tag == .real else { return .int(value.int) }
      return .int(try truncated(value.real.rounded(.toNearestOrEven), "round()"))
    }
    let count = try integer(digits, "round()")
    if value.tag == .real {
      let places = Int(max(-400, min(400, count)))
      // Far from the digits of a double it goes through hundreds of them.
      if places.magnitude > 22 { try charge(100) }
      let result = PythonNumber.rounded(value.real, digits: places)
      if result.isInfinite && value.real.isFinite { throw overflowed("round()") }
      return .real(result)
    }
    guard count < 0 else { return .int(value.int) }
    guard count > -19 else { return .int(Int64(0)) }
    let unit = try power(10, -count)
    let remainder = value.int % unit
    var result = value.int - remainder
    let twice = remainder.magnitude &* 2
    let isOdd = (result / unit) & 1 != 0
    if twice > unit.magnitude || (twice == unit.magnitude && isOdd) {
      let (sum, overflow) = result.addingReportingOverflow(remainder < 0 ? -unit : unit)
      if overflow { throw overflowed("round()") }
      result = sum
    }
    return .int(result)
  }

  private func printValues(_ arguments: Arguments) throws(Fault) {
    func option(_ name: String) throws(Fault) -> PolicyValue? {
      guard let value = arguments.keyword(name, self), value.tag != .none else { return nil }
      guard value.tag == .string else {
        throw Fault(
          .type,
          "expected text or None for \(name) in print(), found \(PolicyValue.describe(value.tag))")
      }
      return value
    }
    let (separator, end) = (try option("sep"), try option("end"))
    let mark = buffer.count
    defer { buffer.remove(from: mark) }
    for index in 0..<arguments.count {
      if index > 0 {
        if let separator { try appendText(separator) } else { buffer.append(UInt8(ascii: " ")) }
      }
      try appendText(arguments[index])
    }
    if let end { try appendText(end) } else { buffer.append(UInt8(ascii: "\n")) }
    try charge((buffer.count - mark) / 8)
    trace.print(buffer.text(from: mark))
  }
}
