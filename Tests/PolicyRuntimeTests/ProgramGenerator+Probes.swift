/// Single expressions with few restrictions, each in a `try` of its own: formats, methods of text,
/// slices, conversions, comparisons, keys. One that fails tells its class, and the program goes on.
extension ProgramGenerator {
  mutating func probe() {
    write("try:")
    indent += 1
    write("print(\(probeExpression()))")
    indent -= 1
    write("except Exception as e:")
    indent += 1
    write("print('!', type(e).__name__)")
    indent -= 1
  }

  private mutating func number(_ range: ClosedRange<Int>) -> String {
    String(Int.random(in: range, using: &random))
  }

  /// Mostly one of a few, now and then nothing.
  private mutating func maybe(_ percent: Int, _ items: [String]) -> String {
    random.chance(percent) ? random.pick(items) : ""
  }

  private mutating func some(_ kind: Kind) -> String {
    if random.chance(50), let name = variable(kind) { return name }
    switch kind {
    case .text: return random.pick(ProgramGenerator.texts)
    case .real: return random.pick(ProgramGenerator.reals)
    case .int: return random.pick(ProgramGenerator.wholes)
    case .list:
      return random.pick([
        "[3, 1, 2, 1]", "[]", "list(range(7))", "['b', 'a', 'C']", "[(2, 'x'), (1, 'y'), (2, 'a')]",
      ])
    case .dict: return random.pick(["{'a': 3, 'b': 1, 'c': 2}", "{}", "{1: 'x', 2: 'y'}"])
    default: return expression(kind, 3)
    }
  }

  static let texts = [
    "''", "'a,b,,c'", "'  two  words '", "'Alien12'", "'aXbXc'", "'ÄöÜß'",
    "'line\\nline\\r\\nend\\n'", "'abcabc'", "'-3'",
    "'0x1F'", "' 1e3 '", "'1_000'", "'inf'", "'12.5'", "'aaa'", "'日本語'", "'\\t tab'", "'true'",
    "'+7'", "'0b101'", "'007'",
  ]
  static let reals = [
    "0.5", "1.5", "2.5", "-0.5", "0.1", "1e16", "123456789.125", "1e-5", "-2.675", "3.0", "1e22",
    "0.30000000000000004",
    "1e300", "-1e-320", "5e-324", "float('nan')", "float('inf')", "9007199254740993.0", "99999.5",
    "0.0001", "1234.5678",
  ]
  static let wholes = [
    "0", "1", "-1", "7", "-8", "10", "255", "1000", "12345", "-99999", "2**31", "2**53",
    "2**53 + 1", "True", "10**15",
  ]

  private mutating func specification() -> String {
    let fill =
      random.chance(20)
      ? random.pick(["*", "0", "é", "<", "_", " "]) + random.pick(["<", ">", "^", "="])
      : maybe(30, ["<", ">", "^", "="])
    return fill + maybe(25, ["+", "-", " "]) + maybe(10, ["#"]) + maybe(20, ["0"])
      + maybe(55, ["1", "5", "8", "12", "20"]) + maybe(15, [",", "_"])
      + maybe(40, [".0", ".1", ".2", ".3", ".6", ".10", ".17"])
      + maybe(65, ["d", "f", "e", "g", "s", "%", "x", "X", "b", "o", "c", "E", "G", "F", "n", "q"])
  }

  private mutating func percentField() -> String {
    "%" + maybe(20, ["-"]) + maybe(15, ["+", " "]) + maybe(20, ["0"]) + maybe(50, ["3", "6", "12"])
      + maybe(40, [".0", ".1", ".3", ".8"])
      + random.pick(["d", "s", "r", "f", "e", "g", "x", "X", "o", "i", "G", "c", "%", "z"])
  }

  private mutating func bound() -> String {
    maybe(70, ["0", "1", "2", "3", "-1", "-2", "-3", "5", "-9", "9", "None"])
  }

  private mutating func slicing() -> String {
    let step = maybe(50, [":", ":1", ":2", ":-1", ":-2", ":3", ":-5", ":0"])
    return "[\(bound()):\(bound())\(step)]"
  }

  private mutating func key() -> String {
    random.pick([
      "str", "repr", "lambda v: str(v)[::-1]", "type", "len", "abs",
      "lambda v: (len(str(v)), str(v))", "lambda v: -v",
    ])
  }

  private mutating func probeExpression() -> String {
    switch Int.random(in: 0..<16, using: &random) {
    case 0, 1, 2:
      let value = random.pick([some(.int), some(.real), some(.real), some(.text), some(.any)])
      switch Int.random(in: 0..<3, using: &random) {
      case 0: return "f\"{\(value.replacing("\\", with: "")):\(specification())}\""
      case 1: return "format(\(value), '\(specification())')"
      default:
        return
          "'{:\(specification())}|{\(maybe(50, ["0", "1", "!r", "!s"]))}'.format(\(value), \(some(.int)))"
      }
    case 3:
      let value = random.pick([some(.int), some(.real), some(.text), some(.any)])
      if random.chance(40) {
        return "'\(percentField())|\(percentField())' % (\(value), \(some(.real)))"
      }
      return "'\(percentField())' % \(value)"
    case 4, 5: return textMethod()
    case 6: return "(\(some(random.pick([.text, .list])))\(slicing()))"
    case 7:
      let call = random.pick([
        "int(%)", "float(%)", "round(%)", "round(%, \(number(-3...5)))", "str(%)", "repr(%)",
        "bool(%)", "abs(%)", "math.floor(%)", "math.ceil(%)", "math.trunc(%)", "hash(%) == hash(%)",
        "int(%, 16)", "int(%, 0)",
      ])
      .replacing("hash(%) == hash(%)", with: "% == %")
      return call.replacing("%", with: some(random.pick([.text, .real, .int, .real])))
    case 8:
      let operation = random.pick(["<", "<=", ">", ">=", "==", "!=", "in", "not in"])
      let kinds: [Kind] = [.int, .real, .bool, .text, .list, .dict, .any]
      let left = random.pick(kinds)
      return "(\(some(left)) \(operation) \(some(random.chance(60) ? left : random.pick(kinds))))"
    case 9:
      let function = random.pick([
        "sorted", "max", "min", "sorted", "list", "sum", "any", "all", "len", "set", "tuple",
        "dict", "enumerate", "reversed",
      ])
      let options = [
        "sorted": [
          ", key=\(key())", ", reverse=True", ", key=\(key()), reverse=\(expression(.bool, 4))",
        ], "max": [", key=\(key())", ", default=-1"], "min": [", key=\(key())", ", default=None"],
      ][function]
      let call =
        "\(function)(\(some(random.pick([.list, .list, .dict, .text])))\(options.map { maybe(60, $0) } ?? ""))"
      return function == "set"
        ? "sorted(\(call), key=repr)"
        : function == "enumerate" || function == "reversed" ? "list(\(call))" : call
    case 10:
      let (a, b) = (some(.dict), some(.dict))
      let joined = random.pick([
        "\(a).keys() % \(b).keys()", "set(\(a)) % set(\(b))", "\(a).items() % \(b).items()",
        "set(\(some(.text))) % \(b).keys()",
      ])
      return "sorted(\(joined.replacing("%", with: random.pick(["&", "|", "-", "^"]))), key=repr)"
    case 11:
      let pair = random.pick([
        (some(.int), divisor(3)), (some(.real), divisor(3)), (divisor(3), divisor(3)),
      ])
      return
        "\(random.pick(["divmod", "math.fmod", "math.copysign", "math.hypot", "math.atan2", "max", "min", "math.gcd", "math.isclose"]))(\(pair.0), \(pair.1))"
    case 12:
      return random.pick([
        "random.random()", "random.randint(\(number(-3...3)), \(number(0...50)))",
        "random.choice(\(some(.list)))", "random.uniform(\(some(.int)), \(some(.int)))",
        "random.randrange(\(number(0...9)))",
        "random.randrange(\(number(-5...5)), \(number(0...30)), \(number(-2...3)))",
        "random.sample(range(\(number(0...40))), \(number(0...5)))",
        "random.choices(\(some(.list)), k=\(number(0...3)))", "random.gauss(0, 1)",
      ])
    case 13:
      return random.pick([
        "list(map(\(key()), \(some(.list))))", "list(filter(None, \(some(.list))))",
        "list(zip(\(some(.list)), \(some(.text))))", "[*\(some(.list)), *\(some(.dict))]",
        "{**\(some(.dict)), **\(some(.dict))}", "dict(zip(\(some(.text)), \(some(.list))))",
        "[(i, v) for i, v in enumerate(\(some(.list)), \(number(-2...2))) if v]",
        "next((v for v in \(some(.list)) if v), None)", "{v: k for k, v in \(some(.dict)).items()}",
        "\", \".join(f'{k}={v}' for k, v in \(some(.dict)).items())",
      ])
    case 14:
      let list = some(.list)
      return random.pick([
        "\(list).index(\(some(.int)))", "\(list).count(\(some(.int)))",
        "\(list).index(1, \(number(-3...3)))", "\(list) * \(number(-1...3))",
        "\(list)[\(number(-5...5))]", "\(list) + \(some(.list))",
        "tuple(\(list)) < tuple(\(some(.list)))",
        "(lambda a, *b, c=1, **d: (a, b, c, d))(*\(list)\(maybe(50, [", c=2", ", **\(some(.dict))", ", e=3"])))",
      ])
    default:
      return random.pick([
        "isinstance(%, (int, str))", "type(%).__name__", "type(%) in (int, float)", "callable(%)",
        "hasattr(%, 'get')", "getattr(%, 'real', 'none')", "not %", "[%] * 2", "(%,)",
        "str(%).split()", "str([%])",
      ])
      .replacing("getattr(%, 'real', 'none')", with: "% or 'none'")
      .replacing("%", with: some(random.pick(Kind.allCases)))
    }
  }

  private mutating func textMethod() -> String {
    let text = some(.text)
    let part =
      random.chance(60)
      ? random.pick(["'a'", "','", "' '", "'b'", "''", "'X'", "'ab'", "'1'", "'ß'"]) : some(.text)
    let call = random.pick([
      "split()", "split(#)", "split(#, \(number(-1...2)))", "rsplit(#, \(number(-1...2)))",
      "rsplit(None, 1)", "partition(#)", "rpartition(#)",
      "find(#)", "rfind(#)", "index(#)", "count(#)", "find(#, \(number(-4...5)))",
      "rfind(#, \(number(-4...3)), \(number(-3...6)))",
      "count(#, \(number(-4...4)))", "replace(#, 'yy')", "replace(#, '', \(number(-1...2)))",
      "strip(#)", "lstrip(#)", "rstrip(#)", "strip()",
      "center(\(number(0...12)), '*')", "ljust(\(number(0...9)))", "rjust(\(number(0...9)), '.')",
      "zfill(\(number(0...9)))", "startswith(#)",
      "endswith((#, 'c'))", "startswith(('A', #))", "removeprefix(#)", "removesuffix(#)",
      "splitlines()", "title()", "capitalize()",
      "swapcase()", "upper()", "lower()", "casefold()", "isdigit()", "isalpha()", "isalnum()",
      "isspace()", "isupper()", "islower()",
      "isnumeric()", "isdecimal()", "isidentifier()", "isascii()", "join(#)", "join([#, 'q'])",
      "join(\(some(.list)))", "format(#)",
    ])
    return "\(text).\(call.replacing("#", with: part))"
  }
}
