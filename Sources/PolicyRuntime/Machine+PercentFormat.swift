// `text % values`: the older way to format, as in C.
//
// A field is %[(key)][flags][width][.precision]type. Values come from a tuple in order, from a
// dictionary by key, or from the one value that is neither.

import PolicySyntax

extension Machine {
  func percentFormat(_ format: PolicyValue, _ values: PolicyValue) throws(Fault) -> PolicyValue {
    if let text = try quickPercent(format, values) { return text }
    var source = PercentSource(values, isTuple: values.tag == .tuple)
    var result = String.UnicodeScalarView()
    var rest = heap.string(format).unicodeScalars[...]
    try charge(heap.text(format).count / 4)
    while let scalar = rest.popFirst() {
      guard scalar == "%" else {
        result.append(scalar)
        continue
      }
      let text = try percentField(&rest, &source)
      try charge(1 + text.utf8.count / 8)
      result.append(contentsOf: text.unicodeScalars)
    }
    let mayBeLeft = [.dictionary, .list, .range].contains(values.tag)
    let isUsed = source.isTuple ? source.next == heap.count(values) : source.next > 0
    guard isUsed || mayBeLeft || source.usedKeys else {
      throw Fault(.type, "expected a field for every value after '%', found fewer fields")
    }
    return try heap.makeString(String(result).utf8)
  }

  /// Where the values of the fields come from.
  private struct PercentSource {
    let values: PolicyValue
    let isTuple: Bool
    var next = 0
    var usedKeys = false

    init(_ values: PolicyValue, isTuple: Bool) {
      self.values = values
      self.isTuple = isTuple
    }
  }

  private func nextValue(_ source: inout PercentSource) throws(Fault) -> PolicyValue {
    let count = source.isTuple ? heap.count(source.values) : 1
    guard source.next < count else {
      throw Fault(.type, "expected a value for every field before '%', found \(count)")
    }
    source.next += 1
    return source.isTuple ? heap.elements(source.values)[source.next - 1] : source.values
  }

  private func percentField(
    _ rest: inout Substring.UnicodeScalarView, _ source: inout PercentSource
  ) throws(Fault) -> String {
    var field = PercentField()
    if rest.first == "%" {
      rest.removeFirst()
      return "%"
    }
    var keyed: PolicyValue?
    if rest.first == "(" {
      rest.removeFirst()
      var depth = 1
      var name = String.UnicodeScalarView()
      while let scalar = rest.popFirst() {
        if scalar == "(" { depth += 1 }
        if scalar == ")" { depth -= 1 }
        if depth == 0 { break }
        name.append(scalar)
      }
      guard depth == 0 else { throw invalidField("the end of a key") }
      let tag = source.values.tag
      guard tag == .dictionary else {
        throw Fault(
          .type, "expected a dictionary for fields with keys, found \(PolicyValue.describe(tag))")
      }
      let key = try heap.makeString(String(name).utf8)
      let entry = try heap.find(source.values, key)
      guard entry >= 0 else { throw missingKey(key, in: source.values) }
      keyed = heap.value(source.values, entry)
      source.usedKeys = true
    }
    while let flag = rest.first, "#0- +".unicodeScalars.contains(flag) {
      field.flags.insert(flag)
      rest.removeFirst()
    }
    field.width = try percentNumber(&rest, &source) ?? 0
    if field.width < 0 {
      field.flags.insert("-")
      field.width = -field.width
    }
    if rest.first == "." {
      rest.removeFirst()
      field.precision = max(0, try percentNumber(&rest, &source) ?? 0)
    }
    while let length = rest.first, "hlL".unicodeScalars.contains(length) { rest.removeFirst() }
    guard let type = rest.popFirst() else { throw invalidField("the end of the text") }
    let value: PolicyValue
    if let keyed { value = keyed } else { value = try nextValue(&source) }
    switch type {
    case "s": return field.padded(text: try str(value))
    case "r": return field.padded(text: try repr(value))
    case "c":
      field.precision = nil
      return field.padded(text: try percentCharacter(value))
    case "d", "i", "u", "x", "X", "o":
      return field.padded(whole: try percentInteger(value, type), type)
    case "e", "E", "f", "F", "g", "G":
      guard value.isNumber else {
        throw Fault(
          .type,
          "expected a number for '%\(Character(type))', found "
            + PolicyValue.describe(value.tag))
      }
      return field.padded(real: value.asReal, type)
    default: throw invalidField("'\(Character(type))'")
    }
  }

  private func percentInteger(_ value: PolicyValue, _ type: Unicode.Scalar) throws(Fault) -> Int64 {
    if value.tag == .real, "diu".unicodeScalars.contains(type) {
      return try truncated(value.real, "'%d'")
    }
    guard value.isWhole else {
      throw Fault(
        .type,
        "expected a number for '%\(Character(type))', found "
          + PolicyValue.describe(value.tag))
    }
    return value.int
  }

  private func percentCharacter(_ value: PolicyValue) throws(Fault) -> String {
    if value.tag == .string, heap.characterCount(value) == 1 { return heap.string(value) }
    guard value.isWhole else {
      throw Fault(
        .type, "expected a character or its code for '%c', found \(self.shortRepr(value))")
    }
    guard let scalar = UInt32(exactly: value.int).flatMap(Unicode.Scalar.init) else {
      throw Fault(.overflow, "expected the code of a character for '%c', found \(value.int)")
    }
    return String(Character(scalar))
  }

  /// A width or precision: digits, or `*` for the next value.
  private func percentNumber(
    _ rest: inout Substring.UnicodeScalarView, _ source: inout PercentSource
  ) throws(Fault) -> Int? {
    var number: Int?
    if rest.first == "*" {
      rest.removeFirst()
      let value = try nextValue(&source)
      guard value.isWhole else {
        throw Fault(.type, "expected an int for '*', found \(PolicyValue.describe(value.tag))")
      }
      number = Int(value.int)
    }
    while number == nil || rest.first != nil, let digit = rest.first, ("0"..."9").contains(digit) {
      number = min((number ?? 0) * 10 + Int(digit.value - 48), 1 << 40)
      rest.removeFirst()
    }
    guard (number ?? 0).magnitude <= FormatSpecification.maximumWidth else {
      throw Fault(
        .value, "expected at most \(FormatSpecification.maximumWidth) in a format, found more")
    }
    return number
  }

  private func invalidField(_ found: String) -> Fault {
    Fault(.value, "expected a field such as %d, %s or %.2f, found \(found)")
  }
}

/// How a field is laid out.
private struct PercentField {
  var flags: Set<Unicode.Scalar> = []
  var width = 0
  var precision: Int?

  func padded(text: String) -> String {
    var scalars = text.unicodeScalars
    if let precision { scalars = String.UnicodeScalarView(scalars.prefix(precision)) }
    return pad("", String(scalars), withZeros: false)
  }

  func padded(whole value: Int64, _ type: Unicode.Scalar) -> String {
    let radix = type == "o" ? 8 : type == "x" || type == "X" ? 16 : 10
    var digits = String(value.magnitude, radix: radix, uppercase: type == "X")
    if let precision, digits.utf8.count < precision {
      digits = String(repeating: "0", count: precision - digits.utf8.count) + digits
    }
    let prefix = flags.contains("#") && radix != 10 ? "0\(Character(type))" : ""
    return pad(mark(isNegative: value < 0) + prefix, digits, withZeros: true)
  }

  func padded(real value: Double, _ type: Unicode.Scalar) -> String {
    let style = String(Character(type)).lowercased()
    var digits: String
    if value.isNaN {
      digits = "nan"
    } else if value.isInfinite {
      digits = "inf"
    } else {
      let wanted = precision ?? 6
      digits = PythonNumber.formatted(
        value.magnitude, precision: style == "g" ? max(1, wanted) : wanted,
        style: style == "f" ? "f" : style == "e" ? "e" : "g", isAlternate: flags.contains("#"))
    }
    if type == "E" || type == "F" || type == "G" { digits = digits.uppercased() }
    let isNegative = value.sign == .minus && !value.isNaN
    return pad(mark(isNegative: isNegative), digits, withZeros: true)
  }

  private func mark(isNegative: Bool) -> String {
    isNegative ? "-" : flags.contains("+") ? "+" : flags.contains(" ") ? " " : ""
  }

  private func pad(_ lead: String, _ body: String, withZeros: Bool) -> String {
    let missing = width - lead.unicodeScalars.count - body.unicodeScalars.count
    guard missing > 0 else { return lead + body }
    if flags.contains("-") { return lead + body + String(repeating: " ", count: missing) }
    if withZeros, flags.contains("0") {
      return lead + String(repeating: "0", count: missing) + body
    }
    return String(repeating: " ", count: missing) + lead + body
  }
}
