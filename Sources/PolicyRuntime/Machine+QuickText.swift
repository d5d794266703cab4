// The commonest formats, written from bytes to bytes.
//
// Each function gives nil, and changes nothing, where a text holds anything else: then the function
// that knows all of the format does the work, or says what is wrong.

import PolicySyntax

extension Machine {
  /// `"…{}…{0:.2f}".format(…)` with numbers or nothing in the braces.
  func quickFormat(
    _ format: PolicyValue, _ arguments: Arguments
  ) throws(Fault) -> PolicyValue? {
    let text = heap.text(format)
    let mark = buffer.count
    defer { buffer.remove(from: mark) }
    var automatic = 0
    var isNumbered = false
    var next = 0
    while next < text.count {
      let byte = text[next]
      next += 1
      guard byte == UInt8(ascii: "{") || byte == UInt8(ascii: "}") else {
        buffer.append(byte)
        continue
      }
      if next < text.count, text[next] == byte {
        buffer.append(byte)
        next += 1
        continue
      }
      var end = next
      while end < text.count, text[end] != UInt8(ascii: "}") {
        if text[end] == UInt8(ascii: "{") { return nil }
        end += 1
      }
      guard byte == UInt8(ascii: "{"), end < text.count else { return nil }
      var index = automatic
      if next < end, (0x30...0x39).contains(text[next]) {
        index = Int(text[next] - 0x30)
        isNumbered = true
        next += 1
      } else {
        automatic += 1
      }
      guard index < arguments.count, !isNumbered || automatic == 0 else { return nil }
      if next < end {
        guard text[next] == UInt8(ascii: ":") else { return nil }
        next += 1
      }
      let field = UnsafeBufferPointer(rebasing: text[next..<end])
      try appendField(arguments[index], conversion: 0, field)
      next = end + 1
    }
    try charge((buffer.count - mark) / 8)
    return try heap.makeKey(copying: buffer.text(from: mark))
  }

  /// `text % values` with fields of the types `d`, `i`, `s`, `r` and `f`.
  func quickPercent(_ format: PolicyValue, _ values: PolicyValue) throws(Fault) -> PolicyValue? {
    let text = heap.text(format)
    let count = values.tag == .tuple ? heap.count(values) : 1
    if values.tag == .dictionary { return nil }
    let mark = buffer.count
    defer { buffer.remove(from: mark) }
    var used = 0
    var next = 0
    while next < text.count {
      let byte = text[next]
      next += 1
      guard byte == UInt8(ascii: "%") else {
        buffer.append(byte)
        continue
      }
      if next < text.count, text[next] == byte {
        buffer.append(byte)
        next += 1
        continue
      }
      guard used < count, let (field, type, end) = QuickFormat.percent(text, from: next) else {
        return nil
      }
      next = end
      let value = values.tag == .tuple ? heap.elements(values)[used] : values
      used += 1
      guard try appendPercent(value, field, type) else { return nil }
    }
    let isCollection = values.tag == .list || values.tag == .range
    guard used == count || isCollection else { return nil }
    try charge(text.count / 4 + used + (buffer.count - mark) / 8)
    return try heap.makeKey(copying: buffer.text(from: mark))
  }

  private func appendPercent(
    _ value: PolicyValue, _ field: QuickFormat, _ type: UInt8
  ) throws(Fault) -> Bool {
    switch type {
    case UInt8(ascii: "d"), UInt8(ascii: "i"):
      return value.isWhole && field.append(value.int, to: &buffer)
    case UInt8(ascii: "f"):
      return value.isNumber && field.append(value.asReal, to: &buffer)
    default:
      if field.isPlain {
        if type == UInt8(ascii: "s") { try appendText(value) } else { try appendRepr(value) }
        return true
      }
      return type == UInt8(ascii: "s") && value.tag == .string
        && field.append(heap.text(value), characters: heap.characterCount(value), to: &buffer)
    }
  }
}
