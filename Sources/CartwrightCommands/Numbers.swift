import Foundation

/// A number with this many digits behind the point, as people read it: `−3.50` is `-3.50`.
func decimal(_ value: Double, _ digits: Int) -> String {
  let text = String(format: "%.\(digits)f", value)
  return text.contains { ("1"..."9").contains($0) } || !text.hasPrefix("-")
    ? text : String(text.dropFirst())
}
