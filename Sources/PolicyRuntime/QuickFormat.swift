/// The formats that policies use most, read from their bytes: a fill and an alignment, `+`, a zero, a
/// width, a number of decimal places, and one of the types `d`, `f` and `s`. All others are left to
/// `FormatSpecification`.
struct QuickFormat: BitwiseCopyable {
  private var fill = UInt8(ascii: " ")
  /// `<`, `>`, `^`, or 0.
  private var alignment: UInt8 = 0
  private var hasPlus = false
  private var isZeroPadded = false
  private var width = 0
  /// Decimal places, or -1.
  private var places = -1
  private var type: UInt8 = 0

  private init() {}

  /// Nil for a format that is not so simple, or none at all.
  init?(_ text: UnsafeBufferPointer<UInt8>) {
    var next = 0
    func byte(_ place: Int) -> UInt8 { place < text.count ? text[place] : 0 }
    func isAlignment(_ byte: UInt8) -> Bool { byte == 0x3C || byte == 0x3E || byte == 0x5E }
    if isAlignment(byte(1)) {
      guard byte(0) < 128 else { return nil }
      fill = byte(0)
      alignment = byte(1)
      next = 2
    } else if isAlignment(byte(0)) {
      alignment = byte(0)
      next = 1
    }
    if byte(next) == UInt8(ascii: "+") {
      hasPlus = true
      next += 1
    }
    if byte(next) == UInt8(ascii: "0") {
      guard alignment == 0 else { return nil }
      isZeroPadded = true
      next += 1
    }
    while (0x30...0x39).contains(byte(next)), width < 100 {
      width = width * 10 + Int(byte(next) - 0x30)
      next += 1
    }
    if byte(next) == UInt8(ascii: ".") {
      guard (0x30...0x39).contains(byte(next + 1)) else { return nil }
      places = Int(byte(next + 1) - 0x30)
      next += 2
    }
    switch byte(next) {
    case UInt8(ascii: "d"), UInt8(ascii: "f"), UInt8(ascii: "s"):
      type = byte(next)
      next += 1
    default: break
    }
    if next != text.count { return nil }
  }

  /// The field of `text % values` after a `%`, its type, and where it ends; nil for a field that is
  /// not so simple.
  static func percent(
    _ text: UnsafeBufferPointer<UInt8>, from start: Int
  ) -> (field: QuickFormat, type: UInt8, end: Int)? {
    var field = QuickFormat()
    // As in C, texts stand at the right too.
    field.alignment = UInt8(ascii: ">")
    var next = start
    func byte(_ place: Int) -> UInt8 { place < text.count ? text[place] : 0 }
    if byte(next) == UInt8(ascii: "+") {
      field.hasPlus = true
      next += 1
    }
    if byte(next) == UInt8(ascii: "-") {
      field.alignment = UInt8(ascii: "<")
      next += 1
    } else if byte(next) == UInt8(ascii: "0") {
      field.isZeroPadded = true
      next += 1
    }
    while (0x30...0x39).contains(byte(next)), field.width < 100 {
      field.width = field.width * 10 + Int(byte(next) - 0x30)
      next += 1
    }
    if byte(next) == UInt8(ascii: "."), (0x30...0x39).contains(byte(next + 1)) {
      field.places = Int(byte(next + 1) - 0x30)
      next += 2
    }
    let type = byte(next)
    switch type {
    case UInt8(ascii: "d"), UInt8(ascii: "i"): break
    case UInt8(ascii: "f"): field.type = type
    case UInt8(ascii: "s"), UInt8(ascii: "r"):
      if field.hasPlus || field.isZeroPadded { return nil }
    default: return nil
    }
    return (field, type, next + 1)
  }

  /// Whether nothing is filled or cut.
  var isPlain: Bool { width == 0 && places < 0 }

  /// Writes a number; false, and nothing is written, if the format is none of this number.
  func append(_ value: Int64, to buffer: inout TextBuffer) -> Bool {
    if type == UInt8(ascii: "f") { return append(Double(value), to: &buffer) }
    guard type == 0 || type == UInt8(ascii: "d"), places < 0 else { return false }
    let mark = buffer.count
    appendSign(value < 0, &buffer)
    buffer.append(digits: value.magnitude)
    pad(mark, characters: buffer.count - mark, isNumber: true, &buffer)
    return true
  }

  func append(_ value: Double, to buffer: inout TextBuffer) -> Bool {
    guard value.isFinite, type == UInt8(ascii: "f") || type == 0 && places < 0 else { return false }
    let mark = buffer.count
    appendSign(value.sign == .minus, &buffer)
    if type == 0 {
      buffer.append(value.magnitude)
    } else if !buffer.append(fixed: value.magnitude, places: places < 0 ? 6 : places) {
      buffer.remove(from: mark)
      return false
    }
    pad(mark, characters: buffer.count - mark, isNumber: true, &buffer)
    return true
  }

  /// Writes a text of so many characters.
  func append(
    _ text: UnsafeBufferPointer<UInt8>, characters: Int, to buffer: inout TextBuffer
  ) -> Bool {
    guard type == 0 || type == UInt8(ascii: "s"), places < 0, !hasPlus, !isZeroPadded else {
      return false
    }
    let mark = buffer.count
    buffer.append(text)
    pad(mark, characters: characters, isNumber: false, &buffer)
    return true
  }

  private func appendSign(_ isNegative: Bool, _ buffer: inout TextBuffer) {
    if isNegative {
      buffer.append(UInt8(ascii: "-"))
    } else if hasPlus {
      buffer.append(UInt8(ascii: "+"))
    }
  }

  /// Fills what was written from a place on up to the width.
  private func pad(_ mark: Int, characters: Int, isNumber: Bool, _ buffer: inout TextBuffer) {
    let missing = width - characters
    guard missing > 0 else { return }
    if isZeroPadded {
      let first = buffer.text(from: mark)[0]
      let hasSign = first == UInt8(ascii: "-") || first == UInt8(ascii: "+")
      buffer.insert(UInt8(ascii: "0"), times: missing, at: mark + (hasSign ? 1 : 0))
      return
    }
    let behind: Int
    switch alignment {
    case UInt8(ascii: "<"): behind = missing
    case UInt8(ascii: "^"): behind = missing - missing / 2
    case UInt8(ascii: ">"): behind = 0
    default: behind = isNumber ? 0 : missing
    }
    buffer.insert(fill, times: missing - behind, at: mark)
    buffer.append(fill, times: behind)
  }
}
