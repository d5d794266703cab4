/// Numbers as text. What is not finite never becomes a digit: it is a dash.
package enum Numeral {
  /// What stands where there is no number.
  package static let none = "–"

  /// With so many digits behind the point, half rounded away from zero.
  package static func fixed(_ value: Double, _ decimals: Int) -> String {
    guard value.isFinite else { return none }
    guard abs(value) < 1e15 else { return "\(value)" }
    var decimals = min(max(decimals, 0), 9)
    while decimals > 0, abs(value) * power(decimals) > 9e15 { decimals -= 1 }
    let scaled = Int((abs(value) * power(decimals)).rounded())
    let digits = String(scaled)
    let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
    let sign = value < 0 && scaled != 0 ? "-" : ""
    if decimals == 0 { return sign + padded }
    return sign + padded.dropLast(decimals) + "." + padded.suffix(decimals)
  }

  /// With six digits that count and no zeros at the end: `0.125`, `1234.57`, `1.5e-09`.
  package static func short(_ value: Double) -> String {
    guard value.isFinite else { return none }
    let size = abs(value)
    if size != 0, size < 1e-4 || size >= 1e15 {
      let text = "\(value)"
      return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
    var decimals = 5
    var limit = 10.0
    while size >= limit, decimals > 0 {
      limit *= 10
      decimals -= 1
    }
    return trimmed(fixed(value, decimals))
  }

  /// For people: thousands are grouped, and there are few digits: `0.12`, `20.6`, `12,346`.
  package static func readable(_ value: Double?) -> String {
    guard let value, value.isFinite else { return none }
    let size = abs(value)
    let decimals = size >= 1000 ? 0 : size >= 100 ? 1 : 2
    let text = trimmed(fixed(value, decimals))
    guard size >= 10_000, size < 1e15 else { return text }
    var result = ""
    let digits = text.drop { $0 == "-" }
    for (offset, digit) in digits.enumerated() {
      if offset > 0, (digits.count - offset) % 3 == 0 { result += "," }
      result.append(digit)
    }
    return (value < 0 ? "-" : "") + result
  }

  /// A coordinate of a picture: a tenth of a unit is finer than anyone sees.
  static func place(_ value: Double) -> String {
    trimmed(fixed(value.isFinite ? min(max(value, -1e6), 1e6) : 0, 1))
  }

  private static func trimmed(_ text: String) -> String {
    guard text.contains(".") else { return text }
    var text = text
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }

  private static func power(_ exponent: Int) -> Double {
    (0..<exponent).reduce(1) { product, _ in product * 10 }
  }
}
