// Python's format mini-language: [[fill]align][sign][#][0][width][,][.precision][type].

import Foundation
import PolicySyntax

struct FormatSpecification {
  private var fill: Unicode.Scalar = " "
  private var alignment: Unicode.Scalar?
  private var sign: Unicode.Scalar?
  private var isAlternate = false
  private var isZeroPadded = false
  private var width = 0
  private var grouping: Unicode.Scalar?
  private var precision: Int?
  private(set) var type: Unicode.Scalar?
  private(set) var isEmpty = false
  private let text: String

  static let maximumWidth = 10_000

  init(_ text: String) throws(Fault) {
    self.text = text
    isEmpty = text.isEmpty
    var rest = Array(text.unicodeScalars)[...]
    var hasFill = false
    let aligns: Set<Unicode.Scalar> = ["<", ">", "=", "^"]
    if rest.count > 1, aligns.contains(rest[rest.startIndex + 1]) {
      fill = rest.removeFirst()
      hasFill = true
      alignment = rest.removeFirst()
    } else if let first = rest.first, aligns.contains(first) {
      alignment = rest.removeFirst()
    }
    if let first = rest.first, ["+", "-", " "].contains(first) { sign = rest.removeFirst() }
    if rest.first == "#" {
      isAlternate = true
      rest.removeFirst()
    }
    if rest.first == "0" {
      isZeroPadded = true
      rest.removeFirst()
      if !hasFill { fill = "0" }
    }
    func number() throws(Fault) -> Int? {
      var value: Int?
      while let digit = rest.first, ("0"..."9").contains(digit) {
        value = (value ?? 0) * 10 + Int(digit.value - 48)
        rest.removeFirst()
        guard value! <= FormatSpecification.maximumWidth else {
          throw Fault(
            .value,
            "expected at most \(FormatSpecification.maximumWidth) in a format, found more")
        }
      }
      return value
    }
    width = try number() ?? 0
    if let first = rest.first, first == "," || first == "_" { grouping = rest.removeFirst() }
    if rest.first == "." {
      rest.removeFirst()
      guard let digits = try number() else { throw invalid() }
      precision = digits
    }
    if let last = rest.first {
      type = last
      rest.removeFirst()
    }
    guard rest.isEmpty else { throw invalid() }
  }

  private func invalid() -> Fault {
    Fault(.value, "expected a format such as '.2f' or '>5', found '\(text)'")
  }

  // MARK: Values

  func apply(_ value: String) throws(Fault) -> String {
    guard type == nil || type == "s", sign == nil, !isAlternate, grouping == nil,
      alignment != "="
    else { throw invalid() }
    var scalars = value.unicodeScalars
    if let precision { scalars = String.UnicodeScalarView(scalars.prefix(precision)) }
    return padded(String(scalars), defaultAlignment: "<")
  }

  func apply(_ value: Int64) throws(Fault) -> String {
    let magnitude = value.magnitude
    var digits: String
    var prefix = ""
    if let type, grouping != nil {
      let allowed = grouping == "," ? "defgEFG%" : "dboxXefgEFG%"
      guard allowed.unicodeScalars.contains(type) else { throw invalid() }
    }
    switch type {
    case nil, "d", "n": digits = String(magnitude)
    case "b":
      digits = String(magnitude, radix: 2)
      prefix = "0b"
    case "o":
      digits = String(magnitude, radix: 8)
      prefix = "0o"
    case "x":
      digits = String(magnitude, radix: 16)
      prefix = "0x"
    case "X":
      digits = String(magnitude, radix: 16, uppercase: true)
      prefix = "0X"
    case "c":
      guard let scalar = UInt32(exactly: value).flatMap(Unicode.Scalar.init) else {
        throw Fault(.overflow, "expected the code of a character, found \(value)")
      }
      guard sign == nil, !isAlternate, precision == nil else { throw invalid() }
      digits = String(Character(scalar))
    default: return try apply(Double(value))
    }
    guard precision == nil else { throw invalid() }
    return finish(digits, isNegative: value < 0, prefix: isAlternate ? prefix : "")
  }

  func apply(_ value: Double) throws(Fault) -> String {
    let isNegative = value.sign == .minus && !value.isNaN
    let magnitude = value.isNaN ? value : value.magnitude
    var digits: String
    let style = type ?? (precision == nil ? "r" : "g")
    if style == "n", grouping != nil { throw invalid() }
    switch style {
    case "f", "F", "%":
      digits = formatted(style == "%" ? magnitude * 100 : magnitude, precision ?? 6, "f")
      if style == "%" { digits += "%" }
    case "e", "E":
      digits = formatted(magnitude, precision ?? 6, "e")
    case "g", "G", "n":
      digits = formatted(magnitude, max(1, precision ?? 6), "g")
      if type == nil && magnitude.isFinite { digits = generalWithPoint(magnitude) }
    case "r":
      digits = PythonNumber.text(magnitude)
      if isAlternate, !digits.contains(".") {
        let parts = digits.split(separator: "e", maxSplits: 1)
        digits = parts[0] + "." + (parts.count > 1 ? "e" + parts[1] : "")
      }
    default:
      throw Fault(.value, "expected a format for a number, found '\(text)'")
    }
    if magnitude.isNaN { digits = style == "%" ? "nan%" : "nan" }
    if magnitude.isInfinite { digits = style == "%" ? "inf%" : "inf" }
    if style == "F" || style == "E" || style == "G" { digits = digits.uppercased() }
    return finish(digits, isNegative: isNegative, prefix: "")
  }

  private func formatted(_ value: Double, _ precision: Int, _ style: Character) -> String {
    PythonNumber.formatted(value, precision: precision, style: style, isAlternate: isAlternate)
  }

  /// A precision without a type: like `g`, but with a digit after the point at least.
  private func generalWithPoint(_ value: Double) -> String {
    let digits = max(1, precision ?? 6)
    let scientific = PythonNumber.formatted(value, precision: digits - 1, style: "e")
    let exponent = Int(scientific.split(separator: "e").last ?? "0") ?? 0
    let general = formatted(value, digits, "g")
    if isAlternate {
      return exponent >= digits - 1 ? formatted(value, digits - 1, "e") : general
    }
    if exponent == digits - 1 && !general.contains("e") {
      // The value would show no point: Python shows it with an exponent.
      var mantissa = String(scientific.split(separator: "e")[0])
      while mantissa.contains("."), mantissa.hasSuffix("0") { mantissa.removeLast() }
      if mantissa.hasSuffix(".") { mantissa.removeLast() }
      return mantissa + "e" + scientific.split(separator: "e")[1]
    }
    return general.contains(".") || general.contains("e") ? general : general + ".0"
  }

  // MARK: Layout

  private func finish(_ digits: String, isNegative: Bool, prefix: String) -> String {
    let mark = isNegative ? "-" : sign == "+" ? "+" : sign == " " ? " " : ""
    var body = digits
    if let grouping { body = grouped(body, grouping) }
    let lead = mark + prefix
    if (isZeroPadded && alignment == nil) || alignment == "=" {
      let pad = fill
      var missing = width - lead.unicodeScalars.count - body.unicodeScalars.count
      let isNumber = digits.first.map { !"iInN".contains($0) } ?? false
      if let grouping, pad == "0", missing > 0, isNumber {
        // Zeros are grouped too, but not before `inf` and `nan`.
        var zeros = digits
        while lead.count + grouped("0" + zeros, grouping).count <= width { zeros = "0" + zeros }
        body = grouped(zeros, grouping)
        missing = width - lead.count - body.count
        // One more zero would need a separator before it: both are written.
        if missing > 0 { body = grouped("0" + zeros, grouping) }
        return lead + body
      }
      if missing > 0 { body = String(repeating: Character(pad), count: missing) + body }
      return lead + body
    }
    return padded(lead + body, defaultAlignment: ">")
  }

  private func grouped(_ digits: String, _ separator: Unicode.Scalar) -> String {
    // An exponent's mark is a letter of hexadecimal numbers, too.
    let isHexadecimal = type == "x" || type == "X"
    let whole = digits.prefix { isHexadecimal ? $0.isHexDigit : ("0"..."9").contains($0) }
    let size = type == "x" || type == "X" || type == "b" || type == "o" ? 4 : 3
    var result = ""
    for (index, digit) in whole.enumerated() {
      if index > 0 && (whole.count - index) % size == 0 { result.unicodeScalars.append(separator) }
      result.append(digit)
    }
    return result + digits.dropFirst(whole.count)
  }

  private func padded(_ text: String, defaultAlignment: Unicode.Scalar) -> String {
    let missing = width - text.unicodeScalars.count
    guard missing > 0 else { return text }
    func pad(_ count: Int) -> String {
      var result = String.UnicodeScalarView()
      for _ in 0..<count { result.append(fill) }
      return String(result)
    }
    switch alignment ?? defaultAlignment {
    case "<": return text + pad(missing)
    case "^": return pad(missing / 2) + text + pad(missing - missing / 2)
    default: return pad(missing) + text
    }
  }
}
