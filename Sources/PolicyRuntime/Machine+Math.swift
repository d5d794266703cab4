// The modules `math` and `random`.

import Foundation
import PolicySyntax

extension Machine {
  func callMath(_ builtin: Builtin, _ arguments: Arguments) throws(Fault) -> PolicyValue {
    func check(_ allowed: ClosedRange<Int>) throws(Fault) {
      if arguments.arePositional, allowed.contains(arguments.count) { return }
      try arguments.check(builtin.name, allowed, self)
    }
    func argument(_ index: Int) throws(Fault) -> Double {
      try number(arguments[index], "\(builtin.name)()")
    }
    switch builtin {
    case .mathFloor, .mathCeil, .mathTrunc:
      try check(1...1)
      if arguments[0].isWhole { return .int(arguments[0].int) }
      let x = try argument(0)
      let rule: FloatingPointRoundingRule =
        builtin == .mathFloor ? .down : builtin == .mathCeil ? .up : .towardZero
      return .int(try truncated(x.rounded(rule), "\(builtin.name)()"))
    case .mathIsnan, .mathIsinf, .mathIsfinite:
      try check(1...1)
      let x = try argument(0)
      return .bool(
        builtin == .mathIsnan ? x.isNaN : builtin == .mathIsinf ? x.isInfinite : x.isFinite)
    case .mathGcd:
      try check(0...255)
      var result: UInt64 = 0
      for index in 0..<arguments.count {
        var other = try integer(arguments[index], "math.gcd()").magnitude
        while other != 0 { (result, other) = (other, result % other) }
      }
      guard let value = Int64(exactly: result) else { throw overflowed("math.gcd()") }
      return .int(value)
    case .mathIsqrt:
      try check(1...1)
      let x = try integer(arguments[0], "math.isqrt()")
      guard x >= 0 else {
        throw Fault(.value, "expected zero or more for math.isqrt(), found \(x)")
      }
      var root = Int64(Double(x).squareRoot())
      while root > 3_037_000_499 || root * root > x { root -= 1 }
      while root < 3_037_000_499 && (root + 1) * (root + 1) <= x { root += 1 }
      return .int(root)
    case .mathLcm:
      try check(0...255)
      var result: Int64 = 1
      for index in 0..<arguments.count {
        let x = try integer(arguments[index], "math.lcm()")
        if x == 0 { return .int(Int64(0)) }
        var (a, b) = (result.magnitude, x.magnitude)
        while b != 0 { (a, b) = (b, a % b) }
        let (product, overflow) = (result.magnitude / a).multipliedReportingOverflow(
          by: x.magnitude)
        guard !overflow, let value = Int64(exactly: product) else { throw overflowed("math.lcm()") }
        result = value
      }
      return .int(result)
    case .mathFactorial:
      try check(1...1)
      let x = try integer(arguments[0], "math.factorial()")
      guard x >= 0 else {
        throw Fault(.value, "expected zero or more for math.factorial(), found \(x)")
      }
      guard x <= 20 else { throw overflowed("math.factorial()") }
      return .int((1...max(1, x)).reduce(1, *))
    case .mathComb:
      try check(2...2)
      let n = try integer(arguments[0], "math.comb()")
      let k = try integer(arguments[1], "math.comb()")
      guard n >= 0, k >= 0 else {
        throw Fault(.value, "expected zero or more for math.comb(), found a negative number")
      }
      guard k <= n else { return .int(Int64(0)) }
      var result: UInt64 = 1
      // The number leaves 64 bits, and the loop ends, after 62 steps at most, or k is small.
      for step in 0..<UInt64(min(k, n - k)) {
        let (high, low) = result.multipliedFullWidth(by: UInt64(n) - step)
        guard high <= step else { throw overflowed("math.comb()") }
        result = (step + 1).dividingFullWidth((high, low)).quotient
      }
      guard let value = Int64(exactly: result) else { throw overflowed("math.comb()") }
      return .int(value)
    case .mathModf:
      try check(1...1)
      let x = try argument(0)
      let whole = x.rounded(.towardZero)
      let part = x.isInfinite ? Double(signOf: x, magnitudeOf: 0) : x - whole
      return try makeTuple([.real(Double(signOf: x, magnitudeOf: part)), .real(whole)])
    case .mathHypot:
      try check(0...255)
      var norm = EuclideanNorm()
      for index in 0..<arguments.count { norm.note(try argument(index)) }
      for index in 0..<arguments.count { norm.add(try argument(index)) }
      return .real(norm.value)
    case .mathDist: return .real(try distance(arguments))
    case .mathIsclose: return .bool(try isClose(arguments))
    case .mathLog:
      try check(1...2)
      let x = try logarithm(builtin, argument(0), log)
      guard arguments.count == 2 else { return .real(x) }
      let base = try logarithm(builtin, argument(1), log)
      guard base != 0 else { throw divisionByZero("math.log()") }
      return .real(x / base)
    case .mathLog2:
      try check(1...1)
      return .real(try logarithm(builtin, argument(0), log2))
    case .mathLog10:
      try check(1...1)
      return .real(try logarithm(builtin, argument(0), log10))
    case .mathPow:
      try check(2...2)
      return .real(try power(argument(0), argument(1)))
    case .mathAtan2, .mathFmod, .mathCopysign:
      try check(2...2)
      let x = try argument(0)
      let y = try argument(1)
      switch builtin {
      case .mathAtan2: return .real(atan2(x, y))
      case .mathCopysign: return .real(Double(signOf: y, magnitudeOf: x))
      default: return .real(try checked(builtin, fmod(x, y), x, y))
      }
    case .mathProd, .mathFsum: preconditionFailure("handled before")
    default:
      try check(1...1)
      return .real(try ofOne(builtin, argument(0)))
    }
  }

  private func ofOne(_ builtin: Builtin, _ x: Double) throws(Fault) -> Double {
    let result: Double
    switch builtin {
    case .mathSqrt: result = x.squareRoot()
    case .mathSin: result = sin(x)
    case .mathCos: result = cos(x)
    case .mathTan: result = tan(x)
    case .mathAsin: result = asin(x)
    case .mathAcos: result = acos(x)
    case .mathAtan: result = atan(x)
    case .mathSinh: result = sinh(x)
    case .mathCosh: result = cosh(x)
    case .mathTanh: result = tanh(x)
    case .mathAsinh: result = asinh(x)
    case .mathAcosh, .mathAtanh:
      guard x.isNaN || (builtin == .mathAcosh ? x >= 1 : abs(x) < 1) else {
        throw outside(builtin, x)
      }
      result = builtin == .mathAcosh ? acosh(x) : atanh(x)
    case .mathCbrt: result = cbrt(x)
    case .mathExp2: result = exp2(x)
    case .mathExp: result = exp(x)
    case .mathExpm1: result = expm1(x)
    case .mathLog1p:
      guard x > -1 || x.isNaN else { throw outside(builtin, x) }
      result = log1p(x)
    case .mathFabs: result = abs(x)
    case .mathDegrees: result = x * (180 / .pi)
    case .mathRadians: result = x * (.pi / 180)
    default: preconditionFailure("\(builtin) does not take one number")
    }
    return try checked(builtin, result, x, 0)
  }

  /// An error where a function of numbers has no result or one beyond all floats.
  private func checked(
    _ builtin: Builtin, _ result: Double, _ x: Double, _ y: Double
  ) throws(Fault) -> Double {
    if result.isNaN && !x.isNaN && !y.isNaN { throw outside(builtin, x) }
    if result.isInfinite && x.isFinite && y.isFinite {
      throw Fault(
        .overflow, "expected a result of \(builtin.name)() within a float, found a larger one")
    }
    return result
  }

  private func outside(_ builtin: Builtin, _ x: Double) -> Fault {
    Fault(
      .value,
      "expected a number for which \(builtin.name)() exists, found \(PythonNumber.text(x))")
  }

  private func logarithm(
    _ builtin: Builtin, _ x: Double, _ function: (Double) -> Double
  ) throws(Fault) -> Double {
    guard x > 0 || x.isNaN else { throw outside(builtin, x) }
    return function(x)
  }

  private func power(_ x: Double, _ y: Double) throws(Fault) -> Double {
    let result = pow(x, y)
    if x == 0 && y < 0 && y.isFinite { throw outside(.mathPow, x) }
    return try checked(.mathPow, result, x, y)
  }

  private func distance(_ arguments: Arguments) throws(Fault) -> Double {
    try arguments.check("math.dist", 2...2, self)
    let (p, q) = (arguments[0], arguments[1])
    guard p.tag == .list || p.tag == .tuple, q.tag == .list || q.tag == .tuple else {
      throw Fault(.type, "expected two points for math.dist(), found other values")
    }
    guard heap.count(p) == heap.count(q) else {
      throw Fault(.value, "expected points of one dimension for math.dist(), found two")
    }
    try charge(heap.count(p))
    var differences: [Double] = []
    for index in 0..<heap.count(p) {
      let x = try number(heap.elements(p)[index], "math.dist()")
      let y = try number(heap.elements(q)[index], "math.dist()")
      differences.append(x - y)
    }
    var norm = EuclideanNorm()
    for difference in differences { norm.note(difference) }
    for difference in differences { norm.add(difference) }
    return norm.value
  }

  private func isClose(_ arguments: Arguments) throws(Fault) -> Bool {
    try arguments.check("math.isclose", 2...2, keywords: ["rel_tol", "abs_tol"], self)
    let a = try number(arguments[0], "math.isclose()")
    let b = try number(arguments[1], "math.isclose()")
    let relative =
      try arguments.keyword("rel_tol", self)
      .map { (value) throws(Fault) in try number(value, "rel_tol") } ?? 1e-9
    let absolute =
      try arguments.keyword("abs_tol", self)
      .map { (value) throws(Fault) in try number(value, "abs_tol") } ?? 0
    guard relative >= 0, absolute >= 0 else {
      throw Fault(.value, "expected tolerances of zero or more, found a negative one")
    }
    if a == b { return true }
    if a.isInfinite || b.isInfinite { return false }
    let difference = abs(b - a)
    return difference <= abs(relative * b) || difference <= abs(relative * a)
      || difference <= absolute
  }

  // MARK: random

  func callRandom(
    _ builtin: Builtin, _ arguments: Arguments
  ) throws(Fault) -> PolicyValue {
    func check(_ allowed: ClosedRange<Int>, _ keywords: [String] = []) throws(Fault) {
      if arguments.arePositional, allowed.contains(arguments.count) { return }
      try arguments.check(builtin.name, allowed, keywords: keywords, self)
    }
    switch builtin {
    case .randomRandom:
      try check(0...0)
      return .real(random.real())
    case .randomUniform:
      try check(2...2)
      let a = try number(arguments[0], "random.uniform()")
      let b = try number(arguments[1], "random.uniform()")
      var width = b - a
      if arguments[0].isWhole, arguments[1].isWhole {
        // The difference of integers is exact.
        let (difference, overflow) = arguments[1].int.subtractingReportingOverflow(
          arguments[0].int)
        if !overflow { width = Double(difference) }
      }
      return .real(a + width * random.real())
    case .randomRandint:
      try check(2...2)
      let low = try integer(arguments[0], "random.randint()")
      let high = try integer(arguments[1], "random.randint()")
      let (stop, overflow) = high.addingReportingOverflow(1)
      if overflow { throw overflowed("random.randint()") }
      return .int(try randomInteger(low, stop, 1, "random.randint()"))
    case .randomRandrange:
      try check(1...3)
      let first = try integer(arguments[0], "random.randrange()")
      let start = arguments.count > 1 ? first : 0
      let stop = arguments.count > 1 ? try integer(arguments[1], "random.randrange()") : first
      let step = arguments.count > 2 ? try integer(arguments[2], "random.randrange()") : 1
      return .int(try randomInteger(start, stop, step, "random.randrange()"))
    case .randomChoice:
      try check(1...1)
      switch arguments[0].tag {
      case .list, .tuple, .string, .range: break
      case .dictionary, .set:
        // As in CPython, a place is drawn and then looked up: a dictionary may have it as a key.
        let count = heap.liveCount(arguments[0])
        guard count > 0 else {
          throw Fault(.index, "expected at least one element for random.choice(), found none")
        }
        return try subscripted(arguments[0], .int(Int64(random.below(UInt64(count)))))
      default:
        throw Fault(
          .type,
          "expected a list, tuple or text for random.choice(), "
            + "found \(PolicyValue.describe(arguments[0].tag))")
      }
      let count = try length(arguments[0])
      guard count > 0 else {
        throw Fault(.index, "expected at least one element for random.choice(), found none")
      }
      return try element(arguments[0], Int(random.below(UInt64(count))))
    case .randomChoices: return try choices(arguments)
    case .randomGauss:
      try check(0...2)
      let mean = arguments.count > 0 ? try number(arguments[0], "random.gauss()") : 0
      let deviation = arguments.count > 1 ? try number(arguments[1], "random.gauss()") : 1
      return .real(mean + normal() * deviation)
    case .randomShuffle:
      try check(1...1)
      guard arguments[0].tag == .list else {
        throw Fault(
          .type,
          "expected a list for random.shuffle(), found \(PolicyValue.describe(arguments[0].tag))")
      }
      try heap.requireMutable(arguments[0])
      let elements = heap.elements(arguments[0])
      try charge(heap.count(arguments[0]))
      for i in stride(from: heap.count(arguments[0]) - 1, to: 0, by: -1) {
        let j = Int(random.below(UInt64(i + 1)))
        (elements[i], elements[j]) = (elements[j], elements[i])
      }
      return .none
    case .randomSample:
      try check(1...2, ["k"])
      return try sample(arguments)
    default:
      try check(0...1)
      guard arguments.count == 1, arguments[0].isWhole else {
        throw Fault(
          .unsupported, "expected an int for random.seed(), found another seed or none",
          hint: "random.seed(7) gives the same numbers every time")
      }
      random.reseed(arguments[0].int.magnitude)
      return .none
    }
  }

  private func randomInteger(
    _ start: Int64, _ stop: Int64, _ step: Int64, _ function: String
  ) throws(Fault) -> Int64 {
    guard step != 0 else {
      throw Fault(.value, "expected a step other than zero for \(function), found 0")
    }
    let count = try Heap.rangeCount(start: start, stop: stop, step: step)
    guard count > 0 else {
      throw Fault(.value, "expected a range with numbers for \(function), found an empty one")
    }
    return start + Int64(random.below(UInt64(count))) * step
  }

  /// The Box–Muller pair in the order in which CPython's `gauss` uses it.
  private func normal() -> Double {
    if let spare = random.spare {
      random.spare = nil
      return spare
    }
    let angle = random.real() * 2 * Double.pi
    let radius = (-2 * log(1 - random.real())).squareRoot()
    random.spare = sin(angle) * radius
    return cos(angle) * radius
  }

  /// `choices(population, weights=None, *, cum_weights=None, k=1)`, as CPython draws.
  private func choices(_ arguments: Arguments) throws(Fault) -> PolicyValue {
    try arguments.check("random.choices", 1...2, keywords: ["weights", "cum_weights", "k"], self)
    let population = try collect(arguments[0])
    // As in CPython, a place of a dictionary is looked up as a key, and a set has no places.
    func drawn(_ place: Int) throws(Fault) -> PolicyValue {
      guard arguments[0].tag == .dictionary || arguments[0].tag == .set else {
        return population[place]
      }
      return try subscripted(arguments[0], .int(Int64(place)))
    }
    let count =
      try arguments.keyword("k", self)
      .map { (value) throws(Fault) in try integer(value, "random.choices()") } ?? 1
    try heap.reserve(cells: Int(max(0, min(count, 1 << 40))))
    try charge(Int(max(0, count)))
    var sums: [Double] = []
    let weights = arguments.count == 2 ? arguments[1] : arguments.keyword("weights", self)
    if let weights, weights.tag != .none {
      var total = 0.0
      for weight in try collect(weights) {
        total += try number(weight, "random.choices()")
        sums.append(total)
      }
    } else if let given = arguments.keyword("cum_weights", self), given.tag != .none {
      for sum in try collect(given) { sums.append(try number(sum, "random.choices()")) }
    } else {
      guard !population.isEmpty || count <= 0 else {
        // As in CPython, a number is drawn before the place is found missing.
        _ = random.real()
        if [.dictionary, .set].contains(arguments[0].tag) { _ = try drawn(0) }
        throw Fault(.index, "expected at least one element for random.choices(), found none")
      }
      var result: [PolicyValue] = []
      for _ in 0..<max(0, count) {
        result.append(try drawn(Int(random.real() * Double(population.count))))
      }
      return try makeList(result)
    }
    guard sums.count == population.count else {
      throw Fault(
        .value, "expected \(population.count) weights for random.choices(), found \(sums.count)")
    }
    guard let total = sums.last else {
      throw Fault(.index, "expected at least one element for random.choices(), found none")
    }
    guard total > 0, total.isFinite else {
      throw Fault(.value, "expected weights with a finite sum above zero for random.choices()")
    }
    var result: [PolicyValue] = []
    for _ in 0..<max(0, count) {
      let place = random.real() * total
      result.append(try drawn(sums.dropLast().firstIndex { place < $0 } ?? sums.count - 1))
    }
    try charge(Int(max(0, count)) * sums.count / 8)
    return try makeList(result)
  }

  private func sample(_ arguments: Arguments) throws(Fault) -> PolicyValue {
    guard arguments[0].tag == .list || arguments[0].tag == .tuple || arguments[0].tag == .range
    else {
      throw Fault(
        .type,
        "expected a list, tuple or range for random.sample(), "
          + "found \(PolicyValue.describe(arguments[0].tag))")
    }
    var pool = try collect(arguments[0])
    let total = pool.count
    guard let size = arguments.count == 2 ? arguments[1] : arguments.keyword("k", self) else {
      throw Fault(.type, "expected the number of elements for random.sample(), found none")
    }
    let wanted = try integer(size, "random.sample()")
    guard wanted >= 0, wanted <= total else {
      throw Fault(
        .value, "expected a sample of 0 to \(total) elements, found \(wanted)")
    }
    let count = Int(wanted)
    // CPython draws from a shrinking pool when that is smaller than a set of chosen places.
    var setSize = 21
    if count > 5 { setSize += Int(pow(4, ceil(log(Double(count * 3)) / log(4)))) }
    var result: [PolicyValue] = []
    if total <= setSize {
      for i in 0..<count {
        let j = Int(random.below(UInt64(total - i)))
        result.append(pool[j])
        pool[j] = pool[total - i - 1]
      }
    } else {
      var chosen: Set<Int> = []
      for _ in 0..<count {
        var j = Int(random.below(UInt64(total)))
        while chosen.contains(j) { j = Int(random.below(UInt64(total))) }
        chosen.insert(j)
        result.append(pool[j])
      }
    }
    return try makeList(result)
  }
}
