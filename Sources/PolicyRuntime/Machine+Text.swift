// Values as text: `str`, `repr` and formats.

import Foundation
import PolicySyntax

extension Machine {
  /// The text of a value as `repr` gives it.
  func repr(_ value: PolicyValue) throws(Fault) -> String {
    var result = ""
    var room = 1 << 20
    try appendRepr(value, to: &result, depth: 0, room: &room)
    return result
  }

  /// A short text of a value for messages.
  func shortRepr(_ value: PolicyValue) -> String {
    var result = ""
    var room = 64
    do throws(Fault) { try appendRepr(value, to: &result, depth: 190, room: &room) } catch {}
    return result.unicodeScalars.count > 60
      ? String(String.UnicodeScalarView(result.unicodeScalars.prefix(56))) + "…" : result
  }

  /// The text of a value as `str` gives it.
  func str(_ value: PolicyValue) throws(Fault) -> String {
    value.tag == .string ? heap.string(value) : try repr(value)
  }

  /// Appends the representation; `room` bounds the number of values, for nested and shared lists.
  private func appendRepr(
    _ value: PolicyValue, to result: inout String, depth: Int, room: inout Int
  ) throws(Fault) {
    room -= 1
    guard room >= 0 else { throw heap.exhausted() }
    switch value.tag {
    case .int: result += String(value.int)
    case .real: result += PythonNumber.text(value.real)
    case .bool: result += value.bits == 0 ? "False" : "True"
    case .none, .unbound: result += "None"
    case .string: result += Machine.quoted(heap.string(value))
    case .list: try appendItems(value, "[", "]", &result, depth, &room)
    case .tuple:
      try appendItems(value, "(", heap.count(value) == 1 ? ",)" : ")", &result, depth, &room)
    case .dictionary, .set, .keyView, .valueView, .itemView:
      try appendEntries(value, &result, depth, &room)
    case .range:
      let range = heap.range(value)
      result += "range(\(range.start), \(range.stop)"
      result += range.step == 1 ? ")" : ", \(range.step))"
    case .function:
      let number = Int(UInt32(truncatingIfNeeded: heap.cells[value.handle].bits))
      result += "<function \(program.plain.functions[number].name)>"
    case .builtin:
      let builtin = unsafeBitCast(UInt8(truncatingIfNeeded: value.bits), to: Builtin.self)
      result +=
        builtin.isType
        ? "<class '\(builtin.name)'>" : "<built-in function \(builtin.shortName)>"
    case .method: result += "<built-in method>"
    case .module: result += "<module '\(Builtin.modules[value.handle])'>"
    case .iterator: result += "<iterator>"
    case .slice:
      result += "slice("
      for index in 0..<3 {
        if index > 0 { result += ", " }
        try appendRepr(
          heap.cells[value.handle + index], to: &result, depth: depth + 1, room: &room)
      }
      result += ")"
    case .cell: result += "<cell>"
    }
  }

  private func appendItems(
    _ value: PolicyValue, _ open: String, _ close: String, _ result: inout String, _ depth: Int,
    _ room: inout Int
  ) throws(Fault) {
    try heap.checkDepth(depth)
    result += open
    for index in 0..<heap.count(value) {
      if index > 0 { result += ", " }
      let element = heap.elements(value)[index]
      // A list inside itself.
      if element.tag == value.tag && element.bits == value.bits {
        result += "[...]"
      } else {
        try appendRepr(element, to: &result, depth: depth + 1, room: &room)
      }
    }
    result += close
  }

  private func appendEntries(
    _ value: PolicyValue, _ result: inout String, _ depth: Int, _ room: inout Int
  ) throws(Fault) {
    try heap.checkDepth(depth)
    if value.tag == .set && heap.liveCount(value) == 0 {
      result += "set()"
      return
    }
    let (open, close) =
      switch value.tag {
      case .keyView: ("dict_keys([", "])")
      case .valueView: ("dict_values([", "])")
      case .itemView: ("dict_items([", "])")
      default: ("{", "}")
      }
    result += open
    var isFirst = true
    for entry in 0..<heap.count(value) {
      let key = heap.key(value, entry)
      if key.tag == .unbound { continue }
      if !isFirst { result += ", " }
      isFirst = false
      let item = heap.value(value, entry)
      switch value.tag {
      case .valueView: try appendRepr(item, to: &result, depth: depth + 1, room: &room)
      case .dictionary, .itemView:
        if value.tag == .itemView { result += "(" }
        try appendRepr(key, to: &result, depth: depth + 1, room: &room)
        result += value.tag == .itemView ? ", " : ": "
        if item.tag == value.tag && item.bits == value.bits {
          result += "{...}"
        } else {
          try appendRepr(item, to: &result, depth: depth + 1, room: &room)
        }
        if value.tag == .itemView { result += ")" }
      default: try appendRepr(key, to: &result, depth: depth + 1, room: &room)
      }
    }
    result += close
  }

  /// A string in quotes, with escapes where Python's `repr` has them.
  static func quoted(_ text: String) -> String {
    let quote: Unicode.Scalar = text.contains("'") && !text.contains("\"") ? "\"" : "'"
    var result = String.UnicodeScalarView()
    result.append(quote)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\", quote:
        result.append("\\")
        result.append(scalar)
      case "\n": result.append(contentsOf: "\\n".unicodeScalars)
      case "\r": result.append(contentsOf: "\\r".unicodeScalars)
      case "\t": result.append(contentsOf: "\\t".unicodeScalars)
      default:
        if isPrintable(scalar) {
          result.append(scalar)
        } else {
          let hex = String(scalar.value, radix: 16)
          let (mark, width) =
            scalar.value < 256 ? ("\\x", 2) : scalar.value < 65536 ? ("\\u", 4) : ("\\U", 8)
          let zeros = String(repeating: "0", count: width - hex.count)
          result.append(contentsOf: (mark + zeros + hex).unicodeScalars)
        }
      }
    }
    result.append(quote)
    return String(result)
  }

  private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 127 { return scalar.value >= 32 }
    switch scalar.properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator, .spaceSeparator:
      return false
    default: return true
    }
  }

  // MARK: Formatted strings

  /// The text of one field of a formatted string.
  func formatted(
    _ value: PolicyValue, conversion: Int, _ format: PolicyValue
  ) throws(Fault) -> PolicyValue {
    let isPlain = heap.text(format).isEmpty
    if isPlain && conversion <= 1 {
      if value.tag == .string { return value }
      if value.tag == .int { return try integerText(value.int) }
    }
    var text: String?
    if conversion == 1 { text = try str(value) }
    if conversion >= 2 { text = try repr(value) }
    if conversion == 3 {
      text = text!.unicodeScalars.map { scalar in
        guard scalar.value > 127 else { return String(scalar) }
        let quoted = String(scalar.value, radix: 16)
        let width = scalar.value < 256 ? 2 : scalar.value < 65536 ? 4 : 8
        let mark = width == 2 ? "\\x" : width == 4 ? "\\u" : "\\U"
        return mark + String(repeating: "0", count: width - quoted.count) + quoted
      }.joined()
    }
    let result: String
    if isPlain {
      if let text { result = text } else { result = try str(value) }
    } else {
      let specification = try FormatSpecification(heap.string(format))
      if let text {
        result = try specification.apply(text)
      } else {
        result = try fieldText(value, specification)
      }
    }
    try charge(result.utf8.count / 8)
    return try heap.makeString(result.utf8)
  }

  private func fieldText(
    _ value: PolicyValue, _ specification: FormatSpecification
  ) throws(Fault) -> String {
    switch value.tag {
    case .string: return try specification.apply(heap.string(value))
    case .bool where specification.type == nil && !specification.isEmpty:
      return try specification.apply(value.int)
    case .int, .bool: return try specification.apply(value.int)
    case .real: return try specification.apply(value.real)
    default:
      throw Fault(
        .type,
        "expected a number or text for a format, found \(PolicyValue.describe(value.tag))",
        hint: "convert it with !s")
    }
  }

  private func integerText(_ value: Int64) throws(Fault) -> PolicyValue {
    var digits = 1
    var rest = value.magnitude
    while rest >= 10 {
      rest /= 10
      digits += 1
    }
    let count = digits + (value < 0 ? 1 : 0)
    let data = try heap.allocateBytes(count)
    rest = value.magnitude
    for index in 0..<digits {
      heap.bytes[data + count - 1 - index] = UInt8(truncatingIfNeeded: 0x30 + rest % 10)
      rest /= 10
    }
    if value < 0 { heap.bytes[data] = UInt8(ascii: "-") }
    return try heap.makeString(data: data, count: count, characters: count)
  }

  /// Strings one after the other.
  func concatenate(
    _ first: UnsafeMutablePointer<PolicyValue>, _ count: Int
  ) throws(Fault) -> PolicyValue {
    var total = 0
    var characters = 0
    for index in 0..<count {
      total += heap.text(first[index]).count
      characters += heap.characterCount(first[index])
    }
    let data = try heap.allocateBytes(total)
    try charge(total / 8)
    var place = heap.bytes + data
    for index in 0..<count {
      let text = heap.text(first[index])
      for offset in 0..<text.count { place[offset] = text[offset] }
      place += text.count
    }
    return try heap.makeString(data: data, count: total, characters: characters)
  }
}
