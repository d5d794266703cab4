// `text.format(…)`: fields in braces, `{name.attribute[key]!r:specification}`. A specification may hold
// fields itself, once.

import PolicySyntax

extension Machine {
  /// `named` is a dictionary of keywords, where there is one.
  func formatText(
    _ receiver: PolicyValue, _ arguments: Arguments, named: PolicyValue? = nil
  ) throws(Fault) -> PolicyValue {
    var fields = FormatFields(arguments: arguments, keywords: named)
    let text = try fields.filled(heap.string(receiver), depth: 0, self)
    try charge(text.utf8.count / 8)
    return try heap.makeString(text.utf8)
  }
}

/// The fields of one call of `format`, which count together.
private struct FormatFields {
  let arguments: Arguments
  let keywords: PolicyValue?
  var automatic = 0
  var isNumbered: Bool?

  mutating func filled(
    _ format: String, depth: Int, _ machine: Machine
  ) throws(Fault) -> String {
    guard depth < 2 else {
      throw Fault(.value, "expected fields inside the format of a field once, found them deeper")
    }
    var result = String.UnicodeScalarView()
    var rest = format.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      guard scalar == "{" || scalar == "}" else {
        result.append(scalar)
        continue
      }
      if rest.first == scalar {
        rest.removeFirst()
        result.append(scalar)
        continue
      }
      guard scalar == "{", !rest.isEmpty else { throw unpaired() }
      result += try field(&rest, depth: depth, machine).unicodeScalars
      try machine.charge(1)
    }
    return String(result)
  }

  /// The text of the field that begins here, up to behind its brace.
  private mutating func field(
    _ rest: inout Substring.UnicodeScalarView, depth: Int, _ machine: Machine
  ) throws(Fault) -> String {
    var name = String.UnicodeScalarView()
    var end: Unicode.Scalar?
    while end == nil, let scalar = rest.popFirst() {
      switch scalar {
      case "{":
        throw Fault(.value, "expected the name of a field in a format, found '{'")
      case "[":
        name.append(scalar)
        while let inner = rest.first, inner != "]" {
          name.append(inner)
          rest.removeFirst()
        }
      case "}", ":", "!": end = scalar
      default: name.append(scalar)
      }
    }
    guard end != nil else { throw unpaired() }
    var letter: Unicode.Scalar?
    if end == "!" {
      letter = rest.popFirst()
      end = rest.popFirst()
      guard let end, end == ":" || end == "}" else { throw unpaired() }
    }
    var specification = String.UnicodeScalarView()
    if end == ":" {
      var open = 1
      while let scalar = rest.popFirst() {
        open += scalar == "{" ? 1 : scalar == "}" ? -1 : 0
        if open == 0 { break }
        specification.append(scalar)
      }
      guard open == 0 else { throw unpaired() }
    }
    let value = try value(of: String(name), machine)
    let letters: [Unicode.Scalar] = ["s", "r", "a"]
    let conversion = letter.map { letters.firstIndex(of: $0) ?? -1 } ?? -2
    guard conversion != -1 else {
      throw Fault(.value, "expected !s, !r or !a in a format, found '!\(letter!)'")
    }
    var text = String(specification)
    if specification.contains("{") { text = try filled(text, depth: depth + 1, machine) }
    let format = try machine.heap.makeString(text.utf8)
    let mark = machine.buffer.count
    defer { machine.buffer.remove(from: mark) }
    try machine.appendField(
      value, conversion: max(0, conversion + 1), machine.heap.text(format))
    return String(decoding: machine.buffer.text(from: mark), as: UTF8.self)
  }

  /// The value of `name.attribute[key]`; an empty name is the next argument.
  private mutating func value(
    of path: String, _ machine: Machine
  ) throws(Fault) -> PolicyValue {
    var rest = path.unicodeScalars[...]
    func word(until ends: [Unicode.Scalar]) -> String {
      let part = rest.prefix { !ends.contains($0) }
      rest = rest[part.endIndex...]
      return String(part)
    }
    let name = word(until: [".", "["])
    var value: PolicyValue
    if let number = name.isEmpty ? automatic : try FormatFields.number(name) {
      guard isNumbered == nil || isNumbered == !name.isEmpty else {
        throw Fault(.value, "expected all fields of a format with numbers or none, found both")
      }
      isNumbered = !name.isEmpty
      if name.isEmpty { automatic += 1 }
      let count = arguments.count
      guard number < count else {
        throw Fault(.index, "expected a value for field \(number), found \(count) values")
      }
      value = arguments[number]
    } else {
      guard let named = try keyword(name, machine) else {
        throw Fault(.key, "expected a keyword for the field '\(name)', found none")
      }
      value = named
    }
    while let mark = rest.popFirst() {
      guard mark == "." || mark == "[" else {
        throw Fault(.value, "expected '.' or '[' behind ']' in a format, found '\(mark)'")
      }
      let part = word(until: mark == "." ? [".", "["] : ["]"])
      guard !part.isEmpty, mark == "." || rest.popFirst() == "]" else {
        throw Fault(.value, "expected a name or [key] in a format, found '\(path)'")
      }
      let key = try machine.heap.makeString(part.utf8)
      if mark == "." {
        value = try machine.attribute(value, key)
      } else {
        let index = try FormatFields.number(part).map { PolicyValue.int(Int64($0)) }
        value = try machine.subscripted(value, index ?? key)
      }
    }
    return value
  }

  private func keyword(_ name: String, _ machine: Machine) throws(Fault) -> PolicyValue? {
    guard let keywords else { return arguments.keyword(name, machine) }
    let entry = try machine.heap.find(keywords, try machine.heap.makeString(name.utf8))
    return entry < 0 ? nil : machine.heap.value(keywords, entry)
  }

  /// A text of digits as a number.
  private static func number(_ text: String) throws(Fault) -> Int? {
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    guard let number = Int(text) else {
      throw Fault(.value, "expected a smaller number of a field in a format, found \(text)")
    }
    return number
  }

  private func unpaired() -> Fault {
    Fault(.value, "expected braces in pairs in a format, found a single one")
  }
}
