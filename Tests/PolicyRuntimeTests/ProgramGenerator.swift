/// A small random generator with a fixed sequence for a seed (SplitMix64).
struct SeededRandom: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }
  mutating func pick<T>(_ items: [T]) -> T { items.randomElement(using: &self)! }
}

/// Writes random programs of the policy language that always end.
///
/// Expressions are mostly of the type that is wanted, so that programs get far before their first
/// error; now and then the type is wrong on purpose. Loops run over short ranges and collections.
struct ProgramGenerator {
  enum Kind: CaseIterable { case int, real, bool, text, list, dict, any }

  var random: SeededRandom
  var names: [(name: String, kind: Kind)] = []
  var functions: [(name: String, parameters: Int)] = []
  var lines: [String] = []
  var indent = 0
  var loops = 0
  var counter = 0
  var budget = 0
  /// Whether the code being written stands in a method.
  var isMethod = false

  init(seed: UInt64) { random = SeededRandom(state: seed) }

  mutating func program() -> String {
    lines = ["import math", "import random", ""]
    functions = []
    if random.chance(40) { return classProgram() }
    for index in 0..<Int.random(in: 0...3, using: &random) { function("helper\(index)") }
    names = []
    write("def act(obs):")
    indent = 1
    for kind in Kind.allCases { assign(kind) }
    budget = 30
    block(Int.random(in: 3...9, using: &random), depth: 0)
    write("return [\(names.prefix(10).map(\.name).joined(separator: ", "))]")
    return lines.joined(separator: "\n") + "\n"
  }

  // MARK: Statements

  mutating func write(_ text: String) {
    lines.append(String(repeating: "    ", count: indent) + text)
  }

  mutating func function(_ name: String) {
    names = [("a", .int), ("b", .any)]
    let style = Int.random(in: 0..<4, using: &random)
    write(
      [
        "def \(name)(a, b):", "def \(name)(a, b=\(literal(.int))):", "def \(name)(a, *b):",
        "def \(name)(a, b, *, c=2):",
      ][style])
    if style == 3 { names.append(("c", .int)) }
    indent = 1
    if random.chance(30) { write("\"\"\"A helper.\"\"\"") }
    budget = 12
    block(Int.random(in: 1...4, using: &random), depth: 1)
    write("return \(expression(.any, 2))")
    indent = 0
    write("")
    functions.append((name, style))
  }

  mutating func block(_ count: Int, depth: Int) {
    let scope = names
    for _ in 0..<count { statement(depth) }
    // Names that only a branch assigns may be unbound after it: they stay visible now and then.
    if !random.chance(3) { names = scope }
  }

  mutating func assign(_ kind: Kind) {
    counter += 1
    let name = "v\(counter)"
    write("\(name) = \(expression(kind, 1))")
    names.append((name, kind))
  }

  mutating func nested(_ depth: Int) {
    indent += 1
    block(Int.random(in: 1...3, using: &random), depth: depth + 1)
    indent -= 1
  }

  mutating func statement(_ depth: Int) {
    budget -= 1
    let choice =
      budget < 0 || depth > 3
      ? Int.random(in: 0..<9, using: &random) : Int.random(in: 0..<34, using: &random)
    switch choice {
    case 0, 1: assign(random.pick(Kind.allCases))
    case 2:
      guard let target = variable(random.chance(85) ? .int : .any) else { return assign(.int) }
      if random.chance(30) {
        write("\(target) \(random.pick(["//=", "%="])) \(divisor(2))")
      } else {
        write(
          "\(target) \(random.pick(["+=", "-=", "*=", "|=", "&=", "^="])) \(expression(.int, 2))")
      }
      if random.chance(70) { write("\(target) = \(target) % 1000 if \(target) else 0") }
    case 3:
      let kind = random.pick([Kind.real, .list, .text])
      guard let target = variable(kind) else { return assign(kind) }
      let operation = kind == .real ? random.pick(["+=", "*=", "-="]) : "+="
      write("\(target) \(operation) \(expression(random.chance(90) ? kind : .any, 2))")
      if kind != .real { write("\(target) = \(target)[:12]") }
    case 4: write("print(\(expression(.any, 2)), \(expression(.any, 2)))")
    case 5: listStatement()
    case 6: dictStatement()
    case 7:
      let (first, second) = (random.pick(Kind.allCases), random.pick(Kind.allCases))
      // The two differ: CPython 3.11.2 leaves the first value in `x` after `x, x = 1, 2`.
      guard let a = variable(first), let b = variable(second), a != b else { return assign(first) }
      write("\(a), \(b) = \(expression(first, 2)), \(expression(second, 2))")
    case 8:
      if loops > 0 {
        write("if \(expression(.bool, 2)):")
        indent += 1
        write(random.pick(["break", "continue"]))
        indent -= 1
      } else {
        write("if \(expression(.bool, 1)): return \(expression(.any, 1))")
      }
    case 9, 10, 11, 12:
      write("if \(expression(.bool, 2)):")
      nested(depth)
      while random.chance(30) {
        write("elif \(expression(.bool, 2)):")
        nested(depth)
      }
      if random.chance(50) {
        write("else:")
        nested(depth)
      }
    case 13, 14, 15, 16, 17: loop(depth)
    case 18: whileLoop(depth)
    case 19:
      write("assert \(expression(.bool, 1)) or True, \(expression(.text, 1))")
    case 20:
      counter += 1
      let name = "f\(counter)"
      write("def \(name)(p, q=\(expression(.int, 1))):")
      let outer = names
      let outerLoops = loops
      loops = 0
      names.removeAll { $0.name.hasPrefix("e") }
      names.append(("p", .int))
      names.append(("q", .int))
      nested(depth + 1)
      indent += 1
      write("return \(expression(.any, 2))")
      indent -= 1
      names = outer
      loops = outerLoops
      write("print(\(name)(\(expression(.int, 1))), \(name)(q=1, p=\(expression(.int, 1))))")
    case 21:
      let items = expression(.list, 1)
      counter += 2
      write("w\(counter - 1), *w\(counter) = \(items)")
      names.append(("w\(counter - 1)", .int))
      names.append(("w\(counter)", .list))
    case 22:
      counter += 1
      write("if (w\(counter) := \(expression(.int, 1))) > \(literal(.int)):")
      names.append(("w\(counter)", .int))
      nested(depth)
    case 23, 24: tryStatement(depth)
    case 25, 26: matchStatement(depth)
    case 28, 29, 30: for _ in 0...2 { probe() }
    case 31, 32, 33: for _ in 0...1 { idiom() }
    default:
      if let name = variable(.any), random.chance(10), !name.contains(".") {
        write("del \(name)")
      } else {
        write("\(expression(.any, 3))")
      }
    }
  }

  mutating func loop(_ depth: Int) {
    counter += 1
    let i = "i\(counter)"
    let j = "j\(counter)"
    let scope = names
    switch Int.random(in: 0..<6, using: &random) {
    case 0, 1:
      write("for \(i) in range(\(Int.random(in: 0...5, using: &random))):")
      names.append((i, .int))
    case 2:
      write("for \(i) in \(expression(.list, 1))[:6]:")
      names.append((i, .int))
    case 3:
      write("for \(i), \(j) in list(\(expression(.dict, 1)).items())[:5]:")
      names += [(i, .text), (j, .int)]
    case 4:
      write("for \(i), \(j) in enumerate(\(expression(.list, 1))[:4]):")
      names += [(i, .int), (j, .int)]
    default:
      write("for \(i), \(j) in zip(\(expression(.list, 1))[:4], \(expression(.text, 1))):")
      names += [(i, .int), (j, .text)]
    }
    loops += 1
    nested(depth)
    loops -= 1
    if random.chance(20) {
      write("else:")
      nested(depth)
    }
    names = scope + (random.chance(5) ? [(i, .any)] : [])
  }

  mutating func whileLoop(_ depth: Int) {
    counter += 1
    let n = "n\(counter)"
    write("\(n) = 0")
    write(
      "while \(n) < \(Int.random(in: 0...4, using: &random))\(random.chance(30) ? " and \(expression(.bool, 1))" : ""):"
    )
    indent += 1
    write("\(n) += 1")
    indent -= 1
    loops += 1
    nested(depth)
    loops -= 1
    if random.chance(20) {
      write("else:")
      nested(depth)
    }
    // The counter must not be assigned by the body: it is not among the names.
  }

  mutating func listStatement() {
    guard let list = variable(.list) else { return assign(.list) }
    let value = expression(random.chance(95) ? .int : .any, 2)
    if random.chance(50) { write("if len(\(list)) < 2: \(list) += [5, 6]") }
    write(
      random.pick([
        "\(list).append(\(value))", "\(list)[0] = \(value)", "\(list)[-1] += \(value)",
        "\(list).insert(1, \(value))", "\(list).extend(\(expression(.list, 1))[:3])",
        "\(list).sort(key=str)", "\(list).reverse()", "print(\(list).pop())",
        "\(list)[1:2] = [\(value)]",
        "\(list) = \(list)[:8]", "del \(list)[0]", "print(\(list).index(\(value)))",
        "\(list).sort(key=lambda k: -k)", "\(list).remove(\(value))",
      ]))
  }

  mutating func dictStatement() {
    guard let dict = variable(.dict) else { return assign(.dict) }
    let value = expression(random.chance(80) ? .int : .any, 2)
    let key = random.pick(["\"a\"", "\"b\"", "\"k\"", expression(.text, 1), "1", "(1, 2)"])
    write(
      random.pick([
        "\(dict)[\(key)] = \(value)", "\(dict)[\"a\"] = 1; \(dict)[\"a\"] += \(value)",
        "\(dict).update(\(expression(.dict, 1)))", "print(\(dict).pop(\(key), None))",
        "\(dict)[\(key)] = 1; del \(dict)[\(key)]", "\(dict).setdefault(\(key), \(value))",
        "print(\(key) in \(dict), len(\(dict)))", "print(sorted(\(dict).items(), key=str))",
      ]))
  }

  // MARK: Expressions

  mutating func variable(_ kind: Kind) -> String? {
    names.filter { kind == .any || $0.kind == kind }.randomElement(using: &random)?.name
  }

  mutating func literal(_ kind: Kind) -> String {
    switch kind {
    case .int: String(random.pick([0, 1, 2, 3, 5, 7, 10, 42, 100, -1, -2, -7]))
    case .real:
      random.pick(["0.0", "0.5", "1.5", "2.0", "-3.25", "1e3", "0.1", "-0.0", "1e-7", "123456.789"])
    case .bool: random.pick(["True", "False"])
    case .text:
      random.pick(["\"\"", "\"a\"", "\"abc\"", "\"B c\"", "\"é日\"", "'it\\'s'", "\"12\""])
    case .list: random.pick(["[]", "[1]", "[3, 1, 2]", "[5, 5, 0, -1]", "[0.5, 2]"])
    case .dict: random.pick(["{}", "{\"a\": 1}", "{\"a\": 1, \"b\": 2}", "{\"k\": 0, 3: 4}"])
    case .any: random.pick(["None", "(1, 2)", "()", "True", "1", "\"x\"", "(0.5, \"t\")"])
    }
  }

  mutating func expression(_ wanted: Kind, _ depth: Int) -> String {
    let kind = random.chance(1) ? random.pick(Kind.allCases) : wanted
    if depth > 4 || random.chance(20 + depth * 10) {
      if random.chance(60), let name = variable(kind) { return name }
      return literal(kind)
    }
    let next = depth + 1
    func e(_ kind: Kind) -> String { expression(kind, next) }
    switch kind {
    case .int:
      switch Int.random(in: 0..<14, using: &random) {
      case 0...3:
        if random.chance(40) {
          return "(\(e(.int)) \(random.pick(["//", "%"])) \(divisor(next)))"
        }
        return "(\(e(.int)) \(random.pick(["+", "-", "*", "&", "|", "^"])) \(e(.int)))"
      case 4: return "len(\(e(random.pick([.list, .text, .dict]))))"
      case 5: return "\(random.pick(["min", "max"]))(\(e(.int)), \(e(.int)))"
      case 6: return "abs(\(e(.int)))"
      case 7: return "int(\(e(random.pick([.real, .bool, .int]))))"
      case 8: return "(\(e(.int)) if \(e(.bool)) else \(e(.int)))"
      case 9: return "sum(\(e(.list)))"
      case 10:
        return random.chance(80)
          ? "(\(e(.list)) or [4])[\(random.pick(["0", "-1"]))]"
          : "\(e(.list))[\(random.pick(["0", "-1", "1", e(.int)]))]"
      case 11: return "\(e(.dict)).get(\(random.pick(["\"a\"", "\"z\""])), \(e(.int)))"
      case 12: return call(next)
      default: return "-\(e(.int))"
      }
    case .real:
      switch Int.random(in: 0..<8, using: &random) {
      case 0, 1: return "(\(e(.real)) \(random.pick(["+", "-", "*"])) \(e(.int)))"
      case 2: return "(\(e(.real)) \(random.pick(["/", "//", "%"])) \(divisor(next)))"
      case 3: return "(\(e(.int)) / \(divisor(next)))"
      case 4: return "round(\(e(.real)), \(random.pick(["0", "1", "2", "-1"])))"
      case 5: return "float(\(e(.int)))"
      case 6: return "math.\(random.pick(["sqrt(abs", "floor(", "sin(", "exp(-abs"]))(\(e(.real))))"
      default: return "(\(e(.real)) if \(e(.bool)) else \(e(.real)))"
      }
    case .bool:
      switch Int.random(in: 0..<8, using: &random) {
      case 0...2:
        let operation = random.pick(["<", "<=", ">", ">=", "==", "!="])
        return "(\(e(.int)) \(operation) \(e(random.pick([.int, .real]))))"
      case 3: return "(\(e(.int)) < \(e(.int)) <= \(e(.int)))"
      case 4: return "(\(e(.bool)) \(random.pick(["and", "or"])) \(e(.bool)))"
      case 5: return "(not \(e(.any)))"
      case 6: return "(\(e(.int)) \(random.pick(["in", "not in"])) \(e(.list)))"
      default:
        return "\(random.pick(["any", "all"]))(x > \(e(.int)) for x in \(e(.list)))"
      }
    case .text:
      switch Int.random(in: 0..<9, using: &random) {
      case 0: return "(\(e(.text)) + \(e(.text)))"
      case 1: return "\(e(.text))[\(slice())]"
      case 2: return "str(\(e(.any)))[:40]"
      case 3:
        return
          "f\"{\(variable(.any) ?? "1")}:{\(variable(.int) ?? "2"):>4}|{\(variable(.text) ?? "3")!r}\"[:50]"
      case 4: return "\(e(.text)).\(random.pick(["upper", "lower", "strip", "title"]))()"
      case 5: return "\",\".join(str(x) for x in \(e(.list)))[:40]"
      case 6: return "\(e(.text)).replace(\"a\", \(literal(.text)))[:40]"
      case 7: return "repr(\(e(.any)))[:60]"
      default: return "(\(e(.text)) * \(random.pick(["0", "1", "2"])))"
      }
    case .list:
      switch Int.random(in: 0..<9, using: &random) {
      case 0: return "[\(e(.int)), \(e(.int))]"
      case 1: return "(\(e(.list)) + \(e(.list)))[:9]"
      case 2: return "\(e(.list))[\(slice())]"
      case 3:
        return
          "[x \(random.pick(["+", "-", "*"])) \(e(.int)) for x in \(e(.list)) if x != \(literal(.int))]"
      case 4: return "sorted(\(e(.list)))"
      case 5: return "list(range(\(literal(.int)), \(Int.random(in: 0...8, using: &random))))"
      case 6: return "[*\(e(.list)), \(e(.int))]"
      case 7: return "sorted(\(e(.list)), key=lambda t: \(random.pick(["-t", "t % 3", "abs(t)"])))"
      default: return "[y for x in [\(e(.list)), \(e(.list))] for y in x][:7]"
      }
    case .dict:
      switch Int.random(in: 0..<4, using: &random) {
      case 0: return "{\"a\": \(e(.int)), \(random.pick(["\"b\"", "\"c\"", "1"])): \(e(.int))}"
      case 1: return "dict(\(e(.dict)))"
      case 2: return "{**\(e(.dict)), \"n\": \(e(.int))}"
      default: return "{str(x): x for x in \(e(.list))}"
      }
    case .any:
      switch Int.random(in: 0..<4, using: &random) {
      case 0: return "(\(e(.any)), \(e(.int)))"
      case 1: return call(next)
      default: return e(random.pick([.int, .real, .bool, .text, .list, .dict]))
      }
    }
  }

  /// A divisor that is seldom zero.
  mutating func divisor(_ depth: Int) -> String {
    switch Int.random(in: 0..<10, using: &random) {
    case 0: expression(.int, depth)
    case 1...4: random.pick(["2", "3", "-4", "7", "0.5", "-2.5"])
    default: "(abs(\(expression(.int, depth))) + 1)"
    }
  }

  mutating func slice() -> String {
    random.pick([
      "1:", ":2", "::-1", "-2:", "1:3", "::2", "\(literal(.int)):\(literal(.int))",
      "\(literal(.int)):\(literal(.int)):\(literal(.int))",
    ])
  }

  mutating func call(_ depth: Int) -> String {
    guard let function = functions.randomElement(using: &random) else {
      return expression(.int, depth)
    }
    let a = expression(.int, depth)
    let b = expression(.any, depth)
    if function.name.hasPrefix("m"), !isMethod { return a }
    let name = function.name.hasPrefix("m") ? "self.\(function.name)" : function.name
    return call(name, function.parameters, a, b, depth)
  }

  private mutating func call(
    _ name: String, _ style: Int, _ a: String, _ b: String, _ depth: Int
  ) -> String {
    switch style {
    case 1: return random.pick(["\(name)(\(a))", "\(name)(\(a), b=\(b))"])
    case 2: return random.pick(["\(name)(\(a))", "\(name)(\(a), \(b), 3)"])
    case 3: return "\(name)(\(a), \(b), c=\(expression(.int, depth)))"
    default:
      return random.pick([
        "\(name)(\(a), \(b))", "\(name)(b=\(b), a=\(a))",
        "\(name)(*[\(a), \(b)])",
      ])
    }
  }
}
