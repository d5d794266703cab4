/// Classes with state, errors that are caught, and patterns.
extension ProgramGenerator {
  /// A program in the class style: what stands on `self` lasts from step to step.
  mutating func classProgram() -> String {
    lines += ["import opto.trace as trace", "from opto.trace import Module, bundle", ""]
    for index in 0..<Int.random(in: 0...1, using: &random) { function("helper\(index)") }
    write(random.pick(["@trace.model", "", "@trace.model"]))
    write("class Policy(\(random.pick(["Module", "trace.Module", "object"]))):")
    indent = 1
    var own: [(name: String, kind: Kind)] = []
    for (index, kind) in [Kind.int, .real, .text].enumerated() where random.chance(40) {
      write("K\(index) = \(literal(kind))")
      own.append(("self.K\(index)", kind))
    }
    write("def __init__(self):")
    indent = 2
    write("super().__init__()")
    names = own
    isMethod = true
    for (index, kind) in Kind.allCases.enumerated() {
      write("self.s\(index) = \(random.chance(70) ? literal(kind) : expression(kind, 3))")
      own.append(("self.s\(index)", kind))
      names = own
    }
    indent = 1
    for index in 0..<Int.random(in: 0...2, using: &random) { method("m\(index)", own) }
    write("def __call__(self, obs):")
    indent = 2
    names = own
    for kind in Kind.allCases where random.chance(50) { assign(kind) }
    budget = 25
    block(Int.random(in: 3...8, using: &random), depth: 0)
    // What grows without end would differ only in the limits.
    write("self.s\(Kind.allCases.firstIndex(of: .int)!) %= 1000")
    write("print(\(own.map(\.name).joined(separator: ", ")))")
    write("return [\(names.prefix(10).map(\.name).joined(separator: ", "))]")
    return lines.joined(separator: "\n") + "\n"
  }

  private mutating func method(_ name: String, _ own: [(name: String, kind: Kind)]) {
    names = own + [("a", .int), ("b", .any)]
    if random.chance(50) { write("@\(random.pick(["trace.", ""]))bundle(trainable=True)") }
    write("def \(name)(self, a, b):")
    indent = 2
    budget = 8
    block(Int.random(in: 1...3, using: &random), depth: 1)
    write("return \(expression(.any, 2))")
    indent = 1
    functions.append((name, 0))
  }

  mutating func tryStatement(_ depth: Int) {
    let scope = names
    write("try:")
    nested(depth)
    if random.chance(40) {
      indent += 1
      write(
        random.pick([
          "raise ValueError(\(expression(.any, 3)))", "raise KeyError",
          "{}[\(expression(.int, 3))]",
          "[1, 2][\(expression(.int, 3))]", "1 / \(expression(.int, 3))", "None.x", "int(\"x\")",
          "raise TypeError(1, 2)", "\"a\" + 1",
        ]))
      indent -= 1
    }
    let hasHandler = random.chance(85)
    let classes = [
      "ValueError", "TypeError", "(KeyError, IndexError)", "ZeroDivisionError", "LookupError",
      "(ValueError, TypeError, LookupError, ZeroDivisionError, AttributeError)",
    ]
    if hasHandler {
      for _ in 0..<Int.random(in: 1...2, using: &random) {
        counter += 1
        let name = "e\(counter)"
        let isNamed = random.chance(50)
        write("except \(random.pick(classes))\(isNamed ? " as \(name)" : ""):")
        indent += 1
        if isNamed {
          write(
            "print(type(\(name)).__name__, len(\(name).args), isinstance(\(name), LookupError))")
        }
        if random.chance(20) { write("raise") }
        indent -= 1
        nested(depth)
      }
      if random.chance(25) {
        write("else:")
        nested(depth)
      }
    }
    if !hasHandler || random.chance(30) {
      write("finally:")
      nested(depth)
    }
    names = scope
  }

  mutating func matchStatement(_ depth: Int) {
    let scope = names
    write("match \(expression(random.pick([.any, .list, .int, .text, .dict]), 1)):")
    indent += 1
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      var captures: [(name: String, kind: Kind)] = []
      let pattern = pattern(2, &captures)
      names = scope + captures
      write("case \(pattern)\(random.chance(25) ? " if \(expression(.bool, 2))" : ""):")
      nested(depth)
    }
    if random.chance(50) {
      names = scope
      write("case _:")
      nested(depth)
    }
    indent -= 1
    names = scope
  }

  private mutating func pattern(
    _ depth: Int, _ captures: inout [(name: String, kind: Kind)]
  ) -> String {
    func capture(_ kind: Kind) -> String {
      counter += 1
      captures.append(("c\(counter)", kind))
      return "c\(counter)"
    }
    if depth == 0 { return random.pick([capture(.any), "_", literal(.int), "None"]) }
    switch Int.random(in: 0..<9, using: &random) {
    case 0: return "\(literal(.int)) | \(literal(.text)) | \(random.pick(["None", "True", "0.5"]))"
    case 1: return "[\(pattern(depth - 1, &captures)), \(pattern(depth - 1, &captures))]"
    case 2: return "[\(pattern(depth - 1, &captures)), *\(capture(.list))]"
    case 3: return "(\(pattern(depth - 1, &captures)), *_, \(pattern(depth - 1, &captures)))"
    case 4: return "{\"a\": \(pattern(depth - 1, &captures)), **\(capture(.dict))}"
    case 5: return "int(\(capture(.int)))"
    case 6: return "str() as \(capture(.text))"
    case 7: return "[] | {}"
    default: return literal(.int)
    }
  }
}
