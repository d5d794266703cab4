import Foundation

/// A number with this many digits behind the point, as people read it: `−3.50` is `-3.50`.
func decimal(_ value: Double, _ digits: Int) -> String {
  let text = String(format: "%.\(digits)f", value)
  return text.contains { ("1"..."9").contains($0) } || !text.hasPrefix("-")
    ? text : String(text.dropFirst())
}

/// Bytes as hexadecimal digits, two a byte.
func hexDigits(_ bytes: [UInt8]) -> String {
  var digits: [UInt8] = []
  digits.reserveCapacity(2 * bytes.count)
  for byte in bytes {
    for nibble in [byte >> 4, byte & 15] {
      digits.append(nibble < 10 ? 48 + nibble : 87 + nibble)
    }
  }
  return String(decoding: digits, as: UTF8.self)
}
