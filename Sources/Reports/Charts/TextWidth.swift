/// How wide text will be, before anyone draws it.
///
/// Readers see charts in their own font. The widths are those of DejaVu Sans, one of the widest in
/// use, so that text takes the room that was kept for it or less.
enum TextWidth {
  /// Width in em: 1 is the size of the font.
  static func of(_ text: String) -> Double {
    text.unicodeScalars.reduce(0) { sum, scalar in
      let index = Int(scalar.value) - 32
      return sum + (advances.indices.contains(index) ? Double(advances[index]) / 100 : 1)
    }
  }

  /// The text, or its beginning with an ellipsis if it is wider than `limit` em.
  static func cut(_ text: String, to limit: Double) -> String {
    if of(text) <= limit { return text }
    var result = text
    while !result.isEmpty, of(result) + 1 > limit { result.removeLast() }
    return result + "…"
  }

  /// Advance widths of the characters from space to `~`, in hundredths of an em.
  private static let advances: [UInt8] = [
    32, 40, 46, 84, 64, 95, 78, 27, 39, 39, 50, 84, 32, 36, 32, 34, 64, 64, 64, 64, 64, 64, 64, 64,
    64, 64, 34, 34, 84, 84, 84, 53, 100, 68, 69, 70, 77, 63, 58, 77, 75, 29, 29, 66, 56, 86, 75,
    79, 60, 79, 69, 63, 61, 73, 68, 99, 69, 61, 69, 39, 34, 39, 84, 50, 50, 61, 63, 55, 63, 62, 35,
    63, 63, 28, 28, 58, 28, 97, 63, 61, 63, 63, 41, 52, 39, 63, 59, 82, 59, 59, 52, 64, 34, 64, 84,
  ]
}
