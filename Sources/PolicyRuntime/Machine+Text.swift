// Values as text: `str`, `repr` and formats.

import Foundation
import PolicySyntax

extension Machine {
  /// The text of a value as `repr` gives it.
  func repr(_ value: PolicyValue) throws(Fault) -> String {
    var writer = ReprWriter(room: 1 << 20)
    try append(value, to: &writer)
    return writer.text
  }

  /// A short text of a value for messages.
  func shortRepr(_ value: PolicyValue) -> String {
    var writer = ReprWriter(room: 64)
    do throws(Fault) { try append(value, to: &writer) } catch {}
    let scalars = writer.text.unicodeScalars
    return scalars.count > 60
      ? String(String.UnicodeScalarView(scalars.prefix(56))) + "…" : writer.text
  }

  /// The text of a value as `str` gives it.
  func str(_ value: PolicyValue) throws(Fault) -> String {
    switch value.tag {
    case .string: heap.string(value)
    case .error: try errorText(value)
    case .instance where isError(value): try errorText(value)
    default: try repr(value)
    }
  }

  /// The text of a value on the way.
  private struct ReprWriter {
    var text = ""
    /// How many values may follow, since shared lists can stand for very many.
    var room: Int
    /// The collections around the value; one inside itself is written as dots.
    var around: [UInt64] = []
  }

  private func append(_ value: PolicyValue, to writer: inout ReprWriter) throws(Fault) {
    writer.room -= 1
    guard writer.room >= 0 else { throw heap.exhausted() }
    switch value.tag {
    case .int: writer.text += String(value.int)
    case .real: writer.text += PythonNumber.text(value.real)
    case .bool: writer.text += value.bits == 0 ? "False" : "True"
    case .none, .unbound: writer.text += "None"
    case .string: writer.text += Machine.quoted(heap.string(value))
    case .list, .tuple, .dictionary, .set, .keyView, .valueView, .itemView:
      if writer.around.contains(value.bits) {
        writer.text += value.tag == .list ? "[...]" : value.tag == .tuple ? "(...)" : "{...}"
        return
      }
      try heap.checkDepth(writer.around.count)
      writer.around.append(value.bits)
      if value.tag == .list || value.tag == .tuple {
        try appendItems(value, to: &writer)
      } else {
        try appendEntries(value, to: &writer)
      }
      writer.around.removeLast()
    case .range:
      let range = heap.range(value)
      writer.text += "range(\(range.start), \(range.stop)"
      writer.text += range.step == 1 ? ")" : ", \(range.step))"
    case .function:
      let number = Int(UInt32(truncatingIfNeeded: heap.cells[value.handle].bits))
      writer.text += "<function \(program.plain.functions[number].name)>"
    case .builtin:
      let builtin = unsafeBitCast(UInt8(truncatingIfNeeded: value.bits), to: Builtin.self)
      writer.text +=
        builtin.isType
        ? "<class '\(builtin.shortName)'>" : "<built-in function \(builtin.shortName)>"
    case .method: writer.text += "<built-in method>"
    case .module: writer.text += "<module '\(Builtin.modules[value.handle])'>"
    case .iterator: writer.text += "<iterator>"
    case .slice: writer.text += "<slice>"
    case .cell: writer.text += "<cell>"
    case .classType: writer.text += "<class '\(className(value))'>"
    case .instance where !isError(value):
      writer.text += "<\(className(heap.cells[value.handle])) object>"
    case .boundMethod:
      try append(heap.cells[value.handle + 1], to: &writer)
    case .staticMethod, .classMethod, .property:
      try append(PolicyValue(tag: .function, handle: value.handle), to: &writer)
    case .error, .instance:
      writer.text += errorName(value)
      let arguments = try errorArguments(value)
      if heap.count(arguments) == 1 {
        writer.text += "("
        try heap.checkDepth(writer.around.count)
        writer.around.append(value.bits)
        try append(heap.elements(arguments)[0], to: &writer)
        writer.around.removeLast()
        writer.text += ")"
      } else {
        try append(arguments, to: &writer)
      }
    }
  }

  private func appendItems(_ value: PolicyValue, to writer: inout ReprWriter) throws(Fault) {
    let isList = value.tag == .list
    writer.text += isList ? "[" : "("
    for index in 0..<heap.count(value) {
      if index > 0 { writer.text += ", " }
      try append(heap.elements(value)[index], to: &writer)
    }
    writer.text += isList ? "]" : heap.count(value) == 1 ? ",)" : ")"
  }

  private func appendEntries(_ value: PolicyValue, to writer: inout ReprWriter) throws(Fault) {
    if value.tag == .set && heap.liveCount(value) == 0 {
      writer.text += "set()"
      return
    }
    let (open, close) =
      switch value.tag {
      case .keyView: ("dict_keys([", "])")
      case .valueView: ("dict_values([", "])")
      case .itemView: ("dict_items([", "])")
      default: ("{", "}")
      }
    writer.text += open
    var isFirst = true
    for entry in 0..<heap.count(value) {
      let key = heap.key(value, entry)
      if key.tag == .unbound { continue }
      if !isFirst { writer.text += ", " }
      isFirst = false
      switch value.tag {
      case .valueView: try append(heap.value(value, entry), to: &writer)
      case .dictionary, .itemView:
        if value.tag == .itemView { writer.text += "(" }
        try append(key, to: &writer)
        writer.text += value.tag == .itemView ? ", " : ": "
        try append(heap.value(value, entry), to: &writer)
        if value.tag == .itemView { writer.text += ")" }
      default: try append(key, to: &writer)
      }
    }
    writer.text += close
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
    if total <= 24 {
      // A text made of pieces is often a key, such as f"Alien{i}": as a permanent string it is found
      // by comparing bits.
      let text = UnsafeBufferPointer(start: heap.bytes + data, count: total)
      if let known = heap.findInterned(text, Heap.hash(text)) {
        heap.releaseBytes(to: data)
        return .string(InternedString(rawValue: known))
      }
    }
    return try heap.makeString(data: data, count: total, characters: characters)
  }
}
